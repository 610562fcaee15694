//! Writes a trace file.

use super::properties::{further, object};
use geo::{Coord, LineString};
use locus_model::{Drawing, Form, SketchPx, Stroke, TracedInk};
use serde_json::Value;

/// The text of a `.trace.geojson` of a drawing over the scan `image` (its file name): one element a line, so that a
/// version control system shows what changed. Every coordinate is written with as many digits as it takes to read the
/// same number again.
///
/// Unknown properties ([`Stroke::extra`]) are written as the JSON texts they are.
pub fn geojson(drawing: &Drawing<SketchPx>, image: &str) -> String {
    let features: Vec<String> = drawing.strokes.iter().map(feature).collect();
    format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"space\": \"sketch-px\",\n\"image\": {},\n\"traced_by\": {},\n\
         \"features\": [\n{}\n]\n}}\n",
        Value::from(image),
        Value::from(drawing.tracing.by.as_str()),
        features.join(",\n")
    )
}

/// The strokes of ink that a drawing over the scan `image` points at, in the same pixels: `id`, and what became of each
/// (`state`: `accepted`, `doubtful` or `dropped`).
pub fn ink_geojson(ink: &[TracedInk], image: &str) -> String {
    let feature = |ink: &TracedInk| {
        let word = |word: &str| Value::from(word).to_string();
        let properties = object([("id", word(&ink.id)), ("state", word(ink.verdict.as_str()))]);
        let line = positions(ink.line.geometry());
        format!(
            "{{\"type\": \"Feature\", \"properties\": {properties}, \"geometry\": {{\"type\": \"LineString\", \
             \"coordinates\": {line}}}}}"
        )
    };
    let features: Vec<String> = ink.iter().map(feature).collect();
    format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"space\": \"sketch-px\",\n\"image\": {},\n\"features\": [\n{}\n]\n}}\n",
        Value::from(image),
        features.join(",\n")
    )
}

fn feature(stroke: &Stroke<SketchPx>) -> String {
    let word = |word: &str| Value::from(word).to_string();
    let key = stroke.key.as_ref().map(|key| ("key", word(key.as_str())));
    let first = [("id", word(&stroke.id)), ("kind", word(stroke.kind.as_str()))];
    let properties = object(first.into_iter().chain(key).chain(further(stroke)));
    let (form, coordinates) = match stroke.shape.geometry() {
        Form::Point(point) => ("Point", position(&point.0)),
        Form::Line(line) => ("LineString", positions(line)),
        Form::Area(area) => {
            let rings: Vec<String> = std::iter::once(area.exterior()).chain(area.interiors()).map(positions).collect();
            ("Polygon", format!("[{}]", rings.join(", ")))
        }
    };
    format!(
        "{{\"type\": \"Feature\", \"properties\": {properties}, \"geometry\": {{\"type\": \"{form}\", \"coordinates\": \
         {coordinates}}}}}"
    )
}

fn positions(line: &LineString) -> String {
    let all: Vec<String> = line.0.iter().map(position).collect();
    format!("[{}]", all.join(", "))
}

fn position(at: &Coord) -> String {
    format!("[{}, {}]", Value::from(at.x), Value::from(at.y))
}
