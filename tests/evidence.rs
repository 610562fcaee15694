//! Originals, the custody log and sealed packs, by the program and by stock tools: what is whole is accepted, and after
//! each tampering the file is named.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files};
use locus_tests::program::{Ended, run};
use locus_tests::watch::{traced, watch};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// What the page of shell in a pack may use, and nothing else is at hand while it runs.
const STOCK: [&str; 10] =
    ["cat", "cut", "dirname", "find", "grep", "openssl", "sha256sum", "sort", "ssh-keygen", "uniq"];

/// A case with a log, a key, and a pack of it.
struct Sealed {
    folder: TempDir,
}

impl Sealed {
    /// Made once: tampering is done to copies.
    fn once() -> &'static Self {
        static SEALED: OnceLock<Sealed> = OnceLock::new();
        SEALED.get_or_init(|| {
            let sealed = Self { folder: TempDir::new().unwrap() };
            copy(&example(), &sealed.case());
            key(&sealed.key());
            intake(&sealed.case(), &[&sealed.case().join("sketches/A01-1.jpg")]).expect(0);
            run(&["reconstruct", "--quiet", &shown(&sealed.case())]).expect(0);
            seal(&sealed.case(), &sealed.key(), &sealed.folder.path().join("pack")).expect(0);
            sealed
        })
    }

    fn case(&self) -> PathBuf {
        self.folder.path().join("case")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    /// A copy of the pack, to tamper with.
    fn pack(&self) -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let pack = folder.path().join("pack");
        clone(&self.folder.path().join("pack"), &pack);
        (folder, pack)
    }

    /// The signers as somebody knows them who was given the key on another way.
    fn signers(&self) -> PathBuf {
        self.folder.path().join("pack/allowed_signers")
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Copies a folder with everything in it, `published` too.
fn clone(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        fs::create_dir_all(to.join(&path).parent().unwrap()).unwrap();
        fs::write(to.join(&path), bytes).unwrap();
    }
}

fn key(path: &Path) {
    let arguments = ["-q", "-t", "ed25519", "-N", "", "-C", "me@my-machine", "-f"];
    assert!(Command::new("ssh-keygen").args(arguments).arg(path).status().unwrap().success());
}

fn intake(case: &Path, originals: &[&Path]) -> Ended {
    let mut arguments = vec!["intake".to_owned(), "--case".to_owned(), shown(case)];
    arguments.extend(["--received-from", "field partner", "--purpose", "to be traced"].map(String::from));
    arguments.extend(originals.iter().map(|path| shown(path)));
    run(&arguments)
}

fn seal(case: &Path, key: &Path, out: &Path) -> Ended {
    run(&["seal", &shown(case), "--profile", "internal", "--key", &shown(key), "--out", &shown(out)])
}

/// `verify.sh` with stock tools only: an empty environment, and a PATH with these tools alone.
fn by_hand(pack: &Path, signers: Option<&Path>) -> Ended {
    static TOOLS: OnceLock<TempDir> = OnceLock::new();
    let tools = TOOLS.get_or_init(|| {
        let tools = TempDir::new().unwrap();
        for name in STOCK {
            let paths = std::env::var_os("PATH").unwrap();
            let tool = std::env::split_paths(&paths).map(|folder| folder.join(name)).find(|path| path.is_file());
            symlink(tool.unwrap_or_else(|| panic!("{name} is not installed")), tools.path().join(name)).unwrap();
        }
        tools
    });
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().env("PATH", tools.path()).arg(pack.join("verify.sh")).args(signers);
    shell.output().unwrap().into()
}

