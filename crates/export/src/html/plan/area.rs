//! What a plan shows: a level, or the surroundings of one building.

use locus_publish::{Bundle, BundleElement, BundleLevel};

/// Paper around what is shown, as a share of its longer side.
const MARGIN: f64 = 0.06;

/// A rectangle of the scene, metres `[x, z]`.
pub struct Around<'a> {
    /// Its north-western corner.
    pub low: [f64; 2],
    /// Its south-eastern corner.
    pub high: [f64; 2],
    /// The building it shows from near; none where it shows the whole level.
    pub of: Option<&'a BundleElement>,
}

/// The whole level, and each of its buildings that has rooms. A level without anything has no plan.
pub fn areas<'a>(bundle: &'a Bundle, level: &BundleLevel) -> Vec<Around<'a>> {
    let on_level = || bundle.elements.iter().filter(|e| e.level == level.id);
    let whole = around(on_level().flat_map(vertices), None);
    let rooms: Vec<[f64; 2]> = on_level().filter(|e| e.layer == "rooms").map(middle).collect();
    let buildings = on_level().filter(|e| e.layer == "buildings");
    let near = buildings.filter_map(|building| {
        let area = around(vertices(building), Some(building))?;
        rooms.iter().any(|room| area.holds(*room)).then_some(area)
    });
    whole.into_iter().chain(near).collect()
}

impl Around<'_> {
    /// Its longer side, metres.
    pub fn extent(&self) -> f64 {
        (self.high[0] - self.low[0]).max(self.high[1] - self.low[1])
    }

    /// As an SVG view box.
    pub fn view_box(&self) -> String {
        let [x, z] = self.low;
        [x, z, self.high[0] - x, self.high[1] - z].map(super::stroke::number).join(" ")
    }

    /// Whether a place is in it.
    pub fn holds(&self, place: [f64; 2]) -> bool {
        (0..2).all(|i| (self.low[i]..=self.high[i]).contains(&place[i]))
    }

    /// Whether the box around an element meets it.
    pub fn touches(&self, element: &BundleElement) -> bool {
        around(vertices(element), None)
            .is_some_and(|other| (0..2).all(|i| other.low[i] <= self.high[i] && other.high[i] >= self.low[i]))
    }
}

fn around<'a>(vertices: impl Iterator<Item = [f64; 2]>, of: Option<&'a BundleElement>) -> Option<Around<'a>> {
    let mut found: Option<[[f64; 2]; 2]> = None;
    for v in vertices {
        let [low, high] = found.unwrap_or([v, v]);
        found = Some([[low[0].min(v[0]), low[1].min(v[1])], [high[0].max(v[0]), high[1].max(v[1])]]);
    }
    let [low, high] = found?;
    let margin = MARGIN * (high[0] - low[0]).max(high[1] - low[1]).max(1.0);
    Some(Around { low: low.map(|c| c - margin), high: high.map(|c| c + margin), of })
}

fn vertices(element: &BundleElement) -> impl Iterator<Item = [f64; 2]> {
    let shapes = element.shape.iter();
    shapes.flat_map(|shape| shape.line.iter().chain(shape.rings.iter().flatten()).chain(&shape.point).copied())
}

fn middle(element: &BundleElement) -> [f64; 2] {
    [element.position[0], element.position[2]]
}
