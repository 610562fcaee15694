//! Weighted least squares for every transformation that is linear in its parameters.
//!
//! Ghilani & Wolf, *Adjustment Computations*, ch. 11 and 16: design A, weights P, cofactor N⁻¹ = (Aᵀ P A)⁻¹, by QR.

use crate::{FitError, Pair, pair::Frame, polynomial, similarity};
use geo::Coord;
use locus_model::Method;
use nalgebra::{DMatrix, DVector, Matrix2, Matrix2xX, Vector2};

/// Which columns the design has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Basis {
    Similarity { mirrored: bool },
    Polynomial { order: usize },
}

impl Basis {
    fn rows(self, u: Coord) -> [Vec<f64>; 2] {
        match self {
            Self::Similarity { mirrored } => similarity::rows(u, mirrored),
            Self::Polynomial { order } => polynomial::rows(u, order),
        }
    }

    fn slopes(self, u: Coord) -> [[Vec<f64>; 2]; 2] {
        match self {
            Self::Similarity { mirrored } => similarity::slopes(mirrored),
            Self::Polynomial { order } => polynomial::slopes(u, order),
        }
    }
}

/// A fitted transformation, linear in its parameters, in normalised coordinates on both sides.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    basis: Basis,
    beta: DVector<f64>,
    /// (Aᵀ P A)⁻¹, the weights in the unit of the targets' frame.
    cofactor: DMatrix<f64>,
}

impl Linear {
    /// Fits pairs already carried into the two frames; `pairs` gives the weights.
    pub fn fit(basis: Basis, method: Method, pairs: &[Pair], from: &Frame, to: &Frame) -> Result<Self, FitError> {
        let columns = basis.rows(Coord::zero())[0].len();
        if 2 * pairs.len() < columns {
            return Err(FitError::Degenerate { method });
        }
        let mut design = DMatrix::zeros(2 * pairs.len(), columns);
        let mut targets = DVector::zeros(2 * pairs.len());
        for (i, pair) in pairs.iter().enumerate() {
            let weight = to.scale / pair.sd;
            let at = to.inward(pair.to);
            for (axis, row) in basis.rows(from.inward(pair.from)).into_iter().enumerate() {
                for (column, value) in row.into_iter().enumerate() {
                    design[(2 * i + axis, column)] = weight * value;
                }
                targets[2 * i + axis] = weight * if axis == 0 { at.x } else { at.y };
            }
        }
        let qr = design.qr();
        let r = qr.r();
        let (small, large) = (r.diagonal().amin(), r.diagonal().amax());
        if small.is_nan() || small <= 1e-10 * large {
            return Err(FitError::Degenerate { method });
        }
        let undetermined = || FitError::Degenerate { method };
        let beta = r.solve_upper_triangular(&(qr.q().transpose() * targets)).ok_or_else(undetermined)?;
        let inverse = r.solve_upper_triangular(&DMatrix::identity(columns, columns)).ok_or_else(undetermined)?;
        Ok(Self { basis, beta, cofactor: &inverse * inverse.transpose() })
    }

    fn design(&self, u: Coord) -> Matrix2xX<f64> {
        two_rows(self.basis.rows(u))
    }

    pub fn value(&self, u: Coord) -> Coord {
        let v = self.design(u) * &self.beta;
        Coord { x: v[0], y: v[1] }
    }

    /// Columns: the derivative along x, along y.
    pub fn jacobian(&self, u: Coord) -> Matrix2<f64> {
        let [x, y] = self.basis.slopes(u).map(|rows| two_rows(rows) * &self.beta);
        Matrix2::from_columns(&[Vector2::new(x[0], x[1]), Vector2::new(y[0], y[1])])
    }

    /// Covariance of the value at `u` for unit weight, in the targets' frame.
    pub fn cofactor_at(&self, u: Coord) -> Matrix2<f64> {
        let a = self.design(u);
        let c = &a * &self.cofactor * a.transpose();
        Matrix2::new(c[(0, 0)], c[(0, 1)], c[(1, 0)], c[(1, 1)])
    }
}

fn two_rows(rows: [Vec<f64>; 2]) -> Matrix2xX<f64> {
    let columns = rows[0].len();
    Matrix2xX::from_row_slice(&rows.concat()[..2 * columns])
}
