//! What a person or a machine sees.

use crate::failure::Failure;
use anstream::{eprintln, println};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use locus_casefile::Mistake;
use locus_model::unseen::{is_unseen, on_terminal};
use locus_model::{Note, NoteKind};
use serde_json::{Value, json};

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const BOLD: Style = Style::new().bold();

/// How to talk: words with colours (anstream honours NO_COLOR, CLICOLOR and pipes), or one JSON object.
pub struct Output {
    pub json: bool,
    pub quiet: bool,
}

impl Output {
    /// A result in words, shown and not obeyed; of several lines where there are several.
    pub fn say(&self, lines: impl AsRef<str>) {
        if self.talks() {
            lines.as_ref().split('\n').for_each(|line| println!("{}", on_terminal(line)));
        }
    }

    /// A heading in words, of several lines where there are several.
    pub fn heading(&self, lines: impl AsRef<str>) {
        if self.talks() {
            lines.as_ref().split('\n').for_each(|line| println!("{BOLD}{}{BOLD:#}", on_terminal(line)));
        }
    }

    fn talks(&self) -> bool {
        !self.json && !self.quiet
    }

    /// The result for machines.
    pub fn result(&self, value: &Value) {
        if self.json {
            println!("{}", json_on_terminal(value));
        }
    }

    /// A bar over `steps` steps on standard error; hidden when nobody watches.
    pub fn progress(&self, steps: u64) -> ProgressBar {
        let hidden = self.json || self.quiet;
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        bar
    }

    /// Notes that a person should read, worst first.
    pub fn notes(&self, notes: &[Note]) {
        for note in notes.iter().filter(|n| n.kind != NoteKind::Fact && n.kind != NoteKind::Assumed) {
            let word = match note.kind {
                NoteKind::Refused => "refused",
                NoteKind::Doubted => "doubted",
                _ => "left out",
            };
            if self.talks() {
                println!("{YELLOW}{word}{YELLOW:#} {}: {}", on_terminal(&note.about), on_terminal(&note.message));
            }
            if !note.remedy.is_empty() {
                self.say(format!("  {}", note.remedy));
            }
        }
    }

    /// Why a command did not do its work.
    pub fn failure(&self, failure: &Failure) {
        let (message, mistakes) = match failure {
            Failure::Input(mistakes) => ("the input is wrong", mistakes.as_slice()),
            Failure::Internal(message) => (message.as_str(), [].as_slice()),
            Failure::Ended(_) => return,
        };
        match failure {
            Failure::Internal(message) => eprintln!("{RED}error{RED:#}: {}", on_terminal(message)),
            _ => self.mistakes(mistakes),
        }
        if self.json {
            let mistakes: Vec<Value> = mistakes.iter().map(mistake_json).collect();
            println!("{}", json_on_terminal(&json!({ "ok": false, "error": message, "mistakes": mistakes })));
        }
    }

    fn mistakes(&self, mistakes: &[Mistake]) {
        for mistake in mistakes {
            eprintln!("{RED}error{RED:#}: {mistake}");
        }
        eprintln!("{} found; nothing was written.", count(mistakes.len(), "mistake"));
    }
}

/// `1 mistake`, `2 mistakes`.
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// JSON that a terminal shows and does not obey. Outside of strings it holds nothing but ASCII and line feeds.
fn json_on_terminal(value: &Value) -> String {
    format!("{value:#}").chars().fold(String::new(), |mut out, c| {
        if c != '\n' && is_unseen(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
        out
    })
}

/// A mistake for machines.
pub fn mistake_json(mistake: &Mistake) -> Value {
    json!({
        "file": mistake.file,
        "line": mistake.line,
        "found": mistake.found,
        "expected": mistake.expected,
        "remedy": mistake.remedy,
    })
}
