//! Sets of pins of which the truth is known: overconfident, heavy-tailed, some of them gross mistakes.

use geo::Coord;
use locus_plan::location::{Clue, Observation};

/// The square over which gross mistakes fall, metres; the place is in its middle.
const GROUND_M: f64 = 4000.0;

/// A small generator of even bits (SplitMix64; Steele, Lea & Flood 2014), so that the sets never change.
pub struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635)
    }

    /// Even between 0 and 1.
    pub fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Standard normal (Box & Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.even()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.even()).cos()
    }
}

/// One pin: where it was put, and the stated standard deviation per axis, metres.
#[derive(Clone, Copy)]
pub struct SimulatedPin {
    pub at: Coord,
    pub sd_m: f64,
}

/// `count` pins around `truth`. Stated standard deviations about 60 m; true ones about twice that, by a factor that all
/// share and that itself scatters by 15 %; Student-t tails of 5 degrees of freedom; 15 of 100 anywhere in a square of 4 km.
pub fn set(seed: u64, count: usize, truth: Coord) -> Vec<SimulatedPin> {
    let mut draws = Draws::new(seed);
    let factor = 2.0 * (0.15 * draws.normal()).exp();
    (0..count)
        .map(|_| {
            let sd_m = 60.0 * (0.4 * draws.normal()).exp();
            let off = if draws.even() < 0.15 {
                Coord { x: (draws.even() - 0.5) * GROUND_M, y: (draws.even() - 0.5) * GROUND_M }
            } else {
                let chi2: f64 = (0..5).map(|_| draws.normal().powi(2)).sum();
                let scale = factor * sd_m * (5.0 / chi2).sqrt();
                Coord { x: scale * draws.normal(), y: scale * draws.normal() }
            };
            SimulatedPin { at: truth + off, sd_m }
        })
        .collect()
}

/// The pins as observations of independent voices.
pub fn observations(pins: &[SimulatedPin]) -> Vec<Observation> {
    pins.iter().map(|p| Observation { clue: Clue::Pin { at: p.at, sd_m: p.sd_m }, share: 1.0 }).collect()
}
