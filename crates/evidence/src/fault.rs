//! What is wrong with one file, in words for whoever has to act on it; and why an act of evidence did not happen.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What is wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, by its path inside the folder that is looked at.
    pub file: String,
    /// Where in it, counted from 1.
    pub line: Option<usize>,
    /// What it is or holds.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What follows from it, or what to do.
    pub remedy: String,
}

impl Fault {
    /// A fault of a whole file.
    pub fn new(
        file: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let (file, found, expected, remedy) = (file.into(), found.into(), expected.into(), remedy.into());
        Self { file, line: None, found, expected, remedy }
    }

    /// The same in a line of it.
    pub fn at(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": found {}; expected {}; {}", self.found, self.expected, self.remedy)
    }
}

/// Why an act of evidence did not happen.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// What was given, or what is there, is not in order.
    #[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))]
    Refused(Vec<Fault>),
    /// The system refused.
    #[error("{}: {action}: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What could not be done with it.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl From<Fault> for EvidenceError {
    fn from(fault: Fault) -> Self {
        Self::Refused(vec![fault])
    }
}

/// For `map_err`: the system refused `action` with `path`.
pub(crate) fn disk<'a>(path: &'a Path, action: &'static str) -> impl FnOnce(io::Error) -> EvidenceError + 'a {
    move |source| EvidenceError::Disk { path: path.to_owned(), action, source }
}
