//! `locus view` and `locus render`, which are the viewer's.

use crate::args::Passed;
use crate::beside;
use crate::failure::Failure;
use crate::output::Output;

/// Runs the viewer and ends as it ends.
pub fn run(command: &str, passed: &Passed, output: &Output) -> Result<(), Failure> {
    let mut viewer = beside::program("locus-viewer")?;
    viewer.arg(command).args(&passed.args);
    // Options of `locus` itself that stood before the command; only pictures know them.
    if command == "render" {
        viewer.args(output.json.then_some("--json")).args(output.quiet.then_some("--quiet"));
    }
    if std::env::var_os("XDG_RUNTIME_DIR").is_none() {
        // Without a desktop session Mesa's device selection complains on standard error, and there is nothing to select.
        viewer.env("NODEVICE_SELECT", "1");
    }
    beside::run(viewer)
}
