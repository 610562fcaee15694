//! From strokes to segments: what may be wall, where its small gaps are closed, and where it opens.

use super::arrangement::{Origin, Segment, crossing};
use super::components::Component;
use super::gate::{Gate, gates};
use super::glyph::Piece;
use super::grid::Grid;
use super::hatching;
use super::opening::{Jamb, Leaf, Opening, openings};
use super::stroke::Stroke;
use super::vector::{Px, between, cross, direction, distance, dot, length, minus, nearest_on, simplify};

/// The segments of a sheet.
pub struct Linework {
    /// All segments: ink, closed gaps, supposed stretches, openings.
    pub segments: Vec<Segment>,
    /// The openings.
    pub openings: Vec<Opening>,
    /// Strokes that were taken for wall at first.
    pub candidates: Vec<usize>,
}

/// Reads the linework. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn read(strokes: &[Stroke], pieces: &[Piece], sizes: &[Component], ink: &Grid<u8>, unit: f64) -> Linework {
    let long: Vec<usize> = (0..strokes.len()).filter(|i| is_line(&strokes[*i], pieces, sizes, unit)).collect();
    let hatching: Vec<usize> = hatching::groups(strokes, &long, unit).concat();
    let gates = gates(strokes, ink, unit);
    let posts: Vec<usize> = gates.iter().flat_map(|g| g.posts).collect();
    let is_wall = |i: &usize| !hatching.contains(i) && !posts.contains(i);
    let candidates: Vec<usize> = long.into_iter().filter(is_wall).collect();
    let paths: Vec<Path> = candidates.iter().map(|i| Path::of(*i, &strokes[*i], unit)).collect();
    let walls: Vec<[Px; 2]> = paths.iter().flat_map(Path::segments).collect();
    let gateways: Vec<Opening> =
        gates.iter().map(|g| Opening { ends: g.ends, leaf: Leaf::Ticks, inked: 0.0 }).collect();
    let jambs: Vec<Jamb> = jambs(&paths, &gateways, unit)
        .into_iter()
        .filter(|j| !gates.iter().any(|g| g.is_at_post(j.at) || g.holds(j.at)))
        .collect();
    let mut openings = openings(&jambs, &walls, ink, unit);
    openings.extend(gateways);
    let mut segments = post_segments(strokes, &gates);
    for path in &paths {
        for pair in path.points.windows(2) {
            let on_leaf = [pair[0], between(pair[0], pair[1], 0.5), pair[1]];
            let hung = openings.iter().any(|o| o.leaf_holds(&on_leaf, 4.5 * unit));
            if !hung && !gates.iter().any(|g| pair.iter().all(|p| g.holds(*p))) {
                segments.push(Segment { a: pair[0], b: pair[1], origin: Origin::Stroke(path.stroke) });
            }
        }
    }
    segments.extend(to_posts(&segments, &gates));
    segments.extend(to_jambs(&segments, &openings, unit));
    let closed = close_ends(&paths, &segments, &openings, &gates, unit);
    segments.extend(closed);
    segments.extend(openings.iter().enumerate().map(|(n, o)| Segment {
        a: o.ends[0],
        b: o.ends[1],
        origin: Origin::Opening(n),
    }));
    Linework { segments, openings, candidates }
}

/// The posts of the gates, each in two halves that meet in its middle.
fn post_segments(strokes: &[Stroke], gates: &[Gate]) -> Vec<Segment> {
    let halves = |(stroke, middle): (usize, Px)| {
        let line = &strokes[stroke].line;
        let half = move |a: Px| Segment { a, b: middle, origin: Origin::Stroke(stroke) };
        [half(line[0]), half(line[line.len() - 1])]
    };
    gates.iter().flat_map(|g| [0, 1].map(|k| (g.posts[k], g.ends[k]))).flat_map(halves).collect()
}

/// From the ends of wall at a post to its middle: a wall may turn into a leaf there, and two lines of a double wall end.
fn to_posts(segments: &[Segment], gates: &[Gate]) -> Vec<Segment> {
    let ends = segments.iter().flat_map(|s| [(s.a, s.origin), (s.b, s.origin)]);
    let link = |(a, origin): (Px, Origin)| {
        let Origin::Stroke(stroke) = origin else {
            return None;
        };
        let gate = gates.iter().find(|g| g.is_at_post(a))?;
        let b = *gate.ends.iter().min_by(|p, q| distance(a, **p).total_cmp(&distance(a, **q)))?;
        Some(Segment { a, b, origin: Origin::Closed(stroke) })
    };
    ends.filter_map(link).filter(|s| distance(s.a, s.b) > 0.5).collect()
}

