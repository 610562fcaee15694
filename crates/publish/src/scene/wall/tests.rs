#![allow(clippy::unwrap_used)]

use super::super::mesh::tests::{is_watertight, volume};
use super::*;
use proptest::prelude::*;

fn wall(points: &[(f64, f64)], thickness: f64) -> WallLine {
    let points: Vec<Coord> = points.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect();
    WallLine::new(&points, thickness / 2.0, "L0".to_owned()).unwrap()
}

fn cut(segment: usize, from_m: f64, to_m: f64, sill_m: f64, head_m: f64) -> Cut {
    Cut { segment, from_m, to_m, sill_m, head_m }
}

fn built(wall: &WallLine, cuts: &[Cut], height_m: f64) -> Mesh {
    let walls = [wall.clone()];
    let joints = Joints::of(&walls);
    let cuts: Vec<Cut> = cuts.iter().filter_map(|c| fitted(&walls, 0, &joints, *c)).collect();
    solid(&walls, 0, &joints, &cuts, 0.5, height_m)
}

#[test]
fn a_straight_wall_loses_exactly_its_openings() {
    let line = wall(&[(0.0, 0.0), (6.0, 0.0)], 0.2);
    let plain = built(&line, &[], 3.0);
    assert!(is_watertight(&plain));
    assert!((volume(&plain) - 6.0 * 0.2 * 3.0).abs() < 1e-5);
    let (door, window) = (cut(0, 1.0, 1.9, 0.0, 2.0), cut(0, 3.0, 3.8, 1.4, 2.0));
    let opened = built(&line, &[door, window], 3.0);
    assert!(is_watertight(&opened));
    let gone = 0.2 * (0.9 * 2.0 + 0.8 * 0.6);
    assert!((volume(&opened) - (6.0 * 0.2 * 3.0 - gone)).abs() < 1e-5, "{}", volume(&opened));
}

#[test]
fn a_gate_as_high_as_the_wall_leaves_two_pieces() {
    let opened = built(&wall(&[(0.0, 0.0), (10.0, 0.0)], 0.3), &[cut(0, 4.0, 7.0, 0.0, 3.0)], 3.0);
    assert!(is_watertight(&opened));
    assert!((volume(&opened) - 7.0 * 0.3 * 3.0).abs() < 1e-5);
}

