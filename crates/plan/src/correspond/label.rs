//! What two names say about whether their places are one.

use super::glossary::TERMS;
use std::collections::BTreeSet;

/// Weight of one name being another's equal, as a natural logarithm of a likelihood ratio: people give one place one
/// name, and a sheet names a few dozen things.
const SAME: f64 = 4.5;

/// Weight of a name that fits another but for a number that one of them lacks.
const NUMBER_MISSING: f64 = 1.0;

/// Weight against: two numbers of the same thing are two things.
const OTHER_NUMBER: f64 = -5.0;

/// Weight against: people seldom call one place by two words.
const OTHER_WORD: f64 = -3.0;

/// Words this similar (1 minus the normalised Damerau-Levenshtein distance) are one word misspelt.
const MISSPELT: f64 = 0.75;

/// A name as terms of the glossary, other words, and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    terms: BTreeSet<usize>,
    words: String,
    hangul: bool,
    numbers: Vec<u64>,
}

impl Label {
    /// Reads a name, or a key as a name; `None` where nothing is left to compare.
    pub fn new(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let spaced: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let numbers = spaced.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        let letters: String = spaced.chars().map(|c| if c.is_numeric() { ' ' } else { c }).collect();
        // The counter of "3호 감방" is part of the number.
        let words: Vec<&str> = letters.split_whitespace().filter(|w| !["호", "번", "no", "nr"].contains(w)).collect();
        let words = words.join(" ");
        let hangul = words.chars().any(|c| ('가'..='힣').contains(&c));
        let terms = terms(&words);
        let label = Self { terms, words, hangul, numbers };
        (!label.words.is_empty() || !label.numbers.is_empty()).then_some(label)
    }

    /// Natural logarithm of the likelihood ratio of "one place" to "two places"; 0 where the two cannot be compared: one
    /// in Korean, one not, and a word that the glossary lacks.
    pub fn weight(&self, other: &Self) -> f64 {
        let Some(same_word) = self.same_word(other) else { return 0.0 };
        match (same_word, self.numbers == other.numbers) {
            (true, true) => SAME,
            (true, false) if self.numbers.is_empty() || other.numbers.is_empty() => NUMBER_MISSING,
            (true, false) => OTHER_NUMBER,
            (false, _) => OTHER_WORD,
        }
    }

    fn same_word(&self, other: &Self) -> Option<bool> {
        if !self.terms.is_empty() && !other.terms.is_empty() {
            return Some(!self.terms.is_disjoint(&other.terms));
        }
        if self.hangul != other.hangul {
            return None;
        }
        Some(strsim::normalized_damerau_levenshtein(&self.words, &other.words) >= MISSPELT)
    }
}

/// The terms whose longest spelling the words contain: "cell block" is no cell, "감방동" no "감방".
fn terms(words: &str) -> BTreeSet<usize> {
    let compact: String = words.split_whitespace().collect();
    let spelling = |term: &str| compact.contains(&term.split_whitespace().collect::<String>());
    let found = |term: &[&str]| term.iter().filter(|s| spelling(s)).map(|s| s.chars().count()).max();
    // Korean writes in syllables what English writes in letters: lengths compare within one script only.
    let longest: Vec<(usize, usize)> = TERMS.iter().enumerate().filter_map(|(i, t)| Some((i, found(t)?))).collect();
    let most = longest.iter().map(|(_, letters)| *letters).max();
    longest.into_iter().filter(|(_, letters)| Some(*letters) == most).map(|(i, _)| i).collect()
}

/// The strongest thing that any name of one place says about any name of the other; 0 where either has none. A person
/// who gives a place two names is served by the one that fits.
pub fn weight(a: &[Label], b: &[Label]) -> f64 {
    let all = a.iter().flat_map(|a| b.iter().map(|b| a.weight(b)));
    all.filter(|w| *w != 0.0).reduce(f64::max).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn says(a: &str, b: &str) -> f64 {
        Label::new(a).unwrap().weight(&Label::new(b).unwrap())
    }

    #[test]
    fn one_place_is_known_by_its_name_in_either_language() {
        for (a, b) in [
            ("Cell 3", "3호 감방"),
            ("Kitchen", "취사장"),
            ("Main gate", "정문"),
            ("Cell block", "감방동"),
            ("cell-3", "3호 감방"),
            ("Guard room", "경비실"),
        ] {
            assert_eq!(says(a, b), SAME, "{a} and {b}");
            assert_eq!(says(b, a), SAME, "{b} and {a}");
        }
    }

    #[test]
    fn another_number_or_another_word_is_another_place() {
        assert_eq!(says("Cell 3", "4호 감방"), OTHER_NUMBER);
        assert_eq!(says("Cell block", "Cell"), OTHER_WORD);
        assert_eq!(says("감방동", "감방"), OTHER_WORD);
        assert_eq!(says("Kitchen", "변소"), OTHER_WORD);
    }

    #[test]
    fn a_slip_of_the_pen_is_forgiven_and_an_unknown_word_in_another_script_says_nothing() {
        assert_eq!(says("Kitchen", "Kichen"), SAME);
        assert_eq!(says("Pump house", "양수장"), 0.0);
        assert_eq!(says("Cell 3", "Cell"), NUMBER_MISSING);
        assert!(Label::new(" - ").is_none());
    }
}
