//! What an element came from.

use crate::Id;
use std::fmt;

/// One source of an element, printed as in the published layers: `stroke:A03-1/wall-7`, `rule:building-outline`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A drawn element of a sheet.
    Stroke {
        /// The sheet.
        sheet: Id,
        /// The element's id on that sheet.
        stroke: String,
    },
    /// A pin.
    Pin(Id),
    /// A pointed-out region.
    Area(Id),
    /// A statement.
    Statement(Id),
    /// An outline digitised on imagery.
    Footprint(Id),
    /// A point digitised on imagery.
    Landmark(String),
    /// A named rule of inference.
    Rule(&'static str),
    /// A default of the case.
    Default(&'static str),
    /// Evidence that a release does not show: `drawing`, `pin`, `region`, `statement`.
    Withheld(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stroke { sheet, stroke } => write!(f, "stroke:{sheet}/{stroke}"),
            Self::Pin(id) => write!(f, "pin:{id}"),
            Self::Area(id) => write!(f, "area:{id}"),
            Self::Statement(id) => write!(f, "statement:{id}"),
            Self::Footprint(id) => write!(f, "footprint:{id}"),
            Self::Landmark(id) => write!(f, "landmark:{id}"),
            Self::Rule(name) => write!(f, "rule:{name}"),
            Self::Default(name) => write!(f, "default:{name}"),
            Self::Withheld(what) => write!(f, "withheld:{what}"),
        }
    }
}
