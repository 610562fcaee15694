//! The custody log of a case: JSON Lines that only grow.

use crate::chain::Chain;
use crate::disk::{self, INCOMING};
use crate::fault::disk as refused;
use crate::inventory::Inventory;
use crate::plain;
use crate::store::ORIGINALS;
use crate::{Act, By, Digest, EvidenceError, Fault, Item, Kind, Moment};
use locus_model::limits::evidence::{LOG_BYTES, TEXT_CHARS};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The log in a case folder.
pub const FILE: &str = "custody.jsonl";
/// The SHA-256 of its last line, to be written down elsewhere.
pub const HEAD: &str = "custody.head";
/// The register of releases. `locus-release` knows what is in it.
pub const RELEASES: &str = "releases.json";
/// Begins the name of a line that a crash tore.
pub(crate) const TORN: &str = "custody.torn-";

/// The log of a case, held by this process alone until it is dropped.
///
/// Every act is on the disk when [`Log::append`] returns. What an act made is written before its line: a crash leaves at
/// worst a file that no line names, or a torn last line.
#[derive(Debug)]
pub struct Log {
    case: PathBuf,
    file: File,
    chain: Chain,
}

impl Log {
    /// Whether a case keeps a log. No log is forced on a case.
    pub fn is_kept(case: &Path) -> bool {
        case.join(FILE).symlink_metadata().is_ok()
    }

    /// What the log of a case says; `None` where it keeps none. Nothing is locked or mended.
    ///
    /// # Errors
    /// Where the chain is broken, or the system cannot read it.
    pub fn read(case: &Path) -> Result<Option<Chain>, EvidenceError> {
        Self::is_kept(case).then(|| read(&case.join(FILE))).transpose()
    }

    /// The log of a case; `None` where it keeps none. What a crash left is set aside first, and that is a line of its own.
    ///
    /// # Errors
    /// Where the chain is broken: to write on would bury that.
    pub fn open(case: &Path, by: &By) -> Result<Option<Self>, EvidenceError> {
        if !Self::is_kept(case) {
            return Ok(None);
        }
        Self::locked(case, OpenOptions::new().read(true).append(true), by).map(Some)
    }

    /// The same, begun where there is none.
    pub fn begin(case: &Path, by: &By) -> Result<Self, EvidenceError> {
        let log = Self::locked(case, OpenOptions::new().read(true).append(true).create(true), by)?;
        disk::flush_folder(case)?;
        Ok(log)
    }

    fn locked(case: &Path, options: &OpenOptions, by: &By) -> Result<Self, EvidenceError> {
        let path = case.join(FILE);
        if path.symlink_metadata().is_ok_and(|there| !there.is_file()) {
            return Err(no_file().into());
        }
        let file = options.open(&path).map_err(refused(&path, "cannot be opened"))?;
        file.lock().map_err(refused(&path, "cannot be locked"))?;
        let chain = read(&path)?;
        if let Some(fault) = head_fault(case, &chain)? {
            return Err(fault.into());
        }
        let mut log = Self { case: case.to_owned(), file, chain };
        log.recover(by)?;
        Ok(log)
    }

