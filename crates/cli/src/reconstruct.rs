//! `locus reconstruct`: align, fuse and publish a facility.

use crate::args::{Part, Reconstruct};
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, Reconstruction, STEPS};
use crate::record::Record;
use locus_align::Model;
use locus_evidence::{CaseFiles, Item, Kind};
use locus_model::{NoteKind, Plan};
use locus_publish::{self as publish, Published};
use serde_json::{Value, json};
use std::path::Path;

/// Writes the published folder as a whole, or nothing; and a line in the custody log of a case that keeps one.
pub fn run(args: &Reconstruct, output: &Output) -> Result<(), Failure> {
    let record = Record::of(&args.facility, &args.who, "to publish the facility")?;
    let inputs = if record.is_some() { inputs(&args.facility)? } else { Vec::new() };
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct_by(model(&args.without), &args.facility, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(&args.facility))?;
    let out = args.out.clone().unwrap_or_else(|| args.facility.join("published"));
    publish::write(&done.published, &out).map_err(|e| {
        Failure::mistake(out.display().to_string(), e, "a folder Locus may write", "choose another with --out")
    })?;
    if let Some(record) = record {
        record.done(Kind::Reconstruct, inputs, outputs(&args.facility, &out, &done.published))?;
    }
    let shown = out.display().to_string();
    output.heading(format!("{} -> {shown}", done.facility.case.id));
    output.say(summary(&done.plan));
    sheets(&done.plan, output);
    output.notes(&done.plan.notes);
    let assumed = done.plan.notes.iter().filter(|n| n.kind == NoteKind::Assumed).count();
    output.say(format!("{} in notes.json", count(assumed, "assumption")));
    output.result(&json!({
        "ok": true,
        "case": done.facility.case.id,
        "out": shown,
        "files": done.published.files.keys().collect::<Vec<_>>(),
        "sheets": sheets_json(&done),
        "notes": done.plan.notes,
    }));
    Ok(())
}

/// The case files before anything reads them.
fn inputs(facility: &Path) -> Result<Vec<Item>, Failure> {
    let inputs = CaseFiles::of(facility).and_then(|files| files.inputs(facility));
    inputs.map_err(|error| Failure::from(error).within(facility))
}

/// What was written, by its path in the case folder where it lies there.
fn outputs(facility: &Path, out: &Path, published: &Published) -> Vec<Item> {
    let here = |path: &Path| path.canonicalize().ok();
    let inside = here(out).is_some() && here(out) == here(&facility.join("published"));
    let item = |(path, bytes): (&String, &Vec<u8>)| match inside {
        true => Item::of(format!("published/{path}"), bytes),
        false => Item::outside(path, bytes),
    };
    published.files.iter().map(item).collect()
}

fn model(without: &[Part]) -> Model {
    let keeps = |part| !without.contains(&part);
    Model {
        field: keeps(Part::Field),
        units: keeps(Part::Units),
        heavy_tails: keeps(Part::HeavyTails),
        consider: keeps(Part::SharedBias),
    }
}

fn summary(plan: &Plan) -> String {
    let kinds = |test: fn(locus_model::Kind) -> bool| plan.elements.iter().filter(|e| test(e.kind)).count();
    format!(
        "{} nodes, {} walls and fences, {} areas, {} openings, {} hypotheses, {} of {} sheets aligned",
        plan.nodes.len(),
        kinds(locus_model::Kind::is_line),
        kinds(locus_model::Kind::is_area),
        kinds(locus_model::Kind::is_opening),
        plan.hypotheses.len(),
        plan.sheets.len(),
        plan.sheets.len()
            + plan.notes.iter().filter(|n| n.kind == NoteKind::Refused && n.about.starts_with("sheet:")).count(),
    )
}

/// The table of sheets: what a person looks at first.
fn sheets(plan: &Plan, output: &Output) {
    if plan.sheets.is_empty() {
        return;
    }
    output.say(format!(
        "{:<12} {:<18} {:>8} {:>12} {:>15}  {}",
        "sheet", "method", "controls", "residual RMS", "held-out RMS", "suspected"
    ));
    for sheet in &plan.sheets {
        let q = &sheet.quality;
        let held_out = q.loo_rms_m.map_or("uncheckable".to_owned(), |m| format!("{m:.2} m"));
        let suspected = q.suspect_controls.iter().map(|s| s.landmark.as_str()).collect::<Vec<_>>().join(", ");
        output.say(format!(
            "{:<12} {:<18} {:>8} {:>10.2} m {:>15}  {}",
            sheet.sheet.as_str(),
            q.method.as_str(),
            q.controls.len(),
            q.rms_m,
            held_out,
            suspected
        ));
    }
}

fn sheets_json(done: &Reconstruction) -> Vec<Value> {
    done.plan
        .sheets
        .iter()
        .map(|sheet| {
            let q = &sheet.quality;
            json!({
                "sheet": sheet.sheet,
                "method": q.method.as_str(),
                "controls": q.controls.len(),
                "rms_m": q.rms_m,
                "loo_rms_m": q.loo_rms_m,
                "suspect_controls": q.suspect_controls.iter().map(|s| s.landmark.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect()
}
