//! Which part of a wall an opening takes away.

use geo::{Coord, Distance, Euclidean, Line, Point};

/// An opening narrower than this (metres) cannot be shown.
pub const NARROWEST_M: f64 = 0.05;

/// A rectangle cut out of one straight stretch of a wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// The stretch.
    pub segment: usize,
    /// From here along it, metres from its start.
    pub from_m: f64,
    /// To here.
    pub to_m: f64,
    /// Lower edge above the floor, metres.
    pub sill_m: f64,
    /// Upper edge above the floor, metres.
    pub head_m: f64,
}

/// Lays an opening's line on the stretch of the wall nearest to its middle. `None`: the wall has no stretch.
pub fn lay(opening: &[Coord], wall: &[Coord], sill_m: f64, head_m: f64) -> Option<Cut> {
    let (first, last) = (opening.first()?, opening.last()?);
    let middle = Point::from((*first + *last) / 2.0);
    let stretches = wall.windows(2).map(|w| Line::new(w[0], w[1])).enumerate();
    let distance = |line: &Line| Euclidean.distance(&middle, line);
    let (segment, line) = stretches.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
    let length = line.dx().hypot(line.dy());
    let along = |c: &Coord| ((c.x - line.start.x) * line.dx() + (c.y - line.start.y) * line.dy()) / length;
    let all = opening.iter().map(along);
    let (from_m, to_m) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), s| (a.min(s), b.max(s)));
    Some(Cut { segment, from_m, to_m, sill_m, head_m })
}
