//! GeoJSON in the tags of OpenStreetMap's *Simple Indoor Tagging*, for programs that draw it.
//!
//! It must not be uploaded to OpenStreetMap: it is testimony about a place that can be checked by nobody there. The
//! file says so itself.

use super::degrees::{area_json, line_json, position_json};
use super::site::Site;
use crate::claims::{claims, names, not_drawn};
use crate::{ExportError, Facility, Files};
use geo::{Centroid, Coord, MultiPolygon};
use locus_publish::BundleElement;
use serde_json::{Map, Value, json};

/// What our own properties begin with.
const PREFIX: &str = "locus:";
/// What stands in the file before anything else.
const NOTICE: [&str; 2] = [
    "Do not upload this to OpenStreetMap: it shows what people remember, partly inferred or assumed, and nobody can \
     survey it.",
    "오픈스트리트맵에 올리지 마십시오. 사람들의 기억에 따른 것이고 일부는 추론하거나 가정한 것이며, 현장에서 확인할 수 없습니다.",
];
/// Rooms that the first word of their key says to be ways.
const CORRIDORS: [&str; 2] = ["corridor", "hallway"];

/// The file, as `<case>.osm-indoor.geojson`: every element that is shown first, WGS 84.
///
/// # Errors
/// None today; the signature is that of every export.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let site = Site::of(facility);
    let (mut features, mut shapeless) = (Vec::new(), Vec::new());
    for element in facility.shown_first() {
        match feature(&site, element) {
            Some(feature) => features.push(feature),
            None => shapeless.push(element),
        }
    }
    let case = &facility.bundle().case;
    let head = json!({ "notice_en": NOTICE[0], "notice_ko": NOTICE[1], "id": case.id, "name": case.name,
        "rights": facility.bundle().rights, "published_sha256": facility.published.sha256 });
    let lines = |list: &[Value]| list.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n");
    let hidden: Vec<Value> = not_drawn(facility, shapeless, PREFIX).into_iter().map(Value::Object).collect();
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\n\"locus\":{head},\n\"locus:not_drawn\":[{}],\n{}\"features\":[\n{}\n]}}\n",
        lines(&hidden),
        bbox(&features),
        lines(&features)
    );
    Ok(Files::from([(format!("{}.osm-indoor.geojson", case.id), text.into_bytes())]))
}

fn feature(site: &Site, element: &BundleElement) -> Option<Value> {
    let mut tags = tags(site, element);
    tags.extend(named(element));
    if let Some(level) = site.facility.bundle().levels.iter().find(|level| level.id == element.level) {
        tags.insert("level".to_owned(), json!(level.ordinal.to_string()));
    }
    tags.extend(claims(site.facility, element, PREFIX));
    Some(json!({ "type": "Feature", "id": element.id, "geometry": geometry(site, element)?, "properties": tags }))
}

/// Doors, gates and windows are nodes (OpenStreetMap wiki, "Simple Indoor Tagging", doors): the middle of their line.
fn geometry(site: &Site, element: &BundleElement) -> Option<Value> {
    let point = |at: Coord| json!({ "type": "Point", "coordinates": position_json(at) });
    if let Some(at) = site.degrees.point(element) {
        return Some(point(at));
    }
    if let Some(area) = site.degrees.area(element) {
        return area_json(&MultiPolygon::from(area));
    }
    let line = site.degrees.line(element)?;
    Some(if element.layer == "openings" { point(line.centroid()?.into()) } else { line_json(&line) })
}

fn tags(site: &Site, element: &BundleElement) -> Map<String, Value> {
    let word = element.key.as_deref().and_then(|key| key.split(['-', '/', '.']).next());
    let is_corridor = word.is_some_and(|word| CORRIDORS.contains(&word));
    let tags: &[(&str, &str)] = match element.kind.as_str() {
        "room" if is_corridor => &[("indoor", "corridor")],
        "room" => &[("indoor", "room")],
        "building" => &[("building", "yes")],
        "yard" if site.is_within_building(element) => &[("indoor", "area")],
        "yard" => &[("man_made", "courtyard")],
        "road" => &[("highway", "road")],
        "wall" if site.is_indoors(element) => &[("indoor", "wall")],
        "wall" => &[("barrier", "wall")],
        "fence" => &[("barrier", "fence")],
        "door" if site.is_entrance(element) => &[("door", "yes"), ("entrance", "yes")],
        "door" => &[("door", "yes")],
        "gate" => &[("barrier", "gate")],
        "window" => &[("window", "yes")],
        "tower" => &[("man_made", "tower")],
        "object" => &[("man_made", "yes")],
        _ => &[],
    };
    tags.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect()
}

/// `name` as on the spot: Korean where there is Korean.
fn named(element: &BundleElement) -> Map<String, Value> {
    let [en, ko] = names(element);
    let all = [("name", ko.or(en)), ("name:en", en), ("name:ko", ko)];
    all.into_iter().filter_map(|(tag, name)| Some((tag.to_owned(), json!(name?)))).collect()
}

/// The extent (RFC 7946, 5), as a member; nothing where there is none.
fn bbox(features: &[Value]) -> String {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let mut open: Vec<&Value> = features.iter().map(|feature| &feature["geometry"]["coordinates"]).collect();
    while let Some(value) = open.pop() {
        match value.as_array().map(Vec::as_slice) {
            Some([Value::Number(x), Value::Number(y)]) => {
                for (i, v) in [x, y].into_iter().filter_map(|n| n.as_f64()).enumerate() {
                    (low[i], high[i]) = (low[i].min(v), high[i].max(v));
                }
            }
            Some(list) => open.extend(list),
            None => {}
        }
    }
    if low[0] > high[0] { String::new() } else { format!("\"bbox\":{},\n", json!([low[0], low[1], high[0], high[1]])) }
}

#[cfg(test)]
mod tests;
