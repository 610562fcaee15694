//! Cameras and clipping planes as in the viewpoints of the BIM Collaboration Format (buildingSMART, *BCF API* 3.0,
//! "Viewpoint Service"): metres, x grid east, y grid north, z up, so that other programs put them where Locus does.
//!
//! The `aspect_ratio` of a camera is left out: a view is shown in windows of any shape.

use crate::pose::{Pose, Projection, Shot};
use crate::section::Plane;
use serde::{Deserialize, Serialize};
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// Angles are kept to this fraction of a radian (a micrometre at a kilometre), so that what a file brings back is exactly
/// what was saved although directions are written as vectors.
const PER_RADIAN: f64 = 1e9;
/// How far a vector may be from unit length, two from a right angle, and a horizon from level.
const TOLERANCE: f64 = 1e-3;

/// A point or a direction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vector {
    x: f64,
    y: f64,
    z: f64,
}

/// As an eye sees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PerspectiveCamera {
    camera_view_point: Vector,
    camera_direction: Vector,
    camera_up_vector: Vector,
    /// Of the whole picture from its lower to its upper edge, degrees.
    field_of_view: f64,
}

/// As a plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrthogonalCamera {
    camera_view_point: Vector,
    camera_direction: Vector,
    camera_up_vector: Vector,
    /// Metres from the picture's lower to its upper edge.
    view_to_world_scale: f64,
}

/// What is cut away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClippingPlane {
    location: Vector,
    /// To the invisible side.
    direction: Vector,
}

/// One of the two cameras.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Camera {
    Perspective(PerspectiveCamera),
    Orthogonal(OrthogonalCamera),
}

impl Vector {
    /// Of a scene vector. `0 - z` turns no zero into a negative one.
    pub fn of([x, y, z]: [f64; 3]) -> Self {
        Self { x, y: 0.0 - z, z: y }
    }

    /// As a scene vector.
    pub fn scene(self) -> [f64; 3] {
        [self.x, self.z, 0.0 - self.y]
    }
}

impl ClippingPlane {
    /// Both point to the side that is cut away.
    pub fn of(plane: &Plane) -> Self {
        Self { location: Vector::of(plane.point), direction: Vector::of(plane.normal) }
    }

    pub fn plane(self) -> Plane {
        Plane { point: self.location.scene(), normal: self.direction.scene() }
    }
}

impl Camera {
    pub fn of(shot: &Shot) -> Self {
        let camera_view_point = Vector::of(shot.pose.eye);
        let camera_direction = Vector::of(shot.pose.forward());
        let camera_up_vector = Vector::of(shot.pose.up());
        match shot.projection {
            Projection::Perspective { fov_y } => Self::Perspective(PerspectiveCamera {
                camera_view_point,
                camera_direction,
                camera_up_vector,
                field_of_view: fov_y.to_degrees(),
            }),
            Projection::Orthographic { height_m } => Self::Orthogonal(OrthogonalCamera {
                camera_view_point,
                camera_direction,
                camera_up_vector,
                view_to_world_scale: height_m,
            }),
        }
    }

    /// The shot, or what is wrong with the camera.
    pub fn shot(self) -> Result<Shot, String> {
        let (eye, forward, up, projection) = match self {
            Self::Perspective(c) => {
                let fov_y = c.field_of_view.to_radians();
                (c.camera_view_point, c.camera_direction, c.camera_up_vector, Projection::Perspective { fov_y })
            }
            Self::Orthogonal(c) => {
                let height_m = c.view_to_world_scale;
                (c.camera_view_point, c.camera_direction, c.camera_up_vector, Projection::Orthographic { height_m })
            }
        };
        let pose = pose(eye.scene(), forward.scene(), up.scene())?;
        Ok(kept(&Shot { pose, projection }))
    }
}

fn pose(eye: [f64; 3], forward: [f64; 3], up: [f64; 3]) -> Result<Pose, String> {
    let dot = |a: [f64; 3], b: [f64; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    let is_unit = |v| (dot(v, v) - 1.0).abs() <= TOLERANCE;
    if !(is_unit(forward) && is_unit(up) && dot(forward, up).abs() <= TOLERANCE) {
        return Err("a camera whose direction and up vector are not unit vectors at right angles".to_owned());
    }
    // Right is forward × up; it alone tells the heading when the camera looks straight down.
    let right = [
        forward[1] * up[2] - forward[2] * up[1],
        forward[2] * up[0] - forward[0] * up[2],
        forward[0] * up[1] - forward[1] * up[0],
    ];
    if right[1].abs() > TOLERANCE {
        return Err("a camera that is tilted sideways; this viewer keeps the horizon level".to_owned());
    }
    Ok(Pose { eye, yaw: right[2].atan2(right[0]), pitch: forward[1].atan2(forward[0].hypot(forward[2])) })
}

/// The shot with its angles as a file can keep them: to the nanoradian, the yaw within ±π.
pub(super) fn kept(shot: &Shot) -> Shot {
    let Pose { eye, yaw, pitch } = shot.pose;
    let projection = match shot.projection {
        Projection::Perspective { fov_y } => Projection::Perspective { fov_y: rounded(fov_y) },
        plan @ Projection::Orthographic { .. } => plan,
    };
    // Rounded twice: just below π the first rounding leads beyond it.
    let yaw = rounded(turned(rounded(turned(yaw))));
    Shot { pose: Pose { eye, yaw, pitch: rounded(pitch).clamp(-FRAC_PI_2, FRAC_PI_2) }, projection }
}

fn rounded(angle: f64) -> f64 {
    (angle * PER_RADIAN).round() / PER_RADIAN
}

/// The same direction within ±π.
fn turned(yaw: f64) -> f64 {
    if yaw.abs() <= PI { yaw } else { (yaw + PI).rem_euclid(TAU) - PI }
}
