//! A sealed pack: whatever is done to one of its files, it is no longer what was signed.

use crate::edits::edited;
use arbitrary::{Result, Unstructured};
use locus_evidence::{Digest, NAMESPACE, Signers, verify};
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;

const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";

/// A pack, written here by the specification and not by the code that is judged.
struct Pack {
    folder: TempDir,
    files: BTreeMap<String, Vec<u8>>,
    signers: Signers,
}

/// Inputs come one after the other.
static PACK: LazyLock<Mutex<Pack>> = LazyLock::new(|| Mutex::new(Pack::new()));

impl Pack {
    fn new() -> Self {
        let key = PrivateKey::from(Ed25519Keypair::from_seed(&[7; 32]));
        let public = key.public_key().to_openssh().expect("a public key");
        let allowed = format!("custodian namespaces=\"{NAMESPACE}\" {}\n", public.trim());
        let payload =
            [("data/case/case.toml", "format = 1\n"), ("data/disclosure.csv", "id,kind\n"), ("data/감방.txt", "")];
        let about = [
            ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            ("bag-info.txt", "External-Identifier: x\nLocus-Profile: internal\nLocus-Custody-Head: none was kept\n"),
            ("VERIFY.txt", "how\n"),
            ("verify.sh", "true\n"),
            ("allowed_signers", &allowed),
        ];
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let owned = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_vec());
        files.extend(payload.map(owned));
        let manifest = manifest(&files);
        let mut tags: BTreeMap<String, Vec<u8>> = about.map(owned).into();
        tags.insert("manifest-sha256.txt".to_owned(), manifest.into_bytes());
        let tag_manifest = self::manifest(&tags).into_bytes();
        let signature = key.sign(NAMESPACE, HashAlg::Sha512, &tag_manifest).and_then(|s| s.to_pem(LineEnding::LF));
        files.extend(tags);
        files.insert("tagmanifest-sha256.txt".to_owned(), tag_manifest);
        files.insert(SIGNATURE.to_owned(), signature.expect("a signature").into_bytes());
        let folder = TempDir::new().expect("a folder for temporary files");
        files.iter().for_each(|(path, bytes)| put(folder.path(), path, bytes));
        let signers = Signers::read(&folder.path().join("allowed_signers")).expect("the signers");
        let pack = Self { folder, files, signers };
        assert!(pack.holds(), "the pack is whole");
        pack
    }

    fn holds(&self) -> bool {
        verify(self.folder.path(), Some(&self.signers)).is_ok_and(|verdict| verdict.faults.is_empty())
    }
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> String {
    files.iter().map(|(path, bytes)| format!("{}  {path}\n", Digest::of(bytes))).collect()
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder that can be written");
    fs::write(path, bytes).expect("a folder that can be written");
}

/// One file of the pack is changed, and the pack is refused.
pub fn pack(bytes: &[u8]) {
    let pack = PACK.lock().unwrap_or_else(|broken| broken.into_inner());
    let Ok((path, changed)) = change(&pack, &mut Unstructured::new(bytes)) else { return };
    let before = &pack.files[path];
    if changed == *before {
        return;
    }
    put(pack.folder.path(), path, &changed);
    let holds = pack.holds();
    put(pack.folder.path(), path, before);
    // The lines around a signature may be broken elsewhere: it is the same signature.
    assert!(!holds || (path == SIGNATURE && same_signature(&changed, before)), "{path} was changed unseen");
}

fn change<'p>(pack: &'p Pack, u: &mut Unstructured) -> Result<(&'p str, Vec<u8>)> {
    let names: Vec<&String> = pack.files.keys().collect();
    let path = *u.choose(&names)?;
    Ok((path, edited(u, &pack.files[path])?))
}

fn same_signature(one: &[u8], other: &[u8]) -> bool {
    let read = |bytes: &[u8]| ssh_key::SshSig::from_pem(bytes).ok();
    read(one).is_some() && read(one) == read(other)
}
