//! Zip archives that are the same bytes each time.

use crate::{ExportError, Files};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The files in the order of their names, deflated, all dated 1980-01-01: the first day of the format.
pub fn zip(format: &'static str, files: &Files) -> Result<Vec<u8>, ExportError> {
    let dated = DateTime::default();
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(dated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let refused = |reason: &dyn std::fmt::Display| ExportError::compose(format, reason);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).map_err(|e| refused(&e))?;
        zip.write_all(bytes).map_err(|e| refused(&e))?;
    }
    Ok(zip.finish().map_err(|e| refused(&e))?.into_inner())
}
