//! Views that every publication has without anybody saving them: `plan`, `plan:LEVEL` and `walk:PLACE`.

use super::Session;
use crate::camera::Rig;
use crate::walk::Walker;
use locus_publish::{BundleElement, BundleShape};

/// Room around what a plan shows.
const MARGIN: f64 = 1.15;
/// From the end of a room one stands this far, metres, or a tenth of its length where that is more.
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

    /// On foot in a place, from near one end of its longest side towards the other.
    fn inside(&self, place: &str) -> Option<Named> {
        let areas = ["rooms", "yards", "buildings"];
        let elements = self.published.bundle.elements.iter().enumerate();
        let of_name = |e: &BundleElement| e.key.as_deref() == Some(place) || e.id == place;
        let mut found = elements.filter(|(i, e)| of_name(e) && areas.contains(&e.layer.as_str()) && self.visible()[*i]);
        let (_, element) = found.next()?;
        let ring = element.shape.as_ref()?.rings.first()?;
        let sides = ring.windows(2).map(|side| [side[1][0] - side[0][0], side[1][1] - side[0][1]]);
        let along = sides.max_by(|a, b| a[0].hypot(a[1]).total_cmp(&b[0].hypot(b[1])))?;
        let length = along[0].hypot(along[1]);
        if length <= 0.0 {
            return None;
        }
        let unit = along.map(|d| d / length);
        let back = (length / 2.0 - FROM_END_M.max(0.1 * length)).max(0.0);
        let [x, floor, z] = element.position;
        let feet = [x - back * unit[0], floor, z - back * unit[1]];
        let walker = Walker::stand(&self.obstacles, feet, unit[0].atan2(-unit[1]));
        Some(Named { rig: Rig::Walk(walker), level: None })
    }
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
