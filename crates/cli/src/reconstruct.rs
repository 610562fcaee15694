//! `locus reconstruct`: align, fuse and publish a facility.

use crate::args::{Part, Reconstruct};
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, Reconstruction, STEPS};
use locus_align::Model;
use locus_model::{NoteKind, Plan};
use locus_publish as publish;
use serde_json::{Value, json};

/// Writes the published folder as a whole, or nothing.
pub fn run(args: &Reconstruct, output: &Output) -> Result<(), Failure> {
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct_by(model(&args.without), &args.facility, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(&args.facility))?;
    let out = args.out.clone().unwrap_or_else(|| args.facility.join("published"));
    publish::write(&done.published, &out).map_err(|e| {
        Failure::mistake(out.display().to_string(), e, "a folder Locus may write", "choose another with --out")
    })?;
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
