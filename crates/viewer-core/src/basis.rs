//! What an element's existence rests on: the question a court asks first.

use locus_publish::BundleElement;
use serde::{Deserialize, Serialize};

/// The strongest basis of an element's existence, as published in `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Imagery shows it.
    Seen,
    /// A person drew or said it.
    Testified,
    /// A rule derived it from what was seen or testified.
    Inferred,
    /// Nothing but a default.
    Assumed,
}

impl Basis {
    /// All, strongest first.
    pub const ALL: [Self; 4] = [Self::Seen, Self::Testified, Self::Inferred, Self::Assumed];

    /// The basis of a published element; a status this version does not know counts as the weakest, never as a stronger one.
    pub fn of(element: &BundleElement) -> Self {
        match element.status.as_str() {
            "seen" => Self::Seen,
            "testified" => Self::Testified,
            "inferred" => Self::Inferred,
            _ => Self::Assumed,
        }
    }
}

/// Whether at least one person drew or named it. What a rule made of drawings was not drawn itself.
pub fn was_testified(element: &BundleElement) -> bool {
    is_direct(element) && !element.drawn_by.is_empty()
}

/// Whether imagery shows it. A wall that a rule raised on an outline is not in the image.
pub fn is_seen(element: &BundleElement) -> bool {
    let from_image = || element.sources.iter().any(|source| source.starts_with("footprint:"));
    is_direct(element) && (Basis::of(element) == Basis::Seen || from_image())
}

fn is_direct(element: &BundleElement) -> bool {
    matches!(Basis::of(element), Basis::Seen | Basis::Testified)
}

/// Whether accounts disagree about it: someone says otherwise, or it stands in one of several alternatives.
pub fn is_contested(element: &BundleElement) -> bool {
    !element.contradicted_by.is_empty() || element.hypothesis.is_some()
}
