//! Whether the originals of a case, its log and its outputs are what they were.
//!
//! What a chain of hashes cannot show: that its end was cut off, or that all of it was written anew, by somebody who also
//! changed `custody.head`. Both are found by whoever kept a head elsewhere: on paper, in a signed pack, in a time stamp.

use crate::case_files::hashed;
use crate::chain::Chain;
use crate::inventory::Inventory;
use crate::log::{FILE, HEAD, TORN, half_copies, head, head_fault, read, torn_files};
use crate::store::ORIGINALS;
use crate::{Act, By, Digest, EvidenceError, Fault, Item, Kind, Log, Moment};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The folder that only Locus writes.
const PUBLISHED: &str = "published/";

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Lines of the log.
    pub acts: usize,
    /// The SHA-256 of the last one.
    pub head: Option<Digest>,
    /// Files that were hashed.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// What is not as it was.
    pub faults: Vec<Fault>,
    /// What a crash left, and what people changed that is theirs to change.
    pub notices: Vec<Fault>,
}

/// The last thing the log says of a path.
struct Last<'a> {
    item: &'a Item,
    kind: Kind,
    line: usize,
}

/// Follows the chain, and hashes every file that the log says is in the case folder. Only reads.
///
/// `kept` are heads that were written down elsewhere: each must be a line of the log.
///
/// # Errors
/// Where the case keeps no log, or the system cannot read it. What is wrong with it is told in [`Standing::faults`].
pub fn verify(case: &Path, kept: &[Digest]) -> Result<Standing, EvidenceError> {
    let mut standing = Standing::default();
    let chain = match read(&case.join(FILE)) {
        Ok(chain) => chain,
        Err(EvidenceError::Refused(faults)) => return Ok(Standing { faults, ..standing }),
        Err(other) => return Err(other),
    };
    (standing.acts, standing.head) = (chain.lines.len(), Some(chain.head()));
    standing.faults.extend(head_fault(case, &chain)?);
    standing.faults.extend(kept.iter().filter(|head| chain.lines_after(**head).is_none()).map(|head| lost(*head)));
    let last = last_of(&chain);
    standing.compare(case, &last);
    standing.find_unlisted(case, &last)?;
    standing.find_leftovers(case, &chain)?;
    standing.faults.sort();
    standing.notices.sort();
    Ok(standing)
}

/// What a crash left in a case folder that keeps a log: told by `locus check`, set aside by the next act.
///
/// # Errors
/// Where the system cannot read the folder.
pub fn leftovers(case: &Path) -> Result<Vec<Fault>, EvidenceError> {
    let mut standing = Standing::default();
    match read(&case.join(FILE)) {
        Ok(chain) => standing.find_leftovers(case, &chain)?,
        Err(EvidenceError::Refused(_)) => {}
        Err(other) => return Err(other),
    }
    Ok(standing.notices)
}

/// Lists originals and acquisition records that no line lists, in a line that says so: for somebody who knows of the crash
/// that explains them. Gives what it listed.
///
/// # Errors
/// Where the system cannot read them.
pub fn list_unlisted(log: &mut Log, by: &By) -> Result<Vec<Item>, EvidenceError> {
    let listed = last_of(log.chain());
    let mut unlisted = Inventory::below(log.case(), ORIGINALS)?.files;
    unlisted.retain(|path| !listed.contains_key(path.as_str()));
    if unlisted.is_empty() {
        return Ok(Vec::new());
    }
    let outputs = hashed(log.case(), &unlisted)?;
    let by = By { purpose: "list what no line listed".to_owned(), ..by.clone() };
    log.append(Act { kind: Kind::Recover, when: Moment::now()?, by, inputs: Vec::new(), outputs: outputs.clone() })?;
    Ok(outputs)
}

fn last_of(chain: &Chain) -> BTreeMap<&str, Last<'_>> {
    let mut last = BTreeMap::new();
    for (n, line) in chain.lines.iter().enumerate() {
        let kind = line.act.kind;
        if matches!(kind, Kind::Reconstruct | Kind::Withdraw)
            && line.act.outputs.iter().any(|item| item.path.starts_with(PUBLISHED))
        {
            // The folder is replaced as a whole.
            last.retain(|path: &&str, _| !path.starts_with(PUBLISHED));
        }
        for item in line.act.outputs.iter().filter(|item| item.is_inside()) {
            last.insert(item.path.as_str(), Last { item, kind, line: n + 1 });
        }
    }
    last
}

