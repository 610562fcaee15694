//! `locus export`: what was published, as the files that other people's programs take.

mod compose;

use crate::args::{Export, Format};
use crate::failure::Failure;
use crate::output::{Output, count, mistake_json};
use crate::record::Record;
use crate::write;
use clap::ValueEnum;
use compose::compose;
use indicatif::ProgressBar;
use locus_casefile::Mistake;
use locus_evidence::{Item, Kind};
use locus_export::{Facility, Files};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Composes every file of every format asked for, and only then writes them, each as a whole; and a line in the custody log
/// of a case that keeps one.
pub fn run(args: &Export, output: &Output) -> Result<(), Failure> {
    let facility =
        Facility::open(&args.facility).map_err(|r| Failure::mistake(r.file, r.found, r.expected, r.remedy))?;
    refuse_published(&facility, &args.out)?;
    let record = Record::of(&case(&facility)?, &args.who, "to hand on what was published")?;
    let formats = formats(&args.to);
    let progress = output.progress(formats.len() as u64);
    let made = composed(&formats, args, &facility, &progress);
    progress.finish_and_clear();
    let (files, left_out) = made?;
    if !args.replace {
        refuse_changed(&files, &args.out)?;
    }
    write(&files, &args.out)?;
    if let Some(record) = record {
        record.done(Kind::Export, vec![input(&facility)?], outputs(&files))?;
    }
    tell(&facility, &files, &left_out, &args.out, output);
    Ok(())
}

/// The folder around what was published: the case, where it was published to its own place.
fn case(facility: &Facility) -> Result<PathBuf, Failure> {
    let published = facility.published.folder.canonicalize()?;
    Ok(published.parent().unwrap_or(&published).to_owned())
}

/// The index, which holds the SHA-256 of everything else that was read.
fn input(facility: &Facility) -> Result<Item, Failure> {
    let published = facility.published.folder.canonicalize()?;
    let name = published.file_name().unwrap_or_default().to_string_lossy();
    Ok(Item::inside(&case(facility)?, &format!("{name}/bundle.json"))?)
}

/// What was written, wherever: exports are for people to work on, and the log does not hold them to it.
fn outputs(files: &Files) -> Vec<Item> {
    files.iter().map(|(name, bytes)| Item::outside(name, bytes)).collect()
}

/// The files of all formats asked for, and the formats that were not asked for by name and cannot hold this facility.
fn composed(
    formats: &BTreeSet<Format>,
    args: &Export,
    facility: &Facility,
    progress: &ProgressBar,
) -> Result<(Files, Vec<Mistake>), Failure> {
    let one = formats.len() == 1;
    let (mut files, mut left_out) = (Files::new(), Vec::new());
    for &format in formats {
        progress.set_message(name(format));
        let place = |file: String| if one { file } else { format!("{}/{file}", name(format)) };
        match compose(format, args, facility) {
            Ok(more) => {
                refuse_outside(&more)?;
                files.extend(more.into_iter().map(|(file, bytes)| (place(file), bytes)));
            }
            Err(Failure::Input(unfit)) if !args.to.contains(&format) => left_out.extend(unfit),
            Err(failure) => return Err(failure),
        }
        progress.inc(1);
    }
    Ok((files, left_out))
}

/// What was asked for, each once.
fn formats(asked: &[Format]) -> BTreeSet<Format> {
    let all = asked.contains(&Format::All);
    let known = Format::value_variants().iter().copied();
    known.filter(|format| *format != Format::All && (all || asked.contains(format))).collect()
}

/// As on the command line.
fn name(format: Format) -> String {
    format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// An export is not what was published: a published folder holds that alone.
fn refuse_published(facility: &Facility, out: &Path) -> Result<(), Failure> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let nearest = absolute(out).ancestors().find_map(|folder| folder.canonicalize().ok());
    let published = facility.published.folder.canonicalize()?;
    if !nearest.is_some_and(|folder| folder.starts_with(&published)) {
        return Ok(());
    }
    let (found, remedy) = ("the published folder", "choose another folder with --out");
    Err(Failure::mistake(out.display().to_string(), found, "a folder beside what was published", remedy))
}

/// Ids become names of files, and whoever made the published folder may mean harm: none may lead out of `--out`.
fn refuse_outside(files: &Files) -> Result<(), Failure> {
    let leads_out = |name: &&String| !Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let Some(name) = files.keys().find(leads_out) else { return Ok(()) };
    Err(Failure::mistake(
        "bundle.json",
        format!("an id that would be the file {name:?}"),
        "ids without \"..\" and without a leading \"/\"",
        "do not export this folder; ask where it comes from, or publish the facility again with `locus reconstruct`",
    ))
}

/// Somebody may have worked on an earlier export: a map's styles, a note on a drawing.
fn refuse_changed(files: &Files, out: &Path) -> Result<(), Failure> {
    let differs = |name: &&String| {
        let path = out.join(name.as_str());
        path.exists() && std::fs::read(path).map_or(true, |old| old != files[name.as_str()])
    };
    let Some(name) = files.keys().find(differs) else { return Ok(()) };
    Err(Failure::mistake(
        out.join(name).display().to_string(),
        "a file of that name with other contents",
        "nothing, or the very same file",
        "choose another folder with --out, or overwrite it with --replace",
    ))
}

/// Every folder is made before the first file is written.
fn write(files: &Files, out: &Path) -> Result<(), Failure> {
    let paths = files.keys().map(|name| out.join(name));
    let folders: BTreeSet<PathBuf> = paths.filter_map(|path| path.parent().map(Path::to_owned)).collect();
    for folder in &folders {
        std::fs::create_dir_all(folder).map_err(|e| {
            Failure::mistake(folder.display().to_string(), e, "a folder to write to", "choose another with --out")
        })?;
    }
    files.iter().try_for_each(|(name, bytes)| write::replace(&out.join(name), bytes))
}

fn tell(facility: &Facility, files: &Files, left_out: &[Mistake], out: &Path, output: &Output) {
    let sizes: BTreeMap<&String, usize> = files.iter().map(|(name, bytes)| (name, bytes.len())).collect();
    output.heading(format!("{} -> {}", facility.bundle().case.id, out.display()));
    for (name, size) in &sizes {
        output.say(format!("{:>9}  {name}", kilobytes(*size)));
    }
    for unfit in left_out {
        output.say(format!(
            "left out: {}: found {}; expected {}; {}",
            unfit.file, unfit.found, unfit.expected, unfit.remedy
        ));
    }
    output.say(format!("{} from bundle sha256 {}", count(files.len(), "file"), facility.published.sha256));
    output.result(&json!({
        "ok": true,
        "case": facility.bundle().case.id,
        "bundle_sha256": facility.published.sha256,
        "out": out.display().to_string(),
        "files": sizes,
        "left_out": left_out.iter().map(mistake_json).collect::<Vec<_>>(),
    }));
}

fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
