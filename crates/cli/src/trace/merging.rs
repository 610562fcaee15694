//! A new proposal among what a person already corrected.

use super::files::digest;
use super::scan::{PROPOSED, Subject, TRACE};
use crate::failure::Failure;
use locus_casefile::{self as casefile, review as drawings};
use locus_model::{Drawing, SketchPx, Tracing};
use locus_sketch::review::{self, Merged, Proposed};
use serde_json::Value;
use std::path::Path;

/// A proposal with a person's corrections in it.
pub struct Correction {
    /// What to show and to write.
    pub proposed: Proposed,
    /// What was proposed, under the ids of the drawing: the base of the next merge.
    pub base: Drawing<SketchPx>,
    /// What the merge did; `None` where nobody had corrected anything.
    pub merge: Option<Merged>,
    /// SHA-256 of the trace that was merged.
    pub merged_with: Option<String>,
}

impl Correction {
    /// What the merge did, for machines.
    pub fn to_json(&self) -> Value {
        self.merge.as_ref().map_or(Value::Null, super::merge_json)
    }
}

/// Merges a proposal with the trace beside the scan, if there is one. Changes in it that name nobody are `by`'s.
pub fn with_corrections(subject: &Subject, proposed: Proposed, by: &str) -> Result<Correction, Failure> {
    let Some(TraceFile { drawing: trace, bytes }) = read_drawing(&subject.beside(TRACE), &subject.image_name)? else {
        let base = proposed.drawing.clone();
        return Ok(Correction { proposed, base, merge: None, merged_with: None });
    };
    let base = read_drawing(&subject.beside(PROPOSED), &subject.image_name)?.map(|base| base.drawing);
    let (base, by) = match base {
        Some(base) => (base, by),
        // Nobody knows what of it a program proposed: all of it is the work of whoever it names.
        None => (Drawing { strokes: Vec::new(), tracing: trace.tracing.clone() }, trace.tracing.by.as_str()),
    };
    let mine = review::credit(&base, &trace, by);
    let merged = review::merge(&base, &mine, &proposed.drawing);
    Ok(Correction {
        proposed: proposed.with(merged.drawing.clone()),
        base: merged.base.clone(),
        merge: Some(merged),
        merged_with: Some(digest(&bytes)),
    })
}

/// A trace file as it stands.
pub struct TraceFile {
    pub drawing: Drawing<SketchPx>,
    pub bytes: Vec<u8>,
}

/// Reads a trace file; `None` where there is none.
pub fn read_drawing(path: &Path, image: &str) -> Result<Option<TraceFile>, Failure> {
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = casefile::read_bytes(folder, &name, casefile::LIMITS.geojson_bytes)
        .map_err(|mistake| Failure::from(mistake).within(folder))?;
    let read = drawings::read_trace(&name, &bytes, image).map_err(|m| Failure::from(m).within(folder))?;
    Ok(Some(TraceFile { drawing: read.drawing, bytes }))
}

/// An edited drawing with `by` named on everything that differs from what went out: the proposal `base`, with the
/// corrections that stood in the trace `before`.
pub fn credited(
    base: Option<Drawing<SketchPx>>,
    before: Option<Drawing<SketchPx>>,
    edited: &Drawing<SketchPx>,
    by: &str,
) -> Drawing<SketchPx> {
    let tracing =
        base.as_ref().or(before.as_ref()).map_or_else(|| Tracing { by: by.to_owned() }, |d| d.tracing.clone());
    let mut sent: Vec<_> = before.into_iter().flat_map(|drawing| drawing.strokes).collect();
    sent.retain(|stroke| base.is_none() || stroke.traced_by.is_some());
    let proposed = base.into_iter().flat_map(|drawing| drawing.strokes);
    let untouched: Vec<_> = proposed.filter(|stroke| sent.iter().all(|s| s.id != stroke.id)).collect();
    sent.extend(untouched);
    review::credit(&Drawing { strokes: sent, tracing }, edited, by)
}
