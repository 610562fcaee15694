//! Homography: 8 parameters. For a photograph of a page or of a plane; never for a memory.
//!
//! Direct linear transformation in normalised coordinates (Hartley & Zisserman, *Multiple View Geometry*, 2nd ed.,
//! algorithm 4.2) with the last element fixed at 1, then Gauss-Newton on the distance in the target, which is what the
//! standard deviations speak of. Fixing that element is safe here: it is the weight of the source's centroid, and a
//! homography that sends it to infinity folds the sheet between its control points, which is refused.

use crate::{FitError, Pair, pair::Frame};
use geo::Coord;
use locus_model::Method;
use nalgebra::{DMatrix, DVector, Matrix2, SMatrix, SVector};

/// A fitted homography in normalised coordinates: h11 h12 h13 h21 h22 h23 h31 h32, h33 = 1.
#[derive(Clone, Debug)]
pub(crate) struct Homography {
    h: SVector<f64, 8>,
    cofactor: SMatrix<f64, 8, 8>,
}

type Slopes = SMatrix<f64, 2, 8>;

impl Homography {
    pub fn fit(pairs: &[Pair], from: &Frame, to: &Frame) -> Result<Self, FitError> {
        let degenerate = || FitError::Degenerate { method: Method::Projective };
        let spots: Vec<_> = pairs.iter().map(|p| (from.inward(p.from), to.inward(p.to), to.scale / p.sd)).collect();
        let mut fit = Self { h: direct(&spots).ok_or_else(degenerate)?, cofactor: SMatrix::zeros() };
        for _ in 0..50 {
            let (normal, pull) = fit.normal_equations(&spots);
            let inverse = normal.try_inverse().ok_or_else(degenerate)?;
            let step = inverse * pull;
            fit.h += step;
            fit.cofactor = inverse;
            if !step.iter().all(|v| v.is_finite()) {
                return Err(degenerate());
            }
            if step.amax() < 1e-15 * (1.0 + fit.h.amax()) {
                break;
            }
        }
        if spots.iter().any(|&(u, ..)| fit.weight(u) <= 0.0) {
            return Err(FitError::Folded { method: Method::Projective });
        }
        Ok(fit)
    }

    /// Positive on the side of the horizon where the control points' centroid lies.
    pub fn weight(&self, u: Coord) -> f64 {
        self.h[6] * u.x + self.h[7] * u.y + 1.0
    }

    pub fn value(&self, u: Coord) -> Coord {
        let (h, w) = (&self.h, self.weight(u));
        Coord { x: (h[0] * u.x + h[1] * u.y + h[2]) / w, y: (h[3] * u.x + h[4] * u.y + h[5]) / w }
    }

    /// Columns: the derivative along x, along y.
    pub fn jacobian(&self, u: Coord) -> Matrix2<f64> {
        let (h, w, v) = (&self.h, self.weight(u), self.value(u));
        Matrix2::new(h[0] - v.x * h[6], h[1] - v.x * h[7], h[3] - v.y * h[6], h[4] - v.y * h[7]) / w
    }

    /// Covariance of the value at `u` for unit weight, in the targets' frame.
    pub fn cofactor_at(&self, u: Coord) -> Matrix2<f64> {
        let j = self.parameter_slopes(u);
        j * self.cofactor * j.transpose()
    }

    fn parameter_slopes(&self, u: Coord) -> Slopes {
        let (w, v) = (self.weight(u), self.value(u));
        Slopes::from_row_slice(&[
            u.x,
            u.y,
            1.0,
            0.0,
            0.0,
            0.0,
            -v.x * u.x,
            -v.x * u.y, //
            0.0,
            0.0,
            0.0,
            u.x,
            u.y,
            1.0,
            -v.y * u.x,
            -v.y * u.y,
        ]) / w
    }

    fn normal_equations(&self, spots: &[(Coord, Coord, f64)]) -> (SMatrix<f64, 8, 8>, SVector<f64, 8>) {
        let (mut normal, mut pull) = (SMatrix::zeros(), SVector::zeros());
        for &(u, at, weight) in spots {
            let (j, v) = (self.parameter_slopes(u), self.value(u));
            let miss = nalgebra::Vector2::new(at.x - v.x, at.y - v.y);
            normal += j.transpose() * j * (weight * weight);
            pull += j.transpose() * miss * (weight * weight);
        }
        (normal, pull)
    }
}

/// The algebraic solution: linear in h once the equations are multiplied by the denominator.
fn direct(spots: &[(Coord, Coord, f64)]) -> Option<SVector<f64, 8>> {
    let mut a = DMatrix::zeros(2 * spots.len(), 8);
    let mut b = DVector::zeros(2 * spots.len());
    for (i, &(u, at, weight)) in spots.iter().enumerate() {
        let rows = [
            [u.x, u.y, 1.0, 0.0, 0.0, 0.0, -at.x * u.x, -at.x * u.y],
            [0.0, 0.0, 0.0, u.x, u.y, 1.0, -at.y * u.x, -at.y * u.y],
        ];
        for (axis, row) in rows.iter().enumerate() {
            for (column, value) in row.iter().enumerate() {
                a[(2 * i + axis, column)] = weight * value;
            }
            b[2 * i + axis] = weight * if axis == 0 { at.x } else { at.y };
        }
    }
    let qr = a.qr();
    let r = qr.r();
    if r.diagonal().amin() <= 1e-9 * r.diagonal().amax() {
        return None;
    }
    let h = r.solve_upper_triangular(&(qr.q().transpose() * b))?;
    Some(SVector::from_iterator(h.iter().copied()))
}
