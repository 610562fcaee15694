//! What the viewer thinks, without a window and without Bevy: everything here is a value, and every picture, panel and
//! test asks the same functions.
//!
//! Space: scene metres of the published model, `[x, y, z]`, x grid east of the anchor, y up, z grid south; `[x, z]` where
//! flat. Angles are radians: yaw clockwise seen from above, 0 towards grid north (-z); pitch up positive.
//!
//! The published folder is read once by [`published::open`]. A [`session::Session`] holds what a person has chosen; it
//! changes by [`action::Action`] alone, whoever asks: a key, a panel, a saved view, a test.

pub mod action;
pub mod answer;
pub mod basis;
pub mod camera;
pub mod choices;
pub mod doubt;
pub mod drape;
pub mod edges;
pub mod filter;
pub mod glb;
pub mod halo;
pub mod incidents;
pub mod keys;
pub mod labels;
pub mod language;
pub mod markers;
pub mod measure;
pub mod obstacles;
pub mod pick;
pub mod pose;
pub mod published;
pub mod quality;
pub mod refusal;
pub mod saved;
pub mod scan;
pub mod seams;
pub mod search;
pub mod section;
pub mod selection;
pub mod session;
pub mod sight;
pub mod stamp;
pub mod timeline;
pub mod walk;
pub mod words;

pub use locus_model::limits::published as limits;
