//! Ids of evidence and keys of places: readable, never derived from a person.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text is no id or no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} \"{found}\" must match {expected}")]
pub struct IdError {
    /// `id` or `key`.
    pub what: &'static str,
    /// What was written.
    pub found: String,
    /// The pattern it has to match.
    pub expected: &'static str,
}

/// The longest id or key that is read, in bytes: ids become file names.
pub const MAX_ID_BYTES: usize = 120;

/// The id of a piece of evidence (an account, a sheet, a pin, an image) or of a published element:
/// `[A-Za-z0-9][A-Za-z0-9._-]*`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

/// The key of a place in the facility that several people may talk about: `main-gate`, `cell-3/door`. Lower case,
/// digits, `-`, `.`, `_`, with `/` between parts (`cell-3/door#2` names derived nodes).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Id {
    /// The pattern, as printed in messages.
    pub const PATTERN: &'static str = "[A-Za-z0-9][A-Za-z0-9._-]*, at most 120 bytes";

    /// Checks and wraps.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let mut bytes = text.bytes();
        let first = bytes.next().is_some_and(|b| b.is_ascii_alphanumeric());
        let rest = bytes.all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if first && rest && text.len() <= MAX_ID_BYTES {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError { what: "id", found: text.to_owned(), expected: Self::PATTERN })
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Key {
    /// The pattern, as printed in messages.
    pub const PATTERN: &'static str = "lower-case parts of [a-z0-9][a-z0-9._#-]* joined by \"/\", at most 120 bytes";

    /// Checks and wraps.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let part = |p: &str| {
            let mut bytes = p.bytes();
            let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
            bytes.next().is_some_and(lower) && bytes.all(|b| lower(b) || b"._#-".contains(&b))
        };
        if !text.is_empty() && text.len() <= MAX_ID_BYTES && text.split('/').all(part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError { what: "key", found: text.to_owned(), expected: Self::PATTERN })
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place this key is a part of: `cell-3` of `cell-3/door`; the key itself where it has no part.
    pub fn place(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(place, _)| place)
    }
}

macro_rules! shown {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )*};
}
shown!(Id, Key);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_keys_refuse_what_paths_and_shells_would_read_otherwise() {
        for good in ["A03", "A03-1", "2019-05-12", "a.b_c"] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
        for bad in ["", ".hidden", "-rf", "a/b", "a b", "감방", "a\n", "../x", &"a".repeat(121)] {
            assert!(Id::new(bad).is_err(), "{bad}");
        }
        for good in ["main-gate", "cell-3/door", "perimeter#1"] {
            assert!(Key::new(good).is_ok(), "{good}");
        }
        for bad in ["", "Cell-3", "cell-3/", "/door", "cell 3", "cell-3//door", "../x"] {
            assert!(Key::new(bad).is_err(), "{bad}");
        }
        assert_eq!(Key::new("cell-3/door").map(|k| k.place().to_owned()), Ok("cell-3".to_owned()));
    }
}
