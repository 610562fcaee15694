//! From strokes to segments: what may be wall, where its small gaps are closed, and where it opens.

use super::arrangement::{Origin, Segment};
use super::glyph::Piece;
use super::grid::Grid;
use super::hatching::hatching;
use super::opening::{Jamb, Opening, openings};
use super::stroke::Stroke;
use super::vector::{Px, between, cross, direction, distance, dot, minus, nearest_on, simplify};

/// The segments of a sheet.
pub struct Linework {
    /// All segments: ink, closed gaps, supposed stretches, openings.
    pub segments: Vec<Segment>,
    /// The openings.
    pub openings: Vec<Opening>,
    /// Strokes of hatchings.
    pub hatching: Vec<usize>,
    /// Strokes that were taken for wall at first.
    pub candidates: Vec<usize>,
}

/// Reads the linework. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn read(strokes: &[Stroke], pieces: &[Piece], ink: &Grid<u8>, unit: f64) -> Linework {
    let long: Vec<usize> = (0..strokes.len()).filter(|i| is_line(&strokes[*i], pieces, unit)).collect();
    let hatching = hatching(strokes, &long, unit);
    let candidates: Vec<usize> = long.into_iter().filter(|i| !hatching.contains(i)).collect();
    let paths: Vec<Path> = candidates.iter().map(|i| Path::of(*i, &strokes[*i], unit)).collect();
    let walls: Vec<[Px; 2]> = paths.iter().flat_map(|p| p.points.windows(2).map(|w| [w[0], w[1]])).collect();
    let openings = openings(&jambs(&paths, &walls, unit), &walls, ink, unit);
    let mut segments = Vec::new();
    for path in &paths {
        for pair in path.points.windows(2) {
            let on_leaf = [pair[0], between(pair[0], pair[1], 0.5), pair[1]];
            if !openings.iter().any(|o| o.leaf_holds(&on_leaf, (0.09 * o.width()).max(4.5 * unit))) {
                segments.push(Segment { a: pair[0], b: pair[1], origin: Origin::Stroke(path.stroke) });
            }
        }
    }
    let closed = close_ends(&paths, &walls, &segments, &openings, unit);
    segments.extend(closed);
    segments.extend(openings.iter().enumerate().map(|(n, o)| Segment { a: o.ends[0], b: o.ends[1], origin: Origin::Opening(n) }));
    Linework { segments, openings, hatching, candidates }
}

/// Whether a stroke can be wall: part of a larger piece and no short spur, or a dash.
fn is_line(stroke: &Stroke, pieces: &[Piece], unit: f64) -> bool {
    let length = stroke.length();
    let chord = distance(stroke.line[0], stroke.line[stroke.line.len() - 1]);
    let spur = stroke.free.contains(&true) && length < 17.0 * unit;
    match pieces.get(stroke.piece) {
        Some(Piece::Lines) => !spur,
        Some(Piece::Mark) => stroke.free == [true, true] && length > 14.0 * unit && chord > 0.94 * length,
        _ => false,
    }
}

/// A stroke with few points.
struct Path {
    stroke: usize,
    points: Vec<Px>,
    /// Alone: no other stroke meets it.
    alone: bool,
}

impl Path {
    fn of(index: usize, stroke: &Stroke, unit: f64) -> Self {
        let points = simplify(&stroke.line, 2.4 * unit).into_iter().map(|i| stroke.line[i]).collect();
        Self { stroke: index, points, alone: stroke.free == [true, true] }
    }
}

/// The ends of straight wall: ends of strokes, and corners of more than 40 degrees.
fn jambs(paths: &[Path], walls: &[[Px; 2]], unit: f64) -> Vec<Jamb> {
    let mut found = Vec::new();
    for path in paths {
        let n = path.points.len();
        for i in 0..n.saturating_sub(1) {
            for (end, inner, beyond, last) in [(i, i + 1, i.checked_sub(1), i == 0), (i + 1, i, Some(i + 2).filter(|k| *k < n), i + 2 == n)] {
                let (at, heading) = (path.points[end], direction(path.points[inner], path.points[end]));
                let behind = distance(path.points[inner], at);
                let turns = beyond.is_none_or(|k| dot(heading, direction(at, path.points[k])) < 0.77);
                if turns && behind > 7.0 * unit {
                    let free = last && meeting(at, walls, 2.5 * unit) < 2;
                    found.push(Jamb { at, heading, behind, free });
                }
            }
        }
    }
    found
}

/// How many segments come within `reach` of a point.
fn meeting(at: Px, walls: &[[Px; 2]], reach: f64) -> usize {
    walls.iter().filter(|[a, b]| nearest_on(at, *a, *b).1 < reach).count()
}

/// Closes what a hand leaves open: an end that stops short of a line is led on to it.
fn close_ends(paths: &[Path], walls: &[[Px; 2]], segments: &[Segment], openings: &[Opening], unit: f64) -> Vec<Segment> {
    let mut closed = Vec::new();
    for path in paths {
        for end in 0..2 {
            let n = path.points.len();
            let (at, inner) = if end == 0 { (path.points[0], path.points[1]) } else { (path.points[n - 1], path.points[n - 2]) };
            let opens = openings.iter().any(|o| o.ends.contains(&at));
            if !opens && meeting(at, walls, 1.5 * unit) < 2 {
                closed.extend(lead_on(path, at, direction(inner, at), segments, unit));
            }
        }
    }
    closed
}

/// From a loose end to the nearest line within seven units, or straight on to the first line within 26.
fn lead_on(path: &Path, at: Px, heading: Px, segments: &[Segment], unit: f64) -> Option<Segment> {
    let reach = if path.alone { 5.0 } else { 7.0 } * unit;
    let others = || segments.iter().filter(|s| s.origin != Origin::Stroke(path.stroke) || distance(s.a, at).min(distance(s.b, at)) > 20.0 * unit);
    let near = others().map(|s| (s, nearest_on(at, s.a, s.b))).min_by(|p, q| p.1.1.total_cmp(&q.1.1));
    if let Some((s, (t, off))) = near
        && off < reach
    {
        return Some(Segment { a: at, b: between(s.a, s.b, t), origin: Origin::Closed(path.stroke) });
    }
    if path.alone {
        return None;
    }
    let ahead = others().filter_map(|s| ray(at, heading, s)).min_by(f64::total_cmp).filter(|far| *far < 26.0 * unit)?;
    let b = [at[0] + ahead * heading[0], at[1] + ahead * heading[1]];
    Some(Segment { a: at, b, origin: Origin::Supposed })
}

/// How far along the ray it meets the segment.
fn ray(at: Px, heading: Px, s: &Segment) -> Option<f64> {
    let (d, start) = (minus(s.b, s.a), minus(s.a, at));
    let area = cross(heading, d);
    let (far, t) = (cross(start, d) / area, cross(start, heading) / area);
    (far > 0.0 && (-0.02..=1.02).contains(&t)).then_some(far)
}
