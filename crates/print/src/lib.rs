//! Pages for people who print: PDF with selectable text, vectors, embedded fonts and a structure that screen readers
//! follow (PDF/UA-1, ISO 14289-1).
//!
//! This crate knows pages and words, nothing of facilities: [`drawing`] takes SVG, [`report`] takes blocks of text,
//! tables and figures as JSON. Typesetting is Typst's. Its world is closed: one template of ours, one font, and what was
//! handed in; no file, no network, no clock. What was handed in is data, never source text, so that no name can run.
//!
//! The same input gives the same bytes: the document has no date, and its identifier is made from what the caller says.
//!
//! Lengths are millimetres on paper.

mod drawing;
mod error;
mod font;
mod legible;
mod pdf;
mod report;
mod world;

pub use drawing::{Drawing, Imprint, drawing};
pub use error::PrintError;
pub use report::report;

#[cfg(test)]
mod tests;
