//! Which files of a case folder are the case: what it is read from, what was published, its originals, its log.

use crate::fault::disk as refused;
use crate::inventory::Inventory;
use crate::log::{FILE, HEAD, RELEASES, TORN};
use crate::store::ORIGINALS;
use crate::{Digest, EvidenceError, Fault, Item};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// What Locus wrote.
pub(crate) const PUBLISHED: &str = "published";
/// Files of the top folder that a case is read from (`docs/case-format.md`), and the views that are published with it.
const READ: [&str; 6] =
    ["case.toml", "landmarks.geojson", "footprints.geojson", "incidents.csv", "vocabulary.toml", "views.json"];
/// Folders that a case is read from.
const FOLDERS: [&str; 3] = ["accounts", "sketches", "imagery"];

/// What stands in a case folder, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFiles {
    /// What the case is read from.
    pub read: BTreeSet<String>,
    /// What was published.
    pub published: BTreeSet<String>,
    /// The originals, their acquisition records, the custody log and what belongs to it.
    pub custody: BTreeSet<String>,
    /// Everything else; hidden files are left to the programs that made them.
    pub other: BTreeSet<String>,
}

impl CaseFiles {
    /// Sorts what lies in a case folder.
    ///
    /// # Errors
    /// A link, or a name that a manifest cannot hold; where the system cannot list a folder.
    pub fn of(case: &Path) -> Result<Self, EvidenceError> {
        let found = Inventory::below(case, "")?;
        let odd = found.strange.iter().chain(found.files.iter().filter(|path| path.contains('%')));
        let faults: Vec<Fault> = odd.filter(|path| !is_hidden(path)).map(strange).collect();
        if !faults.is_empty() {
            return Err(EvidenceError::Refused(faults));
        }
        let mut sorted = Self::default();
        for path in found.files {
            sorted.shelf(&path).map(|shelf| shelf.insert(path));
        }
        Ok(sorted)
    }

    fn shelf(&mut self, path: &str) -> Option<&mut BTreeSet<String>> {
        let (top, below) = path.split_once('/').map_or((path, false), |(top, _)| (top, true));
        let is_log = [FILE, HEAD, RELEASES].contains(&top) || top.starts_with(TORN);
        match (below, top) {
            _ if is_hidden(path) => None,
            (true, PUBLISHED) => Some(&mut self.published),
            (true, ORIGINALS) => Some(&mut self.custody),
            (false, _) if is_log => Some(&mut self.custody),
            (false, _) if READ.contains(&top) => Some(&mut self.read),
            (true, _) if FOLDERS.contains(&top) => Some(&mut self.read),
            _ => Some(&mut self.other),
        }
    }

    /// What went into a reconstruction, with its SHA-256 now.
    ///
    /// # Errors
    /// Where the system cannot read one.
    pub fn inputs(&self, case: &Path) -> Result<Vec<Item>, EvidenceError> {
        hashed(case, &self.read)
    }
}

/// Files of a case folder with their SHA-256, by path.
pub(crate) fn hashed(case: &Path, paths: &BTreeSet<String>) -> Result<Vec<Item>, EvidenceError> {
    let item = |path: &String| {
        let (sha256, bytes) = Digest::of_file(&case.join(path)).map_err(refused(&case.join(path), "cannot be read"))?;
        Ok(Item { path: path.clone(), sha256, bytes })
    };
    paths.par_iter().map(item).collect()
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

fn strange(path: &String) -> Fault {
    let expected = "plain files, whose names have no control characters, backslashes or per cent signs";
    Fault::new(path, "a link, no plain file, or such a name", expected, "put the file itself there, or rename it")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs;

    #[test]
    fn only_what_a_case_is_made_of_is_the_case() {
        let case = tempfile::TempDir::new().unwrap();
        let put = |path: &str| {
            fs::create_dir_all(case.path().join(path).parent().unwrap()).unwrap();
            fs::write(case.path().join(path), path).unwrap();
        };
        let kept = ["case.toml", "sketches/A01-1.jpg", "imagery/2019/a.tif"];
        let logged = ["custody.jsonl", "custody.torn-1", "originals/sha256/ab/abc"];
        let others = ["people.age", "traces/A01-1.svg", "README.md"];
        for path in kept.iter().chain(&logged).chain(&others).chain(&["published/bundle.json", ".git/HEAD"]) {
            put(path);
        }
        let files = CaseFiles::of(case.path()).unwrap();
        let all = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(files.read, all(&kept));
        assert_eq!(files.custody, all(&logged));
        assert_eq!(files.published, all(&["published/bundle.json"]));
        assert_eq!(files.other, all(&others));
        assert_eq!(files.inputs(case.path()).unwrap()[0].sha256, Digest::of(b"case.toml"));
        put("sketches/100%.jpg");
        assert!(CaseFiles::of(case.path()).is_err());
    }
}
