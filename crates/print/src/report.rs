//! A report: words, tables and figures in an order, as JSON.

use crate::PrintError;
use crate::legible::{legible_markup, legible_value};
use crate::pdf::pdf;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use typst::foundations::{Bytes, Dict, IntoValue, Value as Typst, dict};

const TEMPLATE: &str = include_str!("../assets/report.typ");

/// A report as PDF/UA-1, on A4.
///
/// `data` has `title`, `subtitle`, `language` (of the title), `id` (what tells two reports of one title apart, and stands
/// in the foot of every page) and `parts`: each a `language` and its `blocks`, beginning on a page of its own. A block is an
/// object with one member:
///
/// | member | holds |
/// |---|---|
/// | `heading` | `level` (1 to 3), `text` |
/// | `paragraph` | a text |
/// | `caution` | a text that must not be overlooked |
/// | `list` | texts |
/// | `facts` | pairs of a question and an answer |
/// | `table` | `caption`; `columns`: `title`, `share` of the width, `right` whether it is aligned to the right; `rows` of as many texts |
/// | `figure` | `file` (a name among the figures), `alt`, `caption` |
/// | `columns` | parts that stand side by side |
/// | `contents` | the list of headings of this part, under this text |
///
/// A text is a string, or `{"text", "language"}` (two or three letters, ISO 639) in another language than its part, or a
/// list of texts below each other. Line feeds break lines. `figures` are
/// SVG by name; they are set as wide as the page allows.
///
/// # Errors
/// [`PrintError`] where `data` is not that, a figure is missing, or the result would break the standard.
pub fn report(data: &Value, figures: &BTreeMap<String, String>) -> Result<Vec<u8>, PrintError> {
    let id = data.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let unfit = |e: serde_json::Error| PrintError::Unfit {
        about: "the report".to_owned(),
        found: e.to_string(),
        expected: "JSON that Typst has values for",
    };
    let data = Typst::deserialize(legible_value(data)).map_err(unfit)?;
    let figure =
        |(name, svg): (&String, &String)| (name.as_str().into(), Bytes::from_string(legible_markup(svg)).into_value());
    let figures: Dict = figures.iter().map(figure).collect();
    pdf(TEMPLATE, dict! { "data" => data, "figures" => figures }, &id)
}
