//! What has no place: who spoke, what was said, what contradicts what, and the evidence of every element.

use super::cells;
use super::columns::column;
use crate::{ExportError, Facility};
use locus_model::Text;
use locus_model::table::{Row, Table};
use locus_publish::{BundleHypothesis, BundleLevel, BundleStatement};
use locus_viewer_core::answer::claim;
use locus_viewer_core::language::Language;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Where the provenance is, as a table.
const EVIDENCE: &str = "evidence.csv";
/// Largest such file that is read, bytes.
const EVIDENCE_BYTES: u64 = 512 << 20;

/// A register before it is a table.
struct Register {
    name: &'static str,
    title: [&'static str; 2],
    /// What a row is.
    row: &'static str,
    columns: Vec<String>,
    rows: Vec<Value>,
}

/// The registers of the bundle, `evidence.csv` and the notes.
///
/// # Errors
/// An `evidence.csv` that is missing, changed or no table.
pub fn tables(facility: &Facility) -> Result<Vec<Table>, ExportError> {
    let mut registers = of_bundle(facility);
    registers.push(evidence(facility)?);
    registers.push(notes(facility));
    registers.into_iter().map(table).collect()
}

fn table(register: Register) -> Result<Table, ExportError> {
    let names: Vec<&str> = register.columns.iter().map(String::as_str).collect();
    let nothing = Map::new();
    let row = |value: &Value| {
        let properties = value.as_object().unwrap_or(&nothing);
        let id = properties.values().find_map(Value::as_str).unwrap_or_default();
        Ok(Row { place: None, cells: cells::of(register.name, id, properties, &names)? })
    };
    let [en, ko] = register.title;
    Ok(Table {
        name: register.name.to_owned(),
        title: Text([("en".to_owned(), en.to_owned()), ("ko".to_owned(), ko.to_owned())].into()),
        description: register.row.to_owned(),
        shape: None,
        columns: names.iter().map(|name| column(name)).collect(),
        rows: register.rows.iter().map(row).collect::<Result<_, ExportError>>()?,
        style: None,
    })
}

fn register(
    name: &'static str,
    title: [&'static str; 2],
    row: &'static str,
    columns: &[&str],
    rows: Vec<Value>,
) -> Register {
    Register { name, title, row, columns: columns.iter().map(|c| (*c).to_owned()).collect(), rows }
}

fn of_bundle(facility: &Facility) -> Vec<Register> {
    let bundle = facility.bundle();
    vec![
        register(
            "levels",
            ["levels", "층"],
            "A level of the facility.",
            &["id", "name_en", "name_ko", "ordinal", "elevation_m", "height_m", "height_assumed"],
            bundle.levels.iter().map(level).collect(),
        ),
        register(
            "imagery",
            ["imagery", "위성영상"],
            "A georeferenced image. Its absolute radius is shared by everything, and in no other radius here.",
            &["id", "acquired", "sensor", "gsd_m", "absolute_radius95_m", "licence"],
            plain(&bundle.imagery),
        ),
        register(
            "hypotheses",
            ["alternatives", "서로 다른 가설"],
            "One of several stories that cannot all be true. Which is shown first follows the rule; it is no finding.",
            &["name", "about", "claim_en", "claim_ko", "accounts", "sources", "default", "rule", "drawn_alternatives"],
            bundle.hypotheses.iter().map(hypothesis).collect(),
        ),
        register(
            "accounts",
            ["accounts", "증언자"],
            "One pseudonymous account.",
            &["id", "language", "vantage", "stay", "session", "consent", "discussed_with"],
            plain(&bundle.accounts),
        ),
        register(
            "statements",
            ["statements", "진술"],
            "Something a person said.",
            &["id", "account", "kind", "of", "polarity", "value", "sd", "unit", "text_en", "text_ko", "at"],
            bundle.statements.iter().map(statement).collect(),
        ),
    ]
}

/// Published as they are.
fn plain(all: &[impl Serialize]) -> Vec<Value> {
    all.iter().filter_map(|one| serde_json::to_value(one).ok()).collect()
}

fn level(level: &BundleLevel) -> Value {
    json!({
        "id": level.id,
        "name_en": level.name.en(),
        "name_ko": level.name.ko(),
        "ordinal": level.ordinal,
        "elevation_m": level.elevation_m,
        "height_m": level.height_m,
        "height_assumed": level.height_assumed,
    })
}

fn hypothesis(hypothesis: &BundleHypothesis) -> Value {
    json!({
        "name": hypothesis.name,
        "about": hypothesis.about,
        "claim_en": claim(hypothesis, Language::En),
        "claim_ko": claim(hypothesis, Language::Ko),
        "accounts": hypothesis.accounts,
        "sources": hypothesis.sources,
        "default": hypothesis.default,
        "rule": hypothesis.rule,
        "drawn_alternatives": hypothesis.drawn,
    })
}

fn statement(statement: &BundleStatement) -> Value {
    let text = |of: fn(&Text) -> Option<&str>| statement.text.as_ref().and_then(of);
    json!({
        "id": statement.id,
        "account": statement.account,
        "kind": statement.kind,
        "of": statement.of,
        "polarity": statement.polarity,
        "value": statement.value,
        "sd": statement.sd,
        "unit": statement.unit,
        "text_en": text(Text::en),
        "text_ko": text(Text::ko),
        "at": statement.at,
    })
}

/// `evidence.csv` as it was published, its guards against spreadsheet formulas with it; empty cells are unknown.
fn evidence(facility: &Facility) -> Result<Register, ExportError> {
    let refuse = |reason: String| ExportError::Unfit {
        format: super::FORMAT,
        found: reason,
        expected: "the evidence.csv of a published folder".to_owned(),
        remedy: "publish the facility again with `locus reconstruct`".to_owned(),
    };
    let bytes = facility.published.file(EVIDENCE, EVIDENCE_BYTES).map_err(|e| refuse(e.to_string()))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let columns: Vec<String> = reader.headers().map_err(|e| refuse(e.to_string()))?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| refuse(e.to_string()))?;
        let known = columns.iter().zip(&record).filter(|(_, text)| !text.is_empty());
        let cells = known.map(|(name, text)| (name.clone(), number(name, text).unwrap_or_else(|| text.into())));
        rows.push(Value::Object(cells.collect()));
    }
    let row = "One thing that an element comes from or that speaks against it.";
    Ok(Register { name: "evidence", title: ["evidence", "근거 자료"], row, columns, rows })
}

/// Radii are numbers, everything else is text, also where it looks like a number.
fn number(name: &str, text: &str) -> Option<Value> {
    name.ends_with("radius95_m").then(|| text.parse::<f64>().ok().map(Value::from)).flatten()
}

fn notes(facility: &Facility) -> Register {
    let rows = facility.notes.get("notes").and_then(Value::as_array).cloned().unwrap_or_default();
    let row = "What was refused, assumed, doubted or left out.";
    register("notes", ["notes", "처리 기록"], row, &["kind", "about", "message", "remedy"], rows)
}
