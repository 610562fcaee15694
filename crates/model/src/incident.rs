//! What happened.

use crate::{Consent, Edtf, Id, Text};
use std::collections::BTreeSet;

/// One documented incident. Unplaced and undated incidents are legal and are published as such.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Its id.
    pub id: Id,
    /// When, EDTF; `None` when unknown.
    pub when: Option<Edtf>,
    /// Where: a key, or the id of a pin; `None` when unknown.
    pub place: Option<String>,
    /// The violation type, a slug of the vocabulary.
    pub category: Option<String>,
    /// A short title.
    pub title: Text,
    /// What is known, in sentences.
    pub summary: Text,
    /// Pseudonymous ids.
    pub victims: BTreeSet<Id>,
    /// Pseudonymous ids.
    pub perpetrators: BTreeSet<Id>,
    /// The accounts it rests on.
    pub accounts: BTreeSet<Id>,
    /// Credibility of the *information*, 1 (confirmed) to 6 (cannot be judged).
    pub credibility: Option<u8>,
    /// The widest audience; default: the narrowest of its accounts.
    pub consent: Option<Consent>,
    /// The line of `incidents.csv` it begins on, for messages.
    pub line: usize,
}
