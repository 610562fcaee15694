//! Pins and control points from other programs' files.
//!
//! | file | pins | control points |
//! |---|---|---|
//! | `.csv` | a row each, columns found by their header | |
//! | `.geojson`, `.json` | `Point` features (RFC 7946) | IIIF Georeference Annotation |
//! | `.kml`, `.kmz` | placemarks with a `Point` (OGC 12-007r2) | |
//! | `.gpx` | waypoints (GPX 1.0, 1.1) | |
//! | `.points` | | QGIS Georeferencer |
//!
//! All files are taken for hostile: sizes and depths are limited, entities are refused, links are never followed. What
//! a file holds and Locus does not take (lines, tracks, links, unknown columns) becomes a note, never silence.

mod annotation;
mod csv;
mod geojson;
mod gpx;
mod kml;
mod kmz;
mod place;
mod points;
mod render;
pub(crate) mod xml;

use crate::findings::{Findings, Page};
use crate::mistake::Mistakes;
use locus_model::{Key, Note, NoteKind, Position};

pub use render::pins_toml;

use crate::import_limits as limits;

/// What a file gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported<T> {
    /// The pins or control points, in the order of the file.
    pub points: Vec<T>,
    /// What was left out, and what is doubtful.
    pub notes: Vec<Note>,
}

/// A pin as another program wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedPin {
    /// The key it locates: a property `of` or `key`, else a name that is a key as it stands.
    pub of: Option<Key>,
    /// What it is called.
    pub name: Option<String>,
    /// Where.
    pub position: Position,
    /// The position exactly as it stands in the file.
    pub verbatim: String,
    /// Radius that holds 95 %, metres; only where the file says that it is that.
    pub radius95_m: Option<f64>,
    /// Remarks of the file.
    pub note: Option<String>,
    /// The file's name.
    pub file: String,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// In which pixels a control point counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PixelFrame {
    /// The scan as stored, as GDAL and QGIS see it, whatever its EXIF orientation says: turn them upright
    /// (`locus_sketch::upright_px`) before use.
    Stored,
    /// An image of this width and height (pixels) as shown, where the file says the size.
    Shown(Option<[u32; 2]>),
}

/// A control point as another program wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedControl {
    /// Pixels of the scan: x right, y down, (0, 0) at the outer corner of the upper-left pixel.
    pub px: [f64; 2],
    /// In which pixels these are.
    pub frame: PixelFrame,
    /// Map coordinates: easting, northing, or longitude, latitude.
    pub map: [f64; 2],
    /// Their CRS, where the file says it.
    pub epsg: Option<u32>,
    /// What it is called.
    pub label: Option<String>,
    /// Whether it was switched on; one that was not is to be reported, not used.
    pub enabled: bool,
    /// The line it begins on, from 1.
    pub line: usize,
}

impl ImportedControl {
    /// Its place; `None` where the file does not say the CRS.
    pub fn position(&self) -> Option<Position> {
        let [easting, northing] = self.map;
        match self.epsg? {
            4326 => Some(Position::Geographic(locus_model::In::claim(geo::Point::new(easting, northing)))),
            epsg => Some(Position::Projected { epsg, easting, northing }),
        }
    }
}

/// Reads pins; the format follows from the file name's extension.
///
/// # Errors
/// Every mistake of the file; also a file in which no pin is found.
pub fn pins(file_name: &str, bytes: &[u8]) -> Result<Imported<ImportedPin>, Mistakes> {
    read(file_name, bytes, "pin", |page, extension| match extension {
        "csv" => csv::pins(page, text(page, bytes)?),
        "geojson" | "json" => geojson::pins(page, text(page, bytes)?),
        "kml" | "gpx" | "xml" => xml_pins(page, text(page, bytes)?),
        "kmz" => kmz::main_document(page, bytes).and_then(|document| xml_pins(page, text(page, &document)?)),
        _ => {
            let expected = ".csv, .geojson, .json, .kml, .kmz or .gpx";
            page.mistake(1, format!("a file \".{extension}\""), expected, "export the places in one of these formats");
            None
        }
    })
}

/// Reads control points of one sheet; the format follows from the file name's extension.
///
/// # Errors
/// Every mistake of the file; also a file in which no control point is found.
pub fn controls(file_name: &str, bytes: &[u8]) -> Result<Imported<ImportedControl>, Mistakes> {
    read(file_name, bytes, "control point", |page, extension| match extension {
        "points" => points::controls(page, text(page, bytes)?),
        "json" => annotation::controls(page, text(page, bytes)?),
        _ => {
            let expected = ".points (QGIS Georeferencer) or .json (IIIF Georeference Annotation)";
            page.mistake(
                1,
                format!("a file \".{extension}\""),
                expected,
                "save the control points in one of these formats",
            );
            None
        }
    })
}

fn xml_pins(page: &Page, text: &str) -> Option<Vec<ImportedPin>> {
    let root = page.keep(xml::parse(text))?;
    match root.name.as_str() {
        "kml" => Some(kml::pins(page, &root)),
        "gpx" => Some(gpx::pins(page, &root)),
        other => {
            let found = format!("a document <{other}>");
            page.mistake(root.line, found, "<kml> or <gpx> around everything", "export the places again");
            None
        }
    }
}

fn read<T>(
    file_name: &str,
    bytes: &[u8],
    what: &str,
    reader: impl FnOnce(&Page, &str) -> Option<Vec<T>>,
) -> Result<Imported<T>, Mistakes> {
    let findings = Findings::default();
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let page = Page { file, findings: &findings };
    let extension = file.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let points = match bytes.len() {
        0..=limits::FILE_BYTES => reader(&page, &extension).unwrap_or_default(),
        _ => {
            let expected = format!("at most {} MiB", limits::FILE_BYTES >> 20);
            page.mistake(1, format!("{} MiB", bytes.len() >> 20), expected, "export only the places of this facility");
            Vec::new()
        }
    };
    if findings.is_clean() && points.is_empty() {
        let there: Vec<String> = findings.notes().into_iter().map(|note| note.message).collect();
        let found = if there.is_empty() { "nothing".to_owned() } else { there.join("; ") };
        page.mistake(1, found, format!("at least one {what}"), "mark the places as points and export again");
    }
    if points.len() > limits::POINTS {
        let found = format!("{} of kind {what}", points.len());
        page.mistake(1, found, format!("at most {}", limits::POINTS), "export only the places of this facility");
    }
    let notes = findings.notes();
    if findings.is_clean() { Ok(Imported { points, notes }) } else { Err(findings.into_mistakes()) }
}

/// The file as text: UTF-8, with or without a byte order mark.
pub(crate) fn text<'b>(page: &Page, bytes: &'b [u8]) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            page.mistake(line, "bytes that are no UTF-8", "text in UTF-8", "save or export the file as UTF-8");
            None
        }
    }
}

/// Notes that something of the file is not used.
fn left_out(page: &Page, line: usize, what: impl Into<String>, remedy: &str) {
    page.note(NoteKind::LeftOut, line, what, remedy);
}
