//! A refusal in words.

use locus_model::unseen::on_terminal;
use std::path::Path;

/// Longest part of a refusal, characters: a hostile file must not fill the window.
const LONGEST: usize = 400;

/// Why something is not opened, and what to do about it. One paragraph, safe to print anywhere: what files hold appears
/// in it with control and direction characters escaped, and shortened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: found {found}; expected {expected}; {remedy}")]
pub struct Refusal {
    /// The file, as the user can find it.
    pub file: String,
    /// What it is or holds.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
}

impl Refusal {
    /// A refusal of the file named so.
    pub fn new(
        file: impl AsRef<str>,
        found: impl AsRef<str>,
        expected: impl AsRef<str>,
        remedy: impl AsRef<str>,
    ) -> Self {
        Self {
            file: printable(file.as_ref()),
            found: printable(found.as_ref()),
            expected: printable(expected.as_ref()),
            remedy: printable(remedy.as_ref()),
        }
    }

    /// The same, of a file named relative to a folder.
    pub fn within(self, folder: &Path) -> Self {
        Self { file: printable(&folder.join(&self.file).to_string_lossy()), ..self }
    }
}

/// The beginning of a text, without characters that command a terminal or turn the direction of the words around them.
fn printable(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => on_terminal(&text[..end]) + "…",
        None => on_terminal(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_refusal_commands_a_terminal_or_turns_words_around() {
        let refusal = Refusal::new("a\u{1b}[2Jb", "네 방\u{202e}x\n", "c".repeat(100_000), "d");
        let said = refusal.within(Path::new("facilities/x")).to_string();
        assert!(said.starts_with("facilities/x/a\\u{1b}[2Jb: found 네 방\\u{202e}x\\u{a}; expected cccc"), "{said}");
        assert!(said.chars().count() < 600 && said.ends_with("ccc…; d"), "{said}");
    }
}
