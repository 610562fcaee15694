//! Names in the picture: of rooms, buildings, yards and objects, at most one at a spot.

use crate::action::Movement;
use crate::language::Language;
use crate::pose::Shot;
use crate::session::Session;
use locus_publish::BundleElement;

/// Labels nearer than this, pixels, would overlap: the one listed first stays.
const APART_PX: [f64; 2] = [110.0, 30.0];
/// How far names are read on foot or in orbit, metres.
const READ_M: f64 = 400.0;
/// Names on foot stand at the height of the eyes, otherwise just above the floor, metres.
const WALK_ABOVE_M: f64 = 1.7;
/// The name of an object that is lower than that stands so far above it, metres.
const OBJECT_ABOVE_M: f64 = 0.3;
/// A room or an object this large in the picture, pixels, has room for its own name.
const LARGE_PX: f64 = 80.0;

/// One name.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Index into the bundle's elements.
    pub element: usize,
    /// Pixels from the picture's upper left.
    pub at: [f64; 2],
}

/// Which names go before others where there is no room for all: what is large enough to be told apart, then what it is
/// part of, then what is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    LargePart,
    Whole,
    SmallPart,
}

/// What an element is called in a picture or a list: its name, with the key beside it where it has none in this language;
/// else its key.
pub fn name(element: &BundleElement, language: Language) -> Option<String> {
    let Some(name) = element.name.as_ref().and_then(|name| language.of(name)) else { return element.key.clone() };
    let is_own = element.name.as_ref().is_some_and(|name| language.own(name).is_some());
    let key = element.key.as_deref().filter(|key| !is_own && *key != name);
    Some(key.map_or_else(|| name.to_owned(), |key| format!("{name} ({key})")))
}

impl Session {
    /// The names in the picture: rooms and objects that are large in it, then buildings and yards, then what is small,
    /// each the nearest first; on foot, only what no wall hides. What is larger than the picture has no name in it.
    pub fn labels(&self) -> Vec<Label> {
        let (shot, aspect) = (self.shot(), self.aspect());
        let walking = self.movement() == Movement::Walk;
        let mut named: Vec<((Rank, f64), Label)> = Vec::new();
        for element in self.named().before(&shot, aspect) {
            let Some((at, depth)) = shot.place(self.anchor(element), aspect) else { continue };
            let is_near = depth < READ_M || self.movement() == Movement::Plan;
            if self.visible()[element] && is_near && at.iter().all(|f| (0.02..0.98).contains(f)) {
                let Some(rank) = self.rank(element, &shot) else { continue };
                named.push(((rank, depth), Label { element, at: self.px(at) }));
            }
        }
        named.sort_by(|((a, near), x), ((b, far), y)| {
            a.cmp(b).then(near.total_cmp(far)).then(x.element.cmp(&y.element))
        });
        let mut kept: Vec<Label> = Vec::new();
        for (_, label) in named {
            let clear = |other: &Label| (0..2).any(|i| (other.at[i] - label.at[i]).abs() >= APART_PX[i]);
            if kept.iter().all(clear) && !(walking && self.is_hidden(&label)) {
                kept.push(label);
            }
        }
        kept
    }

    /// Where a name stands, scene metres.
    fn anchor(&self, element: usize) -> [f64; 3] {
        let element = &self.published.bundle.elements[element];
        let [x, y, z] = element.position;
        let top = element.shape.as_ref().and_then(|shape| shape.top_m).filter(|_| element.layer == "objects");
        let above = match (self.movement(), top) {
            (Movement::Walk, Some(top)) => WALK_ABOVE_M.min(top - y + OBJECT_ABOVE_M),
            (Movement::Walk, None) => WALK_ABOVE_M,
            _ => 0.1,
        };
        [x, y + above, z]
    }

    /// By how large its outline is in the picture; `None` where that is larger than the picture, as that of a building is
    /// in which one stands.
    fn rank(&self, element: usize, shot: &Shot) -> Option<Rank> {
        let element = &self.published.bundle.elements[element];
        let is_part = ["rooms", "objects"].contains(&element.layer.as_str());
        let vertices = element.shape.iter().flat_map(|shape| shape.rings.iter().flatten());
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for &[x, z] in vertices {
            let at = self.px(shot.place([x, element.position[1], z], self.aspect())?.0);
            low = [low[0].min(at[0]), low[1].min(at[1])];
            high = [high[0].max(at[0]), high[1].max(at[1])];
        }
        let size = [high[0] - low[0], high[1] - low[1]];
        match (is_part, size[0].max(size[1]) >= LARGE_PX) {
            _ if (0..2).any(|i| size[i] > self.viewport_px[i]) => None,
            (true, true) => Some(Rank::LargePart),
            (true, false) => Some(Rank::SmallPart),
            (false, _) => Some(Rank::Whole),
        }
    }

    /// Whether something stands between the eye and a name.
    fn is_hidden(&self, label: &Label) -> bool {
        let at = [label.at[0] / self.viewport_px[0], label.at[1] / self.viewport_px[1]];
        let (eye, name) = (self.shot().pose.eye, self.anchor(label.element));
        let away = (0..3).map(|i| (name[i] - eye[i]).powi(2)).sum::<f64>().sqrt();
        self.hit(at).is_some_and(|hit| hit.distance_m < away - 0.3 && hit.element != Some(label.element))
    }

    /// Fractions of the picture as pixels.
    fn px(&self, at: [f64; 2]) -> [f64; 2] {
        [at[0] * self.viewport_px[0], at[1] * self.viewport_px[1]]
    }
}

#[cfg(test)]
mod tests;
