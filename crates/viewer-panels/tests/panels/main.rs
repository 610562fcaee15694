//! The panels as a person with a mouse, a keyboard or a screen reader meets them: found by their labels, in both languages.

#![allow(clippy::unwrap_used, missing_docs)]

mod answers;
mod controls;
mod layout;
mod list;
mod over;
mod sample;
mod time;
mod window;
