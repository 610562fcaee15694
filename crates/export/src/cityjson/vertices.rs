//! The vertices of a CityJSON file: integers, each place once (OGC 20-072r5, section 4).

use geo::Coord;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Millimetres: what is published has no more.
const PER_METRE: f64 = 1000.0;

/// Places in millimetres east, north and above the anchor, in the order in which they came.
#[derive(Default)]
pub struct Vertices {
    list: Vec<[i64; 3]>,
    known: BTreeMap<[i64; 3], usize>,
}

impl Vertices {
    /// The number of the vertex at a place, local metres, `height_m` above the site's ground.
    pub fn at(&mut self, c: Coord, height_m: f64) -> usize {
        let place = [c.x, c.y, height_m].map(|v| (v * PER_METRE).round() as i64);
        let next = self.list.len();
        let index = *self.known.entry(place).or_insert(next);
        if index == next {
            self.list.push(place);
        }
        index
    }

    /// How integers become metres in the projected CRS.
    pub fn transform(&self, origin_m: [f64; 2]) -> Value {
        let [east, north] = origin_m.map(grid);
        json!({ "scale": [0.001, 0.001, 0.001], "translate": [east, north, 0.0] })
    }

    /// Least and greatest easting, northing, height, metres; `None` where nothing is drawn.
    pub fn extent(&self, origin_m: [f64; 2]) -> Option<[f64; 6]> {
        let [east, north] = origin_m.map(grid);
        let origin = [east, north, 0.0];
        let bound = |i: usize, greatest: bool| {
            let all = self.list.iter().map(|v| v[i]);
            let bound = if greatest { all.max() } else { all.min() };
            bound.map(|v| grid(v as f64 / PER_METRE + origin[i]))
        };
        let all = [(0, false), (1, false), (2, false), (0, true), (1, true), (2, true)].map(|(i, g)| bound(i, g));
        all.iter().all(Option::is_some).then(|| all.map(Option::unwrap_or_default))
    }

    /// The member `vertices`.
    pub fn list(&self) -> &[[i64; 3]] {
        &self.list
    }
}

/// To the millimetre.
fn grid(metres: f64) -> f64 {
    (metres * PER_METRE).round() / PER_METRE
}
