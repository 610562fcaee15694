//! Lettering: its sizes (ISO 3098-1:2015), how wide it runs in Locus Gothic, and where lines break.

use locus_model::unseen::on_page;

/// Heights of capital letters, millimetres (ISO 3098-1:2015, table 1).
pub const SMALL: f64 = 1.8;
/// Ordinary lettering.
pub const PLAIN: f64 = 2.5;
/// Titles.
pub const TITLE: f64 = 5.0;

/// From one line to the next, in heights of capital letters.
pub const LEADING: f64 = 1.8;
/// Height of a capital letter of Locus Gothic, in sizes of the font.
const CAPITAL: f64 = 0.7;
/// How far each printable ASCII character from the space on advances, thousandths of the size of the font.
const ASCII: [u16; 95] = [
    280, 424, 430, 606, 606, 1090, 727, 303, 363, 363, 606, 654, 303, 363, 303, 375, 606, 606, 606, 606, 606, 606, 606,
    606, 606, 606, 303, 303, 547, 654, 547, 545, 872, 727, 606, 672, 727, 576, 503, 797, 727, 242, 363, 641, 484, 969,
    727, 787, 577, 787, 622, 545, 545, 727, 666, 1029, 666, 666, 545, 363, 966, 363, 654, 545, 242, 545, 606, 484, 606,
    545, 363, 606, 606, 242, 269, 520, 242, 908, 606, 606, 606, 606, 363, 424, 363, 606, 484, 848, 510, 464, 484, 303,
    242, 303, 654,
];
/// Everything else is taken to be as wide as a Hangul syllable, which hardly anything exceeds.
const WIDE: u16 = 940;

/// Size of the font whose capital letters are so high, both millimetres.
pub fn font_size(height: f64) -> f64 {
    height / CAPITAL
}

/// How long a line of text runs, millimetres.
pub fn width(text: &str, height: f64) -> f64 {
    text.chars().map(|c| f64::from(advance(c))).sum::<f64>() / 1000.0 * font_size(height)
}

fn advance(c: char) -> u16 {
    let index = (c as usize).checked_sub(0x20);
    index.and_then(|i| ASCII.get(i)).copied().unwrap_or(WIDE)
}

/// The lines of a text that may run so long, millimetres: broken between words, and within a word that is longer.
pub fn wrapped(text: &str, height: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, height, room) {
            let last = lines.last_mut().filter(|line| !line.is_empty());
            match last.filter(|line| width(line, height) + width(" ", height) + width(&piece, height) <= room) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                None => lines.push(piece),
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// A word, cut where it would run longer than the room: behind a sign that is no letter, where there is one.
fn pieces(word: &str, height: f64, room: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width(rest, height) > room && rest.chars().count() > 1 {
        let cut = cut(rest, height, room);
        pieces.push(rest[..cut].to_owned());
        rest = &rest[cut..];
    }
    pieces.push(rest.to_owned());
    pieces
}

/// How many bytes of a word that is too long go on this line: one character at least.
fn cut(word: &str, height: f64, room: f64) -> usize {
    let (mut run, mut longest, mut sign) = (0.0, 0, 0);
    for (at, c) in word.char_indices() {
        run += f64::from(advance(c)) / 1000.0 * font_size(height);
        if run > room && longest > 0 {
            break;
        }
        longest = at + c.len_utf8();
        if !c.is_alphanumeric() && longest < word.len() {
            sign = longest;
        }
    }
    if 2 * sign > longest { sign } else { longest }
}

/// Text for XML 1.0: markup escaped, what XML cannot hold (section 2.2) or would be obeyed told by its number, one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in on_page(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // By fontTools from LocusGothic.ttf: H 727, 1 606, a space 280, 가 940.
        assert!((width("H1 가", 0.7) - 2.553).abs() < 1e-9);
    }

    #[test]
    fn long_names_break_behind_a_sign() {
        let lines = wrapped("wall-cell-block.b1--cell-block.b2 testified", SMALL, 30.0);
        assert_eq!(lines, ["wall-cell-block.b1--cell-", "block.b2 testified"]);
        assert!(wrapped("  ", SMALL, 30.0).is_empty());
    }

    #[test]
    fn markup_and_controls_stay_text() {
        assert_eq!(escaped("<a href='x'>\u{1}&\n\u{202e}"), "&lt;a href=&#39;x&#39;&gt;[U+0001]&amp; [U+202E]");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_long(text in "\\PC{0,60}", room in 8.0..60.0f64) {
            let lines = wrapped(&text, SMALL, room);
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            prop_assert!(lines.iter().all(|line| width(line, SMALL) <= room));
        }
    }
}
