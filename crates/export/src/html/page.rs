//! The document: what it allows itself, its landmarks, its sections, its stamp.

use super::markup::{Markup, in_both, shown, tag, verbatim, void};
use super::words::{self, Words};
use super::{incidents, plan, register, scene, stage, told, views};
use crate::{ExportError, Facility};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt::rgb;
use locus_viewer_core::words::time;
use sha2::{Digest, Sha256};

/// Built from `web/` by esbuild.
const SCRIPT: &str = include_str!("../../assets/page.js");
const STYLE: &str = include_str!("../../web/page.css");

/// The whole page.
pub fn document(facility: &Facility) -> Result<String, ExportError> {
    let views = views::all(facility);
    let data = scene::json(facility, &views::cameras(&views))?;
    let style = format!("{}{STYLE}", colours());
    let data = verbatim("script", &[("type", "application/json"), ("id", "scene")], &data);
    let script = verbatim("script", &[], SCRIPT);
    let body = tag("body", &[], [header(facility), main(facility, &views)?, footer(facility), data, script]);
    let page = tag("html", &[("lang", "en")], [head(facility, &style), body]);
    Ok(format!("<!DOCTYPE html>\n{}\n", page.into_string()))
}

fn head(facility: &Facility, style: &str) -> Markup {
    let case = &facility.bundle().case;
    let title = case.name.any().unwrap_or(&case.id);
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(style)
    );
    let parts = [
        void("meta", &[("charset", "utf-8")]),
        void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]),
        void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        void("meta", &[("name", "referrer"), ("content", "no-referrer")]),
        void("meta", &[("name", "robots"), ("content", "noindex")]),
        void("link", &[("rel", "icon"), ("href", "data:,")]),
        tag("title", &[], title),
        verbatim("style", &[], style),
    ];
    tag("head", &[], parts)
}

/// The source expression of an inline element, by what stands in it.
fn hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The colours of the bases, from the viewer's table.
fn colours() -> String {
    let named = [Basis::Seen, Basis::Testified, Basis::Inferred, Basis::Assumed];
    let of = |basis: Basis| {
        let [r, g, b] = rgb(basis);
        let name = match basis {
            Basis::Seen => "seen",
            Basis::Testified => "testified",
            Basis::Inferred => "inferred",
            Basis::Assumed => "assumed",
        };
        // Floors are the lighter twins of walls, as in the viewer.
        let [fr, fg, fb] = [r, g, b].map(|c| 255 - (255 - c) / 5 * 2);
        format!("--{name}:#{r:02x}{g:02x}{b:02x};--{name}-floor:#{fr:02x}{fg:02x}{fb:02x};")
    };
    format!(":root{{{}}}\n", named.map(of).concat())
}

fn header(facility: &Facility) -> Markup {
    let case = &facility.bundle().case;
    let name = in_both(|language| language.of(&case.name).unwrap_or(&case.id).into());
    let skip = tag("a", &[("class", "skip"), ("href", "#content")], words::SKIP);
    let heading = tag("h1", &[], [name, Markup::from(" "), tag("code", &[], case.id.as_str())]);
    let title = tag("div", &[("class", "title")], [heading, language()]);
    tag("header", &[], [skip, title, tag("p", &[("class", "key")], words::KEY_SENTENCE)])
}

/// The two languages. The style sheet reads these buttons, so they work without scripts.
fn language() -> Markup {
    let choice = |id: &'static str, name: &'static str, checked: bool| {
        let mut attributes = vec![("type", "radio"), ("name", "language"), ("id", id), ("autocomplete", "off")];
        attributes.extend(checked.then_some(("checked", "")));
        Markup::from([void("input", &attributes), tag("label", &[("for", id), ("lang", &id[9..])], name)])
    };
    let legend = tag("legend", &[("class", "hidden")], words::LANGUAGE);
    let choices = [legend, choice("language-en", "English", true), choice("language-ko", "한국어", false)];
    tag("fieldset", &[("class", "language")], choices)
}

