//! What tracing hands over.

use super::ink::InkQuality;
use super::look::Look;
use super::page::Page;
use locus_model::{Kind, Verdict};

/// The colour of a stroke's ink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum InkColour {
    #[default]
    Dark,
    Red,
    Green,
    Blue,
}

impl InkColour {
    /// Every colour.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Red, Self::Green, Self::Blue];

    /// The word in the trace file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Red => "red",
            Self::Green => "green",
            Self::Blue => "blue",
        }
    }
}

/// The centre line of a stroke of ink.
#[derive(Clone, Debug, PartialEq)]
pub struct InkStroke {
    /// Pixels of the scan, x right, y down.
    pub line: Vec<[f64; 2]>,
    /// What became of it.
    pub state: Verdict,
    /// Its colour.
    pub colour: InkColour,
}

/// A shape in pixels of the scan, x right, y down.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A point.
    Point([f64; 2]),
    /// A polyline.
    Line(Vec<[f64; 2]>),
    /// A ring, its first point not repeated.
    Ring(Vec<[f64; 2]>),
}

/// One thing read from the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// Unique on the sheet.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub shape: Shape,
    /// Share of it that ink bears out, 0 to 1.
    pub confidence: f64,
    /// Whether it is taken over or shown for a decision; never [`Verdict::Dropped`].
    pub state: Verdict,
    /// The strokes it came from, as indices into [`Proposal::strokes`].
    pub ink: Vec<usize>,
    /// What else was seen of it.
    pub look: Look,
}

/// Something a person should know about the tracing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceNote {
    /// What was found.
    pub found: String,
    /// What follows, or can be done.
    pub remedy: String,
}

/// A drawing read from a scan, for a person to correct.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Size of the scan, pixels.
    pub size: [u32; 2],
    /// What was read.
    pub features: Vec<Traced>,
    /// The sheet.
    pub page: Page,
    /// The ink.
    pub ink: InkQuality,
    /// Every stroke that was seen.
    pub strokes: Vec<InkStroke>,
    /// What a person should know.
    pub notes: Vec<TraceNote>,
    /// How far a line may lie from the middle of its ink, pixels of the scan.
    pub tolerance_px: f64,
}

/// Why nothing could be traced.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found}; expected {expected}; {remedy}")]
pub struct Refusal {
    /// What the picture holds.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
}
