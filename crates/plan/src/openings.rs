//! Doors, gates and windows, and the wall each one cuts.

use crate::ground::{Draft, Ground};
use geo::{Closest, ClosestPoint, Coord, Distance, Euclidean, Line, Point};
use locus_model::{Key, Kind, Note, NoteKind};
use std::collections::{BTreeMap, BTreeSet};

/// An opening belongs to a wall no farther from its middle than its own width, and at least this (metres).
const REACH_M: f64 = 1.0;

/// What makes traces one opening: the key, the alternative they speak for, and, without a key, the points.
type Identity<'a> = (Option<&'a Key>, Option<usize>, Vec<usize>);

/// Drafts of all openings.
pub fn drafts(ground: &Ground, walls: &[Draft], notes: &mut Vec<Note>) -> Vec<Draft> {
    let mut groups: BTreeMap<Identity, BTreeSet<usize>> = BTreeMap::new();
    for (index, trace) in ground.survey.traces.iter().enumerate().filter(|(_, t)| t.kind.is_opening()) {
        let mut points = ground.points.along(&ground.survey, index);
        points.sort_unstable();
        let unnamed = if trace.key.is_some() { vec![] } else { points };
        groups.entry((trace.key.as_ref(), trace.hypothesis, unnamed)).or_default().insert(index);
    }
    let draft = |((key, ..), traces): (Identity, BTreeSet<usize>)| {
        let kind = traces.iter().map(|t| ground.survey.traces[*t].kind).min().unwrap_or(Kind::Door);
        let points = ends(ground, &traces)?;
        let mut draft = ground.draft(ground.id(kind, key, &traces), kind, key.cloned(), points, traces);
        draft.host = host(ground, walls, &draft).map(|wall| walls[wall].id.clone());
        if draft.host.is_none() {
            notes.push(Note::new(
                NoteKind::Doubted,
                &draft.id,
                "no wall stands where this opening is drawn",
                "look at its strokes and at the walls beside it",
            ));
        }
        Some(draft)
    };
    groups.into_iter().filter_map(draft).collect()
}

/// The two jambs that most traces use.
fn ends(ground: &Ground, traces: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let mut votes: BTreeMap<Vec<usize>, BTreeSet<usize>> = BTreeMap::new();
    for index in traces {
        let points = ground.points.along(&ground.survey, *index);
        if let (Some(a), Some(b), true) = (points.first(), points.last(), points.len() > 1) {
            votes.entry(vec![*a.min(b), *a.max(b)]).or_default().insert(*index);
        }
    }
    let rank = |traces: &BTreeSet<usize>| ground.voices.count(&ground.accounts(traces));
    let most = votes.iter().max_by(|a, b| rank(a.1).cmp(&rank(b.1)).then(b.0.cmp(a.0)));
    most.map(|(points, _)| points.clone())
}

/// The wall an opening cuts: one that ends at both its jambs (a gate in the gap of its fence), else the nearest that
/// runs along it.
fn host(ground: &Ground, walls: &[Draft], opening: &Draft) -> Option<usize> {
    let (a, b) = (ground.at(opening.points[0]), ground.at(opening.points[1]));
    let (middle, along) = ((a + b) / 2.0, b - a);
    let width = along.x.hypot(along.y);
    let cost = |wall: &Draft| {
        if opening.points.iter().all(|p| wall.points.contains(p)) {
            return 0.0;
        }
        let coords = ground.coords(&wall.points);
        let segments = coords.windows(2).map(|w| {
            let d = w[1] - w[0];
            let across = (along.x * d.y - along.y * d.x).abs() / (width * d.x.hypot(d.y)).max(f64::MIN_POSITIVE);
            Euclidean.distance(&Line::new(w[0], w[1]), &Point(middle)) + across * width
        });
        segments.fold(f64::MAX, f64::min)
    };
    let same_level = walls
        .iter()
        .enumerate()
        .filter(|(_, w)| w.level == opening.level && matches!(w.kind, Kind::Wall | Kind::Fence));
    let costs = same_level.map(|(i, wall)| (i, cost(wall))).filter(|(_, c)| *c <= width.max(REACH_M));
    costs.min_by(|x, y| x.1.total_cmp(&y.1)).map(|(i, _)| i)
}

/// The nearest place on the segments of a wall.
pub fn on_wall(wall: &[Coord], at: Coord) -> Option<Coord> {
    let nearest = wall.windows(2).filter_map(|w| match Line::new(w[0], w[1]).closest_point(&Point(at)) {
        Closest::Intersection(p) | Closest::SinglePoint(p) => Some(p.0),
        Closest::Indeterminate => None,
    });
    nearest.min_by(|p, q| Euclidean.distance(*p, at).total_cmp(&Euclidean.distance(*q, at)))
}
