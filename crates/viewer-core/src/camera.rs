//! Three ways to stand before a model, and flights between places.
//!
//! Whatever way one moves, there is a place (what one stands on or looks at) and a heading; changing the way keeps both.

mod flight;
mod rig;

pub use flight::Flight;
pub use rig::{FOV_Y, Rig, Steer, framing};

#[cfg(test)]
mod tests;
