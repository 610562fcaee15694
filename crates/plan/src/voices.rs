//! Which accounts speak with one voice: people interviewed together, or who compared notes, are not independent.

use locus_model::{Account, Id, independent_groups};
use std::collections::{BTreeMap, BTreeSet};

/// The independent voices of a case.
pub struct Voices<'a> {
    accounts: &'a BTreeMap<Id, Account>,
    voice_of: BTreeMap<&'a Id, &'a Id>,
}

impl<'a> Voices<'a> {
    /// Groups the accounts by [`independent_groups`]; a voice is named by its first account.
    pub fn new(accounts: &'a BTreeMap<Id, Account>) -> Self {
        let mut voice_of: BTreeMap<&Id, &Id> = BTreeMap::new();
        for id in accounts.keys() {
            let same = |other: &&Id| independent_groups(&BTreeSet::from([id.clone(), (*other).clone()]), accounts) == 1;
            let voice = accounts.keys().find(same).unwrap_or(id);
            voice_of.insert(id, voice);
        }
        Self { accounts, voice_of }
    }

    /// The voice an account belongs to.
    pub fn of(&self, account: &Id) -> Id {
        self.voice_of.get(account).map_or_else(|| account.clone(), |voice| (*voice).clone())
    }

    /// The number of the voice an account belongs to.
    pub fn number(&self, account: &Id) -> usize {
        let voice = self.of(account);
        self.voice_of.values().collect::<BTreeSet<_>>().into_iter().position(|v| **v == voice).unwrap_or_default()
    }

    /// How many independent voices these accounts are.
    pub fn count(&self, accounts: &BTreeSet<Id>) -> usize {
        independent_groups(accounts, self.accounts)
    }
}
