//! Small symmetric positive definite matrices: the parameters of a voice, a tile of the points.
//!
//! Everything here is matrix products, which run at the speed of the processor; the column-by-column solutions of a
//! Cholesky factor run at a tenth of it, and the adjustment is little else.

use nalgebra::DMatrix;

/// Rows that are factored at once.
const BLOCK: usize = 48;

/// A matrix `A = L Lᵀ`, kept as the inverse of `L`.
pub(super) struct Factored {
    lower_inverse: DMatrix<f64>,
}

impl Factored {
    /// `None` where the matrix is not positive definite.
    pub fn of(matrix: DMatrix<f64>) -> Option<Self> {
        Some(Self { lower_inverse: lower_inverse(matrix)? })
    }

    /// `L⁻¹ B`.
    pub fn half(&self, right: &DMatrix<f64>) -> DMatrix<f64> {
        &self.lower_inverse * right
    }

    /// `L⁻ᵀ B`, the other half of a solution.
    pub fn other_half(&self, right: &DMatrix<f64>) -> DMatrix<f64> {
        // Not `tr_mul`: that is made of scalar products.
        self.lower_inverse.transpose() * right
    }

    pub fn inverse(&self) -> DMatrix<f64> {
        self.other_half(&self.lower_inverse)
    }
}

/// The inverse of the Cholesky factor, by halves: with `A = [[P, Qᵀ], [Q, R]]`, `U` the inverse of the factor of `P` and `W = Q Uᵀ`,
/// it is `[[U, 0], [-V W U, V]]`, where `V` is that of `R - W Wᵀ`.
pub(super) fn lower_inverse(matrix: DMatrix<f64>) -> Option<DMatrix<f64>> {
    let n = matrix.nrows();
    if n <= BLOCK {
        let lower = matrix.cholesky()?.l();
        return lower.solve_lower_triangular(&DMatrix::identity(n, n));
    }
    let first = n / 2;
    let upper_left = lower_inverse(matrix.view((0, 0), (first, first)).into_owned())?;
    let across = matrix.view((first, 0), (n - first, first)) * upper_left.transpose();
    let mut rest = matrix.view((first, first), (n - first, n - first)).into_owned();
    rest.gemm(-1.0, &across, &across.transpose(), 1.0);
    let lower_right = lower_inverse(rest)?;
    let mut out = DMatrix::zeros(n, n);
    out.view_mut((first, 0), (n - first, first)).gemm(-1.0, &(&lower_right * across), &upper_left, 0.0);
    out.view_mut((0, 0), (first, first)).copy_from(&upper_left);
    out.view_mut((first, first), (n - first, n - first)).copy_from(&lower_right);
    Some(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn positive(n: usize) -> DMatrix<f64> {
        let a = DMatrix::from_fn(n, n, |i, j| libm::sin((7 * i + 13 * j) as f64) + f64::from(u8::from(i == j)));
        &a * a.transpose() + DMatrix::identity(n, n)
    }

    #[test]
    fn inverse_and_solution_are_those_of_the_plain_factor() {
        for n in [1, 3, BLOCK, BLOCK + 1, 5 * BLOCK + 7] {
            let (a, b) = (positive(n), DMatrix::from_fn(n, 2, |i, j| (i + j) as f64));
            let (plain, ours) = (a.clone().cholesky().unwrap(), Factored::of(a).unwrap());
            assert!((plain.inverse() - ours.inverse()).amax() < 1e-9, "{n}");
            assert!((plain.solve(&b) - ours.other_half(&ours.half(&b))).amax() < 1e-7, "{n}");
        }
    }

    #[test]
    fn what_is_not_positive_definite_has_no_factor() {
        let mut a = positive(3 * BLOCK);
        a[(2 * BLOCK, 2 * BLOCK)] = -1.0;
        assert!(Factored::of(a).is_none());
        assert!(Factored::of(DMatrix::from_element(2, 2, f64::NAN)).is_none());
    }
}
