//! Fused elements and nodes.

use super::replay::Replays;
use super::standing::Standing;
use super::{Link, evidence, measures};
use crate::failure::Failure;
use crate::pipeline::Reconstruction;
use locus_model::{Agreement, Element, Height, Id, Key, Membership, Node};
use std::collections::BTreeSet;

/// The elements and nodes with this id or key.
pub fn chains(done: &Reconstruction, id: &str) -> Result<Vec<Link>, Failure> {
    let is = |e: &&Element| e.id == id || e.key.as_ref().is_some_and(|k| k.as_str() == id);
    let elements: Vec<&Element> = done.plan.elements.iter().filter(is).collect();
    let nodes: Vec<&Node> = done.plan.nodes.iter().filter(|n| n.id == id || n.key == id).collect();
    if elements.is_empty() && nodes.is_empty() {
        return Ok(Vec::new());
    }
    let agreements = elements.iter().map(|e| &e.agreement).chain(nodes.iter().map(|n| &n.agreement));
    let drew: BTreeSet<Id> = agreements.flat_map(|a| a.drawn_by.iter().cloned()).collect();
    let replays = Replays::of(done, &drew)?;
    let elements = elements.into_iter().map(|e| element(done, e, &replays));
    Ok(elements.chain(nodes.into_iter().map(|n| node(done, n, &replays))).collect())
}

fn element(done: &Reconstruction, e: &Element, replays: &Replays) -> Link {
    let name = e.name.as_ref().and_then(|n| n.any()).map_or(String::new(), |n| format!(" \"{n}\""));
    let mut link =
        agreement(Link::new(format!("{} {}{name}", e.kind.as_str(), e.id)), &e.agreement, e.independent_accounts)
            .fact("key", e.key.as_ref().map(ToString::to_string))
            .fact("level", e.level.to_string())
            .fact("status", e.status.as_str().to_owned())
            .fact(
                "place",
                e.radius95_m.map(|r| format!("within {r:.2} m of what is drawn, 95 % of the time (its worst point)")),
            )
            .fact("height", e.height.as_ref().map(height))
            .fact("thickness", e.thickness.as_ref().map(height))
            .fact("stood", e.valid.as_ref().map(ToString::to_string))
            .fact("alternative", e.hypothesis.as_ref().map(alternative));
    let corners = measures::nodes(&done.plan.nodes, e);
    link = measures::tell(link, e, &corners);
    if let Some(standing) = Standing::of(done, &corners, (&e.agreement, e.status), replays) {
        link = standing.tell(link);
    }
    link.rests_on = e.sources.iter().map(|s| evidence::source(done, s)).collect();
    if let Some(key) = &e.key {
        link.rests_on.extend(spoken(done, key, &link.rests_on));
    }
    link
}

fn node(done: &Reconstruction, n: &Node, replays: &Replays) -> Link {
    let at = n.position.geometry();
    let ellipse = n.covariance.ellipse95();
    let mut link = agreement(Link::new(format!("node {}", n.key)), &n.agreement, n.independent_accounts)
        .fact("status", n.status.as_str().to_owned())
        .fact("position", format!("E {:.2} m, N {:.2} m (EPSG:{})", at.x(), at.y(), done.plan.frame.epsg))
        .fact("95 % radius", format!("{:.2} m", n.covariance.radius95_m()))
        .fact(
            "95 % ellipse",
            format!(
                "{:.2} m by {:.2} m (half axes), the longer one {:.0} degrees counter-clockwise from grid east",
                ellipse.semi_major_m,
                ellipse.semi_minor_m,
                ellipse.angle_rad.to_degrees()
            ),
        )
        .fact("alternative", n.hypothesis.as_ref().map(alternative));
    if let Some(standing) = Standing::of(done, &[n], (&n.agreement, n.status), replays) {
        link = standing.tell(link);
    }
    link.rests_on = n.sources.iter().map(|s| evidence::source(done, s)).collect();
    link
}

fn agreement(link: Link, agreement: &Agreement, independent: usize) -> Link {
    let ids = |ids: &BTreeSet<Id>| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
    link.fact("drawn by", ids(&agreement.drawn_by))
        .fact("not drawn by", ids(&agreement.not_drawn_by))
        .fact("contradicted by", ids(&agreement.contradicted_by))
        .fact("independent", format!("{independent} (accounts of one session or with shared notes count once)"))
}

fn height(height: &Height) -> String {
    let sd = height.sd_m.map_or(String::new(), |sd| format!(", standard deviation {sd:.2} m"));
    format!("{:.2} m ({}{sd})", height.metres, height.basis.as_str())
}

fn alternative(hypothesis: &Membership) -> String {
    format!("{}{}", hypothesis.name, if hypothesis.default { " (shown by default)" } else { "" })
}

/// Statements and incidents that name the place, beyond those already in the chain.
fn spoken(done: &Reconstruction, key: &Key, already: &[Link]) -> Vec<Link> {
    evidence::about(done, key).into_iter().filter(|link| already.iter().all(|a| a.what != link.what)).collect()
}
