//! City objects: one for every element.

use super::surfaces::{block, flat, modelled, upright};
use super::vertices::Vertices;
use super::{CityObjects, group_id};
use crate::Facility;
use crate::band::Bands;
use crate::claims::{claims, names};
use crate::whereabouts::{Whereabouts, floor_and_height, outline, vertices as corners};
use geo::MultiPolygon;
use locus_publish::BundleElement;
use locus_viewer_core::glb::{Piece, Surface};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What our own attributes begin with.
const PREFIX: &str = "locus_";

/// The objects of one facility.
pub struct Objects<'a> {
    facility: &'a Facility,
    whereabouts: &'a Whereabouts<'a>,
    bands: Bands<'a>,
    /// What the model shows of each element.
    pieces: BTreeMap<&'a str, &'a Piece>,
    objects: CityObjects,
    children: BTreeMap<String, Vec<String>>,
    members: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Objects<'a> {
    /// None yet.
    pub fn of(facility: &'a Facility, whereabouts: &'a Whereabouts<'a>) -> Self {
        let elements = &facility.bundle().elements;
        let solid = facility.published.model.pieces.iter().filter(|piece| piece.surface == Surface::Solid);
        Self {
            facility,
            whereabouts,
            bands: Bands::of(facility.shown_first()),
            pieces: solid.filter_map(|piece| Some((elements.get(piece.element)?.id.as_str(), piece))).collect(),
            objects: CityObjects::new(),
            children: BTreeMap::new(),
            members: BTreeMap::new(),
        }
    }

    /// Adds an element with its geometry.
    pub fn draw(&mut self, element: &'a BundleElement, vertices: &mut Vertices) {
        let geometry = self.geometry(element, vertices);
        self.add(element, geometry);
    }

    /// Adds an element that is not shown first: what is claimed, without a place in the picture.
    pub fn tell(&mut self, element: &'a BundleElement) {
        self.add(element, Vec::new());
    }

    /// The objects, and which of them belong to which alternative.
    pub fn finish(mut self) -> (CityObjects, BTreeMap<&'a str, Vec<String>>) {
        for (parent, children) in self.children {
            if let Some(Value::Object(object)) = self.objects.get_mut(&parent) {
                object.insert("children".to_owned(), json!(children));
            }
        }
        (self.objects, self.members)
    }

    fn add(&mut self, element: &'a BundleElement, geometry: Vec<Value>) {
        let building = self.whereabouts.building(element);
        let mut parents: Vec<String> = Vec::new();
        if let Some(building) = building {
            self.children.entry(building.id.clone()).or_default().push(element.id.clone());
            parents.push(building.id.clone());
        }
        if let Some(name) = &element.hypothesis {
            self.members.entry(name).or_default().push(element.id.clone());
            parents.push(group_id(name));
        }
        let mut object = Map::new();
        object.insert("type".to_owned(), json!(type_of(element, building.is_some())));
        object.insert("attributes".to_owned(), Value::Object(self.attributes(element)));
        let lists = [("parents", json!(parents)), ("geometry", json!(geometry))];
        object.extend(lists.into_iter().filter(|(_, list)| *list != json!([])).map(|(k, v)| (k.to_owned(), v)));
        self.objects.insert(element.id.clone(), Value::Object(object));
    }

    fn attributes(&self, element: &BundleElement) -> Map<String, Value> {
        let [en, ko] = names(element);
        let named = [("name", en.or(ko)), ("name_en", en), ("name_ko", ko)];
        let named = named.into_iter().filter_map(|(member, name)| Some((member.to_owned(), json!(name?))));
        let mut attributes: Map<String, Value> = named.collect();
        attributes.extend(claims(self.facility, element, PREFIX));
        if element.kind == "building" {
            attributes.insert(format!("{PREFIX}roof"), json!("not known"));
        }
        attributes
    }

    fn geometry(&self, element: &BundleElement, vertices: &mut Vertices) -> Vec<Value> {
        let all = match element.kind.as_str() {
            "building" => vec![self.footprint(element, vertices), self.building(element, vertices)],
            "room" => vec![self.room(element, vertices)],
            "wall" | "fence" => vec![self.modelled(element, "3", vertices)],
            "door" | "gate" | "window" => vec![opening(element, vertices)],
            "yard" | "road" => vec![self.footprint(element, vertices)],
            "label" => vec![spot(element, vertices)],
            _ => vec![self.modelled(element, "1", vertices)],
        };
        all.into_iter().flatten().collect()
    }

    fn footprint(&self, element: &BundleElement, vertices: &mut Vertices) -> Option<Value> {
        let floor = crate::whereabouts::level(self.facility, element).map_or(0.0, |level| level.elevation_m);
        let area = outline(element).map_or_else(|| self.bands.area(&element.id), MultiPolygon::from);
        flat(&area, floor, "0", vertices)
    }

    fn building(&self, element: &BundleElement, vertices: &mut Vertices) -> Option<Value> {
        let [floor, height] = floor_and_height(self.facility, element)?;
        let roof = json!({ "type": "RoofSurface", "locus_shape": "not known: drawn flat" });
        let semantics = [json!({ "type": "GroundSurface" }), roof, json!({ "type": "WallSurface" })];
        block(&outline(element)?, [floor, floor + height], semantics, "1", vertices)
    }

    fn room(&self, element: &BundleElement, vertices: &mut Vertices) -> Option<Value> {
        let [floor, height] = floor_and_height(self.facility, element)?;
        let semantics = ["FloorSurface", "CeilingSurface", "InteriorWallSurface"].map(|name| json!({ "type": name }));
        block(&outline(element)?, [floor, floor + height], semantics, "1", vertices)
    }

    fn modelled(&self, element: &BundleElement, lod: &str, vertices: &mut Vertices) -> Option<Value> {
        modelled(self.pieces.get(element.id.as_str())?, lod, vertices)
    }
}

/// The class of an element: parts of buildings where it belongs to one.
fn type_of(element: &BundleElement, is_part: bool) -> &'static str {
    match (element.kind.as_str(), is_part) {
        ("building", _) => "Building",
        ("room", true) => "BuildingRoom",
        ("wall" | "fence" | "door" | "gate" | "window", true) => "BuildingConstructiveElement",
        ("wall" | "fence" | "door" | "gate" | "window" | "tower", _) => "OtherConstruction",
        ("object", true) => "BuildingFurniture",
        ("object", false) => "CityFurniture",
        ("yard", _) => "LandUse",
        ("road", _) => "Road",
        _ => "GenericCityObject",
    }
}

fn opening(element: &BundleElement, vertices: &mut Vertices) -> Option<Value> {
    let shape = element.shape.as_ref()?;
    let semantic = if element.kind == "window" { "Window" } else { "Door" };
    upright(&corners(element), [shape.base_m, shape.top_m?], semantic, "3", vertices)
}

fn spot(element: &BundleElement, vertices: &mut Vertices) -> Option<Value> {
    let floor = element.position[1];
    let at = corners(element).first().map(|at| vertices.at(*at, floor))?;
    Some(json!({ "type": "MultiPoint", "lod": "0", "boundaries": [at] }))
}
