//! Imported pins as `[[pin]]` blocks of an account file.

use super::ImportedPin;
use crate::coordinate;
use crate::mistake::{Mistake, Mistakes};
use locus_model::{Id, Key, Position};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Renders pins as TOML to append to the file of `account`. Ids continue the numbering of `existing` (`A03-p7` after
/// `A03-p6`). The position is kept as it was written where the coordinate reader finds the same place in it; else it is
/// written in decimal degrees and the original words go into the note.
///
/// `of` names the place of all pins that do not say it themselves.
///
/// # Errors
/// A pin whose place is unknown, or is another one than `of`.
pub fn pins_toml(
    account: &Id,
    existing: &BTreeSet<Id>,
    pins: &[ImportedPin],
    of: Option<&Key>,
) -> Result<String, Mistakes> {
    let mut next = next_number(account, existing);
    let mut mistakes = Vec::new();
    let mut text = String::new();
    for pin in pins {
        match place(pin, of) {
            Ok(key) => {
                text.push_str(&block(&format!("{account}-p{next}"), key, pin));
                next += 1;
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() { Ok(text) } else { Err(Mistakes(mistakes)) }
}

/// One more than the highest number among ids `<account>-p<n>`.
fn next_number(account: &Id, existing: &BTreeSet<Id>) -> u64 {
    let prefix = format!("{account}-p");
    let number = |id: &Id| id.as_str().strip_prefix(&prefix)?.parse::<u64>().ok();
    existing.iter().filter_map(number).max().unwrap_or(0).saturating_add(1)
}

fn place<'k>(pin: &'k ImportedPin, of: Option<&'k Key>) -> Result<&'k Key, Mistake> {
    let refuse = |found: String, expected: &str, remedy: &str| Mistake {
        file: pin.file.clone(),
        line: Some(pin.line),
        found,
        expected: expected.to_owned(),
        remedy: remedy.to_owned(),
    };
    match (&pin.of, of) {
        (Some(own), Some(given)) if own != given => Err(refuse(
            format!("a pin of \"{own}\" although \"{given}\" was asked for"),
            "one place",
            "import without naming the place, or correct the file",
        )),
        (Some(own), _) => Ok(own),
        (None, Some(given)) => Ok(given),
        (None, None) => Err(refuse(
            pin.name
                .as_ref()
                .map_or("a pin without a name".to_owned(), |name| format!("the name \"{name}\", which is no key")),
            "the key of the place it locates, for example \"main-gate\"",
            "say it when importing (--of KEY), or give the place a property or column `of`",
        )),
    }
}

fn block(id: &str, of: &Key, pin: &ImportedPin) -> String {
    let (position, as_written) = position_text(pin);
    let name = pin.name.as_deref().filter(|name| *name != of.as_str());
    let remarks = [
        name.map(|name| format!("name: {name}")),
        pin.note.clone(),
        as_written.map(|words| format!("position as written: {words}")),
        Some(format!("imported from {}", pin.file)),
    ];
    let note = remarks.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let mut text = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(
        text,
        "\n[[pin]]\nid = {}\nof = {}\nposition = {}",
        quoted(id),
        quoted(of.as_str()),
        quoted(&position)
    );
    if let Some(radius) = pin.radius95_m {
        let _ = writeln!(text, "radius95_m = {radius:?}");
    }
    let _ = writeln!(text, "note = {}", quoted(&note));
    text
}

/// The text of the position, and the original words where they could not be kept.
fn position_text(pin: &ImportedPin) -> (String, Option<&str>) {
    if coordinate::parse(&pin.verbatim).as_ref() == Ok(&pin.position) {
        return (pin.verbatim.clone(), None);
    }
    let text = match &pin.position {
        Position::Geographic(at) => coordinate::decimal_text(at.geometry().y(), at.geometry().x()),
        Position::Projected { epsg, easting, northing } => format!("EPSG:{epsg} {easting} E {northing} N"),
    };
    (text, Some(&pin.verbatim))
}

/// A TOML basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Control characters, and those that hide or reorder the text around them in an editor.
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}') =>
            {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
