//! Every text once, however many things are known under it: thousands of walls share a kind, thousands of incidents a
//! category and a place.

use super::folded::Folded;
use super::query::{Query, Rank, rank};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    kept: Vec<(String, Folded)>,
    positions: BTreeMap<String, usize>,
}

impl Texts {
    /// The position of a text, which is kept if it is new.
    pub fn keep(&mut self, text: &str) -> usize {
        if let Some(&position) = self.positions.get(text) {
            return position;
        }
        let position = self.kept.len();
        self.kept.push((text.to_owned(), Folded::new(text)));
        self.positions.insert(text.to_owned(), position);
        position
    }

    /// The text at a position.
    pub fn text(&self, position: usize) -> &str {
        self.kept.get(position).map_or("", |(text, _)| text)
    }

    /// How every text answers each word of the query.
    pub fn ranks(&self, query: &Query) -> Vec<Vec<Option<Rank>>> {
        query.words().map(|word| self.kept.iter().map(|(_, folded)| rank(word, folded)).collect()).collect()
    }
}
