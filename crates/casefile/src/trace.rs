//! `sketches/<id>.trace.geojson`: the drawing of a sheet as vectors, in pixels of its scan.

use crate::field::{edtf, id, key, string, text, word};
use crate::findings::{Page, Problem};
use crate::geojson::{Feature, features};
use crate::geometry::Axes;
use crate::ring::self_crossing;
use crate::table::Table;
use crate::value::{Node, Value};
use crate::words::{CERTAINTY, KIND};
use geo::Polygon;
use locus_model::{Drawing, Form, In, Key, Kind, NoteKind, SketchPx, Stroke, Tracing};
use std::collections::BTreeMap;

/// Reads the trace of a sheet whose scan is `image` (the name as the sheet gives it, without folder; `None` where the
/// sheet does not say it rightly).
pub(crate) fn read(page: &Page, root: &Value, image: Option<&str>) -> Option<Drawing<SketchPx>> {
    page.keep(member(root, "space", "sketch-px", "a trace is in pixels of its scan, never in degrees"));
    if let Some(image) = image {
        page.keep(member(root, "image", image, "a trace belongs to the scan it was drawn over"));
    }
    let by = page.keep(traced_by(root));
    let strokes = strokes(page, root);
    Some(Drawing { strokes, tracing: Tracing { by: by? } })
}

/// Who traced, where a file that an editor saved does not say it.
pub(crate) const UNKNOWN: &str = "unknown";

/// Reads a trace that an editor saved: the foreign members of the collection may be missing, but not be wrong.
pub(crate) fn read_edited(page: &Page, root: &Value, image: &str) -> Option<Drawing<SketchPx>> {
    for (name, expected) in [("space", "sketch-px"), ("image", image)] {
        if root.get(name).is_some() {
            page.keep(member(root, name, expected, "import the file into the sheet it was made for"));
        } else {
            page.note(NoteKind::Assumed, root.line, format!("without \"{name}\": taken for \"{expected}\""), "");
        }
    }
    let by = match root.get("traced_by") {
        Some(_) => page.keep(traced_by(root)),
        None => Some(UNKNOWN.to_owned()),
    };
    let strokes = strokes(page, root);
    Some(Drawing { strokes, tracing: Tracing { by: by? } })
}

fn strokes(page: &Page, root: &Value) -> Vec<Stroke<SketchPx>> {
    let mut ids = BTreeMap::new();
    features(page, root, Axes::Pixels).into_iter().filter_map(|f| stroke(page, f, &mut ids)).collect()
}

/// Checks that a foreign member of the collection has the one value it can have.
fn member(root: &Value, name: &str, expected: &str, remedy: &str) -> Result<(), Problem> {
    let value = root.get(name);
    if value.and_then(Value::as_text) == Some(expected) {
        return Ok(());
    }
    let found = value.map_or(format!("a trace without \"{name}\""), |value| format!("\"{name}\": {}", value.shown()));
    let line = value.map_or(root.line, |value| value.line);
    Err(Problem::new(line, found, format!("\"{name}\": \"{expected}\""), remedy))
}

/// Who traced: a text, or an object whose members are joined to one.
fn traced_by(root: &Value) -> Result<String, Problem> {
    let missing = || {
        Problem::new(
            root.line,
            "a trace without \"traced_by\"",
            "\"traced_by\"",
            "say who traced it: \"investigator\", or the program",
        )
    };
    let value = root.get("traced_by").ok_or_else(missing)?;
    let Some(members) = value.members() else { return string(value) };
    let part = |value: &Value| match &value.node {
        Node::Text(text) => text.to_string(),
        _ => value.source.to_owned(),
    };
    let parts: Vec<String> = members.iter().map(|m| format!("{}: {}", m.name, part(&m.value))).collect();
    if parts.is_empty() { Err(missing()) } else { Ok(parts.join(", ")) }
}

/// One element of a trace; `ids` are those seen so far, by line.
pub(crate) fn stroke(page: &Page, feature: Feature, ids: &mut BTreeMap<String, usize>) -> Option<Stroke<SketchPx>> {
    let Feature { line, mut properties, form } = feature;
    let name = properties.required("id", id).map(|id| id.to_string());
    if let Some(first) = name.clone().and_then(|name| ids.insert(name, line)) {
        let found = format!("the id \"{}\" again, after line {first}", name.as_deref().unwrap_or(""));
        page.mistake(properties.line_of("id"), found, "ids that are unique on the sheet", "rename one");
    }
    let kind = properties.required("kind", word(KIND));
    if let (Some(kind), Some(form)) = (kind, &form) {
        page.keep(check_form(kind, form, properties.line_of("kind")));
    }
    if let Some(Form::Area(outline)) = &form {
        doubt_crossing(page, outline, line);
    }
    let place = properties.optional("key", key);
    let label = properties.optional("name", text);
    let nodes = nodes(&mut properties, form.as_ref());
    let valid = properties.optional("valid", edtf);
    let certainty = properties.optional("certainty", word(CERTAINTY));
    let ink = properties.list("strokes", string);
    let traced_by = properties.optional("traced_by", string);
    let extra = properties.rest();
    Some(Stroke {
        id: name?,
        kind: kind?,
        key: place,
        name: label,
        nodes,
        valid,
        certainty,
        ink,
        traced_by,
        shape: In::claim(form?),
        extra,
    })
}

/// A drawn outline that crosses itself is evidence as it stands: it is kept, and a person is asked to look.
fn doubt_crossing(page: &Page, outline: &Polygon, line: usize) {
    if let Some(at) = self_crossing(outline) {
        let message =
            format!("the outline crosses or touches itself at pixel ({:.0}, {:.0}); it is kept as traced", at.x, at.y);
        page.note(NoteKind::Doubted, line, message, "compare it with the scan: were two corners exchanged in tracing?");
    }
}

fn check_form(kind: Kind, form: &Form, line: usize) -> Result<(), Problem> {
    let (fits, expected) = if kind.is_line() || kind.is_opening() {
        (matches!(form, Form::Line(_)), "a LineString")
    } else if kind.is_area() {
        (matches!(form, Form::Area(_)), "a Polygon")
    } else {
        (!matches!(form, Form::Line(_)), "a Point or a Polygon")
    };
    let drawn = match form {
        Form::Point(_) => "a Point",
        Form::Line(_) => "a LineString",
        Form::Area(_) => "a Polygon",
    };
    let found = || format!("the kind \"{}\" drawn as {drawn}", kind.as_str());
    if fits { Ok(()) } else { Err(Problem::new(line, found(), expected, "draw it so, or choose another kind")) }
}

/// The node keys of the vertices, parallel to them; empty when none are given.
pub(crate) fn nodes(properties: &mut Table, form: Option<&Form>) -> Vec<Option<Key>> {
    let Some(value) = properties.take("nodes") else { return Vec::new() };
    let nodes = properties.list("nodes", |value| match value.node {
        Node::Null => Ok(None),
        _ => key(value).map(Some),
    });
    let Some(form) = form else { return nodes };
    let vertices = form.vertices().len();
    let written = value.elements().map_or(0, <[_]>::len);
    let page = properties.page;
    if written != vertices {
        let found = format!("nodes = {written} entries for {vertices} positions");
        let remedy = "give one entry a position (null where it has no key); a ring's closing one too";
        page.mistake(value.line, found, format!("{vertices} entries"), remedy);
    } else if matches!(form, Form::Area(_)) && nodes.len() == written && nodes.first() != nodes.last() {
        let found = "nodes of a ring whose last is not its first";
        page.mistake(value.line, found, "the first entry repeated at the end", "a ring's last position is its first");
    }
    nodes
}
