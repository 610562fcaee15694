//! How well a spot agrees with everything that was said, whoever may be wrong and however overconfident.

use super::Observation;
use super::clue::Likelihood;
use geo::{Coord, Rect};

/// How much wider than stated pins may scatter: values of the factor that are averaged over, half an octave apart.
pub(super) const SCALES: [f64; 6] =
    [1.0, std::f64::consts::SQRT_2, 2.0, 2.0 * std::f64::consts::SQRT_2, 4.0, 4.0 * std::f64::consts::SQRT_2];

/// Prior of [`SCALES`]: the factor squared is inverse-gamma of shape 3 and mean 5, so that a stated 95 % holds about
/// half, as measured (see the module).
const SCALE_PRIOR_RATE: f64 = 10.0;
const SCALE_PRIOR_SHAPE: i32 = 3;

/// The share of gross mistakes, with the prior of each: Beta(2, 8), mean 0.2.
const MISTAKES: [(f64, f64); 3] = [(0.05, 0.32), (0.15, 0.45), (0.3, 0.23)];

/// Factors multiplied before their logarithm is taken: few enough that the product stays a number.
const CHUNK: usize = 8;

/// Logarithms, one for each share of mistakes and each scale.
type Terms = [[f64; SCALES.len()]; MISTAKES.len()];

/// Everything said about one place.
pub(super) struct Belief<'o> {
    likelihoods: Vec<(Likelihood<'o>, f64)>,
    /// Log prior of each term.
    prior: Terms,
    /// Log of the share of mistakes, times all that was said.
    mistakes: [f64; MISTAKES.len()],
}

/// The product of the mixtures at a spot, as logarithms.
struct Joint {
    /// Whoever may be wrong.
    terms: Terms,
    /// Everybody being wrong, by share of mistakes.
    all_wrong: [f64; MISTAKES.len()],
}

/// What a spot says about the observations.
pub(super) struct Verdict {
    /// Posterior mean of the scale at that spot.
    pub scale: f64,
    /// For each observation the probability that it is a mistake, were the place there.
    pub mistaken: Vec<f64>,
}

impl<'o> Belief<'o> {
    pub fn new(observations: &'o [Observation], ground: Rect) -> Self {
        let likelihoods: Vec<_> =
            observations.iter().map(|o| (Likelihood::new(&o.clue, ground), o.share.clamp(0.0, 1.0))).collect();
        let shares: f64 = likelihoods.iter().map(|(_, share)| share).sum();
        let mistakes = MISTAKES.map(|(share, _)| shares * share.ln());
        let weights = SCALES.map(|k| k.powi(-2 * SCALE_PRIOR_SHAPE) * (-SCALE_PRIOR_RATE / (k * k)).exp());
        let total: f64 = weights.iter().sum();
        let prior = MISTAKES.map(|(_, prior)| weights.map(|w| (prior * w / total).ln()));
        Self { likelihoods, prior, mistakes }
    }

    /// Log of the density at a spot, at least one observation being right; unnormalised, 1 being that of a ground
    /// about which nothing was said.
    pub fn ln_density(&self, at: Coord) -> f64 {
        let terms = self.right(&self.joint(at));
        let most = terms.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        if most == f64::NEG_INFINITY {
            return most;
        }
        most + terms.iter().flatten().map(|t| (t - most).exp()).sum::<f64>().ln()
    }

    /// Log of the density at a spot, every observation being a mistake; on the scale of [`Self::ln_density`].
    pub fn ln_all_wrong(&self, at: Coord) -> f64 {
        let all_wrong = self.joint(at).all_wrong;
        MISTAKES.iter().zip(all_wrong).map(|((_, prior), ln)| prior * ln.exp()).sum::<f64>().ln()
    }

    /// What a spot says about the observations.
    pub fn verdict(&self, at: Coord) -> Verdict {
        let joint = self.joint(at);
        let terms = self.right(&joint);
        let most = terms.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights = terms.map(|row| row.map(|t| (t - most).exp()));
        let total: f64 = weights.iter().flatten().sum();
        let scale = weights.iter().flat_map(|row| row.iter().zip(SCALES)).map(|(w, k)| w * k).sum::<f64>() / total;
        let mut mistaken = Vec::with_capacity(self.likelihoods.len());
        for (likelihood, _) in &self.likelihoods {
            let (ratios, astray) = (likelihood.ratios(at), likelihood.astray(at));
            let mut sum = 0.0;
            for (g, (share, _)) in MISTAKES.iter().enumerate() {
                for (k, ratio) in ratios.iter().enumerate() {
                    let wrong = share * astray / ((1.0 - share) * ratio + share * astray);
                    // Of the cases in which it is wrong, those in which all are wrong do not count.
                    let none = (joint.all_wrong[g] - joint.terms[g][k]).exp().min(1.0);
                    if none < 1.0 {
                        sum += weights[g][k] * ((wrong - none) / (1.0 - none)).clamp(0.0, 1.0);
                    }
                }
            }
            mistaken.push(sum / total);
        }
        Verdict { scale, mistaken }
    }

    fn joint(&self, at: Coord) -> Joint {
        let (mut terms, mut all_astray) = ([[0.0; SCALES.len()]; MISTAKES.len()], 0.0);
        for chunk in self.likelihoods.chunks(CHUNK) {
            let (mut product, mut wrong) = ([[1.0; SCALES.len()]; MISTAKES.len()], 1.0);
            for (likelihood, share) in chunk {
                let counted = |ratio: f64| if *share < 1.0 { ratio.powf(*share) } else { ratio };
                let (ratios, astray) = (likelihood.ratios(at), likelihood.astray(at));
                wrong *= counted(astray);
                for (row, (mistakes, _)) in product.iter_mut().zip(MISTAKES) {
                    for (product, ratio) in row.iter_mut().zip(ratios) {
                        *product *= counted((1.0 - mistakes) * ratio + mistakes * astray);
                    }
                }
            }
            all_astray += wrong.ln();
            terms.iter_mut().flatten().zip(product.iter().flatten()).for_each(|(ln, p)| *ln += p.ln());
        }
        Joint { terms, all_wrong: self.mistakes.map(|mistakes| mistakes + all_astray) }
    }

    /// Log of the weight of each term, the case taken out in which every observation is a mistake.
    fn right(&self, joint: &Joint) -> Terms {
        std::array::from_fn(|g| {
            std::array::from_fn(|k| {
                let none = (joint.all_wrong[g] - joint.terms[g][k]).exp();
                if none < 1.0 { self.prior[g][k] + joint.terms[g][k] + (-none).ln_1p() } else { f64::NEG_INFINITY }
            })
        })
    }
}
