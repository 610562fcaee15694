//! Closed lists that ship as data and that a case may extend.

use crate::Text;
use std::collections::BTreeMap;

/// One term of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What people read, by language; romanisations under `ko-Latn`.
    pub name: Text,
    /// What it means, where that needs saying.
    pub meaning: Option<Text>,
    /// The heading it stands under (categories), if any.
    pub group: Option<String>,
}

/// The lists a case is read with, by slug.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Types of facility.
    pub facility_types: BTreeMap<String, Term>,
    /// Categories of what happened.
    pub categories: BTreeMap<String, Term>,
    /// Organisations and their names over time; a slug may have several dated names (`name@2010/2016` style keys are
    /// not used: each name is its own term with its interval in `meaning`).
    pub operators: BTreeMap<String, Term>,
}
