//! How well the place of a thing is found from pins, beside the usual estimators, on the same simulated sets:
//! `cargo run -p locus-plan --example pins [trials]`. The table of docs/locate.md comes from here.
#![allow(missing_docs)]

#[path = "../tests/support/simulated_pins.rs"]
mod simulated_pins;

use geo::Coord;
use locus_plan::location::Posterior;
use simulated_pins::{SimulatedPin, observations, set};

const TRUTH: Coord = Coord { x: 500_000.0, y: 4_300_000.0 };

/// Seeds of the sets; the constants of `location` were looked at with others.
const FIRST_SEED: u64 = 50_000;

/// A name and what it makes of a set.
type Estimator = (&'static str, fn(&[SimulatedPin]) -> Coord);

const ESTIMATORS: [Estimator; 5] = [
    ("mean", mean),
    ("mean by 1/sd²", weighted_mean),
    ("median of coordinates", median),
    ("geometric median", geometric_median),
    ("Huber", huber),
];

/// What came of one set.
struct Trial {
    errors: [f64; ESTIMATORS.len() + 1],
    /// Whether the 50, 90 and 95 % regions and the 95 % circle hold the truth.
    held: [bool; 4],
    radius95_m: f64,
    modes: usize,
}

fn main() {
    let trials: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    println!("{trials} trials; RMSE / median, metres\n");
    let names: Vec<&str> = ESTIMATORS.iter().map(|(name, _)| *name).collect();
    println!(
        "| pins | {} | **Locus** | 50 / 90 / 95 % region holds | 95 % circle holds | its radius, median | several modes |",
        names.join(" | ")
    );
    println!("|{}", "---|".repeat(names.len() + 6));
    for count in [3, 5, 10, 30] {
        let of = |seed: u64| trial(&set(FIRST_SEED + seed, count, TRUTH));
        let half = trials / 2;
        let done: Vec<Trial> = std::thread::scope(|scope| {
            let first = scope.spawn(move || (0..half).filter_map(of).collect::<Vec<_>>());
            let second: Vec<Trial> = (half..trials).filter_map(of).collect();
            first.join().into_iter().flatten().chain(second).collect()
        });
        println!("| {count} | {}", row(&done));
    }
}

fn row(done: &[Trial]) -> String {
    let n = done.len() as f64;
    let share = |of: &dyn Fn(&Trial) -> bool| done.iter().filter(|t| of(t)).count() as f64 / n;
    let middle = |of: &dyn Fn(&Trial) -> f64| {
        let mut all: Vec<f64> = done.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let error = |e: usize| {
        let rmse = (done.iter().map(|t| t.errors[e].powi(2)).sum::<f64>() / n).sqrt();
        format!("{rmse:.0} / {:.0}", middle(&|t| t.errors[e]))
    };
    let errors: Vec<String> = (0..=ESTIMATORS.len()).map(error).collect();
    let [h50, h90, h95, circle] = std::array::from_fn(|i| share(&|t| t.held[i]));
    let several = share(&|t| t.modes > 1);
    let radius = middle(&|t| t.radius95_m);
    format!("{} | {h50:.3} / {h90:.3} / {h95:.3} | {circle:.3} | {radius:.0} m | {several:.2} |", errors.join(" | "))
}

fn trial(pins: &[SimulatedPin]) -> Option<Trial> {
    let observations = observations(pins);
    let posterior = Posterior::of(&observations)?;
    let modes = posterior.modes();
    let consensus = modes.first()?.at;
    let off = |at: Coord| (at.x - TRUTH.x).hypot(at.y - TRUTH.y);
    let mut errors = [0.0; ESTIMATORS.len() + 1];
    for (error, (_, estimate)) in errors.iter_mut().zip(ESTIMATORS) {
        *error = off(estimate(pins));
    }
    errors[ESTIMATORS.len()] = off(consensus);
    let radius95_m = posterior.radius95_m(consensus);
    let region = |level| posterior.holds(level, TRUTH);
    let held = [region(0.5), region(0.9), region(0.95), off(consensus) <= radius95_m];
    Some(Trial { errors, held, radius95_m, modes: modes.len() })
}

fn weighted(pins: &[SimulatedPin], weight: impl Fn(&SimulatedPin) -> f64) -> Coord {
    let total: f64 = pins.iter().map(&weight).sum();
    let sum = pins.iter().fold(Coord::zero(), |sum, p| sum + (p.at - TRUTH) * weight(p));
    TRUTH + sum / total
}

fn mean(pins: &[SimulatedPin]) -> Coord {
    weighted(pins, |_| 1.0)
}

fn weighted_mean(pins: &[SimulatedPin]) -> Coord {
    weighted(pins, |p| p.sd_m.powi(-2))
}

fn median(pins: &[SimulatedPin]) -> Coord {
    let middle = |of: fn(&SimulatedPin) -> f64| {
        let mut all: Vec<f64> = pins.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        0.5 * (all[(all.len() - 1) / 2] + all[all.len() / 2])
    };
    Coord { x: middle(|p| p.at.x), y: middle(|p| p.at.y) }
}

/// Weiszfeld's iteration, each pin weighted by its inverse stated standard deviation.
fn geometric_median(pins: &[SimulatedPin]) -> Coord {
    let distance = |p: &SimulatedPin, at: Coord| (p.at.x - at.x).hypot(p.at.y - at.y);
    (0..300).fold(median(pins), |at, _| weighted(pins, |p| 1.0 / (p.sd_m * distance(p, at).max(0.01))))
}

/// Huber's estimator with k = 1.345 in stated standard deviations times their median residual.
fn huber(pins: &[SimulatedPin]) -> Coord {
    let residual = |p: &SimulatedPin, at: Coord| (p.at.x - at.x).hypot(p.at.y - at.y) / p.sd_m;
    (0..100).fold(geometric_median(pins), |at, _| {
        let mut all: Vec<f64> = pins.iter().map(|p| residual(p, at)).collect();
        all.sort_by(f64::total_cmp);
        // The median length of a standard bivariate normal vector is 1.1774.
        let limit = 1.345 * (all[all.len() / 2] / 1.1774).max(1.0);
        weighted(pins, |p| p.sd_m.powi(-2) * (limit / residual(p, at).max(1e-9)).min(1.0))
    })
}
