//! The regions as one GeoJSON `FeatureCollection` (RFC 7946), in WGS 84.

use crate::failure::Failure;
use geo::orient::{Direction, Orient};
use geo::{Area, Coord, MapCoords, MultiPolygon, Point};
use locus_earth::Projector;
use locus_model::In;
use locus_plan::Whereabouts;
use serde_json::{Value, json};

/// Regions, candidates and the consensus point; `level` and `share` are parts of the belief, lengths are metres.
pub fn collection(found: &Whereabouts, projector: &Projector) -> Result<Value, Failure> {
    let mut features = Vec::new();
    for region in found.regions.iter().rev() {
        let shape = region.shape.geometry();
        let about = json!({ "what": "region", "level": region.level, "area_m2": shape.unsigned_area().round() });
        features.push(feature(found, polygons(projector, shape)?, about));
    }
    for candidate in &found.candidates {
        let rests_on: Vec<String> = candidate.rests_on.iter().map(ToString::to_string).collect();
        let about = json!({ "what": "candidate", "share": share(candidate.mass), "rests_on": rests_on });
        features.push(feature(found, point(projector, candidate.position.geometry())?, about));
    }
    let about = json!({ "what": "consensus", "radius95_m": metres(found.radius95_m) });
    features.push(feature(found, point(projector, found.position.geometry())?, about));
    Ok(json!({ "type": "FeatureCollection", "features": features }))
}

fn feature(found: &Whereabouts, geometry: Value, mut properties: Value) -> Value {
    properties["key"] = json!(found.key.as_str());
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// Longitude, latitude.
pub fn position(projector: &Projector, at: &Point) -> Result<[f64; 2], Failure> {
    let degrees = projector.geographic(&In::claim(*at)).map_err(|e| Failure::Internal(e.to_string()))?;
    let degrees = degrees.geometry();
    Ok([rounded(degrees.x(), 7), rounded(degrees.y(), 7)])
}

/// To the decimetre.
pub fn metres(metres: f64) -> f64 {
    rounded(metres, 1)
}

/// To the thousandth.
pub fn share(share: f64) -> f64 {
    rounded(share, 3)
}

fn rounded(value: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (value * scale).round() / scale
}

fn point(projector: &Projector, at: &Point) -> Result<Value, Failure> {
    Ok(json!({ "type": "Point", "coordinates": position(projector, at)? }))
}

/// Outer rings counter-clockwise, as section 3.1.6 asks.
fn polygons(projector: &Projector, shape: &MultiPolygon) -> Result<Value, Failure> {
    let degrees = shape.try_map_coords(|c: Coord| {
        let [x, y] = position(projector, &Point(c))?;
        Ok::<_, Failure>(Coord { x, y })
    })?;
    let degrees = degrees.orient(Direction::Default);
    let ring = |ring: &geo::LineString| ring.0.iter().map(|c| [c.x, c.y]).collect::<Vec<_>>();
    let rings = |polygon: &geo::Polygon| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect::<Vec<_>>()
    };
    Ok(json!({ "type": "MultiPolygon", "coordinates": degrees.iter().map(rings).collect::<Vec<_>>() }))
}
