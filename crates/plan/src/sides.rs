//! Which rooms a door joins: accounts that put it in different walls are alternatives, never averaged.

use crate::ground::{Draft, Ground};
use crate::rooms::RULE;
use crate::survey::{Label, Origin, Survey, Trace};
use crate::voices::Voices;
use geo::{Contains, Coord, LineString, Point, Polygon};
use locus_model::{Hypothesis, Id, Key, Kind, Membership, Text};
use std::collections::{BTreeMap, BTreeSet};

/// How far to either side of an opening to look for a room, as a share of its width.
const LOOK: f64 = 0.5;

/// The rooms on both sides of an opening; `None` is no room.
type Sides = BTreeSet<Option<Key>>;

/// Accounts that agree on what an opening joins.
struct Side {
    joins: Sides,
    rooms_drawn: BTreeSet<Key>,
    traces: Vec<usize>,
    accounts: BTreeSet<Id>,
}

/// Finds openings that sheets put between different rooms. The traces of each alternative but the default get points
/// of their own (`<node>#alt1`), and every trace concerned the index of its hypothesis.
pub fn separate(survey: &mut Survey, voices: &Voices) -> Vec<Hypothesis> {
    let rooms = rooms(survey);
    let mut openings: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (index, trace) in survey.traces.iter().enumerate().filter(|(_, t)| t.kind.is_opening()) {
        if let Some(key) = &trace.key {
            openings.entry(key.clone()).or_default().push(index);
        }
    }
    let mut hypotheses = Vec::new();
    for (key, traces) in openings {
        let mut sides = sides(survey, &rooms, &traces);
        if sides.len() > 1 {
            sides.sort_by_key(|s| (std::cmp::Reverse(voices.count(&s.accounts)), s.accounts.first().cloned()));
            for (rank, side) in sides.iter().enumerate() {
                set_apart(survey, side, rank, hypotheses.len());
                hypotheses.push(hypothesis(survey, &key, side, rank));
            }
        }
    }
    hypotheses
}

fn rooms(survey: &Survey) -> Vec<(Origin, Key, Polygon)> {
    let room = |t: &&Trace| t.kind == Kind::Room && t.closed && t.spots.len() > 2;
    let outline = |t: &Trace| Polygon::new(LineString(survey.positions(t)), vec![]);
    survey.traces.iter().filter(room).filter_map(|t| Some((t.origin, t.key.clone()?, outline(t)))).collect()
}

fn sides(survey: &Survey, rooms: &[(Origin, Key, Polygon)], traces: &[usize]) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for &index in traces {
        let trace = &survey.traces[index];
        let here: Vec<_> = rooms.iter().filter(|(origin, ..)| *origin == trace.origin).collect();
        let joins: Sides = beside(&survey.positions(trace)).into_iter().map(|at| room_at(&here, at)).collect();
        if joins.iter().all(Option::is_none) {
            continue;
        }
        let rooms_drawn: BTreeSet<Key> = here.iter().map(|(_, key, _)| key.clone()).collect();
        // A room that one of two sheets does not draw cannot tell them apart.
        let seen_by = |joins: &Sides, drawn: &BTreeSet<Key>| -> Sides {
            joins.iter().map(|room| room.clone().filter(|key| drawn.contains(key))).collect()
        };
        let agrees = |s: &Side| seen_by(&s.joins, &rooms_drawn) == seen_by(&joins, &s.rooms_drawn);
        let at = sides.iter().position(agrees).unwrap_or_else(|| {
            sides.push(Side {
                joins: joins.clone(),
                rooms_drawn: rooms_drawn.clone(),
                traces: vec![],
                accounts: BTreeSet::new(),
            });
            sides.len() - 1
        });
        sides[at].traces.push(index);
        sides[at].accounts.extend(trace.account.clone());
    }
    sides
}

/// A place on either side of an opening.
fn beside(points: &[Coord]) -> Vec<Coord> {
    let (Some(a), Some(b), true) = (points.first(), points.last(), points.len() > 1) else { return vec![] };
    let (middle, across) = ((*a + *b) / 2.0, Coord { x: a.y - b.y, y: b.x - a.x } * LOOK);
    vec![middle + across, middle - across]
}

fn room_at(rooms: &[&(Origin, Key, Polygon)], at: Coord) -> Option<Key> {
    rooms.iter().find(|(.., outline)| outline.contains(&Point(at))).map(|(_, key, _)| key.clone())
}

/// Ties the traces of one side to their hypothesis; those of another side than the default no longer share points with
/// it.
fn set_apart(survey: &mut Survey, side: &Side, rank: usize, hypothesis: usize) {
    for &index in &side.traces {
        survey.traces[index].hypothesis = Some(hypothesis);
        let spots = survey.traces[index].spots.clone();
        for spot in spots.into_iter().filter(|_| rank > 0) {
            let spot = &mut survey.spots[spot];
            spot.labels = std::mem::take(&mut spot.labels).into_iter().map(|label| renamed(label, rank)).collect();
        }
    }
}

fn renamed(label: Label, rank: usize) -> Label {
    let other = |key: &Key| Key::new(&format!("{key}#alt{rank}")).ok();
    match &label {
        Label::Key(key) => other(key).map_or(label, Label::Key),
        Label::Slot(place, n) => other(place).map_or(label.clone(), |place| Label::Slot(place, *n)),
        Label::Vertex(..) => label,
    }
}

fn hypothesis(survey: &Survey, key: &Key, side: &Side, rank: usize) -> Hypothesis {
    let name = |room: &Option<Key>| room.as_ref().map_or_else(|| "outside".to_owned(), Key::to_string);
    let joins: Vec<String> = side.joins.iter().map(name).collect();
    let about = format!("{key}:joins");
    Hypothesis {
        name: format!("{about}={}", joins.join("+")),
        about,
        claim: Text([("en".to_owned(), format!("{key} joins {}", joins.join(" and ")))].into()),
        accounts: side.accounts.clone(),
        sources: side.traces.iter().map(|t| survey.traces[*t].source.clone()).collect(),
        default: rank == 0,
        rule: RULE,
        drawn: true,
    }
}

/// Marks the openings of the alternatives.
pub fn mark(ground: &Ground, drafts: &mut [Draft], hypotheses: &[Hypothesis]) {
    for draft in drafts.iter_mut().filter(|d| d.kind.is_opening()) {
        let index = draft.traces.iter().find_map(|t| ground.survey.traces[*t].hypothesis);
        let Some(own) = index.and_then(|i| hypotheses.get(i)) else { continue };
        draft.hypothesis = Some(Membership { name: own.name.clone(), default: own.default });
        let others = hypotheses.iter().filter(|h| h.about == own.about && h.name != own.name);
        draft.contradicted_by.extend(others.flat_map(|h| h.accounts.clone()));
    }
}
