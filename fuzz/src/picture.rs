//! The image door.

use crate::answer::tells;
use crate::sheets::trace_and_judge;
use image::RgbImage;
use locus_sketch::{Scan, ScanError, decode, inspect, limits};

/// The longest side of a picture that is traced as well, pixels: larger ones cost time and teach nothing new.
const TRACED_SIDE: u32 = 400;

/// The header says yes or no; the pixels are what the header says; what can be decoded can be given to the tracing.
pub fn image(bytes: &[u8]) {
    let header = inspect(bytes);
    let pixels = decode(bytes);
    match (&header, &pixels) {
        (Ok(scan), Ok(image)) => as_announced(scan, image),
        (Err(_), Ok(_)) => panic!("decoded, although its header was refused"),
        (_, Err(ScanError { found, expected, remedy })) => tells(found, expected, remedy),
    }
    if let Ok(image) = pixels
        && image.width().max(image.height()) <= TRACED_SIDE
    {
        trace_and_judge(&image);
    }
}

fn as_announced(scan: &Scan, image: &RgbImage) {
    assert_eq!([scan.width(), scan.height()], [image.width(), image.height()]);
    assert!(image.width().min(image.height()) > 0);
    assert!(image.width().max(image.height()) <= limits::MAX_SIDE_PX);
    assert!(u64::from(image.width()) * u64::from(image.height()) <= limits::MAX_AREA_PX);
    assert_eq!(image.as_raw().len(), 3 * image.width() as usize * image.height() as usize);
}
