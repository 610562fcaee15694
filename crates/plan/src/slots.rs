//! Identities for corners that carry no node key: the n-th corner of a place, matched between its outlines.

use crate::outline::{corners, correspondence, is_loop};
use crate::survey::{Label, Origin, Survey};
use geo::Coord;
use locus_model::{Key, Note, NoteKind};
use std::collections::BTreeMap;

/// One outline of a place.
struct Outline {
    trace: usize,
    all: Vec<Coord>,
    /// The vertices that are corners, indices into `all`.
    corners: Vec<usize>,
    looped: bool,
}

/// Gives every corner of every keyed place that lacks a node key on some sheet its slot.
pub fn assign(survey: &mut Survey, notes: &mut Vec<Note>) {
    let mut places: BTreeMap<(Key, bool), Vec<usize>> = BTreeMap::new();
    for (index, trace) in survey.traces.iter().enumerate().filter(|(_, t)| t.spots.len() > 1) {
        if let Some(key) = &trace.key {
            places.entry((key.clone(), trace.closed)).or_default().push(index);
        }
    }
    for ((key, _), traces) in places {
        let unnamed = |t: &usize| survey.traces[*t].spots.iter().any(|s| !is_named(survey, *s));
        if traces.iter().any(unnamed) {
            assign_place(survey, &key, &traces, notes);
        }
    }
}

fn is_named(survey: &Survey, spot: usize) -> bool {
    survey.spots[spot].labels.iter().any(|l| matches!(l, Label::Key(_)))
}

fn assign_place(survey: &mut Survey, key: &Key, traces: &[usize], notes: &mut Vec<Note>) {
    let outlines: Vec<Outline> = traces.iter().map(|t| outline(survey, *t)).collect();
    let Some(reference) = reference(survey, &outlines).map(|i| &outlines[i]) else { return };
    for other in &outlines {
        let trace = &survey.traces[other.trace];
        match pairs(reference, other) {
            Some((pairs, _)) => {
                for (slot, vertex) in pairs {
                    survey.spots[trace.spots[vertex]].labels.insert(Label::Slot(key.clone(), slot));
                }
            }
            None => notes.push(Note::new(
                NoteKind::Doubted,
                &trace.source,
                format!(
                    "\"{key}\" has {} corners here and {} elsewhere: its corners could not be told apart and do not \
                     move the plan",
                    other.corners.len(),
                    reference.corners.len()
                ),
                "give its vertices node keys",
            )),
        }
    }
}

fn outline(survey: &Survey, trace: usize) -> Outline {
    let all = survey.positions(&survey.traces[trace]);
    let looped = is_loop(&all, survey.traces[trace].closed);
    let corners = corners(&all, looped);
    Outline { trace, all, corners, looped }
}

/// Vertices of two outlines that are the same, with what the match costs: vertex by vertex where both have as many,
/// else corner by corner.
fn pairs(reference: &Outline, other: &Outline) -> Option<(Vec<(usize, usize)>, f64)> {
    if let Some((order, cost)) = correspondence(&reference.all, &other.all, reference.looped) {
        return Some((order.into_iter().enumerate().collect(), cost));
    }
    let at = |o: &Outline| -> Vec<Coord> { o.corners.iter().map(|i| o.all[*i]).collect() };
    let (order, cost) = correspondence(&at(reference), &at(other), reference.looped)?;
    let pair = |(i, j): (usize, usize)| (reference.corners[i], other.corners[j]);
    Some((order.into_iter().enumerate().map(pair).collect(), cost))
}

/// The outline the others are matched to: one seen in imagery, else the one nearest to all others among those with the
/// most frequent number of vertices.
fn reference(survey: &Survey, outlines: &[Outline]) -> Option<usize> {
    let seen = |o: &Outline| matches!(survey.traces[o.trace].origin, Origin::Footprint(_));
    if let Some(footprint) = outlines.iter().position(seen) {
        return Some(footprint);
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for outline in outlines {
        *counts.entry(outline.all.len()).or_default() += 1;
    }
    let (vertices, _) = counts.into_iter().max_by_key(|(_, times)| *times)?;
    let total = |o: &Outline| -> f64 { outlines.iter().filter_map(|p| pairs(o, p)).map(|(_, cost)| cost).sum() };
    let candidates = outlines.iter().enumerate().filter(|(_, o)| o.all.len() == vertices);
    let best = candidates.map(|(i, o)| (i, total(o))).min_by(|a, b| a.1.total_cmp(&b.1));
    best.map(|(i, _)| i)
}
