//! A smooth random field in a few columns.
//!
//! The squared-exponential field of variance 1 on a square, by its first eigenfunctions: sines, weighted by the root of
//! the spectral density (Solin & Särkkä 2020, *Hilbert space methods for reduced-rank Gaussian process regression*,
//! Statistics and Computing 30, eq. 20 and 56). With the square half as wide again as what is drawn and six sines a
//! side, the covariance is right to a tenth of the variance everywhere and to a few per cent over most of it.

use geo::Coord;
use nalgebra::DMatrix;
use std::f64::consts::PI;

/// Side of the square over the extent.
const SIDE: f64 = 1.6;
/// Sines a side.
const SINES: usize = 6;
/// Columns of [`columns`].
pub(super) const COLUMNS: usize = SINES * SINES;

/// One row a place; with coefficients of variance 1 the field has variance 1 and correlation length `length`.
pub(super) fn columns(at: &[Coord], middle: Coord, extent: f64, length: f64) -> DMatrix<f64> {
    let side = SIDE * extent.max(f64::MIN_POSITIVE);
    let sines = |x: f64| -> [f64; SINES] {
        std::array::from_fn(|j| {
            let w = (j + 1) as f64 * PI / side;
            let spectrum = (2.0 * PI).sqrt() * length * libm::exp(-0.5 * length * length * w * w);
            (2.0 / side).sqrt() * libm::sin(w * (x + 0.5 * side)) * spectrum.sqrt()
        })
    };
    let mut out = DMatrix::zeros(at.len(), COLUMNS);
    for (row, c) in at.iter().enumerate() {
        let (x, y) = (sines(c.x - middle.x), sines(c.y - middle.y));
        for i in 0..SINES {
            for j in 0..SINES {
                out[(row, i * SINES + j)] = x[i] * y[j];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_covariance_is_the_squared_exponential() {
        let at: Vec<Coord> = (0..40)
            .map(|i| Coord { x: 90.0 * libm::sin(1.7 * f64::from(i)), y: 60.0 * libm::cos(2.3 * f64::from(i)) })
            .collect();
        let (extent, length) = (220.0, 77.0);
        let k = columns(&at, Coord::zero(), extent, length);
        let covariance = &k * k.transpose();
        for i in 0..at.len() {
            for j in 0..at.len() {
                let d = at[i] - at[j];
                let exact = libm::exp(-0.5 * (d.x * d.x + d.y * d.y) / (length * length));
                assert!(
                    (covariance[(i, j)] - exact).abs() < 0.1,
                    "{:?} {:?}: {}",
                    at[i],
                    at[j],
                    covariance[(i, j)] - exact
                );
            }
        }
    }
}
