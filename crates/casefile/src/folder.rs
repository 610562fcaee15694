//! The layout of a case folder: which files there are, and which of them nobody reads.

use crate::file::read_bytes;
use crate::findings::{Findings, Page};
use crate::limits::LIMITS;
use crate::value::Value;
use locus_model::{Id, NoteKind};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A case folder being read.
pub(crate) struct Folder<'f> {
    root: &'f Path,
    pub findings: &'f Findings,
}

/// Files of the top folder that are read.
const FILES: [&str; 5] = ["case.toml", "landmarks.geojson", "footprints.geojson", "incidents.csv", "vocabulary.toml"];
/// Folders that are read, and those that Locus writes.
const FOLDERS: [&str; 5] = ["accounts", "sketches", "imagery", "originals", "published"];
/// Beginnings of the names of files that accompany a case without being read: the custody log and the register of releases among them.
const COMPANIONS: [&str; 8] =
    ["README", "LICENSE", "NOTES", "CREDIT", "custody.", "releases.json", "truth.json", "views.json"];

impl<'f> Folder<'f> {
    /// The folder, whether it holds a case or not.
    pub fn at(root: &'f Path, findings: &'f Findings) -> Self {
        Self { root, findings }
    }

    /// The folder, if it holds a case.
    pub fn open(root: &'f Path, findings: &'f Findings) -> Option<Self> {
        let folder = Self::at(root, findings);
        if folder.has("case.toml") {
            return Some(folder);
        }
        let found = "not a case folder: it holds no case.toml";
        let remedy = "name the facility's own folder, or begin a case with `locus new`";
        folder.whole_file("case.toml", found, "a folder with a case.toml", remedy);
        None
    }

    /// The text of a file without its byte order mark; `None` when it cannot be read, with the mistake kept.
    pub fn text(&self, relative: &str, limit: u64) -> Option<String> {
        let bytes = read_bytes(self.root, relative, limit).map_err(|mistake| self.findings.mistake(mistake)).ok()?;
        let page = Page { file: relative, findings: self.findings };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = before.iter().filter(|b| **b == b'\n').count() + 1;
                page.mistake(line, "bytes that are no UTF-8", "text in UTF-8", "save the file with the encoding UTF-8");
                return None;
            }
        };
        match text.strip_prefix('\u{feff}') {
            Some(rest) => {
                page.note(NoteKind::Fact, 1, "a byte order mark was skipped", "");
                Some(rest.to_owned())
            }
            None => Some(text),
        }
    }

    /// Whether there is such a file (or anything else of that name, which reading will then refuse).
    pub fn has(&self, relative: &str) -> bool {
        self.root.join(relative).symlink_metadata().is_ok()
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        self.root
    }

    /// Reads a TOML file as a tree and gives it to `reader`.
    pub fn toml<T>(&self, relative: &str, reader: impl FnOnce(&Page<'_>, &Value<'_>) -> Option<T>) -> Option<T> {
        let text = self.text(relative, LIMITS.toml_bytes)?;
        let page = Page { file: relative, findings: self.findings };
        reader(&page, &crate::toml_tree::parse(&page, &text)?)
    }

    /// Reads a GeoJSON file as a tree and gives it to `reader`.
    pub fn geojson<T>(&self, relative: &str, reader: impl FnOnce(&Page<'_>, &Value<'_>) -> Option<T>) -> Option<T> {
        let text = self.text(relative, LIMITS.geojson_bytes)?;
        let page = Page { file: relative, findings: self.findings };
        reader(&page, &crate::json_tree::parse(&page, &text)?)
    }

    /// The ids of the `.toml` files of a sub-folder; a name that is no id is a mistake.
    pub fn ids(&self, sub: &str) -> BTreeSet<Id> {
        let mut ids = BTreeSet::new();
        for name in self.names(sub) {
            let Some(stem) = name.strip_suffix(".toml") else { continue };
            match Id::new(stem) {
                Ok(id) => drop(ids.insert(id)),
                Err(error) => {
                    let expected = format!("an id and .toml; an id is {}", error.expected);
                    let remedy = "rename the file and change its `id` with it";
                    self.whole_file(&format!("{sub}/{name}"), &format!("the file name \"{name}\""), &expected, remedy);
                }
            }
        }
        ids
    }

    /// Notes every file that nothing in the case names. `used` holds the names of files that were read.
    pub fn note_unused(&self, used: &BTreeSet<String>) {
        for name in self.names("") {
            let is_known = FILES.contains(&name.as_str()) || FOLDERS.contains(&name.as_str());
            if !is_known && !COMPANIONS.iter().any(|companion| name.starts_with(companion)) {
                self.left_out(&name);
            }
        }
        for sub in ["accounts", "sketches", "imagery"] {
            for path in self.names(sub).iter().map(|name| format!("{sub}/{name}")) {
                if !used.contains(&path) && !used.iter().any(|file| file.starts_with(&format!("{path}/"))) {
                    self.left_out(&path);
                }
            }
        }
    }

    fn left_out(&self, path: &str) {
        let remedy = "remove it, or name it in the file it belongs to (see the case format)";
        self.findings.note(NoteKind::LeftOut, path, "no file of the case names it: it was not read", remedy);
    }

    /// The entries of a sub-folder by name; hidden ones are left to the programs that made them.
    fn names(&self, sub: &str) -> Vec<String> {
        let path = if sub.is_empty() { self.root.to_path_buf() } else { self.root.join(sub) };
        let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink());
        if !sub.is_empty() && is_link(&path) {
            let remedy = "put the folder itself there: a link can lead out of the case";
            self.whole_file(sub, "a symbolic link", "a folder", remedy);
            return Vec::new();
        }
        let Ok(entries) = fs::read_dir(&path) else { return Vec::new() };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> =
            names.filter(|name| !name.starts_with('.')).take(LIMITS.folder_entries + 1).collect();
        if names.len() > LIMITS.folder_entries {
            let expected = format!("at most {}", LIMITS.folder_entries);
            self.whole_file(sub, "a folder with very many entries", &expected, "split the case");
            return Vec::new();
        }
        names.sort();
        names
    }

    fn whole_file(&self, file: &str, found: &str, expected: &str, remedy: &str) {
        let file = if file.is_empty() { "." } else { file };
        Page { file, findings: self.findings }.about_file(found, expected, remedy);
    }
}
