//! Whether a sealed pack is what was signed: what `verify.sh` does, with every file named that is not.

use crate::bag::{DECLARATION, INFO, MANIFEST, Manifest, PAYLOAD, TAG_MANIFEST, info};
use crate::fault::disk as refused;
use crate::inventory::Inventory;
use crate::log::{FILE, read};
use crate::pack::{self, PAGES, SIGNATURE, SIGNERS, TIME_STAMP};
use crate::plain;
use crate::{Digest, EvidenceError, Fault, Signed, Signers, custody};
use locus_model::limits::evidence::MANIFEST_BYTES;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The facility folder in a pack.
pub const CASE: &str = "data/case";
/// The custody log of a pack that does not hold the originals it lists.
pub(crate) const LOG_ALONE: &str = "data/custody.jsonl";

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The id of the case.
    pub case: String,
    /// What was let into the pack.
    pub profile: String,
    /// What it was made with.
    pub tool: String,
    /// Who signed, where the signature holds.
    pub signed: Option<Signed>,
    /// Files that were hashed.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Lines of the custody log; `None` where none was kept.
    pub acts: Option<usize>,
    /// Whether a time stamp lies in its slot. It is for openssl to judge.
    pub time_stamp: bool,
    /// What is not as it was signed.
    pub faults: Vec<Fault>,
}

/// Verifies a pack: signature, manifests, what no manifest lists, custody log. Only reads.
///
/// `signers` are keys from elsewhere; `None` takes those that the pack names itself, which shows that nothing was changed
/// since somebody signed, not who.
///
/// # Errors
/// Where the folder is no pack at all, or the system cannot read it.
pub fn verify(folder: &Path, signers: Option<&Signers>) -> Result<Verdict, EvidenceError> {
    let pack = Opened::at(folder)?;
    let mut verdict = Verdict { files: pack.tags.0.len() + pack.payload.0.len(), ..Verdict::default() };
    verdict.describe(&pack);
    match pack.signed(signers) {
        Ok(signed) => verdict.signed = Some(signed),
        Err(fault) => verdict.faults.push(fault),
    }
    verdict.compare(&pack);
    verdict.find_unlisted(&pack)?;
    verdict.follow_custody(&pack)?;
    verdict.faults.sort();
    verdict.faults.dedup();
    Ok(verdict)
}

/// The files about a pack.
struct Opened {
    folder: PathBuf,
    tag_text: String,
    tags: Manifest,
    payload: Manifest,
    info: String,
}

impl Opened {
    fn at(folder: &Path) -> Result<Self, EvidenceError> {
        let tag_text = text(folder, TAG_MANIFEST)?;
        let tags = Manifest::parse(TAG_MANIFEST, &tag_text)?;
        let payload = Manifest::parse(MANIFEST, &text(folder, MANIFEST)?)?;
        let info = text(folder, INFO)?;
        Ok(Self { folder: folder.to_owned(), tag_text, tags, payload, info })
    }

    fn signed(&self, signers: Option<&Signers>) -> Result<Signed, Fault> {
        let read = |name| text(&self.folder, name).map_err(|_| missing(name));
        let own = match signers {
            Some(_) => None,
            None => Some(Signers::parse(SIGNERS, &read(SIGNERS)?)?),
        };
        let signature = read(SIGNATURE)?;
        let signers = signers.or(own.as_ref()).ok_or_else(|| missing(SIGNERS))?;
        signers.signed(SIGNATURE, self.tag_text.as_bytes(), &signature)
    }

    /// Both manifests: path, SHA-256, and which says so.
    fn listed(&self) -> Vec<(&str, Digest, &'static str)> {
        let manifests = [(&self.tags, TAG_MANIFEST), (&self.payload, MANIFEST)];
        let lines = manifests.into_iter().flat_map(|(of, name)| of.0.iter().map(move |line| (line, name)));
        lines.map(|((path, sha256), name)| (path.as_str(), *sha256, name)).collect()
    }
}

impl Verdict {
    fn describe(&mut self, pack: &Opened) {
        self.case = info(&pack.info, "External-Identifier").unwrap_or_default().to_owned();
        self.tool = info(&pack.info, "Bag-Software-Agent").unwrap_or_default().to_owned();
        self.profile = pack::profile(&pack.info).unwrap_or_default().to_owned();
        self.time_stamp = pack.folder.join(TIME_STAMP[0]).is_file();
    }

