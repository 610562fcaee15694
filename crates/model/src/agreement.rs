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
    groups(of, accounts).iter().filter(|group| group.iter().any(|id| of.contains(*id))).count()
}

/// All accounts, with those of `of` that are none of them, in the groups that count once.
pub fn groups<'a>(of: &'a BTreeSet<Id>, accounts: &'a BTreeMap<Id, Account>) -> Vec<Vec<&'a Id>> {
    let linked = |a: &Id, b: &Id| match (accounts.get(a), accounts.get(b)) {
        (Some(x), Some(y)) => {
            let same_session = x.session.is_some() && x.session == y.session;
            same_session || x.discussed_with.contains(b) || y.discussed_with.contains(a)
        }
        _ => false,
    };
    // Closure over *all* accounts: two people who both spoke with a third are linked even if the third drew nothing.
    let mut left: BTreeSet<&Id> = accounts.keys().chain(of.iter()).collect();
    let mut groups = Vec::new();
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
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn ids(texts: &[&str]) -> BTreeSet<Id> {
        texts.iter().map(|text| id(text)).collect()
    }

    /// Accounts as (id, session, discussed with).
    fn accounts(rows: &[(&str, Option<&str>, &[&str])]) -> BTreeMap<Id, Account> {
        let account = |(name, session, discussed_with): &(&str, Option<&str>, &[&str])| Account {
            id: id(name),
            session: session.map(str::to_owned),
            interviewed: None,
            language: None,
            stay: None,
            vantage: None,
            consent: None,
            withdrawn: None,
            discussed_with: ids(discussed_with),
            exposures: Vec::new(),
            pins: Vec::new(),
            areas: Vec::new(),
            statements: Vec::new(),
            note: None,
        };
        rows.iter().map(|row| (id(row.0), account(row))).collect()
    }

    #[test]
    fn accounts_of_one_session_count_once_and_no_session_joins_nobody() {
        let all = accounts(&[("A1", Some("x"), &[]), ("A2", Some("x"), &[]), ("A3", None, &[]), ("A4", None, &[])]);
        assert_eq!(independent_groups(&ids(&["A1", "A2"]), &all), 1);
        assert_eq!(independent_groups(&ids(&["A1", "A3", "A4"]), &all), 3);
        assert_eq!(independent_groups(&ids(&["A1", "A2", "A3", "A4"]), &all), 3);
    }

    #[test]
    fn shared_notes_join_whoever_of_the_two_said_so() {
        let all = accounts(&[("A1", None, &["A2"]), ("A2", None, &[]), ("A3", None, &[])]);
        assert_eq!(independent_groups(&ids(&["A1", "A2"]), &all), 1);
        assert_eq!(independent_groups(&ids(&["A2", "A3"]), &all), 2);
    }

    #[test]
    fn links_close_transitively_through_sessions_and_notes() {
        let all = accounts(&[
            ("A1", Some("x"), &[]),
            ("A2", Some("x"), &["A3"]),
            ("A3", None, &[]),
            ("A4", None, &["A3"]),
            ("A5", None, &[]),
        ]);
        assert_eq!(independent_groups(&ids(&["A1", "A2", "A3", "A4"]), &all), 1);
        assert_eq!(independent_groups(&ids(&["A1", "A4", "A5"]), &all), 2);
    }

    #[test]
    fn an_account_that_drew_nothing_links_two_that_did() {
        let all = accounts(&[("A1", None, &["A2"]), ("A2", None, &[]), ("A3", None, &["A2"])]);
        assert_eq!(independent_groups(&ids(&["A1", "A3"]), &all), 1);
        let without_a2 = accounts(&[("A1", None, &[]), ("A3", None, &[])]);
        assert_eq!(independent_groups(&ids(&["A1", "A3"]), &without_a2), 2);
    }

    #[test]
    fn nobody_is_no_group_and_an_unknown_account_is_one() {
        let all = accounts(&[("A1", None, &[])]);
        assert_eq!(independent_groups(&ids(&[]), &all), 0);
        assert_eq!(independent_groups(&ids(&["A1", "B9"]), &all), 2);
    }
}
