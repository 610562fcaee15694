#![allow(clippy::unwrap_used)]
use super::*;
use locus_viewer_core::glb::Model;
use locus_viewer_core::published::Published;
use proptest::prelude::*;

fn element(id: &str, members: Value) -> Value {
    let mut element = json!({
        "id": id, "layer": "rooms", "kind": "room", "level": "L0", "status": "testified", "drawn_by": ["A01"],
        "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1, "sources": [], "position": [0, 0, 0],
        "shape": {"base_m": 0.0, "top_m": 3.0, "rings": [[[0, 0], [4, 0], [4, 3], [0, 3], [0, 0]]], "nodes": ["c1"]},
    });
    element.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    element
}

fn story(n: u8) -> Value {
    json!({"name": format!("block:cell={n}"), "about": "block:cell", "claim": {"en": format!("block has {n} cells")},
           "accounts": ["A01"], "sources": [], "default": n == 5, "drawn": true,
           "rule": "most-independent-accounts, then imagery, then earliest account"})
}

fn account(id: &str) -> Value {
    json!({"id": id, "language": "ko", "stay": "2006-01/2008-12", "consent": "public", "discussed_with": []})
}

fn bundle(name: &str) -> Value {
    json!({
        "format": "locus-published", "format_version": 1, "software": {"locus": "0.1.0"},
        "case": {"id": "sample", "name": {"en": name, "ko": "견본"}, "aliases": [], "type": "other", "existed": "1998/.."},
        "frame": {"epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [127, 39], "origin_m": [0, 0],
                  "convergence_deg": 1.5},
        "levels": [{"id": "L0", "name": {"en": "Ground floor", "ko": "1층"}, "ordinal": 0, "elevation_m": 0,
                    "height_m": 3, "height_assumed": true}],
        "scenes": [],
        "elements": [
            element("room-1", json!({"key": "cell-1", "name": {"en": name, "ko": "1호 감방"}, "not_drawn_by": ["A02"],
                                     "contradicted_by": ["A03"], "radius95_m": 0.851})),
            element("room-2", json!({"hypothesis": "block:cell=4", "hypothesis_default": false})),
            element("wall-1", json!({"layer": "walls", "kind": "wall", "status": "inferred", "drawn_by": []})),
        ],
        "nodes": [{"id": "node-c1", "name": "c1", "position": [0, 0], "cov_m2": [4.0, 0.0, 1.0]}],
        "hypotheses": [story(4), story(5)],
        "incidents": [
            {"id": "I2", "title": {"en": name}, "summary": {"en": "SUMMARY"}, "victims": ["V1"], "perpetrators": [],
             "accounts": ["A01"], "consent": "public"},
            {"id": "I1", "title": {"en": "First", "ko": "첫째"}, "summary": {"en": "SUMMARY"}, "when": "2010~",
             "earliest": "2010-01-01", "latest": "2010-12-31", "place": "cell-1", "level": "L0", "position": [1, 0, 2],
             "radius95_m": 0.857, "victims": [], "perpetrators": [], "accounts": ["A01"], "credibility": 3,
             "consent": "parties"},
        ],
        "sheets": [], "views": [],
        "statements": [{"id": "A01-s1", "account": "A01", "kind": "length", "of": ["cell-1"], "polarity": "affirms",
                        "value": 4.5, "sd": 0.7, "unit": "m", "text": {"en": "some four metres", "ko-Latn": "sa"}}],
        "statements_by_key": {}, "rights": {"licence": "CC0-1.0"},
        "imagery": [{"id": "img", "acquired": "2019-10-03", "absolute_radius95_m": 8.0}],
        "accounts": [account("A01"), account("A02"), account("A03")],
        "files": {"notes.json": "aa"},
    })
}

