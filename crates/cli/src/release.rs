//! `locus release`: what may leave to an audience.

use crate::args::{Audience, Release};
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, Released, STEPS};
use crate::record::{self, Record};
use crate::write;
use locus_casefile::{LIMITS, Mistake};
use locus_evidence::{CaseFiles, Item, Kind, RELEASES};
use locus_model::Id;
use locus_publish as publish;
use locus_release::{Profile, Register, TooUnique};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// Computes it, stops where it would single somebody out, writes it as a whole and remembers what was told.
pub fn run(args: &Release, output: &Output) -> Result<(), Failure> {
    let facility = &args.facility;
    let profile = profile(&args.audience.profile)?;
    let record = Record::of(facility, &args.who, &format!("to release it to: {}", profile.name))?;
    let record = record.map(|record| approved(record, &args.audience)).transpose()?;
    let inputs = inputs(facility, record.as_ref())?;
    let register = register(facility, record.as_ref())?;
    if args.out.symlink_metadata().is_ok() {
        let shown = args.out.display().to_string();
        let remedy = "name another with --out: a release is never written over";
        return Err(Failure::mistake(shown, "something", "nothing of this name", remedy));
    }
    let released = gated(facility, &profile, &register, &args.audience, output)?;
    remembered(facility, &register, &released, || {
        publish::write(&released.files, &args.out).map_err(|e| {
            let shown = args.out.display().to_string();
            Failure::mistake(shown, e, "a folder Locus may write", "choose another with --out")
        })
    })?;
    let files = released.files.files.iter().map(|(path, bytes)| Item::outside(path, bytes)).collect();
    if let Some(mut record) = record {
        log_masked(facility, &mut record, &released)?;
        record.done(Kind::Release, inputs, with_register(facility, files)?)?;
    }
    say(&released, &profile, &args.out, output);
    Ok(())
}

/// A profile by its name, or from a file.
pub fn profile(named: &str) -> Result<Profile, Failure> {
    if let Some(profile) = Profile::named(named) {
        return Ok(profile);
    }
    if !named.ends_with(".toml") {
        let expected = format!("one of {}, or a file that ends in .toml", Profile::NAMES.join(", "));
        return Err(Failure::mistake("--profile", named, expected, "docs/evidence.md says what each withholds"));
    }
    let text = crate::import::bytes(Path::new(named), LIMITS.toml_bytes)?;
    let text = String::from_utf8(text)
        .map_err(|_| Failure::mistake(named, "bytes that are no UTF-8", "TOML", "save it as UTF-8"))?;
    Profile::from_toml(&text).map_err(|e| {
        let (file, line) = (named.to_owned(), Some(e.line));
        Failure::Input(vec![Mistake { file, line, found: e.found, expected: e.expected, remedy: e.remedy }])
    })
}

/// The case files before anything reads them, where a log will name them.
pub fn inputs(facility: &Path, record: Option<&Record>) -> Result<Vec<Item>, Failure> {
    if record.is_none() {
        return Ok(Vec::new());
    }
    let inputs = CaseFiles::of(facility).and_then(|files| files.inputs(facility));
    inputs.map_err(|error| Failure::from(error).within(facility))
}

/// What was released so far.
pub fn register(facility: &Path, record: Option<&Record>) -> Result<Register, Failure> {
    let lost = "put back the file as Locus wrote it: without it nobody knows what was told before";
    if facility.join(RELEASES).symlink_metadata().is_err() {
        let mut lines = record.iter().flat_map(|record| &record.chain().lines);
        return match lines.any(|line| line.act.outputs.iter().any(|item| item.path == RELEASES)) {
            false => Ok(Register::default()),
            true => {
                let expected = "the register that the custody log lists";
                Err(Failure::mistake(RELEASES, "no such file", expected, lost).within(facility))
            }
        };
    }
    let bytes = locus_casefile::read_bytes(facility, RELEASES, LIMITS.geojson_bytes)
        .map_err(|mistake| Failure::from(mistake).within(facility))?;
    Register::from_bytes(&bytes)
        .map_err(|error| Failure::mistake(RELEASES, error, "the register of releases", lost).within(facility))
}

