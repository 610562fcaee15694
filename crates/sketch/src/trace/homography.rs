//! The projective map of four corners (R. Hartley and A. Zisserman, Multiple View Geometry, 2nd ed., section 4.1, with
//! the scale fixed by the last element).

use nalgebra::{Matrix3, SMatrix, SVector};

/// The map that carries each `from` to its `to`; `None` where three corners lie on a line.
pub fn of_corners(from: [[f64; 2]; 4], to: [[f64; 2]; 4]) -> Option<[[f64; 3]; 3]> {
    let mut a = SMatrix::<f64, 8, 8>::zeros();
    let mut b = SVector::<f64, 8>::zeros();
    for (i, ([x, y], [u, v])) in from.into_iter().zip(to).enumerate() {
        let rows = [[x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y]];
        for (k, (row, right)) in rows.into_iter().zip([u, v]).enumerate() {
            a.set_row(2 * i + k, &SVector::<f64, 8>::from(row).transpose());
            b[2 * i + k] = right;
        }
    }
    let h = a.lu().solve(&b)?;
    h.iter().all(|v| v.is_finite()).then(|| [[h[0], h[1], h[2]], [h[3], h[4], h[5]], [h[6], h[7], 1.0]])
}

/// Carries a point.
pub fn apply(h: &[[f64; 3]; 3], [x, y]: [f64; 2]) -> [f64; 2] {
    let [u, v, w] = h.map(|row| row[0] * x + row[1] * y + row[2]);
    [u / w, v / w]
}

/// The map back.
pub fn inverse(h: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let m = Matrix3::from_fn(|row, column| h[row][column]).try_inverse()?;
    Some([0, 1, 2].map(|row| [0, 1, 2].map(|column| m[(row, column)])))
}
