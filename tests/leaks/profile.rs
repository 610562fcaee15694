//! Profiles of one's own, and what is found in what they let out.

use crate::difference::{Change, differences};
use crate::intake::take_in;
use crate::release::Made;
use crate::search::Searcher;
use crate::secret::{Seeds, planted, withdrawn};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What the search and the comparison find in releases that allow more than the public profile, by what they allow.
#[derive(Default)]
pub struct Leaks(BTreeMap<String, BTreeSet<String>>);

impl Leaks {
    /// What is found where these are allowed.
    pub fn of(&mut self, allow: &[&str]) -> BTreeSet<String> {
        let profile = profile("public", allow);
        self.0.entry(profile.clone()).or_insert_with(|| leaks(&profile)).clone()
    }
}

/// A profile for an audience that allows these.
pub fn profile(audience: &str, allow: &[&str]) -> String {
    format!(
        "name = \"own\"\naudience = \"{audience}\"\nallow = {allow:?}\nplaces = \"building\"\ndates = \"5-years\"\nk = 5\n"
    )
}

fn leaks(profile: &str) -> BTreeSet<String> {
    let seeds = Seeds::of(1);
    let mut canaries = planted(&seeds).1;
    let [plain, changed] = [Change::default(), Change::all(true)].map(|change| Made::of(&change.case()));
    // Everybody in it consents: a log that would name others is not there, whatever a profile allows.
    let made = Made::of(&withdrawn(&seeds));
    canaries.extend(take_in(&made, &seeds));
    for made in [&plain, &changed, &made] {
        fs::write(made.place("own.toml"), profile).unwrap();
    }
    made.seal("own.toml");
    let found = Searcher::new(&canaries).find(&made.files("pack")).into_iter();
    let found = found.filter(|hit| !canaries[hit.canary].may_appear(true));
    let found = found.map(|hit| format!("{} in {}", hit.field, hit.file));
    found.chain(differences(&plain.release("own.toml"), &changed.release("own.toml"))).collect()
}
