//! Walls of two lines: two parallel lines with paper between them are one wall with a thickness.

use super::grid::Grid;
use super::proposal::{Shape, Traced};
use super::section::{Section, median, middle, sections};
use super::stroke::Stroke;
use super::vector::{Px, cross, direction, distance, dot, length, minus, nearest_on};
use locus_model::{Kind, Verdict};

/// Middles of two lines of one wall are at least so far apart (a line drawn twice runs closer) and at most, units.
const APART: [f64; 2] = [4.8, 16.0];
/// Share of a wall along which the second line is seen.
const LEAST_SHARE: f64 = 0.7;

/// Puts the lines of double walls together: the wall runs in the middle and names the strokes of both.
pub fn join(features: &mut Vec<Traced>, strokes: &[Stroke], ink: &Grid<u8>, unit: f64) {
    let mut shifts: Vec<Shift> = Vec::new();
    let mut gone = vec![false; features.len()];
    for i in 0..features.len() {
        let Some(line) = wall_line(&features[i]).filter(|_| !gone[i] && features[i].state == Verdict::Accepted) else {
            continue;
        };
        let Some(Pair { apart, second, middle }) = pair(&line, ink, unit) else { continue };
        let second = offset(&line, second);
        for j in (0..features.len()).filter(|j| *j != i && shifts.iter().all(|s| s.feature != *j)) {
            gone[j] |= wall_line(&features[j]).is_some_and(|other| lies_on(&other, &second, 3.5 * unit));
        }
        let beside = (0..strokes.len()).filter(|s| runs_along(&strokes[*s].line, &second, 3.5 * unit));
        features[i].ink.extend(beside);
        features[i].ink.sort_unstable();
        features[i].ink.dedup();
        features[i].look.thickness_px = Some(apart);
        let after = offset(&line, middle);
        features[i].shape = Shape::Line(after.clone());
        shifts.push(Shift { feature: i, before: line, after });
    }
    meet_again(features, &shifts, unit);
    openings_of_both_lines(features, &shifts, &mut gone, unit);
    let mut keep = gone.iter().map(|g| !g);
    features.retain(|_| keep.next().unwrap_or(true));
}

/// A wall that was moved to the middle of its two lines.
struct Shift {
    feature: usize,
    before: Vec<Px>,
    after: Vec<Px>,
}

fn wall_line(feature: &Traced) -> Option<Vec<Px>> {
    match &feature.shape {
        Shape::Line(line) if matches!(feature.kind, Kind::Wall | Kind::Fence) => Some(line.clone()),
        _ => None,
    }
}

/// Two lines of one wall.
struct Pair {
    /// From the middle of the one to the middle of the other, pixels.
    apart: f64,
    /// How far to the right of the traced line the second one runs, pixels.
    second: f64,
    /// And how far the middle between the two.
    middle: f64,
}

/// The second line beside a line, if there is one.
fn pair(line: &[Px], ink: &Grid<u8>, unit: f64) -> Option<Pair> {
    let sections = sections(line, ink, unit, (APART[1] + 4.0) * unit);
    let beside = |s: &Section, right: bool| {
        let at = s.runs.iter().position(|r| r[0] < 4.0 * unit && r[1] > -4.0 * unit)?;
        let other = if right { s.runs.get(at + 1) } else { at.checked_sub(1).and_then(|k| s.runs.get(k)) }?;
        let lines = [middle(&s.runs[at]), middle(other)];
        (APART[0] * unit..APART[1] * unit).contains(&(lines[1] - lines[0]).abs()).then_some(lines)
    };
    let side = |right: bool| {
        let found: Vec<[f64; 2]> = sections.iter().filter_map(|s| beside(s, right)).collect();
        let usual = |value: fn(&[f64; 2]) -> f64| median(found.iter().map(value).collect());
        let apart = usual(|l| l[1] - l[0])?;
        let even = found.iter().filter(|l| (l[1] - l[0] - apart).abs() < 2.5 * unit).count();
        let share = even as f64 / sections.len() as f64;
        let pair = Pair { apart: apart.abs(), second: usual(|l| l[1])?, middle: usual(|l| (l[0] + l[1]) / 2.0)? };
        (sections.len() >= 20 && share > LEAST_SHARE).then_some((share, pair))
    };
    let sides = [side(false), side(true)].into_iter().flatten();
    sides.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, pair)| pair)
}

