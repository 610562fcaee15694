//! Shapes as SVG paths, and the patterns that say how many accounts name them.

use super::Plan;
use crate::html::markup::{Markup, tag};
use locus_publish::{BundleElement, BundleShape};
use locus_viewer_core::doubt::{Look, Pattern};

/// Nothing is drawn thinner than this share of the plan's longer side.
const THIN: f64 = 0.004;
/// What can be pointed at is at least this wide.
const EASY: f64 = 0.014;
/// Distance of dense hatching, as a share of the longer side.
const HATCH: f64 = 0.007;

/// A coordinate, to the millimetre.
pub fn number(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0 + 0.0)
}

/// A line through places.
pub fn path(line: &[[f64; 2]]) -> String {
    let step =
        |(i, [x, z]): (usize, &[f64; 2])| format!("{}{} {}", if i == 0 { "M" } else { "L" }, number(*x), number(*z));
    line.iter().enumerate().map(step).collect()
}

/// An element: what is wide enough to click, an outline where it is contested, its colour, its hatching.
pub fn shape(plan: &Plan, element: &BundleElement, look: &Look) -> Markup {
    let Some(shape) = &element.shape else { return Markup::default() };
    let hatch = pattern(plan.number, look.pattern);
    if shape.rings.is_empty() {
        line(plan, element, shape, hatch.as_deref())
    } else {
        let outline: String = shape.rings.iter().map(|ring| path(ring) + "Z").collect();
        let edge = number(THIN * plan.area.extent() * 0.5);
        let mut parts = vec![tag("path", &[("class", "face"), ("d", &outline), ("stroke-width", &edge)], "")];
        if let Some(hatch) = hatch.filter(|_| element.layer == "objects") {
            parts.push(tag("path", &[("class", "hatch"), ("d", &outline), ("fill", &hatch)], ""));
        }
        parts.into()
    }
}

fn line(plan: &Plan, element: &BundleElement, shape: &BundleShape, hatch: Option<&str>) -> Markup {
    let (d, extent) = (path(&shape.line), plan.area.extent());
    let is_opening = element.layer == "openings";
    let wide = shape.thickness_m.unwrap_or(0.0).max(THIN * extent);
    let wide = if is_opening { wide.max(host_width(plan, element)) } else { wide };
    let stroke = |class: &'static str, width: f64| {
        tag("path", &[("class", class), ("d", d.as_str()), ("stroke-width", &number(width))], "")
    };
    let mut parts = vec![stroke("hit", wide.max(EASY * extent)), stroke("edge", wide + THIN * extent)];
    if is_opening {
        // A gap in the wall, and what fills it.
        parts.extend([stroke("gap", wide * 1.1), stroke("line", 0.35 * wide)]);
    } else {
        parts.push(stroke("line", wide));
    }
    if let Some(hatch) = hatch.filter(|_| element.layer == "walls") {
        parts.push(tag(
            "path",
            &[("class", "hatch"), ("d", &d), ("stroke", hatch), ("stroke-width", &number(wide))],
            "",
        ));
    }
    parts.into()
}

/// As wide as the wall an opening is in.
fn host_width(plan: &Plan, element: &BundleElement) -> f64 {
    let host = plan.bundle.elements.iter().find(|e| Some(&e.id) == element.host.as_ref());
    host.and_then(|host| host.shape.as_ref()).and_then(|shape| shape.thickness_m).unwrap_or(0.0)
}

/// The patterns of a plan.
pub fn patterns(plan: &Plan) -> Markup {
    pattern_set(&plan.number.to_string(), HATCH * plan.area.extent())
}

/// Patterns `hatch-NAME-dots`, `-sparse` and `-dense`; `unit` is the distance of the dense lines.
pub fn pattern_set(name: &str, unit: f64) -> Markup {
    let lines = |word: &str, spacing: f64| {
        let (id, size) = (format!("hatch-{name}-{word}"), number(spacing));
        let line = [("width", number(0.4 * unit)), ("height", size.clone())];
        let line = tag("rect", &line.each_ref().map(|(n, v)| (*n, v.as_str())), "");
        tag("pattern", &pattern_attributes(&id, &size), line)
    };
    let dots = {
        let (id, size) = (format!("hatch-{name}-dots"), number(unit));
        let [middle, radius] = [0.5 * unit, 0.3 * unit].map(number);
        let dot = tag("circle", &[("cx", &middle), ("cy", &middle), ("r", &radius)], "");
        tag("pattern", &pattern_attributes(&id, &size), dot)
    };
    tag("defs", &[], [dots, lines("sparse", 2.2 * unit), lines("dense", unit)])
}

fn pattern_attributes<'a>(id: &'a str, size: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("id", id),
        ("patternUnits", "userSpaceOnUse"),
        ("width", size),
        ("height", size),
        ("patternTransform", "rotate(45)"),
    ]
}

/// The pattern of a support, as a paint.
fn pattern(plan: usize, pattern: Pattern) -> Option<String> {
    paint(&plan.to_string(), pattern)
}

/// The paint of a pattern out of a [`pattern_set`]; none for the plain surface.
pub fn paint(set: &str, pattern: Pattern) -> Option<String> {
    let word = match pattern {
        Pattern::None => return None,
        Pattern::Dots => "dots",
        Pattern::Sparse => "sparse",
        Pattern::Dense => "dense",
    };
    Some(format!("url(#hatch-{set}-{word})"))
}
