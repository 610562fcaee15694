//! Closed lists that ship as data and that a case may extend.

use crate::{Edtf, Text};
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

/// An organisation. It stays itself through its names; a name alone can be ambiguous.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// Its names, oldest first. Two consecutive names share the year or month of the change.
    pub names: Vec<DatedName>,
}

/// A name, and when it was borne.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedName {
    /// What people read, by language.
    pub name: Text,
    /// From when to when; `/..` where nobody knows since when.
    pub valid: Edtf,
}

/// The lists a case is read with, by slug.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Types of facility.
    pub facility_types: BTreeMap<String, Term>,
    /// Categories of what happened.
    pub categories: BTreeMap<String, Term>,
    /// Organisations with their names over time.
    pub operators: BTreeMap<String, Operator>,
}
