//! What becomes of a plan without an account.

use crate::pipeline::Reconstruction;
use locus_model::{Agreement, Element, Plan};
use std::collections::BTreeMap;

/// Least distance that is told, metres.
const TOLD_M: f64 = 0.05;

/// What is not as before.
pub struct Change {
    /// Elements that are no more.
    pub gone: Vec<String>,
    /// Elements that were not.
    pub new: Vec<String>,
    /// Elements that rest on fewer independent accounts.
    pub weaker: Vec<String>,
    /// Elements that somebody contradicted, and nobody does.
    pub uncontested: Vec<String>,
    /// Incidents that are no more.
    pub incidents: Vec<String>,
    /// Nodes by how far they moved, metres, farthest first.
    pub moved: Vec<(String, f64)>,
}

impl Change {
    /// From one to the other.
    pub fn between(before: &Reconstruction, after: &Reconstruction) -> Self {
        let (old, new) = (by_id(&before.plan), by_id(&after.plan));
        let both = || old.iter().filter_map(|(id, was)| Some((*id, *was, *new.get(id)?)));
        let named = |id: &str| id.to_owned();
        let is_contested = |of: &Agreement| !of.contradicted_by.is_empty();
        let stays = |id: &locus_model::Id| after.facility.case.incidents.iter().any(|i| i.id == *id);
        Self {
            gone: old.keys().filter(|id| !new.contains_key(*id)).map(|id| named(id)).collect(),
            new: new.keys().filter(|id| !old.contains_key(*id)).map(|id| named(id)).collect(),
            weaker: both()
                .filter(|(_, was, is)| is.independent_accounts < was.independent_accounts)
                .map(|(id, ..)| named(id))
                .collect(),
            uncontested: both()
                .filter(|(_, was, is)| is_contested(&was.agreement) && !is_contested(&is.agreement))
                .map(|(id, ..)| named(id))
                .collect(),
            incidents: before
                .facility
                .case
                .incidents
                .iter()
                .map(|i| &i.id)
                .filter(|id| !stays(id))
                .map(ToString::to_string)
                .collect(),
            moved: moved(&before.plan, &after.plan),
        }
    }
}

fn by_id(plan: &Plan) -> BTreeMap<&str, &Element> {
    plan.elements.iter().map(|element| (element.id.as_str(), element)).collect()
}

fn moved(before: &Plan, after: &Plan) -> Vec<(String, f64)> {
    let was: BTreeMap<&str, _> = before.nodes.iter().map(|n| (n.id.as_str(), n.position.geometry())).collect();
    let off = |node: &locus_model::Node| {
        let (was, is) = (was.get(node.id.as_str())?, node.position.geometry());
        let metres = (is.x() - was.x()).hypot(is.y() - was.y());
        (metres >= TOLD_M).then(|| (node.key.clone(), metres))
    };
    let mut moved: Vec<(String, f64)> = after.nodes.iter().filter_map(off).collect();
    moved.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    moved
}
