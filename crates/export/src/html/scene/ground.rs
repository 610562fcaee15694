//! The ground with its image.

use super::packed::text;
use crate::{ExportError, Facility};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{DynamicImage, RgbaImage};
use serde_json::{Value, json};

/// Longest side of the ground's image in the page, pixels.
const SIDE_PX: u32 = 2048;
/// JPEG quality: the image is a backdrop, and what is measured is measured in the original.
const QUALITY: u8 = 85;

/// Triangles, places in the image, and the image; null without ground.
pub fn json(facility: &Facility) -> Result<Value, ExportError> {
    let Some(ground) = &facility.published.model.ground else { return Ok(Value::Null) };
    let image = data_uri(&ground.image)?;
    Ok(json!({"positions": ground.positions, "uvs": ground.uvs, "indices": ground.indices, "image": image}))
}

fn data_uri(image: &RgbaImage) -> Result<String, ExportError> {
    let longest = image.width().max(image.height());
    let reduced = (longest > SIDE_PX).then(|| {
        let size = [image.width(), image.height()].map(|side| (side * SIDE_PX / longest).max(1));
        resize(image, size[0], size[1], FilterType::Triangle)
    });
    jpeg_uri(reduced.as_ref().unwrap_or(image), QUALITY)
}

/// An opaque image as a JPEG in an address of its own.
pub fn jpeg_uri(image: &RgbaImage, quality: u8) -> Result<String, ExportError> {
    let mut bytes = Vec::new();
    let rgb = DynamicImage::ImageRgba8(image.clone()).into_rgb8();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&rgb)
        .map_err(|e| ExportError::compose("html", e))?;
    Ok(format!("data:image/jpeg;base64,{}", text(&bytes)))
}
