//! Files of a case folder, and nothing outside it.
//!
//! A case may come from anywhere, and its files name other files. A name is refused when it could mean anything but a
//! plain file inside the folder: absolute, with `..` or a backslash, with a colon (a URL, a Windows drive or stream, a
//! GDAL prefix such as `GTIFF_DIR:1:`), a GDAL virtual path (`/vsi…`), XML where a name should stand, or with a
//! symbolic link anywhere along it. Links are looked for before the file is opened; whoever can change the folder in between can
//! also change the evidence itself, so that race is not defended against.

use crate::findings::Problem;
use crate::mistake::Mistake;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The place of a plain file named relative to the case folder.
///
/// # Errors
/// The [`Mistake`] names the file itself; whoever read the name elsewhere puts that file and line in its place.
pub fn resolve(folder: &Path, relative: &str) -> Result<PathBuf, Mistake> {
    locate(folder, relative).map_err(|problem| about(relative, problem))
}

/// The bytes of a plain file named relative to the case folder.
///
/// # Errors
/// As [`resolve`]; also when the file holds more than `limit` bytes or cannot be read.
pub fn read_bytes(folder: &Path, relative: &str, limit: u64) -> Result<Vec<u8>, Mistake> {
    load(folder, relative, limit).map_err(|problem| about(relative, problem))
}

/// A plain file named relative to the case folder, opened to be read by somebody else.
///
/// # Errors
/// As [`read_bytes`].
pub fn open(folder: &Path, relative: &str, limit: u64) -> Result<File, Mistake> {
    let opened = locate(folder, relative).and_then(|path| open_within(&path, relative, limit));
    opened.map_err(|problem| about(relative, problem))
}

fn about(relative: &str, Problem { found, expected, remedy, .. }: Problem) -> Mistake {
    Mistake { file: relative.to_owned(), line: None, found, expected, remedy }
}

/// [`resolve`] for readers that know where the name stands.
pub(crate) fn locate(folder: &Path, relative: &str) -> Result<PathBuf, Problem> {
    check_name(relative)?;
    let mut path = folder.to_path_buf();
    let mut parts = relative.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        check_part(&path, relative, parts.peek().is_none())?;
    }
    Ok(path)
}

fn load(folder: &Path, relative: &str, limit: u64) -> Result<Vec<u8>, Problem> {
    let path = locate(folder, relative)?;
    let file = open_within(&path, relative, limit)?;
    let mut bytes = Vec::new();
    // One byte more than allowed shows a file that grew since its size was asked.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(relative, &error))?;
    if bytes.len() as u64 > limit { Err(too_large(relative, limit)) } else { Ok(bytes) }
}

/// Opens a located file of at most `limit` bytes.
pub(crate) fn open_within(path: &Path, relative: &str, limit: u64) -> Result<File, Problem> {
    let file = File::open(path).map_err(|error| unreadable(relative, &error))?;
    let size = file.metadata().map_err(|error| unreadable(relative, &error))?.len();
    if size > limit { Err(too_large(relative, limit)) } else { Ok(file) }
}

fn too_large(relative: &str, limit: u64) -> Problem {
    problem(
        format!("\"{relative}\" holds more than {limit} bytes"),
        format!("at most {limit} bytes"),
        "split or reduce the file",
    )
}

fn unreadable(relative: &str, error: &std::io::Error) -> Problem {
    // The kind, not the system's own text: messages are the same on every machine and in every language.
    problem(
        format!("\"{relative}\" cannot be read ({})", error.kind()),
        "a readable file",
        "check the file and its permissions",
    )
}

fn problem(found: String, expected: impl Into<String>, remedy: &str) -> Problem {
    Problem::new(1, found, expected, remedy)
}

