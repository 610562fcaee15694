//! Dashed lines: short straight strokes, each a piece of ink by itself, one behind the other at even distance.

use super::drawing::contains;
use super::look::Look;
use super::proposal::{Shape, Traced};
use super::section::median;
use super::stroke::Stroke;
use super::vector::{Px, between, direction, distance, dot, nearest_on};
use locus_model::{Kind, Verdict};

/// Dashes that make a line.
const LEAST: usize = 5;
/// Lengths of a dash, units.
const LONG: [f64; 2] = [5.0, 45.0];

/// Makes one fence of every row of dashes; walls, doors and writing read from the dashes go, and an area that they
/// bound is a yard.
pub fn join(features: &mut Vec<Traced>, strokes: &[Stroke], unit: f64) {
    let rows = rows(strokes, unit);
    if rows.is_empty() {
        return;
    }
    let lines: Vec<Vec<Px>> = rows.iter().map(|row| line_of(row, strokes)).collect();
    let on_row = |p: &Px| lines.iter().flat_map(|l| l.windows(2)).any(|w| nearest_on(*p, w[0], w[1]).1 < 6.0 * unit);
    let read_from_dashes = |f: &Traced| match &f.shape {
        Shape::Line(line) => line.iter().all(on_row) && on_row(&between(line[0], line[line.len() - 1], 0.5)),
        Shape::Ring(ring) if f.kind == Kind::Label => {
            let held = |row: &Vec<usize>| row.iter().filter(|i| contains(ring, middle(&strokes[**i]))).count();
            rows.iter().any(|row| held(row) * 2 > row.len())
        }
        _ => false,
    };
    features.retain(|f| !read_from_dashes(f));
    for feature in features.iter_mut().filter(|f| matches!(f.kind, Kind::Room | Kind::Building)) {
        let Shape::Ring(ring) = &feature.shape else { continue };
        let sides = (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()]));
        let bound = sides.filter(|(a, b)| (1..10).all(|i| on_row(&between(*a, *b, f64::from(i) / 10.0))));
        if bound.count() == ring.len() {
            feature.kind = Kind::Yard;
        }
    }
    features.extend(rows.into_iter().zip(lines).map(|(ink, line)| Traced {
        id: String::new(),
        kind: Kind::Fence,
        shape: Shape::Line(line),
        confidence: 0.8,
        state: Verdict::Accepted,
        ink,
        look: Look::default(),
    }));
}

fn ends(stroke: &Stroke) -> [Px; 2] {
    [stroke.line[0], stroke.line[stroke.line.len() - 1]]
}

fn middle(stroke: &Stroke) -> Px {
    let [a, b] = ends(stroke);
    between(a, b, 0.5)
}

/// Strokes that can be dashes: short, straight, alone.
fn dashes(strokes: &[Stroke], unit: f64) -> Vec<usize> {
    let mut of_piece = std::collections::BTreeMap::<usize, usize>::new();
    strokes.iter().for_each(|s| *of_piece.entry(s.piece).or_default() += 1);
    let is_dash = |s: &Stroke| {
        let [a, b] = ends(s);
        let chord = distance(a, b);
        let alone = of_piece.get(&s.piece) == Some(&1);
        alone && (LONG[0] * unit..LONG[1] * unit).contains(&chord) && chord > 0.92 * s.length()
    };
    (0..strokes.len()).filter(|i| is_dash(&strokes[*i])).collect()
}

/// Rows of dashes that lead each other on: from the nearest pairs of ends up, each end once.
fn rows(strokes: &[Stroke], unit: f64) -> Vec<Vec<usize>> {
    let dashes = dashes(strokes, unit);
    let mut pairs: Vec<(f64, [usize; 2], [usize; 2])> = Vec::new();
    for (n, i) in dashes.iter().enumerate() {
        for j in &dashes[n + 1..] {
            for (e, f) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                if let Some(gap) = leads_on(&strokes[*i], e, &strokes[*j], f, unit) {
                    pairs.push((gap, [*i, e], [*j, f]));
                }
            }
        }
    }
    pairs.sort_by(|p, q| p.0.total_cmp(&q.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    let mut next = vec![[None; 2]; strokes.len()];
    for (_, [i, e], [j, f]) in pairs {
        if next[i][e].is_none() && next[j][f].is_none() {
            (next[i][e], next[j][f]) = (Some([j, f]), Some([i, e]));
        }
    }
    let mut taken = vec![false; strokes.len()];
    let mut found = Vec::new();
    // First rows with an end, then closed ones.
    for start in dashes.iter().flat_map(|i| [[*i, 0], [*i, 1]]).chain(dashes.iter().map(|i| [*i, 2])) {
        let [i, e] = start;
        if taken[i] || (e < 2 && next[i][e].is_some()) {
            continue;
        }
        let (mut at, mut from, mut row) = (i, e.min(1), vec![i]);
        taken[i] = true;
        while let Some([j, f]) = next[at][1 - from].filter(|[j, _]| !taken[*j]) {
            taken[j] = true;
            row.push(j);
            (at, from) = (j, f);
        }
        found.push(row);
    }
    found.retain(|row| row.len() >= LEAST && is_even(row, strokes));
    found
}

/// The gap between an end of a dash and one of another, if the one goes on in the other within 25 degrees.
fn leads_on(a: &Stroke, e: usize, b: &Stroke, f: usize, unit: f64) -> Option<f64> {
    let (p, q) = (ends(a), ends(b));
    let gap = distance(p[e], q[f]);
    let shorter = distance(p[0], p[1]).min(distance(q[0], q[1]));
    if gap > (1.6 * shorter).min(28.0 * unit) || gap < 2.0 * unit {
        return None;
    }
    let way = direction(p[e], q[f]);
    let (out, on) = (direction(p[1 - e], p[e]), direction(q[f], q[1 - f]));
    (dot(out, way) > 0.9 && dot(on, way) > 0.9 && dot(out, on) > 0.9).then_some(gap)
}

/// Whether dashes are about as long as each other, and stand about as far apart.
fn is_even(row: &[usize], strokes: &[Stroke]) -> bool {
    let lengths: Vec<f64> = row.iter().map(|i| strokes[*i].length()).collect();
    let steps: Vec<f64> = row.windows(2).map(|w| distance(middle(&strokes[w[0]]), middle(&strokes[w[1]]))).collect();
    [lengths, steps].into_iter().all(|values| {
        let usual = median(values.clone()).unwrap_or(0.0);
        let even = values.iter().filter(|v| (*v / usual - 1.0).abs() < 0.4).count();
        even * 5 >= values.len() * 4
    })
}

/// From the outer end of the first dash through the middles to the outer end of the last.
fn line_of(row: &[usize], strokes: &[Stroke]) -> Vec<Px> {
    let outer = |i: usize, beside: usize| {
        let towards = middle(&strokes[beside]);
        let [a, b] = ends(&strokes[i]);
        if distance(a, towards) > distance(b, towards) { a } else { b }
    };
    let n = row.len();
    let inner = row[1..n - 1].iter().map(|i| middle(&strokes[*i]));
    let all: Vec<Px> =
        std::iter::once(outer(row[0], row[1])).chain(inner).chain([outer(row[n - 1], row[n - 2])]).collect();
    super::vector::simplify(&all, 1.0).into_iter().map(|k| all[k]).collect()
}
