//! How tall and how thick things are drawn, and which of these numbers nobody said.

use locus_model::{Case, Element, Height, HeightBasis, Kind, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Thickness of a fence nobody described, metres.
const FENCE_THICKNESS_M: f64 = 0.06;
/// Width of a road nobody described, metres.
const ROAD_WIDTH_M: f64 = 3.0;
/// Edge of the square a tower is drawn as where only its place is known, metres.
const TOWER_SIDE_M: f64 = 2.5;
/// Height of a tower nobody described, metres.
const TOWER_HEIGHT_M: f64 = 6.0;
/// Edge and height of an object nobody described, metres.
const OBJECT_SIDE_M: f64 = 0.6;
const OBJECT_HEIGHT_M: f64 = 0.8;

/// A length of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dimension {
    /// Metres.
    pub metres: f64,
    /// The default it is, where nobody said it: the name of a `default:<name>` source, or one of the model alone.
    pub default: Option<&'static str>,
}

impl Dimension {
    fn assumed(metres: f64, default: &'static str) -> Self {
        Self { metres, default: Some(default) }
    }

    /// As the plan has it, else `metres` by the default of this name.
    fn of(element: &Element, stated: Option<&Height>, metres: f64, default: &'static str) -> Self {
        match stated {
            None => Self::assumed(metres, default),
            Some(height) if height.basis == HeightBasis::Default => {
                Self::assumed(height.metres, named(element, default).unwrap_or(default))
            }
            Some(height) => Self { metres: height.metres, default: None },
        }
    }
}

/// The default of the same aspect (`-height`, `-sill`, `-thickness`) that the element names among its sources: a wall
/// in the open is as high as a fence.
fn named(element: &Element, default: &str) -> Option<&'static str> {
    let aspect = default.rsplit('-').next()?;
    let defaults = element.sources.iter().filter_map(|source| match source {
        Source::Default(name) => Some(*name),
        _ => None,
    });
    defaults.filter(|name| name.ends_with(aspect)).min()
}

/// Floor or ground to top; of an opening its clear height; `None` for what is flat.
pub fn height(element: &Element, case: &Case) -> Option<Dimension> {
    let (stated, defaults) = (element.height.as_ref(), &case.defaults);
    Some(match element.kind {
        Kind::Wall | Kind::Building => {
            let level = case.levels.iter().find(|l| l.id == element.level).and_then(|l| l.height_m);
            match (stated, level) {
                (None, Some(metres)) => Dimension { metres, default: None },
                _ => Dimension::of(element, stated, defaults.storey_height_m, "storey-height"),
            }
        }
        Kind::Fence | Kind::Gate => Dimension::of(element, stated, defaults.fence_height_m, "fence-height"),
        Kind::Door => Dimension::of(element, stated, defaults.door.height_m, "door-height"),
        Kind::Window => Dimension::of(element, stated, defaults.window.height_m, "window-height"),
        Kind::Tower => Dimension::of(element, stated, TOWER_HEIGHT_M, "tower-height"),
        Kind::Object => Dimension::of(element, stated, OBJECT_HEIGHT_M, "object-height"),
        Kind::Road | Kind::Room | Kind::Yard | Kind::Label => return None,
    })
}

/// Of a wall or a fence: its thickness; of a road: its width.
pub fn thickness(element: &Element, case: &Case) -> Option<Dimension> {
    let stated = element.thickness.as_ref();
    match element.kind {
        Kind::Wall => Some(Dimension::of(element, stated, case.defaults.wall_thickness_m, "wall-thickness")),
        Kind::Fence => Some(Dimension::of(element, stated, FENCE_THICKNESS_M, "fence-thickness")),
        Kind::Road => Some(Dimension::of(element, stated, ROAD_WIDTH_M, "road-width")),
        _ => None,
    }
}

/// Of an opening: its sill above the floor.
pub fn sill(element: &Element, case: &Case) -> Option<Dimension> {
    let stated = element.sill.as_ref();
    match element.kind {
        Kind::Window => Some(Dimension::of(element, stated, case.defaults.window.sill_m, "window-sill")),
        // A door stands on the floor by what it is; that is no assumption.
        Kind::Door | Kind::Gate => Some(
            stated
                .map_or(Dimension { metres: 0.0, default: None }, |_| Dimension::of(element, stated, 0.0, "door-sill")),
        ),
        _ => None,
    }
}

/// Of a tower or an object known only by its place: the edge of the square it is drawn as.
pub fn side(element: &Element) -> Option<Dimension> {
    let is_spot = matches!(element.shape.geometry(), locus_model::Form::Point(_));
    match element.kind {
        Kind::Tower if is_spot => Some(Dimension::assumed(TOWER_SIDE_M, "tower-side")),
        Kind::Object if is_spot => Some(Dimension::assumed(OBJECT_SIDE_M, "object-side")),
        _ => None,
    }
}

/// The defaults an element is drawn with.
pub fn defaults(element: &Element, case: &Case) -> Vec<(&'static str, f64)> {
    let all = [height(element, case), thickness(element, case), sill(element, case), side(element)];
    all.into_iter().flatten().filter_map(|d| d.default.map(|name| (name, d.metres))).collect()
}

/// One default in use.
pub struct Assumption<'a> {
    /// Its name.
    pub default: &'static str,
    /// Metres.
    pub metres: f64,
    /// The elements drawn with it.
    pub elements: BTreeSet<&'a str>,
}

/// Every default in use, by name and value.
pub fn register<'a>(elements: &'a [Element], case: &Case) -> Vec<Assumption<'a>> {
    let mut register: BTreeMap<(&'static str, String), Assumption> = BTreeMap::new();
    for element in elements {
        for (default, metres) in defaults(element, case) {
            let entry = register.entry((default, metres.to_string()));
            let assumption = entry.or_insert_with(|| Assumption { default, metres, elements: BTreeSet::new() });
            assumption.elements.insert(&element.id);
        }
    }
    register.into_values().collect()
}
