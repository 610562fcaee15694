//! The sheets: their scans, what ties them to the ground, and their alignment.

use super::{Facility, Placed};
use crate::failure::Failure;
use crate::worker;
use locus_align::{self as align, References, SheetInput};
use locus_casefile as casefile;
use locus_model::{AlignedSheet, Case, Drawing, Id, Note, NoteKind, Sheet, SketchPlane, Tracing};
use locus_sketch::{self as sketch, Scan};
use std::collections::BTreeMap;
use std::path::Path;

/// Looks at the header of every scan; reports all that cannot be read.
pub fn scans(folder: &Path, case: &Case) -> Result<BTreeMap<Id, Scan>, Failure> {
    let (mut scans, mut mistakes) = (BTreeMap::new(), Vec::new());
    for sheet in case.sheets.values() {
        match scan(folder, sheet) {
            Ok(scan) => {
                scans.insert(sheet.id.clone(), scan);
            }
            Err(Failure::Input(wrong)) => mistakes.extend(wrong),
            Err(other) => return Err(other),
        }
    }
    if mistakes.is_empty() { Ok(scans) } else { Err(Failure::Input(mistakes)) }
}

fn scan(folder: &Path, sheet: &Sheet) -> Result<Scan, Failure> {
    let bytes = casefile::read_bytes(folder, &sheet.image, casefile::LIMITS.image_bytes)?;
    worker::inspect(&bytes)?.map_err(|error| {
        Failure::mistake(
            &sheet.image,
            error,
            "a JPEG, PNG or TIFF scan within the limits",
            "export the scan again from the original; never edit the original",
        )
    })
}

/// Aligns every sheet that can be; the others become notes with the reason, and what had to be assumed becomes one too.
///
/// First the sheets that landmarks and outlines hold; then those that only share node keys with an aligned one, in as
/// many rounds as it takes.
pub fn align(facility: &Facility, placed: &Placed) -> Result<(Vec<AlignedSheet>, Vec<Note>), Failure> {
    let mut references = references(facility, placed);
    let mut waiting: Vec<&Sheet> = facility.case.sheets.values().collect();
    let (mut aligned, mut refusals) = (Vec::new(), BTreeMap::new());
    loop {
        let (mut placed_now, mut left) = (Vec::new(), Vec::new());
        for sheet in waiting {
            match one(facility, sheet, &references) {
                Ok(done) => placed_now.push(done),
                Err(refusal) => {
                    refusals.insert(sheet.id.clone(), refusal);
                    left.push(sheet);
                }
            }
        }
        for done in &placed_now {
            refusals.remove(&done.sheet);
        }
        references.add_sheets(&placed_now);
        let stuck = placed_now.is_empty();
        aligned.extend(placed_now);
        waiting = left;
        if stuck || waiting.is_empty() {
            break;
        }
    }
    aligned.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    Ok((aligned, refusals.into_values().chain(assumed(&facility.case)).collect()))
}

/// What a person should know of a sheet before it is aligned.
pub fn notes(sheet: &Sheet, scan: Option<&Scan>) -> Vec<Note> {
    let about = format!("sheet:{}", sheet.id);
    let note = |message, remedy| Note::new(NoteKind::LeftOut, &about, message, remedy);
    let mut notes = Vec::new();
    if sheet.drawing.is_none() {
        let remedy = "Trace it: sketches/<id>.trace.geojson, see docs/case-format.md.";
        notes.push(note("it has not been traced: what it shows is not on the plan", remedy));
    }
    if scan.is_some_and(|scan| scan.more_pages) {
        notes.push(note(
            "its file holds further pages; only the first was read",
            "Save each page as a sheet of its own.",
        ));
    }
    if scan.is_some_and(|scan| scan.has_gps) {
        let message = "the photograph carries the position of the camera; it says where the sheet was photographed, not \
                       where the facility is, and was not used";
        notes.push(note(message, "Remove it before the scan leaves your hands: it may show where the interview was."));
    }
    notes
}

/// Precisions that nobody stated and that the alignment had to assume.
fn assumed(case: &Case) -> Vec<Note> {
    let unsaid = |sheet: &Sheet| sheet.controls.iter().filter(|c| c.sd_px.is_none()).count();
    let percent = 100.0 * align::DEFAULT_SD_PLANE;
    let mut notes: Vec<Note> = case.sheets.values().filter(|sheet| unsaid(sheet) > 0).map(|sheet| {
        let message = format!(
            "the precision of {} control points was not said: a standard deviation of {percent} % of the page's width stands in",
            unsaid(sheet)
        );
        Note::new(NoteKind::Assumed, format!("sheet:{}", sheet.id), message, "Add sd_px to each [[control]].")
    }).collect();
    if !case.sheets.is_empty() {
        let message =
            format!("a traced corner is taken to be known to {percent} % of the page's width (standard deviation)");
        notes.push(Note::new(NoteKind::Assumed, "default:traced-corner", message, ""));
    }
    notes
}

fn one(facility: &Facility, sheet: &Sheet, references: &References) -> Result<AlignedSheet, Note> {
    let about = format!("sheet:{}", sheet.id);
    let Some(scan) = facility.scans.get(&sheet.id) else {
        return Err(Note::new(NoteKind::Refused, about, "its scan could not be read", "Put the scan in place."));
    };
    let plane_from_px = sketch::plane_from_px(scan);
    let nothing = Drawing { strokes: Vec::new(), tracing: Tracing { by: "nobody".to_owned() } };
    let drawing: Drawing<SketchPlane> = sheet.drawing.as_ref().unwrap_or(&nothing).transformed(&plane_from_px);
    let ties = align::ties(sheet, &plane_from_px, &drawing, references);
    let input = SheetInput {
        sheet,
        width_px: f64::from(scan.width()),
        height_px: f64::from(scan.height()),
        drawing: &drawing,
        ties: &ties,
    };
    align::align_sheet(&input).map_err(|r| Note::new(NoteKind::Refused, about, r.to_string(), r.remedy()))
}

fn references(facility: &Facility, placed: &Placed) -> References {
    let mut references = References::default();
    for (key, landmark) in &facility.case.landmarks {
        if let Some(at) = placed.landmarks.get(key) {
            references.add_landmark(key, at, landmark.sd_m);
        }
    }
    for footprint in &placed.footprints {
        if let Some(known) = facility.case.footprints.get(&footprint.id) {
            references.add_footprint(known, &footprint.outline);
        }
    }
    references
}