impl Standing {
    fn compare(&mut self, case: &Path, last: &BTreeMap<&str, Last<'_>>) {
        let found: Vec<_> = last.par_iter().map(|(path, last)| (last, Digest::of_file(&case.join(path)))).collect();
        for (last, found) in found {
            if let Ok((_, bytes)) = &found {
                self.files += 1;
                self.bytes += bytes;
            }
            let Some(fault) = last.fault(&found) else { continue };
            match last.is_for_people() {
                true => self.notices.push(fault),
                false => self.faults.push(fault),
            }
        }
    }

    /// Files where only the log puts any.
    fn find_unlisted(&mut self, case: &Path, last: &BTreeMap<&str, Last<'_>>) -> Result<(), EvidenceError> {
        let mut found = Inventory::below(case, ORIGINALS)?;
        found.files.extend(torn_files(case)?);
        if last.keys().any(|path| path.starts_with(PUBLISHED)) {
            let published = Inventory::below(case, PUBLISHED.trim_end_matches('/'))?;
            found.files.extend(published.files);
            found.strange.extend(published.strange);
        }
        let half = half_copies(case)?;
        let unlisted = found.files.iter().filter(|path| !last.contains_key(path.as_str()) && !half.contains(*path));
        self.faults.extend(unlisted.map(|path| unlisted_fault(path)));
        self.faults.extend(found.strange.iter().map(|path| {
            Fault::new(
                path,
                "a link, or no plain file",
                "nothing that the log does not list",
                "take it out and ask who put it there",
            )
        }));
        Ok(())
    }

    fn find_leftovers(&mut self, case: &Path, chain: &Chain) -> Result<(), EvidenceError> {
        let remedy = "a process was stopped while it wrote; the next act that is logged sets it aside and says so";
        for path in half_copies(case)? {
            self.notices.push(Fault::new(path, "a file half written", "nothing of this name", remedy));
        }
        if !chain.torn.is_empty() {
            let found = format!("{} bytes behind the last whole line", chain.torn.len());
            let line = chain.lines.len() + 1;
            self.notices.push(Fault::new(FILE, found, "lines that end with a newline", remedy).at(line));
        }
        let head = head(case).ok().and_then(|text| text.parse().ok());
        if let Some(behind) = head.and_then(|head| chain.lines_after(head)).filter(|behind| *behind > 0) {
            let found = format!("the SHA-256 of a line with {behind} more after it");
            self.notices.push(Fault::new(HEAD, found, "that of the last line", remedy));
        }
        Ok(())
    }
}

impl Last<'_> {
    /// What people correct once it is there, and may.
    fn is_for_people(&self) -> bool {
        match self.kind {
            Kind::AcceptTrace | Kind::Import => true,
            Kind::Withdraw => !self.item.path.starts_with(PUBLISHED),
            _ => false,
        }
    }

    fn fault(&self, found: &io::Result<(Digest, u64)>) -> Option<Fault> {
        let expected = format!("{}, as line {} of the log has it", self.item.sha256, self.line);
        let found = match found {
            Ok((sha256, bytes)) if (*sha256, *bytes) == (self.item.sha256, self.item.bytes) => return None,
            Ok((sha256, _)) => format!("{sha256}: other bytes"),
            Err(error) => error.to_string(),
        };
        let remedy = match self.kind {
            _ if self.is_for_people() => {
                "it was changed since, as people may; the next `locus reconstruct` logs what it is then"
            }
            Kind::Intake | Kind::Recover => "this is not what was taken in: put it back from a copy kept elsewhere",
            _ => "this is not what Locus wrote: run the command again, and compare",
        };
        Some(Fault::new(&self.item.path, found, expected, remedy))
    }
}

fn lost(head: Digest) -> Fault {
    let found = "no line with the SHA-256 that was kept elsewhere";
    let remedy =
        "the log was cut off before that line, or written anew: it is not the log that this head was taken from";
    Fault::new(FILE, found, head.to_string(), remedy)
}

fn unlisted_fault(path: &str) -> Fault {
    let expected = "only files that the log lists";
    let remedy = match path {
        _ if path.starts_with(PUBLISHED) => "Locus did not write it: move it elsewhere",
        _ if path.starts_with(TORN) => "the next act that is logged lists it; or ask who put it there",
        _ => {
            "a crash before the line was written leaves such a file, and so does somebody who cut the log or put the file there; \
              where a crash explains it, `locus custody recover` lists it"
        }
    };
    Fault::new(path, "a file that the log does not list", expected, remedy)
}
