//! The answer to a click: what this is, who says so, who does not, how far off it may be, and what was assumed.
//!
//! An answer is words and pointers, no widgets: panels, tests and printed reports show the same one.

mod account;
mod alternatives;
mod element;
mod incident;
#[cfg(test)]
pub(crate) mod sample;
mod sheet;

pub use alternatives::claim;

use crate::language::Language;
use crate::selection::Selection;
use crate::words::Words;
use locus_model::Text;
use locus_publish::Bundle;

/// Everything published about one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Its name.
    pub title: String,
    /// What it is, in a line.
    pub subtitle: String,
    /// Question and answer, most asked first.
    pub rows: Vec<Row>,
    /// Everyone named in the rows: account and what is known of the person's vantage.
    pub accounts: Vec<Row>,
    /// Where the drawings show it.
    pub crops: Vec<CropOf>,
    /// What was said about it.
    pub statements: Vec<Said>,
    /// Ids of the incidents here, in the bundle's order.
    pub incidents: Vec<String>,
    /// What must not be overlooked.
    pub warnings: Vec<String>,
    /// Of an incident: the summary, to be opened by hand.
    pub sensitive: Option<Text>,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The question.
    pub label: String,
    /// The answer.
    pub value: String,
}

/// The part of a scan that shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CropOf {
    /// The sheet.
    pub sheet: String,
    /// Whose it is.
    pub account: String,
    /// The strokes, pixels of the upright scan; one point for a spot. Never empty, but a scan may not be at hand.
    pub strokes: Vec<Vec<[f64; 2]>>,
    /// The scan, relative to the case folder.
    pub image: Option<String>,
}

/// Something a person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Id of the statement.
    pub id: String,
    /// Who.
    pub account: String,
    /// What about, in a word: `distance`.
    pub kind: String,
    /// The names of the places it speaks of, in order.
    pub of: Vec<String>,
    /// Whether the person affirms, denies or does not know.
    pub polarity: String,
    /// Value, unit and standard deviation.
    pub value: Option<String>,
    /// The words by language tag; the language the person spoke first, where that is known.
    pub texts: Vec<(String, String)>,
    /// Whether the first of them are the person's own words.
    pub is_original_known: bool,
    /// Timecode in the recording.
    pub at: Option<String>,
}

/// What is known of the thing pointed at; `None` where the bundle has no such thing.
pub fn answer(bundle: &Bundle, selection: &Selection, language: Language) -> Option<Answer> {
    let of = Asked { bundle, language };
    match selection {
        Selection::Element(id) => bundle.elements.iter().find(|e| e.id == *id).map(|e| element::answer(of, e)),
        Selection::Incident(id) => bundle.incidents.iter().find(|i| i.id == *id).map(|i| incident::answer(of, i)),
        Selection::Sheet(id) => bundle.sheets.iter().find(|s| s.id == *id).map(|s| sheet::answer(of, s)),
    }
}

/// How far the imagery, and everything with it, may be shifted: what no radius includes.
pub fn imagery_offset(bundle: &Bundle, language: Language) -> String {
    element::offset(Asked { bundle, language })
}

/// What is asked of, and in which language.
#[derive(Clone, Copy)]
struct Asked<'a> {
    bundle: &'a Bundle,
    language: Language,
}

impl<'a> Asked<'a> {
    fn say(self, words: Words) -> String {
        words.of(self.language).to_owned()
    }

    fn fill(self, words: Words, values: &[(&str, &str)]) -> String {
        words.with(self.language, values)
    }

    fn row(self, label: Words, value: String) -> Row {
        Row { label: self.say(label), value }
    }

    /// The name of a level, else its id.
    fn level(self, id: &'a str) -> &'a str {
        let level = self.bundle.levels.iter().find(|level| level.id == id);
        level.and_then(|level| self.language.of(&level.name)).unwrap_or(id)
    }

    /// The name of a place, else its key.
    fn place(self, key: &'a str) -> &'a str {
        let named = self.bundle.elements.iter().filter(|e| e.key.as_deref() == Some(key));
        named.filter_map(|e| self.language.of(e.name.as_ref()?)).next().unwrap_or(key)
    }
}

/// `A01, A02`, or the words for nobody.
fn listed(ids: &[String], nobody: &str) -> String {
    if ids.is_empty() { nobody.to_owned() } else { ids.join(", ") }
}

#[cfg(test)]
mod tests;
