//! Signatures in the SSHSIG format (OpenSSH, PROTOCOL.sshsig) with Ed25519 keys: `ssh-keygen -Y verify` checks them.

use crate::Digest;
use crate::act::said;
use crate::fault::disk as refused;
use crate::{EvidenceError, Fault};
use locus_model::limits::evidence::KEY_BYTES;
use ssh_key::{Algorithm, HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};
use std::path::Path;

/// What the signature of a pack is for; one made for anything else is refused.
pub const NAMESPACE: &str = "release@locus/v1";
/// The only algorithm.
const ED25519: &str = "ssh-ed25519";

/// A key that signs packs.
pub struct SigningKey(PrivateKey);

impl SigningKey {
    /// Reads a key as `ssh-keygen -t ed25519` writes it.
    ///
    /// # Errors
    /// Another kind of key; one under a passphrase.
    pub fn read(path: &Path) -> Result<Self, EvidenceError> {
        let shown = path.display().to_string();
        let expected = "an Ed25519 private key of OpenSSH";
        let wrong = |found: String, remedy: &str| Fault::new(&shown, found, expected, remedy);
        let make = "make one: ssh-keygen -t ed25519 -N '' -f release_key";
        let text = small_file(path)?;
        let key = PrivateKey::from_openssh(&text).map_err(|e| wrong(format!("no private key ({e})"), make))?;
        if key.is_encrypted() {
            let remedy = "sign with a copy without one (ssh-keygen -p -f COPY), on a machine that is not connected";
            return Err(wrong("a key under a passphrase".to_owned(), remedy).into());
        }
        match key.algorithm() {
            Algorithm::Ed25519 => Ok(Self(key)),
            other => Err(wrong(format!("a key of the kind {other}"), make).into()),
        }
    }

    /// Signs a message for [`NAMESPACE`]; the same message gives the same signature (RFC 8032, section 5.1.6).
    pub(crate) fn sign(&self, message: &[u8]) -> Result<String, EvidenceError> {
        let signed = self.0.sign(NAMESPACE, HashAlg::Sha512, message).and_then(|s| s.to_pem(LineEnding::LF));
        signed.map_err(|e| Fault::new("the key", e.to_string(), "a key that signs", "try another").into())
    }

    /// A commitment to the head of a custody log that shows nothing of it: the SHA-256 of a signature over it. The signature
    /// is the same each time and nobody else can make it (RFC 8032); whoever shows it later, with the log, opens it.
    ///
    /// # Errors
    /// Where the key does not sign.
    pub fn commitment(&self, head: &Digest) -> Result<String, EvidenceError> {
        let signature = self.sign(format!("custody-head {head}").as_bytes())?;
        Ok(format!(
            "A custody log is kept and is not shown here. This is the SHA-256 of a signature, by the key of this pack, over the head of \
             that log.\n관리 기록이 있으나 이 묶음에는 싣지 않았다. 다음은 그 기록의 끝에 대해 이 묶음의 열쇠로 만든 서명의 SHA-256이다.\n{}\n",
            Digest::of(signature.as_bytes())
        ))
    }

    /// The line of an `allowed_signers` file that lets this key sign packs. It carries no comment: those name machines.
    pub(crate) fn allowed(&self, signer: &str) -> Result<String, EvidenceError> {
        let signer = said("the signer", signer)?;
        if signer.contains([' ', ',', '*', '?', '"', '!', '#']) {
            let expected = "a word: letters, digits, @ . - _";
            return Err(Fault::new("the signer", signer, expected, "name a role, as custodian@organisation").into());
        }
        let public = PublicKey::new(self.0.public_key().key_data().clone(), "");
        let key = public.to_openssh().map_err(|e| Fault::new("the key", e.to_string(), "a key", "try another"))?;
        Ok(format!("{signer} namespaces=\"{NAMESPACE}\" {}\n", key.trim_end()))
    }
}

/// Whose signatures count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signers(Vec<(String, PublicKey)>);

/// Who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// As the file of signers calls the key.
    pub signer: String,
    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    pub fingerprint: String,
}

impl Signers {
    /// Reads an `allowed_signers` file (ssh-keygen(1), "ALLOWED SIGNERS").
    ///
    /// # Errors
    /// A line that is none; options other than `namespaces`, which only ssh-keygen can judge.
    pub fn read(path: &Path) -> Result<Self, EvidenceError> {
        Ok(Self::parse(&path.display().to_string(), &small_file(path)?)?)
    }

    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, Fault> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let signer = |(n, line): (usize, &str)| {
            let expected = format!("NAME namespaces=\"{NAMESPACE}\" {ED25519} KEY");
            let wrong = |found: &str| {
                Fault::new(file, found, &expected, "correct it, or let ssh-keygen judge: see VERIFY.txt").at(n + 1)
            };
            let (before, key) = line.split_once(ED25519).ok_or_else(|| wrong("a line without an Ed25519 key"))?;
            let (name, options) = before.trim().split_once(' ').unwrap_or((before.trim(), ""));
            let for_packs = options.is_empty() || options.trim() == format!("namespaces=\"{NAMESPACE}\"");
            if !for_packs {
                return Err(wrong("options that Locus does not judge"));
            }
            let key = PublicKey::from_openssh(&format!("{ED25519}{key}")).map_err(|e| wrong(&e.to_string()))?;
            Ok((name.to_owned(), key))
        };
        Ok(Self(lines.map(signer).collect::<Result<_, _>>()?))
    }

    /// Whose signature of `message` for [`NAMESPACE`] this is.
    pub(crate) fn signed(&self, file: &str, message: &[u8], signature: &str) -> Result<Signed, Fault> {
        let expected = format!("a signature for {NAMESPACE} by an allowed signer");
        let wrong = |found: String, follows: &str| Fault::new(file, found, &expected, follows);
        let sig = SshSig::from_pem(signature)
            .map_err(|e| wrong(format!("no SSH signature ({e})"), "the signature was damaged or replaced"))?;
        if sig.namespace() != NAMESPACE {
            let found = format!("a signature for {:?}", sig.namespace());
            return Err(wrong(found, "it was made for something else and says nothing about this pack"));
        }
        let key = PublicKey::new(sig.public_key().clone(), "");
        let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
        let Some((signer, key)) = self.0.iter().find(|(_, allowed)| allowed.key_data() == key.key_data()) else {
            return Err(wrong(format!("the key {fingerprint}"), "whoever signed is not among the allowed signers"));
        };
        key.verify(NAMESPACE, message, &sig).map_err(|_| {
            wrong("a signature of other bytes".to_owned(), "tagmanifest-sha256.txt is not what was signed")
        })?;
        Ok(Signed { signer: signer.clone(), fingerprint })
    }
}

fn small_file(path: &Path) -> Result<String, EvidenceError> {
    let there = path.metadata().map_err(refused(path, "cannot be read"))?;
    if !there.is_file() || there.len() > KEY_BYTES {
        let expected = format!("a file of at most {KEY_BYTES} bytes");
        return Err(Fault::new(path.display().to_string(), "no such file", expected, "check the path").into());
    }
    std::fs::read_to_string(path).map_err(refused(path, "cannot be read"))
}
