#![allow(clippy::unwrap_used)]

use super::*;
use crate::obstacles::Obstacles;
use crate::obstacles::site::Site;
use crate::pose::{Pose, Projection, Shot};
use crate::walk::Walker;
use proptest::prelude::*;
use std::f64::consts::PI;

fn rooms() -> Obstacles {
    let mut site = Site::default();
    site.room([0.0, 0.0], 3.0);
    site.room([8.0, 0.0], 3.0);
    Obstacles::new(&site.bundle(), &site.all())
}

fn shots() -> impl Strategy<Value = Shot> {
    let pose = (prop::array::uniform3(-500.0..500.0f64), -PI..PI, -1.5..1.5f64);
    let pose = pose.prop_map(|(eye, yaw, pitch)| Pose { eye, yaw, pitch });
    let projection = prop_oneof![
        (0.3..2.0f64).prop_map(|fov_y| Projection::Perspective { fov_y }),
        (1.0..500.0f64).prop_map(|height_m| Projection::Orthographic { height_m }),
    ];
    (pose, projection).prop_map(|(pose, projection)| Shot { pose, projection })
}

fn plans() -> impl Strategy<Value = Rig> {
    (prop::array::uniform2(-50.0..50.0f64), 1.0..300.0f64, -PI..PI)
        .prop_map(|(at, height_m, yaw)| Rig::over([at[0], 0.0, at[1]], height_m, yaw))
}

proptest! {
    #[test]
    fn flights_start_where_they_start_and_end_exactly_at_their_target(
        from in shots(), to in shots(), seconds in 0.0..3.0f64, steps in 1..40usize,
    ) {
        let mut flight = Flight::new(from, to, seconds);
        if seconds > 0.0 {
            prop_assert_eq!(flight.at(0.0).pose.eye, from.pose.eye);
            let turn = (flight.at(1e-9).pose.yaw - from.pose.yaw + PI).rem_euclid(2.0 * PI) - PI;
            prop_assert!(turn.abs() < 1e-6);
        }
        prop_assert_eq!(flight.at(seconds.min(1.0)), to);
        let mut flown = 0;
        while !flight.advance(1.0 / steps as f64) {
            flown += 1;
        }
        prop_assert!(flown <= steps, "longer than a second");
        prop_assert_eq!(flight.now(), to);
    }

    /// Half way round is never the long way round.
    #[test]
    fn flights_turn_the_short_way(from in shots(), to in shots(), t in 0.0..1.0f64) {
        let apart = |a: f64, b: f64| ((a - b + PI).rem_euclid(2.0 * PI) - PI).abs();
        let yaw = Flight::new(from, to, 1.0).at(t).pose.yaw;
        let whole = apart(from.pose.yaw, to.pose.yaw);
        prop_assert!((apart(from.pose.yaw, yaw) + apart(yaw, to.pose.yaw) - whole).abs() < 1e-9);
    }

    #[test]
    fn changing_the_way_to_move_keeps_place_and_heading(
        at in prop::array::uniform2(-2.5..2.5f64), yaw in -PI..PI, order in prop::collection::vec(0..3u8, 1..8),
    ) {
        let obstacles = rooms();
        let start = Rig::Walk(Walker::stand(&obstacles, [at[0], 0.0, at[1]], yaw));
        let mut rig = start;
        for way in order {
            rig = match way {
                0 => rig.to_walk(&obstacles),
                1 => rig.to_orbit(),
                _ => rig.to_plan(),
            };
            prop_assert_eq!(rig.yaw(), yaw);
            let apart: f64 = (0..3).map(|i| (rig.place()[i] - start.place()[i]).abs()).sum();
            prop_assert!(apart < 1e-9, "{:?} is not {:?}", rig.place(), start.place());
            prop_assert_eq!(rig.shot().pose.yaw, yaw);
        }
    }

    #[test]
    fn a_plan_zooms_about_the_pointer(
        mut rig in plans(), at in prop::array::uniform2(0.0..1.0f64), factor in 0.5..2.0f64, aspect in 0.5..2.5f64,
    ) {
        let under = rig.shot().ray(at, aspect).origin;
        rig.zoom(factor, at, aspect);
        let after = rig.shot().ray(at, aspect).origin;
        prop_assert!((under[0] - after[0]).hypot(under[2] - after[2]) < 1e-9 * 1e3);
    }

    /// What lies under the pointer goes with it.
    #[test]
    fn a_dragged_plan_follows_the_pointer(
        mut rig in plans(), from in prop::array::uniform2(0.0..1.0f64), by in prop::array::uniform2(-0.5..0.5f64),
    ) {
        let under = rig.shot().ray(from, 1.5).origin;
        rig.drag(by[0], by[1]);
        let after = rig.shot().ray([from[0] + by[0] / 1.5, from[1] + by[1]], 1.5).origin;
        prop_assert!((under[0] - after[0]).hypot(under[2] - after[2]) < 1e-6);
    }

    /// The eye of a saved perspective is found again to the bit's rounding.
    #[test]
    fn a_saved_picture_becomes_a_rig_with_that_picture(shot in shots(), target in prop::array::uniform3(-50.0..50.0f64)) {
        let shot = Shot { projection: Projection::Perspective { fov_y: FOV_Y }, ..shot };
        let again = Rig::from_shot(&shot, target).shot();
        let apart: f64 = (0..3).map(|i| (again.pose.eye[i] - shot.pose.eye[i]).abs()).sum();
        prop_assert!(apart < 1e-9 && (again.pose.yaw - shot.pose.yaw).abs() < 1e-12, "{again:?}");
    }

    /// A framed ball is in the picture on all sides.
    #[test]
    fn a_framed_thing_is_seen_whole(
        centre in prop::array::uniform3(-50.0..50.0f64), radius in 1.0..80.0f64, yaw in -PI..PI,
        side in prop::array::uniform3(-1.0..1.0f64),
    ) {
        let length = side.iter().map(|s| s * s).sum::<f64>().sqrt();
        prop_assume!(length > 0.1);
        let point = std::array::from_fn(|i| centre[i] + radius * side[i] / length);
        let (at, _) = framing(centre, radius, yaw).place(point, 1.0).unwrap();
        prop_assert!(at.iter().all(|a| (0.0..=1.0).contains(a)), "{at:?}");
    }
}

