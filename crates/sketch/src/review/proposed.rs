//! A proposal in the words of the case format.

use crate::{Proposal, Shape, Traced};
use geo::{LineString, Point, Polygon};
use locus_model::{Drawing, Form, In, Overlay, SketchPx, Stroke, TracedInk, Tracing, Verdict};
use std::collections::BTreeMap;

/// Who traced, as the file says it.
pub const TRACED_BY: &str = concat!("locus-trace ", env!("CARGO_PKG_VERSION"));
/// The properties in which a proposal says how sure it is: the share of an element that ink bears out, and what follows.
pub const VERDICTS: [&str; 2] = ["confidence", "state"];

/// A proposal ready to be shown, written and merged.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    /// The file name of the scan.
    pub image: String,
    /// Its width and height as shown, pixels.
    pub size: [u32; 2],
    /// The elements, accepted and doubtful.
    pub drawing: Drawing<SketchPx>,
    /// Why elements are doubtful, by element id.
    pub doubts: BTreeMap<String, String>,
    /// The ink, and what became of it.
    pub ink: Vec<TracedInk>,
}

impl Proposed {
    /// What to show.
    pub fn overlay(&self) -> Overlay<'_> {
        let Self { image, size, drawing, doubts, ink } = self;
        Overlay { image, size: *size, drawing, doubts, ink }
    }
}

/// Puts a proposal over the scan `image` (its file name) into the words of the case format: coordinates to a hundredth of
/// a pixel, ink strokes as `s0`, `s1`, …, `confidence` and `state` as properties of their own.
pub fn proposed(proposal: &Proposal, image: &str) -> Proposed {
    let doubtful = proposal.features.iter().filter(|traced| traced.state != Verdict::Accepted);
    let ink = proposal.strokes.iter().enumerate().map(|(i, stroke)| TracedInk {
        id: format!("s{i}"),
        verdict: stroke.state,
        line: In::claim(line(&stroke.line)),
    });
    Proposed {
        image: image.to_owned(),
        size: proposal.size,
        drawing: Drawing {
            strokes: proposal.features.iter().map(stroke).collect(),
            tracing: Tracing { by: TRACED_BY.to_owned() },
        },
        doubts: doubtful.map(|traced| (traced.id.clone(), doubt(traced))).collect(),
        ink: ink.collect(),
    }
}

fn doubt(traced: &Traced) -> String {
    format!("ink bears out {:.0} % of it", 100.0 * traced.confidence)
}

fn stroke(traced: &Traced) -> Stroke<SketchPx> {
    let state = serde_json::Value::from(traced.state.as_str()).to_string();
    let confidence = serde_json::Value::from(hundredths(traced.confidence)).to_string();
    let shape = match &traced.shape {
        Shape::Point([x, y]) => Form::Point(Point::new(hundredths(*x), hundredths(*y))),
        Shape::Line(points) => Form::Line(line(points)),
        Shape::Ring(points) => Form::Area(Polygon::new(line(points), Vec::new())),
    };
    Stroke {
        id: traced.id.clone(),
        kind: traced.kind,
        key: None,
        name: None,
        nodes: Vec::new(),
        valid: None,
        certainty: None,
        ink: traced.ink.iter().map(|i| format!("s{i}")).collect(),
        traced_by: None,
        shape: In::claim(shape),
        extra: VERDICTS.map(str::to_owned).into_iter().zip([confidence, state]).collect(),
    }
}

/// Consecutive points that round to the same are one.
fn line(points: &[[f64; 2]]) -> LineString {
    let mut line: Vec<geo::Coord> = points.iter().map(|p| p.map(hundredths).into()).collect();
    line.dedup();
    LineString(line)
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
