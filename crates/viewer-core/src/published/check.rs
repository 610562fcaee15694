//! A bundle that does not contradict itself: what every other module may rely on.

use super::{BUNDLE, REPUBLISH};
use crate::limits::{self, PIXEL, PLACE_M, VERTEX_M};
use crate::refusal::Refusal;
use locus_publish::{Bundle, BundleElement, BundleShape, BundleSheet};
use std::collections::BTreeSet;

/// How many entries the lists of `bundle.json` may have.
pub const ENTRIES: [(&str, usize); 17] = [
    ("software", limits::RECORDS),
    ("levels", limits::RECORDS),
    ("scenes", limits::RECORDS),
    ("elements", limits::ELEMENTS),
    ("nodes", limits::NODES),
    ("hypotheses", limits::RECORDS),
    ("incidents", limits::INCIDENTS),
    ("pins", limits::STATEMENTS),
    ("areas", limits::STATEMENTS),
    ("sheets", limits::RECORDS),
    ("imagery", limits::RECORDS),
    ("views", limits::RECORDS),
    ("accounts", limits::RECORDS),
    ("statements", limits::STATEMENTS),
    ("statements_by_key", limits::STATEMENTS),
    ("rights", limits::RECORDS),
    ("files", limits::RECORDS),
];

/// Refuses a bundle in which an id stands for two things, a reference leads nowhere, or a number is none.
pub fn bundle(bundle: &Bundle) -> Result<(), Refusal> {
    let known = Known::of(bundle)?;
    bundle.elements.iter().try_for_each(|element| known.element(element))?;
    known.others(bundle)?;
    bundle.elements.iter().try_for_each(element)?;
    bundle.sheets.iter().try_for_each(sheet)?;
    places(bundle)?;
    frame(bundle)
}

fn refuse(found: String, expected: &str) -> Refusal {
    Refusal::new(BUNDLE, found, expected, format!("do not edit published files; {REPUBLISH}"))
}

/// What references can lead to.
struct Known<'a> {
    elements: BTreeSet<&'a str>,
    levels: BTreeSet<&'a str>,
    hypotheses: BTreeSet<&'a str>,
    nodes: BTreeSet<&'a str>,
    accounts: BTreeSet<&'a str>,
    statements: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(bundle: &'a Bundle) -> Result<Self, Refusal> {
        unique("incident", bundle.incidents.iter().map(|i| &i.id))?;
        unique("sheet", bundle.sheets.iter().map(|s| &s.id))?;
        Ok(Self {
            elements: unique("element", bundle.elements.iter().map(|e| &e.id))?,
            levels: unique("level", bundle.levels.iter().map(|l| &l.id))?,
            hypotheses: unique("hypothesis", bundle.hypotheses.iter().map(|h| &h.name))?,
            // A name returns once per alternative.
            nodes: bundle.nodes.iter().map(|n| n.name.as_str()).collect(),
            accounts: unique("account", bundle.accounts.iter().map(|a| &a.id))?,
            statements: unique("statement", bundle.statements.iter().map(|s| &s.id))?,
        })
    }

    fn element(&self, element: &BundleElement) -> Result<(), Refusal> {
        let of = |part: &str| format!("element \"{}\" {part}", element.id);
        leads(&self.levels, &of("on level"), [&element.level])?;
        leads(&self.elements, &of("in wall"), &element.host)?;
        leads(&self.hypotheses, &of("of hypothesis"), &element.hypothesis)?;
        let said = [&element.drawn_by, &element.not_drawn_by, &element.contradicted_by];
        leads(&self.accounts, &of("by account"), said.into_iter().flatten())?;
        let Some(shape) = &element.shape else { return Ok(()) };
        leads(&self.elements, &of("cut by opening"), shape.gaps.iter().map(|gap| &gap.opening))?;
        leads(&self.nodes, &of("with a corner at node"), shape.nodes.iter().filter(|name| !name.is_empty()))
    }

    fn others(&self, bundle: &Bundle) -> Result<(), Refusal> {
        for node in &bundle.nodes {
            leads(&self.levels, &format!("node \"{}\" on level", node.name), &node.level)?;
        }
        for incident in &bundle.incidents {
            leads(&self.levels, &format!("incident \"{}\" on level", incident.id), &incident.level)?;
        }
        for sheet in &bundle.sheets {
            leads(&self.levels, &format!("sheet \"{}\" of level", sheet.id), [&sheet.level])?;
            leads(&self.accounts, &format!("sheet \"{}\" of account", sheet.id), [&sheet.account])?;
        }
        for statement in &bundle.statements {
            leads(&self.accounts, &format!("statement \"{}\" of account", statement.id), [&statement.account])?;
        }
        for (key, statements) in &bundle.statements_by_key {
            leads(&self.statements, &format!("key \"{key}\" with statement"), statements)?;
        }
        Ok(())
    }
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a String>) -> Result<BTreeSet<&'a str>, Refusal> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id.as_str()) {
            return Err(refuse(format!("two entries for {what} \"{id}\""), "one entry for each"));
        }
    }
    Ok(seen)
}

