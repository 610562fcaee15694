//! Opening a scan: first its header, then its pixels.

use crate::{exif, jpeg, limits};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// Why a file is no scan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{found}; expected {expected}; {remedy}")]
pub struct ScanError {
    /// What the file is or holds.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
}

impl ScanError {
    pub(crate) fn new(found: impl Into<String>, expected: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { found: found.into(), expected: expected.into(), remedy: remedy.into() }
    }
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Jpeg,
    Png,
    Tiff,
}

/// What the header of a scan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Format of the file.
    pub format: Format,
    /// Width and height as stored, pixels.
    pub stored: [u32; 2],
    /// How the stored pixels are turned for display (EXIF 2.32, tag 0x0112). A missing or impossible value is none.
    pub orientation: Orientation,
    /// Whether the file carries a GPS position. It is never read.
    pub has_gps: bool,
    /// Whether a TIFF holds further pages. Only the first is read.
    pub more_pages: bool,
}

impl Scan {
    /// Width as shown, pixels.
    pub fn width(&self) -> u32 {
        self.stored[usize::from(self.is_on_its_side())]
    }

    /// Height as shown, pixels.
    pub fn height(&self) -> u32 {
        self.stored[usize::from(!self.is_on_its_side())]
    }

    /// Whether width and height change places for display: EXIF orientations 5 to 8.
    fn is_on_its_side(&self) -> bool {
        self.orientation.to_exif() >= 5
    }
}

/// Reads the header only: format, size, orientation. Refuses what is no JPEG, PNG or TIFF, and sizes beyond
/// [`limits`], before anything is decoded.
pub fn inspect(bytes: &[u8]) -> Result<Scan, ScanError> {
    open(bytes).map(|(scan, _)| scan)
}

/// Decodes the pixels, turned upright. Transparent pixels are laid over white paper, 16-bit samples become 8-bit.
/// A damaged file is refused, also where a viewer would show a part of it over grey.
pub fn decode(bytes: &[u8]) -> Result<RgbImage, ScanError> {
    let (scan, decoder) = open(bytes)?;
    let paper = match scan.format {
        Format::Jpeg => jpeg::decode(bytes, scan.stored).map_err(damaged)?,
        Format::Png | Format::Tiff => {
            let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
            over_white(picture).ok_or_else(|| damaged("its size and its samples differ"))?
        }
    };
    let mut upright = DynamicImage::ImageRgb8(paper);
    upright.apply_orientation(scan.orientation);
    Ok(upright.into_rgb8())
}

fn damaged(why: impl std::fmt::Display) -> ScanError {
    ScanError::new(
        format!("the picture cannot be decoded: {why}"),
        "an undamaged JPEG, PNG or TIFF",
        "copy the original again; if it is damaged itself, scan the sheet again",
    )
}

fn open(bytes: &[u8]) -> Result<(Scan, impl ImageDecoder), ScanError> {
    if bytes.len() > limits::MAX_FILE_BYTES {
        let expected = format!("at most {} MiB", limits::MAX_FILE_BYTES >> 20);
        return Err(ScanError::new(
            format!("a file of {} MiB", bytes.len() >> 20),
            expected,
            "save the scan compressed",
        ));
    }
    let format = format(bytes)?;
    let kind = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Tiff => ImageFormat::Tiff,
    };
    let mut allowed = image::Limits::default();
    allowed.max_alloc = Some(limits::MAX_DECODED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    reader.limits(allowed);
    let unreadable = |error| {
        let remedy = "open it in an image program and save it as PNG or JPEG, in 8-bit colour or grey";
        ScanError::new(
            format!("a {format:?} file that cannot be read: {error}"),
            "a whole, common JPEG, PNG or TIFF",
            remedy,
        )
    };
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, decoder.total_bytes())?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let ifd = match format {
        Format::Tiff => exif::first_ifd(bytes),
        _ => decoder.exif_metadata().map_err(unreadable)?.as_deref().and_then(exif::first_ifd),
    };
    let has_gps = ifd.is_some_and(|ifd| ifd.has_gps);
    let more_pages = format == Format::Tiff && ifd.is_some_and(|ifd| ifd.next != 0);
    Ok((Scan { format, stored: [width, height], orientation, has_gps, more_pages }, decoder))
}

fn format(bytes: &[u8]) -> Result<Format, ScanError> {
    let guessed = image::guess_format(bytes).ok();
    let found = match guessed {
        Some(ImageFormat::Jpeg) => return Ok(Format::Jpeg),
        Some(ImageFormat::Png) => return Ok(Format::Png),
        Some(ImageFormat::Tiff) => return Ok(Format::Tiff),
        Some(other) => format!("a {} file", other.extensions_str().first().copied().unwrap_or("foreign")),
        None if bytes.starts_with(b"%PDF") => "a PDF file".to_owned(),
        None if bytes.trim_ascii_start().starts_with(b"<") => "an XML or SVG file".to_owned(),
        None if bytes.is_empty() => "an empty file".to_owned(),
        None => "a file of an unknown format".to_owned(),
    };
    Err(ScanError::new(found, "JPEG, PNG or TIFF", "export the scan as PNG; keep the original beside the case"))
}

fn check_size(width: u32, height: u32, decoded_bytes: u64) -> Result<(), ScanError> {
    let found = format!("a picture of {width} x {height} pixels");
    if width == 0 || height == 0 {
        return Err(ScanError::new(found, "at least one pixel", "copy the original again"));
    }
    if width.max(height) > limits::MAX_SIDE_PX || u64::from(width) * u64::from(height) > limits::MAX_AREA_PX {
        let (side, area) = (limits::MAX_SIDE_PX, limits::MAX_AREA_PX / 1_000_000);
        let expected = format!("at most {side} pixels a side and {area} million in all");
        return Err(ScanError::new(found, expected, "scan at 600 dots per inch or less"));
    }
    if decoded_bytes > limits::MAX_DECODED_BYTES {
        let expected = format!("at most {} MiB decoded", limits::MAX_DECODED_BYTES >> 20);
        let found = format!("{found}, {} MiB decoded", decoded_bytes >> 20);
        return Err(ScanError::new(found, expected, "save it with 8 bits a channel"));
    }
    Ok(())
}

/// The picture over white paper, in 8-bit RGB; `None` never happens, as the buffer has the size it came with.
fn over_white(picture: DynamicImage) -> Option<RgbImage> {
    if !picture.color().has_alpha() {
        return Some(picture.into_rgb8());
    }
    let rgba = picture.into_rgba8();
    let (width, height) = rgba.dimensions();
    // In place: a large plan needs a quarter of a gigabyte already.
    let mut samples = rgba.into_raw();
    let pixels = samples.len() / 4;
    for at in 0..pixels {
        let alpha = u32::from(samples[4 * at + 3]);
        for channel in 0..3 {
            let ink = u32::from(samples[4 * at + channel]);
            samples[3 * at + channel] = ((ink * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
    }
    samples.truncate(3 * pixels);
    RgbImage::from_raw(width, height, samples)
}
