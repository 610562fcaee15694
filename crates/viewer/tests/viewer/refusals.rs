//! What cannot be shown is refused with words, and nothing is written then.

use crate::program::{Ended, run, viewer};
use crate::published::Facility;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// `render` of a folder, refused with these words: and no file is there that was not there before.
fn refused(facility: &Facility, folder: &Path, arguments: &[&str], words: &[&str]) {
    let before = facility.files();
    let out = facility.beside("never.png");
    let ended: Ended = run(viewer().arg("render").arg(folder).args(arguments).arg("--out").arg(out));
    ended.told(2, words);
    assert!(facility.files() == before, "something was written or changed");
}

fn refuses_bundle(edit: impl FnOnce(&mut Value), words: &[&str]) {
    let facility = Facility::published();
    facility.edit_bundle(edit);
    refused(&facility, &facility.case(), &[], &[&["bundle.json"], words].concat());
}

#[test]
fn folders_that_hold_nothing_published() {
    let facility = Facility::unpublished();
    refused(&facility, &facility.beside("nowhere"), &[], &["nowhere", "nothing of that name"]);
    refused(&facility, &facility.case(), &[], &["never reconstructed", "locus reconstruct"]);
    refused(&facility, &facility.case().join("sketches"), &[], &["case.toml", "bundle.json"]);
    refused(&facility, &facility.case().join("case.toml"), &[], &["a file", "folder"]);
}

#[test]
fn a_version_of_another_time() {
    refuses_bundle(|bundle| bundle["format_version"] = 2.into(), &["2", "1"]);
    refuses_bundle(|bundle| bundle["format"] = "somebody-elses".into(), &["somebody-elses"]);
}

#[test]
fn numbers_that_are_none() {
    let facility = Facility::published();
    let file = facility.file("bundle.json");
    let whole = facility.bundle();
    let radius = whole["elements"][0]["radius95_m"].to_string();
    for wrong in ["NaN", "Infinity", "1e999", "-1.0", "1e300"] {
        let text = whole.to_string();
        let broken = text.replacen(&format!("\"radius95_m\":{radius}"), &format!("\"radius95_m\":{wrong}"), 1);
        assert_ne!(text, broken);
        fs::write(&file, broken).unwrap();
        refused(&facility, &facility.case(), &[], &["bundle.json"]);
    }
    fs::write(&file, "{").unwrap();
    refused(&facility, &facility.case(), &[], &["bundle.json"]);
}

#[test]
fn references_to_nothing() {
    refuses_bundle(|bundle| bundle["elements"][0]["level"] = "L9".into(), &["L9", "building-admin"]);
    refuses_bundle(|bundle| bundle["elements"][1]["id"] = bundle["elements"][0]["id"].clone(), &["building-admin"]);
}

/// A million incidents: told by their number, long before memory is short.
#[test]
fn more_incidents_than_anybody_can_look_at() {
    let facility = Facility::published();
    let mut bundle = facility.bundle();
    bundle["incidents"] = "HERE".into();
    let incidents = format!("[{}{{}}]", "{},".repeat(1_000_000));
    fs::write(facility.file("bundle.json"), bundle.to_string().replacen("\"HERE\"", &incidents, 1)).unwrap();
    refused(&facility, &facility.case(), &[], &["bundle.json", "incidents", "1"]);
}

#[test]
fn a_missing_model_and_a_changed_model() {
    let facility = Facility::published();
    let file = facility.file("model.glb");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, bytes).unwrap();
    refused(&facility, &facility.case(), &[], &["model.glb", "changed since it was published"]);
    fs::remove_file(&file).unwrap();
    refused(&facility, &facility.case(), &[], &["model.glb"]);
}

/// The JSON of a GLB, and the bytes after it.
fn opened(glb: &[u8]) -> (Value, &[u8]) {
    let length = usize::try_from(u32::from_le_bytes(glb[12..16].try_into().unwrap())).unwrap();
    (serde_json::from_slice(&glb[20..20 + length]).unwrap(), &glb[20 + length..])
}

fn closed(document: &Value, rest: &[u8]) -> Vec<u8> {
    let mut json = document.to_string().into_bytes();
    json.resize(json.len().next_multiple_of(4), b' ');
    let le = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    let total = 20 + json.len() + rest.len();
    [&b"glTF"[..], &le(2), &le(total), &le(json.len()), b"JSON", &json, rest].concat()
}

