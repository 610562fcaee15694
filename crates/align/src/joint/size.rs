//! Stated distances and areas as observations, linearised at the present places.

use super::State;
use super::system::Equation;
use geo::Coord;
use locus_model::{Measure, Network, Size};

/// Degrees of freedom of the Student-t of what people state.
const SAID_DOF: f64 = 4.0;

/// What is measured, at the present places, and how it grows with each coordinate of the points.
pub(super) fn slope(of: &Measure, points: &[Coord]) -> (f64, Vec<(usize, f64)>) {
    match of {
        Measure::Distance([from, to]) => distance(from, to, points),
        Measure::Area(ring) => area(ring, points),
    }
}

fn distance(from: &[usize], to: &[usize], points: &[Coord]) -> (f64, Vec<(usize, f64)>) {
    let d = mean(to, points) - mean(from, points);
    let length = libm::hypot(d.x, d.y);
    let u = if length > 0.0 { d / length } else { Coord { x: 1.0, y: 0.0 } };
    let end = |of: &[usize], sign: f64| -> Vec<(usize, f64)> {
        let share = sign / of.len() as f64;
        of.iter().flat_map(|&p| [(2 * p, share * u.x), (2 * p + 1, share * u.y)]).collect()
    };
    (length, [end(from, -1.0), end(to, 1.0)].concat())
}

/// The shoelace formula and its derivatives: a corner moves the area by half of what lies across between its neighbours.
fn area(ring: &[usize], points: &[Coord]) -> (f64, Vec<(usize, f64)>) {
    let n = ring.len();
    let at = |i: usize| points[ring[i % n]];
    let across = |i: usize| at(i + 1) - at(i + n - 1);
    let signed: f64 = (0..n).map(|i| 0.5 * at(i).x * across(i).y).sum();
    let half = 0.5 * signed.signum();
    let corner = |i: usize| [(2 * ring[i], half * across(i).y), (2 * ring[i] + 1, -half * across(i).x)];
    (signed.abs(), (0..n).flat_map(corner).collect())
}

pub(super) fn mean(of: &[usize], points: &[Coord]) -> Coord {
    of.iter().fold(Coord::zero(), |sum, &p| sum + points[p] / of.len() as f64)
}

/// The stated sizes, at the given places.
pub(super) fn equations(network: &Network, state: &State, points: &[Coord]) -> Vec<Equation> {
    let of = |(size, weight): (&Size, &f64)| {
        let (present, slope) = slope(&size.of, points);
        Equation { slope, lacks: size.value - present, weight: weight / size.sd.powi(2) }
    };
    network.stated.iter().zip(&state.stated).map(of).collect()
}

/// The weight of a stated size, 1 and above for one that fits.
pub(super) fn weight(size: &Size, points: &[Coord]) -> f64 {
    let off = (slope(&size.of, points).0 - size.value) / size.sd;
    (SAID_DOF + 1.0) / (SAID_DOF + off * off)
}
