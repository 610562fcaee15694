//! Sheets made from a known plan, fused, and compared with it.
#![allow(clippy::unwrap_used)]

mod contradictions;
mod elements;
mod places;
mod positions;
mod synthetic;
