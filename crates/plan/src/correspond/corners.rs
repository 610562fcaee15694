//! Which corner of a place is which, where another drawing of the place names its corners.

use super::chart::{Chart, Place, length};
use super::map::{Map, Pair};
use super::pool::{Identity, Known};
use crate::outline;
use geo::Coord;
use locus_model::{Key, Source};
use std::collections::{BTreeMap, BTreeSet};

/// One standard deviation of a corner about the middle of its place, against another drawing of it: share of its size.
const CORNER_SD: f64 = 0.2;

/// Places that two charts must have in common before one is known to lie on the other unmirrored and unturned.
const IN_COMMON: usize = 3;

/// A mirrored map must fit this much worse (ratio of root mean square residuals) to be out of the question.
const HANDEDNESS: f64 = 1.5;

/// What the corners of a place may be: per vertex of its source, the nodes with their scores and what shows them.
pub type Corners = BTreeMap<usize, BTreeMap<Key, (f64, BTreeSet<Source>)>>;

/// The nodes of place `i`. Charts that name its corners each have a voice: the share of the weight of all ways to lay
/// one outline on the other, in which the corner falls on that node.
pub fn nodes(chart: &Chart, identities: &[Option<Identity>], i: usize, others: &[&Known]) -> Corners {
    let place = &chart.places[i];
    let mut found = Corners::new();
    let mut voices = 0;
    for other in others {
        let same = |j: &usize| identities[i].is_some() && other.identities[*j] == identities[i];
        let named = (0..other.identities.len()).filter(same).map(|j| &other.chart.places[j]);
        for q in named.filter(|q| q.class == place.class && q.nodes.iter().any(Option::is_some)) {
            let Some(map) = common(chart, identities, other) else { continue };
            let laid = laid(place, q, &map);
            voices += usize::from(!laid.is_empty());
            for (vertex, node, share) in laid {
                let entry = found.entry(vertex).or_default().entry(node).or_default();
                entry.0 += share;
                entry.1.insert(q.source.clone());
            }
        }
    }
    found.values_mut().flat_map(BTreeMap::values_mut).for_each(|(score, _)| *score /= voices.max(1) as f64);
    found
}

/// How one chart lies on another, from the places and marks they have in common; `None` where that leaves its
/// handedness open.
fn common(chart: &Chart, identities: &[Option<Identity>], other: &Known) -> Option<Map> {
    let pair = |from: Coord, to: Coord| Pair { from, to, weight: 1.0 };
    let partner = |i: &usize| {
        let j =
            (0..other.identities.len()).find(|j| other.identities[*j] == identities[*i] && identities[*i].is_some())?;
        Some(pair(chart.places[*i].at, other.chart.places[j].at))
    };
    let marks = chart.marks.iter().filter_map(|(key, at)| Some(pair(*at, *other.chart.marks.get(key)?)));
    let pairs: Vec<Pair> = (0..identities.len()).filter_map(|i| partner(&i)).chain(marks).collect();
    let residual = |map: &Map| pairs.iter().map(|p| length(p.to - map.apply(p.from)).powi(2)).sum::<f64>().sqrt();
    let [plain, mirrored] = [false, true].map(|m| Map::similarity(&pairs, m).map(|map| (residual(&map), map)));
    let (plain, mirrored) = (plain?, mirrored?);
    let (better, worse) = if plain.0 <= mirrored.0 { (plain, mirrored) } else { (mirrored, plain) };
    (pairs.len() >= IN_COMMON && worse.0 > HANDEDNESS * better.0).then_some(better.1)
}

/// Vertices of `p` with nodes of `q` and the share of the weight of the ways to lay `p` on `q` that join them.
fn laid(p: &Place, q: &Place, map: &Map) -> Vec<(usize, Key, f64)> {
    let (mut from, to) = (corners(p), corners(q));
    if from.len() != to.len() {
        return Vec::new();
    }
    if map.is_mirror() {
        from.reverse();
    }
    let n = from.len();
    let scale = if p.size() > 0.0 { q.size() / (p.size() * map.scale()) } else { 1.0 };
    let about = |points: &[(usize, Coord)]| outline::mean(&points.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let (middle, other_middle) = (about(&from), about(&to));
    let sd = CORNER_SD * q.size();
    let cost = |turn: usize| -> f64 {
        let off = |k: usize| {
            let here = map.direction(from[(k + turn) % n].1 - middle) * scale;
            length(here - (to[k].1 - other_middle)).powi(2)
        };
        (0..n).map(off).sum::<f64>() / (2.0 * sd * sd)
    };
    let costs: Vec<f64> = (0..n).map(cost).collect();
    let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let total: f64 = costs.iter().map(|c| (least - c).exp()).sum();
    let mut found = Vec::new();
    for (turn, cost) in costs.iter().enumerate() {
        for (k, (corner, _)) in to.iter().enumerate() {
            if let Some(node) = &q.nodes[*corner] {
                let vertex = p.vertices[from[(k + turn) % n].0];
                found.push((vertex, node.clone(), (least - cost).exp() / total));
            }
        }
    }
    found
}

/// The vertices of a ring that are corners, so that junctions on a straight wall do not count.
fn corners(place: &Place) -> Vec<(usize, Coord)> {
    outline::corners(&place.ring, true).into_iter().map(|i| (i, place.ring[i])).collect()
}
