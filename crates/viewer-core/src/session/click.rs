//! What a click into the picture means.

use super::{Session, Tool};
use crate::markers::Marker;
use crate::measure;
use crate::pick::Hit;
use crate::pose::Ray;
use crate::selection::Selection;
use crate::sight;

/// How near a marker a click must be, pixels.
const MARKER_PX: f64 = 14.0;

impl Session {
    /// Asks, measures or looks, as the tool is. `at` is in fractions of the picture from its upper left.
    pub(super) fn click(&mut self, at: [f64; 2]) {
        match &self.tool {
            Tool::Ask => self.selection = self.marker_at(at).or_else(|| self.element_at(at)),
            Tool::Measure(..) => self.measure_at(at),
            Tool::Sight(..) => self.sight_at(at),
        }
    }

    /// What the ray through a point of the picture meets first.
    pub fn hit(&self, at: [f64; 2]) -> Option<Hit> {
        let ray: Ray = self.shot().ray(at, self.aspect());
        self.picker.pick(&ray, &self.visible, &self.planes())
    }

    fn element_at(&self, at: [f64; 2]) -> Option<Selection> {
        let element = self.hit(at)?.element?;
        Some(Selection::Element(self.published.bundle.elements[element].id.clone()))
    }

    /// The incident of the nearest marker; of a cluster, the first that is not yet selected, so that clicks go through it.
    fn marker_at(&self, at: [f64; 2]) -> Option<Selection> {
        let px = [at[0] * self.viewport_px[0], at[1] * self.viewport_px[1]];
        let away = |marker: &Marker| (marker.at[0] - px[0]).hypot(marker.at[1] - px[1]);
        let markers = self.markers();
        let near = markers.iter().filter(|marker| away(marker) <= MARKER_PX);
        let nearest = near.min_by(|a, b| away(a).total_cmp(&away(b)))?;
        let ids = nearest.members.iter().map(|&index| &self.published.bundle.incidents[index].id);
        let ids: Vec<&String> = ids.collect();
        let current = ids.iter().position(|id| self.selection == Some(Selection::Incident((*id).clone())));
        let next = current.map_or(0, |current| (current + 1) % ids.len());
        Some(Selection::Incident(ids[next].clone()))
    }

    fn measure_at(&mut self, at: [f64; 2]) {
        let Some(hit) = self.hit(at) else { return };
        let point = measure::Point::at(&self.published.bundle, &self.visible, &hit);
        let Tool::Measure(points, measured) = &mut self.tool else { return };
        if points.len() == 2 {
            points.clear();
        }
        points.push(point);
        *measured = match points.as_slice() {
            [from, to] => Some(measure::distance(from, to)),
            _ => None,
        };
    }

    fn sight_at(&mut self, at: [f64; 2]) {
        let Some(hit) = self.hit(at) else { return };
        let Tool::Sight(ends, sight) = &mut self.tool else { return };
        if ends.len() == 2 {
            ends.clear();
        }
        ends.push(sight::eye_above(hit.point));
        *sight = match ends.as_slice() {
            &[from, to] => Some(sight::line(&self.picker, &self.published.bundle, &self.visible, from, to)),
            _ => None,
        };
    }
}
