//! The plan as files other programs read: GeoJSON layers, a glTF model, the viewer's bundle, the evidence table and the
//! notes. The format is described in `docs/published-format.md`.
//!
//! [`publish`] computes every byte from values; [`write()`] is the only function of Locus that puts them on a disk. The
//! same values give the same bytes: everything is sorted, nothing knows a clock, a user or an absolute path.
//!
//! Coordinates are printed at three places, each with its own space: degrees in the layers (rounded once per node, so
//! that a corner prints identically in every layer), scene metres in `model.glb` and `bundle.json` (the anchor
//! subtracted in f64 before anything becomes f32), and nowhere site metres without their EPSG code.

mod blueprint;
mod bundle;
mod check;
mod correspondences;
mod dimensions;
mod error;
mod evidence;
mod ground;
mod incidents;
mod index;
mod inputs;
mod layers;
mod notes;
mod precision;
mod properties;
mod quality;
mod radii;
mod scene;
mod write;

pub use blueprint::plan_svg;
pub use bundle::{
    Bundle, BundleAccount, BundleArea, BundleCase, BundleControl, BundleElement, BundleError, BundleFrame, BundleGap,
    BundleHypothesis, BundleImagery, BundleIncident, BundleLevel, BundleNode, BundlePin, BundleScene, BundleShape,
    BundleSheet, BundleStatement, BundleStroke, BundleView, Drape, DrapeGrid, FORMAT, FORMAT_VERSION, GroundTexture,
};
pub use error::PublishError;
pub use inputs::{GeographicFromSite, GroundImage, Inputs, SheetImage};
pub use locus_release::{Disclosed, WITHHELD};
pub use quality::{
    Alternative, Disagreement, DisagreementKind, FILE as QUALITY_FILE, Memory, NextQuestion, Quality, Unchecked,
};
pub use scene::joint;
pub use write::write;

use std::collections::BTreeMap;

/// The files of one published folder, by path relative to it (`layers/walls.geojson`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Contents by relative path with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Computes every file of the published folder.
///
/// # Errors
/// [`PublishError`] when the plan contradicts itself (two elements of one id, a vertex that is not at its node, a
/// number that is not finite) or lies where GeoJSON cannot show it (across the antimeridian, outside the CRS).
pub fn publish(inputs: &Inputs) -> Result<Published, PublishError> {
    check::plan(inputs.plan())?;
    let radii = radii::Radii::of(inputs.plan());
    let placed = incidents::place(inputs, &radii);
    let mut notes = notes::Notes::of(inputs);
    notes.extend(placed.notes.iter().cloned());
    let layers = layers::all(inputs, &radii, &placed, &mut notes)?;
    let model = scene::model(inputs, &mut notes)?;

    let mut files = BTreeMap::new();
    for layer in &layers {
        files.insert(layer.path(), layer.to_bytes()?);
    }
    files.insert("model.glb".to_owned(), model.glb);
    files.insert("evidence.csv".to_owned(), evidence::table(inputs, &radii)?);
    if let Some(found) = inputs.correspondences {
        files.insert(correspondences::FILE.to_owned(), correspondences::to_bytes(found)?);
    }
    files.insert("notes.json".to_owned(), notes.to_bytes(inputs)?);
    if inputs.disclosed.tells_quality() {
        files.insert(quality::FILE.to_owned(), quality::to_bytes(inputs)?);
    }
    for level in &inputs.case().levels {
        files.insert(format!("plans/{}.svg", level.id), plan_svg(inputs, &level.id).into_bytes());
    }
    let bundle = index::bundle(inputs, &radii, &placed, &model.scenes, &files)?;
    files.insert(bundle::FILE.to_owned(), bundle.to_bytes()?);
    Ok(Published { files })
}
