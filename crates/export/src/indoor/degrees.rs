//! Degrees of longitude and latitude (WGS 84), as published; of what was not published, counted from what was.

use crate::Facility;
use crate::band::local;
use geo::orient::{Direction, Orient};
use geo::{Area, Coord, LineString, MultiPolygon, Polygon, Validation, unary_union};
use geojson::{Geometry, GeometryValue};
use locus_publish::{BundleElement, BundleFrame};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Semi-major axis, metres, and squared eccentricity of the ellipsoid of WGS 84 (NGA.STND.0036, table 3.1 and 3.5).
const WGS84: [f64; 2] = [6_378_137.0, 6.694_379_990_141e-3];
/// Published positions have seven decimals: 1 cm.
const GRID: f64 = 1e7;
/// How often at most an area is rounded anew.
const SETTLED: usize = 8;

/// The published geometry of the elements, and how to go a few metres from it.
pub struct Degrees<'a> {
    geometries: BTreeMap<&'a str, &'a Geometry>,
    /// Degrees of longitude per metre to the east, of latitude per metre to the north.
    per_metre: [f64; 2],
    /// Sine and cosine of the angle from true to grid north, clockwise.
    convergence: [f64; 2],
}

impl<'a> Degrees<'a> {
    /// Of a facility's layers.
    pub fn of(facility: &'a Facility) -> Self {
        let features = facility.layers.values().flat_map(|layer| &layer.features);
        let named = features.filter_map(|feature| {
            let id = feature.properties.as_ref()?.get("id")?.as_str()?;
            Some((id, feature.geometry.as_ref()?))
        });
        let frame = &facility.bundle().frame;
        let (sin, cos) = frame.convergence_deg.to_radians().sin_cos();
        Self { geometries: named.collect(), per_metre: per_metre(frame), convergence: [sin, cos] }
    }

