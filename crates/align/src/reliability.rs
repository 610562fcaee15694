//! Is this control point wrong, and could we tell?
//!
//! Baarda (1968), *A testing procedure for use in geodetic networks*: a held-out error over its own standard deviation.
//! A point has two coordinates, so the squared test value is chi-square with two degrees of freedom where the standard
//! deviations are known, and twice an F(2, m) where their common factor is estimated from the same points. Estimated
//! *without* the point it tests (externally studentised), an outlier does not excuse itself; Pope's tau is the same
//! test in another scale. F(2, m) has closed tails: `P(F > f) = (1 + 2 f / m)^(-m / 2)`.

use crate::Fit;
use geo::Coord;

/// Probability that a right point passes unnoticed beyond the critical value: 1 in 1000 (Baarda's choice).
pub const ALPHA: f64 = 0.001;

/// Whether the pairs' standard deviations are believed, or only their ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sigma {
    /// As stated.
    Known,
    /// Up to one common factor, estimated from the other points.
    Estimated,
}

/// The test of one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointTest {
    /// Length of the held-out error in units of its standard deviation (Mahalanobis).
    pub w: f64,
    /// Probability of a value as large in a right point.
    pub p: f64,
    /// Part of redundancy, 0 to 1.
    pub redundancy: f64,
}

/// Probability that F with 2 and `dof` degrees of freedom exceeds `f`.
pub fn tail_f2(f: f64, dof: f64) -> f64 {
    libm::exp(-0.5 * dof * libm::log1p(2.0 * f.max(0.0) / dof))
}

/// The value that F with 2 and `dof` degrees of freedom exceeds with probability `alpha`.
pub fn critical_f2(alpha: f64, dof: f64) -> f64 {
    0.5 * dof * libm::expm1(-2.0 * libm::log(alpha) / dof)
}

/// Probability that a two-dimensional standard Gaussian lies farther out than `w`.
pub fn tail_known(w: f64) -> f64 {
    libm::exp(-0.5 * w * w)
}

/// Tests every pair of a fit against the others. `None` where they do not check it: no redundancy, or no degree of
/// freedom left for the factor. An interpolating spline checks nothing.
///
/// For a linear fit `w² = e · v / sd²` with e the held-out error and v the residual: their product is the drop of the
/// weighted sum of squares when the point is left out.
pub fn test_points(fit: &Fit, sigma: Sigma) -> Vec<Option<PointTest>> {
    let residuals = fit.residuals();
    let form: f64 = residuals.iter().zip(fit.pairs()).map(|(v, p)| dot(*v, *v) / (p.sd * p.sd)).sum();
    let free = 2.0 * fit.pairs().len() as f64 - fit.parameters() - 2.0;
    let redundancy = fit.redundancy();
    let one = |i: usize, held_out: Option<Coord>| {
        let sd = fit.pairs()[i].sd;
        let drop = dot(held_out?, residuals[i]) / (sd * sd);
        if redundancy[i] < 1e-9 {
            return None;
        }
        let (w2, p) = match sigma {
            Sigma::Known => (drop, tail_known(drop.max(0.0).sqrt())),
            Sigma::Estimated => {
                let factor = (form - drop).max(f64::MIN_POSITIVE) / free;
                (free > 0.5).then(|| (drop / factor, tail_f2(0.5 * drop / factor, free)))?
            }
        };
        Some(PointTest { w: w2.max(0.0).sqrt(), p, redundancy: redundancy[i] })
    };
    fit.leave_one_out().into_iter().enumerate().map(|(i, e)| one(i, e)).collect()
}

fn dot(a: Coord, b: Coord) -> f64 {
    a.x * b.x + a.y * b.y
}
