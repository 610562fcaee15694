//! `evidence.csv`: the whole provenance as a table, one row per element and source.

use crate::layers::layer_of;
use crate::precision::metres;
use crate::radii::Radii;
use crate::{Inputs, PublishError};
use locus_model::{
    Agreement, AlignedStroke, Element, Id, Membership, Node, PlacedPin, Source, Statement, Status, Text,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "evidence.csv";

/// The columns, in the order of [`Row`].
const COLUMNS: [&str; 17] = [
    "element",
    "layer",
    "key",
    "level",
    "status",
    "hypothesis",
    "relation",
    "source_type",
    "source",
    "account",
    "session",
    "sheet",
    "stroke",
    "text_en",
    "text_ko",
    "source_radius95_m",
    "element_radius95_m",
];

/// A text cell. A spreadsheet would run a text that starts like a formula, so it gets a leading apostrophe (OWASP,
/// "CSV Injection"); numbers are never text cells and keep their sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
struct Cell(String);

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        Self(if formula { format!("'{text}") } else { text.to_owned() })
    }
}

impl<T: AsRef<str>> From<Option<T>> for Cell {
    fn from(text: Option<T>) -> Self {
        text.as_ref().map_or_else(Self::default, |t| t.as_ref().into())
    }
}

#[derive(Clone, Default, Serialize)]
struct Row {
    element: Cell,
    layer: Cell,
    key: Cell,
    level: Cell,
    status: Cell,
    hypothesis: Cell,
    relation: Cell,
    source_type: Cell,
    source: Cell,
    account: Cell,
    session: Cell,
    sheet: Cell,
    stroke: Cell,
    text_en: Cell,
    text_ko: Cell,
    source_radius95_m: Option<f64>,
    element_radius95_m: Option<f64>,
}

/// The table: RFC 4180, UTF-8, a header row, empty cells for what is unknown.
pub fn table(inputs: &Inputs, radii: &Radii) -> Result<Vec<u8>, PublishError> {
    let register = Register::of(inputs, radii);
    let nodes = inputs.plan().nodes.iter();
    let mut rows: Vec<Row> =
        nodes.flat_map(|n| register.rows(&of_node(n, radii.node(n)), &n.agreement, &n.sources)).collect();
    rows.extend(inputs.plan().elements.iter().flat_map(|e| register.rows(&of_element(e), &e.agreement, &e.sources)));
    for hypothesis in &inputs.plan().hypotheses {
        let row = Row {
            element: hypothesis.name.as_str().into(),
            layer: "hypotheses".into(),
            hypothesis: hypothesis.name.as_str().into(),
            ..Row::default()
        };
        rows.extend(hypothesis.sources.iter().map(|source| register.row(&row, source)));
    }
    let order =
        |r: &Row| [&r.layer, &r.element, &r.hypothesis, &r.relation, &r.source_type, &r.source].map(Cell::clone);
    rows.sort_by_cached_key(order);

    let failed = |e: csv::Error| PublishError::compose(FILE, e);
    let mut writer =
        csv::WriterBuilder::new().has_headers(false).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(failed)?;
    rows.iter().try_for_each(|row| writer.serialize(row)).map_err(failed)?;
    writer.into_inner().map_err(|e| PublishError::compose(FILE, e.error()))
}

fn of_node(node: &Node, radius95_m: Option<f64>) -> Row {
    let radius = radius95_m.map(metres);
    let level = node.level.as_ref().map(Id::as_str);
    head(&node.id, "nodes", Some(&node.key), level, node.status, node.hypothesis.as_ref(), radius)
}

fn of_element(element: &Element) -> Row {
    let (key, radius) = (element.key.as_ref().map(|k| k.as_str()), element.radius95_m.map(metres));
    let (layer, level) = (layer_of(element.kind), Some(element.level.as_str()));
    head(&element.id, layer, key, level, element.status, element.hypothesis.as_ref(), radius)
}

fn head(
    id: &str,
    layer: &str,
    key: Option<&str>,
    level: Option<&str>,
    status: Status,
    hypothesis: Option<&Membership>,
    radius95_m: Option<f64>,
) -> Row {
    Row {
        element: id.into(),
        layer: layer.into(),
        key: key.into(),
        level: level.into(),
        status: status.as_str().into(),
        hypothesis: hypothesis.map(|h| h.name.as_str()).into(),
        element_radius95_m: radius95_m,
        ..Row::default()
    }
}

