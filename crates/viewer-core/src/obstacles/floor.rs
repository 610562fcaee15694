//! What carries a person: floors of levels and stairs between them.

use super::SLAB_M;
use super::solid::{Solid, contains, distance};
use geo::{ConvexHull, MultiPoint, Point};
use locus_publish::{Bundle, BundleElement, BundleLevel};
use std::collections::BTreeMap;

/// A level area.
pub struct Floor {
    /// Closed rings `[x, z]`, outline first.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Scene metres.
    pub height: f64,
}

/// A stair or ramp: an area that rises evenly from one level to the next.
pub struct Ramp {
    rings: Vec<Vec<[f64; 2]>>,
    foot: [f64; 2],
    /// From the foot to the head, metres.
    run: [f64; 2],
    rise: [f64; 2],
}

impl Floor {
    /// Metres from a place; 0 on it.
    pub fn distance(&self, at: [f64; 2]) -> f64 {
        distance(&self.rings, at)
    }
}

impl Ramp {
    /// Its height at a place; `None` beside it.
    pub fn height(&self, at: [f64; 2]) -> Option<f64> {
        let [dx, dz] = self.run;
        let along = ((at[0] - self.foot[0]) * dx + (at[1] - self.foot[1]) * dz) / (dx * dx + dz * dz);
        let [low, high] = self.rise;
        contains(&self.rings, at).then(|| low + along.clamp(0.0, 1.0) * (high - low))
    }
}

/// Whether an element is a way to the next level. No kind of the published format says so: its kind or key must name it.
pub fn is_stair(element: &BundleElement) -> bool {
    let names = [Some(element.kind.as_str()), element.key.as_deref()];
    names.into_iter().flatten().any(|name| name.contains("stair") || name.contains("ramp"))
}

/// Rooms, yards, roads and floors of buildings at the height of their level. A level on which no area was drawn is a floor
/// as far as its outermost parts.
pub fn floors(bundle: &Bundle, shown: &[(usize, &BundleElement)]) -> Vec<Floor> {
    let mut floors = Vec::new();
    let mut by_level: BTreeMap<&str, Vec<&BundleElement>> = BTreeMap::new();
    for (_, element) in shown {
        by_level.entry(&element.level).or_default().push(element);
    }
    for (level, elements) in by_level {
        let height = elevation(bundle, level);
        let areas = elements.iter().filter(|e| is_floor(e)).filter_map(|e| e.shape.as_ref()).map(|s| s.rings.clone());
        let before = floors.len();
        floors.extend(areas.filter(|rings| !rings.is_empty()).map(|rings| Floor { rings, height }));
        if floors.len() == before {
            floors.extend(hull(&elements).map(|ring| Floor { rings: vec![ring], height }));
        }
    }
    floors
}

fn is_floor(element: &BundleElement) -> bool {
    let thickness = element.shape.as_ref().and_then(|s| s.top_m.map(|top| top - s.base_m));
    match element.kind.as_str() {
        "room" | "yard" => true,
        "building" => thickness.is_some_and(|t| t <= SLAB_M),
        _ => false,
    }
}

fn hull(elements: &[&BundleElement]) -> Option<Vec<[f64; 2]>> {
    let shapes = elements.iter().filter_map(|e| e.shape.as_ref());
    let points = shapes.flat_map(|s| s.line.iter().chain(s.rings.iter().flatten()));
    let points: MultiPoint =
        points.filter(|p| p.iter().all(|v| v.is_finite())).map(|p| Point::new(p[0], p[1])).collect();
    let hull = points.convex_hull();
    let ring: Vec<[f64; 2]> = hull.exterior().0.iter().map(|c| [c.x, c.y]).collect();
    (ring.len() >= 4).then_some(ring)
}

/// The stairs that are shown, each from its level to the one above. A line says which way is up, as the arrow of a drawn
/// stair does; an outline alone rises along its longest side, in the order it is published.
pub fn ramps(bundle: &Bundle, shown: &[(usize, &BundleElement)]) -> Vec<Ramp> {
    shown.iter().filter(|(_, e)| is_stair(e)).filter_map(|(i, e)| ramp(bundle, *i, e)).collect()
}

fn ramp(bundle: &Bundle, index: usize, element: &BundleElement) -> Option<Ramp> {
    let shape = element.shape.as_ref()?;
    let level = bundle.levels.iter().find(|l| l.id == element.level)?;
    let high = above(bundle, level).map_or(level.elevation_m + level.height_m, |l| l.elevation_m);
    let rings = Solid::new(index, shape.rings.clone(), [level.elevation_m, high])?.rings;
    let (foot, head) = match shape.line.as_slice() {
        [first, .., last] => (*first, *last),
        _ => longest_side(shape.rings.first()?)?,
    };
    let run = [head[0] - foot[0], head[1] - foot[1]];
    (run[0].hypot(run[1]) > 1e-6).then_some(Ramp { rings, foot, run, rise: [level.elevation_m, high] })
}

fn longest_side(ring: &[[f64; 2]]) -> Option<([f64; 2], [f64; 2])> {
    let length = |w: &[[f64; 2]]| (w[1][0] - w[0][0]).hypot(w[1][1] - w[0][1]);
    ring.windows(2).max_by(|a, b| length(a).total_cmp(&length(b))).map(|w| (w[0], w[1]))
}

fn above<'a>(bundle: &'a Bundle, level: &BundleLevel) -> Option<&'a BundleLevel> {
    bundle.levels.iter().filter(|l| l.ordinal > level.ordinal).min_by_key(|l| l.ordinal)
}

/// The floors without an edge: the lowest level that is shown, so that nobody falls out of the world, and the ground
/// where that level lies below it.
pub fn endless(bundle: &Bundle, shown: &[(usize, &BundleElement)]) -> Vec<f64> {
    let lowest = shown.iter().map(|(_, e)| elevation(bundle, &e.level)).fold(f64::INFINITY, f64::min);
    let lowest = if lowest.is_finite() { lowest } else { 0.0 };
    if lowest < 0.0 { vec![lowest, 0.0] } else { vec![lowest] }
}

fn elevation(bundle: &Bundle, level: &str) -> f64 {
    bundle.levels.iter().find(|l| l.id == level).map_or(0.0, |l| l.elevation_m)
}
