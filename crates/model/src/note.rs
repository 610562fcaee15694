//! What was refused, assumed, doubted or left out: it travels into the output, never only into a log.

use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// An input was not used at all.
    Refused,
    /// A default stands in for something nobody said.
    Assumed,
    /// A result stands, and there is a reason to doubt it.
    Doubted,
    /// Something known is not in the output.
    LeftOut,
    /// A fact about the run: versions, choices.
    Fact,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// What it is about: a source (`sheet:A03-1`), a key, or a file inside the case folder.
    pub about: String,
    /// What was found, in a sentence.
    pub message: String,
    /// What a person can do about it; empty where there is nothing to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

impl Note {
    /// A note.
    pub fn new(kind: NoteKind, about: impl ToString, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind, about: about.to_string(), message: message.into(), remedy: remedy.into() }
    }
}
