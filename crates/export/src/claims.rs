//! What is claimed about an element, as indoor maps, city models and building models carry it beside the geometry.

use crate::Facility;
use locus_publish::{Bundle, BundleElement, BundleHypothesis};
use locus_viewer_core::answer::{answer, claim};
use locus_viewer_core::doubt::height_is_assumed;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::words::glossary::{self, STATUSES};
use serde_json::{Map, Value, json};

/// The claims by name, each name after `prefix`, in the order in which a person would ask.
///
/// What is not known is absent. Lengths are metres; `radius95_m` is the radius of the circle that holds 95 %. The words
/// (`status_*`, `warnings_*`) are those of the viewer, in English and Korean.
pub fn claims(facility: &Facility, element: &BundleElement, prefix: &str) -> Map<String, Value> {
    let [en, ko] = [Language::En, Language::Ko];
    let status = |language| json!(glossary::name(STATUSES, &element.status, language));
    let said = [
        ("id", Some(json!(element.id))),
        ("kind", Some(json!(element.kind))),
        ("key", element.key.as_ref().map(|key| json!(key))),
        ("level", Some(json!(element.level))),
        ("host", element.host.as_ref().map(|host| json!(host))),
        ("status", Some(json!(element.status))),
        ("status_en", Some(status(en))),
        ("status_ko", Some(status(ko))),
        ("independent_accounts", Some(json!(element.independent_accounts))),
        ("drawn_by", Some(json!(element.drawn_by))),
        ("not_drawn_by", Some(json!(element.not_drawn_by))),
        ("contradicted_by", Some(json!(element.contradicted_by))),
        ("sources", Some(json!(element.sources))),
        ("radius95_m", element.radius95_m.map(|radius| json!(radius))),
        ("height_m", element.height_m.map(|height| json!(height))),
        ("height_basis", element.height_basis.as_ref().map(|basis| json!(basis))),
        ("height_assumed", height_is_assumed(element).then(|| json!(true))),
        ("assumed", (!element.assumed.is_empty()).then(|| json!(element.assumed))),
        ("hypothesis", element.hypothesis.as_ref().map(|name| json!(name))),
        ("hypothesis_default", element.hypothesis_default.map(|first| json!(first))),
        ("alternatives", some(alternatives(facility.bundle(), element))),
        ("valid", element.valid.as_ref().map(|valid| json!(valid))),
        ("warnings_en", some(warnings(facility, element, en))),
        ("warnings_ko", some(warnings(facility, element, ko))),
    ];
    said.into_iter().filter_map(|(name, value)| Some((format!("{prefix}{name}"), value?))).collect()
}

/// The claims about what is not drawn: the elements of every alternative that is not shown first, then those that the
/// format cannot draw.
pub fn not_drawn<'a>(
    facility: &'a Facility,
    cannot: impl IntoIterator<Item = &'a BundleElement>,
    prefix: &str,
) -> Vec<Map<String, Value>> {
    hidden(facility.bundle()).chain(cannot).map(|element| claims(facility, element, prefix)).collect()
}

/// The elements of every alternative that is not shown first.
pub fn hidden(bundle: &Bundle) -> impl Iterator<Item = &BundleElement> {
    bundle.elements.iter().filter(|e| e.hypothesis.is_some() && e.hypothesis_default != Some(true))
}

/// Name in English, else the key of the place; name in Korean where it has one.
pub fn names(element: &BundleElement) -> [Option<&str>; 2] {
    let own = |language: Language| element.name.as_ref().and_then(|name| language.own(name));
    [own(Language::En).or(element.key.as_deref()), own(Language::Ko)]
}

/// The stories of the disagreement that an element belongs to.
fn alternatives(bundle: &Bundle, element: &BundleElement) -> Vec<Value> {
    let own = bundle.hypotheses.iter().find(|h| element.hypothesis.as_ref() == Some(&h.name));
    let same = |h: &&BundleHypothesis| own.is_some_and(|own| own.about == h.about);
    bundle.hypotheses.iter().filter(same).map(alternative).collect()
}

/// A story: what it says, who says so, and whether it is shown first, which is no finding of what is true.
fn alternative(of: &BundleHypothesis) -> Value {
    json!({
        "name": of.name,
        "claim_en": claim(of, Language::En),
        "claim_ko": claim(of, Language::Ko),
        "accounts": of.accounts,
        "shown_first": of.default,
        "rule": of.rule,
    })
}

fn warnings(facility: &Facility, element: &BundleElement, language: Language) -> Vec<Value> {
    let answer = answer(facility.bundle(), &Selection::Element(element.id.clone()), language);
    answer.into_iter().flat_map(|answer| answer.warnings).map(Value::from).collect()
}

fn some(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::Array(list))
}
