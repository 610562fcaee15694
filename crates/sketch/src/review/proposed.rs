//! A proposal in the words of the case format.

use crate::{Arc, InkColour, Look, Proposal, Shape, Symbol, Traced};
use geo::{LineString, Point, Polygon};
use locus_model::{Drawing, Form, In, Overlay, SketchPx, Stroke, TracedInk, Tracing, Verdict};
use serde_json::Value;
use std::collections::BTreeMap;

/// Who traced, as the file says it.
pub const TRACED_BY: &str = concat!("locus-trace ", env!("CARGO_PKG_VERSION"));
/// The properties in which a proposal says how sure it is: the share of an element that ink bears out, and what follows.
pub const VERDICTS: [&str; 2] = ["confidence", "state"];
/// The properties in which a proposal says which circle a line follows: its centre, and its radius, pixels of the scan.
pub const ARC: [&str; 3] = ["arc_x_px", "arc_y_px", "arc_radius_px"];

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
        extra: verdicts(traced)
            .into_iter()
            .chain(looks(&traced.look))
            .map(|(k, v)| (k.to_owned(), v.to_string()))
            .collect(),
    }
}

fn verdicts(traced: &Traced) -> [(&'static str, Value); 2] {
    let [confidence, state] = VERDICTS;
    [(confidence, hundredths(traced.confidence).into()), (state, traced.state.as_str().into())]
}

/// What was seen of a thing, each under a name of its own: [`ARC`], `thickness_px`, `symbol`, `direction_deg` (of an
/// arrow), `hatched`, `ink_colour`. What was not seen is not named. All are numbers and words, which every editor keeps.
fn looks(look: &Look) -> Vec<(&'static str, Value)> {
    let arc = |part: fn(Arc) -> f64| look.arc.map(|arc| Value::from(hundredths(part(arc))));
    let [x, y, radius] = ARC;
    let direction = match look.symbol {
        Some(Symbol::Arrow { direction_deg }) => Some(hundredths(direction_deg)),
        _ => None,
    };
    let colour = Some(look.ink_colour).filter(|colour| *colour != InkColour::Dark);
    let seen = [
        (x, arc(|a| a.centre[0])),
        (y, arc(|a| a.centre[1])),
        (radius, arc(|a| a.radius_px)),
        ("thickness_px", look.thickness_px.map(|t| hundredths(t).into())),
        ("symbol", look.symbol.map(|s| s.as_str().into())),
        ("direction_deg", direction.map(Value::from)),
        ("hatched", look.hatched.then_some(Value::Bool(true))),
        ("ink_colour", colour.map(|c| c.as_str().into())),
    ];
    seen.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
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
