//! What witnesses pointed at, for the bundle.

use crate::Inputs;
use crate::bundle::{BundleArea, BundlePin};
use crate::precision::metres;
use crate::scene::{flat, local, rings};
use geo::MapCoords;
use locus_model::{PlacedArea, PlacedPin};

/// The pins, by id.
pub fn pins(inputs: &Inputs) -> Vec<BundlePin> {
    let mut pins: Vec<&PlacedPin> = inputs.plan().pins.iter().collect();
    pins.sort_by(|a, b| a.id.cmp(&b.id));
    let pin = |p: &PlacedPin| BundlePin {
        id: p.id.to_string(),
        account: p.account.to_string(),
        key: Some(p.of.to_string()),
        position: flat(local(inputs, p.position.geometry().0)),
        radius95_m: p.radius95_m.map(metres),
    };
    pins.into_iter().map(pin).collect()
}

/// The regions, by id.
pub fn areas(inputs: &Inputs) -> Vec<BundleArea> {
    let mut areas: Vec<&PlacedArea> = inputs.plan().areas.iter().collect();
    areas.sort_by(|a, b| a.id.cmp(&b.id));
    let area = |a: &PlacedArea| BundleArea {
        id: a.id.to_string(),
        account: a.account.to_string(),
        key: Some(a.of.to_string()),
        rings: rings(&a.polygon.geometry().map_coords(|c| local(inputs, c))),
    };
    areas.into_iter().map(area).collect()
}