/// From the end of an opening to its wall, where the bit between them was taken away with the leaf.
fn to_jambs(segments: &[Segment], openings: &[Opening], unit: f64) -> Vec<Segment> {
    let link = |end: Px| {
        let walls = segments.iter().filter(|s| matches!(s.origin, Origin::Stroke(_)));
        let near = walls.map(|s| (s, nearest_on(end, s.a, s.b)));
        let (wall, (t, off)) = near.min_by(|p, q| p.1.1.total_cmp(&q.1.1))?;
        let Origin::Stroke(stroke) = wall.origin else { return None };
        let lost = (1.5 * unit..12.0 * unit).contains(&off);
        lost.then(|| Segment { a: end, b: between(wall.a, wall.b, t), origin: Origin::Closed(stroke) })
    };
    openings.iter().filter(|o| o.leaf != Leaf::Break).flat_map(|o| o.ends).filter_map(link).collect()
}

/// Whether a stroke can be wall: part of a larger piece and no short spur, or a dash.
fn is_line(stroke: &Stroke, pieces: &[Piece], sizes: &[Component], unit: f64) -> bool {
    let length = stroke.length();
    let chord = distance(stroke.line[0], stroke.line[stroke.line.len() - 1]);
    let spur = stroke.free.contains(&true) && length < 17.0 * unit;
    match pieces.get(stroke.piece) {
        Some(Piece::Lines) => !spur,
        Some(Piece::Mark) => {
            let all = sizes.get(stroke.piece).map_or(0.0, |c| c.longest() as f64);
            length > 12.0 * unit && chord > 0.94 * length && chord > 0.75 * all
        }
        _ => false,
    }
}

/// A stroke with few points.
struct Path {
    stroke: usize,
    points: Vec<Px>,
}

impl Path {
    fn of(index: usize, stroke: &Stroke, unit: f64) -> Self {
        let points = simplify(&stroke.line, 2.4 * unit).into_iter().map(|i| stroke.line[i]).collect();
        Self { stroke: index, points }
    }

    fn segments(&self) -> impl Iterator<Item = [Px; 2]> {
        self.points.windows(2).map(|w| [w[0], w[1]])
    }
}

/// The ends of straight wall: ends of strokes, and corners of more than 26 degrees. Short pieces, as a hand makes at the
/// end of a line and at a round corner, are passed over.
fn jambs(paths: &[Path], gateways: &[Opening], unit: f64) -> Vec<Jamb> {
    let mut found = Vec::new();
    for path in paths {
        let alone = length(&path.points) > 40.0 * unit && is_alone(path, paths, gateways, unit);
        let runs: Vec<[Px; 2]> = path.segments().filter(|[a, b]| distance(*a, *b) > 7.0 * unit).collect();
        let (first, last) = (path.points[0], path.points[path.points.len() - 1]);
        for (i, [a, b]) in runs.iter().copied().enumerate() {
            let heading = direction(a, b);
            let turns = |other: Option<&[Px; 2]>| other.is_none_or(|[c, d]| dot(heading, direction(*c, *d)) < 0.9);
            let tip = |end: Px, run_end: Px| if distance(end, run_end) < 9.0 * unit { end } else { run_end };
            let (before, after) = (i.checked_sub(1).map(|k| &runs[k]), runs.get(i + 1));
            let back = straight(runs[i..].iter());
            let ends = [
                (a, [-heading[0], -heading[1]], before, first, back),
                (b, heading, after, last, straight(runs[..=i].iter().rev())),
            ];
            for (at, heading, beyond, end, wall) in ends {
                if turns(beyond) {
                    let at = if beyond.is_none() { tip(end, at) } else { at };
                    let free = beyond.is_none() && is_free(path, at, paths, 6.0 * unit, unit);
                    found.push(Jamb { at, heading, behind: distance(a, b), wall, free, stroke: path.stroke, alone });
                }
            }
        }
    }
    found
}

/// How far a row of runs goes on without a corner of more than 26 degrees.
fn straight<'a>(mut runs: impl Iterator<Item = &'a [Px; 2]>) -> f64 {
    let Some([a, b]) = runs.next() else {
        return 0.0;
    };
    let (mut total, mut last) = (distance(*a, *b), direction(*a, *b));
    for [c, d] in runs {
        let next = direction(*c, *d);
        if dot(last, next) < 0.9 {
            break;
        }
        (total, last) = (total + distance(*c, *d), next);
    }
    total
}

