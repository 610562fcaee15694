//! `incidents.csv` (RFC 4180): what happened. Cells are data: a cell that a spreadsheet would run as a formula is kept
//! letter for letter, and it is for whoever exports to disarm it.

use crate::field::did_you_mean;
use crate::findings::{Page, Problem};
use crate::known::Known;
use crate::limits::LIMITS;
use crate::value::Lines;
use crate::words::CONSENT;
use csv::StringRecord;
use locus_model::{Account, Consent, Edtf, Id, Incident, Key, NoteKind, Text, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// The columns, all of which the header names in any order.
const COLUMNS: [&str; 13] = [
    "id",
    "when",
    "place",
    "category",
    "title_en",
    "title_ko",
    "summary_en",
    "summary_ko",
    "victims",
    "perpetrators",
    "accounts",
    "credibility",
    "consent",
];

/// What incidents refer to.
pub(crate) struct References<'k> {
    pub known: &'k Known,
    pub accounts: &'k BTreeMap<Id, Account>,
    pub vocabulary: &'k Vocabulary,
    /// Every key and pin id that the rest of the case names.
    pub places: BTreeSet<String>,
}

/// Reads the table.
pub(crate) fn read(page: &Page, text: &str, references: &References) -> Vec<Incident> {
    if let Err(problem) = crate::rfc4180::check(text) {
        page.problem(problem);
        return Vec::new();
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Some(columns) = page.keep(header(&mut reader)) else { return Vec::new() };
    let lines = Lines::of(text);
    let mut incidents = Vec::new();
    for (count, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                page.mistake(1, error.to_string(), "a table as RFC 4180 describes", "save the table as CSV again");
                break;
            }
        };
        if count == LIMITS.incidents {
            let found = format!("more than {} incidents", LIMITS.incidents);
            page.mistake(line_of(&record, text, &lines), found, "fewer", "split the case");
            break;
        }
        let row = Row { page, line: line_of(&record, text, &lines), record: &record, columns: &columns };
        incidents.extend(incident(&row, references));
    }
    incidents
}

/// The line a record begins on. The crate's own count is that of the line feed before it where lines end in CR LF.
fn line_of(record: &StringRecord, text: &str, lines: &Lines) -> usize {
    let start = record.position().map_or(0, |at| at.byte() as usize);
    let breaks = text.bytes().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    lines.at(start + breaks)
}

/// The position of each column; every mistake of the header in one.
fn header(reader: &mut csv::Reader<&[u8]>) -> Result<BTreeMap<&'static str, usize>, Problem> {
    let refuse =
        |found: String, remedy: String| Problem::new(1, found, format!("the header {}", COLUMNS.join(",")), remedy);
    let header = reader.headers().map_err(|error| refuse(error.to_string(), "save the table as CSV again".into()))?;
    let mut columns = BTreeMap::new();
    for (i, name) in header.iter().enumerate() {
        let Some(column) = COLUMNS.iter().find(|column| **column == name) else {
            let remedy = did_you_mean(name, COLUMNS.into_iter(), "remove the column, or keep it in a file of its own");
            return Err(refuse(format!("the unknown column \"{name}\""), remedy));
        };
        if columns.insert(*column, i).is_some() {
            return Err(refuse(format!("the column \"{name}\" twice"), "remove one".into()));
        }
    }
    match COLUMNS.iter().find(|column| !columns.contains_key(*column)) {
        Some(missing) => Err(refuse(format!("no column \"{missing}\""), "add it; its cells may be empty".into())),
        None => Ok(columns),
    }
}

/// One row, its cells by column.
struct Row<'r> {
    page: &'r Page<'r>,
    line: usize,
    record: &'r StringRecord,
    columns: &'r BTreeMap<&'static str, usize>,
}

fn incident(row: &Row, references: &References) -> Option<Incident> {
    if row.record.len() != COLUMNS.len() {
        let found = format!("a row of {} cells", row.record.len());
        row.page.mistake(
            row.line,
            found,
            format!("{} cells", COLUMNS.len()),
            "a cell that holds a comma stands in \"quotes\"",
        );
        return None;
    }
    let id = row.id();
    let accounts = row.ids("accounts", |id| known_account(id, references.known));
    let consent = row.optional("consent", consent);
    note_wide_consent(row, consent, &accounts, references);
    let incident = Incident {
        when: row.optional("when", when),
        place: row.optional("place", place),
        category: row.optional("category", |cell| category(cell, references.vocabulary)),
        title: row.text("title_en", "title_ko"),
        summary: row.text("summary_en", "summary_ko"),
        victims: row.ids("victims", Ok),
        perpetrators: row.ids("perpetrators", Ok),
        accounts,
        credibility: row.optional("credibility", credibility),
        consent,
        line: row.line,
        id: id?,
    };
    note_unknown_place(row, &incident, references);
    Some(incident)
}

