//! Which elements a person changed.

use super::proposed::{ARC, VERDICTS};
use geo::{Coord, LineString};
use locus_model::{Drawing, Form, Key, SketchPx, Stroke};
use serde_json::Value;
use std::collections::BTreeMap;

/// Positions nearer than this are the same, pixels: editors and formats round, and no hand moves a node by so little.
pub const SAME_PX: f64 = 0.02;

/// Names `person` on every element of `edited` that is new or differs from the one that went out in `base` under its id.
/// All others are given back as they went out, bit for bit, whatever digits an editor lost.
///
/// What the program thought of an element ([`VERDICTS`]) goes when a person has decided about it, and the circle it followed ([`ARC`]) when it was moved. A change that already names another author than `base` keeps that name. Node keys that an editor lost because nodes
/// were added or removed are put back at the vertices that stayed where they were.
pub fn credit(base: &Drawing<SketchPx>, edited: &Drawing<SketchPx>, person: &str) -> Drawing<SketchPx> {
    let sent: BTreeMap<&str, &Stroke<SketchPx>> = base.strokes.iter().map(|s| (s.id.as_str(), s)).collect();
    let credited = |stroke: &Stroke<SketchPx>| match sent.get(stroke.id.as_str()) {
        Some(sent) if is_same(sent, stroke) => (*sent).clone(),
        sent => {
            let before = sent.and_then(|sent| sent.traced_by.as_deref());
            let renamed = stroke.traced_by.is_some() && stroke.traced_by.as_deref() != before;
            let traced_by = if renamed { stroke.traced_by.clone() } else { Some(person.to_owned()) };
            let nodes = sent.map_or_else(|| stroke.nodes.clone(), |sent| nodes(sent, stroke));
            let mut extra = stroke.extra.clone();
            let moved = sent.is_none_or(|sent| !is_near(sent.shape.geometry(), stroke.shape.geometry()));
            let stale = |name: &str| VERDICTS.contains(&name) || (moved && ARC.contains(&name));
            extra.retain(|name, _| !stale(name));
            Stroke { traced_by, nodes, extra, ..stroke.clone() }
        }
    };
    Drawing { strokes: edited.strokes.iter().map(credited).collect(), tracing: base.tracing.clone() }
}

/// Whether two elements say the same, up to what files and editors round.
fn is_same(sent: &Stroke<SketchPx>, back: &Stroke<SketchPx>) -> bool {
    let words = sent.kind == back.kind && sent.key == back.key && sent.name == back.name && sent.valid == back.valid;
    let marks = sent.certainty == back.certainty && sent.ink == back.ink && sent.nodes == back.nodes;
    // An editor may drop the author with what else it does not know; only another author is a change.
    let author = back.traced_by.is_none() || sent.traced_by == back.traced_by;
    words && marks && author && extras(sent) == extras(back) && is_near(sent.shape.geometry(), back.shape.geometry())
}

/// The unknown properties by value: an editor may space and order them otherwise, and writes empty cells as null.
fn extras(stroke: &Stroke<SketchPx>) -> BTreeMap<&str, Value> {
    let read = |json: &String| serde_json::from_str(json).unwrap_or_else(|_| Value::from(json.as_str()));
    let all = stroke.extra.iter().map(|(name, json)| (name.as_str(), read(json)));
    all.filter(|(_, value)| !value.is_null()).collect()
}

fn is_near(a: &Form, b: &Form) -> bool {
    match (a, b) {
        (Form::Point(a), Form::Point(b)) => near(a.0, b.0),
        (Form::Line(a), Form::Line(b)) => all_near(a, b),
        (Form::Area(a), Form::Area(b)) => {
            let holes = a.interiors().len() == b.interiors().len();
            holes && all_near(a.exterior(), b.exterior()) && {
                a.interiors().iter().zip(b.interiors()).all(|(a, b)| all_near(a, b))
            }
        }
        _ => false,
    }
}

fn all_near(a: &LineString, b: &LineString) -> bool {
    a.0.len() == b.0.len() && a.0.iter().zip(&b.0).all(|(a, b)| near(*a, *b))
}

fn near(a: Coord, b: Coord) -> bool {
    (a.x - b.x).abs() <= SAME_PX && (a.y - b.y).abs() <= SAME_PX
}

/// The node keys of an edited element: its own, or those of the vertices that are still where they were.
fn nodes(sent: &Stroke<SketchPx>, back: &Stroke<SketchPx>) -> Vec<Option<Key>> {
    let vertices = back.shape.geometry().vertices();
    let lost = back.nodes.is_empty() && vertices.len() != sent.shape.geometry().vertices().len();
    if !lost {
        return back.nodes.clone();
    }
    let before = sent.shape.geometry().vertices();
    let key = |at: &Coord| {
        let same = before.iter().position(|old| near(*old, *at))?;
        sent.node(same).cloned()
    };
    let found: Vec<Option<Key>> = vertices.iter().map(key).collect();
    if found.iter().any(Option::is_some) { found } else { Vec::new() }
}
