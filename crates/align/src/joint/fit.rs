//! What is left of each vertex once its voice's distortion is fitted, and what that says about weights and variances.

use super::State;
use super::design::Role;
use super::memory::{Moments, UNIT_DOF, VERTEX_DOF};
use super::voice::{Voice, sheet_extent, square};
use geo::Coord;
use locus_model::Network;
use nalgebra::{DMatrix, DVector};

/// The parameters of a voice, given where the points are, and what they leave of each row.
pub(super) struct Fit {
    parameters: Vec<f64>,
    left: DVector<f64>,
}

impl Fit {
    pub fn of(voice: &Voice, points: &[Coord]) -> Self {
        let at = |row: &usize| if row.is_multiple_of(2) { points[row / 2].x } else { points[row / 2].y };
        let mut left = &voice.z - DVector::from_iterator(voice.rows.len(), voice.rows.iter().map(at));
        let mut parameters = vec![0.0; voice.parameters.len()];
        let half = &voice.half * &left;
        let whole = voice.normal.other_half(&DMatrix::from_column_slice(half.len(), 1, half.as_slice()));
        voice.whole.iter().zip(whole.iter()).for_each(|(&p, &value)| parameters[p] = value);
        left -= (&voice.design * whole).column(0);
        for group in &voice.groups {
            let own = group.fit(&mut left);
            group.parameters.iter().zip(own.iter()).for_each(|(&p, &value)| parameters[p] = value);
        }
        Self { parameters, left }
    }

    /// New weights from what is left of each vertex and from how far each building is displaced.
    pub fn reweigh(&self, voice: &Voice, network: &Network, state: &mut State) {
        let variance = |state: &State, role| state.components.variance(voice.of_sites, role);
        for (k, &s) in voice.sheets.iter().enumerate() {
            let size2 = square(sheet_extent(&network.sheets[s]));
            let (hand, unit) = (variance(state, Role::Hand) * size2, variance(state, Role::Unit) * size2);
            for v in 0..network.sheets[s].vertices.len() {
                let at = voice.first[k] + 2 * v;
                let d2 = (square(self.left[at]) + square(self.left[at + 1])) / hand;
                if state.model.heavy_tails {
                    state.vertices[s][v] = (VERTEX_DOF + 2.0) / (VERTEX_DOF + d2);
                }
                state.w[s][v] = d2.sqrt();
            }
            for (u, &first) in voice.units[k].iter().enumerate() {
                let shift = Coord { x: self.parameters[first], y: self.parameters[first + 1] };
                let heavy = (UNIT_DOF + 2.0) / (UNIT_DOF + (square(shift.x) + square(shift.y)) / unit);
                let weight = if state.model.heavy_tails { heavy } else { 1.0 };
                state.units[s][u] = (weight, shift);
            }
        }
    }

    /// Expected squares of parameters and of the hand's errors over their variances, given the covariance of the points.
    ///
    /// With `G` the gain of the parameters and `K` their prior precision, the covariance of a voice's residuals has, in the metric of
    /// the weights `W`, the trace `tr(C Q) - tr(K G C Gᵀ) + tr(I - K M⁻¹)`: the residuals themselves are never needed.
    pub fn moments(&self, voice: &Voice, covariance: &DMatrix<f64>) -> Moments {
        let carried = voice.carried(covariance);
        let inner = &carried * voice.half.transpose();
        let mut information = -inner.trace();
        let onto = voice.normal.other_half(&carried);
        // L⁻ᵀ (I + H C Hᵀ) L⁻¹
        let half = voice.normal.other_half(&(inner + DMatrix::identity(voice.whole.len(), voice.whole.len())));
        let spread = voice.normal.other_half(&half.transpose());
        let mut variances = vec![0.0; self.parameters.len()];
        voice.whole.iter().enumerate().for_each(|(i, &p)| variances[p] = spread[(i, i)]);
        for group in &voice.groups {
            let known = voice.of_group(group, covariance);
            information -= group.taken(&known);
            let across = onto.select_columns(&group.rows);
            let own = group.variances(&known, &voice.design.select_rows(&group.rows), &spread, &across);
            group.parameters.iter().zip(own).for_each(|(&p, value)| variances[p] = value);
        }
        let mut moments = Moments::default();
        let mut unexplained = self.parameters.len() as f64;
        for ((&(role, prior), value), variance) in voice.parameters.iter().zip(&self.parameters).zip(&variances) {
            moments.add(voice.of_sites, role, (square(*value) + variance) / prior, 1.0);
            unexplained -= variance / prior;
        }
        let of_row = |(i, w): (usize, &f64)| w * (square(self.left[i]) + covariance[(voice.rows[i], voice.rows[i])]);
        let rows: f64 = voice.weight.iter().enumerate().map(of_row).sum();
        moments.add(voice.of_sites, Role::Hand, rows + information + unexplained, voice.rows.len() as f64);
        moments
    }
}
