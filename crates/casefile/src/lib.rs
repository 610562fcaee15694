//! Reads a facility folder into a [`Case`], and explains every mistake in it.
//!
//! [`read`] takes a folder in case format 1 (`docs/case-format.md`) and gives either the whole case or the whole list of
//! its [`Mistakes`], each with its file, its line, what was found, what was expected and what to do. Nothing is repaired
//! and nothing is guessed: what the format allows to be absent stays absent, and what is legal but looks wrong becomes a
//! note of the case.
//!
//! TOML and GeoJSON become one tree of values that know their lines (`value`); a table is read by asking for its keys
//! (`table`), and what nobody asked for is a mistake. So every kind of file is a short list of fields, and a typing error
//! cannot lose evidence.
//!
//! All input is taken for hostile: names cannot leave the folder (`file`), sizes and depths have limits ([`LIMITS`]), and
//! nothing in a file is executed, followed or fetched.

mod account;
mod assemble;
mod case_toml;
pub mod coordinate;
mod described;
mod field;
mod file;
mod findings;
mod folder;
mod footprints;
mod geojson;
mod geometry;
mod imagery;
pub mod import;
mod incidents;
mod json_tree;
mod known;
mod landmarks;
mod mistake;
pub mod review;
mod rfc4180;
mod ring;
mod sheet;
mod statement;
mod table;
mod toml_tree;
mod trace;
mod value;
#[cfg(test)]
mod verdicts;
mod vocabulary;
mod words;

pub use file::{open, read_bytes, resolve};
pub use locus_model::limits::case::{LIMITS, Limits};
use locus_model::limits::{case as limits, import as import_limits};
pub use mistake::{Mistake, Mistakes};
pub use vocabulary::vocabulary;

use locus_model::Case;
use std::path::Path;

/// Reads the case in `folder`.
///
/// # Errors
/// Every mistake of every file, by file and line; of a file that is no TOML, JSON or CSV at all, where it stops being
/// one. A `format` other than 1 is the only mistake told, for the rest could mean anything.
pub fn read(folder: &Path) -> Result<Case, Mistakes> {
    let findings = findings::Findings::default();
    match assemble::assemble(folder, &findings) {
        Some(case) if findings.is_clean() => Ok(case),
        _ => Err(findings.into_mistakes()),
    }
}
