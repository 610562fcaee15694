//! Bidimensional regression of the drawn on the true.
//!
//! Points are complex numbers here: the Euclidean regression is `drawn = a + b true` with complex a and b (Tobler 1994).

use super::Remembered;
use crate::fit::root_mean_square;
use crate::pair::{length, square};
use crate::{Pair, fit};
use geo::Coord;
use locus_model::Method;

/// Exponents of compression that are looked at: a quarter to four, by their logarithm.
const EXPONENTS: f64 = 1.386_294_361_119_890_6;
/// Steps of the first look, and of narrowing it down.
const LOOKS: usize = 24;
const NARROWINGS: usize = 40;
/// Correlations are kept this far from 1, or their logarithm would be infinite where a drawing is exact.
const EXACT: f64 = 1e-15;

/// Shift, turn, one scale.
pub struct Euclidean {
    /// Natural logarithm of pixels per metre.
    pub log_scale: f64,
    /// Radians counter-clockwise from the true to the drawn.
    pub turn: f64,
    /// Fisher's z of the correlation.
    pub z: f64,
}

/// Six parameters.
pub struct Affine {
    /// The logarithm of the ratio of the singular values, as a vector at twice the angle of the axis on the ground that is
    /// drawn longest (counter-clockwise from east).
    pub stretch: [f64; 2],
    /// Fisher's z of the correlation.
    pub z: f64,
}

impl Euclidean {
    pub fn of(points: &[Remembered]) -> Option<Self> {
        let line = Line::through(&points.iter().map(|p| (p.truth, p.drawn)).collect::<Vec<_>>())?;
        Some(Self {
            log_scale: libm::log(length(line.slope)),
            turn: libm::atan2(line.slope.y, line.slope.x),
            z: fisher(line.r_squared),
        })
    }
}

impl Affine {
    pub fn of(points: &[Remembered]) -> Option<Self> {
        let pairs: Vec<Pair> = points.iter().map(|p| Pair { from: p.truth, to: p.drawn, sd: 1.0 }).collect();
        let affine = fit(Method::Affine, &pairs).ok()?;
        let middle = mean(points.iter().map(|p| p.drawn));
        let total = root_mean_square(&points.iter().map(|p| p.drawn - middle).collect::<Vec<_>>());
        let [[a, b], [c, d]] = affine.jacobian(points.first()?.truth);
        // Transposed times itself: its eigenvalues are the squares of the singular values.
        let (ee, en, nn) = (a * a + c * c, a * b + c * d, b * b + d * d);
        let (sum, apart) = (0.5 * (ee + nn), libm::hypot(0.5 * (ee - nn), en));
        let log_ratio = 0.5 * libm::log((sum + apart) / (sum - apart));
        let angle = libm::atan2(en, 0.5 * (ee - nn));
        let unexplained = affine.rms() / total;
        let stretch = [log_ratio * libm::cos(angle), log_ratio * libm::sin(angle)];
        stretch.iter().all(|v| v.is_finite()).then_some(Self { stretch, z: fisher(1.0 - unexplained * unexplained) })
    }
}

/// Natural logarithm of the exponent g for which the Euclidean regression on `(true - middle) |true - middle|^(g - 1)`
/// explains most: golden-section search (Kiefer 1953) around the best of evenly spaced values. In positions, not in
/// logarithms of distances: there the noise of what is near would pass for compression.
pub fn compression(points: &[Remembered]) -> Option<f64> {
    let middle = mean(points.iter().map(|p| p.truth));
    let off = |p: &Remembered| (p.truth - middle, length(p.truth - middle), p.drawn);
    let offs: Vec<(Coord, f64, Coord)> = points.iter().map(off).collect();
    let explained = |log_exponent: f64| {
        let power = libm::exp(log_exponent) - 1.0;
        let factor = |distance: f64| if distance > 0.0 { libm::pow(distance, power) } else { 0.0 };
        let bent: Vec<(Coord, Coord)> = offs.iter().map(|(off, far, drawn)| (*off * factor(*far), *drawn)).collect();
        Line::through(&bent).map_or(0.0, |line| line.r_squared)
    };
    let step = 2.0 * EXPONENTS / LOOKS as f64;
    let at = |i: usize| i as f64 * step - EXPONENTS;
    let looks: Vec<f64> = (0..=LOOKS).map(|i| explained(at(i))).collect();
    let best = (0..=LOOKS).max_by(|a, b| looks[*a].total_cmp(&looks[*b]))?;
    (best > 0 && best < LOOKS).then(|| highest(explained, at(best) - step, at(best) + step))
}

fn highest(of: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_8;
    for _ in 0..NARROWINGS {
        let (left, right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        if of(left) < of(right) { low = left } else { high = right }
    }
    0.5 * (low + high)
}

/// A complex line through pairs, with the share of the drawn that it explains.
struct Line {
    slope: Coord,
    r_squared: f64,
}

impl Line {
    /// `None` where all points of one side coincide.
    fn through(pairs: &[(Coord, Coord)]) -> Option<Self> {
        let (from, to) = (mean(pairs.iter().map(|p| p.0)), mean(pairs.iter().map(|p| p.1)));
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, Coord::zero());
        for (x, y) in pairs.iter().map(|(x, y)| (*x - from, *y - to)) {
            xx += square(x);
            yy += square(y);
            xy = xy + turned_back(y, x);
        }
        let r_squared = square(xy) / (xx * yy);
        (r_squared.is_finite() && r_squared > 0.0).then_some(Self { slope: xy / xx, r_squared })
    }
}

/// The product of `point` and the conjugate of `by`: the point turned back by its angle, times its length.
pub fn turned_back(point: Coord, by: Coord) -> Coord {
    Coord { x: point.x * by.x + point.y * by.y, y: point.y * by.x - point.x * by.y }
}

fn mean(points: impl Iterator<Item = Coord> + Clone) -> Coord {
    let n = points.clone().count().max(1) as f64;
    points.fold(Coord::zero(), |sum, p| sum + p) / n
}

/// Fisher's z of the root of a share.
fn fisher(r_squared: f64) -> f64 {
    libm::atanh(r_squared.max(0.0).sqrt().min(1.0 - EXACT))
}
