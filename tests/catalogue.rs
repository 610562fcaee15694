//! The catalogue of docs/assurance.md names tests that are there.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::root;
use std::fs;

/// Rows of the table: what it is called, the file, and what is to be found in it.
fn rows(page: &str) -> Vec<(String, String, Vec<String>)> {
    let section = page.split("<!-- catalogue: from here -->").nth(1).unwrap();
    let section = section.split("<!-- catalogue: to here -->").next().unwrap();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, name, file, tests, _] = cells[..] else { return None };
        let (name, file) = (quoted(name).first()?.clone(), quoted(file).first()?.clone());
        let tests = if quoted(tests).is_empty() { vec![name.clone()] } else { quoted(tests) };
        Some((name, file, tests))
    };
    section.lines().filter_map(row).collect()
}

#[test]
fn every_test_of_the_catalogue_is_there() {
    let rows = rows(&fs::read_to_string(root().join("docs/assurance.md")).unwrap());
    assert!(rows.len() >= 25, "{} rows", rows.len());
    for (name, file, tests) in rows {
        let text = fs::read_to_string(root().join(&file)).unwrap_or_else(|e| panic!("{name}: {file}: {e}"));
        for test in tests {
            let is_there = text.contains(&format!("fn {test}(")) || text.contains(&format!("def {test}("));
            assert!(is_there, "{name}: no {test} in {file}");
        }
    }
}
