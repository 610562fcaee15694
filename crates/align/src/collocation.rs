//! Least-squares collocation: a similarity, and a distortion that is known by its covariance.
//!
//! Moritz (1980), *Advanced Physical Geodesy*, ch. 14; the same as universal kriging with the similarity as drift.
//! `y = D β + s + n`, with `C = K + N` the covariance of signal and noise:
//! `β = (Dᵀ C⁻¹ D)⁻¹ Dᵀ C⁻¹ y`, `ŷ(p) = d(p) β + k(p)ᵀ C⁻¹ (y - D β)`. With two ties it is the similarity; with many
//! it follows each as closely as its own doubt and its neighbours' agreement allow.

use crate::memory::{Memory, PRIOR_OBSERVATIONS, Spot};
use geo::Coord;
use locus_model::Covariance;
use nalgebra::{DMatrix, DVector, Matrix2, Matrix2x4, Matrix4, MatrixXx4, Vector2, Vector4};

/// One tie as it enters the adjustment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Observation {
    pub spot: Spot,
    /// Where it stands, metres from the middle of the ties.
    pub target: Coord,
    /// Of the click and of the landmark together, m².
    pub noise: Covariance,
}

/// The solved adjustment. Vectors hold all eastings, then all northings.
#[derive(Clone, Debug)]
pub(crate) struct Collocation {
    memory: Memory,
    spots: Vec<Spot>,
    beta: Vector4<f64>,
    cofactor: Matrix4<f64>,
    inverse: DMatrix<f64>,
    /// C⁻¹ D.
    weighted_design: MatrixXx4<f64>,
    /// C⁻¹ (y - D β), which is also Q y.
    pull: DVector<f64>,
    /// Q = C⁻¹ - C⁻¹ D (Dᵀ C⁻¹ D)⁻¹ Dᵀ C⁻¹.
    residual_precision: DMatrix<f64>,
    /// yᵀ Q y: chi-square of 2 n - 4 degrees of freedom where the prior is right.
    form: f64,
    log_likelihood: f64,
}

/// Some ties held out together.
#[derive(Clone, Debug)]
pub(crate) struct HeldOut {
    /// Where the others put each, minus where it stands, metres.
    pub errors: Vec<Coord>,
    /// Covariance of each error at factor 1, m².
    pub covariances: Vec<Matrix2<f64>>,
    /// Their part of [`Collocation::form`].
    pub form: f64,
}

impl Collocation {
    /// `None` where the covariance is singular: coincident places without any doubt.
    pub fn solve(memory: Memory, observations: &[Observation]) -> Option<Self> {
        let n = observations.len();
        let spots: Vec<Spot> = observations.iter().map(|o| o.spot).collect();
        let covariance = covariance_matrix(&memory, observations);
        let mut design = MatrixXx4::zeros(2 * n);
        let mut y = DVector::zeros(2 * n);
        for (i, o) in observations.iter().enumerate() {
            let [east, north] = drift(o.spot.at);
            design.row_mut(i).copy_from(&east.transpose());
            design.row_mut(n + i).copy_from(&north.transpose());
            (y[i], y[n + i]) = (o.target.x, o.target.y);
        }
        let cholesky = covariance.cholesky()?;
        let inverse = cholesky.inverse();
        let weighted_design = &inverse * &design;
        let normal = design.transpose() * &weighted_design;
        let normal_cholesky = normal.cholesky()?;
        let cofactor = normal_cholesky.inverse();
        let beta = cofactor * (weighted_design.transpose() * &y);
        let pull = &inverse * (&y - &design * beta);
        let residual_precision = &inverse - &weighted_design * cofactor * weighted_design.transpose();
        let form = y.dot(&pull).max(0.0);
        let log_determinant = log_diagonal(cholesky.l_dirty()) + log_diagonal(normal_cholesky.l_dirty());
        let free = 2.0 * n as f64 - 4.0;
        let log_likelihood =
            -log_determinant - 0.5 * (free + PRIOR_OBSERVATIONS) * libm::log(PRIOR_OBSERVATIONS + form);
        Some(Self {
            memory,
            spots,
            beta,
            cofactor,
            inverse,
            weighted_design,
            pull,
            residual_precision,
            form,
            log_likelihood,
        })
    }

    /// The memory whose warp has the length that the ties make most probable (restricted likelihood and prior).
    pub fn likely_memory(extent: f64, observations: &[Observation]) -> Option<Memory> {
        let score = |(m, prior): (Memory, f64)| Self::solve(m, observations).map(|c| (m, c.log_likelihood + prior));
        let scored = Memory::candidates(extent).filter_map(score);
        scored.reduce(|a, b| if a.1 >= b.1 { a } else { b }).map(|(memory, _)| memory)
    }

    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// How much worse (or better) than ordinary memory this sheet is: the factor of every variance, from the ties and
    /// a prior of [`PRIOR_OBSERVATIONS`] observations (posterior mean of an inverse-gamma).
    pub fn factor(&self) -> f64 {
        self.factor_without(0.0, 0)
    }

