//! From a scan to a corrected trace through the built `locus`: trace, correct, import, trace again, reconstruct; and what
//! wrong input ends in.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files};
use locus_tests::program::run;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A copy of the example whose sheet A01-1 nobody has traced.
struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    fn new() -> Self {
        let scratch = Self { folder: tempfile::tempdir().unwrap() };
        copy(&example(), &scratch.case());
        fs::remove_file(scratch.accepted()).unwrap();
        scratch
    }

    fn case(&self) -> PathBuf {
        self.folder.path().join("case")
    }

    fn traces(&self) -> PathBuf {
        self.folder.path().join("traces")
    }

    fn accepted(&self) -> PathBuf {
        self.case().join("sketches/A01-1.trace.geojson")
    }

    fn svg(&self) -> PathBuf {
        self.traces().join("A01-1.svg")
    }

    /// `locus trace A01-1`, with further arguments.
    fn trace(&self, more: &[&str]) -> locus_tests::program::Ended {
        let (case, traces) = (self.case(), self.traces());
        let all = ["trace", "A01-1", "--case", text(&case), "--out", text(&traces)];
        run(&[&all, more].concat())
    }

    fn import(&self, more: &[&str]) -> locus_tests::program::Ended {
        let (case, svg) = (self.case(), self.svg());
        let all = ["import", "trace", text(&svg), "--case", text(&case), "--by", "M. Investigator"];
        run(&[&all, more].concat())
    }

    /// The elements of the accepted trace by id.
    fn elements(&self) -> Vec<Value> {
        json(&self.accepted())["features"].as_array().unwrap().clone()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn id(element: &Value) -> &str {
    element["properties"]["id"].as_str().unwrap()
}

fn by_person(elements: &[Value]) -> Vec<&str> {
    elements.iter().filter(|e| e["properties"]["traced_by"] == "M. Investigator").map(id).collect()
}

#[test]
fn a_proposal_is_looked_at_corrected_kept_and_used() {
    let scratch = Scratch::new();
    let evidence = files(&scratch.case());
    scratch.trace(&[]).expect(0);
    assert_eq!(files(&scratch.case()), evidence, "nothing is written beside the scan without --accept");
    let proposed = files(&scratch.traces());
    for end in ["trace.geojson", "proposed.geojson", "ink.geojson", "svg", "overlay.png", "scan.jpg", "report.json"] {
        assert!(proposed.contains_key(&format!("A01-1.{end}")), "{end}");
    }

    // A person deletes one wall and gives a building its key.
    let svg = fs::read_to_string(scratch.svg()).unwrap();
    let line = |what: &str| svg.lines().find(|line| line.contains(what)).unwrap().to_owned();
    let wall = line("data-id=\"wall-1\"");
    let building = line("data-id=\"building-1\"");
    let named = building.replacen("data-kind=", "data-key=\"office\" data-kind=", 1);
    fs::write(scratch.svg(), svg.replace(&wall, "").replace(&building, &named)).unwrap();
    let told = scratch.import(&["--json"]).expect(0).json();
    assert_eq!((&told["by_people"], &told["deleted"]), (&Value::from(1), &Value::from(1)), "{told}");
    let corrected = scratch.elements();
    assert_eq!(by_person(&corrected), ["building-1"]);
    assert!(corrected.iter().all(|element| id(element) != "wall-1"));

    // Tracing again overwrites no correction and brings nothing deleted back; the case takes the trace.
    let told = scratch.trace(&["--accept", "--json"]).expect(0).json();
    assert_eq!(told["merge"]["conflicts"], Value::Array(Vec::new()), "{told}");
    assert_eq!(told["merge"]["tally"]["still_deleted"], 1);
    assert_eq!(scratch.elements(), corrected);
    let out = scratch.folder.path().join("published");
    let notes = run(&["reconstruct", text(&scratch.case()), "--out", text(&out)]).expect(0).stdout;
    assert!(!notes.contains("no file of the case names it"), "{notes}");
}

#[test]
fn every_element_points_at_ink_and_a_second_run_gives_the_same_bytes() {
    let scratch = Scratch::new();
    scratch.trace(&["--accept"]).expect(0);
    let first = files(&scratch.traces());
    let ink = json(&scratch.traces().join("A01-1.ink.geojson"));
    let known: Vec<&str> = ink["features"].as_array().unwrap().iter().map(id).collect();
    let pointed: Vec<Value> =
        scratch.elements().iter().filter_map(|e| e["properties"].get("strokes").cloned()).collect();
    assert!(pointed.len() > 10);
    for stroke in pointed.iter().flat_map(|strokes| strokes.as_array().unwrap()) {
        assert!(known.contains(&stroke.as_str().unwrap()), "{stroke} is nowhere");
    }
    fs::remove_dir_all(scratch.traces()).unwrap();
    fs::remove_file(scratch.accepted()).unwrap();
    scratch.trace(&[]).expect(0);
    assert_eq!(files(&scratch.traces()), first);
    let place = text(scratch.folder.path());
    for (name, bytes) in first {
        assert!(!String::from_utf8_lossy(&bytes).contains(place), "{name} tells where it was made");
    }
}

#[test]
fn what_a_person_changed_is_not_lost() {
    let scratch = Scratch::new();
    scratch.trace(&["--accept"]).expect(0);
    // An edited picture is not written over.
    edit(&scratch.svg(), "data-kind=\"building\"", "data-kind=\"building\" data-key=\"k\"");
    let edited = fs::read(scratch.svg()).unwrap();
    let refused = scratch.trace(&[]).expect(2);
    assert!(refused.stderr.contains("A01-1.svg") && refused.stderr.contains("import trace"), "{}", refused.stderr);
    assert_eq!(fs::read(scratch.svg()).unwrap(), edited);
    // A picture made before the trace was changed does not undo that change.
    edit(&scratch.accepted(), "\"kind\": \"building\"", "\"kind\": \"building\", \"key\": \"clinic\"");
    let there = fs::read(scratch.accepted()).unwrap();
    let refused = scratch.import(&[]).expect(2);
    assert!(refused.stderr.contains("--replace"), "{}", refused.stderr);
    assert_eq!(fs::read(scratch.accepted()).unwrap(), there);
    scratch.import(&["--replace"]).expect(0);
    // What was imported may be written over.
    scratch.trace(&[]).expect(0);
}

#[test]
fn a_drawing_saved_by_gdal_as_qgis_saves_it_comes_back_unchanged() {
    let scratch = Scratch::new();
    scratch.trace(&[]).expect(0);
    let saved = scratch.traces().join("A01-1.saved.geojson");
    let options = ["-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15"];
    let files = [&saved, &scratch.traces().join("A01-1.trace.geojson")];
    let Ok(ended) = Command::new("ogr2ogr").args(options).args(files).status() else {
        println!("ogr2ogr is not at hand: no other program saved the drawing");
        return;
    };
    assert!(ended.success());
    let case = scratch.case();
    let told = run(&["import", "trace", text(&saved), "--case", text(&case), "--json"]).expect(0).json();
    assert_eq!((&told["by_people"], &told["deleted"]), (&Value::from(0), &Value::from(0)), "{told}");
}

#[test]
fn a_report_that_is_none_of_ours_counts_as_none() {
    let scratch = Scratch::new();
    scratch.trace(&[]).expect(0);
    for report in ["[1]", "{\"files\": \"x\", \"merged_with\": []}", "", "{"] {
        fs::write(scratch.traces().join("A01-1.report.json"), report).unwrap();
        let refused = scratch.trace(&[]).expect(2);
        assert!(refused.stderr.contains("A01-1.trace.geojson"), "{}", refused.stderr);
        scratch.import(&["--replace"]).expect(0);
    }
}

#[test]
fn labels_are_read_by_a_program_of_the_users_choice() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    let reader = scratch.folder.path().join("read-label");
    fs::write(&reader, "#!/bin/sh\nbasename \"$1\" .png\n").unwrap();
    fs::set_permissions(&reader, fs::Permissions::from_mode(0o755)).unwrap();
    scratch.trace(&["--accept", "--transcribe", text(&reader)]).expect(0);
    let labels: Vec<Value> = scratch.elements().into_iter().filter(|e| e["properties"]["kind"] == "label").collect();
    assert!(!labels.is_empty());
    for label in &labels {
        assert_eq!(label["properties"]["name"], label["properties"]["id"]);
        assert_eq!(label["properties"]["transcribed_by"], "read-label");
        assert!(scratch.traces().join(format!("A01-1.labels/{}.png", id(label))).is_file());
    }
    fs::write(&reader, "#!/bin/sh\nexit 3\n").unwrap();
    let refused = scratch.trace(&["--transcribe", text(&reader)]).expect(2);
    assert!(refused.stderr.contains("read-label"), "{}", refused.stderr);
}

#[test]
fn what_is_no_drawing_is_refused_with_its_name_and_nothing_is_written() {
    let scratch = Scratch::new();
    let blank = scratch.folder.path().join("blank.png");
    image::RgbImage::from_pixel(400, 300, image::Rgb([250, 250, 245])).save(&blank).unwrap();
    let before = files(scratch.folder.path());
    let (traces, case) = (scratch.traces(), scratch.case());
    for (arguments, named) in [
        (vec!["trace", text(&blank)], "blank"),
        (vec!["trace", "nowhere.png"], "nowhere.png"),
        (vec!["trace", "A99-1", "--case", text(&case)], "A99-1"),
        (vec!["import", "trace", text(&blank), "--image", text(&blank)], "blank.png"),
        (vec!["import", "trace", "nowhere.svg", "--case", text(&case)], "nowhere"),
    ] {
        let out = if arguments[0] == "trace" { vec!["--out", text(&traces)] } else { Vec::new() };
        let refused = run(&[arguments.as_slice(), &out].concat()).expect(2);
        assert!(refused.stderr.contains(named), "{}", refused.stderr);
        assert_eq!(files(scratch.folder.path()), before, "{arguments:?}");
    }
}
