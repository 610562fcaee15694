//! What a thing looks like beyond its shape.

use super::proposal::InkColour;

/// A circle of which a line is a part, or the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Its centre, pixels.
    pub centre: [f64; 2],
    /// Its radius, pixels.
    pub radius_px: f64,
}

/// A usual sign of plans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Symbol {
    /// A closed round line.
    Circle,
    /// Two short strokes across each other.
    Cross,
    /// A shaft with a head.
    Arrow {
        /// Where it points on the sheet, degrees clockwise from the top of the scan, 0 to 360.
        direction_deg: f64,
    },
    /// Treads between two rails.
    Stairs,
    /// A closed line with four corners.
    Box,
}

impl Symbol {
    /// The word in the trace file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Cross => "cross",
            Self::Arrow { .. } => "arrow",
            Self::Stairs => "stairs",
            Self::Box => "box",
        }
    }
}

/// What was seen of a thing beside its shape; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// The circle its line follows within [`super::Proposal::tolerance_px`].
    pub arc: Option<Arc>,
    /// Distance between the middles of two parallel lines that are one wall, pixels of the scan.
    pub thickness_px: Option<f64>,
    /// The sign it was drawn as.
    pub symbol: Option<Symbol>,
    /// Whether it is an area filled with parallel strokes.
    pub hatched: bool,
    /// The colour of its ink, by length.
    pub ink_colour: InkColour,
}

impl Look {
    /// The same in a picture `factor` times as large.
    pub fn scaled(self, factor: f64) -> Self {
        let arc = |a: Arc| Arc { centre: a.centre.map(|v| v * factor), radius_px: a.radius_px * factor };
        Self { arc: self.arc.map(arc), thickness_px: self.thickness_px.map(|t| t * factor), ..self }
    }
}
