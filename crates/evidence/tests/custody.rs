//! What is done to a case behind its log's back, and what a crash leaves of it.

#![allow(clippy::unwrap_used)]

use locus_evidence::custody::{self, Standing};
use locus_evidence::{Act, By, Digest, Item, Kind, LOG_FILE, Log, Moment, Receipt, take_in};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn by() -> By {
    By::new("analyst", "to test", "locus 0").unwrap()
}

/// Takes in files of this content, named by their number.
fn intake(case: &Path, contents: &[&[u8]]) -> Vec<String> {
    let from = TempDir::new().unwrap();
    let receipt = Receipt::new("field partner", Some("in person")).unwrap();
    let mut log = Log::begin(case, &by()).unwrap();
    let files = contents.iter().enumerate().map(|(n, content)| {
        let path = from.path().join(format!("{n}.jpg"));
        fs::write(&path, content).unwrap();
        take_in(&mut log, &path, &receipt, &by()).unwrap().original
    });
    files.collect()
}

/// A case with three originals and a published folder.
fn case() -> (TempDir, Vec<String>) {
    let case = TempDir::new().unwrap();
    let originals = intake(case.path(), &[b"one", b"two", b"three"]);
    fs::create_dir(case.path().join("published")).unwrap();
    fs::write(case.path().join("published/bundle.json"), "{}").unwrap();
    fs::write(case.path().join("A01-1.trace.geojson"), "{}").unwrap();
    let mut log = Log::open(case.path(), &by()).unwrap().unwrap();
    for (kind, file) in [(Kind::Reconstruct, "published/bundle.json"), (Kind::AcceptTrace, "A01-1.trace.geojson")] {
        let outputs = vec![Item::inside(case.path(), file).unwrap()];
        log.append(Act { kind, when: Moment::now().unwrap(), by: by(), inputs: Vec::new(), outputs }).unwrap();
    }
    (case, originals)
}

fn verify(case: &Path) -> Standing {
    custody::verify(case, &[]).unwrap()
}

fn faulty(case: &Path) -> Vec<String> {
    verify(case).faults.into_iter().map(|fault| fault.file).collect()
}

/// Writes over a file that is read-only.
fn overwrite(path: &Path, bytes: impl AsRef<[u8]>) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
}

fn edit_log(case: &Path, edit: impl Fn(&mut Vec<String>)) {
    let path = case.join(LOG_FILE);
    let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(String::from).collect();
    edit(&mut lines);
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

#[test]
fn orig_immutable() {
    let (case, originals) = case();
    let standing = verify(case.path());
    assert_eq!((standing.acts, standing.files), (5, 8), "three originals, three records, two outputs");
    assert_eq!((standing.faults, standing.notices), (Vec::new(), Vec::new()));
    let original = case.path().join(&originals[0]);
    assert!(fs::metadata(&original).unwrap().permissions().readonly());
    assert!(original.ends_with(Digest::of(b"one").to_string()));
    overwrite(&original, b"One");
    assert_eq!(faulty(case.path()), [originals[0].as_str()]);
    fs::remove_file(&original).unwrap();
    assert_eq!(faulty(case.path()), [originals[0].as_str()]);
}

#[test]
fn what_is_published_is_not_to_be_edited_and_a_trace_is() {
    let (case, _) = case();
    overwrite(&case.path().join("A01-1.trace.geojson"), "{ }");
    assert!(verify(case.path()).notices[0].remedy.contains("as people may"));
    assert_eq!(faulty(case.path()), Vec::<String>::new());
    overwrite(&case.path().join("published/bundle.json"), "{ }");
    fs::write(case.path().join("published/more.json"), "{}").unwrap();
    assert_eq!(faulty(case.path()), ["published/bundle.json", "published/more.json"]);
}

#[test]
fn unlisted_files_and_links_are_found() {
    let (case, originals) = case();
    fs::write(case.path().join("originals/more.jpg"), "x").unwrap();
    fs::write(case.path().join("custody.torn-1"), "x").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&originals[0], case.path().join("originals/sha256/link")).unwrap();
    assert_eq!(faulty(case.path()), ["custody.torn-1", "originals/more.jpg", "originals/sha256/link"]);
    assert_eq!(originals.len(), 3);
}

#[test]
fn custody_edit_insert_delete_reorder_truncate_detected() {
    for (what, edit) in [
        ("edit", (|lines| lines[1] = lines[1].replace("analyst", "nobody")) as fn(&mut Vec<String>)),
        ("insert", |lines| lines.insert(2, lines[1].clone())),
        ("delete", |lines| drop(lines.remove(1))),
        ("reorder", |lines| lines.swap(1, 2)),
        ("edit the last", |lines| lines[4] = lines[4].replace("analyst", "nobody")),
        ("truncate", |lines| lines.truncate(3)),
    ] {
        let (case, _) = case();
        edit_log(case.path(), edit);
        assert!(!verify(case.path()).faults.is_empty(), "{what}");
        assert!(Log::open(case.path(), &by()).is_err(), "{what}: it must not be written on");
    }
}

