//! Curved lines: whether a line is a stretch of a circle or a free curve, and its polyline drawn finely enough.

use super::look::Arc;
use super::proposal::{Shape, Traced};
use super::stroke::Stroke;
use super::vector::{Px, cross, direction, distance, dot, length, minus, nearest_on, simplify};
use locus_model::Kind;
use std::f64::consts::{PI, TAU};

/// How far a line by hand may lie from the circle, and a line from the middle of its ink, units
/// ([`super::Proposal::tolerance_px`]).
const TOLERANCE: f64 = 2.5;
/// A line turns by at least this much in all, to be called curved, radians.
const LEAST_TURN: f64 = 0.7;
/// A stretch of a circle sweeps at least this angle, radians.
const LEAST_SWEEP: f64 = 0.45;
/// A turn at one vertex beyond this is a corner, radians.
const CORNER: f64 = 1.0;

/// Gives curved walls, fences and areas the chords, and where it fits the circle, of their ink.
pub fn refine(features: &mut [Traced], strokes: &[Stroke], unit: f64) {
    for feature in features.iter_mut().filter(|f| !matches!(f.kind, Kind::Label | Kind::Door | Kind::Gate)) {
        let (mut line, ring) = match &feature.shape {
            Shape::Line(line) => (line.clone(), false),
            Shape::Ring(ring) => (ring.iter().chain(ring.first()).copied().collect(), true),
            Shape::Point(_) => continue,
        };
        if !is_curved(&line) || feature.look.thickness_px.is_some() {
            continue;
        }
        let own: Vec<&[Px]> = feature.ink.iter().map(|i| strokes[*i].line.as_slice()).collect();
        let ink = ink_along(&line, &own, 2.0 * TOLERANCE * unit);
        feature.look.arc = arc(&line, &ink, unit);
        match feature.look.arc {
            Some(arc) => line = chords(&line, arc, 0.4 * TOLERANCE * unit),
            None => line = along_ink(&line, &own, unit),
        }
        feature.shape = if ring {
            line.pop();
            Shape::Ring(line)
        } else {
            Shape::Line(line)
        };
    }
}

/// The signed turns at the inner vertices, and at the first where the line is closed, radians.
fn turns(line: &[Px]) -> Vec<f64> {
    let turn = |a: Px, b: Px, c: Px| {
        let (d, e) = (direction(a, b), direction(b, c));
        cross(d, e).atan2(dot(d, e))
    };
    let mut turns: Vec<f64> = line.windows(3).map(|w| turn(w[0], w[1], w[2])).collect();
    let n = line.len();
    if n > 3 && line[0] == line[n - 1] {
        turns.push(turn(line[n - 2], line[0], line[1]));
    }
    turns
}

fn is_curved(line: &[Px]) -> bool {
    let turns = turns(line);
    turns.len() > 1 && turns.iter().all(|t| t.abs() < CORNER) && turns.iter().map(|t| t.abs()).sum::<f64>() > LEAST_TURN
}

/// The points of the ink that lie within `reach` of the line.
fn ink_along(line: &[Px], ink: &[&[Px]], reach: f64) -> Vec<Px> {
    let near = |p: &Px| line.windows(2).any(|w| nearest_on(*p, w[0], w[1]).1 < reach);
    ink.iter().flat_map(|stroke| stroke.iter().copied().filter(near)).collect()
}

