//! A facility as tables of places: what every geographic information system reads.
//!
//! The GeoPackage itself is written by GDAL (`locus_earth::geopackage`); this module says what is in it.

mod cells;
mod columns;
mod layers;
mod places;
mod registers;
mod style;

pub(crate) use columns::column;
pub(crate) use layers::{site_layer, told};

use crate::{ExportError, Facility};
use locus_model::table::{Shape, Table};
use locus_publish::GroundTexture;
use locus_viewer_core::answer::imagery_offset;
use locus_viewer_core::language::Language;
use std::collections::BTreeMap;

/// The name of the format in messages.
const FORMAT: &str = "gpkg";

/// Everything published, as tables: the layers, from what lies lowest to what lies on top, in metres of the facility's
/// projected CRS, then what has no place. Every id is as published.
///
/// # Errors
/// A property of another type than published; a place that the bundle of an older folder lacks.
pub fn tables(facility: &Facility) -> Result<Vec<Table>, ExportError> {
    let mut tables = layers::tables(facility)?;
    tables.extend(registers::tables(facility)?);
    Ok(tables)
}

/// What is to be known of all tables: what they are of, where they come from, how they may be used, and what their radii
/// leave out.
pub fn about(facility: &Facility) -> BTreeMap<String, String> {
    let bundle = facility.bundle();
    let frame = &bundle.frame;
    let software: Vec<String> = bundle.software.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let mut about = BTreeMap::from([
        ("case".to_owned(), bundle.case.id.clone()),
        ("bundle_sha256".to_owned(), facility.published.sha256.clone()),
        ("crs".to_owned(), format!("EPSG:{} ({})", frame.epsg, frame.name)),
        ("imagery_offset_en".to_owned(), imagery_offset(bundle, Language::En)),
        ("imagery_offset_ko".to_owned(), imagery_offset(bundle, Language::Ko)),
        ("published_with".to_owned(), software.join(", ")),
    ]);
    let ground = |texture: &GroundTexture| format!("{}. {}", texture.imagery, texture.note);
    about.extend(bundle.ground.as_ref().map(|texture| ("ground".to_owned(), ground(texture))));
    about.extend(bundle.case.name.en().map(|name| ("name_en".to_owned(), name.to_owned())));
    about.extend(bundle.case.name.ko().map(|name| ("name_ko".to_owned(), name.to_owned())));
    about.extend(bundle.rights.iter().map(|(name, value)| (name.clone(), value.clone())));
    about
}

/// How QGIS draws a table in a project: renderer, labels, map tip, as QML.
pub(crate) fn layer_style(facility: &Facility, table: &Table, shape: Shape) -> String {
    style::parts(facility, table.name.split('_').next().unwrap_or_default(), shape)
}

/// White paper.
pub(crate) fn page_symbol() -> String {
    style::page()
}
