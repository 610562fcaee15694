//! Incidents in the picture: markers at their places, clustered when near.

use crate::incidents::{Cluster, cluster};
use crate::pose::{Projection, Shot};
use crate::session::Session;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

/// Markers nearer than this, pixels, become one.
const NEAR_PX: f64 = 28.0;
/// Farther incidents are not drawn in a perspective picture, metres; they stay in the list.
const REACH_M: f64 = 1_500.0;
/// What is nearer than this before a marker does not hide it, metres.
const SAME_M: f64 = 0.3;
/// A marker stands this high above its floor, metres.
const ABOVE_M: f64 = 1.2;

/// Of a cluster so many members are asked whether something stands before them.
const ASKED: usize = 8;

/// One marker.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Indices into the bundle's incidents, ascending.
    pub members: Vec<usize>,
    /// Pixels from the picture's upper left.
    pub at: [f64; 2],
    /// Whether something stands before all of them: it is drawn hollow, so that it does not seem to be on a wall.
    pub hidden: bool,
}

/// Where things are: a picture asks only for those before it.
pub struct Places(RTree<GeomWithData<[f64; 2], usize>>);

impl Places {
    /// Of `(index, position)`, scene metres.
    pub fn new(placed: impl Iterator<Item = (usize, [f64; 3])>) -> Self {
        Self(RTree::bulk_load(placed.map(|(index, [x, _, z])| GeomWithData::new([x, z], index)).collect()))
    }

    /// Those that can appear in the picture, ascending.
    pub(crate) fn before(&self, shot: &Shot, aspect: f64) -> Vec<usize> {
        let [low, high] = footprint(shot, aspect);
        let mut found: Vec<usize> =
            self.0.locate_in_envelope(&AABB::from_corners(low, high)).map(|place| place.data).collect();
        found.sort_unstable();
        found
    }
}

/// The box on the ground that the picture can show, at most [`REACH_M`] away.
fn footprint(shot: &Shot, aspect: f64) -> [[f64; 2]; 2] {
    let reach = match shot.projection {
        Projection::Perspective { .. } => REACH_M,
        Projection::Orthographic { height_m } => 2.0 * height_m * aspect.max(1.0) + shot.pose.eye[1].abs(),
    };
    let corners = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]].map(|at| shot.ray(at, aspect));
    let ends = corners
        .iter()
        .flat_map(|ray| [0.0, reach].map(|far| [0, 2].map(|i: usize| ray.origin[i] + far * ray.direction[i])));
    ends.fold([[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]], |[low, high], point| {
        [[0, 1].map(|i: usize| low[i].min(point[i])), [0, 1].map(|i: usize| high[i].max(point[i]))]
    })
}

impl Session {
    /// The markers of the picture now.
    pub fn markers(&self) -> Vec<Marker> {
        let (shot, aspect) = (self.shot(), self.aspect());
        let incidents = &self.published.bundle.incidents;
        let shown = self.places().before(&shot, aspect);
        let points: Vec<(usize, [f64; 2])> = shown
            .into_iter()
            .filter_map(|index| {
                let [x, y, z] = incidents[index].position?;
                let (at, _) = shot.place([x, y + ABOVE_M, z], aspect)?;
                let inside = at.iter().all(|f| (0.0..=1.0).contains(f));
                inside.then(|| (index, [at[0] * self.viewport_px[0], at[1] * self.viewport_px[1]]))
            })
            .collect();
        let clusters = cluster(&points, NEAR_PX).into_iter();
        clusters.map(|cluster| self.marker(cluster)).collect()
    }

    /// A cluster is hidden where all of its members are; of a large one the first few are asked.
    fn marker(&self, Cluster { members, at }: Cluster) -> Marker {
        let is_perspective = matches!(self.shot().projection, Projection::Perspective { .. });
        let hidden = is_perspective && members.iter().take(ASKED).all(|&index| self.is_behind(index));
        Marker { members, at, hidden }
    }

    /// Whether something stands between the eye and the marker of an incident.
    fn is_behind(&self, incident: usize) -> bool {
        let Some([x, y, z]) = self.published.bundle.incidents[incident].position else { return false };
        let (shot, place) = (self.shot(), [x, y + ABOVE_M, z]);
        let away = (0..3).map(|i| (place[i] - shot.pose.eye[i]).powi(2)).sum::<f64>().sqrt();
        let at = shot.place(place, self.aspect()).map(|(at, _)| at);
        at.and_then(|at| self.hit(at)).is_some_and(|hit| hit.distance_m < away - SAME_M)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::camera::Rig;
    use crate::obstacles::site::Site;
    use serde_json::json;

    /// A wall across the view, and incidents at these places.
    fn markers(places: &[[f64; 2]]) -> Vec<Marker> {
        let mut site = Site::default();
        site.wall([-1.0, -4.0], [1.0, -4.0], &[]);
        let mut session = site.session();
        let incident = |[x, z]: &[f64; 2]| {
            json!({"id": "I", "title": {}, "summary": {}, "position": [x, 0.0, z], "victims": [], "perpetrators": [],
                "accounts": [], "consent": "public"})
        };
        let incidents = places.iter().map(incident).collect::<Vec<_>>();
        session.published.bundle.incidents = serde_json::from_value(json!(incidents)).unwrap();
        session.timeline = crate::timeline::Timeline::new(&session.published.bundle.incidents);
        session.apply(crate::action::Action::Incidents(Default::default()));
        session.rig = Rig::Orbit { target: [0.0, 1.5, -4.0], distance_m: 8.0, yaw: 0.0, pitch: 0.0 };
        session.markers()
    }

    #[test]
    fn a_marker_behind_a_wall_is_hollow_only_where_all_of_its_members_are() {
        let [behind, also, before] = [[0.0, -5.0], [0.1, -5.0], [0.0, -3.0]];
        for (places, hidden) in [
            (vec![behind, also], true),
            (vec![behind, before], false),
            (vec![before, behind], false),
            (vec![behind; 9], true),
        ] {
            let found = markers(&places);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].members.len(), found[0].hidden), (places.len(), hidden), "{places:?}");
        }
    }
}
