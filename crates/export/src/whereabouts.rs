//! Which building an element belongs to, and how high a room is.
//!
//! Local metres: east and north of the anchor.

use crate::Facility;
use crate::band::local;
use geo::{Coord, Distance, Euclidean, Point, Polygon};
use locus_publish::{BundleElement, BundleLevel};

/// What lies so near to a room or a building (metres) belongs to it: more than half of any wall.
pub const NEAR_M: f64 = 0.5;

/// The buildings that are shown first.
pub struct Whereabouts<'a> {
    buildings: Vec<(&'a BundleElement, Polygon)>,
}

impl<'a> Whereabouts<'a> {
    /// Of a facility.
    pub fn of(facility: &'a Facility) -> Self {
        let buildings = facility.shown_first().filter(|e| e.layer == "buildings");
        Self { buildings: buildings.filter_map(|e| Some((e, outline(e)?))).collect() }
    }

    /// The building that every vertex of an element lies in or at, one of its own level before others; `None` for what
    /// covers ground in the open.
    pub fn building(&self, element: &BundleElement) -> Option<&'a BundleElement> {
        let vertices = vertices(element);
        let holds = |area: &Polygon| vertices.iter().all(|at| Euclidean.distance(&Point::from(*at), area) <= NEAR_M);
        let is_open = vertices.is_empty() || ["yards", "roads", "buildings"].contains(&element.layer.as_str());
        let mut around = self.buildings.iter().filter(|(_, area)| !is_open && holds(area));
        let first = around.next()?.0;
        let own = |e: &&BundleElement| e.level == element.level;
        Some(Some(first).filter(own).or_else(|| around.map(|(e, _)| *e).find(own)).unwrap_or(first))
    }
}

/// The level an element is on.
pub fn level<'a>(facility: &'a Facility, element: &BundleElement) -> Option<&'a BundleLevel> {
    facility.bundle().levels.iter().find(|level| level.id == element.level)
}

/// Floor and height of a room or a building, metres above the site's ground and above the floor: as published with it,
/// else those of its level. `None` where neither says.
pub fn floor_and_height(facility: &Facility, element: &BundleElement) -> Option<[f64; 2]> {
    let level = level(facility, element);
    let features = facility.layers.get(&element.layer).into_iter().flat_map(|layer| &layer.features);
    let own = features
        .filter_map(|feature| feature.properties.as_ref())
        .find(|p| p.get("id").is_some_and(|id| *id == element.id));
    let published = element.height_m.or_else(|| own?.get("height_m")?.as_f64());
    Some([level.map_or(0.0, |level| level.elevation_m), published.or(level.map(|level| level.height_m))?])
}

/// The rings of an element, local metres.
pub fn outline(element: &BundleElement) -> Option<Polygon> {
    let mut rings = element.shape.as_ref()?.rings.iter().map(|ring| ring.iter().map(|at| local(*at)).collect());
    Some(Polygon::new(rings.next()?, rings.collect()))
}

/// Where its line bends and ends, where it is a spot, or the corners of its outline; local metres.
pub fn vertices(element: &BundleElement) -> Vec<Coord> {
    let Some(shape) = &element.shape else { return Vec::new() };
    let outline = shape.rings.first().map_or(&[][..], Vec::as_slice);
    let mut all = [shape.line.as_slice(), shape.point.as_slice(), outline].into_iter();
    all.find(|list| !list.is_empty()).unwrap_or_default().iter().map(|at| local(*at)).collect()
}
