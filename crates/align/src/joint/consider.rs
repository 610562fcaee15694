//! What all witnesses get wrong alike: considered, not estimated.
//!
//! A bias that every sheet shares cannot be told from the place itself; estimating it makes places worse, leaving it out
//! makes ellipses too small. So it keeps its own covariance and is carried into that of the points (Schmidt 1966;
//! Tapley, Schutz & Born 2004, *Statistical Orbit Determination*, section 6.2): with `N` the normal matrix and `J` the
//! effect of the biases on the observations, `S = N⁻¹ Aᵀ Q J`, and `S C Sᵀ` is added.
//!
//! The biases are the parts of memory themselves, each with a share of its variance.

use super::State;
use super::design::Role;
use super::field;
use super::memory::LENGTH;
use super::system::Solution;
use super::voice::{Voice, mean_extent};
use locus_model::{Covariance, Group, Network};
use nalgebra::{DMatrix, DVector};
use std::collections::{BTreeMap, BTreeSet};

/// Share of a part's variance that all witnesses have in common: fields and buildings.
const OF_SITES: f64 = 0.03;
/// Walls: people draw the same corridors too wide.
const OF_WALLS: f64 = 0.12;

/// The shared part of each point's covariance.
pub(super) fn shared(network: &Network, state: &State, voices: &[Voice], solution: &Solution) -> Vec<Covariance> {
    let mut out = vec![Covariance::default(); network.points.len()];
    for of_sites in [false, true].into_iter().filter(|_| state.model.consider) {
        let own: Vec<&Voice> = voices.iter().filter(|v| v.of_sites == of_sites).collect();
        let sheets: Vec<usize> = own.iter().flat_map(|v| v.sheets.iter().copied()).collect();
        if sheets.is_empty() {
            continue;
        }
        let biases = biases(network, state, solution, of_sites, &sheets);
        let mut pulled = DMatrix::zeros(2 * network.points.len(), biases.ncols());
        for voice in own {
            let here = biases.select_rows(&voice.rows);
            let pull = voice.precise(&here);
            for (i, &row) in voice.rows.iter().enumerate() {
                let mut to = pulled.row_mut(row);
                to += pull.row(i);
            }
        }
        let effect = &solution.covariance * pulled;
        for (i, sum) in out.iter_mut().enumerate() {
            let (e, n) = (effect.row(2 * i), effect.row(2 * i + 1));
            *sum = sum.plus(Covariance { ee: e.dot(&e), en: e.dot(&n), nn: n.dot(&n) });
        }
    }
    out
}

/// One column a bias, of variance 1, rows as the unknowns.
fn biases(network: &Network, state: &State, solution: &Solution, of_sites: bool, sheets: &[usize]) -> DMatrix<f64> {
    let n = network.points.len();
    let size = mean_extent(network, sheets);
    let sd = |role, share: f64| (state.components.variance(of_sites, role) * share).sqrt() * size;
    let shown: BTreeSet<usize> =
        sheets.iter().flat_map(|&s| network.sheets[s].vertices.iter().map(|v| v.point)).collect();
    let middle = shown.iter().fold(geo::Coord::zero(), |sum, &p| sum + solution.points[p] / shown.len() as f64);
    let mut columns: Vec<DVector<f64>> = Vec::new();
    let mut add = |factor: &dyn Fn(usize) -> f64, points: &BTreeSet<usize>| {
        for axis in 0..2 {
            let mut column = DVector::zeros(2 * n);
            for &p in points {
                column[2 * p + axis] = factor(p);
            }
            columns.push(column);
        }
    };
    let field = field::columns(&solution.points, middle, size, LENGTH * size);
    let warp = sd(Role::Warp, OF_SITES);
    for c in 0..field::COLUMNS {
        add(&|p| warp * field[(p, c)], &shown);
    }
    let (units, walls) = (sd(Role::Unit, OF_SITES), sd(Role::Wall, OF_WALLS));
    for points in groups(network, sheets, |s| &network.sheets[s].units).values() {
        add(&|_| units, points);
    }
    for points in groups(network, sheets, |s| &network.sheets[s].walls).values() {
        add(&|_| walls, points);
    }
    DMatrix::from_columns(&columns)
}

/// The points of each building or wall, on whichever sheet.
fn groups<'a>(
    network: &'a Network,
    sheets: &[usize],
    of: impl Fn(usize) -> &'a Vec<Group>,
) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &s in sheets {
        for group in of(s) {
            let points = group.vertices.iter().map(|&v| network.sheets[s].vertices[v].point);
            groups.entry(group.id).or_default().extend(points);
        }
    }
    groups
}
