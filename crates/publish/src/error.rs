//! Why nothing was published.

use std::path::PathBuf;

/// Why nothing was published. Cut by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The plan contradicts itself: a defect of the stage that made it, not of the case.
    #[error("the plan cannot be published: {0}")]
    Inconsistent(String),
    /// A place has no longitude and latitude, or GeoJSON cannot show it.
    #[error("{what} at {east:.3} m east, {north:.3} m north cannot be published: {reason}")]
    Unplaceable {
        /// What stands there.
        what: String,
        /// Easting in the projected CRS, metres.
        east: f64,
        /// Northing in the projected CRS, metres.
        north: f64,
        /// Why, and what to do.
        reason: String,
    },
    /// The ground image is not what it says.
    #[error("the ground image {imagery} cannot be used: {reason}")]
    Ground {
        /// Its imagery id.
        imagery: String,
        /// What is wrong.
        reason: String,
    },
    /// A value could not be written as text.
    #[error("{file} could not be composed: {reason}")]
    Compose {
        /// The published file.
        file: String,
        /// Why.
        reason: String,
    },
    /// The folder holds something Locus did not write.
    #[error("{}: not replaced: {reason}", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// What was found, and what to do.
        reason: String,
    },
    /// The disk refused.
    #[error("{}: {action}: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

impl PublishError {
    /// A file that could not be composed.
    pub(crate) fn compose(file: &str, reason: impl ToString) -> Self {
        Self::Compose { file: file.to_owned(), reason: reason.to_string() }
    }
}