/// The circle, where nineteen of twenty points of ink lie within the tolerance of it and the Bayesian information
/// criterion (G. Schwarz, Annals of Statistics 6(2), 1978) prefers it to the chords.
fn arc(line: &[Px], ink: &[Px], unit: f64) -> Option<Arc> {
    let turns = turns(line);
    let one_way = turns.iter().sum::<f64>().abs() > 0.85 * turns.iter().map(|t| t.abs()).sum::<f64>();
    let closed = line.first() == line.last();
    let arc = circle(ink).filter(|_| one_way)?;
    let off = |p: &Px| (distance(*p, arc.centre) - arc.radius_px).abs();
    let mut offs: Vec<f64> = ink.iter().map(off).collect();
    offs.sort_by(f64::total_cmp);
    let worst = *offs.get(offs.len() * 19 / 20)?;
    let ends = [line[0], *line.last()?];
    // Two strokes of one straight line, and a hook at its end, are no arc: it must stand out of its chord.
    let swept = sweep(line, arc).abs();
    let sagitta = arc.radius_px * (1.0 - (swept / 2.0).min(PI).cos());
    let stays = worst < TOLERANCE * unit && ends.iter().all(|p| off(p) < 1.5 * TOLERANCE * unit);
    if !stays || swept < LEAST_SWEEP || sagitta < 3.0 * TOLERANCE * unit {
        return None;
    }
    // Neighbouring points of one stroke err together: one in eight units counts as seen by itself.
    let n = (ink.len() as f64 / (8.0 * unit)).max(4.0);
    let to_chords = |p: &Px| line.windows(2).map(|w| nearest_on(*p, w[0], w[1]).1).fold(f64::MAX, f64::min);
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        values.map(|v| v * v).sum::<f64>() / ink.len() as f64 + (0.3 * unit).powi(2)
    };
    let criterion = |squared: f64, parameters: f64| n * squared.ln() + parameters * n.ln();
    let of_arc = criterion(mean(&mut offs.into_iter()), if closed { 3.0 } else { 5.0 });
    let of_chords = criterion(mean(&mut ink.iter().map(to_chords)), 2.0 * line.len() as f64);
    (of_arc < of_chords).then_some(arc)
}

/// The circle through points (G. Taubin, IEEE PAMI 13(11), 1991; solved as N. Chernov, Circular and linear regression,
/// 2010, section 5.9, by Newton's method from zero). `None` for points on a line, or fewer than four.
fn circle(points: &[Px]) -> Option<Arc> {
    let n = points.len() as f64;
    let middle = [0, 1].map(|k| points.iter().map(|p| p[k]).sum::<f64>() / n);
    let (mut xx, mut xy, mut yy, mut xz, mut yz, mut zz) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for p in points {
        let [x, y] = minus(*p, middle);
        let z = x * x + y * y;
        (xx, xy, yy) = (xx + x * x / n, xy + x * y / n, yy + y * y / n);
        (xz, yz, zz) = (xz + x * z / n, yz + y * z / n, zz + z * z / n);
    }
    let (z, area) = (xx + yy, xx * yy - xy * xy);
    let (var_z, a3) = (zz - z * z, 4.0 * z);
    let a2 = -3.0 * z * z - zz;
    let a1 = var_z * z + 4.0 * area * z - xz * xz - yz * yz;
    let a0 = xz * (xz * yy - yz * xy) + yz * (yz * xx - xz * xy) - var_z * area;
    let mut eta = 0.0;
    for _ in 0..30 {
        let value = a0 + eta * (a1 + eta * (a2 + eta * a3));
        let step = value / (a1 + eta * (2.0 * a2 + 3.0 * eta * a3));
        eta -= step;
        if !step.is_finite() || step.abs() < 1e-12 * z {
            break;
        }
    }
    let det = 2.0 * (eta * eta - eta * z + area);
    let centre = [(xz * (yy - eta) - yz * xy) / det, (yz * (xx - eta) - xz * xy) / det];
    let radius_px = (dot(centre, centre) + z).sqrt();
    let arc = Arc { centre: [centre[0] + middle[0], centre[1] + middle[1]], radius_px };
    (points.len() > 3 && radius_px.is_finite()).then_some(arc)
}

fn angle(p: Px, arc: Arc) -> f64 {
    (p[1] - arc.centre[1]).atan2(p[0] - arc.centre[0])
}

/// The angle that a line runs through about the centre of a circle, radians, positive clockwise as seen.
pub fn sweep(line: &[Px], arc: Arc) -> f64 {
    let turns = line.windows(2).map(|w| angle(w[1], arc) - angle(w[0], arc));
    turns.map(|turn| (turn + PI).rem_euclid(TAU) - PI).sum()
}

