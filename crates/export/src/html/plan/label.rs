//! Names in a plan, at most one at a spot.

use super::{Plan, name, stroke};
use crate::html::markup::{Markup, tag};
use locus_publish::BundleElement;
use locus_viewer_core::language::Language;

/// Height of letters, as a share of the plan's longer side.
const LETTERS: f64 = 0.017;
/// Smaller letters than this share of the usual ones are left out: the table has every name.
const SMALLEST: f64 = 0.5;

/// Where text stands already: middle and half its size.
type Place = ([f64; 2], [f64; 2]);

/// The names of areas and objects in both languages, of which the page shows one.
pub fn names(plan: &Plan, elements: &[&BundleElement]) -> Markup {
    let mut named: Vec<&&BundleElement> =
        elements.iter().filter(|e| ["rooms", "objects", "buildings", "yards"].contains(&e.layer.as_str())).collect();
    // Small things first: a building's name finds room beside those of its rooms.
    named.sort_by_key(|e| ["rooms", "objects", "buildings", "yards"].iter().position(|layer| *layer == e.layer));
    let mut written: Vec<Place> = Vec::new();
    let mut texts = Vec::new();
    for element in named.into_iter().filter(|e| e.hypothesis.is_none() || e.hypothesis_default == Some(true)) {
        let lines = [(Language::En, "en"), (Language::Ko, "ko")].map(|(l, class)| (name(element, l), class));
        let longest = lines.iter().filter_map(|(line, _)| line.as_deref()).map(ems).fold(0.0, f64::max);
        let Some((at, size)) = place(plan, element, longest) else { continue };
        let half = [0.5 * longest * size, 0.6 * size];
        if longest == 0.0 || written.iter().any(|other| overlap(other, &(at, half))) {
            continue;
        }
        written.push((at, half));
        texts.extend(lines.into_iter().filter_map(|(line, class)| Some(text(element, &line?, class, at, size))));
    }
    tag("g", &[("class", "names")], texts)
}

fn text(element: &BundleElement, line: &str, class: &'static str, [x, z]: [f64; 2], size: f64) -> Markup {
    let [x, y, size] = [x, z + 0.35 * size, size].map(stroke::number);
    let mut attributes = vec![("class", class), ("lang", class), ("x", &*x), ("y", &y), ("font-size", &size)];
    attributes.extend(element.hypothesis.as_deref().map(|name| ("data-hypothesis", name)));
    tag("text", &attributes, line)
}

/// Where a name stands and how large it is; `None` where it could not be read or lies outside.
fn place(plan: &Plan, element: &BundleElement, ems: f64) -> Option<([f64; 2], f64)> {
    let usual = LETTERS * plan.area.extent();
    let ring = element.shape.as_ref().and_then(|shape| shape.rings.first())?;
    let reach = |i: usize| {
        let along = ring.iter().map(|vertex| vertex[i]);
        (along.clone().fold(f64::INFINITY, f64::min), along.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((west, east), (north, south)) = (reach(0), reach(1));
    let size = if element.layer == "rooms" { usual.min((east - west) * 0.95 / ems.max(0.1)) } else { usual };
    // The middle is the markers'.
    let middle = [element.position[0], element.position[2] + 1.3 * usual];
    let above = [(west + east) / 2.0, north - usual];
    let below = [(west + east) / 2.0, south + usual];
    let at = match element.layer.as_str() {
        "rooms" => middle,
        "objects" => below,
        _ => above,
    };
    (size >= SMALLEST * usual && plan.area.holds(at)).then_some((at, size))
}

fn overlap((a, x): &Place, (b, y): &Place) -> bool {
    (0..2).all(|i| (a[i] - b[i]).abs() < x[i] + y[i])
}

/// Width of a line in units of its letters' height: a Hangul syllable is a square, a Latin letter about 0.55 of one.
fn ems(line: &str) -> f64 {
    line.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum()
}