fn facility(bundle: Value) -> Facility {
    let published = Published {
        folder: "published".into(),
        case_folder: None,
        bundle: serde_json::from_value(bundle).unwrap(),
        sha256: "0123456789abcdef".repeat(4),
        model: Model::default(),
    };
    let sheet = json!({"sheet": "A01-1", "account": "A01", "method": "collocation", "controls": 24, "loo_rms_m": 5.859,
                       "distortion_index": 7.08, "distortion_index_95": [5.09, 9.83],
                       "suspect_controls": [{"landmark": "gate"}]});
    let doubt = |about: &str| json!({"kind": "doubt", "about": about, "message": "wider", "remedy": "narrow it"});
    Facility {
        published,
        layers: BTreeMap::new(),
        quality: json!({
            "sheets": [sheet], "disagreements": [doubt("a:1"), doubt("a:2")], "unchecked": [],
            "next_questions": [{"from": "cell-1", "to": "tower", "now_m": 12.665, "sd_m": 3.876, "gain_m2": 22.0}],
        }),
        notes: json!({
            "notes": [{"kind": "assumed", "about": "default:door-height", "message": "2 m"},
                      {"kind": "assumed", "about": "default:right-angles", "message": "taken as right"},
                      {"kind": "fact", "about": "release", "message": "nothing was withheld"}],
            "assumptions": [{"default": "door-height", "value_m": 2.0, "elements": ["door-1", "door-2"]}],
        }),
    }
}

/// All strings of a value, in order.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(members) => members.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// What one language says.
fn told(report: &Report, part: usize) -> Vec<String> {
    strings(&report.data["parts"][part])
}

fn sample() -> Report {
    report(&facility(bundle("Sample"))).unwrap()
}

#[test]
fn both_languages_tell_every_id_and_number() {
    let report = sample();
    for part in [1, 2] {
        let text = told(&report, part).join("\n");
        let needed = [
            "room-1",
            "room-2",
            "A01",
            "A02",
            "A03",
            "I1",
            "I2",
            "img",
            "A01-1",
            "5.86 m",
            "7.1 (5.0–9.9)",
            "0.86 m",
            "block:cell=4",
            "block:cell=5",
            "door-1, door-2",
            "A01-s1",
            "4.5 m ± 0.7 m",
            "taken as right",
            "13 m",
            "22 m²",
            "gate",
            "a:1, a:2",
            &"0123456789abcdef".repeat(4),
            "aa",
        ];
        let missing: Vec<&&str> = needed.iter().filter(|n| !text.contains(**n)).collect();
        assert!(missing.is_empty(), "{missing:?} in part {part}");
    }
    let first = told(&report, 0).join("\n");
    assert!(first.contains("nothing was withheld") && first.contains("CC0-1.0"), "who may see it is told at once");
}

#[test]
fn who_drew_left_out_and_contradicts_is_marked_by_account() {
    let report = sample();
    let rows = |cells: &Value| cells["table"]["rows"].as_array().cloned().unwrap_or_default();
    let all: Vec<Value> = report.data["parts"][1]["blocks"].as_array().unwrap().iter().flat_map(rows).collect();
    let row = all.iter().find(|row| row[0].as_str().is_some_and(|place| place.ends_with("\nroom-1"))).unwrap();
    assert_eq!(row.as_array().unwrap()[2..], [json!("1"), json!("0.86 m"), json!("●"), json!("○"), json!("×")]);
    let other = all.iter().find(|row| row[0].as_str().is_some_and(|place| place.ends_with("\nroom-2"))).unwrap();
    assert!(other[1].as_str().unwrap().contains("not shown first"), "{other}");
}

#[test]
fn incidents_stand_by_time_without_their_summaries() {
    let report = sample();
    for part in [1, 2] {
        let text = told(&report, part);
        let at = |id: &str| text.iter().position(|t| t == id).unwrap();
        assert!(at("I1") < at("I2"), "the undated one stands last");
        assert!(text.iter().all(|t| !t.contains("SUMMARY")));
    }
}

