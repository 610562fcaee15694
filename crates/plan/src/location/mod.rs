//! Where one place lies, given pins, regions and words: a posterior over the ground, never one ellipse.
//!
//! **Model.** Each observation is either about the place or a gross mistake that tells nothing, and nobody says which:
//! a likelihood that holds for the place, mixed with one so wide that it hardly tells anything (the contamination model of
//! Tukey 1960, *A survey of sampling from contaminated distributions*; here with a share of mistakes that is itself
//! unknown, see `belief`). What people point at scatters with a Student-t of 4 degrees of freedom, wider than
//! they said by one factor for all of them: stated intervals are too narrow by about half (Teigen & Jørgensen 2005,
//! *When 90% confidence intervals are 50% certain*, Applied Cognitive Psychology 19; Speirs-Bridge et al. 2010,
//! *Reducing overconfidence in the interval judgments of experts*, Risk Analysis 30). The factor is not plugged in but
//! averaged over, as the pins leave it open.
//!
//! **What holds.** The answer is conditional on at least one observation being about the place, else there is nothing
//! to say; how likely that is stands beside it ([`Posterior::all_wrong`]). Several modes stay several. Nothing depends
//! on the order of the observations, on where the site lies, or on the unit of length of pins and regions.
//!
//! All coordinates are site metres, all angles radians clockwise from grid north.

mod belief;
mod cells;
mod clue;
mod posterior;

pub use clue::{Bearing, Clue, Range};
pub use posterior::{Mode, Posterior, Region};

/// One thing somebody said about where the place is.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What was said.
    pub clue: Clue,
    /// How much it counts, above 0 to 1: less than 1 where others say it with the same voice.
    pub share: f64,
}
