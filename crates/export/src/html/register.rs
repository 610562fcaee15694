//! The elements as a table, and every answer in full.

use super::answer::article;
use super::markup::{Markup, anchor, in_both, tag, visible, void};
use super::plan::basis;
use super::words::{self, Words};
use crate::Facility;
use locus_publish::{Bundle, BundleElement};
use locus_viewer_core::answer::answer;
use locus_viewer_core::basis::{Basis, is_contested};
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::words::glossary::{self, KINDS};
use locus_viewer_core::words::{basis_name, radius};

/// The table of the elements, with its search box.
pub fn table(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    let heading = |words: Words| tag("th", &[("scope", "col")], words);
    let columns = [
        words::NAME,
        words::KIND,
        words::LEVEL,
        words::RESTS_ON,
        words::INDEPENDENT,
        words::RADIUS,
        words::CONTESTED_CELL,
    ];
    let head = tag("thead", &[], [tag("tr", &[], columns.map(heading))]);
    let rows = bundle.elements.iter().map(|element| row(bundle, element)).collect::<Vec<_>>();
    let caption = tag("caption", &[("class", "hidden")], words::ELEMENTS);
    [search(), tag("div", &[("class", "wide")], [tag("table", &[], [caption, head, tag("tbody", &[], rows)])])].into()
}

/// Shown by the script alone: without it there is nothing to search with.
fn search() -> Markup {
    let label = tag("label", &[("for", "search")], words::SEARCH);
    let hint = words::SEARCH_HINT.of(Language::En);
    let field = void("input", &[("type", "search"), ("id", "search"), ("placeholder", hint), ("autocomplete", "off")]);
    let found = tag("p", &[("id", "found"), ("role", "status")], "");
    tag("div", &[("class", "controls scripted")], [label, field, found])
}

fn row(bundle: &Bundle, element: &BundleElement) -> Markup {
    let [_, link] = anchor("element", &element.id);
    let name = in_both(|language| {
        let said = answer(bundle, &Selection::Element(element.id.clone()), language);
        visible(&said.map(|said| said.title).unwrap_or_default(), &element.id).into()
    });
    let level = bundle.levels.iter().find(|level| level.id == element.level);
    let level = in_both(|language| level.and_then(|level| language.of(&level.name)).unwrap_or(&element.level).into());
    let swatch = tag("span", &[("class", &format!("swatch {}", basis(element)))], "");
    let rests_on = in_both(|language| basis_name(Basis::of(element), language).into());
    let far = element.radius95_m.map_or_else(|| Markup::from(words::NO_RADIUS), |r| radius(r).into());
    let id = tag("code", &[], element.id.as_str());
    let cells = [
        tag("th", &[("scope", "row")], [tag("a", &[("href", &link)], name), void("br", &[]), id]),
        tag("td", &[], in_both(|language| glossary::name(KINDS, &element.kind, language).into())),
        tag("td", &[], level),
        tag("td", &[], [swatch, rests_on]),
        tag("td", &[("class", "number")], element.independent_accounts.to_string()),
        tag("td", &[("class", "number")], far),
        tag("td", &[], contested(element)),
    ];
    tag("tr", &[("class", "found"), ("data-id", &element.id)], cells)
}

fn contested(element: &BundleElement) -> Markup {
    let not_first = element.hypothesis.is_some() && element.hypothesis_default != Some(true);
    match (not_first, is_contested(element)) {
        (true, _) => words::ALTERNATIVE_CELL.into(),
        (false, true) => words::YES.into(),
        (false, false) => Markup::default(),
    }
}

/// The answers about every element and every drawing.
pub fn answers(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    let elements = bundle.elements.iter().map(|element| Selection::Element(element.id.clone()));
    let sheets = bundle.sheets.iter().map(|sheet| Selection::Sheet(sheet.id.clone()));
    let articles = elements.chain(sheets).map(|selection| article(bundle, &selection));
    tag("div", &[("class", "answers")], articles.collect::<Markup>())
}
