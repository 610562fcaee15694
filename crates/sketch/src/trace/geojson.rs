//! The proposal as a trace (case format 1).

use super::proposal::{Proposal, Shape, State, Traced};
use serde_json::{Value, json};

/// Who traced, as the file says it.
pub const TRACED_BY: &str = concat!("locus-trace ", env!("CARGO_PKG_VERSION"));

/// The accepted and doubtful features as a `FeatureCollection` in pixels of the scan. `image`: the scan's file name.
/// `certainty` is the witness's word and is never written here; the tracing's own is `state` and `confidence`.
pub fn trace_geojson(proposal: &Proposal, image: &str) -> Value {
    let features: Vec<Value> = proposal.features.iter().map(feature).collect();
    json!({
        "type": "FeatureCollection",
        "space": "sketch-px",
        "image": image,
        "traced_by": TRACED_BY,
        "tolerance_px": rounded(proposal.tolerance_px),
        "features": features,
    })
}

fn feature(traced: &Traced) -> Value {
    let geometry = match &traced.shape {
        Shape::Point(p) => json!({"type": "Point", "coordinates": p.map(rounded)}),
        Shape::Line(line) => json!({"type": "LineString", "coordinates": points(line)}),
        Shape::Ring(ring) => {
            let closed: Vec<[f64; 2]> = ring.iter().chain(ring.first()).copied().collect();
            json!({"type": "Polygon", "coordinates": [points(&closed)]})
        }
    };
    let strokes: Vec<String> = traced.ink.iter().map(|i| format!("s{i}")).collect();
    let state = if traced.state == State::Accepted { "accepted" } else { "doubtful" };
    json!({
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "id": traced.id,
            "kind": traced.kind.word(),
            "confidence": (traced.confidence * 100.0).round() / 100.0,
            "state": state,
            "strokes": strokes,
        },
    })
}

fn points(line: &[[f64; 2]]) -> Vec<[f64; 2]> {
    line.iter().map(|p| p.map(rounded)).collect()
}

/// Hundredths of a pixel.
fn rounded(v: f64) -> f64 {
    (v * 100.0).round() / 100.0
}
