//! What stops a person on foot and what carries one: the plan's solids and floors, found by place.
//!
//! Everything follows the published shapes, so what stops is what is drawn. Walls and fences stand with their thickness
//! and height, less the gaps of doors and gates; the pane of a window stops a body, though no look. Buildings without
//! walls of their own, towers and objects are drawn as solids and are solid. Nobody drew the inside of a building
//! without walls, so nobody can walk there. A building with walls is a floor. Hidden elements neither stop nor carry.

mod floor;
mod masonry;
#[cfg(test)]
pub(crate) mod site;
mod solid;

use crate::walk::{RADIUS_M, STEP_M};
use floor::{Floor, Ramp};
use locus_publish::{Bundle, BundleElement};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use std::collections::BTreeMap;

pub use solid::Solid;

/// Below this thickness (metres) a building is the floor of its rooms, as the model draws it.
const SLAB_M: f64 = 0.2;
/// Distances this much below the radius (metres) are rounding.
const ROUNDING_M: f64 = 1e-7;
/// How far one who stands inside something is moved at most, metres.
const FARTHEST_M: f64 = 400.0;

type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

/// The solids and floors of what is shown.
pub struct Obstacles {
    solids: Vec<Solid>,
    floors: Vec<Floor>,
    ramps: Vec<Ramp>,
    /// Floors without an edge: the lowest that is shown, and the ground where that lies below it.
    endless: Vec<f64>,
    solid_index: Boxes,
    floor_index: Boxes,
}

impl Obstacles {
    /// Of the visible elements; `visible` is parallel to the elements.
    ///
    /// Elements without a published shape (folders of older versions) are passed over.
    pub fn new(bundle: &Bundle, visible: &[bool]) -> Self {
        let shown: Vec<(usize, &BundleElement)> =
            bundle.elements.iter().enumerate().filter(|(i, _)| visible.get(*i) == Some(&true)).collect();
        let kinds: BTreeMap<&str, &str> = bundle.elements.iter().map(|e| (e.id.as_str(), e.kind.as_str())).collect();
        let mut solids = Vec::new();
        for (index, element) in &shown {
            solids.extend(standing(*index, element, &kinds));
        }
        let floors = floor::floors(bundle, &shown);
        let ramps = floor::ramps(bundle, &shown);
        let solid_index = index_of(solids.iter().map(|s| s.rings.as_slice()));
        let floor_index = index_of(floors.iter().map(|f| f.rings.as_slice()));
        Self { solids, floors, ramps, endless: floor::endless(bundle, &shown), solid_index, floor_index }
    }

    /// The solids that come within `reach` metres of a place, in no promised order of distance.
    pub fn near(&self, at: [f64; 2], reach: f64) -> impl Iterator<Item = &Solid> {
        self.solid_index.locate_in_envelope_intersecting(&around(at, reach)).map(|found| &self.solids[found.data])
    }

    /// Whether a person of this height can stand here without touching anything that stops.
    pub fn is_clear(&self, feet: [f64; 3], height_m: f64) -> bool {
        let at = [feet[0], feet[2]];
        let stopping = self.near(at, RADIUS_M).filter(|s| s.stops(feet[1], height_m));
        stopping.map(|s| s.distance(at)).all(|d| d >= RADIUS_M - ROUNDING_M)
    }

    /// The height of what carries a person here: the highest floor or solid under any part of the feet that is not more
    /// than a step above them. On a stair the stair alone, where it is at most a step away: a hole in the floor above
    /// it is not published.
    pub fn floor(&self, feet: [f64; 3]) -> f64 {
        let at = [feet[0], feet[2]];
        let reach = feet[1] + STEP_M;
        let carries = |top: f64| top <= reach + ROUNDING_M;
        let tops = self.near(at, RADIUS_M).filter(|s| carries(s.high) && s.distance(at) < RADIUS_M - ROUNDING_M);
        let top = tops.map(|s| s.high).fold(f64::NEG_INFINITY, f64::max);
        let ramp = self.ramps.iter().filter_map(|ramp| ramp.height(at)).filter(|h| (h - feet[1]).abs() <= STEP_M);
        let ramp = ramp.fold(f64::NEG_INFINITY, f64::max);
        if ramp.is_finite() {
            return top.max(ramp);
        }
        let near = self.floor_index.locate_in_envelope_intersecting(&around(at, RADIUS_M));
        let floors = near.map(|found| &self.floors[found.data]);
        let floors = floors.filter(|f| carries(f.height) && f.distance(at) < RADIUS_M).map(|f| f.height);
        let endless = self.endless.iter().copied().filter(|h| carries(*h));
        let floor = floors.chain(endless).fold(top, f64::max);
        if floor.is_finite() { floor } else { self.lowest() }
    }

    /// The nearest place found where a person can stand; the same place where that is clear, or nothing is.
    pub fn settle(&self, feet: [f64; 3], height_m: f64) -> [f64; 3] {
        let standing = |x: f64, z: f64| [x, self.floor([x, feet[1], z]), z];
        let here = standing(feet[0], feet[2]);
        if self.is_clear(here, height_m) {
            return here;
        }
        let mut away = 0.25 * RADIUS_M;
        while away < FARTHEST_M {
            for turn in 0..32 {
                let (sin, cos) = (std::f64::consts::TAU * f64::from(turn) / 32.0).sin_cos();
                let place = standing(feet[0] + away * sin, feet[2] - away * cos);
                if self.is_clear(place, height_m) {
                    return place;
                }
            }
            away *= 1.15;
        }
        feet
    }

    fn lowest(&self) -> f64 {
        self.endless.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// The solids of one element.
fn standing(index: usize, element: &BundleElement, kinds: &BTreeMap<&str, &str>) -> Vec<Solid> {
    let Some(shape) = &element.shape else { return Vec::new() };
    let Some(top) = shape.top_m else { return Vec::new() };
    match element.kind.as_str() {
        "wall" | "fence" => masonry::pieces(index, shape, top, kinds),
        _ if floor::is_stair(element) => Vec::new(),
        "building" if top - shape.base_m <= SLAB_M => Vec::new(),
        "building" | "tower" | "object" => {
            Solid::new(index, shape.rings.clone(), [shape.base_m, top]).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn index_of<'a>(areas: impl Iterator<Item = &'a [Vec<[f64; 2]>]>) -> Boxes {
    let boxed = |(i, rings): (usize, &'a [Vec<[f64; 2]>])| {
        let points = rings.iter().flatten();
        let (low, high) = points.fold(([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]), |(low, high), p| {
            ([low[0].min(p[0]), low[1].min(p[1])], [high[0].max(p[0]), high[1].max(p[1])])
        });
        GeomWithData::new(Rectangle::from_corners(low, high), i)
    };
    RTree::bulk_load(areas.enumerate().map(boxed).collect())
}

fn around(at: [f64; 2], reach: f64) -> AABB<[f64; 2]> {
    AABB::from_corners([at[0] - reach, at[1] - reach], [at[0] + reach, at[1] + reach])
}
