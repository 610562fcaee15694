//! A sheet and its control points.

use super::{Link, evidence};
use crate::pipeline::Reconstruction;
use locus_model::{AlignedSheet, ClassicalFit, ControlReport, Key, SheetQuality};

/// The sheet with this id, aligned or refused.
pub fn sheets(done: &Reconstruction, id: &str) -> Vec<Link> {
    let aligned = done.plan.sheets.iter().filter(|s| s.sheet.as_str() == id).map(|s| sheet(done, s));
    let about = format!("sheet:{id}");
    let notes = done.plan.notes.iter().filter(|n| n.about == about);
    let noted =
        notes.map(|n| Link::new(about.clone()).fact("note", n.message.clone()).fact("remedy", n.remedy.clone()));
    aligned.chain(noted).collect()
}

fn sheet(done: &Reconstruction, s: &AlignedSheet) -> Link {
    let q = &s.quality;
    let keys = |keys: &[Key]| keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ");
    let suspects: Vec<_> = q.suspect_controls.iter().map(|c| c.landmark.clone()).collect();
    let mut link = evidence::scan(done, &s.sheet)
        .fact("method", q.method.as_str().to_owned())
        .fact("residual RMS", format!("{:.2} m (of the points that were fitted)", q.rms_m))
        .fact(
            "held-out RMS",
            q.loo_rms_m
                .map(|m| format!("{m:.2} m (each point placed by the others, those of its own building left out too)")),
        )
        .fact("for comparison", classical(q))
        .fact("scale", format!("{:.4} m per pixel", q.scale_m_per_px))
        .fact("rotation", format!("{:.1} degrees clockwise from grid north to the paper's up", q.rotation_deg))
        .fact("shear", format!("{:.3}", q.shear))
        .fact("mirrored", q.mirrored.then(|| "yes: only its mirror image fits".to_owned()))
        .fact("folds", q.fold.then(|| "yes: the transformation folds somewhere on the sheet".to_owned()))
        .fact("memory", q.memory_sd_m.map(|sd| format!("distorted by {sd:.2} m (standard deviation per axis)")))
        .fact("suspected", keys(&suspects))
        .fact("uncheckable", keys(&q.uncheckable_controls));
    link.rests_on = q.controls.iter().map(control).collect();
    link
}

/// Held-out errors of the transformations of every GIS through the same ties.
fn classical(q: &SheetQuality) -> Option<String> {
    let choice = q.classical_choice?;
    let held_out = |fit: &ClassicalFit| fit.loo_rms_m.map(|m| format!("{} {m:.2} m", fit.method.as_str()));
    let all: Vec<String> = q.classical.iter().filter_map(held_out).collect();
    Some(format!(
        "each point alone held out, so that corners of its own building still speak for it: {}; the simplest that these \
         support: {}",
        all.join(", "),
        choice.as_str()
    ))
}

fn control(c: &ControlReport) -> Link {
    let size = |[east, north]: [f64; 2]| format!("{:.2} m ({east:+.2} east, {north:+.2} north)", east.hypot(north));
    Link::new(format!("control point {}", c.landmark))
        .fact("residual", size(c.residual_m))
        .fact("held-out error", c.loo_m.map(size))
        .fact("test value", c.w.map(|w| format!("{w:.2}")))
        .fact("redundancy", format!("{:.2}", c.redundancy))
}
