//! Lines, hatching and letters on pixels.

use super::glyphs;
use geo::{Coord, LineString};
use image::{Rgb, RgbImage};

/// A pen: colour, width in pixels, and its pattern in widths (see [`locus_model::Verdict::dashes`]).
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    pub rgb: [u8; 3],
    pub width: f64,
    pub dashes: &'static [f64],
}

impl Pen {
    /// Whether the pattern has ink at this distance (pixels) from the line's beginning.
    fn writes(&self, at: f64) -> bool {
        let period: f64 = self.dashes.iter().sum::<f64>() * self.width;
        if period <= 0.0 {
            return true;
        }
        let mut rest = at % period;
        for (i, dash) in self.dashes.iter().enumerate() {
            if rest < dash * self.width {
                return i % 2 == 0;
            }
            rest -= dash * self.width;
        }
        true
    }
}

/// Draws a line with round ends.
pub(crate) fn line(image: &mut RgbImage, line: &LineString, pen: Pen) {
    let mut from_start = 0.0;
    if let [only] = line.0.as_slice() {
        dot(image, *only, pen);
    }
    for part in line.lines() {
        let length = part.dx().hypot(part.dy());
        // Half a pixel between the dots of the pen leaves no gap.
        let steps = (2.0 * length).ceil().max(1.0) as usize;
        for i in 0..=steps {
            let t = i as f64 / steps as f64;
            if pen.writes(from_start + t * length) {
                dot(image, part.start + (part.end - part.start) * t, pen);
            }
        }
        from_start += length;
    }
}

fn dot(image: &mut RgbImage, at: Coord, pen: Pen) {
    let radius = 0.5 * pen.width.max(1.0);
    let rows = span(at.y - radius, at.y + radius, image.height());
    let columns = span(at.x - radius, at.x + radius, image.width());
    for y in rows {
        for x in columns.clone() {
            let (dx, dy) = (f64::from(x) + 0.5 - at.x, f64::from(y) + 0.5 - at.y);
            if dx * dx + dy * dy <= radius * radius + 0.25 {
                image.put_pixel(x, y, Rgb(pen.rgb));
            }
        }
    }
}

/// The pixels between two coordinates, as far as there are any.
fn span(low: f64, high: f64, size: u32) -> std::ops::Range<u32> {
    let clamp = |v: f64| v.clamp(0.0, f64::from(size)) as u32;
    clamp(low.floor())..clamp(high.ceil())
}

/// Colours the pixels inside the rings (even-odd) with `ink`, which gives the new colour of a pixel, or none.
pub(crate) fn fill(image: &mut RgbImage, rings: &[&LineString], ink: impl Fn(u32, u32, [u8; 3]) -> Option<[u8; 3]>) {
    let ys = || rings.iter().flat_map(|ring| ring.0.iter().map(|at| at.y));
    let (low, high) = (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max));
    for y in span(low, high, image.height()) {
        let middle = f64::from(y) + 0.5;
        let mut crossings: Vec<f64> = rings
            .iter()
            .flat_map(|ring| ring.lines())
            .filter(|part| (part.start.y <= middle) != (part.end.y <= middle))
            .map(|part| part.start.x + (middle - part.start.y) / part.dy() * part.dx())
            .collect();
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            for x in span(pair[0] + 0.5, pair[1] - 0.5, image.width()) {
                let before = image.get_pixel(x, y).0;
                if let Some(after) = ink(x, y, before) {
                    image.put_pixel(x, y, Rgb(after));
                }
            }
        }
    }
}

/// Writes small letters, `size` pixels a dot, from their upper left corner.
pub(super) fn write(image: &mut RgbImage, words: &str, [left, top]: [u32; 2], size: u32) {
    for (n, letter) in (0u32..).zip(words.chars()) {
        for (row, bits) in (0u32..).zip(glyphs::rows(letter)) {
            for column in (0..5).filter(|column| bits >> (4 - column) & 1 == 1) {
                let (x, y) = (left + (n * glyphs::ADVANCE + column) * size, top + row * size);
                for (dx, dy) in (0..size).flat_map(|dy| (0..size).map(move |dx| (dx, dy))) {
                    if let Some(pixel) = image.get_pixel_mut_checked(x + dx, y + dy) {
                        *pixel = Rgb([0, 0, 0]);
                    }
                }
            }
        }
    }
}
