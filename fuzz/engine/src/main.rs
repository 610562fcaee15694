//! Gives what libFuzzer makes up to the target that `LOCUS_FUZZ_TARGET` names.
#![no_main]

use libfuzzer_sys::fuzz_target;
use locus_fuzz::{Target, target};
use std::sync::LazyLock;

static TARGET: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("LOCUS_FUZZ_TARGET").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("LOCUS_FUZZ_TARGET: no target is called \"{name}\""))
});

fuzz_target!(|bytes: &[u8]| (TARGET.judge)(bytes));
