//! The GeoJSON layers against RFC 7946, read back as any other program would.
#![allow(clippy::unwrap_used)]

mod fixture;

use fixture::{compound, site};
use geo::Point;
use locus_model::{Covariance, Form, In, Kind, NoteKind};
use locus_publish::{PublishError, publish};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const LAYERS: [&str; 13] = [
    "nodes",
    "walls",
    "roads",
    "rooms",
    "buildings",
    "yards",
    "openings",
    "objects",
    "strokes",
    "sheets",
    "pins",
    "areas",
    "uncertainty",
];

fn layer(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[&format!("layers/{name}.geojson")]).unwrap()
}

fn features(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<Value> {
    layer(files, name)["features"].as_array().unwrap().clone()
}

fn find<'a>(features: &'a [Value], id: &str) -> &'a Value {
    features.iter().find(|f| f["properties"]["id"] == id).unwrap()
}

fn rings(geometry: &Value) -> Vec<Vec<[f64; 2]>> {
    let position = |p: &Value| [p[0].as_f64().unwrap(), p[1].as_f64().unwrap()];
    let line = |l: &Value| l.as_array().unwrap().iter().map(position).collect();
    let c = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Point") => vec![vec![position(c)]],
        Some("LineString") => vec![line(c)],
        Some("Polygon") => c.as_array().unwrap().iter().map(line).collect(),
        _ => Vec::new(),
    }
}

fn area(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2)
        .map(|w| (w[0][0] - ring[0][0]) * (w[1][1] - ring[0][1]) - (w[1][0] - ring[0][0]) * (w[0][1] - ring[0][1]))
        .sum()
}

/// What RFC 7946 demands of one collection; the problems found.
fn check_rfc7946(collection: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if collection["type"] != "FeatureCollection" || collection.get("crs").is_some() {
        problems.push("not a plain FeatureCollection (section 4: no crs)".to_owned());
    }
    let mut bbox = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for feature in collection["features"].as_array().unwrap() {
        if feature["type"] != "Feature" || !feature["properties"].is_object() || feature.get("geometry").is_none() {
            problems.push(format!("no feature (section 3.2): {feature}"));
        }
        let polygon = feature["geometry"]["type"] == "Polygon";
        for (i, ring) in rings(&feature["geometry"]).into_iter().enumerate() {
            if polygon && (ring.len() < 4 || ring.first() != ring.last()) {
                problems.push(format!("a ring is not closed (section 3.1.6): {ring:?}"));
            }
            if polygon && (area(&ring) > 0.0) != (i == 0) {
                problems.push(format!("ring {i} is left-handed (section 3.1.6): {ring:?}"));
            }
            for [lon, lat] in ring {
                if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
                    problems.push(format!("out of range: {lon} {lat}"));
                }
                for v in [lon, lat] {
                    if (v * 1e7 - (v * 1e7).round()).abs() > 1e-5 || v.to_string().len() > 12 {
                        problems.push(format!("more than seven decimals (section 11.2): {v}"));
                    }
                }
                bbox = [bbox[0].min(lon), bbox[1].min(lat), bbox[2].max(lon), bbox[3].max(lat)];
            }
        }
    }
    let stated: Option<Vec<f64>> = serde_json::from_value(collection["bbox"].clone()).ok();
    if stated != bbox[0].is_finite().then(|| bbox.to_vec()) {
        problems.push(format!("bbox (section 5) is {stated:?}, not {bbox:?}"));
    }
    problems
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let left = r#"{"type":"FeatureCollection","crs":{},"features":[{"type":"Feature","properties":{},"geometry":
        {"type":"Polygon","coordinates":[[[0,0],[0,1],[1.123456789,1],[0,0]]]}}]}"#;
    assert_eq!(check_rfc7946(&serde_json::from_str(left).unwrap()).len(), 4);
}

#[test]
fn every_layer_is_written_and_obeys_rfc_7946() {
    let files = compound().publish().files;
    for name in LAYERS.into_iter().chain(["incidents"]) {
        let collection = layer(&files, name);
        assert_eq!(check_rfc7946(&collection), Vec::<String>::new(), "{name}");
        assert!(!collection["features"].as_array().unwrap().is_empty(), "{name} is empty");
    }
}

#[test]
fn an_empty_plan_still_has_every_layer() {
    let mut made = compound();
    made.plan.nodes.clear();
    made.plan.elements.clear();
    made.plan.sheets.clear();
    made.plan.pins.clear();
    made.plan.areas.clear();
    made.case.incidents.clear();
    let files = made.publish().files;
    for name in LAYERS.into_iter().chain(["incidents"]) {
        assert_eq!(check_rfc7946(&layer(&files, name)), Vec::<String>::new(), "{name}");
        assert!(features(&files, name).is_empty());
    }
}

