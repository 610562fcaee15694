//! The sheets of one voice and one kind, their parameters eliminated.

use super::design::{Column, Design, Role};
use super::group::Grouped;
use super::spd::Factored;
use super::system::exact;
use super::tiles::{Scattered, Tiles};
use super::{State, extent};
use locus_model::{Network, NetworkSheet};
use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rows and columns of the covariance that are multiplied at once: what the second-level cache holds.
const STRIP: usize = 256;

/// The linearised observations of some sheets, easting and northing of each vertex in turn.
pub(super) struct Voice {
    number: usize,
    pub sheets: Vec<usize>,
    pub of_sites: bool,
    /// The unknown of each row: twice the point, and one more for its northing.
    pub rows: Vec<usize>,
    /// First row of each sheet.
    pub first: Vec<usize>,
    pub z: DVector<f64>,
    /// What each parameter is, and its variance.
    pub parameters: Vec<(Role, f64)>,
    /// First parameter of each unit of each sheet.
    pub units: Vec<Vec<usize>>,
    /// One over the variance of each row.
    pub weight: DVector<f64>,
    /// Buildings and walls.
    pub groups: Vec<Grouped>,
    /// The parameters that touch all rows, and their columns.
    pub whole: Vec<usize>,
    pub design: DMatrix<f64>,
    /// Of these parameters, the groups eliminated.
    pub normal: Factored,
    /// L⁻¹ PᵀQ₁, with L the factor of that and Q₁ the weight that the groups leave to the rows: the precision of the rows with all
    /// parameters eliminated is Q = Q₁ - HᵀH.
    pub half: DMatrix<f64>,
}

impl Voice {
    /// Every voice, sheets of several buildings and of one apart.
    pub fn all(network: &Network, state: &State) -> Vec<Self> {
        let mut sheets: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
        // A sheet whose points coincide has no size to measure its errors by: it says nothing.
        let least = exact(network);
        for (i, sheet) in network.sheets.iter().enumerate().filter(|(_, s)| sheet_extent(s) > least) {
            sheets.entry((!sheet.units.is_empty(), sheet.voice)).or_default().push(i);
        }
        let of = |((of_sites, number), sheets)| Self::of(network, state, of_sites, number, sheets);
        let voices: Vec<Option<Self>> = sheets.into_par_iter().map(of).collect();
        voices.into_iter().flatten().collect()
    }

    fn of(network: &Network, state: &State, of_sites: bool, number: usize, sheets: Vec<usize>) -> Option<Self> {
        let (mut rows, mut z, mut weight, mut first) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for &s in &sheets {
            first.push(rows.len());
            let hand = state.components.variance(of_sites, Role::Hand) * square(sheet_extent(&network.sheets[s]));
            for (vertex, w) in network.sheets[s].vertices.iter().zip(&state.vertices[s]) {
                rows.extend([2 * vertex.point, 2 * vertex.point + 1]);
                z.extend([vertex.at.x, vertex.at.y]);
                weight.extend([w / hand; 2]);
            }
        }
        let (columns, units) = Design::of(network, state, of_sites, &sheets, &first);
        let (z, weight) = (DVector::from_vec(z), DVector::from_vec(weight));
        let (local, whole): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(|&c| columns[c].local);
        let groups = Grouped::all(&columns, &local, &weight)?;
        let design = matrix(&columns, &whole, rows.len());
        let left = without_groups(&groups, &weight, &design).transpose();
        let mut normal = &left * &design;
        for (i, &c) in whole.iter().enumerate() {
            normal[(i, i)] += 1.0 / columns[c].variance;
        }
        let normal = Factored::of(normal)?;
        let half = normal.half(&left);
        let parameters = columns.iter().map(|c| (c.role, c.variance)).collect();
        Some(Self {
            number,
            sheets,
            of_sites,
            rows,
            first,
            z,
            parameters,
            units,
            weight,
            groups,
            whole,
            design,
            normal,
            half,
        })
    }

    /// Adds `Q₁` and the right side to the normal equations of the points.
    pub fn add_to(&self, normal: &mut Tiles, right: &mut DVector<f64>) {
        let pull = self.precise(&DMatrix::from_column_slice(self.rows.len(), 1, self.z.as_slice()));
        for (i, &row) in self.rows.iter().enumerate() {
            right[row] += pull[i];
            normal.add(row, row, self.weight[i]);
        }
        for group in &self.groups {
            let block = group.block();
            for (j, &b) in group.rows.iter().enumerate() {
                for (i, &a) in group.rows.iter().enumerate() {
                    normal.add(self.rows[a], self.rows[b], -block[(i, j)]);
                }
            }
        }
    }

    /// `H`, of which `HᵀH` is still to be taken from the normal equations.
    pub fn scattered(&self) -> Scattered {
        Scattered::new(&self.rows, &self.half)
    }

    /// `Q B`.
    pub fn precise(&self, right: &DMatrix<f64>) -> DMatrix<f64> {
        without_groups(&self.groups, &self.weight, right) - self.half.transpose() * (&self.half * right)
    }

    /// `H C`.
    pub fn carried(&self, covariance: &DMatrix<f64>) -> DMatrix<f64> {
        let mut out = DMatrix::zeros(self.half.nrows(), self.rows.len());
        for (j, columns) in self.rows.chunks(STRIP).enumerate() {
            let mut strip = out.columns_mut(j * STRIP, columns.len());
            for (i, rows) in self.rows.chunks(STRIP).enumerate() {
                let known = gathered(covariance, rows, columns);
                strip.gemm(1.0, &self.half.columns(i * STRIP, rows.len()), &known, 1.0);
            }
        }
        out
    }

