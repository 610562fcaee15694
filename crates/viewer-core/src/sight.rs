//! What stands between an eye and a thing, and what can be seen from a place.

mod area;

use crate::basis::Basis;
use crate::glb::Surface;
use crate::pick::Picker;
use crate::pose::Ray;
use crate::walk::EYE_M;
use locus_publish::{Bundle, BundleElement};
use std::collections::BTreeMap;

pub use area::seen_area;

/// What one looks at does not hide itself: crossings this near to either end (metres) are not counted.
const AT_ITS_END_M: f64 = 0.02;

/// A look from one point to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// Metres between them.
    pub distance_m: f64,
    /// Whether nothing shown is in between.
    pub clear: bool,
    /// Everything in between, the nearest first. The glass of windows and the bars of gates are looked through.
    pub blockers: Vec<Blocker>,
}

/// Something in the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocker {
    /// By its index in the bundle.
    pub element: usize,
    /// Metres from the eye to where it begins.
    pub distance_m: f64,
    /// What its existence rests on.
    pub basis: Basis,
    /// Whether nobody said its height: then the look may pass above it.
    pub height_assumed: bool,
}

/// Where the eyes of somebody are who stands on this point.
pub fn eye_above(point: [f64; 3]) -> [f64; 3] {
    [point[0], point[1] + EYE_M, point[2]]
}

/// Looks from one point to another past what is visible. What is hidden does not block: whoever prints this says what is
/// hidden.
pub fn line(picker: &Picker, bundle: &Bundle, visible: &[bool], from: [f64; 3], to: [f64; 3]) -> Sight {
    let way: [f64; 3] = std::array::from_fn(|i| to[i] - from[i]);
    let distance_m = way.iter().map(|w| w * w).sum::<f64>().sqrt();
    let mut first: BTreeMap<usize, f64> = BTreeMap::new();
    if distance_m > 2.0 * AT_ITS_END_M {
        let ray = Ray { origin: from, direction: way.map(|w| w / distance_m) };
        picker.along(&ray, [AT_ITS_END_M, distance_m - AT_ITS_END_M], |crossing, _| {
            let Some(element) = crossing.element else { return };
            if crossing.surface != Surface::Pane && visible.get(element) == Some(&true) {
                let nearest = first.entry(element).or_insert(crossing.distance_m);
                *nearest = nearest.min(crossing.distance_m);
            }
        });
    }
    let blocker = |(element, distance_m): (usize, f64)| {
        let published = bundle.elements.get(element)?;
        let (basis, height_assumed) = (Basis::of(published), is_height_assumed(published));
        Some(Blocker { element, distance_m, basis, height_assumed })
    };
    let mut blockers: Vec<Blocker> = first.into_iter().filter_map(blocker).collect();
    blockers.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m));
    Sight { distance_m, clear: blockers.is_empty(), blockers }
}

/// Whether an element is drawn as high as it is by default alone.
pub fn is_height_assumed(element: &BundleElement) -> bool {
    element.height_basis.as_deref() == Some("default") || element.assumed.keys().any(|name| name.ends_with("-height"))
}

#[cfg(test)]
mod tests;
