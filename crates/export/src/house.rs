//! A house with two storeys and a yard, for tests: everything an export must tell apart, invented, of no real place.

#![allow(clippy::unwrap_used)]
use crate::Facility;
use locus_publish::Bundle;
use locus_viewer_core::glb::Model;
use locus_viewer_core::published::Published;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What a name must survive: quotes, escapes of STEP and XML, a formula, script, line ends, characters beyond the BMP.
pub const NAUGHTY: &str = "=1+1|'\"\\X2\\ ); <script>&amp; \r\n\u{1F6AA} 벽";

/// Degrees per metre at the anchor, roughly: what the tests need.
const PER_METRE: f64 = 1e-5;

/// An element: kind, id, level, shape, and whatever else it has.
fn element(kind: &str, id: &str, level: &str, shape: Value, more: Value) -> Value {
    let layer = match kind {
        "wall" | "fence" => "walls",
        "door" | "gate" | "window" => "openings",
        "tower" | "label" => "objects",
        _ => &format!("{kind}s"),
    };
    let mut element = json!({
        "id": id, "layer": layer, "kind": kind, "level": level, "status": "testified", "drawn_by": ["A01"],
        "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1, "sources": ["stroke:A01-1/1"],
        "radius95_m": 0.857, "position": [0, 0, 0], "shape": shape,
    });
    element.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    element
}

/// A closed ring around a rectangle, scene metres, counter-clockwise seen from above (z is south).
fn ring([west, south]: [f64; 2], [east, north]: [f64; 2]) -> Value {
    json!([[[west, -south], [east, -south], [east, -north], [west, -north], [west, -south]]])
}

fn floor(rings: Value) -> Value {
    json!({"base_m": -0.06, "top_m": 0.0, "rings": rings})
}

fn line(from: [f64; 2], to: [f64; 2], heights: [f64; 2], thickness_m: f64) -> Value {
    let [from, to] = [from, to].map(|[x, y]| [x, -y]);
    json!({"base_m": heights[0], "top_m": heights[1], "line": [from, to], "thickness_m": thickness_m})
}

fn elements() -> Vec<Value> {
    let named = |key: &str, ko: &str| json!({"key": key, "name": {"ko": ko}});
    let mut wall = line([0.0, 0.0], [10.0, 0.0], [0.0, 3.0], 0.24);
    wall["gaps"] = json!([
        {"opening": "door-1", "line": [[2, 0], [3, 0]], "base_m": 0.0, "top_m": 2.0},
        {"opening": "window-1", "line": [[6, 0], [7, 0]], "base_m": 1.0, "top_m": 2.0},
    ]);
    let mut door = line([2.0, 0.0], [3.0, 0.0], [0.0, 2.0], 0.24);
    door["panel_m"] = json!([0.0, 0.02]);
    let spot = json!({"base_m": 0, "top_m": 6, "point": [20, 0], "rings": ring([19.0, -1.0], [21.0, 1.0])});
    let alternative = |default| {
        json!({"hypothesis": format!("house:cell={}", if default { 1 } else { 2 }),
        "hypothesis_default": default, "contradicted_by": ["A02"]})
    };
    vec![
        element(
            "building",
            "building-house",
            "L0",
            floor(ring([0.0, 0.0], [10.0, 8.0])),
            json!({"height_m": 6.0,
            "height_basis": "default", "assumed": {"storey-height": 3.0}, "key": "house", "status": "seen"}),
        ),
        element("room", "room-cell-1", "L0", floor(ring([0.0, 0.0], [5.0, 8.0])), named("cell-1", "1호 감방")),
        element("room", "room-corridor", "L0", floor(ring([5.0, 0.0], [10.0, 8.0])), named("corridor", "복도")),
        element("room", "room-attic", "L1", floor(ring([0.0, 0.0], [10.0, 8.0])), alternative(true)),
        element("room", "room-attic-2", "L1", floor(ring([0.0, 0.0], [5.0, 8.0])), alternative(false)),
        element("wall", "wall-front", "L0", wall, json!({"name": {"en": NAUGHTY, "ko": NAUGHTY}})),
        element("door", "door-1", "L0", door, json!({"host": "wall-front"})),
        element("window", "window-1", "L0", line([6.0, 0.0], [7.0, 0.0], [1.0, 2.0], 0.02), json!({})),
        element("fence", "fence-1", "L0", line([-20.0, -20.0], [30.0, -20.0], [0.0, 2.0], 0.1), json!({})),
        element("gate", "gate-1", "L0", line([30.0, -20.0], [33.0, -20.0], [0.0, 2.0], 0.02), json!({})),
        element("yard", "yard-1", "L0", floor(ring([-20.0, -15.0], [30.0, -5.0])), named("yard", "마당")),
        element("road", "road-1", "L0", line([-20.0, 20.0], [30.0, 20.0], [-0.06, 0.0], 3.0), json!({})),
        element("tower", "tower-1", "L0", spot, json!({"status": "assumed", "assumed": {"tower-side": 2.0}})),
        element("label", "label-1", "L0", json!({"base_m": 0, "point": [15, 0]}), named("sign", "표지판")),
    ]
}

