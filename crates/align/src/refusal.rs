//! Why a sheet cannot be laid on the ground, and what a person can do about it.

use locus_model::Key;

/// A sheet is not aligned. A wrong placement is worse than none.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Fewer than two usable ties.
    #[error("the sheet has {got} usable control points, at least 2 are needed")]
    TooFew {
        /// Usable ones.
        got: usize,
    },
    /// A tie has no finite position, or a doubt that is no doubt.
    #[error("the control point {key} has a position or a standard deviation that is no finite number")]
    NotFinite {
        /// Which.
        key: Key,
    },
    /// All ties are the same place.
    #[error("the control points coincide: they say where the sheet lies, not how it is turned")]
    Coincident,
    /// Three or more ties on one line.
    #[error("all {got} control points lie on one line")]
    Collinear {
        /// How many.
        got: usize,
    },
    /// The transformation folds the sheet over.
    #[error("the alignment folds the sheet over itself")]
    Folded,
    /// The adjustment cannot be solved.
    #[error("the control points contradict each other beyond any doubt they state")]
    Unsolvable,
}

impl Refusal {
    /// What a person can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => {
                "mark more spots of the sheet that are landmarks: [[control]] in the sheet's .toml; four or more let a wrong one be found"
            }
            Self::NotFinite { .. } => "correct the control point's px or sd_px, or the landmark's position or sd_m",
            Self::Coincident => "add a control point far from these",
            Self::Collinear { .. } => {
                "add a control point beside the line: what lies off it, and whether the sheet is mirrored, cannot be told from these"
            }
            Self::Folded => "look for two control points that are exchanged, or remove those that disagree",
            Self::Unsolvable => "look for the same landmark marked twice, or standard deviations of 0",
        }
    }
}
