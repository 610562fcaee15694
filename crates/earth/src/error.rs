//! What can go wrong on the ground, and what a person can do about it.

use thiserror::Error;

/// Why a place or a raster was refused. Messages name the remedy; none contains a folder of this machine.
#[derive(Debug, Error)]
pub enum EarthError {
    /// The code is not in PROJ's database.
    #[error("EPSG:{epsg} is not a coordinate system that PROJ knows ({reason}); check the code")]
    UnknownCrs {
        /// The code as stated.
        epsg: u32,
        /// PROJ's words.
        reason: String,
    },
    /// The stated site CRS is no plane of metres.
    #[error(
        "EPSG:{epsg} ({name}) {found}; a site needs a projected system in metres with axes east and north. \
         Leave `crs` out for the UTM zone of the anchor, or state another EPSG code"
    )]
    NotMetric {
        /// The code as stated.
        epsg: u32,
        /// Its name.
        name: String,
        /// What it is instead: `is measured in degrees`.
        found: String,
    },
    /// UTM ends at 80° S and 84° N.
    #[error("the anchor at latitude {latitude} lies outside UTM (80° S to 84° N), and no site is supported there")]
    NoUtmZone {
        /// Latitude of the anchor, degrees.
        latitude: f64,
    },
    /// A place far outside the area a coordinate system is made for.
    #[error(
        "{what} at longitude {longitude:.5}, latitude {latitude:.5} lies outside the area of EPSG:{epsg} ({name}: {area}). {hint}"
    )]
    OutsideArea {
        /// What lies there: `the anchor`, `the position`.
        what: &'static str,
        /// Degrees.
        longitude: f64,
        /// Degrees.
        latitude: f64,
        /// The coordinate system.
        epsg: u32,
        /// Its name.
        name: String,
        /// Its area of use, in the database's words.
        area: String,
        /// What to check.
        hint: &'static str,
    },
    /// PROJ cannot carry a point over.
    #[error("point {index} of {count} cannot be carried from {from} to {to}: {reason}; check its coordinates")]
    NotCarried {
        /// Which point, from 0.
        index: usize,
        /// Of how many.
        count: usize,
        /// The space it came from.
        from: String,
        /// The space it was to go to.
        to: String,
        /// PROJ's words.
        reason: String,
    },
    /// No transformation of known accuracy connects two systems.
    #[error("PROJ knows no transformation from {from} to {to} ({reason}); state the position in WGS 84 or in UTM")]
    NoTransformation {
        /// The source system.
        from: String,
        /// The target system.
        to: String,
        /// PROJ's words.
        reason: String,
    },
    /// A raster that must not or cannot be used.
    #[error("{file}: {found}; {remedy}")]
    Raster {
        /// The file's name, without its folder.
        file: String,
        /// What was found.
        found: String,
        /// What to do.
        remedy: String,
    },
    /// A table that no GeoPackage can hold.
    #[error("GeoPackage, table \"{table}\": cannot be composed ({reason})")]
    Table {
        /// Its name.
        table: String,
        /// GDAL's words.
        reason: String,
    },
    /// PROJ or GDAL did not start.
    #[error("PROJ or GDAL did not start: {0}")]
    Start(String),
}
