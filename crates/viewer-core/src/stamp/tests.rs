#![allow(clippy::unwrap_used)]
use super::*;
use crate::answer::sample;
use crate::basis::Basis;
use crate::doubt::Channels;
use crate::filter::Filter;
use crate::search::Search;
use crate::section::Plane;
use crate::timeline::{Range, Timeline};

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn stamped(choices: &Choices, language: Language) -> Vec<String> {
    let bundle = sample::bundle();
    let (timeline, search) = (Timeline::new(&bundle.incidents), Search::new(&bundle));
    let selected = choices.incidents.select(&bundle, &timeline, &search, &choices.filter);
    stamp(
        Stamped {
            bundle: &bundle,
            sha256: HASH,
            choices,
            selected: &selected,
            cut_m: choices.cut_m,
            view: None,
            notice: None,
        },
        language,
    )
}

fn joined(choices: &Choices) -> String {
    stamped(choices, Language::En).join("\n")
}

#[test]
fn says_what_it_is_and_that_nothing_is_hidden() {
    let choices = Choices { doubt: Channels { uncertainty: true, ..Channels::default() }, ..Choices::default() };
    let lines = stamped(&choices, Language::En);
    assert_eq!(
        lines,
        [
            "Sample (fictional) (sample)",
            "bundle sha256 0123456789abcdef…",
            "View: free, not saved",
            "All 5 elements are shown; nothing is hidden.",
            "Alternatives shown: block has 5 × cell",
            "Incidents: no filter; none of 3 is hidden.",
            "Incidents listed without a marker in the picture: 2",
            "Ground: imagery 2019-10-03, acquired 3 October 2019, 02:24 UTC, opacity 100 %",
            "Published with gdal 3.12.1, locus 0.1.0",
        ]
    );
    assert_eq!(stamped(&choices, Language::En), lines, "the same picture, the same lines");
}

#[test]
fn every_filter_is_named() {
    let all = Choices::default();
    let filter = |filter: Filter| Choices { filter, ..all.clone() };
    let incidents = |incidents: IncidentFilter| Choices { incidents, ..all.clone() };
    let of = IncidentFilter::default;
    let plane = Plane { point: [0.0; 3], normal: [1.0, 0.0, 0.0] };
    let cases = [
        (filter(Filter { level: Some("L0".into()), ..Filter::default() }), "Only level Ground floor"),
        (filter(Filter { only: Only::Seen, ..Filter::default() }), "Only what imagery confirms"),
        (filter(Filter { only: Only::Testified, ..Filter::default() }), "Only what at least one person drew"),
        (filter(Filter { hidden_bases: [Basis::Inferred].into(), ..Filter::default() }), "Hidden by basis: inferred"),
        (
            filter(Filter { hidden_layers: ["walls".into()].into(), ..Filter::default() }),
            "Hidden layers: walls and fences",
        ),
        (
            filter(Filter { hypotheses: [("block:cell".into(), "block:cell=4".into())].into(), ..Filter::default() }),
            "Alternatives shown: block has 4 × cell",
        ),
        (
            incidents(IncidentFilter { range: Some(Range::parse("2010").unwrap()), ..of() }),
            "may have happened from 1 January 2010 to 31 December 2010",
        ),
        (
            incidents(IncidentFilter {
                range: Some(Range::parse("2010").unwrap()),
                rule: Rule::CertainlyWithin,
                ..of()
            }),
            "certainly happened from",
        ),
        (incidents(IncidentFilter { undated: false, ..of() }), "undated ones hidden"),
        (
            incidents(IncidentFilter { hidden_categories: ["forced-labour".into(), "".into()].into(), ..of() }),
            "hidden categories: without a category, Forced labour",
        ),
        (incidents(IncidentFilter { accounts: ["A01".into()].into(), ..of() }), "only accounts A01"),
        (incidents(IncidentFilter { credibility_at_most: Some(2), ..of() }), "credibility 2 or better"),
        (incidents(IncidentFilter { uncredited: false, ..of() }), "ungraded ones hidden"),
        (incidents(IncidentFilter { place: Some("cell-4".into()), ..of() }), "only at Fourth cell"),
        (incidents(IncidentFilter { text: "third".into(), ..of() }), "only with the text \"third\""),
        (Choices { cut_m: Some(1.2), ..all.clone() }, "Cut 1.2 m above the floor"),
        (Choices { vertical_cut: Some(plane), ..all.clone() }, "Cut vertically"),
        (Choices { ground_opacity: 0.0, ..all.clone() }, "is not shown"),
        (Choices { ground_opacity: 0.5, ..all.clone() }, "opacity 50 %"),
        (Choices { sheets: ["A01-1".into()].into(), ..all.clone() }, "Scans on the ground: A01-1, opacity 80 %"),
        (Choices { strokes: ["A01".into()].into(), ..all.clone() }, "Strokes as drawn by: A01"),
        (Choices { pins: true, ..all.clone() }, "Pins and areas of witnesses"),
        (
            Choices { doubt: Channels { support: false, ..Channels::default() }, ..all.clone() },
            "pattern by independent accounts, uncertainty",
        ),
    ];
    let plain = joined(&all);
    for (choices, words) in cases {
        let said = joined(&choices);
        assert!(said.contains(words), "{words:?} is not in\n{said}");
        assert_ne!(said, plain);
        assert_ne!(stamped(&choices, Language::Ko), stamped(&all, Language::Ko), "{words}");
    }
}

#[test]
fn nothing_is_called_whole_that_is_cut_or_filtered() {
    let cut = Choices { cut_m: Some(1.2), ..Choices::default() };
    let other = Choices { filter: Filter { only: Only::Seen, ..Filter::default() }, ..Choices::default() };
    for choices in [cut, other] {
        assert!(!joined(&choices).contains("nothing is hidden"), "{}", joined(&choices));
    }
    assert!(
        joined(&Choices { filter: Filter { only: Only::Seen, ..Filter::default() }, ..Choices::default() })
            .contains("1 of 5 elements")
    );
    let filtered =
        Choices { incidents: IncidentFilter { undated: false, ..IncidentFilter::default() }, ..Choices::default() };
    assert!(
        joined(&filtered).contains("Incidents: 1 of 3 hidden by the filter (undated ones hidden)"),
        "{}",
        joined(&filtered)
    );
}

#[test]
fn a_named_view_is_named() {
    let (bundle, choices, selected) = (sample::bundle(), Choices::default(), Selected::default());
    let of = Stamped {
        bundle: &bundle,
        sha256: HASH,
        choices: &choices,
        selected: &selected,
        cut_m: choices.cut_m,
        view: Some("overview"),
        notice: None,
    };
    assert_eq!(stamp(of, Language::Ko)[2], "시점: overview");
}
