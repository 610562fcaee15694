//! Readers of single values: each takes one value and gives what it means, or says what is wrong with it.

use crate::findings::Problem;
use crate::limits::LIMITS;
use crate::value::{Node, Value};
use locus_model::{Edtf, Id, Key, Text};
use std::collections::BTreeMap;

type Read<T> = Result<T, Problem>;

/// A text in quotes.
pub(crate) fn string(value: &Value) -> Read<String> {
    match &value.node {
        Node::Text(text) if text.contains('\0') => {
            Err(Problem::new(value.line, "a text with a NUL character", "a text", "remove the NUL character"))
        }
        Node::Text(text) if text.len() > LIMITS.text_bytes => {
            let found = format!("a text of {} bytes", text.len());
            let expected = format!("at most {} bytes", LIMITS.text_bytes);
            Err(Problem::new(value.line, found, expected, "keep long texts outside the case and name them here"))
        }
        Node::Text(text) => Ok(text.to_string()),
        Node::Date => Err(value.refused("a text in \"quotes\"", format!("write \"{}\"", value.source))),
        _ => Err(value.refused("a text in \"quotes\"", "put it in quotes")),
    }
}

/// A text for people: a string, or a table by language. Kept letter for letter (no Unicode normalisation).
pub(crate) fn text(value: &Value) -> Read<Text> {
    let Some(members) = value.members() else {
        return string(value).map(Text::undetermined).map_err(|problem| Problem {
            expected: "a text, or a table by language such as { en = \"…\", ko = \"…\" }".into(),
            ..problem
        });
    };
    let mut by_language = BTreeMap::new();
    for member in members {
        if !is_language(&member.name) {
            let remedy = "use a tag such as en, ko, ko-Latn, or und when it is not known";
            let found = format!("the language \"{}\"", member.name);
            return Err(Problem::new(member.line, found, "a BCP 47 language tag", remedy));
        }
        by_language.insert(member.name.to_string(), string(&member.value)?);
    }
    if by_language.is_empty() {
        return Err(value.refused("at least one language", "add a text such as { en = \"…\" }, or remove the key"));
    }
    Ok(Text(by_language))
}

/// The outer form of a BCP 47 tag (RFC 5646, section 2.1): 2 to 8 letters, then subtags of 1 to 8 letters or digits.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary =
        parts.next().is_some_and(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    primary && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A language tag.
pub(crate) fn language(value: &Value) -> Read<String> {
    let tag = string(value)?;
    if is_language(&tag) { Ok(tag) } else { Err(value.refused("a BCP 47 language tag", "write for instance \"ko\"")) }
}

/// An id.
pub(crate) fn id(value: &Value) -> Read<Id> {
    let text = string(value)?;
    Id::new(&text).map_err(|error| {
        value.refused(format!("an id: {}", error.expected), "use letters, digits, dot, underscore and hyphen only")
    })
}

/// The key of a place.
pub(crate) fn key(value: &Value) -> Read<Key> {
    let text = string(value)?;
    Key::new(&text).map_err(|error| {
        let remedy = match Key::new(&text.trim().to_lowercase().replace([' ', '_'], "-")) {
            Ok(near) => format!("write \"{near}\" everywhere"),
            Err(_) => "name the place in Latin letters here and give its own name as `name`".to_owned(),
        };
        value.refused(format!("a key: {}", error.expected), remedy)
    })
}

/// A date or interval.
pub(crate) fn edtf(value: &Value) -> Read<Edtf> {
    let text = string(value)?;
    Edtf::parse(&text).map_err(|error| {
        let found = format!("{}: {}", value.shown(), error.reason);
        Problem::new(
            value.line,
            found,
            "an EDTF level 1 date or interval",
            "write for instance 2009-11, 2009?, 2009-11/2010-03 or 2010/..",
        )
    })
}

/// Yes or no.
pub(crate) fn flag(value: &Value) -> Read<bool> {
    if let Node::Bool(flag) = value.node {
        Ok(flag)
    } else {
        Err(value.refused("true or false", "write it without quotes"))
    }
}

/// Which numbers a field takes.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    min: f64,
    /// Whether `min` itself is refused.
    open: bool,
    max: f64,
    unit: &'static str,
}

/// Numbers from `min` to `max`, both included.
pub(crate) const fn between(min: f64, max: f64, unit: &'static str) -> Span {
    Span { min, open: false, max, unit }
}

/// Numbers above 0, up to `max`.
pub(crate) const fn above_zero(max: f64, unit: &'static str) -> Span {
    Span { min: 0.0, open: true, max, unit }
}

impl Span {
    /// Whether a number lies in the span. NaN lies in none.
    pub fn holds(self, number: f64) -> bool {
        number <= self.max && if self.open { number > self.min } else { number >= self.min }
    }

    /// For messages.
    pub fn words(self) -> String {
        let Span { min, max, unit, .. } = self;
        if self.open {
            format!("a number above {min}, at most {max} {unit}")
        } else {
            format!("a number from {min} to {max} {unit}")
        }
    }

