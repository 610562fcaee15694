//! Openings: two ends of wall that face each other, with paper between them.

use super::grid::Grid;
use super::swing::swings;
use super::vector::{Px, between, cross, direction, distance, dot, minus};
use std::collections::BTreeSet;

/// An end of a wall.
#[derive(Clone, Copy, Debug)]
pub struct Jamb {
    /// Where it ends.
    pub at: Px,
    /// Out of the wall, length 1.
    pub heading: Px,
    /// Length of the last straight piece of wall behind it.
    pub behind: f64,
    /// Length of wall behind it that runs on without a corner.
    pub wall: f64,
    /// Whether no ink goes on.
    pub free: bool,
    /// The stroke it is an end of.
    pub stroke: usize,
    /// Whether that stroke stands by itself, as furniture does, and the wall between two doors where walls that should
    /// meet it stop short.
    pub alone: bool,
}

/// What was drawn in an opening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leaf {
    /// Nothing, and a wall meets an end, or the gap is too narrow to pass: a line that was broken, as far as one sees.
    Break,
    /// Nothing: a gap.
    Gap,
    /// Short strokes across both ends.
    Ticks,
    /// A door leaf and the arc of its end, about one of the jambs (0 or 1), to the right (1) or left (-1) of the way
    /// from the first jamb to the second.
    Swing(usize, f64),
}

/// An opening.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// From jamb to jamb.
    pub ends: [Px; 2],
    /// What was drawn in it.
    pub leaf: Leaf,
    /// Share of the way across that is ink.
    pub inked: f64,
}

