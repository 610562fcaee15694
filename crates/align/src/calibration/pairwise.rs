//! The measures of the Gardony Map Drawing Analyzer: every pair of places, drawn against true.
//!
//! Definitions: Gardony, Taylor & Brunyé (2016), *Behavior Research Methods* 48:151, "Calculation procedures", and the
//! program the authors publish. Distances are divided by the greatest distance of their own map, so that scale cancels.

use super::Remembered;
use super::regression::{Euclidean, turned_back};
use crate::pair::length;
use geo::Coord;
use std::f64::consts::PI;

/// Differences below this share of the greatest distance count as level: rounding, and not a judgement.
const LEVEL: f64 = 1e-9;

/// The measures over all pairs of places.
pub struct Pairwise {
    pub canonical: f64,
    pub distance: f64,
    pub angle: f64,
    pub scaling_bias: f64,
    /// Radians clockwise.
    pub rotational_bias: f64,
}

/// One place as seen from another.
struct View {
    truth: Coord,
    drawn: Coord,
}

impl Pairwise {
    /// `euclidean` turns the drawing for what depends on where north is.
    pub fn of(points: &[Remembered], euclidean: &Euclidean) -> Self {
        let views: Vec<View> = views(points).collect();
        let greatest = |get: fn(&View) -> Coord| views.iter().map(|v| length(get(v))).fold(f64::MIN_POSITIVE, f64::max);
        let (far, far_drawn) = (greatest(|v| v.truth), greatest(|v| v.drawn));
        let north = Coord { x: libm::cos(euclidean.turn), y: libm::sin(euclidean.turn) };
        let (mut right, mut off, mut apart, mut bent, mut turn) = (0.0, 0.0, 0.0, 0.0, Coord::zero());
        for View { truth, drawn } in &views {
            let upright = turned_back(*drawn, north);
            right += judged(upright.x / far_drawn, truth.x / far) + judged(upright.y / far_drawn, truth.y / far);
            let longer = length(*drawn) / far_drawn - length(*truth) / far;
            off += longer;
            apart += longer.abs();
            bent += angle(turned_back(upright, *truth)).abs();
            turn = turn + unit(turned_back(*drawn, *truth));
        }
        let n = views.len().max(1) as f64;
        Self {
            canonical: right / (2.0 * n),
            distance: 1.0 - apart / n,
            angle: 1.0 - bent / (n * PI),
            scaling_bias: off / n,
            rotational_bias: -angle(turn),
        }
    }
}

fn views(points: &[Remembered]) -> impl Iterator<Item = View> {
    points
        .iter()
        .enumerate()
        .flat_map(|(i, a)| points[i + 1..].iter().map(|b| View { truth: b.truth - a.truth, drawn: b.drawn - a.drawn }))
}

/// 1 where both say the same of "farther along this axis": yes, no, level.
fn judged(drawn: f64, truth: f64) -> f64 {
    let side = |v: f64| {
        if v.abs() <= LEVEL {
            0
        } else if v > 0.0 {
            1
        } else {
            -1
        }
    };
    f64::from(u8::from(side(drawn) == side(truth)))
}

/// Radians counter-clockwise.
fn angle(c: Coord) -> f64 {
    libm::atan2(c.y, c.x)
}

fn unit(c: Coord) -> Coord {
    let long = length(c);
    if long > 0.0 { c / long } else { Coord { x: 1.0, y: 0.0 } }
}
