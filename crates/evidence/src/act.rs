//! One thing that was done with a case: what the custody log keeps.

use crate::bag::is_inside;
use crate::{Digest, Fault, Moment};
use locus_model::limits::evidence::TEXT_CHARS;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// Begins the name of what does not lie in the case folder.
const OUTSIDE: &str = "outside:";

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An original came in.
    Intake,
    /// What somebody placed elsewhere became part of the case.
    Import,
    /// A drawing was taken over as the trace of its scan.
    AcceptTrace,
    /// The facility was computed and published.
    Reconstruct,
    /// What was published was written in another format.
    Export,
    /// Part of something was withheld.
    Redact,
    /// An account was taken out.
    Withdraw,
    /// Something was handed out.
    Release,
    /// A pack was sealed.
    Seal,
    /// What a crash left behind was set aside.
    Recover,
}

impl Kind {
    /// The word in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Import => "import",
            Self::AcceptTrace => "accept-trace",
            Self::Reconstruct => "reconstruct",
            Self::Export => "export",
            Self::Redact => "redact",
            Self::Withdraw => "withdraw",
            Self::Release => "release",
            Self::Seal => "seal",
            Self::Recover => "recover",
        }
    }
}

/// Who did it, with what, what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct By {
    /// The role of the person, never the name.
    pub actor: String,
    /// What for.
    pub purpose: String,
    /// The program and its version.
    pub tool: String,
}

impl By {
    /// Checks what a person wrote.
    ///
    /// # Errors
    /// An actor or a purpose that is empty, longer than 400 characters, or holds characters that control a terminal or
    /// the direction of text: the log is read in terminals.
    pub fn new(actor: &str, purpose: &str, tool: &str) -> Result<Self, Fault> {
        Ok(Self { actor: said("the actor", actor)?, purpose: said("the purpose", purpose)?, tool: tool.to_owned() })
    }
}

/// A short text of a person, as it was.
pub(crate) fn said(what: &str, text: &str) -> Result<String, Fault> {
    let found = match text.chars().count() {
        0 => "nothing",
        length if length > TEXT_CHARS => "a very long text",
        _ if text.trim().is_empty() => "spaces",
        _ if text.chars().any(commands) => "characters that control a terminal or the direction of text",
        _ => return Ok(text.to_owned()),
    };
    Err(Fault::new(what, found, format!("1 to {TEXT_CHARS} plain characters"), "say it in a sentence"))
}

/// Control characters, and the direction marks of Unicode Standard Annex 9.
pub(crate) fn commands(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// A file that went into an act or came out of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its path in the case folder, with `/`; `outside:<name>` where it lies elsewhere.
    pub path: String,
    /// Of its bytes at that time.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}

impl Item {
    /// A file of the case folder, as it is now.
    ///
    /// # Errors
    /// Where the system cannot read it.
    pub fn inside(case: &Path, path: &str) -> io::Result<Self> {
        let (sha256, bytes) = Digest::of_file(&case.join(path))?;
        Ok(Self { path: path.to_owned(), sha256, bytes })
    }

    /// Bytes that lie in the case folder at a path.
    pub fn of(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self { path: path.into(), sha256: Digest::of(bytes), bytes: bytes.len() as u64 }
    }

    /// Bytes that lie elsewhere, by a name that says nothing of this machine.
    pub fn outside(name: &str, bytes: &[u8]) -> Self {
        Self::of(format!("{OUTSIDE}{name}"), bytes)
    }

    /// Whether it lies in the case folder.
    pub fn is_inside(&self) -> bool {
        !self.path.starts_with(OUTSIDE)
    }

    /// Whether its path can be followed from the case folder without leading out of it.
    pub(crate) fn stays_inside(&self) -> bool {
        !self.is_inside() || is_inside(&self.path)
    }
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// What.
    pub kind: Kind,
    /// When, by this machine's clock.
    pub when: Moment,
    /// Who, with what, what for.
    pub by: By,
    /// What went in, by path.
    pub inputs: Vec<Item>,
    /// What came out, by path.
    pub outputs: Vec<Item>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_plays_with_a_terminal_is_no_purpose() {
        assert!(By::new("analyst", "수집 — for case 12", "locus 0").is_ok());
        let long = "x".repeat(401);
        for bad in ["", " ", "a\nb", "\u{1b}[2J", "gpj\u{202e}exe.", &long] {
            assert!(By::new(bad, "why", "locus 0").is_err(), "{bad:?}");
            assert!(By::new("analyst", bad, "locus 0").is_err(), "{bad:?}");
        }
    }
}
