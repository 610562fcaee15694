//! What carried the coordinates: part of the record of every result.

use crate::{EarthError, gdal_start, proj};
use std::fmt;

/// Versions of what is compiled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// GDAL.
    pub gdal: String,
    /// PROJ.
    pub proj: String,
    /// The EPSG data set in PROJ's database.
    pub database: String,
}

/// The versions compiled in.
///
/// # Errors
/// A PROJ without its database.
pub fn versions() -> Result<Versions, EarthError> {
    gdal_start::start()?;
    let (proj, database) = proj::versions().map_err(EarthError::Start)?;
    Ok(Versions { gdal: gdal::version::VersionInfo::release_name(), proj, database })
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GDAL {}, PROJ {}, EPSG {}", self.gdal, self.proj, self.database)
    }
}
