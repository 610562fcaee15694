//! Between the pixels as stored, the pixels as shown, and the page.

use crate::Scan;
use geo::Point;
use image::metadata::Orientation;
use locus_model::{In, SketchPlane, SketchPx, Transform};

/// Carries a point in the pixels *as stored* (x right, y down, origin at the outer corner of the first pixel) to the
/// pixels as shown. For programs that ignore the EXIF orientation: GDAL and the QGIS Georeferencer.
pub fn upright_px(scan: &Scan, [x, y]: [f64; 2]) -> In<SketchPx, Point> {
    let [width, height] = scan.stored.map(f64::from);
    let (x, y) = match scan.orientation {
        Orientation::NoTransforms => (x, y),
        Orientation::FlipHorizontal => (width - x, y),
        Orientation::Rotate180 => (width - x, height - y),
        Orientation::FlipVertical => (x, height - y),
        Orientation::Rotate90FlipH => (y, x),
        Orientation::Rotate90 => (height - y, x),
        Orientation::Rotate270FlipH => (height - y, width - x),
        Orientation::Rotate270 => (y, width - x),
    };
    In::claim(Point::new(x, y))
}

/// From pixels as shown (y down) to the page (width 1, y up, origin at the lower-left corner).
pub fn plane_from_px(scan: &Scan) -> Transform<SketchPx, SketchPlane> {
    let (width, height) = (f64::from(scan.width()), f64::from(scan.height()));
    Transform::new([1.0 / width, 0.0, 0.0, 0.0, -1.0 / width, height / width])
}
