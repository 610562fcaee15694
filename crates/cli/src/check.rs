//! `locus check`: every mistake in a case folder.

use crate::args::Check;
use crate::failure::{Failure, name_within};
use crate::output::{Output, count, mistake_json};
use crate::pipeline;
use locus_casefile::Mistake;
use locus_model::Note;
use serde_json::json;
use std::path::Path;

/// Checks each folder; fails when any has a mistake.
pub fn run(args: &Check, output: &Output) -> Result<(), Failure> {
    let (mut cases, mut all) = (Vec::new(), Vec::new());
    for folder in &args.facilities {
        let shown = folder.display().to_string();
        let (mut mistakes, notes) = one(folder)?;
        if mistakes.is_empty() {
            output.heading(format!("{shown}: no mistakes, {}", count(notes.len(), "note")));
        }
        output.notes(&notes);
        cases.push(json!({
            "folder": shown,
            "mistakes": mistakes.iter().map(mistake_json).collect::<Vec<_>>(),
            "notes": notes,
        }));
        name_within(&mut mistakes, folder);
        all.extend(mistakes);
    }
    output.result(&json!({ "ok": all.is_empty(), "cases": cases }));
    match (all.is_empty(), output.json) {
        (true, _) => Ok(()),
        (false, true) => Err(Failure::Ended(2)),
        (false, false) => Err(Failure::Input(all)),
    }
}

fn one(folder: &Path) -> Result<(Vec<Mistake>, Vec<Note>), Failure> {
    let checked = pipeline::check(folder);
    match checked {
        Ok(notes) => Ok((Vec::new(), notes)),
        Err(Failure::Input(mistakes)) => Ok((mistakes, Vec::new())),
        Err(other) => Err(other),
    }
}
