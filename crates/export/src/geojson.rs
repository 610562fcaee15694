//! The published layers once more, in metres of the facility's projected CRS.
//!
//! RFC 7946 knows degrees alone. What GDAL and every GIS read beside it is the `crs` member of the specification of 2008
//! (section 3), and the file's name says the code too, so that nobody takes one for the other.

use crate::gis::site_layer;
use crate::{ExportError, Facility, Files};
use serde_json::{Value, json};

const FORMAT: &str = "geojson";

/// `<layer>.epsg<code>.geojson` for every published layer: the same features with the same properties, one a line.
///
/// # Errors
/// A place that the bundle of an older folder lacks.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let epsg = facility.bundle().frame.epsg;
    let mut files = Files::new();
    for name in facility.layers.keys() {
        let features = site_layer(facility, name)?;
        files.insert(format!("{name}.epsg{epsg}.geojson"), text(name, epsg, &features)?.into_bytes());
    }
    Ok(files)
}

fn text(name: &str, epsg: u32, features: &[geojson::Feature]) -> Result<String, ExportError> {
    let line = |value: &geojson::Feature| serde_json::to_string(value).map_err(|e| ExportError::compose(FORMAT, e));
    let lines = features.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let crs = json!({ "type": "name", "properties": { "name": format!("urn:ogc:def:crs:EPSG::{epsg}") } });
    let name = Value::from(name);
    let separator = if lines.is_empty() { "" } else { "\n" };
    Ok(format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"name\": {name},\n\"crs\": {crs},\n\"features\": [\n{}{separator}]\n}}\n",
        lines.join(",\n")
    ))
}
