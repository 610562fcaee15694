//! A drawing that a person corrected in an editor, as the trace of its scan.

use super::bytes;
use crate::args::ImportTrace;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::record::{self, Record};
use crate::trace::{Folder, PROPOSED, Subject, TRACE, credited, digest, read_drawing};
use crate::write;
use locus_casefile::{self as casefile, review as drawings};
use locus_evidence::Kind;
use locus_model::{Drawing, SketchPx, Stroke};
use locus_sketch::review;
use serde_json::json;

/// Reads a corrected drawing and puts it beside its scan, with `--by` named on every element that was changed.
pub fn trace(args: &ImportTrace, output: &Output) -> Result<(), Failure> {
    let subject = Subject::of_import(args)?;
    let name = args.file.file_name().and_then(|name| name.to_str()).unwrap_or("drawing");
    let edited_bytes = bytes(&args.file, casefile::LIMITS.geojson_bytes)?;
    let edited = drawings::read_edited(name, &edited_bytes, subject.scan_file()?)?;
    let folder = Folder::around(&args.file, &subject.name);
    let (target, proposal) = (subject.beside(TRACE), subject.beside(PROPOSED));
    let before = read_drawing(&target, &subject.image_name)?;
    if !args.replace {
        refuse_other_base(args, &folder, before.as_ref().map(|before| digest(&before.bytes)))?;
    }
    let base = match read_drawing(&folder.file(PROPOSED), &subject.image_name)? {
        Some(base) => Some(base),
        None => read_drawing(&proposal, &subject.image_name)?,
    };
    if base.is_none() && edited.drawing.tracing.by.starts_with(review::TRACER) {
        return Err(unknown_proposal(args, &subject.file(PROPOSED)));
    }
    let before = before.map(|before| before.drawing);
    let sent = base.as_ref().map(|base| base.drawing.clone());
    let drawing = credited(sent.clone(), before.clone(), &edited.drawing, &args.by);
    let case = args.case.as_deref();
    let record = case.map(|case| Record::of(case, &args.who, "to correct a tracing")).transpose()?.flatten();
    if let Some(base) = &base {
        write::replace(&proposal, &base.bytes)?;
    }
    let text = drawings::geojson(&drawing, &subject.image_name);
    write::replace(&target, &text)?;
    folder.taken_over(&args.file, &edited_bytes, &digest(text.as_bytes()))?;
    if let (Some(case), Some(record)) = (case, record) {
        let outputs = record::items(case, [&target, &proposal].into_iter().filter(|path| path.is_file()))?;
        record.done(Kind::AcceptTrace, vec![record::outside(&args.file, &edited_bytes)], outputs)?;
    }
    let tally = Tally::of(sent.or(before).as_ref(), &drawing);
    let shown = target.display().to_string();
    output.heading(format!("{} -> {shown}", args.file.display()));
    output.say(format!(
        "{}: {} as proposed, {} by a person, {} deleted",
        count(drawing.strokes.len(), "element"),
        tally.proposed,
        tally.people,
        tally.deleted
    ));
    output.notes(&edited.notes);
    output.result(&json!({
        "ok": true,
        "file": shown,
        "elements": drawing.strokes.len(),
        "as_proposed": tally.proposed,
        "by_people": tally.people,
        "deleted": tally.deleted,
        "notes": edited.notes,
    }));
    Ok(())
}

/// A drawing made from another trace than the one that is there would undo what was done to that one since.
fn refuse_other_base(args: &ImportTrace, folder: &Folder, there: Option<String>) -> Result<(), Failure> {
    let found = match (there, folder.merged_with()) {
        (None, _) => return Ok(()),
        (Some(there), Some(Some(made_from))) if there == made_from => return Ok(()),
        (Some(_), Some(_)) => "a drawing made before the trace beside the scan was last changed",
        (Some(_), None) => "a drawing without the report of `locus trace` beside it, and a trace beside the scan",
    };
    let expected = "a drawing made from the trace beside the scan";
    let remedy = "run `locus trace` again and correct what it writes, or overwrite the trace with --replace";
    Err(Failure::mistake(args.file.display().to_string(), found, expected, remedy))
}

/// Without what was proposed, all that a program traced would be said to be a person's.
fn unknown_proposal(args: &ImportTrace, proposal: &str) -> Failure {
    let found = "a corrected proposal without what was proposed";
    let remedy = "save the drawing in the folder that `locus trace` wrote, and import it from there";
    Failure::mistake(args.file.display().to_string(), found, format!("{proposal} beside it"), remedy)
}

/// What a person did to a drawing.
struct Tally {
    proposed: usize,
    people: usize,
    deleted: usize,
}

impl Tally {
    fn of(sent: Option<&Drawing<SketchPx>>, drawing: &Drawing<SketchPx>) -> Self {
        let people = drawing.strokes.iter().filter(|stroke| stroke.traced_by.is_some()).count();
        let is_there = |stroke: &&Stroke<SketchPx>| drawing.strokes.iter().any(|s| s.id == stroke.id);
        let all = sent.map_or(0, |sent| sent.strokes.len());
        let left = sent.map_or(0, |sent| sent.strokes.iter().filter(is_there).count());
        Self { proposed: drawing.strokes.len() - people, people, deleted: all - left }
    }
}
