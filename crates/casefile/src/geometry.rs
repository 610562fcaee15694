//! Positions, lines and rings (RFC 7946, section 3.1), checked before anything is computed with them.

use crate::field::{Span, between};
use crate::findings::Problem;
use crate::limits::LIMITS;
use crate::ring::check_ring;
use crate::value::{Node, Value};
use geo::{Coord, Distance, Haversine, LineString, Point, Polygon};
use locus_model::Form;

type Read<T> = Result<T, Problem>;

/// What the numbers of a position are.
#[derive(Clone, Copy)]
pub(crate) enum Axes {
    /// WGS 84 longitude, latitude, near the site's anchor (where that is known).
    Degrees { anchor: Option<Coord> },
    /// Pixels of a scan.
    Pixels,
}

/// The forms a geometry may have, as `type` names them.
const FORMS: [&str; 3] = ["Point", "LineString", "Polygon"];

const LONGITUDE: Span = between(-180.0, 180.0, "degrees of longitude");
const LATITUDE: Span = between(-90.0, 90.0, "degrees of latitude");
const PIXEL: Span = between(-LIMITS.pixel, LIMITS.pixel, "pixels");

/// A position of two numbers, or three with a height (which [`has_height`] finds and which is not used).
pub(crate) fn position(value: &Value, axes: Axes) -> Read<Coord> {
    let shape =
        || value.refused("a position: two numbers in brackets", "write [x, y]; of degrees [longitude, latitude]");
    let elements = value.elements().ok_or_else(shape)?;
    let mut numbers = [0.0; 3];
    if !(2..=3).contains(&elements.len()) {
        return Err(shape());
    }
    for (number, element) in numbers.iter_mut().zip(elements) {
        let Node::Number(given) = element.node else { return Err(shape()) };
        *number = given;
    }
    let [x, y, _] = numbers;
    match axes {
        Axes::Degrees { anchor } => degrees(Coord { x, y }, anchor, value),
        Axes::Pixels if PIXEL.holds(x) && PIXEL.holds(y) => Ok(Coord { x, y }),
        Axes::Pixels => Err(value.refused(PIXEL.words(), "give pixels of the scan: x to the right, y down")),
    }
}

fn degrees(at: Coord, anchor: Option<Coord>, value: &Value) -> Read<Coord> {
    let order = "a position as longitude, latitude in degrees";
    if !LATITUDE.holds(at.y) && LATITUDE.holds(at.x) && LONGITUDE.holds(at.y) {
        let remedy = format!("a latitude of {} does not exist: exchange the two numbers, longitude comes first", at.y);
        return Err(value.refused(order, remedy));
    }
    if !LONGITUDE.holds(at.x) || !LATITUDE.holds(at.y) {
        let remedy = match at.x.abs().max(at.y.abs()) > 360.0 {
            true => "these look like metres of a projection: export the layer as WGS 84 (EPSG:4326)",
            false => "correct the position",
        };
        return Err(value.refused(format!("{order}, within 180 and 90"), remedy));
    }
    let swapped = Coord { x: at.y, y: at.x };
    if is_far(at, anchor) && LATITUDE.holds(swapped.y) && !is_far(swapped, anchor) {
        let remedy = "with the numbers exchanged it lies at the site: longitude comes first";
        return Err(value.refused(format!("{order}, near the site's anchor"), remedy));
    }
    Ok(at)
}

/// Whether a place lies so far from the anchor that it can hardly belong to the facility.
pub(crate) fn is_far(at: Coord, anchor: Option<Coord>) -> bool {
    anchor.is_some_and(|anchor| Haversine.distance(Point::from(at), Point::from(anchor)) > LIMITS.near_anchor_m)
}

/// Positions in brackets, at least `least` of them, none the same as the one before.
pub(crate) fn positions(value: &Value, axes: Axes, least: usize) -> Read<Vec<Coord>> {
    let elements = value
        .elements()
        .ok_or_else(|| value.refused("a list of positions", "nest the brackets as the geometry's type asks"))?;
    if elements.len() < least || elements.len() > LIMITS.positions {
        let found = format!("a list of {} where positions are counted", elements.len());
        let expected = format!("{least} to {} positions", LIMITS.positions);
        let remedy = if elements.len() < least { "complete the geometry or remove it" } else { "simplify the line" };
        return Err(Problem::new(value.line, found, expected, remedy));
    }
    let points: Vec<Coord> = elements.iter().map(|element| position(element, axes)).collect::<Read<_>>()?;
    let repeated = points.windows(2).position(|pair| pair[0] == pair[1]);
    match repeated {
        Some(i) => {
            Err(elements[i + 1].refused("positions that differ from the one before", "remove the repeated position"))
        }
        None => Ok(points),
    }
}

fn ring(value: &Value, axes: Axes) -> Read<LineString> {
    let points = positions(value, axes, 4)?;
    let lines: Vec<usize> = value.elements().unwrap_or_default().iter().map(|element| element.line).collect();
    if points.first() != points.last() {
        let line = lines.last().copied().unwrap_or(value.line);
        let found = "a ring whose last position is not its first";
        return Err(Problem::new(line, found, "a closed ring", "repeat the first position at the end"));
    }
    // What a hand drew may cross itself; what was digitised on imagery may not.
    if matches!(axes, Axes::Degrees { .. }) {
        check_ring(&points, &lines)?;
    }
    Ok(LineString(points))
}

/// A polygon from its rings: the outer one first, holes after it. The direction of rings is not asked for: what it would
/// mean follows from their order.
pub(crate) fn polygon(rings: &Value, axes: Axes) -> Read<Polygon> {
    let nested = || rings.refused("a list of rings", "write [[[x, y], …]]");
    let mut elements = rings.elements().ok_or_else(nested)?.iter();
    let exterior = ring(elements.next().ok_or_else(nested)?, axes)?;
    let holes = elements.map(|element| ring(element, axes)).collect::<Read<Vec<_>>>()?;
    let polygon = Polygon::new(exterior, holes);
    if matches!(axes, Axes::Degrees { .. }) {
        crate::ring::check_holes(&polygon, rings)?;
    }
    Ok(polygon)
}

/// The geometry of a feature, one of the three forms a case uses.
pub(crate) fn form(geometry: &Value, axes: Axes) -> Read<Form> {
    let kind = geometry.get("type").and_then(Value::as_text).unwrap_or("");
    if !FORMS.contains(&kind) {
        let at = geometry.get("type").unwrap_or(geometry);
        let remedy = match kind.strip_prefix("Multi").or((kind == "GeometryCollection").then_some("")) {
            Some(_) => "make one feature of each part",
            None => "write the type in this spelling; a place without geometry is named by its key alone",
        };
        return Err(at.refused("a geometry whose \"type\" is Point, LineString or Polygon", remedy));
    }
    let coordinates = geometry.get("coordinates").ok_or_else(|| {
        Problem::new(geometry.line, "a geometry without \"coordinates\"", "\"coordinates\"", "export the layer again")
    })?;
    match kind {
        "Point" => position(coordinates, axes).map(|at| Form::Point(at.into())),
        "LineString" => positions(coordinates, axes, 2).map(|points| Form::Line(LineString(points))),
        _ => polygon(coordinates, axes).map(Form::Area),
    }
}

/// Whether any position below has a third number.
pub(crate) fn has_height(value: &Value) -> bool {
    let Some(elements) = value.elements() else { return false };
    let is_number = |value: &Value| matches!(value.node, Node::Number(_));
    if elements.first().is_some_and(is_number) { elements.len() > 2 } else { elements.iter().any(has_height) }
}
