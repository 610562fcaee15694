//! Which place on one sheet is which elsewhere, where nobody wrote keys: proposals for a person to judge.
//!
//! Nothing here changes the plan. [`correspond`] reads the drawings as they are on paper, before any alignment:
//!
//! | step | what it does |
//! |---|---|
//! | `chart` | the places of a sheet, or of the imagery, in a frame of its own: axes along its walls, its extent 1 |
//! | `label`, `glossary` | what two names say, in English and Korean |
//! | `evidence` | what names, sizes, forms, positions and shared walls say about two places being one |
//! | `reading` | the best explanations of two charts: eight turns and mirrorings, refined, with one-to-one places (`assign`) under an affine `map` |
//! | `pool` | what all charts together say about each place of one: scores |
//! | `openings`, `corners` | doors by the rooms they open into; corners by the outline |
//! | `reasons`, `symmetry`, `notes` | all that in words |
//!
//! The method is that of feature-based sketch-map alignment (hypothesise a map from a few places, assign, refit; Wang and
//! Schwering, Journal of Spatial Information Science 11, 2015, for what sketches keep), with every hypothesis tried and
//! none drawn at random. Sheets are looked at one after another, those with most keys first, then those with most
//! places: what an earlier one settled helps the later ones.

mod assign;
mod chart;
mod corners;
mod evidence;
mod glossary;
mod label;
mod map;
mod notes;
mod openings;
mod pool;
mod reading;
mod reasons;
mod symmetry;

use crate::PlacedFootprint;
use chart::{Chart, Class};
use geo::Point;
use locus_model::{Case, Correspondences, Id, In, Key, Kind, Meaning, PlaceMatch, Site, Source, VertexMatch};
pub use notes::notes;
use pool::{Candidate, Identity, Known, candidates};
use std::collections::{BTreeMap, BTreeSet};

/// The least score of a proposal. What is left, a tenth, is all that the runner-up can have.
pub const THRESHOLD: f64 = 0.9;

/// What may be proposed for the keys that are missing in the traces of a case; `None` where none is missing, or where
/// there is nothing to compare with. The order of sheets and of elements does not matter.
pub fn correspond(
    case: &Case,
    footprints: &[PlacedFootprint],
    landmarks: &BTreeMap<Key, In<Site, Point>>,
) -> Option<Correspondences> {
    let imagery = Chart::of_imagery(case, footprints, landmarks);
    let charts = std::iter::once(imagery).chain(case.sheets.values().map(Chart::of_sheet));
    let mut known: Vec<Known> = charts.filter(|c| !c.places.is_empty()).map(stated).collect();
    if known.len() < 2 {
        return None;
    }
    let mut found = Correspondences { threshold: THRESHOLD, places: Vec::new(), vertices: Vec::new() };
    for index in by_what_they_say(&known) {
        let (places, scores) = identified(&mut known, index);
        found.places.extend(places);
        found.places.extend(doors(&known, index, &scores));
    }
    found.vertices = (0..known.len()).flat_map(|index| vertices(&known, index)).collect();
    found.places.sort_by(|a, b| (&a.sheet, &a.element).cmp(&(&b.sheet, &b.element)));
    found.vertices.sort_by(|a, b| (&a.sheet, &a.element, a.vertex).cmp(&(&b.sheet, &b.element, b.vertex)));
    (!found.places.is_empty() || !found.vertices.is_empty()).then_some(found)
}

fn stated(chart: Chart) -> Known {
    let identities = chart.places.iter().map(|p| p.key.clone().map(Identity::Key)).collect();
    Known { chart, identities }
}

/// The sheets, those with most keys first, then those with most places.
fn by_what_they_say(known: &[Known]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..known.len()).filter(|i| known[*i].chart.sheet.is_some()).collect();
    let keys = |i: &usize| known[*i].identities.iter().flatten().count();
    let rank = |i: &usize| {
        (std::cmp::Reverse(keys(i)), std::cmp::Reverse(known[*i].chart.places.len()), known[*i].chart.sheet.clone())
    };
    order.sort_by_cached_key(rank);
    order
}

/// The places of a chart with their scores, 1 for a stated key.
type Scores = Vec<Option<(Identity, f64)>>;

/// Judges every place of a sheet that lacks a key, and keeps what may be proposed for the sheets that follow.
fn identified(known: &mut [Known], index: usize) -> (Vec<PlaceMatch>, Scores) {
    let chart = &known[index].chart;
    let open: Vec<usize> = (0..chart.places.len()).filter(|i| chart.places[*i].key.is_none()).collect();
    let mut scores: Scores = known[index].identities.iter().map(|i| Some((i.clone()?, 1.0))).collect();
    if open.is_empty() {
        return (Vec::new(), scores);
    }
    let others = others(known, index);
    let judged = candidates(chart, &others);
    let claimed = claims(&open, &judged);
    let mut matches = Vec::new();
    for i in open {
        let best = &judged[i][0];
        let alone = best.identity.as_ref().is_none_or(|identity| claimed[identity] <= 1);
        if best.score >= THRESHOLD && alone {
            let new = || Identity::Element(chart.places[i].source.clone());
            scores[i] = Some((best.identity.clone().unwrap_or_else(new), best.score));
        }
        matches.extend(place_match(chart, i, &judged[i], alone, &others));
    }
    known[index].identities = scores.iter().map(|s| s.as_ref().map(|(identity, _)| identity.clone())).collect();
    (matches, scores)
}

