//! The three ways to move.

use crate::obstacles::Obstacles;
use crate::pose::{Pose, Projection, Shot};
use crate::walk::{EYE_M, Walker};
use serde::{Deserialize, Serialize};
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// Vertical angle of view of every perspective, radians (60 degrees).
pub const FOV_Y: f64 = PI / 3.0;
/// Just short of straight up or down, where a heading would be lost.
const STEEPEST: f64 = FRAC_PI_2 - 0.01;
/// How near and far one orbits, metres.
const DISTANCES_M: [f64; 2] = [0.3, 20_000.0];
/// How much of a plan is seen, metres from the lower to the upper edge.
const HEIGHTS_M: [f64; 2] = [0.5, 40_000.0];
/// A plan is seen from here above its floor, metres: above every roof.
const PLAN_EYE_M: f64 = 500.0;
/// Metres a second on foot, and hurrying.
const SPEEDS_M_S: [f64; 2] = [1.8, 5.0];
/// Picture heights a second, panning by key, and hurrying.
const PANS_PER_S: [f64; 2] = [0.5, 1.5];
/// Radians a second.
const TURN_PER_S: f64 = 1.5;
/// Factor a second, zooming by key.
const ZOOM_PER_S: f64 = 2.5;
/// What one first sees on leaving the ground.
const ORBIT_PITCH: f64 = -0.6;
const ORBIT_DISTANCE_M: f64 = 25.0;
const PLAN_HEIGHT_M: f64 = 40.0;

/// A way to move, and where one is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rig {
    /// On foot.
    Walk(Walker),
    /// Around a point.
    Orbit {
        /// What one looks at, scene metres.
        target: [f64; 3],
        /// Metres from it.
        distance_m: f64,
        /// Clockwise seen from above, radians.
        yaw: f64,
        /// Up positive, radians; below 0 one looks down.
        pitch: f64,
    },
    /// Straight down, to scale.
    Plan {
        /// `[x, z]` in the middle of the picture.
        centre: [f64; 2],
        /// Metres from the picture's lower to its upper edge.
        height_m: f64,
        /// What is up in the picture, clockwise from grid north, radians.
        yaw: f64,
        /// The floor one is over, scene metres: where one lands on foot.
        floor_m: f64,
    },
}

/// What keys and sticks ask for, each from -1 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steer {
    /// Ahead; in a plan towards the upper edge.
    pub forward: f64,
    /// To the right.
    pub right: f64,
    /// Up; in a plan nearer is down.
    pub up: f64,
    /// Clockwise.
    pub turn: f64,
    /// Look up.
    pub tilt: f64,
    /// Hurry.
    pub fast: bool,
    /// Bend down (on foot).
    pub crouch: bool,
}

impl Steer {
    fn is_finite(&self) -> bool {
        [self.forward, self.right, self.up, self.turn, self.tilt].iter().all(|v| v.is_finite())
    }
}

/// A picture of a thing from a little above, heading `yaw`, the thing filling most of it.
pub fn framing(centre: [f64; 3], radius_m: f64, yaw: f64) -> Shot {
    Rig::around(centre, radius_m, yaw).shot()
}

impl Rig {
    /// Around a thing of this radius.
    pub fn around(centre: [f64; 3], radius_m: f64, yaw: f64) -> Self {
        let distance_m = (1.2 * radius_m / (FOV_Y / 2.0).sin()).clamp(2.0, DISTANCES_M[1]);
        Self::Orbit { target: centre, distance_m, yaw: wrapped(yaw), pitch: ORBIT_PITCH }
    }

    /// Over a place, so that `height_m` of it is seen.
    pub fn over(centre: [f64; 3], height_m: f64, yaw: f64) -> Self {
        let height_m = height_m.clamp(HEIGHTS_M[0], HEIGHTS_M[1]);
        Self::Plan { centre: [centre[0], centre[2]], height_m, yaw: wrapped(yaw), floor_m: centre[1] }
    }

