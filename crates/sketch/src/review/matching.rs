//! Which element of one tracing is which of another. Ids do not tell: a program that finds one wall more numbers all
//! those after it anew.

use geo::{BoundingRect, Coord, Distance, Euclidean, LineString, Point, Rect};
use locus_model::{Form, SketchPx, Stroke};

/// Elements lie on each other when no vertex of one is farther from the other than this share of the drawing's diagonal.
const REACH: f64 = 0.01;

/// An element made ready for comparing: its lines and the box around them.
pub(super) struct Shape<'s> {
    pub stroke: &'s Stroke<SketchPx>,
    lines: Vec<LineString>,
    bounds: Option<Rect>,
}

impl<'s> Shape<'s> {
    pub fn of(stroke: &'s Stroke<SketchPx>) -> Self {
        let lines = match stroke.shape.geometry() {
            Form::Point(point) => vec![LineString(vec![point.0])],
            Form::Line(line) => vec![line.clone()],
            Form::Area(area) => std::iter::once(area.exterior()).chain(area.interiors()).cloned().collect(),
        };
        let all: LineString = lines.iter().flat_map(|line| line.0.iter().copied()).collect();
        Self { stroke, lines, bounds: all.bounding_rect() }
    }

    /// The farthest that a vertex of this lies from `other`, pixels; `None` beyond `reach`, and between elements that no
    /// tracing takes for each other (a wall and a fence may be, a wall and a room not).
    pub fn distance_to(&self, other: &Self, reach: f64) -> Option<f64> {
        let near = overlap(self.bounds?, other.bounds?, reach) && class(self.stroke) == class(other.stroke);
        let vertices = || self.lines.iter().flat_map(|line| &line.0);
        let farthest = near.then(|| {
            vertices().try_fold(0.0f64, |far, at| Some(far.max(other.distance_from(*at))).filter(|far| *far <= reach))
        });
        farthest.flatten()
    }

    /// Whether this and `other` are of one kind and lie on each other within `reach` pixels.
    pub fn agrees(&self, other: &Self, reach: f64) -> bool {
        let near = || self.distance_to(other, reach).is_some() && other.distance_to(self, reach).is_some();
        self.stroke.kind == other.stroke.kind && near()
    }

    fn distance_from(&self, at: Coord) -> f64 {
        let at = Point::from(at);
        let of_line = |line: &LineString| match line.0.as_slice() {
            [only] => Euclidean.distance(at, Point::from(*only)),
            _ => line.lines().map(|part| Euclidean.distance(&at, &part)).fold(f64::INFINITY, f64::min),
        };
        self.lines.iter().map(of_line).fold(f64::INFINITY, f64::min)
    }
}

/// Lines, openings, areas, and things that stand somewhere.
fn class(stroke: &Stroke<SketchPx>) -> u8 {
    match stroke.kind {
        kind if kind.is_line() => 0,
        kind if kind.is_opening() => 1,
        kind if kind.is_area() => 2,
        _ => 3,
    }
}

fn overlap(a: Rect, b: Rect, reach: f64) -> bool {
    let apart = |a_min: f64, a_max: f64, b_min: f64, b_max: f64| a_min > b_max + reach || b_min > a_max + reach;
    !apart(a.min().x, a.max().x, b.min().x, b.max().x) && !apart(a.min().y, a.max().y, b.min().y, b.max().y)
}

/// How far elements of these drawings may lie apart and be the same, pixels.
pub(super) fn reach(drawings: [&[Shape]; 2]) -> f64 {
    let all = drawings.into_iter().flatten().filter_map(|shape| shape.bounds);
    let around = all.reduce(|a, b| {
        let min = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
        Rect::new(min, Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) })
    });
    around.map_or(0.0, |rect| REACH * rect.width().hypot(rect.height()))
}

/// For each of `theirs` the index in `base` of the same element, each at most once: the nearest pairs first, equal ids
/// before others at equal distances.
pub(super) fn pairs(base: &[Shape], theirs: &[Shape], reach: f64) -> Vec<Option<usize>> {
    let mut candidates = Vec::new();
    for (t, their) in theirs.iter().enumerate() {
        for (b, ours) in base.iter().enumerate() {
            let there = their.distance_to(ours, reach);
            let both = there.and_then(|there| Some(there.max(ours.distance_to(their, reach)?)));
            candidates.extend(both.map(|distance| (distance, their.stroke.id != ours.stroke.id, b, t)));
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    let (mut of_base, mut of_theirs) = (vec![false; base.len()], vec![None; theirs.len()]);
    for (_, _, b, t) in candidates {
        if !of_base[b] && of_theirs[t].is_none() {
            of_base[b] = true;
            of_theirs[t] = Some(b);
        }
    }
    of_theirs
}
