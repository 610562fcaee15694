//! Opening a published folder: read once, checked once, never changed.
//!
//! Whoever made the folder may mean harm, so nothing in it is believed: every file must be the one `bundle.json` lists
//! (SHA-256), every size has a limit ([`crate::limits`]), every reference must lead somewhere, every number must be
//! one. What does not hold is a [`Refusal`]; nothing is repaired and nothing is shown in part.

mod check;
pub(crate) mod count;

use crate::glb::{self, Model};
use crate::limits;
use crate::refusal::Refusal;
use crate::seams;
use locus_publish::Bundle;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The index of the published folder.
pub(crate) const BUNDLE: &str = "bundle.json";
/// The folder a facility is published to.
const PUBLISHED: &str = "published";
/// What makes a folder a facility.
const CASE: &str = "case.toml";
/// What makes a folder a release: what was published is in it as in a facility.
const RELEASE: &str = "release.json";
pub(crate) const REPUBLISH: &str = "publish the facility again with `locus reconstruct`";

/// A published folder, as read.
#[derive(Clone, Debug)]
pub struct Published {
    /// The published folder.
    pub folder: PathBuf,
    /// The facility it belongs to, where its scans are; absent where the published folder stands alone.
    pub case_folder: Option<PathBuf>,
    /// The index.
    pub bundle: Bundle,
    /// SHA-256 of `bundle.json`, lower-case hex: the name of what was seen.
    pub sha256: String,
    /// The model.
    pub model: Model,
}

/// Opens a facility folder (one with a `case.toml`; its `published` is read) or a published folder (one with a
/// `bundle.json`; where its parent is a facility, scans are found there).
///
/// # Errors
/// [`Refusal`] where there is neither, where the facility was never reconstructed, and where any file is missing,
/// changed since it was published, too large, or not what the published format says.
pub fn open(path: &Path) -> Result<Published, Refusal> {
    let (folder, case_folder) = folders(path)?;
    read(&folder).map_err(|refusal| refusal.within(&folder)).map(|(bundle, sha256, model)| Published {
        folder,
        case_folder,
        bundle,
        sha256,
        model,
    })
}

impl Published {
    /// One of the published files, as it was published.
    ///
    /// # Errors
    /// [`Refusal`] where it is not listed, missing, a link, changed since, or larger than `limit` bytes.
    pub fn file(&self, name: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
        let bytes = plain_file(&self.folder, name, limit).map_err(|refusal| refusal.within(&self.folder))?;
        unchanged(name, &bytes, self.bundle.files.get(name)).map_err(|refusal| refusal.within(&self.folder))?;
        Ok(bytes)
    }
}

/// The published folder and the facility.
fn folders(path: &Path) -> Result<(PathBuf, Option<PathBuf>), Refusal> {
    let refuse = |found: &str, remedy: &str| {
        Err(Refusal::new(path.to_string_lossy(), found, "a facility or published folder", remedy))
    };
    if !path.exists() {
        return refuse("nothing of that name", "check the path; facilities are usually in `facilities/`");
    }
    if !path.is_dir() {
        return refuse("a file", "name the folder that holds it");
    }
    if path.join(CASE).is_file() || path.join(RELEASE).is_file() {
        let published = path.join(PUBLISHED);
        if !published.join(BUNDLE).exists() {
            let remedy = format!("run `locus reconstruct {}` first", path.display());
            return refuse("a facility that was never reconstructed (no published/bundle.json)", &remedy);
        }
        return Ok((published, Some(path.to_owned())));
    }
    if !path.join(BUNDLE).exists() {
        let remedy =
            "name a facility (it has a case.toml) or what `locus reconstruct` published (it has a bundle.json)";
        return refuse("a folder without case.toml and without bundle.json", remedy);
    }
    let parent = parent(path);
    let is_one = [CASE, RELEASE].iter().any(|name| parent.join(name).is_file());
    let case_folder = is_one.then_some(parent);
    Ok((path.to_owned(), case_folder))
}

/// The folder around a folder, also where that is named `.` or by one word.
fn parent(path: &Path) -> PathBuf {
    match (path.file_name(), path.parent()) {
        (Some(_), Some(parent)) if parent.as_os_str().is_empty() => PathBuf::from("."),
        (Some(_), Some(parent)) => parent.to_owned(),
        _ => path.join(".."),
    }
}

fn read(folder: &Path) -> Result<(Bundle, String, Model), Refusal> {
    let bytes = plain_file(folder, BUNDLE, limits::BUNDLE_BYTES)?;
    let bundle = index(&bytes)?;
    let glb = plain_file(folder, glb::FILE, limits::GLB_BYTES)?;
    unchanged(glb::FILE, &glb, bundle.files.get(glb::FILE))?;
    let mut model = glb::read(&glb, &bundle)?;
    model.pieces.iter_mut().for_each(|piece| *piece = seams::joined(piece));
    Ok((bundle, sha256(&bytes), model))
}

/// Reads and checks `bundle.json`.
fn index(bytes: &[u8]) -> Result<Bundle, Refusal> {
    count::entries(BUNDLE, bytes, &check::ENTRIES)?;
    let bundle =
        Bundle::from_bytes(bytes).map_err(|error| Refusal::new(BUNDLE, error.found, error.expected, error.remedy))?;
    check::bundle(&bundle)?;
    Ok(bundle)
}

/// The bytes of a plain file of the published folder: no link, no device, not above the limit.
fn plain_file(folder: &Path, name: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
    locus_casefile::read_bytes(folder, name, limit).map_err(|mistake| {
        let expected = format!("a plain file of at most {} MiB inside the published folder", limit >> 20);
        Refusal::new(name, mistake.found, expected, REPUBLISH)
    })
}

/// Refuses a file that is not the one whose SHA-256 was recorded.
fn unchanged(name: &str, bytes: &[u8], recorded: Option<&String>) -> Result<(), Refusal> {
    let Some(recorded) = recorded else {
        return Err(Refusal::new(
            BUNDLE,
            format!("no SHA-256 of \"{name}\""),
            "that of every published file",
            REPUBLISH,
        ));
    };
    let is = sha256(bytes);
    if is == *recorded {
        return Ok(());
    }
    let found = format!("a file that changed since it was published (its SHA-256 is {is})");
    let remedy = format!("{REPUBLISH}; if nobody should have changed it, keep this copy and ask who did");
    Err(Refusal::new(name, found, format!("the file as published (SHA-256 {recorded})"), remedy))
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
