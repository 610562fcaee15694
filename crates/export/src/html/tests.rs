#![allow(clippy::unwrap_used)]

use super::*;
use locus_publish::{Bundle, FORMAT, FORMAT_VERSION};
use locus_viewer_core::glb::{Model, Piece, Surface};
use locus_viewer_core::published::Published;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A name that wants to be a script, a picture, the end of one, and the other way round.
const NAUGHTY: &str = "</script><img src=x onerror=\"obeyed=1\">\u{202e}dettimsnart\u{2028}<!--'\"&{0}";

fn element(id: &str, more: Value) -> Value {
    let mut element = json!({
        "id": id, "layer": "rooms", "kind": "room", "key": id, "name": {"en": NAUGHTY, "ko": NAUGHTY}, "level": "L0",
        "status": "testified", "drawn_by": ["A01"], "not_drawn_by": ["A02"], "contradicted_by": [],
        "independent_accounts": 1, "sources": ["stroke:A01-1/r"], "radius95_m": 0.857, "position": [1.0, 0.0, 1.0],
        "shape": {"base_m": -0.06, "top_m": 0.01, "rings": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]},
        "glb_node": id,
    });
    element.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    element
}

fn bundle() -> Value {
    let story = |name: &str, first: bool| {
        json!({"name": name, "about": "block:room", "claim": {"en": NAUGHTY}, "accounts": ["A01"], "sources": [],
            "default": first, "drawn": true, "rule": "most-independent-accounts, then imagery, then earliest account"})
    };
    json!({
        "format": FORMAT, "format_version": FORMAT_VERSION, "software": {"locus": "0.1.0"},
        "case": {"id": "naughty", "name": {"en": NAUGHTY, "ko": NAUGHTY}, "aliases": [NAUGHTY], "type": "prison",
            "note": {"en": NAUGHTY}},
        "frame": {"epsg": 32652, "name": "UTM 52N", "anchor": [127.0, 38.0], "origin_m": [5e5, 4e6], "convergence_deg": 0.5},
        "levels": [{"id": "L0", "name": {"en": NAUGHTY}, "ordinal": 0, "elevation_m": 0.0, "height_m": 3.0,
            "height_assumed": false}],
        "scenes": [], "nodes": [], "hypotheses": [story("block:room=1", true), story("block:room=2", false)],
        "elements": [
            element("room-1", json!({"contradicted_by": ["A02"]})),
            element("room-2", json!({"hypothesis": "block:room=1", "hypothesis_default": true})),
            element("room-3", json!({"hypothesis": "block:room=2", "hypothesis_default": false})),
        ],
        "incidents": [{"id": "I1", "title": {"en": NAUGHTY}, "summary": {"ko": NAUGHTY}, "when": "2010~",
            "earliest": "2010-01-01", "latest": "2010-12-31", "place": "room-1", "place_basis": "area",
            "place_id": "room-1", "level": "L0", "position": [1.0, 0.0, 1.0], "victims": [NAUGHTY], "perpetrators": [],
            "accounts": ["A01"], "consent": "public"},
            {"id": "I2", "title": {}, "summary": {}, "victims": [], "perpetrators": [], "accounts": [], "consent": "public"}],
        "sheets": [], "imagery": [], "views": [{"name": NAUGHTY, "eye": [1.0, 5.0, 9.0], "target": [1.0, 0.0, 1.0]}],
        "accounts": [{"id": "A01", "consent": "public", "discussed_with": []}],
        "statements": [{"id": "s1", "account": "A01", "kind": "free", "of": ["room-1"], "polarity": "affirms",
            "text": {"ko": NAUGHTY}}],
        "statements_by_key": {"room-1": ["s1"]}, "rights": {"licence": NAUGHTY}, "files": {},
    })
}

fn facility(bundle: Value) -> Facility {
    let bundle = Bundle::from_bytes(&serde_json::to_vec(&bundle).unwrap()).unwrap();
    let piece = |element| Piece {
        element,
        surface: Surface::Floor,
        positions: vec![[0.0, 0.01, 0.0], [2.0, 0.01, 2.0], [2.0, 0.01, 0.0]],
        normals: vec![[0.0, 1.0, 0.0]; 3],
        indices: vec![0, 1, 2],
    };
    let model = Model { pieces: (0..bundle.elements.len()).map(piece).collect(), ground: None };
    let published = Published { folder: "published".into(), case_folder: None, bundle, sha256: "ab".repeat(32), model };
    let notes = json!({"notes": [{"kind": "fact", "about": NAUGHTY, "message": NAUGHTY}], "assumptions": []});
    Facility { published, layers: BTreeMap::new(), quality: Value::Null, notes }
}

fn page(bundle: Value) -> String {
    let files = files(&facility(bundle)).unwrap();
    String::from_utf8(files.into_values().next().unwrap()).unwrap()
}

#[test]
fn names_are_shown_and_not_obeyed_wherever_they_stand() {
    let page = page(bundle());
    assert!(page.matches("&lt;img src=x").count() > 20);
    assert!(!page.contains("<img src=x") && !page.contains('\u{202e}') && !page.contains('\u{2028}'));
    assert!(page.contains("[U+202E]"));
    // The page's own two scripts and no other end.
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("{{"));
}

#[test]
fn everything_has_an_answer_in_both_languages_also_what_has_no_place_and_what_is_not_shown_first() {
    let page = page(bundle());
    for anchor in ["element-room-1", "element-room-2", "element-room-3", "incident-I1", "incident-I2"] {
        assert_eq!(page.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
    }
    assert!(page.contains("Undated") || page.contains("The date is not known."));
    assert!(page.contains("시기를 알 수 없습니다."));
    assert!(page.contains("0.86 m") && !page.contains("0.85 m"));
    assert!(page.contains(&"ab".repeat(32)));
    assert!(page.contains("not a finding of fact"));
}

#[test]
fn the_same_publication_gives_the_same_bytes() {
    assert_eq!(page(bundle()), page(bundle()));
}

#[test]
fn an_empty_facility_has_a_page() {
    let mut empty = bundle();
    for member in ["elements", "incidents", "hypotheses", "views", "levels", "accounts", "statements"] {
        empty[member] = json!([]);
    }
    empty["statements_by_key"] = json!({});
    let page = page(empty);
    assert!(page.contains("No incident is published."));
}

#[test]
fn what_no_browser_could_open_is_refused() {
    let mut large = bundle();
    let many = (0..=LARGEST).map(|n| element(&format!("room-{n}"), json!({}))).collect::<Vec<_>>();
    large["elements"] = json!(many);
    let refused = files(&facility(large)).unwrap_err();
    assert!(matches!(&refused, ExportError::Unfit { found, .. } if found.contains("5003")), "{refused}");
}
