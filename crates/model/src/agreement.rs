//! Who says so, and who does not.

use crate::{Account, Id};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The accounts on either side of an element. Sets, never a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Accounts that drew or named it.
    pub drawn_by: BTreeSet<Id>,
    /// Accounts with a sheet that covers the place and does not show it.
    pub not_drawn_by: BTreeSet<Id>,
    /// Accounts that say otherwise.
    pub contradicted_by: BTreeSet<Id>,
}

/// The strongest basis of an element's existence, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Visible in imagery.
    Seen,
    /// Told or drawn by at least one account.
    Testified,
    /// Follows from a named rule.
    Inferred,
    /// A default that nobody said.
    Assumed,
}

impl Status {
    /// The published word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Testified => "testified",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
        }
    }
}

/// How many independent sources these accounts are: accounts of one session, or by people known to have compared
/// notes, count once. The relation is closed transitively (A spoke with B, B with C: one group).
pub fn independent_groups(of: &BTreeSet<Id>, accounts: &BTreeMap<Id, Account>) -> usize {
    let linked = |a: &Id, b: &Id| match (accounts.get(a), accounts.get(b)) {
        (Some(x), Some(y)) => {
            let same_session = x.session.is_some() && x.session == y.session;
            same_session || x.discussed_with.contains(b) || y.discussed_with.contains(a)
        }
        _ => false,
    };
    // Closure over *all* accounts: two people who both spoke with a third are linked even if the third drew nothing.
    let mut left: BTreeSet<&Id> = accounts.keys().chain(of.iter()).collect();
    let mut groups = 0;
    while let Some(first) = left.pop_first() {
        let mut group = vec![first];
        let mut next = 0;
        while next < group.len() {
            let from = group[next];
            let joined: Vec<&Id> = left.iter().copied().filter(|other| linked(from, other)).collect();
            for id in joined {
                left.remove(id);
                group.push(id);
            }
            next += 1;
        }
        groups += usize::from(group.iter().any(|id| of.contains(id)));
    }
    groups
}
