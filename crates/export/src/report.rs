//! *Fact sheet and method report*: what the published folder says, for those who must judge it, in English and Korean.
//!
//! Here it is put into words, tables and figures; `locus_print::report` sets them. Whatever the viewer has words for is
//! said in the same words. Incidents are listed without their summaries: a report is passed on more easily than a folder.

mod about;
mod agreement;
mod alignment;
mod assumptions;
mod block;
mod contradictions;
mod disagreements;
mod evidence;
mod fact_sheet;
mod incidents;
mod lists;
mod paper;
mod plan;
mod questions;
mod statements;
#[cfg(test)]
mod tests;
mod timeline;
mod versions;
mod words;

use crate::{ExportError, Facility};
use block::{Block, Part, both};
use lists::Lists;
use locus_publish::{Bundle, BundleIncident};
use locus_viewer_core::labels;
use locus_viewer_core::language::Language;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use words::Words;

/// Height of a building's plan, and of the plan on the fact sheet, millimetres.
const BUILDING_MM: f64 = 110.0;
const OVERVIEW_MM: f64 = 58.0;

/// A report before it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What `locus_print::report` takes as data.
    pub data: Value,
    /// SVG figures by the names that `data` has for them.
    pub figures: BTreeMap<String, String>,
}

/// The report of a facility.
///
/// # Errors
/// [`ExportError::Unfit`] where a list of the published folder is not what docs/published-format.md says.
pub fn report(facility: &Facility) -> Result<Report, ExportError> {
    let lists = Lists::of(facility)?;
    let mut figures = BTreeMap::new();
    let [en, ko] = [Language::En, Language::Ko].map(|language| Telling { facility, lists: &lists, language });
    let sheets = [en, ko].map(|of| Part { language: of.tag(), blocks: fact_sheet::blocks(of) });
    let first = std::iter::once(Block::Columns(sheets.into())).chain(overview(en, &mut figures)).collect();
    let first = Part { language: en.tag(), blocks: first };
    let parts = [first, method(en, &mut figures), method(ko, &mut figures)];
    let case = &facility.bundle().case;
    let name = both(&case.name, Language::En).filter(|name| !name.trim().is_empty());
    let data = json!({
        "title": name.unwrap_or_else(|| case.id.clone()),
        "subtitle": format!("{} · {}", words::TITLE.en, words::TITLE.ko),
        "language": "en",
        "id": format!("{} · bundle sha256 {}", case.id, facility.published.sha256),
        "parts": parts,
    });
    Ok(Report { data, figures })
}

/// The method report in one language.
fn method(of: Telling, figures: &mut BTreeMap<String, String>) -> Part {
    let blocks = [
        vec![
            Block::Heading { level: 1, text: of.say(words::METHOD_REPORT).to_owned() },
            Block::Contents(of.say(words::CONTENTS).to_owned()),
        ],
        about::blocks(of),
        plans(of, figures),
        evidence::blocks(of),
        times(of, figures),
        alignment::blocks(of),
        agreement::blocks(of),
        statements::blocks(of),
        contradictions::blocks(of),
        assumptions::blocks(of),
        disagreements::blocks(of),
        questions::blocks(of),
        incidents::blocks(of),
        incident_plans(of, figures),
        about::limits(of),
        versions::blocks(of),
    ];
    Part { language: of.tag(), blocks: blocks.concat() }
}

fn plans(of: Telling, figures: &mut BTreeMap<String, String>) -> Vec<Block> {
    let mut blocks = vec![Block::section(of.say(words::PLAN))];
    for (index, level) in of.bundle().levels.iter().enumerate() {
        let (name, elements) = (of.level(&level.id), plan::elements(of, &level.id));
        let Some(svg) = plan::svg(of, &elements, &[], plan::PAGE_MM) else {
            blocks.push(Block::paragraph(of.fill(words::PLAN_EMPTY, &[("level", &name)])));
            continue;
        };
        let caption = of.fill(words::PLAN_CAPTION, &[("level", &name)]);
        blocks.push(figure(figures, format!("plan-{index}-{}", of.tag()), svg, of.plan_alt(&level.id), caption));
        blocks.extend(building_plans(of, index, &level.id, &[], figures));
    }
    blocks
}

/// The buildings of a level that have rooms, larger; with incidents, those in which something happened.
fn building_plans(
    of: Telling,
    index: usize,
    level: &str,
    incidents: &[&BundleIncident],
    figures: &mut BTreeMap<String, String>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (building, inside) in plan::buildings(of, level) {
        let Some(extent) = plan::extent(&inside) else { continue };
        let here = |i: &&&BundleIncident| i.position.is_some_and(|at| plan::holds(extent, at));
        let here: Vec<&BundleIncident> = incidents.iter().filter(here).copied().collect();
        if !incidents.is_empty() && here.is_empty() {
            continue;
        }
        let Some(svg) = plan::svg(of, &inside, &here, BUILDING_MM) else { continue };
        let name = labels::name(building, of.language).unwrap_or_else(|| building.id.clone());
        let caption = of.fill(words::BUILDING_CAPTION, &[("name", &name), ("level", &of.level(level))]);
        let what = if incidents.is_empty() { "plan" } else { "incidents" };
        let file = format!("{what}-{index}-{}-{}", blocks.len(), of.tag());
        blocks.push(figure(figures, file, svg, caption.clone(), caption));
    }
    blocks
}

