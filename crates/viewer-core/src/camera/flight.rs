//! From one picture to another without losing one's bearings.

use super::rig::wrapped;
use crate::pose::{Pose, Projection, Shot};

/// No flight is longer, seconds.
const LONGEST_S: f64 = 1.0;

/// A flight between two pictures: the eye goes straight, heading and pitch turn the short way, all with the same smooth
/// start and stop. Between a perspective and a plan the projection is the target's from the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Shot,
    to: Shot,
    seconds: f64,
    flown: f64,
}

impl Flight {
    /// Takes `seconds`, at most one; none (or what is no number) is a cut, for people whom motion makes ill.
    pub fn new(from: Shot, to: Shot, seconds: f64) -> Self {
        let seconds = if seconds.is_finite() { seconds.clamp(0.0, LONGEST_S) } else { 0.0 };
        Self { from, to, seconds, flown: 0.0 }
    }

    /// Flies on; whether it has arrived.
    pub fn advance(&mut self, dt_s: f64) -> bool {
        self.flown += dt_s.max(0.0);
        self.flown >= self.seconds
    }

    /// The picture now.
    pub fn now(&self) -> Shot {
        self.at(self.flown)
    }

    /// The picture after `t` seconds; from its end on exactly the target.
    pub fn at(&self, t: f64) -> Shot {
        if t >= self.seconds {
            return self.to;
        }
        let part = (t / self.seconds).max(0.0);
        let s = part * part * (3.0 - 2.0 * part);
        let (a, b) = (self.from.pose, self.to.pose);
        let pose = Pose {
            eye: std::array::from_fn(|i| mix(a.eye[i], b.eye[i], s)),
            yaw: wrapped(a.yaw + s * wrapped(b.yaw - a.yaw)),
            pitch: mix(a.pitch, b.pitch, s),
        };
        Shot { pose, projection: between(self.from.projection, self.to.projection, s) }
    }
}

fn between(from: Projection, to: Projection, s: f64) -> Projection {
    match (from, to) {
        (Projection::Perspective { fov_y: a }, Projection::Perspective { fov_y: b }) => {
            Projection::Perspective { fov_y: mix(a, b, s) }
        }
        // Equal factors in equal times: a zoom that looks even.
        (Projection::Orthographic { height_m: a }, Projection::Orthographic { height_m: b }) if a > 0.0 && b > 0.0 => {
            Projection::Orthographic { height_m: a * (b / a).powf(s) }
        }
        _ => to,
    }
}

fn mix(a: f64, b: f64, s: f64) -> f64 {
    a + s * (b - a)
}
