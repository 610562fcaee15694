//! KMZ: a zip archive around a KML file (OGC 12-007r2, annex C).

use super::left_out;
use crate::findings::Page;
use crate::import_limits::{ARCHIVE_FILES, ARCHIVE_RATIO, FILE_BYTES};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The bytes of the main document: the only KML file at the root of the archive. Nothing else is unpacked.
pub(super) fn main_document(page: &Page, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            page.mistake(
                1,
                format!("an archive that cannot be read: {error}"),
                "a KMZ file",
                "save it again from Google Earth",
            );
            return None;
        }
    };
    if archive.len() > ARCHIVE_FILES {
        let expected = format!("at most {ARCHIVE_FILES}");
        page.mistake(1, format!("an archive of {} files", archive.len()), expected, "unpack it and import the .kml");
        return None;
    }
    let names: Vec<String> = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned)).collect();
    let is_kml = |name: &String| name.to_ascii_lowercase().ends_with(".kml");
    let (roots, nested): (Vec<&String>, Vec<&String>) =
        names.iter().filter(|n| is_kml(n)).partition(|n| !n.contains(['/', '\\']));
    let [name] = roots[..] else {
        let found = format!("an archive with {} .kml files at its root", roots.len());
        page.mistake(1, found, "one", "unpack it and import each .kml by itself");
        return None;
    };
    for other in nested {
        left_out(
            page,
            1,
            format!("\"{other}\" inside the archive is not imported"),
            "unpack it and import it by itself",
        );
    }
    unpack(page, &mut archive, name)
}

fn unpack(page: &Page, archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let refuse = |found: String| {
        let expected = format!("a plain file of at most {} MiB", FILE_BYTES >> 20);
        page.mistake(1, found, expected, "unpack the archive and import the .kml");
    };
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(error) => {
            refuse(format!("\"{name}\" that cannot be unpacked: {error}"));
            return None;
        }
    };
    let packed = file.compressed_size().max(1);
    if file.is_symlink() || file.size() > FILE_BYTES as u64 || file.size() / packed > ARCHIVE_RATIO {
        refuse(format!("\"{name}\" of {} bytes, packed into {packed}", file.size()));
        return None;
    }
    let mut document = Vec::new();
    // The stated size may lie: one byte more than allowed is enough to know.
    match file.take(FILE_BYTES as u64 + 1).read_to_end(&mut document) {
        Ok(size) if size <= FILE_BYTES => Some(document),
        Ok(_) => {
            refuse(format!("\"{name}\" is larger than it says"));
            None
        }
        Err(error) => {
            refuse(format!("\"{name}\" that cannot be unpacked: {error}"));
            None
        }
    }
}
