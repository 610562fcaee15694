//! Walls and roads as they lie on the ground: bands along their centre lines, joined where they meet as in `model.glb`.
//!
//! Local metres: east and north of the anchor.

use geo::{Coord, LineString, MultiPolygon, Polygon, unary_union};
use locus_publish::BundleElement;
use locus_publish::joint::{Arm, corners};
use std::collections::BTreeMap;

/// Vertices nearer than this (metres) are one.
const SAME_M: f64 = 1e-3;

/// A straight piece of a band: where its centre line, its left and its right face start and end.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// The centre line.
    pub centre: [Coord; 2],
    /// The left face, seen along it.
    pub left: [Coord; 2],
    /// The right face.
    pub right: [Coord; 2],
}

/// The bands of walls, fences and roads, by element id.
pub struct Bands<'a>(BTreeMap<&'a str, Vec<Stretch>>);

/// A place where bands may meet: level, layer, and the place in millimetres.
type Place<'a> = (&'a str, &'a str, i64, i64);

/// A scene position `[x, z]` as local metres.
pub fn local([x, z]: [f64; 2]) -> Coord {
    Coord { x, y: -z }
}

impl Stretch {
    /// Its outline, counter-clockwise.
    pub fn outline(&self) -> [Coord; 4] {
        [self.right[0], self.right[1], self.left[1], self.left[0]]
    }

    /// Of one that meets no other: `half_m` to either side of a line.
    pub fn alone(centre: [Coord; 2], half_m: f64) -> Self {
        let side = direction(centre).map_or(Coord::zero(), |along| Coord { x: -along.y, y: along.x } * half_m);
        Self { centre, left: centre.map(|c| c + side), right: centre.map(|c| c - side) }
    }

    /// As a polygon.
    pub fn polygon(&self) -> Polygon {
        Polygon::new(LineString::new(self.outline().to_vec()), Vec::new())
    }
}

impl<'a> Bands<'a> {
    /// Of the walls and roads among elements that are shown together.
    pub fn of(elements: impl Iterator<Item = &'a BundleElement>) -> Self {
        let mut bands = BTreeMap::new();
        let mut meetings: BTreeMap<Place, Vec<(Arm, &str, usize, bool)>> = BTreeMap::new();
        for element in elements.filter(|e| e.layer == "walls" || e.layer == "roads") {
            let stretches = stretches(element);
            for (i, stretch) in stretches.iter().enumerate() {
                for (is_start, arm) in arms(stretch) {
                    let at = stretch.centre[usize::from(!is_start)];
                    let place = (element.level.as_str(), element.layer.as_str(), millimetres(at.x), millimetres(at.y));
                    meetings.entry(place).or_default().push((arm, &element.id, i, is_start));
                }
            }
            bands.insert(element.id.as_str(), stretches);
        }
        for ends in meetings.into_values() {
            let arms: Vec<Arm> = ends.iter().map(|(arm, ..)| *arm).collect();
            for ((_, id, i, is_start), corner) in ends.iter().zip(corners(&arms)) {
                if let Some(stretch) = bands.get_mut(id).and_then(|stretches: &mut Vec<Stretch>| stretches.get_mut(*i))
                {
                    stretch.join(*is_start, corner);
                }
            }
        }
        Self(bands)
    }

    /// The stretches of an element, in the order of its line; none of what has no line or no thickness.
    pub fn stretches(&self, id: &str) -> &[Stretch] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }

    /// The whole band of an element.
    pub fn area(&self, id: &str) -> MultiPolygon {
        let pieces: Vec<Polygon> = self.stretches(id).iter().map(Stretch::polygon).collect();
        unary_union(&pieces)
    }
}

impl Stretch {
    /// Moves the corners of an end to where it meets others: left and right of the direction away from the meeting.
    fn join(&mut self, is_start: bool, [left, right]: [Coord; 2]) {
        let end = usize::from(!is_start);
        // Seen from the end of a stretch, left is right.
        let (left, right) = if is_start { (left, right) } else { (right, left) };
        self.left[end] = self.centre[end] + left;
        self.right[end] = self.centre[end] + right;
    }
}

/// The pieces of an element's line, cut square.
fn stretches(element: &BundleElement) -> Vec<Stretch> {
    let Some((shape, thickness)) = element.shape.as_ref().and_then(|shape| Some((shape, shape.thickness_m?))) else {
        return Vec::new();
    };
    let mut line: Vec<Coord> = shape.line.iter().map(|at| local(*at)).collect();
    line.dedup_by(|b, a| length(*b - *a) <= SAME_M);
    line.windows(2).map(|ends| Stretch::alone([ends[0], ends[1]], 0.5 * thickness)).collect()
}

fn arms(stretch: &Stretch) -> [(bool, Arm); 2] {
    let along = direction(stretch.centre).unwrap_or(Coord::zero());
    let half_m = 0.5 * length(stretch.left[0] - stretch.right[0]);
    let length_m = length(stretch.centre[1] - stretch.centre[0]);
    [(true, Arm { direction: along, half_m, length_m }), (false, Arm { direction: -along, half_m, length_m })]
}

fn direction([from, to]: [Coord; 2]) -> Option<Coord> {
    let length = length(to - from);
    (length > 0.0).then(|| (to - from) / length)
}

fn length(c: Coord) -> f64 {
    c.x.hypot(c.y)
}

fn millimetres(v: f64) -> i64 {
    (v / SAME_M).round() as i64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use geo::Area;
    use serde_json::json;

    fn wall(id: &str, line: [[f64; 2]; 2]) -> BundleElement {
        serde_json::from_value(json!({
            "id": id, "layer": "walls", "kind": "wall", "level": "L0", "status": "seen", "drawn_by": [],
            "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 0, "sources": [], "position": [0, 0, 0],
            "shape": {"base_m": 0, "top_m": 3, "line": line, "thickness_m": 0.2},
        }))
        .unwrap()
    }

    #[test]
    fn walls_that_meet_at_a_corner_share_it_and_cover_it_once() {
        let walls = [wall("a", [[0.0, 0.0], [4.0, 0.0]]), wall("b", [[4.0, 0.0], [4.0, -3.0]])];
        let bands = Bands::of(walls.iter());
        let areas: f64 = ["a", "b"].iter().map(|id| bands.area(id).unsigned_area()).sum();
        let both: Vec<Polygon> = ["a", "b"].iter().flat_map(|id| bands.area(id)).collect();
        // A 4 m and a 3 m centre line, 0.2 m thick; what the mitre adds outside it takes inside.
        assert!((areas - 1.4).abs() < 1e-6, "{areas}");
        assert!((unary_union(&both).unsigned_area() - areas).abs() < 1e-6);
        assert!(bands.area("elsewhere").0.is_empty());
    }
}