    /// A reader of such a number.
    pub fn reader(self) -> impl Fn(&Value) -> Read<f64> {
        move |value| match value.node {
            Node::Number(number) if self.holds(number) => Ok(number),
            Node::Number(number) if self.open && number == 0.0 => {
                let remedy = "nothing is known exactly: give the smallest value you could defend";
                Err(value.refused(self.words(), remedy))
            }
            Node::Number(_) => Err(value
                .refused(self.words(), format!("give it in {}, or leave the key out where it is optional", self.unit))),
            _ => Err(value.refused(self.words(), "write the number without quotes and without its unit")),
        }
    }
}

/// A length, distance or radius in metres.
pub(crate) fn metres(value: &Value) -> Read<f64> {
    above_zero(LIMITS.length_m, "metres").reader()(value)
}

/// A height, width or thickness of something built, in metres.
pub(crate) fn built_metres(value: &Value) -> Read<f64> {
    above_zero(LIMITS.height_m, "metres").reader()(value)
}

/// A whole number.
pub(crate) fn whole(min: i32, max: i32) -> impl Fn(&Value) -> Read<i32> {
    move |value| match value.node {
        Node::Number(n) if n.fract() == 0.0 && n >= f64::from(min) && n <= f64::from(max) => Ok(n as i32),
        _ => Err(value.refused(format!("a whole number from {min} to {max}"), "write it without quotes and decimals")),
    }
}

/// One of the words of a closed list.
pub(crate) fn word<T: Copy>(words: &'static [(&'static str, T)]) -> impl Fn(&Value) -> Read<T> {
    move |value| {
        let text = string(value)?;
        let known = || words.iter().map(|(word, _)| *word);
        words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning).ok_or_else(|| {
            let expected = format!("one of {}", known().collect::<Vec<_>>().join(", "));
            value.refused(expected, did_you_mean(&text, known(), "choose the word that fits best"))
        })
    }
}

/// A remedy: the nearest candidate, else what to do without one.
pub(crate) fn did_you_mean<'c>(word: &str, candidates: impl Iterator<Item = &'c str>, otherwise: &str) -> String {
    match crate::table::nearest(word, candidates) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => otherwise.to_owned(),
    }
}

/// A timecode of a recording: `12:05` or `00:12:05.5`.
pub(crate) fn timecode(value: &Value) -> Read<String> {
    let text = string(value)?;
    let parts: Vec<&str> = text.split(':').collect();
    let last = parts.len() - 1;
    let digits = |i: usize, part: &str| {
        let whole = if i == last { part.split('.').next().unwrap_or(part) } else { part };
        let rest = &part[whole.len()..];
        !whole.is_empty()
            && whole.len() <= 3
            && whole.bytes().all(|b| b.is_ascii_digit())
            && rest.bytes().skip(1).all(|b| b.is_ascii_digit())
            && rest != "."
    };
    if (2..=3).contains(&parts.len()) && parts.iter().enumerate().all(|(i, part)| digits(i, part)) {
        Ok(text)
    } else {
        Err(value.refused("a timecode, hh:mm:ss or mm:ss", "write for instance \"00:41:12\""))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::findings::{Findings, Page};

    fn read<T>(written: &str, read: impl Fn(&Value) -> Read<T>) -> Read<T> {
        let findings = Findings::default();
        let text = format!("x = {written}");
        let tree = crate::toml_tree::parse(&Page { file: "x", findings: &findings }, &text).unwrap();
        read(tree.get("x").unwrap())
    }

    #[test]
    fn numbers_refuse_what_is_no_measurement() {
        for bad in ["nan", "inf", "-inf", "-1.0", "0", "1e300", "\"3\"", "true", "[1]"] {
            assert!(read(bad, metres).is_err(), "{bad}");
        }
        assert_eq!(read("50", metres), Ok(50.0));
        assert_eq!(read("1_000.5", metres), Ok(1000.5));
        assert!(read("99999999999999999999", whole(0, 9)).is_err(), "beyond 64 bits");
        assert_eq!(read("-2", whole(-100, 100)), Ok(-2));
        assert!(read("1.5", whole(0, 9)).is_err());
    }

    #[test]
    fn a_bare_date_is_answered_with_the_quoted_one() {
        let problem = read("2021-04-12", edtf).unwrap_err();
        assert_eq!(problem.remedy, "write \"2021-04-12\"");
    }

    #[test]
    fn texts_are_kept_as_given_and_nul_is_refused() {
        let decomposed = "가"; // two jamo, not the syllable
        assert_eq!(read(&format!("\"{decomposed}\""), text).unwrap().any(), Some(decomposed));
        assert_eq!(read("{ ko = '정문', ko-Latn = 'x' }", text).unwrap().ko(), Some("정문"));
        for bad in ["\"\\u0000\"", "{ k = 'x' }", "{ en = 3 }", "{}", "3"] {
            assert!(read(bad, text).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_in_capitals_is_answered_with_the_key() {
        assert_eq!(read("\"Main Gate\"", key).unwrap_err().remedy, "write \"main-gate\" everywhere");
    }

    #[test]
    fn timecodes() {
        for good in ["00:41:12", "5:03", "01:02:03.25"] {
            assert!(read(&format!("\"{good}\""), timecode).is_ok(), "{good}");
        }
        for bad in ["", "12", "a:b", "1:2:3:4", "1:", "1:2.", "1:-2"] {
            assert!(read(&format!("\"{bad}\""), timecode).is_err(), "{bad}");
        }
    }
}
