//! Two cases that differ in secrets alone, and which of the secrets makes a difference.

use crate::case::Case;
use crate::release::Made;
use crate::search::Files;
use crate::secret::{Seeds, planted, withdrawn, without_effect};
use std::collections::BTreeSet;

/// The seed of the case that all others are compared with.
const PLAIN: u64 = 1;

/// In what a case differs from the plain one.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Where the other secrets come from.
    pub seed: u64,
    /// The groups of secrets that are others.
    pub groups: BTreeSet<&'static str>,
    /// Whether accounts that are withheld are in it as well.
    pub withheld: bool,
    /// Whether two people who compared notes drew each the sheet of the other.
    pub exchanged: bool,
    /// Whether everything that stands in no order stands in another.
    pub shuffled: bool,
}

impl Change {
    /// Everything that a release for everybody (else for parties) may not depend on.
    pub fn all(public: bool) -> Self {
        Self { seed: PLAIN + 1, groups: without_effect(public), withheld: true, exchanged: public, shuffled: true }
    }

    /// The case.
    pub fn case(&self) -> Case {
        let groups: Vec<&str> = self.groups.iter().copied().collect();
        let seeds = Seeds::mixed(PLAIN, self.seed, &groups);
        let mut case = if self.withheld { planted(&seeds).0 } else { withdrawn(&seeds) };
        if self.exchanged {
            case.exchange_sheets();
        }
        if self.shuffled {
            case.shuffle();
        }
        case
    }

    /// Which parts of the change make a difference each by itself, and in which files of the release.
    pub fn culprits(&self, profile: &str) -> Vec<(String, Vec<String>)> {
        let plain = Made::of(&Self::default().case()).release(profile);
        let alone = |change: Self| differences(&plain, &Made::of(&change.case()).release(profile));
        let one = |group: &&'static str| Self { seed: self.seed, groups: BTreeSet::from([*group]), ..Self::default() };
        let groups = self.groups.iter().map(|group| ((*group).to_owned(), alone(one(group))));
        let structures = [
            ("accounts that are withheld", Self { withheld: self.withheld, ..Self::default() }),
            ("who drew which sheet", Self { exchanged: self.exchanged, ..Self::default() }),
            ("the order in files", Self { shuffled: self.shuffled, ..Self::default() }),
        ];
        let structures = structures.map(|(name, change)| (name.to_owned(), alone(change)));
        groups.chain(structures).filter(|(_, differing)| !differing.is_empty()).collect()
    }
}

/// Files that are in one alone, or are not the same in both.
pub fn differences(a: &Files, b: &Files) -> Vec<String> {
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    names.into_iter().filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
}
