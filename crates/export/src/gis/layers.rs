//! The published layers as tables: one row a feature, one column a property.

use super::columns::{self, column};
use super::places::Places;
use super::{cells, style};
use crate::{ExportError, Facility};
use geojson::{Feature, GeometryValue, JsonObject};
use locus_model::Text;
use locus_model::table::{Row, Shape, Table};
use locus_viewer_core::answer;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::words::Words;
use locus_viewer_core::words::glossary::{self, Glossary};
use serde_json::Value;

/// What the tables of a published layer are.
struct Layer {
    name: &'static str,
    /// What a row is.
    row: &'static str,
    /// A table for each shape its features have: few programs take a table of several.
    shapes: &'static [Shape],
    columns: &'static [&'static [&'static str]],
    /// What its features are to the viewer, which then says what it knows of each.
    asked: Option<fn(String) -> Selection>,
}

const POINTS: &[Shape] = &[Shape::Point];
const LINES: &[Shape] = &[Shape::Line];
const AREAS: &[Shape] = &[Shape::Polygon];
const ELEMENT: Option<fn(String) -> Selection> = Some(Selection::Element);

const fn w(en: &'static str, ko: &'static str) -> Words {
    Words { en, ko }
}

/// Published layers of what is no element; those of elements are in the viewer's glossary.
const TITLES: Glossary = &[
    ("nodes", w("nodes", "기준점")),
    ("strokes", w("drawn elements", "약도에 그려진 요소")),
    ("sheets", w("sheets", "약도")),
    ("pins", w("pins of witnesses", "증언자가 지목한 지점")),
    ("areas", w("areas of witnesses", "증언자가 지목한 구역")),
    ("uncertainty", w("95 % ellipses", "95 % 타원")),
    ("incidents", w("incidents", "사건")),
];

/// The layers, from what lies lowest to what lies on top.
const LAYERS: [Layer; 14] = [
    Layer {
        name: "sheets",
        row: "The paper's outline on the ground, with the quality of its alignment.",
        shapes: AREAS,
        columns: &[columns::SHEET, columns::ANSWER],
        asked: Some(Selection::Sheet),
    },
    Layer {
        name: "yards",
        row: "A fused area in the open.",
        shapes: AREAS,
        columns: &[columns::FUSED, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer {
        name: "buildings",
        row: "A fused building.",
        shapes: AREAS,
        columns: &[columns::FUSED, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer {
        name: "rooms",
        row: "A fused room.",
        shapes: AREAS,
        columns: &[columns::FUSED, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer {
        name: "roads",
        row: "A fused road (centre line).",
        shapes: LINES,
        columns: &[columns::FUSED, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer {
        name: "walls",
        row: "A fused wall or fence (centre line).",
        shapes: LINES,
        columns: &[columns::FUSED, columns::THICKNESS, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer {
        name: "openings",
        row: "A door, gate or window, along its wall.",
        shapes: LINES,
        columns: &[columns::FUSED, columns::SILL, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer {
        name: "objects",
        row: "A tower or another object.",
        shapes: &[Shape::Polygon, Shape::Point],
        columns: &[columns::FUSED, columns::ANSWER],
        asked: ELEMENT,
    },
    Layer { name: "nodes", row: "A fused feature point.", shapes: POINTS, columns: &[columns::NODE], asked: None },
    Layer {
        name: "strokes",
        row: "One drawn element of one sheet, carried to the ground by that sheet's alignment, untouched otherwise.",
        shapes: &[Shape::Polygon, Shape::Line, Shape::Point],
        columns: &[columns::STROKE],
        asked: None,
    },
    Layer {
        name: "areas",
        row: "A region one witness outlined.",
        shapes: AREAS,
        columns: &[columns::POINTED],
        asked: None,
    },
    Layer {
        name: "pins",
        row: "A place one witness pointed at.",
        shapes: POINTS,
        columns: &[columns::POINTED],
        asked: None,
    },
    Layer {
        name: "uncertainty",
        row: "The ellipse that holds a node with a probability of 95 %, measured against the imagery.",
        shapes: AREAS,
        columns: &[columns::ELLIPSE],
        asked: None,
    },
    Layer {
        name: "incidents",
        row: "One incident at its place; without a place where that is not known.",
        shapes: POINTS,
        columns: &[columns::INCIDENT, columns::ANSWER],
        asked: Some(Selection::Incident),
    },
];

/// The tables of all layers, from what lies lowest to what lies on top.
///
/// # Errors
/// A property of another type than published; a place that the bundle of an older folder lacks.
pub fn tables(facility: &Facility) -> Result<Vec<Table>, ExportError> {
    let places = Places::of(facility);
    let mut tables = Vec::new();
    for layer in &LAYERS {
        for &shape in layer.shapes {
            tables.push(table(facility, &places, layer, shape)?);
        }
    }
    Ok(tables)
}

fn table(facility: &Facility, places: &Places, layer: &Layer, shape: Shape) -> Result<Table, ExportError> {
    let names: Vec<&str> = layer.columns.concat().into_iter().chain([columns::EXTRA]).collect();
    let mut rows = Vec::new();
    for feature in facility.layers.get(layer.name).map_or(&[][..], |collection| &collection.features) {
        // What has no place goes with the first.
        if feature.geometry.as_ref().map_or(layer.shapes.first() == Some(&shape), |g| shape_of(&g.value) == Some(shape))
        {
            rows.push(row(facility, places, layer, shape, feature, &names)?);
        }
    }
    let name =
        if layer.shapes.len() == 1 { layer.name.to_owned() } else { format!("{}_{}", layer.name, suffix(shape)) };
    Ok(Table {
        style: Some(style::qml(facility, layer.name, shape)),
        title: title(layer, shape),
        name,
        description: layer.row.to_owned(),
        shape: Some(shape),
        columns: names.into_iter().map(column).collect(),
        rows,
    })
}

fn title(layer: &Layer, shape: Shape) -> Text {
    let known = [glossary::LAYERS, TITLES].into_iter().find_map(|titles| glossary::known(titles, layer.name));
    let words = known.unwrap_or(w(layer.name, layer.name));
    let (en, ko) = match (layer.shapes.len(), shape) {
        (1, _) => ("", ""),
        (_, Shape::Point) => (" (points)", "(점)"),
        (_, Shape::Line) => (" (lines)", "(선)"),
        (_, Shape::Polygon) => (" (areas)", "(면)"),
    };
    Text([("en".to_owned(), format!("{}{en}", words.en)), ("ko".to_owned(), format!("{}{ko}", words.ko))].into())
}

fn suffix(shape: Shape) -> &'static str {
    match shape {
        Shape::Point => "point",
        Shape::Line => "line",
        Shape::Polygon => "polygon",
    }
}

fn shape_of(value: &GeometryValue) -> Option<Shape> {
    match value {
        GeometryValue::Point { .. } => Some(Shape::Point),
        GeometryValue::LineString { .. } => Some(Shape::Line),
        GeometryValue::Polygon { .. } => Some(Shape::Polygon),
        _ => None,
    }
}

fn row(
    facility: &Facility,
    places: &Places,
    layer: &Layer,
    shape: Shape,
    feature: &Feature,
    names: &[&str],
) -> Result<Row, ExportError> {
    let mut properties = feature.properties.clone().unwrap_or_default();
    let id = id(&properties).to_owned();
    let place = match &feature.geometry {
        None => None,
        Some(_) => Some(places.place(layer.name, &id, shape, &properties).ok_or_else(|| unplaced(layer.name, &id))?),
    };
    for (name, language) in [("answer_en", Language::En), ("answer_ko", Language::Ko)] {
        if let Some(answer) = told(facility, layer.name, &id, language) {
            properties.insert(name.to_owned(), Value::String(answer));
        }
    }
    keep_the_rest(&mut properties, names);
    Ok(Row { place, cells: cells::of(layer.name, &id, &properties, names)? })
}

/// What the viewer says to a click on a thing of a layer, as lines; of incidents without the summary, which is a property.
pub fn told(facility: &Facility, layer: &str, id: &str, language: Language) -> Option<String> {
    let asked = LAYERS.iter().find(|known| known.name == layer)?.asked?;
    let answer = answer::answer(facility.bundle(), &asked(id.to_owned()), language)?;
    let head = [answer.title, answer.subtitle].into_iter().filter(|line| !line.is_empty());
    let warnings = answer.warnings.iter().map(|warning| format!("! {warning}"));
    let rows = answer.rows.iter().map(|row| format!("{}: {}", row.label, row.value));
    Some(head.chain(warnings).chain(rows).collect::<Vec<_>>().join("\n"))
}

/// The features of a published layer with their places in metres of the facility's projected CRS.
///
/// # Errors
/// A place that the bundle of an older folder lacks.
pub fn site_layer(facility: &Facility, name: &str) -> Result<Vec<Feature>, ExportError> {
    let places = Places::of(facility);
    let features = facility.layers.get(name).map_or(&[][..], |layer| &layer.features);
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == name) else { return Err(unplaced(name, "anything")) };
    features.iter().map(|feature| on_site(&places, layer, feature)).collect()
}

fn on_site(places: &Places, layer: &Layer, feature: &Feature) -> Result<Feature, ExportError> {
    let geometry = match &feature.geometry {
        None => None,
        Some(geometry) => {
            let nothing = JsonObject::new();
            let properties = feature.properties.as_ref().unwrap_or(&nothing);
            let id = id(properties);
            let shape = shape_of(&geometry.value).ok_or_else(|| unplaced(layer.name, id))?;
            let place = places.place(layer.name, id, shape, properties).ok_or_else(|| unplaced(layer.name, id))?;
            Some(geojson::Geometry::new(GeometryValue::from(place.geometry())))
        }
    };
    Ok(Feature { geometry, bbox: None, ..feature.clone() })
}

fn id(properties: &JsonObject) -> &str {
    properties.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// Nothing published is dropped: what no column holds goes into the last one.
fn keep_the_rest(properties: &mut JsonObject, names: &[&str]) {
    let mut rest = match properties.remove(columns::EXTRA) {
        Some(Value::Object(extra)) => extra,
        Some(other) => JsonObject::from_iter([(columns::EXTRA.to_owned(), other)]),
        None => JsonObject::new(),
    };
    rest.extend(
        properties.iter().filter(|(name, _)| !names.contains(&name.as_str())).map(|(n, v)| (n.clone(), v.clone())),
    );
    if !rest.is_empty() {
        properties.insert(columns::EXTRA.to_owned(), Value::Object(rest));
    }
}

fn unplaced(layer: &str, id: &str) -> ExportError {
    ExportError::Unfit {
        format: super::FORMAT,
        found: format!("no place in bundle.json for \"{id}\" of layers/{layer}.geojson"),
        expected: "a folder published by this version of Locus".to_owned(),
        remedy: "publish the facility again with `locus reconstruct`".to_owned(),
    }
}
