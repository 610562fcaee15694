//! A drawing on its way to a person and back: as the trace file of the case format (which QGIS opens), and as an SVG over
//! the scan (which Inkscape opens).
//!
//! | file | out | back |
//! |---|---|---|
//! | `<sheet>.trace.geojson` | [`geojson`] | [`read_trace`]: as the case format asks; [`read_edited`]: as an editor left it |
//! | `<sheet>.svg` | [`svg`] | [`read_edited`] |
//!
//! What comes back is a drawing as it stands in the file. Which of its elements a person changed is told by comparing it
//! with what went out, which is not the business of a reader (`locus_sketch::review`).
//!
//! An SVG is read for the geometry and the data of its paths. Styles have no meaning; scripts, links, clones, pictures
//! other than the scan and whatever else an SVG may hold are left out with a note, and nothing is run, followed, fetched
//! or expanded.

mod attributes;
mod geojson;
mod layers;
mod outline;
mod placement;
mod properties;
mod svg;
mod svg_read;

pub use geojson::{geojson, ink_geojson};
pub use svg::svg;

use crate::findings::{Findings, Page};
use crate::limits::LIMITS;
use crate::mistake::Mistakes;
use crate::{json_tree, trace};
use locus_model::{Drawing, Note, SketchPx};

/// Curves are replaced by chords at most this far from them, pixels of the scan.
pub const FLATNESS_PX: f64 = 0.1;

/// A drawing, and what was noticed while it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDrawing {
    /// The drawing as it stands in the file.
    pub drawing: Drawing<SketchPx>,
    /// What was left out, assumed, or is doubtful.
    pub notes: Vec<Note>,
}

/// The scan that a drawing belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanFile<'a> {
    /// Its file name, without folder.
    pub name: &'a str,
    /// Width and height as shown, pixels.
    pub size: [u32; 2],
}

/// Reads a `.trace.geojson` over the scan `image` (its file name), as strictly as with its case.
///
/// # Errors
/// Every mistake of the file.
pub fn read_trace(file_name: &str, bytes: &[u8], image: &str) -> Result<ReadDrawing, Mistakes> {
    read(file_name, bytes, |page, text| trace::read(page, &json_tree::parse(page, text)?, Some(image)))
}

/// Reads a drawing that an editor saved: `.svg`, or `.geojson` from which the editor may have dropped what is said of the
/// collection as a whole (a note tells what was assumed; what is there must be right).
///
/// # Errors
/// Every mistake of the file; also a file without any element.
pub fn read_edited(file_name: &str, bytes: &[u8], scan: ScanFile) -> Result<ReadDrawing, Mistakes> {
    let is_svg = file_name.to_ascii_lowercase().ends_with(".svg");
    read(file_name, bytes, |page, text| {
        let drawing = match is_svg {
            true => svg_read::read(page, text, scan)?,
            false => trace::read_edited(page, &json_tree::parse(page, text)?, scan.name)?,
        };
        if drawing.strokes.is_empty() && page.findings.is_clean() {
            page.about_file("a drawing without any element", "at least one", "did the editor save another layer?");
        }
        Some(drawing)
    })
}

fn read(
    file_name: &str,
    bytes: &[u8],
    reader: impl FnOnce(&Page, &str) -> Option<Drawing<SketchPx>>,
) -> Result<ReadDrawing, Mistakes> {
    let findings = Findings::default();
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let page = Page { file, findings: &findings };
    let limit = LIMITS.geojson_bytes;
    let drawing = if bytes.len() as u64 > limit {
        let found = format!("a file of {} MiB", bytes.len() >> 20);
        page.about_file(found, format!("at most {} MiB", limit >> 20), "link the scan instead of embedding it");
        None
    } else {
        crate::import::text(&page, bytes).and_then(|text| reader(&page, text))
    };
    let notes = findings.notes();
    match drawing {
        Some(drawing) if findings.is_clean() => Ok(ReadDrawing { drawing, notes }),
        _ => Err(findings.into_mistakes()),
    }
}
