//! Who holds a place where it is, and what would become of it without each of them.

use super::Link;
use super::replay::{Replays, apart, same};
use crate::pipeline::Reconstruction;
use locus_model::{Agreement, Held, Id, Node, Plan, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A source with less than this share is not named.
const NAMED_SHARE: f64 = 0.005;
/// Less than this is no change, metres.
const NOTHING_M: f64 = 0.005;

/// How one place, or the corners of something together, stands.
#[derive(Serialize)]
pub struct Standing {
    /// The nodes it speaks of.
    nodes: Vec<String>,
    /// At the worst of them, metres.
    radius95_m: f64,
    /// Of the error there that all witnesses share, metres, and its share of the variance.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_radius95_m: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_share: Option<f64>,
    /// The strongest first; means over the nodes.
    held_by: Vec<HeldBy>,
    without: Vec<Without>,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_left_out: Option<String>,
}

#[derive(Serialize)]
struct HeldBy {
    source: String,
    share: f64,
    redundancy: f64,
    /// Metres east and north.
    #[serde(skip_serializing_if = "Option::is_none")]
    off_m: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct Without {
    account: Id,
    /// Whether nobody else drew it and imagery does not show it.
    nobody_else: bool,
    /// How many of its nodes are still there.
    nodes: usize,
    /// At the worst of these, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    radius95_m: Option<f64>,
    /// Of the one that moves most, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    moves_m: Option<f64>,
}

impl Standing {
    /// Of these nodes, which belong to something that was drawn so; `None` where there are none.
    pub fn of(done: &Reconstruction, nodes: &[&Node], drawn: (&Agreement, Status), replays: &Replays) -> Option<Self> {
        let radius = |n: &&Node| n.covariance.radius95_m();
        let worst = nodes.iter().copied().max_by(|a, b| radius(a).total_cmp(&radius(b)))?;
        let held = &done.plan.reckoning.held;
        let all = worst.covariance.ee + worst.covariance.nn;
        let shared = held.get(&worst.key).filter(|_| all > 0.0).map(|h| h.shared);
        Some(Self {
            nodes: nodes.iter().map(|n| n.key.clone()).collect(),
            radius95_m: round(radius(&worst)),
            shared_radius95_m: shared.map(|s| round(s.radius95_m())),
            shared_share: shared.map(|s| round(((s.ee + s.nn) / all).min(1.0))),
            held_by: held_by(nodes.iter().filter_map(|n| held.get(&n.key)).collect()),
            without: replays.plans.iter().map(|(account, plan)| without(account, plan, nodes, drawn)).collect(),
            without_left_out: replays.left_out.clone(),
        })
    }

    /// The link with this said in words.
    pub fn tell(self, mut link: Link) -> Link {
        let many = self.nodes.len() > 1;
        if many {
            link = link.fact("corners", self.nodes.join(", "));
        }
        if let (Some(radius), Some(share)) = (self.shared_radius95_m, self.shared_share) {
            let percent = 100.0 * share;
            let words = format!(
                "95 % radius {radius:.2} m ({percent:.0} % of the variance): all witnesses share it, and more of them would not shrink it"
            );
            link = link.fact("shared doubt", words);
        }
        for by in &self.held_by {
            link = link.fact("held by", by.words(many));
        }
        for without in &self.without {
            link = link.fact("without", without.words(self.radius95_m, self.nodes.len()));
        }
        link = link.fact("without", self.without_left_out.clone());
        link.standing = Some(self);
        link
    }
}

/// The mean share of every source over the nodes, and where it alone puts them on average.
fn held_by(nodes: Vec<&Held>) -> Vec<HeldBy> {
    let mut sources: BTreeMap<String, (f64, Vec<[f64; 2]>)> = BTreeMap::new();
    for by in nodes.iter().flat_map(|held| held.by_source()) {
        let (share, offs) = sources.entry(by.source).or_default();
        *share += by.share / nodes.len() as f64;
        offs.extend(by.off_m);
    }
    let mean = |offs: &[[f64; 2]], axis: usize| round(offs.iter().map(|o| o[axis]).sum::<f64>() / offs.len() as f64);
    let named = sources.into_iter().filter(|(_, (share, _))| *share >= NAMED_SHARE);
    let source = |(source, (share, offs)): (String, (f64, Vec<[f64; 2]>))| HeldBy {
        source,
        share: round(share),
        redundancy: round(1.0 - share),
        off_m: (!offs.is_empty()).then(|| [mean(&offs, 0), mean(&offs, 1)]),
    };
    let mut all: Vec<HeldBy> = named.map(source).collect();
    all.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.source.cmp(&b.source)));
    all
}

fn without(account: &Id, plan: &Plan, nodes: &[&Node], (agreement, status): (&Agreement, Status)) -> Without {
    let left: Vec<(&Node, &Node)> = nodes.iter().filter_map(|n| Some((*n, same(plan, n)?))).collect();
    let most = |of: &dyn Fn(&(&Node, &Node)) -> f64| left.iter().map(of).reduce(f64::max).map(round);
    Without {
        account: account.clone(),
        nobody_else: status != Status::Seen && agreement.drawn_by == BTreeSet::from([account.clone()]),
        nodes: left.len(),
        radius95_m: most(&|(_, other)| other.covariance.radius95_m()),
        moves_m: most(&|(node, other)| apart(node, other)),
    }
}

impl HeldBy {
    fn words(&self, many: bool) -> String {
        let it = if many { "them (on average)" } else { "it" };
        let off = self.off_m.map_or(String::new(), |o| format!("; alone it puts {it} {} of here", off(o)));
        format!("{} {:.0} % (redundancy {:.2}){off}", self.source, 100.0 * self.share, self.redundancy)
    }
}

impl Without {
    fn words(&self, before_m: f64, nodes: usize) -> String {
        let account = &self.account;
        let alone = if self.nobody_else { "nobody else shows it" } else { "" };
        let (Some(after_m), Some(moves_m)) = (self.radius95_m, self.moves_m) else {
            let why = if self.nobody_else { alone } else { "no corner of this name is left" };
            return format!("{account}: {why}");
        };
        let still = if (after_m - before_m).abs() < NOTHING_M && moves_m < NOTHING_M && self.nodes == nodes {
            "nothing changes here".to_owned()
        } else {
            format!("95 % radius {before_m:.2} -> {after_m:.2} m, moves {moves_m:.2} m")
        };
        let left = if self.nodes < nodes {
            format!(" ({} of its {nodes} corners are left)", self.nodes)
        } else {
            String::new()
        };
        let alone = if self.nobody_else { format!("{alone}; of its corners: ") } else { String::new() };
        format!("{account}: {alone}{still}{left}")
    }
}

/// `1.20 m east, 0.40 m south`.
fn off([east, north]: [f64; 2]) -> String {
    let way = |m: f64, plus: &str, minus: &str| format!("{:.2} m {}", m.abs(), if m < 0.0 { minus } else { plus });
    format!("{}, {}", way(east, "east", "west"), way(north, "north", "south"))
}

/// To three decimals, without a negative zero.
fn round(value: f64) -> f64 {
    (value * 1e3).round() / 1e3 + 0.0
}
