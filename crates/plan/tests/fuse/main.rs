//! Sheets made from a known plan, fused, and compared with it.
#![allow(clippy::unwrap_used)]

mod contradictions;
mod elements;
mod positions;
mod synthetic;
