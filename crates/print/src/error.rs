//! Why pages cannot be printed.

/// What was found, what was expected, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// What was handed in cannot be a page.
    #[error("{about}: found {found}; expected {expected}")]
    Unfit {
        /// The page, figure or member.
        about: String,
        /// What it is.
        found: String,
        /// What it must be.
        expected: &'static str,
    },
    /// Typesetting refused, or the result would break the standard.
    #[error(
        "the pages cannot be typeset as PDF/UA-1: {reason}; leave out what is named here, or report it as a fault of Locus"
    )]
    Typeset {
        /// What the typesetter said.
        reason: String,
    },
}