/// The line `by` to its right, its corners where the moved sides meet.
fn offset(line: &[Px], by: f64) -> Vec<Px> {
    let ways: Vec<Px> = line.windows(2).map(|w| direction(w[0], w[1])).collect();
    let n = line.len();
    let closed = n > 3 && line[0] == line[n - 1];
    let at = |i: usize| {
        let before = if i > 0 {
            i - 1
        } else if closed {
            n - 2
        } else {
            0
        };
        let after = if i < n - 1 {
            i
        } else if closed {
            0
        } else {
            n - 2
        };
        let (p, q) = (ways[before], ways[after]);
        // The mitre of the two normals; at a sharp turn no farther than twice the offset.
        let scale = by / (1.0 + dot(p, q)).max(0.25);
        [line[i][0] - scale * (p[1] + q[1]), line[i][1] + scale * (p[0] + q[0])]
    };
    if n < 2 { line.to_vec() } else { (0..n).map(at).collect() }
}

/// Whether nearly all of a line lies within `reach` of another and runs along it.
fn lies_on(line: &[Px], on: &[Px], reach: f64) -> bool {
    let near = |p: &Px| on.windows(2).any(|w| nearest_on(*p, w[0], w[1]).1 < reach);
    let (first, last) = (line[0], line[line.len() - 1]);
    let middle = super::vector::between(first, last, 0.5);
    let straight = line.len() == 2;
    let inside = line.iter().filter(|p| near(p)).count();
    inside * 10 >= line.len() * 9 && (!straight || near(&middle)) && distance(first, last) > 2.0 * reach
}

/// Whether a stroke runs along a third of a line at least, and beyond it or not.
fn runs_along(stroke: &[Px], line: &[Px], reach: f64) -> bool {
    let near = |p: &Px| line.windows(2).any(|w| nearest_on(*p, w[0], w[1]).1 < reach);
    let along: f64 = stroke.windows(2).filter(|w| near(&w[0]) && near(&w[1])).map(|w| distance(w[0], w[1])).sum();
    along > 0.33 * length(line)
}

/// Leads the ends of walls that met a moved wall, moved themselves or not, to where it is now.
fn meet_again(features: &mut [Traced], shifts: &[Shift], unit: f64) {
    for (i, feature) in features.iter_mut().enumerate() {
        let own = shifts.iter().find(|s| s.feature == i);
        let Some(mut line) = wall_line(feature).filter(|l| l.len() > 1) else { continue };
        let n = line.len();
        for (end, inner) in [(0, 1), (n - 1, n - 2)] {
            let was = own.map_or(line[end], |s| s.before[end]);
            let heading = direction(line[inner], line[end]);
            let met = shifts.iter().filter(|s| s.feature != i).find_map(|s| {
                let sides = s.before.windows(2).zip(s.after.windows(2));
                let mut near = sides.filter(|(b, _)| nearest_on(was, b[0], b[1]).1 < 3.0 * unit);
                near.find_map(|(_, a)| meeting(line[end], heading, [a[0], a[1]], 20.0 * unit))
            });
            line[end] = met.unwrap_or(line[end]);
        }
        feature.shape = Shape::Line(line);
    }
}

/// Where the line through `at` meets the line through a side, if they cross at more than 25 degrees, within `reach`.
fn meeting(at: Px, heading: Px, [a, b]: [Px; 2], reach: f64) -> Option<Px> {
    let way = direction(a, b);
    let sine = cross(heading, way);
    let far = cross(minus(a, at), way) / sine;
    (sine.abs() > 0.42 && far.abs() < reach).then(|| [at[0] + far * heading[0], at[1] + far * heading[1]])
}

/// An opening seen in both lines of a wall is one, in the middle.
fn openings_of_both_lines(features: &mut [Traced], shifts: &[Shift], gone: &mut [bool], unit: f64) {
    let ends = |f: &Traced| match &f.shape {
        Shape::Line(line) if f.kind.is_opening() && line.len() == 2 => Some([line[0], line[1]]),
        _ => None,
    };
    if shifts.is_empty() {
        return;
    }
    for i in 0..features.len() {
        for j in i + 1..features.len() {
            let (Some([a, b]), Some([c, d])) = (ends(&features[i]), ends(&features[j])) else { continue };
            let [c, d] = if distance(a, c) < distance(a, d) { [c, d] } else { [d, c] };
            let parallel = dot(direction(a, b), direction(c, d)) > 0.96;
            let near = distance(a, c).max(distance(b, d)) < (APART[1] + 4.0) * unit;
            if !gone[i] && !gone[j] && parallel && near {
                gone[j] = true;
                let middle = |p: Px, q: Px| super::vector::between(p, q, 0.5);
                features[i].shape = Shape::Line(vec![middle(a, c), middle(b, d)]);
                let other = features[j].ink.clone();
                features[i].ink.extend(other);
                features[i].ink.sort_unstable();
                features[i].ink.dedup();
            }
        }
    }
}