#[test]
fn keys_move_the_way_one_heads() {
    let obstacles = rooms();
    let ahead = Steer { forward: 1.0, ..Steer::default() };
    let east = PI / 2.0;
    let rigs = [
        Rig::Walk(Walker::stand(&obstacles, [0.0; 3], east)),
        Rig::Orbit { target: [0.0; 3], distance_m: 10.0, yaw: east, pitch: -0.5 },
        Rig::over([0.0; 3], 20.0, east),
    ];
    for mut rig in rigs {
        let before = rig.place();
        assert!(rig.tick(0.5, &ahead, &obstacles));
        assert!(rig.place()[0] > before[0] + 0.5 && (rig.place()[2] - before[2]).abs() < 1e-9, "{rig:?}");
        let still = rig;
        assert!(!rig.tick(0.5, &Steer::default(), &obstacles) && rig == still, "nothing asked, nothing moves");
        assert!(!rig.tick(f64::NAN, &ahead, &obstacles) && rig == still);
        rig.tick(0.1, &Steer { turn: 1.0, ..Steer::default() }, &obstacles);
        assert!(rig.yaw() > east, "clockwise");
    }
}

#[test]
fn on_foot_one_stands_on_a_floor_beside_walls() {
    let obstacles = rooms();
    let plan = Rig::over([3.0, 0.0, 0.0], 20.0, 1.0);
    let Rig::Walk(walker) = plan.to_walk(&obstacles) else { panic!("not on foot") };
    assert!(obstacles.is_clear(walker.feet, walker.height_m()) && (walker.feet[0] - 3.0).abs() < 0.8);
    assert!((Rig::Walk(walker).shot().pose.eye[1] - 1.6).abs() < 1e-9);
}

#[test]
fn the_upper_edge_of_a_plan_is_where_one_heads() {
    let shot = Rig::over([0.0; 3], 20.0, 0.0).shot();
    let (at, _) = shot.place([0.0, 0.0, -5.0], 1.0).unwrap();
    assert!((at[0] - 0.5).abs() < 1e-9 && (at[1] - 0.25).abs() < 1e-9, "north is up: {at:?}");
}
