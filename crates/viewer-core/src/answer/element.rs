//! The answer about an element.

use super::{Answer, Asked, CropOf, Row, account, alternatives, listed};
use crate::basis::{Basis, is_contested};
use crate::doubt::height_is_assumed;
use crate::labels;
use crate::words::glossary::{self, DEFAULTS, KINDS, RULES, SOURCES, STATUSES, WITHHELD};
use crate::words::{self, metres, radius, time};
use locus_publish::{BundleElement, BundleSheet, BundleStatement};
use std::collections::BTreeSet;

/// The layers of places that have sides.
const AREAS: [&str; 3] = ["rooms", "buildings", "yards"];

/// What is known of it.
pub fn answer(of: Asked, element: &BundleElement) -> Answer {
    let named = [&element.drawn_by, &element.not_drawn_by, &element.contradicted_by].into_iter().flatten();
    let (crops, unmarked) = crops(of, element);
    Answer {
        title: title(of, element),
        subtitle: subtitle(of, element),
        rows: rows(of, element),
        accounts: account::rows(of, named),
        crops,
        statements: statements(of, element).map(|s| account::said(of, s)).collect(),
        incidents: incidents(of, element),
        warnings: warnings(of, element, &unmarked),
        sensitive: None,
    }
}

/// Its name, else what it bounds, else its id.
pub fn title(of: Asked, element: &BundleElement) -> String {
    labels::name(element, of.language).or_else(|| side_of(of, element)).unwrap_or_else(|| element.id.clone())
}

/// `wall of corridor, cell 4`: the places that have one of its sides among their own.
fn side_of(of: Asked, element: &BundleElement) -> Option<String> {
    let sides = |e: &BundleElement| -> BTreeSet<[String; 2]> {
        let nodes = e.shape.iter().flat_map(|shape| shape.nodes.windows(2));
        nodes.map(|side| [side[0].clone().min(side[1].clone()), side[0].clone().max(side[1].clone())]).collect()
    };
    let own = sides(element);
    let areas = of.bundle.elements.iter().filter(|e| AREAS.contains(&e.layer.as_str()) && e.level == element.level);
    let bounded = areas.filter(|area| !own.is_disjoint(&sides(area)));
    let names: BTreeSet<String> = bounded.filter_map(|area| labels::name(area, of.language)).collect();
    let places = names.into_iter().collect::<Vec<String>>().join(", ");
    let kind = glossary::name(KINDS, &element.kind, of.language);
    (!places.is_empty()).then(|| of.fill(words::SIDE_OF, &[("kind", &kind), ("places", &places)]))
}

fn subtitle(of: Asked, element: &BundleElement) -> String {
    let status = match Basis::of(element) {
        Basis::Assumed => "assumed",
        _ => element.status.as_str(),
    };
    let kind = glossary::name(KINDS, &element.kind, of.language);
    [kind, of.level(&element.level).to_owned(), glossary::name(STATUSES, status, of.language)].join(" · ")
}

/// What is not in the subtitle.
fn rows(of: Asked, element: &BundleElement) -> Vec<Row> {
    let language = of.language;
    let alternatives = alternatives::sentences(of, element);
    let optional = [
        height(of, element).map(|said| of.row(words::HEIGHT, said)),
        defaults(of, element).map(|said| of.row(words::DEFAULTS, said)),
        element.valid.as_ref().map(|valid| of.row(words::VALID, time::when(valid, language))),
        (!alternatives.is_empty()).then(|| of.row(words::ALTERNATIVES, alternatives.join("\n"))),
        element.key.as_ref().map(|key| of.row(words::PLACE_KEY, key.clone())),
    ];
    let mut rows = vec![
        of.row(words::STATUS, status(of, element)),
        of.row(words::DRAWN_BY, drawn_by(of, element)),
        of.row(words::NOT_DRAWN_BY, not_drawn_by(of, element)),
        of.row(words::CONTRADICTED_BY, listed(&element.contradicted_by, words::NONE_RECORDED.of(language))),
        of.row(words::INDEPENDENT, independent(of, element)),
        of.row(words::RADIUS, far_off(of, element)),
        of.row(words::OFFSET, offset(of)),
    ];
    rows.extend(optional.into_iter().flatten());
    rows.push(of.row(words::SOURCES, sources(of, element)));
    rows
}

