//! Incidents as a release tells them.

use crate::{Cell, Profile, Secret, ids};
use locus_model::{Edtf, Id, Incident, Plan, Text};
use std::collections::{BTreeMap, BTreeSet};

/// What is told of each incident of a case, by the id it has there.
pub fn told(of: &[Incident], plan: &Plan, profile: &Profile) -> BTreeMap<Id, Incident> {
    of.iter().map(|incident| (incident.id.clone(), one(incident, plan, profile))).collect()
}

fn one(incident: &Incident, plan: &Plan, profile: &Profile) -> Incident {
    let if_allowed = |what, ids: &BTreeSet<Id>| if profile.allows(what) { ids.clone() } else { BTreeSet::new() };
    let words = |text: &Text| if profile.allows(Secret::Words) { text.clone() } else { Text::default() };
    let named = profile.allows(Secret::Agreement) && profile.allows(Secret::AccountIds);
    Incident {
        id: incident.id.clone(),
        when: incident.when.as_ref().and_then(|when| profile.dates.told(when)),
        place: incident.place.as_deref().and_then(|place| profile.places.told(plan, place)),
        category: incident.category.clone(),
        title: words(&incident.title),
        summary: words(&incident.summary),
        victims: if_allowed(Secret::Victims, &incident.victims),
        perpetrators: if_allowed(Secret::Perpetrators, &incident.perpetrators),
        accounts: if named { incident.accounts.clone() } else { BTreeSet::new() },
        credibility: incident.credibility.filter(|_| profile.allows(Secret::Credibility)),
        // What stands in the case may be wider than this release.
        consent: Some(profile.audience),
        line: 0,
    }
}

/// What they could be recognised by.
pub fn cells(told: &BTreeMap<Id, Incident>) -> BTreeMap<Id, Cell> {
    let cell = |incident: &Incident| Cell {
        place: incident.place.clone(),
        when: incident.when.as_ref().map(Edtf::to_string),
        category: incident.category.clone(),
    };
    told.iter().map(|(id, incident)| (id.clone(), cell(incident))).collect()
}

/// The same with ids that say nothing of those in the case, in an order that says nothing of theirs.
pub fn renamed(told: BTreeMap<Id, Incident>) -> Vec<Incident> {
    let nameless = |incident: Incident| Incident { id: ids::numbered("incident", 0), ..incident };
    let mut all: Vec<(String, Incident)> = told.into_values().map(nameless).map(|i| (format!("{i:?}"), i)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let numbered = |(n, (_, incident))| Incident { id: ids::numbered("incident", n + 1), ..incident };
    all.into_iter().enumerate().map(numbered).collect()
}
