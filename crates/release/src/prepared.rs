//! A case as a release is computed from it.

use crate::pseudonyms::{Pseudonymous, pseudonymous};
use crate::{Admitted, Profile, Secret, admit};
use locus_model::{Case, Consent, Id};
use std::collections::{BTreeMap, BTreeSet};

/// What a release is computed from.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The case: what is not consented to is not there, and people are not named where the profile does not allow it.
    pub case: Case,
    /// By the id of each of its sheets, the one it has in the case.
    pub sheets: BTreeMap<Id, Id>,
    /// The accounts that did not consent to this audience.
    pub accounts: BTreeSet<Id>,
    /// The incidents that did not.
    pub incidents: BTreeSet<Id>,
}

/// Takes out what may not even be computed with.
pub fn prepare(case: &Case, profile: &Profile) -> Prepared {
    let Admitted { mut case, accounts, incidents } = admit(case, profile.audience);
    if profile.audience != Consent::Internal {
        // What was noticed while the files were read names files and accounts, those that are left out too.
        case.notes.clear();
    }
    if !profile.allows(Secret::DrawnNames) {
        let drawings = case.sheets.values_mut().filter_map(|sheet| sheet.drawing.as_mut());
        drawings.flat_map(|drawing| &mut drawing.strokes).for_each(|stroke| stroke.name = None);
    }
    let Pseudonymous { case, sheets } = match profile.allows(Secret::AccountIds) {
        true => Pseudonymous { sheets: case.sheets.keys().map(|id| (id.clone(), id.clone())).collect(), case },
        false => pseudonymous(&case),
    };
    Prepared { case, sheets, accounts, incidents }
}
