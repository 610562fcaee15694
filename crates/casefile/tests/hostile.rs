//! Hostile files of the data collection: each must end in a clear mistake, or be read as the plain data it is.
#![allow(clippy::unwrap_used)]

use locus_casefile::{Mistake, Mistakes};
use locus_model::Case;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the made hostile files; `None` (and a word about it) where `LOCUS_DATA` is not set.
fn made() -> Option<PathBuf> {
    match std::env::var_os("LOCUS_DATA") {
        Some(data) => Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(data).join("hostile/made")),
        None => {
            eprintln!("skipped: LOCUS_DATA is not set");
            None
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::write(target, fs::read(&path).unwrap()).unwrap() }
    }
}

/// A copy of the valid control case, with one more file.
fn control_with(made: &Path, file: &str, bytes: &[u8]) -> Result<Case, Mistakes> {
    let folder = tempfile::tempdir().unwrap();
    copy(&made.join("case-control"), folder.path());
    fs::write(folder.path().join(file), bytes).unwrap();
    locus_casefile::read(folder.path())
}

fn told_about_file(case: &Path) -> Mistake {
    let mistakes = locus_casefile::read(case).unwrap_err().0;
    assert_eq!(mistakes.len(), 1, "{}: {mistakes:?}", case.display());
    let mistake = mistakes[0].clone();
    assert_eq!((mistake.file.as_str(), mistake.line), ("imagery/2019-05-12.toml", Some(2)), "{}", case.display());
    assert!(!mistake.remedy.is_empty());
    mistake
}

#[test]
fn files_outside_the_folder_are_refused_by_name() {
    let Some(made) = made() else { return };
    assert!(locus_casefile::read(&made.join("case-control")).is_ok(), "the control");
    for (case, reason) in [
        ("case-absolute", "absolute"),
        ("case-backslash", "backslash"),
        ("case-gdal-prefix", "colon"),
        ("case-traversal", ".."),
        ("case-traversal-inside-name", ".."),
        ("case-url", "URL"),
        ("case-vrt", "XML"),
        ("case-vsi", "virtual path"),
    ] {
        let mistake = told_about_file(&made.join(case));
        assert!(mistake.found.contains(reason), "{case}: {mistake}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_refused_although_their_targets_exist() {
    use std::os::unix::fs::symlink;
    let Some(made) = made() else { return };
    for (case, link, target) in [
        ("case-symlink", "imagery/2019-05-12.tif", "../../outside/secret.tif"),
        ("case-symlink-folder", "imagery/linked", "../../outside"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        copy(&made.join("outside"), &folder.path().join("outside"));
        copy(&made.join(case), &folder.path().join(case));
        symlink(target, folder.path().join(case).join(link)).unwrap();
        assert!(folder.path().join(case).join(link).exists(), "the link leads somewhere");
        let mistake = told_about_file(&folder.path().join(case));
        assert!(mistake.found.contains("symbolic link"), "{mistake}");
    }
}

#[test]
fn deeply_nested_toml_is_an_error_and_not_a_crash() {
    let Some(made) = made() else { return };
    // The parser gives no place for a key of too many parts.
    for (name, line) in
        [("nested-100k-array", Some(2)), ("nested-100k-dotted-key", None), ("nested-100k-inline-table", Some(2))]
    {
        let bytes = fs::read(made.join("toml").join(format!("{name}.toml"))).unwrap();
        let mistakes = control_with(&made, "case.toml", &bytes).unwrap_err();
        assert!(mistakes.to_string().contains("recurs"), "{name}: {mistakes}");
        assert_eq!(mistakes.0[0].line, line, "{name}");
    }
}

#[test]
fn geojson_that_readers_understand_differently_is_refused() {
    let Some(made) = made() else { return };
    for (name, word) in [
        ("1e999", "out of range"),
        ("crs-link-127.0.0.1", "no \"crs\""),
        ("crs-named-utm", "no \"crs\""),
        ("duplicate-key", "twice"),
        ("nan", "JSON"),
        ("nested-100k", "nested"),
        ("swapped-axes", "exchange"),
    ] {
        let bytes = fs::read(made.join("geojson").join(format!("{name}.geojson"))).unwrap();
        let mistakes = control_with(&made, "landmarks.geojson", &bytes).unwrap_err();
        assert!(mistakes.to_string().contains(word), "{name}: {mistakes}");
        assert!(mistakes.0.iter().all(|m| m.file == "landmarks.geojson" && m.line.is_some()), "{name}: {mistakes}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped_and_noted() {
    let Some(made) = made() else { return };
    let bytes = fs::read(made.join("geojson/bom.geojson")).unwrap();
    let text = String::from_utf8(bytes).unwrap().replace("\"id\": \"main-gate\"", "\"id\": \"main-gate\", \"sd_m\": 1");
    assert!(text.starts_with('\u{feff}'));
    let case = control_with(&made, "landmarks.geojson", text.as_bytes()).unwrap();
    assert_eq!(case.landmarks.len(), 1);
    assert!(case.notes.iter().any(|note| note.message.contains("byte order mark")));
}

#[test]
fn formulas_and_markup_in_cells_are_data() {
    let Some(made) = made() else { return };
    let folder = tempfile::tempdir().unwrap();
    copy(&made.join("case-control"), folder.path());
    fs::create_dir(folder.path().join("accounts")).unwrap();
    fs::write(folder.path().join("accounts/A01.toml"), "id = \"A01\"\nconsent = \"public\"\n").unwrap();
    let own = "[category.beating]\nname = \"Beating\"\n[category.other]\nname = \"Other\"\n";
    fs::write(folder.path().join("vocabulary.toml"), own).unwrap();
    fs::copy(made.join("csv/incidents.csv"), folder.path().join("incidents.csv")).unwrap();
    let case = locus_casefile::read(folder.path()).unwrap();
    let text = |i: usize| (case.incidents[i].title.clone(), case.incidents[i].summary.clone());
    assert_eq!(case.incidents.len(), 4);
    assert_eq!(text(0).0.en(), Some("=HYPERLINK(\"http://127.0.0.1:9/?\"&A1,\"open\")"));
    assert_eq!(text(0).1.en(), Some("=cmd|' /C calc'!A0"));
    assert_eq!(text(1).1.en(), Some("-38.5"));
    assert_eq!((text(2).0.en(), text(2).0.ko()), (Some("a \"quoted\", comma"), Some("line\nbreak")));
    assert_eq!(text(2).1.en(), Some("\u{202e}gnp.exe"));
    assert_eq!(text(3).0.en(), Some("<script>alert(1)</script>"));
    assert_eq!(case.incidents.iter().map(|i| i.line).collect::<Vec<_>>(), [2, 3, 4, 6]);
}
