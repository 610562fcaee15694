//! Gates and doors drawn with posts: two short strokes across the ends of a wall that face each other, paper between
//! them and wall going on behind both. Whether the wall is one line, two, or barbed wire with crosses, and whether the
//! leaves are drawn ajar between the posts, the posts are the same.

use super::grid::Grid;
use super::opening::near_ink;
use super::stroke::Stroke;
use super::vector::{Px, between, cross, direction, distance, dot, minus};

/// Two posts with a way through.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// The strokes that are the posts.
    pub posts: [usize; 2],
    /// Where the posts stand: their middles.
    pub ends: [Px; 2],
    unit: f64,
}

/// A short straight stroke with a loose end. (Where a wall meets it, thinning bends it.)
struct Post {
    stroke: usize,
    middle: Px,
    run: Px,
    length: f64,
}

/// Finds the gates, narrowest first, each post used once. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn gates(strokes: &[Stroke], ink: &Grid<u8>, unit: f64) -> Vec<Gate> {
    let posts: Vec<Post> = (0..strokes.len()).filter_map(|i| post(i, &strokes[i], unit)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for i in 0..posts.len() {
        for j in i + 1..posts.len() {
            let gap = distance(posts[i].middle, posts[j].middle);
            if (6.0 * unit..135.0 * unit).contains(&gap) && face(&posts[i], &posts[j], gap, unit) {
                pairs.push((gap, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = vec![false; posts.len()];
    let mut found = Vec::new();
    for (_, i, j) in pairs {
        let ends = [posts[i].middle, posts[j].middle];
        let walled = || {
            ends.iter().all(|p| meets_wall(*p, strokes, unit))
                && goes_on(ends[1], ends[0], ink, unit)
                && goes_on(ends[0], ends[1], ink, unit)
        };
        if !taken[i] && !taken[j] && is_open(ends, ink, unit) && walled() {
            (taken[i], taken[j]) = (true, true);
            found.push(Gate { posts: [posts[i].stroke, posts[j].stroke], ends, unit });
        }
    }
    found
}

fn post(index: usize, stroke: &Stroke, unit: f64) -> Option<Post> {
    let (a, b) = (stroke.line[0], stroke.line[stroke.line.len() - 1]);
    let (chord, length) = (distance(a, b), stroke.length());
    let short = (6.0 * unit..28.0 * unit).contains(&length) && chord > 0.82 * length;
    // Where a leaf hangs at the foot of a post, only its upper half is a stroke, and stands on the wall.
    let middle = match stroke.free {
        [true, true] => between(a, b, 0.5),
        [false, true] if length < 12.0 * unit => a,
        [true, false] if length < 12.0 * unit => b,
        [false, false] => return None,
        _ => between(a, b, 0.5),
    };
    short.then(|| Post { stroke: index, middle, run: direction(a, b), length })
}

/// Posts of a like length, side by side: the way between them crosses both within 25 degrees of a right angle.
fn face(a: &Post, b: &Post, gap: f64, unit: f64) -> bool {
    let way = direction(a.middle, b.middle);
    // The middles of posts by hand are known to a few units only.
    let slack = (0.42 + 2.0 * unit / gap).min(0.6);
    let alike = a.length.min(b.length) > 0.5 * a.length.max(b.length);
    // Posts are no wider apart than a few of their lengths; pieces of wall on either side of a corridor are.
    let close = gap < 3.2 * (a.length + b.length).max(24.0 * unit);
    alike && close && dot(way, a.run).abs() < slack && dot(way, b.run).abs() < slack && cross(a.run, b.run).abs() < 0.5
}

/// Whether there is paper between the posts, for one line of wall and for two: leaves that stand ajar leave the way soon,
/// and a word written across it has gaps.
fn is_open([a, b]: [Px; 2], ink: &Grid<u8>, unit: f64) -> bool {
    let (way, gap) = (direction(a, b), distance(a, b));
    let margin = (4.0 * unit / gap).clamp(0.12, 0.35);
    let inked = |aside: f64, i: usize| {
        let [x, y] = between(a, b, margin + (1.0 - 2.0 * margin) * i as f64 / 20.0);
        near_ink([x - aside * unit * way[1], y + aside * unit * way[0]], ink, 0.05 * gap.min(40.0 * unit))
    };
    [-3.5, 0.0, 3.5].iter().all(|aside| (0..=20).filter(|i| inked(*aside, *i)).count() < 14)
}

/// Whether a line too long for writing comes up to a post.
fn meets_wall(post: Px, strokes: &[Stroke], unit: f64) -> bool {
    strokes.iter().any(|s| s.length() > 45.0 * unit && s.line.iter().any(|p| distance(*p, post) < 9.0 * unit))
}

/// Whether wall goes on behind a post, seen from the other: ink along the way for 36 units, and mostly paper on one
/// side of it at least: the name of the gate may stand on the other.
fn goes_on(from: Px, post: Px, ink: &Grid<u8>, unit: f64) -> bool {
    let way = direction(from, post);
    let inked = |far: f64, aside: f64, reach: f64| {
        let p = [post[0] + unit * (far * way[0] - aside * way[1]), post[1] + unit * (far * way[1] + aside * way[0])];
        near_ink(p, ink, reach * unit)
    };
    let steps = || (3..=18).map(|i| 2.0 * f64::from(i));
    // The two lines of a double wall lie up to five units off the middle; the way may miss the wall's run a little.
    let along = steps().filter(|far| inked(*far, 0.0, 5.0 + 0.1 * far)).count();
    let beside = |side: f64| steps().filter(|far| inked(*far, side * (11.0 + 0.1 * far), 1.5)).count();
    along >= 14 && beside(1.0).min(beside(-1.0)) < 8
}

impl Gate {
    /// Whether a point lies between the posts, where the leaves may stand.
    pub fn holds(&self, p: Px) -> bool {
        let (way, gap) = (direction(self.ends[0], self.ends[1]), distance(self.ends[0], self.ends[1]));
        let (along, off) = (dot(way, minus(p, self.ends[0])), cross(way, minus(p, self.ends[0])));
        let slack = 3.0 * self.unit;
        (-slack..gap + slack).contains(&along) && off.abs() < (0.7 * gap + 12.0 * self.unit).min(45.0 * self.unit)
    }

    /// Whether a point lies at either post.
    pub fn is_at_post(&self, p: Px) -> bool {
        self.ends.iter().any(|end| distance(*end, p) < 9.0 * self.unit)
    }
}
