//! Hangul by letters: every syllable block is a leading consonant, a vowel and perhaps a final consonant (The Unicode
//! Standard 16.0, section 3.12). Letters are written as on a keyboard, in the compatibility block, because there a final
//! consonant is the same letter as a leading one: so 각 begins 가구, as it does while one types it.

const FIRST: u32 = 0xAC00;
const VOWEL_COUNT: u32 = 21;
const FINAL_COUNT: u32 = 28;

const LEADS: [&str; 19] =
    ["ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];
const VOWELS: [&str; VOWEL_COUNT as usize] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
const FINALS: [&str; FINAL_COUNT as usize] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// The letters of a syllable block in the order they are typed: lead, vowel, final.
fn parts(syllable: char) -> Option<[&'static str; 3]> {
    let index = u32::from(syllable).checked_sub(FIRST)?;
    let lead = LEADS.get((index / (VOWEL_COUNT * FINAL_COUNT)) as usize)?;
    let vowel = VOWELS[(index / FINAL_COUNT % VOWEL_COUNT) as usize];
    Some([lead, vowel, FINALS[(index % FINAL_COUNT) as usize]])
}

/// The leading consonant of a syllable block.
pub(super) fn initial(syllable: char) -> Option<char> {
    parts(syllable)?[0].chars().next()
}

/// Whether it is a consonant written alone.
pub(super) fn is_consonant(letter: char) -> bool {
    ('ㄱ'..='ㅎ').contains(&letter)
}

/// The letters of a character; of anything but a syllable block, itself.
pub(super) fn letters(character: char) -> impl Iterator<Item = char> {
    let parts = parts(character);
    let other = parts.is_none().then_some(character);
    parts.into_iter().flatten().flat_map(str::chars).chain(other)
}

/// A consonant as people type it: two that an input method joined while only consonants were typed (ㄱㅅ became ㄳ) come
/// apart, and a lone conjoining lead, left over where a decomposed text was cut, becomes its keyboard letter.
pub(super) fn typed(letter: char) -> impl Iterator<Item = char> {
    let conjoining = u32::from(letter).checked_sub(0x1100).and_then(|index| LEADS.get(index as usize));
    let joined = match letter {
        'ㄳ' => Some(&"ㄱㅅ"),
        'ㄵ' => Some(&"ㄴㅈ"),
        'ㄶ' => Some(&"ㄴㅎ"),
        'ㄺ' => Some(&"ㄹㄱ"),
        'ㄻ' => Some(&"ㄹㅁ"),
        'ㄼ' => Some(&"ㄹㅂ"),
        'ㄽ' => Some(&"ㄹㅅ"),
        'ㄾ' => Some(&"ㄹㅌ"),
        'ㄿ' => Some(&"ㄹㅍ"),
        'ㅀ' => Some(&"ㄹㅎ"),
        'ㅄ' => Some(&"ㅂㅅ"),
        _ => conjoining,
    };
    let other = joined.is_none().then_some(letter);
    joined.into_iter().flat_map(|letters| letters.chars()).chain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn spelled(text: &str) -> String {
        text.chars().flat_map(letters).collect()
    }

    #[test]
    fn blocks_are_spelled_as_typed() {
        assert_eq!(spelled("각"), "ㄱㅏㄱ");
        assert_eq!(spelled("괜찮"), "ㄱㅗㅐㄴㅊㅏㄴㅎ");
        assert_eq!(spelled("A1가"), "A1ㄱㅏ");
        assert_eq!("세면실".chars().filter_map(initial).collect::<String>(), "ㅅㅁㅅ");
        assert_eq!("ㄳ".chars().flat_map(typed).collect::<String>(), "ㄱㅅ");
    }

    #[test]
    fn all_blocks_agree_with_canonical_decomposition() {
        let mut spellings = std::collections::BTreeSet::new();
        for block in '가'..='힣' {
            let lead = std::iter::once(block).nfd().next().and_then(|lead| typed(lead).next());
            assert_eq!(lead, initial(block), "{block}");
            assert_eq!(
                std::iter::once(block).nfd().count() == 3,
                !parts(block).is_none_or(|[.., last]| last.is_empty())
            );
            spellings.insert(spelled(&block.to_string()));
        }
        assert_eq!(spellings.len(), 11_172, "every block has its own spelling");
    }
}
