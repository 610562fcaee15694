//! How closely places of incidents are told.

use geo::{Area, BoundingRect, Contains, Coord, LineString, Point};
use locus_model::{Element, Form, Kind, Plan};
use serde::{Deserialize, Serialize};

/// The grain of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Places {
    /// As in the case.
    Exact,
    /// The room, else the building or yard.
    Room,
    /// The building or yard.
    Building,
    /// The facility.
    Site,
}

impl Places {
    /// The key of what a place lies in, at this grain; `None`: somewhere in the facility.
    pub fn told(self, plan: &Plan, place: &str) -> Option<String> {
        let kinds: &[&[Kind]] = match self {
            Self::Exact => return Some(place.to_owned()),
            Self::Room => &[&[Kind::Room], &[Kind::Building, Kind::Yard]],
            Self::Building => &[&[Kind::Building, Kind::Yard]],
            Self::Site => return None,
        };
        kinds.iter().find_map(|kinds| around(plan, kinds, place))
    }
}

/// The key of the smallest area of these kinds that is the place, or around it.
fn around(plan: &Plan, kinds: &[Kind], place: &str) -> Option<String> {
    let areas = || plan.elements.iter().filter(|e| kinds.contains(&e.kind)).filter_map(|e| Some((e, e.key.as_ref()?)));
    if areas().any(|(_, key)| key.as_str() == place) {
        return Some(place.to_owned());
    }
    let at = Point::from(spot(plan, place)?);
    let around = areas().filter_map(|(e, key)| match e.shape.geometry() {
        Form::Area(area) if area.contains(&at) => Some((area.unsigned_area(), key)),
        _ => None,
    });
    around.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1))).map(|(_, key)| key.to_string())
}

/// About where a key or a pin lies: the middle of the element, the node, the pin, the region.
fn spot(plan: &Plan, place: &str) -> Option<Coord> {
    let element = plan.elements.iter().find(|e| e.key.as_ref().is_some_and(|key| key.as_str() == place));
    let node = || plan.nodes.iter().find(|n| n.key == place).map(|n| n.position.geometry().0);
    let pin = |test: &dyn Fn(&locus_model::PlacedPin) -> bool| {
        plan.pins.iter().find(|pin| test(pin)).map(|pin| pin.position.geometry().0)
    };
    let region = || {
        let area = plan.areas.iter().find(|area| area.of.as_str() == place)?;
        Some(area.polygon.geometry().bounding_rect()?.center())
    };
    element
        .and_then(middle)
        .or_else(node)
        .or_else(|| pin(&|pin| pin.id.as_str() == place))
        .or_else(region)
        .or_else(|| pin(&|pin| pin.of.as_str() == place))
}

fn middle(element: &Element) -> Option<Coord> {
    Some(LineString::new(element.shape.geometry().vertices()).bounding_rect()?.center())
}