    /// The way to move that has this picture, for a picture from a saved view: one to scale is a plan over the height of
    /// `target`, any other orbits a point as far ahead of its eye as `target` is. The angle of view becomes [`FOV_Y`].
    pub fn from_shot(shot: &Shot, target: [f64; 3]) -> Self {
        let Pose { eye, yaw, pitch } = shot.pose;
        if let Projection::Orthographic { height_m } = shot.projection {
            return Self::over([eye[0], target[1], eye[2]], height_m, yaw);
        }
        let away = (0..3).map(|i| (target[i] - eye[i]).powi(2)).sum::<f64>().sqrt();
        let distance_m = away.clamp(DISTANCES_M[0], DISTANCES_M[1]);
        let pose = Pose { eye, yaw: wrapped(yaw), pitch: pitch.clamp(-STEEPEST, STEEPEST) };
        let ahead = pose.forward();
        let target = std::array::from_fn(|i| eye[i] + distance_m * ahead[i]);
        Self::Orbit { target, distance_m, yaw: pose.yaw, pitch: pose.pitch }
    }

    /// What the camera takes.
    pub fn shot(&self) -> Shot {
        let perspective = Projection::Perspective { fov_y: FOV_Y };
        match *self {
            Self::Walk(walker) => {
                let pose = Pose { eye: walker.eye(), yaw: walker.yaw, pitch: walker.pitch };
                Shot { pose, projection: perspective }
            }
            Self::Orbit { target, distance_m, yaw, pitch } => {
                let ahead = Pose { eye: target, yaw, pitch }.forward();
                let eye = std::array::from_fn(|i| target[i] - distance_m * ahead[i]);
                Shot { pose: Pose { eye, yaw, pitch }, projection: perspective }
            }
            Self::Plan { centre: [x, z], height_m, yaw, floor_m } => {
                let pose = Pose { eye: [x, floor_m + PLAN_EYE_M, z], yaw, pitch: -FRAC_PI_2 };
                Shot { pose, projection: Projection::Orthographic { height_m } }
            }
        }
    }

    /// Clockwise seen from above, radians within ±π.
    pub fn yaw(&self) -> f64 {
        match self {
            Self::Walk(walker) => walker.yaw,
            Self::Orbit { yaw, .. } | Self::Plan { yaw, .. } => *yaw,
        }
    }

    /// Where one is: under one's feet, what one orbits, or the floor in the middle of the plan.
    pub fn place(&self) -> [f64; 3] {
        match *self {
            Self::Walk(walker) => walker.feet,
            Self::Orbit { target, .. } => [target[0], target[1] - EYE_M, target[2]],
            Self::Plan { centre, floor_m, .. } => [centre[0], floor_m, centre[1]],
        }
    }

    /// On foot at the same place with the same heading, or as near to it as one can stand.
    pub fn to_walk(&self, obstacles: &Obstacles) -> Self {
        match self {
            Self::Walk(_) => *self,
            _ => Self::Walk(Walker::stand(obstacles, self.place(), self.yaw())),
        }
    }

    /// Around the same place with the same heading.
    pub fn to_orbit(&self) -> Self {
        if let Self::Orbit { .. } = self {
            return *self;
        }
        let [x, y, z] = self.place();
        let distance_m = match self {
            Self::Plan { height_m, .. } => (0.5 * height_m / (FOV_Y / 2.0).tan()).clamp(DISTANCES_M[0], DISTANCES_M[1]),
            _ => ORBIT_DISTANCE_M,
        };
        Self::Orbit { target: [x, y + EYE_M, z], distance_m, yaw: self.yaw(), pitch: ORBIT_PITCH }
    }

    /// Over the same place with the same heading.
    pub fn to_plan(&self) -> Self {
        match self {
            Self::Plan { .. } => *self,
            Self::Walk(_) => Self::over(self.place(), PLAN_HEIGHT_M, self.yaw()),
            Self::Orbit { distance_m, .. } => {
                Self::over(self.place(), 2.0 * distance_m * (FOV_Y / 2.0).tan(), self.yaw())
            }
        }
    }

    /// Drags the picture by fractions of its height, right and down positive: on foot one looks where the pointer goes,
    /// an orbit turns and a plan moves with it.
    pub fn drag(&mut self, dx: f64, dy: f64) {
        match self {
            Self::Walk(Walker { yaw, pitch, .. }) => turn(yaw, pitch, dx * FOV_Y, -dy * FOV_Y),
            Self::Orbit { yaw, pitch, .. } => turn(yaw, pitch, dx * PI, -dy * PI),
            Self::Plan { .. } => self.pan(dx, dy),
        }
    }