/// A section of the page: its id, its heading, its content.
type Section = (&'static str, Words, Markup);

fn main(facility: &Facility, views: &[views::View]) -> Result<Markup, ExportError> {
    let pictures = views::pictures(facility, views)?;
    let plans = [tag("p", &[], words::PLANS_ARE), plan::figures(facility)].into();
    let answers = [tag("p", &[], words::ANSWERS_ARE), register::answers(facility)].into();
    let sections: [Section; 11] = [
        ("model", words::MODEL, stage::section(facility, views)),
        ("plans", words::PLANS, plans),
        ("views", words::VIEWS, pictures),
        ("incidents", words::INCIDENTS, incidents::section(facility)),
        ("contradictions", words::CONTRADICTIONS, told::contradictions(facility)),
        ("assumptions", words::ASSUMPTIONS, told::assumptions(facility)),
        ("limits", words::LIMITS, told::limits(facility)),
        ("accounts", words::ACCOUNTS, told::accounts(facility)),
        ("facility", words::FACILITY, about(facility)),
        ("elements", words::ELEMENTS, register::table(facility)),
        ("answers", words::ANSWERS, answers),
    ];
    let link = |(id, words, _): &Section| {
        let link = format!("#{id}");
        tag("li", &[], [tag("a", &[("href", &link)], *words)])
    };
    let contents = tag("ul", &[], sections.iter().map(link).collect::<Markup>());
    let label = tag("h2", &[("id", "contents"), ("class", "hidden")], words::CONTENTS);
    let nav = tag("nav", &[("aria-labelledby", "contents")], [label, contents]);
    let section = |(id, words, content): Section| {
        let name = format!("{id}-heading");
        let heading = tag("h2", &[("id", &name)], words);
        tag("section", &[("id", id), ("aria-labelledby", &name)], [heading, content])
    };
    let main = tag("main", &[("id", "content"), ("tabindex", "-1")], sections.map(section));
    Ok([nav, tag("div", &[("class", "columns-of-page")], [main, stage::panel()])].into())
}

/// What the facility is and where.
fn about(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    let (case, frame) = (&bundle.case, &bundle.frame);
    let [longitude, latitude] = frame.anchor.map(|degrees| format!("{degrees:.6}"));
    let [east, north] = frame.origin_m.map(|metres| format!("{metres:.1}"));
    let epsg = frame.epsg.to_string();
    let values = [
        ("longitude", longitude.as_str()),
        ("latitude", &latitude),
        ("crs", &frame.name),
        ("epsg", &epsg),
        ("east", &east),
        ("north", &north),
    ];
    let text = |text: &locus_model::Text| in_both(|language| language.of(text).unwrap_or_default().into());
    let rights = bundle.rights.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n");
    let kind = case.type_name.as_ref().map_or_else(|| case.facility_type.as_str().into(), text);
    let rows = [
        (words::OTHER_NAMES, (!case.aliases.is_empty()).then(|| case.aliases.join(", ").into())),
        (words::TYPE, Some(kind)),
        (words::OPERATOR, case.operator.as_ref().map(text)),
        (words::EXISTED, case.existed.as_deref().map(|when| in_both(|language| time::when(when, language).into()))),
        (words::WHERE, Some(in_both(|language| words::WHERE_IS.with(language, &values).into()))),
        (words::RIGHTS, (!rights.is_empty()).then(|| rights.into())),
    ];
    let row = |(label, value): (Words, Option<Markup>)| {
        value.map(|value| Markup::from([tag("dt", &[], label), tag("dd", &[], value)]))
    };
    let note = case.note.as_ref().map(|note| tag("p", &[], text(note)));
    let list = tag("dl", &[], rows.into_iter().filter_map(row).collect::<Markup>());
    note.into_iter().chain([list]).collect()
}

/// The stamp: whose publication this is, to be compared.
fn footer(facility: &Facility) -> Markup {
    let software = facility.bundle().software.iter().map(|(name, version)| format!("{name} {version}"));
    let software = software.collect::<Vec<_>>().join(", ");
    let exported = format!("locus {}", env!("CARGO_PKG_VERSION"));
    let row = |label: Words, value: Markup| Markup::from([tag("dt", &[], label), tag("dd", &[], value)]);
    let sha256 = tag("code", &[("id", "bundle-sha256")], facility.published.sha256.as_str());
    let rows = [
        row(words::STAMP_SHA256, sha256),
        row(words::STAMP_SOFTWARE, shown(&software).into()),
        row(words::STAMP_EXPORT, exported.into()),
    ];
    let heading = tag("h2", &[], words::STAMP);
    let compare = tag("p", &[], words::STAMP_COMPARE);
    let key = tag("p", &[("class", "key")], words::KEY_SENTENCE);
    tag("footer", &[], [heading, tag("dl", &[], rows), compare, key])
}
