//! `locus vault`, which is another program's: this one holds no code that could open a vault.

use crate::args::Passed;
use crate::beside;
use crate::failure::Failure;

/// Runs `locus-vault` and ends as it ends.
pub fn run(passed: &Passed) -> Result<(), Failure> {
    let mut vault = beside::program("locus-vault")?;
    vault.args(&passed.args);
    beside::run(vault)
}
