//! The fused feature points of the bundle.

use crate::Inputs;
use crate::bundle::BundleNode;
use crate::precision::{covariance, is_positive_definite, metres};
use crate::radii::Radii;
use crate::scene::{flat, local};
use locus_model::{Case, Id, Key, Node};
use std::collections::BTreeSet;

/// Every fused feature point, by name and alternative.
pub fn nodes(inputs: &Inputs, radii: &Radii) -> Vec<BundleNode> {
    let given = given(inputs.case());
    let mut nodes: Vec<&Node> = inputs.plan().nodes.iter().collect();
    nodes.sort_by(|a, b| (&a.key, &a.hypothesis, &a.id).cmp(&(&b.key, &b.hypothesis, &b.id)));
    let node = |n: &Node| BundleNode {
        id: n.id.clone(),
        name: n.key.clone(),
        key: given.contains(n.key.as_str()).then(|| n.key.clone()),
        level: n.level.as_ref().map(Id::to_string),
        position: flat(local(inputs, n.position.geometry().0)),
        cov_m2: Some(covariance(n.covariance)).filter(|c| is_positive_definite(*c)),
        radius95_m: radii.node(n).map(metres),
        hypothesis: n.hypothesis.as_ref().map(|h| h.name.clone()),
        hypothesis_default: n.hypothesis.as_ref().map(|h| h.default),
    };
    nodes.into_iter().map(node).collect()
}

/// The keys the case itself gives to points: of landmarks, and of vertices of outlines and drawings.
fn given(case: &Case) -> BTreeSet<&str> {
    let strokes = case.sheets.values().filter_map(|s| s.drawing.as_ref()).flat_map(|d| &d.strokes);
    let vertices = case.footprints.values().flat_map(|f| &f.nodes).chain(strokes.flat_map(|s| &s.nodes));
    case.landmarks.keys().chain(vertices.flatten()).map(Key::as_str).collect()
}
