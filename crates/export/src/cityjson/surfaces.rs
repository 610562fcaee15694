//! Geometries of CityJSON: surfaces and solids over vertices (OGC 20-072r5, section 3).

use super::sewn::sew;
use super::vertices::Vertices;
use geo::orient::{Direction, Orient};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use locus_viewer_core::glb::Piece;
use serde_json::{Value, json};

/// A face: its rings of vertices, outer first; not closed.
type Face = Vec<Vec<usize>>;

/// Flat surfaces at one height; `None` where nothing has an area.
pub fn flat(area: &MultiPolygon, height_m: f64, lod: &str, vertices: &mut Vertices) -> Option<Value> {
    let polygons = area.orient(Direction::Default);
    let faces: Vec<Face> = polygons.iter().filter_map(|polygon| face(polygon, height_m, vertices)).collect();
    (!faces.is_empty()).then(|| json!({ "type": "MultiSurface", "lod": lod, "boundaries": faces }))
}

/// What a block's lower, upper and upright faces are.
pub type Semantics = [Value; 3];

/// An upright block over a polygon; `None` where it has no volume.
pub fn block(
    area: &Polygon,
    [low, high]: [f64; 2],
    semantics: Semantics,
    lod: &str,
    vertices: &mut Vertices,
) -> Option<Value> {
    if high <= low {
        return None;
    }
    let area = area.orient(Direction::Default);
    let (upper, lower) = (face(&area, high, vertices)?, face(&area, low, vertices)?);
    let lower: Face = lower.into_iter().map(|ring| ring.into_iter().rev().collect()).collect();
    let mut faces = vec![lower, upper.clone()];
    for (below, above) in faces[0].clone().iter().zip(&upper) {
        // Above is counter-clockwise, below the same the other way round.
        let below: Vec<usize> = below.iter().rev().copied().collect();
        let sides = (0..above.len()).map(|i| (i, (i + 1) % above.len()));
        faces.extend(sides.map(|(i, j)| vec![vec![below[i], below[j], above[j], above[i]]]));
    }
    let values: Vec<usize> = (0..faces.len()).map(|i| i.min(2)).collect();
    Some(json!({
        "type": "Solid", "lod": lod, "boundaries": [faces],
        "semantics": { "surfaces": semantics, "values": [values] },
    }))
}

/// An upright rectangle over a line: what closes an opening.
pub fn upright(
    line: &[Coord],
    [low, high]: [f64; 2],
    semantic: &str,
    lod: &str,
    vertices: &mut Vertices,
) -> Option<Value> {
    let (from, to) = (*line.first()?, *line.last()?);
    let face = [vertices.at(from, low), vertices.at(to, low), vertices.at(to, high), vertices.at(from, high)];
    let is_flat = (0..4).any(|i| (0..i).any(|j| face[i] == face[j]));
    (!is_flat).then(|| {
        json!({
            "type": "MultiSurface", "lod": lod, "boundaries": [[face]],
            "semantics": { "surfaces": [{ "type": semantic }], "values": [0] },
        })
    })
}

/// The solid of the published model; upright faces are wall surfaces. `None` where it is flat to the millimetre.
pub fn modelled(piece: &Piece, lod: &str, vertices: &mut Vertices) -> Option<Value> {
    let at = |i: u32| piece.positions.get(i as usize).map(|p| p.map(f64::from));
    let (mut faces, mut values): (Vec<Vec<usize>>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for corners in piece.indices.chunks_exact(3) {
        let [Some(a), Some(b), Some(c)] = [corners[0], corners[1], corners[2]].map(at) else { continue };
        let face = [a, b, c].map(|[x, y, z]| vertices.at(Coord { x, y: -z }, y));
        if face[0] != face[1] && face[1] != face[2] && face[2] != face[0] {
            faces.push(face.to_vec());
            values.push(is_upright([a, b, c]).then_some(0));
        }
    }
    sew(&mut faces, |vertex| vertices.list()[vertex]);
    let faces: Vec<Face> = faces.into_iter().map(|ring| vec![ring]).collect();
    (!faces.is_empty()).then(|| {
        json!({
            "type": "Solid", "lod": lod, "boundaries": [faces],
            "semantics": { "surfaces": [{ "type": "WallSurface" }], "values": [values] },
        })
    })
}

/// Whether a triangle of scene positions stands rather than lies.
fn is_upright([a, b, c]: [[f64; 3]; 3]) -> bool {
    let [u, v]: [[f64; 3]; 2] = [b, c].map(|p| std::array::from_fn(|i| p[i] - a[i]));
    let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    normal[1].abs() < normal[0].hypot(normal[2])
}

/// The polygon at one height, as it is oriented; `None` where its outer ring has less than three places.
fn face(polygon: &Polygon, height_m: f64, vertices: &mut Vertices) -> Option<Face> {
    let mut ring = |line: &LineString| {
        let mut ring: Vec<usize> = line.0.iter().map(|c| vertices.at(*c, height_m)).collect();
        ring.dedup();
        ring.pop();
        (ring.len() >= 3).then_some(ring)
    };
    let outer = ring(polygon.exterior())?;
    Some(std::iter::once(outer).chain(polygon.interiors().iter().filter_map(ring)).collect())
}
