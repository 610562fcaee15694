//! Files and folders that survive a power failure: flushed, and their names flushed with them.

use crate::fault::disk;
use crate::{EvidenceError, Fault};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Begins the name of a file that is being written; after a crash it is found by it.
pub(crate) const INCOMING: &str = ".incoming-";

/// A file being written in a folder, under a name of its own.
pub(crate) fn incoming(folder: &Path) -> Result<NamedTempFile, EvidenceError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(INCOMING);
    // As far as the user's own mask lets others read.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(disk(folder, "nothing can be written in it"))
}

/// Flushes a file that was written, makes it read-only and gives it its name, which must be free.
///
/// `Ok(false)`: the name was taken, and the file written is gone.
pub(crate) fn place(file: NamedTempFile, path: &Path) -> Result<bool, EvidenceError> {
    file.as_file().sync_all().map_err(disk(path, "cannot be flushed to the disk"))?;
    make_read_only(file.path()).map_err(disk(path, "cannot be made read-only"))?;
    match file.persist_noclobber(path) {
        Ok(_) => flush_folder(parent(path)).map(|()| true),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(refused) => Err(disk(path, "cannot be given its name")(refused.error)),
    }
}

/// Replaces a file as a whole: a crash leaves the old one or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), EvidenceError> {
    let mut file = incoming(parent(path))?;
    file.write_all(bytes).map_err(disk(path, "cannot be written"))?;
    file.as_file().sync_all().map_err(disk(path, "cannot be flushed to the disk"))?;
    file.persist(path).map_err(|refused| disk(path, "cannot be replaced")(refused.error))?;
    flush_folder(parent(path))
}

/// Makes a folder and those above it, and flushes each new name.
pub(crate) fn make_folder(path: &Path) -> Result<(), EvidenceError> {
    if path.is_dir() {
        return Ok(());
    }
    make_folder(parent(path))?;
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(disk(path, "cannot be made")(error)),
        _ => flush_folder(parent(path)),
    }
}

/// Makes a folder of a case, which no link on the way to it may lead out of; and says where it is.
pub(crate) fn make_folder_of(case: &Path, relative: &str) -> Result<PathBuf, EvidenceError> {
    let mut path = case.to_owned();
    for part in relative.split('/') {
        path.push(part);
        if path.symlink_metadata().is_ok_and(|there| !there.is_dir()) {
            let remedy = "put the folder itself there: a link can lead out of the case";
            return Err(Fault::new(relative, "a link, or no folder", "a folder of the case", remedy).into());
        }
    }
    make_folder(&path).map(|()| path)
}

/// Makes the names in a folder survive a power failure; only Unix lets a folder be opened for that.
pub(crate) fn flush_folder(path: &Path) -> Result<(), EvidenceError> {
    if cfg!(unix) {
        File::open(path).and_then(|folder| folder.sync_all()).map_err(disk(path, "cannot be flushed to the disk"))?;
    }
    Ok(())
}

/// The folder that a path lies in.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Nobody writes it any more, everybody may read it.
fn make_read_only(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o444);
    fs::set_permissions(path, permissions)
}
