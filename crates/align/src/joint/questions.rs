//! What an answer would teach.
//!
//! A distance with slopes `a` and variance `s²` changes the covariance by `-C a aᵀ C / (aᵀ C a + s²)` whatever its value
//! turns out to be, so its gain, the drop of the sum of all variances, is known before the question is asked
//! (Bayesian A-optimality; Chaloner & Verdinelli 1995, *Statistical Science* 10, section 2.2).

use super::size::slope;
use super::system::Solution;
use locus_model::Network;
use nalgebra::DVector;

/// The gain of each question of the network, square metres.
pub(super) fn gains(network: &Network, solution: &Solution) -> Vec<f64> {
    let gain = |asked: &locus_model::Size| {
        let (_, slope) = slope(&asked.of, &solution.points);
        let mut effect = DVector::zeros(solution.covariance.nrows());
        for &(row, s) in &slope {
            effect.axpy(s, &solution.covariance.column(row), 1.0);
        }
        let known: f64 = slope.iter().map(|&(row, s)| s * effect[row]).sum();
        effect.norm_squared() / (known + asked.sd * asked.sd)
    };
    network.questions.iter().map(gain).collect()
}
