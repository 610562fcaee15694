//! The viewer's answer to a click, as an article in both languages.

use super::markup::{Markup, anchor, blocks_in_both, tag, visible};
use super::words;
use locus_publish::Bundle;
use locus_viewer_core::answer::{self, Answer, CropOf, Row, Said};
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;

/// What is known of a thing: who says so, who does not, how far off it may be, what was assumed.
pub fn article(bundle: &Bundle, selection: &Selection) -> Markup {
    let (kind, id) = match selection {
        Selection::Element(id) => ("element", id),
        Selection::Incident(id) => ("incident", id),
        Selection::Sheet(id) => ("sheet", id),
    };
    let [name, _] = anchor(kind, id);
    let inside = blocks_in_both(|language| {
        answer::answer(bundle, selection, language)
            .map(|answer| content(bundle, kind, id, &answer, language))
            .unwrap_or_default()
    });
    tag("article", &[("class", "answer"), ("id", &name), ("data-kind", kind), ("data-id", id)], inside)
}

fn content(bundle: &Bundle, kind: &'static str, id: &str, answer: &Answer, language: Language) -> Markup {
    let say = |words: words::Words| words.of(language);
    let warnings = answer.warnings.iter().map(|warning| tag("li", &[], warning.as_str())).collect::<Vec<_>>();
    let incidents = answer.incidents.iter().map(|id| tag("li", &[], incident(bundle, id, language)));
    let mut parts = vec![
        tag("h3", &[], visible(&answer.title, id)),
        tag("p", &[("class", "subtitle")], answer.subtitle.as_str()),
        tag("p", &[("class", "id")], [tag("code", &[], id)]),
        listed("warnings", warnings),
        summary(kind, answer, language),
        pairs(&answer.rows),
    ];
    parts.extend(part(say(words::PEOPLE), pairs(&answer.accounts), answer.accounts.is_empty()));
    let said = answer.statements.iter().map(|said| statement(said, language)).collect::<Markup>();
    parts.extend(part(say(words::SAID), said, answer.statements.is_empty()));
    let drawn = listed("sheets", answer.crops.iter().map(|crop| sheet(crop, language)).collect());
    parts.extend(part(say(words::DRAWN_ON), drawn, answer.crops.is_empty()));
    let here = listed("incidents", incidents.collect());
    parts.extend(part(say(words::INCIDENTS_HERE), here, answer.incidents.is_empty()));
    parts.into()
}

/// A part with its heading, where there is something in it.
fn part(heading: &str, content: Markup, is_empty: bool) -> Option<Markup> {
    (!is_empty).then(|| [tag("h4", &[], heading), content].into())
}

fn listed(class: &'static str, items: Vec<Markup>) -> Markup {
    if items.is_empty() { Markup::default() } else { tag("ul", &[("class", class)], items) }
}

fn pairs(rows: &[Row]) -> Markup {
    let pair = |row: &Row| [tag("dt", &[], row.label.as_str()), tag("dd", &[], row.value.as_str())].into();
    if rows.is_empty() { Markup::default() } else { tag("dl", &[], rows.iter().map(pair).collect::<Vec<Markup>>()) }
}

/// The summary of an incident, which tells of violence: opened by hand, in the viewer too.
fn summary(kind: &str, answer: &Answer, language: Language) -> Markup {
    let own = answer.sensitive.as_ref().and_then(|text| language.of(text));
    match (kind, own) {
        ("incident", Some(text)) => {
            let open = tag("summary", &[], words::SUMMARY.of(language));
            tag("details", &[], [open, tag("p", &[], text)])
        }
        _ => Markup::default(),
    }
}

fn statement(said: &Said, language: Language) -> Markup {
    let head = [said.account.as_str(), &said.kind, &said.of.join(", "), &said.polarity];
    let value = said.value.iter().map(|value| tag("p", &[], value.as_str()));
    let at = said.at.iter().map(|at| tag("p", &[("class", "at")], words::AT.with(language, &[("at", at)])));
    let texts = said.texts.iter().enumerate().map(|(i, (spoken, text))| {
        let own = if i == 0 && said.is_original_known { words::OWN_WORDS } else { words::IN_LANGUAGE };
        let quoted = tag("q", &[("lang", spoken)], text.as_str());
        tag("p", &[], [quoted, Markup::from(format!(" ({})", own.with(language, &[("language", spoken)])))])
    });
    let id = tag("p", &[("class", "id")], [tag("code", &[], said.id.as_str())]);
    let head =
        tag("p", &[("class", "head")], head.iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(" · "));
    let parts: Markup = [head].into_iter().chain(value).chain(texts).chain(at).chain([id]).collect();
    tag("blockquote", &[], parts)
}

/// The scans themselves are no part of what is published.
fn sheet(crop: &CropOf, language: Language) -> Markup {
    let [_, link] = anchor("sheet", &crop.sheet);
    let name = words::SHEET_OF.with(language, &[("sheet", &crop.sheet), ("account", &crop.account)]);
    tag("li", &[], [tag("a", &[("href", &link)], name)])
}

fn incident(bundle: &Bundle, id: &str, language: Language) -> [Markup; 1] {
    let title = bundle.incidents.iter().find(|incident| incident.id == id);
    let title = title.and_then(|incident| language.of(&incident.title)).unwrap_or(id);
    let [_, link] = anchor("incident", id);
    [tag("a", &[("href", &link)], visible(title, id))]
}
