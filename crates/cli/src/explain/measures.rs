//! How long and how large something is, with intervals.

use super::Link;
use geo::Coord;
use locus_model::{Covariance, Element, Estimate, Form, Node};
use locus_plan::extent::{self, Corner};
use serde::Serialize;

/// Sides beyond so many say nothing to a reader.
const SIDES: usize = 12;

/// A measure and the interval that holds it with 95 %, the corners taken as independent.
#[derive(Serialize)]
pub struct Measure {
    /// `length`, `area` or `side`.
    what: &'static str,
    /// `m` or `m2`.
    unit: &'static str,
    value: f64,
    low: f64,
    high: f64,
}

impl Measure {
    fn new(what: &'static str, unit: &'static str, of: Estimate) -> Self {
        let round = |v: f64| (v * 1e3).round() / 1e3;
        Self { what, unit, value: round(of.value), low: round(of.low), high: round(of.high) }
    }

    fn words(&self) -> String {
        format!("{:.1} {} ({:.1} to {:.1})", self.value, self.unit, self.low, self.high)
    }
}

/// The link with the measures of the element, whose corners are these nodes.
pub fn tell(mut link: Link, element: &Element, nodes: &[&Node]) -> Link {
    let form = element.shape.geometry();
    let covariances: Vec<Covariance> = nodes.iter().map(|n| n.covariance).collect();
    let corners: Vec<Corner> = form.corners().into_iter().zip(covariances).collect();
    if corners.len() != form.corners().len() {
        return link;
    }
    let measures = match form {
        Form::Point(_) => Vec::new(),
        Form::Line(_) => vec![Measure::new("length", "m", extent::length(&corners))],
        Form::Area(_) => of_area(&corners),
    };
    let named = |what: &str| {
        let words: Vec<String> = measures.iter().filter(|m| m.what == what).map(Measure::words).collect();
        words.join(", ")
    };
    link = link.fact("length", named("length")).fact("area", named("area")).fact("sides", named("side"));
    link.measures = measures;
    link
}

fn of_area(ring: &[Corner]) -> Vec<Measure> {
    let mut all = vec![Measure::new("area", "m2", extent::area(ring))];
    if ring.len() <= SIDES {
        let side = |i: usize| extent::length(&[ring[i], ring[(i + 1) % ring.len()]]);
        all.extend((0..ring.len()).map(|i| Measure::new("side", "m", side(i))));
    }
    all
}

/// The nodes at the corners of an element, in their order; fewer where the plan lacks one.
pub fn nodes<'a>(nodes: &'a [Node], element: &Element) -> Vec<&'a Node> {
    let near = |node: &&Node, at: Coord| {
        let here = node.position.geometry().0;
        (here.x - at.x).hypot(here.y - at.y)
    };
    let at = |(key, at): (&String, Coord)| {
        let of_key = nodes.iter().filter(|n| &n.key == key);
        of_key.min_by(|a, b| near(a, at).total_cmp(&near(b, at)))
    };
    element.nodes.iter().zip(element.shape.geometry().corners()).filter_map(at).collect()
}
