//! What stands where on the site: the shapes of a map of the inside, in degrees.

use super::degrees::Degrees;
use crate::Facility;
use crate::band::{Bands, Stretch, local};
use crate::whereabouts::{NEAR_M, outline, vertices};
use geo::{
    BooleanOps, BoundingRect, Coord, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon, unary_union,
};
use locus_publish::BundleElement;

/// How much wider than its wall a way through it is cut, metres.
const MARGIN_M: f64 = 0.05;

/// How an element is drawn on a map.
pub enum Drawn {
    /// What covers ground.
    Area(MultiPolygon),
    /// An opening.
    Line(LineString),
}

/// The site as a map shows it.
pub struct Site<'a> {
    /// The facility.
    pub facility: &'a Facility,
    /// Its degrees.
    pub degrees: Degrees<'a>,
    bands: Bands<'a>,
    /// Rooms and buildings, local metres.
    roofed: Vec<(&'a BundleElement, Polygon)>,
}

impl<'a> Site<'a> {
    /// Of what is shown first.
    pub fn of(facility: &'a Facility) -> Self {
        let roofed = facility.shown_first().filter(|e| ["rooms", "buildings"].contains(&e.layer.as_str()));
        Self {
            facility,
            degrees: Degrees::of(facility),
            bands: Bands::of(facility.shown_first()),
            roofed: roofed.filter_map(|e| Some((e, outline(e)?))).collect(),
        }
    }

    /// The shape of an element in degrees: as published, or its published line as wide as it is drawn, or the square a
    /// spot is drawn as. Doors and gates are left out of walls. `None` where it has none.
    pub fn drawn(&self, element: &BundleElement) -> Option<Drawn> {
        if element.layer == "openings" {
            return self.degrees.line(element).map(Drawn::Line);
        }
        if let Some(area) = self.degrees.area(element) {
            return Some(Drawn::Area(MultiPolygon::from(area)));
        }
        let shape = element.shape.as_ref()?;
        let metres = match shape.rings.is_empty() {
            true => self.bands.area(&element.id).difference(&self.ways_through(element)),
            false => MultiPolygon::from(outline(element)?),
        };
        self.degrees.beside(element, &metres).map(Drawn::Area)
    }

    /// What doors and gates leave out of a wall, local metres.
    fn ways_through(&self, wall: &BundleElement) -> MultiPolygon {
        let shape = wall.shape.iter();
        let half_m = 0.5 * wall.shape.as_ref().and_then(|shape| shape.thickness_m).unwrap_or(0.0) + MARGIN_M;
        let is_way = |id: &String| self.facility.shown_first().any(|e| e.id == *id && e.kind != "window");
        let gaps = shape.flat_map(|shape| &shape.gaps).filter(|gap| is_way(&gap.opening));
        let pieces: Vec<Polygon> = gaps.map(|gap| Stretch::alone(gap.line.map(local), half_m).polygon()).collect();
        unary_union(&pieces)
    }

    /// Whether it is a room or a building, or every vertex of it lies in or at one of its level.
    pub fn is_indoors(&self, element: &BundleElement) -> bool {
        match element.layer.as_str() {
            "rooms" | "buildings" => true,
            "yards" | "roads" => false,
            _ => {
                let vertices = vertices(element);
                !vertices.is_empty() && vertices.iter().all(|at| self.is_roofed(&element.level, *at))
            }
        }
    }

    /// Whether a yard lies inside a building.
    pub fn is_within_building(&self, yard: &BundleElement) -> bool {
        let vertices = vertices(yard);
        let mut buildings = self.roofed.iter().filter(|(e, _)| e.layer == "buildings" && e.level == yard.level);
        let holds = |area: &Polygon| vertices.iter().all(|at| Euclidean.distance(&Point::from(*at), area) <= 0.0);
        !vertices.is_empty() && buildings.any(|(_, area)| holds(area))
    }

    fn is_roofed(&self, level: &str, at: Coord) -> bool {
        let mut here = self.roofed.iter().filter(|(e, _)| e.level == level);
        here.any(|(_, area)| Euclidean.distance(&Point::from(at), area) <= NEAR_M)
    }

    /// Whether an opening lies on the outline of a building of its level.
    pub fn is_entrance(&self, opening: &BundleElement) -> bool {
        let ends = vertices(opening);
        let mut buildings = self.roofed.iter().filter(|(e, _)| e.layer == "buildings" && e.level == opening.level);
        let near = |line: &LineString, at: &Coord| Euclidean.distance(&Point::from(*at), line) <= NEAR_M;
        !ends.is_empty() && buildings.any(|(_, area)| ends.iter().all(|at| near(area.exterior(), at)))
    }

    /// The buildings that have a level: those drawn on it, and those around a room of it.
    pub fn buildings_of(&self, level: &str) -> Vec<&'a BundleElement> {
        let rooms = || self.roofed.iter().filter(|(e, _)| e.layer == "rooms" && e.level == level);
        let holds = |area: &Polygon| {
            rooms().filter_map(|(_, room)| middle(room)).any(|at| Euclidean.distance(&at, area) <= 0.0)
        };
        let buildings = self.roofed.iter().filter(|(e, _)| e.layer == "buildings");
        buildings.filter(|(e, area)| e.level == level || holds(area)).map(|(e, _)| *e).collect()
    }
}

fn middle(area: &Polygon) -> Option<Point> {
    area.bounding_rect().map(|rect| Point::from(rect.center()))
}
