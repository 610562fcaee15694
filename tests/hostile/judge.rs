//! What may come of a run, whatever it was given.

use crate::door::Door;
use crate::ground::{Ground, Run, prepared};
use crate::{Carrier, Row, Verdict};
use locus_model::unseen::is_unseen;
use locus_tests::folder::sorted;
use locus_tests::program;
use locus_tests::watch::{Seen, measure, watch};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file of a folder with its bytes.
type Files = BTreeMap<String, Vec<u8>>;

/// The most memory that any file may cost, megabytes.
const MAX_MB: u64 = 300;
/// The most time of a processor, seconds.
const MAX_S: f64 = 5.0;

/// What nobody may read: the bytes of `secret.bin`, and of the raster outside the case.
const SECRET: &[u8] = b"TOP-SECRET-BYTES";

/// What came of one command.
pub struct Judged {
    pub name: String,
    pub door: Door,
    pub column: &'static str,
    /// The exit code, or that there was none.
    pub code: String,
    pub peak_mb: Option<u64>,
    pub cpu_s: Option<f64>,
    /// What is wrong about the run.
    pub wrong: Vec<String>,
    /// What is wrong about the memory or the time it took.
    pub dear: Vec<String>,
}

/// Puts a file into its place and runs every command that reads it.
pub fn judge(row: &Row, thorough: bool) -> Vec<Judged> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().canonicalize().unwrap();
    let notes = place.join("notes");
    fs::create_dir_all(&notes).unwrap();
    let ground = Ground::of(row, place.join("ground"));
    let mut before = snapshot(&ground.folder);
    let mut judged = Vec::new();
    for run in ground.runs.iter().filter(|run| thorough || !run.alike) {
        let seen = if run.alike { measure(&run.words, &place, &notes) } else { watch(&run.words, &place, &notes) };
        // A run that seems to take long is measured once more, without the time that watching it took.
        let is_long = seen.cpu_s.is_some_and(|s| s > MAX_S);
        let cpu_s = if is_long { measure(&run.words, &place, &notes).cpu_s } else { seen.cpu_s };
        let after = snapshot(&ground.folder);
        let wrong = [
            ending(row, run, &seen, &ground.named),
            writing(run, &seen, &before, &after),
            reading(&seen, &place, row),
            printing(&seen, &before, &after),
        ];
        judged.push(Judged {
            name: row.name.clone(),
            door: row.door,
            column: run.column,
            code: seen.ended.code.map_or("signal".to_owned(), |code| code.to_string()),
            peak_mb: seen.peak_mb,
            cpu_s,
            wrong: wrong.concat(),
            dear: spending(seen.peak_mb, cpu_s),
        });
        before = after;
    }
    judged
}

/// Every plain file below a folder; of large ones their size. Pipes and links are not followed: they are attacks too.
fn snapshot(folder: &Path) -> Files {
    const LARGE: u64 = 1 << 20;
    let (mut found, mut open) = (Files::new(), vec![folder.to_owned()]);
    while let Some(at) = open.pop() {
        for path in sorted(&at) {
            let there = fs::symlink_metadata(&path).unwrap();
            if there.is_dir() {
                open.push(path);
                continue;
            }
            let bytes = match there.is_file() && there.len() <= LARGE {
                true => fs::read(&path).unwrap_or_default(),
                false => format!("{:?} {}", there.file_type(), there.len()).into_bytes(),
            };
            found.insert(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned(), bytes);
        }
    }
    found
}

/// 0 or 2, as known; a refusal names the file.
fn ending(row: &Row, run: &Run, seen: &Seen, named: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let ended = &seen.ended;
    // Later commands may refuse what an earlier one accepted: nothing of that name, nothing published.
    let reads = ["check", "reconstruct", "import", "trace"].contains(&run.column);
    match (ended.code, row.verdict) {
        (Some(0), Verdict::Refused) if reads => wrong.push("accepted, but is known to be bad".to_owned()),
        (Some(2), Verdict::Accepted) if reads => {
            wrong.push(format!("refused, but is known to be good: {}", ended.stderr));
        }
        (Some(0 | 2), _) => {}
        (Some(137), _) => wrong.push("had to be stopped".to_owned()),
        (other, _) => wrong.push(format!("ended with {other:?}: {}", last(&ended.stderr))),
    }
    if reads && ended.code == Some(2) && !ended.stderr.contains(named) {
        wrong.push(format!("the refusal does not name {named}: {}", last(&ended.stderr)));
    }
    wrong
}

