//! `locus trace`: from a scan to a proposal of its drawing, for a person to correct.

mod files;
mod merging;
mod scan;
mod transcribe;

use crate::args::Trace;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::record::{self, Record};
use crate::write;
use locus_evidence::Kind;
use locus_sketch::{self as sketch, review};
use serde_json::{Value, json};

pub use files::{Folder, digest};
pub use merging::{credited, read_drawing};
pub use scan::{PROPOSED, Subject, TRACE};

/// How many steps a tracing reports.
const STEPS: u64 = 4;

/// Writes the proposal, and what shows it, into a folder; the trace beside the scan only when it was asked for.
pub fn run(args: &Trace, output: &Output) -> Result<(), Failure> {
    let progress = output.progress(STEPS);
    let step = |message: &'static str| {
        progress.inc(1);
        progress.set_message(message);
    };
    progress.set_message("reading the scan");
    let subject = Subject::of_trace(args)?;
    let folder = Folder::of(&args.out, &subject.name)?;
    let pixels = subject.decode()?;
    step("tracing");
    let proposal = sketch::trace(&pixels, &sketch::Options::default())
        .map_err(|r| subject.mistake(r.found, r.expected, r.remedy))?;
    let mut proposed = review::proposed(&proposal, &subject.image_name);
    let report = review::report(&proposal, &proposed);
    step("reading labels");
    let labels = transcribe::crops(&pixels, &proposed.drawing)?;
    if let Some(program) = &args.transcribe {
        transcribe::read(program, &labels, &mut proposed.drawing)?;
    }
    step("merging and drawing");
    let merged = merging::with_corrections(&subject, proposed, &args.by)?;
    let written = files::written(&subject, &merged, &report, &pixels, labels)?;
    step("writing");
    folder.write(&written)?;
    let accepted = if args.accept { accept(args, &subject, &written)? } else { Vec::new() };
    progress.finish_and_clear();
    say(&folder, &merged, &report, &accepted, output);
    output.result(&json!({
        "ok": true,
        "out": folder.shown(),
        "files": written.keys().collect::<Vec<_>>(),
        "accepted": accepted,
        "report": report,
        "merge": merged.to_json(),
    }));
    Ok(())
}

/// Puts the trace, and what belongs to it, beside the scan; and a line in the custody log of a case that keeps one.
fn accept(args: &Trace, subject: &Subject, written: &files::Files) -> Result<Vec<String>, Failure> {
    let case = args.case.as_deref();
    let record = case.map(|case| Record::of(case, &args.who, "to take a tracing over")).transpose()?.flatten();
    let mut accepted = Vec::new();
    // The trace last: it is what a case reads.
    for end in [scan::INK, PROPOSED, TRACE] {
        let (path, name) = (subject.beside(end), subject.file(end));
        let Some(bytes) = written.get(&name) else { continue };
        write::replace(&path, bytes)?;
        accepted.push(path);
    }
    if let (Some(case), Some(record)) = (case, record) {
        record.done(Kind::AcceptTrace, record::items(case, [subject.path()])?, record::items(case, &accepted)?)?;
    }
    Ok(accepted.iter().map(|path| path.display().to_string()).collect())
}

fn say(folder: &Folder, merged: &merging::Correction, report: &review::Report, accepted: &[String], output: &Output) {
    output.heading(format!("{} -> {}", report.image, folder.shown()));
    output.say(report.to_string().trim_end());
    if let Some(merge) = &merged.merge {
        if merge.tally.kept > 0 {
            output.say(format!("{} kept as a person left them.", count(merge.tally.kept, "element")));
        }
        for conflict in &merge.conflicts {
            output.say(format!("Conflict: {conflict}"));
        }
    }
    match accepted.last() {
        Some(trace) => output.say(format!("Accepted: {trace}. Correct it there or through the SVG.")),
        None => output.say("Nothing was written beside the scan: look at the overlay, correct the SVG in Inkscape, then `locus import trace`; or take it as it is with --accept."),
    }
}

/// What a merge did, for machines.
fn merge_json(merge: &review::Merged) -> Value {
    let id = |stroke: &Option<locus_model::Stroke<_>>| stroke.as_ref().map(|stroke| stroke.id.clone());
    let conflicts = merge.conflicts.iter().map(|conflict| {
        json!({
            "id": conflict.id,
            "reason": conflict.reason,
            "kept": id(&conflict.kept),
            "proposed": id(&conflict.proposed),
            "message": conflict.to_string(),
        })
    });
    json!({ "tally": merge.tally, "conflicts": conflicts.collect::<Vec<_>>() })
}
