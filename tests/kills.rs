//! Processes stopped at any point: what they had said was done is done, what they had not is not there or is told of, and
//! the next run goes on.
//!
//! Each act is stopped after times spread over a whole run, and at every call that changes the disk (`strace` stops it as
//! the call begins). `LOCUS_KILLS` says how often by time, in all, and takes every such call (`scripts/long`); without it
//! a few of each.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files};
use locus_tests::program::{locus, run};
use locus_tests::watch::traced;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How often an act is killed by time and by call where nothing is said.
const FEW: u32 = 8;

/// The calls that change a disk.
const CALLS: [&str; 20] = [
    "chmod",
    "copy_file_range",
    "fchmod",
    "fdatasync",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "symlink",
    "sendfile",
    "unlink",
    "unlinkat",
    "write",
];

/// How a run ended that was to be killed.
struct Ended {
    /// Whether it was, or had ended before.
    killed: bool,
    /// What it had printed until then.
    said: String,
}

/// The share of an act of all kills by time.
fn times(share: f64) -> u32 {
    let set = std::env::var("LOCUS_KILLS").ok().map(|set| set.parse::<f64>().expect("LOCUS_KILLS is a number"));
    set.map_or(FEW, |all| (all * share).ceil() as u32)
}

/// Kills an act: `arguments` prepares the run of this number and gives its command line, `judge` looks at what is there
/// afterwards.
fn kill(act: &str, share: f64, arguments: &dyn Fn(u32) -> Vec<String>, judge: &dyn Fn(u32, &Ended)) {
    let start = Instant::now();
    run(&arguments(0)).expect(0);
    let (took, times) = (start.elapsed(), times(share));
    let mut killed = [0, 0];
    for n in 1..=times {
        let ended = stopped(Command::new(locus()).args(arguments(n)), Some(took * n / times));
        killed[0] += u32::from(ended.killed);
        judge(n, &ended);
    }
    let points = points(&arguments(times + 1));
    for (n, (call, nth)) in (times + 2..).zip(&points) {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")]);
        strace.args(["-e", &format!("inject={call}:signal=SIGKILL:when={nth}")]).arg(locus()).args(arguments(n));
        let ended = stopped(&mut strace, None);
        killed[1] += u32::from(ended.killed);
        judge(n, &ended);
    }
    println!("kills: {act}: {} of {times} by time, {} of {} by call, 0 broken", killed[0], killed[1], points.len());
}

/// The calls of a run that change the disk, by name and number: all of them, or a few.
fn points(arguments: &[String]) -> Vec<(String, usize)> {
    if !traced() {
        println!("skipped: strace may not trace here");
        return Vec::new();
    }
    let notes = TempDir::new().unwrap();
    let seen = notes.path().join("seen");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", &format!("trace={}", CALLS.join(",")), "-o"]).arg(&seen);
    assert!(strace.arg(locus()).args(arguments).output().unwrap().status.success());
    let mut of_threads: BTreeMap<(String, String), usize> = BTreeMap::new();
    let text = fs::read(&seen).unwrap();
    for line in String::from_utf8_lossy(&text).lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        if let Some((call, _)) = call.trim_start().split_once('(')
            && CALLS.contains(&call)
        {
            *of_threads.entry((call.to_owned(), thread.to_owned())).or_default() += 1;
        }
    }
    let numbered = |((call, _), count): ((String, String), usize)| (1..=count).map(move |nth| (call.clone(), nth));
    let all: BTreeSet<(String, usize)> = of_threads.into_iter().flat_map(numbered).collect();
    let step = if std::env::var_os("LOCUS_KILLS").is_some() { 1 } else { all.len().div_ceil(FEW as usize).max(1) };
    all.into_iter().step_by(step).collect()
}

