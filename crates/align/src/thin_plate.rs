//! Thin-plate spline: the surface of least bending through (or near) the control points.
//!
//! `f(p) = a0 + a1 x + a2 y + sum w_i U(|p - p_i|)`, `U(r) = r² ln r` (Duchon 1976; Bookstein 1989). With a smoothing
//! parameter the points are weighed by their own variances: `(K + λ Σ) w + P a = y`, `Pᵀ w = 0` (Wahba 1990, eq.
//! 2.4.23), λ given or chosen by generalised cross-validation (eq. 4.4.1) or by restricted maximum likelihood.
//!
//! An interpolating spline has no residuals by construction: its only honest figure is the held-out error.

use crate::{FitError, Pair, pair::Frame, pair::square};
use geo::Coord;
use locus_model::Method;
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};

/// How closely the spline follows the control points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Smoothing {
    /// Through every point.
    Interpolating,
    /// λ as given: 0 interpolates, infinity is the affine fit. Unit: squared spread of the sheet's control points.
    Lambda(f64),
    /// λ of least generalised cross-validation score.
    Gcv,
    /// λ of greatest restricted likelihood.
    Reml,
}

/// A fitted spline in normalised coordinates.
#[derive(Clone, Debug)]
pub(crate) struct ThinPlate {
    knots: Vec<Coord>,
    /// n + 3 rows: bending weights, then 1, x, y; one column per axis.
    weights: DMatrix<f64>,
    /// The inverse of the bordered matrix: rows of the influence of each target.
    inverse: DMatrix<f64>,
    /// λ Σ.
    ridge: DVector<f64>,
    lambda: f64,
}

impl ThinPlate {
    pub fn fit(pairs: &[Pair], from: &Frame, to: &Frame, smoothing: Smoothing) -> Result<Self, FitError> {
        let method = Method::ThinPlateSpline;
        let knots: Vec<Coord> = pairs.iter().map(|p| from.inward(p.from)).collect();
        let mut targets = DMatrix::zeros(knots.len(), 2);
        for (i, p) in pairs.iter().enumerate() {
            let at = to.inward(p.to);
            (targets[(i, 0)], targets[(i, 1)]) = (at.x, at.y);
        }
        let mean = pairs.iter().map(|p| p.sd * p.sd).sum::<f64>() / pairs.len() as f64;
        let relative = DVector::from_iterator(pairs.len(), pairs.iter().map(|p| p.sd * p.sd / mean));
        let lambda = match smoothing {
            Smoothing::Interpolating => 0.0,
            Smoothing::Lambda(value) => value.max(0.0),
            Smoothing::Gcv => least(|l| gcv(&knots, &relative, &targets, l)),
            Smoothing::Reml => least(|l| minus_reml(&knots, &relative, &targets, l)),
        };
        if lambda == 0.0
            && let Some((first, second)) = coincident(&knots)
        {
            return Err(FitError::Coincident { method, first, second });
        }
        let ridge = &relative * lambda;
        let inverse = bordered(&knots, &ridge).try_inverse().ok_or(FitError::Degenerate { method })?;
        let weights = inverse.columns(0, knots.len()) * &targets;
        if !weights.iter().all(|v| v.is_finite()) {
            return Err(FitError::Degenerate { method });
        }
        Ok(Self { knots, weights, inverse, ridge, lambda })
    }

    pub fn lambda(&self) -> f64 {
        self.lambda
    }

    /// The kernel column at `u`: U to every knot, then 1, x, y.
    fn column(&self, u: Coord) -> DVector<f64> {
        let bending = self.knots.iter().map(|&k| bend(square(u - k)));
        DVector::from_iterator(self.knots.len() + 3, bending.chain([1.0, u.x, u.y]))
    }

    pub fn value(&self, u: Coord) -> Coord {
        // By hand, and with the platform's logarithm: this is evaluated for every node of a warp's grid. The fit and every
        // published figure use `bend`; here the last digit of a pixel coordinate is at stake.
        let n = self.knots.len();
        let (x, y) = (self.weights.column(0), self.weights.column(1));
        let plane = Coord { x: x[n] + x[n + 1] * u.x + x[n + 2] * u.y, y: y[n] + y[n + 1] * u.x + y[n + 2] * u.y };
        self.knots.iter().zip(x.iter().zip(y.iter())).fold(plane, |sum, (&knot, (&wx, &wy))| {
            let r2 = square(u - knot);
            let bent = if r2 > 0.0 { 0.5 * r2 * r2.ln() } else { 0.0 };
            Coord { x: sum.x + wx * bent, y: sum.y + wy * bent }
        })
    }

