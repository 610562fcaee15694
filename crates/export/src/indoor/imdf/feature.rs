//! A feature of an IMDF archive (OGC 20-094, "Feature"), and what all of them have in common.

use crate::Facility;
use crate::claims::{claims, names};
use crate::identity::Uuid;
use crate::indoor::degrees::position_json;
use geo::{InteriorPoint, MultiPolygon};
use locus_model::Text;
use locus_publish::BundleElement;
use serde_json::{Map, Value, json};

/// What our own properties begin with.
pub const PREFIX: &str = "x_locus_";

/// One feature.
pub struct Feature {
    /// The file it is in.
    pub feature_type: &'static str,
    /// Its identifier.
    pub id: Uuid,
    /// GeoJSON; null where the standard wants none.
    pub geometry: Value,
    /// The standard's properties and ours.
    pub properties: Map<String, Value>,
}

impl Feature {
    /// As GeoJSON.
    pub fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(), "type": "Feature", "feature_type": self.feature_type,
            "geometry": self.geometry, "properties": self.properties,
        })
    }
}

/// Makes features of one facility.
pub struct Maker<'a> {
    /// The facility.
    pub facility: &'a Facility,
}

impl<'a> Maker<'a> {
    /// Of a facility.
    pub fn of(facility: &'a Facility) -> Self {
        Self { facility }
    }

    /// The identifier of what `what` makes of `id`.
    pub fn id(&self, what: &str, id: &str) -> Uuid {
        Uuid::of(&self.facility.bundle().case.id, what, id)
    }

    /// The level an element is on.
    pub fn level_id(&self, level: &str, indoors: bool) -> Value {
        json!(self.id(if indoors { "level" } else { "level-outdoors" }, level).to_string())
    }

    /// A feature that shows an element: the standard's properties, then the claims.
    pub fn element(
        &self,
        feature_type: &'static str,
        element: &BundleElement,
        geometry: Value,
        standard: Value,
    ) -> Feature {
        let mut properties = object(standard);
        properties.extend(claims(self.facility, element, PREFIX));
        Feature { feature_type, id: self.id(feature_type, &element.id), geometry, properties }
    }
}

/// A feature that shows no element.
pub fn plain(feature_type: &'static str, id: Uuid, geometry: Value, properties: Value) -> Feature {
    Feature { feature_type, id, geometry, properties: object(properties) }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// LABELS of an element: its names, else the key of its place; null where it has neither.
pub fn element_labels(element: &BundleElement) -> Value {
    let named = ["en", "ko"].into_iter().zip(names(element));
    let labels: Map<String, Value> = named.filter_map(|(tag, name)| Some((tag.to_owned(), json!(name?)))).collect();
    if labels.is_empty() { Value::Null } else { Value::Object(labels) }
}

/// LABELS of a text, or of what stands for it. A text whose language nobody said counts as English, the archive's
/// default language, unless there is an English one.
pub fn labels(text: &Text, otherwise: &str) -> Value {
    let mut labels: Map<String, Value> = Map::new();
    labels.insert("en".to_owned(), json!(text.en().or_else(|| text.any()).unwrap_or(otherwise)));
    let others = text.0.iter().filter(|(tag, _)| !["en", "und"].contains(&tag.as_str()));
    labels.extend(others.map(|(tag, text)| (tag.clone(), json!(text))));
    Value::Object(labels)
}

/// DISPLAY-POINT: a place inside.
pub fn display_point(area: &MultiPolygon) -> Value {
    let inside = area.interior_point();
    inside.map_or(Value::Null, |at| json!({ "type": "Point", "coordinates": position_json(at.into()) }))
}
