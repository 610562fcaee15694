//! Rooms, buildings, yards, and whatever else is drawn as a whole: one element per place.

use crate::ground::{Draft, Ground};
use crate::outline::signed_area2;
use crate::survey::{Origin, Trace};
use geo::Validation;
use locus_model::{Key, Kind, Note, NoteKind};
use std::collections::{BTreeMap, BTreeSet};

/// One way a place is drawn: its points in order, and the traces that agree on it.
struct Version {
    points: Vec<usize>,
    traces: BTreeSet<usize>,
}

/// Every place with a key and every area without one, as drafts; roads, walls and fences with a key included, openings
/// and bare lines not.
pub fn drafts(ground: &Ground, notes: &mut Vec<Note>) -> Vec<Draft> {
    let mut places: BTreeMap<(Option<&Key>, Vec<usize>), BTreeSet<usize>> = BTreeMap::new();
    for (index, trace) in ground.survey.traces.iter().enumerate().filter(|(_, t)| is_whole(t)) {
        // Without a key, the same points are the same thing.
        let points = if trace.key.is_some() { vec![] } else { normal(ground, index) };
        places.entry((trace.key.as_ref(), points)).or_default().insert(index);
    }
    let mut drafts = Vec::new();
    for ((key, _), traces) in places {
        let kind = kind(ground, &traces);
        match shape(ground, kind, &traces) {
            Some(points) => {
                let id = ground.id(kind, key, &traces);
                let closed = points.len() > 2 && !kind.is_line();
                drafts.push(Draft { closed, ..ground.draft(id, kind, key.cloned(), points, traces) });
            }
            None => notes.push(Note::new(
                NoteKind::LeftOut,
                key.map_or_else(|| ground.id(kind, None, &traces), Key::to_string),
                format!("no account draws this {} as a shape that does not cross itself", kind.as_str()),
                "look at its strokes and give their vertices node keys",
            )),
        }
    }
    drafts
}

fn is_whole(trace: &Trace) -> bool {
    !trace.kind.is_opening() && (trace.key.is_some() || !trace.kind.is_line())
}

/// What most voices draw the place as.
fn kind(ground: &Ground, traces: &BTreeSet<usize>) -> Kind {
    let mut by_kind: BTreeMap<Kind, BTreeSet<usize>> = BTreeMap::new();
    for index in traces {
        by_kind.entry(ground.survey.traces[*index].kind).or_default().insert(*index);
    }
    let rank = |traces: &BTreeSet<usize>| ground.voices.count(&ground.accounts(traces));
    let most = by_kind.iter().max_by(|a, b| rank(a.1).cmp(&rank(b.1)).then(b.0.cmp(a.0)));
    most.map_or(Kind::Object, |(kind, _)| *kind)
}

/// The points of the best valid version.
pub fn shape(ground: &Ground, kind: Kind, traces: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let valid = |version: &Version| is_valid(ground, kind, &version.points);
    versions(ground, traces).into_iter().find(valid).map(|v| v.points)
}

/// The versions of a place: imagery first, then by voices, then by how well their points are known, then finer first.
fn versions(ground: &Ground, traces: &BTreeSet<usize>) -> Vec<Version> {
    let mut by_points: BTreeMap<Vec<usize>, BTreeSet<usize>> = BTreeMap::new();
    for index in traces {
        by_points.entry(normal(ground, *index)).or_default().insert(*index);
    }
    let mut versions: Vec<Version> = by_points.into_iter().map(|(points, traces)| Version { points, traces }).collect();
    let rank = |v: &Version| {
        let seen = v.traces.iter().any(|t| matches!(ground.survey.traces[*t].origin, Origin::Footprint(_)));
        let voices = ground.voices.count(&ground.accounts(&v.traces));
        let shared = v.points.iter().filter(|p| ground.points.all[**p].spots.len() > 1).count();
        (seen, voices, shared * 100 / v.points.len().max(1), v.points.len())
    };
    versions.sort_by_key(|v| std::cmp::Reverse(rank(v)));
    versions
}

/// The points of a trace in one order for all: a ring counter-clockwise from its first point, a line from its smaller
/// end.
fn normal(ground: &Ground, trace: usize) -> Vec<usize> {
    let mut points = ground.points.along(&ground.survey, trace);
    if ground.survey.traces[trace].closed {
        if signed_area2(&ground.coords(&points)) < 0.0 {
            points.reverse();
        }
        let first = (0..points.len()).min_by_key(|i| points[*i]).unwrap_or_default();
        points.rotate_left(first);
    } else if points.first() > points.last() {
        points.reverse();
    }
    points
}

fn is_valid(ground: &Ground, kind: Kind, points: &[usize]) -> bool {
    if kind.is_line() {
        points.len() > 1
    } else if kind.is_area() || points.len() > 2 {
        points.len() > 2 && ground.polygon(points).is_valid()
    } else {
        points.len() == 1
    }
}
