//! `locus check`: every mistake in a case folder.

use crate::args::Check;
use crate::failure::Failure;
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
        let (mistakes, notes) = one(folder)?;
        if mistakes.is_empty() {
            output.heading(format!("{shown}: no mistakes, {}", count(notes.len(), "note")));
        }
        output.notes(&notes);
        cases.push(json!({
            "folder": shown,
            "mistakes": mistakes.iter().map(mistake_json).collect::<Vec<_>>(),
            "notes": notes,
        }));
        if let Failure::Input(mistakes) = Failure::Input(mistakes).within(folder) {
            all.extend(mistakes);
        }
    }
    output.result(&json!({ "ok": all.is_empty(), "cases": cases }));
    match (all.is_empty(), output.json) {
        (true, _) => Ok(()),
        (false, true) => std::process::exit(2),
        (false, false) => Err(Failure::Input(all)),
    }
}

fn one(folder: &Path) -> Result<(Vec<Mistake>, Vec<Note>), Failure> {
    let checked = pipeline::read(folder).and_then(|facility| {
        pipeline::check_imagery(folder, &facility.case)?;
        Ok(facility.case.notes)
    });
    match checked {
        Ok(notes) => Ok((Vec::new(), notes)),
        Err(Failure::Input(mistakes)) => Ok((mistakes, Vec::new())),
        Err(other) => Err(other),
    }
}