#[test]
fn whoever_also_changes_the_head_is_found_by_a_head_kept_elsewhere() {
    let (case, _) = case();
    let kept = verify(case.path()).head.unwrap();
    edit_log(case.path(), |lines| lines.truncate(4));
    let last = fs::read_to_string(case.path().join(LOG_FILE)).unwrap();
    overwrite(&case.path().join("custody.head"), Digest::of(last.lines().last().unwrap().as_bytes()).to_string());
    assert_eq!(faulty(case.path()), Vec::<String>::new(), "this is what a chain alone cannot show");
    let standing = custody::verify(case.path(), &[kept]).unwrap();
    assert!(standing.faults[0].remedy.contains("cut off"));
}

#[test]
fn the_same_bytes_are_kept_once_and_recorded_each_time() {
    let case = TempDir::new().unwrap();
    let originals = intake(case.path(), &[b"same", b"same"]);
    assert_eq!(originals[0], originals[1]);
    let standing = verify(case.path());
    assert_eq!((standing.acts, standing.files, standing.faults.len()), (2, 3, 0), "one original, two records");
}

#[test]
fn what_is_no_plain_file_is_not_taken_in() {
    let case = TempDir::new().unwrap();
    let mut log = Log::begin(case.path(), &by()).unwrap();
    let receipt = Receipt::new("field partner", None).unwrap();
    for path in ["missing.jpg", "."] {
        assert!(take_in(&mut log, &case.path().join(path), &receipt, &by()).is_err(), "{path}");
    }
    assert!(log.chain().lines.is_empty());
}

#[test]
fn torn_tail_recovers() {
    let (whole, _) = case();
    let log = fs::read(whole.path().join(LOG_FILE)).unwrap();
    let head = fs::read(whole.path().join("custody.head")).unwrap();
    let last = log[..log.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    // The head is written after the line: when the line was torn it still named the line before.
    let before = log[..last - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    let head_before = Digest::of(&log[before..last - 1]).to_string();
    for cut in (last..log.len()).step_by(17).chain([log.len() - 1, log.len()]) {
        overwrite(&whole.path().join(LOG_FILE), &log[..cut]);
        overwrite(&whole.path().join("custody.head"), if cut == log.len() { &head } else { head_before.as_bytes() });
        let torn = log[last..cut].to_vec();
        let is_torn = cut > last && cut < log.len();
        assert_eq!(custody::leftovers(whole.path()).unwrap().len(), usize::from(is_torn), "cut at {cut}");
        drop(Log::open(whole.path(), &by()).unwrap());
        let aside = whole.path().join("custody.torn-1");
        assert_eq!(aside.exists(), is_torn, "cut at {cut}");
        if is_torn {
            assert_eq!(fs::read(&aside).unwrap(), torn);
            let text = fs::read_to_string(whole.path().join(LOG_FILE)).unwrap();
            assert!(text.lines().last().unwrap().contains("\"kind\":\"recover\""));
            assert!(text.contains(&Digest::of(&torn).to_string()));
            fs::remove_file(aside).unwrap();
        }
    }
}

#[test]
fn a_crash_while_recovering_loses_nothing() {
    let (whole, _) = case();
    let path = whole.path().join(LOG_FILE);
    let log = fs::read(&path).unwrap();
    fs::write(&path, [&log[..], b"{\"prev\":"].concat()).unwrap();
    // The torn line was set aside, and the log not yet cut.
    fs::write(whole.path().join("custody.torn-1"), b"{\"prev\":").unwrap();
    drop(Log::open(whole.path(), &by()).unwrap());
    assert!(!whole.path().join("custody.torn-2").exists());
    assert_eq!(verify(whole.path()).faults, Vec::new());
    assert_eq!(verify(whole.path()).acts, 6);
}

#[test]
fn a_half_copied_original_is_told_and_then_set_aside() {
    let (case, _) = case();
    let half = case.path().join("originals/.incoming-x");
    fs::write(&half, "hal").unwrap();
    let told = custody::leftovers(case.path()).unwrap();
    assert_eq!(told[0].file, "originals/.incoming-x");
    assert_eq!(verify(case.path()).faults, Vec::new(), "a leftover is no fault");
    drop(Log::open(case.path(), &by()).unwrap());
    assert!(!half.exists());
    let text = fs::read_to_string(case.path().join(LOG_FILE)).unwrap();
    assert!(text.contains(&Digest::of(b"hal").to_string()), "what was removed is named");
}

#[test]
fn what_a_crash_kept_from_being_logged_is_listed_on_demand_only() {
    let (case, _) = case();
    let place = |path: &str, content: &[u8]| {
        fs::create_dir_all(case.path().join(path).parent().unwrap()).unwrap();
        fs::write(case.path().join(path), content).unwrap();
    };
    place("originals/sha256/aa/aa", b"a whole copy");
    place("originals/acquired/aa.json", b"{}");
    drop(Log::open(case.path(), &by()).unwrap());
    assert_eq!(faulty(case.path()).len(), 2, "an act does not list them by the way");
    let mut log = Log::begin(case.path(), &by()).unwrap();
    assert_eq!(custody::list_unlisted(&mut log, &by()).unwrap().len(), 2);
    drop(log);
    assert_eq!(faulty(case.path()), Vec::<String>::new());
}
