//! Processes stopped at any point: what they had said was done is done, what they had not is not there or is told of, and
//! the next run goes on. `LOCUS_KILLS` sets how often (`./check --long`); the points are spread over a whole run.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, example};
use locus_tests::program::{locus, run};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How often each act is killed.
fn kills(by_default: u32) -> u32 {
    std::env::var("LOCUS_KILLS").map_or(by_default, |set| set.parse().expect("LOCUS_KILLS is a number"))
}

/// Runs `locus` to its end, and says how long that took.
fn whole(arguments: &[String]) -> Duration {
    let start = Instant::now();
    run(arguments).expect(0);
    start.elapsed()
}

/// Runs `locus` and kills it after a while; what it had printed until then.
fn killed(arguments: &[String], after: Duration) -> String {
    let mut child = Command::new(locus()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    sleep(after);
    child.kill().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    said
}

fn strings<const N: usize>(arguments: [&str; N]) -> Vec<String> {
    arguments.map(String::from).to_vec()
}

#[test]
fn intake_killed_anywhere_keeps_what_it_acknowledged() {
    let folder = TempDir::new().unwrap();
    let case = folder.path().join("case");
    let case_name = case.display().to_string();
    let intake = |prefix: &str| {
        let mut arguments =
            strings(["intake", "--case", &case_name, "--received-from", "partner", "--purpose", "test"]);
        for n in 0..12 {
            let path = folder.path().join(format!("{n}.tif"));
            fs::write(&path, format!("{prefix} {n} ").repeat(1 + n * 20_000)).unwrap();
            arguments.push(path.display().to_string());
        }
        arguments
    };
    fs::create_dir(&case).unwrap();
    let (took, times) = (whole(&intake("whole")), kills(12));
    for n in 0..times {
        let said = killed(&intake(&format!("run {n}")), took * n / times);
        run(&["custody", "recover", &case_name]).expect(0);
        run(&["custody", "verify", &case_name]).expect(0);
        let log = fs::read_to_string(case.join("custody.jsonl")).unwrap();
        for line in said.lines().filter(|line| line.contains(".tif")) {
            let sha256 = line.split(' ').next().unwrap();
            assert!(log.contains(&format!("originals/sha256/{}/{sha256}", &sha256[..2])), "run {n} lost {line}");
        }
    }
}

#[test]
fn seal_killed_anywhere_leaves_a_whole_pack_or_none() {
    let folder = TempDir::new().unwrap();
    let (case, key) = (folder.path().join("case"), folder.path().join("key"));
    let shown = |path: &Path| path.display().to_string();
    copy(&example(), &case);
    run(&["reconstruct", "--quiet", &shown(&case)]).expect(0);
    let keygen = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status();
    assert!(keygen.unwrap().success());
    let seal = |out: &Path| {
        strings(["seal", &shown(&case), "--profile", "internal", "--key", &shown(&key), "--out", &shown(out)])
    };
    let (took, times) = (whole(&seal(&folder.path().join("whole"))), kills(6));
    for n in 1..=times {
        let out = folder.path().join(format!("pack-{n}"));
        killed(&seal(&out), took * n / times);
        if out.exists() {
            run(&["verify", &shown(&out)]).expect(0);
        }
    }
}

#[test]
fn check_tells_of_leftovers() {
    let folder = TempDir::new().unwrap();
    let case = folder.path().join("case");
    copy(&example(), &case);
    fs::write(case.join("custody.jsonl"), "{\"prev\":").unwrap();
    for path in ["originals", ".locus-x"] {
        fs::create_dir(case.join(path)).unwrap();
    }
    fs::write(case.join("originals/.incoming-y"), "half").unwrap();
    let said = run(&["check", &case.display().to_string()]).expect(0).stdout;
    for told in ["custody.jsonl", "originals/.incoming-y", ".locus-x"] {
        assert!(said.contains(told), "{told} is not told of:\n{said}");
    }
}
