//! Text that the font can show, and that looks like what it is.
//!
//! PDF/UA-1 forbids pictures of missing characters (ISO 14289-1, 7.21.8), and a name must not be able to hide or turn the
//! words around it. What cannot be shown is therefore told by its number, `[U+6F22]`, never left out.

use crate::font;
use serde_json::Value;
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

/// The text with every character told that the font has no picture of. Line feeds stay; Hangul typed as single letters is
/// put together (NFC), because the font has whole syllables.
pub fn legible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfc() {
        if character == '\n' || (font::shows(character) && !is_unseen(character)) {
            out.push(character);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "[U+{:04X}]", u32::from(character));
        }
    }
    out
}

/// The same for markup, in which a character may stand as a reference (`&#x6F22;`, XML 1.0, section 4.1).
pub fn legible_markup(markup: &str) -> String {
    let mut parts = markup.split("&#");
    let mut out = parts.next().map(legible).unwrap_or_default();
    for part in parts {
        let referred = part.split_once(';').and_then(|(number, rest)| Some((referred(number)?, rest)));
        match referred {
            // Markup of its own stays a reference.
            Some((character, rest)) if !"<>&\"'".contains(character) => {
                out.push_str(&legible(&format!("{character}{rest}")));
            }
            _ => out.push_str(&format!("&#{}", legible(part))),
        }
    }
    out
}

/// The character of `x6F22` or `28450`.
fn referred(number: &str) -> Option<char> {
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

/// Every string of a value, names of members left alone.
pub fn legible_value(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(legible(text)),
        Value::Array(items) => items.iter().map(legible_value).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), legible_value(value))).collect(),
        other => other.clone(),
    }
}

/// Controls and marks that change how their neighbours look or hide between them, whatever the font has for them.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{115f}' | '\u{1160}' | '\u{3164}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_has_no_picture_is_told_by_its_number() {
        assert_eq!(legible("4호 감방, cell 4"), "4호 감방, cell 4");
        assert_eq!(legible("漢字"), "[U+6F22][U+5B57]");
        assert_eq!(legible("a\u{202e}b\u{0}c"), "a[U+202E]b[U+0000]c");
        assert_eq!(legible("\u{1112}\u{1161}\u{11ab}"), "한", "letters become a syllable");
        assert_eq!(legible("two\nlines"), "two\nlines");
    }

    #[test]
    fn references_are_characters_unless_they_are_markup() {
        assert_eq!(legible_markup("<a>&#x6F22;&#44048;&#60;&lt;&#1;</a>"), "<a>[U+6F22]감&#60;&lt;[U+0001]</a>");
        assert_eq!(legible_markup("&#zz; &#12 &#x110000;"), "&#zz; &#12 &#x110000;", "left for the parser to refuse");
    }

    #[test]
    fn strings_are_made_legible_wherever_they_stand() {
        let value = serde_json::json!({"漢": [1, "漢", {"b": "\u{202e}"}]});
        assert_eq!(legible_value(&value), serde_json::json!({"漢": [1, "[U+6F22]", {"b": "[U+202E]"}]}));
    }

    proptest! {
        #[test]
        fn everything_in_it_can_be_shown(text in any::<String>()) {
            prop_assert!(legible(&text).chars().all(|c| c == '\n' || font::shows(c)));
        }
    }
}
