//! The shipped vocabulary is complete, readable in both languages and dated.
#![allow(clippy::unwrap_used)]

use locus_model::edtf::{Bound, Edtf};
use std::collections::BTreeSet;
use std::path::PathBuf;
use toml::{Table, Value};

fn shipped() -> Table {
    include_str!("../../../assets/vocabulary.toml").parse().unwrap()
}

/// The tables of one list, by slug.
fn list(name: &str) -> Table {
    shipped()[name].as_table().unwrap().clone()
}

fn text<'a>(term: &'a Value, field: &str, language: &str) -> Option<&'a str> {
    term.get(field)?.get(language)?.as_str()
}

/// Every dated name: its organisation, its two names and its interval.
fn operator_names() -> Vec<(String, String, String, Edtf)> {
    let mut names = Vec::new();
    for (slug, operator) in list("operator") {
        for name in operator["name"].as_array().unwrap() {
            let read = |language| text(name, "name", language).unwrap().to_owned();
            let valid = Edtf::parse(name["valid"].as_str().unwrap()).unwrap();
            names.push((slug.clone(), read("en"), read("ko"), valid));
        }
    }
    names
}

/// The two ends of an interval as written.
fn ends(interval: &Edtf) -> (&str, &str) {
    interval.as_str().split_once('/').unwrap()
}

fn is_hangul(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
}

#[test]
fn slugs_are_lower_case_words_and_every_term_is_named_in_both_languages() {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    for (slug, term) in list("facility-type").into_iter().chain(list("category")) {
        assert!(slug.split('-').all(is_word), "{slug}");
        assert!(text(&term, "name", "en").is_some_and(|name| name.is_ascii()), "{slug}");
        assert!(text(&term, "name", "ko").is_some_and(|name| name.contains(is_hangul)), "{slug}");
    }
}

#[test]
fn facility_types_are_those_of_the_case_format() {
    let slugs: Vec<String> = list("facility-type").keys().cloned().collect();
    let expected = [
        "detention-centre",
        "holding-centre",
        "interrogation-facility",
        "labour-training-camp",
        "other",
        "police-station",
        "political-prison-camp",
        "reeducation-camp",
    ];
    assert_eq!(slugs.into_iter().collect::<BTreeSet<_>>(), expected.map(str::to_owned).into());
}

#[test]
fn categories_stand_under_the_three_headings() {
    let groups = list("category").values().map(|term| term["group"].as_str().unwrap().to_owned()).collect();
    let expected = ["arrest-or-detention", "crime-base", "due-process"];
    assert_eq!(BTreeSet::from(expected.map(str::to_owned)), groups);
}

#[test]
fn no_two_terms_share_a_name() {
    for language in ["en", "ko"] {
        let mut seen = BTreeSet::new();
        for (slug, term) in list("category").into_iter().chain(list("facility-type")) {
            assert!(seen.insert(text(&term, "name", language).unwrap().to_owned()), "{slug}");
        }
    }
}

#[test]
fn operator_names_are_written_in_full_and_follow_one_another() {
    let names = operator_names();
    for (slug, en, ko, valid) in &names {
        assert!(en.contains(' ') && ko.chars().all(is_hangul), "{slug}: {en}, {ko}: no abbreviation");
        assert!(valid.is_interval(), "{slug}: {valid}");
    }
    for pair in names.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (before, after) = (&pair[0].3, &pair[1].3);
        assert!(before.earliest() < after.earliest(), "{before} then {after}");
        let (change, began) = (ends(before).1, ends(after).0);
        assert_eq!(change, began, "{before} then {after}: one ends when the next begins");
    }
    let current: BTreeSet<_> = names.iter().filter(|name| name.3.end() == Bound::Open).map(|name| &name.0).collect();
    assert_eq!(current.len(), list("operator").len(), "every organisation has one name today");
}

#[test]
fn the_police_and_the_secret_police_are_told_apart_by_date() {
    let named = |when: &str| -> Vec<String> {
        let when = Edtf::parse(when).unwrap();
        let police = |slug: &str| slug == "social-security" || slug == "state-security";
        operator_names().into_iter().filter(|n| police(&n.0) && n.3.overlaps(&when)).map(|n| n.2).collect()
    };
    assert_eq!(named("2012"), ["인민보안부", "국가안전보위부"]);
    assert_eq!(named("2018"), ["인민보안성", "국가보위성"]);
    assert_eq!(named("2021"), ["사회안전성", "국가보위성"]);
}

/// The incident tables of the bench cases; `None` where there is no bench and none was asked for.
fn bench_incidents() -> Option<Vec<PathBuf>> {
    let asked = std::env::var_os("LOCUS_BENCH").map(PathBuf::from);
    let bench =
        asked.clone().unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/bench")));
    if asked.is_none() && !bench.is_dir() {
        return None;
    }
    let mut tables = vec![bench.join("example-compound/incidents.csv")];
    for entry in std::fs::read_dir(bench.join("dev")).unwrap() {
        let name = entry.unwrap().file_name();
        tables.push(bench.join("dev").join(&name).join("case").join(&name).join("incidents.csv"));
    }
    Some(tables)
}

#[test]
fn bench_cases_use_known_categories_and_readable_dates() {
    let Some(tables) = bench_incidents() else {
        println!("skipped: no bench cases, and LOCUS_BENCH is not set");
        return;
    };
    let categories = list("category");
    for table in tables {
        let incidents = std::fs::read_to_string(&table).unwrap();
        for line in incidents.lines().skip(1) {
            // id, when, place and category come first and hold no comma.
            let cells: Vec<&str> = line.split(',').take(4).collect();
            assert!(cells[1].is_empty() || Edtf::parse(cells[1]).is_ok(), "{line}");
            assert!(categories.contains_key(cells[3]), "{line}");
        }
    }
}
