//! The journey for an audience: what is not consented to is not computed with, what a profile withholds is not published.

use super::{Computed, Facility, Shown, compute, publish, read, size, step};
use crate::failure::Failure;
use crate::worker;
use indicatif::ProgressBar;
use locus_align as align;
use locus_casefile as casefile;
use locus_model::{Case, Id, Plan, Sheet};
use locus_publish::{Published, SheetImage};
use locus_release::{Past, Prepared, Profile, Register, Secret, Told, TooUnique, prepare};
use locus_sketch as sketch;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What leaves.
pub struct Released {
    /// What was told.
    pub told: Told,
    /// Every file, by its path in the folder of the release.
    pub files: Published,
    /// As the register of the case remembers it.
    pub entry: Past,
    /// Whether everybody in the case is in it: else its custody log names people who are not.
    pub is_whole: bool,
    /// Scans of the case of which a part was painted over, and the files that they became.
    pub masked: BTreeMap<String, String>,
    /// Accounts that did not consent to the audience.
    pub accounts: BTreeSet<Id>,
    /// Incidents that did not.
    pub incidents: BTreeSet<Id>,
    /// Incidents left away because they would be singled out.
    pub unique: BTreeSet<Id>,
    /// Those that would be singled out all the same.
    pub too_unique: Vec<TooUnique>,
}

/// Computes what a profile lets out of a facility. `withhold` leaves away incidents that would be singled out.
pub fn released(
    folder: &Path,
    profile: &Profile,
    register: &Register,
    withhold: bool,
    progress: &ProgressBar,
) -> Result<Released, Failure> {
    progress.set_message("reading the case files");
    let whole = read(folder)?;
    let Prepared { case, sheets, accounts, incidents } = prepare(&whole.case, profile);
    let known = case.incidents.clone();
    let scans = sheets.iter().filter_map(|(new, old)| Some((new.clone(), *whole.scans.get(old)?))).collect();
    let originals = originals(&whole.case, &sheets);
    let facility = Facility { case, scans, ..whole };
    let Computed { plan, correspondences, ground } = compute(align::FULL, folder, &facility, Vec::new(), progress)?;
    let (told, unique, too_unique) = ungated(&facility.case, &plan, profile, register, withhold);
    let pictures = match profile.allows(Secret::Scans) {
        true => pictures(folder, &facility.case, &originals)?,
        false => BTreeMap::new(),
    };
    let scans = facility.scans.iter().map(|(id, scan)| (id.clone(), scan_of(size(scan), pictures.get(id)))).collect();
    let correspondences = correspondences.as_ref().filter(|_| profile.allows(Secret::Notes));
    let published = publish(&facility, Shown { disclosed: told.disclosed(), correspondences, ground, scans })?;
    step(progress, "done");
    let mut files: BTreeMap<String, Vec<u8>> =
        published.files.into_iter().map(|(path, bytes)| (format!("published/{path}"), bytes)).collect();
    files.extend(pictures.into_values());
    files.insert("release.json".to_owned(), heading(&facility.case, profile));
    let entry = Register::entry(profile, told.cells(), &known);
    let masked = masked(&originals, &files);
    let is_whole = accounts.is_empty() && incidents.is_empty() && facility.withdrawn.is_empty();
    Ok(Released { told, files: Published { files }, entry, is_whole, masked, accounts, incidents, unique, too_unique })
}

/// What is told, without incidents that would be singled out where they may be left away, and those that still would be.
fn ungated(
    case: &Case,
    plan: &Plan,
    profile: &Profile,
    register: &Register,
    withhold: bool,
) -> (Told, BTreeSet<Id>, Vec<TooUnique>) {
    let mut unique = BTreeSet::new();
    loop {
        let told = Told::of(case.clone(), plan.clone(), profile, &unique);
        let too_unique = register.too_unique(&Register::entry(profile, told.cells(), &case.incidents), profile);
        let more: BTreeSet<Id> =
            too_unique.iter().filter(|few| few.cell.is_some()).flat_map(|few| few.incidents.iter().cloned()).collect();
        if !withhold || more.is_empty() {
            return (told, unique, too_unique);
        }
        unique.extend(more);
    }
}

/// By the id it has in the release, each sheet as the case has it.
fn originals<'a>(case: &'a Case, sheets: &BTreeMap<Id, Id>) -> BTreeMap<Id, &'a Sheet> {
    sheets.iter().filter_map(|(new, old)| Some((new.clone(), case.sheets.get(old)?))).collect()
}

/// The sheets as new pixels, upright, without metadata, what is masked painted over: file name and bytes by sheet.
fn pictures(
    folder: &Path,
    case: &Case,
    originals: &BTreeMap<Id, &Sheet>,
) -> Result<BTreeMap<Id, (String, Vec<u8>)>, Failure> {
    let picture = |id: &Id| {
        let Some(sheet) = originals.get(id) else { return Ok(None) };
        let bytes = casefile::read_bytes(folder, &sheet.image, casefile::LIMITS.image_bytes)?;
        let unreadable = |e: sketch::ScanError| Failure::mistake(&sheet.image, e.found, e.expected, e.remedy);
        let mut pixels = worker::decode(&bytes)?.map_err(unreadable)?;
        sketch::mask(&mut pixels, &sheet.masks);
        let jpeg = sketch::copy(&pixels).map_err(|e| Failure::Internal(format!("{}: {e}", sheet.image)))?;
        Ok(Some((id.clone(), (copy_of(id), jpeg))))
    };
    case.sheets.keys().filter_map(|id| picture(id).transpose()).collect()
}

/// The scans with masks whose copies are among the files.
fn masked(originals: &BTreeMap<Id, &Sheet>, files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let with_masks = originals.iter().filter(|(_, sheet)| !sheet.masks.is_empty());
    let copies = with_masks.map(|(id, sheet)| (sheet.image.clone(), copy_of(id)));
    copies.filter(|(_, copy)| files.contains_key(copy)).collect()
}

/// Where the copy of a sheet's scan lies in a release.
fn copy_of(id: &Id) -> String {
    format!("sketches/{id}.jpg")
}

fn scan_of(size: SheetImage, picture: Option<&(String, Vec<u8>)>) -> SheetImage {
    let sha256 = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    match picture {
        Some((file, bytes)) => SheetImage { file: Some(file.clone()), sha256: Some(sha256(bytes)), ..size },
        None => size,
    }
}

/// `release.json`: whom it is for and what it withholds.
fn heading(case: &Case, profile: &Profile) -> Vec<u8> {
    let heading = json!({
        "format": "locus-release",
        "format_version": 1,
        "case": case.id,
        "profile": profile.name,
        "audience": profile.audience.as_str(),
        "places": profile.places,
        "dates": profile.dates,
        "k": profile.k,
        "withheld": profile.withheld(),
    });
    format!("{heading:#}\n").into_bytes()
}