/// Finds the openings: jambs that face each other within 14 degrees, nearest first, each used once.
pub fn openings(jambs: &[Jamb], walls: &[[Px; 2]], ink: &Grid<u8>, unit: f64) -> Vec<Opening> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for i in 0..jambs.len() {
        for j in i + 1..jambs.len() {
            let gap = distance(jambs[i].at, jambs[j].at);
            if (3.0 * unit..135.0 * unit).contains(&gap) && face(&jambs[i], &jambs[j], gap, unit) {
                pairs.push((gap, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let found = swings(walls, ink, unit);
    let on_swing = |j: &Jamb| found.iter().any(|o| o.takes(j, unit));
    let taken = jambs.iter().map(on_swing).collect();
    let mut search = Search { jambs, walls, ink, unit, taken, found };
    // A bench has no door beside it: what stands alone is wall only from where it is known that wall faces it.
    let mut alone: BTreeSet<usize> = jambs.iter().filter(|j| j.alone).map(|j| j.stroke).collect();
    loop {
        let before = alone.len();
        for (gap, i, j) in &pairs {
            let strokes = [jambs[*i].stroke, jambs[*j].stroke];
            if !strokes.iter().all(|s| alone.contains(s)) && search.open(*gap, *i, *j) {
                strokes.iter().for_each(|s| _ = alone.remove(s));
            }
        }
        if alone.len() == before {
            return search.found;
        }
    }
}

struct Search<'a> {
    jambs: &'a [Jamb],
    walls: &'a [[Px; 2]],
    ink: &'a Grid<u8>,
    unit: f64,
    taken: Vec<bool>,
    found: Vec<Opening>,
}

impl Search<'_> {
    /// Makes an opening of two jambs, if it is one.
    fn open(&mut self, gap: f64, i: usize, j: usize) -> bool {
        let (a, b, unit) = (&self.jambs[i], &self.jambs[j], self.unit);
        let ends = [a.at, b.at];
        // The tip of a leaf is no end of a wall.
        let on_leaf = |p: &Px| {
            let far = |o: &Opening| o.ends.iter().all(|end| distance(*end, *p) > 7.0 * unit);
            self.found.iter().any(|o| far(o) && o.leaf_holds(&[*p], 4.5 * unit))
        };
        let taken = self.taken[i] || self.taken[j];
        if taken || is_crossed(ends, self.walls, unit) || ends.iter().any(on_leaf) {
            return false;
        }
        let inked = inked_share(ends, self.ink, unit);
        let leaf = if inked > 0.3 && gap < 40.0 * unit { Leaf::Break } else { leaf_in(ends, self.ink, unit) };
        let bare = leaf == Leaf::Gap && (!(a.free && b.free) || gap < 12.0 * unit);
        let leaf = if bare { Leaf::Break } else { leaf };
        let long_enough = a.wall.max(b.wall) > 0.4 * gap && (leaf != Leaf::Break || gap < 110.0 * unit);
        let broken = inked > 0.3 && gap < 40.0 * unit;
        let opens = broken || (inked < 0.3 && long_enough);
        if opens {
            (self.taken[i], self.taken[j]) = (true, true);
            self.found.push(Opening { ends, leaf, inked });
        }
        opens
    }
}

fn face(a: &Jamb, b: &Jamb, gap: f64, unit: f64) -> bool {
    let way = direction(a.at, b.at);
    // Short ends of wall are known less well in direction; so is the way across a small gap.
    let least = |j: &Jamb, cosine: f64| {
        let slack = (4.0 * unit / gap).atan() + (2.0 * unit / j.behind.max(unit)).atan();
        cosine > (0.2 + slack).min(0.6).cos()
    };
    least(a, dot(a.heading, way)) && least(b, -dot(b.heading, way))
}

/// Whether a wall crosses the opening.
pub fn is_crossed([a, b]: [Px; 2], walls: &[[Px; 2]], unit: f64) -> bool {
    walls.iter().any(|[c, d]| {
        let (way, other, start) = (minus(b, a), minus(*d, *c), minus(*c, a));
        let area = cross(way, other);
        let (u, v) = (cross(start, other) / area, cross(start, way) / area);
        (0.15..0.85).contains(&u) && (0.0..=1.0).contains(&v) && distance(*c, *d) > 8.0 * unit
    })
}

/// The share of the way between two jambs along which there is ink.
pub fn inked_share([a, b]: [Px; 2], ink: &Grid<u8>, unit: f64) -> f64 {
    let gap = distance(a, b);
    let steps = (gap / unit).max(8.0) as usize;
    // The ends themselves, and what stands across them, are left out.
    let margin = (3.5 * unit / gap).clamp(0.12, 0.4);
    let at = |i: usize| between(a, b, margin + (1.0 - 2.0 * margin) * i as f64 / steps as f64);
    (0..steps).filter(|i| near_ink(at(*i), ink, 2.0 * unit)).count() as f64 / steps as f64
}

pub fn near_ink(p: Px, ink: &Grid<u8>, reach: f64) -> bool {
    let r = reach.round().max(1.0) as isize;
    let [x, y] = p.map(|v| v.floor() as isize);
    (-r..=r).any(|dy| (-r..=r).any(|dx| ink.at(x + dx, y + dy, 0) != 0))
}

/// Looks for the four ways a leaf can hang, then for ticks.
fn leaf_in(ends: [Px; 2], ink: &Grid<u8>, unit: f64) -> Leaf {
    let swings = [(0, 1.0), (0, -1.0), (1, 1.0), (1, -1.0)];
    let share = |(hinge, side): (usize, f64)| {
        let (arc, leaf) = swing_ink(ends, hinge, side, ink, unit);
        if arc > 0.6 && leaf > 0.5 { (arc + leaf) / 2.0 } else { 0.0 }
    };
    let way = direction(ends[0], ends[1]);
    // What stands across is known in direction to a few degrees only.
    let ink_at = |p: Px, far: f64, reach: f64| {
        near_ink([p[0] - far * unit * way[1], p[1] + far * unit * way[0]], ink, reach * unit)
    };
    let beside = |p: Px, far: f64| ink_at(p, far, 1.6 + 0.2 * (f64::abs(far) - 5.0).max(0.0));
    // Where a line runs past, the opening would stand in the middle of it: only a clear swing is one there.
    let passed = |p: &Px| [8.0, 12.0, 16.0, -8.0, -12.0, -16.0].iter().all(|far| beside(*p, *far));
    let least = if ends.iter().any(passed) { 0.85 } else { 0.68 };
    let best = swings.into_iter().map(|s| (share(s), s)).max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((share, (hinge, side))) = best
        && share > least
    {
        return Leaf::Swing(hinge, side);
    }
    // Short strokes to both sides; a wall that runs past goes on.
    let ticked = |p: Px| {
        let short = [-1.0, 1.0].iter().all(|side| [3.8, 5.0].iter().any(|far| beside(p, side * far)));
        short && ![15.0, -15.0, 19.0, -19.0].iter().any(|far| ink_at(p, *far, 1.6))
    };
    let stopped = |p: Px| {
        let passed = [15.0, -15.0].iter().all(|far| beside(p, *far));
        !passed && [3.8, 5.0, -3.8, -5.0].iter().any(|far| beside(p, *far))
    };
    let [a, b] = ends;
    if (ticked(a) && stopped(b)) || (ticked(b) && stopped(a)) { Leaf::Ticks } else { Leaf::Gap }
}

/// The shares of a swing's arc and of its leaf that are ink, where they are most: by hand a leaf is a little longer or
/// shorter than the gap.
pub fn swing_ink(ends: [Px; 2], hinge: usize, side: f64, ink: &Grid<u8>, unit: f64) -> (f64, f64) {
    let reach = (0.08 * distance(ends[0], ends[1])).clamp(2.5 * unit, 4.5 * unit);
    let inked =
        |points: &[Px]| points.iter().filter(|p| near_ink(**p, ink, reach)).count() as f64 / points.len() as f64;
    let tip = leaf_tip(ends, hinge, side);
    let sized = [0.86, 0.93, 1.0, 1.07, 1.14].into_iter().map(|size| {
        let tip = between(ends[hinge], tip, size);
        let leaf: Vec<Px> = (3..=18).map(|i| between(ends[hinge], tip, f64::from(i) / 20.0)).collect();
        let arc: Vec<Px> = swing_arc(ends, hinge, side).iter().map(|p| between(ends[hinge], *p, size)).collect();
        (inked(&arc), inked(&leaf))
    });
    sized.max_by(|p, q| (p.0 + p.1).total_cmp(&(q.0 + q.1))).unwrap_or_default()
}

/// Where the leaf of a door ends that stands open at a right angle.
pub fn leaf_tip(ends: [Px; 2], hinge: usize, side: f64) -> Px {
    let way = minus(ends[1], ends[0]);
    [ends[hinge][0] - side * way[1], ends[hinge][1] + side * way[0]]
}

/// Points on the quarter circle of a leaf's end, its first and last tenth left out.
fn swing_arc(ends: [Px; 2], hinge: usize, side: f64) -> Vec<Px> {
    let (about, out) = (ends[hinge], minus(ends[1 - hinge], ends[hinge]));
    let way = minus(ends[1], ends[0]);
    let normal = [-side * way[1], side * way[0]];
    (1..=18)
        .map(|i| {
            let (s, c) = (std::f64::consts::FRAC_PI_2 * f64::from(i) / 20.0 + 0.04).sin_cos();
            [about[0] + c * out[0] + s * normal[0], about[1] + c * out[1] + s * normal[1]]
        })
        .collect()
}

impl Opening {
    /// Width, pixels.
    pub fn width(&self) -> f64 {
        distance(self.ends[0], self.ends[1])
    }

    /// Whether a jamb is one of its own.
    fn takes(&self, jamb: &Jamb, unit: f64) -> bool {
        let way = direction(self.ends[0], self.ends[1]);
        let near = |end: &Px| distance(*end, jamb.at) < 9.0 * unit;
        self.ends.iter().any(near) && dot(way, jamb.heading).abs() > 0.7
    }

    /// Whether a stretch of ink belongs to the leaf or its arc: it lies on either, as a hand draws them.
    pub fn leaf_holds(&self, points: &[Px], slack: f64) -> bool {
        let Leaf::Swing(hinge, side) = self.leaf else {
            return false;
        };
        let (about, across) = (self.ends[hinge], direction(self.ends[hinge], self.ends[1 - hinge]));
        let out = direction(about, leaf_tip(self.ends, hinge, side));
        points.iter().all(|p| {
            let from = minus(*p, about);
            let (along, off) = (dot(from, across), dot(from, out));
            let far = distance(*p, about);
            // A leaf by hand leans by up to 11 degrees, and is up to a fifth longer than the gap.
            let on_leaf = along.abs() < slack + 0.2 * off && far < 1.2 * self.width();
            let on_arc = (far - self.width()).abs() < slack.max(0.12 * self.width()) && along > -slack;
            off > -slack && (on_leaf || on_arc)
        })
    }
}
