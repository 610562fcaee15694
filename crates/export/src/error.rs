//! Why a facility cannot be exported.

/// A facility that a format cannot hold, or a format's library that refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The published folder lacks what the format needs.
    #[error("{format}: found {found}; expected {expected}; {remedy}")]
    Unfit {
        /// The format, as in `--to`.
        format: &'static str,
        /// What the folder has.
        found: String,
        /// What the format needs.
        expected: String,
        /// What to do about it.
        remedy: String,
    },
    /// A file could not be composed.
    #[error("{format}: cannot be composed: {reason}")]
    Compose {
        /// The format, as in `--to`.
        format: &'static str,
        /// What the library said.
        reason: String,
    },
}

impl ExportError {
    /// A file could not be composed.
    pub fn compose(format: &'static str, reason: impl ToString) -> Self {
        Self::Compose { format, reason: reason.to_string() }
    }
}
