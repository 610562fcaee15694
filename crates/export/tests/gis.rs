//! What geographic programs get of a small facility whose names mean harm.

#![allow(clippy::unwrap_used)]

use locus_export::{Facility, flatgeobuf, geojson, gis, iiif, kml, qgis};
use locus_model::table::{Cell, Table};
use locus_publish::Bundle;
use locus_viewer_core::glb::Model;
use locus_viewer_core::published::Published;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tempfile::TempDir;

const EVIL: &str = "<script>alert('x')</script> =1+1 \"; DROP TABLE rooms; [% 1 %] ]]>";
const EVIDENCE: &str = "element,layer,relation,source_radius95_m\r\nroom-a,rooms,drawn,0.5\r\n";

fn bundle() -> Value {
    json!({
        "format": "locus-published", "format_version": 1, "software": { "locus": "0" },
        "case": { "id": "evil", "name": { "en": EVIL, "ko": "시설" }, "aliases": [], "type": "camp" },
        "frame": { "epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [131.49, 39.49], "origin_m": [714000.0, 4374000.0], "convergence_deg": 1.5 },
        "levels": [{ "id": "L0", "name": { "en": "ground" }, "ordinal": 0, "elevation_m": 0.0, "height_m": 3.0, "height_assumed": true }],
        "scenes": [],
        "elements": [{
            "id": "room-a", "layer": "rooms", "kind": "room", "key": "a", "name": { "en": EVIL }, "level": "L0",
            "status": "testified", "drawn_by": ["A01"], "not_drawn_by": [], "contradicted_by": ["A02"],
            "independent_accounts": 1, "sources": ["stroke:S1/s"], "position": [2.0, 0.0, -2.0],
            "shape": { "base_m": 0.0, "rings": [[[0.0, 0.0], [4.0, 0.0], [4.0, -4.0], [0.0, 0.0]]] },
        }],
        "nodes": [{ "id": "node-a", "name": "a#1", "position": [1.0, -1.0] }],
        "hypotheses": [],
        "incidents": [{
            "id": "I1", "title": { "en": EVIL }, "summary": { "en": "" }, "victims": [], "perpetrators": [],
            "accounts": ["A01"], "consent": "public",
        }],
        "sheets": [{
            "id": "S1", "account": "A01", "level": "L0", "size_px": [800.0, 600.0], "method": "collocation", "rms_m": 0.5,
            "paper": [],
            "controls": [
                { "landmark": "a#1", "px": [10.0, 20.0], "position": [1.0, -1.0], "degrees": [131.49001157, 39.49000902] },
                { "landmark": "b#1", "px": [700.0, 20.0], "position": [71.0, -1.0], "degrees": [131.49082508, 39.48999158] },
                { "landmark": "c#1", "px": [10.0, 500.0], "position": [1.0, 47.0], "degrees": [131.48999617, 39.48957682] },
            ],
            "strokes": [{
                "id": "S1/s", "kind": "room", "closed": true,
                "line": [[0.0, 0.0], [9.0, 0.0], [9.0, -9.0], [0.0, 0.0]],
                "holes": [[[4.0, -1.0], [5.0, -2.0], [6.0, -1.0], [4.0, -1.0]]],
            }],
        }],
        "imagery": [], "views": [],
        "accounts": [{ "id": "A01", "consent": "public", "discussed_with": [] }],
        "statements": [], "statements_by_key": {}, "rights": { "licence": "CC0-1.0" },
        "files": { "evidence.csv": sha256(EVIDENCE) },
    })
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn layer(features: Value) -> ::geojson::FeatureCollection {
    serde_json::from_value(json!({ "type": "FeatureCollection", "features": features })).unwrap()
}

/// The facility, and the folder its evidence lies in.
fn facility() -> (Facility, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("evidence.csv"), EVIDENCE).unwrap();
    let ring = json!([[131.49, 39.49], [131.4901, 39.49], [131.4901, 39.4901], [131.49, 39.49]]);
    let room = json!({
        "type": "Feature", "geometry": { "type": "Polygon", "coordinates": [ring.clone()] },
        "properties": {
            "id": "room-a", "kind": "room", "key": "a", "name_en": EVIL, "level": "L0", "status": "testified", "drawn_by": ["A01"],
            "not_drawn_by": [], "contradicted_by": ["A02"], "independent_accounts": 1, "sources": ["stroke:S1/s"],
            "radius95_m": 0.25, "of_a_later_version": [1, 2],
        },
    });
    let stroke = json!({
        "type": "Feature", "geometry": { "type": "Polygon", "coordinates": [ring.clone(), ring] },
        "properties": { "id": "S1/s", "sheet": "S1", "account": "A01", "extra": { "pressure": 3 } },
    });
    let ellipse = json!({
        "type": "Feature", "geometry": { "type": "Polygon", "coordinates": [] },
        "properties": { "id": "ellipse:node-a", "node": "a#1", "semi_major_m": 3.0, "semi_minor_m": 1.0, "orientation_deg": 90.0 },
    });
    let incident = json!({ "type": "Feature", "geometry": null, "properties": { "id": "I1", "title_en": EVIL, "credibility": 2 } });
    let published = Published {
        folder: folder.path().to_owned(),
        case_folder: None,
        bundle: Bundle::from_bytes(bundle().to_string().as_bytes()).unwrap(),
        sha256: "0".repeat(64),
        model: Model::default(),
    };
    let layers = BTreeMap::from([
        ("rooms".to_owned(), layer(json!([room]))),
        ("strokes".to_owned(), layer(json!([stroke]))),
        ("uncertainty".to_owned(), layer(json!([ellipse]))),
        ("incidents".to_owned(), layer(json!([incident]))),
    ]);
    (Facility { published, layers, quality: Value::Null, notes: Value::Null }, folder)
}

fn cell<'a>(tables: &'a [Table], table: &str, column: &str) -> Option<&'a Cell> {
    let table = tables.iter().find(|t| t.name == table).unwrap();
    let index = table.columns.iter().position(|c| c.name == column).unwrap();
    table.rows[0].cells[index].as_ref()
}

