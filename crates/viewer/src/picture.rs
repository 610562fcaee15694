//! Pictures as files.

use crate::failure::Failure;
use bevy::image::Image;
use image::{ImageFormat, RgbImage};
use locus_viewer_core::quality::Fault;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// The pixels of a captured image.
pub fn pixels(image: Image) -> Result<RgbImage, Failure> {
    let dynamic = image.try_into_dynamic().map_err(|_| Failure::Machine(Fault::LostDevice))?;
    Ok(dynamic.to_rgb8())
}

/// Writes a PNG as a whole or not at all.
pub fn save(pixels: &RgbImage, path: &Path) -> Result<(), Failure> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png).map_err(|error| Failure::write(path, &error))?;
    whole(path, bytes.get_ref())
}

/// Writes a file beside its place and moves it there.
pub fn whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    let file = written.map_err(|error| Failure::write(path, &error))?;
    file.persist(path).map_err(|error| Failure::write(path, &error.error))?;
    Ok(())
}

/// The first free `<stem>-0001.png` of a folder.
pub fn numbered(folder: &Path, stem: &str) -> PathBuf {
    let mut names = (1..).map(|n| folder.join(format!("{stem}-{n:04}.png")));
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(format!("{stem}.png")))
}
