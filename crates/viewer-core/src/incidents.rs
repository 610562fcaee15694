//! Which incidents are shown, and which of those have a marker in the picture.

mod cluster;

pub use cluster::{Cluster, cluster};

use crate::filter::Filter;
use crate::search::Search;
use crate::timeline::{Range, Rule, Timeline};
use locus_publish::{Bundle, BundleIncident};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which incidents are shown. The default hides nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IncidentFilter {
    /// When; any time when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// When an incident counts as in the range.
    pub rule: Rule,
    /// Whether incidents are shown of which nobody knows when.
    pub undated: bool,
    /// Categories that are hidden; `""` stands for incidents without one.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden_categories: BTreeSet<String>,
    /// Only incidents that rest on one of these accounts; on any when empty.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub accounts: BTreeSet<String>,
    /// Only incidents whose information is at least this credible: at most this number of 1 (confirmed) to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credibility_at_most: Option<u8>,
    /// Whether incidents are shown whose credibility nobody has judged.
    pub uncredited: bool,
    /// Only incidents at this place: an element's id, or a key, with the parts of that place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Only incidents that answer this query.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Default for IncidentFilter {
    fn default() -> Self {
        Self {
            range: None,
            rule: Rule::default(),
            undated: true,
            hidden_categories: BTreeSet::new(),
            accounts: BTreeSet::new(),
            credibility_at_most: None,
            uncredited: true,
            place: None,
            text: String::new(),
        }
    }
}

/// What a filter shows, as ascending indices into the bundle's incidents. An incident that is shown is in exactly one of
/// `placed`, `unplaced` and `elsewhere`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// With a marker in the picture.
    pub placed: Vec<usize>,
    /// Listed without a marker: the case names no place for them, or none that is in the plan.
    pub unplaced: Vec<usize>,
    /// Listed without a marker: their place belongs to an alternative or a level that is not shown.
    pub elsewhere: Vec<usize>,
    /// Those among all of these of which nobody knows when.
    pub undated: Vec<usize>,
    /// How many the filter hides.
    pub hidden_by_filter: usize,
}

/// Why an incident has a marker, or has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whereabouts {
    /// Its place is shown.
    Shown,
    /// Its place belongs to an alternative that is not shown.
    OtherAlternative,
    /// Its place is on a level that is not shown.
    OtherLevel,
    /// The case names a place that is not in the plan.
    NotInPlan,
    /// The case names no place.
    NotSaid,
}

/// Where an incident is in what is shown; `told` from [`Filter::told`].
pub fn whereabouts(incident: &BundleIncident, shown: &Filter, told: &BTreeSet<&str>) -> Whereabouts {
    let is_told = incident.hypothesis.as_deref().is_none_or(|name| told.contains(name));
    let on_level = match (&shown.level, &incident.level) {
        (Some(shown), Some(level)) => shown == level,
        _ => true,
    };
    match (incident.position, &incident.place) {
        (None, None) => Whereabouts::NotSaid,
        (None, Some(_)) => Whereabouts::NotInPlan,
        (Some(_), _) if !is_told => Whereabouts::OtherAlternative,
        (Some(_), _) if !on_level => Whereabouts::OtherLevel,
        (Some(_), _) => Whereabouts::Shown,
    }
}

impl IncidentFilter {
    /// What it shows of a bundle, while `shown` says which levels and alternatives of the plan are shown. Linear in the
    /// incidents; `timeline` and `search` are of the same bundle.
    pub fn select(&self, bundle: &Bundle, timeline: &Timeline, search: &Search, shown: &Filter) -> Selected {
        let in_time = timeline.select(self.range.as_ref(), self.rule);
        let (answering, told) = (search.incidents(&self.text), shown.told(bundle));
        let place = self.place.as_deref().map(|place| Place::new(bundle, place));
        let mut selected = Selected::default();
        for (index, incident) in bundle.incidents.iter().enumerate() {
            let dated = timeline.is_dated(index);
            let is_in_time = if dated { in_time.get(index) == Some(&true) } else { self.undated };
            let is_here = place.as_ref().is_none_or(|place| place.holds(incident));
            let is_asked_for = answering.as_ref().is_none_or(|answering| answering.get(index) == Some(&true));
            if !(is_in_time && is_here && is_asked_for && self.admits(incident)) {
                selected.hidden_by_filter += 1;
                continue;
            }
            if !dated {
                selected.undated.push(index);
            }
            match whereabouts(incident, shown, &told) {
                Whereabouts::Shown => selected.placed.push(index),
                Whereabouts::OtherAlternative | Whereabouts::OtherLevel => selected.elsewhere.push(index),
                Whereabouts::NotInPlan | Whereabouts::NotSaid => selected.unplaced.push(index),
            }
        }
        selected
    }

    /// Whether category, accounts and credibility are among those shown.
    fn admits(&self, incident: &BundleIncident) -> bool {
        let category = incident.category.as_deref().unwrap_or("");
        let credible = match (incident.credibility, self.credibility_at_most) {
            (None, _) => self.uncredited,
            (Some(given), Some(limit)) => given <= limit,
            (Some(_), None) => true,
        };
        credible
            && !self.hidden_categories.contains(category)
            && (self.accounts.is_empty() || incident.accounts.iter().any(|account| self.accounts.contains(account)))
    }
}

/// A place, by the id of what is drawn there and by its key.
struct Place<'a> {
    id: &'a str,
    key: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// Of an element's id or of a key; an element without a key is that place alone.
    fn new(bundle: &'a Bundle, place: &'a str) -> Self {
        let element = bundle.elements.iter().find(|element| element.id == place);
        Self { id: place, key: element.map_or(Some(place), |element| element.key.as_deref()) }
    }

    /// Whether an incident happened there or in a part of it (`cell-3/door` is a part of `cell-3`).
    fn holds(&self, incident: &BundleIncident) -> bool {
        let is_part = |key: &str, place: &str| {
            place.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let by_key = || self.key.zip(incident.place.as_deref()).is_some_and(|(key, place)| is_part(key, place));
        incident.place_id.as_deref() == Some(self.id) || by_key()
    }
}

#[cfg(test)]
mod tests;
