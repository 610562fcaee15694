//! Why nothing was done.

use std::fmt;
use std::path::Path;

/// What stopped a command. Nothing in it comes out of a vault.
#[derive(Debug)]
pub enum Refusal {
    /// What was given, or what is there, is not in order: exit code 2.
    Input {
        /// The file or the option.
        file: String,
        /// What it is or holds.
        found: String,
        /// What was expected.
        expected: String,
        /// What to do about it.
        remedy: String,
    },
    /// The system refused: exit code 1.
    System(String),
}

impl Refusal {
    /// A mistake in what was given.
    pub fn input(
        file: impl Into<String>,
        found: impl ToString,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let (file, found) = (file.into(), found.to_string());
        Self::Input { file, found, expected: expected.into(), remedy: remedy.into() }
    }

    /// For `map_err`: the system refused `action` with `path`.
    pub fn system<E: fmt::Display>(path: &Path, action: &'static str) -> impl FnOnce(E) -> Self {
        let path = path.display().to_string();
        move |error| Self::System(format!("{path}: {action}: {error}"))
    }

    /// The process exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Input { .. } => 2,
            Self::System(_) => 1,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { file, found, expected, remedy } => {
                let [file, found] = [file, found].map(|text| text.escape_debug().to_string());
                write!(f, "{file}\n  found     {found}\n  expected  {expected}\n  to do     {remedy}")
            }
            Self::System(message) => f.write_str(message),
        }
    }
}
