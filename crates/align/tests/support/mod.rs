//! What the data tests share: where the data is, and a case of the benchmark read as `align` sees it.
#![allow(dead_code, clippy::unwrap_used)]

pub mod case;

use std::path::PathBuf;

/// The folder that an environment variable names, relative to the repository's root. `None` (and a line on standard
/// output) where it is not set; a missing folder then fails the test.
pub fn folder(variable: &str) -> Option<PathBuf> {
    let Ok(value) = std::env::var(variable) else {
        println!("skipped: {variable} is not set");
        return None;
    };
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(value);
    assert!(path.is_dir(), "{variable} names {}, which is no folder", path.display());
    Some(path)
}

/// A JSON file that must be there.
pub fn json(path: &std::path::Path) -> serde_json::Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// `[x, y]`.
pub fn xy(value: &serde_json::Value) -> geo::Coord {
    geo::Coord { x: value[0].as_f64().unwrap(), y: value[1].as_f64().unwrap() }
}

/// Points of a list.
pub fn points(value: &serde_json::Value) -> Vec<geo::Coord> {
    value.as_array().unwrap().iter().map(xy).collect()
}
