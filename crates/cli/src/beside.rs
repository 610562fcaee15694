//! Programs of their own beside this one: `locus-viewer`, the only one with a graphics engine, so that whoever needs no
//! pictures compiles none; `locus-vault`, the only one that can open a vault.

use crate::failure::Failure;
use std::path::PathBuf;
use std::process::Command;

/// The program of this name, beside this one.
pub fn program(name: &str) -> Result<Command, Failure> {
    let own =
        std::env::current_exe().map_err(|error| Failure::Internal(format!("this program has no path: {error}")))?;
    let path: PathBuf = own.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if path.is_file() {
        return Ok(Command::new(path));
    }
    Err(Failure::Internal(format!(
        "{name} is a program of its own and is not installed: {} is missing. From the sources, \
         `cargo build --package {name}` makes it (docs/building.md says how long that takes)",
        path.display()
    )))
}

/// Runs it and ends as it ends.
pub fn run(mut program: Command) -> Result<(), Failure> {
    let shown = program.get_program().to_string_lossy().into_owned();
    let status = program.status().map_err(|error| Failure::Internal(format!("{shown} did not start: {error}")))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failure::Ended(u8::try_from(code).unwrap_or(1))),
        None => Err(Failure::Internal(format!("{shown} was stopped before it was done"))),
    }
}
