#![allow(clippy::unwrap_used)]
use super::*;
use crate::house::{NAUGHTY, empty, house};
use serde_json::Value;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The features of the archive by the element they show, else by their identifier.
fn features(file: &str) -> Vec<Value> {
    let files = files(&house()).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&files["house.imdf.zip"])).unwrap();
    let mut text = String::new();
    archive.by_name(&format!("{file}.geojson")).unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["features"].as_array().unwrap().clone()
}

fn one(file: &str, element: &str) -> Value {
    features(file).into_iter().find(|f| f["properties"]["x_locus_id"] == element).unwrap()
}

#[test]
fn the_same_case_gives_the_same_archive_dated_by_its_imagery() {
    assert_eq!(files(&house()).unwrap(), files(&house()).unwrap());
    let manifest: Value = serde_json::from_slice(&manifest(&house())).unwrap();
    assert_eq!(manifest["created"], "2019-10-31T00:00:00Z");
}

#[test]
fn every_kind_is_the_feature_it_should_be() {
    let categories = |file| -> Vec<String> {
        let mut all: Vec<String> = features(file)
            .iter()
            .map(|f| format!("{} {}", f["properties"]["x_locus_id"], f["properties"]["category"]).replace('"', ""))
            .collect();
        all.sort();
        all
    };
    let units =
        ["road-1 road", "room-attic room", "room-cell-1 room", "room-corridor walkway", "yard-1 unenclosedarea"];
    assert_eq!(categories("unit"), units);
    assert_eq!(categories("fixture"), ["fence-1 obstruction", "tower-1 obstruction", "wall-front wall"]);
    assert_eq!(categories("opening"), ["door-1 pedestrian.principal", "gate-1 pedestrian.principal"]);
    assert_eq!(categories("detail"), ["window-1 null"]);
    assert_eq!(categories("footprint"), ["building-house ground"]);
}

#[test]
fn levels_are_inside_and_outside_and_know_their_buildings() {
    let levels = features("level");
    let said: std::collections::BTreeSet<(i64, bool, bool)> = levels
        .iter()
        .map(|f| &f["properties"])
        .map(|p| (p["ordinal"].as_i64().unwrap(), p["outdoor"].as_bool().unwrap(), p["building_ids"].is_array()))
        .collect();
    assert_eq!(said, [(0, false, true), (0, true, false), (1, false, true)].into());
    let level_of = |file, element| one(file, element)["properties"]["level_id"].clone();
    assert_eq!(level_of("opening", "door-1"), level_of("unit", "room-cell-1"));
    assert_ne!(level_of("unit", "yard-1"), level_of("unit", "room-cell-1"));
}

#[test]
fn a_door_is_left_out_of_its_wall_and_a_window_is_not() {
    let wall = one("fixture", "wall-front");
    let Value::Array(polygons) = &wall["geometry"]["coordinates"] else { panic!("{wall}") };
    assert_eq!((wall["geometry"]["type"].as_str().unwrap(), polygons.len()), ("MultiPolygon", 2));
}

#[test]
fn what_is_not_shown_first_is_told_and_not_drawn() {
    assert!(!features("unit").iter().any(|f| f["properties"]["x_locus_id"] == "room-attic-2"));
    let venue = &features("venue")[0]["properties"];
    let told: Vec<&Value> = venue["x_locus_not_drawn"].as_array().unwrap().iter().map(|e| &e["id"]).collect();
    assert_eq!(told, ["room-attic-2", "label-1"]);
    let alternatives = &one("unit", "room-attic")["properties"]["x_locus_alternatives"];
    assert_eq!((alternatives.as_array().unwrap().len(), &alternatives[1]["shown_first"]), (2, &Value::Bool(false)));
}

#[test]
fn names_arrive_as_they_were() {
    let names = &one("fixture", "wall-front")["properties"]["name"];
    assert_eq!((names["en"].as_str(), names["ko"].as_str()), (Some(NAUGHTY), Some(NAUGHTY)));
    assert_eq!(one("unit", "room-cell-1")["properties"]["name"], serde_json::json!({"en": "cell-1", "ko": "1호 감방"}));
}

#[test]
fn a_plan_that_shows_nothing_is_refused() {
    assert!(files(&empty()).unwrap_err().to_string().contains("locus reconstruct"));
}

#[test]
fn what_has_no_shape_is_told() {
    let mut facility = house();
    let is_yard = |id: &str| id == "yard-1";
    facility.published.bundle.elements.iter_mut().filter(|e| is_yard(&e.id)).for_each(|e| e.shape = None);
    facility.layers.remove("yards");
    let files = files(&facility).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&files["house.imdf.zip"])).unwrap();
    let mut text = String::new();
    archive.by_name("venue.geojson").unwrap().read_to_string(&mut text).unwrap();
    let venue: Value = serde_json::from_str(&text).unwrap();
    let told = venue["features"][0]["properties"]["x_locus_not_drawn"].as_array().unwrap();
    assert!(told.iter().any(|e| e["id"] == "yard-1"));
}
