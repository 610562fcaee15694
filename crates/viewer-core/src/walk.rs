//! A person on foot: a capsule that walls stop and doors let pass.
//!
//! Every short step is the wish of the walker, projected onto the displacements that keep the body out of everything
//! near. Each solid side within reach allows one half-plane of displacements (the linear separation of two convex
//! bodies, as in van den Berg et al. 2011, *Reciprocal n-body collision avoidance*, section 4); the nearest point of the
//! half-planes' intersection is the step. Standing still is always allowed and projection onto a convex set brings
//! nothing apart, so a step is never longer than the wish: sliding gains nothing.

mod constraint;

use crate::obstacles::Obstacles;
use constraint::HalfPlane;
use serde::{Deserialize, Serialize};

/// Half the width of a body, metres.
pub const RADIUS_M: f64 = 0.25;
/// Height of a body, metres.
pub const HEIGHT_M: f64 = 1.7;
/// Height of the eyes above the feet, metres.
pub const EYE_M: f64 = 1.6;
/// The same, crouched.
pub const CROUCHED_HEIGHT_M: f64 = 1.0;
/// The same, crouched.
pub const CROUCHED_EYE_M: f64 = 0.9;
/// What a person steps over or onto, metres.
pub const STEP_M: f64 = 0.35;

/// No short step is longer, metres: half a radius, so that no wall is passed between two.
const STRIDE_M: f64 = RADIUS_M / 2.0;
/// The longest way of one call, in strides (512 m).
const MOST_STRIDES: f64 = 4096.0;
/// How fast one falls, metres a second.
const FALL_M_S: f64 = 6.0;

/// Somebody who walks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Walker {
    /// Where the feet are, scene metres.
    pub feet: [f64; 3],
    /// Clockwise seen from above, radians; 0 looks grid north.
    pub yaw: f64,
    /// Up positive, radians.
    pub pitch: f64,
    /// Whether bent down.
    pub crouched: bool,
}

impl Walker {
    /// Stands at the nearest place that is free, on the floor that is at most a step above `feet`.
    pub fn stand(obstacles: &Obstacles, feet: [f64; 3], yaw: f64) -> Self {
        Self { feet: obstacles.settle(feet, HEIGHT_M), yaw, pitch: 0.0, crouched: false }
    }

    /// Where the eyes are, scene metres.
    pub fn eye(&self) -> [f64; 3] {
        let eye = if self.crouched { CROUCHED_EYE_M } else { EYE_M };
        [self.feet[0], self.feet[1] + eye, self.feet[2]]
    }

    /// Height of the body as it is held, metres.
    pub fn height_m(&self) -> f64 {
        if self.crouched { CROUCHED_HEIGHT_M } else { HEIGHT_M }
    }

    /// Bends down, or straightens where there is room.
    pub fn crouch(&mut self, obstacles: &Obstacles, crouched: bool) {
        if crouched || obstacles.is_clear(self.feet, HEIGHT_M) {
            self.crouched = crouched;
        }
    }

    /// Wishes to move by `by` (`[x, z]`, metres) in `dt_s` seconds: slides along what is in the way, climbs steps and
    /// stairs, falls where nothing carries. A wish that is no number is none.
    pub fn advance(&mut self, obstacles: &Obstacles, by: [f64; 2], dt_s: f64) {
        let wish = by[0].hypot(by[1]);
        let (by, wish) = if wish.is_finite() { (by, wish) } else { ([0.0; 2], 0.0) };
        let dt_s = if dt_s.is_finite() { dt_s.max(0.0) } else { 0.0 };
        if !obstacles.is_clear(self.feet, self.height_m()) {
            // A filter has shown a wall where one stood.
            self.feet = obstacles.settle(self.feet, self.height_m());
        }
        let strides = (wish / STRIDE_M).ceil().clamp(1.0, MOST_STRIDES);
        let shorten = if wish > 0.0 { (wish / strides).min(STRIDE_M) / wish } else { 0.0 };
        for _ in 0..strides as usize {
            if !self.stride(obstacles, by.map(|b| b * shorten), FALL_M_S * dt_s / strides) {
                break;
            }
        }
    }

    /// One short step; whether anything changed.
    fn stride(&mut self, obstacles: &Obstacles, wish: [f64; 2], fall: f64) -> bool {
        let before = self.feet;
        let [dx, dz] = slide(obstacles, before, self.height_m(), wish);
        let there = carried(obstacles, [before[0] + dx, before[1], before[2] + dz], fall);
        let here = || carried(obstacles, before, fall);
        // A step up can meet a lintel: then one stays.
        let next =
            [there].into_iter().chain(std::iter::once_with(here)).find(|p| obstacles.is_clear(*p, self.height_m()));
        self.feet = next.unwrap_or(before);
        (0..3).any(|i| (self.feet[i] - before[i]).abs() > 1e-9)
    }
}

/// At this place after rising to its floor, stepping down to it, or falling towards it.
fn carried(obstacles: &Obstacles, feet: [f64; 3], fall: f64) -> [f64; 3] {
    let floor = obstacles.floor(feet);
    let height = if floor >= feet[1] - STEP_M { floor } else { floor.max(feet[1] - fall) };
    [feet[0], height, feet[2]]
}

/// The displacement nearest to the wish that touches nothing.
fn slide(obstacles: &Obstacles, feet: [f64; 3], height_m: f64, wish: [f64; 2]) -> [f64; 2] {
    let at = [feet[0], feet[2]];
    let length = wish[0].hypot(wish[1]);
    let near = obstacles.near(at, RADIUS_M + length).filter(|solid| solid.stops(feet[1], height_m));
    let contacts = near.flat_map(|solid| solid.contacts(at));
    let planes = contacts.filter(|c| c.distance < RADIUS_M + length);
    let planes: Vec<HalfPlane> =
        planes.map(|c| HalfPlane { normal: c.away, least: -(c.distance - RADIUS_M).max(0.0) }).collect();
    constraint::nearest(&planes, wish)
}

#[cfg(test)]
mod tests;
