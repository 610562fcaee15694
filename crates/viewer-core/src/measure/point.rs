//! A point somebody measures from, and how well its place is known.

use crate::pick::Hit;
use locus_model::CHI2_95_2DOF;
use locus_publish::{Bundle, BundleNode};
use std::collections::BTreeSet;

/// A node this near in plan (metres) is what was meant.
pub const SNAP_M: f64 = 0.4;

/// An end of a measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Scene metres.
    pub at: [f64; 3],
    /// The published id of the node it was snapped to.
    pub snapped: Option<String>,
    /// Covariance of its place `[ee, en, nn]`, square metres; `None` where nothing is known.
    pub cov_m2: Option<[f64; 3]>,
}

impl Point {
    /// The point meant when something is hit: the nearest node on that element's level within [`SNAP_M`] in plan, with the
    /// node's covariance; else the place itself. On an element it inherits a circle of the element's 95 % radius, on the
    /// ground one of the imagery's absolute 95 % radius, an upper bound for two points of one image. Nodes of alternatives
    /// of which nothing is visible are no targets; `visible` is parallel to the elements.
    pub fn at(bundle: &Bundle, visible: &[bool], hit: &Hit) -> Self {
        let element = hit.element.and_then(|e| bundle.elements.get(e));
        let [x, y, z] = hit.point;
        if let Some(node) = nearest_node(bundle, visible, element.map(|e| e.level.as_str()), [x, z]) {
            let at = [node.position[0], y, node.position[1]];
            return Self { at, snapped: Some(node.id.clone()), cov_m2: node.cov_m2 };
        }
        let radius95_m = match element {
            Some(element) => element.radius95_m,
            None => ground_radius95_m(bundle),
        };
        Self { at: hit.point, snapped: None, cov_m2: radius95_m.map(circular) }
    }

    /// Whether both are the same corner: then their errors are one.
    pub fn is_same_node(&self, other: &Self) -> bool {
        self.snapped.is_some() && self.snapped == other.snapped
    }
}

/// The nearest node in reach, of a level (any, where that or the node's is not known).
fn nearest_node<'a>(bundle: &'a Bundle, visible: &[bool], level: Option<&str>, at: [f64; 2]) -> Option<&'a BundleNode> {
    let shown = bundle.elements.iter().zip(visible).filter(|(_, visible)| **visible);
    let told: BTreeSet<&str> = shown.filter_map(|(element, _)| element.hypothesis.as_deref()).collect();
    let is_told = |node: &&BundleNode| node.hypothesis.as_deref().is_none_or(|h| told.contains(h));
    let on_level = |node: &&BundleNode| level.is_none() || node.level.is_none() || node.level.as_deref() == level;
    let away = |node: &BundleNode| (node.position[0] - at[0]).hypot(node.position[1] - at[1]);
    let near = bundle.nodes.iter().filter(is_told).filter(on_level).map(|node| (away(node), node));
    near.filter(|(away, _)| *away <= SNAP_M).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node)| node)
}

fn ground_radius95_m(bundle: &Bundle) -> Option<f64> {
    let ground = bundle.ground.as_ref()?;
    bundle.imagery.iter().find(|i| i.id == ground.imagery)?.absolute_radius95_m
}

/// A circular Gaussian of which 95 % lie within a radius.
fn circular(radius95_m: f64) -> [f64; 3] {
    let variance = radius95_m * radius95_m / CHI2_95_2DOF;
    [variance, 0.0, variance]
}
