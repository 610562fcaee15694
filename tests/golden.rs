//! What the first version of every format wrote is still read: a pack with its case, published folder, custody log,
//! register of releases, manifests and signature (`tests/golden/v1`). It is never made anew; another version gets a folder
//! of its own.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{files, root};
use locus_tests::program::run;
use std::fs;
use tempfile::TempDir;

#[test]
fn schema_golden_v1() {
    let folder = TempDir::new().unwrap();
    let inside = |path: &str| folder.path().join(path).display().to_string();
    for (path, bytes) in files(&root().join("tests/golden/v1")) {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let (pack, case) = (inside("pack"), inside("pack/data/case"));
    let verdict = run(&["verify", &pack, "--json"]).expect(0).json();
    assert_eq!((verdict["profile"].as_str(), verdict["custody_lines"].as_u64()), (Some("internal"), Some(3)));
    run(&["check", &case]).expect(0);
    run(&["custody", "verify", &case]).expect(0);
    run(&["export", &case, "--to", "geojson,gpkg,svg", "--out", &inside("exports")]).expect(0);
    // The register is read: the incident was left away before, and is told apart from nobody by being left away again.
    run(&["release", &case, "--profile", "public", "--withhold-unique", "--out", &inside("public")]).expect(0);
    let plan = run(&["explain", &case, "hut", "--json"]).expect(0).json();
    assert!(plan.to_string().contains("stroke:A01-1/room-1"), "{plan}");
}