/// The line led along the circle from its first to its last point, no chord farther than `sagitta` from it.
fn chords(line: &[Px], arc: Arc, sagitta: f64) -> Vec<Px> {
    let (first, last) = (line[0], line[line.len() - 1]);
    let way = sweep(line, arc);
    let step = 2.0 * (1.0 - (sagitta / arc.radius_px).min(0.5)).acos();
    let pieces = (way.abs() / step).ceil().max(1.0);
    let on = |i: usize| {
        let (s, c) = (angle(first, arc) + way * i as f64 / pieces).sin_cos();
        [arc.centre[0] + arc.radius_px * c, arc.centre[1] + arc.radius_px * s]
    };
    let inner = (1..pieces as usize).map(on);
    std::iter::once(first).chain(inner).chain([last]).collect()
}

/// The line with every chord replaced by the ink it stands for, simplified to two fifths of the tolerance, where one
/// stroke runs from its one end to the other.
fn along_ink(line: &[Px], ink: &[&[Px]], unit: f64) -> Vec<Px> {
    let mut out = vec![line[0]];
    for pair in line.windows(2) {
        let nearest = |stroke: &[Px], p: Px| {
            let off = |i: &usize| distance(stroke[*i], p);
            (0..stroke.len()).min_by(|a, b| off(a).total_cmp(&off(b))).filter(|i| off(i) < TOLERANCE * unit)
        };
        let stretch = ink.iter().find_map(|stroke| {
            let (i, j) = (nearest(stroke, pair[0])?, nearest(stroke, pair[1])?);
            let mut points = stroke[i.min(j)..=i.max(j)].to_vec();
            if i > j {
                points.reverse();
            }
            (length(&points) < 1.2 * distance(pair[0], pair[1])).then_some(points)
        });
        if let Some(points) = stretch {
            let kept = simplify(&points, 0.4 * TOLERANCE * unit);
            out.extend(kept[1..kept.len().max(2) - 1].iter().map(|i| points[*i]));
        }
        out.push(pair[1]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc_points(from: f64, to: f64, n: usize, noise: f64) -> Vec<Px> {
        let at = |i: usize| from + (to - from) * i as f64 / (n - 1) as f64;
        // A wobble that no circle follows.
        let radius = |i: usize| 120.0 + noise * (i as f64 * 1.7).sin();
        (0..n).map(|i| [40.0 + radius(i) * at(i).cos(), -15.0 + radius(i) * at(i).sin()]).collect()
    }

    #[test]
    fn a_circle_is_found_from_a_stretch_of_it() {
        for (to, noise, off) in [(TAU, 0.0, 1e-6), (1.0, 0.0, 1e-6), (TAU, 1.0, 0.2), (1.5, 1.0, 2.0)] {
            let found =
                circle(&arc_points(0.0, to, 400, noise)).map(|a| (distance(a.centre, [40.0, -15.0]), a.radius_px));
            assert!(found.is_some_and(|(d, r)| d < off && (r - 120.0).abs() < off), "{to} {noise} {found:?}");
        }
        assert_eq!(circle(&[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), None);
    }

    #[test]
    fn a_corner_of_straight_walls_is_no_curve_and_a_bent_wall_no_arc() {
        assert!(!is_curved(&[[0.0, 0.0], [100.0, 0.0], [100.0, 100.0]]));
        assert!(!is_curved(&[[0.0, 0.0], [100.0, 0.0], [200.0, 20.0], [300.0, 20.0]]));
        // Three straight runs of 300 with turns of 45 degrees are better told by chords.
        let bent = [[0.0, 0.0], [300.0, 0.0], [512.0, 212.0], [512.0, 512.0]];
        assert!(is_curved(&bent));
        let ink: Vec<Px> = bent
            .windows(2)
            .flat_map(|w| (0..300).map(|i| super::super::vector::between(w[0], w[1], f64::from(i) / 300.0)))
            .collect();
        assert_eq!(arc(&bent, &ink, 1.0), None);
    }

    #[test]
    fn chords_keep_the_ends_and_stay_by_the_circle() {
        let line = arc_points(0.3, 3.0, 6, 0.0);
        let arc = Arc { centre: [40.0, -15.0], radius_px: 120.0 };
        let fine = chords(&line, arc, 1.0);
        assert_eq!((fine[0], fine.last()), (line[0], line.last()));
        for w in fine.windows(2) {
            let off = 120.0 - distance(super::super::vector::between(w[0], w[1], 0.5), arc.centre);
            assert!((0.0..1.0).contains(&off), "{off}");
        }
    }
}
