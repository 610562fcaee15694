//! Whole sheets: what is carried, what is doubted, what is refused, and that nothing depends on the order, the unit or
//! the place.
#![allow(clippy::unwrap_used)]

mod support;

use geo::{Coord, LineString, Point, Polygon};
use locus_align::{Refusal, SheetInput, Tie, TieKind, align_sheet};
use locus_model::{AlignedSheet, Drawing, Form, In, Key, Kind, Method, SketchPlane, Stroke, Tracing};
use std::collections::BTreeMap;
use support::case::{bare_sheet, tie};

fn c(x: f64, y: f64) -> Coord {
    Coord { x, y }
}

fn far(a: Coord, b: Coord) -> f64 {
    (a - b).x.hypot((a - b).y)
}

/// 200 m a page width, the paper's up 30 degrees east of north.
fn truth(p: Coord) -> Coord {
    let (sin, cos) = (-30f64.to_radians()).sin_cos();
    c(337_000.0 + 200.0 * (cos * p.x - sin * p.y), 4_334_000.0 + 200.0 * (sin * p.x + cos * p.y))
}

const SPOTS: [(&str, f64, f64); 7] = [
    ("gate", 0.5, 0.05),
    ("tower-1", 0.1, 0.1),
    ("tower-2", 0.9, 0.12),
    ("tower-3", 0.88, 0.62),
    ("tower-4", 0.12, 0.6),
    ("tank", 0.35, 0.4),
    ("flagpole", 0.62, 0.33),
];

fn control(key: &str, at: Coord, site: Coord) -> Tie {
    tie(key, TieKind::Control, at, 0.004, (site, 0.6))
}

/// Control points at the spots, remembered with errors of `metres`.
fn controls(metres: f64) -> Vec<Tie> {
    let wobble = |i: usize| c((2.7 * i as f64).sin(), (4.1 * i as f64).cos()) * metres;
    SPOTS.iter().enumerate().map(|(i, &(key, x, y))| control(key, c(x, y), truth(c(x, y)) + wobble(i))).collect()
}

fn stroke(id: &str, kind: Kind, key: Option<&str>, form: Form) -> Stroke<SketchPlane> {
    Stroke {
        id: id.to_owned(),
        kind,
        key: key.map(|k| Key::new(k).unwrap()),
        name: None,
        nodes: vec![],
        valid: None,
        certainty: None,
        ink: vec![],
        traced_by: None,
        shape: In::claim(form),
        extra: BTreeMap::new(),
    }
}

fn ring(points: &[(f64, f64)]) -> LineString {
    points.iter().copied().collect()
}

/// A fence and two buildings.
fn drawing() -> Drawing<SketchPlane> {
    let fence = Form::Line(ring(&[(0.1, 0.1), (0.9, 0.12), (0.88, 0.62), (0.12, 0.6), (0.1, 0.1)]));
    let house = |x: f64, y: f64| {
        Form::Area(Polygon::new(ring(&[(x, y), (x + 0.1, y), (x + 0.1, y + 0.06), (x, y + 0.06), (x, y)]), vec![]))
    };
    let strokes = vec![
        stroke("fence-1", Kind::Fence, Some("perimeter"), fence),
        stroke("house-1", Kind::Building, Some("kitchen"), house(0.2, 0.2)),
        stroke("house-2", Kind::Building, Some("store"), house(0.7, 0.45)),
    ];
    Drawing { strokes, tracing: Tracing { by: "investigator".to_owned() } }
}

fn align_with(ties: &[Tie], drawing: &Drawing<SketchPlane>, width: f64) -> Result<AlignedSheet, Refusal> {
    let sheet = bare_sheet("A01-1", "A01");
    align_sheet(&SheetInput { sheet: &sheet, width_px: width, height_px: 0.7 * width, drawing, ties })
}

fn align(ties: &[Tie]) -> Result<AlignedSheet, Refusal> {
    align_with(ties, &drawing(), 1400.0)
}

#[test]
fn a_perfect_memory_is_carried_exactly() {
    let a = align(&controls(0.0)).unwrap();
    for (stroke, drawn) in a.strokes.iter().zip(&drawing().strokes) {
        for (got, plane) in stroke.form().vertices().into_iter().zip(drawn.shape.geometry().vertices()) {
            assert!(far(got, truth(plane)) < 1e-6);
        }
        assert_eq!(stroke.covariances.len(), stroke.form().vertices().len());
        assert!(stroke.covariances.iter().all(|c| c.is_valid() && c.ee > 0.0));
    }
    let q = &a.quality;
    assert_eq!(q.method, Method::Collocation);
    assert!((q.scale_m_per_px - 200.0 / 1400.0).abs() < 1e-9);
    assert!((q.rotation_deg - 30.0).abs() < 1e-9, "{}", q.rotation_deg);
    assert!(q.rms_m < 1e-6 && q.loo_rms_m.unwrap() < 1e-6 && q.shear < 1e-9 && !q.mirrored && !q.fold);
    assert!(q.suspect_controls.is_empty());
    let paper = a.paper.geometry().exterior().0.clone();
    assert!(far(paper[2], truth(c(1.0, 0.7))) < 1e-6);
}

