//! Walls with their openings, watertight by construction.
//!
//! A wall is a grid of cells: columns along its centre line (broken at every corner and at the edges of every opening),
//! rows above each other (broken at every sill and head), and a left and a right half. Cells inside an opening are
//! empty; the faces between a full cell and what is not full are the wall. Every face is a face of a cell, so every edge
//! is shared by exactly two of them, and no solid has to be subtracted from another. (Where four walls cross, a wall that
//! passes through touches itself along the centre of the crossing: four faces share that edge.)

use super::cut::{Cut, NARROWEST_M};
use super::joint::{Arm, corners};
use super::mesh::{Enu, Mesh};
use geo::Coord;
use std::collections::BTreeMap;

/// Two places closer than this (metres) are one.
const SAME_M: f64 = 1e-3;

/// What stays of a wall between an opening and a corner, metres: without it the faces there would have no width.
const JAMB_M: f64 = 0.01;

/// A wall's centre line, metres east and north of the anchor.
#[derive(Clone, Debug)]
pub struct WallLine {
    /// Its corners; the first repeated at the end where it is closed.
    pub points: Vec<Coord>,
    /// Half its thickness, metres.
    pub half_m: f64,
    /// Walls join walls of the same group only (one level; roads apart from walls).
    pub group: String,
}

/// A place a wall can be joined at: its group, and the place in millimetres.
type Place<'a> = (&'a str, i64, i64);

/// The end of a stretch: wall, stretch, and whether it is the start of it.
type End = (usize, usize, bool);

/// The corners of every stretch of several walls, joined where they meet.
pub struct Joints(BTreeMap<End, [Coord; 2]>);

/// Across the wall: left face, centre line, right face.
#[derive(Clone, Copy)]
struct Station {
    left: Coord,
    centre: Coord,
    right: Coord,
}

/// The cells between two stations, and the heights from which to which they are open.
struct Column {
    start: Station,
    end: Station,
    open: Vec<(f64, f64)>,
}

impl WallLine {
    /// From a line; corners that coincide are one. `None` where nothing is left.
    pub fn new(line: &[Coord], half_m: f64, group: String) -> Option<Self> {
        let mut points: Vec<Coord> = Vec::new();
        for c in line {
            if points.last().is_none_or(|last| distance(*last, *c) > SAME_M) {
                points.push(*c);
            }
        }
        (points.len() >= 2).then_some(Self { points, half_m, group })
    }

    /// Whether a line stands in the gap between the two ends of this one, as a gate in its fence.
    pub fn is_closed_by(&self, line: &[Coord]) -> bool {
        let (Some(a), Some(b)) = (line.first(), line.last()) else { return false };
        let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
        let meet = |p: Coord, q: Coord| distance(p, q) <= SAME_M;
        (meet(*a, first) && meet(*b, last)) || (meet(*a, last) && meet(*b, first))
    }

    /// From where to where on the centre line a cut reaches.
    pub fn along(&self, cut: &Cut) -> [Coord; 2] {
        let (start, direction, _) = self.stretch(cut.segment);
        [cut.from_m, cut.to_m].map(|along| start + direction * along)
    }

    fn stretch(&self, i: usize) -> (Coord, Coord, f64) {
        let (a, b) = (self.points[i], self.points[i + 1]);
        let length = distance(a, b);
        (a, (b - a) / length, length)
    }
}

impl Joints {
    /// Joins walls at the points where their corners coincide.
    pub fn of(walls: &[WallLine]) -> Self {
        let mut meetings: BTreeMap<Place, Vec<(End, Arm)>> = BTreeMap::new();
        for (w, wall) in walls.iter().enumerate() {
            for s in 0..wall.points.len() - 1 {
                let (start, direction, length_m) = wall.stretch(s);
                for (is_start, at, direction) in [(true, start, direction), (false, wall.points[s + 1], -direction)] {
                    let arm = Arm { direction, half_m: wall.half_m, length_m };
                    let place = |v: f64| (v / SAME_M).round() as i64;
                    meetings.entry((&wall.group, place(at.x), place(at.y))).or_default().push(((w, s, is_start), arm));
                }
            }
        }
        let mut joined = BTreeMap::new();
        for ends in meetings.into_values() {
            let arms: Vec<Arm> = ends.iter().map(|(_, arm)| *arm).collect();
            joined.extend(ends.iter().map(|(end, _)| *end).zip(corners(&arms)));
        }
        Self(joined)
    }

    /// The station at one end of a stretch, left and right seen along the wall.
    fn station(&self, wall: &WallLine, (w, s, is_start): End) -> Station {
        let centre = wall.points[if is_start { s } else { s + 1 }];
        let [left, right] = self.0.get(&(w, s, is_start)).copied().unwrap_or([Coord::zero(); 2]);
        // Seen from the end of a stretch, left is right.
        let (left, right) = if is_start { (left, right) } else { (right, left) };
        Station { left: centre + left, centre, right: centre + right }
    }
}

/// The wall `index` of `walls` from `base_m` to `base_m + height_m`, without its openings.
pub fn solid(walls: &[WallLine], index: usize, joints: &Joints, cuts: &[Cut], base_m: f64, height_m: f64) -> Mesh {
    let wall = &walls[index];
    let stretches = 0..wall.points.len() - 1;
    let columns: Vec<Column> = stretches.flat_map(|s| columns(wall, (index, s), joints, cuts)).collect();
    let heights = rows(cuts, height_m);
    let mut mesh = Mesh::default();
    for at in 0..columns.len() {
        for row in 0..heights.len() - 1 {
            cell(&mut mesh, &columns, &heights, at, row, base_m);
        }
    }
    mesh
}

