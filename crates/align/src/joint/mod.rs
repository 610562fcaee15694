//! One least-squares adjustment of everything: all sheets, what imagery shows, pins and stated sizes.
//!
//! **Model** (least-squares collocation; Moritz 1980, *Advanced Physical Geodesy*, ch. 14). A sheet, laid down by its
//! similarity, shows the point at `x` at
//! `z = x + A(x) f + w(x) + u_b + B_b(x) t_b + h`: a frame `f` (shift, turn, scale, and a stretch), a smooth field `w`, a
//! displacement `u` and a turn and scale `t` of each building `b`, and the hand's error `h`. On a sheet of one building its walls
//! are displaced instead. All but the shift, turn and scale of the whole sheet have mean 0 and a variance that all
//! sheets of a kind share (`memory.rs`); sheets of one voice have half of `w` and `u` in common.
//!
//! **Solution.** Given the weights and variances the model is linear: the parameters of the sheets of one voice are
//! eliminated, first those of buildings and walls (`group.rs`), which touch few rows, then the others (`voice.rs`). The points
//! remain (`system.rs`), and the inverse of their normal matrix is their covariance (`tiles.rs`). Around it, in turn: weights of a Student-t for vertices, buildings, pins and statements (Lange, Little & Taylor 1989, JASA
//! 84), and the variance components by expectation and maximisation under an inverse-gamma prior, with the posterior
//! second moments, which is REML in the limit (Searle, Casella & McCulloch 1992, *Variance Components*, section 8.3).
//!
//! **Doubt.** What every witness gets wrong alike is not estimated but considered (Schmidt 1966, in *Advances in Control
//! Systems* 3; `consider.rs`), and the ellipse is widened for variances that were estimated themselves.

mod consider;
mod design;
mod exchange;
mod field;
mod fit;
mod group;
mod memory;
mod pulls;
mod questions;
mod size;
mod spd;
mod structure;
mod system;
#[cfg(test)]
mod textbook;
mod tiles;
mod voice;

use fit::Fit;
use geo::Coord;
use locus_model::{AdjustedPoint, AdjustedSheet, Adjustment, CHI2_95_2DOF, Covariance, Network};
use memory::{Components, Moments};
use nalgebra::DMatrix;
use rayon::prelude::*;
pub use structure::{RIGHT_ANGLE_SD_RAD, STRAIGHT_SD};
use system::{Solution, solve};
use voice::Voice;

/// Rounds of weights; they settle in about eight.
const ROUNDS: usize = 10;
/// Rounds in which the variance components are estimated: the first ones work with guesses of the points.
const ESTIMATED: [usize; 5] = [1, 2, 4, 6, 8];

/// Weight of the usual variances in the ellipse, in degrees of freedom.
const USUAL_DEGREES: f64 = 8.0;

/// What changes from round to round.
struct State {
    model: Model,
    points: Vec<Coord>,
    vertices: Vec<Vec<f64>>,
    w: Vec<Vec<f64>>,
    units: Vec<Vec<(f64, Coord)>>,
    fixes: Vec<f64>,
    stated: Vec<f64>,
    components: Components,
}

impl State {
    fn new(model: Model, network: &Network) -> Self {
        let ones = |n: usize| vec![1.0; n];
        Self {
            model,
            points: network.points.clone(),
            vertices: network.sheets.iter().map(|s| ones(s.vertices.len())).collect(),
            w: network.sheets.iter().map(|s| vec![0.0; s.vertices.len()]).collect(),
            units: network.sheets.iter().map(|s| vec![(1.0, Coord::zero()); s.units.len()]).collect(),
            fixes: ones(network.fixes.len()),
            stated: ones(network.stated.len()),
            components: Components::prior(),
        }
    }
}

/// Which parts of the model are used: all of them, but for the table that shows what each is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// The smooth field of each sheet.
    pub field: bool,
    /// Buildings, and walls of a single one, remembered as units.
    pub units: bool,
    /// Weights of a Student-t; without them every observation counts in full.
    pub heavy_tails: bool,
    /// The bias that all witnesses share.
    pub consider: bool,
}

/// All parts.
pub const FULL: Model = Model { field: true, units: true, heavy_tails: true, consider: true };

/// Adjusts the network with the full model; see [`adjust_by`].
pub fn adjust(network: &Network) -> Adjustment {
    adjust_by(FULL, network)
}

/// Adjusts the network. Every point gets a place and a covariance; a point that nothing holds keeps its first guess and a
/// covariance as wide as the network is large, many times over.
pub fn adjust_by(model: Model, network: &Network) -> Adjustment {
    let Some(centred) = Centred::of(network) else { return Adjustment::default() };
    let network = &centred.network;
    let mut state = State::new(model, network);
    // The first weights come from the first guess, a median: a first solution with equal weights would let one exchanged
    // building of three pull the others after it.
    let voices = Voice::all(network, &state);
    reweigh(network, &mut state, &voices, None);
    exchange::spread(network, &mut state);
    let mut last = None;
    for round in 0..ROUNDS {
        let voices = Voice::all(network, &state);
        let Some((points, normal)) = solve(network, &state, &voices) else { break };
        state.points = points;
        if model.heavy_tails {
            system::reweight(network, &mut state);
        }
        let covariance = ESTIMATED.contains(&round).then(|| normal.inverse());
        reweigh(network, &mut state, &voices, covariance.as_ref());
        last = Some((voices, normal));
    }
    match last {
        Some((voices, normal)) => {
            let solution = Solution { points: state.points.clone(), covariance: normal.inverse() };
            centred.result(&state, &voices, &solution)
        }
        None => centred.unadjusted(&state),
    }
}

