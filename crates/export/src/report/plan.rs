//! A plan of one level for the report: what stands where, on what it rests, how well its corners are known.

use super::paper::{Anchor, Paper, WIDTH_MM};
use super::{Telling, words};
use geo::{BoundingRect, Coord, MultiPoint, Rect};
use locus_model::{Covariance, Ellipse95};
use locus_publish::{BundleElement, BundleIncident, BundleNode, BundleShape};
use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt;
use locus_viewer_core::labels;
use locus_viewer_core::words as viewer;
use std::collections::BTreeSet;

/// The tallest drawing that leaves room for its caption on an A4 page, millimetres.
pub const PAGE_MM: f64 = 190.0;
/// White around the outermost corner, millimetres.
const MARGIN_MM: f64 = 6.0;
/// The legend below, millimetres.
const LEGEND_MM: f64 = 16.0;
/// The longest scale bar, millimetres.
const BAR_MM: f64 = 30.0;

/// What lies under what, by layer.
const ORDER: [&str; 7] = ["yards", "buildings", "rooms", "roads", "walls", "openings", "objects"];

/// What is drawn of a level: the undisputed and the display defaults, lower layers first.
pub fn elements<'a>(of: Telling<'a>, level: &str) -> Vec<&'a BundleElement> {
    let mut shown: Vec<&BundleElement> = of.facility.shown_first().filter(|e| e.level == level).collect();
    shown.sort_by_key(|e| ORDER.iter().position(|layer| *layer == e.layer));
    shown
}

/// The buildings of a level that have rooms, each with what stands in it: too small to be read in the plan of the level.
pub fn buildings<'a>(of: Telling<'a>, level: &str) -> Vec<(&'a BundleElement, Vec<&'a BundleElement>)> {
    let all = elements(of, level);
    let with_rooms = all.iter().filter(|e| e.layer == "buildings").filter_map(|building| {
        let around = vertices(building.shape.as_ref()?).collect::<MultiPoint>().bounding_rect()?;
        let inside: Vec<&BundleElement> = all.iter().copied().filter(|e| holds(around, e.position)).collect();
        inside.iter().any(|e| e.layer == "rooms").then_some((*building, inside))
    });
    with_rooms.collect()
}

/// Whether a place is inside, or within a metre.
pub fn holds(around: Rect, [x, _, z]: [f64; 3]) -> bool {
    let (min, max) = (around.min(), around.max());
    (min.x - 1.0..=max.x + 1.0).contains(&x) && (min.y - 1.0..=max.y + 1.0).contains(&z)
}

/// Where elements lie, scene metres: x, and z as y.
pub fn extent(elements: &[&BundleElement]) -> Option<Rect> {
    elements.iter().filter_map(|e| e.shape.as_ref()).flat_map(vertices).collect::<MultiPoint>().bounding_rect()
}

/// The elements as SVG, grid north up, at most `tallest_mm` high without the legend; with marks where incidents were
/// placed, the rest fainter. `None` where nothing is drawn.
pub fn svg(of: Telling, elements: &[&BundleElement], incidents: &[&BundleIncident], tallest_mm: f64) -> Option<String> {
    let points = elements.iter().filter_map(|e| e.shape.as_ref()).flat_map(vertices);
    let marks = incidents.iter().filter_map(|i| i.position).map(|[x, _, z]| Coord { x, y: z });
    let doubts = if incidents.is_empty() { doubts(of, elements) } else { Vec::new() };
    let reach = doubts.iter().flat_map(Doubt::reach);
    let around = points.chain(marks).chain(reach).collect::<MultiPoint>().bounding_rect()?;
    let sheet = Sheet::of(around, tallest_mm);
    let mut paper = Paper::new(sheet.bottom_mm + LEGEND_MM);
    elements.iter().for_each(|element| draw(&mut paper, &sheet, element, !incidents.is_empty()));
    if incidents.is_empty() {
        doubts.iter().for_each(|doubt| doubt.draw(&mut paper, &sheet));
        elements.iter().for_each(|element| name(&mut paper, &sheet, of, element));
    } else {
        marked(&mut paper, &sheet, incidents);
    }
    legend(&mut paper, &sheet, of, !incidents.is_empty());
    Some(paper.finish())
}

fn vertices(shape: &BundleShape) -> impl Iterator<Item = Coord> {
    let flat = shape.line.iter().chain(shape.rings.iter().flatten()).chain(&shape.point);
    flat.map(|[x, z]| Coord { x: *x, y: *z })
}

/// Scene metres `[x, z]` to millimetres: z grows southwards as y does on paper.
struct Sheet {
    west_north: Coord,
    mm_per_m: f64,
    bottom_mm: f64,
}

