//! The ground: degrees to metres, imagery to the site. The only crate that links PROJ and GDAL.
//!
//! # Coordinates
//! [`frame`] chooses the plane of metres a site is worked on and gives the [`Projector`] that carries places there and
//! back; [`geographic`] reads positions stated in any EPSG system. Longitude comes before latitude and easting before
//! northing everywhere, whatever the EPSG data set says of the axes. Datum shifts of unknown size are refused. PROJ and
//! its database are compiled in; no file, no setting and no network takes part.
//!
//! # Imagery
//! [`Raster`] opens a GeoTIFF and believes nothing but the file itself. [`Raster::ground_texture`] lays it under the
//! plan, north up; [`warp()`] is the resampling kernel, for imagery and for georeferenced sheets alike.
//!
//! # Tables
//! [`geopackage()`] makes one file of tables of places.

mod error;
mod frame;
mod gdal_fields;
mod gdal_pixels;
mod gdal_start;
mod geopackage;
mod geotiff;
mod grid;
mod pixels;
mod placement;
mod position;
mod proj;
mod raster;
mod stretch;
mod texture;
mod versions;
mod warp;
mod window;

pub use error::EarthError;
pub use frame::{Projector, frame};
pub use geopackage::geopackage;
pub use geotiff::write_geotiff;
pub use pixels::Pixels;
pub use placement::Placement;
pub use position::{DatumShift, datum_shift, geographic};
pub use raster::{Raster, RasterCrs, sidecar_notes};
pub use texture::GroundTexture;
pub use versions::{Versions, versions};
pub use warp::{FINE_PX, warp};
pub use window::{PxRect, Window};
