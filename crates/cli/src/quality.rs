//! `locus quality`: how far each sheet can be believed, the worst disagreements, what nothing checks, and what to ask next.

mod reckoning;
mod table;

use crate::args::Quality;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, Reconstruction, STEPS};
use locus_model::{AlignedSheet, Calibration, Estimate, Id, Key};
use locus_publish::{self as publish, Alternative, Disagreement, DisagreementKind, Unchecked};
use serde_json::Value;
use std::collections::BTreeSet;
use table::{Column, Page, Table};

/// How well a sheet lies.
const PLACED: [Column; 5] = [
    Column { head: "sheet", means: "" },
    Column {
        head: "ties",
        means: "places on the sheet that imagery or another sheet shows too; they hold it on the ground.",
    },
    Column {
        head: "held-out",
        means: "a place that this sheet shows but nothing checks is typically this far off. Measured by placing each tie by \
                the ties of the other buildings.",
    },
    Column {
        head: "bends",
        means: "how far the drawing is bent beyond being shifted, turned and enlarged (one standard deviation along each \
                axis); a dash where too few ties tell.",
    },
    Column { head: "suspected", means: "control points that are probably wrong; they were not used." },
];

/// How a witness draws.
const DRAWN: [Column; 5] = [
    Column { head: "sheet", means: "" },
    Column {
        head: "distortion",
        means: "0 is the true plan at another scale, 100 has nothing in common with it (distortion index of Friedman and \
                Kohler).",
    },
    Column {
        head: "stretch",
        means: "how much longer one direction is drawn than the one across it: 1 is none. A range that begins at 1.00 \
                says that none was found.",
    },
    Column {
        head: "far things",
        means: "below 1, what is far from the middle is drawn too near; above 1, too far. A range that holds 1 says that \
                neither was found.",
    },
    Column {
        head: "directions",
        means: "of all pairs of places, the share of right answers to \"which is further north, which further east\".",
    },
];

/// Reconstructs in memory and prints; writes nothing.
pub fn run(args: &Quality, output: &Output) -> Result<(), Failure> {
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(&args.facility, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(&args.facility))?;
    words(&done, &Page::of(output));
    output.result(&document(&done)?);
    Ok(())
}

/// What `quality.json` says, and that all went well.
fn document(done: &Reconstruction) -> Result<Value, Failure> {
    let bytes = done.published.files.get(publish::QUALITY_FILE).map_or(&b"{}"[..], Vec::as_slice);
    let mut document: Value = serde_json::from_slice(bytes).map_err(|e| Failure::Internal(e.to_string()))?;
    document["ok"] = true.into();
    document["case"] = done.facility.case.id.as_str().into();
    Ok(document)
}

fn words(done: &Reconstruction, page: &Page) {
    let quality = publish::Quality::of(&done.facility.case, &done.plan);
    let sheets = &done.plan.sheets;
    page.heading(&format!("{}: {} on the ground", done.facility.case.id, count(sheets.len(), "sheet")));
    if !sheets.is_empty() {
        page.heading("\nHow well each sheet lies");
        Table { columns: &PLACED, rows: sheets.iter().map(placed).collect() }.print(page);
    }
    let rows: Vec<Vec<String>> = sheets.iter().filter_map(drawn).collect();
    if !rows.is_empty() {
        page.heading("\nHow its witness draws (in brackets the range that holds the figure with 95 %)");
        Table { columns: &DRAWN, rows }.print(page);
    }
    page.heading("\nWhere the evidence disagrees, worst first");
    let (doubts, disagreements): (Vec<_>, Vec<_>) =
        quality.disagreements.iter().partition(|d| d.kind == DisagreementKind::Doubt);
    if disagreements.is_empty() {
        page.paragraph("", "Nothing was found to disagree.");
    }
    disagreements.into_iter().for_each(|d| disagreement(d, page));
    if !doubts.is_empty() {
        page.heading("\nOther reasons to doubt");
        alike(&doubts).iter().for_each(|d| disagreement(d, page));
    }
    page.heading("\nWhat could not be checked");
    if quality.unchecked.is_empty() {
        page.paragraph("", "Nothing was found that is beyond checking.");
    }
    quality.unchecked.iter().for_each(|u| unchecked(u, page));
    reckoning::memory(&quality.memory, page);
    reckoning::next_questions(&quality.next_questions, &done.plan, page);
}

fn placed(sheet: &AlignedSheet) -> Vec<String> {
    let quality = &sheet.quality;
    let suspects: Vec<&str> = quality.suspect_controls.iter().map(|s| Key::as_str(&s.landmark)).collect();
    vec![
        sheet.sheet.to_string(),
        quality.controls.len().to_string(),
        quality.loo_rms_m.map_or("unchecked".to_owned(), |m| format!("{m:.2} m")),
        quality.memory_sd_m.map_or("-".to_owned(), |m| format!("{m:.2} m")),
        if suspects.is_empty() { "-".to_owned() } else { suspects.join(", ") },
    ]
}

fn drawn(sheet: &AlignedSheet) -> Option<Vec<String>> {
    let calibration: &Calibration = sheet.quality.calibration.as_ref()?;
    let range = |e: Estimate, places: usize| format!("{:.places$} ({:.places$}-{:.places$})", e.value, e.low, e.high);
    Some(vec![
        sheet.sheet.to_string(),
        range(calibration.distortion_index, 1),
        range(calibration.anisotropy.ratio, 2),
        calibration.compression.map_or("-".to_owned(), |g| range(g, 2)),
        range(calibration.pairwise.canonical, 2),
    ])
}

/// Doubts in the same words are one, about several things.
fn alike(doubts: &[&Disagreement]) -> Vec<Disagreement> {
    let mut all: Vec<Disagreement> = Vec::new();
    for doubt in doubts {
        match all.iter_mut().find(|d| (&d.message, &d.remedy) == (&doubt.message, &doubt.remedy)) {
            Some(first) => first.about = format!("{}, {}", first.about, doubt.about),
            None => all.push((*doubt).clone()),
        }
    }
    all
}

fn disagreement(found: &Disagreement, page: &Page) {
    page.paragraph("- ", &format!("{}: {}", found.about, found.message));
    found.alternatives.iter().for_each(|story| alternative(story, page));
    if !found.remedy.is_empty() {
        page.paragraph("    ", &found.remedy);
    }
}

fn alternative(story: &Alternative, page: &Page) {
    let list = |ids: &BTreeSet<Id>| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
    let shown = if story.default { format!("; shown by default: {}", story.rule) } else { String::new() };
    let claim = story.claim.any().unwrap_or(&story.name);
    page.paragraph("    * ", &format!("{claim} ({}{shown})", list(&story.accounts)));
}

fn unchecked(found: &Unchecked, page: &Page) {
    page.paragraph("- ", &format!("{}: {}", found.about, found.message));
    if !found.remedy.is_empty() {
        page.paragraph("    ", &found.remedy);
    }
}
