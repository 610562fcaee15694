//! Drawing sheets for print: site plan, one plan per level, one per building of which rooms are known; true to scale, with
//! frame, title block, legend, dimensions with intervals, and tables of who says so.
//!
//! Paper is in millimetres from the upper left corner, y down; grid north is up. Kinds of line, lettering, scales and frames
//! follow the ISO standards for technical drawings named where they are used. Everything is black on white.

mod area;
mod dimension;
mod drawing;
mod extent;
mod frame;
mod grid;
mod incident;
mod ink;
mod label;
mod legend;
mod lettering;
mod paper;
mod register;
mod style;
mod subject;
mod table;
mod view;
pub(crate) mod wall;
mod words;

pub(crate) use drawing::axes95;
pub use paper::Paper;
pub(crate) use words::names;

use crate::{ExportError, Facility, Files};
use area::Area;
use drawing::Drawing;
use extent::Corners;
use frame::Heading;
use ink::{Ink, Lettering};
use locus_publish::BundleElement;
use register::Register;
use std::collections::{BTreeMap, BTreeSet};
use subject::{Plan, Subject};
use table::Flow;
use view::View;

/// The format's name, as in `--to`.
const FORMAT: &str = "svg";
/// Room around what a sheet shows, millimetres: coordinates stand at the edge.
const MARGIN_MM: f64 = 8.0;
/// Rooms are legible at 1 : this.
const LEGIBLE: u32 = 200;
/// What an empty sheet is centred on: this many metres around the anchor.
const EMPTY_M: f64 = 20.0;

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its name, unique among the sheets: `<case id>-1-site`.
    pub name: String,
    /// Its title in both languages.
    pub title: String,
    /// Width, millimetres.
    pub width_mm: f64,
    /// Height, millimetres.
    pub height_mm: f64,
    /// One millimetre stands for so many; `None` where nothing is drawn to scale.
    pub scale: Option<u32>,
    /// SVG 1.1, one unit a millimetre; text in the family "Locus Gothic".
    pub svg: String,
}

/// A sheet before its number among all is known.
struct Draft {
    slug: String,
    title: String,
    scale: Option<u32>,
    ink: Ink,
}

/// The sheets of a facility: the site, each level from below, each building with rooms, then the tables that had no room.
///
/// # Errors
/// [`ExportError::Unfit`] where something is so far from the rest that no standard scale shows both.
pub fn pages(facility: &Facility, paper: Paper) -> Result<Vec<Page>, ExportError> {
    let legible = |plan: &Plan| view(plan, paper.zone()).is_ok_and(|view| view.scale <= LEGIBLE);
    let (plans, numbers) = (subject::plans(facility, legible), subject::numbers(facility.bundle()));
    let (corners, see) = (Corners::of(facility.bundle()), references(&plans));
    let register = Register { facility, numbers: &numbers, see: &see, corners: &corners };
    let (mut drafts, mut registers) = (Vec::new(), Vec::new());
    for plan in &plans {
        let (draft, more) = draft(&register, plan, paper)?;
        drafts.push(draft);
        registers.extend(more);
    }
    drafts.extend(registers);
    let count = drafts.len();
    Ok(drafts.into_iter().enumerate().map(|(i, draft)| page(facility, paper, draft, [i + 1, count])).collect())
}

/// The same as files: `<name>.svg`.
///
/// # Errors
/// As [`pages`].
pub fn files(facility: &Facility, paper: Paper) -> Result<Files, ExportError> {
    let pages = pages(facility, paper)?;
    Ok(pages.into_iter().map(|page| (format!("{}.svg", page.name), page.svg.into_bytes())).collect())
}

/// Which sheet shows a building in detail.
fn references<'a>(plans: &[Plan<'a>]) -> BTreeMap<&'a str, String> {
    let mut see: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (i, plan) in plans.iter().enumerate() {
        if let Subject::Detail(_, building) = plan.subject {
            see.entry(&building.id).or_default().push((i + 1).to_string());
        }
    }
    let told = |numbers: Vec<String>| words::both_with(words::ON_SHEET, &[("n", &numbers.join(", "))]);
    see.into_iter().map(|(id, numbers)| (id, told(numbers))).collect()
}

/// Draws one plan and its tables; tables that have no room beside it go on further sheets.
fn draft(register: &Register, plan: &Plan, paper: Paper) -> Result<(Draft, Vec<Draft>), ExportError> {
    let (facility, zone) = (register.facility, paper.zone());
    let view = view(plan, zone)?;
    let grid = grid::Grid::of(facility, &view, zone);
    let (ink, [taken, written]) = (Ink::default(), <[area::Taken; 2]>::default());
    let mut drawing = Drawing { plan, view, zone, corners: register.corners, ink, taken, written };
    drawing.geometry();
    for building in dimensioned(plan, &view) {
        drawing.dimension(building);
    }
    drawing.crosses(&grid.meetings());
    if plan.shown.is_empty() && plan.others.is_empty() {
        drawing.ink.text_at(zone.middle(), Lettering::centred(lettering::PLAIN), &words::both(words::EMPTY));
    }
    let unnumbered = drawing.labels(register.numbers, register.see);
    if matches!(plan.subject, Subject::Site) {
        drawing.incidents(&facility.bundle().incidents);
    }
    let mut ink = drawing.ink;
    grid.edges(&mut ink, &view, zone);
    ink.area(zone, &style::THIN.unfilled());
    legend::draw(&mut ink, paper.strip(), plan.subject, &view, facility.bundle().frame.convergence_deg);
    let (title, slug) = title(plan.subject);
    let (beside, further) = tables(register, plan, &unnumbered, paper);
    ink.append(beside);
    let more = further.into_iter().enumerate().map(|(i, ink)| Draft {
        slug: format!("{slug}-tables-{}", i + 1),
        title: format!("{} · {title}", words::both(words::REGISTER)),
        scale: None,
        ink,
    });
    let more = more.collect();
    Ok((Draft { slug, title, scale: Some(view.scale), ink }, more))
}

