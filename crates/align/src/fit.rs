//! Pairs to a transformation, and what can be asked of it.

use crate::linear::{Basis, Linear};
use crate::pair::{Frame, check, length};
use crate::projective::Homography;
use crate::thin_plate::{Smoothing, ThinPlate};
use crate::{FitError, NoInverse, Pair};
use geo::Coord;
use locus_model::{Covariance, Method};
use nalgebra::{Matrix2, Vector2};

/// A fitted transformation from the sheet to the ground. It is always fitted: there is no empty state.
#[derive(Clone, Debug)]
pub struct Fit {
    method: Method,
    pairs: Vec<Pair>,
    from: Frame,
    to: Frame,
    surface: Surface,
    /// The affine (with two pairs: similarity) fit of the same pairs: where Newton starts from.
    start: Linear,
}

#[derive(Clone, Debug)]
enum Surface {
    Linear(Linear),
    Projective(Box<Homography>),
    ThinPlate(ThinPlate),
}

/// Fits `method` to the pairs by weighted least squares; a thin-plate spline interpolates.
///
/// # Errors
/// Too few pairs, numbers that are none, points that coincide, lie on one line or otherwise leave the parameters
/// undetermined, a homography that tears the sheet between its control points. [`Method::Collocation`] is not a
/// function of pairs alone and is fitted by [`align_sheet`](crate::align_sheet); here it is its drift, the similarity.
pub fn fit(method: Method, pairs: &[Pair]) -> Result<Fit, FitError> {
    fit_with(method, pairs, false, Smoothing::Interpolating)
}

/// The similarity of the sheet's mirror image.
///
/// # Errors
/// As [`fit`].
pub fn fit_mirrored(pairs: &[Pair]) -> Result<Fit, FitError> {
    fit_with(Method::Similarity, pairs, true, Smoothing::Interpolating)
}

/// A thin-plate spline that follows its points as closely as `smoothing` says.
///
/// # Errors
/// As [`fit`].
pub fn fit_thin_plate(pairs: &[Pair], smoothing: Smoothing) -> Result<Fit, FitError> {
    fit_with(Method::ThinPlateSpline, pairs, false, smoothing)
}

fn fit_with(method: Method, pairs: &[Pair], mirrored: bool, smoothing: Smoothing) -> Result<Fit, FitError> {
    check(method, pairs)?;
    let coincident = FitError::Coincident { method, first: 0, second: pairs.len() - 1 };
    let from = Frame::around(pairs.iter().map(|p| p.from)).ok_or_else(|| coincident.clone())?;
    let to = Frame::around(pairs.iter().map(|p| p.to)).ok_or(coincident)?;
    let linear = |basis| Linear::fit(basis, method, pairs, &from, &to);
    let similarity = Basis::Similarity { mirrored };
    let surface = match method {
        Method::Similarity | Method::Collocation => Surface::Linear(linear(similarity)?),
        Method::Affine => Surface::Linear(linear(Basis::Polynomial { order: 1 })?),
        Method::Polynomial2 => Surface::Linear(linear(Basis::Polynomial { order: 2 })?),
        Method::Polynomial3 => Surface::Linear(linear(Basis::Polynomial { order: 3 })?),
        Method::Projective => Surface::Projective(Box::new(Homography::fit(pairs, &from, &to)?)),
        Method::ThinPlateSpline => Surface::ThinPlate(ThinPlate::fit(pairs, &from, &to, smoothing)?),
    };
    let start = linear(Basis::Polynomial { order: 1 }).or_else(|_| linear(similarity))?;
    Ok(Fit { method, pairs: pairs.to_vec(), from, to, surface, start })
}

impl Fit {
    /// The kind of transformation.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The pairs it was fitted to, in their order.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The smoothing parameter that a thin-plate spline was fitted with.
    pub fn lambda(&self) -> Option<f64> {
        match &self.surface {
            Surface::ThinPlate(spline) => Some(spline.lambda()),
            _ => None,
        }
    }

