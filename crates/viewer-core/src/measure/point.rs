//! A point somebody measures from, and how well its place is known.

use crate::pick::Hit;
use locus_model::CHI2_95_2DOF;
use locus_publish::{Bundle, BundleNode};
use std::collections::BTreeSet;

/// A node this near in plan (metres) is what was meant,
pub const SNAP_M: f64 = 0.4;
/// and so is one this near in the picture, pixels.
pub const SNAP_PX: f64 = 12.0;

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

/// How exactly something was pointed at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pointing {
    /// Width of a pixel at its depth, metres.
    pub pixel_m: f64,
    /// What a few pixels across and a few down span of it, `[x, z]`, metres: any place between was as likely meant.
    pub spans: [[f64; 2]; 2],
}

impl Pointing {
    /// Covariance `[ee, en, nn]`, square metres: of uniform distributions, a twelfth of the squared width (JCGM 100:2008,
    /// 4.3.7).
    fn cov_m2(&self) -> [f64; 3] {
        let parts = self.spans.map(|[x, z]| [x * x / 12.0, -x * z / 12.0, z * z / 12.0]);
        std::array::from_fn(|i| parts[0][i] + parts[1][i])
    }
}

impl Point {
    /// The point meant when something is hit: the nearest node on that element's level within [`SNAP_M`] in plan or
    /// [`SNAP_PX`] of the picture, whichever is more, with the node's covariance; else the place itself. On an element it
    /// inherits a circle of the element's 95 % radius, on the ground one of the imagery's absolute 95 % radius, an upper
    /// bound for two points of one image; how exactly it was pointed at comes on top. Nodes of alternatives of which
    /// nothing is visible are no targets; `visible` is parallel to the elements.
    pub fn at(bundle: &Bundle, visible: &[bool], hit: &Hit, pointing: Pointing) -> Self {
        let element = hit.element.and_then(|e| bundle.elements.get(e));
        let [x, y, z] = hit.point;
        let reach = SNAP_M.max(SNAP_PX * pointing.pixel_m);
        if let Some(node) = nearest_node(bundle, visible, element.map(|e| e.level.as_str()), [x, z], reach) {
            let at = [node.position[0], y, node.position[1]];
            return Self { at, snapped: Some(node.id.clone()), cov_m2: node.cov_m2 };
        }
        let radius95_m = match element {
            Some(element) => element.radius95_m,
            None => ground_radius95_m(bundle),
        };
        let pointed = pointing.cov_m2();
        let with_pointing = |known: [f64; 3]| std::array::from_fn(|i| known[i] + pointed[i]);
        Self { at: hit.point, snapped: None, cov_m2: radius95_m.map(circular).map(with_pointing) }
    }

    /// Whether both are the same corner: then their errors are one.
    pub fn is_same_node(&self, other: &Self) -> bool {
        self.snapped.is_some() && self.snapped == other.snapped
    }
}

/// The nearest node within `reach` metres, of a level (any, where that or the node's is not known).
fn nearest_node<'a>(
    bundle: &'a Bundle,
    visible: &[bool],
    level: Option<&str>,
    at: [f64; 2],
    reach: f64,
) -> Option<&'a BundleNode> {
    let shown = bundle.elements.iter().zip(visible).filter(|(_, visible)| **visible);
    let told: BTreeSet<&str> = shown.filter_map(|(element, _)| element.hypothesis.as_deref()).collect();
    let is_told = |node: &&BundleNode| node.hypothesis.as_deref().is_none_or(|h| told.contains(h));
    let on_level = |node: &&BundleNode| level.is_none() || node.level.is_none() || node.level.as_deref() == level;
    let away = |node: &BundleNode| (node.position[0] - at[0]).hypot(node.position[1] - at[1]);
    let near = bundle.nodes.iter().filter(is_told).filter(on_level).map(|node| (away(node), node));
    near.filter(|(away, _)| *away <= reach).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node)| node)
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
