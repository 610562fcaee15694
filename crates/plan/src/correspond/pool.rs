//! What all other charts together say about the places of one.

use super::chart::Chart;
use super::evidence::Evidence;
use super::reading::{Reading, Readings};
use locus_model::{Key, Source};
use std::collections::BTreeMap;

/// Natural logarithms of weights are divided by this: cues of one pair are not independent of each other (a witness who
/// shifts a building shifts its neighbours), and undivided they would claim too much. Set on generated cases so that a
/// score means what it says, see `docs/correspondences.md`.
const TEMPERED: f64 = 1.6;

/// The most that one chart may say for and against an identity, tempered: one sheet may be mistaken.
const MOST: f64 = 6.0;
const LEAST: f64 = -2.0;

/// What a place may turn out to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// The place of a known key.
    Key(Key),
    /// The place that this element, which has no key either, shows.
    Element(Source),
}

/// A chart with what its places are; `None` for a place about which nothing is certain enough to speak for another.
pub struct Known {
    /// The places.
    pub chart: Chart,
    /// Their identities.
    pub identities: Vec<Option<Identity>>,
}

/// One identity that a place may have.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What; `None`: none of those known.
    pub identity: Option<Identity>,
    /// Its share of the weight of all identities considered.
    pub score: f64,
    /// The charts that show it, with the best reading in which it is this: index of the chart and of the place there.
    pub shown: Vec<Shown>,
}

/// Where a candidate is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Index of the chart.
    pub chart: usize,
    /// Index of the place on it.
    pub place: usize,
    /// Tempered natural logarithm of the weight: positive speaks for it.
    pub weight: f64,
    /// The reading.
    pub reading: Reading,
}

/// The candidates of every place of a chart, best first.
pub fn candidates(chart: &Chart, others: &[&Known]) -> Vec<Vec<Candidate>> {
    let mut votes: Vec<BTreeMap<Identity, Vec<Shown>>> = vec![BTreeMap::new(); chart.places.len()];
    for (index, other) in others.iter().enumerate() {
        let readings = Readings::of(&Evidence::new(chart, &other.chart));
        for (i, votes) in votes.iter_mut().enumerate() {
            for shown in vote(&readings, i, index, other) {
                if let Some(identity) = &other.identities[shown.place] {
                    votes.entry(identity.clone()).or_default().push(shown);
                }
            }
        }
    }
    votes.into_iter().map(weighed).collect()
}

/// What one chart says about place `i`.
fn vote(readings: &Readings, i: usize, chart: usize, other: &Known) -> Vec<Shown> {
    let Some(best) = readings.all.first() else { return Vec::new() };
    let mute = (0..other.identities.len()).filter(|j| other.identities[*j].is_none());
    let neither = mute.map(Some).chain([None]).filter_map(|j| readings.best(i, j)).map(|r| r.weight);
    let neither = neither.fold(best.weight - 20.0, f64::max);
    let shown = |place: usize| {
        let reading = readings.best(i, Some(place))?;
        let weight = ((reading.weight - neither) / TEMPERED).clamp(LEAST, MOST);
        Some(Shown { chart, place, weight, reading: reading.clone() })
    };
    (0..other.identities.len()).filter(|j| other.identities[*j].is_some()).filter_map(shown).collect()
}

/// Shares of the weight. Charts speak independently; a chart that does not show a place says nothing about it.
fn weighed(votes: BTreeMap<Identity, Vec<Shown>>) -> Vec<Candidate> {
    let mut all: Vec<(f64, Candidate)> = votes
        .into_iter()
        .map(|(identity, shown)| {
            let weight = shown.iter().map(|s| s.weight).sum::<f64>();
            (weight, Candidate { identity: Some(identity), score: 0.0, shown })
        })
        .collect();
    all.push((0.0, Candidate { identity: None, score: 0.0, shown: Vec::new() }));
    let most = all.iter().map(|(w, _)| *w).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = all.iter().map(|(w, _)| (w - most).exp()).sum();
    for (weight, candidate) in &mut all {
        candidate.score = (*weight - most).exp() / total;
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.identity.cmp(&b.1.identity)));
    all.into_iter().map(|(_, candidate)| candidate).collect()
}
