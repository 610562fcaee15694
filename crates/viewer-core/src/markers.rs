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

/// One marker.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Indices into the bundle's incidents, ascending.
    pub members: Vec<usize>,
    /// Pixels from the picture's upper left.
    pub at: [f64; 2],
    /// Whether something stands before it: it is drawn hollow, so that it does not seem to be on a wall.
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

    /// A cluster stands at its first member: whether that is hidden is asked.
    fn marker(&self, cluster: Cluster) -> Marker {
        let Cluster { members, at } = cluster;
        let place = members.first().and_then(|&index| self.published.bundle.incidents[index].position);
        let [x, y, z] = place.unwrap_or_default();
        let eye = self.shot().pose.eye;
        let away = (x - eye[0]).hypot(z - eye[2]).hypot(y + ABOVE_M - eye[1]);
        let before = self.hit([at[0] / self.viewport_px[0], at[1] / self.viewport_px[1]]);
        let is_orthographic = matches!(self.shot().projection, Projection::Orthographic { .. });
        let hidden = !is_orthographic && before.is_some_and(|hit| hit.distance_m < away - SAME_M);
        Marker { members, at, hidden }
    }
}