fn text(cell: Option<&Cell>) -> &str {
    match cell {
        Some(Cell::Text(text)) => text,
        other => panic!("{other:?} is no text"),
    }
}

#[test]
fn numbers_stay_numbers_lists_are_json_and_nothing_is_dropped() {
    let (facility, _folder) = facility();
    let tables = gis::tables(&facility).unwrap();
    assert_eq!(cell(&tables, "rooms", "radius95_m"), Some(&Cell::Real(0.25)));
    assert_eq!(cell(&tables, "rooms", "independent_accounts"), Some(&Cell::Integer(1)));
    assert_eq!(text(cell(&tables, "rooms", "drawn_by")), r#"["A01"]"#);
    assert_eq!(text(cell(&tables, "rooms", "name_en")), EVIL);
    assert_eq!(cell(&tables, "rooms", "height_m"), None);
    assert_eq!(text(cell(&tables, "rooms", "extra")), r#"{"of_a_later_version":[1,2]}"#);
    assert_eq!(text(cell(&tables, "strokes_polygon", "extra")), r#"{"pressure":3}"#);
    assert_eq!(cell(&tables, "evidence", "source_radius95_m"), Some(&Cell::Real(0.5)));
    assert!(text(cell(&tables, "rooms", "answer_en")).contains("A02"), "who contradicts it is told");
}

#[test]
fn places_are_metres_of_the_crs_with_holes_and_ellipses_lie_as_the_compass_says() {
    use geo::{Area, BoundingRect, Geometry};
    let (facility, _folder) = facility();
    let tables = gis::tables(&facility).unwrap();
    let place =
        |name: &str| tables.iter().find(|t| t.name == name).unwrap().rows[0].place.clone().unwrap().into_geometry();
    let room = place("rooms").bounding_rect().unwrap();
    assert_eq!((room.min().x, room.min().y, room.max().x, room.max().y), (714000.0, 4374000.0, 714004.0, 4374004.0));
    let Geometry::Polygon(stroke) = place("strokes_polygon") else { panic!("no area") };
    assert_eq!(stroke.interiors().len(), 1);
    assert!((stroke.unsigned_area() - (40.5 - 1.0)).abs() < 1e-6);
    let ellipse = place("uncertainty").bounding_rect().unwrap();
    assert!((ellipse.width() - 6.0).abs() < 1e-3 && (ellipse.height() - 2.0).abs() < 1e-3, "90 degrees is east");
    assert!((ellipse.center().x - 714001.0).abs() < 1e-3 && (ellipse.center().y - 4374001.0).abs() < 1e-3);
    let incidents = tables.iter().find(|t| t.name == "incidents").unwrap();
    assert!(incidents.rows.len() == 1 && incidents.rows[0].place.is_none());
}

#[test]
fn a_property_of_another_type_is_refused_and_so_is_a_place_the_bundle_lacks() {
    let (mut facility, _folder) = facility();
    let rooms = facility.layers.get_mut("rooms").unwrap();
    rooms.features[0].set_property("radius95_m", "0.25");
    let refusal = gis::tables(&facility).err().unwrap().to_string();
    assert!(refusal.contains("radius95_m") && refusal.contains("a number"), "{refusal}");
    rooms_without_shape(&mut facility);
    let refusal = geojson::files(&facility).err().unwrap().to_string();
    assert!(refusal.contains("room-a") && refusal.contains("locus reconstruct"), "{refusal}");
}

fn rooms_without_shape(facility: &mut Facility) {
    facility.published.bundle.elements[0].shape = None;
}

#[test]
fn a_name_is_never_markup_or_program() {
    let (facility, _folder) = facility();
    let files = kml::files(&facility).unwrap();
    let kml = std::str::from_utf8(&files["evil.kml"]).unwrap();
    assert!(!kml.contains("<script") && !kml.contains("]]>"));
    // A description is read as HTML after it was read as XML: there it must still be no markup.
    assert!(kml.contains("&amp;lt;script&amp;gt;"));
    let tables = gis::tables(&facility).unwrap();
    for table in tables.iter().filter_map(|table| table.style.as_ref()) {
        assert!(!table.contains("<script"));
    }
    let project = qgis::files(&facility, &tables, Vec::new()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&project["evil.qgz"])).unwrap();
    let project = std::io::read_to_string(archive.by_index(0).unwrap()).unwrap();
    assert!(!project.contains("<script"));
    // Labels of a layout are programs between these brackets; a title is not.
    assert!(!project.split_once("<Layouts>").unwrap().1.contains("[%"));
    let page = &iiif::files(&facility).unwrap()["S1.json"];
    assert!(!std::str::from_utf8(page).unwrap().contains("<script"));
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let (facility, _folder) = facility();
    let tables = gis::tables(&facility).unwrap();
    let all = || {
        [
            qgis::files(&facility, &tables, b"gpkg".to_vec()),
            geojson::files(&facility),
            flatgeobuf::files(&facility),
            kml::files(&facility),
            iiif::files(&facility),
        ]
        .map(Result::unwrap)
    };
    assert!(all() == all());
}

#[test]
fn a_georeference_has_the_ties_of_the_sheet_and_a_transformation_the_extension_knows() {
    let (mut facility, _folder) = facility();
    let page =
        |facility: &Facility| -> Value { serde_json::from_slice(&iiif::files(facility).unwrap()["S1.json"]).unwrap() };
    let first = page(&facility);
    let body = &first["items"][0]["body"];
    assert_eq!(body["transformation"], json!({ "type": "polynomial", "options": { "order": 1 } }));
    assert_eq!(body["features"][1]["properties"]["resourceCoords"], json!([700.0, 20.0]));
    assert_eq!(body["features"][1]["geometry"]["coordinates"], json!([131.49082508, 39.48999158]));
    facility.published.bundle.sheets[0].controls.truncate(2);
    assert_eq!(page(&facility)["items"][0]["body"]["transformation"], Value::Null);
    facility.published.bundle.sheets[0].controls.clear();
    assert!(iiif::files(&facility).err().unwrap().to_string().contains("locus reconstruct"));
}
