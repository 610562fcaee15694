//! Why a command ended without doing its work.

use locus_casefile::{Mistake, Mistakes};
use locus_evidence::{EvidenceError, Fault};
use std::path::Path;

/// What stopped a command, cut by what the caller can do about it.
#[derive(Debug)]
pub enum Failure {
    /// The input is wrong: exit code 2, nothing written.
    Input(Vec<Mistake>),
    /// It has been told already; the exit code.
    Ended(u8),
    /// Locus or the machine failed: exit code 1.
    Internal(String),
}

impl Failure {
    /// The process exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::Ended(code) => *code,
            Self::Internal(_) => 1,
        }
    }

    /// The same with the files of its mistakes, which are named inside their case, named from where the command runs.
    pub fn within(mut self, case: &Path) -> Self {
        if let Self::Input(mistakes) = &mut self {
            name_within(mistakes, case);
        }
        self
    }

    /// One mistake in one place.
    pub fn mistake(
        file: impl Into<String>,
        found: impl ToString,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::Input(vec![Mistake {
            file: file.into(),
            line: None,
            found: found.to_string(),
            expected: expected.into(),
            remedy: remedy.into(),
        }])
    }
}

/// Names the files of mistakes from where the command runs instead of inside their case.
pub fn name_within(mistakes: &mut [Mistake], case: &Path) {
    for mistake in mistakes {
        mistake.file = format!("{}/{}", case.display().to_string().trim_end_matches('/'), mistake.file);
    }
}

impl From<Mistakes> for Failure {
    fn from(mistakes: Mistakes) -> Self {
        Self::Input(mistakes.0)
    }
}

impl From<Mistake> for Failure {
    fn from(mistake: Mistake) -> Self {
        Self::Input(vec![mistake])
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<Vec<Fault>> for Failure {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Input(faults.into_iter().map(mistake).collect())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::from(vec![fault])
    }
}

impl From<EvidenceError> for Failure {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::Refused(faults) => Self::from(faults),
            disk @ EvidenceError::Disk { .. } => Self::Internal(disk.to_string()),
        }
    }
}

/// A fault of evidence as any other mistake.
pub fn mistake(fault: Fault) -> Mistake {
    let Fault { file, line, found, expected, remedy } = fault;
    Mistake { file, line, found, expected, remedy }
}
