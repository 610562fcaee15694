//! Drawings, one a page, in their own size.

use crate::PrintError;
use crate::legible::{legible, legible_markup};
use crate::pdf::pdf;
use typst::foundations::{Array, Bytes, Dict, IntoValue, dict};

const TEMPLATE: &str = include_str!("../assets/drawing.typ");
/// The longest side of a page, millimetres: more than A0; readers refuse 5080 mm (ISO 32000-1, annex C.2).
const LONGEST_MM: f64 = 5000.0;

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The drawing as SVG 1.1, its text as text. It fills the page; characters that the font lacks are told by number.
    pub svg: String,
    /// Width of the page, millimetres.
    pub width_mm: f64,
    /// Height of the page, millimetres.
    pub height_mm: f64,
    /// Its name, for the list of pages.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// What the document says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imprint<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its language, a two-letter code (ISO 639-1).
    pub language: &'a str,
    /// What tells two documents of one title apart, such as the SHA-256 of what is drawn.
    pub id: &'a str,
}

/// The drawings as one PDF/UA-1: vectors stay vectors, text stays text.
///
/// # Errors
/// [`PrintError`] where there is no page, where a size is not between 1 mm and 5 m, where a title or alternative text is
/// missing (ISO 14289-1, 7.1 and 7.3), and where an SVG cannot be read.
pub fn drawing(pages: &[Drawing], imprint: Imprint) -> Result<Vec<u8>, PrintError> {
    if pages.is_empty() {
        return Err(unfit(imprint.title, "no page".to_owned(), "at least one page"));
    }
    let pages = pages.iter().map(page).collect::<Result<Array, PrintError>>()?;
    let inputs = dict! {
        "title" => legible(imprint.title),
        "language" => imprint.language,
        "pages" => pages,
    };
    pdf(TEMPLATE, inputs, imprint.id)
}

fn page(of: &Drawing) -> Result<typst::foundations::Value, PrintError> {
    for (side, mm) in [("width", of.width_mm), ("height", of.height_mm)] {
        if !(1.0..=LONGEST_MM).contains(&mm) {
            return Err(unfit(&of.title, format!("a {side} of {mm} mm"), "1 to 5000 mm"));
        }
    }
    for (what, text) in [("title", &of.title), ("alternative text", &of.alt)] {
        if text.trim().is_empty() {
            return Err(unfit(&of.title, format!("an empty {what}"), "words that say what the page shows"));
        }
    }
    let page: Dict = dict! {
        "svg" => Bytes::from_string(legible_markup(&of.svg)),
        "width" => of.width_mm,
        "height" => of.height_mm,
        "title" => legible(&of.title),
        "alt" => legible(&of.alt),
    };
    Ok(page.into_value())
}

fn unfit(about: &str, found: String, expected: &'static str) -> PrintError {
    PrintError::Unfit { about: about.to_owned(), found, expected }
}