#[test]
fn a_closed_wall_has_no_ends_and_keeps_its_centre_line_length() {
    let ring = wall(&[(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (0.0, 30.0), (0.0, 0.0)], 0.4);
    let mesh = built(&ring, &[cut(0, 10.0, 14.0, 0.0, 2.5)], 3.0);
    assert!(is_watertight(&mesh));
    assert!((volume(&mesh) - (140.0 * 0.4 * 3.0 - 4.0 * 2.5 * 0.4)).abs() < 1e-3, "{}", volume(&mesh));
}

#[test]
fn walls_of_one_corner_tile_it() {
    // An L of two elements: their mitred bodies have the volume of the L of one, and reach the outer corner.
    let walls = [wall(&[(0.0, 0.0), (5.0, 0.0)], 0.24), wall(&[(5.0, 0.0), (5.0, 4.0)], 0.24)];
    let joints = Joints::of(&walls);
    let meshes = [0, 1].map(|i| solid(&walls, i, &joints, &[], 0.0, 3.0));
    assert!(meshes.iter().all(is_watertight));
    let total: f64 = meshes.iter().map(volume).sum();
    assert!((total - 9.0 * 0.24 * 3.0).abs() < 1e-5, "{total}");
    assert!(meshes[0].positions.iter().any(|p| (p[0] - 5.12).abs() < 1e-6 && (p[2] - 0.12).abs() < 1e-6));
}

#[test]
fn a_wall_stays_one_solid_where_another_joins_it() {
    let through = [(0.0, 0.0), (6.0, 0.0), (12.0, 0.0)];
    let walls = [wall(&through, 0.24), wall(&[(6.0, 0.0), (6.0, 6.0)], 0.3)];
    let joints = Joints::of(&walls);
    let meshes = [0, 1].map(|i| solid(&walls, i, &joints, &[], 0.0, 3.0));
    assert!(meshes.iter().all(is_watertight));
    // The two tile the T: the through wall whole, the other from its face on.
    let total: f64 = meshes.iter().map(volume).sum();
    assert!((total - 3.0 * (12.0 * 0.24 + 5.88 * 0.3)).abs() < 1e-4, "{total}");
}

#[test]
fn an_opening_may_not_eat_the_corner() {
    let walls = [wall(&[(0.0, 0.0), (5.0, 0.0)], 0.24), wall(&[(5.0, 0.0), (5.0, 4.0)], 0.24)];
    let joints = Joints::of(&walls);
    let fit = fitted(&walls, 0, &joints, cut(0, 4.5, 5.0, 0.0, 2.0)).unwrap();
    assert!((fit.to_m - 4.87).abs() < 1e-9, "{fit:?}");
    assert_eq!(fitted(&walls, 0, &joints, cut(0, 4.9, 5.0, 0.0, 2.0)), None);
}

#[test]
fn a_gate_between_the_ends_of_its_fence_needs_no_cut() {
    let fence = wall(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 3.0)], 0.1);
    let gate = [Coord { x: 0.0, y: 0.0 }, Coord { x: 0.0, y: 3.0 }];
    assert!(fence.is_closed_by(&gate) && fence.is_closed_by(&[gate[1], gate[0]]));
    assert!(!fence.is_closed_by(&[gate[0], Coord { x: 0.0, y: 2.0 }]) && !fence.is_closed_by(&[]));
}

#[test]
fn a_wall_without_length_is_no_wall() {
    assert!(WallLine::new(&[Coord::zero(), Coord { x: 1e-5, y: 0.0 }], 0.1, String::new()).is_none());
    assert!(WallLine::new(&[], 0.1, String::new()).is_none());
}

proptest! {
    /// Whatever the turns and openings, every stretch is closed and nothing but the openings is lost.
    #[test]
    fn any_wall_is_watertight(
        turns in proptest::collection::vec(-1.9..1.9f64, 1..5),
        lengths in proptest::collection::vec(2.0..9.0f64, 5),
        openings in proptest::collection::vec((0usize..5, 0.0..1.0f64, 0.1..1.5f64, 0.0..1.5f64, 0.3..2.5f64), 0..4),
    ) {
        let (mut at, mut heading, mut points) = ((0.0, 0.0), 0.0f64, vec![(0.0, 0.0)]);
        for (turn, length) in turns.iter().zip(&lengths) {
            heading += turn;
            at = (at.0 + length * heading.cos(), at.1 + length * heading.sin());
            points.push(at);
        }
        let line = wall(&points, 0.3);
        // One opening a stretch: two that touch at a corner share an edge, which is closed but not manifold.
        let mut cuts: BTreeMap<usize, Cut> = BTreeMap::new();
        for (s, place, width, sill, height) in openings {
            let s = s % turns.len();
            let from = place * (lengths[s] - width);
            cuts.insert(s, cut(s, from, from + width, sill, sill + height));
        }
        let walls = [line];
        let joints = Joints::of(&walls);
        let cuts: Vec<Cut> = cuts.into_values().filter_map(|c| fitted(&walls, 0, &joints, c)).collect();
        let mesh = solid(&walls, 0, &joints, &cuts, 0.0, 3.0);
        let gone: f64 = cuts.iter().map(|c| (c.to_m - c.from_m) * (c.head_m.min(3.0) - c.sill_m) * 0.3).sum();
        let whole: f64 = lengths.iter().take(turns.len()).sum::<f64>() * 0.3 * 3.0;
        prop_assert!(is_watertight(&mesh));
        prop_assert!((volume(&mesh) - (whole - gone)).abs() < 1e-3, "{} {}", volume(&mesh), whole - gone);
    }
}
