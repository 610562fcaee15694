//! Which feature shows an element, in which category of the standard's lists (OGC 20-094, "Categories").

use super::feature::{Feature, Maker, display_point, element_labels};
use crate::indoor::degrees::{area_json, line_json};
use crate::indoor::site::{Drawn, Site};
use geo::MultiPolygon;
use locus_publish::BundleElement;
use serde_json::{Value, json};

/// What the first word of a room's key says it is: `corridor`, `corridor-2`. Every other room is a room.
const UNITS: [(&str, &str); 9] = [
    ("corridor", "walkway"),
    ("hallway", "walkway"),
    ("kitchen", "kitchen"),
    ("office", "office"),
    ("stairs", "stairs"),
    ("storage", "storage"),
    ("store", "storage"),
    ("toilet", "restroom"),
    ("washroom", "restroom"),
];

/// The features of one element: of a building two, else one.
pub fn features(maker: &Maker, site: &Site, element: &BundleElement, drawn: &Drawn) -> Vec<Feature> {
    match (element.kind.as_str(), drawn) {
        ("building", Drawn::Area(area)) => building(maker, element, area),
        ("room", Drawn::Area(area)) => vec![unit(maker, element, area, room(element), true)],
        ("yard", Drawn::Area(area)) => vec![unit(maker, element, area, "unenclosedarea", false)],
        ("road", Drawn::Area(area)) => vec![unit(maker, element, area, "road", false)],
        ("window", Drawn::Line(line)) => {
            let standard = json!({ "level_id": maker.level_id(&element.level, site.is_indoors(element)) });
            vec![maker.element("detail", element, line_json(line), standard)]
        }
        (_, Drawn::Line(line)) => vec![opening(maker, site, element, line_json(line))],
        (_, Drawn::Area(area)) => vec![fixture(maker, site, element, area)],
    }
}

/// Building and Footprint: the building has no geometry of its own.
fn building(maker: &Maker, element: &BundleElement, area: &MultiPolygon) -> Vec<Feature> {
    let building = maker.element(
        "building",
        element,
        Value::Null,
        json!({
            "name": element_labels(element), "alt_name": null, "category": "unspecified", "restriction": null,
            "display_point": display_point(area), "address_id": null,
        }),
    );
    let ids = json!([building.id.to_string()]);
    let standard = json!({ "category": "ground", "name": null, "building_ids": ids });
    let geometry = area_json(area).unwrap_or(Value::Null);
    vec![maker.element("footprint", element, geometry, standard), building]
}

fn unit(maker: &Maker, element: &BundleElement, area: &MultiPolygon, category: &str, indoors: bool) -> Feature {
    let standard = json!({
        "category": category, "restriction": null, "accessibility": null, "name": element_labels(element),
        "alt_name": null, "level_id": maker.level_id(&element.level, indoors), "display_point": display_point(area),
    });
    maker.element("unit", element, area_json(area).unwrap_or(Value::Null), standard)
}

fn room(element: &BundleElement) -> &'static str {
    let word = element.key.as_deref().and_then(|key| key.split(['-', '/', '.']).next());
    UNITS.iter().find(|(known, _)| word == Some(known)).map_or("room", |(_, category)| category)
}

fn fixture(maker: &Maker, site: &Site, element: &BundleElement, area: &MultiPolygon) -> Feature {
    let indoors = site.is_indoors(element);
    let category = match element.kind.as_str() {
        "wall" => "wall",
        "object" if indoors => "furniture",
        _ => "obstruction",
    };
    let standard = json!({
        "category": category, "name": element_labels(element), "alt_name": null, "anchor_id": null,
        "level_id": maker.level_id(&element.level, indoors), "display_point": display_point(area),
    });
    maker.element("fixture", element, area_json(area).unwrap_or(Value::Null), standard)
}

fn opening(maker: &Maker, site: &Site, element: &BundleElement, geometry: Value) -> Feature {
    let is_principal = element.kind == "gate" || site.is_entrance(element);
    let standard = json!({
        "category": if is_principal { "pedestrian.principal" } else { "pedestrian" }, "accessibility": null,
        "access_control": null, "door": null, "name": element_labels(element), "alt_name": null, "display_point": null,
        "level_id": maker.level_id(&element.level, site.is_indoors(element)),
    });
    maker.element("opening", element, geometry, standard)
}