impl Sheet {
    fn of(around: Rect, tallest_mm: f64) -> Self {
        let room = [WIDTH_MM, tallest_mm].map(|mm| mm - 2.0 * MARGIN_MM);
        // A plan of a single spot still has a size.
        let size = [around.width().max(1.0), around.height().max(1.0)];
        let mm_per_m = (room[0] / size[0]).min(room[1] / size[1]);
        let left_over = (room[0] - around.width() * mm_per_m) / 2.0;
        let west_north = around.min() - Coord { x: left_over + MARGIN_MM, y: MARGIN_MM } / mm_per_m;
        Self { west_north, mm_per_m, bottom_mm: around.height() * mm_per_m + 2.0 * MARGIN_MM }
    }

    fn at(&self, [x, z]: [f64; 2]) -> [f64; 2] {
        [(x - self.west_north.x) * self.mm_per_m, (z - self.west_north.y) * self.mm_per_m]
    }

    fn line(&self, line: &[[f64; 2]]) -> Vec<[f64; 2]> {
        line.iter().map(|at| self.at(*at)).collect()
    }
}

/// Colours of the model, repeated by dashes so that a black-and-white print tells testimony from filler.
fn colour_and_dashes(basis: Basis) -> (String, &'static str) {
    let [r, g, b] = doubt::rgb(basis);
    let dashes = match basis {
        Basis::Seen | Basis::Testified => "",
        Basis::Inferred => "stroke-dasharray=\"1.6 0.8\"",
        Basis::Assumed => "stroke-dasharray=\"0.4 0.7\"",
    };
    (format!("#{r:02X}{g:02X}{b:02X}"), dashes)
}

fn draw(paper: &mut Paper, sheet: &Sheet, element: &BundleElement, faint: bool) {
    let Some(shape) = &element.shape else { return };
    let (colour, dashes) = colour_and_dashes(Basis::of(element));
    let opacity = if faint { 0.35 } else { 1.0 };
    let rings: Vec<Vec<[f64; 2]>> = shape.rings.iter().map(|ring| sheet.line(ring)).collect();
    let line = [sheet.line(&shape.line)];
    let stroke = |width: f64| {
        format!("fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"{opacity}\" stroke-width=\"{width}\" {dashes}")
    };
    match element.layer.as_str() {
        "openings" => {
            paper.path(&line, false, "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"1.1\"");
            paper.path(&line, false, &stroke(0.3));
        }
        "roads" => paper.path(&line, false, &stroke(0.5)),
        "walls" => paper.path(&line, false, &stroke(0.8)),
        layer => {
            let tint = tint(Basis::of(element), if layer == "yards" { 0.06 } else { 0.16 });
            let fill = format!(
                "fill=\"{tint}\" stroke=\"{colour}\" stroke-opacity=\"{opacity}\" stroke-width=\"0.25\" {dashes}"
            );
            paper.path(&rings, true, &fill);
        }
    }
}

