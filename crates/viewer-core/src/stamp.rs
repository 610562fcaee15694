//! The lines that every exported picture carries: of what it is, what it shows, and what it leaves out.

use crate::choices::Choices;
use crate::filter::Only;
use crate::incidents::{IncidentFilter, Selected};
use crate::language::Language;
use crate::timeline::Rule;
use crate::words::glossary::{self, LAYERS};
use crate::words::{self, Words, metres, time};
use locus_publish::Bundle;

/// Hexadecimal digits of the bundle's hash that are printed: 64 bits tell any two bundles apart by eye.
const HASH_DIGITS: usize = 16;

/// What a picture is of.
#[derive(Clone, Copy)]
pub struct Stamped<'a> {
    /// What was published.
    pub bundle: &'a Bundle,
    /// SHA-256 of `bundle.json`, lower-case hex.
    pub sha256: &'a str,
    /// What was chosen.
    pub choices: &'a Choices,
    /// What the incident filter shows.
    pub selected: &'a Selected,
    /// Height of the horizontal cut above the floor, chosen or that of a plan, metres.
    pub cut_m: Option<f64>,
    /// The view it was taken from, if that has a name.
    pub view: Option<&'a str>,
    /// What must be told of that view.
    pub notice: Option<&'a str>,
}

/// The lines, in order. The same picture has the same lines: no clock, no machine, no folder.
pub fn stamp(of: Stamped, language: Language) -> Vec<String> {
    let case = &of.bundle.case;
    let name = language.of(&case.name).unwrap_or(&case.id);
    let hash: String = of.sha256.chars().take(HASH_DIGITS).collect();
    let view = match of.view {
        Some(name) => words::STAMP_VIEW.with(language, &[("name", name)]),
        None => words::STAMP_FREE_VIEW.of(language).to_owned(),
    };
    let mut lines = vec![
        format!("{name} ({})", case.id),
        words::STAMP_BUNDLE.with(language, &[("sha256", &hash)]),
        view,
        count(of, language),
    ];
    lines.extend(of.notice.map(str::to_owned));
    lines.extend(plan_filters(of, language));
    lines.extend(incidents(of, language));
    lines.extend(layers(of, language));
    let software: Vec<String> = of.bundle.software.iter().map(|(name, version)| format!("{name} {version}")).collect();
    lines.extend(list(words::STAMP_SOFTWARE, language, software));
    lines
}

fn list(words: Words, language: Language, items: Vec<String>) -> Option<String> {
    (!items.is_empty()).then(|| words.with(language, &[("list", &items.join(", "))]))
}

fn count(of: Stamped, language: Language) -> String {
    let visible = of.choices.filter.visible(of.bundle);
    let [shown, all] = [visible.iter().filter(|v| **v).count(), visible.len()].map(|n| n.to_string());
    let whole = shown == all && of.cut_m.is_none() && of.choices.vertical_cut.is_none();
    let words = if whole { words::STAMP_ALL } else { words::STAMP_SOME };
    words.with(language, &[("shown", &shown), ("all", &all)])
}

/// What hides elements, and which alternatives stand for others.
fn plan_filters(of: Stamped, language: Language) -> Vec<String> {
    let (bundle, filter) = (of.bundle, &of.choices.filter);
    let named_level = |id: &String| {
        let level = bundle.levels.iter().find(|level| level.id == *id);
        let name = level.and_then(|level| language.of(&level.name)).unwrap_or(id);
        words::STAMP_LEVEL.with(language, &[("name", name)])
    };
    let only = match filter.only {
        Only::All => None,
        Only::Testified => Some(words::STAMP_TESTIFIED.of(language).to_owned()),
        Only::Seen => Some(words::STAMP_SEEN.of(language).to_owned()),
    };
    let bases = filter.hidden_bases.iter().map(|basis| words::basis_name(*basis, language)).collect();
    let hidden = filter.hidden_layers.iter().map(|layer| glossary::name(LAYERS, layer, language)).collect();
    let told = filter.told(bundle);
    let stories = bundle.hypotheses.iter().filter(|h| told.contains(h.name.as_str()));
    let stories = stories.map(|h| crate::answer::claim(h, language)).collect();
    let cut = of.cut_m.map(|height| words::STAMP_CUT.with(language, &[("height", &metres(height))]));
    let vertical = of.choices.vertical_cut.as_ref().map(|_| words::STAMP_VERTICAL_CUT.of(language).to_owned());
    let lines = [
        filter.level.as_ref().map(named_level),
        only,
        list(words::STAMP_BASES, language, bases),
        list(words::STAMP_LAYERS, language, hidden),
        list(words::STAMP_ALTERNATIVES, language, stories),
        cut,
        vertical,
    ];
    lines.into_iter().flatten().collect()
}

