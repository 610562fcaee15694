//! Polynomials of order 1 (affine, 6 parameters), 2 (12) and 3 (20): X and Y each their own polynomial in x and y.
//!
//! The same surfaces as GDAL's `-order 1|2|3`; here solved by QR in normalised coordinates.

use geo::Coord;

/// Exponents of x and y, by total order.
const POWERS: [(i32, i32); 10] = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3)];

/// How many monomials there are up to an order.
fn terms(order: usize) -> usize {
    (order + 1) * (order + 2) / 2
}

fn both(monomials: Vec<f64>) -> [Vec<f64>; 2] {
    let zeros = vec![0.0; monomials.len()];
    [[monomials.as_slice(), &zeros].concat(), [zeros.as_slice(), &monomials].concat()]
}

/// The design rows of X and Y: the monomials for X, then those for Y.
pub(crate) fn rows(u: Coord, order: usize) -> [Vec<f64>; 2] {
    both(POWERS[..terms(order)].iter().map(|&(i, j)| u.x.powi(i) * u.y.powi(j)).collect())
}

/// The derivatives of both rows, first along x, then along y.
pub(crate) fn slopes(u: Coord, order: usize) -> [[Vec<f64>; 2]; 2] {
    let power = |base: f64, exponent: i32| if exponent < 0 { 0.0 } else { base.powi(exponent) };
    let along = |f: &dyn Fn(i32, i32) -> f64| both(POWERS[..terms(order)].iter().map(|&(i, j)| f(i, j)).collect());
    [
        along(&|i, j| f64::from(i) * power(u.x, i - 1) * power(u.y, j)),
        along(&|i, j| f64::from(j) * power(u.x, i) * power(u.y, j - 1)),
    ]
}
