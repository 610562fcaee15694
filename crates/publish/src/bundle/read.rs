//! Reading `bundle.json` back.

use super::{Bundle, FILE, FORMAT, FORMAT_VERSION};
use serde::Deserialize;

/// Why a file is no bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{FILE}: found {found}; expected {expected}; {remedy}")]
pub struct BundleError {
    /// What the file is or holds.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// What every version of the format says about itself.
#[derive(Deserialize)]
struct Heading {
    format: Option<serde_json::Value>,
    format_version: Option<serde_json::Value>,
}

impl Bundle {
    /// Reads a bundle of this format and version. Optional parts may be missing, unknown members are passed over.
    ///
    /// # Errors
    /// [`BundleError`] where the bytes are no JSON object, another format, another version, or lack a part.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        let expected = format!("\"format\": \"{FORMAT}\" with \"format_version\": {FORMAT_VERSION}");
        let fault = |found: String, remedy| BundleError { found, expected: expected.clone(), remedy };
        let heading: Heading = serde_json::from_slice(bytes).map_err(|e| {
            fault(format!("no JSON object of its own ({e})"), "publish the facility again with `locus reconstruct`")
        })?;
        let text = |value: Option<serde_json::Value>| value.map_or("none".to_owned(), |v| v.to_string());
        let (format, version) = (heading.format, heading.format_version);
        if format != Some(FORMAT.into()) {
            let found = format!("\"format\": {}", text(format));
            return Err(fault(found, "open a folder that `locus reconstruct` published"));
        }
        if version != Some(FORMAT_VERSION.into()) {
            let found = format!("\"format_version\": {}", text(version));
            return Err(fault(found, "open it with the Locus that published it, or publish it again with this one"));
        }
        serde_json::from_slice(bytes).map_err(|e| BundleError {
            found: format!("a member that is missing or of another type ({e})"),
            expected: format!("every member of published format {FORMAT_VERSION}"),
            remedy: "do not edit published files; publish the facility again with `locus reconstruct`",
        })
    }
}
