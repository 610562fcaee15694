//! Views that every publication has without anybody saving them: `plan`, `plan:LEVEL` and `walk:PLACE`.

use super::Session;
use crate::camera::Rig;
use crate::walk::Walker;
use locus_publish::{BundleElement, BundleShape};

/// Room around what a plan shows.
const MARGIN: f64 = 1.15;
/// From the end of a room one stands this far, metres.
const FROM_END_M: f64 = 0.6;

/// A view by its name.
pub(super) struct Named {
    rig: Rig,
    level: Option<String>,
}

impl Session {
    /// Whether [`crate::action::Action::GoTo`] finds a view of that name.
    pub fn has_view(&self, title: &str) -> bool {
        self.views.view(title).is_some() || self.named_view(title).is_some()
    }

    pub(super) fn named_view(&self, title: &str) -> Option<Named> {
        match title.split_once(':') {
            None if title == "plan" => Some(Named { rig: self.plan_of(None)?, level: None }),
            Some(("plan", level)) => {
                self.published.bundle.levels.iter().find(|known| known.id == level)?;
                Some(Named { rig: self.plan_of(Some(level))?, level: Some(level.to_owned()) })
            }
            Some(("walk", place)) => self.inside(place),
            _ => None,
        }
    }

    pub(super) fn show_named(&mut self, named: Named, title: &str) {
        let from = self.shot();
        self.rig = named.rig;
        self.choices.filter.level = named.level;
        self.view_name = Some(title.to_owned());
        self.view_notice = None;
        self.derive();
        self.fly(from);
    }

    /// From above, so that all walls and buildings of the level are seen; of a site without any, everything.
    fn plan_of(&self, level: Option<&str>) -> Option<Rig> {
        let elements = &self.published.bundle.elements;
        let built = |e: &&BundleElement| ["walls", "buildings", "rooms"].contains(&e.layer.as_str());
        let on_level = |e: &&BundleElement| level.is_none_or(|level| e.level == level);
        let of_built = bounds(elements.iter().filter(on_level).filter(built));
        let [low, high] = of_built.or_else(|| bounds(elements.iter().filter(on_level)))?;
        let [width, depth] = [high[0] - low[0], high[1] - low[1]];
        let floor = level.map_or_else(|| self.floor_m(), |level| self.elevation_m(level));
        let centre = [(low[0] + high[0]) / 2.0, floor, (low[1] + high[1]) / 2.0];
        Some(Rig::over(centre, MARGIN * depth.max(width / self.aspect()).max(4.0), 0.0))
    }

    /// On foot in a place, from near one of its ends towards the other.
    fn inside(&self, place: &str) -> Option<Named> {
        let areas = ["rooms", "yards", "buildings"];
        let elements = self.published.bundle.elements.iter().enumerate();
        let of_name = |e: &BundleElement| e.key.as_deref() == Some(place) || e.id == place;
        let mut found = elements.filter(|(i, e)| of_name(e) && areas.contains(&e.layer.as_str()) && self.visible()[*i]);
        let (_, element) = found.next()?;
        let ([x, z], yaw) = from_end(element.shape.as_ref()?.rings.first()?)?;
        let walker = Walker::stand(&self.obstacles, [x, element.position[1], z], yaw);
        Some(Named { rig: Rig::Walk(walker), level: None })
    }
}

/// A place just inside one end of a ring, and the heading of the other end. The ring is as long as the smallest rectangle
/// around it with a side along one of its own; across, one stands in the middle of its widest part there.
fn from_end(ring: &[[f64; 2]]) -> Option<([f64; 2], f64)> {
    let sides = ring.windows(2).map(|side| [side[1][0] - side[0][0], side[1][1] - side[0][1]]);
    let units = sides.filter(|[x, z]| x.hypot(*z) > 0.0).map(|[x, z]| [x / x.hypot(z), z / x.hypot(z)]);
    let boxes = units.map(|unit| (unit, extent(ring, unit), extent(ring, turned(unit))));
    let (unit, along, across) =
        boxes.min_by(|a, b| (length(a.1) * length(a.2)).total_cmp(&(length(b.1) * length(b.2))))?;
    let (unit, [start, end]) = if length(along) >= length(across) { (unit, along) } else { (turned(unit), across) };
    // Always from the western end (or the southern): which of its sides a ring begins with is chance.
    let westward = unit[0] < -1e-9 || (unit[0] <= 1e-9 && unit[1] > 0.0);
    let (unit, start, end) = if westward { (unit.map(|u| -u), -end, -start) } else { (unit, start, end) };
    let start = start + FROM_END_M.min((end - start) / 2.0);
    let [u, v] = [unit, turned(unit)];
    let mut crossings: Vec<f64> = ring.windows(2).filter_map(|side| crossing(side, u, start)).collect();
    crossings.sort_by(f64::total_cmp);
    let parts = crossings.chunks_exact(2).map(|part| [part[0], part[1]]);
    let [low, high] = parts.max_by(|a, b| length(*a).total_cmp(&length(*b)))?;
    let middle = (low + high) / 2.0;
    Some(([start * u[0] + middle * v[0], start * u[1] + middle * v[1]], u[0].atan2(-u[1])))
}

