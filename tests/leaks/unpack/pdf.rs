//! PDF: its streams, and the words that its pages show, which stand there as numbers of glyphs.

use super::{Part, inflated};
use std::collections::BTreeMap;

/// The streams, the strings outside of them, and the pages read with each font's own table of letters.
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let streams: Vec<Vec<u8>> = streams(bytes).into_iter().map(|raw| inflated(raw).unwrap_or(raw.to_vec())).collect();
    let fonts: Vec<Letters> = streams.iter().filter_map(|stream| letters(stream)).collect();
    let mut parts = vec![("strings".to_owned(), strings(bytes))];
    for stream in streams {
        let shown = strings(&stream);
        // Which font a page uses where is not followed: the wrong one gives nonsense, the right one the words.
        let read = fonts.iter().map(|font| ("text".to_owned(), spell(font, &shown)));
        parts.extend(read.filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>());
        parts.push(("strings of a stream".into(), shown));
        parts.push(("stream".into(), stream));
    }
    parts
}

/// What stands between `stream` and `endstream`.
fn streams(bytes: &[u8]) -> Vec<&[u8]> {
    let ends = aho_corasick::AhoCorasick::new(["endstream", "stream\r\n", "stream\n"]).unwrap();
    let mut begun = None;
    let mut found = Vec::new();
    for mark in ends.find_iter(bytes) {
        if mark.pattern().as_usize() > 0 {
            begun = begun.or(Some(mark.end()));
        } else if let Some(start) = begun.take() {
            found.push(&bytes[start..mark.start()]);
        }
    }
    found
}

/// All strings, one after the other, as their escapes mean them.
fn strings(bytes: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'(' => at = literal(bytes, at, &mut found),
            b'<' if bytes.get(at) != Some(&b'<') => at = hexadecimal(bytes, at, &mut found),
            b'<' => at += 1,
            _ => {}
        }
    }
    found
}

fn literal(bytes: &[u8], mut at: usize, found: &mut Vec<u8>) -> usize {
    let mut open = 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at = escape(bytes, at, found),
            b')' if open == 1 => return at,
            other => {
                match other {
                    b'(' => open += 1,
                    b')' => open -= 1,
                    _ => {}
                }
                found.push(*other);
            }
        }
    }
    at
}

fn escape(bytes: &[u8], at: usize, found: &mut Vec<u8>) -> usize {
    let digits = bytes[at..].iter().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
    if digits > 0 {
        let value = bytes[at..at + digits].iter().fold(0u32, |value, digit| value * 8 + u32::from(digit - b'0'));
        found.push((value & 0xFF) as u8);
        return at + digits;
    }
    match bytes.get(at) {
        Some(b'n') => found.push(b'\n'),
        Some(b'r') => found.push(b'\r'),
        Some(b't') => found.push(b'\t'),
        Some(b'b') => found.push(8),
        Some(b'f') => found.push(12),
        Some(b'\n') | None => {}
        Some(other) => found.push(*other),
    }
    at + 1
}

fn hexadecimal(bytes: &[u8], at: usize, found: &mut Vec<u8>) -> usize {
    let Some(length) = bytes[at..].iter().position(|byte| *byte == b'>') else { return bytes.len() };
    found.extend(hex(&bytes[at..at + length]).unwrap_or_default());
    at + length + 1
}

fn hex(digits: &[u8]) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = digits
        .iter()
        .filter(|digit| !digit.is_ascii_whitespace())
        .map(|digit| char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    Some(digits?.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
}

/// What the glyphs of a font mean, by the two bytes that stand for each.
type Letters = BTreeMap<[u8; 2], String>;

/// Reads a `ToUnicode` table; `None` where a stream is something else.
fn letters(stream: &[u8]) -> Option<Letters> {
    let text = std::str::from_utf8(stream).ok().filter(|text| text.contains("begincmap"))?;
    let mut letters = Letters::new();
    for section in text.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next()?;
        for pair in tokens(section).chunks(2).filter(|pair| pair.len() == 2) {
            letters.insert(pair[0][..].try_into().ok()?, utf16(&pair[1]));
        }
    }
    for section in text.split("beginbfrange").skip(1) {
        for line in section.split("endbfrange").next()?.lines() {
            range(&tokens(line), &mut letters);
        }
    }
    Some(letters)
}

fn range(tokens: &[Vec<u8>], letters: &mut Letters) {
    let [from, to, meant, rest @ ..] = tokens else { return };
    let number = |token: &[u8]| token.try_into().map(u16::from_be_bytes);
    let (Ok(from), Ok(to)) = (number(from), number(to)) else { return };
    for (i, code) in (from..=to).enumerate() {
        // One meaning for the first, counted on; or a list of them.
        let letter = match rest.is_empty() {
            true => utf16(meant).chars().last().and_then(|c| char::from_u32(u32::from(c) + u32::try_from(i).unwrap())),
            false => None,
        };
        let listed = || std::iter::once(meant).chain(rest).nth(i).map_or(String::new(), |token| utf16(token));
        letters.insert(code.to_be_bytes(), letter.map_or_else(listed, String::from));
    }
}

/// The hexadecimal strings of a text.
fn tokens(text: &str) -> Vec<Vec<u8>> {
    text.split('<').skip(1).filter_map(|token| hex(token.split('>').next()?.as_bytes())).collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

fn spell(font: &Letters, shown: &[u8]) -> Vec<u8> {
    shown.chunks_exact(2).filter_map(|pair| font.get(pair)).flat_map(|letter| letter.bytes()).collect()
}
