//! Files of other programs: pins and control points.

use crate::answer::{names_file_and_line, says};
use locus_casefile::coordinate;
use locus_casefile::import::{ImportedPin, controls, pins, pins_toml};
use locus_model::limits::import::POINTS;
use locus_model::{Id, Key, Position};
use std::collections::BTreeSet;

/// The formats of pins.
pub const PINS: [&str; 5] = ["pins.csv", "pins.geojson", "pins.kml", "pins.kmz", "pins.gpx"];
/// The formats of control points.
pub const CONTROLS: [&str; 2] = ["A01-1.points", "A01-1.json"];

/// The first byte chooses the format. Pins come from lines that are there, and are the same places in an account file.
pub fn import_pins(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let file = PINS[usize::from(*which) % PINS.len()];
    match pins(file, bytes) {
        // The lines are those of the document in the archive.
        Err(mistakes) if file.ends_with(".kmz") => {
            mistakes.0.iter().for_each(|mistake| says(mistake, &lines(mistake.line)))
        }
        Err(mistakes) => names_file_and_line(&mistakes, file, bytes),
        Ok(read) => {
            assert!(!read.points.is_empty() && read.points.len() <= POINTS);
            become_an_account(&read.points);
        }
    }
}

/// As many lines as a mistake needs.
fn lines(line: Option<usize>) -> Vec<u8> {
    vec![b'\n'; line.unwrap_or(1)]
}

fn become_an_account(pins: &[ImportedPin]) {
    let (account, of) = (Id::new("A01"), Key::new("main-gate"));
    let (Ok(account), Ok(of)) = (account, of) else { return };
    let without_a_place: Vec<ImportedPin> = pins.iter().map(|pin| ImportedPin { of: None, ..pin.clone() }).collect();
    let written = pins_toml(&account, &BTreeSet::new(), &without_a_place, Some(&of)).expect("all have a place");
    let table: toml::Table = written.parse().unwrap_or_else(|error| panic!("{error} in\n{written}"));
    let blocks = table["pin"].as_array().expect("an array of pins");
    assert_eq!(blocks.len(), pins.len());
    for (block, pin) in blocks.iter().zip(pins) {
        let position = block["position"].as_str().expect("a text");
        assert_eq!(coordinate::parse(position).as_ref(), Ok(&pin.position), "{position}");
        assert!(is_finite(&pin.position) && pin.radius95_m.is_none_or(|radius| radius.is_finite() && radius > 0.0));
    }
}

fn is_finite(position: &Position) -> bool {
    match position {
        Position::Geographic(at) => at.geometry().x().is_finite() && at.geometry().y().is_finite(),
        Position::Projected { easting, northing, .. } => easting.is_finite() && northing.is_finite(),
    }
}

/// The first byte chooses the format. Control points are numbers, from lines that are there.
pub fn import_controls(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let file = CONTROLS[usize::from(*which) % CONTROLS.len()];
    match controls(file, bytes) {
        Err(mistakes) => names_file_and_line(&mistakes, file, bytes),
        Ok(read) => {
            assert!(!read.points.is_empty() && read.points.len() <= POINTS);
            let numbers = read.points.iter().flat_map(|point| point.px.into_iter().chain(point.map));
            assert!(numbers.into_iter().all(f64::is_finite));
        }
    }
}
