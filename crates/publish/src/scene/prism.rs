//! Upright solids over a polygon: floors, buildings, towers, objects.

use super::mesh::Mesh;
use geo::{Coord, LineString, Orient, Polygon, TriangulateEarcut, orient::Direction};

/// Corners closer to the line of their neighbours than this (metres) are no corners.
const STRAIGHT_M: f64 = 1e-4;

/// The polygon (metres east and north of the anchor) from `low` to `high`; empty where it has no area.
pub fn prism(area: &Polygon, low: f64, high: f64) -> Mesh {
    // Triangulation drops corners on straight lines; so the sides must not have them either.
    let rings = |ring: &LineString| simplified(ring);
    let area =
        Polygon::new(rings(area.exterior()), area.interiors().iter().map(rings).collect()).orient(Direction::Default);
    let mut mesh = Mesh::default();
    if area.exterior().0.len() < 4 {
        return mesh;
    }
    for triangle in area.earcut_triangles() {
        let [a, b, c] = counter_clockwise(triangle.to_array());
        mesh.triangle([a, b, c].map(|p| [p.x, p.y, high]));
        mesh.triangle([c, b, a].map(|p| [p.x, p.y, low]));
    }
    for ring in std::iter::once(area.exterior()).chain(area.interiors()) {
        for side in ring.lines() {
            let (a, b) = (side.start, side.end);
            mesh.quad([[a.x, a.y, low], [b.x, b.y, low], [b.x, b.y, high], [a.x, a.y, high]]);
        }
    }
    mesh
}

/// A square of edge `side` around a place.
pub fn square(at: Coord, side: f64) -> Polygon {
    let h = 0.5 * side;
    Polygon::new(
        LineString::from(vec![
            (at.x - h, at.y - h),
            (at.x + h, at.y - h),
            (at.x + h, at.y + h),
            (at.x - h, at.y + h),
            (at.x - h, at.y - h),
        ]),
        Vec::new(),
    )
}

/// A box along a line: `half` to either side, from `low` to `high`.
pub fn beam(from: Coord, to: Coord, half: f64, low: f64, high: f64) -> Mesh {
    let length = (to.x - from.x).hypot(to.y - from.y);
    if length <= 0.0 {
        return Mesh::default();
    }
    let side = Coord { x: -(to.y - from.y), y: to.x - from.x } * (half / length);
    let ring = vec![from - side, to - side, to + side, from + side, from - side];
    prism(&Polygon::new(LineString::new(ring), Vec::new()), low, high)
}

fn counter_clockwise([a, b, c]: [Coord; 3]) -> [Coord; 3] {
    if (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0.0 { [a, c, b] } else { [a, b, c] }
}

/// A closed ring without corners on straight lines.
fn simplified(ring: &LineString) -> LineString {
    let mut corners: Vec<Coord> = ring.0.clone();
    corners.pop();
    loop {
        let n = corners.len();
        let flat = (0..n).find(|i| is_straight(corners[(i + n - 1) % n], corners[*i], corners[(i + 1) % n]));
        match flat {
            Some(i) if n >= 3 => corners.remove(i),
            _ => break,
        };
    }
    LineString::from_iter(corners.iter().chain(corners.first()).copied())
}

fn is_straight(a: Coord, b: Coord, c: Coord) -> bool {
    let (base, cross) = (c - a, (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
    cross.abs() <= STRAIGHT_M * base.x.hypot(base.y).max(STRAIGHT_M)
}

#[cfg(test)]
mod tests {
    use super::super::mesh::tests::{is_watertight, volume};
    use super::*;
    use geo::Area;
    use proptest::prelude::*;

    #[test]
    fn a_room_with_a_pillar_and_a_needless_corner() {
        let outer = LineString::from(vec![(0.0, 0.0), (2.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0), (0.0, 0.0)]);
        let hole = LineString::from(vec![(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)]);
        let mesh = prism(&Polygon::new(outer, vec![hole]), -0.05, 0.05);
        assert!(is_watertight(&mesh));
        assert!((volume(&mesh) - 1.1).abs() < 1e-6, "{}", volume(&mesh));
    }

    #[test]
    fn what_has_no_area_is_empty() {
        let flat = LineString::from(vec![(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 0.0)]);
        assert_eq!(prism(&Polygon::new(flat, Vec::new()), 0.0, 1.0), Mesh::default());
        assert_eq!(beam(Coord::zero(), Coord::zero(), 0.1, 0.0, 1.0), Mesh::default());
    }

    proptest! {
        /// Star-shaped outlines, either way round: closed, outward, and as large as their area.
        #[test]
        fn any_outline_is_watertight(radii in proptest::collection::vec(0.5..6.0f64, 3..14), reversed: bool) {
            let n = radii.len() as f64;
            let corner = |(i, r): (usize, &f64)| {
                let (s, c) = (std::f64::consts::TAU * i as f64 / n).sin_cos();
                (r * c, r * s)
            };
            let mut ring: Vec<(f64, f64)> = radii.iter().enumerate().map(corner).collect();
            if reversed {
                ring.reverse();
            }
            let area = Polygon::new(LineString::from(ring), Vec::new());
            let mesh = prism(&area, 0.0, 2.0);
            prop_assert!(is_watertight(&mesh));
            prop_assert!((volume(&mesh) - 2.0 * area.unsigned_area()).abs() < 1e-3);
        }
    }
}
