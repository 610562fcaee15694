//! A plane that cuts, and coordinates in it.

use serde::{Deserialize, Serialize};

/// A cutting plane. Its normal points to the side that is cut away, as BCF says ("to the invisible side").
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plane {
    /// A point of it, scene metres.
    pub point: [f64; 3],
    /// Towards what is cut away.
    pub normal: [f64; 3],
}

/// Two directions in a plane, and where they start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axes {
    origin: [f64; 3],
    u: [f64; 3],
    v: [f64; 3],
}

impl Plane {
    /// Cuts away what lies above a height, scene metres.
    pub fn above(height_m: f64) -> Self {
        Self { point: [0.0, height_m, 0.0], normal: [0.0, 1.0, 0.0] }
    }

    /// Upright through a place: cuts away the side that somebody with this heading has before them (radians).
    pub fn upright(through: [f64; 3], yaw: f64) -> Self {
        Self { point: through, normal: [yaw.sin(), 0.0, -yaw.cos()] }
    }

    /// The same with a normal of length 1; `None` where it has none.
    pub fn normalised(&self) -> Option<Self> {
        let length = self.normal.iter().map(|n| n * n).sum::<f64>().sqrt();
        let is_plane = length.is_finite() && length > 1e-12 && self.point.iter().all(|p| p.is_finite());
        is_plane.then(|| Self { point: self.point, normal: self.normal.map(|n| n / length) })
    }

    /// Towards the cut-away side, in lengths of the normal.
    pub fn height(&self, at: [f64; 3]) -> f64 {
        (0..3).map(|i| (at[i] - self.point[i]) * self.normal[i]).sum()
    }

    /// Coordinates in the plane: counter-clockwise seen from the cut-away side. They start below the scene's origin and
    /// depend on the normal alone, so that hatches of planes that move along it stay where they are.
    pub fn axes(&self) -> Axes {
        let [x, y, z] = self.normal;
        let flat = x.hypot(z);
        let u = if flat > 1e-9 { [z / flat, 0.0, -x / flat] } else { [1.0, 0.0, 0.0] };
        let v = [y * u[2] - z * u[1], z * u[0] - x * u[2], x * u[1] - y * u[0]];
        let height = self.height([0.0; 3]);
        Axes { origin: self.normal.map(|n| -height * n), u, v }
    }

    /// Where a triangle (counter-clockwise seen from outside) passes through, with the solid on the left seen from the
    /// cut-away side. A corner in the plane counts as above it: neighbours then agree whatever touches the plane.
    pub fn cut(&self, corners: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 2]> {
        let heights = corners.map(|c| self.height(c));
        let above = heights.map(|h| h >= 0.0);
        let odd = (0..3).find(|i| above[*i] != above[(i + 1) % 3] && above[*i] != above[(i + 2) % 3])?;
        let [next, last] = [(odd + 1) % 3, (odd + 2) % 3];
        let at = |a: usize, b: usize| crossing([corners[a], corners[b]], [heights[a], heights[b]]);
        let ends = [at(odd, next), at(odd, last)];
        Some(if above[odd] { [ends[0], ends[1]] } else { [ends[1], ends[0]] })
    }
}

/// Where an edge meets the plane; the same to the last bit from whichever end it is asked.
fn crossing([a, b]: [[f64; 3]; 2], [high, low]: [f64; 2]) -> [f64; 3] {
    if high < low {
        return crossing([b, a], [low, high]);
    }
    let part = high / (high - low);
    std::array::from_fn(|i| a[i] + part * (b[i] - a[i]))
}

impl Axes {
    /// From space into the plane.
    pub fn flat(&self, p: [f64; 3]) -> [f64; 2] {
        let along = |axis: [f64; 3]| (0..3).map(|i| (p[i] - self.origin[i]) * axis[i]).sum();
        [along(self.u), along(self.v)]
    }

    /// From the plane into space.
    pub fn space(&self, [a, b]: [f64; 2]) -> [f64; 3] {
        std::array::from_fn(|i| self.origin[i] + a * self.u[i] + b * self.v[i])
    }
}
