//! `case.toml`: what the facility is, where, and what stands in where nobody said anything.

use crate::account::claimed_id;
use crate::field::{above_zero, between, edtf, id, string, text, whole};
use crate::findings::{Page, Problem};
use crate::geometry::{Axes, position};
use crate::limits::LIMITS;
use crate::table::Table;
use crate::value::{Node, Value};
use geo::Point;
use locus_model::{Defaults, Edtf, Id, In, Level, OpeningSize, Rights, SiteDefinition, Text, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// What `case.toml` says. Fields are `None` where they were missing or wrong, so that the other files can be checked
/// against those that were right.
#[derive(Default)]
pub(crate) struct Head {
    pub id: Option<Id>,
    pub name: Option<Text>,
    pub aliases: Vec<String>,
    pub facility_type: Option<String>,
    pub operator: Option<Text>,
    pub existed: Option<Edtf>,
    pub note: Option<Text>,
    pub site: Option<SiteDefinition>,
    pub levels: Vec<Level>,
    /// The ids of all levels, those with mistakes included: a reference to one of them is right.
    pub level_ids: BTreeSet<Id>,
    pub defaults: Defaults,
    pub rights: Rights,
}

/// Reads `case.toml`; `None` where it is of another format, about which nothing else can be said.
pub(crate) fn read(page: &Page, root: &Value, vocabulary: &Vocabulary) -> Option<Head> {
    let mut table = Table::new(page, "case.toml", root)?;
    table.required("format", format_one)?;
    let (levels, level_ids) = levels(&mut table);
    let head = Head {
        id: table.required("id", id),
        name: table.required("name", text),
        aliases: table.list("aliases", string),
        facility_type: table.required("type", |value| facility_type(value, vocabulary)),
        operator: table.optional("operator", text),
        existed: table.optional("existed", edtf),
        note: table.optional("note", text),
        site: site(&mut table),
        levels,
        level_ids,
        defaults: table.table("defaults").map_or_else(Defaults::default, defaults),
        rights: table.table("rights").map_or_else(Rights::default, rights),
    };
    table.finish();
    Some(head)
}

fn format_one(value: &Value) -> Result<(), Problem> {
    match value.node {
        Node::Number(1.0) => Ok(()),
        Node::Number(_) => {
            let remedy =
                "use the version of Locus that reads this format, or convert the case; nothing else was checked";
            Err(value.refused("format 1, the only one this version reads", remedy))
        }
        _ => Err(value.refused("format 1", "write `format = 1`")),
    }
}

fn facility_type(value: &Value, vocabulary: &Vocabulary) -> Result<String, Problem> {
    crate::vocabulary::term(value, &vocabulary.facility_types, "type of facility", "facility-type")
}

fn site(table: &mut Table) -> Option<SiteDefinition> {
    let Some(mut site) = table.table("site") else {
        if table.take("site").is_none() {
            table.missing("site", ": the facility must be somewhere");
        }
        return None;
    };
    let anchor = site.required("anchor", |value| position(value, Axes::Degrees { anchor: None }));
    let epsg = site.optional("crs", epsg);
    site.finish();
    Some(SiteDefinition { anchor: In::claim(Point::from(anchor?)), epsg })
}

fn epsg(value: &Value) -> Result<u32, Problem> {
    let text = string(value)?;
    let code = text.strip_prefix("EPSG:").and_then(|digits| digits.parse().ok());
    code.filter(|code| (1..1_000_000).contains(code)).ok_or_else(|| {
        let remedy = "name a projected CRS in metres, or leave it out for the UTM zone of the anchor";
        value.refused("a CRS as \"EPSG:32652\"", remedy)
    })
}

fn levels(table: &mut Table) -> (Vec<Level>, BTreeSet<Id>) {
    let (mut levels, mut ids) = (Vec::new(), BTreeSet::new());
    let mut ordinals = BTreeMap::new();
    for mut level_table in table.tables("level") {
        let (page, line) = (level_table.page, level_table.line);
        let id = claimed_id(&mut level_table);
        ids.extend(id.clone());
        let Some(level) = level(level_table, id) else { continue };
        if let Some(first) = ordinals.insert(level.ordinal, level.id.clone()) {
            let found = format!("the ordinal {} of level {}, which level {first} has already", level.ordinal, level.id);
            page.mistake(line, found, "ordinals that are unique", "count the levels from below: …, -1, 0, 1, …");
        }
        levels.push(level);
    }
    if levels.is_empty() && table.take("level").is_none() {
        table.missing("level", ": a case has at least one level");
    }
    levels.sort_by_key(|level| level.ordinal);
    (levels, ids)
}

fn level(mut table: Table, id: Option<Id>) -> Option<Level> {
    let name = table.required("name", text);
    let ordinal = table.required("ordinal", whole(-100, 1000));
    let elevation_m = table.required("elevation_m", between(-LIMITS.height_m, LIMITS.height_m, "metres").reader());
    let height_m = table.optional("height_m", above_zero(100.0, "metres").reader());
    table.finish();
    Some(Level { id: id?, name: name?, ordinal: ordinal?, elevation_m: elevation_m?, height_m })
}

fn defaults(mut table: Table) -> Defaults {
    let format = Defaults::default();
    let size = above_zero(100.0, "metres").reader();
    let defaults = Defaults {
        storey_height_m: table.optional("storey_height_m", &size).unwrap_or(format.storey_height_m),
        wall_thickness_m: table.optional("wall_thickness_m", &size).unwrap_or(format.wall_thickness_m),
        fence_height_m: table.optional("fence_height_m", &size).unwrap_or(format.fence_height_m),
        door: table.table("door").map_or(format.door, |door| opening(door, format.door)),
        window: table.table("window").map_or(format.window, |window| opening(window, format.window)),
    };
    table.finish();
    defaults
}

fn opening(mut table: Table, format: OpeningSize) -> OpeningSize {
    let size = above_zero(100.0, "metres").reader();
    let opening = OpeningSize {
        width_m: table.optional("width_m", &size).unwrap_or(format.width_m),
        height_m: table.optional("height_m", &size).unwrap_or(format.height_m),
        sill_m: table.optional("sill_m", between(0.0, 100.0, "metres").reader()).unwrap_or(format.sill_m),
    };
    table.finish();
    opening
}

fn rights(mut table: Table) -> Rights {
    let rights =
        Rights { compiled_by: table.optional("compiled_by", string), licence: table.optional("licence", string) };
    table.finish();
    rights
}
