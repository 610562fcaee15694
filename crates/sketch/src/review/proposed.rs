//! A proposal in the words of the case format.

use crate::{Arc, InkColour, InkStroke, Look, Proposal, Shape, Symbol, Traced};
use geo::{Euclidean, InterpolateLine, LineString, Point, Polygon};
use locus_model::{Drawing, Form, In, Overlay, SketchPx, Stroke, TracedInk, Tracing, Verdict};
use serde_json::Value;
use std::collections::BTreeMap;

/// How the name of this program begins in a trace, whatever its version.
pub const TRACER: &str = "locus-trace ";
/// Who traced, as the file says it.
const TRACED_BY: &str = concat!("locus-trace ", env!("CARGO_PKG_VERSION"));
/// The properties in which a proposal says how sure it is: the share of an element that ink bears out, and what follows.
pub const VERDICTS: [&str; 2] = ["confidence", "state"];
/// The share of ink from which a doubtful element is doubted for what it is, not for whether it is there.
const UNSURE: f64 = 0.6;
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
    /// The same scan and ink under another drawing, such as this one merged with a person's.
    pub fn with(self, drawing: Drawing<SketchPx>) -> Self {
        Self { doubts: doubts(&drawing), drawing, ..self }
    }

    /// What to show.
    pub fn overlay(&self) -> Overlay<'_> {
        let Self { image, size, drawing, doubts, ink } = self;
        Overlay { image, size: *size, drawing, doubts, ink }
    }
}

/// Puts a proposal over the scan `image` (its file name) into the words of the case format: coordinates to a hundredth of
/// a pixel, ink strokes named by where they are, `confidence` and `state` as properties of their own.
pub fn proposed(proposal: &Proposal, image: &str) -> Proposed {
    let ids = ink_ids(&proposal.strokes);
    let ink = proposal.strokes.iter().zip(&ids).map(|(stroke, id)| TracedInk {
        id: id.clone(),
        verdict: stroke.state,
        line: In::claim(line(&stroke.line)),
    });
    let ink = ink.collect();
    let drawing = Drawing {
        strokes: proposal.features.iter().map(|traced| stroke(traced, &ids)).collect(),
        tracing: Tracing { by: TRACED_BY.to_owned() },
    };
    Proposed { image: image.to_owned(), size: proposal.size, doubts: doubts(&drawing), drawing, ink }
}

/// `ink-1203-877`: the stroke half of whose length lies before that pixel of the scan, so that the name leads to the ink by
/// itself and a later tracing that sees the same stroke gives it the same name. `ink-1203-877-2` where two meet there.
fn ink_ids(strokes: &[InkStroke]) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let id = |stroke: &InkStroke| {
        let middle = Euclidean.point_at_ratio_from_start(&line(&stroke.line), 0.5);
        let [x, y] = middle.map_or([0.0; 2], |at| [at.x().floor(), at.y().floor()]);
        let place = format!("ink-{x:.0}-{y:.0}");
        let count = taken.entry(place.clone()).or_default();
        *count += 1;
        if *count == 1 { place } else { format!("{place}-{count}") }
    };
    strokes.iter().map(id).collect()
}

/// Why elements are doubtful, by id, from what the program wrote of them ([`VERDICTS`]).
fn doubts(drawing: &Drawing<SketchPx>) -> BTreeMap<String, String> {
    let said =
        |stroke: &Stroke<SketchPx>, what: &str| -> Option<Value> { serde_json::from_str(stroke.extra.get(what)?).ok() };
    let doubt = |stroke: &Stroke<SketchPx>| {
        let doubtful = said(stroke, "state")?.as_str() == Some(Verdict::Doubtful.as_str());
        let share = said(stroke, "confidence").and_then(|share| share.as_f64()).unwrap_or_default();
        let why = match share < UNSURE {
            true => format!("ink bears out {:.0} % of it", 100.0 * share),
            false => "the ink is there; what it means is not sure".to_owned(),
        };
        doubtful.then(|| (stroke.id.clone(), why))
    };
    drawing.strokes.iter().filter_map(doubt).collect()
}

fn stroke(traced: &Traced, ink_ids: &[String]) -> Stroke<SketchPx> {
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
        ink: traced.ink.iter().filter_map(|i| ink_ids.get(*i).cloned()).collect(),
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
