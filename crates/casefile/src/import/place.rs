//! What every pin file says about a place besides where it is.

use super::ImportedPin;
use crate::coordinate::decimal;
use crate::findings::{Page, Problem};
use crate::limits::LIMITS;
use geo::Point;
use locus_model::{In, Key, Position};

/// The words of one place, under the names that files use for them.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub of: Option<String>,
    pub name: Option<String>,
    pub radius95_m: Option<String>,
    /// Remarks, each as `name: text` or as it stands.
    pub remarks: Vec<String>,
}

/// Which word a column or property is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Of,
    Name,
    Radius95,
    Remark,
}

/// The word of a column or property name, if it is one that is taken. An accuracy without a stated meaning is a remark:
/// receivers write 50, 68 or 95 %, and a radius must say which.
pub(super) fn word(name: &str) -> Option<Word> {
    match name.trim().to_lowercase().as_str() {
        "of" | "key" => Some(Word::Of),
        "name" | "label" | "title" | "이름" | "명칭" => Some(Word::Name),
        "radius95_m" => Some(Word::Radius95),
        "note" | "notes" | "comment" | "description" | "desc" | "cmt" | "비고" | "설명" => Some(Word::Remark),
        "accuracy" | "accuracy_m" | "radius" | "radius_m" | "hdop" | "정확도" => Some(Word::Remark),
        _ => None,
    }
}

impl Words {
    /// Takes a word; empty text counts as absent.
    pub fn put(&mut self, word: Word, name: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match word {
            Word::Of => self.of = Some(text.to_owned()),
            Word::Name => self.name = Some(text.to_owned()),
            Word::Radius95 => self.radius95_m = Some(text.to_owned()),
            Word::Remark => self.remarks.push(format!("{}: {text}", name.trim())),
        }
    }

    /// The pin; `None` and mistakes kept where a word is wrong.
    pub fn pin(self, page: &Page, line: usize, position: Position, verbatim: String) -> Option<ImportedPin> {
        let of = match (&self.of, &self.name) {
            (Some(written), _) => Some(page.keep(key(written, line))?),
            (None, Some(name)) => Key::new(name).ok(),
            (None, None) => None,
        };
        let radius95_m = match &self.radius95_m {
            Some(written) => Some(page.keep(radius(written, line))?),
            None => None,
        };
        let note = (!self.remarks.is_empty()).then(|| self.remarks.join("; "));
        Some(ImportedPin {
            of,
            name: self.name,
            position,
            verbatim,
            radius95_m,
            note,
            file: page.file.to_owned(),
            line,
        })
    }
}

fn key(written: &str, line: usize) -> Result<Key, Problem> {
    let remedy = "give the key of the place, for example \"main-gate\"";
    Key::new(written).map_err(|error| Problem::new(line, format!("the key \"{written}\""), error.expected, remedy))
}

fn radius(written: &str, line: usize) -> Result<f64, Problem> {
    let expected = format!("a radius above 0 and up to {} m", LIMITS.length_m);
    decimal(written).filter(|r| *r > 0.0 && *r <= LIMITS.length_m).ok_or_else(|| {
        Problem::new(line, format!("radius95_m = {written}"), expected, "write metres with a decimal point, or nothing")
    })
}

/// A position from a longitude and a latitude that are written as plain decimals.
pub(super) fn lon_lat(line: usize, longitude: &str, latitude: &str) -> Result<Position, Problem> {
    let found = || format!("longitude \"{}\", latitude \"{}\"", longitude.trim(), latitude.trim());
    let (Some(lon), Some(lat)) = (decimal(longitude.trim()), decimal(latitude.trim())) else {
        return Err(Problem::new(line, found(), "two decimal numbers", "export the places again, in degrees"));
    };
    if lat.abs() <= 90.0 && lon.abs() <= 180.0 {
        return Ok(Position::Geographic(In::claim(Point::new(lon + 0.0, lat + 0.0))));
    }
    let remedy = if lon.abs() <= 90.0 && lat.abs() <= 180.0 {
        "it looks as if the two were exchanged: this format writes the longitude first"
    } else {
        "export the places in WGS 84 degrees"
    };
    Err(Problem::new(line, found(), "a longitude within ±180 and a latitude within ±90", remedy))
}
