//! Building blocks: people remember and misplace a building as one thing, so its points on one sheet share their fate.

use crate::points::Points;
use crate::survey::{Origin, Survey, Trace};
use geo::{Contains, LineString, Point, Polygon};
use locus_model::{Key, Kind};
use std::collections::BTreeMap;

/// The block each point belongs to: the building it is a corner of or stands in, else its own place, else none.
pub fn of_points(survey: &Survey, points: &Points) -> Vec<Option<Key>> {
    // Votes per point: buildings before other places, then by number of strokes, then by name.
    let mut votes: Vec<BTreeMap<(bool, Key), usize>> = vec![BTreeMap::new(); points.all.len()];
    let outlines = building_outlines(survey);
    for (index, trace) in survey.traces.iter().enumerate() {
        if let Some(vote) = block_of(survey, trace, &outlines) {
            for point in points.along(survey, index) {
                *votes[point].entry(vote.clone()).or_default() += 1;
            }
        }
    }
    let winner = |votes: BTreeMap<(bool, Key), usize>| {
        let best = votes.into_iter().max_by(|a, b| (a.0.0, a.1).cmp(&(b.0.0, b.1)).then(b.0.1.cmp(&a.0.1)));
        best.map(|((_, key), _)| key)
    };
    votes.into_iter().map(winner).collect()
}

fn building_outlines(survey: &Survey) -> Vec<(Origin, &Key, Polygon)> {
    let building = |t: &&Trace| t.kind == Kind::Building && t.closed && t.spots.len() > 2;
    let outline = |t: &'_ Trace| Polygon::new(LineString(survey.positions(t)), vec![]);
    survey.traces.iter().filter(building).filter_map(|t| Some((t.origin, t.key.as_ref()?, outline(t)))).collect()
}

fn block_of(survey: &Survey, trace: &Trace, outlines: &[(Origin, &Key, Polygon)]) -> Option<(bool, Key)> {
    if trace.kind == Kind::Building {
        return trace.key.clone().map(|key| (true, key));
    }
    let middle = Point(crate::outline::mean(&survey.positions(trace)));
    let inside = outlines.iter().find(|(origin, _, outline)| *origin == trace.origin && outline.contains(&middle));
    inside.map(|(_, key, _)| (true, (*key).clone())).or_else(|| trace.key.clone().map(|key| (false, key)))
}
