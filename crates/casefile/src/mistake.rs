//! What is wrong with a case, where, and what to do about it.

use serde::Serialize;
use std::fmt;

/// One mistake in one file of a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mistake {
    /// The file, relative to the case folder, with `/` between its parts.
    pub file: String,
    /// The line, counted from 1; `None` where the mistake is about the file as a whole.
    pub line: Option<usize>,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What a person can do about it.
    pub remedy: String,
}

/// Every mistake of a case, by file and line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => writeln!(f, "{}:{line}", visible(&self.file))?,
            None => writeln!(f, "{}", visible(&self.file))?,
        }
        writeln!(f, "  found     {}", visible(&self.found))?;
        writeln!(f, "  expected  {}", visible(&self.expected))?;
        write!(f, "  to do     {}", visible(&self.remedy))
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, mistake) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{mistake}")?;
        }
        Ok(())
    }
}

/// The longest part of a message, in characters: a message is read by a person.
const SHOWN: usize = 400;

/// `text` for a terminal: control characters and those that reorder or hide text (Unicode Bidi_Control, zero-width and
/// line separators) as escapes, so that what is shown is what is there.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(SHOWN));
    for (i, c) in text.chars().enumerate() {
        if i == SHOWN {
            shown.push('…');
            break;
        }
        if c.is_control() || is_hidden(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_names_file_line_found_expected_and_remedy() {
        let mistake = Mistake {
            file: "accounts/A03.toml".into(),
            line: Some(12),
            found: "sd_m = -1".into(),
            expected: "a number above 0".into(),
            remedy: "correct it".into(),
        };
        let shown = Mistakes(vec![mistake.clone(), mistake]).to_string();
        assert_eq!(shown.matches("accounts/A03.toml:12\n  found     sd_m = -1\n").count(), 2);
        assert_eq!(shown.split("\n\n").count(), 2);
    }

    #[test]
    fn nothing_in_a_message_can_hide_or_reorder_the_rest() {
        assert_eq!(visible("a\u{202e}b\u{1b}[2Jc\n\u{feff}"), "a\\u{202e}b\\u{1b}[2Jc\\u{a}\\u{feff}");
        assert_eq!(visible("정문 – “q”"), "정문 – “q”");
        assert_eq!(visible(&"x".repeat(1000)).chars().count(), SHOWN + 1);
    }
}
