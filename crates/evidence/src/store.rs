//! The originals of a case, by their SHA-256: what is in there cannot change unseen, and nothing comes in twice.

use crate::disk::{self, make_folder_of};
use crate::fault::disk as refused;
use crate::{Digest, EvidenceError, Fault};
use std::fs::File;
use std::io::Seek;
use std::path::Path;

/// The folder of a case that holds them.
pub(crate) const ORIGINALS: &str = "originals";

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub sha256: Digest,
    pub bytes: u64,
    /// The same bytes had been kept before.
    pub already: bool,
}

/// Where the original with this SHA-256 lies, in the case folder: `originals/sha256/ab/abcd…`.
pub(crate) fn place_of(sha256: Digest) -> String {
    let name = sha256.to_string();
    format!("{ORIGINALS}/sha256/{}/{name}", &name[..2])
}

/// Copies a file into the store as it is read, without looking into it: its SHA-256 is taken of the same bytes.
///
/// # Errors
/// Where the file is no plain file, or changed while it was read; where the store holds other bytes under that SHA-256.
pub(crate) fn keep(case: &Path, source: &Path) -> Result<Kept, EvidenceError> {
    let mut file = opened(source)?;
    let mut copy = disk::incoming(&make_folder_of(case, ORIGINALS)?)?;
    let before = file.metadata().map_err(refused(source, "cannot be examined"))?;
    let copied = Digest::copying(&mut file, copy.as_file_mut());
    let (sha256, bytes) = copied.map_err(refused(source, "cannot be copied into the store"))?;
    let after = file.metadata().map_err(refused(source, "cannot be examined"))?;
    let same_time = before.modified().ok() == after.modified().ok();
    if bytes != before.len() || bytes != after.len() || !same_time {
        let found = "a file that changed while it was read";
        return Err(wrong(source, found, "a file that nobody writes to", "take it in again when it is at rest").into());
    }
    let place = place_of(sha256);
    make_folder_of(case, place.rsplit_once('/').map_or(ORIGINALS, |(folder, _)| folder))?;
    let path = case.join(place);
    let already = !disk::place(copy, &path)?;
    if already {
        unchanged(&path, sha256)?;
    }
    Ok(Kept { sha256, bytes, already })
}

/// Refuses a copy in the store that is no longer what its name says.
fn unchanged(path: &Path, sha256: Digest) -> Result<(), EvidenceError> {
    let (found, _) = Digest::of_file(path).map_err(refused(path, "cannot be read"))?;
    if found == sha256 {
        return Ok(());
    }
    let remedy = "what the store holds was changed: put the original back from a copy kept elsewhere";
    Err(Fault::new(place_of(sha256), found.to_string(), sha256.to_string(), remedy).into())
}

fn opened(source: &Path) -> Result<File, EvidenceError> {
    let refuse = |found: &str| wrong(source, found, "a file to take in", "check the path");
    // Looked at before it is opened: opening a pipe would wait for its writer.
    let there = std::fs::metadata(source).map_err(|error| refuse(&error.to_string()))?;
    if !there.is_file() {
        return Err(refuse("no plain file").into());
    }
    let mut file = File::open(source).map_err(|error| refuse(&error.to_string()))?;
    file.rewind().map_err(refused(source, "cannot be read from its beginning"))?;
    Ok(file)
}

fn wrong(source: &Path, found: &str, expected: &str, remedy: &str) -> Fault {
    Fault::new(source.display().to_string(), found, expected, remedy)
}
