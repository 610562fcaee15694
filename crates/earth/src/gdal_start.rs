//! GDAL as Locus starts it: only the drivers that are needed, and no setting from outside.
//!
//! GDAL takes settings from the environment, from a file in the home folder and from files beside a raster; some of
//! them move the georeference, open other files or connect to the network. All that can change how a GeoTIFF is read
//! are pinned here, so that a raster means the same on every machine.

use crate::EarthError;
use gdal::DriverManager;
use gdal::config::{set_config_option, set_error_handler};
use std::sync::LazyLock;

/// Drivers that stay registered. VRT in particular goes: it is XML that names other files.
const DRIVERS: [&str; 2] = ["GTiff", "GPKG"];

/// Settings that override the environment.
const PINNED: &[(&str, &str)] = &[
    // Nothing beside the file: no .aux.xml, no world file, no external overview or mask, no list of the folder.
    ("GDAL_PAM_ENABLED", "NO"),
    ("GDAL_PAM_PROXY_DIR", ""),
    ("ESRI_XML_PAM", "NO"),
    ("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"),
    ("GDAL_GEOREF_SOURCES", "INTERNAL"),
    ("GDAL_CONFIG_FILE", ""),
    ("GDAL_DRIVER_PATH", "disable"),
    ("OGR_DRIVER_PATH", "disable"),
    ("GDAL_PYTHON_DRIVER_PATH", ""),
    ("GDAL_SKIP", ""),
    ("OGR_SKIP", ""),
    ("USE_RRD", "NO"),
    ("TIFF_USE_OVR", "NO"),
    ("GTIFF_IMPLICIT_JPEG_OVR", "NO"),
    // One meaning of the tags.
    ("GTIFF_POINT_GEO_IGNORE", "NO"),
    ("GTIFF_SRS_SOURCE", "EPSG"),
    ("GTIFF_IMPORT_FROM_EPSG", "YES"),
    ("GTIFF_REPORT_COMPD_CS", "NO"),
    ("GTIFF_HONOUR_NEGATIVE_SCALEY", "NO"),
    ("GTIFF_READ_ANGULAR_PARAMS_IN_DEGREE", "NO"),
    ("GTIFF_FORCE_RGBA", "NO"),
    ("GTIFF_IGNORE_READ_ERRORS", "NO"),
    ("GTIFF_ALPHA", "NON-PREMULTIPLIED"),
    ("CONVERT_YCBCR_TO_RGB", "YES"),
    ("GDAL_TIFF_INTERNAL_MASK_TO_8BIT", "YES"),
    ("GDAL_TIFF_INTERNAL_MASK", "YES"),
    ("GDAL_ENABLE_TIFF_SPLIT", "YES"),
    ("GDAL_RASTERIO_RESAMPLING", "NEAR"),
    ("GDAL_NO_COSTLY_OVERVIEW", "NO"),
    ("GDAL_OVERVIEW_OVERSAMPLING_THRESHOLD", "1.2"),
    ("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "AUTHORITY_COMPLIANT"),
    ("OSR_STRIP_TOWGS84", "YES"),
    ("OSR_USE_NON_DEPRECATED", "YES"),
    ("OSR_USE_APPROX_TMERC", "NO"),
    ("OSR_WKT_FORMAT", "WKT2_2019"),
    ("CENTER_LONG", "NO"),
    // Plain reading: no memory mapping of hostile files, bounded memory, one thread, nothing written.
    ("GTIFF_USE_MMAP", "NO"),
    ("GTIFF_VIRTUAL_MEM_IO", "NO"),
    ("GTIFF_DIRECT_IO", "NO"),
    ("GDAL_CACHEMAX", "64"),
    ("GDAL_NUM_THREADS", "1"),
    ("GDAL_MAX_BAND_COUNT", "64"),
    ("JPEGMEM", "64M"),
    ("VSI_CACHE", "NO"),
    ("CPL_DEBUG", "OFF"),
    ("CPL_LOG_ERRORS", "OFF"),
    ("CPL_TIMESTAMP", "OFF"),
    // A GeoPackage says when it was last changed; the same tables must give the same bytes, so it never says.
    ("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"),
    // No network driver is compiled in; a proxy that refuses is the second bolt.
    ("GDAL_HTTP_PROXY", "http://127.0.0.1:1"),
    ("PROJ_NETWORK", "OFF"),
];

static STARTED: LazyLock<Result<(), String>> = LazyLock::new(|| {
    for (key, value) in PINNED {
        set_config_option(key, value).map_err(|e| e.to_string())?;
    }
    // Messages come back as errors; a library does not write to the terminal.
    set_error_handler(|_, _, _| {});
    // The first count registers them all; deregistering renumbers, hence from the last to the first.
    for index in (0..DriverManager::count()).rev() {
        let driver = DriverManager::get_driver(index).map_err(|e| e.to_string())?;
        if !DRIVERS.contains(&driver.short_name().as_str()) {
            DriverManager::deregister_driver(&driver);
        }
    }
    Ok(())
});

/// Starts GDAL once.
pub(crate) fn start() -> Result<(), EarthError> {
    STARTED.clone().map_err(EarthError::Start)
}
