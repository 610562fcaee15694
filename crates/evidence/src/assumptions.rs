//! The register of assumptions: everything that nobody said and that stands in, from `notes.json`.

use crate::words::default_named;
use crate::{EvidenceError, Fault, table};
use locus_model::{Note, NoteKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The published file that holds them.
pub(crate) const NOTES: &str = "notes.json";
const HEADINGS: [&str; 6] = ["assumption", "assumption_en", "assumption_ko", "value_m", "about", "said_en"];

/// `notes.json`, as far as registers need it.
#[derive(Deserialize)]
pub(crate) struct Notes {
    pub notes: Vec<Note>,
    assumptions: Vec<Assumption>,
}

#[derive(Deserialize)]
struct Assumption {
    default: String,
    value_m: f64,
    elements: Vec<String>,
}

impl Notes {
    pub fn of(published: &BTreeMap<String, Vec<u8>>) -> Result<Self, EvidenceError> {
        let bytes = published.get(NOTES).map(Vec::as_slice).unwrap_or_default();
        serde_json::from_slice(bytes).map_err(|e| {
            let remedy = "publish the facility with this version of Locus";
            Fault::new(NOTES, e.to_string(), "the notes of a published facility", remedy).into()
        })
    }

    /// How many sizes of elements are defaults.
    pub fn defaults(&self) -> usize {
        self.assumptions.iter().map(|assumption| assumption.elements.len()).sum()
    }
}

/// One row for each element that is drawn with a default, then one for each assumption of the method.
pub(crate) fn table(published: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, EvidenceError> {
    let notes = Notes::of(published)?;
    let mut rows = Vec::new();
    for assumption in &notes.assumptions {
        let row = |element: &String| row(&assumption.default, assumption.value_m.to_string(), element, "");
        rows.extend(assumption.elements.iter().map(row));
    }
    let named: Vec<String> = notes.assumptions.iter().map(|a| format!("default:{}", a.default)).collect();
    let others = notes.notes.iter().filter(|note| note.kind == NoteKind::Assumed && !named.contains(&note.about));
    rows.extend(others.map(|note| {
        let name = note.about.strip_prefix("default:").unwrap_or(&note.about);
        row(name, String::new(), "", &note.message)
    }));
    table::csv(&HEADINGS, rows)
}

fn row(name: &str, value: String, about: &str, said: &str) -> [String; 6] {
    let (en, ko) = default_named(name);
    [table::text(name), table::text(en), table::text(ko), value, table::text(about), table::text(said)]
}
