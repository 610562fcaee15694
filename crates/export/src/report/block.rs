//! What a report is made of, as `locus_print::report` takes it: words, tables and figures, no layout.

use crate::report::Telling;
use locus_model::Text;
use locus_viewer_core::language::Language;
use serde::Serialize;

/// Words in the language of their part, or in another one and then marked, so that they are read aloud as what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Phrase {
    /// In the language of the part.
    Own(String),
    /// In another.
    In {
        /// The words.
        text: String,
        /// Two or three letters (ISO 639).
        language: String,
    },
    /// Below each other.
    Lines(Vec<Phrase>),
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::Own(text)
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Self::Own(text.to_owned())
    }
}

/// Words that are published in English alone.
pub fn english(text: impl Into<String>, of: Telling) -> Phrase {
    in_language(text, "en", of)
}

/// Words in a language that is named by its tag (BCP 47), of which the language alone is kept, or `und`.
pub fn in_language(text: impl Into<String>, tag: &str, of: Telling) -> Phrase {
    let language = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let known = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
    let language = if known { language } else { "und".to_owned() };
    let text = text.into();
    if language == of.tag() { Phrase::Own(text) } else { Phrase::In { text, language } }
}

/// A name in both languages, that of the part first; nothing where there is none.
pub fn both(text: &Text, language: Language) -> Option<String> {
    let own = language.own(text);
    let other = language.other().own(text);
    match (own, other) {
        (Some(own), Some(other)) if own != other => Some(format!("{own} / {other}")),
        (Some(name), _) | (None, Some(name)) => Some(name.to_owned()),
        (None, None) => text.any().map(str::to_owned),
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its share of the width, in whatever unit its neighbours have.
    pub share: f64,
    /// Whether it is aligned to the right, as figures are.
    pub right: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, share: f64) -> Self {
        Self { title: title.into(), share, right: false }
    }

    /// A column of figures.
    pub fn figures(title: impl Into<String>, share: f64) -> Self {
        Self { title: title.into(), share, right: true }
    }
}

/// One block, in reading order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for a part, 2 for a section, 3 below.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Phrase),
    /// What must not be overlooked.
    Caution(Phrase),
    /// Things of one kind.
    List(Vec<Phrase>),
    /// Questions and answers.
    Facts(Vec<(Phrase, Phrase)>),
    /// A table.
    Table {
        /// What it tells.
        caption: Phrase,
        /// Its columns.
        columns: Vec<Column>,
        /// As many phrases each as there are columns.
        rows: Vec<Vec<Phrase>>,
    },
    /// A drawing.
    Figure {
        /// Its name among the figures.
        file: String,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// What to see in it.
        caption: String,
    },
    /// Parts side by side.
    Columns(Vec<Part>),
    /// The list of headings of the part.
    Contents(String),
}

impl Block {
    /// The heading of a section.
    pub fn section(text: &str) -> Self {
        Self::Heading { level: 2, text: text.to_owned() }
    }

    /// A paragraph.
    pub fn paragraph(text: impl Into<Phrase>) -> Self {
        Self::Paragraph(text.into())
    }
}

/// Blocks in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Two-letter code.
    pub language: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}
