//! The picture on which the tracing works: the scan, averaged down by a whole factor where it is large.

use super::grid::Grid;
use image::RgbImage;
use rayon::prelude::*;

/// Longest side of the working picture, pixels. An A4 sheet then has nine pixels a millimetre: a fine pen line is
/// two to four pixels wide, enough for a centre line to a fraction of a pixel.
const LONGEST_SIDE: u32 = 2600;

/// The scan in fewer pixels.
pub struct Reduced {
    /// Scan pixels to one working pixel, along a side.
    pub factor: usize,
    /// Red, green and blue, 0 to 255.
    pub rgb: Grid<[u8; 3]>,
}

/// Averages blocks of `factor` by `factor` pixels. Pixels beyond the last whole block are left out.
pub fn reduce(scan: &RgbImage) -> Reduced {
    let longest = scan.width().max(scan.height());
    let factor = longest.div_ceil(LONGEST_SIDE).max(1) as usize;
    let (width, height) = (scan.width() as usize / factor, scan.height() as usize / factor);
    let mut rgb = Grid::filled(width, height, [255u8; 3]);
    let (samples, stride) = (scan.as_raw(), 3 * scan.width() as usize);
    rgb.data.par_chunks_mut(width.max(1)).enumerate().for_each(|(y, row)| {
        let mut sums = vec![0u32; 3 * width];
        for line in samples[y * factor * stride..].chunks(stride).take(factor) {
            for (sum, pixels) in sums.chunks_exact_mut(3).zip(line.chunks_exact(3 * factor)) {
                for pixel in pixels.chunks_exact(3) {
                    sum.iter_mut().zip(pixel).for_each(|(s, &v)| *s += u32::from(v));
                }
            }
        }
        let area = (factor * factor) as u32;
        for (out, sum) in row.iter_mut().zip(sums.chunks_exact(3)) {
            *out = [0, 1, 2].map(|c| ((sum[c] + area / 2) / area) as u8);
        }
    });
    Reduced { factor, rgb }
}