    /// The same without `ties` of them, whose part of the form is `form`: what an outlier may not vote on itself.
    pub fn factor_without(&self, form: f64, ties: usize) -> f64 {
        (PRIOR_OBSERVATIONS + (self.form - form).max(0.0)) / self.degrees_without(ties)
    }

    /// Degrees of freedom behind [`Collocation::factor_without`].
    pub fn degrees_without(&self, ties: usize) -> f64 {
        let left = 2.0 * (self.spots.len() as f64 - ties as f64) - 4.0;
        PRIOR_OBSERVATIONS + left.max(0.0)
    }

    /// Where a spot of the sheet stands, metres from the middle of the ties.
    pub fn place(&self, spot: &Spot) -> Coord {
        let k = self.signal(spot);
        let n = self.spots.len();
        let [east, north] = drift(spot.at).map(|d| d.dot(&self.beta));
        Coord { x: east + k.dot(&self.pull.rows(0, n)), y: north + k.dot(&self.pull.rows(n, n)) }
    }

    /// Covariance of a drawn vertex there, its own hand's error included, metres² (factor included).
    pub fn doubt(&self, spot: &Spot) -> Covariance {
        let n = self.spots.len();
        let k = self.signal(spot);
        let mut signal = DMatrix::zeros(2 * n, 2);
        signal.view_mut((0, 0), (n, 1)).copy_from(&k);
        signal.view_mut((n, 1), (n, 1)).copy_from(&k);
        let [east, north] = drift(spot.at);
        let left =
            Matrix2x4::from_rows(&[east.transpose(), north.transpose()]) - signal.transpose() * &self.weighted_design;
        let explained = signal.transpose() * (&self.inverse * &signal);
        let own = self.memory.covariance(spot, spot) + self.memory.hand();
        let c =
            Matrix2::identity() * own - explained.fixed_view::<2, 2>(0, 0) + left * self.cofactor * left.transpose();
        Covariance { ee: c[(0, 0)], en: 0.5 * (c[(0, 1)] + c[(1, 0)]), nn: c[(1, 1)] }.scaled(self.factor())
    }

    /// Derivative of [`Collocation::place`] along the spot, inside one building or outside all.
    pub fn jacobian(&self, spot: &Spot) -> Matrix2<f64> {
        let n = self.spots.len();
        let (a, b) = (self.beta[0], self.beta[1]);
        let mut j = Matrix2::new(a, -b, b, a);
        for (i, other) in self.spots.iter().enumerate() {
            let slope = self.memory.slope(spot, other);
            j += Vector2::new(self.pull[i], self.pull[n + i]) * Vector2::new(slope.x, slope.y).transpose();
        }
        j
    }

    /// Part of redundancy of a tie, 0 to 1: what the drift leaves of the tie's own information,
    /// `Q_ii / (C⁻¹)_ii`, mean of its axes. Without correlation it is Baarda's; with it, Baarda's (Q C)_ii leaves the
    /// interval (Schaffrin 1997, *Reliability measures for correlated observations*).
    pub fn redundancy(&self, i: usize) -> f64 {
        let axis = |k: usize| self.residual_precision[(k, k)] / self.inverse[(k, k)];
        (0.5 * (axis(i) + axis(self.spots.len() + i))).clamp(0.0, 1.0)
    }

    /// Ties held out together, in closed form: with Q the precision of the residuals, the block of Q that belongs to
    /// them is the inverse covariance of their held-out errors (Dubrule 1983, *Cross validation of kriging in a unique
    /// neighborhood*). `None` where the others cannot place them.
    pub fn held_out(&self, ties: &[usize]) -> Option<HeldOut> {
        let n = self.spots.len();
        if n < ties.len() + 2 {
            return None;
        }
        let index: Vec<usize> = ties.iter().copied().chain(ties.iter().map(|i| n + i)).collect();
        let m = ties.len();
        let q = DMatrix::from_fn(2 * m, 2 * m, |r, c| self.residual_precision[(index[r], index[c])]);
        let pull = DVector::from_fn(2 * m, |r, _| self.pull[index[r]]);
        let covariance = q.cholesky()?.inverse();
        let errors = -(&covariance * &pull);
        if !errors.iter().all(|v| v.is_finite()) {
            return None;
        }
        let block = |i: usize| {
            Matrix2::new(covariance[(i, i)], covariance[(i, m + i)], covariance[(m + i, i)], covariance[(m + i, m + i)])
        };
        Some(HeldOut {
            errors: (0..m).map(|i| Coord { x: errors[i], y: errors[m + i] }).collect(),
            covariances: (0..m).map(block).collect(),
            form: -pull.dot(&errors),
        })
    }

    fn signal(&self, spot: &Spot) -> DVector<f64> {
        DVector::from_iterator(self.spots.len(), self.spots.iter().map(|s| self.memory.covariance(spot, s)))
    }
}

/// The design rows of easting and northing: a, b, shift east, shift north.
fn drift(at: Coord) -> [Vector4<f64>; 2] {
    [Vector4::new(at.x, -at.y, 1.0, 0.0), Vector4::new(at.y, at.x, 0.0, 1.0)]
}