/// The hue of a basis on white, opaque: what lies over another area has its own hue, no mixture of both.
fn tint(basis: Basis, share: f64) -> String {
    let [r, g, b] = doubt::rgb(basis).map(|c| (255.0 - share * (255.0 - f64::from(c))).round() as u8);
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// The ellipse that holds a corner with 95 %.
struct Doubt {
    at: [f64; 2],
    ellipse: Ellipse95,
}

/// The doubt about every corner that is drawn.
fn doubts(of: Telling, elements: &[&BundleElement]) -> Vec<Doubt> {
    let named = elements.iter().filter_map(|e| e.shape.as_ref()).flat_map(|shape| &shape.nodes);
    let drawn: BTreeSet<&String> = named.collect();
    let shown = of.bundle().nodes.iter().filter(|n| n.hypothesis.is_none() || n.hypothesis_default == Some(true));
    let doubt = |node: &BundleNode| {
        let [ee, en, nn] = node.cov_m2?;
        Some(Doubt { at: node.position, ellipse: Covariance { ee, en, nn }.ellipse95() })
    };
    shown.filter(|node| drawn.contains(&node.name)).filter_map(doubt).collect()
}

impl Doubt {
    /// Two corners of a square around it.
    fn reach(&self) -> [Coord; 2] {
        let [x, z] = self.at;
        [-self.ellipse.semi_major_m, self.ellipse.semi_major_m].map(|m| Coord { x: x + m, y: z + m })
    }

    fn draw(&self, paper: &mut Paper, sheet: &Sheet) {
        let axes = [self.ellipse.semi_major_m, self.ellipse.semi_minor_m].map(|m| m * sheet.mm_per_m);
        // Counter-clockwise from east there, clockwise from the x axis here.
        let turn = -self.ellipse.angle_rad.to_degrees();
        let style = "fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0.35\" stroke-width=\"0.12\"";
        paper.ellipse(sheet.at(self.at), axes, turn, style);
    }
}

/// The name of an area or an object: of what holds others above it, of a spot below it.
fn name(paper: &mut Paper, sheet: &Sheet, of: Telling, element: &BundleElement) {
    let (Some(shape), Some(name)) = (&element.shape, labels::name(element, of.language)) else { return };
    let Some(around) = vertices(shape).collect::<MultiPoint>().bounding_rect() else { return };
    let ([x, middle], [_, top]) = (sheet.at(around.center().into()), sheet.at(around.min().into()));
    let width = around.width() * sheet.mm_per_m;
    match element.layer.as_str() {
        "rooms" => paper.name([x, middle], width, &name),
        "buildings" | "yards" => paper.name([x, top - 1.8], WIDTH_MM, &name),
        "objects" => paper.name([x, middle + 2.6], WIDTH_MM, &name),
        _ => {}
    }
}

/// One mark for all incidents of a place, with their ids.
fn marked(paper: &mut Paper, sheet: &Sheet, incidents: &[&BundleIncident]) {
    let mut places: Vec<([f64; 2], Vec<&str>)> = Vec::new();
    for incident in incidents {
        let Some([x, _, z]) = incident.position else { continue };
        match places.iter_mut().find(|(at, _)| *at == [x, z]) {
            Some((_, ids)) => ids.push(&incident.id),
            None => places.push(([x, z], vec![&incident.id])),
        }
    }
    for (at, ids) in places {
        let [x, y] = sheet.at(at);
        diamond(paper, [x, y]);
        paper.beside([x, y], 2.2, &ids.join(", "));
    }
}

fn diamond(paper: &mut Paper, [x, y]: [f64; 2]) {
    let corners = vec![[x, y - 1.5], [x + 1.5, y], [x, y + 1.5], [x - 1.5, y]];
    paper.path(&[corners], true, "fill=\"#1a1a1a\" stroke=\"#ffffff\" stroke-width=\"0.3\"");
}

fn legend(paper: &mut Paper, sheet: &Sheet, of: Telling, with_incidents: bool) {
    let top = sheet.bottom_mm + 3.0;
    for (i, basis) in Basis::ALL.into_iter().enumerate() {
        let (x, y) = (MARGIN_MM + 55.0 * (i % 2) as f64, top + 4.5 * (i / 2) as f64);
        let (colour, dashes) = colour_and_dashes(basis);
        let style = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"1\" {dashes}");
        paper.path(&[vec![[x, y], [x + 8.0, y]]], false, &style);
        paper.text([x + 10.0, y], Anchor::Start, 2.4, &viewer::basis_name(basis, of.language));
    }
    let y = top + 9.0;
    if with_incidents {
        diamond(paper, [MARGIN_MM + 4.0, y]);
        paper.text([MARGIN_MM + 10.0, y], Anchor::Start, 2.4, of.say(words::INCIDENT_HERE));
    } else {
        let style = "fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0.5\" stroke-width=\"0.15\"";
        paper.ellipse([MARGIN_MM + 4.0, y], [3.5, 1.5], 0.0, style);
        paper.text([MARGIN_MM + 10.0, y], Anchor::Start, 2.4, of.say(words::ELLIPSE));
    }
    bar(paper, sheet, [MARGIN_MM + 110.0, top + 5.0]);
    north(paper, [WIDTH_MM - MARGIN_MM - 3.0, top + 4.0], of.bundle().frame.convergence_deg);
}

/// A round number of metres.
fn bar(paper: &mut Paper, sheet: &Sheet, [x, y]: [f64; 2]) {
    let longest = BAR_MM / sheet.mm_per_m;
    let decade = 10f64.powf(longest.log10().floor());
    let metres = [5.0, 2.0, 1.0].into_iter().map(|n| n * decade).find(|m| *m <= longest).unwrap_or(decade);
    let end = x + metres * sheet.mm_per_m;
    let corners = vec![[x, y - 1.2], [x, y], [end, y], [end, y - 1.2]];
    paper.path(&[corners], false, "fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"0.25\"");
    paper.text([end + 1.5, y], Anchor::Start, 2.4, &viewer::metres(metres));
}

/// True north: the convergence is clockwise from true to grid north, so it lies counter-clockwise of the paper's up.
fn north(paper: &mut Paper, [x, y]: [f64; 2], convergence_deg: f64) {
    let (sin, cos) = (-convergence_deg.to_radians()).sin_cos();
    let turned = |[dx, dy]: [f64; 2]| [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
    let arrow = [[0.0, -5.0], [2.0, 3.0], [0.0, 1.8], [-2.0, 3.0]].map(turned);
    paper.path(&[arrow.into()], true, "fill=\"#1a1a1a\"");
    paper.text(turned([0.0, 5.5]), Anchor::Middle, 2.6, "N");
}
