//! The normal matrix of all points: its lower half in square tiles, which all cores work on.
//!
//! Left-looking Cholesky by tiles (Buttari, Langou, Kurzak & Dongarra 2009, *A class of parallel tiled linear algebra
//! algorithms for multicore architectures*, Parallel Computing 35, section 3). Each tile is computed by one thread, its terms
//! always in the same order: the same network gives the same bits on however many cores.

use super::spd::lower_inverse;
use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rows of a tile; three of them lie in the second-level cache.
const TILE: usize = 256;

/// A symmetric matrix in the making. Of the tiles on the diagonal only the lower half is read.
pub(super) struct Tiles {
    size: usize,
    /// The tiles of each column, from the diagonal down.
    columns: Vec<Vec<DMatrix<f64>>>,
}

impl Tiles {
    /// `value` on the diagonal.
    pub fn diagonal(size: usize, value: f64) -> Self {
        let count = size.div_ceil(TILE);
        let height = |i: usize| TILE.min(size - i * TILE);
        let tile = |i: usize, j: usize| match i == j {
            true => DMatrix::from_diagonal_element(height(i), height(i), value),
            false => DMatrix::zeros(height(i), height(j)),
        };
        let columns = (0..count).map(|j| (j..count).map(|i| tile(i, j)).collect()).collect();
        Self { size, columns }
    }

    /// Adds to one entry; what lies above the diagonal is the mirror of what lies below, and is passed over.
    pub fn add(&mut self, row: usize, column: usize, value: f64) {
        if row >= column {
            let (i, j) = (row / TILE, column / TILE);
            self.columns[j][i - j][(row % TILE, column % TILE)] += value;
        }
    }

    /// Takes away `HᵀH` of each part.
    pub fn subtract(&mut self, parts: &[Scattered]) {
        let all = self.columns.par_iter_mut().enumerate();
        let all = all.flat_map(|(j, tiles)| tiles.par_iter_mut().enumerate().map(move |(i, tile)| (i + j, j, tile)));
        all.for_each(|(i, j, tile)| {
            for part in parts {
                if let (Some(left), Some(right)) = (part.pieces.get(&i), part.pieces.get(&j)) {
                    left.subtract_product(right, tile);
                }
            }
        });
    }

    /// `None` where the matrix is not positive definite.
    pub fn factored(mut self) -> Option<Factor> {
        for j in 0..self.columns.len() {
            let (done, rest) = self.columns.split_at_mut(j);
            let tiles = rest.first_mut()?;
            let across: Vec<DMatrix<f64>> =
                done.iter().enumerate().map(|(k, earlier)| earlier[j - k].transpose()).collect();
            tiles.par_iter_mut().with_max_len(1).enumerate().for_each(|(below, tile)| {
                for ((k, earlier), across) in done.iter().enumerate().zip(&across) {
                    tile.gemm(-1.0, &earlier[j + below - k], across, 1.0);
                }
            });
            let (diagonal, below) = tiles.split_first_mut()?;
            *diagonal = lower_inverse(std::mem::take(diagonal))?;
            let across = diagonal.transpose();
            below.par_iter_mut().for_each(|tile| *tile = &*tile * &across);
        }
        Some(Factor { size: self.size, columns: self.columns })
    }
}

/// The Cholesky factor `L` of a matrix of tiles; in place of its tiles on the diagonal, their inverses.
pub(super) struct Factor {
    size: usize,
    columns: Vec<Vec<DMatrix<f64>>>,
}

impl Factor {
    /// Solves for one right side.
    pub fn solve(&self, right: &DVector<f64>) -> DVector<f64> {
        let mut x = right.clone();
        for (j, tiles) in self.columns.iter().enumerate() {
            let own = &tiles[0] * x.rows(j * TILE, tiles[0].nrows());
            x.rows_mut(j * TILE, own.len()).copy_from(&own);
            for (below, tile) in tiles.iter().enumerate().skip(1) {
                x.rows_mut((j + below) * TILE, tile.nrows()).gemv(-1.0, tile, &own, 1.0);
            }
        }
        for (j, tiles) in self.columns.iter().enumerate().rev() {
            let mut own = x.rows(j * TILE, tiles[0].nrows()).into_owned();
            for (below, tile) in tiles.iter().enumerate().skip(1) {
                own.gemv_tr(-1.0, tile, &x.rows((j + below) * TILE, tile.nrows()), 1.0);
            }
            x.rows_mut(j * TILE, own.len()).copy_from(&tiles[0].tr_mul(&own));
        }
        x
    }

    /// The inverse of the matrix, both halves.
    pub fn inverse(&self) -> DMatrix<f64> {
        let lower = self.lower_inverse();
        let turned = |tiles: &Vec<DMatrix<f64>>| tiles.iter().map(DMatrix::transpose).collect();
        let upper: Vec<Vec<DMatrix<f64>>> = lower.iter().map(turned).collect();
        let product = |i: usize, j: usize| {
            let mut sum = DMatrix::zeros(self.columns[i][0].nrows(), self.columns[j][0].nrows());
            for (left, right) in upper[i].iter().zip(&lower[j][i - j..]) {
                sum.gemm(1.0, left, right, 1.0);
            }
            sum
        };
        let count = self.columns.len();
        let column = |j: usize| (j..count).map(|i| product(i, j)).collect::<Vec<_>>();
        let columns: Vec<Vec<DMatrix<f64>>> = (0..count).into_par_iter().with_max_len(1).map(column).collect();
        let mut out = DMatrix::zeros(self.size, self.size);
        for (j, tiles) in columns.iter().enumerate() {
            for (below, tile) in tiles.iter().enumerate() {
                let at = ((j + below) * TILE, j * TILE);
                out.view_mut(at, tile.shape()).copy_from(tile);
                out.view_mut((at.1, at.0), (tile.ncols(), tile.nrows())).copy_from(&tile.transpose());
            }
        }
        out
    }

