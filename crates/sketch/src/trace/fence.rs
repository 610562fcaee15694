//! Fences: lines crossed by short marks, or with crosses along them, at even distance.

use super::grid::Grid;
use super::look::Symbol;
use super::proposal::{Shape, Traced};
use super::section::{Section, median, sections};
use super::vector::{Px, distance, length, nearest_on};
use locus_model::Kind;

/// Marks that make a fence.
const LEAST: usize = 4;
/// How far beside its line the middle of a cross may stand, units.
const BESIDE: f64 = 12.0;

/// Calls walls that are drawn as fences so. The crosses are part of it.
pub fn name(features: &mut Vec<Traced>, ink: &Grid<u8>, unit: f64) {
    let lines: Vec<Option<Vec<Px>>> = features
        .iter()
        .map(|f| match &f.shape {
            Shape::Line(line) if f.kind == Kind::Wall => Some(line.clone()),
            _ => None,
        })
        .collect();
    let crosses: Vec<Px> = features
        .iter()
        .filter(|f| f.look.symbol == Some(Symbol::Cross))
        .filter_map(|f| if let Shape::Point(p) = f.shape { Some(p) } else { None })
        .collect();
    let seen: Vec<Option<Marks>> =
        lines.iter().map(|l| l.as_ref().map(|l| Marks::of(l, &crosses, ink, unit))).collect();
    let mut fence: Vec<bool> = seen.iter().map(|m| m.as_ref().is_some_and(Marks::is_crossed)).collect();
    while let Some(i) = (0..fence.len()).find(|i| !fence[*i] && goes_on(*i, &lines, &seen, &fence, unit)) {
        fence[i] = true;
    }
    let fences: Vec<&Vec<Px>> = (0..fence.len()).filter(|i| fence[*i]).filter_map(|i| lines[i].as_ref()).collect();
    let on_fence = |f: &Traced| match f.shape {
        Shape::Point(p) if f.look.symbol == Some(Symbol::Cross) => {
            fences.iter().any(|l| place(l, p, BESIDE * unit).is_some())
        }
        _ => false,
    };
    let keep: Vec<bool> = features.iter().map(|f| !on_fence(f)).collect();
    features.iter_mut().zip(&fence).filter(|(_, fence)| **fence).for_each(|(f, _)| f.kind = Kind::Fence);
    let mut keep = keep.into_iter();
    features.retain(|_| keep.next().unwrap_or(true));
}

/// What repeats along a line.
struct Marks {
    length: f64,
    /// Where marks cross it, pixels along.
    marks: Vec<f64>,
}

impl Marks {
    fn of(line: &[Px], crosses: &[Px], ink: &Grid<u8>, unit: f64) -> Self {
        let sections = sections(line, ink, unit, 15.0 * unit);
        let marked = |s: &Section| {
            let beside = |low: f64, high: f64| s.inked(low * unit, high * unit);
            beside(-5.0, -3.2) && beside(3.2, 5.0) && !beside(-15.0, -10.5) && !beside(10.5, 15.0)
        };
        let bare = |s: &Section| !s.inked(-3.0 * unit, 3.0 * unit);
        let short = |s: &[f64; 2]| s[1] - s[0] < 14.0 * unit;
        let gaps: Vec<[f64; 2]> =
            stretches(&sections, bare, 0.0).into_iter().filter(|s| s[1] - s[0] > 4.0 * unit).collect();
        // A tick beside a gap is the jamb of a door.
        let by_gap = |s: &[f64; 2]| gaps.iter().any(|g| s[0] < g[1] + 7.0 * unit && s[1] > g[0] - 7.0 * unit);
        let marks = stretches(&sections, marked, 9.0 * unit).into_iter().filter(|s| short(s) && !by_gap(s));
        let beside = crosses.iter().filter_map(|p| place(line, *p, BESIDE * unit));
        let mut marks: Vec<f64> = marks.map(|s| (s[0] + s[1]) / 2.0).chain(beside).collect();
        marks.sort_by(f64::total_cmp);
        marks.dedup_by(|a, b| *a - *b < 10.0 * unit);
        Self { length: length(line), marks }
    }

    /// Whether marks stand all along at even distance.
    fn is_crossed(&self) -> bool {
        let n = self.marks.len();
        n >= LEAST && self.marks[n - 1] - self.marks[0] > 0.5 * self.length && is_even(&self.marks)
    }
}

/// How far along a line the place nearest to a point is, if it lies within `reach`.
fn place(line: &[Px], p: Px, reach: f64) -> Option<f64> {
    let mut before = 0.0;
    for pair in line.windows(2) {
        let (t, off) = nearest_on(p, pair[0], pair[1]);
        if off < reach {
            return Some(before + t * distance(pair[0], pair[1]));
        }
        before += distance(pair[0], pair[1]);
    }
    None
}

/// Stretches of sections that have something, interrupted by less than `join` pixels.
fn stretches(sections: &[Section], has: impl Fn(&Section) -> bool, join: f64) -> Vec<[f64; 2]> {
    let mut found: Vec<[f64; 2]> = Vec::new();
    let mut open = false;
    for section in sections {
        let there = has(section);
        if there {
            match found.last_mut() {
                Some(last) if open || section.along - last[1] < join => last[1] = section.along,
                _ => found.push([section.along; 2]),
            }
        }
        open = there;
    }
    found
}

/// Whether three quarters of the steps are the usual one, or twice it where a mark is missing.
fn is_even(places: &[f64]) -> bool {
    let steps: Vec<f64> = places.windows(2).map(|p| p[1] - p[0]).collect();
    let Some(usual) = median(steps.clone()) else { return false };
    let even = steps.iter().filter(|s| {
        let times = (*s / usual).round().clamp(1.0, 2.0);
        (*s / usual / times - 1.0).abs() < 0.28
    });
    even.count() * 4 >= steps.len() * 3
}

/// Whether a wall leads a fence on: it ends where one does, and has a mark at least for every two steps of it.
fn goes_on(i: usize, lines: &[Option<Vec<Px>>], seen: &[Option<Marks>], fence: &[bool], unit: f64) -> bool {
    let (Some(line), Some(marks)) = (&lines[i], &seen[i]) else { return false };
    let ends = |l: &[Px]| [l[0], l[l.len() - 1]];
    (0..lines.len()).filter(|j| fence[*j]).any(|j| {
        let (Some(other), Some(of)) = (&lines[j], &seen[j]) else { return false };
        let meets = ends(line).iter().any(|p| ends(other).iter().any(|q| distance(*p, *q) < 12.0 * unit));
        let step = of.length / of.marks.len().max(1) as f64;
        meets && of.is_crossed() && !marks.marks.is_empty() && marks.length < 2.2 * step * marks.marks.len() as f64
    })
}
