//! The plan for Google Earth and other globes: KML 2.3 (OGC 12-007r2).
//!
//! Everything lies on the ground. Heights are among the data of each thing and are not raised in the picture: a globe would
//! show an assumed wall as solid as a seen one.

use crate::gis::{column, told};
use crate::{ExportError, Facility, Files};
use geojson::{Feature, GeometryValue, JsonObject, Position};
use locus_model::unseen::on_page;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt;
use locus_viewer_core::language::Language;
use locus_viewer_core::words::glossary;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::Value;
use std::io::{Error, Write as _};

const FORMAT: &str = "kml";
const NAMESPACE: &str = "http://www.opengis.net/kml/2.2";
/// The layers, the lowest first, whether a folder is shown when opened, and what it is called.
const FOLDERS: [(&str, bool, &str); 14] = [
    ("yards", true, "yards · 마당"),
    ("buildings", true, "buildings · 건물"),
    ("rooms", true, "rooms · 방"),
    ("roads", true, "roads · 도로"),
    ("walls", true, "walls and fences · 벽과 울타리"),
    ("openings", true, "doors, gates and windows · 문과 창문"),
    ("objects", true, "towers and objects · 탑과 물체"),
    ("incidents", true, "incidents · 사건"),
    ("uncertainty", true, "95 % ellipses · 95 % 타원"),
    ("nodes", false, "nodes · 기준점"),
    ("pins", false, "pins of witnesses · 증언자가 지목한 지점"),
    ("areas", false, "areas of witnesses · 증언자가 지목한 구역"),
    ("strokes", false, "drawn elements · 약도에 그려진 요소"),
    ("sheets", false, "sheets · 약도"),
];
/// Of what is no element.
const PLAIN: &str = "evidence";
/// Behind a status: accounts disagree.
const CONTESTED: &str = "-contested";

type Sheet = Writer<Vec<u8>>;

/// `<case id>.kml`: a folder for each layer, a style for each status.
///
/// # Errors
/// A text that no XML can hold.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let bytes = document(facility).map_err(|error| ExportError::compose(FORMAT, error))?;
    Ok(Files::from([(format!("{}.kml", facility.bundle().case.id), bytes)]))
}

fn document(facility: &Facility) -> Result<Vec<u8>, Error> {
    let mut kml = Writer::new_with_indent(Vec::new(), b' ', 1);
    kml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = kml.create_element("kml").with_attribute(("xmlns", NAMESPACE));
    root.write_inner_content(|kml| {
        kml.create_element("Document").write_inner_content(|kml| {
            let names: Vec<&str> = facility.bundle().case.name.0.values().map(String::as_str).collect();
            text(kml, "name", &names.join(" · "))?;
            text(kml, "description", &lines(&about(facility)))?;
            styles(kml)?;
            FOLDERS.iter().try_for_each(|folder| layer(kml, facility, folder))
        })?;
        Ok(())
    })?;
    let mut bytes = kml.into_inner();
    bytes.write_all(b"\n")?;
    Ok(bytes)
}

fn about(facility: &Facility) -> String {
    crate::gis::about(facility).iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
}

fn text(kml: &mut Sheet, name: &str, content: &str) -> Result<(), Error> {
    kml.create_element(name).write_text_content(BytesText::new(&on_page(content))).map(|_| ())
}

/// Lines for a place that is read as HTML: nothing published is markup.
fn lines(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br/>")
}

/// A style for each status, undisputed and contested, and one for what people drew.
fn styles(kml: &mut Sheet) -> Result<(), Error> {
    for basis in Basis::ALL {
        let fill = if basis == Basis::Assumed { 0x30 } else { 0x66 };
        style(kml, slug(basis), colour(doubt::rgb(basis), 0xFF), 2.0, colour(doubt::rgb(basis), fill))?;
        // The heavy outline of the contested.
        let contested = format!("{}{CONTESTED}", slug(basis));
        style(kml, &contested, colour([0; 3], 0xFF), 4.0, colour(doubt::rgb(basis), fill))?;
    }
    style(kml, PLAIN, colour([0xFF; 3], 0xCC), 1.0, colour([0xFF; 3], 0x10))
}

fn style(kml: &mut Sheet, id: &str, line: String, width: f64, fill: String) -> Result<(), Error> {
    let element = kml.create_element("Style").with_attribute(("id", id));
    element.write_inner_content(|kml| {
        kml.create_element("IconStyle").write_inner_content(|kml| text(kml, "color", &line))?;
        kml.create_element("LineStyle").write_inner_content(|kml| {
            text(kml, "color", &line)?;
            text(kml, "width", &width.to_string())
        })?;
        kml.create_element("PolyStyle").write_inner_content(|kml| text(kml, "color", &fill))?;
        Ok(())
    })?;
    Ok(())
}

/// KML writes opacity, blue, green, red.
fn colour([r, g, b]: [u8; 3], alpha: u8) -> String {
    format!("{alpha:02x}{b:02x}{g:02x}{r:02x}")
}

fn slug(basis: Basis) -> &'static str {
    match basis {
        Basis::Seen => "seen",
        Basis::Testified => "testified",
        Basis::Inferred => "inferred",
        Basis::Assumed => "assumed",
    }
}

