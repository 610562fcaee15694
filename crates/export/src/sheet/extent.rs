//! How long and how large, each with the interval that holds it with 95 %: what the viewer's measuring says.

use locus_publish::{Bundle, BundleElement, BundleNode};
use locus_viewer_core::measure::{self, Measured, Point};
use locus_viewer_core::words;
use std::collections::BTreeMap;

/// The fused nodes by name; one name may return once per alternative.
pub struct Corners<'a>(BTreeMap<&'a str, Vec<&'a BundleNode>>);

impl<'a> Corners<'a> {
    /// Of a bundle.
    pub fn of(bundle: &'a Bundle) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&BundleNode>> = BTreeMap::new();
        for node in &bundle.nodes {
            by_name.entry(&node.name).or_default().push(node);
        }
        Self(by_name)
    }

    /// The nodes of an element's vertices: its own alternative's first, then the undisputed ones. A vertex whose node is
    /// not published has none.
    pub fn nodes(&self, element: &BundleElement) -> Vec<Option<&'a BundleNode>> {
        let own = |node: &&&BundleNode| node.hypothesis.is_some() && node.hypothesis == element.hypothesis;
        let find = |name: &String| {
            let all = self.0.get(name.as_str())?;
            all.iter().find(own).or_else(|| all.iter().find(|node| node.hypothesis.is_none())).copied()
        };
        element.shape.iter().flat_map(|shape| &shape.nodes).map(find).collect()
    }

    /// The area of an element within its outer ring; `None` where it has none.
    pub fn area(&self, element: &BundleElement) -> Option<Measured> {
        let ring = element.shape.as_ref()?.rings.first()?;
        let nodes = self.nodes(element);
        let open = ring.len().checked_sub(1)?;
        let corner = |i: usize| point(ring[i], nodes.get(i).copied().flatten());
        measure::area(&(0..open).map(corner).collect::<Vec<Point>>())
    }
}

/// A corner to measure from, at scene metres `[x, z]`.
pub fn point([x, z]: [f64; 2], node: Option<&BundleNode>) -> Point {
    Point { at: [x, 0.0, z], snapped: node.map(|n| n.id.clone()), cov_m2: node.and_then(|n| n.cov_m2) }
}

/// Value and interval in two parts: `7.4` and `[6.6–8.1]`; of an unknown uncertainty `[?]`.
pub fn figures(measured: &Measured) -> [String; 2] {
    match (measured.sd, measured.low95, measured.high95) {
        (Some(sd), Some(low), Some(high)) => {
            let [value, low, high] = words::interval(measured.value, sd, [low, high]).map(|m| m.replace(" m", ""));
            [value, format!("[{low}–{high}]")]
        }
        _ => [words::decimals(measured.value), "[?]".to_owned()],
    }
}
