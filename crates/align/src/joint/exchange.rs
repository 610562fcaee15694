//! Two buildings taken for each other on one sheet.
//!
//! When imagery shows that a sheet puts one building far from its place, whatever the sheet draws *at* that place has
//! been taken for it, and is as wrong. With two sheets nothing else could tell which of them to believe.

use super::State;
use geo::Coord;
use locus_model::{Group, Network, NetworkSheet};
use std::collections::BTreeSet;

/// A unit with less weight than this stands elsewhere.
const ELSEWHERE: f64 = 0.3;
/// It stands in another's place when it is this near, as a share of how far that one is off.
const IN_ITS_PLACE: f64 = 0.35;

/// Gives the building that stands in a misplaced one's place less weight than either: imagery has decided against it.
pub(super) fn spread(network: &Network, state: &mut State) {
    let seen: BTreeSet<usize> =
        network.fixes.iter().filter(|f| !f.may_be_wrong).flat_map(|f| f.of.iter().copied()).collect();
    for (sheet, units) in network.sheets.iter().zip(&mut state.units) {
        let weights: Vec<f64> = units.iter().map(|u| u.0).collect();
        let is_seen = |unit: &Group| unit.vertices.iter().any(|&v| seen.contains(&sheet.vertices[v].point));
        let elsewhere = |&(a, unit): &(usize, &Group)| weights[a] < ELSEWHERE && is_seen(unit);
        for (a, misplaced) in sheet.units.iter().enumerate().filter(elsewhere) {
            let belongs = true_centre(sheet, misplaced, &state.points);
            let off = length(drawn_centre(sheet, misplaced) - belongs);
            let from_there = |unit: &Group| length(drawn_centre(sheet, unit) - belongs);
            let others = sheet.units.iter().enumerate().filter(|&(b, _)| b != a);
            let nearest = others.min_by(|x, y| from_there(x.1).total_cmp(&from_there(y.1)));
            if let Some((b, _)) = nearest.filter(|(_, unit)| from_there(unit) < IN_ITS_PLACE * off) {
                units[b].0 = units[b].0.min(weights[a] * weights[a]);
            }
        }
    }
}

fn drawn_centre(sheet: &NetworkSheet, unit: &Group) -> Coord {
    mean(unit, |v| sheet.vertices[v].at)
}

fn true_centre(sheet: &NetworkSheet, unit: &Group, points: &[Coord]) -> Coord {
    mean(unit, |v| points[sheet.vertices[v].point])
}

fn mean(unit: &Group, at: impl Fn(usize) -> Coord) -> Coord {
    unit.vertices.iter().fold(Coord::zero(), |sum, &v| sum + at(v) / unit.vertices.len() as f64)
}

fn length(d: Coord) -> f64 {
    libm::hypot(d.x, d.y)
}
