//! The only function of Locus that puts published files on a disk.

use crate::bundle::{self, Bundle};
use crate::{PublishError, Published};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Replaces the folder `out` as a whole.
///
/// The new folder is written beside the old one and flushed to the disk; then the two are exchanged in one step, where
/// the system can (Linux), so that a crash leaves the old folder or the new one. Elsewhere the old one is moved away and
/// the new one moved in its place: after a crash between the two moves both are found in a folder `.locus-*` beside `out`.
/// On any failure the old folder stays, or is moved back.
///
/// # Errors
/// [`PublishError::Foreign`] where `out` is a link, or holds anything that Locus did not write: the folder must be
/// empty, or have the `bundle.json` of a published folder and no file which that does not list.
/// [`PublishError::Disk`] where the system refuses.
pub fn write(published: &Published, out: &Path) -> Result<(), PublishError> {
    refuse_foreign(out)?;
    let parent = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(disk(parent, "cannot be created"))?;
    let staging = tempfile::Builder::new()
        .prefix(".locus-")
        .tempdir_in(parent)
        .map_err(disk(parent, "no folder can be written beside the published one"))?;
    let new = staging.path().join("new");
    fill(&new, published)?;
    if out.exists() && exchanged(&new, out) {
        return flush_folder(parent);
    }
    let old = staging.path().join("old");
    let replaces = out.exists();
    if replaces {
        fs::rename(out, &old).map_err(disk(out, "cannot be moved away"))?;
    }
    if let Err(source) = fs::rename(&new, out) {
        // Back to what it was; where even that fails, nothing may be cleaned away.
        if replaces && fs::rename(&old, out).is_err() {
            let _kept = staging.keep();
        }
        return Err(PublishError::Disk { path: out.to_owned(), action: "cannot be moved in place", source });
    }
    flush_folder(parent)
}

/// Each gets the other's name in one step. Some file systems cannot.
#[cfg(target_os = "linux")]
fn exchanged(new: &Path, old: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchanged(_new: &Path, _old: &Path) -> bool {
    false
}

/// Writes every file and flushes files and folders.
fn fill(folder: &Path, published: &Published) -> Result<(), PublishError> {
    let mut folders = BTreeSet::from([folder.to_owned()]);
    fs::create_dir(folder).map_err(disk(folder, "cannot be created"))?;
    for (name, bytes) in &published.files {
        let path = folder.join(name);
        if let Some(inside) = path.parent() {
            fs::create_dir_all(inside).map_err(disk(inside, "cannot be created"))?;
            folders.insert(inside.to_owned());
        }
        let flushed = File::create_new(&path).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        flushed.map_err(disk(&path, "cannot be written"))?;
    }
    folders.iter().try_for_each(|folder| flush_folder(folder))
}

/// Makes the names in a folder survive a power failure; only Unix lets a folder be opened for that.
fn flush_folder(folder: &Path) -> Result<(), PublishError> {
    if cfg!(unix) {
        File::open(folder).and_then(|f| f.sync_all()).map_err(disk(folder, "cannot be flushed to the disk"))?;
    }
    Ok(())
}

fn refuse_foreign(out: &Path) -> Result<(), PublishError> {
    let foreign = |reason: String| Err(PublishError::Foreign { folder: out.to_owned(), reason });
    match fs::symlink_metadata(out) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(disk(out, "cannot be examined")(e)),
        Ok(found) if !found.is_dir() => {
            return foreign("it is a file or a link, not a folder; choose another with --out".to_owned());
        }
        Ok(_) => {}
    }
    let found = files_in(out, out).map_err(disk(out, "cannot be listed"))?;
    if found.is_empty() {
        return Ok(());
    }
    let Some(bundle) = fs::read(out.join(bundle::FILE)).ok().and_then(|bytes| Bundle::from_bytes(&bytes).ok()) else {
        return foreign("it holds files and no bundle.json of Locus; choose an empty folder with --out".to_owned());
    };
    match found.iter().find(|name| *name != bundle::FILE && !bundle.files.contains_key(*name)) {
        Some(name) => foreign(format!("Locus did not write \"{name}\" in it; move that file elsewhere")),
        None => Ok(()),
    }
}

/// The files below a folder, relative to `root`, with `/`; a folder that is a link counts as a file.
fn files_in(folder: &Path, root: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path: PathBuf = entry.path();
        if entry.file_type()?.is_dir() {
            found.extend(files_in(&path, root)?);
        } else {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
            found.insert(parts.join("/"));
        }
    }
    Ok(found)
}

fn disk<'a>(path: &'a Path, action: &'static str) -> impl FnOnce(io::Error) -> PublishError + 'a {
    move |source| PublishError::Disk { path: path.to_owned(), action, source }
}
