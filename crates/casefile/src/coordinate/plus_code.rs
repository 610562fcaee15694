//! Plus Codes (Open Location Code): decoding of full codes.
//!
//! After the published specification ("Open Location Code Specification", sections "Encoding" and "Code precision"):
//! five pairs of base-20 digits, then up to five digits of a 4 by 5 grid, of which everything beyond 15 digits is
//! ignored. Counted in integers, so no rounding enters.

use super::{CoordinateError, MAX_CELL_M, geographic};
use locus_model::Position;

const ALPHABET: &str = "23456789CFGHJMPQRVWX";
const PAIR_DIGITS: usize = 10;
const MAX_DIGITS: usize = 15;
/// Steps per degree at 15 digits: 20³ per degree, then five times 5 (latitude) or 4 (longitude).
const LAT_STEPS: i64 = 8000 * 3125;
const LON_STEPS: i64 = 8000 * 1024;
const METRES_PER_DEGREE: f64 = 111_320.0;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// A code that names one cell on earth.
    Full,
    /// A code that needs a reference place.
    Short,
    /// No code.
    Invalid,
}

/// The cell a full code names, WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Southern edge.
    pub south: f64,
    /// Western edge.
    pub west: f64,
    /// Northern edge.
    pub north: f64,
    /// Eastern edge.
    pub east: f64,
    /// How many digits were used, padding left out.
    pub digits: usize,
}

/// Whether the first word of the text has the shape of a Plus Code, short ones included.
pub(super) fn looks_like(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let letters = |c: char| c == '+' || c == '0' || value(c).is_some();
    let written = word.find('+').is_some_and(|at| at > 0) || word.chars().any(|c| c.is_ascii_alphabetic());
    word.contains('+') && written && word.chars().all(letters)
}

/// Reads a full code as the middle of its cell.
pub(super) fn position(text: &str) -> Result<Position, CoordinateError> {
    let full = "give the full code, for example \"8Q98HQ8H+2V\", or latitude and longitude";
    let word = text.split_whitespace().next().unwrap_or_default();
    match validity(word) {
        Validity::Short => return Err(CoordinateError::new(text, "a full Plus Code, not a short one", full)),
        Validity::Invalid => return Err(CoordinateError::new(text, "a valid Plus Code", full)),
        Validity::Full if word != text => {
            return Err(CoordinateError::new(text, "a Plus Code and nothing else", "remove what follows the code"));
        }
        Validity::Full => {}
    }
    let cell = decode(word).ok_or_else(|| CoordinateError::new(text, "a valid Plus Code", full))?;
    let height_m = (cell.north - cell.south) * METRES_PER_DEGREE;
    if height_m > MAX_CELL_M {
        let expected = format!("a cell of at most {} km, not {:.0} km", MAX_CELL_M / 1000.0, height_m / 1000.0);
        return Err(CoordinateError::new(text, expected, "give at least 8 digits, or record a region as an [[area]]"));
    }
    Ok(geographic((cell.south + cell.north) / 2.0, (cell.west + cell.east) / 2.0))
}

/// The cell of a full code; `None` for short codes and everything else.
pub fn decode(code: &str) -> Option<Cell> {
    if validity(code) != Validity::Full {
        return None;
    }
    let digits: Vec<i64> = code.chars().filter_map(value).take(MAX_DIGITS).collect();
    let (mut lat, mut lon) = (-90 * LAT_STEPS, -180 * LON_STEPS);
    let (mut lat_step, mut lon_step) = (400 * LAT_STEPS, 400 * LON_STEPS);
    for pair in digits[..digits.len().min(PAIR_DIGITS)].chunks_exact(2) {
        (lat_step, lon_step) = (lat_step / 20, lon_step / 20);
        lat += pair[0] * lat_step;
        lon += pair[1] * lon_step;
    }
    for digit in digits.iter().skip(PAIR_DIGITS) {
        (lat_step, lon_step) = (lat_step / 5, lon_step / 4);
        lat += digit / 4 * lat_step;
        lon += digit % 4 * lon_step;
    }
    let degrees = |steps: i64, per_degree: i64| steps as f64 / per_degree as f64;
    Some(Cell {
        south: degrees(lat, LAT_STEPS),
        west: degrees(lon, LON_STEPS),
        north: degrees((lat + lat_step).min(90 * LAT_STEPS), LAT_STEPS),
        east: degrees(lon + lon_step, LON_STEPS),
        digits: digits.len(),
    })
}

/// Whether a text is a full code, a short code or none.
pub fn validity(code: &str) -> Validity {
    let Some((before, after)) = code.split_once('+') else { return Validity::Invalid };
    let significant = before.trim_end_matches('0');
    let padding = before.len() - significant.len();
    let digits = |part: &str| part.chars().all(|c| value(c).is_some());
    let whole = digits(significant) && digits(after) && before.len() <= 8 && before.len().is_multiple_of(2);
    let padded = padding > 0;
    let padding_right =
        !padded || (before.len() == 8 && !significant.is_empty() && padding.is_multiple_of(2) && after.is_empty());
    if !whole || !padding_right || after.len() == 1 || code.len() < 2 {
        return Validity::Invalid;
    }
    if before.len() < 8 {
        return Validity::Short;
    }
    // Latitude has 9 first digits (180 / 20), longitude 18.
    let mut first = significant.chars().filter_map(value);
    let in_range = first.next().is_some_and(|v| v < 9) && first.next().is_some_and(|v| v < 18);
    if in_range { Validity::Full } else { Validity::Invalid }
}

fn value(c: char) -> Option<i64> {
    ALPHABET.find(c.to_ascii_uppercase()).map(|at| at as i64)
}
