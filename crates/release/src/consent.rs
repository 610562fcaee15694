//! Consent as a gate: what does not reach an audience is as if it had never been taken.

use locus_model::{Account, Case, Consent, Id, groups};
use std::collections::{BTreeMap, BTreeSet};

/// A case without what its people did not consent to show.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// What is left.
    pub case: Case,
    /// The accounts that are not in it.
    pub accounts: BTreeSet<Id>,
    /// The incidents that are not in it.
    pub incidents: BTreeSet<Id>,
}

/// What may reach an audience: accounts whose consent is as wide, and incidents where that of the incident and of every
/// account that it rests on is. The narrowest wins; consent that was not recorded is the narrowest there is.
pub fn admit(case: &Case, audience: Consent) -> Admitted {
    let wide = |consent: Option<Consent>| consent.unwrap_or(Consent::Internal) >= audience;
    let out = case.accounts.values().filter(|a| !wide(a.consent)).map(|a| a.id.clone()).collect();
    let mut left = leave_out(case, out, |incident, out| !incident.accounts.is_disjoint(out));
    let silent = |i: &locus_model::Incident| !wide(i.consent) && (i.consent.is_some() || i.accounts.is_empty());
    left.incidents.extend(left.case.incidents.iter().filter(|i| silent(i)).map(|i| i.id.clone()));
    left.case.incidents.retain(|i| !silent(i));
    left
}

/// The case without accounts that were withdrawn. Incidents that rested on them alone are gone with them.
pub fn without(case: &Case) -> Admitted {
    let out = case.accounts.values().filter(|a| a.withdrawn.is_some()).map(|a| a.id.clone()).collect();
    let mut left = leave_out(case, out, |incident, out| {
        !incident.accounts.is_empty() && incident.accounts.iter().all(|id| out.contains(id))
    });
    for incident in &mut left.case.incidents {
        incident.accounts.retain(|id| !left.accounts.contains(id));
    }
    left
}

fn leave_out(
    case: &Case,
    out: BTreeSet<Id>,
    falls: impl Fn(&locus_model::Incident, &BTreeSet<Id>) -> bool,
) -> Admitted {
    let mut left = case.clone();
    if !out.is_empty() {
        keep_links(&mut left.accounts, &out);
        left.sheets.retain(|_, sheet| !out.contains(&sheet.account));
    }
    let incidents = left.incidents.iter().filter(|i| falls(i, &out)).map(|i| i.id.clone()).collect();
    left.incidents.retain(|incident| !falls(incident, &out));
    Admitted { case: left, accounts: out, incidents }
}

/// Two people who both spoke with a third stay one voice when the third is left out.
fn keep_links(accounts: &mut BTreeMap<Id, Account>, out: &BTreeSet<Id>) {
    let nobody = BTreeSet::new();
    let linked: Vec<BTreeSet<Id>> = groups(&nobody, accounts)
        .into_iter()
        .filter(|group| group.iter().any(|id| out.contains(*id)))
        .map(|group| group.into_iter().filter(|id| !out.contains(*id)).cloned().collect())
        .collect();
    accounts.retain(|id, _| !out.contains(id));
    for account in accounts.values_mut() {
        account.discussed_with.retain(|id| !out.contains(id));
    }
    for group in linked {
        for id in &group {
            if let Some(account) = accounts.get_mut(id) {
                account.discussed_with.extend(group.iter().filter(|other| *other != id).cloned());
            }
        }
    }
}
