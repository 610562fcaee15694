//! What the program makes of a case, as folders of files.

use crate::case::Case;
use crate::search::Files;
use locus_tests::folder::{example, files};
use locus_tests::program::{Ended, locus};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The date of everything that is dated.
const EPOCH: &str = "1700000000";

/// One key for all packs of a run: the same bytes get the same signature.
fn key() -> &'static [u8] {
    static KEY: OnceLock<Vec<u8>> = OnceLock::new();
    KEY.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let key = folder.path().join("key");
        let words = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"];
        assert!(Command::new("ssh-keygen").args(words).arg(&key).status().unwrap().success());
        fs::read(key).unwrap()
    })
}

/// A case on disk, with the imagery of the example and what the program made of it.
pub struct Made {
    folder: TempDir,
}

impl Made {
    /// Writes the case.
    pub fn of(case: &Case) -> Self {
        let made = Self { folder: TempDir::new().unwrap() };
        case.write(&made.place("case"));
        let imagery = "imagery/2019-10-03.tif";
        fs::copy(example().join(imagery), made.place("case").join(imagery)).unwrap();
        fs::write(made.place("key"), key()).unwrap();
        made
    }

    /// A place beside the others: `case` is where the case lies.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What lies there, by names that begin with its own.
    pub fn files(&self, name: &str) -> Files {
        let found = files(&self.place(name)).into_iter();
        found.map(|(path, bytes)| (format!("{name}/{path}"), bytes)).collect()
    }

    /// Runs the program in the folder of the case and of what is made of it.
    pub fn run(&self, words: &[&str]) -> Ended {
        let mut command = Command::new(locus());
        command.args(words).current_dir(self.folder.path()).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", EPOCH);
        command.output().unwrap().into()
    }

    /// Publishes and exports everything, for the team itself, and seals it: `published`, `exports`, `pack`.
    pub fn internal(&self) -> Files {
        self.run(&["reconstruct", "case", "--quiet"]).expect(0);
        self.run(&["export", "case", "--to", "all", "--out", "exports"]).expect(0);
        self.seal("internal");
        ["exports", "pack"].into_iter().flat_map(|name| self.files(name)).collect()
    }

    /// Releases by a profile: `release`.
    pub fn release(&self, profile: &str) -> Files {
        self.run(&["release", "case", "--profile", profile, "--out", "release"]).expect(0);
        self.files("release")
    }

    /// Releases by a profile, exports and seals that: `release`, `exports`, `pack`.
    pub fn everything(&self, profile: &str) -> Files {
        self.release(profile);
        self.run(&["export", "release", "--to", "all", "--out", "exports"]).expect(0);
        self.seal(profile);
        ["release", "exports", "pack"].into_iter().flat_map(|name| self.files(name)).collect()
    }

    /// Seals by a profile: `pack`.
    pub fn seal(&self, profile: &str) {
        self.run(&["seal", "case", "--profile", profile, "--key", "key", "--out", "pack"]).expect(0);
    }
}