#[test]
fn alternatives_that_are_not_shown_first_are_not_drawn_but_told() {
    let report = sample();
    assert!(report.figures["plan-0-en"].contains("Sample"));
    assert_eq!(
        report.figures["plan-0-en"].matches("fill-rule").count(),
        report.figures["plan-0-ko"].matches("fill-rule").count()
    );
    assert!(told(&report, 1).iter().any(|t| t.contains("block has 4 cells")));
    let without = || {
        let mut bundle = bundle("Sample");
        bundle["elements"].as_array_mut().unwrap().remove(1);
        report_of(bundle).figures["plan-0-en"].clone()
    };
    assert_eq!(report.figures["plan-0-en"], without());
}

fn report_of(bundle: Value) -> Report {
    report(&facility(bundle)).unwrap()
}

#[test]
fn an_ellipse_is_longer_where_less_is_known() {
    // 4 m² east, 1 m² north: half axes 2.4477 times 2 m and 1 m (chi-square of 95 %, two degrees of freedom).
    let report = sample();
    let ellipse = report.figures["plan-0-en"].lines().find(|line| line.starts_with("<ellipse")).unwrap().to_owned();
    let number = |name: &str| -> f64 {
        ellipse.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    assert!((number("rx") / number("ry") - 2.0).abs() < 0.01, "{ellipse}");
    assert!(ellipse.contains("rotate(0 "), "the longer axis lies east: {ellipse}");
}

#[test]
fn a_folder_without_anything_is_told_as_such() {
    let mut empty = bundle("Sample");
    for list in ["elements", "nodes", "hypotheses", "incidents", "imagery", "accounts", "statements"] {
        empty[list] = json!([]);
    }
    empty["case"]["existed"] = Value::Null;
    let mut facility = facility(empty);
    (facility.quality, facility.notes) = (Value::Null, Value::Null);
    let report = report(&facility).unwrap();
    assert!(report.figures.is_empty());
    for (part, language) in [(1, Language::En), (2, Language::Ko)] {
        let text = told(&report, part).join("\n");
        for words in [
            words::IMAGERY_NONE,
            words::ACCOUNT_NONE,
            words::QUALITY_UNPUBLISHED,
            words::AGREEMENT_NONE,
            words::CONTRADICTIONS_NONE,
            words::ASSUMPTIONS_NONE,
            words::INCIDENTS_NONE,
            words::STATEMENTS_NONE,
        ] {
            assert!(text.contains(words.of(language)), "{}", words.en);
        }
    }
}

#[test]
fn a_list_that_is_none_is_refused_by_name() {
    let mut facility = facility(bundle("Sample"));
    facility.quality["next_questions"] = json!([{"from": 3}]);
    let refused = report(&facility).unwrap_err().to_string();
    assert!(refused.contains("quality.json, next_questions") && refused.contains("locus reconstruct"), "{refused}");
}

#[test]
fn every_text_exists_in_both_languages_with_the_same_gaps() {
    let gaps = |text: &str| {
        let mut gaps: Vec<String> =
            text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0.to_owned()).collect();
        gaps.sort();
        gaps
    };
    for (name, words) in words::ALL {
        assert_eq!(gaps(words.en), gaps(words.ko), "{name}");
        let is_hangul = |c: char| ('가'..='힣').contains(&c);
        assert!(!words.en.contains(is_hangul), "{name}");
        assert!(words.ko.contains(is_hangul) || *name == "RECORD_IS", "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn names_stay_words(name in "[\\PC<>&\"'#$*=\\\\]{1,20}") {
        let report = report_of(bundle(&name));
        // As data, the name is one string; in a figure, it is text between the marks of an element.
        prop_assert!(told(&report, 1).iter().any(|text| text.contains(&name)));
        for svg in report.figures.values() {
            prop_assert_eq!(svg.lines().filter(|l| !l.starts_with('<')).count(), 0, "{}", svg);
        }
        prop_assert_eq!(&report, &report_of(bundle(&name)), "the same folder, the same report");
    }
}