/// A quarter turn.
fn turned([x, z]: [f64; 2]) -> [f64; 2] {
    [-z, x]
}

fn length([low, high]: [f64; 2]) -> f64 {
    high - low
}

fn along(unit: [f64; 2], [x, z]: [f64; 2]) -> f64 {
    unit[0] * x + unit[1] * z
}

/// From where to where a ring reaches in a direction.
fn extent(ring: &[[f64; 2]], unit: [f64; 2]) -> [f64; 2] {
    let reach = ring.iter().map(|&vertex| along(unit, vertex));
    reach.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], at| [low.min(at), high.max(at)])
}

/// Where across a direction a side is met `far` along it.
fn crossing(side: &[[f64; 2]], unit: [f64; 2], far: f64) -> Option<f64> {
    let [from, to] = [along(unit, side[0]), along(unit, side[1])];
    let share = (far - from) / (to - from);
    let across = [along(turned(unit), side[0]), along(turned(unit), side[1])];
    ((from <= far) != (to <= far)).then(|| across[0] + share * (across[1] - across[0]))
}

/// The lowest and the highest `[x, z]` of all vertices.
fn bounds<'a>(elements: impl Iterator<Item = &'a BundleElement>) -> Option<[[f64; 2]; 2]> {
    let shapes = elements.filter_map(|element| element.shape.as_ref());
    let vertices = |shape: &'a BundleShape| shape.line.iter().chain(shape.rings.iter().flatten()).copied();
    shapes.flat_map(vertices).fold(None, |bounds, v| {
        let [low, high] = bounds.unwrap_or([v, v]);
        Some([[low[0].min(v[0]), low[1].min(v[1])], [high[0].max(v[0]), high[1].max(v[1])]])
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::action::Action;
    use crate::obstacles::site::Site;
    use proptest::prelude::*;

    /// The corridor of the example compound, turned.
    fn corridor(turn: f64) -> Vec<[f64; 2]> {
        let south = [15.7, 10.4, 6.2, 4.1, 2.0].map(|x| [x, 1.9]);
        let north = [[0.0, 1.9], [0.0, 0.0], [5.2, 0.0], [10.5, 0.0], [15.7, 0.0], [15.7, 1.9]];
        let (sin, cos) = turn.sin_cos();
        south.into_iter().chain(north).map(|[x, z]| [x * cos - z * sin, x * sin + z * cos]).collect()
    }

    proptest! {
        #[test]
        fn one_stands_at_an_end_and_looks_at_the_other(turn in -3.0..3.0f64) {
            let ([x, z], yaw) = from_end(&corridor(turn)).unwrap();
            let (sin, cos) = turn.sin_cos();
            let [far, across] = [x * cos + z * sin, z * cos - x * sin];
            prop_assert!((across - 0.95).abs() < 1e-9, "{across}");
            prop_assert!((far - 0.6).abs() < 1e-9 || (far - 15.1).abs() < 1e-9, "{far}");
            let ahead = [yaw.sin(), -yaw.cos()];
            let towards = if far < 1.0 { [cos, sin] } else { [-cos, -sin] };
            prop_assert!((ahead[0] - towards[0]).hypot(ahead[1] - towards[1]) < 1e-9, "{ahead:?}");
        }

        #[test]
        fn no_ring_is_too_odd(ring in prop::collection::vec(prop::array::uniform2(-9.0..9.0f64), 0..7)) {
            if let Some((place, yaw)) = from_end(&ring) {
                prop_assert!(place.iter().all(|v| v.is_finite()) && yaw.is_finite());
            }
        }
    }

    #[test]
    fn in_an_angled_room_one_stands_inside() {
        let ring = [[0.0, 0.0], [8.0, 0.0], [8.0, 2.0], [2.0, 2.0], [2.0, 6.0], [0.0, 6.0], [0.0, 0.0]];
        let ([x, z], _) = from_end(&ring).unwrap();
        assert!((0.0..8.0).contains(&x) && (0.0..6.0).contains(&z) && (x < 2.0 || z < 2.0), "{x} {z}");
    }

    #[test]
    fn one_stands_on_free_floor() {
        let mut site = Site::default();
        site.room([0.0, 0.0], 2.0);
        // Something stands where one would.
        for [x, z] in [[-1.4, 0.0], [1.4, 0.0], [0.0, -1.4], [0.0, 1.4]] {
            let ring = [[x - 0.3, z - 0.3], [x + 0.3, z - 0.3], [x + 0.3, z + 0.3], [x - 0.3, z + 0.3]];
            site.area("object", "L0", &ring, [0.0, 1.0]);
        }
        let mut session = site.session();
        session.published.bundle.elements[5].layer = "rooms".to_owned();
        let id = session.published.bundle.elements[5].id.clone();
        session.apply(Action::GoTo(format!("walk:{id}")));
        let Rig::Walk(walker) = session.rig else { panic!("{:?} {:?}", session.rig, session.notice) };
        assert!(session.obstacles().is_clear(walker.feet, walker.height_m()));
        assert!(walker.feet[0].abs() < 1.8 && walker.feet[2].abs() < 1.8, "{walker:?}");
    }
}
