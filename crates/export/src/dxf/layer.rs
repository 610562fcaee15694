//! Layers: what a thing is and what it rests on; colour and kind of line say the latter.

use locus_publish::BundleElement;
use locus_viewer_core::basis::Basis;

/// Longest name of a layer.
const LONGEST: usize = 31;

/// Kinds of line: name, description, and dashes (below zero: gaps), metres.
pub const LINE_TYPES: [(&str, &str, &[f64]); 4] = [
    ("CONTINUOUS", "Solid line", &[]),
    ("DASHED", "inferred by a rule", &[0.75, -0.35]),
    ("DOT", "assumed: nobody said it", &[0.0, -0.3]),
    ("DIVIDE", "not shown first", &[1.2, -0.3, 0.0, -0.3, 0.0, -0.3]),
];

/// A layer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Layer {
    /// Capital letters, digits, hyphens.
    pub name: String,
    /// AutoCAD colour index.
    pub colour: u8,
    /// One of [`LINE_TYPES`].
    pub line_type: &'static str,
}

impl Layer {
    /// A layer that does not depend on what things rest on.
    pub fn plain(name: &str, colour: u8) -> Self {
        Self { name: name.to_owned(), colour, line_type: "CONTINUOUS" }
    }

    /// The layer of an element; `part` is behind its name where that is not the element itself.
    pub fn of(element: &BundleElement, part: &str) -> Self {
        let basis = Basis::of(element);
        let is_other = element.hypothesis.is_some() && element.hypothesis_default != Some(true);
        let status = match basis {
            Basis::Seen => "SEEN",
            Basis::Testified => "TESTIFIED",
            Basis::Inferred => "INFERRED",
            Basis::Assumed => "ASSUMED",
        };
        // Nearest to the colours of the model and of the viewer.
        let (colour, line_type) = match basis {
            Basis::Seen => (5, "CONTINUOUS"),
            Basis::Testified => (30, "CONTINUOUS"),
            Basis::Inferred => (221, "DASHED"),
            Basis::Assumed => (8, "DOT"),
        };
        let behind = format!("-{status}{part}{}", if is_other { "-ALT" } else { "" });
        let kind = element.kind.to_ascii_uppercase();
        let kind: String = kind.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let kind = &kind[..kind.len().min(LONGEST - behind.len())];
        Self { name: format!("{kind}{behind}"), colour, line_type: if is_other { "DIVIDE" } else { line_type } }
    }
}