/// A model that would have something fetched from elsewhere, published with its right SHA-256.
#[test]
fn a_model_that_points_outside() {
    for part in ["buffers", "images"] {
        for uri in ["http://127.0.0.1:9/x.bin", "../../../etc/passwd", "data:application/octet-stream;base64,AAAA"] {
            let facility = Facility::published();
            let file = facility.file("model.glb");
            let bytes = fs::read(&file).unwrap();
            let (mut document, rest) = opened(&bytes);
            document[part][0]["uri"] = uri.into();
            fs::write(&file, closed(&document, rest)).unwrap();
            let sha256 = facility.sha256("model.glb");
            facility.edit_bundle(|bundle| bundle["files"]["model.glb"] = sha256.into());
            refused(&facility, &facility.case(), &[], &["model.glb", "outside the file"]);
        }
    }
}

/// The same taken apart and put together again is shown: what the test above refuses is the address alone.
#[test]
fn a_model_put_together_again_is_shown() {
    let facility = Facility::published();
    let file = facility.file("model.glb");
    let bytes = fs::read(&file).unwrap();
    let (document, rest) = opened(&bytes);
    fs::write(&file, closed(&document, rest)).unwrap();
    let sha256 = facility.sha256("model.glb");
    facility.edit_bundle(|bundle| bundle["files"]["model.glb"] = sha256.into());
    crate::program::render(&facility.case(), &["--size", "640x400"]);
}

#[test]
fn questions_about_what_is_not_there() {
    let facility = Facility::published();
    let questions: [(&[&str], &[&str]); 9] = [
        (&["--view", "moon"], &["moon", "overview", "plan"]),
        (&["--view", "walk:moon"], &["walk:moon"]),
        (&["--level", "L9"], &["level", "L9", "L0"]),
        (&["--sheets", "A09-1"], &["sheet", "A09-1", "A01-1"]),
        (&["--strokes", "A09"], &["account", "A09", "A01"]),
        (&["--select", "element:moon"], &["element", "moon"]),
        (&["--select", "incident:I99"], &["incident", "I99"]),
        (&["--select", "moon"], &["element:ID", "moon"]),
        (&["--cut", "NaN"], &["--cut", "metres"]),
    ];
    for (question, words) in questions {
        refused(&facility, &facility.case(), question, words);
    }
    for wrong in [["--size", "1x1"], ["--doubt", "everything"], ["--fps", "0"]] {
        let before = facility.files();
        let out = facility.beside("never.png");
        let ended = run(viewer().arg("render").arg(facility.case()).args(wrong).arg("--out").arg(out)).expect(2);
        assert!(ended.stderr.contains(wrong[0]), "{}", ended.stderr);
        assert!(facility.files() == before);
    }
}

#[test]
fn saved_views_that_are_none() {
    let facility = Facility::published();
    let file = facility.case().join("views.json");
    for wrong in ["", "{}", "[]", r#"{"format":"locus-views","format_version":9}"#] {
        fs::write(&file, wrong).unwrap();
        refused(&facility, &facility.case(), &[], &["views.json"]);
    }
    let view = json!({ "title": "x", "target": {}, "choices": {}, "facility": "x", "bundle_sha256": "x" });
    let contents = json!({ "format": "locus-views", "format_version": 1, "views": [view] });
    fs::write(&file, contents.to_string()).unwrap();
    refused(&facility, &facility.case(), &[], &["views.json"]);
}

#[test]
fn a_picture_that_cannot_be_written_is_a_fault_of_the_machine() {
    let facility = Facility::published();
    let before = facility.files();
    let out = facility.beside("no-such-folder/picture.png");
    run(viewer().arg("render").arg(facility.case()).arg("--out").arg(out))
        .told(1, &["no-such-folder", "not be written"]);
    assert!(facility.files() == before);
}

#[test]
fn a_window_without_a_screen() {
    let facility = Facility::published();
    let before = facility.files();
    run(viewer().arg("view").arg(facility.case())).told(1, &["no screen", "locus render"]);
    let nobody = run(viewer().arg("view").arg(facility.case()).env("DISPLAY", ":4095"));
    nobody.told(1, &["no screen", "locus render"]);
    assert!(facility.files() == before);
}

#[test]
fn a_machine_that_cannot_draw() {
    let facility = Facility::published();
    let before = facility.files();
    let mut command = viewer();
    command.arg("render").arg(facility.case()).arg("--out").arg(facility.beside("never.png"));
    let ended =
        run(command.env("VK_ICD_FILENAMES", "/no/such/driver.json").env("VK_DRIVER_FILES", "/no/such/driver.json"));
    ended.told(1, &["neither a graphics card", "mesa-vulkan-drivers"]);
    assert!(facility.files() == before);
}