    /// Moves the scene with the pointer, by fractions of the picture's height; on foot nothing.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        let height_m = match self {
            Self::Walk(_) => return,
            Self::Orbit { distance_m, .. } => 2.0 * *distance_m * (FOV_Y / 2.0).tan(),
            Self::Plan { height_m, .. } => *height_m,
        };
        self.shift(-dx * height_m, dy * height_m);
    }

    /// Comes nearer by a factor above 1, goes away by one below. A plan keeps what lies under `at` (fractions of the
    /// picture from its upper left; `aspect` is width over height) where it is. On foot nothing.
    pub fn zoom(&mut self, factor: f64, at: [f64; 2], aspect: f64) {
        if !(factor.is_finite() && factor > 0.0) {
            return;
        }
        match self {
            Self::Walk(_) => {}
            Self::Orbit { distance_m, .. } => {
                *distance_m = (*distance_m / factor).clamp(DISTANCES_M[0], DISTANCES_M[1]);
            }
            Self::Plan { height_m, .. } => {
                let before = *height_m;
                *height_m = (before / factor).clamp(HEIGHTS_M[0], HEIGHTS_M[1]);
                let gained = before - *height_m;
                self.shift((at[0] - 0.5) * aspect * gained, (0.5 - at[1]) * gained);
            }
        }
    }

    /// Moves for `dt_s` seconds as asked; whether anything changed. On foot one falls even when nothing is asked.
    pub fn tick(&mut self, dt_s: f64, steer: &Steer, obstacles: &Obstacles) -> bool {
        if !(dt_s.is_finite() && dt_s > 0.0 && steer.is_finite()) {
            return false;
        }
        let before = *self;
        match self {
            Self::Walk(walker) => walk(walker, dt_s, steer, obstacles),
            Self::Orbit { distance_m, yaw, pitch, .. } => {
                turn(yaw, pitch, steer.turn * TURN_PER_S * dt_s, steer.tilt * TURN_PER_S * dt_s);
                let way = PANS_PER_S[usize::from(steer.fast)] * *distance_m * dt_s;
                self.shift(steer.right * way, steer.forward * way);
                if let Self::Orbit { target, .. } = self {
                    target[1] += steer.up * way;
                }
            }
            Self::Plan { height_m, yaw, .. } => {
                *yaw = wrapped(*yaw + steer.turn * TURN_PER_S * dt_s);
                let way = PANS_PER_S[usize::from(steer.fast)] * *height_m * dt_s;
                self.shift(steer.right * way, steer.forward * way);
                self.zoom(ZOOM_PER_S.powf(-steer.up * dt_s), [0.5, 0.5], 1.0);
            }
        }
        *self != before
    }

    /// Moves the place over the ground, metres to the right and ahead.
    fn shift(&mut self, right: f64, ahead: f64) {
        let [dx, dz] = level(self.yaw(), right, ahead);
        match self {
            Self::Walk(_) => {}
            Self::Orbit { target, .. } => (target[0], target[2]) = (target[0] + dx, target[2] + dz),
            Self::Plan { centre, .. } => *centre = [centre[0] + dx, centre[1] + dz],
        }
    }
}

fn walk(walker: &mut Walker, dt_s: f64, steer: &Steer, obstacles: &Obstacles) {
    turn(&mut walker.yaw, &mut walker.pitch, steer.turn * TURN_PER_S * dt_s, steer.tilt * TURN_PER_S * dt_s);
    walker.crouch(obstacles, steer.crouch);
    let way = SPEEDS_M_S[usize::from(steer.fast)] * dt_s / steer.forward.hypot(steer.right).max(1.0);
    walker.advance(obstacles, level(walker.yaw, steer.right * way, steer.forward * way), dt_s);
}

/// `[x, z]` of so many metres to the right and ahead.
fn level(yaw: f64, right: f64, ahead: f64) -> [f64; 2] {
    let (sin, cos) = yaw.sin_cos();
    [right * cos + ahead * sin, right * sin - ahead * cos]
}

fn turn(yaw: &mut f64, pitch: &mut f64, by: f64, up: f64) {
    if by.is_finite() && up.is_finite() {
        *yaw = wrapped(*yaw + by);
        *pitch = (*pitch + up).clamp(-STEEPEST, STEEPEST);
    }
}

/// The same angle within ±π.
pub(super) fn wrapped(angle: f64) -> f64 {
    if (-PI..=PI).contains(&angle) { angle } else { (angle + PI).rem_euclid(TAU) - PI }
}
