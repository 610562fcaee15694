#![allow(clippy::unwrap_used)]
use super::*;
use crate::house::{NAUGHTY, empty, house};
use std::collections::BTreeMap;

fn model() -> Value {
    serde_json::from_slice(&files(&house()).unwrap()["house.city.json"]).unwrap()
}

/// The faces of a solid's shell.
fn shell(geometry: &Value) -> Vec<Vec<Vec<usize>>> {
    serde_json::from_value(geometry["boundaries"][0].clone()).unwrap()
}

#[test]
fn every_element_is_an_object_of_its_class_in_its_building() {
    let model = model();
    let said = |id: &str| {
        let object = &model["CityObjects"][id];
        (object["type"].as_str().unwrap().to_owned(), object["parents"][0].as_str().map(str::to_owned))
    };
    let in_house = |class: &str| (class.to_owned(), Some("building-house".to_owned()));
    let alone = |class: &str| (class.to_owned(), None);
    assert_eq!(said("building-house"), alone("Building"));
    assert_eq!(said("room-cell-1"), in_house("BuildingRoom"));
    assert_eq!(said("wall-front"), in_house("BuildingConstructiveElement"));
    assert_eq!(said("door-1"), in_house("BuildingConstructiveElement"));
    assert_eq!(said("fence-1"), alone("OtherConstruction"));
    assert_eq!(said("yard-1"), alone("LandUse"));
    assert_eq!(said("road-1"), alone("Road"));
    assert_eq!(said("label-1"), alone("GenericCityObject"));
    let children = model["CityObjects"]["building-house"]["children"].as_array().unwrap();
    assert!(children.contains(&json!("room-attic")) && !children.contains(&json!("tower-1")));
}

#[test]
fn blocks_are_closed_and_stand_on_their_level() {
    let model = model();
    for id in ["building-house", "room-cell-1", "room-attic"] {
        let geometries = model["CityObjects"][id]["geometry"].as_array().unwrap();
        let solid = geometries.iter().find(|g| g["type"] == "Solid").unwrap();
        let mut edges: BTreeMap<(usize, usize), i32> = BTreeMap::new();
        for ring in shell(solid).iter().flatten() {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                *edges.entry((*a, *b)).or_default() += 1;
                *edges.entry((*b, *a)).or_default() -= 1;
            }
        }
        assert!(edges.values().all(|n| *n == 0), "{id}");
        let surfaces = solid["semantics"]["values"][0].as_array().unwrap();
        assert_eq!(surfaces.len(), shell(solid).len(), "{id}");
    }
    let floor = shell(&model["CityObjects"]["room-attic"]["geometry"][0])[0][0][0];
    assert_eq!(model["vertices"][floor][2], 3000);
}

#[test]
fn an_alternative_that_is_not_shown_first_has_no_geometry_and_a_group() {
    let model = model();
    let hidden = &model["CityObjects"]["room-attic-2"];
    assert_eq!((hidden.get("geometry"), &hidden["attributes"]["locus_hypothesis_default"]), (None, &json!(false)));
    let group = &model["CityObjects"]["hypothesis:house:cell=2"];
    assert_eq!(
        (&group["children"], &group["attributes"]["locus_shown_first"]),
        (&json!(["room-attic-2"]), &json!(false))
    );
    assert_eq!(hidden["parents"], json!(["building-house", "hypothesis:house:cell=2"]));
}

#[test]
fn names_arrive_as_they_were_and_what_is_assumed_says_so() {
    let model = model();
    assert_eq!(model["CityObjects"]["wall-front"]["attributes"]["name_ko"], NAUGHTY);
    let building = &model["CityObjects"]["building-house"]["attributes"];
    assert_eq!((&building["locus_height_assumed"], &building["locus_roof"]), (&json!(true), &json!("not known")));
    assert_eq!(model["transform"]["translate"], json!([300000.001, 4300000.0, 0.0]));
}

#[test]
fn nothing_drawn_is_a_model_without_objects() {
    let model: Value = serde_json::from_slice(&files(&empty()).unwrap()["house.city.json"]).unwrap();
    assert_eq!((&model["CityObjects"], model["metadata"].get("geographicalExtent")), (&json!({}), None));
}
