//! Profiles: whom a release is for, and what it may carry, by an allow-list.

use crate::{Dates, Places, Secret};
use locus_model::Consent;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;

/// Fewest people who must share what is told of an incident to the public.
const PUBLIC_K: usize = 5;

/// Whom a release is for, and what it may carry: what is not named is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// The audience whose reach every account and incident must have consented to.
    #[serde(deserialize_with = "audience")]
    pub audience: Consent,
    /// What it may carry.
    pub allow: BTreeSet<Secret>,
    /// How closely places of incidents are told.
    pub places: Places,
    /// How closely dates are told.
    pub dates: Dates,
    /// Fewest people who must share what is told of an incident, over all releases to this audience; 1: no such gate.
    pub k: usize,
}

/// Why a file is no profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {found}; expected {expected}; {remedy}")]
pub struct ProfileError {
    /// Of the file, from 1.
    pub line: usize,
    /// What is there.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
}

impl Profile {
    /// Names of the profiles that need no file.
    pub const NAMES: [&'static str; 3] = ["internal", "parties", "public"];

    /// A profile that needs no file.
    pub fn named(name: &str) -> Option<Self> {
        let all = || BTreeSet::from(Secret::ALL);
        let (audience, allow, places, dates, k) = match name {
            "internal" => (Consent::Internal, all(), Places::Exact, Dates::Exact, 1),
            "parties" => (Consent::Parties, all(), Places::Room, Dates::Month, 1),
            "public" => (Consent::Public, BTreeSet::new(), Places::Building, Dates::Years5, PUBLIC_K),
            _ => return None,
        };
        Some(Self { name: name.to_owned(), audience, allow, places, dates, k })
    }

    /// Reads a profile of one's own from TOML.
    ///
    /// # Errors
    /// [`ProfileError`] for anything that is no profile, or that contradicts itself.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            let expected = "name, audience, allow, places, dates and k, as docs/evidence.md has them";
            fault(line, error.message(), expected, "correct it: nothing is guessed where people may come to harm")
        })?;
        profile.checked(text)
    }

    fn checked(self, text: &str) -> Result<Self, ProfileError> {
        let line = |of: &str| text.lines().position(|line| line.trim_start().starts_with(of)).map_or(1, |n| n + 1);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) || Self::NAMES.contains(&self.name.as_str()) {
            let expected = "lower-case letters, digits and hyphens, and none of internal, parties, public";
            return Err(fault(line("name"), &format!("name = \"{}\"", self.name), expected, "name it by its purpose"));
        }
        let needs = |what, needed| self.allows(what) && !self.allows(needed);
        if needs(Secret::Scans, Secret::Sheets) || needs(Secret::Custody, Secret::Originals) {
            let found = "scans without sheets, or custody without originals";
            let remedy = "allow both or neither: one is of no use, or tells, without the other";
            return Err(fault(line("allow"), found, "what belongs together", remedy));
        }
        let least = if self.audience == Consent::Public { 2 } else { 1 };
        if self.k < least {
            let expected = format!("at least {least} for this audience");
            return Err(fault(
                line("k"),
                &format!("k = {}", self.k),
                &expected,
                "k counts people who cannot be told apart",
            ));
        }
        Ok(self)
    }

    /// Whether a release may carry it.
    pub fn allows(&self, what: Secret) -> bool {
        self.allow.contains(&what)
    }

    /// What it withholds.
    pub fn withheld(&self) -> BTreeSet<Secret> {
        Secret::ALL.into_iter().filter(|what| !self.allows(*what)).collect()
    }
}

fn fault(line: usize, found: &str, expected: &str, remedy: &str) -> ProfileError {
    ProfileError { line, found: found.to_owned(), expected: expected.to_owned(), remedy: remedy.to_owned() }
}

fn audience<'de, D: Deserializer<'de>>(from: D) -> Result<Consent, D::Error> {
    let word = String::deserialize(from)?;
    Consent::parse(&word).ok_or_else(|| serde::de::Error::unknown_variant(&word, &Profile::NAMES))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const OWN: &str = "name = \"exhibition\"\naudience = \"public\"\nallow = [\"drawn-names\", \"credibility\"]\nplaces = \"site\"\ndates = \"10-years\"\nk = 10\n";

    #[test]
    fn what_a_profile_does_not_name_is_withheld() {
        let own = Profile::from_toml(OWN).unwrap();
        assert!(own.allows(Secret::DrawnNames) && !own.allows(Secret::Victims));
        assert_eq!((own.places, own.dates, own.k), (Places::Site, Dates::Years10, 10));
        assert_eq!(Profile::named("public").unwrap().withheld(), BTreeSet::from(Secret::ALL));
        assert!(Profile::named("internal").unwrap().withheld().is_empty());
    }

    #[test]
    fn what_is_no_profile_is_refused_with_its_line() {
        for (was, is, line) in [
            ("\"credibility\"", "\"everything\"", 3),
            ("\"10-years\"", "\"soon\"", 5),
            ("k = 10", "k = 1", 6),
            ("k = 10", "k = -3", 6),
            ("k = 10", "", 1),
            ("audience = \"public\"", "audience = \"all\"", 2),
            ("\"exhibition\"", "\"public\"", 1),
            ("\"credibility\"", "\"scans\"", 3),
            ("places = \"site\"", "places = \"site\"\nextra = 1", 5),
        ] {
            let error = Profile::from_toml(&OWN.replace(was, is)).unwrap_err();
            assert_eq!(error.line, line, "{is}: {error}");
        }
    }
}