fn status(of: Asked, element: &BundleElement) -> String {
    match (Basis::of(element), element.status.as_str()) {
        (Basis::Seen, _) => of.say(words::STATUS_SEEN),
        (Basis::Testified, _) => of.say(words::STATUS_TESTIFIED),
        (Basis::Inferred, _) => {
            // How high it is follows from a rule of its own, told with the height.
            let rules = rules(of, element, |rule| rule != "level-height");
            of.fill(words::STATUS_INFERRED, &[("rules", &rules)])
        }
        (Basis::Assumed, "assumed") => of.say(words::STATUS_ASSUMED),
        (Basis::Assumed, unknown) => of.fill(words::STATUS_UNKNOWN, &[("status", unknown)]),
    }
}

/// The rules among the sources, in words.
fn rules(of: Asked, element: &BundleElement, wanted: impl Fn(&str) -> bool) -> String {
    let rules = element.sources.iter().filter_map(|source| source.strip_prefix("rule:")).filter(|rule| wanted(rule));
    let named: Vec<String> = rules.map(|rule| glossary::name(RULES, rule, of.language)).collect();
    listed(&named, words::RULE_UNNAMED.of(of.language))
}

fn drawn_by(of: Asked, element: &BundleElement) -> String {
    let who = listed(&element.drawn_by, words::NOBODY.of(of.language));
    let derived = Basis::of(element) == Basis::Inferred && !element.drawn_by.is_empty();
    if derived { of.fill(words::INFERRED_FROM, &[("who", &who)]) } else { who }
}

fn not_drawn_by(of: Asked, element: &BundleElement) -> String {
    if element.not_drawn_by.is_empty() {
        return of.say(words::NONE_RECORDED);
    }
    of.fill(words::LEFT_OUT, &[("who", &element.not_drawn_by.join(", "))])
}

fn independent(of: Asked, element: &BundleElement) -> String {
    let [independent, all] = [element.independent_accounts, element.drawn_by.len()].map(|n| n.to_string());
    of.fill(words::COUNTED, &[("independent", &independent), ("all", &all)])
}

fn far_off(of: Asked, element: &BundleElement) -> String {
    match element.radius95_m {
        Some(r) => of.fill(words::RADIUS_IS, &[("radius", &radius(r))]),
        None => of.say(words::RADIUS_UNKNOWN),
    }
}

/// The imagery's own offset, which no radius includes.
pub fn offset(of: Asked) -> String {
    let one = |image: &locus_publish::BundleImagery| {
        let stated = image.absolute_radius95_m.map(radius);
        format!("{}: {}", image.id, stated.unwrap_or_else(|| of.say(words::NOT_STATED)))
    };
    let list: Vec<String> = of.bundle.imagery.iter().map(one).collect();
    if list.is_empty() { of.say(words::NO_IMAGERY) } else { of.fill(words::OFFSET_IS, &[("list", &list.join(", "))]) }
}

fn height(of: Asked, element: &BundleElement) -> Option<String> {
    let height = metres(element.height_m?);
    let words = match element.height_basis.as_deref() {
        _ if height_is_assumed(element) => words::HEIGHT_DEFAULT,
        Some("stated") => words::HEIGHT_STATED,
        Some("shadow") => words::HEIGHT_SHADOW,
        Some("rule") => words::HEIGHT_RULE,
        _ => words::HEIGHT_UNKNOWN,
    };
    let rules = rules(of, element, |rule| rule == "level-height");
    Some(of.fill(words, &[("height", &height), ("rules", &rules)]))
}

/// Every dimension that nobody stated; none of them may go unnamed.
fn defaults(of: Asked, element: &BundleElement) -> Option<String> {
    let one =
        |(name, value): (&String, &f64)| format!("{} {}", glossary::name(DEFAULTS, name, of.language), metres(*value));
    let list: Vec<String> = element.assumed.iter().map(one).collect();
    (!list.is_empty()).then(|| of.fill(words::DEFAULTS_ARE, &[("list", &list.join(", "))]))
}

