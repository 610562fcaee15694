//! GPX 1.0 and 1.1: waypoints. Tracks and routes say where somebody moved, not where a place is.

use super::place::{Words, lon_lat, word};
use super::xml::Element;
use super::{ImportedPin, left_out};
use crate::findings::Page;

/// The waypoints of a document, in its order.
pub(super) fn pins(page: &Page, root: &Element) -> Vec<ImportedPin> {
    let mut found = Vec::new();
    for child in &root.children {
        match child.name.as_str() {
            "wpt" => found.extend(waypoint(page, child)),
            "trk" | "rte" => {
                let kind = if child.name == "trk" { "track" } else { "route" };
                left_out(page, child.line, format!("a {kind} is not imported"), "mark the places as waypoints");
            }
            _ => {}
        }
    }
    found
}

fn waypoint(page: &Page, waypoint: &Element) -> Option<ImportedPin> {
    let (Some(lat), Some(lon)) = (waypoint.attribute("lat"), waypoint.attribute("lon")) else {
        page.mistake(waypoint.line, "a waypoint without lat or lon", "both attributes", "export the file again");
        return None;
    };
    let position = page.keep(lon_lat(waypoint.line, lon, lat))?;
    let mut words = Words::default();
    for child in &waypoint.children {
        if let Some(word) = word(&child.name) {
            words.put(word, &child.name, &child.text);
        }
    }
    words.pin(page, waypoint.line, position, format!("lat=\"{lat}\" lon=\"{lon}\""))
}