/// The part of a stretch an opening can take: what its joints leave. `None` where that is too narrow to show.
pub fn fitted(walls: &[WallLine], index: usize, joints: &Joints, cut: Cut) -> Option<Cut> {
    let wall = &walls[index];
    let (start, direction, length) = wall.stretch(cut.segment);
    let along = |c: Coord| (c.x - start.x) * direction.x + (c.y - start.y) * direction.y;
    let (a, b) = (joints.station(wall, (index, cut.segment, true)), joints.station(wall, (index, cut.segment, false)));
    let taken = |reach: f64| if reach > 0.0 { reach + JAMB_M } else { 0.0 };
    let from_m = cut.from_m.max(taken(along(a.left).max(along(a.right))));
    let to_m = cut.to_m.min(length - taken(length - along(b.left).min(along(b.right))));
    (to_m - from_m >= NARROWEST_M).then_some(Cut { from_m, to_m, ..cut })
}

/// Heights between which nothing changes: floor, sills, heads, top.
fn rows(cuts: &[Cut], height_m: f64) -> Vec<f64> {
    let inside = cuts.iter().flat_map(|c| [c.sill_m, c.head_m]).filter(|h| *h > 0.0 && *h < height_m);
    distinct([0.0, height_m].into_iter().chain(inside).collect(), height_m)
}

/// Sorted, without values that nearly repeat; `last` stays.
fn distinct(mut values: Vec<f64>, last: f64) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values.dedup_by(|b, a| *b - *a < SAME_M);
    if let Some(end) = values.last_mut() {
        *end = last;
    }
    values
}

/// The columns of one stretch.
fn columns(wall: &WallLine, (index, s): (usize, usize), joints: &Joints, cuts: &[Cut]) -> Vec<Column> {
    let (start, direction, length) = wall.stretch(s);
    let normal = Coord { x: -direction.y, y: direction.x } * wall.half_m;
    let own: Vec<&Cut> = cuts.iter().filter(|c| c.segment == s).collect();
    let breaks = distinct(own.iter().flat_map(|c| [c.from_m, c.to_m]).chain([0.0, length]).collect(), length);
    let last = breaks.len() - 1;
    let station = |i: usize| match i {
        0 => joints.station(wall, (index, s, true)),
        i if i == last => joints.station(wall, (index, s, false)),
        i => {
            let centre = start + direction * breaks[i];
            Station { left: centre + normal, centre, right: centre - normal }
        }
    };
    let column = |i: usize| {
        let middle = 0.5 * (breaks[i] + breaks[i + 1]);
        let open = own.iter().filter(|c| c.from_m < middle && middle < c.to_m).map(|c| (c.sill_m, c.head_m));
        Column { start: station(i), end: station(i + 1), open: open.collect() }
    };
    (0..last).map(column).collect()
}

impl Column {
    fn is_full(&self, low: f64, high: f64) -> bool {
        let middle = 0.5 * (low + high);
        !self.open.iter().any(|(sill, head)| *sill < middle && middle < *head)
    }
}

/// The faces of one cell towards what is not full.
fn cell(mesh: &mut Mesh, columns: &[Column], heights: &[f64], at: usize, row: usize, base_m: f64) {
    let (column, n) = (&columns[at], columns.len());
    let full = |row: usize| row + 1 < heights.len() && column.is_full(heights[row], heights[row + 1]);
    if !full(row) {
        return;
    }
    let (low, high) = (base_m + heights[row], base_m + heights[row + 1]);
    let (a, b) = (column.start, column.end);
    mesh.quad([stand(a.right, low), stand(b.right, low), stand(b.right, high), stand(a.right, high)]);
    mesh.quad([stand(b.left, low), stand(a.left, low), stand(a.left, high), stand(b.left, high)]);
    if !full(row + 1) {
        flat(mesh, a, b, high, true);
    }
    if row == 0 || !full(row - 1) {
        flat(mesh, a, b, low, false);
    }
    // A closed wall has a column before its first: its last. In an open one their ends do not coincide.
    let filled = |column: &&Column| column.is_full(heights[row], heights[row + 1]);
    let before = Some(&columns[(at + n - 1) % n]).filter(filled).map(|c| c.end);
    let after = Some(&columns[(at + 1) % n]).filter(filled).map(|c| c.start);
    across(mesh, a, before, low, high, false);
    across(mesh, b, after, low, high, true);
}

/// The upper or lower face of both halves.
fn flat(mesh: &mut Mesh, a: Station, b: Station, height: f64, up: bool) {
    let mut right = [a.right, b.right, b.centre, a.centre].map(|c| stand(c, height));
    let mut left = [a.centre, b.centre, b.left, a.left].map(|c| stand(c, height));
    if !up {
        right.reverse();
        left.reverse();
    }
    mesh.quad(right);
    mesh.quad(left);
}

/// The end faces of the halves that do not run on into the `next` station.
fn across(mesh: &mut Mesh, s: Station, next: Option<Station>, low: f64, high: f64, ends: bool) {
    let open = |corner: Coord, other: fn(&Station) -> Coord| {
        next.is_none_or(|n| distance(n.centre, s.centre) > SAME_M || distance(other(&n), corner) > SAME_M)
    };
    for (l, r, is_open) in
        [(s.left, s.centre, open(s.left, |n| n.left)), (s.centre, s.right, open(s.right, |n| n.right))]
    {
        if is_open {
            let (l, r) = if ends { (r, l) } else { (l, r) };
            mesh.quad([stand(l, low), stand(r, low), stand(r, high), stand(l, high)]);
        }
    }
}

fn stand(c: Coord, height: f64) -> Enu {
    [c.x, c.y, height]
}

fn distance(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[cfg(test)]
mod tests;
