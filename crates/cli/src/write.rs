//! Case files written at a person's command (`new`, `import`); published files are written by `publish` alone.

use crate::failure::Failure;
use std::io::Write;
use std::path::Path;

/// Replaces one file as a whole: written beside it, flushed to the disk, then renamed over it. A crash leaves the old
/// file or the new one.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |e: std::io::Error| Failure::Internal(format!("{}: cannot be written: {e}", path.display()));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    if let Ok(old) = std::fs::metadata(path) {
        std::fs::set_permissions(file.path(), old.permissions()).map_err(failed)?;
    }
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}
