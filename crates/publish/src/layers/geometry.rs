//! Printed coordinates as GeoJSON geometries: closed, right-handed, and never silently degenerate.

use crate::PublishError;
use crate::ground::{Ground, LonLat};
use crate::notes::Notes;
use geo::{LineString, Polygon, Validation};
use geojson::{Geometry, GeometryValue};
use locus_model::{Form, Note, NoteKind};

/// A ring whose area is below this (square degrees) has no area: half of the smallest triangle on the 1e-7 grid.
const NO_AREA_DEG2: f64 = 2.5e-15;

/// A form whose outer vertices are `printed`; holes are printed to `hole_radius95_m`. Properties parallel to the
/// vertices (`along`) are turned with the ring. A form that is no form any more when printed becomes `None`, and a
/// note about `about` says so.
pub fn form<T>(
    form: &Form,
    mut printed: Vec<LonLat>,
    along: &mut [T],
    ground: &Ground,
    hole_radius95_m: Option<f64>,
    about: &str,
    notes: &mut Notes,
) -> Result<Option<Geometry>, PublishError> {
    let value = match form {
        Form::Point(_) => printed.first().map(|p| GeometryValue::new_point(*p)),
        Form::Line(_) if is_spot(&printed) => None,
        Form::Line(_) => Some(GeometryValue::new_line_string(printed)),
        Form::Area(area) => {
            if orient(&mut printed, true) == Turn::Reversed {
                along.reverse();
            }
            let mut rings = vec![printed];
            for hole in area.interiors() {
                let mut ring = ring(hole, ground, hole_radius95_m, about)?;
                match orient(&mut ring, false) {
                    Turn::NoArea => notes.add(collapsed(about, "a hole of its outline")),
                    _ => rings.push(ring),
                }
            }
            polygon(rings)
        }
    };
    if value.is_none() {
        notes.add(collapsed(about, "its outline"));
    }
    Ok(value.map(Geometry::new))
}

/// A polygon in site metres, every vertex printed to `radius95_m`; `None` where it has no area when printed.
pub fn area(
    area: &Polygon,
    ground: &Ground,
    radius95_m: Option<f64>,
    about: &str,
    notes: &mut Notes,
) -> Result<Option<Geometry>, PublishError> {
    let outer = ring(area.exterior(), ground, radius95_m, about)?;
    form::<()>(&Form::Area(area.clone()), outer, &mut [], ground, radius95_m, about, notes)
}

/// Whether a polygon, as printed, touches or crosses itself: QGIS and spatial databases would refuse it.
pub fn crosses_itself(geometry: &Geometry) -> bool {
    let GeometryValue::Polygon { coordinates } = &geometry.value else { return false };
    let mut rings =
        coordinates.iter().map(|ring| LineString::from_iter(ring.iter().map(|p| (p[0], p[1])))).collect::<Vec<_>>();
    let outer = rings.remove(0);
    !Polygon::new(outer, rings).is_valid()
}

/// A ring as printed; neighbours that print alike are one position (an ellipse of millimetres has 64 corners on a few).
fn ring(line: &LineString, ground: &Ground, radius95_m: Option<f64>, about: &str) -> Result<Vec<LonLat>, PublishError> {
    let mut ring: Vec<LonLat> =
        line.0.iter().map(|c| ground.degrees(*c, radius95_m, about)).collect::<Result<_, _>>()?;
    ring.dedup();
    Ok(ring)
}

fn polygon(rings: Vec<Vec<LonLat>>) -> Option<GeometryValue> {
    (area2(&rings[0]).abs() > NO_AREA_DEG2).then(|| GeometryValue::new_polygon(rings))
}

#[derive(PartialEq)]
enum Turn {
    Kept,
    Reversed,
    NoArea,
}

/// Turns a closed ring so that it follows the right-hand rule: outer rings counter-clockwise, holes clockwise.
fn orient(ring: &mut [LonLat], counter_clockwise: bool) -> Turn {
    let area = area2(ring);
    if area.abs() <= NO_AREA_DEG2 {
        return Turn::NoArea;
    }
    if (area > 0.0) == counter_clockwise {
        return Turn::Kept;
    }
    ring.reverse();
    Turn::Reversed
}

/// Twice the signed area, square degrees; relative to the first vertex, or the digits of a longitude would drown it.
fn area2(ring: &[LonLat]) -> f64 {
    let Some(origin) = ring.first() else { return 0.0 };
    let cross = |pair: &[LonLat]| {
        let (a, b) = (pair[0], pair[1]);
        (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
    };
    ring.windows(2).map(cross).sum()
}

fn is_spot(line: &[LonLat]) -> bool {
    line.iter().all(|p| Some(p) == line.first())
}

fn collapsed(about: &str, what: &str) -> Note {
    let message = format!("{what} is smaller than the precision it is known to, and is published without geometry");
    Note::new(NoteKind::LeftOut, about, message, "Draw it larger, or as a point, if its size matters.")
}
