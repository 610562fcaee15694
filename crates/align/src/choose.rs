//! Which single transformation do the control points support?
//!
//! The one-standard-error rule (Breiman et al. 1984, *Classification and Regression Trees*, section 3.4.3), on squared
//! held-out errors: a more complex method must beat the simpler one by more than one standard error of the paired
//! differences, else the simpler one stands. Fit residuals cannot decide: they always fall with more parameters. A
//! homography is never chosen for a memory: it has a horizon, and nobody remembers in perspective.

use crate::{Fit, FitError, Pair, Smoothing, fit, fit_thin_plate};
use locus_model::Method;

/// The methods that are tried, simplest first.
pub const CLASSICAL: [Method; 4] = [Method::Similarity, Method::Affine, Method::Polynomial2, Method::ThinPlateSpline];

/// One method that was tried.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The fit; an error where the pairs do not allow it.
    pub fit: Result<Fit, FitError>,
    /// Its held-out root mean square, unit of the targets; `None` where a point cannot be held out.
    pub loo_rms: Option<f64>,
}

/// The [`CLASSICAL`] methods, the spline a smoothing one (λ by restricted likelihood), with the index of the one that the
/// held-out errors support.
///
/// # Errors
/// That of the similarity, where not even that can be fitted.
pub fn choose(pairs: &[Pair]) -> Result<(usize, Vec<Candidate>), FitError> {
    fit(Method::Similarity, pairs)?;
    let fits = CLASSICAL.map(|method| match method {
        Method::ThinPlateSpline => fit_thin_plate(pairs, Smoothing::Reml),
        other => fit(other, pairs),
    });
    let candidates = fits.map(|fit| Candidate { loo_rms: fit.as_ref().ok().and_then(Fit::loo_rms), fit }).to_vec();
    let mut chosen = 0;
    for next in 1..candidates.len() {
        if beats(&candidates[next], &candidates[chosen]) {
            chosen = next;
        }
    }
    Ok((chosen, candidates))
}

fn squares(candidate: &Candidate) -> Option<Vec<f64>> {
    let errors = candidate.fit.as_ref().ok()?.leave_one_out();
    errors.into_iter().map(|e| e.map(|e| e.x * e.x + e.y * e.y)).collect()
}

/// Whether `complex` is better than `simple` by more than one standard error.
fn beats(complex: &Candidate, simple: &Candidate) -> bool {
    let (Some(new), Some(old)) = (squares(complex), squares(simple)) else { return false };
    let gains: Vec<f64> = old.iter().zip(&new).map(|(o, n)| o - n).collect();
    let n = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / (n - 1.0);
    mean > (variance / n).sqrt()
}
