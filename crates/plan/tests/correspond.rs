//! Proposals for places without keys: right, or open with the symmetry named, whatever way a sheet is held.

#![allow(clippy::unwrap_used)]

use geo::{Coord, LineString, Point, Polygon};
use locus_model::*;
use locus_plan::{correspond, correspondence_notes};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An area: its id on the sheet, what it is, and the box it fills (west, south, east, north).
type Area = (&'static str, Kind, [f64; 4]);

/// A block as a witness remembers it: two rows of rooms along a corridor, no two ends alike.
const BLOCK: [Area; 10] = [
    ("block", Kind::Building, [0.0, 0.0, 30.0, 12.0]),
    ("corridor", Kind::Room, [0.0, 5.0, 30.0, 7.0]),
    ("guard", Kind::Room, [0.0, 0.0, 8.0, 5.0]),
    ("wash", Kind::Room, [8.0, 0.0, 12.0, 5.0]),
    ("store", Kind::Room, [12.0, 0.0, 24.0, 5.0]),
    ("solitary", Kind::Room, [24.0, 0.0, 30.0, 5.0]),
    ("cell-1", Kind::Room, [0.0, 7.0, 7.0, 12.0]),
    ("cell-2", Kind::Room, [7.0, 7.0, 14.5, 12.0]),
    ("cell-3", Kind::Room, [14.5, 7.0, 21.5, 12.0]),
    ("hall", Kind::Room, [21.5, 7.0, 30.0, 12.0]),
];

/// Four equal cells in a row and nothing else.
const ROW: [Area; 4] = [
    ("cell-1", Kind::Room, [0.0, 0.0, 4.0, 5.0]),
    ("cell-2", Kind::Room, [4.0, 0.0, 8.0, 5.0]),
    ("cell-3", Kind::Room, [8.0, 0.0, 12.0, 5.0]),
    ("cell-4", Kind::Room, [12.0, 0.0, 16.0, 5.0]),
];

/// Buildings of a site, none like a room of the block.
const SITE: [Area; 5] = [
    ("admin", Kind::Building, [0.0, 0.0, 20.0, 9.0]),
    ("kitchen", Kind::Building, [40.0, 3.0, 55.0, 12.0]),
    ("shed", Kind::Building, [80.0, 20.0, 86.0, 25.0]),
    ("barracks", Kind::Building, [10.0, 50.0, 42.0, 59.0]),
    ("clinic", Kind::Building, [70.0, 60.0, 83.0, 68.0]),
];

/// How the stripped sheet is held against the other: quarters counter-clockwise, and seen from behind.
#[derive(Clone, Copy, Debug)]
struct Held {
    quarters: u8,
    mirrored: bool,
}

const UPRIGHT: Held = Held { quarters: 0, mirrored: false };

impl Held {
    /// Metres to pixels of the scan, whose y axis points down.
    fn pixel(self, [x, y]: [f64; 2]) -> Coord {
        let x = if self.mirrored { -x } else { x };
        let (x, y) = [(x, y), (-y, x), (-x, -y), (y, -x)][usize::from(self.quarters)];
        Coord { x: 2000.0 + 10.0 * x, y: 2000.0 - 10.0 * y }
    }
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

/// The stroke of an area; `wobble` moves its corners by up to that many pixels, differently for each.
fn stroke((name, kind, [w, s, e, n]): &Area, held: Held, wobble: f64, keyed: bool) -> Stroke<SketchPx> {
    let shaken = |(i, at): (usize, [f64; 2])| {
        let phase = (w + 3.0 * s + 7.0 * e + 1.7 * n + 11.0 * i as f64) * 12.9898;
        held.pixel(at) + Coord { x: phase.sin(), y: (phase * 1.7).cos() } * wobble
    };
    let ring: Vec<Coord> = [[*w, *s], [*e, *s], [*e, *n], [*w, *n]].into_iter().enumerate().map(shaken).collect();
    let nodes = (1..=4).chain([1]).map(|c| Some(key(&format!("{name}/c{c}"))));
    Stroke {
        id: format!("x-{name}"),
        kind: *kind,
        key: keyed.then(|| key(name)),
        name: None,
        nodes: if keyed { nodes.collect() } else { Vec::new() },
        valid: None,
        certainty: None,
        ink: Vec::new(),
        traced_by: None,
        shape: In::claim(Form::Area(Polygon::new(LineString(ring), Vec::new()))),
        extra: BTreeMap::new(),
    }
}

fn drawn(areas: &[Area], held: Held, wobble: f64, keyed: bool) -> Vec<Stroke<SketchPx>> {
    areas.iter().map(|area| stroke(area, held, wobble, keyed)).collect()
}

fn sheet(name: &str, strokes: Vec<Stroke<SketchPx>>) -> Sheet {
    Sheet {
        id: id(name),
        account: id("A01"),
        image: format!("sketches/{name}.jpg"),
        sha256: None,
        drawn: None,
        level: id("L0"),
        medium: None,
        true_north_up: false,
        covers: Vec::new(),
        elicitation: None,
        controls: Vec::new(),
        masks: Vec::new(),
        drawing: Some(Drawing { strokes, tracing: Tracing { by: "investigator".to_owned() } }),
        note: None,
    }
}

fn case(sheets: impl IntoIterator<Item = Sheet>) -> Case {
    Case {
        id: id("invented"),
        name: Text::default(),
        aliases: Vec::new(),
        facility_type: "other".to_owned(),
        operator: None,
        existed: None,
        note: None,
        site: SiteDefinition { anchor: In::claim(Point::new(0.0, 0.0)), epsg: None },
        levels: Vec::new(),
        defaults: Defaults::default(),
        rights: Rights::default(),
        landmarks: BTreeMap::new(),
        footprints: BTreeMap::new(),
        accounts: BTreeMap::new(),
        sheets: sheets.into_iter().map(|s| (s.id.clone(), s)).collect(),
        imagery: BTreeMap::new(),
        incidents: Vec::new(),
        notes: Vec::new(),
    }
}

fn matched(sheets: impl IntoIterator<Item = Sheet>) -> Option<Correspondences> {
    correspond(&case(sheets), &[], &BTreeMap::new())
}

/// A keyed sheet of the areas, and one without keys that is held otherwise.
fn two(areas: &[Area], held: Held) -> Correspondences {
    let sheets = [sheet("A", drawn(areas, UPRIGHT, 0.0, true)), sheet("B", drawn(areas, held, 4.0, false))];
    matched(sheets).unwrap()
}

/// What is proposed, as (right, wrong).
fn verdict(found: &Correspondences) -> (usize, usize) {
    let proposed = found.places.iter().filter(|p| p.proposed);
    let right = |p: &&PlaceMatch| p.best.as_ref().unwrap().key == Some(key(p.element.trim_start_matches("x-")));
    let (right, wrong): (Vec<_>, Vec<_>) = proposed.partition(right);
    (right.len(), wrong.len())
}

#[test]
fn a_block_is_known_again_however_the_sheet_is_held() {
    for (quarters, mirrored) in (0..4).flat_map(|q| [(q, false), (q, true)]) {
        let found = two(&BLOCK, Held { quarters, mirrored });
        let (right, wrong) = verdict(&found);
        assert_eq!(wrong, 0, "{quarters} {mirrored}: {:#?}", found.places);
        let open =
            found.places.iter().filter(|p| !p.proposed).all(|p| p.ambiguity.as_ref().is_some_and(|a| !a.is_empty()));
        assert!(open, "what stays open says why");
        assert!(right >= 8, "{quarters} {mirrored}: {right} of 10");
    }
}

#[test]
fn corners_follow_their_places() {
    for held in [UPRIGHT, Held { quarters: 2, mirrored: false }] {
        let found = two(&BLOCK, held);
        let proposed: Vec<&VertexMatch> = found.vertices.iter().filter(|v| v.proposed).collect();
        assert!(proposed.len() >= 32, "{}", proposed.len());
        for vertex in proposed {
            let expected = format!("{}/c{}", vertex.element.trim_start_matches("x-"), vertex.vertex + 1);
            assert_eq!(vertex.best.key, Some(key(&expected)), "{held:?}");
        }
    }
}

#[test]
fn equal_cells_in_a_row_are_not_told_apart_and_the_symmetry_is_named() {
    let found = two(&ROW, UPRIGHT);
    assert_eq!(verdict(&found), (0, 0), "{:#?}", found.places);
    let why: Vec<&str> = found.places.iter().filter_map(|p| p.ambiguity.as_deref()).collect();
    assert!(why.len() == 4 && why.iter().all(|w| w.contains("turn") || w.contains("mirrored")), "{why:?}");
    let notes = correspondence_notes(&found);
    assert!(notes.iter().all(|n| n.kind == NoteKind::LeftOut && n.about == "sheet:B"), "{notes:?}");
}

#[test]
fn names_in_two_languages_tell_equal_cells_apart() {
    let named = |keyed: bool, name: fn(usize) -> String| {
        let mut strokes = drawn(&ROW, UPRIGHT, 2.0, keyed);
        for (i, stroke) in strokes.iter_mut().enumerate() {
            stroke.name = Some(Text::undetermined(name(i + 1)));
        }
        strokes
    };
    let english = sheet("A", named(true, |i| format!("Cell {i}")));
    let korean = sheet("B", named(false, |i| format!("{i}호 감방")));
    assert_eq!(verdict(&matched([english, korean]).unwrap()), (4, 0));
}

#[test]
fn where_one_of_equal_cells_is_missing_none_of_them_is_named() {
    let long: Vec<Area> = (0..6)
        .map(|i| {
            (
                ["c-0", "c-1", "c-2", "c-3", "c-4", "c-5"][i],
                Kind::Room,
                [4.0 * i as f64, 0.0, 4.0 * i as f64 + 4.0, 5.0],
            )
        })
        .collect();
    let found =
        matched([sheet("A", drawn(&long, UPRIGHT, 0.0, true)), sheet("B", drawn(&long[..5], UPRIGHT, 2.0, false))]);
    assert_eq!(found.unwrap().places.iter().filter(|p| p.proposed).count(), 0);
}

#[test]
fn unrelated_sheets_give_nothing() {
    let found = matched([sheet("A", drawn(&BLOCK, UPRIGHT, 0.0, true)), sheet("B", drawn(&SITE, UPRIGHT, 0.0, false))]);
    let found = found.unwrap();
    assert!(found.places.iter().all(|p| !p.proposed) && found.vertices.is_empty(), "{:#?}", found.places);
}

#[test]
fn sheets_without_any_key_are_matched_with_each_other() {
    let found =
        matched([sheet("A", drawn(&BLOCK, UPRIGHT, 0.0, false)), sheet("B", drawn(&BLOCK, UPRIGHT, 4.0, false))]);
    let found = found.unwrap();
    let proposed: Vec<&PlaceMatch> = found.places.iter().filter(|p| p.proposed).collect();
    assert!(proposed.len() >= 8, "{}", proposed.len());
    for place in proposed {
        let same = Source::Stroke { sheet: id("A"), stroke: place.element.clone() };
        assert!(place.sheet == id("B") && place.best.as_ref().unwrap().shown_by.contains(&same), "{place:#?}");
    }
}

#[test]
fn where_every_key_is_there_or_nothing_to_compare_there_is_nothing_to_say() {
    let keyed = |name| sheet(name, drawn(&BLOCK, UPRIGHT, 0.0, true));
    assert_eq!(matched([keyed("A"), keyed("B")]), None);
    assert_eq!(matched([sheet("A", drawn(&BLOCK, UPRIGHT, 0.0, false))]), None);
    assert_eq!(matched([]), None);
}

#[test]
fn what_is_not_finite_or_has_no_extent_is_passed_over() {
    let mut broken = drawn(&BLOCK, UPRIGHT, 0.0, false);
    broken[2].shape =
        In::claim(Form::Area(Polygon::new(LineString(vec![Coord { x: f64::NAN, y: 0.0 }; 4]), Vec::new())));
    broken[3].shape = In::claim(Form::Area(Polygon::new(LineString(vec![Coord { x: 5.0, y: 5.0 }; 5]), Vec::new())));
    broken[4].shape = In::claim(Form::Area(Polygon::new(LineString(Vec::new()), Vec::new())));
    let found = matched([sheet("A", drawn(&BLOCK, UPRIGHT, 0.0, true)), sheet("B", broken)]).unwrap();
    assert!(found.places.iter().all(|p| p.best.as_ref().is_none_or(|b| b.score.is_finite())));
    assert_eq!(verdict(&found).1, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Neither the order of elements in a file, nor which sheet is called what, nor the scale of the scan matters.
    #[test]
    fn the_order_of_elements_and_sheets_does_not_matter(order in Just((0..BLOCK.len()).collect::<Vec<_>>()).prop_shuffle(), swap: bool) {
        let plain = drawn(&BLOCK, UPRIGHT, 4.0, false);
        let shuffled: Vec<_> = order.iter().map(|i| plain[*i].clone()).collect();
        let names = if swap { ["Z", "B"] } else { ["A", "B"] };
        let found = |open| {
            let mut found = matched([sheet(names[0], drawn(&BLOCK, UPRIGHT, 0.0, true)), sheet(names[1], open)]).unwrap();
            found.places.iter_mut().for_each(|p| p.reasons.clear());
            found
        };
        prop_assert_eq!(found(plain), found(shuffled));
    }
}
