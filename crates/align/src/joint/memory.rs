//! How memory distorts a sheet: the parts, their usual size, and what all sheets of a kind say about it.
//!
//! The usual sizes are those of [`crate::memory`], from the cognitive-mapping literature and calibrated once; the data
//! change them by a factor each, as if [`PRIOR`] observations of the usual size had been seen before.

use super::design::Role;
use locus_model::Component;

/// Weight of the usual variances, in observations.
const PRIOR: f64 = 20.0;
/// A variance is never estimated below this share of the usual one: a few sheets that agree by luck are no proof.
const LEAST: f64 = 0.02;

/// The parts whose variance is estimated; standard deviations as shares of the extent, of turns in radians.
const PARTS: [(Role, &str, f64); 6] = [
    (Role::Stretch, "stretch", 0.12),
    (Role::Warp, "warp", 0.03),
    (Role::Unit, "unit", 0.035),
    (Role::Turn, "turn", 0.11),
    (Role::Wall, "wall", 0.015),
    (Role::Hand, "hand", 0.012),
];

/// Correlation length of the warp, as a share of the extent.
pub(super) const LENGTH: f64 = 0.35;
/// Degrees of freedom of the Student-t of single vertices.
pub(super) const VERTEX_DOF: f64 = 5.0;
/// Of whole buildings: heavier tails, for exchanged buildings.
pub(super) const UNIT_DOF: f64 = 4.0;
/// Share of the variance of warp and displacements that the sheets of one voice have in common.
pub(super) const VOICE_SHARE: f64 = 0.5;

/// Sums of squares over variances, and how many, for each kind of sheet and part.
#[derive(Default)]
pub(super) struct Moments([[(f64, f64); PARTS.len()]; 2]);

impl Moments {
    pub fn add(&mut self, of_sites: bool, role: Role, sum: f64, count: f64) {
        if let Some(part) = index(role) {
            let (s, n) = &mut self.0[usize::from(of_sites)][part];
            *s += sum;
            *n += count;
        }
    }

    #[cfg(test)]
    pub fn of(&self, of_sites: bool, role: Role) -> (f64, f64) {
        index(role).map_or((0.0, 0.0), |part| self.0[usize::from(of_sites)][part])
    }

    pub fn join(&mut self, other: &Self) {
        for ((s, n), (sum, count)) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *s += sum;
            *n += count;
        }
    }
}

/// The factors of the usual variances, and the observations behind them.
pub(super) struct Components {
    factor: [[f64; PARTS.len()]; 2],
    seen: [[f64; PARTS.len()]; 2],
}

impl Components {
    pub fn prior() -> Self {
        Self { factor: [[1.0; PARTS.len()]; 2], seen: [[0.0; PARTS.len()]; 2] }
    }

    /// Variance of a part; of lengths as a share of the squared extent.
    pub fn variance(&self, of_sites: bool, role: Role) -> f64 {
        index(role).map_or(1.0, |part| self.factor[usize::from(of_sites)][part] * PARTS[part].2 * PARTS[part].2)
    }

    pub fn update(&mut self, moments: &Moments) {
        for kind in 0..2 {
            for part in 0..PARTS.len() {
                let (sum, count) = moments.0[kind][part];
                let factor = (PRIOR + self.factor[kind][part] * sum) / (PRIOR + count);
                self.factor[kind][part] = factor.max(LEAST);
                self.seen[kind][part] = count;
            }
        }
    }

    pub fn table(&self) -> Vec<Component> {
        let row = |kind: usize, part: usize| Component {
            of_sites: kind == 1,
            name: PARTS[part].1,
            sd_share: self.factor[kind][part].sqrt() * PARTS[part].2,
            degrees: PRIOR + self.seen[kind][part],
        };
        let seen = |kind: usize, part: usize| self.seen[kind][part] > 0.0;
        let all = (0..2).flat_map(|kind| (0..PARTS.len()).map(move |part| (kind, part)));
        all.filter(|&(kind, part)| seen(kind, part)).map(|(kind, part)| row(kind, part)).collect()
    }
}

fn index(role: Role) -> Option<usize> {
    PARTS.iter().position(|(r, ..)| *r == role)
}