    /// The tiles of `L⁻¹`, by columns.
    fn lower_inverse(&self) -> Vec<Vec<DMatrix<f64>>> {
        let count = self.columns.len();
        let column = |j: usize| {
            let mut tiles = vec![self.columns[j][0].clone()];
            for i in j + 1..count {
                let mut sum = DMatrix::zeros(self.columns[i][0].nrows(), tiles[0].ncols());
                for (k, tile) in tiles.iter().enumerate() {
                    sum.gemm(1.0, &self.columns[j + k][i - j - k], tile, 1.0);
                }
                tiles.push(&self.columns[i][0] * -sum);
            }
            tiles
        };
        (0..count).into_par_iter().with_max_len(1).map(column).collect()
    }
}

/// A matrix `H` each of whose columns belongs to a row of the normal matrix, sorted into its tiles.
pub(super) struct Scattered {
    pieces: BTreeMap<usize, Piece>,
}

/// The columns that belong to the rows of one tile, and to which.
struct Piece {
    at: Vec<usize>,
    columns: DMatrix<f64>,
    /// Their transpose.
    rows: DMatrix<f64>,
}

impl Scattered {
    /// Column `i` of `half` belongs to row `rows[i]`.
    pub fn new(rows: &[usize], half: &DMatrix<f64>) -> Self {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (column, row) in rows.iter().enumerate() {
            members.entry(row / TILE).or_default().push(column);
        }
        let piece = |of: Vec<usize>| {
            let columns = half.select_columns(&of);
            Piece { at: of.iter().map(|&c| rows[c] % TILE).collect(), rows: columns.transpose(), columns }
        };
        Self { pieces: members.into_iter().map(|(tile, of)| (tile, piece(of))).collect() }
    }
}

impl Piece {
    fn subtract_product(&self, right: &Self, tile: &mut DMatrix<f64>) {
        if self.is_whole(tile.nrows()) && right.is_whole(tile.ncols()) {
            return tile.gemm(-1.0, &self.rows, &right.columns, 1.0);
        }
        let product = &self.rows * &right.columns;
        for (column, &to) in product.column_iter().zip(&right.at) {
            for (value, &from) in column.iter().zip(&self.at) {
                tile[(from, to)] -= value;
            }
        }
    }

    /// Whether it has every row of a tile, in order.
    fn is_whole(&self, rows: usize) -> bool {
        self.at.iter().copied().eq(0..rows)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A matrix of several tiles, the last ones not whole, and what it is made of.
    fn made() -> (DMatrix<f64>, Tiles) {
        let size = 2 * TILE + 37;
        let entry = |i: usize, j: usize| libm::sin((7 * i + 13 * j) as f64);
        let whole: Vec<usize> = (0..size).collect();
        let some: Vec<usize> = (0..size).rev().filter(|i| i % 3 != 0).chain([5, 5, TILE]).collect();
        let mut plain = DMatrix::from_diagonal_element(size, size, 900.0);
        let mut tiles = Tiles::diagonal(size, 900.0);
        for (a, b, value) in [(3, 3, 5.0), (TILE + 4, 7, -2.0), (7, TILE + 4, -2.0), (9, 8, 1.5), (8, 9, 1.5)] {
            tiles.add(a, b, value);
            plain[(a, b)] += value;
        }
        let parts = [whole, some].map(|rows| {
            let half = DMatrix::from_fn(11, rows.len(), entry);
            for (i, &a) in rows.iter().enumerate() {
                for (j, &b) in rows.iter().enumerate() {
                    plain[(a, b)] -= half.column(i).dot(&half.column(j)) * 0.1;
                }
            }
            Scattered::new(&rows, &(half * 0.1_f64.sqrt()))
        });
        tiles.subtract(&parts);
        (plain, tiles)
    }

    #[test]
    fn solution_and_inverse_are_those_of_the_plain_factor() {
        let (plain, tiles) = made();
        let (plain, ours) = (plain.cholesky().unwrap(), tiles.factored().unwrap());
        assert!((plain.inverse() - ours.inverse()).amax() < 1e-12);
        let right = DVector::from_fn(ours.size, |i, _| (i % 17) as f64);
        assert!((plain.solve(&right) - ours.solve(&right)).amax() < 1e-11);
    }

    #[test]
    fn the_same_bits_on_one_core_and_on_many() {
        let inverse = || made().1.factored().unwrap().inverse();
        let on =
            |threads: usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(inverse);
        assert_eq!(on(1), on(3));
    }

    #[test]
    fn what_is_not_positive_definite_has_no_factor() {
        let mut tiles = Tiles::diagonal(2 * TILE, 1.0);
        tiles.add(TILE + 1, TILE + 1, -2.0);
        assert!(tiles.factored().is_none());
        assert!(Tiles::diagonal(3, f64::NAN).factored().is_none());
    }
}
