//! The stories that cannot all be true.

use super::{Asked, listed};
use crate::language::Language;
use crate::words::glossary::{self, RULES};
use crate::words::{self, Words};
use locus_publish::{BundleElement, BundleHypothesis};

/// The alternatives an element belongs to or that are about its place, and the rule that orders them.
pub fn sentences(of: Asked, element: &BundleElement) -> Vec<String> {
    let own = element.hypothesis.as_deref();
    let about_own = of.bundle.hypotheses.iter().filter(|h| own == Some(h.name.as_str())).map(|h| h.about.as_str());
    let about: Vec<&str> = about_own.collect();
    let concerns = |h: &&BundleHypothesis| {
        about.contains(&h.about.as_str())
            || element.key.as_deref().is_some_and(|key| places(&h.about).any(|p| p == key))
    };
    let all: Vec<&BundleHypothesis> = of.bundle.hypotheses.iter().filter(concerns).collect();
    let mut sentences: Vec<String> = all.iter().map(|h| sentence(of, h)).collect();
    let mut rules: Vec<&str> = all.iter().map(|h| h.rule.as_str()).collect();
    rules.dedup();
    let ruled = |rule: &str| of.fill(words::ALTERNATIVE_RULE, &[("rule", &glossary::name(RULES, rule, of.language))]);
    sentences.extend(rules.into_iter().map(ruled));
    sentences
}

fn sentence(of: Asked, hypothesis: &BundleHypothesis) -> String {
    let words = if hypothesis.default { words::ALTERNATIVE_FIRST } else { words::ALTERNATIVE_OTHER };
    let who = listed(&hypothesis.accounts, words::NOBODY.of(of.language));
    of.fill(words, &[("claim", &claim(hypothesis, of.language)), ("who", &who)])
}

/// What an alternative says, in this language. Claims are published in English; in Korean its name is put into words.
pub fn claim(hypothesis: &BundleHypothesis, language: Language) -> String {
    let own = language.own(&hypothesis.claim);
    let published = || hypothesis.claim.any().unwrap_or(&hypothesis.name).to_owned();
    own.map(str::to_owned).or_else(|| from_name(hypothesis, language)).unwrap_or_else(published)
}

/// `block:cell=5`, `gate:joins=yard+outside`, `a,b,c:order=as-drawn` in words.
fn from_name(hypothesis: &BundleHypothesis, language: Language) -> Option<String> {
    let which = hypothesis.name.strip_prefix(&hypothesis.about)?.strip_prefix('=')?;
    let (place, what) = hypothesis.about.rsplit_once(':')?;
    let fill = |words: Words, what: &str| {
        let n = which.split(',').next().unwrap_or(which);
        words.with(language, &[("place", place), ("what", what), ("n", n)])
    };
    let subject = || glossary::name(glossary::STATEMENTS, what, language);
    match (what, which) {
        ("joins", _) => Some(fill(words::CLAIM_JOINS, &which.replace('+', ", "))),
        (_, "as-drawn") => Some(fill(words::CLAIM_AS_DRAWN, &subject())),
        (_, "as-stated") => Some(fill(words::CLAIM_AS_STATED, &subject())),
        _ if which.starts_with(|c: char| c.is_ascii_digit()) => Some(fill(words::CLAIM_COUNT, what)),
        _ => None,
    }
}

/// The places that a disagreement is about.
fn places(about: &str) -> impl Iterator<Item = &str> {
    about.rsplit_once(':').map_or(about, |(places, _)| places).split(',')
}
