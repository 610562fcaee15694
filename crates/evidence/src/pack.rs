//! A sealed pack: a bag whose tag manifest is signed.

use crate::bag::{self, DECLARATION, INFO, MANIFEST, Manifest, PAYLOAD, TAG_MANIFEST};
use crate::disk::{self, flush_folder, make_folder};
use crate::fault::disk as refused;
use crate::{Digest, EvidenceError, Fault, Moment, SigningKey};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The signature of the tag manifest. It and what follows are not listed in it: they are about it.
pub(crate) const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";
/// Slots for a time stamp (RFC 3161) that was obtained elsewhere, and for the certificates of who gave it.
pub(crate) const TIME_STAMP: [&str; 2] = ["tagmanifest-sha256.txt.tsr", "tsa-chain.pem"];
/// Whose signature it should be, as the pack itself says.
pub(crate) const SIGNERS: &str = "allowed_signers";
/// How to verify it without Locus.
pub(crate) const PAGES: [(&str, &str); 2] =
    [("VERIFY.txt", include_str!("pack/VERIFY.txt")), ("verify.sh", include_str!("pack/verify.sh"))];
/// Begins the name of a folder in which a pack is being written.
const STAGING: &str = ".locus-";

/// What a file of a pack holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What lies at a path, which must still have this SHA-256 when it is copied.
    File(PathBuf, Digest),
}

/// What goes into a pack, by path below `data/`, and what is said about it.
#[derive(Clone, Debug)]
pub struct Pack {
    pub(crate) case: String,
    pub(crate) profile: String,
    pub(crate) tool: String,
    pub(crate) head: Head,
    pub(crate) payload: BTreeMap<String, Content>,
}

/// What a pack says of the custody log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    NotKept,
    Is(Digest),
    Withheld,
}

/// What was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Files carried.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// The tag manifest, on which everything else hangs.
    pub tag_manifest: Vec<u8>,
}

impl Pack {
    /// Writes the pack to a folder that is not there yet, as a whole or not at all.
    ///
    /// # Errors
    /// Where `out` is there; where a file changed since the pack was put together; where the system refuses.
    pub fn seal(&self, key: &SigningKey, signer: &str, when: &Moment, out: &Path) -> Result<Sealed, EvidenceError> {
        if out.symlink_metadata().is_ok() {
            let remedy = "name another with --out: a pack is never written over";
            return Err(Fault::new(out.display().to_string(), "something", "nothing of this name", remedy).into());
        }
        let allowed = key.allowed(signer)?;
        let parent = disk::parent(out);
        make_folder(parent)?;
        let staging = tempfile::Builder::new().prefix(STAGING).tempdir_in(parent);
        let staging = staging.map_err(refused(parent, "nothing can be written in it"))?;
        let sealed = self.fill(&staging.path().join("new"), key, &allowed, when)?;
        fs::rename(staging.path().join("new"), out).map_err(refused(out, "cannot be moved in place"))?;
        flush_folder(parent)?;
        Ok(sealed)
    }

    fn fill(&self, to: &Path, key: &SigningKey, allowed: &str, when: &Moment) -> Result<Sealed, EvidenceError> {
        let (mut manifest, mut bytes) = (Manifest::default(), 0);
        for (path, content) in &self.payload {
            let path = format!("{PAYLOAD}{path}");
            let (sha256, length) = written(&to.join(&path), content)?;
            bytes += length;
            manifest.0.insert(path, sha256);
        }
        let files = manifest.0.len();
        let info = self.info(when, files, bytes);
        let mut tags = BTreeMap::from([DECLARATION, (INFO, &info), (SIGNERS, allowed)]);
        tags.extend(PAGES);
        let manifest = manifest.to_text();
        tags.insert(MANIFEST, &manifest);
        let mut tag_manifest = Manifest::default();
        for (name, text) in tags {
            let (sha256, _) = written(&to.join(name), &Content::Bytes(text.as_bytes().to_vec()))?;
            tag_manifest.0.insert(name.to_owned(), sha256);
        }
        let tag_manifest = tag_manifest.to_text().into_bytes();
        let signature = key.sign(&tag_manifest)?;
        for (name, bytes) in [(TAG_MANIFEST, &tag_manifest), (SIGNATURE, &signature.into_bytes())] {
            written(&to.join(name), &Content::Bytes(bytes.clone()))?;
        }
        let folders = self.payload.keys().flat_map(|path| Path::new(path).ancestors().skip(1));
        let folders: BTreeSet<PathBuf> = folders.map(|folder| to.join(PAYLOAD).join(folder)).collect();
        folders.iter().try_for_each(|folder| flush_folder(folder))?;
        flush_folder(to)?;
        Ok(Sealed { files, bytes, tag_manifest })
    }

    fn info(&self, when: &Moment, files: usize, bytes: u64) -> String {
        let head = match self.head {
            Head::NotKept => "none was kept".to_owned(),
            Head::Is(head) => head.to_string(),
            Head::Withheld => "withheld".to_owned(),
        };
        let lines = [
            ("External-Identifier", self.case.clone()),
            ("Bagging-Date", when.day().to_owned()),
            ("Payload-Oxum", format!("{bytes}.{files}")),
            ("Bag-Software-Agent", self.tool.clone()),
            ("Locus-Profile", self.profile.clone()),
            ("Locus-Custody-Head", head),
        ];
        lines.iter().map(|(label, value)| format!("{label}: {value}\n")).collect()
    }
}

fn written(path: &Path, content: &Content) -> Result<(Digest, u64), EvidenceError> {
    make_folder_unflushed(disk::parent(path))?;
    let mut file = File::create_new(path).map_err(refused(path, "cannot be written"))?;
    let copied = match content {
        Content::Bytes(bytes) => file.write_all(bytes).map(|()| (Digest::of(bytes), bytes.len() as u64)),
        Content::File(from, _) => File::open(from).and_then(|mut from| Digest::copying(&mut from, &mut file)),
    };
    let copied =
        copied.and_then(|copied| file.sync_all().map(|()| copied)).map_err(refused(path, "cannot be written"))?;
    match content {
        Content::File(from, sha256) if copied.0 != *sha256 => {
            let (found, expected) = (copied.0.to_string(), sha256.to_string());
            Err(Fault::new(from.display().to_string(), found, expected, "it changed while it was sealed: seal again")
                .into())
        }
        _ => Ok(copied),
    }
}

/// Folders of a pack are flushed together at its end.
fn make_folder_unflushed(path: &Path) -> Result<(), EvidenceError> {
    fs::create_dir_all(path).map_err(refused(path, "cannot be made"))
}

/// The label of `bag-info.txt` that names the profile.
pub(crate) fn profile(info: &str) -> Option<&str> {
    bag::info(info, "Locus-Profile")
}