fn spending(peak_mb: Option<u64>, cpu_s: Option<f64>) -> Vec<String> {
    let memory = peak_mb.filter(|mb| *mb > MAX_MB).map(|mb| format!("took {mb} MB, at most {MAX_MB} MB are allowed"));
    let time = cpu_s.filter(|s| *s > MAX_S).map(|s| format!("took {s} s, at most {MAX_S} s are allowed"));
    memory.into_iter().chain(time).collect()
}

/// What a command may write, below the ground.
fn may_write(column: &str) -> &'static [&'static str] {
    match column {
        "reconstruct" => &["hostile/published/", "hostile/custody."],
        "seal" => &["pack/"],
        "release" => &["release/", "hostile/releases.json", "hostile/custody."],
        "withdraw" => &["hostile/published/", "hostile/accounts/A01.toml", "hostile/custody."],
        "export" => &["exports/"],
        "trace" => &["out/"],
        "import" => {
            &["hostile/accounts/A01.toml", "hostile/A01-1.", "hostile/sketches/A01-1.toml", "hostile/landmarks.geojson"]
        }
        "intake" => &["hostile/originals/", "hostile/custody."],
        "custody" => &["hostile/custody.", "hostile/.incoming"],
        _ => &[],
    }
}

/// A refusal writes nothing; otherwise a command writes what is its own.
fn writing(run: &Run, seen: &Seen, before: &Files, after: &Files) -> Vec<String> {
    let own = |name: &str| may_write(run.column).iter().any(|start| name.starts_with(start));
    let may_change = |name: &str| seen.ended.code == Some(0) && own(name);
    changed(before, after).filter(|name| !may_change(name)).map(|name| format!("{name} was changed")).collect()
}

fn changed<'a>(before: &'a Files, after: &'a Files) -> impl Iterator<Item = &'a String> {
    before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name))
}

/// Nothing is opened but the test's own place, the file to import and what every program on this system opens.
fn reading(seen: &Seen, place: &Path, row: &Row) -> Vec<String> {
    let system = ["/lib", "/usr/lib", "/usr/bin", "/usr/share/locale", "/etc/ld.so", "/proc", "/sys", "/dev"];
    let named = matches!(row.door, Door::Pins | Door::Controls | Door::Trace | Door::Drawing | Door::Original);
    let allowed = |path: &Path| {
        path == program::locus()
            || path == prepared().join("key")
            || (named && matches!(&row.carrier, Carrier::File(file) if path == file))
            || system.iter().any(|folder| path.to_string_lossy().starts_with(folder))
            || (path.starts_with(place) && !escapes(path, place))
    };
    let opened = seen.opened.iter().map(|path| place.join(path)).filter(|path| !allowed(path));
    let mut wrong: Vec<String> = opened.map(|path| format!("opened {}", path.display())).collect();
    wrong.extend(seen.calls.iter().map(|call| format!("called {call}")));
    wrong
}

/// Whether the path leaves the place of the test by `..` or a link, or reaches the folder beside the case.
fn escapes(path: &Path, place: &Path) -> bool {
    let outside = place.join("ground/outside");
    path.canonicalize().is_ok_and(|real| real.starts_with(outside) || !real.starts_with(place))
}

/// No secret reaches the terminal or a file that was written, and nothing that the terminal would obey.
fn printing(seen: &Seen, before: &Files, after: &Files) -> Vec<String> {
    let printed = format!("{}{}", seen.ended.stdout, seen.ended.stderr);
    let mut wrong = Vec::new();
    if printed.chars().any(|c| c != '\n' && is_unseen(c)) {
        wrong.push(format!("prints what a terminal obeys: {:?}", last(&printed)));
    }
    let written = changed(before, after).filter_map(|name| after.get(name)).map(Vec::as_slice);
    if written.chain([printed.as_bytes()]).any(|bytes| bytes.windows(SECRET.len()).any(|part| part == SECRET)) {
        wrong.push("tells a secret".to_owned());
    }
    wrong
}

fn last(text: &str) -> String {
    text.chars().rev().take(300).collect::<Vec<_>>().into_iter().rev().collect()
}
