//! Copies of scans that carry nothing but pixels.

use crate::review::paint::{Pen, fill, line};
use geo::Polygon;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageError, RgbImage};
use locus_model::{In, SketchPx};

/// Of a copy to look at and to draw over: the strokes of a pencil stay, and it is a tenth of the pixels' size.
const QUALITY: u8 = 85;
/// What stands where something was masked: no paper and no ink look like it.
const MASKED: [u8; 3] = [0x66, 0x66, 0x66];
/// Pixels around a mask that are taken too: the lens and the codec spread what lies at its edge.
const SPREAD_PX: f64 = 16.0;

/// The pixels as JPEG, without metadata: whatever the scan carried beside them is not there.
///
/// # Errors
/// Where the picture is larger than the format takes.
pub fn copy(upright: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(upright)?;
    Ok(bytes)
}

/// Paints over the masks, 8 pixels beyond their edges: what was there is gone.
pub fn mask(upright: &mut RgbImage, masks: &[In<SketchPx, Polygon>]) {
    for mask in masks {
        let ring = mask.geometry().exterior();
        fill(upright, &[ring], |_, _, _| Some(MASKED));
        line(upright, ring, Pen { rgb: MASKED, width: SPREAD_PX, dashes: &[] });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use geo::polygon;
    use image::Rgb;

    #[test]
    fn nothing_under_a_mask_is_left() {
        let mut paper = RgbImage::from_fn(100, 80, |x, y| Rgb([x as u8, y as u8, 7]));
        let before = paper.clone();
        let ring = polygon![(x: 30.0, y: 30.0), (x: 60.5, y: 30.0), (x: 60.5, y: 50.0), (x: 30.0, y: 50.0)];
        mask(&mut paper, &[In::claim(ring)]);
        for (x, y, pixel) in paper.enumerate_pixels() {
            let (cx, cy) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            let beyond = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
            let off = beyond(cx, 30.0, 60.5).hypot(beyond(cy, 30.0, 50.0));
            assert!(off > 7.0 || pixel.0 == MASKED, "{x} {y}");
            assert!(off < 9.5 || pixel == before.get_pixel(x, y), "{x} {y}");
        }
        assert_eq!(image::load_from_memory(&copy(&paper).unwrap()).unwrap().to_rgb8().dimensions(), (100, 80));
    }
}
