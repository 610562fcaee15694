//! A key as points: a node is one point, an opening its two ends, an area its corners.

use crate::points::Points;
use crate::survey::{Label, Survey, Trace};
use geo::Coord;
use locus_model::Key;

/// Share of an area's length within which its points belong to one end.
const END: f64 = 0.12;

/// The points whose mean a key stands for; `None` for what nobody drew.
pub fn of(survey: &Survey, points: &Points, key: &Key) -> Option<Vec<usize>> {
    let label = Label::Key(key.clone());
    if let Some(point) = points.all.iter().position(|p| p.labels.contains(&label)) {
        return Some(vec![point]);
    }
    let (index, trace) = drawn(survey, key)?;
    let along = points.along(survey, index);
    let usable = !along.is_empty() && (trace.closed || trace.kind.is_opening());
    usable.then_some(along)
}

/// The two ends of an opening, of a straight wall, or of an area along (or across) its longer side.
pub fn ends(survey: &Survey, points: &Points, key: &Key, lengthwise: bool) -> Option<(Vec<usize>, Vec<usize>)> {
    let (index, trace) = drawn(survey, key)?;
    let along = points.along(survey, index);
    if !trace.closed {
        // The width of an opening is its length; that of a wall is its thickness, which no point shows.
        let measured = along.len() == 2 && (lengthwise || trace.kind.is_opening());
        return Some((vec![*along.first()?], vec![*along.last()?])).filter(|_| measured);
    }
    let at: Vec<Coord> = trace.spots.iter().map(|s| survey.spots[*s].framed).collect();
    let direction = longest(&at)?;
    let axis = if lengthwise { direction } else { Coord { x: -direction.y, y: direction.x } };
    let place = |c: &Coord| c.x * axis.x + c.y * axis.y;
    let (low, high) = at.iter().map(place).fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    let near = |edge: f64| -> Vec<usize> {
        let close = trace.spots.iter().zip(&at).filter(|(_, c)| (place(c) - edge).abs() <= END * (high - low));
        let mut all: Vec<usize> = close.map(|(s, _)| points.of_spot[*s]).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    Some((near(low), near(high))).filter(|(a, b)| !a.is_empty() && !b.is_empty())
}

/// The corners of an area, in their order.
pub fn ring(survey: &Survey, points: &Points, key: &Key) -> Option<Vec<usize>> {
    let (index, trace) = drawn(survey, key)?;
    let along = points.along(survey, index);
    (trace.closed && along.len() > 2).then_some(along)
}

/// The first trace of a key that belongs to no other alternative than the default.
fn drawn<'a>(survey: &'a Survey, key: &Key) -> Option<(usize, &'a Trace)> {
    survey.traces.iter().enumerate().find(|(_, t)| t.key.as_ref() == Some(key) && !t.spots.is_empty())
}

/// Direction of the longest distance between two corners along the outline's edges.
fn longest(at: &[Coord]) -> Option<Coord> {
    let edge = |i: usize| at[(i + 1) % at.len()] - at[i];
    let length = |d: Coord| d.x.hypot(d.y);
    // Edges of one direction add up: a corridor's side is cut by every cell.
    let total = |i: usize| -> f64 {
        let d = edge(i) / length(edge(i)).max(f64::MIN_POSITIVE);
        (0..at.len()).map(|j| (edge(j).x * d.x + edge(j).y * d.y).abs()).sum()
    };
    let best = (0..at.len()).filter(|&i| length(edge(i)) > 0.0).max_by(|&i, &j| total(i).total_cmp(&total(j)))?;
    Some(edge(best) / length(edge(best)))
}
