//! What legends say, in both languages: the viewer's words where it has them.

use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt::{self, Channels, Entry, Pattern};
use locus_viewer_core::language::Language;

/// What belongs to an alternative that is not shown first.
pub const OTHER_STORY: &str = "told by an alternative that is not shown first · 먼저 표시되지 않는 가설";
/// An ellipse of the layer `uncertainty`.
pub const ELLIPSE: &str = "95 % ellipse of a node · 기준점의 95 % 타원";
/// A fused feature point.
pub const NODE: &str = "node · 기준점";
/// An incident.
pub const INCIDENT: &str = "incident, dashed: 95 % radius · 사건, 점선: 95 % 반경";

/// What a basis is called.
pub fn basis(basis: Basis) -> String {
    let words = locus_viewer_core::words::basis(basis);
    format!("{} · {}", words.en, words.ko)
}

/// What a number of independent accounts is called.
pub fn support(pattern: Pattern) -> String {
    both(|entry| entry.look.pattern == pattern && pattern != Pattern::None)
}

/// What an outline means.
pub fn contested() -> String {
    both(|entry| entry.look.outline.is_some())
}

fn both(is: impl Fn(&Entry) -> bool) -> String {
    let said = |language| doubt::legend(Channels::default(), language).into_iter().find(&is).map(|entry| entry.label);
    [Language::En, Language::Ko].into_iter().filter_map(said).collect::<Vec<_>>().join(" · ")
}
