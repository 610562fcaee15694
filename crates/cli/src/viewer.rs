//! `view` and `render` are another program's: `locus-viewer`, the only one with a graphics engine, so that whoever needs no
//! pictures compiles none.

use crate::args::Passed;
use crate::failure::Failure;
use crate::output::Output;
use std::path::PathBuf;
use std::process::Command;

/// Runs the viewer and ends as it ends.
pub fn run(command: &str, passed: &Passed, output: &Output) -> Result<(), Failure> {
    let program = program()?;
    let mut viewer = Command::new(&program);
    viewer.arg(command).args(&passed.args);
    // Options of `locus` itself that stood before the command; only pictures know them.
    if command == "render" {
        viewer.args(output.json.then_some("--json")).args(output.quiet.then_some("--quiet"));
    }
    if std::env::var_os("XDG_RUNTIME_DIR").is_none() {
        // Without a desktop session Mesa's device selection complains on standard error, and there is nothing to select.
        viewer.env("NODEVICE_SELECT", "1");
    }
    let status = viewer.status().map_err(|error| Failure::Internal(format!("locus-viewer did not start: {error}")))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failure::Ended(u8::try_from(code).unwrap_or(1))),
        None => Err(Failure::Internal("locus-viewer was stopped before it was done".to_owned())),
    }
}

/// The viewer beside this program.
fn program() -> Result<PathBuf, Failure> {
    let own =
        std::env::current_exe().map_err(|error| Failure::Internal(format!("this program has no path: {error}")))?;
    let viewer = own.with_file_name(format!("locus-viewer{}", std::env::consts::EXE_SUFFIX));
    if viewer.is_file() {
        return Ok(viewer);
    }
    Err(Failure::Internal(format!(
        "the viewer is a program of its own and is not installed: {} is missing. From the sources, \
         `cargo build --package locus-viewer` makes it (docs/building.md says how long that takes)",
        viewer.display()
    )))
}