/// Whether no other stroke comes within `reach` of an end, and its own does not come back to it.
fn is_free(path: &Path, at: Px, paths: &[Path], reach: f64, unit: f64) -> bool {
    let others = paths.iter().filter(|p| p.stroke != path.stroke).flat_map(Path::segments);
    let own = path.segments().filter(|[a, b]| distance(*a, at).min(distance(*b, at)) > 12.0 * unit);
    let n = path.points.len();
    let heading = if at == path.points[0] { direction(path.points[1], at) } else { direction(path.points[n - 2], at) };
    // A line drawn twice runs beside itself and ends nothing.
    let across = |a: Px, b: Px| dot(heading, direction(a, b)).abs() < 0.95 || distance(a, b) < 8.0 * unit;
    others.chain(own).all(|[a, b]| nearest_on(at, a, b).1 > reach || (reach > 4.0 * unit && !across(a, b)))
}

/// Closes what a hand leaves open: an end that stops short of a line is led on to it.
fn close_ends(paths: &[Path], segments: &[Segment], openings: &[Opening], gates: &[Gate], unit: f64) -> Vec<Segment> {
    let mut closed = Vec::new();
    for path in paths {
        let alone = is_alone(path, paths, openings, unit);
        for end in 0..2 {
            let n = path.points.len();
            let (at, inner) =
                if end == 0 { (path.points[0], path.points[1]) } else { (path.points[n - 1], path.points[n - 2]) };
            let leaf = gates.iter().any(|g| g.holds(at) && !g.is_at_post(at));
            // The end of what hangs in a door is no end of a wall.
            let hung = !segments.iter().any(|s| s.origin == Origin::Stroke(path.stroke) && (s.a == at || s.b == at));
            let opens = hung || leaf || openings.iter().any(|o| o.ends.contains(&at));
            if !opens {
                closed.extend(lead_on(path, at, direction(inner, at), segments, alone, unit));
            }
        }
    }
    closed
}

/// Whether a stroke stands by itself, short of what it points at on either side, and nothing ends on it: a bunk or a
/// bench, not a wall, which a hand leads on to another wall.
fn is_alone(path: &Path, paths: &[Path], openings: &[Opening], unit: f64) -> bool {
    let ends = [path.points[0], path.points[path.points.len() - 1]];
    let near = |p: &Px| ends.iter().any(|end| distance(*p, *end) < 9.0 * unit);
    let opens = openings.iter().any(|o| o.ends.iter().any(near));
    let run = direction(ends[0], ends[1]);
    let beside = |p: &&Path| {
        let tips = [p.points[0], p.points[p.points.len() - 1]];
        let near = tips.iter().any(|t| path.segments().any(|[a, b]| nearest_on(*t, a, b).1 < 6.0 * unit));
        near && dot(run, direction(tips[0], tips[1])).abs() > 0.97
    };
    // A line drawn twice is touched where either of its strokes is.
    let twins: Vec<&Path> = paths.iter().filter(beside).collect();
    let touched = |p: &Path| {
        let tips = [p.points[0], p.points[p.points.len() - 1]];
        let crosses = |[a, b]: [Px; 2]| p.segments().any(|[c, d]| crossing([a, b], [c, d]).is_some());
        let meets = |[a, b]: [Px; 2]| tips.iter().any(|t| nearest_on(*t, a, b).1 < 7.0 * unit);
        let is_twin = twins.iter().any(|t| t.stroke == p.stroke);
        !is_twin
            && p.stroke != path.stroke
            && twins.iter().flat_map(|t| t.segments()).chain(path.segments()).any(|s| meets(s) || crosses(s))
    };
    !opens && ends.iter().all(|e| is_free(path, *e, paths, 3.2 * unit, unit)) && !paths.iter().any(touched)
}

/// From a loose end to the nearest line within nine units, to a corner within 16, or straight on to the first
/// line within 75.
fn lead_on(path: &Path, at: Px, heading: Px, segments: &[Segment], alone: bool, unit: f64) -> Option<Segment> {
    if alone {
        return None;
    }
    let others = || {
        segments.iter().filter(|s| {
            s.origin != Origin::Stroke(path.stroke) || distance(s.a, at).min(distance(s.b, at)) > 20.0 * unit
        })
    };
    let near = others().map(|s| (s, nearest_on(at, s.a, s.b))).min_by(|p, q| p.1.1.total_cmp(&q.1.1));
    if let Some((s, (t, off))) = near
        && off < 9.0 * unit
    {
        return Some(Segment { a: at, b: between(s.a, s.b, t), origin: Origin::Closed(path.stroke) });
    }
    if let Some((s, (t, off))) = near
        && off < 16.0 * unit
        && (t == 0.0 || t == 1.0)
    {
        return Some(Segment { a: at, b: between(s.a, s.b, t), origin: Origin::Supposed });
    }
    let ahead = others().filter_map(|s| ray(at, heading, s)).min_by(f64::total_cmp).filter(|far| *far < 75.0 * unit)?;
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
