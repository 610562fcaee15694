//! `locus-viewer`: walks a published model in a window, or takes pictures of it without one. `locus view` and
//! `locus render` start this program; it is the only one with Bevy, so that nobody else compiles it.
//!
//! Exit codes are those of `locus`: 0 done, 1 a fault of this machine or program, 2 the input or the question is wrong.

mod adapter;
mod args;
mod camera;
mod engine;
mod failure;
mod input;
mod journal;
mod material;
mod measure;
mod opening;
mod panels;
mod picture;
mod render;
mod scene;
mod studio;
mod viewed;
mod window;
mod words;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    failure::explain_panics();
    let done = match Args::parse().command {
        Command::View(view) => window::run(&view),
        Command::Render(render) => render::run(&render),
        Command::Measure(measure) => measure::run(&measure),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
