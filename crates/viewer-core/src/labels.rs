//! Names in the picture: of rooms, buildings, yards and objects, at most one at a spot.

use crate::action::Movement;
use crate::session::Session;

/// Labels nearer than this, pixels, would overlap: the one listed first stays.
const APART_PX: [f64; 2] = [110.0, 30.0];
/// How far names are read on foot or in orbit, metres.
const READ_M: f64 = 400.0;
/// Names on foot stand at the height of the eyes, otherwise just above the floor, metres.
const WALK_ABOVE_M: f64 = 1.7;

/// One name.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Index into the bundle's elements.
    pub element: usize,
    /// Pixels from the picture's upper left.
    pub at: [f64; 2],
}

impl Session {
    /// The names in the picture, nearest first; on foot, only what no wall hides.
    pub fn labels(&self) -> Vec<Label> {
        let (shot, aspect) = (self.shot(), self.aspect());
        let walking = self.movement() == Movement::Walk;
        let mut named: Vec<(f64, Label)> = Vec::new();
        for element in self.named().before(&shot, aspect) {
            let [x, y, z] = self.published.bundle.elements[element].position;
            let above = if walking { WALK_ABOVE_M } else { 0.1 };
            let Some((at, depth)) = shot.place([x, y + above, z], aspect) else { continue };
            let is_near = depth < READ_M || self.movement() == Movement::Plan;
            if self.visible()[element] && is_near && at.iter().all(|f| (0.02..0.98).contains(f)) {
                let px = [at[0] * self.viewport_px[0], at[1] * self.viewport_px[1]];
                named.push((depth, Label { element, at: px }));
            }
        }
        named.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.element.cmp(&b.1.element)));
        let mut kept: Vec<Label> = Vec::new();
        for (_, label) in named {
            let clear = |other: &Label| (0..2).any(|i| (other.at[i] - label.at[i]).abs() >= APART_PX[i]);
            if kept.iter().all(clear) && !(walking && self.is_hidden(&label)) {
                kept.push(label);
            }
        }
        kept
    }

    /// Whether something stands between the eye and a name.
    fn is_hidden(&self, label: &Label) -> bool {
        let at = [label.at[0] / self.viewport_px[0], label.at[1] / self.viewport_px[1]];
        let eye = self.shot().pose.eye;
        let [x, y, z] = self.published.bundle.elements[label.element].position;
        let away = (x - eye[0]).hypot(z - eye[2]).hypot(y + WALK_ABOVE_M - eye[1]);
        self.hit(at).is_some_and(|hit| hit.distance_m < away - 0.3 && hit.element != Some(label.element))
    }
}
