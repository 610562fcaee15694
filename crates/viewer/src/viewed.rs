//! The session as Bevy holds it, and what of it the picture depends on.

use bevy::prelude::*;
use locus_viewer_core::keys::Held;
use locus_viewer_core::session::Session;

/// The session.
#[derive(Resource)]
pub struct Viewed(pub Session);

/// What a picture shows of each pixel.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pass {
    /// The drawing for people.
    #[default]
    Lit,
    /// The number of the element, for programs: see `docs/viewer.md`.
    Numbers,
}

/// Whether a picture is being taken, so that the bars and lists stay away.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exporting(pub bool);

/// Which movement keys are held.
#[derive(Resource, Default)]
pub struct Holding(pub Vec<Held>);