/// The sources by id.
struct Register<'a> {
    inputs: &'a Inputs<'a>,
    radii: &'a Radii<'a>,
    strokes: BTreeMap<(&'a Id, &'a str), &'a AlignedStroke>,
    pins: BTreeMap<&'a Id, &'a PlacedPin>,
    areas: BTreeMap<&'a Id, &'a Id>,
    statements: BTreeMap<&'a Id, (&'a Id, &'a Statement)>,
}

impl<'a> Register<'a> {
    fn of(inputs: &'a Inputs<'a>, radii: &'a Radii<'a>) -> Self {
        let sheets = inputs.plan().sheets.iter();
        let accounts = inputs.case().accounts.values();
        Self {
            inputs,
            radii,
            strokes: sheets
                .flat_map(|s| s.strokes.iter().map(move |t| ((&s.sheet, t.stroke.id.as_str()), t)))
                .collect(),
            pins: inputs.plan().pins.iter().map(|p| (&p.id, p)).collect(),
            areas: inputs.plan().areas.iter().map(|a| (&a.id, &a.account)).collect(),
            statements: accounts.flat_map(|a| a.statements.iter().map(move |s| (&s.id, (&a.id, s)))).collect(),
        }
    }

    /// What an element rests on, then who does not show it, then who says otherwise.
    fn rows(&self, head: &Row, agreement: &Agreement, sources: &BTreeSet<Source>) -> Vec<Row> {
        let mut rows: Vec<Row> = sources.iter().map(|source| self.row(head, source)).collect();
        for (relation, accounts) in
            [("not-drawn", &agreement.not_drawn_by), ("contradicts", &agreement.contradicted_by)]
        {
            rows.extend(accounts.iter().map(|id| {
                let row = Row { source_type: "account".into(), source: id.as_str().into(), ..head.clone() };
                self.told_by(row, relation, Some(id))
            }));
        }
        rows
    }

    fn row(&self, head: &Row, source: &Source) -> Row {
        let printed = source.to_string();
        let (kind, id) = printed.split_once(':').unwrap_or((&printed, ""));
        let row = Row { source_type: kind.into(), source: id.into(), ..head.clone() };
        match source {
            Source::Stroke { sheet, stroke } => self.of_stroke(row, sheet, stroke),
            Source::Pin(id) => {
                let pin = self.pins.get(id);
                let row = Row { source_radius95_m: pin.and_then(|p| p.radius95_m).map(metres), ..row };
                self.told_by(row, "points", pin.map(|p| &p.account))
            }
            Source::Area(id) => self.told_by(row, "points", self.areas.get(id).copied()),
            Source::Statement(id) => {
                let known = self.statements.get(id);
                let text = known.and_then(|(_, s)| s.text.as_ref());
                self.told_by(with_text(row, text), "states", known.map(|(account, _)| *account))
            }
            Source::Footprint(_) | Source::Landmark(_) => self.told_by(row, "seen", None),
            Source::Rule(_) => self.told_by(row, "rule", None),
            Source::Default(_) => self.told_by(row, "default", None),
            Source::Withheld("drawing") => self.told_by(row, "drawn", None),
            Source::Withheld("statement") => self.told_by(row, "states", None),
            Source::Withheld(_) => self.told_by(row, "points", None),
        }
    }

    fn of_stroke(&self, row: Row, sheet: &Id, stroke: &str) -> Row {
        let aligned = self.strokes.get(&(sheet, stroke));
        let radius = aligned.and_then(|s| self.radii.stroke(sheet, s));
        let row = Row {
            sheet: sheet.as_str().into(),
            stroke: stroke.into(),
            source_radius95_m: radius.map(metres),
            ..with_text(row, aligned.and_then(|s| s.stroke.name.as_ref()))
        };
        self.told_by(row, "drawn", self.inputs.case().sheets.get(sheet).map(|s| &s.account))
    }

    fn told_by(&self, row: Row, relation: &str, account: Option<&Id>) -> Row {
        let session = account.and_then(|id| self.inputs.case().accounts.get(id)).and_then(|a| a.session.as_deref());
        Row { relation: relation.into(), account: account.map(Id::as_str).into(), session: session.into(), ..row }
    }
}

fn with_text(row: Row, text: Option<&Text>) -> Row {
    Row { text_en: text.and_then(Text::en).into(), text_ko: text.and_then(Text::ko).into(), ..row }
}
