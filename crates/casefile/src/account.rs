//! `accounts/<id>.toml`: what one person said and pointed at.

use crate::field::{edtf, id, key, language, metres, string, text, timecode, word};
use crate::findings::{Page, Problem};
use crate::geometry::{Axes, is_far};
use crate::known::Known;
use crate::statement::statement;
use crate::table::Table;
use crate::value::Value;
use crate::words::{CONSENT, ELICITATION, VANTAGE};
use geo::{Coord, LineString, Polygon};
use locus_model::{Account, Area, Elicitation, Exposure, Id, In, NoteKind, Pin, Position, Text, Vantage};

/// Reads the account `id` (the file's stem).
pub(crate) fn read(page: &Page, root: &Value, stem: &Id, known: &Known) -> Option<Account> {
    let mut table = Table::new(page, "an account", root)?;
    own_id(&mut table, stem);
    let account = Account {
        id: stem.clone(),
        session: table.optional("session", string),
        interviewed: table.optional("interviewed", edtf),
        language: table.optional("language", language),
        stay: table.optional("stay", edtf),
        vantage: table.optional("vantage", word(VANTAGE)),
        consent: table.optional("consent", word(CONSENT)),
        withdrawn: table.optional("withdrawn", edtf),
        discussed_with: table.list("discussed_with", |value| other_account(value, stem, known)).into_iter().collect(),
        exposures: table.tables("exposure").into_iter().filter_map(|t| exposure(t, known)).collect(),
        pins: table.tables("pin").into_iter().filter_map(|t| pin(t, known)).collect(),
        areas: table.tables("area").into_iter().filter_map(|t| area(t, known)).collect(),
        statements: table.tables("statement").into_iter().filter_map(statement).collect(),
        note: table.optional("note", text),
    };
    if account.consent.is_none() && table.take("consent").is_none() {
        let message = "no consent is recorded: the account is treated as `internal`";
        page.note(NoteKind::Assumed, 1, message, "ask, and write `consent = …`");
    }
    table.finish();
    Some(account)
}

/// Reads the `id` of a file, which must be its stem, and takes it for the case.
pub(crate) fn own_id(table: &mut Table, stem: &Id) {
    let line = table.line_of("id");
    table.page.claim(stem, line);
    if let Some(written) = table.required("id", id)
        && written != *stem
    {
        let found = format!("id = \"{written}\" in the file {stem}.toml");
        table.page.mistake(line, found, format!("id = \"{stem}\""), "change the id, or rename the file");
    }
}

fn other_account(value: &Value, stem: &Id, known: &Known) -> Result<Id, Problem> {
    let other = known.account(value)?;
    if other == *stem { Err(value.refused("other accounts", "remove the account's own id")) } else { Ok(other) }
}

fn exposure(mut table: Table, known: &Known) -> Option<Exposure> {
    let shown = table.required("shown", |value| known.shown(value));
    let at = table.optional("at", timecode);
    table.finish();
    Some(Exposure { shown: shown?, at })
}

/// The id of a pin, an area or a statement.
pub(crate) fn claimed_id(table: &mut Table) -> Option<Id> {
    let id = table.required("id", id)?;
    table.page.claim(&id, table.line_of("id"));
    Some(id)
}

fn pin(mut table: Table, known: &Known) -> Option<Pin> {
    let id = claimed_id(&mut table);
    let of = table.required("of", key);
    let place = table.required("position", |value| stated_position(value, known.anchor));
    let radius95_m = table.optional("radius95_m", metres);
    let Grounds { basis, imagery, elicitation, vantage, at, note } = grounds(&mut table, known);
    if let Some((position, _)) = &place {
        note_if_far(&table, position, known.anchor);
    }
    table.finish();
    let (position, verbatim) = place?;
    Some(Pin { id: id?, of: of?, position, verbatim, radius95_m, basis, imagery, elicitation, vantage, at, note })
}

/// A position as a person gave it, and its words.
fn stated_position(value: &Value, anchor: Option<Coord>) -> Result<(Position, String), Problem> {
    let verbatim = string(value)?;
    let position = crate::coordinate::parse(&verbatim)
        .map_err(|error| Problem::new(value.line, error.found, error.expected, error.remedy))?;
    if let Position::Geographic(point) = &position {
        let at = point.geometry().0;
        let swapped = Coord { x: at.y, y: at.x };
        if is_far(at, anchor) && swapped.y.abs() <= 90.0 && !is_far(swapped, anchor) {
            let remedy = "with the numbers exchanged it lies at the site: a pin is written latitude, longitude";
            return Err(value.refused("a position near the site's anchor", remedy));
        }
    }
    Ok((position, verbatim))
}

fn note_if_far(table: &Table, position: &Position, anchor: Option<Coord>) {
    if let Position::Geographic(point) = position
        && is_far(point.geometry().0, anchor)
    {
        let message = "a pin more than 50 km from the site's anchor";
        table.page.note(NoteKind::Doubted, table.line_of("position"), message, "compare it with the recording");
    }
}

fn area(mut table: Table, known: &Known) -> Option<Area> {
    let id = claimed_id(&mut table);
    let of = table.required("of", key);
    let polygon = table.required("polygon", |value| outline(value, Axes::Degrees { anchor: known.anchor }));
    let Grounds { basis, imagery, elicitation, vantage, at, note } = grounds(&mut table, known);
    table.finish();
    Some(Area { id: id?, of: of?, polygon: In::claim(polygon?), basis, imagery, elicitation, vantage, at, note })
}

/// How a person came to a pin or an area.
struct Grounds {
    basis: Option<String>,
    imagery: Option<Id>,
    elicitation: Option<Elicitation>,
    vantage: Option<Vantage>,
    at: Option<String>,
    note: Option<Text>,
}

fn grounds(table: &mut Table, known: &Known) -> Grounds {
    Grounds {
        basis: table.optional("basis", string),
        imagery: table.optional("imagery", |value| known.imagery(value)),
        elicitation: table.optional("elicitation", word(ELICITATION)),
        vantage: table.optional("vantage", word(VANTAGE)),
        at: table.optional("at", timecode),
        note: table.optional("note", text),
    }
}

/// A ring of positions (longitude, latitude; or x, y of a scan); the closing one may be left out.
pub(crate) fn outline(value: &Value, axes: Axes) -> Result<Polygon, Problem> {
    let elements = value.elements().ok_or_else(|| value.refused("a list of positions", "write [[x, y], …]"))?;
    let mut points = crate::geometry::positions(value, axes, 3)?;
    let mut lines: Vec<usize> = elements.iter().map(|element| element.line).collect();
    if points.first() != points.last() {
        points.push(points[0]);
        lines.push(value.line);
    }
    if points.len() < 4 {
        return Err(value.refused("at least three corners", "add the missing corner"));
    }
    match axes {
        Axes::Degrees { .. } => crate::ring::check_ring(&points, &lines)?,
        Axes::Pixels => crate::ring::check_simple(&points, &lines)?,
    }
    Ok(Polygon::new(LineString(points), Vec::new()))
}
