//! Hatching: several straight strokes side by side, evenly close.

use super::drawing::contains;
use super::proposal::{Shape, Traced};
use super::stroke::Stroke;
use super::vector::{Px, between, cross, direction, distance, dot, minus, nearest_on};
use locus_model::Kind;

/// Strokes of a hatching at least.
const LEAST: usize = 3;

/// Which strokes are hatching, patch by patch. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn groups(strokes: &[Stroke], candidates: &[usize], unit: f64) -> Vec<Vec<usize>> {
    let straight: Vec<(usize, Px, Px)> = candidates
        .iter()
        .filter_map(|i| {
            let line = &strokes[*i].line;
            let (a, b) = (line[0], line[line.len() - 1]);
            let chord = distance(a, b);
            ((8.0 * unit..260.0 * unit).contains(&chord) && chord > 0.93 * strokes[*i].length()).then_some((*i, a, b))
        })
        .collect();
    let mut group: Vec<usize> = (0..straight.len()).collect();
    let root = |group: &[usize], mut i: usize| {
        while group[i] != i {
            i = group[i];
        }
        i
    };
    for i in 0..straight.len() {
        for j in i + 1..straight.len() {
            if are_neighbours(&straight[i], &straight[j], unit) {
                let (a, b) = (root(&group, i), root(&group, j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut members = vec![Vec::new(); straight.len()];
    (0..straight.len()).for_each(|i| members[root(&group, i)].push(i));
    let hatched = members.iter().filter(|m| rows(m, &straight, 4.0 * unit) >= LEAST);
    hatched.map(|m| m.iter().map(|i| straight[*i].0).collect()).collect()
}

/// Says of areas that they are hatched, where patches in them stretch over a good part of them, and names the strokes.
pub fn name(features: &mut [Traced], strokes: &[Stroke], patches: &[Vec<usize>], unit: f64) {
    for feature in
        features.iter_mut().filter(|f| f.look.symbol.is_none() && !matches!(f.kind, Kind::Label | Kind::Yard))
    {
        let Shape::Ring(ring) = &feature.shape else { continue };
        let sides = || (0..ring.len()).map(|i| [ring[i], ring[(i + 1) % ring.len()]]);
        let of_ring = |i: &usize| {
            let middle = strokes[*i].line[strokes[*i].line.len() / 2];
            contains(ring, middle) && sides().all(|[a, b]| nearest_on(middle, a, b).1 > 4.0 * unit)
        };
        let inside: Vec<usize> = patches.iter().flatten().copied().filter(of_ring).collect();
        let points: Vec<Px> = inside.iter().flat_map(|i| strokes[*i].line.iter().copied()).collect();
        let over = (0..2).all(|k| extent(&points, k) > 0.45 * extent(ring, k));
        if inside.len() >= LEAST && over {
            feature.look.hatched = true;
            feature.ink.extend(inside);
            feature.ink.sort_unstable();
            feature.ink.dedup();
        }
    }
}

fn extent(points: &[Px], axis: usize) -> f64 {
    let reach = points.iter().fold([f64::MAX, f64::MIN], |r, p| [r[0].min(p[axis]), r[1].max(p[axis])]);
    reach[1] - reach[0]
}

/// How many rows, farther apart than `apart`, the middles of some parallel strokes stand in: a line drawn in pieces, or
/// twice, is one row.
fn rows(members: &[usize], straight: &[(usize, Px, Px)], apart: f64) -> usize {
    let Some((_, a, b)) = members.first().map(|m| straight[*m]) else {
        return 0;
    };
    let run = direction(a, b);
    let middle = |m: &usize| between(straight[*m].1, straight[*m].2, 0.5);
    let mut offsets: Vec<f64> = members.iter().map(|m| cross(run, minus(middle(m), a))).collect();
    offsets.sort_by(f64::total_cmp);
    1 + offsets.windows(2).filter(|o| o[1] - o[0] > apart).count()
}

/// Parallel within 10 degrees, 5 to 20 units apart, and side by side over a good part of the shorter.
fn are_neighbours((_, a, b): &(usize, Px, Px), (_, c, d): &(usize, Px, Px), unit: f64) -> bool {
    let (run, other) = (direction(*a, *b), direction(*c, *d));
    if cross(run, other).abs() > 0.17 {
        return false;
    }
    let middle = [(c[0] + d[0]) / 2.0, (c[1] + d[1]) / 2.0];
    let apart = cross(run, minus(middle, *a)).abs();
    let along = |p: Px| dot(run, minus(p, *a));
    let (low, high) = (along(*c).min(along(*d)).max(0.0), along(*c).max(along(*d)).min(distance(*a, *b)));
    let shorter = distance(*a, *b).min(distance(*c, *d));
    // The last strokes in a corner are short: less overlap is asked where one is.
    (4.5 * unit..20.0 * unit).contains(&apart) && high - low > 0.35 * shorter
}
