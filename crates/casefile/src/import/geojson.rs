//! GeoJSON (RFC 7946): `Point` features, checked by the same functions as the layers of a case.

use super::place::{Word, Words, word};
use super::{ImportedPin, left_out};
use crate::findings::Page;
use crate::geojson::features;
use crate::geometry::Axes;
use crate::json_tree;
use crate::value::{Node, Value};
use locus_model::{Form, In, Position};

/// The points of a collection, in its order; `None` where the text is no such collection.
pub(super) fn pins(page: &Page, text: &str) -> Option<Vec<ImportedPin>> {
    let root = json_tree::parse(page, text)?;
    let checked = features(page, &root, Axes::Degrees { anchor: None });
    if !page.findings.is_clean() {
        return None;
    }
    let written = root.get("features").and_then(Value::elements)?;
    let pairs = checked.into_iter().zip(written);
    Some(pairs.filter_map(|(feature, value)| pin(page, feature.form?, value)).collect())
}

fn pin(page: &Page, form: Form, feature: &Value) -> Option<ImportedPin> {
    let Form::Point(point) = form else {
        let remedy = "draw regions as [[area]], outlines in footprints.geojson";
        left_out(page, feature.line, "a line or polygon is not imported", remedy);
        return None;
    };
    let mut words = Words::default();
    for member in feature.get("properties").and_then(Value::members).unwrap_or_default() {
        match (word(&member.name), &member.value.node) {
            (_, Node::Null) => {}
            (Some(word), Node::Text(text)) => words.put(word, &member.name, text),
            (Some(word @ (Word::Radius95 | Word::Remark)), Node::Number(_)) => {
                words.put(word, &member.name, member.value.source)
            }
            (Some(_), _) => {
                page.problem(member.value.refused(format!("\"{}\": a text", member.name), "write it as a text"))
            }
            (None, _) => left_out(page, member.line, format!("the property \"{}\" is not imported", member.name), ""),
        }
    }
    let verbatim = feature.get("geometry").and_then(|g| g.get("coordinates")).map_or("", |c| c.source);
    words.pin(page, feature.line, Position::Geographic(In::claim(point)), verbatim.to_owned())
}
