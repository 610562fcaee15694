#![allow(clippy::unwrap_used)]

use super::*;
use crate::obstacles::site::{Opening, Site};
use proptest::prelude::*;
use serde_json::json;

const DOOR: [f64; 2] = [0.0, 2.0];

fn obstacles(site: &Site) -> Obstacles {
    Obstacles::new(&site.bundle(), &site.all())
}

fn walker(feet: [f64; 3]) -> Walker {
    Walker { feet, yaw: 0.0, pitch: 0.0, crouched: false }
}

/// Rooms on a grid of 6 m, some oblique walls between them, and a crate.
fn grid() -> Site {
    let mut site = Site::default();
    for i in 0..3 {
        for j in 0..3 {
            site.room([6.0 * f64::from(i), 6.0 * f64::from(j)], 2.0);
        }
    }
    site.wall([2.3, 3.2], [3.9, 8.7], &[Opening("window", [1.0, 2.0], [0.9, 2.1])]);
    site.wall([3.9, 8.7], [8.5, 3.1], &[Opening("door", [2.0, 2.9], DOOR)]);
    site.area("object", "L0", &[[0.5, 0.0], [1.5, 0.3], [1.2, 1.2], [0.4, 0.9]], [0.0, 0.8]);
    site
}

/// Metres from a place to the nearest wall's box, by coordinates along and across it; nothing of the walker's own geometry.
fn to_walls(site: &Site, [x, z]: [f64; 2]) -> f64 {
    let bundle = site.bundle();
    let walls = bundle.elements.iter().filter(|e| e.kind == "wall").filter_map(|e| e.shape.as_ref());
    let apart = walls.map(|shape| {
        let [a, b] = [shape.line[0], shape.line[1]];
        let length = (b[0] - a[0]).hypot(b[1] - a[1]);
        let [ux, uz] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
        let along = (x - a[0]) * ux + (z - a[1]) * uz;
        let across = ((x - a[0]) * uz - (z - a[1]) * ux).abs() - 0.12;
        let doors = shape
            .gaps
            .iter()
            .filter(|gap| gap.base_m < 0.1)
            .map(|gap| gap.line.map(|p| (p[0] - a[0]) * ux + (p[1] - a[1]) * uz));
        let mut cuts: Vec<f64> = doors.flatten().collect();
        cuts.extend([0.0, length]);
        cuts.sort_by(f64::total_cmp);
        let past = cuts.chunks(2).map(|c| (c[0] - along).max(along - c[1]).max(0.0)).fold(f64::INFINITY, f64::min);
        past.hypot(across.max(0.0))
    });
    apart.fold(f64::INFINITY, f64::min)
}

