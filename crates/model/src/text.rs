//! Text for people, in the languages it was given in.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text by language (BCP 47 tag); a plain string in a case file is kept under the tag `und` (undetermined).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// A text whose language was not said.
    pub fn undetermined(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([("und".to_owned(), text.into())]))
    }

    /// The text in one language.
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// The English text, else the undetermined one.
    pub fn en(&self) -> Option<&str> {
        self.get("en").or_else(|| self.get("und"))
    }

    /// The Korean text.
    pub fn ko(&self) -> Option<&str> {
        self.get("ko")
    }

    /// Whichever text there is, English first.
    pub fn any(&self) -> Option<&str> {
        self.en().or_else(|| self.0.values().next().map(String::as_str))
    }
}
