//! Where a place lies, in a person's words.

use crate::Key;

/// A place described from other places, as stated; what was left unsaid is for the reader of the statement to assume.
#[derive(Clone, Debug, PartialEq)]
pub enum Described {
    /// As seen from another place: so far, in that direction, or both.
    From {
        /// The other place.
        from: Key,
        /// How far.
        range: Option<StatedRange>,
        /// In which direction.
        bearing: Option<StatedBearing>,
    },
    /// On one side of a line, facing along it: a road somebody walks, a river as it flows.
    Beside {
        /// Which side.
        side: Side,
        /// Where the line comes from, and where it goes.
        along: [Key; 2],
        /// How sharply the line is known: one standard deviation across it, metres.
        sd_m: Option<f64>,
    },
}

/// How far, as it was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StatedRange {
    /// As a distance.
    Metres {
        /// Metres.
        value_m: f64,
        /// One standard deviation, metres.
        sd_m: Option<f64>,
    },
    /// As time on foot.
    Walk {
        /// Minutes.
        minutes: f64,
        /// One standard deviation, minutes.
        sd_minutes: Option<f64>,
    },
}

/// In which direction, as it was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedBearing {
    /// Degrees clockwise from true north.
    pub degrees: f64,
    /// One standard deviation, degrees.
    pub sd_deg: Option<f64>,
}

/// A side, facing along a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Side {
    Left,
    Right,
}

impl Side {
    /// The word of the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

impl Described {
    /// The places it is described from.
    pub fn references(&self) -> &[Key] {
        match self {
            Self::From { from, .. } => std::slice::from_ref(from),
            Self::Beside { along, .. } => along,
        }
    }
}
