//! Every limit of every reader, in one place: what it is, and why that much. `docs/limits.md` says the same in words;
//! `tests/limits.rs` compares the two.
//!
//! Limits are far above what an investigation produces and far below what would exhaust a small machine. What is beyond
//! one is refused, with the limit named; nothing is cut short. Sizes are in bytes.

pub mod case;
pub mod evidence;
pub mod import;
pub mod published;
pub mod raster;
pub mod scan;
pub mod worker;
