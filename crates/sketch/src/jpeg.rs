//! Decoding JPEG without filling in what is not there.
//!
//! `image` decodes JPEG leniently: where data are damaged or missing, the rest of the picture comes out grey. On a sheet
//! that would read as "nothing was drawn here". So the same decoder is used here in its strict mode.

use image::RgbImage;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Decodes to RGB, or says what is damaged.
pub fn decode(bytes: &[u8], [width, height]: [u32; 2]) -> Result<RgbImage, String> {
    if !is_complete(bytes) {
        return Err("the data end before the picture does".to_owned());
    }
    let options = DecoderOptions::default().set_strict_mode(true).jpeg_set_out_colorspace(ColorSpace::RGB);
    let options = options.set_max_width(width as usize).set_max_height(height as usize);
    let samples = JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().map_err(|e| e.to_string())?;
    RgbImage::from_raw(width, height, samples).ok_or_else(|| "its size and its samples differ".to_owned())
}

/// Whether the end marker follows the first scan (ITU-T T.81, annex B).
fn is_complete(bytes: &[u8]) -> bool {
    first_scan(bytes).is_some_and(|scan| bytes[scan..].windows(2).any(|pair| pair == [0xff, 0xd9]))
}

/// Where the first scan starts: after the headers, whose thumbnail has an end marker of its own.
fn first_scan(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        // Any number of fill bytes may stand before a marker.
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        match (*bytes.get(at)?, *bytes.get(at + 1)?) {
            (0xff, 0xda) => return Some(at),
            (0xff, 0x01 | 0xd0..=0xd8) => at += 2,
            (0xff, _) => {
                let length: [u8; 2] = bytes.get(at + 2..at + 4)?.try_into().ok()?;
                at += 2 + usize::from(u16::from_be_bytes(length));
            }
            // Stray bytes between segments are skipped, as decoders do.
            _ => at += 1,
        }
    }
}
