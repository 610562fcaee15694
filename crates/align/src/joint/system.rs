//! The normal equations of the points, and their solution.

use super::tiles::{Factor, Tiles};
use super::voice::Voice;
use super::{State, extent, size, structure};
use geo::Coord;
use locus_model::{Covariance, Fix, Network};
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};
use rayon::prelude::*;

/// Degrees of freedom of the Student-t of pins.
const PIN_DOF: f64 = 4.0;
/// A point that nothing holds is known to this many extents of the network.
const UNKNOWN: f64 = 100.0;
/// No place is better known than this share of the extent: a variance of 0 is no variance.
const EXACT: f64 = 1e-7;

/// The points and how well they are known.
pub(super) struct Solution {
    pub points: Vec<Coord>,
    /// Easting and northing of each point in turn, metres².
    pub covariance: DMatrix<f64>,
}

/// The points, and their normal matrix; `None` where it is singular, which only numbers that are not finite can do.
pub(super) fn solve(network: &Network, state: &State, voices: &[Voice]) -> Option<(Vec<Coord>, Factor)> {
    let n = network.points.len();
    let floor = 1.0 / unknown_m(network).powi(2);
    let mut normal = Tiles::diagonal(2 * n, floor);
    let mut right = DVector::zeros(2 * n);
    for (i, guess) in network.points.iter().enumerate() {
        (right[2 * i], right[2 * i + 1]) = (floor * guess.x, floor * guess.y);
    }
    for (fix, weight) in network.fixes.iter().zip(&state.fixes) {
        add_fix(&mut normal, &mut right, fix, *weight, exact(network));
    }
    for equation in
        size::equations(network, state, &state.points).iter().chain(&structure::equations(network, &state.points))
    {
        equation.add_to(&mut normal, &mut right, &state.points);
    }
    for voice in voices {
        voice.add_to(&mut normal, &mut right);
    }
    normal.subtract(&voices.par_iter().map(Voice::scattered).collect::<Vec<_>>());
    let factored = normal.factored()?;
    let x = factored.solve(&right);
    let points = (0..n).map(|i| Coord { x: x[2 * i], y: x[2 * i + 1] }).collect();
    Some((points, factored))
}

fn add_fix(normal: &mut Tiles, right: &mut DVector<f64>, fix: &Fix, weight: f64, exact: f64) {
    let share = 1.0 / fix.of.len() as f64;
    let information = precision(fix.covariance, exact) * weight;
    let pull = information * Vector2::new(fix.at.x, fix.at.y) * share;
    for &a in &fix.of {
        right[2 * a] += pull.x;
        right[2 * a + 1] += pull.y;
        for &b in &fix.of {
            for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                normal.add(2 * a + i, 2 * b + j, information[(i, j)] * share * share);
            }
        }
    }
}

/// The standard deviation of a point that nothing holds, metres.
pub(super) fn unknown_m(network: &Network) -> f64 {
    UNKNOWN * extent(network.points.iter().copied()).max(1.0)
}

/// The standard deviation that every fix has at least, metres.
pub(super) fn exact(network: &Network) -> f64 {
    EXACT * extent(network.points.iter().copied()).max(1.0)
}

pub(super) fn precision(c: Covariance, exact: f64) -> Matrix2<f64> {
    let least = exact * exact;
    let m = Matrix2::new(c.ee + least, c.en, c.en, c.nn + least);
    m.try_inverse().unwrap_or_else(Matrix2::zeros)
}

/// One linearised observation: its slopes, what it lacks at the present places, and one over its variance.
pub(super) struct Equation {
    pub slope: Vec<(usize, f64)>,
    pub lacks: f64,
    pub weight: f64,
}

impl Equation {
    fn add_to(&self, normal: &mut Tiles, right: &mut DVector<f64>, points: &[Coord]) {
        let at = |row: usize| if row.is_multiple_of(2) { points[row / 2].x } else { points[row / 2].y };
        let value = self.lacks + self.slope.iter().map(|&(row, s)| s * at(row)).sum::<f64>();
        for &(a, sa) in &self.slope {
            right[a] += self.weight * sa * value;
            for &(b, sb) in &self.slope {
                normal.add(a, b, self.weight * sa * sb);
            }
        }
    }
}

/// New weights of what people pointed at and said.
pub(super) fn reweight(network: &Network, state: &mut State) {
    let exact = exact(network);
    for (fix, weight) in network.fixes.iter().zip(&mut state.fixes).filter(|(fix, _)| fix.may_be_wrong) {
        let off = size::mean(&fix.of, &state.points) - fix.at;
        let off = Vector2::new(off.x, off.y);
        let d2 = off.dot(&(precision(fix.covariance, exact) * off));
        *weight = (PIN_DOF + 2.0) / (PIN_DOF + d2);
    }
    for (stated, weight) in network.stated.iter().zip(&mut state.stated) {
        *weight = size::weight(stated, &state.points);
    }
}
