//! Dates and intervals in EDTF level 1 (ISO 8601-2:2019, Extended Date/Time Format).

use std::fmt;

/// An EDTF date or interval, kept as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edtf {
    text: String,
}

/// Why a text is no EDTF level 1 date or interval.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\" is not an EDTF level 1 date or interval: {reason}")]
pub struct EdtfError {
    /// What was written.
    pub found: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Edtf {
    /// Reads a date or an interval.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        Ok(Self { text: text.to_owned() })
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
