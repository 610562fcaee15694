//! What the window says of its own doings.

use locus_viewer_core::language::Language;

/// A file was written.
pub fn saved(path: &str, language: Language) -> String {
    match language {
        Language::En => format!("Saved: {path}"),
        Language::Ko => format!("저장하였습니다: {path}"),
    }
}

/// A file was not written.
pub fn not_saved(why: &str, language: Language) -> String {
    match language {
        Language::En => format!("Not saved: {why}"),
        Language::Ko => format!("저장하지 못하였습니다: {why}"),
    }
}

/// A still is being taken.
pub fn still_begun(language: Language) -> &'static str {
    language.pick(
        "The still is being drawn; one can go on meanwhile.",
        "사진을 만들고 있습니다. 그동안 계속 둘러볼 수 있습니다.",
    )
}
