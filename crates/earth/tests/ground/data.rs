//! Where the data of other people lie.

use locus_earth::{Projector, Raster};
use locus_model::{In, SiteDefinition, SiteFrame};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder that the environment variable names, or `None` (with a word) where it is unset and the default is not there.
fn folder(variable: &str, default: &str) -> Option<PathBuf> {
    if let Some(stated) = std::env::var_os(variable) {
        return Some(root().join(stated));
    }
    let usual = root().join(default);
    if !usual.is_dir() {
        println!("skipped: {variable} is not set and {default} is not there");
        return None;
    }
    Some(usual)
}

/// A file or folder of the test data; a missing one fails the test.
pub fn data(path: &str) -> Option<PathBuf> {
    let found = folder("LOCUS_DATA", "../shared/data")?.join(path);
    assert!(found.exists(), "{} is missing", found.display());
    Some(found)
}

/// The same for the benchmark's cases.
pub fn bench(path: &str) -> Option<PathBuf> {
    let found = folder("LOCUS_BENCH", "../shared/bench")?.join(path);
    assert!(found.exists(), "{} is missing", found.display());
    Some(found)
}

/// Every file below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    found.sort();
    found.into_iter().flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] }).collect()
}

/// A site frame.
pub fn site(longitude: f64, latitude: f64, epsg: Option<u32>) -> (SiteFrame, Projector) {
    locus_earth::frame(&SiteDefinition { anchor: In::claim(geo::Point::new(longitude, latitude)), epsg }).unwrap()
}

/// The words a raster is refused with.
pub fn refusal(path: &Path) -> String {
    match Raster::open(path) {
        Ok(_) => panic!("{} was not refused", path.display()),
        Err(error) => error.to_string(),
    }
}
