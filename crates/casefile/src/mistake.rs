//! What is wrong with a case, where, and what to do about it.

use locus_model::unseen::on_terminal;
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

/// The beginning of `text`, for a terminal.
pub(crate) fn visible(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => on_terminal(&text[..end]) + "…",
        None => on_terminal(text),
    }
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