    fn compare(&mut self, pack: &Opened) {
        let hashed = |(path, sha256, manifest): (&str, Digest, &str)| {
            // A link is no file of the pack, wherever it leads.
            let link = pack.folder.join(path).symlink_metadata().is_ok_and(|there| there.is_symlink());
            let found = if link { Err("a link".to_owned()) } else { digest(&pack.folder.join(path)) };
            let expected = format!("{sha256}, as {manifest} has it");
            let remedy = "this is not the file that was signed";
            match found {
                Ok((found, bytes)) if found == sha256 => Ok(bytes),
                Ok((found, _)) => Err(Fault::new(path, format!("{found}: other bytes"), expected, remedy)),
                Err(error) => Err(Fault::new(path, error, expected, remedy)),
            }
        };
        for found in pack.listed().into_par_iter().map(hashed).collect::<Vec<_>>() {
            match found {
                Ok(bytes) => self.bytes += bytes,
                Err(fault) => self.faults.push(fault),
            }
        }
        let pages = PAGES.iter().map(|(name, _)| *name);
        let needed: BTreeSet<&str> = [DECLARATION.0, INFO, SIGNERS, MANIFEST].into_iter().chain(pages).collect();
        let known = |path: &str| pack.tags.0.contains_key(path);
        self.faults.extend(needed.iter().filter(|name| !known(name)).map(|name| {
            Fault::new(TAG_MANIFEST, format!("no line for {name}"), "one", "so that file could be exchanged unseen")
        }));
        let strays = pack.payload.0.keys().filter(|path| !path.starts_with(PAYLOAD)).map(|path| (path, MANIFEST));
        let others = pack.tags.0.keys().filter(|path| !needed.contains(path.as_str())).map(|path| (path, TAG_MANIFEST));
        self.faults.extend(strays.chain(others).map(|(path, manifest)| {
            Fault::new(path, format!("a line in {manifest}"), "only what belongs there", "the manifest was changed")
        }));
    }

    /// What a checksum tool does not see.
    fn find_unlisted(&mut self, pack: &Opened) -> Result<(), EvidenceError> {
        let found = Inventory::below(&pack.folder, "")?;
        let free = [TAG_MANIFEST, SIGNATURE, TIME_STAMP[0], TIME_STAMP[1]];
        let listed = |path: &String| {
            pack.tags.0.contains_key(path) || pack.payload.0.contains_key(path) || free.contains(&path.as_str())
        };
        let unlisted = found.files.iter().filter(|path| !listed(path)).chain(&found.strange);
        let expected = "only plain files that a manifest lists";
        let remedy = "it was put in after the pack was signed";
        self.faults.extend(unlisted.map(|path| Fault::new(path, "something that no manifest lists", expected, remedy)));
        Ok(())
    }

    fn follow_custody(&mut self, pack: &Opened) -> Result<(), EvidenceError> {
        let case = pack.folder.join(CASE);
        let named = info(&pack.info, "Locus-Custody-Head").unwrap_or_default();
        if pack.payload.0.contains_key(LOG_ALONE) {
            return self.follow_chain(&pack.folder.join(LOG_ALONE), named);
        }
        if !case.join(FILE).is_file() {
            if named.parse::<Digest>().is_ok() {
                self.faults.push(missing(&format!("{CASE}/{FILE}")));
            }
            return Ok(());
        }
        let standing = custody::verify(&case, &[])?;
        self.acts = Some(standing.acts);
        if standing.head.is_some_and(|head| head.to_string() != named) {
            let remedy = "the log is not the one that the pack was sealed with";
            self.faults.push(Fault::new(format!("{CASE}/{FILE}"), "another last line", named, remedy));
        }
        self.faults.extend(standing.faults.into_iter().map(inside_case));
        Ok(())
    }
}

impl Verdict {
    /// The log without the files it lists.
    fn follow_chain(&mut self, log: &Path, named: &str) -> Result<(), EvidenceError> {
        let fault = match read(log) {
            Err(EvidenceError::Refused(faults)) => {
                self.faults.extend(faults.into_iter().map(|fault| Fault { file: LOG_ALONE.to_owned(), ..fault }));
                return Ok(());
            }
            Err(other) => return Err(other),
            Ok(chain) => {
                self.acts = Some(chain.lines.len());
                let remedy = "the log is not the one that the pack was sealed with";
                (chain.head().to_string() != named).then(|| Fault::new(LOG_ALONE, "another last line", named, remedy))
            }
        };
        self.faults.extend(fault);
        Ok(())
    }
}

fn inside_case(fault: Fault) -> Fault {
    let file = format!("{CASE}/{}", fault.file);
    Fault { file, ..fault }
}

fn missing(name: &str) -> Fault {
    Fault::new(name, "no such file", "a file of a sealed pack", "it was taken out, or this is no pack")
}

fn digest(path: &Path) -> Result<(Digest, u64), String> {
    Digest::of_file(path).map_err(|error| error.to_string())
}

fn text(folder: &Path, name: &str) -> Result<String, EvidenceError> {
    let path = folder.join(name);
    if path.symlink_metadata().is_ok_and(|there| !there.is_file()) {
        return Err(Fault::new(name, "a link, or no plain file", "a file of the pack", "it was exchanged").into());
    }
    let file = plain::open(&path).map_err(|_| missing(name))?;
    let mut bytes = Vec::new();
    file.take(MANIFEST_BYTES + 1).read_to_end(&mut bytes).map_err(refused(&path, "cannot be read"))?;
    if bytes.len() as u64 > MANIFEST_BYTES {
        return Err(
            Fault::new(name, "a larger file", format!("at most {MANIFEST_BYTES} bytes"), "this is no pack").into()
        );
    }
    String::from_utf8(bytes)
        .map_err(|_| Fault::new(name, "bytes that are no UTF-8", "text", "the file was changed").into())
}
