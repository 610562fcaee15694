//! The similarity that most control points agree on, whatever the rest say.
//!
//! Point sets are small (a sheet has some dozens), so nothing is drawn at random: every pair of points proposes a
//! similarity, and each proposal is scored by the likelihood of a Gaussian for right points plus a uniform density for
//! wrong ones. MAGSAC++'s score is numerically equal to that one (arXiv 2512.19850). The width of the Gaussian is the
//! sheet's own: memory is wrong by metres where a survey is wrong by centimetres.

use crate::pair::{check, diagonal, square};
use crate::{Fit, FitError, Pair, fit, fit_mirrored};
use geo::Coord;
use locus_model::Method;

/// Prior share of wrong points.
const WRONG: f64 = 0.15;
/// Widths that are tried, as a share of the points' extent: from a survey to a poor memory.
const WIDTHS: [f64; 10] = [0.002, 0.004, 0.008, 0.015, 0.025, 0.04, 0.06, 0.09, 0.13, 0.2];
/// Middle and spread (natural logarithm) of the prior of the width: ordinary memory, and much room around it. Without
/// it two points fit each other exactly and call all others wrong.
const USUAL_WIDTH: (f64, f64) = (0.04, 0.8);

/// What most pairs agree on.
#[derive(Clone, Debug)]
pub struct Consensus {
    /// The similarity, fitted to all pairs weighted by how probably each is right.
    pub fit: Fit,
    /// Probability that each pair is right, in the order given.
    pub right: Vec<f64>,
    /// The sheet's robust scatter about the similarity: one standard deviation per axis, unit of the targets.
    pub sd: f64,
    /// Logarithm of the score: compares the sheet with its mirror image.
    pub log_likelihood: f64,
}

impl Consensus {
    /// The pairs that are more probably wrong than right, worst first: candidates, to be confirmed by a held-out test.
    pub fn doubted(&self) -> Vec<usize> {
        let mut out: Vec<usize> = (0..self.right.len()).filter(|&i| self.right[i] < 0.5).collect();
        out.sort_by(|&a, &b| self.right[a].total_cmp(&self.right[b]).then(a.cmp(&b)));
        out
    }
}

/// The similarity (of the mirror image, if so asked) that the pairs agree on best.
///
/// # Errors
/// As [`fit`] for a similarity.
pub fn consensus(pairs: &[Pair], mirrored: bool) -> Result<Consensus, FitError> {
    check(Method::Similarity, pairs)?;
    let similarity = |p: &[Pair]| if mirrored { fit_mirrored(p) } else { fit(Method::Similarity, p) };
    let scene = Scene::of(pairs);
    let mut best = (similarity(pairs)?, Score { log_likelihood: f64::NEG_INFINITY, width: 0.0 });
    best.1 = scene.score(&scene.misses(pairs, |c| best.0.apply(c)));
    for i in 0..pairs.len() {
        for j in i + 1..pairs.len() {
            let Some(carry) = through(&pairs[i], &pairs[j], mirrored, scene.reach) else { continue };
            let score = scene.score(&scene.misses(pairs, carry));
            if score.log_likelihood > best.1.log_likelihood
                && let Ok(polished) = scene.polish(pairs, carry, score, similarity)
                && polished.1.log_likelihood > best.1.log_likelihood
            {
                best = polished;
            }
        }
    }
    let misses = scene.misses(pairs, |c| best.0.apply(c));
    let right = misses.iter().zip(&scene.variances).map(|(&m, &v)| scene.right(m, v, best.1.width)).collect();
    Ok(Consensus { fit: best.0, right, sd: best.1.width, log_likelihood: best.1.log_likelihood })
}

#[derive(Clone, Copy)]
struct Score {
    log_likelihood: f64,
    /// Unit of the targets.
    width: f64,
}

/// What every proposal is scored against.
struct Scene {
    extent: f64,
    /// Two points nearer than this on the sheet propose nothing: their direction is noise.
    reach: f64,
    area: f64,
    variances: Vec<f64>,
}

