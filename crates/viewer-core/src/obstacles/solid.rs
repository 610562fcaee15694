//! An upright solid over an outline.

use crate::walk::STEP_M;

/// Something that stands: an outline from a lower to an upper height.
#[derive(Clone, Debug, PartialEq)]
pub struct Solid {
    /// The element it is of.
    pub element: usize,
    /// Closed rings `[x, z]`, what is solid on their left with z counted as upward: see [`Solid::new`].
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Underside, scene metres.
    pub low: f64,
    /// Upper side, scene metres.
    pub high: f64,
    /// Glass: stops a body and no look.
    pub is_glass: bool,
}

/// The nearest point of an outline, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// Unit vector from the outline.
    pub away: [f64; 2],
    /// Metres from the outline.
    pub distance: f64,
}

impl Solid {
    /// Closes and orients the rings: the first is the outline, the others are holes. `None` without any area or height.
    pub fn new(element: usize, rings: Vec<Vec<[f64; 2]>>, [low, high]: [f64; 2]) -> Option<Self> {
        let mut oriented = Vec::with_capacity(rings.len());
        for (i, mut ring) in rings.into_iter().enumerate() {
            if ring.first() != ring.last() {
                ring.extend(ring.first().copied());
            }
            let area = doubled_area(&ring);
            if i == 0 && area.abs() < 1e-9 {
                return None;
            }
            if (area > 0.0) != (i == 0) {
                ring.reverse();
            }
            oriented.push(ring);
        }
        let is_some = high > low && !oriented.is_empty() && oriented.iter().flatten().flatten().all(|v| v.is_finite());
        is_some.then_some(Self { element, rings: oriented, low, high, is_glass: false })
    }

    /// Whether it stops a body of this height with its feet here: what ends below a step is stepped on, what begins above
    /// the head is walked under.
    pub fn stops(&self, feet_y: f64, height_m: f64) -> bool {
        self.low < feet_y + height_m - 1e-9 && self.high > feet_y + STEP_M + 1e-7
    }

    /// Metres from a place to the outline; 0 inside.
    pub fn distance(&self, at: [f64; 2]) -> f64 {
        distance(&self.rings, at)
    }

    /// Whether a place is inside the outline.
    pub fn contains(&self, at: [f64; 2]) -> bool {
        contains(&self.rings, at)
    }

    /// The sides of the outline, what is solid on their left with z counted as upward.
    pub fn sides(&self) -> impl Iterator<Item = [[f64; 2]; 2]> {
        sides(&self.rings)
    }

    /// The contact with every side that turns its outer face to the place. Sides seen from behind are hidden by these.
    pub fn contacts(&self, at: [f64; 2]) -> impl Iterator<Item = Contact> {
        self.sides().filter_map(move |[a, b]| {
            let outward = (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]);
            let near = nearest([a, b], at);
            let [dx, dz] = [at[0] - near[0], at[1] - near[1]];
            let distance = dx.hypot(dz);
            (outward < 0.0 && distance > 0.0).then(|| Contact { away: [dx / distance, dz / distance], distance })
        })
    }
}

/// Metres from a place to an area bounded by closed rings; 0 inside.
pub fn distance(rings: &[Vec<[f64; 2]>], at: [f64; 2]) -> f64 {
    if contains(rings, at) {
        return 0.0;
    }
    let apart = |side| {
        let near = nearest(side, at);
        (at[0] - near[0]).hypot(at[1] - near[1])
    };
    sides(rings).map(apart).fold(f64::INFINITY, f64::min)
}

/// Whether a place lies in an area bounded by closed rings (even-odd rule).
pub fn contains(rings: &[Vec<[f64; 2]>], [x, z]: [f64; 2]) -> bool {
    let crosses =
        |[a, b]: &[[f64; 2]; 2]| (a[1] > z) != (b[1] > z) && x < a[0] + (z - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
    sides(rings).filter(crosses).count() % 2 == 1
}

/// The point of a side nearest to a place.
pub fn nearest([a, b]: [[f64; 2]; 2], at: [f64; 2]) -> [f64; 2] {
    let [dx, dz] = [b[0] - a[0], b[1] - a[1]];
    let length2 = dx * dx + dz * dz;
    let along = if length2 > 0.0 { ((at[0] - a[0]) * dx + (at[1] - a[1]) * dz) / length2 } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    [a[0] + along * dx, a[1] + along * dz]
}

fn sides(rings: &[Vec<[f64; 2]>]) -> impl Iterator<Item = [[f64; 2]; 2]> {
    rings.iter().flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]]))
}

/// Twice the signed area of a closed ring (shoelace formula).
pub fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum()
}
