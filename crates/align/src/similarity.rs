//! Shift, turn, one scale: 4 parameters.
//!
//! `X = a x - b y + c`, `Y = b x + a y + d`; mirrored: y changes its sign first.

use geo::Coord;

/// The design rows of X and Y, columns a, b, c, d.
pub(crate) fn rows(u: Coord, mirrored: bool) -> [Vec<f64>; 2] {
    let y = if mirrored { -u.y } else { u.y };
    [vec![u.x, -y, 1.0, 0.0], vec![y, u.x, 0.0, 1.0]]
}

/// The derivatives of both rows, first along x, then along y.
pub(crate) fn slopes(mirrored: bool) -> [[Vec<f64>; 2]; 2] {
    let s = if mirrored { -1.0 } else { 1.0 };
    [[vec![1.0, 0.0, 0.0, 0.0], vec![0.0, 1.0, 0.0, 0.0]], [vec![0.0, -s, 0.0, 0.0], vec![s, 0.0, 0.0, 0.0]]]
}