fn incidents(of: Stamped, language: Language) -> Vec<String> {
    let [all, hidden] = [of.bundle.incidents.len(), of.selected.hidden_by_filter].map(|n| n.to_string());
    let filters = incident_filters(of.bundle, &of.choices.incidents, language).join(", ");
    let words = if filters.is_empty() { words::STAMP_INCIDENTS_ALL } else { words::STAMP_INCIDENTS };
    let said = words.with(language, &[("all", &all), ("hidden", &hidden), ("list", &filters)]);
    let unmarked = of.selected.unplaced.len() + of.selected.elsewhere.len();
    let without = || words::STAMP_UNMARKED.with(language, &[("n", &unmarked.to_string())]);
    [(!of.bundle.incidents.is_empty()).then_some(said), (unmarked > 0).then(without)].into_iter().flatten().collect()
}

/// The incident filters in force, in words.
pub fn incident_filters(bundle: &Bundle, filter: &IncidentFilter, language: Language) -> Vec<String> {
    let range = filter.range.as_ref().map(|range| {
        let words = match filter.rule {
            Rule::Overlaps => words::FILTER_RANGE_OVERLAPS,
            Rule::CertainlyWithin => words::FILTER_RANGE_WITHIN,
        };
        words.with(language, &[("when", &time::when(range.edtf().as_str(), language))])
    });
    let categories = filter.hidden_categories.iter().map(|slug| category(bundle, slug, language)).collect();
    let grade = |grade: u8| words::FILTER_CREDIBILITY.with(language, &[("grade", &grade.to_string())]);
    let place = |id: &String| words::FILTER_PLACE.with(language, &[("name", place(bundle, id, language))]);
    let text = || words::FILTER_TEXT.with(language, &[("text", &filter.text)]);
    let filters = [
        range,
        (!filter.undated).then(|| words::FILTER_NO_UNDATED.of(language).to_owned()),
        list(words::FILTER_CATEGORIES, language, categories),
        list(words::FILTER_ACCOUNTS, language, filter.accounts.iter().cloned().collect()),
        filter.credibility_at_most.map(grade),
        (!filter.uncredited).then(|| words::FILTER_NO_UNCREDITED.of(language).to_owned()),
        filter.place.as_ref().map(place),
        (!filter.text.is_empty()).then(text),
    ];
    filters.into_iter().flatten().collect()
}

fn category(bundle: &Bundle, slug: &str, language: Language) -> String {
    let same = bundle.incidents.iter().filter(|incident| incident.category.as_deref() == Some(slug));
    let name = same.filter_map(|incident| language.of(incident.category_name.as_ref()?)).next();
    match (slug, name) {
        ("", _) => words::FILTER_NO_CATEGORY.of(language).to_owned(),
        (slug, name) => name.unwrap_or(slug).to_owned(),
    }
}

fn place<'a>(bundle: &'a Bundle, id: &'a str, language: Language) -> &'a str {
    let here = bundle.elements.iter().filter(|e| e.id == id || e.key.as_deref() == Some(id));
    here.filter_map(|e| language.of(e.name.as_ref()?)).next().unwrap_or(id)
}

/// What lies on the ground, and which signs of doubt are off.
fn layers(of: Stamped, language: Language) -> Vec<String> {
    let choices = of.choices;
    let opacity = percent(choices.sheet_opacity);
    let sheets: Vec<&str> = choices.sheets.iter().map(String::as_str).collect();
    let values = [("list", sheets.join(", ")), ("opacity", opacity)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let channels = [
        (choices.doubt.basis, words::CHANNEL_BASIS),
        (choices.doubt.support, words::CHANNEL_SUPPORT),
        (choices.doubt.contested, words::CHANNEL_CONTESTED),
        (choices.doubt.uncertainty, words::CHANNEL_UNCERTAINTY),
    ];
    let off = channels.iter().filter(|(on, _)| !on).map(|(_, words)| words.of(language).to_owned()).collect();
    let lines = [
        list(words::STAMP_NO_DOUBT, language, off),
        Some(ground(of, language)),
        (!sheets.is_empty()).then(|| words::STAMP_SHEETS.with(language, &values)),
        list(words::STAMP_STROKES, language, choices.strokes.iter().cloned().collect()),
        choices.pins.then(|| words::STAMP_PINS.of(language).to_owned()),
    ];
    lines.into_iter().flatten().collect()
}

fn ground(of: Stamped, language: Language) -> String {
    let Some(ground) = &of.bundle.ground else { return words::STAMP_NO_GROUND.of(language).to_owned() };
    let image = of.bundle.imagery.iter().find(|image| image.id == ground.imagery);
    let when = image.and_then(|image| image.acquired.as_ref()).map(|acquired| time::when(acquired, language));
    let when = when.unwrap_or_else(|| words::NOT_STATED.of(language).to_owned());
    let opacity = percent(of.choices.ground_opacity);
    let words = if opacity == "0" { words::STAMP_GROUND_OFF } else { words::STAMP_GROUND };
    words.with(language, &[("id", &ground.imagery), ("when", &when), ("opacity", &opacity)])
}

fn percent(share: f32) -> String {
    format!("{:.0}", f64::from(share.clamp(0.0, 1.0)) * 100.0)
}

#[cfg(test)]
mod tests;