    /// Columns: the derivative along x, along y. dU/dx = (2 ln r + 1) dx.
    pub fn jacobian(&self, u: Coord) -> Matrix2<f64> {
        let n = self.knots.len();
        let row = |k: usize| Vector2::new(self.weights[(k, 0)], self.weights[(k, 1)]);
        let (mut x, mut y) = (row(n + 1), row(n + 2));
        for (i, &knot) in self.knots.iter().enumerate() {
            let d = u - knot;
            let r2 = square(d);
            if r2 > 0.0 {
                let slope = libm::log(r2) + 1.0;
                x += row(i) * (slope * d.x);
                y += row(i) * (slope * d.y);
            }
        }
        Matrix2::from_columns(&[x, y])
    }

    /// How strongly each target moves the value at `u`.
    pub fn influence(&self, u: Coord) -> DVector<f64> {
        let full = self.inverse.transpose() * self.column(u);
        full.rows(0, self.knots.len()).into_owned()
    }

    /// Held-out errors in closed form, for the λ that was used: with B the upper-left block of the inverse,
    /// `f(-i)(p_i) - y_i = -(B y)_i / B_ii` (Craven & Wahba 1979). `None` where the others do not determine a spline.
    pub fn leave_one_out(&self) -> Vec<Option<Coord>> {
        (0..self.knots.len())
            .map(|i| {
                let b = self.inverse[(i, i)];
                let error = Coord { x: -self.weights[(i, 0)] / b, y: -self.weights[(i, 1)] / b };
                (b.abs() > 1e-9 && error.x.is_finite() && error.y.is_finite()).then_some(error)
            })
            .collect()
    }

    /// The shrinkage of each target's own residual: 1 - h_ii.
    pub fn redundancy(&self, i: usize) -> f64 {
        self.ridge[i] * self.inverse[(i, i)]
    }
}

fn bend(r2: f64) -> f64 {
    if r2 > 0.0 { 0.5 * r2 * libm::log(r2) } else { 0.0 }
}

fn coincident(knots: &[Coord]) -> Option<(usize, usize)> {
    let pairs = (0..knots.len()).flat_map(|i| (i + 1..knots.len()).map(move |j| (i, j)));
    pairs.into_iter().find(|&(i, j)| square(knots[i] - knots[j]) < 1e-20)
}

/// [K + λ Σ, P; Pᵀ, 0].
fn bordered(knots: &[Coord], ridge: &DVector<f64>) -> DMatrix<f64> {
    let n = knots.len();
    let mut m = DMatrix::zeros(n + 3, n + 3);
    for (i, &k) in knots.iter().enumerate() {
        for j in 0..n {
            m[(i, j)] = bend(square(k - knots[j]));
        }
        m[(i, i)] = ridge[i];
        for (t, value) in [1.0, k.x, k.y].into_iter().enumerate() {
            m[(i, n + t)] = value;
            m[(n + t, i)] = value;
        }
    }
    m
}

/// n |Σ^-½ (I - H) y|² / tr(I - H)², summed over both axes.
fn gcv(knots: &[Coord], relative: &DVector<f64>, targets: &DMatrix<f64>, lambda: f64) -> f64 {
    let n = knots.len();
    let Some(inverse) = bordered(knots, &(relative * lambda)).try_inverse() else { return f64::INFINITY };
    let b = inverse.view((0, 0), (n, n));
    let bending = b * targets;
    let misfit: f64 = (0..n).map(|i| relative[i] * bending.row(i).norm_squared()).sum::<f64>() * lambda * lambda;
    let free: f64 = (0..n).map(|i| lambda * relative[i] * b[(i, i)]).sum();
    n as f64 * misfit / (free * free)
}

/// Minus the restricted log-likelihood, its variance profiled out: the bordered matrix gives both the quadratic form
/// yᵀ B y and, up to a constant, the determinant |Zᵀ (K + λ Σ) Z|.
fn minus_reml(knots: &[Coord], relative: &DVector<f64>, targets: &DMatrix<f64>, lambda: f64) -> f64 {
    let n = knots.len();
    let m = bordered(knots, &(relative * lambda));
    let log_determinant: f64 = m.clone().lu().u().diagonal().iter().map(|v| libm::log(v.abs())).sum();
    let Some(inverse) = m.try_inverse() else { return f64::INFINITY };
    let form = (targets.transpose() * inverse.view((0, 0), (n, n)) * targets).trace();
    if form <= 0.0 {
        return f64::INFINITY;
    }
    (n as f64 - 3.0) * libm::log(form) + log_determinant
}

/// The λ of least score: a grid of decades, then golden section on its logarithm. Deterministic.
fn least(score: impl Fn(f64) -> f64) -> f64 {
    let at = |exponent: f64| score(libm::exp(exponent));
    let grid: Vec<f64> = (0..=48).map(|i| -18.0 + 0.6 * f64::from(i)).collect();
    let best = grid.iter().copied().min_by(|a, b| at(*a).total_cmp(&at(*b))).unwrap_or(0.0);
    let (mut low, mut high) = (best - 0.6, best + 0.6);
    let golden = 0.5 * (5f64.sqrt() - 1.0);
    for _ in 0..40 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if at(left) < at(right) { high = right } else { low = left }
    }
    libm::exp(0.5 * (low + high))
}
