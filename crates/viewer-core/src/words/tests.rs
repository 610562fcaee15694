#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn every() -> impl Iterator<Item = (&'static str, Words)> {
    ALL.iter().copied().chain(glossary::ALL.iter().flat_map(|g| g.iter().copied()))
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

#[test]
fn every_text_exists_in_both_languages() {
    for (name, words) in every().filter(|(name, _)| !matches!(*name, "m" | "m2")) {
        assert!(words.en.chars().any(|c| c.is_ascii_alphabetic()), "{name}: {}", words.en);
        assert!(!words.en.chars().any(is_hangul), "{name}: {}", words.en);
        assert!(words.ko.chars().any(is_hangul), "{name}: {}", words.ko);
    }
}

#[test]
fn both_languages_say_the_same_things() {
    for (name, words) in every() {
        assert_eq!(placeholders(words.en), placeholders(words.ko), "{name}");
    }
}

#[test]
fn no_particle_hangs_on_what_is_filled_in() {
    // What its last sound is nobody knows beforehand: 은/는, 이/가, 을/를, 과/와, 으로/로.
    let particles = ["은 ", "는 ", "이 ", "가 ", "을 ", "를 ", "과 ", "와 ", "으로", "로 "];
    for (name, words) in every() {
        for behind in words.ko.split('}').skip(1) {
            let hangs = particles.iter().any(|p| behind.starts_with(p));
            assert!(!hangs, "{name}: {}", words.ko);
        }
    }
}

#[test]
fn glossaries_name_everything_the_formats_know() {
    let has = |g, slug: &str| assert!(glossary::known(g, slug).is_some(), "{slug}");
    locus_model::Kind::ALL.iter().for_each(|kind| has(glossary::KINDS, kind.as_str()));
    use locus_model::Method;
    let methods = [
        Method::Similarity,
        Method::Affine,
        Method::Polynomial2,
        Method::Polynomial3,
        Method::Projective,
        Method::ThinPlateSpline,
        Method::Collocation,
    ];
    methods.iter().for_each(|method| has(glossary::METHODS, method.as_str()));
    use locus_model::Status;
    let statuses = [Status::Seen, Status::Testified, Status::Inferred, Status::Assumed];
    statuses.iter().for_each(|status| has(glossary::STATUSES, status.as_str()));
    for glossary in glossary::ALL {
        let slugs: BTreeSet<&str> = glossary.iter().map(|(slug, _)| *slug).collect();
        assert_eq!(slugs.len(), glossary.len(), "{glossary:?}");
    }
}

#[test]
fn radii_are_rounded_up_and_only_as_far_as_needed() {
    assert_eq!(radius(0.857), "0.86 m");
    assert_eq!(radius(0.851), "0.86 m");
    assert_eq!(radius(3.0), "3 m");
    assert_eq!(radius(0.29), "0.29 m");
    assert_eq!(metres(-0.001), "0 m");
    assert_eq!(metres(2.5), "2.5 m");
}

#[test]
fn what_rounds_to_nothing_is_not_told_as_nothing() {
    assert_eq!(residual(0.0, Language::En), "less than 0.01 m");
    assert_eq!(residual(0.0049, Language::Ko), "0.01 m 미만");
    assert_eq!(residual(0.057, Language::En), "0.06 m");
}

#[test]
fn values_are_as_fine_as_their_standard_deviation() {
    assert_eq!(interval(10.04, 0.141, [9.763, 10.317]), ["10.0 m", "9.7 m", "10.4 m"]);
    assert_eq!(interval(10.04, 0.1, [9.844, 10.236]), ["10.0 m", "9.8 m", "10.3 m"]);
    assert_eq!(interval(10.04, 0.0999, [9.844, 10.236]), ["10.04 m", "9.84 m", "10.24 m"]);
    assert_eq!(interval(153.4, 4.2, [145.1, 161.7]), ["153 m", "145 m", "162 m"]);
    assert_eq!(interval(153.4, 12.0, [129.8, 177.0]), ["150 m", "120 m", "180 m"]);
    assert_eq!(interval(5.0, 0.0, [5.0, 5.0]), ["5.00 m", "5.00 m", "5.00 m"]);
}

proptest! {
    #[test]
    fn an_interval_in_words_holds_the_interval(value in 0.0..500.0f64, sd in 0.0..90.0f64) {
        let ends = [(value - 1.96 * sd).max(0.0), value + 1.96 * sd];
        let told = interval(value, sd, ends).map(|text| text.trim_end_matches(" m").parse::<f64>().unwrap());
        prop_assert!(told[1] <= ends[0] + 1e-6 && told[2] >= ends[1] - 1e-6, "{told:?} {ends:?}");
    }

    #[test]
    fn what_is_filled_in_stays_as_it_is(value in "\\PC*") {
        let said = NO_SUCH_VIEW.with(Language::En, &[("title", &value)]);
        prop_assert_eq!(said, format!("There is no view named \"{value}\"."));
    }

    #[test]
    fn a_radius_in_words_is_never_smaller_than_the_radius(value in 0.001..5000.0f64) {
        let said: f64 = radius(value).trim_end_matches(" m").parse().unwrap();
        prop_assert!(said >= value - 1e-8 && said - value < 0.0101, "{said} for {value}");
    }
}
