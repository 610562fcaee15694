//! What a click into the picture means.

use super::{Session, Tool};
use crate::markers::Marker;
use crate::measure::{self, Pointing};
use crate::pick::Hit;
use crate::pose::{Projection, Ray};
use crate::selection::Selection;
use crate::sight;

/// How near a marker a click must be, pixels.
const MARKER_PX: f64 = 14.0;
/// A hand on a mouse points this exactly, pixels to either side.
const POINTING_PX: f64 = 2.0;

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
        let pointing = self.pointing(at, &hit);
        let point = measure::Point::at(&self.published.bundle, &self.visible, &hit, pointing);
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

    /// How exactly a hit was pointed at: how far apart on the same surface the rays meet it that pass [`POINTING_PX`] to
    /// either side of it in the picture. Where one side meets something else, as at an edge, the other is doubled; where
    /// both do, the pixels across the line of sight count.
    fn pointing(&self, at: [f64; 2], hit: &Hit) -> Pointing {
        let pixel_m = self.pixel_m(hit);
        let right = self.shot().pose.right();
        let met = |axis: usize, side: f64| {
            let mut beside = at;
            beside[axis] += side * POINTING_PX / self.viewport_px[axis];
            let beside = self.hit(beside).filter(|beside| beside.element == hit.element)?;
            Some([0, 2].map(|i: usize| beside.point[i] - hit.point[i]))
        };
        let span = |axis| match (met(axis, -1.0), met(axis, 1.0)) {
            (Some(low), Some(high)) => [high[0] - low[0], high[1] - low[1]],
            (Some(one), None) | (None, Some(one)) => one.map(|d| 2.0 * d),
            (None, None) => [0, 2].map(|i: usize| 2.0 * POINTING_PX * pixel_m * right[i]),
        };
        Pointing { pixel_m, spans: [span(0), span(1)] }
    }

    /// The width of a pixel at the depth of a hit, metres.
    fn pixel_m(&self, hit: &Hit) -> f64 {
        let shot = self.shot();
        let height_m = match (shot.projection, shot.place(hit.point, self.aspect())) {
            (Projection::Orthographic { height_m }, _) => height_m,
            (Projection::Perspective { fov_y }, Some((_, depth))) => 2.0 * depth * (fov_y / 2.0).tan(),
            (Projection::Perspective { .. }, None) => 0.0,
        };
        height_m / self.viewport_px[1].max(1.0)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::camera::{FOV_Y, Rig};
    use crate::measure::Point;
    use crate::obstacles::site::Site;

    /// A floor of 80 m a side whose radius is known exactly, and a corner in its middle.
    fn session() -> Session {
        let mut site = Site::default();
        site.area("room", "L0", &[[-40.0, -40.0], [40.0, -40.0], [40.0, 40.0], [-40.0, 40.0]], [-0.06, 0.0]);
        site.set("radius95_m", serde_json::json!(0.0));
        site.node("corner", [0.0, 0.0], Some([0.01, 0.0, 0.01]));
        site.session()
    }

    fn measured(session: &mut Session, at: [f64; 2]) -> Point {
        session.apply(crate::action::Action::Measure(true));
        session.apply(crate::action::Action::Click(at));
        let Tool::Measure(points, _) = &session.tool else { panic!("{:?}", session.tool) };
        points[0].clone()
    }

    #[test]
    fn in_a_plan_a_point_is_as_uncertain_as_pixels_are_wide() {
        let mut session = session();
        session.rig = Rig::over([0.0; 3], 54.0, 0.0);
        // 540 rows show 54 m: 0.1 m a pixel, four of them wide.
        let [ee, en, nn] = measured(&mut session, [0.7, 0.7]).cov_m2.unwrap();
        let expected = 0.4f64.powi(2) / 12.0;
        assert!((ee - expected).abs() < 1e-6 && (nn - expected).abs() < 1e-6 && en.abs() < 1e-6, "{ee} {en} {nn}");
    }

    #[test]
    fn along_a_shallow_look_a_point_is_less_certain_than_across_it() {
        let mut session = session();
        session.rig = Rig::Orbit { target: [0.0, 0.0, 0.0], distance_m: 20.0, yaw: 0.0, pitch: -0.1 };
        let [ee, _, nn] = measured(&mut session, [0.5, 0.6]).cov_m2.unwrap();
        // Rows are tan(30 degrees) / 270 apart; the ray of row 324 falls by atan(54/270 tan 30) more than the middle one.
        let fall = 0.1 + (0.2 * (FOV_Y / 2.0).tan()).atan();
        let ratio = (nn / ee).sqrt() * fall.sin();
        assert!(nn > 10.0 * ee && (ratio - 1.0).abs() < 0.1, "{ee} {nn} {ratio}");
    }

    #[test]
    fn a_corner_is_met_within_some_pixels_however_far_it_is() {
        let mut session = session();
        for (height_m, px, is_met) in [(54.0, 11.0, true), (54.0, 13.0, false), (5.4, 39.0, true), (5.4, 41.0, false)] {
            session.rig = Rig::over([0.0; 3], height_m, 0.0);
            let point = measured(&mut session, [0.5 + px / 960.0, 0.5]);
            assert_eq!(point.snapped.is_some(), is_met, "{px} px of {height_m} m");
        }
        session.rig = Rig::over([0.0; 3], 54.0, 0.0);
        assert_eq!(
            measured(&mut session, [0.5, 0.5]).cov_m2,
            Some([0.01, 0.0, 0.01]),
            "a corner has its own covariance"
        );
    }
}
