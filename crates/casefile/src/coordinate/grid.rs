//! UTM and MGRS, by `geoconvert` (a port of GeographicLib).
//!
//! In UTM the letter after the zone is the MGRS latitude band (C to X without I and O), so `S` is the band from 32 to 40
//! degrees north and not "south". `N` is the band north of the equator and "north" at once, and both put the place at
//! the same spot. A letter that contradicts the northing is refused; the hemisphere may be written out as a word.

use super::pair::{GridPair, grid_pair};
use super::{CoordinateError, MAX_CELL_M, geographic};
use geoconvert::{Mgrs, UtmUps};
use locus_model::Position;

const BANDS: &str = "CDEFGHJKLMNPQRSTUVWX";

/// Slack of a latitude against its band, degrees: about 100 m, for rounded northings.
const BAND_SLACK: f64 = 1e-3;

#[derive(Clone, Copy)]
enum Letter {
    North,
    South,
    Band(char),
}

/// Reads UTM; `None` when the text does not look like it (a zone, a letter, and a number no angle can have).
pub fn utm(text: &str) -> Option<Result<Position, CoordinateError>> {
    let (named, rest) = after_word(text, "utm");
    let (_, rest) = after_word(rest, "zone");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (zone, rest) = rest.split_at(digits);
    let rest = rest.trim_start();
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letter, rest) = rest.split_at(letters);
    let shaped = (1..=2).contains(&digits) && !letter.is_empty();
    let whole = |number: &str| number.split('.').next().is_some_and(|digits| digits.len() >= 4);
    let large = rest.split(|c: char| !c.is_ascii_digit() && c != '.').any(whole);
    if !(named || (shaped && large)) {
        return None;
    }
    Some(read_utm(text, zone, letter, rest))
}

/// Whether `text` begins with `word`, and what follows it.
fn after_word<'a>(text: &'a str, word: &str) -> (bool, &'a str) {
    match text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)) {
        Some(_) => (true, text[word.len()..].trim_start_matches([' ', ':', '\t'])),
        None => (false, text),
    }
}

fn read_utm(text: &str, zone: &str, letter: &str, rest: &str) -> Result<Position, CoordinateError> {
    let zone: i32 = zone.parse().ok().filter(|z| (1..=60).contains(z)).ok_or_else(|| {
        CoordinateError::new(text, "a UTM zone from 1 to 60", "write for example \"52S 337000 4334000\"")
    })?;
    let letter = read_letter(letter).ok_or_else(|| {
        let remedy = "write the band letter (52S is 32 to 40 degrees north), or \"north\" or \"south\"";
        CoordinateError::new(text, "a latitude band C to X (not I, O), \"north\" or \"south\"", remedy)
    })?;
    let at = grid_pair(text, rest)?;
    check_ranges(text, at)?;
    let north = match letter {
        Letter::North => true,
        Letter::South => false,
        Letter::Band(band) => band >= 'N',
    };
    let refused =
        |_| CoordinateError::new(text, "an easting and northing inside UTM", "check the numbers and the zone");
    let place = UtmUps::create(zone, north, at.easting, at.northing).map_err(refused)?.to_latlon();
    let (lat, lon) = (place.latitude(), place.longitude());
    match letter {
        Letter::Band(band) if !in_band(band, lat) => Err(outside_band(text, band)),
        _ => Ok(geographic(lat, lon)),
    }
}

fn read_letter(text: &str) -> Option<Letter> {
    let upper = text.to_ascii_uppercase();
    let mut chars = upper.chars();
    match (upper.as_str(), chars.next(), chars.next()) {
        ("NORTH", ..) => Some(Letter::North),
        ("SOUTH", ..) => Some(Letter::South),
        // As a band or as "north": the same place, so the reading need not be decided.
        ("N", ..) => Some(Letter::North),
        (_, Some(band), None) if BANDS.contains(band) => Some(Letter::Band(band)),
        _ => None,
    }
}

fn check_ranges(text: &str, at: GridPair) -> Result<(), CoordinateError> {
    let easting = (100_000.0..1_000_000.0).contains(&at.easting);
    if easting && (0.0..=10_000_000.0).contains(&at.northing) {
        return Ok(());
    }
    let expected = "an easting from 100000 to 1000000 m, then a northing from 0 to 10000000 m";
    Err(CoordinateError::new(text, expected, "check the order and the digits, or mark them with E and N"))
}

/// Bands are 8 degrees high from 80 south; X is 12.
fn in_band(band: char, latitude: f64) -> bool {
    let Some(index) = BANDS.find(band) else { return false };
    let low = -80.0 + 8.0 * index as f64;
    let high = if band == 'X' { 84.0 } else { low + 8.0 };
    (low - BAND_SLACK..=high + BAND_SLACK).contains(&latitude)
}

fn outside_band(text: &str, band: char) -> CoordinateError {
    let expected = format!("a northing in the latitude band {band}");
    let remedy = match band {
        'S' => "S is the band 32 to 40 degrees north; for the southern hemisphere write \"south\" or its band letter",
        _ => "check the letter: it is the latitude band; or write \"north\" or \"south\"",
    };
    CoordinateError::new(text, expected, remedy)
}

/// Reads an MGRS reference as the middle of the cell it names; `None` when the text does not look like one: a zone, a
/// band letter, two letters for the square, then digits only.
pub fn mgrs(text: &str) -> Option<Result<Position, CoordinateError>> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let zone = compact.bytes().take_while(u8::is_ascii_digit).count();
    let letters = compact.bytes().skip(zone).take_while(u8::is_ascii_alphabetic).count();
    let tail = compact.get(zone + letters..)?;
    let shaped = (1..=2).contains(&zone) && letters == 3 && tail.bytes().all(|b| b.is_ascii_digit());
    shaped.then(|| read_mgrs(text, &compact, tail.len()))
}

fn read_mgrs(text: &str, compact: &str, digits: usize) -> Result<Position, CoordinateError> {
    let numeric = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = text.split_whitespace().rev().take_while(numeric).collect();
    let uneven = match groups[..] {
        [] | [_] => digits % 2 == 1,
        [northing, easting] => northing.len() != easting.len(),
        _ => true,
    };
    if uneven {
        let remedy = "write as many digits for the easting as for the northing";
        return Err(CoordinateError::new(text, "an even number of digits, half of them easting", remedy));
    }
    if digits > 10 {
        let remedy = "leave out the digits below one metre, or write UTM";
        return Err(CoordinateError::new(text, "at most 10 digits", remedy));
    }
    let cell_m = 100_000.0 / 10f64.powi(digits as i32 / 2);
    if cell_m > MAX_CELL_M {
        let expected = format!("a cell of at most {} km, not {} km", MAX_CELL_M / 1000.0, cell_m / 1000.0);
        return Err(CoordinateError::new(text, expected, "give more digits, or record a region as an [[area]]"));
    }
    let refused = |error: geoconvert::Error| {
        CoordinateError::new(text, format!("an MGRS reference ({error})"), "check the letters against the source")
    };
    let place = Mgrs::parse_str(compact).map_err(refused)?.to_latlon();
    Ok(geographic(place.latitude(), place.longitude()))
}