/// What leaves, unless it would single somebody out and nobody took that upon them.
pub fn gated(
    facility: &Path,
    profile: &Profile,
    register: &Register,
    audience: &Audience,
    output: &Output,
) -> Result<Released, Failure> {
    let progress = output.progress(STEPS);
    let released = pipeline::released(facility, profile, register, audience.withhold_unique, &progress);
    progress.finish_and_clear();
    let released = released.map_err(|failure| failure.within(facility))?;
    let approvers: BTreeSet<&String> = audience.approved_by.iter().collect();
    if released.too_unique.is_empty() || approvers.len() >= 2 {
        return Ok(released);
    }
    let mistakes = released.too_unique.iter().map(|few| singled_out(few, profile)).collect();
    Err(Failure::Input(mistakes).within(facility))
}

fn singled_out(few: &TooUnique, profile: &Profile) -> Mistake {
    let ids = few.incidents.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
    let told = match &few.cell {
        Some(cell) => format!("{ids}: told as ({cell})"),
        None => format!("{ids}: told before and not now, which a comparison shows"),
    };
    let remedy = match few.cell {
        Some(_) => {
            "leave them away with --withhold-unique, choose a profile with coarser places or dates, or have two people approve it \
             (--approved-by, twice)"
        }
        None => "where it must be so (consent was taken back), have two people approve it: --approved-by, twice",
    };
    Mistake {
        file: "incidents.csv".to_owned(),
        line: None,
        found: format!("{told}; over all releases that fits {}", people(few.people)),
        expected: format!("at least {} who cannot be told apart", people(profile.k)),
        remedy: remedy.to_owned(),
    }
}

fn people(n: usize) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

/// Writes down what is told, then lets it leave: a crash may leave a release remembered that nobody has, never one that
/// nobody remembers. Where it is refused the register is as before.
pub fn remembered<T>(
    facility: &Path,
    register: &Register,
    released: &Released,
    leave: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let path = facility.join(RELEASES);
    let mut next = register.clone();
    next.releases.push(released.entry.clone());
    write::replace(&path, next.to_bytes())?;
    leave().or_else(|refused| {
        match register.releases.is_empty() {
            true => std::fs::remove_file(&path)?,
            false => write::replace(&path, register.to_bytes())?,
        }
        Err(refused)
    })
}

/// The register is what an act makes in the case folder; the rest lies elsewhere.
pub fn with_register(facility: &Path, mut outputs: Vec<Item>) -> Result<Vec<Item>, Failure> {
    outputs.push(Item::inside(facility, RELEASES)?);
    Ok(outputs)
}

/// What was painted over in copies of scans is an act of its own.
pub fn log_masked(facility: &Path, record: &mut Record, released: &Released) -> Result<(), Failure> {
    if released.masked.is_empty() {
        return Ok(());
    }
    let scans = record::items(facility, released.masked.keys().map(|scan| facility.join(scan)))?;
    let copy = |path: &String| Some(Item::outside(path, released.files.files.get(path)?));
    record.also(Kind::Redact, scans, released.masked.values().filter_map(copy).collect())
}

/// The act with the roles of those who took it upon them.
pub fn approved(record: Record, audience: &Audience) -> Result<Record, Failure> {
    match audience.approved_by.is_empty() {
        true => Ok(record),
        false => record.because(&format!("approved by {}", audience.approved_by.join(" and "))),
    }
}

fn say(released: &Released, profile: &Profile, out: &Path, output: &Output) {
    let shown = out.display().to_string();
    let case = &released.told.disclosed().case().id;
    output.heading(format!("{case} -> {shown} ({})", profile.name));
    let told = released.told.disclosed().case().incidents.len();
    output.say(format!("{}, {} told", count(released.files.files.len(), "file"), count(told, "incident")));
    for (what, ids) in [
        ("not computed with, their consent is narrower", &released.accounts),
        ("not told, their consent is narrower", &released.incidents),
        ("not told, they would single somebody out", &released.unique),
    ] {
        if !ids.is_empty() {
            output.say(format!("{what}: {}", ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")));
        }
    }
    for few in &released.too_unique {
        let ids = few.incidents.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
        output.say(format!("approved although it fits only {}: {ids}", people(few.people)));
    }
    if profile.k > 1 {
        output.say("A count of people in this case is no count of people in the world: look through it yourself before it leaves.");
    }
    output.result(&json!({
        "ok": true,
        "case": case,
        "out": shown,
        "profile": profile.name,
        "files": released.files.files.keys().collect::<Vec<_>>(),
        "incidents": told,
        "accounts_left_out": released.accounts,
        "incidents_left_out": released.incidents,
        "incidents_too_unique": released.unique,
        "approved": released.too_unique.iter().flat_map(|few| &few.incidents).collect::<BTreeSet<_>>(),
    }));
}
