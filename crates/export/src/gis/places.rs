//! Where the published things are, in metres of the facility's projected CRS.
//!
//! The layers have degrees to a centimetre or a decimetre; the bundle has the same places to the millimetre, and that is
//! what programs that measure in metres get.

use crate::Facility;
use geo::orient::{Direction, Orient};
use geo::{Coord, Geometry, LineString, Point, Polygon};
use geojson::JsonObject;
use locus_model::table::Shape;
use locus_model::{In, Site};
use locus_publish::{BundleShape, BundleStroke};
use std::collections::BTreeMap;
use std::f64::consts::TAU;

/// Corners of a 95 % ellipse; the first returns as the last.
const CORNERS: usize = 64;

/// The places of a facility by id.
pub struct Places<'a> {
    facility: &'a Facility,
    shapes: BTreeMap<&'a str, &'a BundleShape>,
    strokes: BTreeMap<&'a str, &'a BundleStroke>,
    /// Nodes, pins and incidents.
    spots: BTreeMap<(&'static str, &'a str), [f64; 2]>,
    /// Areas and sheets: closed rings.
    rings: BTreeMap<(&'static str, &'a str), Vec<Vec<[f64; 2]>>>,
}

impl<'a> Places<'a> {
    /// All that the bundle has.
    pub fn of(facility: &'a Facility) -> Self {
        let bundle = facility.bundle();
        let nodes = bundle.nodes.iter().map(|n| (("nodes", n.id.as_str()), n.position));
        let pins = bundle.pins.iter().map(|p| (("pins", p.id.as_str()), p.position));
        let flat = |[x, _, z]: [f64; 3]| [x, z];
        let incidents = bundle.incidents.iter().filter_map(|i| Some((("incidents", i.id.as_str()), flat(i.position?))));
        let areas = bundle.areas.iter().map(|a| (("areas", a.id.as_str()), a.rings.clone()));
        let sheets = bundle.sheets.iter().map(|s| (("sheets", s.id.as_str()), vec![s.paper.clone()]));
        let shapes = bundle.elements.iter().filter_map(|e| Some((e.id.as_str(), e.shape.as_ref()?)));
        let strokes = bundle.sheets.iter().flat_map(|s| &s.strokes).map(|s| (s.id.as_str(), s));
        Self {
            facility,
            shapes: shapes.collect(),
            strokes: strokes.collect(),
            spots: nodes.chain(pins).chain(incidents).collect(),
            rings: areas.chain(sheets).collect(),
        }
    }

    /// The place of a thing of `layer`; `None` where the bundle has none of this shape.
    pub fn place(
        &self,
        layer: &'static str,
        id: &str,
        shape: Shape,
        properties: &JsonObject,
    ) -> Option<In<Site, Geometry>> {
        let place = match (layer, shape) {
            ("uncertainty", _) => self.ellipse(id, properties)?.into(),
            ("strokes", _) => self.stroke(self.strokes.get(id)?, shape)?,
            ("areas" | "sheets", _) => self.polygon(self.rings.get(&(layer, id))?)?.into(),
            ("nodes" | "pins" | "incidents", _) => self.point(*self.spots.get(&(layer, id))?).into(),
            (_, Shape::Point) => self.point(self.shapes.get(id)?.point?).into(),
            (_, Shape::Line) => self.line(&self.shapes.get(id)?.line).into(),
            (_, Shape::Polygon) => self.polygon(&self.shapes.get(id)?.rings)?.into(),
        };
        Some(In::claim(place))
    }

    fn stroke(&self, stroke: &BundleStroke, shape: Shape) -> Option<Geometry> {
        Some(match shape {
            Shape::Point => self.point(*stroke.line.first()?).into(),
            Shape::Line => self.line(&stroke.line).into(),
            Shape::Polygon => {
                let rings: Vec<_> = std::iter::once(&stroke.line).chain(&stroke.holes).cloned().collect();
                self.polygon(&rings)?.into()
            }
        })
    }

    /// The 95 % ellipse of a node, from its published half axes.
    fn ellipse(&self, id: &str, properties: &JsonObject) -> Option<Polygon> {
        let number = |name: &str| properties.get(name).and_then(serde_json::Value::as_f64);
        let centre = self.coord(*self.spots.get(&("nodes", id.strip_prefix("ellipse:")?))?);
        let (major, minor) = (number("semi_major_m")?, number("semi_minor_m")?);
        // Clockwise from north, as a compass has it; the corners go round counter-clockwise from east.
        let (sin, cos) = (90.0 - number("orientation_deg")?).to_radians().sin_cos();
        let corner = |i: usize| {
            let (s, c) = (TAU * (i % CORNERS) as f64 / CORNERS as f64).sin_cos();
            let (along, across) = (major * c, minor * s);
            millimetres(centre + Coord { x: along * cos - across * sin, y: along * sin + across * cos })
        };
        Some(Polygon::new((0..=CORNERS).map(corner).collect(), Vec::new()))
    }

    fn coord(&self, place: [f64; 2]) -> Coord {
        let [x, y] = self.facility.site(place);
        millimetres(Coord { x, y })
    }

    fn point(&self, place: [f64; 2]) -> Point {
        self.coord(place).into()
    }

    fn line(&self, places: &[[f64; 2]]) -> LineString {
        places.iter().map(|place| self.coord(*place)).collect()
    }

    fn polygon(&self, rings: &[Vec<[f64; 2]>]) -> Option<Polygon> {
        let mut rings = rings.iter().map(|ring| self.line(ring));
        // A stroke goes round as it was drawn; the layers turn it (RFC 7946, 3.1.6), and the list of its nodes with it.
        Some(Polygon::new(rings.next()?, rings.collect()).orient(Direction::Default))
    }
}

/// The bundle is exact to the millimetre; more digits would only pretend.
fn millimetres(at: Coord) -> Coord {
    let round = |metres: f64| (metres * 1000.0).round() / 1000.0;
    Coord { x: round(at.x), y: round(at.y) }
}
