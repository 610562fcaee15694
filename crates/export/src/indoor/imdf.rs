//! Indoor Mapping Data Format 1.0.0 (OGC 20-094): one zip archive of GeoJSON files.
//!
//! Rooms, yards and roads are units; walls, fences, towers and objects are fixtures; doors and gates are openings;
//! windows are details, because an opening is a way through. Every feature carries the claims of its element as
//! `x_locus_*`. Members that the standard asks for and nobody knows (the address) say that they are not known.

mod category;
mod feature;
mod storey;
mod venue;

use super::site::{Drawn, Site};
use crate::{ExportError, Facility, Files, archive, dated};
use feature::{Feature, Maker};
use geo::{ConvexHull, Coord, CoordsIter, MultiPoint, Polygon};
use locus_publish::BundleElement;
use serde_json::json;
use std::collections::BTreeMap;
use storey::Storey;

/// The name of the format in messages and in `--to`.
pub(super) const FORMAT: &str = "imdf";
/// The files that consumers expect, though there may be nothing in them (OGC 20-094, "Archive").
const CORE: [&str; 8] = ["address", "building", "fixture", "footprint", "level", "opening", "unit", "venue"];

/// The archive, as `<case>.imdf.zip`.
///
/// # Errors
/// [`ExportError::Unfit`] where the plan shows nothing: a venue needs an extent.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let case = &facility.bundle().case.id;
    let site = Site::of(facility);
    let (elements, left_out) = drawn(&site);
    let extent = extent(&elements)?;
    let mut collections: BTreeMap<&str, Vec<Feature>> = CORE.map(|name| (name, Vec::new())).into();
    let maker = Maker::of(facility);
    let storeys = Storey::all(&site, &elements, &extent);
    let all = venue::features(&maker, &extent, &left_out).into_iter();
    let all = all.chain(storeys.iter().flat_map(|storey| storey.features(&maker)));
    for feature in all.chain(elements.iter().flat_map(|(e, drawn)| category::features(&maker, &site, e, drawn))) {
        collections.entry(feature.feature_type).or_default().push(feature);
    }
    let mut archived = Files::from([("manifest.json".to_owned(), manifest(facility))]);
    archived.extend(collections.into_iter().map(|(name, features)| (format!("{name}.geojson"), collection(features))));
    Ok(Files::from([(format!("{case}.imdf.zip"), archive::zip(FORMAT, &archived)?)]))
}

/// What is drawn, and what cannot be: written labels, and what has no shape.
fn drawn<'a>(site: &Site<'a>) -> (Vec<(&'a BundleElement, Drawn)>, Vec<&'a BundleElement>) {
    let (mut elements, mut left_out) = (Vec::new(), Vec::new());
    for element in site.facility.shown_first() {
        match site.drawn(element).filter(|_| element.kind != "label") {
            Some(drawn) => elements.push((element, drawn)),
            None => left_out.push(element),
        }
    }
    (elements, left_out)
}

/// The convex hull of all that is drawn.
fn extent(elements: &[(&BundleElement, Drawn)]) -> Result<Polygon, ExportError> {
    let corners = |drawn: &Drawn| -> Vec<Coord> {
        match drawn {
            Drawn::Area(area) => area.coords_iter().collect(),
            Drawn::Line(line) => line.coords_iter().collect(),
        }
    };
    let all: Vec<Coord> = elements.iter().flat_map(|(_, drawn)| corners(drawn)).collect();
    if all.len() < 3 {
        return Err(ExportError::Unfit {
            format: FORMAT,
            found: "a plan that shows nothing with an extent".to_owned(),
            expected: "at least one room, building, wall or yard".to_owned(),
            remedy: "trace a sheet of the facility, and publish it again with `locus reconstruct`".to_owned(),
        });
    }
    Ok(MultiPoint::from(all).convex_hull())
}

/// OGC 20-094, "Manifest". `created` is the day of the newest imagery, not of a clock: the same case gives the same file.
fn manifest(facility: &Facility) -> Vec<u8> {
    let created = format!("{}T00:00:00Z", dated::as_of(facility.bundle()));
    let generated_by = concat!("locus ", env!("CARGO_PKG_VERSION"));
    let manifest = json!({
        "version": "1.0.0", "created": created, "generated_by": generated_by, "language": "en", "extensions": null,
    });
    format!("{manifest:#}\n").into_bytes()
}

/// One feature a line, by id.
fn collection(mut features: Vec<Feature>) -> Vec<u8> {
    features.sort_by_key(|feature| feature.id);
    let name = features.first().map(|feature| feature.feature_type);
    let lines: Vec<String> = features.iter().map(|feature| feature.json().to_string()).collect();
    let name = name.map_or_else(String::new, |name| format!("\"name\":\"{name}\",\n"));
    format!("{{\"type\":\"FeatureCollection\",\n{name}\"features\":[\n{}\n]}}\n", lines.join(",\n")).into_bytes()
}

#[cfg(test)]
mod tests;