fn leads<'a>(known: &BTreeSet<&str>, what: &str, to: impl IntoIterator<Item = &'a String>) -> Result<(), Refusal> {
    match to.into_iter().find(|name| !known.contains(name.as_str())) {
        Some(name) => {
            Err(refuse(format!("{what} \"{name}\", which is not in it"), "what it refers to in the same file"))
        }
        None => Ok(()),
    }
}

/// Refuses a number that is not finite or farther from zero than `most`.
fn within<'a>(what: impl Fn() -> String, most: f64, numbers: impl IntoIterator<Item = &'a f64>) -> Result<(), Refusal> {
    between(what, -most, most, numbers)
}

/// Refuses a length, radius or standard deviation that is negative, not finite, or above [`PLACE_M`].
fn lengths<'a>(what: impl Fn() -> String, numbers: impl IntoIterator<Item = &'a f64>) -> Result<(), Refusal> {
    between(what, 0.0, PLACE_M, numbers)
}

fn between<'a>(
    what: impl Fn() -> String,
    least: f64,
    most: f64,
    numbers: impl IntoIterator<Item = &'a f64>,
) -> Result<(), Refusal> {
    match numbers.into_iter().find(|number| !(least..=most).contains(*number)) {
        Some(number) => Err(refuse(format!("{} with the number {number:e}", what()), &format!("{least} to {most}"))),
        None => Ok(()),
    }
}

fn element(element: &BundleElement) -> Result<(), Refusal> {
    let what = || format!("element \"{}\"", element.id);
    within(what, VERTEX_M, &element.position)?;
    lengths(what, element.radius95_m.iter().chain(&element.height_m))?;
    within(what, VERTEX_M, element.assumed.values())?;
    element.shape.as_ref().map_or(Ok(()), |s| shape(what, s))
}

fn shape(what: impl Fn() -> String + Copy, shape: &BundleShape) -> Result<(), Refusal> {
    let heights = [shape.base_m].into_iter().chain(shape.top_m).chain(shape.panel_m.into_iter().flatten());
    let gaps = shape.gaps.iter().flat_map(|gap| [gap.base_m, gap.top_m]);
    within(what, VERTEX_M, &heights.chain(gaps).collect::<Vec<_>>())?;
    within(what, VERTEX_M, shape.line.iter().chain(shape.rings.iter().flatten()).chain(&shape.point).flatten())?;
    within(what, VERTEX_M, shape.gaps.iter().flat_map(|gap| gap.line.iter().flatten()))?;
    lengths(what, &shape.thickness_m)
}

