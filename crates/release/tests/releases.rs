//! What leaves a made case, by profile: nothing that is not allowed, and no trace of how people are called.
#![allow(clippy::unwrap_used)]

mod made;

use locus_model::{Case, Consent, Id};
use locus_release::{Places, Prepared, Profile, Secret, Told, admit, prepare, without};
use made::{case, id, incident, plan};
use std::collections::BTreeSet;

fn public() -> Profile {
    Profile::named("public").unwrap()
}

/// Everything that a profile leaves, as text.
fn told(case: &Case, profile: &Profile) -> String {
    let Prepared { case, .. } = prepare(case, profile);
    let plan = plan(&case);
    let told = Told::of(case, plan, profile, &BTreeSet::new());
    format!("{:#?}\n{:#?}", told.disclosed().case(), told.disclosed().plan())
}

#[test]
fn the_narrowest_consent_wins() {
    let mut case = case(&["A", "B", "C"]);
    case.accounts.get_mut(&id("B")).unwrap().consent = Some(Consent::Parties);
    case.accounts.get_mut(&id("C")).unwrap().consent = None;
    case.incidents = vec![
        incident("1", &["A"], None),
        incident("2", &["A", "B"], Some(Consent::Public)),
        incident("3", &["A"], Some(Consent::Parties)),
        incident("4", &[], None),
        incident("5", &[], Some(Consent::Public)),
    ];
    let left = |audience| {
        let admitted = admit(&case, audience);
        let shown = |ids: Vec<&Id>| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(admitted.case.incidents.len() + admitted.incidents.len(), 5);
        let sheets: BTreeSet<&Id> = admitted.case.sheets.values().map(|sheet| &sheet.account).collect();
        assert_eq!(sheets, admitted.case.accounts.keys().collect(), "sheets go with their accounts");
        (shown(admitted.case.accounts.keys().collect()), shown(admitted.case.incidents.iter().map(|i| &i.id).collect()))
    };
    let said = |accounts: &str, incidents: &str| (accounts.to_owned(), incidents.to_owned());
    assert_eq!(left(Consent::Public), said("A", "I-1 I-5"));
    assert_eq!(left(Consent::Parties), said("A B", "I-1 I-2 I-3 I-5"));
    assert_eq!(left(Consent::Internal), said("A B C", "I-1 I-2 I-3 I-4 I-5"));
}

#[test]
fn people_who_both_spoke_with_somebody_left_out_stay_one_voice() {
    let mut case = case(&["A", "B", "C", "D"]);
    case.accounts.get_mut(&id("C")).unwrap().consent = Some(Consent::Internal);
    case.accounts.get_mut(&id("C")).unwrap().discussed_with = [id("A"), id("B")].into();
    let left = admit(&case, Consent::Public).case;
    let everybody: BTreeSet<Id> = left.accounts.keys().cloned().collect();
    assert_eq!(locus_model::independent_groups(&everybody, &left.accounts), 2);
    let renamed = prepare(&case, &public()).case;
    let everybody: BTreeSet<Id> = renamed.accounts.keys().cloned().collect();
    assert_eq!(locus_model::independent_groups(&everybody, &renamed.accounts), 2);
}

#[test]
fn what_was_withdrawn_is_gone_with_what_rested_on_it_alone() {
    let mut case = case(&["A", "B"]);
    case.accounts.get_mut(&id("B")).unwrap().withdrawn = made::edtf("2026-11-20");
    case.incidents = vec![incident("1", &["A", "B"], None), incident("2", &["B"], None), incident("3", &[], None)];
    let left = without(&case);
    assert_eq!(left.accounts, BTreeSet::from([id("B")]));
    let stay: Vec<String> = left.case.incidents.iter().map(|i| i.id.to_string()).collect();
    assert_eq!(stay, ["I-1", "I-3"]);
    assert_eq!(left.case.incidents[0].accounts, BTreeSet::from([id("A")]));
    assert!(!left.case.sheets.contains_key(&id("B-1")));
}

#[test]
fn a_public_release_does_not_know_what_people_are_called_or_in_which_order_they_came() {
    let one = told(&case(&["A", "B", "C"]), &public());
    let mut other = case(&["Zed", "Quux", "Mia"]);
    other.incidents.reverse();
    other.note = None;
    other.notes.clear();
    for sheet in other.sheets.values_mut() {
        sheet.drawing.as_mut().unwrap().strokes.reverse();
    }
    assert_eq!(one, told(&other, &public()));
    for secret in [
        "\"A\"",
        "secret",
        "A-1",
        "session-",
        "verbatim-",
        "words-",
        "title-",
        "drawn-",
        "sha-",
        "V-",
        "P-",
        "I-",
        "ink-",
        "extra-",
    ] {
        assert!(!one.contains(secret), "{secret}");
    }
    assert!(one.contains("withheld") && one.contains("as in every case"));
}

