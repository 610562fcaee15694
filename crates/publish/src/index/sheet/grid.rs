//! A grid over the scan that follows the alignment where an affine map cannot.
//!
//! What the affine drape leaves over at the drawn vertices is fitted by a field that is bilinear between the nodes of a
//! regular grid and smooth from node to node: P-splines, B-splines with a penalty on differences of their coefficients
//! (Eilers and Marx 1996, Statistical Science 11(2), section 3), of degree one and in two directions. Such a field is
//! exactly what a textured grid shows.

use super::Pair;
use crate::bundle::{Drape, DrapeGrid};
use crate::precision::metres;
use geo::Coord;
use nalgebra::{DMatrix, DVector};

/// Cells along the longer side of the scan.
const CELLS: usize = 16;
/// Fewer drawn vertices than this say nothing beyond an affine map.
const FEWEST: usize = 6;
/// Weight of a squared difference between neighbouring nodes against a squared distance at a vertex. Of the weights from
/// 0.0001 to 1 on first and second differences that were tried on the sheets of `facilities/example-compound`, this one
/// was among the best at strokes it had not seen.
const SMOOTHNESS: f64 = 0.01;

/// A regular grid over a scan.
struct Lattice {
    columns: usize,
    rows: usize,
    cell_px: Coord,
}

/// Fits the grid to the pairs; `None` where the affine drape needs none, or too few vertices are drawn.
pub fn fit(drape: &Drape, size_px: [f64; 2], pairs: &[Pair]) -> Option<DrapeGrid> {
    if drape.rms_m == 0.0 || pairs.len() < FEWEST {
        return None;
    }
    let lattice = Lattice::over(size_px)?;
    let left: Vec<Coord> = pairs.iter().map(|(px, at)| *at - affine(drape, *px)).collect();
    let field = lattice.field(pairs, &left)?;
    let carried = |px: Coord| affine(drape, px) + lattice.at(&field, px);
    let off: f64 = pairs.iter().map(|(px, at)| carried(*px) - *at).map(|d| d.x * d.x + d.y * d.y).sum();
    let node = |i: usize| affine(drape, lattice.px(i)) + field[i];
    Some(DrapeGrid {
        columns: lattice.columns,
        rows: lattice.rows,
        xz: (0..lattice.len()).map(node).map(|c| [metres(c.x), metres(c.y)]).collect(),
        rms_m: metres((off / pairs.len() as f64).sqrt()),
    })
}

fn affine(drape: &Drape, px: Coord) -> Coord {
    let [a, b, x0, d, e, z0] = drape.scene_from_px;
    Coord { x: a * px.x + b * px.y + x0, y: d * px.x + e * px.y + z0 }
}