    /// The covariance of the rows of a group.
    pub fn of_group(&self, group: &Grouped, covariance: &DMatrix<f64>) -> DMatrix<f64> {
        let rows: Vec<usize> = group.rows.iter().map(|&row| self.rows[row]).collect();
        gathered(covariance, &rows, &rows)
    }

    /// What each row brings to its unknown: the diagonal of `C Q`.
    pub fn shares(&self, covariance: &DMatrix<f64>) -> Vec<f64> {
        let carried = self.carried(covariance);
        let of = |i: usize| self.weight[i] * covariance[(self.rows[i], self.rows[i])];
        let mut shares: Vec<f64> =
            (0..self.rows.len()).map(|i| of(i) - self.half.column(i).dot(&carried.column(i))).collect();
        for group in &self.groups {
            let (block, known) = (group.block(), self.of_group(group, covariance));
            for (i, &row) in group.rows.iter().enumerate() {
                shares[row] -= block.column(i).dot(&known.column(i));
            }
        }
        shares
    }

    /// The voice of the network.
    pub fn number(&self) -> usize {
        self.number
    }
}

/// Some rows and columns of the covariance. Neighbours are copied together: northings follow their eastings, and most sheets
/// show most nodes of a building.
fn gathered(covariance: &DMatrix<f64>, rows: &[usize], columns: &[usize]) -> DMatrix<f64> {
    let mut out = Vec::with_capacity(rows.len() * columns.len());
    for &column in columns {
        let from = &covariance.as_slice()[column * covariance.nrows()..];
        rows.chunk_by(|a, b| *b == a + 1).for_each(|run| out.extend_from_slice(&from[run[0]..run[0] + run.len()]));
    }
    DMatrix::from_vec(rows.len(), columns.len(), out)
}

/// `Q₁ B`.
fn without_groups(groups: &[Grouped], weight: &DVector<f64>, right: &DMatrix<f64>) -> DMatrix<f64> {
    let mut out = right.clone();
    for mut column in out.column_iter_mut() {
        column.component_mul_assign(weight);
    }
    for group in groups {
        group.subtract(right, &mut out);
    }
    out
}

/// Some of the columns, in full.
fn matrix(columns: &[Column], some: &[usize], rows: usize) -> DMatrix<f64> {
    let mut out = DMatrix::zeros(rows, some.len());
    for (j, &c) in some.iter().enumerate() {
        for &(row, value) in &columns[c].entries {
            out[(row, j)] += value;
        }
    }
    out
}

/// Diagonal of what a sheet shows, metres.
pub(super) fn sheet_extent(sheet: &NetworkSheet) -> f64 {
    extent(sheet.vertices.iter().map(|v| v.at)).max(f64::MIN_POSITIVE.sqrt())
}

pub(super) fn mean_extent(network: &Network, sheets: &[usize]) -> f64 {
    sheets.iter().map(|&s| sheet_extent(&network.sheets[s])).sum::<f64>() / sheets.len() as f64
}

pub(super) fn square(x: f64) -> f64 {
    x * x
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::joint::FULL;
    use geo::Coord;
    use locus_model::{Group, SheetVertex};

    /// Two rooms each, their walls sharing corners, one corner of no wall.
    fn interiors(voices: [usize; 2]) -> Network {
        let at = |i: usize| Coord { x: 4.0 * (i % 3) as f64, y: 3.0 * (i / 3) as f64 + 50.0 * (i / 9) as f64 };
        let group = |id: usize, vertices: &[usize]| Group { id, vertices: vertices.to_vec() };
        let sheet = |voice: usize, from: usize| NetworkSheet {
            voice,
            vertices: (from..from + 9).rev().map(|point| SheetVertex { point, at: at(point) * 1.1 }).collect(),
            units: vec![],
            walls: vec![group(0, &[0, 1, 2]), group(1, &[2, 5, 8]), group(2, &[3, 4])],
        };
        Network {
            points: (0..18).map(at).collect(),
            sheets: vec![sheet(voices[0], 0), sheet(voices[1], 9)],
            ..Network::default()
        }
    }

    #[test]
    fn parameters_eliminated_in_turn_are_eliminated_at_once() {
        for network in [interiors([0, 0]), interiors([0, 1])] {
            let mut state = State::new(FULL, &network);
            state.vertices[1][4] = 0.3;
            for voice in Voice::all(&network, &state) {
                let (columns, _) = Design::of(&network, &state, false, &voice.sheets, &voice.first);
                let all = matrix(&columns, &(0..columns.len()).collect::<Vec<_>>(), voice.rows.len());
                let prior = DMatrix::from_diagonal(&DVector::from_iterator(
                    columns.len(),
                    columns.iter().map(|column| column.variance),
                ));
                let hand = DMatrix::from_diagonal(&voice.weight.map(|w| 1.0 / w));
                let at_once = (&all * prior * all.transpose() + hand).try_inverse().unwrap();
                let in_turn = voice.precise(&DMatrix::identity(voice.rows.len(), voice.rows.len()));
                assert!((&at_once - in_turn).amax() < 1e-9 * at_once.amax());
                assert!(voice.whole.len() < columns.len() && voice.groups.len() > 1);
            }
        }
    }
}
