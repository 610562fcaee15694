//! The file: an age file (age-encryption.org/v1) of [`People`], replaced as a whole, never inside a case.

use crate::people::People;
use crate::refusal::Refusal;
use age::x25519::Recipient;
use age::{Decryptor, Encryptor, IdentityFile};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The largest vault, and the largest file of keys, that is read, bytes.
const LARGEST: u64 = 16 << 20;
/// What makes a folder one that is handed on: a case, a published folder, a pack.
const HANDED_ON: [&str; 4] = ["case.toml", "custody.jsonl", "bundle.json", "bagit.txt"];

/// A vault, held by one process at a time.
pub struct Vault {
    path: PathBuf,
    /// Its folder, locked.
    folder: File,
}

impl Vault {
    /// The vault at a path, whether it is there or not.
    ///
    /// # Errors
    /// A path inside a case, a published folder or a pack.
    pub fn at(path: &Path) -> Result<Self, Refusal> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(|error| {
            Refusal::input(path.display().to_string(), error, "a folder that is there", "make the folder first")
        })?;
        refuse_handed_on(path, &folder)?;
        let held = File::open(&folder).and_then(|held| held.lock().map(|()| held));
        let held = held.map_err(Refusal::system(&folder, "cannot be locked"))?;
        let name = path.file_name().ok_or_else(|| {
            Refusal::input(path.display().to_string(), "no file name", "the vault, a file", "name it: people.age")
        })?;
        Ok(Self { path: folder.join(name), folder: held })
    }

    /// Opens it with a file of identities, as `age-keygen` writes it.
    pub fn open(&self, identity: &Path) -> Result<People, Refusal> {
        let keys = Zeroizing::new(read_whole(identity, "a file with an age identity")?);
        refuse_readable(identity)?;
        let make = "`locus vault key` or age-keygen makes one; a key under a passphrase is decrypted by age first";
        let identities =
            IdentityFile::from_buffer(keys.as_slice()).and_then(|f| f.into_identities().map_err(io::Error::other));
        let identities = identities.map_err(|_| {
            Refusal::input(identity.display().to_string(), "lines that are no identity", "AGE-SECRET-KEY-1…", make)
        })?;
        let sealed = read_whole(&self.path, "a vault")?;
        let decryptor = Decryptor::new(sealed.as_slice()).map_err(|error| self.refused(error))?;
        let keys = identities.iter().map(|identity| identity.as_ref() as &dyn age::Identity);
        let mut plain = decryptor.decrypt(keys).map_err(|error| self.refused(error))?;
        // Once, at its full length: what grows leaves copies behind.
        let mut text = Zeroizing::new(Vec::with_capacity(sealed.len()));
        plain.read_to_end(&mut text).map_err(|_| self.changed())?;
        People::parse(&self.path.display().to_string(), &text)
    }

    /// Writes a vault that is not there yet.
    pub fn create(&self, people: &People) -> Result<(), Refusal> {
        let written = self.written(people)?;
        match written.persist_noclobber(&self.path) {
            Ok(_) => self.flush(),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(self.input("something of this name", "nothing", "a vault is never written over: name another file"))
            }
            Err(refused) => Err(Refusal::system(&self.path, "cannot be written")(refused.error)),
        }
    }

    /// Replaces it as a whole: a crash leaves the old one or the new one.
    pub fn replace(&self, people: &People) -> Result<(), Refusal> {
        let written = self.written(people)?;
        written
            .persist(&self.path)
            .map_err(|refused| Refusal::system(&self.path, "cannot be replaced")(refused.error))?;
        self.flush()
    }

    /// Encrypted in memory, and only so written, for the user alone.
    fn written(&self, people: &People) -> Result<tempfile::NamedTempFile, Refusal> {
        let sealed = sealed(people)?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new()
            .prefix(".locus-vault-")
            .tempfile_in(folder)
            .map_err(Refusal::system(folder, "nothing can be written in it"))?;
        file.write_all(&sealed)
            .and_then(|()| file.as_file().sync_all())
            .map_err(Refusal::system(&self.path, "cannot be written"))?;
        Ok(file)
    }

    fn flush(&self) -> Result<(), Refusal> {
        match cfg!(unix) {
            true => self.folder.sync_all().map_err(Refusal::system(&self.path, "its folder cannot be flushed")),
            false => Ok(()),
        }
    }

    fn refused(&self, error: age::DecryptError) -> Refusal {
        match error {
            age::DecryptError::NoMatchingKeys => self.input(
                "a vault that none of these identities opens",
                "one that is encrypted to its holder",
                "ask whoever holds another key to add yours: `locus vault recipients --add`",
            ),
            age::DecryptError::UnknownFormat => self.input("no age file", "a vault", "check the path"),
            _ => self.changed(),
        }
    }

    fn changed(&self) -> Refusal {
        self.input("bytes that are not as they were encrypted", "a whole vault", "it was cut or changed: take a copy")
    }

    fn input(&self, found: &str, expected: &str, remedy: &str) -> Refusal {
        Refusal::input(self.path.display().to_string(), found, expected, remedy)
    }
}