fn sheet(sheet: &BundleSheet) -> Result<(), Refusal> {
    let what = || format!("sheet \"{}\"", sheet.id);
    within(what, PLACE_M, sheet.paper.iter().flatten())?;
    lengths(what, sheet.rms_m.iter().chain(&sheet.loo_rms_m).chain(&sheet.memory_sd_m))?;
    lengths(what, sheet.size_px.iter().flatten())?;
    if let Some(drape) = &sheet.drape {
        within(what, PLACE_M, &drape.scene_from_px)?;
        lengths(what, [&drape.rms_m])?;
    }
    if let Some(grid) = &sheet.drape_grid {
        let (columns, rows) = (grid.columns, grid.rows);
        let sides = 2..=limits::GRID_NODES;
        if !sides.contains(&columns) || !sides.contains(&rows) || columns * rows != grid.xz.len() {
            let found = format!("{} with a grid of {columns} by {rows} that has {} nodes", what(), grid.xz.len());
            return Err(refuse(found, "as many nodes as its columns times its rows, two at least"));
        }
        within(what, PLACE_M, grid.xz.iter().flatten())?;
    }
    for control in &sheet.controls {
        let what = || format!("control point \"{}\"", control.landmark);
        within(what, PLACE_M, &control.position)?;
        within(what, PIXEL, &control.px)?;
        within(what, 180.0, &control.degrees)?;
    }
    for stroke in &sheet.strokes {
        let what = || format!("stroke \"{}\"", stroke.id);
        within(what, PLACE_M, stroke.line.iter().chain(stroke.holes.iter().flatten()).flatten())?;
        within(what, PIXEL, stroke.px.iter().flatten())?;
        if !stroke.px.is_empty() && stroke.px.len() != stroke.line.len() {
            let found = format!("{} with {} vertices and {} pixels", what(), stroke.line.len(), stroke.px.len());
            return Err(refuse(found, "one pixel for each vertex, or none"));
        }
    }
    Ok(())
}

fn places(bundle: &Bundle) -> Result<(), Refusal> {
    for node in &bundle.nodes {
        let what = || format!("node \"{}\"", node.name);
        within(what, PLACE_M, &node.position)?;
        lengths(what, &node.radius95_m)?;
        if let Some([ee, en, nn]) = node.cov_m2 {
            within(what, PLACE_M * PLACE_M, [&ee, &en, &nn])?;
            if ee < 0.0 || nn < 0.0 || en * en > ee * nn {
                return Err(refuse(format!("{} with the covariance {ee}, {en}, {nn}", what()), "a covariance"));
            }
        }
    }
    for incident in &bundle.incidents {
        let what = || format!("incident \"{}\"", incident.id);
        within(what, PLACE_M, incident.position.iter().flatten())?;
        lengths(what, &incident.radius95_m)?;
    }
    for pin in &bundle.pins {
        let what = || format!("pin \"{}\"", pin.id);
        within(what, PLACE_M, &pin.position)?;
        lengths(what, &pin.radius95_m)?;
    }
    for area in &bundle.areas {
        within(|| format!("area \"{}\"", area.id), PLACE_M, area.rings.iter().flatten().flatten())?;
    }
    for image in &bundle.imagery {
        lengths(|| format!("imagery \"{}\"", image.id), image.gsd_m.iter().chain(&image.absolute_radius95_m))?;
    }
    for view in &bundle.views {
        within(|| format!("view \"{}\"", view.name), PLACE_M, view.eye.iter().chain(&view.target))?;
    }
    Ok(())
}

fn frame(bundle: &Bundle) -> Result<(), Refusal> {
    let frame = &bundle.frame;
    within(|| "anchor".to_owned(), 180.0, &frame.anchor)?;
    within(|| "convergence".to_owned(), 360.0, [&frame.convergence_deg])?;
    // Northings of the south reach ten million metres, and some systems number their zones in front of the easting.
    within(|| "origin".to_owned(), 1e9, &frame.origin_m)?;
    within(|| "ground image".to_owned(), 1e9, bundle.ground.iter().flat_map(|ground| &ground.bounds_m))?;
    for level in &bundle.levels {
        let what = || format!("level \"{}\"", level.id);
        within(what, VERTEX_M, [&level.elevation_m])?;
        lengths(what, [&level.height_m])?;
    }
    Ok(())
}
