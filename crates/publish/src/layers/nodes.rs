//! Fused feature points and their ellipses.

use super::{Layer, feature, geometry};
use crate::ground::Ground;
use crate::notes::Notes;
use crate::precision::{covariance, decimals, is_positive_definite, metres};
use crate::properties::{self, Properties};
use crate::{Inputs, PublishError};
use geo::{Coord, LineString, Polygon};
use geojson::Geometry;
use locus_model::{Node, Note, NoteKind, Plan};
use std::f64::consts::TAU;

/// Corners of a printed ellipse; a 64-gon inscribed in it holds 99.8 % of its area.
const CORNERS: usize = 64;

/// One point per fused feature point.
pub fn nodes(inputs: &Inputs, ground: &Ground, notes: &mut Notes) -> Result<Layer, PublishError> {
    let mut features = Vec::new();
    for node in sorted(inputs.plan()) {
        if !is_positive_definite(covariance(node.covariance)) {
            notes.add(Note::new(
                NoteKind::Doubted,
                format!("node:{}", node.key),
                "its covariance claims certainty in some direction; it is published without cov_m2",
                "State an uncertainty for what places it.",
            ));
        }
        let at = ground.node(node).map(Geometry::new_point);
        let mut p = properties::node(node, ground.radii().node(node));
        p.set_held(inputs.plan().reckoning.held.get(&node.key));
        features.push(feature(at, p));
    }
    Ok(Layer { name: "nodes", features })
}

/// The 95 % ellipse of every node.
pub fn uncertainty(inputs: &Inputs, ground: &Ground, notes: &mut Notes) -> Result<Layer, PublishError> {
    let mut features = Vec::new();
    for node in sorted(inputs.plan()) {
        let ellipse = node.covariance.ellipse95();
        let mut p = Properties::default();
        p.set("id", format!("ellipse:{}", node.id));
        p.set("node", node.key.as_str());
        p.set_known("level", node.level.as_ref().map(|l| l.as_str()));
        p.set("semi_major_m", metres(ellipse.semi_major_m));
        p.set("semi_minor_m", metres(ellipse.semi_minor_m));
        p.set("orientation_deg", decimals((90.0 - ellipse.angle_rad.to_degrees()).rem_euclid(180.0), 1));
        p.set_known("hypothesis", node.hypothesis.as_ref().map(|h| h.name.as_str()));
        if node.hypothesis.as_ref().is_some_and(|h| h.default) {
            p.set("hypothesis_default", true);
        }
        let about = format!("ellipse of node \"{}\"", node.key);
        // To the centimetre even where the place is vague: its shape is computed, not remembered.
        let shape = geometry::area(&outline(node), ground, None, &about, notes)?;
        features.push(feature(shape, p));
    }
    Ok(Layer { name: "uncertainty", features })
}

/// The 95 % ellipse in site metres, counter-clockwise.
pub fn outline(node: &Node) -> Polygon {
    let (centre, ellipse) = (node.position.geometry().0, node.covariance.ellipse95());
    let (sin, cos) = ellipse.angle_rad.sin_cos();
    let corner = |i: usize| {
        let (s, c) = (TAU * (i % CORNERS) as f64 / CORNERS as f64).sin_cos();
        let (along, across) = (ellipse.semi_major_m * c, ellipse.semi_minor_m * s);
        Coord { x: centre.x + along * cos - across * sin, y: centre.y + along * sin + across * cos }
    };
    Polygon::new(LineString::from_iter((0..=CORNERS).map(corner)), Vec::new())
}

fn sorted(plan: &Plan) -> Vec<&Node> {
    let mut nodes: Vec<&Node> = plan.nodes.iter().collect();
    nodes.sort_by(|a, b| (&a.key, &a.hypothesis, &a.id).cmp(&(&b.key, &b.hypothesis, &b.id)));
    nodes
}