fn sh(folder: &Path, script: &str) {
    let done = Command::new("sh").arg("-ec").arg(script).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "{script}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Writes the manifests anew, as somebody does who covers a change.
fn cover(pack: &Path) {
    sh(
        pack,
        "export LC_ALL=C
         find data -type f | sort | while IFS= read -r f; do sha256sum \"$f\"; done > manifest-sha256.txt
         sha256sum VERIFY.txt allowed_signers bag-info.txt bagit.txt manifest-sha256.txt verify.sh > tagmanifest-sha256.txt",
    );
}

/// Signs the tag manifest anew, for `namespace`.
fn sign(pack: &Path, key: &Path, namespace: &str) {
    fs::remove_file(pack.join("tagmanifest-sha256.txt.sig")).unwrap();
    let mut ssh = Command::new("ssh-keygen");
    ssh.args(["-q", "-Y", "sign", "-f"]).arg(key).args(["-n", namespace]).arg(pack.join("tagmanifest-sha256.txt"));
    assert!(ssh.output().unwrap().status.success());
}

#[test]
fn verify_with_stock_tools_only() {
    let sealed = Sealed::once();
    let (_folder, pack) = sealed.pack();
    let by_shell = by_hand(&pack, None).expect(0);
    assert!(by_shell.stdout.contains("This pack is as it was signed."), "{}", by_shell.stdout);
    by_hand(&pack, Some(&sealed.signers())).expect(0);
    let verdict = run(&["verify", &shown(&pack), "--json"]).expect(0).json();
    assert_eq!(verdict["signer"], "custodian");
    assert_eq!(verdict["custody_lines"], 2);
    assert!(
        !files(&pack).values().any(|bytes| bytes.windows(10).any(|w| w == b"my-machine")),
        "a key's comment leaked"
    );
}

/// What was done to a pack, how, and the file that has to be named.
type Tampering = (&'static str, fn(&Path), &'static str);

const TAMPERINGS: [Tampering; 14] = [
    ("a byte changed", |p| edit(&p.join("data/case/case.toml"), "Ground floor", "Ground Floor"), "data/case/case.toml"),
    (
        "a file taken out",
        |p| fs::remove_file(p.join("data/case/accounts/A03.toml")).unwrap(),
        "data/case/accounts/A03.toml",
    ),
    ("a file put in", |p| fs::write(p.join("data/case/accounts/A99.toml"), "").unwrap(), "data/case/accounts/A99.toml"),
    ("a file put in beside", |p| fs::write(p.join("README.txt"), "").unwrap(), "README.txt"),
    (
        "a file renamed",
        |p| fs::rename(p.join("data/disclosure.csv"), p.join("data/disclosed.csv")).unwrap(),
        "data/disclosure.csv",
    ),
    (
        "two files exchanged",
        |p| sh(p, "cd data/case/sketches; mv A01-1.jpg x; mv A02-1.jpg A01-1.jpg; mv x A02-1.jpg"),
        "data/case/sketches/A02-1.jpg",
    ),
    (
        "a file exchanged for a link to the same bytes",
        |p| sh(p, "cp data/assumptions.csv ../a; rm data/assumptions.csv; ln -s ../../a data/assumptions.csv"),
        "data/assumptions.csv",
    ),
    (
        "a line of the manifest changed with its file",
        |p| {
            edit(&p.join("data/disclosure.csv"), "kind_en", "kind_xx");
            sh(
                p,
                "s=$(sha256sum data/disclosure.csv | cut -d' ' -f1); sed -i \"s|^.*  data/disclosure.csv|$s  data/disclosure.csv|\" manifest-sha256.txt",
            );
        },
        "manifest-sha256.txt",
    ),
    (
        "every manifest written anew",
        |p| {
            fs::remove_file(p.join("data/disclosure.csv")).unwrap();
            cover(p);
        },
        "tagmanifest-sha256.txt.sig",
    ),
    ("the page of shell changed", |p| edit(&p.join("verify.sh"), "failed=1", "failed=0"), "verify.sh"),
    (
        "the signature taken out",
        |p| fs::remove_file(p.join("tagmanifest-sha256.txt.sig")).unwrap(),
        "tagmanifest-sha256.txt.sig",
    ),
    (
        "signed for something else by the right key",
        |p| sign(p, &Sealed::once().key(), "file"),
        "tagmanifest-sha256.txt.sig",
    ),
    (
        "signed by another key",
        |p| {
            key(&p.with_file_name("other"));
            sign(p, &p.with_file_name("other"), "release@locus/v1");
        },
        "tagmanifest-sha256.txt.sig",
    ),
    (
        "the custody log changed, and all signed anew by the right key",
        |p| {
            edit(&p.join("data/case/custody.jsonl"), "to be traced", "to be erased");
            cover(p);
            sign(p, &Sealed::once().key(), "release@locus/v1");
        },
        "data/case/custody.jsonl",
    ),
];

#[test]
fn add_remove_change_file_detected() {
    for (what, tamper, file) in TAMPERINGS {
        let (_folder, pack) = Sealed::once().pack();
        tamper(&pack);
        let said = run(&["verify", &shown(&pack)]).expect(2).stderr;
        assert!(said.contains(file), "{what}: `locus verify` does not name {file}:\n{said}");
        if what == "the page of shell changed" {
            // It cannot judge itself: VERIFY.txt says to check it first.
            sh(&pack, "! sha256sum --strict --quiet -c tagmanifest-sha256.txt 2>/dev/null >&2");
            continue;
        }
        let said = by_hand(&pack, None).expect(1).stdout;
        assert!(said.contains(file), "{what}: verify.sh does not name {file}:\n{said}");
    }
}

#[test]
fn whoever_signs_with_a_key_of_their_own_is_found_by_a_key_from_elsewhere() {
    let sealed = Sealed::once();
    let (folder, pack) = sealed.pack();
    let other = folder.path().join("other");
    key(&other);
    let public = fs::read_to_string(other.with_extension("pub")).unwrap();
    let public = public.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let signers = format!("custodian namespaces=\"release@locus/v1\" {public}\n");
    fs::write(pack.join("allowed_signers"), signers).unwrap();
    fs::remove_file(pack.join("data/disclosure.csv")).unwrap();
    cover(&pack);
    sign(&pack, &other, "release@locus/v1");
    run(&["verify", &shown(&pack)]).expect(0);
    by_hand(&pack, None).expect(0);
    let elsewhere = sealed.signers();
    let said = run(&["verify", &shown(&pack), "--signers", &shown(&elsewhere)]).expect(2).stderr;
    assert!(said.contains("tagmanifest-sha256.txt.sig"), "{said}");
    by_hand(&pack, Some(&elsewhere)).expect(1);
}

/// A signature by the right key, made for something else.
#[test]
fn wrong_namespace_sig_refused() {
    let sealed = Sealed::once();
    let (_folder, pack) = sealed.pack();
    sign(&pack, &sealed.key(), "custody-head@locus/v1");
    let by_us = run(&["verify", &shown(&pack)]).expect(2);
    assert!(by_us.stderr.contains("a signature for \"custody-head@locus/v1\""), "{}", by_us.stderr);
    assert!(by_hand(&pack, None).expect(1).stdout.contains("FAILED  tagmanifest-sha256.txt.sig"));
}

/// Whatever was drawn, pointed at or said is named as a source, or stands in the schedule of what was not adopted.
#[test]
fn finding_lists_all_claims() {
    let (_folder, pack) = Sealed::once().pack();
    let text = |path: &str| fs::read_to_string(pack.join("data").join(path)).unwrap();
    let (adopted, rest) = (text("case/published/evidence.csv"), text("disclosure.csv"));
    let bundle: serde_json::Value = serde_json::from_str(&text("case/published/bundle.json")).unwrap();
    let list = |of: &serde_json::Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
    let mut claims: Vec<String> = Vec::new();
    for sheet in list(&bundle, "sheets") {
        claims.extend(list(&sheet, "strokes").iter().map(|s| s["id"].as_str().unwrap().to_owned()));
    }
    for kind in ["pins", "areas", "statements"] {
        claims.extend(list(&bundle, kind).iter().map(|claim| claim["id"].as_str().unwrap().to_owned()));
    }
    assert!(claims.len() > 100, "{} claims", claims.len());
    let named = |claim: &String| adopted.contains(&format!(",{claim},")) || rest.contains(claim.as_str());
    let lost: Vec<&String> = claims.iter().filter(|claim| !named(claim)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Nothing is filled in to close a shape: no area rests on nothing, so that none could be measured.
#[test]
fn filler_excluded_from_area() {
    let (_folder, pack) = Sealed::once().pack();
    let bundle = fs::read(pack.join("data/case/published/bundle.json")).unwrap();
    let bundle: serde_json::Value = serde_json::from_slice(&bundle).unwrap();
    let elements = bundle["elements"].as_array().unwrap();
    let areas: Vec<_> =
        elements.iter().filter(|e| ["room", "building", "yard"].contains(&e["kind"].as_str().unwrap())).collect();
    assert!(areas.len() > 10);
    for area in areas {
        assert_ne!(area["status"], "assumed", "{}", area["id"]);
        let evidence =
            |source: &serde_json::Value| !["rule:", "default:"].iter().any(|p| source.as_str().unwrap().starts_with(p));
        assert!(area["sources"].as_array().unwrap().iter().any(evidence), "{}", area["id"]);
    }
}

#[test]
fn rebuild_bit_identical() {
    let sealed = Sealed::once();
    let (_folder, pack) = sealed.pack();
    run(&["verify", &shown(&pack), "--rebuild"]).expect(0);
    // Whoever holds the key can sign anything; what does not follow from the case files is found all the same.
    edit(&pack.join("data/disclosure.csv"), "kind_en", "kind_xx");
    cover(&pack);
    sign(&pack, &sealed.key(), "release@locus/v1");
    run(&["verify", &shown(&pack)]).expect(0);
    let said = run(&["verify", &shown(&pack), "--rebuild"]).expect(2).stderr;
    assert!(said.contains("data/disclosure.csv"), "{said}");
}

#[test]
fn the_same_case_key_and_day_give_the_same_pack() {
    let sealed = Sealed::once();
    let folder = TempDir::new().unwrap();
    let case = folder.path().join("case");
    copy(&example(), &case);
    run(&["reconstruct", "--quiet", &shown(&case)]).expect(0);
    let packs = ["one", "two"].map(|name| {
        let out = folder.path().join(name);
        seal(&case, &sealed.key(), &out).expect(0);
        files(&out)
    });
    assert_eq!(packs[0], packs[1]);
    let statement = String::from_utf8_lossy(&packs[0]["data/method-and-limitations.en.txt"]).into_owned();
    assert!(statement.contains("No custody log was kept"));
    assert!(!case.join("custody.jsonl").exists(), "no log is forced on a case");
}

#[test]
fn what_must_not_be_sealed_is_refused_and_nothing_is_written() {
    let sealed = Sealed::once();
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("pack");
    let (case, good) = (sealed.case(), sealed.key());
    let refused = |case: &Path, profile: &str, key: &Path, named: &str| {
        let arguments = ["seal", &shown(case), "--profile", profile, "--key", &shown(key), "--out", &shown(&out)];
        let said = run(&arguments).expect(2).stderr;
        assert!(said.contains(named), "{said}");
        assert!(!out.exists() && fs::read_dir(folder.path()).unwrap().all(|e| e.unwrap().file_name() == "case"));
    };
    refused(&case, "press", &good, "--profile");
    refused(&case, "public", &good, "I04: told as");
    refused(&case, "internal", &case.join("case.toml"), "case.toml");
    refused(&case, "internal", &good.with_extension("pub"), "key.pub");
    let unpublished = folder.path().join("case");
    copy(&example(), &unpublished);
    refused(&unpublished, "internal", &good, "published/");
    run(&["reconstruct", "--quiet", &shown(&unpublished)]).expect(0);
    edit(&unpublished.join("published/notes.json"), "format_version", "format_versionn");
    refused(&unpublished, "internal", &good, "published/notes.json");
}

#[test]
fn acts_are_logged_where_a_log_is_kept_and_published_bytes_do_not_know_of_it() {
    let folder = TempDir::new().unwrap();
    let (logged, plain) = (folder.path().join("logged"), folder.path().join("plain"));
    for case in [&logged, &plain] {
        copy(&example(), case);
    }
    intake(&logged, &[&logged.join("sketches/A03-1.jpg")]).expect(0);
    let traces = folder.path().join("traces");
    for case in [&logged, &plain] {
        let case = shown(case);
        run(&["trace", "A03-1", "--case", &case, "--out", &shown(&traces), "--accept", "--as", "tracer", "-q"])
            .expect(0);
        run(&["reconstruct", &case, "--purpose", "first look", "--quiet"]).expect(0);
        run(&["reconstruct", &case, "--out", &shown(&folder.path().join("out")), "--quiet"]).expect(0);
    }
    assert_eq!(files(&logged.join("published")), files(&plain.join("published")));
    assert!(!plain.join("custody.jsonl").exists());
    run(&["custody", "verify", &shown(&logged)]).expect(0);
    let log = run(&["custody", "show", &shown(&logged), "--json"]).expect(0).json();
    let kinds: Vec<&str> =
        log["lines"].as_array().unwrap().iter().map(|l| l["act"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["intake", "accept-trace", "reconstruct", "reconstruct"]);
    assert_eq!(log["lines"][1]["act"]["by"]["actor"], "tracer");
    assert_eq!(log["lines"][2]["act"]["by"]["purpose"], "first look");
    let outputs = |line: usize| log["lines"][line]["act"]["outputs"][0]["path"].as_str().unwrap().to_owned();
    assert_eq!((outputs(1).as_str(), outputs(2).as_str()), ("sketches/A03-1.ink.geojson", "published/bundle.json"));
    assert_eq!(outputs(3), "outside:bundle.json");
    // The next act does not bury what was done to the log.
    edit(&logged.join("custody.jsonl"), "first look", "last look");
    let said = run(&["reconstruct", &shown(&logged)]).expect(2).stderr;
    assert!(said.contains("custody.jsonl"), "{said}");
}

#[test]
fn an_export_is_logged_with_what_it_came_from_and_what_came_of_it() {
    let folder = TempDir::new().unwrap();
    let (case, out) = (folder.path().join("case"), folder.path().join("out"));
    copy(&example(), &case);
    let export = |from: &Path, out: &Path| {
        run(&["export", &shown(from), "--to", "kml", "--out", &shown(out), "--as", "archivist", "--purpose", "a globe"])
    };
    run(&["reconstruct", "--quiet", &shown(&case)]).expect(0);
    export(&case, &out).expect(0);
    assert!(!case.join("custody.jsonl").exists(), "no log is forced on a case");
    intake(&case, &[&case.join("sketches/A03-1.jpg")]).expect(0);
    for (from, out) in [(case.clone(), out), (case.join("published"), case.join("exports"))] {
        export(&from, &out).expect(0);
    }
    let log = run(&["custody", "show", &shown(&case), "--json"]).expect(0).json();
    let bundle = files(&case)["published/bundle.json"].clone();
    for line in [1, 2] {
        let act = &log["lines"][line]["act"];
        assert_eq!([&act["kind"], &act["by"]["actor"], &act["by"]["purpose"]], ["export", "archivist", "a globe"]);
        assert_eq!(act["inputs"][0]["path"], "published/bundle.json");
        assert_eq!(act["inputs"][0]["bytes"], bundle.len());
        assert!(act["outputs"][0]["path"].as_str().unwrap().ends_with(".kml"), "{act}");
    }
    run(&["custody", "verify", &shown(&case)]).expect(0);
    // Nothing is exported past a log that does not hold together.
    edit(&case.join("custody.jsonl"), "a globe", "another");
    let unlogged = folder.path().join("unlogged");
    let said = export(&case, &unlogged).expect(2).stderr;
    assert!(said.contains("custody.jsonl") && !unlogged.exists(), "{said}");
}

#[test]
fn no_other_command_opens_a_vault() {
    let folder = TempDir::new().unwrap();
    let (case, key, vault) = (folder.path().join("case"), folder.path().join("key"), folder.path().join("people.age"));
    copy(&example(), &case);
    self::key(&key);
    fs::write(&vault, "who is who").unwrap();
    let commands = [
        "new another --anchor 39.4932,131.4911",
        "intake case/sketches/A01-1.jpg --case case --received-from partner --purpose test",
        "check case",
        "trace A03-1 --case case --out traces --accept",
        "import trace traces/A03-1.svg --case case --by me --replace",
        "reconstruct case",
        "explain case cell-3",
        "quality case",
        "locate case cell-block",
        "export case --to all --out exports",
        "custody verify case",
        "custody show case",
        "custody recover case",
        "seal case --profile internal --key key --out pack",
        "verify pack --rebuild",
    ];
    for command in commands {
        let notes = TempDir::new().unwrap();
        let seen = watch(&command.split(' ').collect::<Vec<_>>(), folder.path(), notes.path());
        seen.ended.expect(0);
        assert!(seen.opened.is_empty() != traced(), "{command} was not watched");
        let near = seen.opened.iter().find(|path| path.contains("people.age"));
        assert_eq!(near, None, "{command} opens what lies beside the case");
    }
    assert_eq!(fs::read(&vault).unwrap(), b"who is who");
    let opens_it = |text: &[u8]| text.windows(10).any(|window| window == b"who is who");
    assert!(!files(&folder.path().join("pack")).values().any(|bytes| opens_it(bytes)));
}

#[test]
fn a_time_stamp_has_its_slot() {
    let (folder, pack) = Sealed::once().pack();
    let authority = folder.path().join("tsa");
    fs::create_dir(&authority).unwrap();
    fs::write(authority.join("cnf"), include_str!("evidence/tsa.cnf")).unwrap();
    sh(
        &authority,
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out ca.pem -days 30 -config cnf -extensions certificate 2>/dev/null
         echo 01 > serial
         openssl ts -query -sha256 -cert -data ../pack/tagmanifest-sha256.txt -out query 2>/dev/null
         openssl ts -reply -config cnf -queryfile query -inkey key -signer ca.pem -out ../pack/tagmanifest-sha256.txt.tsr 2>/dev/null
         cp ca.pem ../pack/tsa-chain.pem",
    );
    let said = by_hand(&pack, None).expect(0).stdout;
    assert!(said.contains("Time stamp:"), "{said}");
    assert_eq!(run(&["verify", &shown(&pack), "--json"]).expect(0).json()["time_stamp"], true);
    // A stamp of other bytes.
    sh(
        &authority,
        "openssl ts -query -sha256 -cert -data cnf -out query 2>/dev/null
         openssl ts -reply -config cnf -queryfile query -inkey key -signer ca.pem -out ../pack/tagmanifest-sha256.txt.tsr 2>/dev/null",
    );
    let said = by_hand(&pack, None).expect(1).stdout;
    assert!(said.contains("tagmanifest-sha256.txt.tsr"), "{said}");
}
