//! A folder as a BagIt bag (RFC 8493): a manifest of what it carries, and one of the files about it.

use crate::{Digest, Fault};
use std::collections::BTreeMap;

/// Says that a folder is a bag (section 2.1.1).
pub(crate) const DECLARATION: (&str, &str) = ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
/// What the bag is, for people (section 2.2.2).
pub(crate) const INFO: &str = "bag-info.txt";
/// Begins the path of everything the bag carries.
pub(crate) const PAYLOAD: &str = "data/";
/// SHA-256 of everything it carries (section 2.1.3).
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// SHA-256 of the files about it (section 2.2.1).
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// The SHA-256 of files by path, as `sha256sum` prints them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest(pub BTreeMap<String, Digest>);

impl Manifest {
    /// One line a file, by path.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(path, sha256)| format!("{sha256}  {path}\n")).collect()
    }

    /// Reads what [`Manifest::to_text`] writes, and nothing else.
    pub fn parse(file: &str, text: &str) -> Result<Self, Fault> {
        let mut found = BTreeMap::new();
        for (n, line) in text.lines().enumerate() {
            let (sha256, path) = line.split_once("  ").unwrap_or((line, ""));
            let wrong = |what: &str| {
                let expected = "64 hexadecimal digits, two spaces, a path inside the bag";
                Fault::new(file, what, expected, "the manifest was changed").at(n + 1)
            };
            let sha256 = sha256.parse().map_err(|_| wrong("a line that does not begin with a SHA-256"))?;
            if !is_inside(path) {
                return Err(wrong("a path that is none, or leads out of the bag"));
            }
            if found.insert(path.to_owned(), sha256).is_some() {
                return Err(wrong("a path that the manifest has already"));
            }
        }
        let manifest = Self(found);
        if manifest.to_text() != text {
            let found = "lines that are not sorted by path, or do not end with a newline";
            return Err(Fault::new(file, found, "a manifest as Locus writes it", "the manifest was changed"));
        }
        Ok(manifest)
    }
}

/// Whether a path leads nowhere but into the folder that it is relative to.
pub(crate) fn is_inside(path: &str) -> bool {
    !path.contains('\\') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A `Label: value` of `bag-info.txt`.
pub(crate) fn info<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix(": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_is_written_and_no_other_way() {
        let of = |paths: &[&str]| Manifest(paths.iter().map(|p| ((*p).to_owned(), Digest::of(p.as_bytes()))).collect());
        let manifest = of(&["data/b c.txt", "data/감방.toml", "data/a"]);
        let text = manifest.to_text();
        assert_eq!(Manifest::parse(MANIFEST, &text), Ok(manifest));
        let line = |path: &str| of(&[path]).to_text();
        for bad in [
            line("../out"),
            line("/etc/passwd"),
            line("data//a"),
            line("data/./a"),
            line("data\\a"),
            text.replacen("  ", " *", 1),
            text.to_uppercase(),
            format!("{text}{}", line("data/a")),
            text.replace("data/a\n", "data/a\r\n"),
            text.trim_end().to_owned(),
            "\n".to_owned(),
        ] {
            assert!(Manifest::parse(MANIFEST, &bad).is_err(), "{bad}");
        }
    }
}
