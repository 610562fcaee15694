//! The band of a Gaussian along a line, as triangles.

use super::Vertex;
use std::f64::consts::{PI, TAU};

/// Strips from the line to the radius.
const STRIPS: usize = 3;
/// A round end is cut into pieces of at most this angle, radians.
const PIECE: f64 = PI / 6.0;

/// What is left of a circular Gaussian beyond the fraction `f` of its 95 % radius: `exp(-d² / 2 sd²)` with
/// `d = f r` and `r² = 5.991 sd²`, thus `0.05^(f²)`.
fn share(f: f64) -> f32 {
    0.05f64.powf(f * f) as f32
}

/// A disc around a spot.
pub fn disc(band: &mut Vec<([f64; 2], f32)>, vertex: Vertex) {
    sector(band, vertex, 0.0, TAU);
}

/// A band on both sides of a line, round at its ends, or joined where it is closed.
pub fn along(band: &mut Vec<([f64; 2], f32)>, line: &[Vertex]) {
    let mut line = line.to_vec();
    line.dedup_by(|b, a| a.0 == b.0);
    let [first, .., last] = line[..] else {
        line.iter().for_each(|only| disc(band, *only));
        return;
    };
    let angles: Vec<f64> = line.windows(2).map(|pair| heading(pair[0].0, pair[1].0)).collect();
    for (pair, angle) in line.windows(2).zip(&angles) {
        strip(band, pair[0], pair[1], angle + PI / 2.0);
        strip(band, pair[0], pair[1], angle - PI / 2.0);
    }
    for (vertex, turn) in line[1..].iter().zip(angles.windows(2)) {
        join(band, *vertex, turn[0], turn[1]);
    }
    let (start, end) = (angles[0], angles[angles.len() - 1]);
    if first.0 == last.0 {
        join(band, first, end, start);
    } else {
        sector(band, first, start + PI / 2.0, PI);
        sector(band, last, end - PI / 2.0, PI);
    }
}

fn heading(from: [f64; 2], to: [f64; 2]) -> f64 {
    (to[1] - from[1]).atan2(to[0] - from[0])
}

/// Fills the gap on the outer side of a bend.
fn join(band: &mut Vec<([f64; 2], f32)>, vertex: Vertex, before: f64, after: f64) {
    let turn = (after - before + PI).rem_euclid(TAU) - PI;
    let outer = if turn > 0.0 { -PI / 2.0 } else { PI / 2.0 };
    sector(band, vertex, before + outer, turn);
}

fn strip(band: &mut Vec<([f64; 2], f32)>, a: Vertex, b: Vertex, side: f64) {
    for step in 0..STRIPS {
        let [inner, outer] = [step, step + 1].map(|s| s as f64 / STRIPS as f64);
        let corner = |vertex: Vertex, f: f64| (off(vertex, side, f), share(f));
        quad(band, [corner(a, inner), corner(b, inner), corner(b, outer), corner(a, outer)]);
    }
}

fn sector(band: &mut Vec<([f64; 2], f32)>, vertex: Vertex, from: f64, sweep: f64) {
    let pieces = (sweep.abs() / PIECE - 1e-9).ceil().max(0.0) as usize;
    for piece in 0..pieces {
        let [a, b] = [piece, piece + 1].map(|p| from + sweep * p as f64 / pieces as f64);
        let corner = |angle: f64, step: usize| {
            let f = step as f64 / STRIPS as f64;
            (off(vertex, angle, f), share(f))
        };
        triangle(band, [corner(a, 0), corner(a, 1), corner(b, 1)]);
        for step in 1..STRIPS {
            quad(band, [corner(a, step), corner(b, step), corner(b, step + 1), corner(a, step + 1)]);
        }
    }
}

fn off(vertex: Vertex, angle: f64, f: f64) -> [f64; 2] {
    let (([x, z], radius), (sin, cos)) = (vertex, angle.sin_cos());
    [x + f * radius * cos, z + f * radius * sin]
}

fn quad(band: &mut Vec<([f64; 2], f32)>, [a, b, c, d]: [([f64; 2], f32); 4]) {
    triangle(band, [a, b, c]);
    triangle(band, [a, c, d]);
}

/// Seen from above (x to the right, z towards the reader) counter-clockwise.
fn triangle(band: &mut Vec<([f64; 2], f32)>, [a, b, c]: [([f64; 2], f32); 3]) {
    let cross = (b.0[0] - a.0[0]) * (c.0[1] - a.0[1]) - (b.0[1] - a.0[1]) * (c.0[0] - a.0[0]);
    band.extend(if cross < 0.0 { [a, b, c] } else { [a, c, b] });
}