/// New weights from what each voice's distortion leaves; new variances too, where the covariance of the points is given.
fn reweigh(network: &Network, state: &mut State, voices: &[Voice], covariance: Option<&DMatrix<f64>>) {
    let fit = |voice: &Voice| {
        let fit = Fit::of(voice, &state.points);
        let moments = covariance.map(|covariance| fit.moments(voice, covariance));
        (fit, moments)
    };
    let fits: Vec<(Fit, Option<Moments>)> = voices.par_iter().with_max_len(1).map(fit).collect();
    let mut all = Moments::default();
    for (voice, (fit, moments)) in voices.iter().zip(&fits) {
        fit.reweigh(voice, network, state);
        moments.iter().for_each(|moments| all.join(moments));
    }
    if covariance.is_some() {
        state.components.update(&all);
    }
}

/// The network moved to its own middle: eastings of 500 km cost seven digits.
struct Centred {
    network: Network,
    middle: Coord,
}

impl Centred {
    fn of(network: &Network) -> Option<Self> {
        let n = network.points.len();
        let middle = network.points.iter().fold(Coord::zero(), |sum, &p| sum + p / n as f64);
        if n == 0 || !(middle.x.is_finite() && middle.y.is_finite()) {
            return None;
        }
        let mut network = network.clone();
        network.points.iter_mut().for_each(|p| *p = *p - middle);
        network.fixes.iter_mut().for_each(|f| f.at = f.at - middle);
        network.sheets.iter_mut().flat_map(|s| &mut s.vertices).for_each(|v| v.at = v.at - middle);
        Some(Self { network, middle })
    }

    /// Where numbers overflow and nothing can be solved: the first guesses, and that nothing is known of them.
    fn unadjusted(&self, state: &State) -> Adjustment {
        let nothing = Covariance::isotropic(system::unknown_m(&self.network));
        let point = |&at: &Coord| AdjustedPoint {
            at: at + self.middle,
            covariance: nothing,
            shared: Covariance::default(),
            pulls: Vec::new(),
        };
        Adjustment {
            points: self.network.points.iter().map(point).collect(),
            sheets: self.sheets(state),
            fix_weights: state.fixes.clone(),
            stated_weights: state.stated.clone(),
            gains_m2: vec![0.0; self.network.questions.len()],
            components: Vec::new(),
        }
    }

    fn sheets(&self, state: &State) -> Vec<AdjustedSheet> {
        let sheet = |i: usize| AdjustedSheet {
            vertices: state.vertices[i].clone(),
            w: state.w[i].clone(),
            units: state.units[i].clone(),
        };
        (0..self.network.sheets.len()).map(sheet).collect()
    }

    fn result(&self, state: &State, voices: &[Voice], solution: &Solution) -> Adjustment {
        let shared = consider::shared(&self.network, state, voices, solution);
        let pulls = pulls::of_points(&self.network, state, voices, solution);
        let widening = small_sample(degrees(voices));
        let point = |(i, pulls)| {
            let formal = block(&solution.covariance, i).scaled(widening);
            let shared: Covariance = shared[i];
            AdjustedPoint { at: solution.points[i] + self.middle, covariance: formal.plus(shared), shared, pulls }
        };
        Adjustment {
            points: pulls.into_iter().enumerate().map(point).collect(),
            sheets: self.sheets(state),
            fix_weights: state.fixes.clone(),
            stated_weights: state.stated.clone(),
            gains_m2: questions::gains(&self.network, solution),
            components: state.components.table(),
        }
    }
}

/// The covariance of one point.
fn block(covariance: &DMatrix<f64>, point: usize) -> Covariance {
    let i = 2 * point;
    Covariance { ee: covariance[(i, i)], en: covariance[(i, i + 1)], nn: covariance[(i + 1, i + 1)] }
}

/// F(0.95; 2, dof) times 2 over chi-square(0.95; 2): the widening of a 95 % ellipse whose scale was estimated. For two
/// numerator degrees of freedom the F quantile is closed: dof / 2 (0.05^(-2 / dof) - 1).
fn small_sample(dof: f64) -> f64 {
    dof * (libm::pow(0.05, -2.0 / dof) - 1.0) / CHI2_95_2DOF
}

/// Degrees of freedom behind the variances: a person's buildings are displaced by one memory, so it is people that count,
/// beside what was known before.
fn degrees(voices: &[Voice]) -> f64 {
    let people: std::collections::BTreeSet<usize> = voices.iter().map(Voice::number).collect();
    USUAL_DEGREES + 2.0 * (people.len() as f64 - 1.0)
}

/// Diagonal of the bounding box.
fn extent(points: impl Iterator<Item = Coord>) -> f64 {
    crate::pair::diagonal(points)
}
