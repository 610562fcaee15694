//! Levels (OGC 20-094, "Level"): of each level of the case what is under roofs, and what is in the open.

use super::feature::{Feature, Maker, display_point, labels, plain};
use crate::indoor::degrees::{area_json, settled};
use crate::indoor::site::{Drawn, Site};
use geo::{BooleanOps, MultiPolygon, Polygon, unary_union};
use locus_model::Text;
use locus_publish::{BundleElement, BundleLevel};
use serde_json::{Value, json};

/// One level of the case.
pub struct Storey<'a> {
    level: &'a BundleLevel,
    /// Buildings, rooms, and the walls around them; empty where there are none.
    indoors: MultiPolygon,
    /// The rest of the venue, where anything of this level stands in it.
    outdoors: MultiPolygon,
    buildings: Vec<&'a BundleElement>,
}

impl<'a> Storey<'a> {
    /// Those on which anything is drawn, from below.
    pub fn all(site: &Site<'a>, elements: &[(&BundleElement, Drawn)], extent: &Polygon) -> Vec<Self> {
        let levels = &site.facility.bundle().levels;
        levels.iter().filter_map(|level| Self::of(site, elements, extent, level)).collect()
    }

    fn of(
        site: &Site<'a>,
        elements: &[(&BundleElement, Drawn)],
        extent: &Polygon,
        level: &'a BundleLevel,
    ) -> Option<Self> {
        let own = || elements.iter().filter(|(e, _)| e.level == level.id);
        let inside = own().filter(|(e, _)| site.is_indoors(e));
        let areas: Vec<Polygon> = inside.filter_map(|(_, drawn)| area(drawn)).flatten().cloned().collect();
        let indoors = settled(unary_union(&areas));
        let is_open = own().any(|(e, _)| !site.is_indoors(e));
        let outdoors = if is_open { settled(extent.difference(&indoors)) } else { MultiPolygon::empty() };
        own().next().map(|_| Self { level, indoors, outdoors, buildings: site.buildings_of(&level.id) })
    }

    /// At most one level inside and one outside, in that order.
    pub fn features(&self, maker: &Maker) -> Vec<Feature> {
        let ids: Vec<String> = self.buildings.iter().map(|b| maker.id("building", &b.id).to_string()).collect();
        let inside = self.feature(maker, &self.indoors, true, if ids.is_empty() { Value::Null } else { json!(ids) });
        let outside = self.feature(maker, &self.outdoors, false, Value::Null);
        [inside, outside].into_iter().flatten().collect()
    }

    fn feature(&self, maker: &Maker, area: &MultiPolygon, indoors: bool, building_ids: Value) -> Option<Feature> {
        let geometry = area_json(area)?;
        let id = maker.id(if indoors { "level" } else { "level-outdoors" }, &self.level.id);
        let name = if indoors { self.level.name.clone() } else { outdoors(self.level) };
        Some(plain(
            "level",
            id,
            geometry,
            json!({
                "category": "unspecified", "restriction": null, "outdoor": !indoors, "ordinal": self.level.ordinal,
                "name": labels(&name, &self.level.id), "short_name": { "en": self.level.id },
                "display_point": display_point(area), "address_id": null, "building_ids": building_ids,
                "x_locus_level": self.level.id, "x_locus_elevation_m": self.level.elevation_m,
                "x_locus_height_m": self.level.height_m, "x_locus_height_assumed": self.level.height_assumed,
            }),
        ))
    }
}

/// `Ground floor, outdoors`.
fn outdoors(level: &BundleLevel) -> Text {
    let en = level.name.any().unwrap_or(&level.id);
    let ko = level.name.ko().unwrap_or(en);
    Text([("en".to_owned(), format!("{en}, outdoors")), ("ko".to_owned(), format!("{ko}, 실외"))].into())
}

fn area(drawn: &Drawn) -> Option<&MultiPolygon> {
    match drawn {
        Drawn::Area(area) => Some(area),
        Drawn::Line(_) => None,
    }
}
