//! Distances that nobody has stated and that would teach something: candidates, ranked by the adjustment.

use crate::points::Points;
use crate::survey::{Label, Survey};
use geo::{Coord, Distance, Euclidean};
use locus_model::{Key, Measure, Size};
use std::collections::BTreeSet;

/// How well people state a distance: one standard deviation as a share of it (log-normal 0.25 for paces and steps).
const STATED_SD: f64 = 0.25;
/// Nearest places that a place is asked about.
const NEAREST: usize = 4;
/// Distances shorter than this are not worth a question, metres.
const SHORT_M: f64 = 2.0;

/// A candidate: the distance, and the keys it is between.
type Question = (Size, (Key, Key));

struct Place {
    key: Key,
    points: Vec<usize>,
    at: Coord,
    seen: bool,
}

/// From each place that only people show to the nearest places of any kind.
pub fn of(survey: &Survey, points: &Points, at: &[Coord]) -> Vec<Question> {
    let places = places(survey, points, at);
    let mut asked = BTreeSet::new();
    let mut questions = Vec::new();
    for place in places.iter().filter(|p| !p.seen) {
        let far = |p: &&Place| Euclidean.distance(p.at, place.at);
        let mut others: Vec<&Place> =
            places.iter().filter(|p| p.key != place.key && p.key.place() != place.key.place()).collect();
        others.retain(|p| far(p) > SHORT_M);
        others.sort_by(|a, b| far(a).total_cmp(&far(b)).then(a.key.cmp(&b.key)));
        for other in others.into_iter().take(NEAREST) {
            let (a, b) = if place.key < other.key { (place, other) } else { (other, place) };
            if asked.insert((a.key.clone(), b.key.clone())) {
                let sd = STATED_SD * Euclidean.distance(a.at, b.at);
                let of = Measure::Distance([a.points.clone(), b.points.clone()]);
                questions.push((Size { of, value: 0.0, sd }, (a.key.clone(), b.key.clone())));
            }
        }
    }
    questions
}

/// Everything with a key that a person can be asked about: areas, openings, landmarks.
fn places(survey: &Survey, points: &Points, at: &[Coord]) -> Vec<Place> {
    let marks = points.all.iter().enumerate().filter_map(|(p, point)| match point.labels.first() {
        Some(Label::Key(key)) if !key.as_str().contains('/') => Some((key.clone(), vec![p])),
        _ => None,
    });
    let keyed: BTreeSet<&Key> = survey.traces.iter().filter_map(|t| t.key.as_ref()).collect();
    let drawn = keyed.into_iter().filter_map(|key| Some((key.clone(), crate::places::of(survey, points, key)?)));
    let mut known = BTreeSet::new();
    let is_seen = |p: &usize| points.all[*p].spots.iter().any(|s| survey.spots[*s].account.is_none());
    let all = marks.chain(drawn).filter(|(key, _)| known.insert(key.clone()));
    let place = |(key, points): (Key, Vec<usize>)| Place {
        at: crate::outline::mean(&points.iter().map(|p| at[*p]).collect::<Vec<_>>()),
        seen: points.iter().any(is_seen),
        key,
        points,
    };
    all.map(place).collect()
}
