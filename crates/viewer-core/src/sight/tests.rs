#![allow(clippy::unwrap_used)]

use super::*;
use crate::obstacles::Obstacles;
use crate::obstacles::site::{Opening, Site, model};
use geo::{Contains, LineString, Point, Polygon};
use proptest::prelude::*;
use serde_json::json;

/// Parallel walls 2 m apart, the second with a door, the third with a window.
fn corridor() -> Site {
    let mut site = Site::default();
    site.wall([-5.0, 0.0], [5.0, 0.0], &[]);
    site.wall([-5.0, 2.0], [5.0, 2.0], &[Opening("door", [4.5, 5.5], [0.0, 2.0])]);
    site.wall([-5.0, 4.0], [5.0, 4.0], &[Opening("window", [4.0, 6.0], [0.9, 2.1])]);
    site
}

fn look(site: &Site, from: [f64; 3], to: [f64; 3]) -> Sight {
    let bundle = site.bundle();
    line(&Picker::new(&model(&bundle)), &bundle, &site.all(), from, to)
}

#[test]
fn every_wall_in_the_way_is_named_from_near_to_far() {
    let mut site = corridor();
    site.set("status", json!("assumed"));
    site.set("height_basis", json!("default"));
    let sight = look(&site, [3.0, 1.6, -1.0], [3.0, 1.6, 6.0]);
    assert!(!sight.clear && (sight.distance_m - 7.0).abs() < 1e-9);
    let distances: Vec<f64> = sight.blockers.iter().map(|b| b.distance_m).collect();
    for (found, expected) in distances.iter().zip([0.88, 2.88, 4.88]) {
        assert!((found - expected).abs() < 1e-5, "{distances:?}");
    }
    assert_eq!(sight.blockers.len(), 3);
    assert_eq!(sight.blockers.iter().map(|b| b.height_assumed).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(sight.blockers[2].basis, Basis::Assumed);
}

#[test]
fn doors_and_windows_are_looked_through_and_lintels_are_not() {
    let site = corridor();
    assert!(look(&site, [0.0, 1.6, 1.0], [0.0, 1.5, 6.0]).clear, "through the door and the window");
    assert_eq!(look(&site, [0.0, 2.5, 1.0], [0.0, 2.5, 6.0]).blockers.len(), 2, "above both");
    assert_eq!(look(&site, [0.0, 0.5, 1.0], [0.0, 0.5, 6.0]).blockers.len(), 1, "below the sill");
    assert!(look(&site, [0.0, 3.5, -1.0], [0.0, 3.5, 6.0]).clear, "over the walls");
}

#[test]
fn what_one_looks_at_does_not_hide_itself() {
    let site = corridor();
    let sight = look(&site, [3.0, 1.6, 1.0], [3.0, 1.6, 1.88]);
    assert!(sight.clear, "{sight:?}");
    assert!(look(&site, [3.0, 1.6, 1.0], [3.0, 1.6, 1.0]).clear);
}

#[test]
fn the_hidden_does_not_block() {
    let site = corridor();
    let bundle = site.bundle();
    let none = vec![false; bundle.elements.len()];
    let picker = Picker::new(&model(&bundle));
    assert!(line(&picker, &bundle, &none, [3.0, 1.6, -1.0], [3.0, 1.6, 6.0]).clear);
}

/// Rooms with doors, a window and a free pillar.
fn rooms() -> Site {
    let mut site = Site::default();
    for i in 0..4 {
        site.room([6.0 * f64::from(i % 2), 6.0 * f64::from(i / 2)], 2.0);
    }
    site.wall([2.4, 2.5], [3.7, 4.4], &[Opening("window", [0.5, 1.6], [0.9, 2.1])]);
    site.area("object", "L0", &[[3.0, 0.0], [3.4, 0.1], [3.2, 0.5]], [0.0, 2.5]);
    site.area("object", "L0", &[[3.0, -2.0], [3.4, -2.0], [3.2, -1.5]], [0.0, 0.8]);
    site
}

proptest! {
    /// A place is in the seen area exactly if nothing that reaches the eye's height stands between (asked of every side).
    #[test]
    fn the_seen_area_is_what_can_be_looked_at(
        eye in prop::array::uniform2(-4.0..10.0f64), places in prop::collection::vec(prop::array::uniform2(-8.0..14.0f64), 60),
    ) {
        let site = rooms();
        let obstacles = Obstacles::new(&site.bundle(), &site.all());
        let from = [eye[0], 1.6, eye[1]];
        let hiding: Vec<_> = obstacles.near(eye, 50.0).filter(|s| !s.is_glass && s.low < 1.6 && s.high > 1.6).collect();
        prop_assume!(hiding.iter().all(|s| s.distance(eye) > 1e-3));
        let reach = 7.0;
        let ring: LineString = seen_area(&obstacles, from, reach).iter().map(|p| (p[0], p[1])).collect();
        let area = Polygon::new(ring, Vec::new());
        let turn = |a: [f64; 2], b: [f64; 2], c: [f64; 2]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        let crosses = |[a, b]: [[f64; 2]; 2], to: [f64; 2]| {
            turn(eye, to, a) * turn(eye, to, b) < 0.0 && turn(a, b, eye) * turn(a, b, to) < 0.0
        };
        for place in places {
            let away = (place[0] - eye[0]).hypot(place[1] - eye[1]);
            // The border of the reach is a polygon of 180 corners.
            if (away - reach).abs() < 0.01 {
                continue;
            }
            let hidden = |at: [f64; 2]| hiding.iter().any(|s| s.sides().any(|side| crosses(side, at)));
            let shifted = [[1e-4, 0.0], [-1e-4, 0.0], [0.0, 1e-4], [0.0, -1e-4]].map(|d| [place[0] + d[0], place[1] + d[1]]);
            if shifted.iter().any(|at| hidden(*at) != hidden(place)) {
                continue;
            }
            let expected = away < reach && !hidden(place);
            prop_assert_eq!(area.contains(&Point::new(place[0], place[1])), expected, "{:?} from {:?}", place, eye);
        }
    }
}

#[test]
fn no_reach_is_no_area() {
    let site = rooms();
    let obstacles = Obstacles::new(&site.bundle(), &site.all());
    for reach in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(seen_area(&obstacles, [0.0, 1.6, 0.0], reach).is_empty());
    }
}