fn along(from: [f64; 3], to: [f64; 3]) -> f64 {
    (to[0] - from[0]).hypot(to[2] - from[2])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever somebody wishes, and however long a frame takes, nobody is ever inside anything.
    #[test]
    fn nobody_is_inside_a_wall_and_nobody_is_faster_than_the_wish(
        start in prop::array::uniform2(-4.0..16.0f64),
        wishes in prop::collection::vec((prop::array::uniform2(-3.0..3.0f64), 0.0..2.0f64), 1..20),
    ) {
        let site = grid();
        let obstacles = obstacles(&site);
        let mut walker = Walker::stand(&obstacles, [start[0], 0.0, start[1]], 0.0);
        prop_assert!(obstacles.is_clear(walker.feet, HEIGHT_M));
        for (by, dt) in wishes {
            let before = walker.feet;
            walker.advance(&obstacles, by, dt);
            prop_assert!(obstacles.is_clear(walker.feet, HEIGHT_M), "inside at {:?}", walker.feet);
            let apart = to_walls(&site, [walker.feet[0], walker.feet[2]]);
            prop_assert!(apart >= RADIUS_M - 1e-6, "{apart} m from a wall at {:?}", walker.feet);
            let (gone, wished) = (along(before, walker.feet), by[0].hypot(by[1]));
            prop_assert!(gone <= wished + 1e-9, "{gone} m for a wish of {wished} m");
        }
    }

    /// A closed room is never left, even in one frame of hours; the wall is 0.1 m thin.
    #[test]
    fn nothing_tunnels(heading in -3.2..3.2f64, way in 0.1..1e7f64, dt in 0.0..1e6f64, again in -3.2..3.2f64) {
        let mut site = Site::default();
        let corners = [[-2.0, -1.5], [2.5, -2.0], [2.0, 2.0], [-1.0, 2.5]];
        for i in 0..4 {
            let line = [corners[i], corners[(i + 1) % 4]];
            site.element("wall", "L0", json!({"base_m": 0.0, "top_m": 2.5, "line": line, "thickness_m": 0.1}));
        }
        let obstacles = obstacles(&site);
        let mut walker = walker([0.0; 3]);
        for heading in [heading, again] {
            walker.advance(&obstacles, [way * heading.sin(), -way * heading.cos()], dt);
            let [x, _, z] = walker.feet;
            prop_assert!(x.abs() < 2.4 && z.abs() < 2.4 && obstacles.is_clear(walker.feet, HEIGHT_M), "{x} {z}");
        }
    }

    /// Along a long straight wall the slide is the wish's part along it, whatever the frame rate.
    #[test]
    fn a_slide_is_the_part_along_the_wall(turned in -3.0..3.0f64, into in 0.05..1.4f64, frames in 1..200usize) {
        let (sin, cos) = f64::sin_cos(turned);
        let at = |along: f64, aside: f64| [along * cos - aside * sin, along * sin + aside * cos];
        let mut site = Site::default();
        site.wall(at(-50.0, 0.0), at(50.0, 0.0), &[]);
        let obstacles = obstacles(&site);
        let [x, z] = at(0.0, 0.12 + RADIUS_M + 1e-9);
        let mut walker = walker([x, 0.0, z]);
        let way = 4.0 / frames as f64;
        let by = at(way * into.cos(), -way * into.sin());
        for _ in 0..frames {
            walker.advance(&obstacles, by, 0.01);
        }
        let gone = along([x, 0.0, z], walker.feet);
        prop_assert!((gone - 4.0 * into.cos()).abs() < 1e-6, "{gone}");
    }

    /// From anywhere before a door, straight at it: one comes out behind.
    #[test]
    fn doors_pass(turned in -3.0..3.0f64, aside in -0.15..0.15f64, frames in 1..60usize, width in 0.3..1.2f64) {
        let (sin, cos) = f64::sin_cos(turned);
        let at = |along: f64, ahead: f64| [along * cos - ahead * sin, along * sin + ahead * cos];
        let mut site = Site::default();
        site.wall(at(-4.0, 0.0), at(4.0, 0.0), &[Opening("door", [4.0 - 0.5 * width, 4.0 + 0.5 * width], DOOR)]);
        let obstacles = obstacles(&site);
        let aside = aside * width.max(0.7) / 1.2;
        let [x, z] = at(aside, -2.0);
        let mut walker = walker([x, 0.0, z]);
        for _ in 0..frames {
            walker.advance(&obstacles, at(0.0, 4.0 / frames as f64), 0.02);
        }
        let ahead = -sin * walker.feet[0] + cos * walker.feet[2];
        prop_assert!(ahead > 1.9, "stopped {ahead} m from a door {width} m wide");
    }
}

#[test]
fn windows_and_closed_walls_stop() {
    for opening in [vec![], vec![Opening("window", [3.5, 4.5], [0.9, 2.1])], vec![Opening("window", [3.5, 4.5], DOOR)]]
    {
        let mut site = Site::default();
        site.wall([-4.0, 0.0], [4.0, 0.0], &opening);
        let obstacles = obstacles(&site);
        let mut walker = walker([0.0, 0.0, -2.0]);
        walker.advance(&obstacles, [0.0, 4.0], 1.0);
        assert!((walker.feet[2] - (-0.12 - RADIUS_M)).abs() < 1e-6, "{:?}", walker.feet);
    }
}

#[test]
fn a_gate_closes_nothing_and_a_lintel_below_the_head_does_unless_one_stoops() {
    let mut site = Site::default();
    site.wall([-4.0, 0.0], [4.0, 0.0], &[Opening("gate", [3.0, 5.0], [0.0, 1.4])]);
    let obstacles = obstacles(&site);
    let mut upright = walker([0.0, 0.0, -2.0]);
    upright.advance(&obstacles, [0.0, 4.0], 1.0);
    assert!(upright.feet[2] < -0.3);
    let mut bent = walker([0.0, 0.0, -2.0]);
    bent.crouch(&obstacles, true);
    bent.advance(&obstacles, [0.0, 2.0], 1.0);
    bent.crouch(&obstacles, false);
    assert!(bent.crouched, "no room to straighten under the lintel");
    bent.advance(&obstacles, [0.0, 2.0], 1.0);
    bent.crouch(&obstacles, false);
    assert!((bent.feet[2] - 2.0).abs() < 1e-9 && !bent.crouched);
}

#[test]
fn steps_climb_and_a_table_does_not() {
    let mut site = Site::default();
    for (i, top) in [0.3, 0.6, 0.9].into_iter().enumerate() {
        let x = 1.0 + i as f64;
        site.area("object", "L0", &[[x, -1.0], [x + 1.0, -1.0], [x + 1.0, 1.0], [x, 1.0]], [0.0, top]);
    }
    let obstacles = obstacles(&site);
    let mut up = walker([0.0; 3]);
    up.advance(&obstacles, [3.5, 0.0], 1.0);
    assert!((up.feet[0] - 3.5).abs() < 1e-9 && (up.feet[1] - 0.9).abs() < 1e-9, "{:?}", up.feet);
    up.advance(&obstacles, [2.0, 0.0], 2.0);
    assert!(up.feet[1].abs() < 1e-9, "fell down behind: {:?}", up.feet);
    up.advance(&obstacles, [-3.0, 0.0], 2.0);
    assert!((up.feet[0] - (4.0 + RADIUS_M)).abs() < 1e-6, "0.9 m is no step: {:?}", up.feet);
}

