//! CSV: a header row whose names say what is latitude and what is longitude, then one place a row.

use super::place::{Word, Words, word};
use super::{ImportedPin, left_out};
use crate::coordinate::{self, CoordinateError};
use crate::findings::{Page, Problem};
use crate::rfc4180;
use crate::value::Lines;
use ::csv::{ReaderBuilder, StringRecord};
use locus_model::Position;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Latitude,
    Longitude,
    Easting,
    Northing,
    Epsg,
    Position,
    Word(Word),
    Unknown,
}

fn column(name: &str) -> Column {
    match name.trim().to_lowercase().as_str() {
        "lat" | "latitude" | "위도" => Column::Latitude,
        "lon" | "lng" | "long" | "longitude" | "경도" => Column::Longitude,
        "x" | "easting" => Column::Easting,
        "y" | "northing" => Column::Northing,
        "epsg" | "crs" => Column::Epsg,
        "position" | "coordinate" | "coordinates" | "좌표" => Column::Position,
        other => word(other).map_or(Column::Unknown, Column::Word),
    }
}

/// The rows as pins; `None` where the header does not say where the positions are.
pub(super) fn pins(page: &Page, text: &str) -> Option<Vec<ImportedPin>> {
    page.keep(rfc4180::check(text))?;
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        rows.push(page.keep(row.map_err(|e| Problem::new(1, e.to_string(), "CSV", "export the table again")))?);
    }
    let (header, rows) = rows.split_first()?;
    let columns: Vec<Column> = header.iter().map(column).collect();
    page.keep(check_header(header, &columns))?;
    for (name, _) in header.iter().zip(&columns).filter(|(_, column)| **column == Column::Unknown) {
        left_out(page, 1, format!("the column \"{}\" is not imported", name.trim()), "");
    }
    let table = Rows { page, columns: &columns, header, text, lines: Lines::of(text) };
    Some(rows.iter().filter_map(|row| table.pin(row)).collect())
}

/// Comma, or what spreadsheets write instead where the comma is the decimal point.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|d| header.as_bytes().contains(d)).unwrap_or(b',')
}

/// Exactly one way to find the position.
fn check_header(header: &StringRecord, columns: &[Column]) -> Result<(), Problem> {
    let count = |wanted: Column| columns.iter().filter(|c| **c == wanted).count();
    let found = || format!("the columns {}", header.iter().collect::<Vec<_>>().join(", "));
    let single = [Column::Word(Word::Of), Column::Word(Word::Name), Column::Word(Word::Radius95), Column::Epsg];
    if single.iter().any(|c| count(*c) > 1) {
        return Err(Problem::new(1, found(), "each kind of column once", "rename or remove one of the two"));
    }
    let all = [Column::Latitude, Column::Longitude, Column::Easting, Column::Northing, Column::Position].map(count);
    match all {
        [1, 1, 0, 0, 0] | [0, 0, 0, 0, 1] => Ok(()),
        [0, 0, 1, 1, 0] if count(Column::Epsg) == 1 => Ok(()),
        [0, 0, 1, 1, 0] => {
            Err(Problem::new(1, found(), "a column epsg beside x and y", "add it, for example with 32652 in every row"))
        }
        [0, 0, 0, 0, 0] => {
            let expected = "columns lat and lon, or x, y and epsg, or position";
            Err(Problem::new(1, found(), expected, "name the columns in the first row"))
        }
        _ => {
            let expected = "one column for the latitude and one for the longitude, or x, y and epsg, or position";
            Err(Problem::new(1, found(), expected, "rename the columns that do not count"))
        }
    }
}

struct Rows<'r> {
    page: &'r Page<'r>,
    columns: &'r [Column],
    header: &'r StringRecord,
    text: &'r str,
    lines: Lines,
}

impl Rows<'_> {
    fn pin(&self, row: &StringRecord) -> Option<ImportedPin> {
        let line = self.line(row);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        if row.len() != self.header.len() {
            let found = format!("{} cells", row.len());
            let remedy = "put cells that contain the separator in quotes";
            self.page.mistake(line, found, format!("{} as in the header", self.header.len()), remedy);
            return None;
        }
        let (position, verbatim) = self.page.keep(self.position(row, line))?;
        let mut words = Words::default();
        for ((cell, column), name) in row.iter().zip(self.columns).zip(self.header) {
            if let Column::Word(word) = column {
                words.put(*word, name, cell);
            }
        }
        words.pin(self.page, line, position, verbatim)
    }

    /// The line a row begins on. The csv crate lets a row begin inside the line end before it.
    fn line(&self, row: &StringRecord) -> usize {
        let start = row.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        let ends = self.text.bytes().skip(start).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        self.lines.at(start + ends)
    }

    fn cell<'c>(&self, row: &'c StringRecord, wanted: Column) -> Option<&'c str> {
        let at = self.columns.iter().position(|column| *column == wanted)?;
        row.get(at).map(str::trim)
    }

    /// The position and how it is written.
    fn position(&self, row: &StringRecord, line: usize) -> Result<(Position, String), Problem> {
        let refused = |e: CoordinateError| Problem::new(line, format!("\"{}\"", e.found), e.expected, e.remedy);
        let cell = |wanted| self.cell(row, wanted).unwrap_or_default();
        if let Some(written) = self.cell(row, Column::Position) {
            return Ok((coordinate::parse(written).map_err(refused)?, written.to_owned()));
        }
        if let Some(latitude) = self.cell(row, Column::Latitude) {
            let longitude = cell(Column::Longitude);
            let position = coordinate::parse_columns(latitude, longitude).map_err(refused)?;
            return Ok((position, format!("{latitude}, {longitude}")));
        }
        let code = cell(Column::Epsg);
        let code = code.strip_prefix("EPSG:").unwrap_or(code);
        let written = format!("EPSG:{code} {} E {} N", cell(Column::Easting), cell(Column::Northing));
        let position = coordinate::parse(&written).map_err(refused)?;
        Ok((position, written))
    }
}
