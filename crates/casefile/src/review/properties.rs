//! The properties of an element as JSON texts, the same in both files.

use locus_model::{Key, SketchPx, Stroke, Text};
use serde_json::Value;

/// What an element says besides its shape, its `id`, `kind` and `key`: names and JSON texts, in the order of the case
/// format, unknown ones after it.
pub(super) fn further(stroke: &Stroke<SketchPx>) -> Vec<(&str, String)> {
    let list = |items: Vec<Value>| (!items.is_empty()).then(|| Value::Array(items).to_string());
    let word = |word: &str| Value::from(word).to_string();
    let known = [
        ("name", stroke.name.as_ref().map(name)),
        ("nodes", list(stroke.nodes.iter().map(|node| node.as_ref().map(Key::as_str).into()).collect())),
        ("valid", stroke.valid.as_ref().map(|valid| word(&valid.to_string()))),
        ("certainty", stroke.certainty.map(|certainty| word(certainty.as_str()))),
        ("strokes", list(stroke.ink.iter().map(|id| id.as_str().into()).collect())),
        ("traced_by", stroke.traced_by.as_deref().map(word)),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name, value?)));
    known.chain(stroke.extra.iter().map(|(name, json)| (name.as_str(), json.clone()))).collect()
}

/// An object of these members.
pub(super) fn object<'a>(members: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let members: Vec<String> =
        members.into_iter().map(|(name, json)| format!("{}: {json}", Value::from(name))).collect();
    format!("{{{}}}", members.join(", "))
}

/// A text without a language is written as it was read: as a plain string.
fn name(text: &Text) -> String {
    match text.get("und") {
        Some(plain) if text.0.len() == 1 => Value::from(plain).to_string(),
        _ => object(text.0.iter().map(|(language, text)| (language.as_str(), Value::from(text.as_str()).to_string()))),
    }
}
