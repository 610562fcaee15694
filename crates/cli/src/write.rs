//! Files written at a person's command (`new`, `import`, `trace`); published files are written by `publish` alone.

use crate::failure::Failure;
use std::io::Write;
use std::path::Path;

/// Replaces one file as a whole: written beside it, flushed to the disk, then renamed over it. A crash leaves the old
/// file or the new one.
pub fn replace(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |e: std::io::Error| Failure::Internal(format!("{}: cannot be written: {e}", path.display()));
    let mut file = temporary(folder).map_err(failed)?;
    file.write_all(bytes.as_ref()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    if let Ok(old) = std::fs::metadata(path) {
        std::fs::set_permissions(file.path(), old.permissions()).map_err(failed)?;
    }
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// A file that others may read as far as the user's own mask lets them.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
