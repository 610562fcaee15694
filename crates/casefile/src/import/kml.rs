//! KML 2.2 and 2.3 (OGC 12-007r2): placemarks with one `Point`, in whatever folders they lie.

use super::place::{Words, lon_lat, word};
use super::xml::Element;
use super::{ImportedPin, left_out};
use crate::findings::{Page, Problem};
use locus_model::Position;

/// What links to other files; never followed.
const LINKS: [&str; 2] = ["NetworkLink", "NetworkLinkControl"];

/// The pins of a document, in its order.
pub(super) fn pins(page: &Page, root: &Element) -> Vec<ImportedPin> {
    let mut found = Vec::new();
    walk(page, root, &mut found);
    found
}

fn walk(page: &Page, element: &Element, found: &mut Vec<ImportedPin>) {
    for child in &element.children {
        match child.name.as_str() {
            "Placemark" => found.extend(placemark(page, child)),
            name if LINKS.contains(&name) => {
                let target = address(child).unwrap_or("an unnamed file");
                let remedy = "save the linked file and import it by itself";
                left_out(page, child.line, format!("a link to {target} is not followed"), remedy);
            }
            "GroundOverlay" | "ScreenOverlay" | "PhotoOverlay" => {
                left_out(
                    page,
                    child.line,
                    format!("a {} is not imported", child.name),
                    "georeferenced imagery belongs in imagery/",
                );
            }
            _ => {
                check_coordinates(page, child);
                walk(page, child, found);
            }
        }
    }
}

fn address(link: &Element) -> Option<&str> {
    let inside = |element: &Element| element.name == "href" || element.name == "targetHref";
    let deep = |child: &'_ Element| child.children.iter().position(inside);
    link.children.iter().find_map(|child| deep(child).map(|at| child.children[at].text.trim()))
}

fn placemark(page: &Page, placemark: &Element) -> Option<ImportedPin> {
    let mut points = Vec::new();
    let mut others = Vec::new();
    geometries(page, placemark, &mut points, &mut others);
    match (points.as_slice(), others.as_slice()) {
        ([point], []) => pin(page, placemark, point),
        ([], []) => {
            left_out(page, placemark.line, "a placemark without a geometry is not imported", "");
            None
        }
        ([], _) => {
            let what = format!("a {} is not imported", others.join(", "));
            left_out(page, placemark.line, what, "draw regions as [[area]], outlines in footprints.geojson");
            None
        }
        _ => {
            let found = format!("a placemark with {} points and {} other geometries", points.len(), others.len());
            page.mistake(placemark.line, found, "one point", "make a placemark of each point");
            None
        }
    }
}

/// The points of a placemark and the names of its other geometries.
fn geometries<'e>(page: &Page, element: &'e Element, points: &mut Vec<&'e Element>, others: &mut Vec<&'e str>) {
    for child in &element.children {
        match child.name.as_str() {
            "Point" => points.push(child),
            "MultiGeometry" => geometries(page, child, points, others),
            "LineString" | "LinearRing" | "Polygon" | "Model" | "Track" | "MultiTrack" => {
                check_coordinates(page, child);
                others.push(&child.name);
            }
            _ => {}
        }
    }
}

fn pin(page: &Page, placemark: &Element, point: &Element) -> Option<ImportedPin> {
    let written = point.child("coordinates").map(|c| c.text.trim()).unwrap_or_default();
    let line = point.child("coordinates").map_or(point.line, |c| c.line);
    let position = page.keep(single(written, line))?;
    let mut words = Words::default();
    for child in &placemark.children {
        if let (true, Some(word)) = (child.children.is_empty(), word(&child.name)) {
            words.put(word, &child.name, &child.text);
        }
    }
    for data in placemark.child("ExtendedData").into_iter().flat_map(fields) {
        let (name, text) = data;
        match word(name) {
            Some(word) => words.put(word, name, text),
            None => left_out(page, placemark.line, format!("the field \"{name}\" is not imported"), ""),
        }
    }
    words.pin(page, placemark.line, position, written.to_owned())
}

/// Names and texts of `ExtendedData`, typed or not.
fn fields(extended: &Element) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for child in &extended.children {
        match (child.name.as_str(), child.attribute("name")) {
            ("Data", Some(name)) => found.push((name, child.child("value").map_or("", |value| value.text.as_str()))),
            ("SchemaData", _) => {
                let typed = |simple: &'_ Element| simple.name == "SimpleData";
                for simple in child.children.iter().filter(|s| typed(s)) {
                    found.push((simple.attribute("name").unwrap_or_default(), simple.text.as_str()));
                }
            }
            _ => {}
        }
    }
    found
}

fn single(written: &str, line: usize) -> Result<Position, Problem> {
    let tuples: Vec<&str> = written.split_whitespace().collect();
    match tuples[..] {
        [tuple] => tuple_position(tuple, line),
        _ => {
            let found = format!("a point with {} coordinate tuples", tuples.len());
            Err(Problem::new(
                line,
                found,
                "one: longitude,latitude or longitude,latitude,altitude",
                "export the file again",
            ))
        }
    }
}

fn tuple_position(tuple: &str, line: usize) -> Result<Position, Problem> {
    let numbers: Vec<&str> = tuple.split(',').collect();
    match numbers[..] {
        [lon, lat] | [lon, lat, _] => lon_lat(line, lon, lat),
        _ => {
            let found = format!("the coordinate tuple \"{tuple}\"");
            Err(Problem::new(line, found, "longitude,latitude or longitude,latitude,altitude", "export the file again"))
        }
    }
}

/// Coordinates of geometries that are not imported are checked all the same: a file that is wrong in one place is not
/// to be trusted in another.
fn check_coordinates(page: &Page, element: &Element) {
    if element.name == "coordinates" {
        for tuple in element.text.split_whitespace() {
            page.keep(tuple_position(tuple, element.line));
        }
        return;
    }
    if matches!(element.name.as_str(), "LineString" | "LinearRing" | "Polygon" | "outerBoundaryIs" | "innerBoundaryIs")
    {
        element.children.iter().for_each(|child| check_coordinates(page, child));
    }
}