    /// Adds a line and flushes it.
    ///
    /// # Errors
    /// Where the system refuses; part of the line may then stand at the end and is set aside when the log is next opened.
    pub fn append(&mut self, act: Act) -> Result<(), EvidenceError> {
        let path = self.case.join(FILE);
        let (line, text) = self.chain.next(act);
        let written = self.file.write_all(format!("{text}\n").as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(refused(&path, "cannot be written"))?;
        self.chain.push(line, Digest::of(text.as_bytes()));
        disk::replace(&self.case.join(HEAD), format!("{}\n", self.chain.head()).as_bytes())
    }

    /// What the log says so far.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// The folder of its case.
    pub fn case(&self) -> &Path {
        &self.case
    }

    /// Sets aside what a crash left: a torn last line into a file of its own, half-copied originals away. Each is named in
    /// a line with its SHA-256, so that nothing is cut in silence.
    fn recover(&mut self, by: &By) -> Result<(), EvidenceError> {
        let half = half_copies(&self.case)?;
        let removed = half.iter().map(|path| item(&self.case, path)).collect::<Result<Vec<_>, _>>()?;
        self.set_torn_aside()?;
        let listed: BTreeSet<&str> =
            self.chain.lines.iter().flat_map(|line| line.act.outputs.iter().map(|item| item.path.as_str())).collect();
        let torn = torn_files(&self.case)?.into_iter().filter(|path| !listed.contains(path.as_str()));
        let torn = torn.map(|path| item(&self.case, &path)).collect::<Result<Vec<_>, _>>()?;
        if removed.is_empty() && torn.is_empty() {
            return Ok(());
        }
        let by = By { purpose: "set aside what a crash left".to_owned(), ..by.clone() };
        self.append(Act { kind: Kind::Recover, when: Moment::now()?, by, inputs: removed, outputs: torn })?;
        for path in half.iter().map(|path| self.case.join(path)) {
            fs::remove_file(&path).map_err(refused(&path, "cannot be removed"))?;
        }
        Ok(())
    }

    fn set_torn_aside(&mut self) -> Result<(), EvidenceError> {
        if self.chain.torn.is_empty() {
            return Ok(());
        }
        // A crash while this was done before may have left the file and not yet cut the log.
        let there = torn_files(&self.case)?;
        let holds =
            |path: &String| plain::read(&self.case.join(path), LOG_BYTES).is_ok_and(|bytes| bytes == self.chain.torn);
        if !there.iter().any(holds) {
            let free = (1..).map(|n| format!("{TORN}{n}")).find(|name| !there.contains(name)).unwrap_or_default();
            let path = self.case.join(free);
            let mut file = disk::incoming(&self.case)?;
            file.write_all(&self.chain.torn).map_err(refused(&path, "cannot be written"))?;
            disk::place(file, &path)?;
        }
        let path = self.case.join(FILE);
        let whole = self.file.metadata().map_err(refused(&path, "cannot be examined"))?.len();
        let cut = self.file.set_len(whole - self.chain.torn.len() as u64).and_then(|()| self.file.sync_all());
        cut.map_err(refused(&path, "cannot be cut behind its last whole line"))?;
        self.chain.torn.clear();
        Ok(())
    }
}

/// Reads the log at `path`.
pub(crate) fn read(path: &Path) -> Result<Chain, EvidenceError> {
    match plain::read(path, LOG_BYTES) {
        Ok(bytes) => Ok(Chain::read(&bytes)?),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            let expected = format!("at most {LOG_BYTES} bytes");
            Err(Fault::new(FILE, "a longer log", expected, "ask how it came to be so long").into())
        }
        Err(error) if error.kind() == ErrorKind::InvalidInput => Err(no_file().into()),
        Err(error) => Err(refused(path, "cannot be read")(error)),
    }
}

/// What stands in the file with the head.
pub(crate) fn head(case: &Path) -> io::Result<String> {
    let bytes = plain::read(&case.join(HEAD), TEXT_CHARS as u64)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

/// What the file with the head says against the chain. A head that is behind is what a crash leaves.
pub(crate) fn head_fault(case: &Path, chain: &Chain) -> Result<Option<Fault>, EvidenceError> {
    let text = match head(case) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && chain.lines.len() <= 1 => return Ok(None),
        Err(error) => {
            let remedy = "it was taken away: compare the log with a head that was kept elsewhere";
            return Ok(Some(Fault::new(HEAD, error.to_string(), "the SHA-256 of the last line", remedy)));
        }
    };
    let head: Option<Digest> = text.parse().ok();
    if head.is_some_and(|head| head == Digest::NONE || chain.lines_after(head).is_some()) {
        return Ok(None);
    }
    let found = format!("{text}, which is no line of the log");
    let expected = format!("{}, the SHA-256 of its last line", chain.head());
    let remedy = "the last lines of the log were cut off or changed, or this file was";
    Ok(Some(Fault::new(HEAD, found, expected, remedy)))
}

fn no_file() -> Fault {
    Fault::new(FILE, "something else under this name", "the custody log, a plain file", "put the log itself there")
}

/// The torn lines that were set aside, by path.
pub(crate) fn torn_files(case: &Path) -> Result<BTreeSet<String>, EvidenceError> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(case).map_err(refused(case, "cannot be listed"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(TORN) {
            found.insert(name);
        }
    }
    Ok(found)
}

/// Files that were being written when a process was stopped, by path.
pub(crate) fn half_copies(case: &Path) -> Result<BTreeSet<String>, EvidenceError> {
    let mut found: BTreeSet<String> = Inventory::below(case, ORIGINALS)?.files;
    for entry in fs::read_dir(case).map_err(refused(case, "cannot be listed"))?.flatten() {
        found.insert(entry.file_name().to_string_lossy().into_owned());
    }
    found.retain(|path| path.rsplit('/').next().is_some_and(|name| name.starts_with(INCOMING)));
    Ok(found)
}

fn item(case: &Path, path: &str) -> Result<Item, EvidenceError> {
    Item::inside(case, path).map_err(refused(&case.join(path), "cannot be read"))
}