fn layer(kml: &mut Sheet, facility: &Facility, &(name, on, title): &(&str, bool, &str)) -> Result<(), Error> {
    let Some(collection) = facility.layers.get(name).filter(|layer| !layer.features.is_empty()) else { return Ok(()) };
    kml.create_element("Folder").write_inner_content(|kml| {
        text(kml, "name", title)?;
        text(kml, "visibility", if on { "1" } else { "0" })?;
        collection.features.iter().try_for_each(|feature| placemark(kml, facility, name, feature, on))
    })?;
    Ok(())
}

fn placemark(kml: &mut Sheet, facility: &Facility, layer: &str, feature: &Feature, on: bool) -> Result<(), Error> {
    let nothing = JsonObject::new();
    let properties = feature.properties.as_ref().unwrap_or(&nothing);
    let word = |name: &str| properties.get(name).and_then(Value::as_str);
    let id = word("id").unwrap_or_default();
    // Of what accounts contradict each other about, the display default is shown, the others are there to be switched on.
    let is_other =
        properties.contains_key("hypothesis") && !properties.contains_key("hypothesis_default") && layer != "incidents";
    kml.create_element("Placemark").write_inner_content(|kml| {
        text(kml, "name", &named(properties).unwrap_or_else(|| id.to_owned()))?;
        text(kml, "visibility", if on && !is_other { "1" } else { "0" })?;
        let told: Vec<String> =
            [Language::En, Language::Ko].into_iter().filter_map(|l| told(facility, layer, id, l)).collect();
        text(kml, "description", &lines(&told.join("\n\n")))?;
        text(kml, "styleUrl", &format!("#{}", style_of(properties)))?;
        data(kml, properties)?;
        feature.geometry.as_ref().map_or(Ok(()), |geometry| shape(kml, &geometry.value))
    })?;
    Ok(())
}

/// Both names, else the key with its kind in words.
fn named(properties: &JsonObject) -> Option<String> {
    let word = |name: &str| properties.get(name).and_then(Value::as_str);
    let both = |prefix: &str| {
        let names: Vec<&str> = ["en", "ko"].iter().filter_map(|tag| word(&format!("{prefix}_{tag}"))).collect();
        (!names.is_empty()).then(|| names.join(" · "))
    };
    let kind = || {
        word("key")
            .zip(word("kind"))
            .map(|(key, kind)| format!("{key} ({})", glossary::name(glossary::KINDS, kind, Language::En)))
    };
    both("name").or_else(|| both("title")).or_else(kind)
}

fn style_of(properties: &JsonObject) -> String {
    let Some(status) = properties.get("status").and_then(Value::as_str) else { return PLAIN.to_owned() };
    // A status this version does not know counts as the weakest.
    let known = Basis::ALL.map(slug).into_iter().find(|known| *known == status).unwrap_or("assumed");
    let against = properties.get("contradicted_by").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    let is_contested = against || properties.contains_key("hypothesis");
    format!("{known}{}", if is_contested { CONTESTED } else { "" })
}

/// Every property, under its published name.
fn data(kml: &mut Sheet, properties: &JsonObject) -> Result<(), Error> {
    kml.create_element("ExtendedData").write_inner_content(|kml| {
        for (name, value) in properties {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let element = kml.create_element("Data").with_attribute(("name", on_page(name).as_str()));
            element.write_inner_content(|kml| {
                text(kml, "displayName", &column(name).heading())?;
                text(kml, "value", &value)
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn shape(kml: &mut Sheet, value: &GeometryValue) -> Result<(), Error> {
    let ring = |kml: &mut Sheet, name: &str, line: &[Position]| {
        kml.create_element(name)
            .write_inner_content(|kml| {
                kml.create_element("LinearRing")
                    .write_inner_content(|kml| text(kml, "coordinates", &tuples(line)))
                    .map(|_| ())
            })
            .map(|_| ())
    };
    match value {
        GeometryValue::Point { coordinates } => kml
            .create_element("Point")
            .write_inner_content(|kml| text(kml, "coordinates", &tuples(std::slice::from_ref(coordinates)))),
        GeometryValue::LineString { coordinates } => kml.create_element("LineString").write_inner_content(|kml| {
            text(kml, "tessellate", "1")?;
            text(kml, "coordinates", &tuples(coordinates))
        }),
        GeometryValue::Polygon { coordinates } => kml.create_element("Polygon").write_inner_content(|kml| {
            text(kml, "tessellate", "1")?;
            coordinates.iter().enumerate().try_for_each(|(index, line)| {
                ring(kml, if index == 0 { "outerBoundaryIs" } else { "innerBoundaryIs" }, line)
            })
        }),
        // Nothing else is published.
        _ => return Ok(()),
    }?;
    Ok(())
}

/// Longitude and latitude, as published.
fn tuples(line: &[Position]) -> String {
    let tuple = |at: &Position| at.as_slice().iter().take(2).map(f64::to_string).collect::<Vec<_>>().join(",");
    line.iter().map(tuple).collect::<Vec<_>>().join(" ")
}