impl Scene {
    fn of(pairs: &[Pair]) -> Self {
        let extent = diagonal(pairs.iter().map(|p| p.to));
        Self {
            extent,
            reach: 0.08 * diagonal(pairs.iter().map(|p| p.from)),
            area: extent * extent,
            variances: pairs.iter().map(|p| p.sd * p.sd).collect(),
        }
    }

    /// Squared distances of each pair from where `carry` puts it.
    fn misses(&self, pairs: &[Pair], carry: impl Fn(Coord) -> Coord) -> Vec<f64> {
        pairs.iter().map(|p| square(carry(p.from) - p.to)).collect()
    }

    fn gaussian(miss: f64, variance: f64) -> f64 {
        libm::exp(-0.5 * miss / variance) / (2.0 * std::f64::consts::PI * variance)
    }

    fn right(&self, miss: f64, variance: f64, width: f64) -> f64 {
        let good = (1.0 - WRONG) * Self::gaussian(miss, variance + width * width);
        good / (good + WRONG / self.area)
    }

    /// The best width for these distances, and the score with it.
    fn score(&self, misses: &[f64]) -> Score {
        let at = |share: f64| {
            let width = share * self.extent;
            let prior = libm::log(share / USUAL_WIDTH.0) / USUAL_WIDTH.1;
            let one = |(&m, &v): (&f64, &f64)| {
                libm::log((1.0 - WRONG) * Self::gaussian(m, v + width * width) + WRONG / self.area)
            };
            let sum: f64 = misses.iter().zip(&self.variances).map(one).sum();
            Score { log_likelihood: sum - 0.5 * prior * prior, width }
        };
        WIDTHS.iter().map(|&w| at(w)).fold(Score { log_likelihood: f64::NEG_INFINITY, width: 0.0 }, |a, b| {
            if b.log_likelihood > a.log_likelihood { b } else { a }
        })
    }

    /// Expectation-maximisation from a proposal: fit to all, each weighted by how probably it is right.
    fn polish(
        &self,
        pairs: &[Pair],
        carry: impl Fn(Coord) -> Coord,
        mut score: Score,
        similarity: impl Fn(&[Pair]) -> Result<Fit, FitError>,
    ) -> Result<(Fit, Score), FitError> {
        let mut misses = self.misses(pairs, carry);
        let mut fitted = similarity(pairs)?;
        for _ in 0..10 {
            let weighted: Vec<Pair> = (0..pairs.len())
                .map(|i| {
                    let variance = self.variances[i] + score.width * score.width;
                    let right = self.right(misses[i], self.variances[i], score.width).max(1e-9);
                    Pair { sd: (variance / right).sqrt(), ..pairs[i] }
                })
                .collect();
            fitted = similarity(&weighted)?;
            misses = self.misses(pairs, |c| fitted.apply(c));
            score = self.score(&misses);
        }
        Ok((fitted, score))
    }
}

/// The similarity through two pairs; `None` where they are too near each other. Complex numbers: X = k x + t.
fn through(a: &Pair, b: &Pair, mirrored: bool, reach: f64) -> Option<impl Fn(Coord) -> Coord + Copy + use<>> {
    let sign = if mirrored { -1.0 } else { 1.0 };
    let flip = move |c: Coord| Coord { x: c.x, y: sign * c.y };
    let (p, d, e) = (flip(a.from), flip(b.from) - flip(a.from), b.to - a.to);
    let d2 = square(d);
    if d2 <= reach * reach || d2 == 0.0 {
        return None;
    }
    let k = Coord { x: (d.x * e.x + d.y * e.y) / d2, y: (d.x * e.y - d.y * e.x) / d2 };
    let to = a.to;
    Some(move |c: Coord| {
        let q = flip(c) - p;
        to + Coord { x: k.x * q.x - k.y * q.y, y: k.y * q.x + k.x * q.y }
    })
}