/// Runs a command, kills it after a while, or waits until it is killed or done.
fn stopped(command: &mut Command, after: Option<Duration>) -> Ended {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    if let Some(after) = after {
        sleep(after);
        child.kill().unwrap();
    }
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    let status = child.wait().unwrap();
    assert!(status.success() || was_killed(status), "ended by itself with {status}");
    Ended { killed: was_killed(status), said }
}

fn was_killed(status: ExitStatus) -> bool {
    status.signal() == Some(9)
}

fn strings<const N: usize>(arguments: [&str; N]) -> Vec<String> {
    arguments.map(String::from).to_vec()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The example without testimony, which is published in a moment, and with a custody log.
fn small_case(folder: &Path) -> PathBuf {
    let case = folder.join("case");
    copy(&example(), &case);
    for path in ["accounts", "sketches"] {
        fs::remove_dir_all(case.join(path)).unwrap();
        fs::create_dir(case.join(path)).unwrap();
    }
    for path in ["incidents.csv", "views.json"] {
        fs::remove_file(case.join(path)).unwrap();
    }
    let original = folder.join("original.txt");
    fs::write(&original, "original").unwrap();
    run(&intake(&case, &[original])).expect(0);
    case
}

fn intake(case: &Path, originals: &[PathBuf]) -> Vec<String> {
    let case = shown(case);
    let mut arguments = strings(["intake", "--case", &case, "--received-from", "partner", "--purpose", "test"]);
    arguments.extend(originals.iter().map(|path| shown(path)));
    arguments
}

/// What a crash left in a case is told by `locus check`, set aside by `locus custody recover`, or, of a folder half
/// written, removed by hand as `check` says.
fn mend(case: &Path) {
    let said = run(&["check", &shown(case)]).expect(0).stdout;
    for half in fs::read_dir(case).unwrap().flatten().filter(|e| e.file_name().to_string_lossy().starts_with(".locus-"))
    {
        assert!(said.contains(&*half.file_name().to_string_lossy()), "{half:?} is not told of:\n{said}");
        fs::remove_dir_all(half.path()).unwrap();
    }
    run(&["custody", "recover", &shown(case)]).expect(0);
}

#[test]
fn intake_killed_anywhere_keeps_what_it_acknowledged() {
    let folder = TempDir::new().unwrap();
    let case = folder.path().join("case");
    run(&["new", &shown(&case), "--anchor", "39.4932, 131.4911", "--quiet"]).expect(0);
    let arguments = |run: u32| {
        let originals: Vec<PathBuf> = (0..4).map(|n| folder.path().join(format!("{n}.tif"))).collect();
        for (n, path) in originals.iter().enumerate() {
            fs::write(path, format!("run {run} file {n} ").repeat(1 + n * 20_000)).unwrap();
        }
        // Every hundred runs a new case: a log is read anew for each act.
        if run.is_multiple_of(100) && case.join("originals").exists() {
            fs::remove_dir_all(case.join("originals")).unwrap();
            fs::read_dir(&case)
                .unwrap()
                .flatten()
                .filter(|e| e.file_name().to_string_lossy().starts_with("custody"))
                .for_each(|e| fs::remove_file(e.path()).unwrap());
        }
        intake(&case, &originals)
    };
    kill("intake", 0.5, &arguments, &|n, ended| {
        if !case.join("custody.jsonl").exists() {
            assert!(ended.said.is_empty(), "run {n} lost {}", ended.said);
            return;
        }
        mend(&case);
        run(&["custody", "verify", &shown(&case)]).expect(0);
        let log = fs::read_to_string(case.join("custody.jsonl")).unwrap();
        for line in ended.said.lines().filter(|line| line.contains(".tif")) {
            let sha256 = line.split(' ').next().unwrap();
            assert!(log.contains(&format!("originals/sha256/{}/{sha256}", &sha256[..2])), "run {n} lost {line}");
        }
    });
}

#[test]
fn reconstruct_killed_anywhere_leaves_the_old_folder_or_the_new() {
    let folder = TempDir::new().unwrap();
    let case = small_case(folder.path());
    let names = ["Example compound (entirely fictional)", "Example compound (another name)"];
    let arguments = |n: u32| {
        // Each run publishes something else than the one before.
        let text = fs::read_to_string(case.join("case.toml")).unwrap();
        let is = usize::from(text.contains(names[1]));
        if is != (n % 2) as usize {
            edit(&case.join("case.toml"), names[is], names[1 - is]);
        }
        strings(["reconstruct", &shown(&case), "--quiet"])
    };
    let whole = [2, 1].map(|n| {
        run(&arguments(n)).expect(0);
        files(&case.join("published"))
    });
    assert_ne!(whole[0], whole[1]);
    kill("reconstruct", 0.2, &arguments, &|n, _| {
        let there = files(&case.join("published"));
        assert!(whole.contains(&there), "run {n} left neither the old folder nor the new: {:?}", there.keys());
        mend(&case);
        // Killed between the folder and its line in the log: the log tells of it.
        let verdict = run(&["custody", "verify", &shown(&case)]);
        assert!(verdict.code == Some(0) || verdict.stderr.contains("published/"), "{}", verdict.stderr);
        if verdict.code != Some(0) {
            run(&["reconstruct", &shown(&case), "--quiet"]).expect(0);
            run(&["custody", "verify", &shown(&case)]).expect(0);
        }
    });
}

#[test]
fn export_killed_anywhere_leaves_each_file_old_or_new() {
    let folder = TempDir::new().unwrap();
    let (case, out) = (small_case(folder.path()), folder.path().join("out"));
    let arguments = |n: u32| {
        // The same files of another facility by turns.
        let from = case.with_file_name(["one", "two"][(n % 2) as usize]);
        strings(["export", &shown(&from), "--to", "kml,geojson,svg", "--out", &shown(&out), "--replace", "--quiet"])
    };
    let whole = [(0, "one", "entirely fictional"), (1, "two", "another name")].map(|(n, name, title)| {
        let copied = case.with_file_name(name);
        copy(&case, &copied);
        edit(&copied.join("case.toml"), "entirely fictional", title);
        run(&["reconstruct", &shown(&copied), "--quiet"]).expect(0);
        run(&arguments(n)).expect(0);
        files(&out)
    });
    assert_ne!(whole[0], whole[1]);
    kill("export", 0.2, &arguments, &|n, _| {
        for (name, bytes) in files(&out).iter().filter(|(name, _)| !name.contains(".tmp")) {
            let is_whole = whole.iter().any(|files| files.get(name) == Some(bytes));
            assert!(is_whole, "run {n} left half of {name}");
        }
        for name in ["one", "two"] {
            mend(&case.with_file_name(name));
            run(&["custody", "verify", &shown(&case.with_file_name(name))]).expect(0);
        }
    });
}

#[test]
fn seal_killed_anywhere_leaves_a_whole_pack_or_none() {
    let folder = TempDir::new().unwrap();
    let (case, key) = (small_case(folder.path()), folder.path().join("key"));
    run(&["reconstruct", "--quiet", &shown(&case)]).expect(0);
    let keygen = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status();
    assert!(keygen.unwrap().success());
    let out = |n: u32| folder.path().join(format!("packs/{n}"));
    let arguments = |n: u32| {
        strings(["seal", &shown(&case), "--profile", "internal", "--key", &shown(&key), "--out", &shown(&out(n))])
    };
    kill("seal", 0.1, &arguments, &|n, _| {
        if out(n).exists() {
            run(&["verify", &shown(&out(n))]).expect(0);
        }
        fs::remove_dir_all(folder.path().join("packs")).unwrap_or_default();
        mend(&case);
        run(&["custody", "verify", &shown(&case)]).expect(0);
    });
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
    let said = run(&["check", &shown(&case)]).expect(0).stdout;
    for told in ["custody.jsonl", "originals/.incoming-y", ".locus-x"] {
        assert!(said.contains(told), "{told} is not told of:\n{said}");
    }
}
