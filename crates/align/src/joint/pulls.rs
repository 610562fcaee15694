//! Which observations hold a point, and how strongly.
//!
//! The information about point `j` is the sum of what each source brings, `N = Σ N_a`; its share is the mean of the
//! diagonal of `(N⁻¹ N_a)_jj`, and the shares add up to 1 (the partial redundancies of the source are their complement;
//! Förstner 1987, *Reliability analysis of parameter estimation in linear models*, section 2).

use super::system::{Equation, Solution, exact, precision};
use super::voice::Voice;
use super::{State, size, structure};
use geo::Coord;
use locus_model::{Network, Pull, Puller};
use rayon::prelude::*;

/// Shares below this are left out.
const NEGLIGIBLE: f64 = 5e-4;

/// The pulls on every point, strongest first.
pub(super) fn of_points(network: &Network, state: &State, voices: &[Voice], solution: &Solution) -> Vec<Vec<Pull>> {
    let mut pulls: Vec<Vec<Pull>> = vec![Vec::new(); network.points.len()];
    let shares: Vec<Vec<f64>> = voices.par_iter().with_max_len(1).map(|v| v.shares(&solution.covariance)).collect();
    for (voice, shares) in voices.iter().zip(shares) {
        of_voice(network, voice, solution, &shares, &mut pulls);
    }
    let exact = exact(network);
    for (i, (fix, weight)) in network.fixes.iter().zip(&state.fixes).enumerate() {
        of_fix(i, fix, *weight, exact, solution, &mut pulls);
    }
    let said = of_equations(&size::equations(network, state, &solution.points), solution);
    let drawn = of_equations(&structure::equations(network, &solution.points), solution);
    for (from, shares) in [(Puller::Stated, said), (Puller::Structure, drawn)] {
        for (own, share) in pulls.iter_mut().zip(shares) {
            own.push(Pull { from, share, residual: None });
        }
    }
    for own in &mut pulls {
        own.retain(|pull| pull.share > NEGLIGIBLE);
        own.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.from.cmp(&b.from)));
    }
    pulls
}

/// The sheets of a voice: what each row brings, with the rows of all its sheets together.
fn of_voice(network: &Network, voice: &Voice, solution: &Solution, shares: &[f64], pulls: &mut [Vec<Pull>]) {
    for (k, &s) in voice.sheets.iter().enumerate() {
        for (v, vertex) in network.sheets[s].vertices.iter().enumerate() {
            let at = voice.first[k] + 2 * v;
            let share = 0.5 * (shares[at] + shares[at + 1]);
            let off = Coord { x: voice.z[at], y: voice.z[at + 1] } - solution.points[vertex.point];
            pulls[vertex.point].push(Pull { from: Puller::Sheet(s), share, residual: Some(off) });
        }
    }
}

fn of_fix(i: usize, fix: &locus_model::Fix, weight: f64, exact: f64, solution: &Solution, pulls: &mut [Vec<Pull>]) {
    let information = precision(fix.covariance, exact);
    let of = fix.of.len() as f64;
    let mean = fix.of.iter().fold(Coord::zero(), |sum, &p| sum + solution.points[p] / of);
    for &p in &fix.of {
        let to_mean = |row: usize, axis: usize| -> f64 {
            fix.of.iter().map(|&q| solution.covariance[(row, 2 * q + axis)]).sum::<f64>() / of
        };
        let (row, next) = (2 * p, 2 * p + 1);
        let easting = to_mean(row, 0) * information.m11 + to_mean(row, 1) * information.m12;
        let northing = to_mean(next, 0) * information.m12 + to_mean(next, 1) * information.m22;
        let share = 0.5 * (easting + northing) * weight / of;
        pulls[p].push(Pull { from: Puller::Fix(i), share, residual: Some(fix.at - mean) });
    }
}

/// What stated sizes, or right angles and straight walls, bring to each point.
fn of_equations(equations: &[Equation], solution: &Solution) -> Vec<f64> {
    let mut shares = vec![0.0; solution.points.len()];
    for Equation { slope, weight, .. } in equations {
        for &(row, s) in slope {
            let known: f64 = slope.iter().map(|&(other, t)| solution.covariance[(row, other)] * t).sum();
            shares[row / 2] += 0.5 * weight * s * known;
        }
    }
    shares
}
