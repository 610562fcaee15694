//! The case folder: one of its files made up, the others those of the example.

use crate::answer::says;
use locus_casefile::read;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;

/// The files that are made up, one at a time: one of every kind that a case is read from.
pub const FILES: [&str; 9] = [
    "case.toml",
    "accounts/A03.toml",
    "imagery/2019-10-03.toml",
    "sketches/A03-1.toml",
    "sketches/A03-1.trace.geojson",
    "landmarks.geojson",
    "footprints.geojson",
    "incidents.csv",
    "vocabulary.toml",
];

/// The sheet that stays.
const SHEET: &str = "A03-1.";

/// The example, which is only read.
pub const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound");

/// A copy of it. Inputs come one after the other.
static FOLDER: LazyLock<Mutex<TempDir>> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a folder for temporary files");
    copy(Path::new(EXAMPLE), folder.path());
    Mutex::new(folder)
});

/// The first byte chooses the file, the others are its bytes.
pub fn case(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let file = FILES[usize::from(*which) % FILES.len()];
    let folder = FOLDER.lock().unwrap_or_else(|broken| broken.into_inner());
    let path = folder.path().join(file);
    let before = fs::read(&path).ok();
    fs::write(&path, bytes).expect("a folder that can be written");
    judge(folder.path());
    match before {
        Some(before) => fs::write(&path, before).expect("a folder that can be written"),
        None => fs::remove_file(&path).expect("the file that was written"),
    }
}

/// A refusal names files and lines that are there; what is accepted reads the same again.
fn judge(folder: &Path) {
    let case = read(folder);
    if let Err(mistakes) = &case {
        assert!(!mistakes.0.is_empty(), "refused without a mistake");
        for mistake in &mistakes.0 {
            says(mistake, &fs::read(folder.join(&mistake.file)).unwrap_or_default());
        }
    }
    if let Ok(case) = case {
        assert_eq!(format!("{:?}", read(folder).ok()), format!("{:?}", Some(case)));
    }
}

fn is_of(path: &Path, sheet: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(sheet))
}

/// Copies a case with one of its sheets, for speed, and without its pictures, which are not looked at here: their names
/// are enough.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the example").flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        let is_picture = path.extension().is_some_and(|extension| extension == "jpg" || extension == "tif");
        match path.is_dir() {
            true if entry.file_name() == "published" => {}
            false if to.parent().is_some_and(|folder| folder.ends_with("sketches")) && !is_of(&path, SHEET) => {}
            true => {
                fs::create_dir(&to).expect("a folder for temporary files");
                copy(&path, &to);
            }
            false if is_picture => fs::write(&to, "").expect("a folder that can be written"),
            false => drop(fs::copy(&path, &to).expect("a folder that can be written")),
        }
    }
}
