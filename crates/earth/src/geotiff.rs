//! Writing a georeferenced picture that opens in QGIS at its place.

use crate::{EarthError, Pixels, gdal_pixels, gdal_start};
use gdal::DriverManager;
use gdal::errors::GdalError;
use gdal::raster::RasterCreationOptions;
use gdal::spatial_ref::SpatialRef;
use geo::AffineTransform;
use std::path::Path;

/// Writes a tiled, uncompressed GeoTIFF: 1 band grey, 2 grey and alpha, 3 RGB, 4 RGBA. The same picture gives the same
/// bytes.
///
/// `world_from_px` carries pixels (x right, y down, from the outer corner of the first pixel) to easting and northing
/// in `EPSG:epsg`.
///
/// # Errors
/// A file that cannot be written; an unknown code.
pub fn write_geotiff<const C: usize>(
    path: &Path,
    mut pixels: Pixels<C>,
    epsg: u32,
    world_from_px: &AffineTransform,
) -> Result<(), EarthError> {
    gdal_start::start()?;
    write(path, &mut pixels, epsg, world_from_px).map_err(|error| EarthError::Raster {
        file: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        found: format!("cannot be written ({error})"),
        remedy: "check that the folder exists, may be written and has room".into(),
    })
}

fn write<const C: usize>(
    path: &Path,
    pixels: &mut Pixels<C>,
    epsg: u32,
    world_from_px: &AffineTransform,
) -> Result<(), GdalError> {
    let photometric = if C >= 3 { "PHOTOMETRIC=RGB" } else { "PHOTOMETRIC=MINISBLACK" };
    let alpha = if C.is_multiple_of(2) { "ALPHA=YES" } else { "ALPHA=NO" };
    let options =
        RasterCreationOptions::from_iter(["TILED=YES", "INTERLEAVE=PIXEL", "BIGTIFF=IF_SAFER", photometric, alpha]);
    let driver = DriverManager::get_driver_by_name("GTiff")?;
    let (width, height) = (pixels.width(), pixels.height());
    let mut dataset = driver.create_with_band_type_with_options::<u8, _>(path, width, height, C, &options)?;
    dataset.set_spatial_ref(&SpatialRef::from_epsg(epsg)?)?;
    let m = world_from_px;
    dataset.set_geo_transform(&[m.xoff(), m.a(), m.b(), m.yoff(), m.d(), m.e()])?;
    gdal_pixels::write(&dataset, pixels)?;
    dataset.close()
}
