//! How tall and how thick things are drawn, and which of these numbers nobody said.

use locus_model::{Case, Element, Height, HeightBasis, Kind};
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
    /// The default it is, where nobody said it: a key of `[defaults]` in `case.toml`, or `locus.…` for Locus' own.
    pub default: Option<&'static str>,
}

impl Dimension {
    fn known(height: &Height, default: &'static str) -> Self {
        Self { metres: height.metres, default: (height.basis == HeightBasis::Default).then_some(default) }
    }

    fn assumed(metres: f64, default: &'static str) -> Self {
        Self { metres, default: Some(default) }
    }

    fn of(stated: Option<&Height>, metres: f64, default: &'static str) -> Self {
        stated.map_or(Self::assumed(metres, default), |height| Self::known(height, default))
    }
}

/// Floor or ground to top; of an opening its clear height; `None` for what is flat.
pub fn height(element: &Element, case: &Case) -> Option<Dimension> {
    let (stated, defaults) = (element.height.as_ref(), &case.defaults);
    Some(match element.kind {
        Kind::Wall | Kind::Building => {
            let level = case.levels.iter().find(|l| l.id == element.level).and_then(|l| l.height_m);
            match (stated, level) {
                (None, Some(metres)) => Dimension { metres, default: None },
                _ => Dimension::of(stated, defaults.storey_height_m, "storey_height_m"),
            }
        }
        Kind::Fence | Kind::Gate => Dimension::of(stated, defaults.fence_height_m, "fence_height_m"),
        Kind::Door => Dimension::of(stated, defaults.door.height_m, "door.height_m"),
        Kind::Window => Dimension::of(stated, defaults.window.height_m, "window.height_m"),
        Kind::Tower => Dimension::of(stated, TOWER_HEIGHT_M, "locus.tower_height_m"),
        Kind::Object => Dimension::of(stated, OBJECT_HEIGHT_M, "locus.object_height_m"),
        Kind::Road | Kind::Room | Kind::Yard | Kind::Label => return None,
    })
}

/// Of a wall or a fence: its thickness; of a road: its width.
pub fn thickness(element: &Element, case: &Case) -> Option<Dimension> {
    let stated = element.thickness.as_ref();
    match element.kind {
        Kind::Wall => Some(Dimension::of(stated, case.defaults.wall_thickness_m, "wall_thickness_m")),
        Kind::Fence => Some(Dimension::of(stated, FENCE_THICKNESS_M, "locus.fence_thickness_m")),
        Kind::Road => Some(Dimension::of(stated, ROAD_WIDTH_M, "locus.road_width_m")),
        _ => None,
    }
}

/// Of an opening: its sill above the floor.
pub fn sill(element: &Element, case: &Case) -> Option<Dimension> {
    let stated = element.sill.as_ref();
    match element.kind {
        Kind::Window => Some(Dimension::of(stated, case.defaults.window.sill_m, "window.sill_m")),
        // A door stands on the floor by what it is; that is no assumption.
        Kind::Door | Kind::Gate => {
            Some(stated.map_or(Dimension { metres: 0.0, default: None }, |h| Dimension::known(h, "door.sill_m")))
        }
        _ => None,
    }
}

/// Of a tower or an object known only by its place: the edge of the square it is drawn as.
pub fn side(element: &Element) -> Option<Dimension> {
    let is_spot = matches!(element.shape.geometry(), locus_model::Form::Point(_));
    match element.kind {
        Kind::Tower if is_spot => Some(Dimension::assumed(TOWER_SIDE_M, "locus.tower_side_m")),
        Kind::Object if is_spot => Some(Dimension::assumed(OBJECT_SIDE_M, "locus.object_side_m")),
        _ => None,
    }
}

/// The defaults an element is drawn with.
pub fn defaults(element: &Element, case: &Case) -> Vec<(&'static str, f64)> {
    let all = [height(element, case), thickness(element, case), sill(element, case), side(element)];
    all.into_iter().flatten().filter_map(|d| d.default.map(|name| (name, d.metres))).collect()
}

/// Every default in use, with its value in metres and the elements drawn with it.
pub fn register<'a>(elements: &'a [Element], case: &Case) -> BTreeMap<&'static str, (f64, BTreeSet<&'a str>)> {
    let mut register: BTreeMap<&'static str, (f64, BTreeSet<&str>)> = BTreeMap::new();
    for element in elements {
        for (name, metres) in defaults(element, case) {
            register.entry(name).or_insert((metres, BTreeSet::new())).1.insert(&element.id);
        }
    }
    register
}