/// As the layer of the same name has it.
fn feature(element: &Value) -> Value {
    let degrees = |at: &Value| {
        let [x, z] = [&at[0], &at[1]].map(|v| v.as_f64().unwrap() * PER_METRE);
        json!([((127.0 + x) * 1e7).round() / 1e7, ((39.0 - z) * 1e7).round() / 1e7])
    };
    let all = |line: &Value| Value::Array(line.as_array().unwrap().iter().map(degrees).collect());
    let shape = &element["shape"];
    let geometry = if !shape["point"].is_null() {
        json!({"type": "Point", "coordinates": degrees(&shape["point"])})
    } else if !shape["line"].is_null() {
        json!({"type": "LineString", "coordinates": all(&shape["line"])})
    } else {
        json!({"type": "Polygon", "coordinates": [all(&shape["rings"][0])]})
    };
    json!({"type": "Feature", "geometry": geometry, "properties": {"id": element["id"], "height_m": element["height_m"]}})
}

fn bundle(elements: &[Value]) -> Bundle {
    let story = |n: u8| {
        json!({"name": format!("house:cell={n}"), "about": "house:cell", "claim": {"en": format!("house has {n} × cell")},
               "accounts": [format!("A0{n}")], "sources": [], "default": n == 1, "drawn": true, "rule": "earliest account"})
    };
    let level = |n: u8| {
        json!({"id": format!("L{n}"), "name": {"en": format!("Level {n}"), "ko": format!("{}층", n + 1)}, "ordinal": n,
               "elevation_m": 3 * n, "height_m": 3, "height_assumed": true})
    };
    serde_json::from_value(json!({
        "format": "locus-published", "format_version": 1, "software": {},
        "case": {"id": "house", "name": {"en": "House (fictional)", "ko": "집 (가상)"}, "aliases": [], "type": "other"},
        "frame": {"epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [127, 39], "origin_m": [300000.0005, 4300000],
                  "convergence_deg": 0},
        "levels": [level(0), level(1)], "scenes": [], "elements": elements, "hypotheses": [story(1), story(2)],
        "incidents": [], "sheets": [], "imagery": [{"id": "old", "acquired": "2009"}, {"id": "new", "acquired": "2019-10?"}],
        "views": [], "accounts": [], "statements": [], "statements_by_key": {}, "rights": {"licence": "CC0-1.0"},
        "files": {},
    }))
    .unwrap()
}

/// The house.
pub fn house() -> Facility {
    of(elements())
}

/// A plan on which nothing is drawn.
pub fn empty() -> Facility {
    of(Vec::new())
}

fn of(elements: Vec<Value>) -> Facility {
    let features: Vec<Value> = elements.iter().map(feature).collect();
    let layer = |name: &str| {
        let own = elements.iter().zip(&features).filter(|(e, _)| e["layer"] == name).map(|(_, feature)| feature);
        let own: Vec<&Value> = own.collect();
        (name.to_owned(), serde_json::from_value(json!({"type": "FeatureCollection", "features": own})).unwrap())
    };
    let layers = ["walls", "roads", "rooms", "buildings", "yards", "openings", "objects"].map(layer);
    let (folder, model) = (PathBuf::new(), Model::default());
    let published = Published { folder, case_folder: None, bundle: bundle(&elements), sha256: "0".repeat(64), model };
    Facility { published, layers: layers.into(), quality: Value::Null, notes: Value::Null }
}
