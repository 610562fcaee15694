//! The example, published in a folder of the test's own.

use crate::program::{locus, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A writable copy of the example.
pub struct Facility {
    folder: tempfile::TempDir,
}

impl Facility {
    /// Not yet reconstructed.
    pub fn unpublished() -> Self {
        let facility = Self { folder: tempfile::tempdir().unwrap() };
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../facilities/example-compound");
        copy(&example, &facility.case());
        facility
    }

    /// Reconstructed by `locus`.
    pub fn published() -> Self {
        let facility = Self::unpublished();
        run(locus().arg("reconstruct").arg(facility.case()).arg("--quiet")).expect(0);
        facility
    }

    pub fn case(&self) -> PathBuf {
        self.folder.path().join("example-compound")
    }

    /// A place beside the case.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file that was published.
    pub fn file(&self, name: &str) -> PathBuf {
        self.case().join("published").join(name)
    }

    pub fn bundle(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file("bundle.json")).unwrap()).unwrap()
    }

    pub fn edit_bundle(&self, edit: impl FnOnce(&mut Value)) {
        let mut bundle = self.bundle();
        edit(&mut bundle);
        fs::write(self.file("bundle.json"), bundle.to_string()).unwrap();
    }

    /// SHA-256 of a published file, by the system's own program.
    pub fn sha256(&self, name: &str) -> String {
        let output = Command::new("sha256sum").arg(self.file(name)).output().unwrap();
        String::from_utf8(output.stdout).unwrap().split_whitespace().next().unwrap().to_owned()
    }

    /// Everything in the test's folder, with its bytes.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(self.folder.path(), &mut found);
        found
    }
}

/// The element of that id.
pub fn element<'a>(bundle: &'a mut Value, id: &str) -> &'a mut Value {
    let elements = bundle["elements"].as_array_mut().unwrap().iter_mut();
    elements.into_iter().find(|element| element["id"] == id).unwrap_or_else(|| panic!("no element {id}"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (entry, name) = {
            let entry = entry.unwrap();
            (entry.path(), entry.file_name())
        };
        match entry.is_dir() {
            true if name == "published" => {}
            true => copy(&entry, &to.join(name)),
            // What somebody saved while looking at the example is not part of it.
            false if name == "views.json" => {}
            false => fs::write(to.join(name), fs::read(&entry).unwrap()).unwrap(),
        }
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}
