#![allow(clippy::unwrap_used)]
use super::*;
use crate::timeline::sample::{bundle, edtf_texts};
use proptest::prelude::*;
use serde_json::{Value, json};

fn select(bundle: &Bundle, filter: &IncidentFilter, shown: &Filter) -> Selected {
    filter.select(bundle, &Timeline::new(&bundle.incidents), &Search::new(bundle), shown)
}

fn sample() -> Bundle {
    let elements = vec![json!({"id": "room-1", "key": "cell-3"}), json!({"id": "wall-7"})];
    let at = [1.0, 0.0, 2.0];
    bundle(
        elements,
        vec![
            json!({"id": "I0", "when": "2009", "place": "cell-3", "place_id": "room-1", "position": at, "level": "L0",
                "category": "torture", "credibility": 2, "accounts": ["A01", "A02"], "title": {"ko": "야간 노동"}}),
            json!({"id": "I1", "place": "cell-3/door", "place_id": "door-1", "position": at, "level": "L0",
                "category": "torture", "accounts": ["A02"]}),
            json!({"id": "I2", "when": "2011?", "place": "cell-30", "credibility": 6}),
            json!({"id": "I3", "when": "2012/..", "place": "gate", "position": at, "hypothesis": "gate=west"}),
            json!({"id": "I4", "when": "2010", "place_id": "wall-7", "position": at, "level": "L1", "credibility": 3}),
            json!({"id": "I5"}),
        ],
    )
}

fn shown(change: impl FnOnce(&mut IncidentFilter)) -> Vec<usize> {
    let mut filter = IncidentFilter::default();
    change(&mut filter);
    let selected = select(&sample(), &filter, &Filter::default());
    let mut all = [selected.placed, selected.unplaced, selected.elsewhere].concat();
    all.sort_unstable();
    assert_eq!(selected.hidden_by_filter, 6 - all.len());
    all
}

#[test]
fn the_default_hides_nothing_and_lists_what_has_no_marker() {
    let selected = select(&sample(), &IncidentFilter::default(), &Filter::default());
    assert_eq!(selected.placed, [0, 1, 4]);
    assert_eq!(selected.unplaced, [2, 5]);
    assert_eq!(selected.elsewhere, [3], "its alternative is not shown");
    assert_eq!(selected.undated, [1, 5]);
    assert_eq!(selected.hidden_by_filter, 0);
}

#[test]
fn levels_and_alternatives_of_the_plan_move_markers_and_hide_nothing() {
    let mut plan = Filter { level: Some("L1".to_owned()), ..Filter::default() };
    plan.hypotheses.insert("gate".to_owned(), "gate=west".to_owned());
    let selected = select(&sample(), &IncidentFilter::default(), &plan);
    assert_eq!((selected.placed, selected.elsewhere), (vec![3, 4], vec![0, 1]));
    assert_eq!(selected.hidden_by_filter, 0);
    let incident = &sample().incidents[3];
    assert_eq!(whereabouts(incident, &plan, &BTreeSet::new()), Whereabouts::OtherAlternative);
    assert_eq!(whereabouts(&sample().incidents[2], &plan, &BTreeSet::new()), Whereabouts::NotInPlan);
    assert_eq!(whereabouts(&sample().incidents[5], &plan, &BTreeSet::new()), Whereabouts::NotSaid);
}

#[test]
fn each_filter_shows_what_it_says() {
    assert_eq!(shown(|f| f.range = Range::parse("2009/2010").ok()), [0, 1, 4, 5]);
    assert_eq!(
        shown(|f| (f.range, f.rule, f.undated) = (Range::parse("2009/2015").ok(), Rule::CertainlyWithin, false)),
        [0, 4]
    );
    assert_eq!(shown(|f| f.undated = false), [0, 2, 3, 4]);
    assert_eq!(shown(|f| f.hidden_categories.extend(["torture".to_owned()])), [2, 3, 4, 5]);
    assert_eq!(shown(|f| f.hidden_categories.extend([String::new()])), [0, 1]);
    assert_eq!(shown(|f| f.accounts.extend(["A01".to_owned()])), [0]);
    assert_eq!(shown(|f| f.accounts.extend(["A01".to_owned(), "A02".to_owned()])), [0, 1]);
    assert_eq!(shown(|f| f.credibility_at_most = Some(3)), [0, 1, 3, 4, 5]);
    assert_eq!(shown(|f| (f.credibility_at_most, f.uncredited) = (Some(3), false)), [0, 4]);
    assert_eq!(shown(|f| f.text = "ㅇㄱ 노".to_owned()), [0]);
}

#[test]
fn a_place_holds_its_parts_and_not_its_namesakes() {
    for place in ["room-1", "cell-3"] {
        assert_eq!(shown(|f| f.place = Some(place.to_owned())), [0, 1], "{place}");
    }
    assert_eq!(shown(|f| f.place = Some("wall-7".to_owned())), [4]);
    assert_eq!(shown(|f| f.place = Some("nowhere".to_owned())), [0; 0]);
}

#[test]
fn a_filter_is_saved_as_written_and_refused_when_it_says_something_else() {
    let mut filter = IncidentFilter { range: Range::parse("2009/2010").ok(), undated: false, ..Default::default() };
    filter.accounts.insert("A01".to_owned());
    let json = serde_json::to_value(&filter).unwrap();
    assert_eq!(
        json,
        json!({"range": "2009-01-01/2010-12-31", "rule": "overlaps", "undated": false, "accounts": ["A01"], "uncredited": true})
    );
    assert_eq!(serde_json::from_value::<IncidentFilter>(json).unwrap(), filter);
    assert_eq!(serde_json::from_value::<IncidentFilter>(json!({})).unwrap(), IncidentFilter::default());
    for bad in [json!({"hidden": true}), json!({"range": "2009/.."}), json!({"rule": "touches"})] {
        assert!(serde_json::from_value::<IncidentFilter>(bad).is_err());
    }
}

fn incidents() -> impl Strategy<Value = Vec<Value>> {
    let one = (prop::option::of(edtf_texts()), any::<bool>(), prop::option::of(1..=6u8), 0..3u8).prop_map(
        |(when, placed, credibility, account)| {
            json!({"when": when, "position": placed.then_some([0.0; 3]), "credibility": credibility,
                "accounts": [format!("A{account}")]})
        },
    );
    prop::collection::vec(one, 0..30)
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_counted_twice(
        incidents in incidents(), year in 2000..2020i32, undated in any::<bool>(), limit in prop::option::of(1..=6u8),
    ) {
        let bundle = bundle(vec![], incidents);
        let filter = IncidentFilter {
            range: Range::parse(&format!("{year}")).ok(), undated, credibility_at_most: limit, ..Default::default()
        };
        let selected = select(&bundle, &filter, &Filter::default());
        let mut all = [selected.placed, selected.unplaced, selected.elsewhere].concat();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        prop_assert_eq!(all.len(), count);
        prop_assert_eq!(count + selected.hidden_by_filter, bundle.incidents.len());
        prop_assert!(selected.undated.iter().all(|index| undated && all.contains(index)));
        let expected = bundle.incidents.iter().filter(|incident| {
            let in_time = match incident.when.as_deref() {
                Some(when) => locus_model::Edtf::parse(when).unwrap().overlaps(filter.range.as_ref().unwrap().edtf()),
                None => undated,
            };
            in_time && incident.credibility.is_none_or(|given| limit.is_none_or(|limit| given <= limit))
        });
        prop_assert_eq!(count, expected.count());
    }
}
