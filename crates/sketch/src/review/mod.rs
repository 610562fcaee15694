//! A proposal meets a person: what to show, what was changed, and how a new proposal finds its way between a person's
//! corrections.
//!
//! The order of things: a tracing is shown ([`picture`], [`report()`], and as SVG by `locus_casefile::review::svg`); a
//! person edits the trace file or the SVG; [`credit`] compares what came back with what went out and names the person on
//! every element that differs; [`merge`] brings a later proposal in without touching any of those.

mod credit;
mod glyphs;
mod matching;
mod merge;
pub(crate) mod paint;
mod picture;
mod proposed;
mod report;

pub use credit::{SAME_PX, credit};
pub use merge::{Conflict, Merged, Reason, Tally, merge};
pub use picture::picture;
pub use proposed::{ARC, Proposed, TRACER, VERDICTS, proposed};
pub use report::{Doubtful, InkFigures, KindCount, Report, report};