#[test]
fn a_quarter_turn_and_an_upside_down_page_are_ordinary() {
    for (turn, expected) in [(90.0f64, 90.0), (180.0, 180.0), (-90.0, -90.0)] {
        let (sin, cos) = (-turn.to_radians()).sin_cos();
        let ties: Vec<Tie> = SPOTS
            .iter()
            .map(|&(key, x, y)| control(key, c(x, y), c(100.0 * (cos * x - sin * y), 100.0 * (sin * x + cos * y))))
            .collect();
        let q = align(&ties).unwrap().quality;
        let off = (q.rotation_deg - expected).rem_euclid(360.0);
        assert!(off.min(360.0 - off) < 1e-6 && !q.mirrored, "{turn}: {}", q.rotation_deg);
    }
}

#[test]
fn neither_order_nor_place_nor_pixels_matter() {
    let ties = controls(4.0);
    let a = align(&ties).unwrap();
    let mut moved: Vec<Tie> = ties
        .iter()
        .map(|t| Tie { site: In::claim(Point(t.site.geometry().0 + c(-250_000.0, 500_000.0))), ..t.clone() })
        .collect();
    moved.reverse();
    moved.rotate_left(3);
    let b = align_with(&moved, &drawing(), 2800.0).unwrap();
    for (x, y) in a.strokes.iter().zip(&b.strokes) {
        for (p, q) in x.form().vertices().into_iter().zip(y.form().vertices()) {
            assert!(far(p + c(-250_000.0, 500_000.0), q) < 1e-6);
        }
        for (v, w) in x.covariances.iter().zip(&y.covariances) {
            assert!((v.ee - w.ee).abs() < 1e-7 && (v.en - w.en).abs() < 1e-7);
        }
    }
    assert!((a.quality.scale_m_per_px / b.quality.scale_m_per_px - 2.0).abs() < 1e-9);
    assert_eq!(a.quality.worst_control, b.quality.worst_control);
    let keys = |s: &AlignedSheet| s.quality.controls.iter().map(|c| c.landmark.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&a), keys(&b));
}

#[test]
fn doubt_grows_away_from_the_ties_and_with_poor_memory() {
    let radius = |a: &AlignedSheet, i: usize| a.strokes[1].covariances[i].radius95_m();
    let (good, poor) = (align(&controls(1.0)).unwrap(), align(&controls(12.0)).unwrap());
    assert!(radius(&poor, 0) > 1.5 * radius(&good, 0));
    let few = align(&controls(1.0)[..3]).unwrap();
    let far_fence = few.strokes[0].covariances[2].radius95_m();
    let near_fence = few.strokes[0].covariances[0].radius95_m();
    assert!(far_fence > 1.2 * near_fence, "{far_fence} {near_fence}");
}

#[test]
fn a_known_corner_places_its_building_and_not_the_next() {
    let mut ties = controls(0.0);
    let shift = c(9.0, -6.0);
    ties.push(tie("kitchen/c1", TieKind::FootprintNode, c(0.2, 0.2), 0.001, (truth(c(0.2, 0.2)) + shift, 0.35)));
    let a = align(&ties).unwrap();
    let moved = |stroke: usize, vertex: usize| {
        let plane = drawing().strokes[stroke].shape.geometry().vertices()[vertex];
        a.strokes[stroke].form().vertices()[vertex] - truth(plane)
    };
    assert!(far(moved(1, 2), shift) < 0.5 * far(shift, c(0.0, 0.0)), "{:?}", moved(1, 2));
    assert!(far(moved(2, 2), c(0.0, 0.0)) < 0.25 * far(shift, c(0.0, 0.0)), "{:?}", moved(2, 2));
    let radius = |stroke: usize| a.strokes[stroke].covariances[2].radius95_m();
    assert!(radius(1) < 0.8 * radius(2));
}

#[test]
fn a_control_point_that_contradicts_the_drawing_is_named_and_not_used() {
    let mut drawing = drawing();
    drawing.strokes.push(stroke("tower-9", Kind::Tower, Some("tower-3"), Form::Point(Point::new(0.88, 0.62))));
    let mut ties = controls(3.0);
    ties[3].plane = In::claim(Point::new(0.62, 0.45));
    let q = align_with(&ties, &drawing, 1400.0).unwrap().quality;
    assert_eq!(q.worst_control.as_ref().map(Key::as_str), Some("tower-3"));
    assert_eq!(q.suspect_controls.len(), 1);
    assert!(q.suspect_controls[0].w > 10.0 && q.suspect_controls[0].p < 1e-9);
    let without: Vec<Tie> = ties.iter().filter(|t| t.key.as_str() != "tower-3").cloned().collect();
    let (a, b) = (align_with(&ties, &drawing, 1400.0).unwrap(), align_with(&without, &drawing, 1400.0).unwrap());
    let corner = |s: &AlignedSheet| s.strokes[0].form().vertices()[2];
    assert!(far(corner(&a), corner(&b)) < 1e-9);
}

