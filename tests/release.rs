//! What leaves a case, by the program: consent, profiles, the gate over all releases, withdrawal, packs of a profile.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files};
use locus_tests::program::{Ended, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A copy of the example, and a place beside it.
fn case() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let case = folder.path().join("case");
    copy(&example(), &case);
    (folder, case)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn release(case: &Path, profile: &str, out: &Path, more: &[&str]) -> Ended {
    let (case, out) = (shown(case), shown(out));
    run(&[&["release", &case, "--profile", profile, "--out", &out, "--json"], more].concat())
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Five incidents of five people that differ in nothing else, of accounts that consent to anything.
fn with_incidents(case: &Path, marks: &[&str]) {
    let header = fs::read_to_string(case.join("incidents.csv")).unwrap().lines().next().unwrap().to_owned();
    let row =
        |mark: &&str| format!("I-{mark},2009-11-0{},cell-1,torture,title,,words,,V-{mark},,A02,2,", 1 + mark.len() % 5);
    let rows: Vec<String> = marks.iter().map(row).collect();
    fs::write(case.join("incidents.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
}

const FIVE: [&str; 5] = ["a", "bb", "ccc", "dddd", "eeeee"];

#[test]
fn who_did_not_consent_is_not_computed_with() {
    let (folder, case) = case();
    let out = folder.path().join("public");
    let told = release(&case, "public", &out, &["--withhold-unique"]).expect(0).json();
    assert_eq!(told["accounts_left_out"], serde_json::json!(["A01", "A04"]));
    let alone = {
        let without = folder.path().join("without");
        copy(&case, &without);
        for name in ["A01", "A04"] {
            edit(&without.join(format!("accounts/{name}.toml")), "id = ", "withdrawn = \"2026\"\nid = ");
        }
        run(&["reconstruct", &shown(&without)]).expect(0);
        json(&without.join("published/bundle.json"))
    };
    let bundle = json(&out.join("published/bundle.json"));
    let keyed = |bundle: &Value| -> Vec<(String, Value)> {
        let of = bundle["elements"].as_array().unwrap().iter().filter(|e| e["key"].is_string());
        of.map(|e| (e["key"].to_string(), e["position"].clone())).collect()
    };
    assert_eq!(keyed(&bundle).len(), keyed(&alone).len());
    for ((key, at), (same, alone)) in keyed(&bundle).iter().zip(keyed(&alone)) {
        assert_eq!(*key, same);
        for axis in 0..3 {
            let (a, b) = (at[axis].as_f64().unwrap_or(0.0), alone[axis].as_f64().unwrap_or(0.0));
            assert!((a - b).abs() < 0.002, "{key}: {a} {b}: the same plan as if they had never been there");
        }
    }
}

#[test]
fn a_release_never_stops_being_one() {
    let (folder, case) = case();
    for profile in ["public", "parties", "internal"] {
        let out = folder.path().join(profile);
        release(&case, profile, &out, &["--withhold-unique"]).expect(0);
        let again = release(&case, profile, &out, &["--withhold-unique"]).expect(2);
        assert!(again.stderr.contains("never written over"), "{}", again.stderr);
        let exports = folder.path().join(format!("{profile}-exports"));
        run(&["export", &shown(&out), "--to", "geojson,svg,kml", "--out", &shown(&exports)]).expect(0);
        assert!(!files(&exports).is_empty());
    }
    let scans = fs::read_dir(folder.path().join("parties/sketches")).unwrap().count();
    assert_eq!(
        scans,
        fs::read_dir(case.join("sketches"))
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "toml"))
            .count()
    );
    assert!(!folder.path().join("public/sketches").exists());
}

#[test]
fn k_gate_blocks() {
    let (folder, case) = case();
    with_incidents(&case, &FIVE[..4]);
    let refused = release(&case, "public", &folder.path().join("a"), &[]).expect(2);
    assert!(
        refused.stdout.contains("I-a, I-bb, I-ccc, I-dddd") && refused.stdout.contains("4 people"),
        "{}",
        refused.stdout
    );
    assert!(!folder.path().join("a").exists() && !case.join("releases.json").exists());
    let left_away = release(&case, "public", &folder.path().join("b"), &["--withhold-unique"]).expect(0).json();
    assert_eq!(left_away["incidents"], 0);
    let one = release(&case, "public", &folder.path().join("c"), &["--approved-by", "counsel"]).expect(2);
    assert!(one.stdout.contains("twice"), "one person is not two");
    release(&case, "public", &folder.path().join("c"), &["--approved-by", "counsel", "--approved-by", "counsel"])
        .expect(2);
    let two = ["--approved-by", "counsel", "--approved-by", "protection officer"];
    assert_eq!(release(&case, "public", &folder.path().join("c"), &two).expect(0).json()["incidents"], 4);
}

#[test]
fn union_of_releases_k() {
    let (folder, case) = case();
    with_incidents(&case, &FIVE);
    assert_eq!(release(&case, "public", &folder.path().join("1"), &[]).expect(0).json()["incidents"], 5);
    with_incidents(&case, &["a", "bb", "ccc", "dddd", "eeeee", "one-more"]);
    let more = release(&case, "public", &folder.path().join("2"), &[]).expect(2);
    assert!(more.stdout.contains("I-one-more") && !more.stdout.contains("I-bb"), "{}", more.stdout);
    with_incidents(&case, &FIVE[1..]);
    let fewer = release(&case, "public", &folder.path().join("3"), &[]).expect(2);
    assert!(fewer.stdout.contains("I-a") && fewer.stdout.contains("told before"), "{}", fewer.stdout);
    release(&case, "parties", &folder.path().join("4"), &[]).expect(0);
    let none = release(&case, "public", &folder.path().join("5"), &["--withhold-unique"]).expect(0).json();
    assert_eq!(none["incidents"], 0, "who is gone hides among all five only where none is told any more");
}

#[test]
fn a_register_that_the_log_lists_may_not_be_lost() {
    let (folder, case) = case();
    let scan = shown(&case.join("sketches/A01-1.jpg"));
    run(&["intake", &scan, "--case", &shown(&case), "--received-from", "partner", "--purpose", "test"]).expect(0);
    release(&case, "public", &folder.path().join("1"), &["--withhold-unique"]).expect(0);
    run(&["custody", "verify", &shown(&case)]).expect(0);
    let log = fs::read_to_string(case.join("custody.jsonl")).unwrap();
    assert!(log.contains("\"kind\":\"release\"") && log.contains("releases.json"));
    fs::remove_file(case.join("releases.json")).unwrap();
    let lost = release(&case, "public", &folder.path().join("2"), &["--withhold-unique"]).expect(2);
    assert!(lost.stdout.contains("releases.json"), "{}", lost.stdout);
    run(&["custody", "verify", &shown(&case)]).expect(2);
}

#[test]
fn a_profile_of_ones_own_is_an_allow_list() {
    let (folder, case) = case();
    let profile = folder.path().join("exhibition.toml");
    let text = "name = \"exhibition\"\naudience = \"public\"\nallow = [\"drawn-names\", \"credibility\"]\nplaces = \"room\"\ndates = \"year\"\nk = 2\n";
    fs::write(&profile, text).unwrap();
    with_incidents(&case, &FIVE);
    let out = folder.path().join("out");
    release(&case, &shown(&profile), &out, &[]).expect(0);
    let incident = json(&out.join("published/bundle.json"))["incidents"][0].clone();
    assert_eq!((incident["place"].as_str(), incident["when"].as_str()), (Some("cell-1"), Some("2009")));
    assert_eq!((incident["credibility"].as_u64(), incident["victims"].as_array().unwrap().len()), (Some(2), 0));
    fs::write(&profile, text.replace("drawn-names", "everything")).unwrap();
    let refused = release(&case, &shown(&profile), &folder.path().join("no"), &[]).expect(2);
    assert!(refused.stderr.contains("exhibition.toml:3"), "{}", refused.stderr);
    let unknown = release(&case, "press", &folder.path().join("no"), &[]).expect(2);
    assert!(unknown.stderr.contains("internal, parties, public"), "{}", unknown.stderr);
}

#[test]
fn a_mask_takes_the_pixels_out_of_a_release() {
    let (folder, case) = case();
    let ring = "masks = [[[100, 100], [300, 100], [300, 260], [100, 260]]]\n";
    let sheet = case.join("sketches/A01-1.toml");
    fs::write(&sheet, format!("{ring}{}", fs::read_to_string(&sheet).unwrap())).unwrap();
    let original = shown(&sheet);
    run(&["intake", &original, "--case", &shown(&case), "--received-from", "partner", "--purpose", "test"]).expect(0);
    let out = folder.path().join("out");
    release(&case, "parties", &out, &[]).expect(0);
    let picture = image::open(out.join("sketches/A01-1.jpg")).unwrap().to_rgb8();
    for (x, y) in [(101, 101), (200, 180), (299, 259)] {
        assert!(
            picture.get_pixel(x, y).0.iter().all(|c| c.abs_diff(0x66) < 8),
            "{x} {y}: {:?}",
            picture.get_pixel(x, y)
        );
    }
    let log = fs::read_to_string(case.join("custody.jsonl")).unwrap();
    let redacted = log.lines().find(|line| line.contains("\"kind\":\"redact\"")).unwrap();
    assert!(
        redacted.contains("\"path\":\"sketches/A01-1.jpg\"") && redacted.contains("outside:sketches/A01-1.jpg"),
        "{redacted}"
    );
    let sheets = json(&out.join("published/bundle.json"))["sheets"].clone();
    assert_eq!(sheets[0]["image"], "sketches/A01-1.jpg");
}

#[test]
fn a_withdrawn_account_is_gone_and_what_changes_is_said() {
    let (_folder, case) = case();
    let shown = shown(&case);
    run(&["reconstruct", &shown]).expect(0);
    let before = json(&case.join("published/bundle.json"));
    let done = run(&["withdraw", "A03", "--case", &shown, "--on", "2026-11-20", "--json"]).expect(0).json();
    assert!(!done["weaker"].as_array().unwrap().is_empty());
    for (path, bytes) in files(&case.join("published")) {
        let text = String::from_utf8_lossy(&bytes);
        let said = text.matches("A03").count();
        match path.as_str() {
            "notes.json" => assert_eq!(said, 1, "that it is withdrawn"),
            "bundle.json" | "quality.json" => assert_eq!(said, text.matches("account:A03").count(), "{path}"),
            _ => assert_eq!(said, 0, "{path}"),
        }
    }
    let after = json(&case.join("published/bundle.json"));
    let gone = |value: &Value| value["elements"].as_array().unwrap().len();
    assert!(gone(&after) <= gone(&before));
    let again = run(&["withdraw", "A03", "--case", &shown, "--on", "2026-11-20"]).expect(2);
    assert!(again.stderr.contains("withdrawn since 2026-11-20"), "{}", again.stderr);
    run(&["withdraw", "A99", "--case", &shown, "--on", "2026-11-20"]).expect(2);
    run(&["check", &shown]).expect(0);
}

#[test]
fn a_pack_of_a_profile_is_verified_by_its_page_and_shows_no_more_than_the_release() {
    let (folder, case) = case();
    let key = folder.path().join("key");
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(&key).status();
    assert!(made.unwrap().success());
    let scan = shown(&case.join("sketches/A01-1.jpg"));
    run(&["intake", &scan, "--case", &shown(&case), "--received-from", "partner", "--purpose", "test"]).expect(0);
    for profile in ["parties", "public"] {
        let (pack, out) = (folder.path().join(format!("{profile}-pack")), folder.path().join(profile));
        let (case, key, pack) = (shown(&case), shown(&key), shown(&pack));
        let seal = ["seal", &case, "--profile", profile, "--key", &key, "--out", &pack, "--withhold-unique"];
        run(&seal).expect(0);
        run(&["verify", &pack]).expect(0);
        let rebuild = run(&["verify", &pack, "--rebuild"]).expect(2);
        assert!(rebuild.stderr.contains("internal pack"), "{}", rebuild.stderr);
        let page = Command::new("sh").arg("verify.sh").current_dir(&pack).output().unwrap();
        assert!(page.status.success(), "{}", String::from_utf8_lossy(&page.stdout));
        release(Path::new(&case), profile, &out, &["--withhold-unique"]).expect(0);
        let (sealed, released) = (files(&Path::new(&pack).join("data/case")), files(&out));
        assert!(sealed.keys().eq(released.keys()), "{profile}");
        let differ: Vec<&String> = released.keys().filter(|path| sealed[*path] != released[*path]).collect();
        assert!(differ.is_empty(), "{profile}: {differ:?}");
        let log = Path::new(&pack).join("data/custody.jsonl");
        assert_eq!(log.exists(), profile == "parties");
        let line = |text: &str| text.lines().find(|l| l.starts_with("Locus-Custody-Head")).unwrap().to_owned();
        let info = line(&fs::read_to_string(Path::new(&pack).join("bag-info.txt")).unwrap());
        assert_eq!(info.ends_with(": withheld"), profile == "public", "{info}");
        if log.exists() {
            edit(&log, "\"actor\":\"", "\"actor\":\"another ");
            let named = run(&["verify", &pack]).expect(2);
            assert!(named.stderr.contains("data/custody.jsonl"), "{}", named.stderr);
            assert!(!Command::new("sh").arg("verify.sh").current_dir(&pack).output().unwrap().status.success());
        }
    }
}

/// A refusal writes nothing: neither a release that nobody has into the register, nor a withdrawal that was not published.
#[test]
fn what_is_refused_leaves_the_case_as_it_was() {
    let (folder, case) = case();
    let key = folder.path().join("key");
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(&key).status();
    assert!(made.unwrap().success());
    let no_folder = folder.path().join("file");
    fs::write(&no_folder, "a file").unwrap();
    fs::create_dir(case.join("published")).unwrap();
    fs::write(case.join("published/notes-of-mine.txt"), "not Locus's").unwrap();
    let (shown_case, key, taken) = (shown(&case), shown(&key), shown(&no_folder));
    for first in [true, false] {
        let before = files(&case);
        assert_ne!(release(&case, "parties", &no_folder.join("below"), &[]).code, Some(0));
        run(&["seal", &shown_case, "--profile", "parties", "--key", &key, "--out", &taken]).expect(2);
        run(&["withdraw", "A03", "--case", &shown_case, "--on", "2026-11-20"]).expect(2);
        assert!(files(&case) == before, "{first}: {:?}", files(&case).keys().collect::<Vec<_>>());
        if first {
            release(&case, "parties", &folder.path().join("one"), &[]).expect(0);
        }
    }
}
