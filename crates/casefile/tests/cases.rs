//! Real and synthetic case folders: what must be read, what must be refused, and with which line.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

/// The folder an environment variable names; `None` (and a word about it) where it is not set.
fn folder(variable: &str) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(path) => Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)),
        None => {
            eprintln!("skipped: {variable} is not set");
            None
        }
    }
}

/// The case folders directly or two levels below `root`, by name.
fn cases_below(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
    let mut cases = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        if path.join("case.toml").is_file() {
            cases.push(path);
        } else {
            cases.extend(cases_below(&path));
        }
    }
    cases.sort();
    cases
}

#[test]
fn every_case_of_the_bench_is_read_without_a_mistake() {
    let Some(bench) = folder("LOCUS_BENCH") else { return };
    let cases = cases_below(&bench);
    assert!(cases.len() >= 4, "the bench holds the example and three worlds: {cases:?}");
    for path in cases {
        let case = locus_casefile::read(&path).unwrap_or_else(|mistakes| panic!("{}\n{mistakes}", path.display()));
        assert!(!case.accounts.is_empty() && !case.sheets.is_empty() && !case.landmarks.is_empty());
        assert!(case.sheets.values().all(|sheet| sheet.drawing.is_some() && sheet.sha256.is_some()));
    }
}

#[test]
fn every_real_case_is_read_without_a_mistake() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let cases = cases_below(&data.join("real-cases"));
    assert_eq!(cases.len(), 5, "{cases:?}");
    for path in cases {
        let case = locus_casefile::read(&path).unwrap_or_else(|mistakes| panic!("{}\n{mistakes}", path.display()));
        assert!(case.notes.is_empty(), "{}: {:?}", path.display(), case.notes);
    }
}
