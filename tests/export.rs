//! `locus export`: every format of one facility, as a person asks for it, and what may not happen on the way.
#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files};
use locus_tests::program::{Ended, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The example, reconstructed once for all tests; nobody writes into it.
fn published() -> &'static Path {
    static CASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, case) = CASE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("example-compound");
        copy(&example(), &case);
        run(&["reconstruct", text(&case), "--quiet"]).expect(0);
        (folder, case)
    });
    case
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn export(case: &Path, format: &str, out: &Path) -> Ended {
    run(&["export", text(case), "--to", format, "--out", text(out)])
}

/// Formats that hold every element of the plan by its id, readable without their own reader.
const WITH_EVERY_ELEMENT: [&str; 7] = ["gpkg", "geojson", "kml", "osm-indoor", "cityjson", "ifc", "html"];

#[test]
fn all_formats_are_written_and_a_second_time_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    export(published(), "all", &one).expect(0);
    export(&published().join("published"), "all", &two).expect(0);
    let [one, two] = [files(&one), files(&two)];
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    let differing: Vec<_> = one.keys().filter(|name| one[*name] != two[*name]).collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
    let empty: Vec<_> = one.keys().filter(|name| one[*name].is_empty()).collect();
    assert!(empty.is_empty(), "these are empty: {empty:?}");
}

#[test]
fn an_element_has_the_same_id_everywhere() {
    let bundle = fs::read(published().join("published/bundle.json")).unwrap();
    let bundle: serde_json::Value = serde_json::from_slice(&bundle).unwrap();
    let ids: Vec<&str> = bundle["elements"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 50);
    let folder = tempfile::tempdir().unwrap();
    for format in WITH_EVERY_ELEMENT {
        let out = folder.path().join(format);
        export(published(), format, &out).expect(0);
        let all: Vec<u8> = files(&out).into_values().flatten().collect();
        let all = String::from_utf8_lossy(&all);
        let missing: Vec<_> = ids.iter().filter(|id| !all.contains(**id)).collect();
        assert!(missing.is_empty(), "{format} lacks {missing:?}");
    }
}

#[test]
fn what_was_not_published_or_was_changed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (case, out) = (folder.path().join("case"), folder.path().join("out"));
    copy(&example(), &case);
    let ended = export(&case, "geojson", &out).expect(2);
    assert!(ended.stderr.contains("locus reconstruct"), "{}", ended.stderr);
    run(&["reconstruct", text(&case), "--quiet"]).expect(0);
    edit(&case.join("published/layers/walls.geojson"), "testified", "seen");
    let ended = export(&case, "geojson", &out).expect(2);
    assert!(ended.stderr.contains("walls.geojson"), "{}", ended.stderr);
    assert!(!out.exists());
}

#[test]
fn an_id_of_a_hostile_folder_does_not_lead_out_of_the_exports() {
    let folder = tempfile::tempdir().unwrap();
    for id in ["../../escaped", "/escaped"] {
        let hostile = folder.path().join("hostile");
        copy(&published().join("published"), &hostile);
        edit(&hostile.join("bundle.json"), "\"id\": \"example-compound\"", &format!("\"id\": \"{id}\""));
        let before = files(folder.path());
        let ended = export(&hostile, "dxf,kml", &folder.path().join("a/b/out")).expect(2);
        assert!(ended.stderr.contains("escaped") && ended.stderr.contains("ask where"), "{}", ended.stderr);
        assert_eq!(files(folder.path()), before);
    }
}

#[test]
fn a_published_folder_takes_no_exports() {
    let before = files(&published().join("published"));
    for inside in ["published", "published/qgis", "published/../published"] {
        let ended = export(published(), "geojson", &published().join(inside)).expect(2);
        assert!(ended.stderr.contains("--out"), "{}", ended.stderr);
    }
    assert_eq!(files(&published().join("published")), before);
}

#[test]
fn what_a_person_changed_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    export(published(), "geojson", &out).expect(0);
    export(published(), "geojson", &out).expect(0);
    let mine = files(&out).into_keys().find(|name| name.contains("walls")).unwrap();
    fs::write(out.join(&mine), "my own").unwrap();
    let ended = export(published(), "geojson", &out).expect(2);
    assert!(ended.stderr.contains(&mine) && ended.stderr.contains("--replace"), "{}", ended.stderr);
    assert_eq!(fs::read(out.join(&mine)).unwrap(), b"my own");
    run(&["export", text(published()), "--to", "geojson", "--out", text(&out), "--replace"]).expect(0);
    assert_ne!(fs::read(out.join(&mine)).unwrap(), b"my own");
}

#[test]
fn wrong_words_end_in_2() {
    let folder = tempfile::tempdir().unwrap();
    export(published(), "shapefile", folder.path()).expect(2);
    run(&["export", text(published()), "--out", text(folder.path())]).expect(2);
    export(&folder.path().join("nothing-there"), "svg", &folder.path().join("out")).expect(2);
    assert_eq!(files(folder.path()).len(), 0);
}

/// A name that programs might run, obey or choke on; none of it may come out as anything but text.
const NAUGHTY: &str = "=1+1;<script>alert(1)</script>'\\\"--{{7*7}}$(id)#[x]&amp;]]>";

#[test]
fn names_are_text_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let (case, out) = (folder.path().join("example-compound"), folder.path().join("out"));
    copy(&example(), &case);
    let name = NAUGHTY.replace('\\', "\\\\").replace('"', "\\\"");
    edit(&case.join("case.toml"), "Example compound (entirely fictional)", &name);
    edit(&case.join("accounts/A03.toml"), "about 6 paces from my door to the guard's desk", &name);
    edit(
        &case.join("incidents.csv"),
        "Forced labour on night shifts (fictional)",
        &format!("\"{}\"", NAUGHTY.replace('"', "\"\"")),
    );
    run(&["reconstruct", text(&case), "--quiet"]).expect(0);
    export(&case, "all", &out).expect(0);
    for (file, bytes) in files(&out) {
        let markup = [".html", ".svg", ".kml", ".qgs", ".xml"].iter().any(|end| file.ends_with(end));
        let text = String::from_utf8_lossy(&bytes);
        assert!(!(markup && text.contains("<script>alert")), "{file} holds the script unescaped");
    }
}

/// A case that nobody has filled yet is published as an empty place, and that is read again.
#[test]
fn an_empty_place_is_exported() {
    let folder = TempDir::new().unwrap();
    let (case, out) = (folder.path().join("empty"), folder.path().join("out"));
    let (case, out) = (case.to_str().unwrap(), out.to_str().unwrap());
    run(&["new", case, "--anchor", "39.4932, 131.4911"]).expect(0);
    run(&["reconstruct", case]).expect(0);
    run(&["export", case, "--to", "geojson", "--out", out]).expect(0);
}
