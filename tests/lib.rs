//! What the tests of the whole journey share: the built `locus`, folders to break, and watchers.

#![allow(clippy::unwrap_used)]

pub mod folder;
pub mod program;
pub mod watch;
