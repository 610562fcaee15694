//! What is shown: levels, bases, layers, alternatives. Hiding is always said in the picture's stamp.

use crate::basis::{Basis, is_seen, was_testified};
use locus_publish::{Bundle, BundleElement};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The court's two strictest questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    /// Everything published.
    #[default]
    All,
    /// What at least one person drew or named.
    Testified,
    /// What imagery confirms.
    Seen,
}

/// What of the plan is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// One level alone; all when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Testified or seen alone.
    pub only: Only,
    /// Bases that are hidden.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden_bases: BTreeSet<Basis>,
    /// Layers that are hidden (`walls`, `rooms`, …).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden_layers: BTreeSet<String>,
    /// The alternative shown for what the accounts disagree about, by `about`; the published default where absent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hypotheses: BTreeMap<String, String>,
}

impl Filter {
    /// Which elements are shown, in the bundle's order.
    pub fn visible(&self, bundle: &Bundle) -> Vec<bool> {
        let told = self.told(bundle);
        bundle.elements.iter().map(|element| self.shows(element, &told)).collect()
    }

    /// The names of the alternatives shown now.
    pub fn told<'a>(&self, bundle: &'a Bundle) -> BTreeSet<&'a str> {
        let is_told = |name: &str, about: &str, default: bool| match self.hypotheses.get(about) {
            Some(chosen) => chosen == name,
            None => default,
        };
        let told = bundle.hypotheses.iter().filter(|h| is_told(&h.name, &h.about, h.default));
        told.map(|h| h.name.as_str()).collect()
    }

    fn shows(&self, element: &BundleElement, told: &BTreeSet<&str>) -> bool {
        let on_level = self.level.as_ref().is_none_or(|level| *level == element.level);
        let of_story = element.hypothesis.as_deref().is_none_or(|name| told.contains(name));
        let asked = match self.only {
            Only::All => true,
            Only::Testified => was_testified(element),
            Only::Seen => is_seen(element),
        };
        on_level
            && of_story
            && asked
            && !self.hidden_bases.contains(&Basis::of(element))
            && !self.hidden_layers.contains(&element.layer)
    }
}
