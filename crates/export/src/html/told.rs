//! Accounts, contradictions, assumptions, limits and notes: what must be read beside every picture.

use super::markup::{Markup, anchor, in_both, tag, visible};
use super::words::{self, Words};
use crate::Facility;
use locus_publish::{Bundle, BundleHypothesis};
use locus_viewer_core::answer::{answer, claim};
use locus_viewer_core::basis::is_contested;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::words::glossary::{self, CONSENTS, DEFAULTS, RULES, VANTAGES};
use locus_viewer_core::words::{metres, time};
use serde_json::Value;

/// Who spoke, as far as pseudonyms say, and what they drew.
pub fn accounts(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    let rows = bundle.accounts.iter().map(|account| {
        let vantage = in_both(|language| {
            account.vantage.as_deref().map(|v| glossary::name(VANTAGES, v, language)).unwrap_or_default().into()
        });
        let stay = in_both(|l| account.stay.as_deref().map(|stay| time::when(stay, l)).unwrap_or_default().into());
        let consent = in_both(|language| glossary::name(CONSENTS, &account.consent, language).into());
        let sheets = bundle.sheets.iter().filter(|sheet| sheet.account == account.id);
        let links = sheets.map(|sheet| {
            let [_, link] = anchor("sheet", &sheet.id);
            tag("li", &[], [tag("a", &[("href", &link)], sheet.id.as_str())])
        });
        let known = [tag("p", &[], vantage), tag("p", &[], stay)];
        let cells = [
            tag("th", &[("scope", "row")], account.id.as_str()),
            tag("td", &[], known),
            tag("td", &[], consent),
            tag("td", &[], [tag("ul", &[], links.collect::<Markup>())]),
        ];
        tag("tr", &[], cells)
    });
    let columns = [words::ACCOUNT, words::KNOWN_OF, words::CONSENT, words::SHEETS];
    [tag("p", &[], words::ACCOUNTS_ARE), table(words::ACCOUNTS, columns, rows.collect())].into()
}

fn table<const N: usize>(caption: Words, columns: [Words; N], rows: Markup) -> Markup {
    let heads = columns.map(|words| tag("th", &[("scope", "col")], words));
    let head = tag("thead", &[], [tag("tr", &[], heads)]);
    let caption = tag("caption", &[("class", "hidden")], caption);
    tag("div", &[("class", "wide")], [tag("table", &[], [caption, head, tag("tbody", &[], rows)])])
}

/// The alternatives, and the elements that accounts disagree about.
pub fn contradictions(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    let contested: Vec<_> = bundle.elements.iter().filter(|element| is_contested(element)).collect();
    if bundle.hypotheses.is_empty() && contested.is_empty() {
        return tag("p", &[], words::CONTRADICTIONS_NONE);
    }
    let mut parts = Vec::new();
    if !bundle.hypotheses.is_empty() {
        let stories = bundle.hypotheses.iter().map(story).collect::<Vec<_>>();
        parts.extend([tag("h3", &[], words::STORIES), tag("p", &[], words::STORY_RULE), tag("ul", &[], stories)]);
    }
    if !contested.is_empty() {
        let item = |id: &str| tag("li", &[], [link(bundle, id)]);
        let items = contested.iter().map(|element| item(&element.id)).collect::<Vec<_>>();
        parts.extend([tag("h3", &[], words::DISPUTED), tag("ul", &[("class", "columns")], items)]);
    }
    parts.into()
}

fn story(hypothesis: &BundleHypothesis) -> Markup {
    let first = if hypothesis.default { words::STORY_FIRST } else { words::STORY_OTHER };
    let rule = in_both(|language| glossary::name(RULES, &hypothesis.rule, language).into());
    let who = format!(" [{}] · ", hypothesis.accounts.join(", "));
    let mut parts: Vec<Markup> = vec![in_both(|language| claim(hypothesis, language).into()), who.into(), first.into()];
    if !hypothesis.drawn {
        parts.extend([Markup::from(" · "), words::STORY_WORDS.into()]);
    }
    parts.extend([Markup::from(" · "), rule, Markup::from(" · "), tag("code", &[], hypothesis.name.as_str())]);
    tag("li", &[("data-story", &hypothesis.name)], parts)
}

/// A link to the answer about an element, by its name.
fn link(bundle: &Bundle, id: &str) -> Markup {
    let [_, link] = anchor("element", id);
    let name = in_both(|language| {
        let said = answer(bundle, &Selection::Element(id.to_owned()), language);
        visible(&said.map(|said| said.title).unwrap_or_default(), id).into()
    });
    tag("a", &[("href", &link)], name)
}

/// The register of what nobody stated.
pub fn assumptions(facility: &Facility) -> Markup {
    let register = facility.notes["assumptions"].as_array().map_or(&[][..], Vec::as_slice);
    if register.is_empty() {
        return tag("p", &[], words::ASSUMPTIONS_NONE);
    }
    let entry = |entry: &Value| {
        let slug = entry["default"].as_str().unwrap_or_default();
        let elements: Vec<&str> =
            entry["elements"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let value = entry["value_m"].as_f64().map(metres).unwrap_or_default();
        let count = elements.len().to_string();
        let said = in_both(|l| words::FOR_ELEMENTS.with(l, &[("value", &value), ("n", &count)]).into());
        let items = elements.iter().map(|id| tag("li", &[], [link(facility.bundle(), id)])).collect::<Vec<_>>();
        let name = in_both(|language| glossary::name(DEFAULTS, slug, language).into());
        let open = tag("summary", &[], said);
        let list = tag("details", &[], [open, tag("ul", &[("class", "columns")], items)]);
        [tag("dt", &[], name), tag("dd", &[], list)].into()
    };
    let entries = register.iter().map(entry).collect::<Vec<Markup>>();
    [tag("p", &[], words::ASSUMPTIONS_ARE), tag("dl", &[], entries)].into()
}

/// What the page does not show, and what must not be read into it.
pub fn limits(facility: &Facility) -> Markup {
    let said =
        [words::LIMIT_STRAIGHT, words::LIMIT_IMAGERY, words::LIMIT_ABSENT, words::LIMIT_LIGHT, words::LIMIT_SCANS];
    let own = said.map(|words| tag("li", &[], words));
    let entries = facility.notes["notes"].as_array().map_or(&[][..], Vec::as_slice);
    let rows = entries.iter().map(|note| {
        let cell = |member: &str| Markup::from(note[member].as_str().unwrap_or_default());
        let says = [tag("p", &[], cell("message")), tag("p", &[("class", "remedy")], cell("remedy"))];
        let about = tag("td", &[], [tag("code", &[], cell("about"))]);
        tag("tr", &[], [tag("td", &[], cell("kind")), about, tag("td", &[("lang", "en")], says)])
    });
    let columns = [words::NOTE_KIND, words::NOTE_ABOUT, words::NOTE_SAYS];
    let notes =
        [tag("h3", &[], words::NOTES), tag("p", &[], words::NOTES_ARE), table(words::NOTES, columns, rows.collect())];
    let list = tag("ul", &[], own);
    [list].into_iter().chain(notes).collect()
}