/// Keeps a drawing and gives the block that shows it.
fn figure(figures: &mut BTreeMap<String, String>, file: String, svg: String, alt: String, caption: String) -> Block {
    figures.insert(file.clone(), svg);
    Block::Figure { file, alt, caption }
}

/// The lowest level that has anything, small, for the fact sheet.
fn overview(of: Telling, figures: &mut BTreeMap<String, String>) -> Option<Block> {
    let levels = of.bundle().levels.iter().map(|level| level.id.as_str());
    let (level, svg) =
        levels.filter_map(|id| Some((id, plan::svg(of, &plan::elements(of, id), &[], OVERVIEW_MM)?))).next()?;
    let captions = [Language::En, Language::Ko].map(|language| {
        let of = Telling { language, ..of };
        of.fill(words::OVERVIEW_CAPTION, &[("level", &of.level(level))])
    });
    Some(figure(figures, "overview".to_owned(), svg, of.plan_alt(level), captions.join(" ")))
}

fn times(of: Telling, figures: &mut BTreeMap<String, String>) -> Vec<Block> {
    let Some(timeline) = timeline::timeline(of) else { return Vec::new() };
    let file = format!("timeline-{}", of.tag());
    let [from, to] = timeline.years.map(|year| year.to_string());
    let rows = timeline.rows.to_string();
    let alt = of.fill(words::TIMELINE_ALT, &[("from", &from), ("to", &to), ("n", &rows)]);
    let caption = of.say(words::TIMELINE_CAPTION).to_owned();
    vec![Block::section(of.say(words::TIMELINE)), figure(figures, file, timeline.svg, alt, caption)]
}

fn incident_plans(of: Telling, figures: &mut BTreeMap<String, String>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (index, level) in of.bundle().levels.iter().enumerate() {
        let here = |i: &&BundleIncident| i.position.is_some() && i.level.as_deref() == Some(level.id.as_str());
        let incidents: Vec<&BundleIncident> = of.bundle().incidents.iter().filter(here).collect();
        if incidents.is_empty() {
            continue;
        }
        let elements = plan::elements(of, &level.id);
        let Some(svg) = plan::svg(of, &elements, &incidents, plan::PAGE_MM) else { continue };
        let name = of.level(&level.id);
        let ids: Vec<&str> = incidents.iter().map(|incident| incident.id.as_str()).collect();
        let alt = of.fill(words::INCIDENT_PLAN_ALT, &[("level", &name), ("list", &ids.join(", "))]);
        let caption = of.fill(words::INCIDENT_PLAN_CAPTION, &[("level", &name)]);
        blocks.push(figure(figures, format!("incidents-{index}-{}", of.tag()), svg, alt, caption));
        blocks.extend(building_plans(of, index, &level.id, &incidents, figures));
    }
    blocks
}

/// A facility told in one language.
#[derive(Clone, Copy)]
struct Telling<'a> {
    facility: &'a Facility,
    lists: &'a Lists,
    language: Language,
}

impl<'a> Telling<'a> {
    fn bundle(self) -> &'a Bundle {
        self.facility.bundle()
    }

    fn tag(self) -> &'static str {
        self.language.pick("en", "ko")
    }

    fn say(self, words: Words) -> &'static str {
        words.of(self.language)
    }

    /// That a list of `quality.json` is empty; or that there is no such file, which is something else.
    fn none_of_quality(self, none: Words) -> Words {
        if self.facility.quality.is_null() { words::QUALITY_UNPUBLISHED } else { none }
    }

    fn fill(self, words: Words, values: &[(&str, &str)]) -> String {
        words.with(self.language, values)
    }

    fn listed(self, ids: &[String]) -> String {
        if ids.is_empty() { self.say(words::NONE).to_owned() } else { ids.join(", ") }
    }

    /// The name of a level, else its id.
    fn level(self, id: &str) -> String {
        let level = self.bundle().levels.iter().find(|level| level.id == id);
        level.and_then(|level| both(&level.name, self.language)).unwrap_or_else(|| id.to_owned())
    }

    /// A plan for those who cannot see it.
    fn plan_alt(self, level: &str) -> String {
        let n = plan::elements(self, level).len().to_string();
        let (name, bases) = (self.level(level), fact_sheet::bases(self));
        self.fill(words::PLAN_ALT, &[("level", &name), ("n", &n), ("list", &bases)])
    }

    /// What a place is called: its name with the key beside it where they differ, else the key.
    fn place(self, key: &str) -> String {
        let element = self.bundle().elements.iter().find(|e| e.key.as_deref() == Some(key) && e.name.is_some());
        let name = element.and_then(|e| labels::name(e, self.language));
        name.map_or_else(|| key.to_owned(), |name| if name.contains(key) { name } else { format!("{name} ({key})") })
    }
}
