//! The two languages of the interface and of the data.

use locus_model::Text;
use serde::{Deserialize, Serialize};

/// Which language comes first. The data are shown in their original words whatever is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Korean.
    Ko,
}

impl Language {
    /// Of a pair `(English, Korean)`, the one.
    pub fn pick<'a>(self, en: &'a str, ko: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Ko => ko,
        }
    }

    /// The text in this language, else whatever there is.
    pub fn of(self, text: &Text) -> Option<&str> {
        self.own(text).or_else(|| text.any())
    }

    /// The text in this language alone.
    pub fn own(self, text: &Text) -> Option<&str> {
        match self {
            Self::En => text.en(),
            Self::Ko => text.ko(),
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Ko,
            Self::Ko => Self::En,
        }
    }
}
