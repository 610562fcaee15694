//! `locus check`: every mistake in a case folder.

use crate::args::Check;
use crate::failure::{Failure, name_within};
use crate::output::{Output, count, mistake_json};
use crate::pipeline;
use locus_casefile::Mistake;
use locus_evidence::{Log, custody};
use locus_model::{Note, NoteKind};
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
        Ok(mut notes) => {
            notes.extend(leftovers(folder)?);
            Ok((Vec::new(), notes))
        }
        Err(Failure::Input(mistakes)) => Ok((mistakes, Vec::new())),
        Err(other) => Err(other),
    }
}

/// What a process left that was stopped while it wrote. Hidden, so nothing else tells of it.
fn leftovers(folder: &Path) -> Result<Vec<Note>, Failure> {
    let note = |about: String, message: String, remedy: String| Note::new(NoteKind::LeftOut, about, message, remedy);
    let mut notes = Vec::new();
    if Log::is_kept(folder) {
        let left = custody::leftovers(folder)?;
        notes.extend(left.into_iter().map(|fault| note(fault.file, fault.found, fault.remedy)));
    }
    for sub in ["", "accounts", "sketches"] {
        let Ok(entries) = folder.join(sub).read_dir() else { continue };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut half: Vec<String> =
            names.filter(|name| name.starts_with(".locus-") || name.starts_with(".tmp")).collect();
        half.sort();
        notes.extend(half.into_iter().map(|name| {
            let about = if sub.is_empty() { name } else { format!("{sub}/{name}") };
            let message = "something half written: a process was stopped; nothing reads it".to_owned();
            let remedy = "look whether \"old\" in it is the published folder you miss, then remove it".to_owned();
            note(about, message, remedy)
        }));
    }
    Ok(notes)
}