/// The sources, one line a kind.
fn sources(of: Asked, element: &BundleElement) -> String {
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for source in &element.sources {
        let (kind, rest) = source.split_once(':').unwrap_or(("", source));
        let named = match kind {
            "rule" => glossary::name(RULES, rest, of.language),
            "default" => glossary::name(DEFAULTS, rest, of.language),
            "withheld" => glossary::name(WITHHELD, rest, of.language),
            _ => rest.to_owned(),
        };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, all)) => all.push(named),
            None => kinds.push((kind, vec![named])),
        }
    }
    let line = |(kind, all): &(&str, Vec<String>)| match *kind {
        "" => all.join(", "),
        kind => format!("{}: {}", glossary::name(SOURCES, kind, of.language), all.join(", ")),
    };
    let lines: Vec<String> = kinds.iter().map(line).collect();
    if lines.is_empty() { of.say(words::NONE_RECORDED) } else { lines.join("\n") }
}

/// Where the sheets show it, by sheet, and the sheets of which the place on the scan is not published.
fn crops(of: Asked, element: &BundleElement) -> (Vec<CropOf>, BTreeSet<String>) {
    let strokes: BTreeSet<&str> = element.sources.iter().filter_map(|s| s.strip_prefix("stroke:")).collect();
    let sheets: BTreeSet<&str> = strokes.iter().filter_map(|s| s.split_once('/')).map(|(sheet, _)| sheet).collect();
    let (mut crops, mut unmarked) = (Vec::new(), BTreeSet::new());
    for id in sheets {
        let sheet = of.bundle.sheets.iter().find(|sheet| sheet.id == id);
        match sheet.and_then(|sheet| crop(sheet, |stroke| strokes.contains(stroke))) {
            Some(crop) => crops.push(crop),
            None => drop(unmarked.insert(id.to_owned())),
        }
    }
    (crops, unmarked)
}

/// The wanted strokes of a sheet, where their pixels are published.
pub fn crop(sheet: &BundleSheet, wanted: impl Fn(&str) -> bool) -> Option<CropOf> {
    let strokes = sheet.strokes.iter().filter(|stroke| wanted(&stroke.id) && !stroke.px.is_empty());
    let strokes: Vec<_> = strokes.map(|stroke| stroke.px.clone()).collect();
    let (id, account, image) = (sheet.id.clone(), sheet.account.clone(), sheet.image.clone());
    (!strokes.is_empty()).then_some(CropOf { sheet: id, account, strokes, image })
}

/// What was said about its place, or is among its sources.
fn statements<'a>(of: Asked<'a>, element: &'a BundleElement) -> impl Iterator<Item = &'a BundleStatement> {
    let of_key = element.key.as_ref().and_then(|key| of.bundle.statements_by_key.get(key));
    let of_key = of_key.into_iter().flatten().map(String::as_str);
    let sourced = element.sources.iter().filter_map(|source| source.strip_prefix("statement:"));
    let ids: BTreeSet<&str> = of_key.chain(sourced).collect();
    of.bundle.statements.iter().filter(move |statement| ids.contains(statement.id.as_str()))
}

/// Incidents that stand at it, or whose place is its key or a part of it.
fn incidents(of: Asked, element: &BundleElement) -> Vec<String> {
    let part = |place: &String| {
        let rest = element.key.as_ref().and_then(|key| place.strip_prefix(key.as_str()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let all = of.bundle.incidents.iter();
    let here = all.filter(|i| i.place_id.as_ref() == Some(&element.id) || i.place.as_ref().is_some_and(part));
    here.map(|incident| incident.id.clone()).collect()
}

fn warnings(of: Asked, element: &BundleElement, unmarked: &BTreeSet<String>) -> Vec<String> {
    let basis = Basis::of(element);
    let one_voice = basis != Basis::Seen && element.independent_accounts == 1;
    let not_first = element.hypothesis.is_some() && element.hypothesis_default != Some(true);
    let said = [
        (is_contested(element), words::WARN_CONTESTED),
        (not_first, words::WARN_NOT_FIRST),
        (basis == Basis::Assumed, words::WARN_ASSUMED),
        (one_voice, words::WARN_ONE_VOICE),
        (height_is_assumed(element), words::WARN_HEIGHT),
        (element.glb_node.is_none(), words::WARN_NO_MODEL),
    ];
    let mut warnings: Vec<String> = said.into_iter().filter(|(so, _)| *so).map(|(_, words)| of.say(words)).collect();
    if !unmarked.is_empty() {
        let list: Vec<&str> = unmarked.iter().map(String::as_str).collect();
        warnings.push(of.fill(words::WARN_NO_STROKES, &[("list", &list.join(", "))]));
    }
    warnings
}