/// A public key, as age writes it.
pub fn recipient(text: &str) -> Result<Recipient, Refusal> {
    text.parse().map_err(|error| {
        let remedy = "`locus vault key` or age-keygen prints it; the other half stays with its holder";
        Refusal::input(text, error, "a public key of age, age1…", remedy)
    })
}

fn sealed(people: &People) -> Result<Vec<u8>, Refusal> {
    let failed = |error: &dyn std::fmt::Display| Refusal::System(format!("nothing was encrypted: {error}"));
    let keys = people.recipients.values().map(|key| recipient(key)).collect::<Result<Vec<_>, _>>()?;
    let keys = keys.iter().map(|key| key as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(keys).map_err(|error| failed(&error))?;
    let text = people.to_text()?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).map_err(|error| failed(&error))?;
    writer.write_all(&text).and_then(|()| writer.finish().map(drop)).map_err(|error| failed(&error))?;
    Ok(sealed)
}

fn read_whole(path: &Path, expected: &str) -> Result<Vec<u8>, Refusal> {
    let shown = path.display().to_string();
    let length = fs::metadata(path).map(|there| if there.is_file() { there.len() } else { LARGEST + 1 });
    let length = length.map_err(|error| Refusal::input(&shown, error, expected, "check the path"))?;
    if length > LARGEST {
        let (found, expected) = ("no file, or a very large one", format!("{expected} of at most {LARGEST} bytes"));
        return Err(Refusal::input(&shown, found, expected, "check the path"));
    }
    fs::read(path).map_err(Refusal::system(path, "cannot be read"))
}

/// Whatever lies in such a folder is copied, sealed and handed on.
fn refuse_handed_on(path: &Path, folder: &Path) -> Result<(), Refusal> {
    let is_handed_on = |folder: &&Path| HANDED_ON.iter().any(|name| folder.join(name).exists());
    let Some(outer) = folder.ancestors().find(is_handed_on) else { return Ok(()) };
    Err(Refusal::input(
        path.display().to_string(),
        format!("a place in {}, which is handed on", outer.display()),
        "a folder apart from every case and pack",
        "keep the vault elsewhere, best on a medium of its own",
    ))
}

/// As ssh does: a key that others can read is no secret.
#[cfg(unix)]
fn refuse_readable(identity: &Path) -> Result<(), Refusal> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(identity).map_err(Refusal::system(identity, "cannot be examined"))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let shown = identity.display().to_string();
    Err(Refusal::input(&shown, "a key that others can read", "one for its holder alone", format!("chmod 600 {shown}")))
}

#[cfg(not(unix))]
fn refuse_readable(_identity: &Path) -> Result<(), Refusal> {
    Ok(())
}
