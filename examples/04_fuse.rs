//! Aligned drawings + outlines + statements -> `Plan`: one room, and who says so, who does not, who says otherwise.
//!
//! `cargo run -p locus-examples --example 04_fuse`

use locus_align::{References, SheetInput, align_sheet, ties};
use locus_earth::Projector;
use locus_model::{AlignedSheet, Case, Kind};
use locus_plan::{Inputs, fuse};
use locus_sketch::{inspect, plane_from_px};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let facility = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound"));
    let case = locus_casefile::read(facility)?;
    let (frame, projector) = locus_earth::frame(&case.site)?;
    let sheets = aligned(facility, &case, &projector)?;
    let mut landmarks = BTreeMap::new();
    for (key, landmark) in &case.landmarks {
        landmarks.insert(key.clone(), projector.site(&landmark.position)?);
    }
    let (footprints, pins, areas, notes) = Default::default();
    let plan = fuse(Inputs {
        case: &case,
        frame,
        sheets,
        landmarks,
        footprints,
        pins,
        areas,
        notes,
        adjust: &locus_align::adjust,
    });

    for room in plan.elements.iter().filter(|e| e.kind == Kind::Room) {
        let key = room.key.as_ref().map_or("unnamed", |k| k.as_str());
        let radius = room.radius95_m.map_or("unknown".to_owned(), |m| format!("{m:.1} m"));
        println!(
            "{key:12} drawn by {:?}, left out by {:?}, contradicted by {:?}; {} independent; 95 % radius {radius}",
            room.agreement.drawn_by,
            room.agreement.not_drawn_by,
            room.agreement.contradicted_by,
            room.independent_accounts
        );
    }
    for story in &plan.hypotheses {
        let shown = if story.default { " (shown)" } else { "" };
        println!("{}{shown}: {:?} {}", story.name, story.accounts, story.claim.en().unwrap_or_default());
    }
    Ok(())
}

/// Every sheet that its control points can hold: see `03_align_a_sheet`.
fn aligned(facility: &Path, case: &Case, projector: &Projector) -> Result<Vec<AlignedSheet>, Box<dyn Error>> {
    let (mut references, mut sheets) = (References::default(), Vec::new());
    for (key, landmark) in &case.landmarks {
        references.add_landmark(key, &projector.site(&landmark.position)?, landmark.sd_m);
    }
    for sheet in case.sheets.values() {
        let scan = inspect(&std::fs::read(facility.join(&sheet.image))?)?;
        let plane_from_px = plane_from_px(&scan);
        let Some(drawing) = sheet.drawing.as_ref().map(|d| d.transformed(&plane_from_px)) else { continue };
        let ties = ties(sheet, &plane_from_px, &drawing, &references);
        let (width_px, height_px) = (f64::from(scan.width()), f64::from(scan.height()));
        sheets.extend(align_sheet(&SheetInput { sheet, width_px, height_px, drawing: &drawing, ties: &ties }).ok());
    }
    Ok(sheets)
}