/// Each thing that can be allowed is told where it is allowed, and not where it alone is missing.
#[test]
fn profile_exhaustive() {
    let case = case(&["Aquila", "Borealis"]);
    let marks: [(Secret, &[&str]); 12] = [
        (Secret::Accounts, &["session-", "ko-x-", "WasThere", "00:20:", "medium-", "2021-04"]),
        (Secret::Sheets, &["sheet-note-", "traced-by-", "ink-"]),
        (Secret::Pins, &["verbatim-", "basis-", "pin-note-"]),
        (Secret::Statements, &["words-", "Length"]),
        (
            Secret::Words,
            &[
                "words-",
                "title-",
                "summary-",
                "case-note-secret",
                "landmark-secret",
                "account-note-",
                "extra-",
                "tracer-",
            ],
        ),
        (Secret::DrawnNames, &["drawn-"]),
        (Secret::Victims, &["V-Aquila"]),
        (Secret::Perpetrators, &["P-Aquila"]),
        (Secret::Credibility, &["Some(\n                2,"]),
        (Secret::Notes, &["plan-notes-secret"]),
        (Secret::AccountIds, &["Aquila-p1", "Aquila-s1", "id: Aquila-1"]),
        (Secret::Agreement, &["drawn_by: {\n                    Aquila"]),
    ];
    let all = Profile { name: "all".to_owned(), audience: Consent::Public, ..Profile::named("internal").unwrap() };
    let everything = told(&case, &all);
    for (secret, words) in marks {
        let mut allow = BTreeSet::from(Secret::ALL);
        allow.remove(&secret);
        let without = told(&case, &Profile { allow, ..all.clone() });
        for word in words {
            assert!(everything.contains(word), "{word} is told where everything is");
            assert!(!without.contains(word), "{word} is not told without {secret:?}");
        }
    }
    // Scans, hashes of originals and the log are no part of a case in memory: tests/releases.rs has them.
    assert_eq!(marks.len() + 3, Secret::ALL.len());
}

/// Whatever is withheld, what somebody contradicts stays visibly contradicted, and an alternative stays one.
#[test]
fn contested_never_hidden() {
    let mut case = case(&["A", "B"]);
    case.incidents.clear();
    let none: BTreeSet<Secret> = BTreeSet::new();
    for allow in std::iter::once(none).chain(Secret::ALL.map(|secret| BTreeSet::from([secret]))) {
        let profile = Profile { allow: allow.clone(), ..public() };
        let Prepared { case, .. } = prepare(&case, &profile);
        let mut plan = plan(&case);
        plan.elements[1].hypothesis = Some(locus_model::Membership { name: "cells=2".to_owned(), default: true });
        let before = plan.elements.clone();
        let told = Told::of(case, plan, &profile, &BTreeSet::new());
        for (was, is) in before.iter().zip(&told.disclosed().plan().elements) {
            assert_eq!(was.agreement.contradicted_by.is_empty(), is.agreement.contradicted_by.is_empty(), "{allow:?}");
            assert_eq!(was.hypothesis, is.hypothesis, "{allow:?}");
            assert!(is.independent_accounts <= was.independent_accounts, "{allow:?}");
        }
    }
}

#[test]
fn places_and_dates_are_told_as_closely_as_the_profile_says() {
    let case = case(&["A"]);
    let cell = |places, dates: &str| {
        let profile = Profile {
            places,
            dates: toml::from_str::<toml::Table>(&format!("d = \"{dates}\"")).unwrap()["d"].clone().try_into().unwrap(),
            ..public()
        };
        let Prepared { case, .. } = prepare(&case, &profile);
        let plan = plan(&case);
        let told = Told::of(case, plan, &profile, &BTreeSet::new());
        told.cells().values().next().unwrap().to_string()
    };
    assert_eq!(cell(Places::Room, "month"), "cell, 2009-11, torture");
    assert_eq!(cell(Places::Building, "5-years"), "block, 2005/2009, torture");
    assert_eq!(cell(Places::Site, "10-years"), "not told, 2000/2009, torture");
}

#[test]
fn what_has_no_key_gets_an_id_that_names_no_stroke() {
    let Prepared { case, .. } = prepare(&case(&["A"]), &public());
    let plan = plan(&case);
    let told = Told::of(case, plan, &public(), &BTreeSet::new());
    let plan = told.disclosed().plan();
    let ids: Vec<&str> = plan.elements.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["building-block", "room-cell", "wall-1", "door-cell.door"]);
    assert_eq!(plan.elements[3].host.as_deref(), Some("wall-1"));
    assert_eq!(plan.nodes.iter().map(|n| n.key.as_str()).collect::<Vec<_>>(), ["gate", "point-1"]);
}
