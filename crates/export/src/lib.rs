//! A published facility as the files that other people's programs take the first time.
//!
//! Everything here is computed from what was published ([`Facility`]), never from the case: an export can show nothing
//! that the published folder does not, and ids and numbers are the same in every program. The same published folder
//! gives the same bytes.
//!
//! Space: the bundle's scene metres (`[x, z]`, x grid east of the anchor, z grid south) become site metres (easting,
//! northing in the facility's projected CRS) by [`Facility::site`]; degrees come from the published layers.

mod archive;
mod band;
pub mod cityjson;
mod claims;
mod dated;
pub mod dxf;
mod error;
mod facility;
pub mod flatgeobuf;
pub mod geojson;
pub mod gis;
#[cfg(test)]
mod house;
pub mod html;
mod identity;
pub mod ifc;
pub mod iiif;
pub mod indoor;
pub mod kml;
pub mod qgis;
pub mod report;
pub mod sheet;
mod whereabouts;

pub use error::ExportError;
pub use facility::Facility;

use std::collections::BTreeMap;

/// The files of one export, by path relative to the folder it is written to.
pub type Files = BTreeMap<String, Vec<u8>>;