    /// Where a point of the sheet stands on the ground.
    pub fn apply(&self, at: Coord) -> Coord {
        let u = self.from.inward(at);
        self.to.outward(match &self.surface {
            Surface::Linear(s) => s.value(u),
            Surface::Projective(s) => s.value(u),
            Surface::ThinPlate(s) => s.value(u),
        })
    }

    /// Derivatives at a point of the sheet: `[[dX/dx, dX/dy], [dY/dx, dY/dy]]`.
    pub fn jacobian(&self, at: Coord) -> [[f64; 2]; 2] {
        let u = self.from.inward(at);
        let j = match &self.surface {
            Surface::Linear(s) => s.jacobian(u),
            Surface::Projective(s) => s.jacobian(u),
            Surface::ThinPlate(s) => s.jacobian(u),
        };
        rows(j * (self.to.scale / self.from.scale))
    }

    /// The point of the sheet that is carried to `target`: the same transformation solved backwards by damped Newton
    /// steps from the affine inverse, to 1e-12 of the control points' spread. Never a second fit.
    ///
    /// # Errors
    /// [`NoInverse`] where the steps do not arrive: beyond a fold, or far outside the control points.
    pub fn inverse(&self, target: Coord) -> Result<Coord, NoInverse> {
        let none = NoInverse { x: target.x, y: target.y };
        let goal = self.to.inward(target);
        let centre = self.start.value(Coord::zero());
        let first = self.start.jacobian(Coord::zero()).try_inverse().ok_or(none)? * vector(goal - centre);
        let mut at = self.from.outward(Coord { x: first.x, y: first.y });
        let mut miss = target - self.apply(at);
        let enough = 1e-12 * (self.to.scale + length(target - self.to.centre));
        for _ in 0..60 {
            if length(miss) <= enough {
                return Ok(at);
            }
            let [[a, b], [c, d]] = self.jacobian(at);
            let step = Matrix2::new(a, b, c, d).try_inverse().ok_or(none)? * vector(miss);
            let Some((next, left)) = self.shorten(at, step, target, length(miss)) else { break };
            (at, miss) = (next, left);
        }
        // Rounding in metres of a projected CRS can stop the last step short of 1e-12.
        if length(miss) <= 1e-9 * self.to.scale { Ok(at) } else { Err(none) }
    }

    /// Halves a Newton step until it brings the point nearer.
    fn shorten(&self, at: Coord, step: Vector2<f64>, target: Coord, from: f64) -> Option<(Coord, Coord)> {
        let mut part = 1.0;
        for _ in 0..30 {
            let next = at + Coord { x: step.x, y: step.y } * part;
            let miss = target - self.apply(next);
            if length(miss) < from {
                return Some((next, miss));
            }
            part *= 0.5;
        }
        None
    }

    /// Where each pair is carried to, minus where it stands; in the unit of the targets.
    pub fn residuals(&self) -> Vec<Coord> {
        self.pairs.iter().map(|p| self.apply(p.from) - p.to).collect()
    }

    /// Root mean square of the residuals' lengths: `sqrt(sum (dx² + dy²) / n)`, unweighted, no degrees of freedom.
    pub fn rms(&self) -> f64 {
        root_mean_square(&self.residuals())
    }

    /// Held-out errors: where the *other* pairs put each pair, minus where it stands. `None` where they cannot.
    ///
    /// Linear methods: `e_i = (I - H_ii)⁻¹ v_i` (Cook & Weisberg 1982, eq. 2.2.4, for the two rows of a point);
    /// thin-plate splines keep their λ (Craven & Wahba 1979); a homography is fitted again without the pair.
    pub fn leave_one_out(&self) -> Vec<Option<Coord>> {
        match &self.surface {
            Surface::Linear(s) => (0..self.pairs.len()).map(|i| self.linear_held_out(s, i)).collect(),
            Surface::ThinPlate(s) => s.leave_one_out().into_iter().map(|e| e.map(|e| e * self.to.scale)).collect(),
            Surface::Projective(_) => (0..self.pairs.len()).map(|i| self.refitted_error(i)).collect(),
        }
    }

