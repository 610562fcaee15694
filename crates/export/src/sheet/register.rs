//! The tables of a sheet: what is shown and who says so, what was assumed, what contradicts what, what happened where.

use super::extent::{Corners, figures};
use super::label::marked;
use super::subject::{Plan, Subject, ranges};
use super::table::Table;
use super::words::{self, both, names};
use crate::Facility;
use locus_publish::{BundleElement, BundleIncident};
use locus_viewer_core::answer::claim;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::language::Language;
use locus_viewer_core::words::glossary::{self, DEFAULTS, STATUSES};
use locus_viewer_core::words::{metres, radius, time};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the tables are made from.
pub struct Register<'a> {
    /// The facility.
    pub facility: &'a Facility,
    /// Number of every element.
    pub numbers: &'a BTreeMap<&'a str, String>,
    /// Which sheet shows a building in detail.
    pub see: &'a BTreeMap<&'a str, String>,
    /// The fused nodes.
    pub corners: &'a Corners<'a>,
}

impl Register<'_> {
    /// The tables of one sheet; `unnumbered` had no room for its number on the drawing.
    pub fn tables(&self, plan: &Plan, unnumbered: &BTreeSet<String>) -> Vec<Table> {
        let on_site = matches!(plan.subject, Subject::Site);
        let mut tables = Vec::new();
        if on_site {
            tables.push(self.incidents());
            tables.push(self.buildings(plan));
        }
        tables.push(self.contradictions(plan));
        tables.push(self.assumptions(plan));
        tables.push(self.elements(plan, unnumbered));
        if on_site {
            tables.push(self.keys());
            tables.push(self.about());
        }
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    fn number(&self, element: &BundleElement) -> String {
        self.numbers.get(element.id.as_str()).map_or_else(String::new, |number| marked(element, number))
    }

    fn named<'a>(&self, plan: &Plan<'a>) -> Vec<&'a BundleElement> {
        let mut named: Vec<&BundleElement> =
            plan.shown.iter().chain(&plan.others).copied().filter(|e| plan.names(e)).collect();
        named.sort_by_key(|e| e.id.as_str());
        named
    }

    fn elements(&self, plan: &Plan, unnumbered: &BTreeSet<String>) -> Table {
        let row = |e: &BundleElement| {
            let who = listed(&e.drawn_by);
            let independent = e.independent_accounts.to_string();
            let who = format!("{who} ({independent})");
            let off = told(e.radius95_m, radius);
            let name = e.name.as_ref().map(names).filter(|name| !name.is_empty());
            let what = name.map_or_else(|| e.id.clone(), |name| format!("{}\n{name}", e.id));
            let against = words::both_with(words::AGAINST, &[("who", &e.contradicted_by.join(", "))]);
            let who = if e.contradicted_by.is_empty() { who } else { format!("{who}\n{against}") };
            let star = if unnumbered.contains(&e.id) { "*" } else { "" };
            vec![self.number(e) + star, what, status(e), who, off, sources(e)]
        };
        let named = self.named(plan);
        let is_starred = named.iter().any(|e| unnumbered.contains(&e.id));
        Table {
            title: both(words::ELEMENTS),
            note: if is_starred { both(words::UNNUMBERED) } else { String::new() },
            columns: vec![
                (String::new(), 0.08),
                (both(words::ELEMENT), 0.27),
                (both(words::RESTS_ON), 0.15),
                (both(words::WHO), 0.21),
                (both(words::OFF), 0.08),
                (both(words::SOURCES), 0.21),
            ],
            rows: named.into_iter().map(row).collect(),
        }
    }

    fn buildings(&self, plan: &Plan) -> Table {
        let buildings = plan.shown.iter().filter(|e| e.layer == "buildings");
        let row = |e: &&BundleElement| {
            let area = self.corners.area(e).map_or_else(|| "?".to_owned(), |area| figures(&area).join(" "));
            let height = told(e.height_m, metres);
            let basis = e.height_basis.clone().unwrap_or_default();
            let see = self.see.get(e.id.as_str()).cloned().unwrap_or_default();
            let name = e.name.as_ref().map(names).unwrap_or_default();
            vec![
                self.number(e),
                format!("{}\n{name}", e.key.as_deref().unwrap_or(&e.id)),
                area,
                format!("{height} ({basis})"),
                see,
            ]
        };
        Table {
            title: both(words::BUILDINGS),
            columns: vec![
                (String::new(), 0.08),
                (both(words::BUILDING), 0.32),
                (both(words::AREA), 0.24),
                (both(words::HEIGHT), 0.2),
                (both(words::SEE), 0.16),
            ],
            rows: buildings.map(row).collect(),
            ..Table::default()
        }
    }

    /// Every default that something on the sheet is drawn with; on the site plan every default of the reconstruction.
    fn assumptions(&self, plan: &Plan) -> Table {
        let shown: BTreeSet<&str> = self.named(plan).iter().map(|e| e.id.as_str()).collect();
        let list = |name: &str| self.facility.notes.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut rows = Vec::new();
        let mut known = BTreeSet::new();
        for assumption in list("assumptions") {
            let name = text(&assumption, "default");
            let of =
                assumption.get("elements").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            let of: Vec<&String> = of.filter(|id| shown.contains(id)).filter_map(|id| self.numbers.get(id)).collect();
            if !of.is_empty() {
                let value = assumption.get("value_m").and_then(Value::as_f64).map_or_else(String::new, metres);
                rows.push(vec![in_both(|l| glossary::name(DEFAULTS, &name, l)), value, ranges(of)]);
            }
            known.insert(format!("default:{name}"));
        }
        let on_site = matches!(plan.subject, Subject::Site);
        for note in list("notes").iter().filter(|note| on_site && text(note, "kind") == "assumed") {
            let about = text(note, "about");
            if !known.contains(&about) {
                rows.push(vec![about, String::new(), text(note, "message")]);
            }
        }
        let columns = vec![(both(words::ASSUMED), 0.34), (both(words::VALUE), 0.12), (both(words::APPLIES), 0.54)];
        Table { title: both(words::ASSUMPTIONS), columns, rows, ..Table::default() }
    }

    /// On the site plan everything the evidence disagrees about; elsewhere what concerns the sheet.
    fn contradictions(&self, plan: &Plan) -> Table {
        let mut rows = match plan.subject {
            Subject::Site => self.disagreements(),
            _ => self.alternatives(plan),
        };
        if rows.is_empty() {
            rows.push(vec!["–".to_owned(), both(words::NO_CONTRADICTION)]);
        }
        let columns = vec![(both(words::ABOUT), 0.3), (both(words::SAID), 0.7)];
        Table { title: both(words::CONTRADICTIONS), columns, rows, ..Table::default() }
    }

    fn disagreements(&self) -> Vec<Vec<String>> {
        let all = self.facility.quality.get("disagreements").and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (doubts, others): (Vec<&Value>, Vec<&Value>) =
            all.iter().filter(|d| text(d, "kind") != "alternatives").partition(|d| text(d, "kind") == "doubt");
        let mut rows = self.stories(|_| true);
        rows.extend(others.into_iter().map(|d| vec![text(d, "about"), text(d, "message")]));
        if self.facility.quality.is_null() {
            rows.push(vec!["–".to_owned(), both(words::NOT_TOLD)]);
        }
        if !doubts.is_empty() {
            let count = doubts.len().to_string();
            rows.push(vec!["–".to_owned(), words::both_with(words::DOUBTS, &[("n", &count)])]);
        }
        rows
    }

    /// The alternatives that elements of this sheet belong to.
    fn alternatives(&self, plan: &Plan) -> Vec<Vec<String>> {
        let here = plan.shown.iter().chain(&plan.others).filter_map(|e| e.hypothesis.as_deref());
        let here: BTreeSet<&str> = here.collect();
        let hypotheses = &self.facility.bundle().hypotheses;
        let about: BTreeSet<&str> =
            hypotheses.iter().filter(|h| here.contains(h.name.as_str())).map(|h| h.about.as_str()).collect();
        self.stories(|of| about.contains(of))
    }

    fn stories(&self, wanted: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for hypothesis in self.facility.bundle().hypotheses.iter().filter(|h| wanted(&h.about)) {
            let which = if hypothesis.default { words::FIRST } else { words::OTHER };
            let say = |language: Language| {
                which.with(language, &[("claim", &claim(hypothesis, language)), ("who", &listed(&hypothesis.accounts))])
            };
            rows.entry(&hypothesis.about).or_default().push(in_both(say));
        }
        rows.into_iter().map(|(about, said)| vec![about.to_owned(), said.join("\n")]).collect()
    }

    fn incidents(&self) -> Table {
        let row = |(i, incident): (usize, &BundleIncident)| {
            let when = incident.when.as_deref();
            let when = when.map_or_else(|| both(words::NOT_RECORDED), |when| in_both(|l| time::when(when, l)));
            let place = match (&incident.position, &incident.place) {
                (Some(_), Some(place)) => place.clone(),
                (Some(_), None) => incident.place_id.clone().unwrap_or_default(),
                (None, place) => format!("{} ({})", place.as_deref().unwrap_or("–"), both(words::PLACE_UNKNOWN)),
            };
            let off = told(incident.radius95_m, radius);
            vec![(i + 1).to_string(), format!("{}\n{}", incident.id, names(&incident.title)), when, place, off]
        };
        Table {
            title: both(words::INCIDENTS),
            columns: vec![
                (String::new(), 0.06),
                (both(words::WHAT), 0.44),
                (both(words::WHEN), 0.22),
                (both(words::PLACE), 0.18),
                (both(words::OFF), 0.1),
            ],
            rows: self.facility.bundle().incidents.iter().enumerate().map(row).collect(),
            ..Table::default()
        }
    }

    /// What the title block has no room for: imagery with its own accuracy, which no other radius includes, and rights.
    fn about(&self) -> Table {
        let bundle = self.facility.bundle();
        let imagery = bundle.imagery.iter().map(|image| {
            let known = [image.acquired.as_deref(), image.sensor.as_deref(), image.licence.as_deref()];
            let known: Vec<&str> = known.into_iter().flatten().collect();
            let shift = told(image.absolute_radius95_m, radius);
            let shift = words::both_with(words::SHIFT, &[("radius", &shift)]);
            vec![image.id.clone(), format!("{}\n{shift}", known.join(", "))]
        });
        let rights = bundle.rights.iter().map(|(name, text)| vec![name.clone(), text.clone()]);
        let columns = vec![(both(words::ABOUT), 0.25), (both(words::SAID_OF), 0.75)];
        Table {
            title: both(words::IMAGERY_AND_RIGHTS),
            columns,
            rows: imagery.chain(rights).collect(),
            ..Table::default()
        }
    }

    /// The sheets that the sources name.
    fn keys(&self) -> Table {
        let row = |sheet: &locus_publish::BundleSheet| {
            let off = sheet.loo_rms_m.map_or_else(|| both(words::NOT_RECORDED), metres);
            vec![sheet.id.clone(), sheet.account.clone(), sheet.image.clone().unwrap_or_default(), off]
        };
        Table {
            title: both(words::KEYS),
            columns: vec![
                (both(words::KEY), 0.15),
                (both(words::ACCOUNT), 0.15),
                (both(words::SCAN), 0.4),
                (both(words::HELD_OUT), 0.3),
            ],
            rows: self.facility.bundle().sheets.iter().map(row).collect(),
            ..Table::default()
        }
    }
}

/// Numbers for reading, `?` where nothing is known.
fn told(value: Option<f64>, say: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| "?".to_owned(), say)
}

/// What an element rests on, in both languages; a status this version does not know is shown as assumed.
fn status(element: &BundleElement) -> String {
    let slug = match Basis::of(element) {
        Basis::Assumed => "assumed",
        _ => element.status.as_str(),
    };
    glossary::known(STATUSES, slug).map_or_else(|| slug.to_owned(), both)
}

fn in_both(say: impl Fn(Language) -> String) -> String {
    let (en, ko) = (say(Language::En), say(Language::Ko));
    if en == ko { en } else { format!("{en} · {ko}") }
}

fn listed(accounts: &[String]) -> String {
    if accounts.is_empty() { both(words::NOBODY) } else { accounts.join(", ") }
}

/// Of strokes the sheets, everything else as published; defaults are in the table of assumptions.
fn sources(element: &BundleElement) -> String {
    let mut keys: Vec<&str> = Vec::new();
    for source in element.sources.iter().filter(|source| !source.starts_with("default:")) {
        let key = source.strip_prefix("stroke:").map_or(source.as_str(), |s| s.split('/').next().unwrap_or(s));
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.join(", ")
}