impl Lattice {
    /// Cells as square as whole numbers allow; `None` where the scan has no size.
    fn over([width, height]: [f64; 2]) -> Option<Self> {
        if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
            return None;
        }
        let cells = |side: f64| ((CELLS as f64 * side / width.max(height)).round() as usize).max(1);
        let (columns, rows) = (cells(width) + 1, cells(height) + 1);
        let cell_px = Coord { x: width / (columns - 1) as f64, y: height / (rows - 1) as f64 };
        Some(Self { columns, rows, cell_px })
    }

    fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// The pixel of a node.
    fn px(&self, node: usize) -> Coord {
        let (column, row) = (node % self.columns, node / self.columns);
        Coord { x: column as f64 * self.cell_px.x, y: row as f64 * self.cell_px.y }
    }

    /// The four nodes around a pixel and their bilinear weights; beyond the edge, of the nearest cell carried on.
    fn around(&self, px: Coord) -> [(usize, f64); 4] {
        let (u, v) = (px.x / self.cell_px.x, px.y / self.cell_px.y);
        let cell = |at: f64, nodes: usize| at.floor().clamp(0.0, (nodes - 2) as f64);
        let (column, row) = (cell(u, self.columns), cell(v, self.rows));
        let (s, t) = (u - column, v - row);
        let first = row as usize * self.columns + column as usize;
        [
            (first, (1.0 - s) * (1.0 - t)),
            (first + 1, s * (1.0 - t)),
            (first + self.columns, (1.0 - s) * t),
            (first + self.columns + 1, s * t),
        ]
    }

    fn at(&self, field: &[Coord], px: Coord) -> Coord {
        self.around(px).into_iter().fold(Coord::zero(), |sum, (node, weight)| sum + field[node] * weight)
    }

    /// The smooth field nearest to the values at the pairs: penalised normal equations by Cholesky's decomposition.
    fn field(&self, pairs: &[Pair], values: &[Coord]) -> Option<Vec<Coord>> {
        let mut normal = self.penalty();
        let (mut x, mut y) = (DVector::zeros(self.len()), DVector::zeros(self.len()));
        for ((px, _), value) in pairs.iter().zip(values) {
            let around = self.around(*px);
            for (i, wi) in around {
                for (j, wj) in around {
                    normal[(i, j)] += wi * wj;
                }
                x[i] += wi * value.x;
                y[i] += wi * value.y;
            }
        }
        let decomposed = normal.cholesky()?;
        let (x, y) = (decomposed.solve(&x), decomposed.solve(&y));
        let field: Vec<Coord> = x.iter().zip(y.iter()).map(|(x, y)| Coord { x: *x, y: *y }).collect();
        field.iter().all(|c| c.x.is_finite() && c.y.is_finite()).then_some(field)
    }

    /// The weighted sum of squared differences between neighbours. Where nothing is drawn the field runs level
    /// instead of running away.
    fn penalty(&self) -> DMatrix<f64> {
        let mut penalty = DMatrix::zeros(self.len(), self.len());
        let across = (0..self.len()).filter(|i| (i + 1) % self.columns != 0).map(|i| (i, i + 1));
        let down = (self.columns..self.len()).map(|i| (i - self.columns, i));
        for (i, j) in across.chain(down) {
            for (row, column, sign) in [(i, i, 1.0), (j, j, 1.0), (i, j, -1.0), (j, i, -1.0)] {
                penalty[(row, column)] += sign * SMOOTHNESS;
            }
        }
        penalty
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::drape;
    use super::*;

    const SIZE: [f64; 2] = [1400.0, 1050.0];

    /// Paper that is bent as no affine map can bend it: 8 m in the middle of the lower edge.
    fn bent(px: Coord) -> Coord {
        let bend = 8.0 * (std::f64::consts::PI * px.x / SIZE[0]).sin() * px.y / SIZE[1];
        Coord { x: 0.2 * px.x - 100.0, y: 0.2 * px.y + bend - 80.0 }
    }

    fn drawn(carry: fn(Coord) -> Coord) -> Vec<Pair> {
        let px = (0..8).flat_map(|i| {
            (0..6).map(move |j| Coord { x: 60.0 + 180.0 * f64::from(i), y: 90.0 + 170.0 * f64::from(j) })
        });
        px.map(|p| (p, carry(p))).collect()
    }

    #[test]
    fn bent_paper_is_followed_and_its_error_told() {
        let pairs = drawn(bent);
        let affine = drape::fit(&pairs).unwrap();
        let grid = fit(&affine, SIZE, &pairs).unwrap();
        assert_eq!((grid.columns, grid.rows, grid.xz.len()), (17, 13, 221));
        assert!(grid.rms_m < 0.1 * affine.rms_m, "{} of {}", grid.rms_m, affine.rms_m);
        // The error at the vertices, from what is printed alone.
        let printed = |px: Coord| {
            let (u, v) = (px.x / SIZE[0] * 16.0, px.y / SIZE[1] * 12.0);
            let (s, t) = (u.fract(), v.fract());
            let node = |c: usize, r: usize| grid.xz[(v as usize + r) * 17 + u as usize + c];
            let mix = |axis: usize| {
                (node(0, 0)[axis] * (1.0 - s) + node(1, 0)[axis] * s) * (1.0 - t)
                    + (node(0, 1)[axis] * (1.0 - s) + node(1, 1)[axis] * s) * t
            };
            Coord { x: mix(0), y: mix(1) }
        };
        let off: f64 = pairs.iter().map(|(px, at)| (printed(*px) - *at).x.hypot((printed(*px) - *at).y).powi(2)).sum();
        let rms_m = (off / pairs.len() as f64).sqrt();
        assert!((rms_m - grid.rms_m).abs() < 1.5e-3, "{rms_m} {}", grid.rms_m);
    }

    #[test]
    fn where_nothing_is_drawn_it_does_not_run_away() {
        // Only the left half is drawn; an extrapolated slope would reach far beyond anything left over.
        let pairs: Vec<Pair> = drawn(bent).into_iter().filter(|(px, _)| px.x < 700.0).collect();
        let drape = drape::fit(&pairs).unwrap();
        let grid = fit(&drape, SIZE, &pairs).unwrap();
        let most = pairs.iter().map(|(px, at)| (*at - affine(&drape, *px)).y.abs()).fold(0.0, f64::max);
        let corner = Coord { x: SIZE[0], y: SIZE[1] };
        assert!((grid.xz[220][1] - affine(&drape, corner).y).abs() < 1.2 * most);
    }

    #[test]
    fn what_an_affine_map_carries_or_hardly_anything_drawn_has_no_grid() {
        let straight = drawn(|p| Coord { x: 0.2 * p.x, y: 0.3 * p.y });
        assert!(fit(&drape::fit(&straight).unwrap(), SIZE, &straight).is_none());
        let pairs = drawn(bent);
        let affine = drape::fit(&pairs).unwrap();
        assert!(fit(&affine, SIZE, &pairs[..5]).is_none());
        assert!(fit(&affine, [0.0, 10.0], &pairs).is_none() && fit(&affine, [f64::NAN, 1.0], &pairs).is_none());
    }

    #[test]
    fn a_strip_of_paper_and_vertices_outside_it_are_no_trouble() {
        let pairs: Vec<Pair> = drawn(bent).into_iter().map(|(px, at)| (px * 1.3, at)).collect();
        let affine = drape::fit(&pairs).unwrap();
        let grid = fit(&affine, [9000.0, 10.0], &pairs).unwrap();
        assert_eq!((grid.columns, grid.rows), (17, 2));
        assert!(grid.xz.iter().flatten().all(|v| v.is_finite()));
    }
}
