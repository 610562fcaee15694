//! Texts as they are compared: what spelling, case, accents and spacing do not change.

use super::hangul;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters and digits of a text: composed (NFC), without accents, in lower case, without what stands between them.
///
/// Spaces are left out because Korean sets them freely; apostrophes and half rings because romanisations do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    /// What is compared.
    pub letters: Box<[char]>,
    /// Where words begin, ascending.
    pub words: Box<[u32]>,
}

impl Folded {
    pub fn new(text: &str) -> Self {
        // Upper case first: it makes one of ß and ss, and of ς and σ.
        let cased =
            text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        let plain = cased.nfc().flat_map(hangul::typed).filter(|c| !is_romanising_mark(*c));
        let (mut letters, mut words, mut inside) = (Vec::new(), Vec::new(), false);
        for letter in plain {
            let is_letter = letter.is_alphanumeric();
            if is_letter && !inside {
                words.extend(u32::try_from(letters.len()));
            }
            if is_letter {
                letters.push(letter);
            }
            inside = is_letter;
        }
        Self { letters: letters.into(), words: words.into() }
    }
}

/// Marks inside a word that some write and others do not: P'yŏngyang, Pʼyŏngyang, P’yŏngyang.
fn is_romanising_mark(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`' | '\u{2B0}'..='\u{2FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).letters.iter().collect()
    }

    #[test]
    fn spelling_does_not_matter() {
        for spelling in ["P'yŏngyang", "P’yŏngyang", "PʼYO\u{306}NGYANG", "pyongyang"] {
            assert_eq!(folded(spelling), "pyongyang");
        }
        assert_eq!(folded("여자 감방"), folded("여자감방"));
        assert_eq!(folded(&"감방".nfd().collect::<String>()), "감방");
        assert_eq!(folded("Straße"), folded("STRASSE"));
        assert_eq!(folded("—"), "");
    }

    #[test]
    fn words_begin_after_what_is_no_letter() {
        assert_eq!(*Folded::new("cell-3/door, P'yŏngyang").words, [0, 4, 5, 9]);
    }
}