#[test]
fn every_vertex_of_an_element_prints_as_its_node() {
    let files = compound().publish().files;
    let mut nodes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in features(&files, "nodes") {
        let key = node["properties"]["node"].as_str().unwrap().to_owned();
        nodes.entry(key).or_default().insert(node["geometry"]["coordinates"].to_string());
    }
    let mut checked = 0;
    for name in ["walls", "roads", "rooms", "buildings", "yards", "openings", "objects"] {
        for element in features(&files, name) {
            let keys = element["properties"]["nodes"].as_array().unwrap().clone();
            let geometry = &element["geometry"];
            let vertices = match geometry["type"].as_str().unwrap() {
                "Polygon" => geometry["coordinates"][0].as_array().unwrap().clone(),
                "LineString" => geometry["coordinates"].as_array().unwrap().clone(),
                _ => vec![geometry["coordinates"].clone()],
            };
            assert_eq!(keys.len(), vertices.len());
            for (key, vertex) in keys.iter().zip(&vertices) {
                assert!(nodes[key.as_str().unwrap()].contains(&vertex.to_string()), "{element}");
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 58, "every vertex of the compound");
}

#[test]
fn printed_places_are_within_their_precision_of_the_truth() {
    let made = compound();
    let files = made.publish().files;
    for node in &made.plan.nodes {
        let printed = features(&files, "nodes");
        let printed = find(&printed, &node.id);
        let truth = fixture::geographic(&node.position).unwrap();
        let half = if node.covariance.radius95_m() < 1.0 { 0.5e-7 } else { 0.5e-6 };
        let at = &rings(&printed["geometry"])[0][0];
        assert!(
            (at[0] - truth.geometry().x()).abs() <= half * 1.001
                && (at[1] - truth.geometry().y()).abs() <= half * 1.001
        );
    }
}

#[test]
fn nodes_carry_a_positive_definite_covariance_and_their_ellipse() {
    let files = compound().publish().files;
    let ellipses = features(&files, "uncertainty");
    for node in features(&files, "nodes") {
        let p = &node["properties"];
        let c: [f64; 3] = serde_json::from_value(p["cov_m2"].clone()).unwrap();
        assert!(c[0] > 0.0 && c[0] * c[2] > c[1] * c[1]);
        let ellipse =
            ellipses.iter().find(|e| e["properties"]["id"] == format!("ellipse:{}", p["id"].as_str().unwrap()));
        let ring = &rings(&ellipse.unwrap()["geometry"])[0];
        assert_eq!(ring.len(), 65);
        // 95 % ellipse: area pi * 5.99 * sqrt(det); the 64-gon has 0.9984 of it.
        let metres = area(ring) / 2.0 * 111_132.0 * 111_320.0 * fixture::LAT0.to_radians().cos();
        let expected = std::f64::consts::PI * 5.991_464_5 * (c[0] * c[2] - c[1] * c[1]).sqrt() * 0.998_4;
        assert!((metres / expected - 1.0).abs() < 0.02, "{metres} {expected}");
    }
}

#[test]
fn sheets_carry_their_quality_and_strokes_their_words() {
    let files = compound().publish().files;
    let sheets = features(&files, "sheets");
    let p = &find(&sheets, "A02-1")["properties"];
    assert_eq!(p["method"], "affine");
    assert_eq!(p["controls"], 4);
    assert_eq!(p["scale"], 0.054_321_9);
    assert_eq!(p["suspect_controls"], serde_json::json!([{ "landmark": "n02", "w": -5.1, "p": 3.4e-7 }]));
    assert_eq!(p["control_residuals"][0]["residual_m"], serde_json::json!([0.5, -0.25]));
    assert_eq!((p["mirrored"].clone(), p["fold"].clone()), (false.into(), false.into()));
    let strokes = features(&files, "strokes");
    let p = &find(&strokes, "A01-1/wall-1")["properties"];
    assert_eq!((p["certainty"].as_str(), p["name_ko"].as_str()), (Some("unsure"), Some("내 감방")));
    assert_eq!(p["extra"]["seen_from"], "the yard");
}

#[test]
fn incidents_stand_where_the_case_says() {
    let files = compound().publish().files;
    let incidents = features(&files, "incidents");
    let basis =
        |id: &str| find(&incidents, id)["properties"].get("place_basis").and_then(Value::as_str).map(str::to_owned);
    let expected = [
        ("I01", Some("area")),
        ("I02", None),
        ("I03", None),
        ("I04", Some("opening")),
        ("I05", Some("node")),
        ("I06", Some("region")),
        ("I07", Some("pin")),
    ];
    for (id, expected) in expected {
        assert_eq!(basis(id).as_deref(), expected, "{id}");
        assert_eq!(find(&incidents, id)["geometry"].is_null(), expected.is_none());
    }
    let p = &find(&incidents, "I01")["properties"];
    assert_eq!((p["category_en"].as_str(), p["category_ko"].as_str()), (Some("Torture"), Some("고문")));
    assert_eq!(p["consent"], "parties", "the narrowest of its accounts");
    // The centroid of the cell, (3, 3) metres from the anchor.
    let at = rings(&find(&incidents, "I01")["geometry"])[0][0];
    let truth = fixture::geographic(&In::claim(Point::from(site(3.0, 3.0)))).unwrap();
    assert!((at[0] - truth.geometry().x()).abs() < 1e-6 && (at[1] - truth.geometry().y()).abs() < 1e-6);
    let notes: Value = serde_json::from_slice(&files["notes.json"]).unwrap();
    assert!(notes["notes"].as_array().unwrap().iter().any(|n| n["about"] == "incident:I03"));
}

#[test]
fn what_is_unknown_is_absent() {
    let files = compound().publish().files;
    for name in LAYERS {
        for feature in features(&files, name) {
            let object = feature["properties"].as_object().unwrap();
            assert!(object.values().all(|v| !v.is_null()), "{name}: {object:?}");
        }
    }
}

#[test]
fn what_collapses_is_noted_not_dropped() {
    let mut made = compound();
    // A stove of two millimetres.
    let tiny: Vec<_> =
        [(0.0, 0.0), (0.002, 0.0), (0.002, 0.002), (0.0, 0.0)].iter().map(|(x, y)| site(8.0 + x, 2.0 + y)).collect();
    let ring = geo::LineString::new(tiny.clone());
    let mut nodes = Vec::new();
    for (i, at) in tiny[..3].iter().enumerate() {
        let mut node = made.plan.nodes[0].clone();
        (node.id, node.key) = (format!("tiny{i}"), format!("tiny{i}"));
        node.position = In::claim(Point::from(*at));
        nodes.push(node.key.clone());
        made.plan.nodes.push(node);
    }
    nodes.push(nodes[0].clone());
    let stove = made.plan.elements.iter_mut().find(|e| e.kind == Kind::Object).unwrap();
    stove.shape = In::claim(Form::Area(geo::Polygon::new(ring, Vec::new())));
    stove.nodes = nodes;
    let files = made.publish().files;
    assert!(find(&features(&files, "objects"), "e:stove")["geometry"].is_null());
    let notes: Value = serde_json::from_slice(&files["notes.json"]).unwrap();
    let about = |n: &&Value| n["about"] == "object:e:stove" && n["kind"] == "left-out";
    assert!(notes["notes"].as_array().unwrap().iter().any(|n| about(&n)));
}

#[test]
fn a_plan_that_contradicts_itself_is_refused() {
    let refused = |change: fn(&mut fixture::Made)| {
        let mut made = compound();
        change(&mut made);
        match publish(&made.inputs()) {
            Err(PublishError::Inconsistent(message)) => message,
            other => panic!("{other:?}"),
        }
    };
    assert!(refused(|m| m.plan.elements[1].id = m.plan.elements[0].id.clone()).contains("two elements"));
    assert!(refused(|m| m.plan.elements[0].nodes[1] = "n01".to_owned()).contains("no node"));
    assert!(refused(|m| m.plan.elements[0].nodes.truncate(2)).contains("node keys"));
    assert!(refused(|m| m.plan.elements[0].kind = Kind::Door).contains("form"));
    assert!(refused(|m| m.plan.elements[0].radius95_m = Some(f64::NAN)).contains("no length"));
    assert!(refused(|m| m.plan.nodes[0].covariance.ee = f64::NAN).contains("covariance"));
    assert!(refused(|m| m.plan.sheets[0].quality.rms_m = f64::INFINITY).contains("not finite"));
}

#[test]
fn what_geojson_cannot_show_is_refused() {
    let made = compound();
    let mut inputs = made.inputs();
    let across = |_: &In<locus_model::Site, Point>| Ok(In::claim(Point::new(-179.9, 10.0)));
    inputs.geographic = &across;
    let error = publish(&inputs).unwrap_err().to_string();
    assert!(error.contains("antimeridian"), "{error}");
    let beyond = |_: &In<locus_model::Site, Point>| Ok(In::claim(Point::new(f64::INFINITY, 10.0)));
    inputs.geographic = &beyond;
    assert!(publish(&inputs).is_err());
    let fails = |_: &In<locus_model::Site, Point>| Err("outside the CRS".to_owned());
    inputs.geographic = &fails;
    assert!(publish(&inputs).unwrap_err().to_string().contains("outside the CRS"));
}

#[test]
fn a_covariance_that_claims_certainty_is_not_published_as_one() {
    let mut made = compound();
    made.plan.nodes[0].covariance = Covariance { ee: 1.0, en: 0.0, nn: 0.0 };
    let key = made.plan.nodes[0].key.clone();
    let files = made.publish().files;
    let nodes = features(&files, "nodes");
    assert!(find(&nodes, &made.plan.nodes[0].id)["properties"].get("cov_m2").is_none());
    let notes: Value = serde_json::from_slice(&files["notes.json"]).unwrap();
    let doubted = serde_json::to_value(NoteKind::Doubted).unwrap();
    let about = format!("node:{key}");
    assert!(notes["notes"].as_array().unwrap().iter().any(|n| n["about"] == about && n["kind"] == doubted));
}
