//! What is known of a person, as it comes in: from standard input, or typed unseen. Never from the command line, which
//! others can list and a shell keeps.

use crate::refusal::Refusal;
use locus_model::Sensitive;
use std::io::{self, IsTerminal, Read};
use zeroize::Zeroizing;

/// The longest, bytes.
const LONGEST: usize = 64 << 10;

/// Reads it: a line that is not shown, or all of standard input where that is no terminal.
pub fn read() -> Result<Sensitive<String>, Refusal> {
    let failed = |error: io::Error| Refusal::System(format!("standard input: {error}"));
    let typed = io::stdin().is_terminal();
    let text = Zeroizing::new(match typed {
        true => rpassword::prompt_password("Who is it? One line, not shown: ").map_err(failed)?,
        false => {
            let mut text = String::with_capacity(LONGEST + 1);
            io::stdin().lock().take(LONGEST as u64 + 1).read_to_string(&mut text).map_err(failed)?;
            text
        }
    });
    checked(&text)
}

fn checked(text: &str) -> Result<Sensitive<String>, Refusal> {
    let text = text.trim();
    let found = match text.len() {
        0 => "nothing",
        length if length > LONGEST => "a longer text",
        _ if text.chars().any(|c| c.is_control() && c != '\n') => "characters that control a terminal",
        _ => return Ok(Sensitive::new(text.to_owned())),
    };
    let expected = format!("1 to {LONGEST} bytes of text");
    Err(Refusal::input("standard input", found, expected, "give name and details on standard input"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_any_script_are_let_in_and_what_plays_with_a_terminal_is_not() {
        assert_eq!(
            checked(" 홍길동\n born 1970 \n").map(|who| who.reveal().clone()).ok(),
            Some("홍길동\n born 1970".into())
        );
        for bad in ["", " \n", "a\u{1b}[2J", "a\tb\0", &"x".repeat(LONGEST + 1)] {
            assert!(checked(bad).is_err(), "{bad:?}");
        }
    }
}
