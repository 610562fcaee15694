//! The viewer as people and programs meet it: pictures without a window, a window driven by mouse and keyboard, and what
//! is refused. Judged by files, exit codes and pixels alone; nothing of the viewer is linked.

#![allow(clippy::unwrap_used, missing_docs)]

mod camera;
mod desk;
mod doubt;
mod front;
mod numbers;
mod pictures;
mod plan;
mod program;
mod published;
mod refusals;
mod tours;
mod window;
