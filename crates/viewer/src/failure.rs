//! What went wrong, in words and as an exit code.

use locus_viewer_core::language::Language;
use locus_viewer_core::quality::Fault;
use locus_viewer_core::refusal::Refusal;
use std::path::Path;
use std::process::ExitCode;

/// Why nothing more can be done.
#[derive(Debug)]
pub enum Failure {
    /// The published folder cannot be shown.
    Refused(Box<Refusal>),
    /// What was asked for is not there.
    Asked(String),
    /// This machine cannot draw.
    Machine(Fault),
    /// A file could not be written.
    Write(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl Failure {
    /// A file that could not be written.
    pub fn write(path: &Path, error: &dyn std::fmt::Display) -> Self {
        Self::Write(format!("{} could not be written: {error}", path.display()))
    }

    /// In words.
    pub fn text(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.to_string(),
            Self::Machine(fault) => fault.explain(Language::En).to_owned(),
            Self::Asked(text) | Self::Write(text) => text.clone(),
        }
    }

    /// Says it on standard error.
    pub fn tell(&self) -> ExitCode {
        anstream::eprintln!("error: {}", self.text());
        match self {
            Self::Refused(_) | Self::Asked(_) => ExitCode::from(2),
            Self::Machine(_) | Self::Write(_) => ExitCode::from(1),
        }
    }
}

/// Bevy and wgpu panic where a machine cannot draw: what they mean is said instead.
pub fn explain_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let payload = panic.payload();
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default();
        match fault(text) {
            Some(fault) => {
                anstream::eprintln!("error: {}", fault.explain(Language::En));
                std::process::exit(1);
            }
            None => usual(panic),
        }
    }));
}

fn fault(text: &str) -> Option<Fault> {
    let known = [
        ("Unable to find a GPU", Fault::NoAdapter),
        ("Failed to build event loop", Fault::NoDisplay),
        ("Failed to create wgpu surface", Fault::NoDisplay),
        ("Device lost", Fault::LostDevice),
        ("device is lost", Fault::LostDevice),
        ("DeviceLost", Fault::LostDevice),
    ];
    known.into_iter().find(|(words, _)| text.contains(words)).map(|(_, fault)| fault)
}
