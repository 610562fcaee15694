//! How doubt looks: one table that paints every surface and writes every legend.
//!
//! | question | sign |
//! |---|---|
//! | what does it rest on | hue, and see-through where nothing but a default says so |
//! | how many independent accounts name it | pattern |
//! | do accounts disagree about it | outline |
//! | how far off may it be | soft edges and ellipses ([`crate::halo`]) |
//!
//! Two signs are no channel and cannot be switched off: what is assumed, and the upper part of what has an assumed
//! height, is see-through in every picture.

use crate::basis::{Basis, is_contested};
use crate::language::Language;
use crate::sight::is_height_assumed;
use crate::words::{self, Words};
use locus_publish::BundleElement;
use serde::{Deserialize, Serialize};

/// What is shown of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Channels {
    /// Hue by what it rests on.
    pub basis: bool,
    /// Pattern by independent accounts.
    pub support: bool,
    /// Outline of what accounts disagree about.
    pub contested: bool,
    /// Soft edges and ellipses.
    pub uncertainty: bool,
}

impl Default for Channels {
    fn default() -> Self {
        Self { basis: true, support: true, contested: true, uncertainty: false }
    }
}

/// What is laid over a surface; the fuller, the more independent accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pattern {
    /// No account names it.
    Dots,
    /// One.
    Sparse,
    /// Two.
    Dense,
    /// Three or more: the plain surface.
    None,
}

impl Pattern {
    /// All, weakest support first.
    pub const ALL: [Self; 4] = [Self::Dots, Self::Sparse, Self::Dense, Self::None];

    /// The pattern of a number of independent accounts.
    pub fn of(independent_accounts: usize) -> Self {
        match independent_accounts {
            0 => Self::Dots,
            1 => Self::Sparse,
            2 => Self::Dense,
            _ => Self::None,
        }
    }

    fn label(self) -> Words {
        match self {
            Self::Dots => words::SUPPORT_NONE,
            Self::Sparse => words::SUPPORT_ONE,
            Self::Dense => words::SUPPORT_TWO,
            Self::None => words::SUPPORT_MORE,
        }
    }
}

/// How a surface looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Colour, sRGB.
    pub rgb: [u8; 3],
    /// What is laid over it.
    pub pattern: Pattern,
    /// Colour of a heavy outline, sRGB; none where nobody disagrees.
    pub outline: Option<[u8; 3]>,
    /// See-through from any distance: nothing but a default says that it is there.
    pub stippled: bool,
    /// Its upper part is see-through: nobody said how high it is.
    pub height_assumed: bool,
}

/// Where the basis is not shown.
const NEUTRAL: [u8; 3] = [0xC8, 0xC8, 0xBE];
/// The one colour of the palette that stands out (WCAG 2.2, 1.4.11: 3 to 1) from every colour of the bases. Ordinary edges
/// had better be a darker shade of their surface, and thin.
const OUTLINE: [u8; 3] = [0x00, 0x00, 0x00];

const PLAIN: Look =
    Look { rgb: NEUTRAL, pattern: Pattern::None, outline: None, stippled: false, height_assumed: false };

/// The colour of a basis, sRGB: as in `model.glb` and the plan pictures (Okabe and Ito 2008).
pub fn rgb(basis: Basis) -> [u8; 3] {
    match basis {
        Basis::Seen => [0x00, 0x72, 0xB2],
        Basis::Testified => [0xE6, 0x9F, 0x00],
        Basis::Inferred => [0xCC, 0x79, 0xA7],
        Basis::Assumed => [0x99, 0x99, 0x99],
    }
}

/// Whether it is drawn with a height, and that is a default. A floor is drawn with none.
pub fn height_is_assumed(element: &BundleElement) -> bool {
    element.height_m.is_some() && is_height_assumed(element)
}

/// How an element looks.
pub fn look(element: &BundleElement, channels: Channels) -> Look {
    let basis = Basis::of(element);
    Look {
        rgb: if channels.basis { rgb(basis) } else { NEUTRAL },
        pattern: if channels.support { Pattern::of(element.independent_accounts) } else { Pattern::None },
        outline: (channels.contested && is_contested(element)).then_some(OUTLINE),
        stippled: basis == Basis::Assumed,
        height_assumed: height_is_assumed(element),
    }
}

/// What a legend draws beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sample {
    /// A piece of surface.
    Surface,
    /// A band that fades outwards.
    SoftEdge,
    /// An ellipse.
    Ellipse,
}

/// One line of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is drawn.
    pub sample: Sample,
    /// With which look.
    pub look: Look,
    /// What it means.
    pub label: String,
}

/// The legend of what is shown, from the table that [`look`] paints with. What cannot be switched off is always in it.
pub fn legend(channels: Channels, language: Language) -> Vec<Entry> {
    let surface = |look, label: Words| Entry { sample: Sample::Surface, look, label: label.of(language).to_owned() };
    let mut entries = Vec::new();
    if channels.basis {
        entries.extend(Basis::ALL.map(|b| surface(basis_look(b), words::basis(b))));
    } else {
        entries.push(surface(Look { stippled: true, ..PLAIN }, words::basis(Basis::Assumed)));
    }
    entries.push(surface(Look { height_assumed: true, ..PLAIN }, words::HEIGHT_ASSUMED));
    if channels.support {
        entries.extend(Pattern::ALL.map(|pattern| surface(Look { pattern, ..PLAIN }, pattern.label())));
    }
    if channels.contested {
        entries.push(surface(Look { outline: Some(OUTLINE), ..PLAIN }, words::CONTESTED));
    }
    if channels.uncertainty {
        let other = |sample, label: Words| Entry { sample, ..surface(PLAIN, label) };
        entries.push(other(Sample::SoftEdge, words::SOFT_EDGE));
        entries.push(other(Sample::Ellipse, words::ELLIPSE));
    }
    entries
}

fn basis_look(basis: Basis) -> Look {
    Look { rgb: rgb(basis), stippled: basis == Basis::Assumed, ..PLAIN }
}

/// Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let [a, b] = [luminance(a), luminance(b)];
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2.2, with the threshold of IEC 61966-2-1).
fn luminance(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn linear(value: u8) -> f64 {
    let v = f64::from(value) / 255.0;
    if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests;
