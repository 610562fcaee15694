//! What a person types, and how well a text answers it.

use super::folded::Folded;
use super::hangul;

/// A query: every word of it must be found.
#[derive(Clone, Debug)]
pub(super) struct Query(Vec<Box<[char]>>);

/// How a text answers a word, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Somewhere inside.
    Inside,
    /// From the beginning of a word.
    Word,
    /// From the beginning.
    Start,
    /// All of it.
    Whole,
}

/// By what, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// Some syllables by their initial consonants alone.
    Initials,
    /// The last syllable by the letters typed so far.
    Jamo,
    /// Letter by letter.
    Letters,
}

/// How well.
pub(super) type Rank = (Reach, By);

impl Query {
    pub fn new(text: &str) -> Self {
        let words = text.split_whitespace().map(|word| Folded::new(word).letters);
        Self(words.filter(|letters| !letters.is_empty()).collect())
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its words, folded.
    pub fn words(&self) -> impl Iterator<Item = &[char]> {
        self.0.iter().map(AsRef::as_ref)
    }
}

/// The best place where `word` is found in `text`.
pub(super) fn rank(word: &[char], text: &Folded) -> Option<Rank> {
    let begins = 0..text.letters.len();
    begins.filter_map(|from| found_at(word, text, from)).max()
}

fn found_at(word: &[char], text: &Folded, from: usize) -> Option<Rank> {
    let rest = &text.letters[from..];
    let (by, length) = begins_with(rest, word)?;
    let reach = match from {
        0 if length == rest.len() && by == By::Letters => Reach::Whole,
        0 => Reach::Start,
        _ if u32::try_from(from).is_ok_and(|from| text.words.binary_search(&from).is_ok()) => Reach::Word,
        _ => Reach::Inside,
    };
    Some((reach, by))
}

/// Whether the letters begin with the word, by what, and how many of them it takes.
fn begins_with(letters: &[char], word: &[char]) -> Option<(By, usize)> {
    let (&last, before) = word.split_last()?;
    let mut by = By::Letters;
    for (at, &asked) in before.iter().enumerate() {
        by = by.min(same(*letters.get(at)?, asked)?);
    }
    let rest = letters.get(before.len()..)?;
    match same(*rest.first()?, last) {
        Some(how) => Some((by.min(how), word.len())),
        None => is_begun(rest, last).then_some((by.min(By::Jamo), word.len())),
    }
}

/// Whether a letter is what was asked for, itself or by its initial consonant.
fn same(letter: char, asked: char) -> Option<By> {
    if letter == asked {
        return Some(By::Letters);
    }
    (hangul::is_consonant(asked) && hangul::initial(letter) == Some(asked)).then_some(By::Initials)
}

/// Whether the letters typed so far of a syllable begin these: 가 begins 감, and so does 감 begin 가마, since its final
/// consonant may yet become the lead of the next syllable.
fn is_begun(rest: &[char], syllable: char) -> bool {
    let mut spelled = rest.iter().take(2).flat_map(|&letter| hangul::letters(letter));
    let is_syllable = hangul::initial(syllable).is_some();
    is_syllable && hangul::letters(syllable).all(|letter| spelled.next() == Some(letter))
}
