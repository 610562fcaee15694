//! `locus quality` on the example and where there is little to say.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files};
use locus_tests::program::{Ended, locus, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A writable copy of the example.
fn case(folder: &tempfile::TempDir) -> PathBuf {
    let case = folder.path().join("example-compound");
    copy(&example(), &case);
    case
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn words_machines_and_files_say_the_same_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (case, out) = (case(&folder), folder.path().join("out"));
    let before = files(&case);
    let words = run(&["quality", text(&case)]).expect(0).stdout;
    let told = run(&["quality", text(&case), "--json"]).expect(0).json();
    assert!(files(&case) == before, "quality writes nothing");

    run(&["reconstruct", text(&case), "--out", text(&out)]).expect(0);
    let published = json(&out.join("quality.json"));
    for part in ["format", "format_version", "sheets", "disagreements", "unchecked", "memory", "next_questions"] {
        assert_eq!(told[part], published[part], "{part}");
    }
    assert_eq!(told["ok"], true);
    let layer = json(&out.join("layers/sheets.geojson"));
    let features = layer["features"].as_array().unwrap();
    let sheets = told["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 9);
    assert_eq!(sheets.len(), features.len());
    for (sheet, feature) in sheets.iter().zip(features) {
        for (name, figure) in sheet.as_object().unwrap() {
            assert_eq!(figure, &feature["properties"][name], "{name} of {}", sheet["sheet"]);
        }
        let id = sheet["sheet"].as_str().unwrap();
        let line = words.lines().find(|line| line.starts_with(id)).unwrap_or_else(|| panic!("no {id} in:\n{words}"));
        let held_out = format!("{:.2} m", sheet["loo_rms_m"].as_f64().unwrap());
        assert!(line.contains(&held_out), "no {held_out} in {line}");
    }
    // The two control points that the example has wrong.
    for (sheet, point) in [("A03-1", "kitchen/c1"), ("A04-2", "cell-block/c1")] {
        let about = format!("sheet:{sheet}");
        let all = told["disagreements"].as_array().unwrap();
        let named = |d: &&Value| d["kind"] == "control-point" && d["about"] == *about;
        assert!(all.iter().find(named).unwrap()["message"].as_str().unwrap().contains(point), "{all:?}");
        assert!(words.contains(&format!("{about}: control point \"{point}\"")), "{words}");
    }
}

#[test]
fn every_figure_of_a_witness_comes_with_its_interval() {
    let folder = tempfile::tempdir().unwrap();
    let told = run(&["quality", text(&case(&folder)), "--json"]).expect(0).json();
    let figures = ["bidimensional_r", "distortion_index", "anisotropy", "canonical_accuracy", "angle_accuracy"];
    for sheet in told["sheets"].as_array().unwrap() {
        assert!(sheet["calibration_places"].as_u64().unwrap() >= 5, "{sheet}");
        for name in figures {
            let interval = &sheet[format!("{name}_95")];
            let (low, high) = (interval[0].as_f64().unwrap(), interval[1].as_f64().unwrap());
            let value = sheet[name].as_f64().unwrap();
            assert!(low <= value && value <= high && low < high, "{name} of {sheet}");
        }
    }
}

fn at(columns: &str, case: &Path) -> Ended {
    let command = ["quality", text(case)];
    Command::new(locus()).args(command).envs([("NO_COLOR", "1"), ("COLUMNS", columns)]).output().unwrap().into()
}

#[test]
fn a_narrow_terminal_loses_no_word() {
    let folder = tempfile::tempdir().unwrap();
    let case = case(&folder);
    let (wide, narrow) = (at("100", &case).expect(0).stdout, at("40", &case).expect(0).stdout);
    assert!(!narrow.contains('\u{1b}'), "no colours");
    let longest = narrow.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest <= 40, "{longest} columns:\n{narrow}");
    let figures = |told: &str| -> Vec<String> {
        let mut all: Vec<String> = told.split_whitespace().filter(|w| w.contains('(')).map(str::to_owned).collect();
        all.iter_mut().for_each(|w| *w = w.trim_end_matches([';', ',']).to_owned());
        all.sort();
        all
    };
    assert_eq!(figures(&wide), figures(&narrow));
    for silly in ["0", "x", "-7", ""] {
        at(silly, &case).expect(0);
    }
}

#[test]
fn a_case_without_a_sheet_gets_an_honest_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("north-site");
    run(&["new", text(&case), "--anchor", "39.4932, 131.4911"]).expect(0);
    let told = run(&["quality", text(&case)]).expect(0).stdout;
    assert!(told.contains("the case has no sheet: nothing here was drawn by anybody"), "{told}");
    let told = run(&["quality", text(&case), "--json"]).expect(0).json();
    assert_eq!((told["sheets"].as_array().unwrap().len(), &told["ok"]), (0, &Value::from(true)));
}

#[test]
fn a_sheet_that_cannot_be_placed_is_named_and_wrong_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let case = case(&folder);
    fs::remove_file(case.join("sketches/A05-2.trace.geojson")).unwrap();
    let sheet = case.join("sketches/A05-2.toml");
    let kept = fs::read_to_string(&sheet).unwrap();
    fs::write(&sheet, kept.split("[[control]]").next().unwrap()).unwrap();
    let told = run(&["quality", text(&case), "--json"]).expect(0).json();
    let unchecked = told["unchecked"].as_array().unwrap();
    let named =
        unchecked.iter().any(|u| u["about"] == "sheet:A05-2" && u["message"].as_str().unwrap().contains("not used"));
    assert!(named, "{unchecked:?}");
    edit(&case.join("case.toml"), "format = 1", "format = 9");
    let refused = run(&["quality", text(&case), "--json"]).expect(2).json();
    assert!(refused["ok"] == false && refused.to_string().contains("case.toml"), "{refused}");
}
