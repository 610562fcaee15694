//! `intake`: an original comes in.

use crate::act::said;
use crate::disk::{self, make_folder_of};
use crate::fault::disk as refused;
use crate::store::{self, ORIGINALS};
use crate::{Act, By, Digest, EvidenceError, Fault, Item, Kind, Log, Moment};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// What is known of how files came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// From whom: a role or a pseudonym, never a name.
    pub received_from: String,
    /// How: in person, by which channel, on which medium.
    pub how: Option<String>,
}

impl Receipt {
    /// Checks what a person wrote.
    ///
    /// # Errors
    /// As [`By::new`].
    pub fn new(received_from: &str, how: Option<&str>) -> Result<Self, Fault> {
        let received_from = said("who it was received from", received_from)?;
        Ok(Self { received_from, how: how.map(|how| said("how it was received", how)).transpose()? })
    }
}

/// An original that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acquired {
    /// Of its bytes, taken before anything looked into them.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
    /// Where it lies in the case folder.
    pub original: String,
    /// Its acquisition record in the case folder.
    pub record: String,
    /// The same bytes had come in before; they are kept once, with a record each time.
    pub already_held: bool,
}

/// The acquisition record. It holds the name of the file as it came, which may say more than a log that is shown to
/// others should: the log has only the record's SHA-256.
#[derive(Serialize)]
struct Record<'a> {
    format: u32,
    original: &'a str,
    sha256: Digest,
    bytes: u64,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    received_from: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'a str>,
    when: &'a Moment,
    by: &'a By,
}

/// Copies a file into the store, read-only and under its SHA-256; writes its acquisition record; adds a line to the log.
///
/// The file is read once, as a stream, and never looked into. `source` itself is only read.
///
/// # Errors
/// Where it is no plain file, has a name that is no text, or changed while it was read; where the store holds other bytes
/// under that SHA-256; where the system refuses. Nothing is logged then.
pub fn take_in(log: &mut Log, source: &Path, receipt: &Receipt, by: &By) -> Result<Acquired, EvidenceError> {
    let name = source.file_name().and_then(|name| name.to_str()).ok_or_else(|| unnamed(source))?;
    let kept = store::keep(log.case(), source)?;
    let (original, when) = (store::place_of(kept.sha256), Moment::now()?);
    let record = Record {
        format: 1,
        original: &original,
        sha256: kept.sha256,
        bytes: kept.bytes,
        name,
        modified: modified(source),
        received_from: &receipt.received_from,
        how: receipt.how.as_deref(),
        when: &when,
        by,
    };
    let text = serde_json::to_string_pretty(&record).unwrap_or_default() + "\n";
    let record = write_record(log.case(), text.as_bytes())?;
    let file = Item { path: original.clone(), sha256: kept.sha256, bytes: kept.bytes };
    let (by, outputs) = (by.clone(), vec![file, record.clone()]);
    log.append(Act { kind: Kind::Intake, when, by, inputs: Vec::new(), outputs })?;
    let (sha256, bytes, already_held) = (kept.sha256, kept.bytes, kept.already);
    Ok(Acquired { sha256, bytes, original, record: record.path, already_held })
}

/// Named by its own SHA-256, so that one which a crash kept from being logged is never in the way.
fn write_record(case: &Path, text: &[u8]) -> Result<Item, EvidenceError> {
    let sha256 = Digest::of(text);
    let path = format!("{ORIGINALS}/acquired/{sha256}.json");
    let target = case.join(&path);
    let mut file = disk::incoming(&make_folder_of(case, &format!("{ORIGINALS}/acquired"))?)?;
    file.write_all(text).map_err(refused(&target, "cannot be written"))?;
    disk::place(file, &target)?;
    Ok(Item { path, sha256, bytes: text.len() as u64 })
}

/// What the file system says of when it was last written: a claim of whoever handed it over.
fn modified(source: &Path) -> Option<String> {
    let time = source.metadata().ok()?.modified().ok()?;
    let moment = jiff::Timestamp::try_from(time).ok()?;
    Some(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn unnamed(source: &Path) -> Fault {
    let found = "a name that is no text in UTF-8";
    Fault::new(
        source.display().to_string(),
        found,
        "a file with a readable name",
        "rename a copy of it, and take that in",
    )
}
