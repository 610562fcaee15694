//! The plan again without one account at a time: what rests on a single witness is then seen to move or to go.

use crate::failure::Failure;
use crate::pipeline::{self, Reconstruction};
use geo::{Distance, Euclidean};
use locus_model::{Account, Id, Node, Plan};
use std::collections::BTreeSet;

/// At most so many accounts are left out in turn, and in plans of at most so many nodes: each costs one alignment and
/// fusion.
const ACCOUNTS: usize = 12;
const NODES: usize = 400;

/// The plans that were made, each without one account.
#[derive(Default)]
pub struct Replays {
    /// By the account that was left out, those who drew what is asked about first.
    pub plans: Vec<(Id, Plan)>,
    /// Why some or all are missing.
    pub left_out: Option<String>,
}

impl Replays {
    /// Without each account in turn, those of `first` before the others.
    pub fn of(done: &Reconstruction, first: &BTreeSet<Id>) -> Result<Self, Failure> {
        let nodes = done.plan.nodes.len();
        if nodes > NODES {
            let why = format!("not tried: the plan has {nodes} nodes, and it is only tried up to {NODES}");
            return Ok(Self { plans: Vec::new(), left_out: Some(why) });
        }
        let case = &done.facility.case;
        let drew: BTreeSet<&Id> = case.sheets.values().map(|sheet| &sheet.account).collect();
        let told = |a: &Account| !(a.pins.is_empty() && a.areas.is_empty() && a.statements.is_empty());
        let mut accounts: Vec<&Id> =
            case.accounts.values().filter(|a| told(a) || drew.contains(&a.id)).map(|a| &a.id).collect();
        accounts.sort_by_key(|id| !first.contains(id));
        let more = accounts.len().saturating_sub(ACCOUNTS);
        accounts.truncate(ACCOUNTS);
        let plans = accounts.into_iter().map(|id| Ok((id.clone(), pipeline::without(&done.facility, id)?)));
        let left_out = (more > 0).then(|| format!("{more} more accounts were not tried, only the first {ACCOUNTS}"));
        Ok(Self { plans: plans.collect::<Result<_, Failure>>()?, left_out })
    }
}

/// The same node of another plan. Keys that the plan derived are counted anew in each, so of these it is the nearest of
/// the same place.
pub fn same<'a>(plan: &'a Plan, node: &Node) -> Option<&'a Node> {
    let place = |key: &str| key.split_once('#').map(|(place, _)| place.to_owned());
    let is = |other: &&Node| match place(&node.key) {
        Some(of) => place(&other.key) == Some(of),
        None => other.key == node.key,
    };
    let story = |n: &Node| n.hypothesis.as_ref().map(|h| h.name.clone());
    let rank = |other: &&Node| (story(other) != story(node), apart(other, node));
    plan.nodes.iter().filter(is).min_by(|a, b| {
        let (a, b) = (rank(a), rank(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    })
}

/// Metres between two nodes.
pub fn apart(a: &Node, b: &Node) -> f64 {
    Euclidean.distance(a.position.geometry(), b.position.geometry())
}
