//! The lists of `notes.json` and `quality.json` that the report tells, read once (docs/published-format.md).

use crate::{ExportError, Facility};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// All of them; a list that an older folder lacks is empty.
pub struct Lists {
    /// What the computation noted.
    pub notes: Vec<Note>,
    /// Every default that something is drawn with.
    pub assumptions: Vec<Assumption>,
    /// Where the evidence disagrees, worst first.
    pub disagreements: Vec<Found>,
    /// What could not be checked.
    pub unchecked: Vec<Found>,
    /// Distances to ask for, the most useful first.
    pub questions: Vec<Question>,
}

/// An entry of `notes`.
#[derive(Deserialize)]
pub struct Note {
    /// `refused`, `assumed`, `doubted`, `left-out`, `fact`.
    pub kind: String,
    /// What it is about.
    pub about: String,
    /// What was noted, in English.
    pub message: String,
    /// What to do, in English.
    #[serde(default)]
    pub remedy: Option<String>,
}

/// An entry of `assumptions`.
#[derive(Deserialize)]
pub struct Assumption {
    /// The name of the default.
    pub default: String,
    /// Its value, metres.
    pub value_m: f64,
    /// What is drawn with it, by id.
    pub elements: Vec<String>,
}

/// An entry of `disagreements` or `unchecked`.
#[derive(Clone, Deserialize)]
pub struct Found {
    /// Kind of disagreement, a slug; absent of what is unchecked.
    #[serde(default)]
    pub kind: String,
    /// What it is about.
    pub about: String,
    /// What was found, in English.
    pub message: String,
    /// What to do, in English.
    #[serde(default)]
    pub remedy: Option<String>,
}

/// An entry of `next_questions`: a distance that nobody stated.
#[derive(Deserialize)]
pub struct Question {
    /// The key of a place.
    pub from: String,
    /// The key of another.
    pub to: String,
    /// What the plan has, metres.
    pub now_m: f64,
    /// One standard deviation of an answer as people give it, metres.
    pub sd_m: f64,
    /// By how much an answer would lower the sum of all variances, square metres.
    pub gain_m2: f64,
}

impl Lists {
    /// # Errors
    /// [`ExportError::Unfit`] where a list is not what the format says.
    pub fn of(facility: &Facility) -> Result<Self, ExportError> {
        let (notes, quality) = (&facility.notes, &facility.quality);
        Ok(Self {
            notes: list(notes, "notes.json", "notes")?,
            assumptions: list(notes, "notes.json", "assumptions")?,
            disagreements: list(quality, "quality.json", "disagreements")?,
            unchecked: list(quality, "quality.json", "unchecked")?,
            questions: list(quality, "quality.json", "next_questions")?,
        })
    }
}

fn list<T: DeserializeOwned>(of: &Value, file: &str, member: &str) -> Result<Vec<T>, ExportError> {
    if of[member].is_null() {
        return Ok(Vec::new());
    }
    Vec::deserialize(&of[member]).map_err(|e| ExportError::Unfit {
        format: "report",
        found: format!("{file}, {member}: {e}"),
        expected: "the list that docs/published-format.md describes".to_owned(),
        remedy: "publish the facility again with `locus reconstruct`".to_owned(),
    })
}
