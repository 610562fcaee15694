//! Control pairs, and the frames in which they are solved.

use crate::FitError;
use geo::Coord;
use locus_model::Method;

/// A point on the sheet and where it stands on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// On the sheet, any unit.
    pub from: Coord,
    /// On the ground, metres (any unit: nothing here knows).
    pub to: Coord,
    /// One standard deviation per axis in the unit of `to`: the click on the sheet times the scale, and the landmark's
    /// own doubt, in quadrature. Weights are 1 / sd²; equal values give the ordinary least-squares fit.
    pub sd: f64,
}

/// Centre and spread of a point set: inside, the points have mean 0 and root-mean-square radius sqrt 2.
///
/// Hartley (1997), *In defense of the eight-point algorithm*, section 4: without it the normal matrix of a polynomial
/// or a homography in UTM metres loses every digit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub centre: Coord,
    pub scale: f64,
}

impl Frame {
    /// `None` where all points coincide.
    pub fn around(points: impl Iterator<Item = Coord> + Clone) -> Option<Self> {
        let n = points.clone().count() as f64;
        let sum = points.clone().fold(Coord::zero(), |a, b| a + b);
        let centre = sum / n;
        let spread: f64 = points.map(|p| square(p - centre)).sum();
        let scale = (0.5 * spread / n).sqrt();
        (scale > 1e-12 * (centre.x.abs() + centre.y.abs())).then_some(Self { centre, scale })
    }

    pub fn inward(&self, c: Coord) -> Coord {
        (c - self.centre) / self.scale
    }

    pub fn outward(&self, c: Coord) -> Coord {
        c * self.scale + self.centre
    }
}

/// Squared length.
pub(crate) fn square(c: Coord) -> f64 {
    c.x * c.x + c.y * c.y
}

/// Length; `libm`, so that it is the same on every platform.
pub(crate) fn length(c: Coord) -> f64 {
    libm::hypot(c.x, c.y)
}

/// Length of the diagonal of the enclosing box.
pub(crate) fn diagonal(points: impl Iterator<Item = Coord>) -> f64 {
    let (mut low, mut high) = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
    for p in points {
        low = Coord { x: low.x.min(p.x), y: low.y.min(p.y) };
        high = Coord { x: high.x.max(p.x), y: high.y.max(p.y) };
    }
    if low.x > high.x { 0.0 } else { length(high - low) }
}

/// The narrower extent of a point set over its wider one: 0 for points on one line.
pub(crate) fn slimness(points: impl Iterator<Item = Coord> + Clone) -> f64 {
    let n = points.clone().count().max(1) as f64;
    let centre = points.clone().fold(Coord::zero(), |a, b| a + b) / n;
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for p in points.map(|p| p - centre) {
        xx += p.x * p.x;
        xy += p.x * p.y;
        yy += p.y * p.y;
    }
    let (mean, spread) = (0.5 * (xx + yy), libm::hypot(0.5 * (xx - yy), xy));
    if mean + spread > 0.0 { ((mean - spread).max(0.0) / (mean + spread)).sqrt() } else { 0.0 }
}

/// The fewest pairs that determine a method.
pub fn least_pairs(method: Method) -> usize {
    match method {
        Method::Similarity => 2,
        Method::Affine | Method::ThinPlateSpline => 3,
        Method::Projective => 4,
        Method::Polynomial2 => 6,
        Method::Polynomial3 => 10,
        Method::Collocation => 2,
    }
}

/// Refuses what no method can use: too few pairs, numbers that are none, points that all coincide or lie on one line.
pub(crate) fn check(method: Method, pairs: &[Pair]) -> Result<(), FitError> {
    for (index, p) in pairs.iter().enumerate() {
        if ![p.from.x, p.from.y, p.to.x, p.to.y].iter().all(|v| v.is_finite()) {
            return Err(FitError::NotFinite { index });
        }
        if !(p.sd.is_finite() && p.sd > 0.0) {
            return Err(FitError::BadDeviation { index, sd: p.sd });
        }
    }
    let needed = least_pairs(method);
    if pairs.len() < needed {
        return Err(FitError::TooFew { method, needed, got: pairs.len() });
    }
    if needed > 2 && slimness(pairs.iter().map(|p| p.from)) < 1e-7 {
        return Err(FitError::Collinear { method });
    }
    Ok(())
}