/// Two levels; a stair from the lower to the upper; a wall above with a door.
fn two_levels() -> Site {
    let mut site = Site::default().level("L0", 0.0).level("L1", 3.0);
    site.element(
        "object",
        "L0",
        json!({"base_m": 0.0, "top_m": 0.8, "line": [[1.0, 0.0], [6.0, 0.0]],
        "rings": [[[1.0, -0.6], [6.0, -0.6], [6.0, 0.6], [1.0, 0.6], [1.0, -0.6]]]}),
    );
    site.set("key", json!("stair-1"));
    site.area("room", "L0", &[[-5.0, -5.0], [20.0, -5.0], [20.0, 5.0], [-5.0, 5.0]], [-0.06, 0.01]);
    site.area("room", "L1", &[[6.0, -5.0], [12.0, -5.0], [12.0, 5.0], [6.0, 5.0]], [2.94, 3.01]);
    site.wall_on("L1", 3.0, [9.0, -5.0], [9.0, 5.0], &[Opening("door", [4.5, 5.5], [0.0, 2.0])]);
    site
}

#[test]
fn stairs_climb_and_lead_down_and_edges_fall() {
    let obstacles = obstacles(&two_levels());
    let mut walker = walker([0.0; 3]);
    for _ in 0..50 {
        walker.advance(&obstacles, [0.07, 0.0], 0.016);
    }
    assert!((walker.feet[1] - 3.0 * (walker.feet[0] - 1.0) / 5.0).abs() < 1e-9, "half way up: {:?}", walker.feet);
    walker.advance(&obstacles, [7.0, 0.0], 3.0);
    assert!((walker.feet[0] - 10.5).abs() < 1e-6 && (walker.feet[1] - 3.0).abs() < 1e-9, "{:?}", walker.feet);
    walker.advance(&obstacles, [-11.0, 0.0], 3.0);
    assert!(walker.feet[1].abs() < 1e-9 && walker.feet[0] < 0.0, "down again: {:?}", walker.feet);
    walker.advance(&obstacles, [4.0, 3.0], 1.0);
    assert!(walker.feet[1].abs() < 1e-9, "beside the stair one stays below: {:?}", walker.feet);
    let mut above = Walker::stand(&obstacles, [11.0, 3.0, 2.0], 0.0);
    assert!((above.feet[1] - 3.0).abs() < 1e-9);
    above.advance(&obstacles, [2.0, 0.0], 0.1);
    assert!(above.feet[1] < 3.0 && above.feet[1] > 2.0, "still falling: {:?}", above.feet);
    above.advance(&obstacles, [0.0; 2], 1.0);
    assert!(above.feet[1].abs() < 1e-9, "{:?}", above.feet);
}

#[test]
fn what_is_hidden_neither_stops_nor_carries() {
    let site = two_levels();
    let mut visible = site.all();
    for (i, element) in site.bundle().elements.iter().enumerate() {
        visible[i] = element.level == "L0";
    }
    let lower = Obstacles::new(&site.bundle(), &visible);
    assert!(lower.floor([10.0, 3.0, 0.0]).abs() < 1e-9);
    let only_upper: Vec<bool> = visible.iter().map(|v| !v).collect();
    let upper = Obstacles::new(&site.bundle(), &only_upper);
    assert!((upper.floor([-30.0, 3.0, 0.0]) - 3.0).abs() < 1e-9, "the lowest level shown has no edge");
}

#[test]
fn who_stands_where_a_wall_appears_is_moved_beside_it() {
    let mut site = Site::default();
    site.wall([-4.0, 0.0], [4.0, 0.0], &[]);
    let obstacles = obstacles(&site);
    let mut walker = walker([0.0; 3]);
    walker.advance(&obstacles, [0.0; 2], 0.016);
    assert!(obstacles.is_clear(walker.feet, HEIGHT_M) && walker.feet[2].abs() < 0.6, "{:?}", walker.feet);
}

#[test]
fn wishes_that_are_no_numbers_are_none() {
    let obstacles = obstacles(&grid());
    let mut walker = walker([0.0, 0.0, -1.0]);
    for (by, dt) in [([f64::NAN, 0.0], 0.1), ([f64::INFINITY, 1.0], 0.1), ([0.0, 0.0], f64::NAN), ([0.0, 0.0], -1.0)] {
        walker.advance(&obstacles, by, dt);
        assert_eq!(walker.feet, [0.0, 0.0, -1.0]);
    }
}
