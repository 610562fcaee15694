//! A bundle with everything an answer can speak of, for tests: invented, of no real place.

#![allow(clippy::unwrap_used)]
use locus_publish::Bundle;
use serde_json::{Value, json};

fn element(members: Value) -> Value {
    let mut element = json!({
        "id": "wall-1", "layer": "walls", "kind": "wall", "level": "L0", "status": "testified", "drawn_by": [],
        "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1, "sources": [], "position": [0, 0, 0],
        "glb_node": "node",
    });
    element.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    element
}

fn elements() -> Value {
    json!([
        element(json!({
            "id": "room-cell-4", "layer": "rooms", "kind": "room", "key": "cell-4",
            "name": {"en": "Fourth cell", "ko": "4호 감방"}, "drawn_by": ["A01", "A02"], "not_drawn_by": ["A03"],
            "contradicted_by": ["A04", "A05"], "independent_accounts": 1, "radius95_m": 0.857,
            "sources": ["stroke:A01-1/room-4", "stroke:A02-1/room-3", "statement:A04-s1", "default:storey-height"],
            "height_m": 3.0, "height_basis": "default", "assumed": {"storey-height": 3.0},
            "hypothesis": "block:cell=5", "hypothesis_default": true, "valid": "2006~/..",
        })),
        element(json!({
            "id": "wall-a--b", "status": "inferred", "drawn_by": ["A01"], "radius95_m": 2.0, "height_m": 4.0,
            "height_basis": "rule", "assumed": {"wall-thickness": 0.24, "house-rule": 1.0},
            "sources": ["stroke:A01-1/building-2", "rule:building-outline", "rule:level-height", "default:wall-thickness"],
        })),
        element(json!({
            "id": "building-seen", "layer": "buildings", "kind": "building", "key": "block", "status": "seen",
            "independent_accounts": 0, "sources": ["footprint:F1"], "height_m": 4.0, "height_basis": "shadow",
        })),
        element(json!({
            "id": "tower-1", "layer": "objects", "kind": "tower", "status": "assumed", "independent_accounts": 0,
            "height_m": 6.0, "assumed": {"tower-height": 6.0, "tower-side": 2.5}, "glb_node": null,
        })),
        element(json!({"id": "odd-1", "kind": "cistern", "status": "certain", "level": "L9"})),
    ])
}

fn incidents() -> Value {
    let incident = |members: Value| {
        let mut incident = json!({
            "id": "I1", "title": {}, "summary": {}, "victims": [], "perpetrators": [], "accounts": [],
            "consent": "public",
        });
        incident.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        incident
    };
    json!([
        incident(json!({
            "id": "I1", "title": {"en": "First (fictional)", "ko": "첫째 (가상)"},
            "summary": {"en": "Fictional.", "ko": "가상의 내용."}, "category": "forced-labour",
            "category_name": {"en": "Forced labour", "ko": "강제노동"}, "when": "2010~", "place": "cell-4",
            "place_basis": "area", "place_id": "room-cell-4", "level": "L0", "position": [1, 0, 2],
            "radius95_m": 0.857, "hypothesis": "block:cell=5", "victims": ["V1", "V2"], "perpetrators": ["P1"],
            "accounts": ["A01", "A04"], "credibility": 3, "consent": "parties",
        })),
        incident(json!({"id": "I2", "title": {"ko": "둘째 (가상)"}, "place": "cell-4/door", "credibility": 9})),
        incident(json!({"id": "I3", "title": {"en": "Third (fictional)"}, "when": "2011-08"})),
    ])
}

fn sheets() -> Value {
    let stroke = |id: &str, px: Value| json!({"id": id, "kind": "room", "line": [[0, 0]], "px": px, "closed": false});
    json!([
        {
            "id": "A01-1", "account": "A01", "level": "L0", "image": "sketches/A01-1.jpg", "method": "collocation",
            "rms_m": 0.5, "loo_rms_m": 3.25, "memory_sd_m": 2.5, "paper": [],
            "drape": {"scene_from_px": [1, 0, 0, 0, 1, 0], "rms_m": 3.4},
            "strokes": [
                stroke("A01-1/building-2", json!([[1, 2], [3, 4]])),
                stroke("A01-1/room-4", json!([[10, 20], [30, 40]])),
            ],
        },
        {
            "id": "A02-1", "account": "A02", "level": "L0", "method": "similarity", "paper": [],
            "strokes": [stroke("A02-1/room-3", json!([]))],
        },
    ])
}

fn accounts() -> Value {
    let account = |id: &str, discussed: &[&str]| {
        json!({"id": id, "vantage": "was-there", "stay": "2006-01/2008-12", "session": "s1", "consent": "parties",
               "discussed_with": discussed})
    };
    json!([account("A01", &["A02"]), account("A02", &["A01"]), account("A03", &[]), account("A04", &[])])
}

/// The bundle.
pub(crate) fn bundle() -> Bundle {
    let hypothesis = |n: u8, accounts: &[&str]| {
        json!({"name": format!("block:cell={n}"), "about": "block:cell", "claim": {"en": format!("block has {n} × cell")},
               "accounts": accounts, "sources": [], "default": n == 5, "drawn": n == 5,
               "rule": "most-independent-accounts, then imagery, then earliest account"})
    };
    serde_json::from_value(json!({
        "format": "locus-published", "format_version": 1, "software": {"gdal": "3.12.1", "locus": "0.1.0"},
        "case": {"id": "sample", "name": {"en": "Sample (fictional)", "ko": "견본 (가상)"}, "aliases": [], "type": "other"},
        "frame": {"epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [127, 39], "origin_m": [0, 0],
                  "convergence_deg": 0},
        "levels": [{"id": "L0", "name": {"en": "Ground floor", "ko": "1층"}, "ordinal": 0, "elevation_m": 0,
                    "height_m": 3, "height_assumed": true}],
        "scenes": [], "elements": elements(),
        "hypotheses": [hypothesis(4, &["A04", "A05"]), hypothesis(5, &["A01", "A02"])],
        "incidents": incidents(), "sheets": sheets(),
        "imagery": [{"id": "2019-10-03", "acquired": "2019-10-03T02:24Z", "absolute_radius95_m": 8.0}, {"id": "old"}],
        "ground": {"imagery": "2019-10-03", "bounds_m": [0, 0, 1, 1], "size_px": [1, 1], "note": ""},
        "views": [], "accounts": accounts(),
        "statements": [
            {"id": "A01-s1", "account": "A01", "kind": "length", "of": ["cell-4"], "polarity": "affirms", "value": 4.49,
             "sd": 0.71, "unit": "m", "text": {"en": "some four metres", "ko": "4미터쯤"}, "at": "00:07:35"},
            {"id": "A04-s1", "account": "A04", "kind": "count", "of": ["block"], "polarity": "denies", "value": 4,
             "unit": "cell"},
            {"id": "A05-s1", "account": "A05", "kind": "free", "of": ["yard"], "polarity": "does-not-know"},
        ],
        "statements_by_key": {"cell-4": ["A01-s1"], "block": ["A04-s1"], "yard": ["A05-s1"]},
        "rights": {}, "files": {},
    }))
    .unwrap()
}
