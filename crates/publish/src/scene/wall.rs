//! Walls with their openings, watertight by construction.
//!
//! A wall is a grid of cells: columns along its centre line (broken at every corner and at the edges of every opening),
//! rows above each other (broken at every sill and head), and a left and a right half. Cells inside an opening are
//! empty; the faces between a full cell and what is not full are the wall. Every face is a face of a cell, so every edge
//! is shared by exactly two of them, and no solid has to be subtracted from another.

use super::cut::{Cut, NARROWEST_M};
use super::joint::{Arm, corners};
use super::mesh::{Enu, Mesh};
use geo::Coord;
use std::collections::BTreeMap;

/// Two places closer than this (metres) are one.
const SAME_M: f64 = 1e-3;

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

/// Stations of stretches that run into each other, and the rows that are open in each column between them.
struct Run {
    stations: Vec<Station>,
    open: Vec<Vec<(f64, f64)>>,
    closed: bool,
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
    let heights = rows(cuts, height_m);
    let mut mesh = Mesh::default();
    for run in runs(&walls[index], index, joints, cuts) {
        run.build(&mut mesh, &heights, base_m);
    }
    mesh
}

/// The part of a stretch an opening can take: what its joints leave. `None` where that is too narrow to show.
pub fn fitted(walls: &[WallLine], index: usize, joints: &Joints, cut: Cut) -> Option<Cut> {
    let wall = &walls[index];
    let (start, direction, length) = wall.stretch(cut.segment);
    let along = |c: Coord| (c.x - start.x) * direction.x + (c.y - start.y) * direction.y;
    let (a, b) = (joints.station(wall, (index, cut.segment, true)), joints.station(wall, (index, cut.segment, false)));
    let from_m = cut.from_m.max(0.0).max(along(a.left)).max(along(a.right));
    let to_m = cut.to_m.min(length).min(along(b.left)).min(along(b.right));
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

fn runs(wall: &WallLine, index: usize, joints: &Joints, cuts: &[Cut]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for s in 0..wall.points.len() - 1 {
        let own: Vec<&Cut> = cuts.iter().filter(|c| c.segment == s).collect();
        let (stations, open) = stretch(wall, index, s, joints, &own);
        match runs.last_mut() {
            Some(run) if run.stations.last().is_some_and(|last| last.meets(&stations[0])) => {
                run.stations.extend(&stations[1..]);
                run.open.extend(open);
            }
            _ => runs.push(Run { stations, open, closed: false }),
        }
    }
    if let [run] = runs.as_mut_slice()
        && run.open.len() > 2
        && run.stations.last().is_some_and(|last| last.meets(&run.stations[0]))
    {
        run.stations.pop();
        run.closed = true;
    }
    runs
}

/// The stations of one stretch, and what is open between each two of them.
fn stretch(
    wall: &WallLine,
    index: usize,
    s: usize,
    joints: &Joints,
    cuts: &[&Cut],
) -> (Vec<Station>, Vec<Vec<(f64, f64)>>) {
    let (start, direction, length) = wall.stretch(s);
    let normal = Coord { x: -direction.y, y: direction.x } * wall.half_m;
    let breaks = distinct(cuts.iter().flat_map(|c| [c.from_m, c.to_m]).chain([0.0, length]).collect(), length);
    let mut stations = vec![joints.station(wall, (index, s, true))];
    stations.extend(breaks[1..breaks.len() - 1].iter().map(|along| {
        let centre = start + direction * *along;
        Station { left: centre + normal, centre, right: centre - normal }
    }));
    stations.push(joints.station(wall, (index, s, false)));
    let open = breaks.windows(2).map(|between| {
        let middle = 0.5 * (between[0] + between[1]);
        cuts.iter().filter(|c| c.from_m < middle && middle < c.to_m).map(|c| (c.sill_m, c.head_m)).collect()
    });
    let open = open.collect();
    (stations, open)
}

impl Station {
    fn meets(&self, other: &Self) -> bool {
        distance(self.left, other.left) < SAME_M && distance(self.right, other.right) < SAME_M
    }
}

impl Run {
    fn full(&self, column: Option<usize>, low: f64, high: f64) -> bool {
        let middle = 0.5 * (low + high);
        column.is_some_and(|c| !self.open[c].iter().any(|(sill, head)| *sill < middle && middle < *head))
    }

    fn build(&self, mesh: &mut Mesh, heights: &[f64], base_m: f64) {
        let n = self.open.len();
        for column in 0..n {
            let before = if self.closed { Some((column + n - 1) % n) } else { column.checked_sub(1) };
            let after = if self.closed { Some((column + 1) % n) } else { Some(column + 1).filter(|c| *c < n) };
            let (a, b) = (self.stations[column], self.stations[(column + 1) % self.stations.len()]);
            for (row, h) in heights.windows(2).enumerate() {
                if !self.full(Some(column), h[0], h[1]) {
                    continue;
                }
                let (low, high) = (base_m + h[0], base_m + h[1]);
                sides(mesh, a, b, low, high);
                if heights.get(row + 2).is_none_or(|top| !self.full(Some(column), h[1], *top)) {
                    flat(mesh, a, b, high, true);
                }
                if row == 0 || !self.full(Some(column), heights[row - 1], h[0]) {
                    flat(mesh, a, b, low, false);
                }
                if !self.full(before, h[0], h[1]) {
                    across(mesh, a, low, high, false);
                }
                if !self.full(after, h[0], h[1]) {
                    across(mesh, b, low, high, true);
                }
            }
        }
    }
}

/// The left and the right face of a cell.
fn sides(mesh: &mut Mesh, a: Station, b: Station, low: f64, high: f64) {
    mesh.quad([at(a.right, low), at(b.right, low), at(b.right, high), at(a.right, high)]);
    mesh.quad([at(b.left, low), at(a.left, low), at(a.left, high), at(b.left, high)]);
}

/// The upper or lower face of both halves.
fn flat(mesh: &mut Mesh, a: Station, b: Station, height: f64, up: bool) {
    let mut right = [a.right, b.right, b.centre, a.centre].map(|c| at(c, height));
    let mut left = [a.centre, b.centre, b.left, a.left].map(|c| at(c, height));
    if !up {
        right.reverse();
        left.reverse();
    }
    mesh.quad(right);
    mesh.quad(left);
}

/// The end face of both halves, seen from before the wall, or from behind it where it ends.
fn across(mesh: &mut Mesh, s: Station, low: f64, high: f64, ends: bool) {
    for (l, r) in [(s.left, s.centre), (s.centre, s.right)] {
        let (l, r) = if ends { (r, l) } else { (l, r) };
        mesh.quad([at(l, low), at(r, low), at(r, high), at(l, high)]);
    }
}

fn at(c: Coord, height: f64) -> Enu {
    [c.x, c.y, height]
}

fn distance(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[cfg(test)]
mod tests;
