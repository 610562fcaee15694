//! An invented place: no real person, place or event is meant.

use locus_publish::Bundle;
use locus_viewer_core::published::Published;
use locus_viewer_core::saved::{Stop, Tour, Views};
use locus_viewer_core::session::Session;
use serde_json::{Value, json};
use std::path::PathBuf;

fn element(id: &str, layer: &str, kind: &str, at: [f64; 2], more: Value) -> Value {
    let mut element = json!({
        "id": id, "layer": layer, "kind": kind, "level": "L0", "status": "testified", "drawn_by": ["A01"],
        "not_drawn_by": ["A02"], "contradicted_by": [], "independent_accounts": 1, "sources": ["stroke:A01-1/s1"],
        "radius95_m": 0.8, "position": [at[0], 0.0, at[1]],
    });
    element.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    element
}

fn incident(id: &str, more: Value) -> Value {
    let mut incident = json!({
        "id": id, "title": {"en": format!("Event {id}"), "ko": format!("사건 {id}")},
        "summary": {"en": format!("Secret of {id}"), "ko": format!("{id}의 내용")},
        "category": "beating", "category_name": {"en": "Beating", "ko": "구타"}, "victims": ["V1"], "perpetrators": [],
        "accounts": ["A01"], "credibility": 2, "consent": "public",
    });
    incident.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    incident
}

fn placed(id: &str, at: [f64; 2], when: &str) -> Value {
    let place = json!({"place": "cell-1", "place_basis": "area", "place_id": "room-1", "level": "L0",
        "position": [at[0], 0.0, at[1]], "radius95_m": 0.8, "when": when});
    incident(id, place)
}

/// Five incidents: three placed, one with no place, one with no date.
pub fn incidents() -> Vec<Value> {
    vec![
        placed("I1", [0.0, 0.0], "2009-03"),
        placed("I2", [0.5, 0.5], "2010/.."),
        placed("I3", [8.0, 8.0], "2012-05-04~"),
        incident("I4", json!({"when": "2011"})),
        incident("I5", json!({"place": "cell-1", "place_id": "room-1", "level": "L0", "position": [1.0, 0.0, 1.0]})),
    ]
}

fn bundle(incidents: Vec<Value>) -> Bundle {
    let room = |name: &str, ko: &str| json!({"key": "cell-1", "name": {"en": name, "ko": ko}});
    serde_json::from_value(json!({
        "format": "locus-published", "format_version": 1, "software": {"locus": "0.1.0"},
        "case": {"id": "sample", "name": {"en": "Sample", "ko": "견본"}, "aliases": [], "type": "camp"},
        "frame": {"epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [127.0, 39.0], "origin_m": [0, 0],
            "convergence_deg": -1.2},
        "levels": [{"id": "L0", "name": {"en": "Ground floor", "ko": "1층"}, "ordinal": 0, "elevation_m": 0.0,
            "height_m": 3.0, "height_assumed": true}],
        "scenes": [],
        "elements": [
            element("room-1", "rooms", "room", [0.0, 0.0], room("Cell one", "1호 감방")),
            element("room-2", "rooms", "room", [30.0, 0.0], json!({"key": "office", "name": {"ko": "사무실"}})),
            element("wall-1", "walls", "wall", [3.0, 0.0], json!({"status": "inferred", "height_m": 3.0,
                "height_basis": "default", "assumed": {"storey-height": 3.0}, "contradicted_by": ["A02"]})),
        ],
        "incidents": incidents,
        "hypotheses": [
            {"name": "gate=east", "about": "gate", "claim": {"en": "The gate was east"}, "accounts": ["A01"], "sources": [],
                "default": true, "rule": "earliest account", "drawn": true},
            {"name": "gate=west", "about": "gate", "claim": {"en": "The gate was west"}, "accounts": ["A02"], "sources": [],
                "default": false, "rule": "earliest account", "drawn": true},
        ],
        "sheets": [
            {"id": "A01-1", "account": "A01", "level": "L0", "method": "affine", "image": "sketches/A01-1.png",
                "paper": [[-9, -9], [9, -9], [9, 9], [-9, 9]], "rms_m": 0.4,
                "drape": {"scene_from_px": [0.01, 0, -9, 0, 0.01, -9], "rms_m": 0.0},
                "strokes": [{"id": "A01-1/s1", "kind": "room", "key": "cell-1", "line": [[0, 0], [1, 0]],
                    "px": [[10, 10], [90, 10]], "closed": false}]},
            {"id": "A02-1", "account": "A02", "level": "L0", "method": "affine", "paper": []},
        ],
        "imagery": [{"id": "img-1", "acquired": "2012-10-04", "gsd_m": 0.5}],
        "ground": {"imagery": "img-1", "bounds_m": [-50, -50, 50, 50], "size_px": [10, 10], "note": "none"},
        "views": [{"name": "overview", "eye": [0, 50, 60], "target": [0, 0, 0]}],
        "accounts": [
            {"id": "A01", "vantage": "was-there", "stay": "2009/2012", "consent": "public", "discussed_with": []},
            {"id": "A02", "vantage": "was-there", "stay": "2009/2012", "consent": "public", "discussed_with": []},
        ],
        "statements": [{"id": "s1", "account": "A01", "kind": "length", "of": ["cell-1"], "polarity": "affirms",
            "value": 3.0, "sd": 0.5, "unit": "m", "text": {"ko": "세 걸음", "en": "three paces"}, "at": "00:01:02"}],
        "statements_by_key": {"cell-1": ["s1"]}, "rights": {}, "files": {},
    }))
    .unwrap()
}

/// A session of the place with these incidents, a tour of one stop, and no scans at hand.
pub fn session(incidents: Vec<Value>) -> Session {
    let bundle = bundle(incidents);
    let published = Published {
        folder: PathBuf::from("published"),
        case_folder: None,
        bundle,
        sha256: "ab".repeat(32),
        model: Default::default(),
    };
    let stop =
        Stop { view: "overview".into(), seconds: 60.0, text: Some(locus_model::Text::undetermined("Here it stood.")) };
    let tour = Tour { title: "Round".into(), stops: vec![stop] };
    let overview = locus_viewer_core::saved::SavedView::published(&published.bundle.views[0].clone(), &published);
    let mut session = Session::new(published, Views { views: vec![overview], tours: vec![tour] });
    session.reduced_motion = true;
    session
}

/// As many incidents as the largest known database of the kind has.
pub fn many(count: usize) -> Vec<Value> {
    let one = |n: usize| {
        let at = [(n % 97) as f64, (n % 89) as f64];
        placed(&format!("I{n:05}"), at, &format!("{}-{:02}", 1995 + n % 25, 1 + n % 12))
    };
    (0..count).map(one).collect()
}