#[test]
fn a_control_point_that_only_the_others_contradict_is_named() {
    let mut ties = controls(2.0);
    ties[5].plane = In::claim(Point::new(0.75, 0.2));
    let q = align(&ties).unwrap().quality;
    assert_eq!(q.worst_control.as_ref().map(Key::as_str), Some("tank"));
    assert_eq!(q.suspect_controls.iter().map(|s| s.landmark.as_str()).collect::<Vec<_>>(), ["tank"]);
    let held_out = q.controls.iter().find(|r| r.landmark.as_str() == "tank").unwrap().loo_m.unwrap();
    assert!(held_out[0].hypot(held_out[1]) > 60.0, "where the others put it is far from where it is: {held_out:?}");
    assert!(align(&controls(6.0)).unwrap().quality.suspect_controls.is_empty(), "ordinary memory accuses nobody");
}

#[test]
fn two_control_points_are_a_similarity_that_nobody_checks() {
    let a = align(&controls(0.0)[..2]).unwrap();
    assert_eq!(a.quality.method, Method::Similarity);
    assert_eq!(a.quality.uncheckable_controls.len(), 2);
    assert_eq!(a.quality.loo_rms_m, None);
    assert!(far(a.strokes[0].form().vertices()[2], truth(c(0.88, 0.62))) < 1e-6);
}

#[test]
fn a_mirrored_drawing_is_recognised() {
    let ties: Vec<Tie> = SPOTS.iter().map(|&(key, x, y)| control(key, c(1.0 - x, y), truth(c(x, y)))).collect();
    let empty = Drawing { strokes: vec![], tracing: Tracing { by: "investigator".to_owned() } };
    let a = align_with(&ties, &empty, 1400.0).unwrap();
    assert!(a.quality.mirrored && a.quality.suspect_controls.is_empty() && a.quality.rms_m < 1e-6);
}

#[test]
fn a_control_point_and_its_drawn_vertex_are_one_tie() {
    let mut drawing = drawing();
    drawing.strokes[0].nodes =
        [None, None, Some("tower-3"), None, None].map(|k| k.map(|k| Key::new(k).unwrap())).to_vec();
    let mut ties = controls(2.0);
    ties.push(tie("tower-3", TieKind::FootprintNode, c(0.88, 0.62), 0.001, (ties[3].site.geometry().0, 0.35)));
    let q = align_with(&ties, &drawing, 1400.0).unwrap().quality;
    assert_eq!(q.controls.len(), SPOTS.len());
}

#[test]
fn refusals_name_the_remedy() {
    let ties = controls(1.0);
    let refused = |ties: &[Tie]| align(ties).unwrap_err();
    assert_eq!(refused(&ties[..1]), Refusal::TooFew { got: 1 });
    assert_eq!(refused(&[]), Refusal::TooFew { got: 0 });
    let line: Vec<Tie> = (0..4)
        .map(|i| f64::from(i) * 0.2)
        .map(|t| control(&format!("p{}", (t * 5.0) as i32), c(t, 0.1 + t * 0.5), truth(c(t, 0.1 + t * 0.5))))
        .collect();
    assert_eq!(refused(&line), Refusal::Collinear { got: 4 });
    let same: Vec<Tie> = (0..3).map(|i| control(&format!("p{i}"), c(0.5, 0.5), c(10.0, 10.0))).collect();
    assert_eq!(refused(&same), Refusal::Coincident);
    let mut bad = ties.clone();
    bad[2].site = In::claim(Point::new(f64::NAN, 0.0));
    assert_eq!(refused(&bad), Refusal::NotFinite { key: Key::new("tower-2").unwrap() });
    for refusal in [refused(&[]), refused(&line), refused(&same), refused(&bad), Refusal::Folded, Refusal::Unsolvable] {
        assert!(!refusal.to_string().is_empty() && !refusal.remedy().is_empty());
    }
}

#[test]
fn the_hand_of_chance_never_panics() {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    for n in 0..40 {
        let ties: Vec<Tie> =
            (0..n % 9).map(|i| control(&format!("p{i}"), c(next(), next()), c(1e3 * next(), 1e3 * next()))).collect();
        if let Ok(a) = align(&ties) {
            assert!(a.strokes.iter().flat_map(|s| &s.covariances).all(|c| c.is_valid()));
        }
    }
}
