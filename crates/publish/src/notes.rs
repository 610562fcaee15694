//! `notes.json`: everything refused, assumed, doubted or left out, and what the run assumed.

use crate::precision::metres;
use crate::{Inputs, PublishError, dimensions};
use locus_model::{Note, NoteKind};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const FILE: &str = "notes.json";

/// The notes of all stages, sorted, each once.
pub struct Notes(BTreeSet<Note>);

impl Notes {
    /// What the case and the plan noted, and what the ground image says about itself.
    pub fn of(inputs: &Inputs) -> Self {
        let mut notes: BTreeSet<Note> = inputs.case().notes.iter().chain(&inputs.plan().notes).cloned().collect();
        if let Some(ground) = inputs.ground.as_ref().filter(|g| !g.note.is_empty()) {
            notes.insert(Note::new(NoteKind::Fact, format!("imagery:{}", ground.imagery), ground.note.clone(), ""));
        }
        Self(notes)
    }

    /// One more.
    pub fn add(&mut self, note: Note) {
        self.0.insert(note);
    }

    /// Several more.
    pub fn extend(&mut self, notes: impl IntoIterator<Item = Note>) {
        self.0.extend(notes);
    }

    /// The file.
    pub fn to_bytes(&self, inputs: &Inputs) -> Result<Vec<u8>, PublishError> {
        let document = json!({
            "format_version": crate::FORMAT_VERSION,
            "software": inputs.software,
            "notes": self.0,
            "assumptions": assumptions(inputs),
        });
        let mut bytes = serde_json::to_vec_pretty(&document).map_err(|e| PublishError::compose(FILE, e))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The register of defaults: what stands in where nobody said anything, and for which elements.
fn assumptions(inputs: &Inputs) -> Vec<Value> {
    let entry = |assumption: dimensions::Assumption| {
        json!({
            "default": assumption.default,
            "value_m": metres(assumption.metres),
            "elements": assumption.elements,
        })
    };
    dimensions::register(&inputs.plan().elements, inputs.case()).into_iter().map(entry).collect()
}
