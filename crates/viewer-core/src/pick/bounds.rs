//! Boxes along the axes.

use crate::section::Plane;

/// The smallest box around something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    low: [f32; 3],
    high: [f32; 3],
}

impl Bounds {
    /// Around nothing.
    pub const EMPTY: Self = Self { low: [f32::INFINITY; 3], high: [f32::NEG_INFINITY; 3] };

    /// Around this and a point.
    pub fn with(self, point: [f32; 3]) -> Self {
        Self {
            low: std::array::from_fn(|i| self.low[i].min(point[i])),
            high: std::array::from_fn(|i| self.high[i].max(point[i])),
        }
    }

    /// Around both.
    pub fn and(self, other: &Self) -> Self {
        self.with(other.low).with(other.high)
    }

    /// Its longest axis.
    pub fn longest(&self) -> usize {
        let size = |i: &usize| self.high[*i] - self.low[*i];
        (0..3).max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or(0)
    }

    /// Whether a ray is inside between two distances; `slopes` are the inverses of its direction (Kay and Kajiya 1986).
    pub fn is_met(&self, origin: [f64; 3], slopes: [f64; 3], [start, end]: [f64; 2]) -> bool {
        let (mut near, mut far) = (start, end);
        for i in 0..3 {
            let a = (f64::from(self.low[i]) - origin[i]) * slopes[i];
            let b = (f64::from(self.high[i]) - origin[i]) * slopes[i];
            // A ray within a face gives 0 * infinity, which `max` and `min` pass over.
            near = near.max(a.min(b));
            far = far.min(a.max(b));
        }
        near <= far
    }

    /// Whether it reaches to both sides of a plane.
    pub fn straddles(&self, plane: &Plane) -> bool {
        let [mut height, mut reach] = [0.0; 2];
        for i in 0..3 {
            let (low, high) = (f64::from(self.low[i]), f64::from(self.high[i]));
            height += (0.5 * (low + high) - plane.point[i]) * plane.normal[i];
            reach += 0.5 * (high - low) * plane.normal[i].abs();
        }
        height.abs() <= reach
    }
}
