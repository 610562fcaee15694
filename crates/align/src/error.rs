//! Why pairs give no transformation, in words.

use locus_model::Method;

/// Why no transformation could be fitted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Fewer pairs than parameters.
    #[error("a {} transformation needs at least {needed} control points, got {got}", method.as_str())]
    TooFew {
        /// What was asked for.
        method: Method,
        /// The fewest it can do with.
        needed: usize,
        /// How many there were.
        got: usize,
    },
    /// A coordinate is NaN or infinite.
    #[error("control point {} has a coordinate that is no finite number", index + 1)]
    NotFinite {
        /// Which, from 0.
        index: usize,
    },
    /// A standard deviation is not a positive number.
    #[error("control point {} has the standard deviation {sd}, expected a positive number", index + 1)]
    BadDeviation {
        /// Which, from 0.
        index: usize,
        /// What it says.
        sd: f64,
    },
    /// All points, or two that a spline should both pass through, are the same point.
    #[error("control points {} and {} coincide: a {} transformation cannot tell them apart", first + 1, second + 1, method.as_str())]
    Coincident {
        /// What was asked for.
        method: Method,
        /// One, from 0.
        first: usize,
        /// The other, from 0.
        second: usize,
    },
    /// All points lie on one line.
    #[error("the control points lie on one line: a {} transformation needs one beside it", method.as_str())]
    Collinear {
        /// What was asked for.
        method: Method,
    },
    /// The points lie on a curve that leaves the parameters undetermined (six points on a conic, three on a line of
    /// a four-point homography).
    #[error("the control points lie so that a {} transformation is not determined; add one elsewhere or take a simpler method", method.as_str())]
    Degenerate {
        /// What was asked for.
        method: Method,
    },
    /// The transformation tears or folds the sheet between its control points.
    #[error("the {} transformation folds the sheet over between the control points; look for two that are exchanged", method.as_str())]
    Folded {
        /// What was asked for.
        method: Method,
    },
}

/// A place on the ground that no place on the sheet is carried to.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("no place on the sheet is carried to ({x}, {y}): it lies beyond a fold or too far outside the control points")]
pub struct NoInverse {
    /// Easting.
    pub x: f64,
    /// Northing.
    pub y: f64,
}
