//! Intervals: what the figures would be without each place, or each group of places.
//!
//! Cluster jackknife around the whole (CV3 of MacKinnon, Nielsen & Webb 2023, *Journal of Applied Econometrics* 38:671):
//! `variance = (G - 1) / G * sum over places (without - whole)²`, and Student's t with G - 1 degrees of freedom.

use super::Figures;
use crate::reliability::critical_f2;
use locus_model::Estimate;

/// What lies outside an interval.
const OUTSIDE: f64 = 0.05;
/// Quantile of the standard Gaussian that leaves half of it on either side.
const Z: f64 = 1.959_963_984_540_054;

/// The figures of all points, and of all but those of each place or group of places.
pub struct Jackknife {
    pub whole: Figures,
    pub without: Vec<Figures>,
}

impl Jackknife {
    /// A figure and its interval.
    pub fn estimate(&self, get: impl Fn(&Figures) -> f64) -> Estimate {
        self.estimate_by(get, |difference| difference)
    }

    /// The same of an angle: `wrap` makes the difference of two of them small.
    pub fn estimate_by(&self, get: impl Fn(&Figures) -> f64, wrap: fn(f64) -> f64) -> Estimate {
        let value = get(&self.whole);
        let half = student95(self.degrees()) * self.variance(|f| wrap(get(f) - value)).sqrt();
        Estimate { value, low: value - half, high: value + half }
    }

    /// The radius around a vector that holds it (Scheffé 1953), its two components taken to be equally uncertain.
    pub fn radius(&self, get: impl Fn(&Figures) -> [f64; 2]) -> f64 {
        let [x, y] = get(&self.whole);
        let variance = 0.5 * (self.variance(|f| get(f)[0] - x) + self.variance(|f| get(f)[1] - y));
        (2.0 * critical_f2(OUTSIDE, 2.0 * self.degrees()) * variance).sqrt()
    }

    fn variance(&self, difference: impl Fn(&Figures) -> f64) -> f64 {
        let squares: f64 = self.without.iter().map(|f| difference(f) * difference(f)).sum();
        squares * self.degrees() / self.without.len() as f64
    }

    fn degrees(&self) -> f64 {
        self.without.len() as f64 - 1.0
    }
}

/// The value that Student's t exceeds on either side with a probability of 5 % in all: Abramowitz & Stegun (1964), 26.7.5,
/// right to 0.1 % from four degrees of freedom on.
pub fn student95(dof: f64) -> f64 {
    let odd = |power: i32| Z.powi(power);
    let terms = [
        (odd(3) + Z) / 4.0,
        (5.0 * odd(5) + 16.0 * odd(3) + 3.0 * Z) / 96.0,
        (3.0 * odd(7) + 19.0 * odd(5) + 17.0 * odd(3) - 15.0 * Z) / 384.0,
        (79.0 * odd(9) + 776.0 * odd(7) + 1482.0 * odd(5) - 1920.0 * odd(3) - 945.0 * Z) / 92_160.0,
    ];
    terms.iter().rev().fold(0.0, |sum, term| (sum + term) / dof) + Z
}
