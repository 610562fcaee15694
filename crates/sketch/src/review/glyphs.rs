//! The letters of the legend, so that a picture explains itself without a font on the machine.

/// Width of a letter with its gap, dots.
pub(super) const ADVANCE: u32 = 6;
/// Height of a letter with its descender, dots.
pub(super) const HEIGHT: u32 = 9;

/// The rows of a letter from above, five dots each, the leftmost in bit 4; empty for what the legend does not need.
pub(super) fn rows(letter: char) -> [u8; HEIGHT as usize] {
    match letter {
        'a' => [0, 0, 0b01110, 0b00001, 0b01111, 0b10001, 0b01111, 0, 0],
        'b' => [0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b10001, 0b11110, 0, 0],
        'c' => [0, 0, 0b01110, 0b10001, 0b10000, 0b10001, 0b01110, 0, 0],
        'd' => [0b00001, 0b00001, 0b01111, 0b10001, 0b10001, 0b10001, 0b01111, 0, 0],
        'e' => [0, 0, 0b01110, 0b10001, 0b11111, 0b10000, 0b01110, 0, 0],
        'f' => [0b00110, 0b01001, 0b01000, 0b11100, 0b01000, 0b01000, 0b01000, 0, 0],
        'l' => [0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110, 0, 0],
        'o' => [0, 0, 0b01110, 0b10001, 0b10001, 0b10001, 0b01110, 0, 0],
        'p' => [0, 0, 0b11110, 0b10001, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000],
        'r' => [0, 0, 0b10110, 0b11001, 0b10000, 0b10000, 0b10000, 0, 0],
        't' => [0b01000, 0b01000, 0b11100, 0b01000, 0b01000, 0b01001, 0b00110, 0, 0],
        'u' => [0, 0, 0b10001, 0b10001, 0b10001, 0b10011, 0b01101, 0, 0],
        _ => [0; HEIGHT as usize],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use locus_model::Verdict;

    #[test]
    fn every_letter_of_the_legend_is_there_and_its_own() {
        let letters: std::collections::BTreeSet<char> = Verdict::ALL.iter().flat_map(|v| v.as_str().chars()).collect();
        let drawn: std::collections::BTreeSet<_> = letters.iter().map(|letter| rows(*letter)).collect();
        assert_eq!(drawn.len(), letters.len());
        assert!(!drawn.contains(&rows(' ')));
    }
}
