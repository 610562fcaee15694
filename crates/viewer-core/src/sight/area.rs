//! The part of a floor that an eye overlooks.

use crate::obstacles::Obstacles;
use std::f64::consts::{PI, TAU};

/// Directions looked in besides those of corners: how round the border of the reach is.
const ROUND: u32 = 180;
/// Just past a corner, radians.
const PAST: f64 = 1e-6;

/// A side of a wall as seen from the eye, which is the origin.
type Side = [[f64; 2]; 2];

/// The outline `[x, z]` of what can be seen at the height of the eye, as far as `reach_m`: closed by its first point, in
/// the order of headings. It sees through the glass of windows, over what ends below the eye and under what begins above
/// it. Empty where the reach is not positive, and for an eye inside something.
///
/// Only the directions of corners and of crossings matter (Asano 1985, *An efficient algorithm for finding the
/// visibility polygon*).
pub fn seen_area(obstacles: &Obstacles, from: [f64; 3], reach_m: f64) -> Vec<[f64; 2]> {
    if !(reach_m.is_finite() && reach_m > 0.0 && from.iter().all(|v| v.is_finite())) {
        return Vec::new();
    }
    let Some(sides) = sides(obstacles, from, reach_m) else { return Vec::new() };
    let corners = sides.iter().flatten().map(|p| heading(*p)).flat_map(|a| [a - PAST, a, a + PAST]);
    let round = (0..ROUND).map(|i| TAU * f64::from(i) / f64::from(ROUND) - PI);
    let mut headings: Vec<f64> = corners.chain(round).collect();
    headings.sort_by(f64::total_cmp);
    headings.dedup();
    let sectors = Sectors::new(&sides);
    let mut outline: Vec<[f64; 2]> = Vec::with_capacity(headings.len());
    let mut before: Option<usize> = None;
    for heading in headings {
        let (sin, cos) = heading.sin_cos();
        let (far, side) = sectors.first(heading, [sin, -cos], reach_m);
        let at = [far * sin, -far * cos];
        if let Some(last) = outline.last().copied() {
            // Without a corner in between, what comes first changes only where sides cross or leave the reach.
            let change = match (before, side) {
                (Some(old), Some(new)) if old != new => crossing(sides[old], sides[new]),
                (Some(only), None) | (None, Some(only)) => rim(sides[only], reach_m, [last, at]),
                _ => None,
            };
            outline.extend(change.filter(|p| is_between(*p, [last, at])));
        }
        outline.push(at);
        before = side;
    }
    outline.extend(outline.first().copied());
    outline.iter().map(|p| [p[0] + from[0], p[1] + from[2]]).collect()
}

/// The sides that turn to the eye; `None` where it is inside something.
fn sides(obstacles: &Obstacles, from: [f64; 3], reach_m: f64) -> Option<Vec<Side>> {
    let mut sides: Vec<Side> = Vec::new();
    let eye = [from[0], from[2]];
    for solid in obstacles.near(eye, reach_m).filter(|s| !s.is_glass && s.low < from[1] && s.high > from[1]) {
        if solid.contains(eye) {
            return None;
        }
        let seen = solid.sides().map(|side| side.map(|p| [p[0] - eye[0], p[1] - eye[1]]));
        // What is solid lies to the left of a side: it turns to the eye if the eye is to its right.
        sides.extend(seen.filter(|[a, b]| turn(*a, *b) < 0.0));
    }
    Some(sides)
}

fn heading([x, z]: [f64; 2]) -> f64 {
    x.atan2(-z)
}

fn turn(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Whether a place is seen between two others, clockwise.
fn is_between(p: [f64; 2], [last, next]: Side) -> bool {
    turn(last, p) > 0.0 && turn(p, next) > 0.0
}

/// Where a side leaves the reach between two headings.
fn rim([a, b]: Side, reach_m: f64, headings: Side) -> Option<[f64; 2]> {
    let [ex, ez] = [b[0] - a[0], b[1] - a[1]];
    let (square, half) = (ex * ex + ez * ez, a[0] * ex + a[1] * ez);
    let root = (half * half - square * (a[0] * a[0] + a[1] * a[1] - reach_m * reach_m)).max(0.0).sqrt();
    let places = [-root, root].map(|r| (r - half) / square).map(|s| [a[0] + s * ex, a[1] + s * ez]);
    places.into_iter().find(|p| is_between(*p, headings))
}

/// Where two sides cross.
fn crossing([a, b]: Side, [c, d]: Side) -> Option<[f64; 2]> {
    let minus = |p: [f64; 2], q: [f64; 2]| [p[0] - q[0], p[1] - q[1]];
    let (ab, cd, ac) = (minus(b, a), minus(d, c), minus(c, a));
    let det = turn(ab, cd);
    let [s, t] = [turn(ac, cd) / det, turn(ac, ab) / det];
    let is_on_both = det.abs() > 1e-12 && (0.0..=1.0).contains(&s) && (0.0..=1.0).contains(&t);
    is_on_both.then(|| [a[0] + s * ab[0], a[1] + s * ab[1]])
}

/// How many directions sides are sorted into.
const SECTORS: usize = 720;

/// Sides by the directions in which they appear, so that each look asks only those that can be there.
struct Sectors<'a> {
    sides: &'a [Side],
    by_heading: Vec<Vec<usize>>,
}

impl<'a> Sectors<'a> {
    fn new(sides: &'a [Side]) -> Self {
        let mut by_heading = vec![Vec::new(); SECTORS];
        for (i, [a, b]) in sides.iter().enumerate() {
            let start = heading(*a);
            let by = (heading(*b) - start + PI).rem_euclid(TAU) - PI;
            let (low, high) = if by >= 0.0 { (start, start + by) } else { (start + by, start) };
            for sector in sector(low - PAST)..=sector(high + PAST) {
                by_heading[sector.rem_euclid(SECTORS as i64) as usize].push(i);
            }
        }
        Self { sides, by_heading }
    }

    /// How far one sees in a direction, and the side one sees there.
    fn first(&self, heading: f64, direction: [f64; 2], reach_m: f64) -> (f64, Option<usize>) {
        let candidates = &self.by_heading[sector(heading).rem_euclid(SECTORS as i64) as usize];
        let met = candidates.iter().filter_map(|i| Some((meet(direction, self.sides[*i])?, *i)));
        let nearest = met.filter(|(far, _)| *far < reach_m).min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.map_or((reach_m, None), |(far, side)| (far, Some(side)))
    }
}

fn sector(heading: f64) -> i64 {
    (heading / TAU * SECTORS as f64).floor() as i64
}

/// Where a look from the origin meets a side, metres.
fn meet([dx, dz]: [f64; 2], [a, b]: Side) -> Option<f64> {
    let [ex, ez] = [b[0] - a[0], b[1] - a[1]];
    let det = dx * ez - dz * ex;
    if det.abs() < 1e-12 {
        return None;
    }
    let distance = (a[0] * ez - a[1] * ex) / det;
    let along = (a[0] * dz - a[1] * dx) / det;
    ((-1e-9..=1.0 + 1e-9).contains(&along) && distance > 0.0).then_some(distance)
}
