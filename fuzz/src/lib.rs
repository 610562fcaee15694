//! Fuzz targets: what must hold of the readers and of the tracing, whatever bytes they are given.
//!
//! A target takes bytes and panics where something does not hold. The engine (`fuzz/engine`, libFuzzer) makes bytes up;
//! the test `regressions` gives every target the bytes that once failed it. A new target is a function here, a line in
//! [`TARGETS`], and its first inputs in [`seeds`].

mod answer;
mod case;
mod custody;
mod drawings;
mod edits;
mod imports;
mod merging;
mod pack;
mod picture;
mod published;
pub mod seeds;
mod sheets;
// What the viewer's own tests tamper with, and not all of it is needed here.
#[allow(dead_code, missing_docs, clippy::unwrap_used)]
#[path = "../../crates/viewer-core/tests/hostile/folder.rs"]
mod small;
mod traces;
mod words;

/// One thing that is fuzzed.
pub struct Target {
    /// The name of its folders of inputs.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub judge: fn(&[u8]),
    /// The first inputs.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// The longest input worth trying, bytes.
    pub longest: usize,
    /// The most memory that any input may cost, megabytes.
    pub memory_mb: usize,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "image", judge: picture::image, seeds: seeds::images, longest: 20_000, memory_mb: 1200 },
    Target { name: "tracing", judge: sheets::tracing, seeds: seeds::sheets, longest: 600, memory_mb: 600 },
    Target { name: "trace-file", judge: traces::trace_file, seeds: seeds::trace_files, longest: 8_000, memory_mb: 600 },
    Target { name: "svg", judge: traces::svg_file, seeds: seeds::svgs, longest: 16_000, memory_mb: 600 },
    Target { name: "round-trip", judge: drawings::round_trip, seeds: seeds::noise, longest: 2_000, memory_mb: 600 },
    Target { name: "merging", judge: merging::merging, seeds: seeds::noise, longest: 2_000, memory_mb: 600 },
    Target { name: "case", judge: case::case, seeds: seeds::case_files, longest: 8_000, memory_mb: 600 },
    Target { name: "coordinate", judge: words::coordinate, seeds: seeds::coordinates, longest: 250, memory_mb: 300 },
    Target { name: "date", judge: words::date, seeds: seeds::dates, longest: 60, memory_mb: 300 },
    Target { name: "pins", judge: imports::import_pins, seeds: seeds::pins, longest: 4_000, memory_mb: 600 },
    Target {
        name: "controls",
        judge: imports::import_controls,
        seeds: seeds::controls,
        longest: 4_000,
        memory_mb: 600,
    },
    Target { name: "log", judge: custody::log_file, seeds: seeds::logs, longest: 4_000, memory_mb: 300 },
    Target { name: "log-changed", judge: custody::log_changed, seeds: seeds::noise, longest: 400, memory_mb: 300 },
    Target { name: "pack", judge: pack::pack, seeds: seeds::noise, longest: 400, memory_mb: 300 },
    Target { name: "bundle", judge: published::bundle, seeds: seeds::bundles, longest: 12_000, memory_mb: 600 },
    Target { name: "model", judge: published::model, seeds: seeds::models, longest: 12_000, memory_mb: 600 },
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
