//! What lies in a folder.

use crate::EvidenceError;
use crate::act::commands;
use crate::fault::disk;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Everything below a folder, by path from the root with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inventory {
    /// Plain files.
    pub files: BTreeSet<String>,
    /// What is neither file nor folder (a link, a pipe), or has a name that a manifest cannot hold.
    pub strange: BTreeSet<String>,
}

impl Inventory {
    /// What lies in `root`, or in its folder `sub` where that is not empty; nothing where there is no such folder.
    pub fn below(root: &Path, sub: &str) -> Result<Self, EvidenceError> {
        let mut found = Self::default();
        match fs::symlink_metadata(root.join(sub)) {
            Ok(there) if there.is_dir() => found.add(root, sub)?,
            Ok(_) => drop(found.strange.insert(sub.to_owned())),
            Err(_) => {}
        }
        Ok(found)
    }

    fn add(&mut self, root: &Path, sub: &str) -> Result<(), EvidenceError> {
        let folder = root.join(sub);
        for entry in fs::read_dir(&folder).map_err(disk(&folder, "cannot be listed"))? {
            let entry = entry.map_err(disk(&folder, "cannot be listed"))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if sub.is_empty() { name.clone() } else { format!("{sub}/{name}") };
            let kind = entry.file_type().map_err(disk(&folder, "cannot be listed"))?;
            if entry.file_name().to_str().is_none_or(|name| name.chars().any(|c| commands(c) || c == '\\')) {
                self.strange.insert(path);
            } else if kind.is_dir() {
                self.add(root, &path)?;
            } else if kind.is_file() {
                self.files.insert(path);
            } else {
                self.strange.insert(path);
            }
        }
        Ok(())
    }
}
