//! Upright rectangles and turned ones on paper, millimetres, y down: what is taken, and what is still free.

/// A place on paper.
pub type Spot = [f64; 2];

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Upper left corner.
    pub min: Spot,
    /// Lower right corner.
    pub max: Spot,
}

impl Area {
    /// The smallest that holds these points; `None` of none.
    pub fn around(points: impl IntoIterator<Item = Spot>) -> Option<Self> {
        points.into_iter().fold(None, |all: Option<Self>, p| {
            let all = all.unwrap_or(Self { min: p, max: p });
            let min = [all.min[0].min(p[0]), all.min[1].min(p[1])];
            Some(Self { min, max: [all.max[0].max(p[0]), all.max[1].max(p[1])] })
        })
    }

    /// Left to right.
    pub fn width(self) -> f64 {
        self.max[0] - self.min[0]
    }

    /// Top to bottom.
    pub fn height(self) -> f64 {
        self.max[1] - self.min[1]
    }

    /// Its middle.
    pub fn middle(self) -> Spot {
        [0.5 * (self.min[0] + self.max[0]), 0.5 * (self.min[1] + self.max[1])]
    }

    /// Larger by so much on every side.
    pub fn grown(self, by: f64) -> Self {
        Self { min: self.min.map(|v| v - by), max: self.max.map(|v| v + by) }
    }

    /// Whether another lies within.
    pub fn holds(self, other: Self) -> bool {
        (0..2).all(|i| self.min[i] <= other.min[i] + 1e-9 && other.max[i] <= self.max[i] + 1e-9)
    }

    /// Whether both share a place.
    pub fn meets(self, other: Self) -> bool {
        (0..2).all(|i| self.min[i] < other.max[i] && other.min[i] < self.max[i])
    }
}

/// A rectangle turned by any angle: a line of text, a piece of wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quad {
    corners: [Spot; 4],
}

impl Quad {
    /// `width` along a direction (radians, clockwise from the right) and `height` across it, around a middle.
    pub fn around(middle: Spot, [width, height]: [f64; 2], turn: f64) -> Self {
        let ([ux, uy], [w, h]) = ([turn.cos(), turn.sin()], [0.5 * width, 0.5 * height]);
        let corner = |s: f64, t: f64| [middle[0] + s * w * ux - t * h * uy, middle[1] + s * w * uy + t * h * ux];
        Self { corners: [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)] }
    }

    /// Of so much on either side of a straight line.
    pub fn along([a, b]: [Spot; 2], half_width: f64) -> Self {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let middle = [0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])];
        Self::around(middle, [dx.hypot(dy), 2.0 * half_width], dy.atan2(dx))
    }

    /// The upright rectangle around it.
    pub fn bounds(&self) -> Area {
        let [a, ..] = self.corners;
        Area::around(self.corners).unwrap_or(Area { min: a, max: a })
    }

    /// Whether both share a place: by the axes along their sides (the separating axis theorem for convex polygons).
    pub fn meets(&self, other: &Self) -> bool {
        let axes = [self.axes(), other.axes()].concat();
        let span = |quad: &Self, [x, y]: Spot| {
            let along = quad.corners.map(|c| c[0] * x + c[1] * y);
            (along.into_iter().fold(f64::INFINITY, f64::min), along.into_iter().fold(f64::NEG_INFINITY, f64::max))
        };
        axes.into_iter().all(|axis| {
            let ((low, high), (from, to)) = (span(self, axis), span(other, axis));
            low < to && from < high
        })
    }

    fn axes(&self) -> [Spot; 2] {
        let [a, b, c, _] = self.corners;
        [[b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]]
    }
}

/// What is taken on a sheet.
#[derive(Clone, Debug, Default)]
pub struct Taken(Vec<(Area, Quad)>);

impl Taken {
    /// Takes a place.
    pub fn take(&mut self, quad: Quad) {
        self.0.push((quad.bounds(), quad));
    }

    /// Whether nothing stands there.
    pub fn is_free(&self, quad: &Quad) -> bool {
        let bounds = quad.bounds();
        !self.0.iter().any(|(area, taken)| area.meets(bounds) && taken.meets(quad))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_rectangles_meet_only_where_they_share_a_place() {
        let bar = Quad::around([0.0, 0.0], [20.0, 2.0], 45f64.to_radians());
        // Its bounds hold both; only one of them lies on the bar.
        assert!(bar.meets(&Quad::around([5.0, 5.0], [1.0, 1.0], 0.0)));
        assert!(!bar.meets(&Quad::around([5.0, -5.0], [1.0, 1.0], 0.0)));
        let mut taken = Taken::default();
        taken.take(Quad::along([[0.0, 0.0], [10.0, 0.0]], 1.0));
        assert!(!taken.is_free(&Quad::around([5.0, 1.4], [1.0, 1.0], 0.3)));
        assert!(taken.is_free(&Quad::around([5.0, 1.6], [1.0, 1.0], 0.0)));
    }
}
