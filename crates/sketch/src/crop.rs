//! Cutting a piece out of a scan, for exhibits.

use crate::ScanError;
use geo::Rect;
use image::RgbImage;
use locus_model::{In, SketchPx};

/// A piece of a scan, pixel for pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crop {
    /// The pixels.
    pub image: RgbImage,
    /// The scan's pixel at the upper-left corner of the piece.
    pub origin: [u32; 2],
}

/// Cuts out the box and `margin_px` pixels around it, whole pixels, as far as the scan reaches. Refuses a box that lies
/// outside the scan or is not finite.
pub fn crop(scan: &RgbImage, bounds: &In<SketchPx, Rect>, margin_px: f64) -> Result<Crop, ScanError> {
    let (min, max) = (bounds.geometry().min(), bounds.geometry().max());
    let span = |low: f64, high: f64, size: u32| {
        let low = (low - margin_px).floor().max(0.0);
        let high = (high + margin_px).ceil().min(f64::from(size));
        (low < high).then_some((low as u32, (high - low) as u32))
    };
    let finite = [min.x, min.y, max.x, max.y, margin_px].iter().all(|v| v.is_finite()) && margin_px >= 0.0;
    let spans = finite.then(|| Some((span(min.x, max.x, scan.width())?, span(min.y, max.y, scan.height())?))).flatten();
    let Some(((x, width), (y, height))) = spans else {
        let found = format!("a box from {:?} to {:?}", min.x_y(), max.x_y());
        let expected = format!("a box on the scan of {} x {} pixels", scan.width(), scan.height());
        return Err(ScanError::new(found, expected, "check the coordinates of the element"));
    };
    Ok(Crop { image: image::imageops::crop_imm(scan, x, y, width, height).to_image(), origin: [x, y] })
}
