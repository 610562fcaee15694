//! What every other module may rely on: a plan that does not contradict itself.

use crate::PublishError;
use crate::quality::figures;
use geo::Coord;
use locus_model::{AlignedSheet, Element, Form, Kind, Node, Plan, Reckoning};
use std::collections::{BTreeMap, BTreeSet};

/// How far a vertex may lie from its node, metres.
pub const COINCIDENT_M: f64 = 1e-3;

/// Refuses a plan with two elements of one id, a vertex away from its node, a form its kind cannot have, or a number
/// that is not finite. Such a plan is a defect; publishing it would move evidence.
pub fn plan(plan: &Plan) -> Result<(), PublishError> {
    let nodes = nodes(plan)?;
    let mut ids = BTreeSet::new();
    for element in &plan.elements {
        if !ids.insert(element.id.as_str()) {
            return refuse(format!("two elements have the id \"{}\"", element.id));
        }
        form(element)?;
        numbers(element)?;
        vertices(element, &nodes)?;
    }
    plan.sheets.iter().try_for_each(sheet)?;
    reckoning(&plan.reckoning)
}

/// The nodes by key; a key may return once per alternative.
pub fn nodes(plan: &Plan) -> Result<BTreeMap<&str, Vec<&Node>>, PublishError> {
    let mut nodes: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for node in &plan.nodes {
        let alternative = node.hypothesis.as_ref().map(|h| h.name.as_str());
        if !seen.insert((node.key.as_str(), alternative)) {
            return refuse(format!("node \"{}\" appears twice in the same alternative", node.key));
        }
        if !node.covariance.is_valid() {
            return refuse(format!("the covariance of node \"{}\" is no covariance: {:?}", node.key, node.covariance));
        }
        nodes.entry(&node.key).or_default().push(node);
    }
    Ok(nodes)
}

/// The node a vertex of `element` stands on: of its own alternative first.
pub fn node_at<'a>(
    nodes: &BTreeMap<&str, Vec<&'a Node>>,
    element: &Element,
    key: &str,
    vertex: Coord,
) -> Option<&'a Node> {
    let near = |node: &&&Node| {
        let at = node.position.geometry().0;
        (at.x - vertex.x).hypot(at.y - vertex.y) <= COINCIDENT_M
    };
    let rank = |node: &&&Node| match (&node.hypothesis, &element.hypothesis) {
        (Some(a), Some(b)) if a.name == b.name => 0,
        (None, _) => 1,
        (Some(a), _) => 3 - usize::from(a.default),
    };
    nodes.get(key)?.iter().filter(near).min_by_key(rank).copied()
}

fn vertices(element: &Element, nodes: &BTreeMap<&str, Vec<&Node>>) -> Result<(), PublishError> {
    let vertices = element.shape.geometry().vertices();
    if vertices.len() != element.nodes.len() {
        let (v, n) = (vertices.len(), element.nodes.len());
        return refuse(format!("element \"{}\" has {v} vertices and {n} node keys", element.id));
    }
    for (key, vertex) in element.nodes.iter().zip(vertices) {
        if node_at(nodes, element, key, vertex).is_none() {
            return refuse(format!(
                "element \"{}\" has a vertex at {:.3} m east, {:.3} m north where no node \"{key}\" is",
                element.id, vertex.x, vertex.y
            ));
        }
    }
    Ok(())
}

fn form(element: &Element) -> Result<(), PublishError> {
    let fits = match element.shape.geometry() {
        Form::Line(line) => (element.kind.is_line() || element.kind.is_opening()) && line.0.len() >= 2,
        Form::Area(area) => !element.kind.is_line() && !element.kind.is_opening() && area.exterior().0.len() >= 4,
        Form::Point(_) => matches!(element.kind, Kind::Tower | Kind::Object | Kind::Label),
    };
    if fits {
        Ok(())
    } else {
        refuse(format!("a {} cannot have the form of \"{}\"", element.kind.as_str(), element.id))
    }
}

fn numbers(element: &Element) -> Result<(), PublishError> {
    let sizes = [&element.height, &element.thickness].into_iter().flatten();
    let sills = element.sill.iter();
    let bad_size = sizes.clone().any(|h| !(h.metres.is_finite() && h.metres > 0.0));
    let bad_sill = sills.clone().any(|h| !(h.metres.is_finite() && h.metres >= 0.0));
    let bad_sd = sizes.chain(sills).filter_map(|h| h.sd_m).any(|sd| !sd.is_finite());
    let bad_radius = element.radius95_m.is_some_and(|r| !r.is_finite() || r < 0.0);
    if bad_size || bad_sill || bad_sd || bad_radius {
        return refuse(format!("element \"{}\" has a height, sill, thickness or radius that is no length", element.id));
    }
    Ok(())
}

fn sheet(sheet: &AlignedSheet) -> Result<(), PublishError> {
    let q = &sheet.quality;
    let mut all = vec![q.rms_m, q.scale_m_per_px, q.rotation_deg, q.shear];
    all.extend([q.loo_rms_m, q.memory_sd_m, q.memory_length_m].into_iter().flatten());
    all.extend(q.calibration.iter().flat_map(figures).flat_map(|f| [f.value, f.interval[0], f.interval[1]]));
    all.extend(q.classical.iter().filter_map(|c| c.loo_rms_m));
    for control in &q.controls {
        all.extend(control.residual_m);
        all.extend(control.loo_m.into_iter().flatten());
        all.extend(control.w);
        all.push(control.redundancy);
    }
    all.extend(q.suspect_controls.iter().flat_map(|s| [s.w, s.p]));
    if all.iter().any(|v| !v.is_finite()) {
        return refuse(format!("the alignment of sheet \"{}\" has a number that is not finite", sheet.sheet));
    }
    Ok(())
}

fn reckoning(of: &Reckoning) -> Result<(), PublishError> {
    for (key, held) in &of.held {
        let offs = held.by.iter().flat_map(|by| by.off_m.into_iter().flatten());
        let (shared, shares) = (held.shared, held.by.iter().map(|by| by.share));
        if offs.chain(shares).chain([shared.ee, shared.en, shared.nn]).any(|v| !v.is_finite()) {
            return refuse(format!("what holds node \"{key}\" has a number that is not finite"));
        }
    }
    let memory = of.memory.iter().flat_map(|c| [c.sd_share, c.degrees]);
    let questions = of.questions.iter().flat_map(|q| [q.now_m, q.sd_m, q.gain_m2]);
    if memory.chain(questions).any(|v| !v.is_finite()) {
        return refuse("the figures of memory or of a question have a number that is not finite".to_owned());
    }
    Ok(())
}

fn refuse<T>(message: String) -> Result<T, PublishError> {
    Err(PublishError::Inconsistent(message))
}
