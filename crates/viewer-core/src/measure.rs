//! Distances, heights and areas, each with how uncertain it is, or with the fact that nobody knows.
//!
//! Uncertainty is that of places in plan. It is carried to a result by the law of propagation of uncertainty (JCGM
//! 100:2008, 5.1.2, equation 10): the variance is the sum of `gᵀ Σ g` over the points, `g` being the gradient of the result
//! and `Σ` the point's covariance. Covariances between points are not published, so points count as independent. What
//! points share (an alignment, a survey) moves them together and cancels in truth: then the intervals are too wide,
//! never too narrow; of points that are known to be pushed apart nothing is said.

mod point;

use locus_model::CHI2_95_2DOF;
use locus_publish::BundleElement;

pub use point::{Point, Pointing, SNAP_M, SNAP_PX};

/// 97.5 % quantile of the standard normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;
/// Below so many standard deviations a distance is not nearly linear in its ends, and the bound that holds for any
/// distance is used.
const LINEAR_FROM: f64 = 5.0;

/// A length (metres) or an area (square metres).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Between the points as they are drawn.
    pub value: f64,
    /// One standard deviation; `None` where that of a point is not known. Then no interval may be printed, but the
    /// sentence that says so.
    pub sd: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low95: Option<f64>,
    /// Its upper end.
    pub high95: Option<f64>,
}

/// How high a thing is drawn, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Height {
    /// Metres.
    pub value_m: f64,
    /// `stated`, `shadow`, `rule`, `default`; `None` where the case does not say.
    pub basis: Option<String>,
    /// Whether nobody said it and nothing shows it.
    pub assumed: bool,
}

impl Measured {
    fn new(value: f64, sd: Option<f64>, half_width: Option<f64>) -> Self {
        let low95 = half_width.map(|half| (value - half).max(0.0));
        Self { value, sd, low95, high95: half_width.map(|half| value + half) }
    }
}

/// The horizontal distance between two points, metres: height differences have no published uncertainty.
///
/// The gradient is the unit vector between the points. Near points are not measured linearly (their distance has a Rice
/// distribution); there the interval is the distance give or take the radius of the 95 % circle of their difference,
/// within which, by the triangle inequality, the true distance lies at least that often.
pub fn distance(a: &Point, b: &Point) -> Measured {
    let [east, north] = [b.at[0] - a.at[0], a.at[2] - b.at[2]];
    let value = east.hypot(north);
    if a.is_same_node(b) {
        return Measured::new(value, Some(0.0), Some(0.0));
    }
    let (Some(p), Some(q)) = (a.cov_m2, b.cov_m2) else { return Measured::new(value, None, None) };
    let sum: [f64; 3] = std::array::from_fn(|i| p[i] + q[i]);
    let longest = longest_sd(sum);
    let unit = if value > 0.0 { [east / value, north / value] } else { [0.0; 2] };
    let sd = variance(sum, unit).max(0.0).sqrt();
    if value > LINEAR_FROM * longest {
        return Measured::new(value, Some(sd), Some(NORMAL_975 * sd));
    }
    Measured::new(value, Some(longest), Some(CHI2_95_2DOF.sqrt() * longest))
}

/// How high an element is drawn; `None` where it has no height.
pub fn height(element: &BundleElement) -> Option<Height> {
    let drawn = element.shape.as_ref().and_then(|shape| shape.top_m.map(|top| top - shape.base_m));
    let value_m = element.height_m.or(drawn)?;
    let basis = element.height_basis.clone();
    Some(Height { value_m, basis, assumed: crate::sight::is_height_assumed(element) })
}

/// The area within the ring through these points (not closed), square metres in plan; `None` for fewer than three points
/// or a ring that crosses itself, which bounds no area.
///
/// By the shoelace formula; its gradient by a vertex is half the vector between its neighbours, turned by a right angle
/// (Ghilani 2017, *Adjustment Computations*, 6th edition, chapter 6). A node that returns counts once for every time.
pub fn area(ring: &[Point]) -> Option<Measured> {
    let n = ring.len();
    let flat: Vec<[f64; 2]> = ring.iter().map(|p| [p.at[0], -p.at[2]]).collect();
    if n < 3 || crosses_itself(&flat) {
        return None;
    }
    let side = |i: usize| (flat[i], flat[(i + 1) % n]);
    let doubled: f64 = (0..n).map(side).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    let gradient = |i: usize| {
        let (before, after) = (flat[(i + n - 1) % n], flat[(i + 1) % n]);
        [0.5 * (after[1] - before[1]), 0.5 * (before[0] - after[0])]
    };
    let variances = ring.iter().enumerate().map(|(i, p)| p.cov_m2.map(|cov| variance(cov, gradient(i))));
    let sd = variances.sum::<Option<f64>>().map(|v| v.max(0.0).sqrt());
    Some(Measured::new(0.5 * doubled.abs(), sd, sd.map(|sd| NORMAL_975 * sd)))
}

/// Variance along a gradient: `gᵀ Σ g`, `Σ` as east-east, east-north, north-north.
fn variance([ee, en, nn]: [f64; 3], [e, n]: [f64; 2]) -> f64 {
    ee * e * e + 2.0 * en * e * n + nn * n * n
}

/// The standard deviation along the longer axis of the ellipse.
fn longest_sd([ee, en, nn]: [f64; 3]) -> f64 {
    (0.5 * (ee + nn) + (0.5 * (ee - nn)).hypot(en)).max(0.0).sqrt()
}

fn crosses_itself(ring: &[[f64; 2]]) -> bool {
    let n = ring.len();
    let side = |i: usize| [ring[i], ring[(i + 1) % n]];
    let apart = |i: usize, j: usize| j != (i + 1) % n && i != (j + 1) % n;
    (0..n).any(|i| (i + 1..n).any(|j| apart(i, j) && cross(side(i), side(j))))
}

fn cross([a, b]: [[f64; 2]; 2], [c, d]: [[f64; 2]; 2]) -> bool {
    let turn = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

#[cfg(test)]
mod tests;
