//! `locus intake`: originals come in.

use crate::args::Intake;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::record::TOOL;
use locus_evidence::{By, Log, Receipt, take_in};
use serde_json::{Value, json};

/// Takes each file in and says what it is from now on.
pub fn run(args: &Intake, output: &Output) -> Result<(), Failure> {
    if !args.case.is_dir() {
        let shown = args.case.display().to_string();
        return Err(Failure::mistake(
            shown,
            "no folder",
            "a case folder",
            "make one with `locus new`, or check --case",
        ));
    }
    let by = By::new(&args.role, &args.purpose, TOOL)?;
    let receipt = Receipt::new(&args.received_from, args.how.as_deref())?;
    let mut log = Log::begin(&args.case, &by).map_err(|error| Failure::from(error).within(&args.case))?;
    let mut taken: Vec<Value> = Vec::new();
    for file in &args.files {
        let acquired = take_in(&mut log, file, &receipt, &by)?;
        let again = if acquired.already_held { " (the same bytes came in before)" } else { "" };
        output.say(format!("{}  {}{again}", acquired.sha256, file.display()));
        taken.push(json!({
            "file": file.display().to_string(),
            "sha256": acquired.sha256,
            "bytes": acquired.bytes,
            "original": acquired.original,
            "record": acquired.record,
            "already_held": acquired.already_held,
        }));
    }
    let head = log.chain().head();
    output.heading(format!("{} taken in", count(taken.len(), "original")));
    output.say(format!("Head of the custody log, to be written down elsewhere: {head}"));
    output.result(&json!({ "ok": true, "originals": taken, "head": head }));
    Ok(())
}
