//! Runs `locus` under the eyes of `strace`, GNU `time` and `timeout`: which files it opened, whom it called, how much
//! memory it took at most, and whether it had to be stopped.

use crate::program::{Ended, locus};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// A run that takes longer hangs: far beyond what any file of the table needs, even on a busy machine.
const STOP_AFTER_S: &str = "30";

/// What was seen of a run.
pub struct Seen {
    /// How it ended.
    pub ended: Ended,
    /// The files it opened, as written in the call; empty where nobody watched.
    pub opened: Vec<String>,
    /// Calls to other machines.
    pub calls: Vec<String>,
    /// The most memory that it, or a process that it started, held at once, megabytes; `None` where nobody measured.
    pub peak_mb: Option<u64>,
    /// Processor time of all of them, seconds.
    pub cpu_s: Option<f64>,
}

/// Whether files and calls are watched here: `strace` is installed and may trace.
pub fn traced() -> bool {
    static TRACED: OnceLock<bool> = OnceLock::new();
    *TRACED.get_or_init(|| works(Command::new("strace").args(["-qq", "-o", "/dev/null", "true"])))
}

/// Whether memory is measured here.
pub fn measured() -> bool {
    static MEASURED: OnceLock<bool> = OnceLock::new();
    *MEASURED.get_or_init(|| works(Command::new("/usr/bin/time").args(["-f", "", "true"])))
}

fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Runs `locus` in `folder`; the watchers' own notes go to `notes`, a folder of its own.
pub fn watch<S: AsRef<OsStr>>(arguments: &[S], folder: &Path, notes: &Path) -> Seen {
    observe(arguments, folder, notes, traced())
}

/// The same without `strace`: what it opened and whom it called is not seen.
pub fn measure<S: AsRef<OsStr>>(arguments: &[S], folder: &Path, notes: &Path) -> Seen {
    observe(arguments, folder, notes, false)
}

fn observe<S: AsRef<OsStr>>(arguments: &[S], folder: &Path, notes: &Path, traced: bool) -> Seen {
    let (trace, memory) = (notes.join("trace"), notes.join("memory"));
    let mut line: Vec<&OsStr> = Vec::new();
    if traced {
        line.extend(["strace", "-f", "-qq", "-s", "256", "-e", "trace=%file,%network", "-o"].map(OsStr::new));
        line.push(trace.as_os_str());
    }
    if measured() {
        line.extend(["/usr/bin/time", "-q", "-f", "%M %U %S", "-o"].map(OsStr::new));
        line.push(memory.as_os_str());
    }
    line.extend(["timeout", "--signal=KILL", STOP_AFTER_S].map(OsStr::new));
    line.push(locus().as_os_str());
    line.extend(arguments.iter().map(AsRef::as_ref));
    let output = Command::new(line[0]).args(&line[1..]).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    let calls = if traced { fs::read(&trace).unwrap_or_default() } else { Vec::new() };
    let calls: Vec<String> = String::from_utf8_lossy(&calls).lines().map(str::to_owned).collect();
    let memory = fs::read_to_string(&memory).unwrap_or_default();
    let measured: Vec<f64> = memory.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let (peak_mb, cpu_s) = match measured[..] {
        [kb, user_s, system_s] => (Some(kb as u64 / 1024), Some(user_s + system_s)),
        _ => (None, None),
    };
    Seen {
        ended: output.into(),
        opened: opened(&calls),
        calls: calls.iter().filter(|call| call.contains("AF_INET")).cloned().collect(),
        peak_mb,
        cpu_s,
    }
}

/// The paths of the calls that opened a file or ran a program and succeeded. A call of one thread may be told in two lines,
/// with those of others between them.
fn opened(calls: &[String]) -> Vec<String> {
    const OPENING: [&str; 5] = ["open", "openat", "openat2", "creat", "execve"];
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut opened = Vec::new();
    for call in calls {
        let Some((thread, told)) = call.split_once(char::is_whitespace) else { continue };
        let told = told.trim_start();
        let path = match told.strip_prefix("<... ") {
            Some(_) => begun.remove(thread),
            None if OPENING.contains(&told.split('(').next().unwrap_or_default()) => {
                told.split('"').nth(1).map(str::to_owned)
            }
            None => None,
        };
        match (path, told.rsplit_once(" = ")) {
            (Some(path), None) => drop(begun.insert(thread, path)),
            (Some(path), Some((_, result))) if !result.starts_with('-') => opened.push(path),
            _ => {}
        }
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_told_in_two_lines_is_seen() {
        let calls = [
            r#"7 openat(AT_FDCWD, "a", O_RDONLY) = 3"#,
            r#"7 openat(AT_FDCWD, "b", O_RDONLY <unfinished ...>"#,
            r#"8 openat(AT_FDCWD, "c", O_RDONLY <unfinished ...>"#,
            r#"8 <... openat resumed>) = -1 ENOENT (No such file or directory)"#,
            r#"7 <... openat resumed>) = 4"#,
            r#"7 openat(AT_FDCWD, "d", O_RDONLY) = -1 EACCES (Permission denied)"#,
            r#"7 readlink("e", "f", 4095) = 1"#,
        ];
        assert_eq!(opened(&calls.map(str::to_owned)), ["a", "b"]);
    }
}
