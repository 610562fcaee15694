//! The GeoJSON layers (RFC 7946).

mod accounts;
mod elements;
mod geometry;
mod incidents;
mod nodes;
mod sheets;

use crate::ground::Ground;
use crate::incidents::PlacedIncidents;
use crate::notes::Notes;
use crate::properties::Properties;
use crate::radii::Radii;
use crate::{Inputs, PublishError};
use geojson::{Feature, Geometry, GeometryValue, Position};

/// One layer: a feature collection in its own file.
pub struct Layer {
    /// Its name.
    pub name: &'static str,
    /// What it holds, sorted.
    pub features: Vec<Feature>,
}

/// Every layer of the format, in its order; a layer without features is still a file.
pub fn all(
    inputs: &Inputs,
    radii: &Radii,
    placed: &PlacedIncidents,
    notes: &mut Notes,
) -> Result<Vec<Layer>, PublishError> {
    let ground = Ground::new(inputs, radii)?;
    let mut layers = vec![nodes::nodes(inputs, &ground, notes)?];
    for name in elements::LAYERS {
        layers.push(elements::layer(name, inputs, &ground, notes)?);
    }
    layers.push(sheets::strokes(inputs, &ground, notes)?);
    layers.push(sheets::sheets(inputs, &ground, notes)?);
    layers.push(accounts::pins(inputs, &ground)?);
    layers.push(accounts::areas(inputs, &ground, notes)?);
    layers.push(nodes::uncertainty(inputs, &ground, notes)?);
    layers.push(incidents::layer(inputs, placed, &ground)?);
    Ok(layers)
}

pub use elements::layer_of;
pub use nodes::outline as ellipse;
pub use sheets::quality as sheet_quality;

/// A feature.
fn feature(geometry: Option<Geometry>, properties: Properties) -> Feature {
    Feature { bbox: None, geometry, id: None, properties: Some(properties.0), foreign_members: None }
}

impl Layer {
    /// Its path in the published folder.
    pub fn path(&self) -> String {
        format!("layers/{}.geojson", self.name)
    }

    /// The file: one feature a line, so that two runs can be compared line by line.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PublishError> {
        let mut out = format!("{{\n\"type\": \"FeatureCollection\",\n\"name\": \"{}\",\n", self.name);
        if let Some(bbox) = self.bbox() {
            out += &format!("\"bbox\": {},\n", self.json(&bbox)?);
        }
        out += "\"features\": [";
        for (i, feature) in self.features.iter().enumerate() {
            out += if i == 0 { "\n" } else { ",\n" };
            out += &self.json(feature)?;
        }
        out += "\n]\n}\n";
        Ok(out.into_bytes())
    }

    fn json(&self, value: &impl serde::Serialize) -> Result<String, PublishError> {
        serde_json::to_string(value).map_err(|e| PublishError::compose(&self.path(), e))
    }

    /// West, south, east, north of everything in it; `None` where nothing is placed.
    fn bbox(&self) -> Option<Vec<f64>> {
        let mut bbox = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for position in self.features.iter().filter_map(|f| f.geometry.as_ref()).flat_map(positions) {
            let (lon, lat) = (position[0], position[1]);
            bbox = [bbox[0].min(lon), bbox[1].min(lat), bbox[2].max(lon), bbox[3].max(lat)];
        }
        bbox[0].is_finite().then(|| bbox.to_vec())
    }
}

fn positions(geometry: &Geometry) -> Vec<&Position> {
    match &geometry.value {
        GeometryValue::Point { coordinates } => vec![coordinates],
        GeometryValue::LineString { coordinates } => coordinates.iter().collect(),
        GeometryValue::Polygon { coordinates } => coordinates.iter().flatten().collect(),
        _ => Vec::new(),
    }
}