/// The other charts that say what any of their places are.
fn others(known: &[Known], index: usize) -> Vec<&Known> {
    let speaks = |(i, other): &(usize, &Known)| *i != index && other.identities.iter().any(Option::is_some);
    known.iter().enumerate().filter(speaks).map(|(_, other)| other).collect()
}

/// How many places of the sheet are most likely the same thing.
fn claims(open: &[usize], judged: &[Vec<Candidate>]) -> BTreeMap<Identity, usize> {
    let mut claims = BTreeMap::new();
    for candidate in open.iter().map(|i| &judged[*i][0]) {
        if let Some(identity) = &candidate.identity {
            *claims.entry(identity.clone()).or_default() += usize::from(candidate.score >= THRESHOLD);
        }
    }
    claims
}

fn place_match(chart: &Chart, i: usize, judged: &[Candidate], alone: bool, others: &[&Known]) -> Option<PlaceMatch> {
    let (place, best) = (&chart.places[i], judged.first()?);
    let proposed = best.identity.is_some() && best.score >= THRESHOLD && alone;
    let ambiguity = match (&best.identity, alone) {
        (None, _) if best.score >= THRESHOLD => "nothing elsewhere is like it".to_owned(),
        (_, false) => "another element of this sheet fits the same place as well".to_owned(),
        _ => symmetry::named(chart, i, best, judged.get(1), others),
    };
    let meaning = |candidate: &Candidate| meaning(candidate, others);
    Some(PlaceMatch {
        sheet: chart.sheet.clone()?,
        element: symmetry::element(&place.source).to_owned(),
        kind: kind(place.class),
        proposed,
        best: Some(meaning(best)),
        runner_up: judged.get(1).map(meaning),
        reasons: reasons::reasons(chart, i, best, others),
        ambiguity: (!proposed).then_some(ambiguity),
    })
}

fn kind(class: Class) -> Kind {
    match class {
        Class::Area(kind) | Class::Spot(kind) => kind,
        Class::Enclosure => Kind::Fence,
        Class::Landmark => Kind::Object,
    }
}

fn meaning(candidate: &Candidate, others: &[&Known]) -> Meaning {
    let shown = candidate.shown.iter().map(|s| others[s.chart].chart.places[s.place].source.clone());
    Meaning { key: key(candidate.identity.as_ref()), shown_by: shown.collect(), score: candidate.score }
}

fn key(identity: Option<&Identity>) -> Option<Key> {
    match identity {
        Some(Identity::Key(key)) => Some(key.clone()),
        _ => None,
    }
}

/// Judges every door of a sheet that lacks a key by the rooms it opens into.
fn doors(known: &[Known], index: usize, scores: &Scores) -> Vec<PlaceMatch> {
    let chart = &known[index].chart;
    let (Some(sheet), others) = (&chart.sheet, others(known, index)) else { return Vec::new() };
    let open = (0..chart.doors.len()).filter(|d| chart.doors[*d].key.is_none());
    let judge = |d: usize| {
        let all = openings::meanings(chart, scores, d, &others).into_iter();
        let mut all = all.map(|(identity, score, shown_by)| Meaning { key: key(Some(&identity)), shown_by, score });
        let (best, runner_up) = (all.next(), all.next());
        let proposed = best.as_ref().is_some_and(|b| b.score >= THRESHOLD);
        let why = match best {
            None => "no one door elsewhere lies between the rooms it opens into, or they are not identified",
            Some(_) => "the doors of other sheets between the same rooms have different keys",
        };
        PlaceMatch {
            sheet: sheet.clone(),
            element: symmetry::element(&chart.doors[d].source).to_owned(),
            kind: Kind::Door,
            proposed,
            best,
            runner_up,
            reasons: if proposed { vec!["it opens into the same rooms".to_owned()] } else { Vec::new() },
            ambiguity: (!proposed).then(|| why.to_owned()),
        }
    };
    open.map(judge).collect()
}

/// Judges the vertices without a node key of every place of a sheet that is identified.
fn vertices(known: &[Known], index: usize) -> Vec<VertexMatch> {
    let chart = &known[index].chart;
    let Some(sheet) = &chart.sheet else { return Vec::new() };
    let others = others(known, index);
    let lacks = |i: &usize| known[index].identities[*i].is_some() && chart.places[*i].nodes.iter().any(Option::is_none);
    let of_place = |i: usize| {
        let place = &chart.places[i];
        let unnamed = |v: &usize| place.vertices.iter().zip(&place.nodes).any(|(w, node)| w == v && node.is_none());
        let corners = corners::nodes(chart, &known[index].identities, i, &others).into_iter();
        let matches = corners
            .filter(|(vertex, _)| unnamed(vertex))
            .filter_map(|(vertex, nodes)| vertex_match(sheet, &place.source, vertex, nodes));
        matches.collect::<Vec<_>>()
    };
    (0..chart.places.len()).filter(lacks).flat_map(of_place).collect()
}

fn vertex_match(
    sheet: &Id,
    source: &Source,
    vertex: usize,
    nodes: BTreeMap<Key, (f64, BTreeSet<Source>)>,
) -> Option<VertexMatch> {
    let mut all: Vec<Meaning> =
        nodes.into_iter().map(|(key, (score, shown_by))| Meaning { key: Some(key), shown_by, score }).collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
    let mut all = all.into_iter();
    let (best, runner_up) = (all.next()?, all.next());
    let element = symmetry::element(source).to_owned();
    Some(VertexMatch { sheet: sheet.clone(), element, vertex, proposed: best.score >= THRESHOLD, best, runner_up })
}