fn covariance_matrix(memory: &Memory, observations: &[Observation]) -> DMatrix<f64> {
    let n = observations.len();
    let mut c = DMatrix::zeros(2 * n, 2 * n);
    for (i, a) in observations.iter().enumerate() {
        for (j, b) in observations.iter().enumerate() {
            let k = memory.covariance(&a.spot, &b.spot);
            (c[(i, j)], c[(n + i, n + j)]) = (k, k);
        }
        c[(i, i)] += a.noise.ee + memory.hand();
        c[(n + i, n + i)] += a.noise.nn + memory.hand();
        c[(i, n + i)] += a.noise.en;
        c[(n + i, i)] += a.noise.en;
    }
    c
}

/// Logarithm of the product of a triangular factor's diagonal: half the log-determinant of the whole.
fn log_diagonal<R: nalgebra::Dim, C: nalgebra::Dim, S: nalgebra::RawStorage<f64, R, C>>(
    l: &nalgebra::Matrix<f64, R, C, S>,
) -> f64 {
    (0..l.nrows()).map(|i| libm::log(l[(i, i)])).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn observations() -> Vec<Observation> {
        let at = |i: usize| Coord {
            x: 80.0 * ((0.618 * i as f64).fract() - 0.5),
            y: 60.0 * ((0.7549 * i as f64).fract() - 0.5),
        };
        (0..9)
            .map(|i| Observation {
                spot: Spot { at: at(i), unit: (i % 3 == 0).then_some(i % 2) },
                target: at(i) * 1.1 + Coord { x: 2.0 * (3.0 * i as f64).sin(), y: 1.5 * (2.0 * i as f64).cos() },
                noise: Covariance { ee: 0.2, en: 0.05, nn: 0.3 },
            })
            .collect()
    }

    #[test]
    fn held_out_in_closed_form_is_solving_without() {
        let all = observations();
        let memory = Memory::usual(100.0);
        let whole = Collocation::solve(memory, &all).unwrap();
        for out in [vec![4], vec![0, 6], vec![1, 2, 7]] {
            let held = whole.held_out(&out).unwrap();
            let rest: Vec<Observation> = (0..9).filter(|i| !out.contains(i)).map(|i| all[i]).collect();
            let without = Collocation::solve(memory, &rest).unwrap();
            for (k, &i) in out.iter().enumerate() {
                let miss = without.place(&all[i].spot) - all[i].target;
                assert!((held.errors[k] - miss).x.abs() < 1e-9 && (held.errors[k] - miss).y.abs() < 1e-9);
                let claimed = without.doubt(&all[i].spot);
                let expected = claimed.ee / without.factor() + all[i].noise.ee;
                assert!(
                    (held.covariances[k][(0, 0)] - expected).abs() < 1e-8,
                    "{} {expected}",
                    held.covariances[k][(0, 0)]
                );
            }
            assert!((whole.factor_without(held.form, out.len()) - without.factor()).abs() < 1e-9);
        }
    }

    #[test]
    fn jacobian_agrees_with_finite_differences() {
        let solved = Collocation::solve(Memory::usual(100.0), &observations()).unwrap();
        let at = |x, y| solved.place(&Spot { at: Coord { x, y }, unit: None });
        let h = 1e-4;
        let along = (at(10.0 + h, 5.0) - at(10.0 - h, 5.0)) / (2.0 * h);
        let up = (at(10.0, 5.0 + h) - at(10.0, 5.0 - h)) / (2.0 * h);
        let j = solved.jacobian(&Spot { at: Coord { x: 10.0, y: 5.0 }, unit: None });
        let expected = Matrix2::new(along.x, up.x, along.y, up.y);
        assert!((j - expected).amax() < 1e-7, "{j} {expected}");
    }

    #[test]
    fn redundancy_is_what_the_drift_leaves() {
        let all = observations();
        let solved = Collocation::solve(Memory::usual(100.0), &all).unwrap();
        assert!((0..9).all(|i| solved.redundancy(i) > 0.2 && solved.redundancy(i) < 1.0));
        let two = Collocation::solve(Memory::usual(100.0), &all[..2]).unwrap();
        assert!(two.redundancy(0) < 1e-9 && two.redundancy(1) < 1e-9);
    }

    #[test]
    fn a_fellow_of_the_same_building_tells_more_than_a_neighbour() {
        let solved = Collocation::solve(Memory::usual(100.0), &observations()).unwrap();
        let spot = observations()[6].spot;
        let near = Spot { at: spot.at + Coord { x: 2.0, y: 0.0 }, unit: spot.unit };
        let beside = Spot { unit: None, ..near };
        let other = Spot { unit: Some(77), ..near };
        assert!(solved.doubt(&near).ee < solved.doubt(&other).ee);
        assert!(
            solved.doubt(&beside).ee < solved.doubt(&other).ee,
            "a building nobody ties is less known than open ground"
        );
    }
}
