//! A small facility for tests: a building with two rooms and walls of every basis, two levels, an alternative, and names
//! that mean harm.

#![allow(clippy::unwrap_used)]

use crate::Facility;
use locus_publish::Bundle;
use locus_viewer_core::glb::Model;
use locus_viewer_core::published::Published;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A name that breaks out of markup, formulas, and codes of CAD programs.
pub const HARM: &str = "</text><script>alert('1')</script>&\" =1+1 %%u ^J \\U+0041\u{202e}\n감방";

/// Wall, room or whatever the id begins with.
pub fn element(id: &str, status: &str, shape: &Value) -> Value {
    let kind = id.split('-').next().unwrap();
    let layer = match kind {
        "door" | "window" => "openings".to_owned(),
        "tower" => "objects".to_owned(),
        kind => format!("{kind}s"),
    };
    let first = shape["line"].get(0).or(shape["rings"].get(0).and_then(|r| r.get(0))).or(shape.get("point")).unwrap();
    json!({
        "id": id, "layer": layer, "kind": kind, "level": "L0", "status": status, "drawn_by": ["A01"], "not_drawn_by": [],
        "contradicted_by": [], "independent_accounts": 1, "sources": ["stroke:A01-1/s1", "stroke:A01-1/s2", "rule:r"],
        "radius95_m": 1.0, "height_m": 3.0, "height_basis": "default", "position": [first[0], 0.0, first[1]], "shape": shape,
    })
}

/// A wall from place to place between nodes named after its ends.
pub fn wall(id: &str, status: &str, line: [[f64; 2]; 2]) -> Value {
    let nodes = line.map(|[x, z]| format!("n{x}/{z}"));
    element(id, status, &json!({ "base_m": 0.0, "top_m": 3.0, "line": line, "thickness_m": 0.24, "nodes": nodes }))
}

/// A rectangle.
pub fn area(id: &str, status: &str, [west, north, east, south]: [f64; 4]) -> Value {
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    let nodes = ring.map(|[x, z]| format!("n{x}/{z}"));
    let shape = json!({ "base_m": 0.0, "top_m": 0.0, "rings": [ring], "nodes": nodes });
    let mut area = element(id, status, &shape);
    area["position"] = json!([0.5 * (west + east), 0.0, 0.5 * (north + south)]);
    area
}

/// The elements.
pub fn elements() -> Vec<Value> {
    let mut yard = area("yard-1", "testified", [-30.0, -10.0, -14.0, 10.0]);
    yard["name"] = json!({ "en": HARM });
    let mut room = area("room-west", "testified", [-5.0, -3.0, 1.0, 3.0]);
    (room["name"], room["key"]) = (json!({ "en": "Western room", "ko": "서쪽 방" }), json!("west"));
    let mut other = wall("wall-other", "testified", [[2.0, -3.0], [2.0, 3.0]]);
    (other["hypothesis"], other["hypothesis_default"]) = (json!("wall=2"), json!(false));
    let mut first = wall("wall-middle", "inferred", [[1.0, -3.0], [1.0, 3.0]]);
    (first["hypothesis"], first["hypothesis_default"]) = (json!("wall=1"), json!(true));
    let mut upper = wall("wall-upper", "assumed", [[-5.0, 0.0], [5.0, 0.0]]);
    upper["level"] = json!("L1");
    let mut south = wall("wall-south", "testified", [[-5.0, 3.0], [5.0, 3.0]]);
    south["shape"]["gaps"] =
        json!([{ "opening": "door-1", "line": [[-3.0, 3.0], [-2.0, 3.0]], "base_m": 0.0, "top_m": 2.0 }]);
    let door = json!({ "base_m": 0.0, "top_m": 2.0, "line": [[-3.0, 3.0], [-2.0, 3.0]], "thickness_m": 0.24 });
    let square = [[20.0, 20.0], [22.0, 20.0], [22.0, 18.0], [20.0, 18.0], [20.0, 20.0]];
    vec![
        area("building-block", "seen", [-5.0, -3.0, 5.0, 3.0]),
        element("door-1", "testified", &door),
        room,
        area("room-east", "testified", [1.0, -3.0, 5.0, 3.0]),
        element(
            "tower-1",
            "assumed",
            &json!({ "base_m": 0.0, "top_m": 6.0, "rings": [square], "point": [21.0, 19.0] }),
        ),
        wall("wall-east", "assumed", [[5.0, -3.0], [5.0, 3.0]]),
        first,
        wall("wall-north", "seen", [[-5.0, -3.0], [5.0, -3.0]]),
        other,
        south,
        upper,
        wall("wall-west", "inferred", [[-5.0, 3.0], [-5.0, -3.0]]),
        yard,
    ]
}

fn nodes(elements: &[Value]) -> Vec<Value> {
    let places = elements.iter().flat_map(|e| {
        let shape = &e["shape"];
        let line = shape["line"].as_array().or(shape["rings"].get(0).and_then(Value::as_array)).unwrap();
        shape["nodes"].as_array().into_iter().flatten().zip(line).collect::<Vec<_>>()
    });
    let node = |(name, place): (&Value, &Value)| {
        let node = json!({
            "id": name, "name": name, "position": place, "cov_m2": [0.25, 0.0, 0.25], "radius95_m": 1.224,
        });
        (name.to_string(), node)
    };
    places.map(node).collect::<BTreeMap<String, Value>>().into_values().collect()
}

/// A facility of these elements.
pub fn facility(elements: &[Value]) -> Facility {
    let level = |id: &str, ordinal: i32| {
        json!({ "id": id, "name": { "en": "Ground floor", "ko": "1층" }, "ordinal": ordinal, "elevation_m": 0.0,
            "height_m": 3.0, "height_assumed": true })
    };
    let hypothesis = |name: &str, default: bool| {
        json!({ "name": name, "about": "wall", "claim": { "en": name }, "accounts": ["A01"], "sources": [],
            "default": default, "rule": "r", "drawn": true })
    };
    let bundle = json!({
        "format": "locus-published", "format_version": 1, "software": { "locus": "0.1.0" },
        "case": { "id": "sample", "name": { "en": "Sample", "ko": "견본" }, "aliases": [], "type": "camp" },
        "frame": { "epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [131.5, 39.5],
            "origin_m": [714000.0, 4374000.0], "convergence_deg": 1.5 },
        "levels": [level("L0", 0), level("L1", 1)], "scenes": [], "elements": elements, "nodes": nodes(elements),
        "hypotheses": [hypothesis("wall=1", true), hypothesis("wall=2", false)],
        "incidents": [{ "id": "I01", "title": { "en": HARM }, "summary": {}, "place": "west", "level": "L0",
            "position": [-2.0, 0.0, 0.0], "victims": [], "perpetrators": [], "accounts": ["A01"], "consent": "public" }],
        "sheets": [], "imagery": [], "views": [], "accounts": [], "statements": [], "statements_by_key": {},
        "rights": { "compiled_by": "nobody" }, "files": {},
    });
    let bundle = Bundle::from_bytes(bundle.to_string().as_bytes()).unwrap();
    let (folder, case_folder, sha256) = ("published".into(), None, "ab".repeat(32));
    let published = Published { folder, case_folder, bundle, sha256, model: Model::default() };
    let assumptions = json!([{ "default": "wall-thickness", "value_m": 0.24, "elements": ["wall-east", "wall-west"] }]);
    let notes = json!({ "notes": [], "assumptions": assumptions });
    Facility { published, layers: BTreeMap::new(), quality: Value::Null, notes }
}
