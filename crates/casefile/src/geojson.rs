//! GeoJSON (RFC 7946) as a case uses it: one collection of features, in longitude and latitude or in pixels of a scan.

use crate::findings::{Page, Problem};
use crate::geometry::{Axes, form, has_height};
use crate::limits::LIMITS;
use crate::table::Table;
use crate::value::{Node, Value};
use locus_model::{Form, NoteKind};

/// One feature, its properties still to be read.
pub(crate) struct Feature<'p, 'v, 'a> {
    /// The line it begins on.
    pub line: usize,
    /// Its properties.
    pub properties: Table<'p, 'v, 'a>,
    /// Its geometry; `None` where that was wrong.
    pub form: Option<Form>,
}

/// Members that would change what an object is (RFC 7946, section 7.1), by the object's type.
const FOREIGN: [(&str, &[&str]); 3] = [
    ("FeatureCollection", &["coordinates", "geometries", "geometry", "properties"]),
    ("Feature", &["coordinates", "geometries", "features"]),
    ("geometry", &["geometry", "properties", "features"]),
];

/// The names under which old files (GeoJSON 2008, section 3) say WGS 84 in the order longitude, latitude.
const CRS84: [&str; 3] = ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84"];

/// The features of a collection, each checked; what is wrong is kept as mistakes.
pub(crate) fn features<'p, 'v, 'a>(page: &'p Page<'p>, root: &'v Value<'a>, axes: Axes) -> Vec<Feature<'p, 'v, 'a>> {
    page.keep(check_object(root, "FeatureCollection"));
    page.keep(check_crs(root, axes));
    let Some(list) = root.get("features").and_then(Value::elements) else {
        let at = root.get("features").unwrap_or(root);
        page.problem(at.refused("a FeatureCollection with a list \"features\"", "export the layer as GeoJSON again"));
        return Vec::new();
    };
    if list.len() > LIMITS.features {
        let found = format!("{} features", list.len());
        page.mistake(root.line, found, format!("at most {}", LIMITS.features), "split the case");
        return Vec::new();
    }
    if list.iter().any(|feature| feature.get("geometry").and_then(|g| g.get("coordinates")).is_some_and(has_height)) {
        page.note(
            NoteKind::LeftOut,
            root.line,
            "the third number of positions is not used",
            "give heights as `height_m`",
        );
    }
    list.iter().filter_map(|value| feature(page, value, axes)).collect()
}

fn feature<'p, 'v, 'a>(page: &'p Page<'p>, value: &'v Value<'a>, axes: Axes) -> Option<Feature<'p, 'v, 'a>> {
    page.keep(check_object(value, "Feature"))?;
    page.keep(check_crs(value, axes));
    page.keep(check_id(value));
    let properties = value.get("properties").filter(|p| !matches!(p.node, Node::Null));
    let Some(properties) = properties else {
        page.mistake(value.line, "a feature without properties", "\"properties\" with an `id`", "add them");
        return None;
    };
    let form = page.keep(geometry(value, axes));
    Some(Feature { line: value.line, properties: Table::new(page, "the properties", properties)?, form })
}

fn geometry(feature: &Value, axes: Axes) -> Result<Form, Problem> {
    let missing =
        || Problem::new(feature.line, "a feature without geometry", "a geometry", "draw it, or remove the feature");
    let geometry = feature.get("geometry").filter(|g| !matches!(g.node, Node::Null)).ok_or_else(missing)?;
    check_foreign(geometry, "geometry")?;
    check_bbox(geometry)?;
    check_crs(geometry, axes)?;
    form(geometry, axes)
}

fn check_object(value: &Value, kind: &str) -> Result<(), Problem> {
    if value.get("type").and_then(Value::as_text) != Some(kind) {
        let at = value.get("type").unwrap_or(value);
        return Err(at.refused(
            format!("an object with \"type\": \"{kind}\" (in this spelling)"),
            "export the layer as GeoJSON again",
        ));
    }
    check_foreign(value, kind)?;
    check_bbox(value)
}

fn check_foreign(value: &Value, kind: &str) -> Result<(), Problem> {
    let foreign = FOREIGN.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, names)| names);
    match foreign.iter().find_map(|name| value.get(name).map(|member| (name, member))) {
        Some((name, member)) => {
            let found = format!("the member \"{name}\" in a {kind}");
            Err(Problem::new(
                member.line,
                found,
                "no such member (RFC 7946, 7.1)",
                "move it to where it belongs, or rename it",
            ))
        }
        None => Ok(()),
    }
}

fn check_bbox(value: &Value) -> Result<(), Problem> {
    let Some(bbox) = value.get("bbox") else { return Ok(()) };
    let is_number = |value: &Value| matches!(value.node, Node::Number(_));
    let fits = bbox.elements().is_some_and(|list| matches!(list.len(), 4 | 6) && list.iter().all(is_number));
    if fits { Ok(()) } else { Err(bbox.refused("\"bbox\": four or six numbers", "remove it: it is not needed")) }
}

fn check_id(feature: &Value) -> Result<(), Problem> {
    let Some(id) = feature.get("id") else { return Ok(()) };
    let fits = matches!(id.node, Node::Text(_) | Node::Number(_) | Node::Null);
    if fits { Ok(()) } else { Err(id.refused("\"id\": a text or a number", "put the id into the properties")) }
}

/// A `crs` member is never followed and never applied. It may say what is true anyway.
fn check_crs(value: &Value, axes: Axes) -> Result<(), Problem> {
    let Some(crs) = value.get("crs") else { return Ok(()) };
    let name = crs.get("properties").and_then(|p| p.get("name")).and_then(Value::as_text).unwrap_or("");
    match axes {
        Axes::Degrees { .. } if CRS84.contains(&name) => Ok(()),
        Axes::Degrees { .. } => {
            let remedy =
                "export the layer as WGS 84 longitude/latitude (RFC 7946); if it is that already, remove \"crs\"";
            Err(crs.refused("no \"crs\", or OGC:CRS84", remedy))
        }
        Axes::Pixels => Err(crs.refused("no \"crs\": pixels have none", "remove it; in QGIS set the layer to no CRS")),
    }
}