    fn linear_held_out(&self, surface: &Linear, i: usize) -> Option<Coord> {
        let pair = self.pairs[i];
        let free = Matrix2::identity() - self.hat(surface, i);
        // A point that alone determines a parameter has a zero row here, up to rounding.
        if free.determinant() < 1e-10 {
            return None;
        }
        let e = free.try_inverse()? * vector(self.apply(pair.from) - pair.to);
        Some(Coord { x: e.x, y: e.y })
    }

    fn hat(&self, surface: &Linear, i: usize) -> Matrix2<f64> {
        let weight = self.to.scale / self.pairs[i].sd;
        surface.cofactor_at(self.from.inward(self.pairs[i].from)) * (weight * weight)
    }

    fn refitted_error(&self, i: usize) -> Option<Coord> {
        let mut others = self.pairs.clone();
        let held = others.remove(i);
        fit(self.method, &others).ok().map(|f| f.apply(held.from) - held.to)
    }

    /// Root mean square of the held-out errors' lengths; `None` unless every pair can be held out.
    pub fn loo_rms(&self) -> Option<f64> {
        let errors: Option<Vec<Coord>> = self.leave_one_out().into_iter().collect();
        errors.map(|e| root_mean_square(&e))
    }

    /// Part of redundancy of each pair, mean of its two axes: 0 (nobody checks it) to 1. Their sum is
    /// n - parameters / 2 (Baarda 1968).
    pub fn redundancy(&self) -> Vec<f64> {
        let one = |i: usize| match &self.surface {
            Surface::Linear(s) => 1.0 - 0.5 * self.hat(s, i).trace(),
            Surface::ThinPlate(s) => s.redundancy(i),
            Surface::Projective(s) => {
                let weight = self.to.scale / self.pairs[i].sd;
                1.0 - 0.5 * (s.cofactor_at(self.from.inward(self.pairs[i].from)) * (weight * weight)).trace()
            }
        };
        (0..self.pairs.len()).map(|i| one(i).clamp(0.0, 1.0)).collect()
    }

    /// Parameters that were estimated: the trace of the hat matrix over both axes for a spline.
    pub fn parameters(&self) -> f64 {
        2.0 * self.pairs.len() as f64 - 2.0 * self.redundancy().iter().sum::<f64>()
    }

    /// Doubt at a point that comes from the pairs' own standard deviations (metres²). It says nothing about the
    /// distortion between the points: see the held-out errors for that.
    pub fn propagated(&self, at: Coord) -> Covariance {
        let u = self.from.inward(at);
        let c = match &self.surface {
            Surface::Linear(s) => s.cofactor_at(u) * (self.to.scale * self.to.scale),
            Surface::Projective(s) => s.cofactor_at(u) * (self.to.scale * self.to.scale),
            Surface::ThinPlate(s) => {
                let influence = s.influence(u);
                let variance: f64 = influence.iter().zip(&self.pairs).map(|(l, p)| l * l * p.sd * p.sd).sum();
                Matrix2::identity() * variance
            }
        };
        Covariance { ee: c[(0, 0)], en: c[(0, 1)], nn: c[(1, 1)] }
    }
}

/// Root mean square length.
pub(crate) fn root_mean_square(errors: &[Coord]) -> f64 {
    (errors.iter().map(|e| e.x * e.x + e.y * e.y).sum::<f64>() / errors.len().max(1) as f64).sqrt()
}

fn vector(c: Coord) -> Vector2<f64> {
    Vector2::new(c.x, c.y)
}

fn rows(m: Matrix2<f64>) -> [[f64; 2]; 2] {
    [[m[(0, 0)], m[(0, 1)]], [m[(1, 0)], m[(1, 1)]]]
}
