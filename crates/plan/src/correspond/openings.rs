//! Doors are known by the rooms they open into.

use super::chart::{Chart, Door};
use super::pool::{Identity, Known};
use locus_model::Source;
use std::collections::{BTreeMap, BTreeSet};

/// What a door may be, with its score and what shows it; best first.
pub type Doors = Vec<(Identity, f64, BTreeSet<Source>)>;

/// The meanings of the door `index` of a chart whose places have these identities, each with its score. Other charts
/// that show one door between the same rooms each have a voice; no score is above that of the rooms. Empty where its
/// rooms are not identified, and where two doors of this chart lie between the same rooms.
pub fn meanings(chart: &Chart, places: &[Option<(Identity, f64)>], index: usize, others: &[&Known]) -> Doors {
    let door = &chart.doors[index];
    let Some(rooms) = rooms(door, |i| places[i].as_ref().map(|(identity, _)| identity)) else { return Vec::new() };
    if chart.doors.iter().filter(|d| d.between == door.between).count() > 1 {
        return Vec::new();
    }
    let certain = door.between.iter().filter_map(|i| places[*i].as_ref()).map(|(_, score)| *score).fold(1.0, f64::min);
    let mut shown: BTreeMap<Identity, BTreeSet<Source>> = BTreeMap::new();
    for other in others {
        let same = |d: &&Door| self::rooms(d, |i| other.identities[i].as_ref()).is_some_and(|r| r == rooms);
        for door in other.chart.doors.iter().filter(same) {
            let identity = door.key.clone().map_or(Identity::Element(door.source.clone()), Identity::Key);
            shown.entry(identity).or_default().insert(door.source.clone());
        }
    }
    let keyed = shown.keys().any(|identity| matches!(identity, Identity::Key(_)));
    shown.retain(|identity, _| !keyed || matches!(identity, Identity::Key(_)));
    if !keyed {
        // Elements without a key that lie between the same rooms are one and the same door.
        let all: BTreeSet<Source> = std::mem::take(&mut shown).into_values().flatten().collect();
        shown = all.first().map(|first| (Identity::Element(first.clone()), all.clone())).into_iter().collect();
    }
    let total: usize = shown.values().map(BTreeSet::len).sum();
    let score = |sources: &BTreeSet<Source>| certain * sources.len() as f64 / total.max(1) as f64;
    let mut doors: Doors = shown.into_iter().map(|(identity, sources)| (identity, score(&sources), sources)).collect();
    doors.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    doors
}

/// The identities of the rooms a door opens into; `None` where it opens into none, or one is not identified.
fn rooms<'a>(door: &Door, identity: impl Fn(usize) -> Option<&'a Identity>) -> Option<BTreeSet<&'a Identity>> {
    let rooms: Option<BTreeSet<&Identity>> = door.between.iter().map(|i| identity(*i)).collect();
    rooms.filter(|r| !r.is_empty())
}