    /// The published polygon of an element.
    pub fn area(&self, element: &BundleElement) -> Option<Polygon> {
        let GeometryValue::Polygon { coordinates } = &self.geometries.get(element.id.as_str())?.value else {
            return None;
        };
        let mut rings = coordinates.iter().map(|ring| line(ring));
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    /// The published line of an element.
    pub fn line(&self, element: &BundleElement) -> Option<LineString> {
        match &self.geometries.get(element.id.as_str())?.value {
            GeometryValue::LineString { coordinates } => Some(line(coordinates)),
            _ => None,
        }
    }

    /// The published point of an element.
    pub fn point(&self, element: &BundleElement) -> Option<Coord> {
        match &self.geometries.get(element.id.as_str())?.value {
            GeometryValue::Point { coordinates } => Some(position(coordinates)),
            _ => None,
        }
    }

    /// A shape in local metres that lies at most a few metres from an element's published line or point. Along the
    /// line the published degrees are interpolated; what is left over is too short for the projection to matter.
    pub fn beside(&self, element: &BundleElement, shape: &MultiPolygon) -> Option<MultiPolygon> {
        let base = self.base(element)?;
        let carried = |ring: &LineString| LineString::new(ring.0.iter().map(|c| self.carry(&base, *c)).collect());
        let polygons =
            shape.iter().map(|p| Polygon::new(carried(p.exterior()), p.interiors().iter().map(carried).collect()));
        Some(polygons.collect())
    }

    /// The element's vertices in local metres and in degrees.
    fn base(&self, element: &BundleElement) -> Option<Vec<[Coord; 2]>> {
        let shape = element.shape.as_ref()?;
        if let (Some(at), Some(degrees)) = (shape.point, self.point(element)) {
            return Some(vec![[local(at), degrees]]);
        }
        let degrees = self.line(element)?;
        let pairs = shape.line.iter().zip(&degrees.0).map(|(at, degrees)| [local(*at), *degrees]);
        (shape.line.len() == degrees.0.len()).then(|| pairs.collect())
    }

    fn carry(&self, base: &[[Coord; 2]], at: Coord) -> Coord {
        let start = base.first().map(|[metres, degrees]| (*metres, *degrees)).unwrap_or_default();
        let feet = base.windows(2).map(|ends| foot([ends[0], ends[1]], at)).chain([start]);
        let away = |(metres, _): &(Coord, Coord)| (at.x - metres.x).hypot(at.y - metres.y);
        let (metres, degrees) = feet.min_by(|a, b| away(a).total_cmp(&away(b))).unwrap_or(start);
        let ([sin, cos], off) = (self.convergence, at - metres);
        let [east, north] = [off.x * cos + off.y * sin, off.y * cos - off.x * sin];
        Coord { x: degrees.x + east * self.per_metre[0], y: degrees.y + north * self.per_metre[1] }
    }
}

/// The nearest place on a piece of line, in metres and in degrees.
fn foot([[from, from_deg], [to, to_deg]]: [[Coord; 2]; 2], at: Coord) -> (Coord, Coord) {
    let (along, off) = (to - from, at - from);
    let square = along.x * along.x + along.y * along.y;
    let t = if square > 0.0 { ((along.x * off.x + along.y * off.y) / square).clamp(0.0, 1.0) } else { 0.0 };
    (from + along * t, from_deg + (to_deg - from_deg) * t)
}

/// Radii of curvature at the anchor's latitude (Snyder 1987, *Map Projections*, equations 4-18 to 4-20).
fn per_metre(frame: &BundleFrame) -> [f64; 2] {
    let [a, e2] = WGS84;
    let (sin, cos) = frame.anchor[1].to_radians().sin_cos();
    let w2 = 1.0 - e2 * sin * sin;
    let (normal, meridian) = (a / w2.sqrt(), a * (1.0 - e2) / (w2 * w2.sqrt()));
    [1.0 / (normal * cos), 1.0 / meridian].map(f64::to_degrees)
}

fn line(positions: &[geojson::Position]) -> LineString {
    positions.iter().map(position).collect()
}

fn position(of: &geojson::Position) -> Coord {
    Coord { x: of[0], y: of[1] }
}

/// A position as GeoJSON, on the grid of the published ones.
pub fn position_json(at: Coord) -> Value {
    let [x, y] = grid(at);
    json!([x, y])
}

/// An area made of others, as it will be printed: rounding may let its outline touch itself, and taking that apart makes
/// new corners, which are rounded again.
pub fn settled(mut area: MultiPolygon) -> MultiPolygon {
    for _ in 0..SETTLED {
        let rounded: Vec<Polygon> = area.iter().map(on_grid).filter(|p| p.unsigned_area() > 0.0).collect();
        area = MultiPolygon::new(rounded);
        if area.is_valid() {
            break;
        }
        area = unary_union(&area);
    }
    area
}

fn on_grid(polygon: &Polygon) -> Polygon {
    let rings = |line: &LineString| LineString::from(ring(line));
    let holes = polygon
        .interiors()
        .iter()
        .map(rings)
        .filter(|hole| Polygon::new(hole.clone(), Vec::new()).unsigned_area() > 0.0);
    Polygon::new(rings(polygon.exterior()), holes.collect())
}

/// A line as a GeoJSON geometry.
pub fn line_json(line: &LineString) -> Value {
    json!({ "type": "LineString", "coordinates": ring(line) })
}

/// An area as a GeoJSON geometry: right-handed (RFC 7946, 3.1.6), on the grid of published positions. `None` where
/// nothing of it is left there.
pub fn area_json(area: &MultiPolygon) -> Option<Value> {
    let polygons: Vec<Value> = area.orient(Direction::Default).iter().filter_map(rings).collect();
    match <[Value; 1]>::try_from(polygons) {
        Ok([polygon]) => Some(json!({ "type": "Polygon", "coordinates": polygon })),
        Err(polygons) if polygons.is_empty() => None,
        Err(polygons) => Some(json!({ "type": "MultiPolygon", "coordinates": polygons })),
    }
}

fn rings(polygon: &Polygon) -> Option<Value> {
    let all = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let drawn = |line: &LineString| Polygon::new(LineString::from(ring(line)), Vec::new()).unsigned_area() > 0.0;
    let rings: Vec<Vec<[f64; 2]>> = all.filter(|line| drawn(line)).map(ring).collect();
    drawn(polygon.exterior()).then(|| json!(rings))
}

/// On the grid; neighbours that fall on one place are one.
fn ring(line: &LineString) -> Vec<[f64; 2]> {
    let mut ring: Vec<[f64; 2]> = line.0.iter().map(|c| grid(*c)).collect();
    ring.dedup();
    ring
}

fn grid(at: Coord) -> [f64; 2] {
    // Adding zero turns -0 into 0.
    [at.x, at.y].map(|v| (v * GRID).round() / GRID + 0.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::house::house;
    use serde_json::json;

    /// pyproj 3.7.2, EPSG:32652 to WGS 84: the ends of a wall of 102 m, its middle, and a place 3 m beside that.
    const WALL: [[f64; 2]; 2] = [[131.491_132_64, 39.493_201_82], [131.492_300_931, 39.493_356_947]];
    const BESIDE: [[f64; 2]; 2] = [[131.491_716_785, 39.493_279_385], [131.491_710_779, 39.493_306_541]];

    #[test]
    fn beside_a_wall_degrees_are_those_of_the_projection() {
        let mut facility = house();
        facility.published.bundle.frame.anchor = WALL[0];
        facility.published.bundle.frame.convergence_deg = 1.584_929;
        let mut wall = facility.bundle().elements.iter().find(|e| e.id == "wall-front").unwrap().clone();
        wall.shape.as_mut().unwrap().line = vec![[0.0, 0.0], [100.0, -20.0]];
        let layer = json!({"type": "FeatureCollection", "features": [{"type": "Feature",
            "geometry": {"type": "LineString", "coordinates": WALL}, "properties": {"id": "wall-front"}}]});
        facility.layers = [("walls".to_owned(), serde_json::from_value(layer).unwrap())].into();
        let ring = [(50.0, 10.0), (49.4, 13.0), (50.0, 10.0)];
        let area = MultiPolygon::from(Polygon::new(ring.to_vec().into(), Vec::new()));
        let carried = Degrees::of(&facility).beside(&wall, &area).unwrap();
        for (at, wanted) in carried.0[0].exterior().0.iter().zip(BESIDE) {
            // 1e-8 degree is a millimetre.
            assert!((at.x - wanted[0]).abs() < 2e-8 && (at.y - wanted[1]).abs() < 2e-8, "{at:?}, {wanted:?}");
        }
    }

    #[test]
    fn an_area_that_touches_itself_on_the_grid_is_taken_apart() {
        // Two corners a tenth of the grid from the far side: rounded, the outline touches itself.
        let ring = [(0.0, 0.0), (4e-7, 0.0), (2e-7, 0.01e-7), (4e-7, 4e-7), (0.0, 4e-7), (0.0, 0.0)];
        let dented = [(0.0, 0.0), (4e-7, 0.0), (4e-7, 4e-7), (2e-7, 0.4e-7), (0.0, 4e-7), (0.0, 0.0)];
        for ring in [ring, dented] {
            let area = settled(MultiPolygon::from(Polygon::new(ring.to_vec().into(), Vec::new())));
            assert!(area.is_valid() && !area.0.is_empty());
            assert!(area.iter().flat_map(|p| &p.exterior().0).all(|c| grid(*c) == [c.x, c.y]));
        }
    }
}
