//! `quality.json`: how far each sheet can be believed, where the evidence disagrees, what nothing checks, how memory
//! distorts and what to ask next.

mod calibration;
mod disagreement;
mod reckoning;
mod unchecked;

pub use calibration::figures;
pub use disagreement::{Alternative, Disagreement, DisagreementKind};
pub use reckoning::{Memory, NextQuestion};
pub use unchecked::Unchecked;

use crate::layers::sheet_quality;
use crate::properties::Properties;
use crate::{Inputs, PublishError};
use locus_model::{AlignedSheet, Case, Note, Plan};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The file.
pub const FILE: &str = "quality.json";

/// What a person who has to defend the result, or to attack it, should know first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quality {
    /// Where the evidence disagrees, worst first.
    pub disagreements: Vec<Disagreement>,
    /// What nothing checks, and what would.
    pub unchecked: Vec<Unchecked>,
    /// How memory distorts the sheets of this case.
    pub memory: Vec<Memory>,
    /// What to ask next, what would teach most first.
    pub next_questions: Vec<NextQuestion>,
}

impl Quality {
    /// Of a plan. It does not depend on the order of anything.
    pub fn of(case: &Case, plan: &Plan) -> Self {
        let notes: BTreeSet<&Note> = case.notes.iter().chain(&plan.notes).collect();
        Self {
            disagreements: disagreement::all(plan, &notes),
            unchecked: unchecked::all(case, plan, &notes),
            memory: reckoning::memory(&plan.reckoning.memory),
            next_questions: reckoning::next_questions(&plan.reckoning.questions),
        }
    }
}

/// The file's bytes.
pub fn to_bytes(inputs: &Inputs) -> Result<Vec<u8>, PublishError> {
    let mut sheets: Vec<&AlignedSheet> = inputs.plan().sheets.iter().collect();
    sheets.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    let quality = Quality::of(inputs.case(), inputs.plan());
    let document = json!({
        "format": "locus-quality",
        "format_version": crate::FORMAT_VERSION,
        "sheets": sheets.into_iter().map(sheet).collect::<Vec<_>>(),
        "disagreements": quality.disagreements,
        "unchecked": quality.unchecked,
        "memory": quality.memory,
        "next_questions": quality.next_questions,
    });
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|e| PublishError::compose(FILE, e))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A sheet's figures, by the names and with the digits that they have in the layer.
fn sheet(sheet: &AlignedSheet) -> Value {
    let mut p = Properties::default();
    p.set("sheet", sheet.sheet.as_str());
    p.set("account", sheet.account.as_str());
    p.set("level", sheet.level.as_str());
    sheet_quality(&mut p, &sheet.quality);
    Value::Object(p.0)
}
