//! Incidents for tests: invented, of no real place.

#![allow(clippy::unwrap_used)]

use locus_publish::{Bundle, BundleIncident};
use proptest::prelude::*;
use serde_json::{Value, json};

/// An incident with some of its members.
pub(crate) fn incident(members: Value) -> BundleIncident {
    serde_json::from_value(whole(members)).unwrap()
}

fn whole(members: Value) -> Value {
    let mut incident = json!({
        "id": "I1", "title": {}, "summary": {}, "victims": [], "perpetrators": [], "accounts": [], "consent": "public",
    });
    let all = incident.as_object_mut().unwrap();
    all.extend(members.as_object().unwrap().clone());
    incident
}

/// One incident per text, numbered.
pub(crate) fn incidents_at<T: AsRef<str>>(texts: &[T]) -> Vec<BundleIncident> {
    let texts = texts.iter().enumerate();
    texts.map(|(n, when)| incident(json!({"id": format!("I{n}"), "when": when.as_ref()}))).collect()
}

/// A bundle of these elements and incidents (each with some of its members).
pub(crate) fn bundle(elements: Vec<Value>, incidents: Vec<Value>) -> Bundle {
    let element = |members: Value| {
        let mut element = json!({
            "id": "wall-1", "layer": "walls", "kind": "wall", "level": "L0", "status": "testified", "drawn_by": [],
            "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1, "sources": [], "position": [0, 0, 0],
        });
        element.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        element
    };
    let elements: Vec<Value> = elements.into_iter().map(element).collect();
    let incidents: Vec<Value> = incidents.into_iter().map(whole).collect();
    serde_json::from_value(json!({
        "format": "locus-published", "format_version": 1, "software": {},
        "case": {"id": "sample", "name": {"en": "Sample"}, "aliases": [], "type": "camp"},
        "frame": {"epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [127.0, 39.0], "origin_m": [0, 0],
            "convergence_deg": 0.0},
        "levels": [], "scenes": [], "elements": elements, "incidents": incidents,
        "hypotheses": [
            {"name": "gate=east", "about": "gate", "claim": {}, "accounts": [], "sources": [], "default": true, "rule": "",
                "drawn": true},
            {"name": "gate=west", "about": "gate", "claim": {}, "accounts": [], "sources": [], "default": false, "rule": "",
                "drawn": true},
        ],
        "sheets": [{"id": "A01-1", "account": "A01", "level": "L0", "method": "affine", "paper": []}],
        "imagery": [], "views": [{"name": "overview", "eye": [0, 50, 60], "target": [0, 0, 0]}], "accounts": [],
        "statements": [], "statements_by_key": {}, "rights": {}, "files": {},
    }))
    .unwrap()
}

/// What people write, with every kind of end and qualifier.
pub(crate) fn edtf_texts() -> impl Strategy<Value = String> {
    let date = || {
        (2000..2020i32, 1..=12u32, 1..=28u32, 0..5u8).prop_map(|(year, month, day, form)| match form {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("{year}-{}", 21 + month % 4),
            3 => format!("{}X", year / 10),
            _ => format!("{year}"),
        })
    };
    let qualified = (date(), prop::sample::select(vec!["", "", "", "?", "~", "%"]));
    let single = qualified.prop_map(|(date, qualifier)| format!("{date}{qualifier}"));
    let ends = prop::sample::select(vec!["{}/..", "../{}", "{}/", "/{}", "{}/{}", "../.."]);
    let interval = (2000..2018i32, 0..3i32, ends).prop_map(|(year, more, form)| {
        let first = form.replacen("{}", &format!("{year}-05"), 1);
        first.replacen("{}", &format!("{}-09", year + more), 1)
    });
    prop_oneof![3 => single, 2 => interval]
}
