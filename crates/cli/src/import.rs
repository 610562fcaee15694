//! `locus import`: what people already placed elsewhere, into the case files.

mod controls;
mod trace;

use crate::args::ImportPins;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::record::{self, Record};
use crate::write;
use locus_casefile::{self as casefile, import};
use locus_evidence::Kind;
use locus_model::limits::import::FILE_BYTES;
use locus_model::{Id, Key};
use serde_json::json;
use std::path::Path;

pub use controls::controls;
pub use trace::trace;

/// Appends the pins of a file to an account, keeping what was written.
pub fn pins(args: &ImportPins, output: &Output) -> Result<(), Failure> {
    let case = casefile::read(&args.case).map_err(|mistakes| Failure::from(mistakes).within(&args.case))?;
    let account = Id::new(&args.account)
        .ok()
        .and_then(|id| case.accounts.get(&id))
        .ok_or_else(|| unknown("--account", &args.account, case.accounts.keys()))?;
    let of = args
        .of
        .as_deref()
        .map(Key::new)
        .transpose()
        .map_err(|e| Failure::mistake("--of", e, Key::PATTERN, "name the place the pins locate"))?;
    let name = args.file.file_name().and_then(|n| n.to_str()).unwrap_or("pins");
    let given = bytes(&args.file, FILE_BYTES as u64)?;
    let imported = import::pins(name, &given)?;
    let pins = &imported.points;
    let taken = case.accounts.values().flat_map(|a| a.pins.iter().map(|p| p.id.clone())).collect();
    let blocks = import::pins_toml(&account.id, &taken, pins, of.as_ref())?;
    let path = args.case.join("accounts").join(format!("{}.toml", account.id));
    let record = Record::of(&args.case, &args.who, "to bring pins in")?;
    let old = std::fs::read_to_string(&path)?;
    let gap = if old.ends_with('\n') { "\n" } else { "\n\n" };
    write::replace(&path, format!("{old}{gap}{blocks}"))?;
    if let Some(record) = record {
        record.done(Kind::Import, vec![record::outside(&args.file, &given)], record::items(&args.case, [&path])?)?;
    }
    let file = format!("accounts/{}.toml", account.id);
    output.heading(format!("{} added to {file}", count(pins.len(), "pin")));
    output.notes(&imported.notes);
    output.say("Look at them before you reconstruct: Locus kept what was written, and invented no radius.");
    output.result(&json!({ "ok": true, "file": file, "pins": pins.len(), "notes": imported.notes }));
    Ok(())
}

/// The bytes of a file outside the case, at most `limit`.
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let shown = path.display().to_string();
    let wrong = |e: std::io::Error| Failure::mistake(&shown, e, "a file to read", "check the path");
    let kind = std::fs::metadata(path).map_err(wrong)?;
    if !kind.is_file() {
        return Err(Failure::mistake(&shown, "no plain file", "a file to read", "check the path"));
    }
    if kind.len() > limit {
        let (found, expected) = (format!("{} bytes", kind.len()), format!("at most {limit} bytes"));
        return Err(Failure::mistake(&shown, found, expected, "split the file, or save it smaller"));
    }
    std::fs::read(path).map_err(wrong)
}

/// An id that the case does not have, with those it has.
pub fn unknown<'a>(what: &str, found: &str, known: impl Iterator<Item = &'a Id>) -> Failure {
    let known = known.map(Id::as_str).collect::<Vec<_>>().join(", ");
    Failure::mistake(what, found, format!("one of: {known}"), "check the id, or make its file first")
}