/// Why a cell is refused: what was expected, and the remedy.
type Refusal = (String, String);

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|i| self.record.get(*i)).unwrap_or("")
    }

    fn refuse(&self, column: &str, cell: &str, (expected, remedy): Refusal) {
        self.page.mistake(self.line, format!("{column} = \"{cell}\""), expected, remedy);
    }

    /// The value of a cell; an empty one is unknown.
    fn optional<T>(&self, column: &str, read: impl Fn(&str) -> Result<T, Refusal>) -> Option<T> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        read(cell).map_err(|refusal| self.refuse(column, cell, refusal)).ok()
    }

    fn id(&self) -> Option<Id> {
        if self.cell("id").is_empty() {
            self.refuse("id", "", ("an id".into(), "give the incident an id of its own".into()));
        }
        let id = self.optional("id", an_id)?;
        self.page.claim(&id, self.line);
        Some(id)
    }

    /// The ids of a cell, separated by `;`.
    fn ids(&self, column: &str, check: impl Fn(Id) -> Result<Id, Refusal>) -> BTreeSet<Id> {
        let cell = self.cell(column);
        let mut ids = BTreeSet::new();
        if cell.bytes().filter(|byte| *byte == b';').count() >= LIMITS.cell_ids {
            let expected = format!("at most {} ids", LIMITS.cell_ids);
            self.page.mistake(self.line, format!("very many {column}"), expected, "split the incident");
            return ids;
        }
        for part in cell.split(';').filter(|_| !cell.is_empty()) {
            match an_id(part).and_then(&check) {
                Ok(id) => drop(ids.insert(id)),
                Err(refusal) => self.refuse(column, part, refusal),
            }
        }
        ids
    }

    fn text(&self, en: &str, ko: &str) -> Text {
        let cells = [("en", self.cell(en)), ("ko", self.cell(ko))];
        let given = cells.into_iter().filter(|(_, cell)| !cell.is_empty());
        Text(given.map(|(language, cell)| (language.to_owned(), cell.to_owned())).collect())
    }
}

fn an_id(cell: &str) -> Result<Id, Refusal> {
    Id::new(cell).map_err(|error| {
        (format!("an id: {}", error.expected), "write it without spaces; several are separated by `;`".into())
    })
}

fn when(cell: &str) -> Result<Edtf, Refusal> {
    Edtf::parse(cell).map_err(|error| {
        let remedy = "write for instance 2009-11, 2009?, 2009-11/2010-03 or 2010/..; leave it empty when unknown";
        (format!("an EDTF level 1 date or interval ({})", error.reason), remedy.into())
    })
}

fn place(cell: &str) -> Result<String, Refusal> {
    if Key::new(cell).is_ok() || Id::new(cell).is_ok() {
        Ok(cell.to_owned())
    } else {
        Err((
            "the key of a place, or the id of a pin".into(),
            "write for instance cell-3; leave it empty when unknown".into(),
        ))
    }
}

fn category(cell: &str, vocabulary: &Vocabulary) -> Result<String, Refusal> {
    if vocabulary.categories.contains_key(cell) {
        Ok(cell.to_owned())
    } else {
        Err(crate::vocabulary::unknown(cell, &vocabulary.categories, "category", "category"))
    }
}

fn credibility(cell: &str) -> Result<u8, Refusal> {
    let grade = cell.parse().ok().filter(|grade| (1..=6).contains(grade) && cell.len() == 1);
    grade.ok_or_else(|| {
        let remedy = "1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged";
        ("a whole number from 1 to 6".into(), remedy.into())
    })
}

fn consent(cell: &str) -> Result<Consent, Refusal> {
    let words = || CONSENT.iter().map(|(word, _)| *word);
    let found = CONSENT.iter().find(|(word, _)| *word == cell).map(|(_, consent)| *consent);
    found.ok_or_else(|| {
        let otherwise = "leave it empty for the narrowest of its accounts";
        (format!("one of {}", words().collect::<Vec<_>>().join(", ")), did_you_mean(cell, words(), otherwise))
    })
}

fn known_account(id: Id, known: &Known) -> Result<Id, Refusal> {
    if known.accounts.contains(&id) {
        return Ok(id);
    }
    let remedy = did_you_mean(id.as_str(), known.accounts.iter().map(Id::as_str), "add its file to accounts/");
    Err(("an account of this case".into(), remedy))
}

/// A place nobody else names is legal (it may be known from this incident alone) but more often a typing error.
fn note_unknown_place(row: &Row, incident: &Incident, references: &References) {
    let Some(place) = incident.place.as_deref().filter(|place| !references.places.contains(*place)) else { return };
    let message =
        format!("the place \"{place}\" of incident {} is named nowhere else: the incident stays unplaced", incident.id);
    let near = did_you_mean(place, references.places.iter().map(String::as_str), "draw the place, or pin it");
    row.page.note(NoteKind::Doubted, row.line, message, near);
}

/// An incident that may go farther than an account it rests on would carry that account along.
fn note_wide_consent(row: &Row, consent: Option<Consent>, accounts: &BTreeSet<Id>, references: &References) {
    let of = |id: &Id| references.accounts.get(id).map(|account| account.consent.unwrap_or(Consent::Internal));
    let narrower = |id: &&Id| of(id) < consent && of(id).is_some();
    if let Some(id) = accounts.iter().find(narrower) {
        let message = format!("the incident's consent is wider than that of its account {id}");
        row.page.note(NoteKind::Doubted, row.line, message, "leave the cell empty for the narrowest of its accounts");
    }
}
