//! Drawing + control points -> a sheet on the ground, with its residuals, held-out errors and the control point that
//! does not belong.
//!
//! `cargo run -p locus-examples --example 03_align_a_sheet`

use locus_align::{References, SheetInput, align_sheet, ties};
use locus_sketch::{inspect, plane_from_px};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let facility = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound"));
    let case = locus_casefile::read(facility)?;
    let (_, projector) = locus_earth::frame(&case.site)?;

    let mut references = References::default();
    for (key, landmark) in &case.landmarks {
        references.add_landmark(key, &projector.site(&landmark.position)?, landmark.sd_m);
    }

    for sheet in case.sheets.values() {
        let scan = inspect(&fs::read(facility.join(&sheet.image))?)?;
        let plane_from_px = plane_from_px(&scan);
        let Some(drawing) = sheet.drawing.as_ref().map(|d| d.transformed(&plane_from_px)) else { continue };
        let ties = ties(sheet, &plane_from_px, &drawing, &references);
        let (width_px, height_px) = (f64::from(scan.width()), f64::from(scan.height()));
        match align_sheet(&SheetInput { sheet, width_px, height_px, drawing: &drawing, ties: &ties }) {
            Ok(aligned) => {
                let q = &aligned.quality;
                let held_out = q.loo_rms_m.map_or("none".to_owned(), |m| format!("{m:.2} m"));
                println!("{}: {}, residual RMS {:.2} m, held-out RMS {held_out}", sheet.id, q.method.as_str(), q.rms_m);
                for suspect in &q.suspect_controls {
                    println!(
                        "   {} is probably another place: w = {:.1}, p = {:.1e}",
                        suspect.landmark, suspect.w, suspect.p
                    );
                }
            }
            Err(refusal) => println!("{}: refused: {refusal} {}", sheet.id, refusal.remedy()),
        }
    }
    Ok(())
}
