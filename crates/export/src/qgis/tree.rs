//! The layers of a project in their groups, the uppermost first.

use super::layer::{Content, Entry};
use crate::Facility;
use locus_model::table::Table;
use locus_publish::BundleLevel;
use quick_xml::escape::escape;

/// A group of layers.
pub struct Group<'a> {
    name: String,
    on: bool,
    /// Its layers, the uppermost first.
    pub entries: Vec<Entry<'a>>,
}

/// Before every id: QGIS takes ids of ten letters and fewer for none.
const ID: &str = "published_";
const INCIDENTS: &[&str] = &["incidents"];
const DOUBT: &[&str] = &["uncertainty"];
const EVIDENCE: &[&str] = &["pins", "areas", "strokes_point", "strokes_line", "strokes_polygon", "sheets"];
/// What stands on a level.
const PLAN: &[&str] =
    &["objects_point", "openings", "walls", "objects_polygon", "rooms", "roads", "buildings", "yards"];
const NODES: &[&str] = &["nodes"];
const REGISTERS: &[&str] = &["hypotheses", "accounts", "statements", "evidence", "notes", "levels", "imagery"];

impl Group<'_> {
    /// As the project has it.
    pub fn xml(&self) -> String {
        let checked = |on: bool| if on { "Qt::Checked" } else { "Qt::Unchecked" };
        let layer = |entry: &Entry| {
            let (id, name) = (escape(entry.id.as_str()), escape(entry.name.as_str()));
            format!(r#"<layer-tree-layer id="{id}" name="{name}" checked="{}" expanded="0"/>"#, checked(entry.on))
        };
        let layers: String = self.entries.iter().map(layer).collect();
        let (name, on) = (escape(self.name.as_str()), checked(self.on));
        format!(r#"<layer-tree-group name="{name}" checked="{on}" expanded="1">{layers}</layer-tree-group>"#)
    }
}

/// The groups that have anything in them. Without a plan the evidence is all there is to see, and is switched on.
pub fn groups<'a>(facility: &'a Facility, tables: &'a [Table], has_ground: bool) -> Vec<Group<'a>> {
    let levels: Vec<&BundleLevel> = facility.bundle().levels.iter().collect();
    let has_plan = PLAN.iter().any(|name| filled(tables, name).is_some());
    let whole = |name: &str, on: bool, names: &[&str]| {
        let entries = names.iter().filter_map(|n| filled(tables, n)).map(|table| entry(table, None, true)).collect();
        Group { name: name.to_owned(), on, entries }
    };
    let mut groups = vec![
        whole("incidents · 사건", true, INCIDENTS),
        whole("doubt · 불확실성", true, DOUBT),
        whole("evidence · 증거", !has_plan, EVIDENCE),
        whole("nodes · 기준점", false, NODES),
    ];
    let first = first_shown(&levels);
    groups.extend(
        levels.iter().rev().map(|level| of_level(tables, level, levels.len() > 1, Some(level.id.as_str()) == first)),
    );
    if has_ground {
        let name = "satellite imagery · 위성영상".to_owned();
        let entry = Entry { id: format!("{ID}ground"), name: name.clone(), on: true, content: Content::Ground };
        groups.push(Group { name, on: true, entries: vec![entry] });
    }
    groups.push(whole("registers · 목록", true, REGISTERS));
    groups.retain(|group| !group.entries.is_empty());
    groups
}

/// The ground floor, else the uppermost below it: two floors at once would be one unreadable plan.
fn first_shown<'a>(levels: &[&'a BundleLevel]) -> Option<&'a str> {
    let ground = levels.iter().find(|level| level.ordinal >= 0).or(levels.last());
    ground.map(|level| level.id.as_str())
}

fn of_level<'a>(tables: &'a [Table], level: &'a BundleLevel, several: bool, on: bool) -> Group<'a> {
    let named = level.name.0.values().map(String::as_str).collect::<Vec<_>>().join(" · ");
    let name =
        if several { format!("plan · 평면도: {named} ({})", level.id) } else { "plan · 평면도".to_owned() };
    let tables = PLAN.iter().filter_map(|name| filled(tables, name));
    let entries = tables.map(|table| entry(table, several.then_some(level.id.as_str()), true)).collect();
    Group { name, on, entries }
}

fn filled<'a>(tables: &'a [Table], name: &str) -> Option<&'a Table> {
    tables.iter().find(|table| table.name == name && !table.rows.is_empty())
}

fn entry<'a>(table: &'a Table, level: Option<&'a str>, on: bool) -> Entry<'a> {
    let id = level.map_or_else(|| table.name.clone(), |level| format!("{}_{level}", table.name));
    let id = format!("{ID}{id}");
    Entry { id, name: table.heading(), on, content: Content::Table { table, level } }
}
