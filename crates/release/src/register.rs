//! The register of releases: what was told of which incident so far, and who would be singled out by telling more.
//!
//! Two incidents cannot be told apart by whoever holds all releases to an audience if every release tells the same of
//! both, or of neither (k-anonymity, Sweeney 2002, over the union of all releases). What a later release adds, changes or
//! takes away is as telling as what it says.

use crate::{Cell, Profile};
use locus_model::{Consent, Id, Incident};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The word that a register of this form begins with.
const FORMAT: &str = "locus-releases";

/// One release, as the case remembers it. It never leaves the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// The profile.
    pub profile: String,
    /// `internal`, `parties`, `public`.
    pub audience: String,
    /// What was told of each incident, by its id in the case.
    pub incidents: BTreeMap<Id, Cell>,
    /// Whom each happened to: a later version of the case may not know any more.
    pub victims: BTreeMap<Id, BTreeSet<Id>>,
}

/// All releases of a case, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    format: String,
    format_version: u32,
    /// The releases.
    pub releases: Vec<Past>,
}

/// Why a file is no register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RegisterError(String);

/// Incidents that would be singled out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooUnique {
    /// What is told of them; `None`: they are not told any more, which a comparison with earlier releases shows.
    pub cell: Option<Cell>,
    /// Their ids in the case.
    pub incidents: BTreeSet<Id>,
    /// Different people that they happened to; all whose victim is not recorded count as one.
    pub people: usize,
}

impl Default for Register {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), format_version: 1, releases: Vec::new() }
    }
}

impl Register {
    /// Reads a register.
    ///
    /// # Errors
    /// Anything else than what [`Register::to_bytes`] writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RegisterError> {
        let read: Self = serde_json::from_slice(bytes).map_err(|error| RegisterError(error.to_string()))?;
        match (read.format.as_str(), read.format_version) {
            (FORMAT, 1) => Ok(read),
            (format, version) => Err(RegisterError(format!("format \"{format}\" of version {version}"))),
        }
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_else(|_| unreachable!("keys are strings"));
        bytes.push(b'\n');
        bytes
    }

    /// A release as it will be remembered.
    pub fn entry(profile: &Profile, told: &BTreeMap<Id, Cell>, incidents: &[Incident]) -> Past {
        let of = incidents.iter().filter(|incident| told.contains_key(&incident.id));
        Past {
            profile: profile.name.clone(),
            audience: profile.audience.as_str().to_owned(),
            incidents: told.clone(),
            victims: of.map(|incident| (incident.id.clone(), incident.victims.clone())).collect(),
        }
    }

    /// Whom a release would single out among fewer than the profile's `k` people, in the eyes of somebody who has all
    /// earlier releases to the same audience or a wider one.
    pub fn too_unique(&self, next: &Past, profile: &Profile) -> Vec<TooUnique> {
        let seen = |past: &&Past| Consent::parse(&past.audience) >= Some(profile.audience);
        let all: Vec<&Past> = self.releases.iter().filter(seen).chain([next]).collect();
        let told: BTreeSet<&Id> = all.iter().flat_map(|past| past.incidents.keys()).collect();
        let mut alike: BTreeMap<Vec<Option<&Cell>>, BTreeSet<&Id>> = BTreeMap::new();
        for id in told {
            alike.entry(all.iter().map(|past| past.incidents.get(id)).collect()).or_default().insert(id);
        }
        let few = alike.into_iter().filter_map(|(cells, incidents)| {
            let people = people(&all, &incidents);
            (people < profile.k).then(|| TooUnique {
                cell: cells.last().copied().flatten().cloned(),
                incidents: incidents.into_iter().cloned().collect(),
                people,
            })
        });
        few.collect()
    }
}

fn people(all: &[&Past], incidents: &BTreeSet<&Id>) -> usize {
    let mut known: BTreeSet<&Id> = BTreeSet::new();
    let mut somebody = false;
    for id in incidents {
        let victims: BTreeSet<&Id> = all.iter().filter_map(|past| past.victims.get(*id)).flatten().collect();
        somebody |= victims.is_empty();
        known.extend(victims);
    }
    known.len() + usize::from(somebody)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// Incidents as (id, place), each of a victim of its own, told to the public.
    fn release(told: &[(&str, &str)]) -> Past {
        let cell = |place: &str| Cell { place: Some(place.to_owned()), when: None, category: None };
        Past {
            profile: "public".to_owned(),
            audience: "public".to_owned(),
            incidents: told.iter().map(|(i, place)| (id(i), cell(place))).collect(),
            victims: told.iter().map(|(i, _)| (id(i), BTreeSet::from([id(&format!("V{i}"))]))).collect(),
        }
    }

    fn profile(k: usize) -> Profile {
        Profile { k, ..Profile::named("public").unwrap() }
    }

    fn singled_out(past: &[Past], next: &Past, k: usize) -> Vec<(Vec<String>, usize)> {
        let register = Register { releases: past.to_vec(), ..Register::default() };
        let few = register.too_unique(next, &profile(k)).into_iter();
        few.map(|few| (few.incidents.iter().map(Id::to_string).collect(), few.people)).collect()
    }

    #[test]
    fn k_gate_blocks() {
        let next = release(&[("a", "x"), ("b", "x"), ("c", "y")]);
        assert_eq!(singled_out(&[], &next, 2), [(vec!["c".to_owned()], 1)]);
        assert_eq!(singled_out(&[], &next, 1), []);
        let same_victim =
            Past { victims: next.victims.keys().map(|i| (i.clone(), BTreeSet::from([id("V")]))).collect(), ..next };
        assert_eq!(singled_out(&[], &same_victim, 2).len(), 2, "two incidents of one person are one person");
    }

    #[test]
    fn union_of_releases_k() {
        let first = release(&[("a", "x"), ("b", "x")]);
        let more = release(&[("a", "x"), ("b", "x"), ("c", "x")]);
        assert_eq!(singled_out(&[], &more, 2), []);
        assert_eq!(singled_out(std::slice::from_ref(&first), &more, 2), [(vec!["c".to_owned()], 1)], "what is added");
        assert_eq!(singled_out(&[more], &first, 2), [(vec!["c".to_owned()], 1)], "what is taken away");
        let moved = release(&[("a", "x"), ("b", "y")]);
        assert_eq!(singled_out(std::slice::from_ref(&first), &moved, 2).len(), 2, "what is told otherwise");
        let parties = Past { audience: "parties".to_owned(), ..first };
        assert_eq!(singled_out(&[parties], &release(&[("a", "x"), ("c", "x")]), 2), [], "the public does not see it");
    }

    #[test]
    fn a_register_is_read_as_it_is_written() {
        let register = Register { releases: vec![release(&[("a", "x")])], ..Register::default() };
        assert_eq!(Register::from_bytes(&register.to_bytes()), Ok(register));
        for bad in [&b"{}"[..], b"[]", b"{\"format\":\"locus-releases\",\"format_version\":2,\"releases\":[]}"] {
            assert!(Register::from_bytes(bad).is_err());
        }
    }
}
