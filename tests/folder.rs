//! Folders of a test: copies of cases, and what stands in them afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The facility that ships with Locus.
pub fn example() -> PathBuf {
    root().join("facilities/example-compound")
}

/// The folder that the environment variable names, else its place beside the checkout. `None`, with a word about it,
/// where it is not at hand; a variable that is set wrongly fails the test.
pub fn beside(variable: &str, place: &str) -> Option<PathBuf> {
    if let Some(set) = std::env::var_os(variable) {
        let folder = PathBuf::from(set);
        assert!(folder.is_dir(), "{variable} is set, but {} is no folder", folder.display());
        return Some(folder);
    }
    let folder = root().join(place);
    if !folder.is_dir() {
        println!("skipped: {variable} is not set and {place} is not there");
        return None;
    }
    Some(folder)
}

/// The outside data.
pub fn data() -> Option<PathBuf> {
    beside("LOCUS_DATA", "../shared/data")
}

/// Copies a folder, writable, without what was published in it. Links are not followed into it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in sorted(from) {
        let (name, target) = (entry.file_name().unwrap(), to.join(entry.file_name().unwrap()));
        if entry.is_dir() {
            if name != "published" {
                copy(&entry, &target);
            }
        } else {
            fs::write(target, fs::read(&entry).unwrap()).unwrap();
        }
    }
}

/// Every file below a folder with its bytes, by its path from there.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in sorted(folder) {
        if entry.is_dir() && !entry.is_symlink() {
            collect(root, &entry, found);
        } else {
            let name = entry.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.insert(name, fs::read(&entry).unwrap_or_default());
        }
    }
}

/// The entries of a folder, by name.
pub fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Replaces text in a file; the text must be there.
pub fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} does not contain {from:?}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}
