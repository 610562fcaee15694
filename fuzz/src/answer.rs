//! What every refusal must be, whoever refuses.

use locus_casefile::{Mistake, Mistakes};

/// The parts of a refusal say something.
pub fn tells(found: &str, expected: &str, remedy: &str) {
    for part in [found, expected, remedy] {
        assert!(!part.trim().is_empty(), "a refusal with an empty part: {found:?}; {expected:?}; {remedy:?}");
    }
}

/// There is a mistake; each names the file, a line that the file has, and what to do; none plays with the terminal.
pub fn names_file_and_line(mistakes: &Mistakes, file: &str, bytes: &[u8]) {
    assert!(!mistakes.0.is_empty(), "refused without a mistake");
    for mistake in &mistakes.0 {
        assert_eq!(mistake.file, file);
        says(mistake, bytes);
    }
}

/// A mistake in a file with these bytes names a line that it has, and what to do, and does not play with the terminal.
pub fn says(mistake: &Mistake, bytes: &[u8]) {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    if let Some(line) = mistake.line {
        assert!((1..=lines).contains(&line), "line {line} of {lines}: {mistake}");
    }
    tells(&mistake.found, &mistake.expected, &mistake.remedy);
    let shown = mistake.to_string();
    let harmless = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}'));
    assert!(shown.chars().all(harmless), "control characters in a message: {shown:?}");
}
