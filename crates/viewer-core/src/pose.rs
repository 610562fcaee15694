//! Where a picture is taken from.

use serde::{Deserialize, Serialize};

/// An eye and the direction it looks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pose {
    /// The eye, scene metres.
    pub eye: [f64; 3],
    /// Clockwise seen from above, radians; 0 looks grid north.
    pub yaw: f64,
    /// Up positive, radians, within ±π/2.
    pub pitch: f64,
}

/// How space becomes flat.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Projection {
    /// As an eye sees; the vertical angle in radians.
    Perspective {
        /// Vertical angle of view, radians.
        fov_y: f64,
    },
    /// As a plan; metres from the picture's lower to its upper edge.
    Orthographic {
        /// Metres.
        height_m: f64,
    },
}

/// A pose and a projection: all that a camera needs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shot {
    /// Where and which way.
    pub pose: Pose,
    /// How.
    pub projection: Projection,
}

impl Pose {
    /// Looks from `eye` at `target`; straight down or up keeps yaw 0.
    pub fn looking_at(eye: [f64; 3], target: [f64; 3]) -> Self {
        let [dx, dy, dz] = [target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]];
        let flat = dx.hypot(dz);
        let yaw = if flat > 0.0 { dx.atan2(-dz) } else { 0.0 };
        Self { eye, yaw, pitch: dy.atan2(flat) }
    }

    /// Unit vector of the direction looked in.
    pub fn forward(&self) -> [f64; 3] {
        let (sin_yaw, cos_yaw) = self.yaw.sin_cos();
        let (sin_pitch, cos_pitch) = self.pitch.sin_cos();
        [cos_pitch * sin_yaw, sin_pitch, -cos_pitch * cos_yaw]
    }

    /// Unit vector to the right, always level.
    pub fn right(&self) -> [f64; 3] {
        let (sin_yaw, cos_yaw) = self.yaw.sin_cos();
        [cos_yaw, 0.0, sin_yaw]
    }

    /// Unit vector of the picture's upper edge.
    pub fn up(&self) -> [f64; 3] {
        let (sin_yaw, cos_yaw) = self.yaw.sin_cos();
        let (sin_pitch, cos_pitch) = self.pitch.sin_cos();
        [-sin_pitch * sin_yaw, cos_pitch, sin_pitch * cos_yaw]
    }
}

/// A half-line in the scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// Where it starts, scene metres.
    pub origin: [f64; 3],
    /// Unit vector.
    pub direction: [f64; 3],
}

impl Shot {
    /// The ray through a point of the picture: `[0, 0]` its upper left, `[1, 1]` its lower right corner; `aspect` is width
    /// over height.
    pub fn ray(&self, at: [f64; 2], aspect: f64) -> Ray {
        let [forward, right, up] = [self.pose.forward(), self.pose.right(), self.pose.up()];
        let [x, y] = [2.0 * at[0] - 1.0, 1.0 - 2.0 * at[1]];
        let mix =
            |a: f64, b: f64, c: f64| -> [f64; 3] { std::array::from_fn(|i| a * forward[i] + b * right[i] + c * up[i]) };
        match self.projection {
            Projection::Perspective { fov_y } => {
                let half = (fov_y / 2.0).tan();
                let direction = mix(1.0, x * half * aspect, y * half);
                let length = direction.iter().map(|d| d * d).sum::<f64>().sqrt();
                Ray { origin: self.pose.eye, direction: direction.map(|d| d / length) }
            }
            Projection::Orthographic { height_m } => {
                let half = height_m / 2.0;
                let offset = mix(0.0, x * half * aspect, y * half);
                Ray { origin: std::array::from_fn(|i| self.pose.eye[i] + offset[i]), direction: forward }
            }
        }
    }

    /// Where a scene point appears: picture fractions and the depth along the view, metres; `None` behind a perspective eye.
    pub fn place(&self, point: [f64; 3], aspect: f64) -> Option<([f64; 2], f64)> {
        let from: [f64; 3] = std::array::from_fn(|i| point[i] - self.pose.eye[i]);
        let along = |axis: [f64; 3]| from[0] * axis[0] + from[1] * axis[1] + from[2] * axis[2];
        let [depth, x, y] = [along(self.pose.forward()), along(self.pose.right()), along(self.pose.up())];
        let half = match self.projection {
            Projection::Perspective { fov_y } if depth > 1e-6 => depth * (fov_y / 2.0).tan(),
            Projection::Perspective { .. } => return None,
            Projection::Orthographic { height_m } => height_m / 2.0,
        };
        Some(([0.5 + 0.5 * x / (half * aspect), 0.5 - 0.5 * y / half], depth))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shots() -> impl Strategy<Value = Shot> {
        let pose = (prop::array::uniform3(-500.0..500.0f64), -7.0..7.0f64, -1.5..1.5f64)
            .prop_map(|(eye, yaw, pitch)| Pose { eye, yaw, pitch });
        let projection = prop_oneof![
            (0.3..2.0f64).prop_map(|fov_y| Projection::Perspective { fov_y }),
            (1.0..500.0f64).prop_map(|height_m| Projection::Orthographic { height_m }),
        ];
        (pose, projection).prop_map(|(pose, projection)| Shot { pose, projection })
    }

    proptest! {
        #[test]
        fn a_point_on_a_ray_appears_where_the_ray_was_shot(
            shot in shots(), at in prop::array::uniform2(0.0..1.0f64), aspect in 0.3..3.0f64, far in 0.5..300.0f64,
        ) {
            let ray = shot.ray(at, aspect);
            let point = std::array::from_fn(|i| ray.origin[i] + far * ray.direction[i]);
            let (seen, depth) = shot.place(point, aspect).unwrap();
            prop_assert!((seen[0] - at[0]).abs() < 1e-6 && (seen[1] - at[1]).abs() < 1e-6, "{seen:?} for {at:?}");
            prop_assert!(depth > 0.0);
        }

        #[test]
        fn looking_at_a_target_puts_it_in_the_middle(
            eye in prop::array::uniform3(-100.0..100.0f64), to in prop::array::uniform3(-100.0..100.0f64),
        ) {
            let apart: f64 = (0..3).map(|i| (eye[i] - to[i]).powi(2)).sum();
            prop_assume!(apart > 1.0);
            let shot = Shot { pose: Pose::looking_at(eye, to), projection: Projection::Perspective { fov_y: 1.0 } };
            let (seen, depth) = shot.place(to, 1.5).unwrap();
            prop_assert!((seen[0] - 0.5).abs() < 1e-6 && (seen[1] - 0.5).abs() < 1e-6);
            prop_assert!((depth - apart.sqrt()).abs() < 1e-6);
        }
    }
}