fn check_name(relative: &str) -> Result<(), Problem> {
    let lower = relative.to_ascii_lowercase();
    let reason = if relative.is_empty() {
        "no file name"
    } else if relative.trim_start().starts_with('<') {
        "XML instead of a file name"
    } else if lower.starts_with("/vsi") {
        "a GDAL virtual path"
    } else if relative.starts_with('/') {
        "an absolute path"
    } else if relative.contains('\\') {
        "a path with a backslash"
    } else if lower.contains("://") {
        "a URL"
    } else if relative.contains(':') {
        "a path with a colon (a drive, or a driver's prefix)"
    } else if relative.split('/').any(|part| matches!(part, "" | "." | "..")) {
        "a path with \"..\", \".\" or an empty part"
    } else if relative.chars().any(char::is_control) || relative.len() > 1000 {
        "a path with control characters or of more than 1000 bytes"
    } else {
        return Ok(());
    };
    let remedy = "copy the file into the case folder and name it relative to it";
    Err(problem(format!("{reason}: \"{relative}\""), "the name of a file inside the case folder", remedy))
}

fn check_part(path: &Path, relative: &str, is_last: bool) -> Result<(), Problem> {
    let inside = "a plain file inside the case folder";
    let Ok(metadata) = fs::symlink_metadata(path) else {
        let remedy = "put the file there, or correct its name (capitals count)";
        return Err(problem(format!("there is no file \"{relative}\""), inside, remedy));
    };
    let kind = metadata.file_type();
    if kind.is_symlink() {
        let part = path.file_name().unwrap_or_default().to_string_lossy();
        let found = format!("\"{part}\" in \"{relative}\" is a symbolic link");
        return Err(problem(found, inside, "put the file itself there: a link can lead out of the case"));
    }
    if is_last && !kind.is_file() || !is_last && !kind.is_dir() {
        return Err(problem(format!("\"{relative}\" is no plain file"), inside, "put a file there"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("imagery")).unwrap();
        fs::write(folder.path().join("imagery/a.tif"), b"12345").unwrap();
        folder
    }

    #[test]
    fn names_that_could_leave_the_folder_are_refused_with_their_reason() {
        let folder = folder();
        for (name, reason) in [
            ("", "no file name"),
            ("/etc/hostname", "absolute"),
            ("../a.tif", ".."),
            ("imagery/../../a.tif", ".."),
            ("imagery//a.tif", "empty part"),
            ("..\\a.tif", "backslash"),
            ("C:a.tif", "colon"),
            ("http://127.0.0.1/a.tif", "URL"),
            ("GTIFF_DIR:1:imagery/a.tif", "colon"),
            ("/vsicurl/http://127.0.0.1/x", "virtual"),
            ("/VSIZIP/a.zip/x", "virtual"),
            ("<VRTDataset/>", "XML"),
            ("imagery/a\n.tif", "control"),
            ("imagery/b.tif", "no file"),
            ("imagery", "no plain file"),
            ("imagery/a.tif/b", "no plain file"),
        ] {
            let mistake = resolve(folder.path(), name).unwrap_err();
            assert!(mistake.found.contains(reason), "{name}: {}", mistake.found);
            assert!(!mistake.remedy.is_empty());
        }
        assert!(resolve(folder.path(), "imagery/a.tif").is_ok());
    }

    #[test]
    fn the_limit_is_exact() {
        let folder = folder();
        assert_eq!(read_bytes(folder.path(), "imagery/a.tif", 5).unwrap(), b"12345");
        assert!(read_bytes(folder.path(), "imagery/a.tif", 4).unwrap_err().found.contains("more than 4 bytes"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused_even_where_they_stay_inside() {
        use std::os::unix::fs::symlink;
        let folder = folder();
        symlink("a.tif", folder.path().join("imagery/link.tif")).unwrap();
        symlink("imagery", folder.path().join("linked")).unwrap();
        for name in ["imagery/link.tif", "linked/a.tif"] {
            assert!(resolve(folder.path(), name).unwrap_err().found.contains("symbolic link"), "{name}");
        }
    }
}