/// The largest standard scale for what a plan shows.
fn view(plan: &Plan, zone: Area) -> Result<View, ExportError> {
    let places = |e: &&BundleElement| {
        let shape = e.shape.as_ref();
        let lines = shape.map(|shape| shape.rings.iter().flatten().chain(&shape.line).copied().collect::<Vec<_>>());
        lines.unwrap_or_default().into_iter().chain(shape.and_then(|shape| shape.point)).collect::<Vec<_>>()
    };
    let all = Area::around(plan.shown.iter().chain(&plan.others).flat_map(places));
    let ground = all.unwrap_or(Area { min: [-EMPTY_M; 2], max: [EMPTY_M; 2] });
    // Where rooms are legible, buildings are dimensioned; that takes room.
    let wide = View::fitting(ground, zone, dimension::MARGIN_MM);
    let wide = wide.filter(|view| !matches!(plan.subject, Subject::Site) && view.scale <= LEGIBLE);
    wide.or_else(|| View::fitting(ground, zone, MARGIN_MM)).ok_or_else(|| ExportError::Unfit {
        format: FORMAT,
        found: format!("elements {:.0} m apart", ground.width().max(ground.height())),
        expected: "a site that a standard scale shows on one sheet".to_owned(),
        remedy: "look in quality.json which sheet or pin lies far off, or choose larger paper".to_owned(),
    })
}

/// The buildings whose sides are told.
fn dimensioned<'a>(plan: &Plan<'a>, view: &View) -> Vec<&'a BundleElement> {
    match plan.subject {
        Subject::Site => Vec::new(),
        Subject::Detail(_, building) => vec![building],
        Subject::Level(_) if view.scale > LEGIBLE => Vec::new(),
        Subject::Level(_) => plan.shown.iter().copied().filter(|e| e.layer == "buildings").collect(),
    }
}

/// The tables beside a drawing, and those on further sheets.
fn tables(register: &Register, plan: &Plan, unnumbered: &BTreeSet<String>, paper: Paper) -> (Ink, Vec<Ink>) {
    let columns = paper.columns();
    let per_sheet = columns.len();
    let beside: Vec<Area> = paper.tables().into_iter().collect();
    let besides = beside.len();
    let mut flow = Flow::into_places(beside, columns);
    for table in register.tables(plan, unnumbered) {
        flow.table(&table);
    }
    let mut inks = flow.inks.into_iter();
    let mut first = Ink::default();
    inks.by_ref().take(besides).for_each(|ink| first.append(ink));
    let rest: Vec<Ink> = inks.collect();
    let sheet = |inks: &[Ink]| {
        let mut all = Ink::default();
        inks.iter().for_each(|ink| all.append(ink.clone()));
        all
    };
    (first, rest.chunks(per_sheet).map(sheet).collect())
}

/// Title and a part of a file name.
fn title(subject: Subject) -> (String, String) {
    match subject {
        Subject::Site => (words::both(words::SITE), "site".to_owned()),
        Subject::Level(level) => {
            let name = words::names(&level.name);
            (words::both_with(words::LEVEL, &[("name", &name)]), level.id.clone())
        }
        Subject::Detail(level, building) => {
            let name = building.name.as_ref().map(words::names).unwrap_or_default();
            let key = building.key.as_deref().unwrap_or(&building.id);
            let name = if name.is_empty() { key.to_owned() } else { format!("{name} ({key})") };
            let level_name = words::names(&level.name);
            let title = words::both_with(words::DETAIL, &[("name", &name), ("level", &level_name)]);
            (title, format!("{}-{}", level.id, building.id))
        }
    }
}

/// Frame, title block and document around a draft.
fn page(facility: &Facility, paper: Paper, draft: Draft, number: [usize; 2]) -> Page {
    let name = file_name(&format!("{}-{}-{}", facility.bundle().case.id, number[0], draft.slug));
    let heading = Heading { title: draft.title, scale: draft.scale, name, number };
    let mut ink = draft.ink;
    frame::frame(&mut ink, paper);
    frame::title_block(&mut ink, facility, paper, &heading);
    let [width_mm, height_mm] = paper.size_mm();
    let zone = paper.zone();
    let clip = format!(
        "<clipPath id=\"zone\"><path d=\"M{} {}H{}V{}H{}Z\"/></clipPath>\n",
        zone.min[0], zone.min[1], zone.max[0], zone.max[1], zone.min[0]
    );
    let scale = heading.scale.map_or_else(String::new, |scale| format!(" locus:scale=\"{scale}\""));
    let svg = ink.document(
        [width_mm, height_mm],
        &format!("{} · {}", words::names(&facility.bundle().case.name), heading.title),
        &scale,
        &(style::definitions() + &clip),
    );
    Page { name: heading.name, title: heading.title, width_mm, height_mm, scale: heading.scale, svg }
}

/// A file name from ids: what is no letter, digit, dot, hyphen or underscore becomes a hyphen.
pub(crate) fn file_name(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '-' };
    text.chars().map(plain).collect()
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
