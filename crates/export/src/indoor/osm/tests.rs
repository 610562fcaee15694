#![allow(clippy::unwrap_used)]
use super::*;
use crate::house::{NAUGHTY, empty, house};

fn document() -> Value {
    serde_json::from_slice(&files(&house()).unwrap()["house.osm-indoor.geojson"]).unwrap()
}

fn tags(document: &Value, element: &str) -> Map<String, Value> {
    let mut features = document["features"].as_array().unwrap().iter();
    let feature = features.find(|f| f["id"] == element).unwrap();
    let own = |(key, value): (&String, &Value)| (!key.starts_with(PREFIX)).then(|| (key.clone(), value.clone()));
    feature["properties"].as_object().unwrap().iter().filter_map(own).collect()
}

#[test]
fn every_kind_has_the_tags_of_the_scheme() {
    let document = document();
    let said = |element| Value::Object(tags(&document, element));
    let room = json!({"indoor": "room", "name": "1호 감방", "name:en": "cell-1", "name:ko": "1호 감방", "level": "0"});
    assert_eq!(said("room-cell-1"), room);
    assert_eq!(said("room-corridor")["indoor"], "corridor");
    assert_eq!(said("room-attic"), json!({"indoor": "room", "level": "1"}));
    assert_eq!(said("door-1"), json!({"door": "yes", "entrance": "yes", "level": "0"}));
    assert_eq!(said("window-1"), json!({"window": "yes", "level": "0"}));
    assert_eq!(said("gate-1"), json!({"barrier": "gate", "level": "0"}));
    assert_eq!(said("fence-1"), json!({"barrier": "fence", "level": "0"}));
    assert_eq!(said("wall-front")["indoor"], "wall");
    assert_eq!(said("road-1"), json!({"highway": "road", "level": "0"}));
}

#[test]
fn it_says_that_it_must_not_be_uploaded_and_what_is_not_drawn() {
    let document = document();
    assert!(document["locus"]["notice_en"].as_str().unwrap().contains("Do not upload"));
    assert_eq!(document["locus:not_drawn"][0]["locus:id"], "room-attic-2");
    assert!(document["features"].as_array().unwrap().iter().all(|f| f["id"] != "room-attic-2"));
}

#[test]
fn names_arrive_as_they_were_and_an_opening_is_a_point() {
    let document = document();
    assert_eq!(tags(&document, "wall-front")["name"], NAUGHTY);
    let door = document["features"].as_array().unwrap().iter().find(|f| f["id"] == "door-1").unwrap();
    assert_eq!(door["geometry"], json!({"type": "Point", "coordinates": [127.000_025, 39.0]}));
}

#[test]
fn nothing_drawn_is_an_empty_collection_without_extent() {
    let file = &files(&empty()).unwrap()["house.osm-indoor.geojson"];
    let document: Value = serde_json::from_slice(file).unwrap();
    assert_eq!((&document["features"], document.get("bbox")), (&json!([]), None));
}
