//! The overlay as a picture.

use super::glyphs;
use super::paint::{Pen, fill, line, write};
use geo::{Coord, LineString};
use image::{Rgb, RgbImage};
use locus_model::{Form, Kind, Overlay, Verdict};

/// The scan (upright) with ink and elements drawn over it, and the legend on a strip added below: pixels above the strip
/// are those of the scan. Accepted, doubtful and dropped differ by colour and by pattern; doubtful areas are hatched.
pub fn picture(scan: &RgbImage, overlay: &Overlay) -> RgbImage {
    let unit = overlay.line_width_px();
    let strip = (18.0 * unit).round() as u32;
    let (width, height) = scan.dimensions();
    let mut image = RgbImage::from_pixel(width, height + strip, Rgb([255, 255, 255]));
    image::imageops::replace(&mut image, scan, 0, 0);
    let strokes = &overlay.drawing.strokes;
    // As in the SVG: areas below, then the ink, then what lies on them.
    for stroke in strokes.iter().filter(|stroke| stroke.kind.is_area()) {
        element(&mut image, stroke.shape.geometry(), stroke.kind, overlay.verdict(&stroke.id), unit);
    }
    for ink in overlay.ink {
        line(&mut image, ink.line.geometry(), pen(ink.verdict, 0.6 * unit));
    }
    for stroke in strokes.iter().filter(|stroke| !stroke.kind.is_area()) {
        element(&mut image, stroke.shape.geometry(), stroke.kind, overlay.verdict(&stroke.id), unit);
    }
    legend(&mut image, height, strip, unit);
    image
}

fn pen(verdict: Verdict, width: f64) -> Pen {
    Pen { rgb: verdict.rgb(), width, dashes: verdict.dashes() }
}

fn element(image: &mut RgbImage, form: &Form, kind: Kind, verdict: Verdict, unit: f64) {
    let width = if matches!(kind, Kind::Wall | Kind::Fence) { 1.5 * unit } else { unit };
    let pen = pen(verdict, width);
    match form {
        Form::Point(point) => {
            let (Coord { x, y }, r) = (point.0, 4.0 * unit);
            line(image, &LineString::from(vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)]), pen);
        }
        Form::Line(path) => line(image, path, pen),
        Form::Area(area) => {
            let rings: Vec<&LineString> = std::iter::once(area.exterior()).chain(area.interiors()).collect();
            if kind.is_area() {
                tint(image, &rings, verdict, unit);
            }
            rings.into_iter().for_each(|ring| line(image, ring, pen));
        }
    }
}

/// A light tint for accepted areas, hatching for others.
fn tint(image: &mut RgbImage, rings: &[&LineString], verdict: Verdict, unit: f64) {
    let rgb = verdict.rgb();
    let (period, width) = ((11.0 * unit) as u32, unit as u32);
    fill(image, rings, |x, y, before| match verdict {
        Verdict::Accepted => Some([0, 1, 2].map(|c| ((u32::from(before[c]) * 7 + u32::from(rgb[c])) / 8) as u8)),
        _ => ((x + y) % period.max(2) < width.max(1)).then_some(rgb),
    });
}

fn legend(image: &mut RgbImage, top: u32, strip: u32, unit: f64) {
    let middle = f64::from(top) + 0.5 * f64::from(strip);
    let size = ((1.1 * unit) as u32).max(1);
    for (i, verdict) in Verdict::ALL.into_iter().enumerate() {
        let left = (8.0 + 110.0 * i as f64) * unit;
        line(image, &LineString::from(vec![(left, middle), (left + 36.0 * unit, middle)]), pen(verdict, 1.5 * unit));
        let words_top = (middle - 0.5 * f64::from(glyphs::HEIGHT * size)) as u32;
        write(image, verdict.as_str(), [(left + 42.0 * unit) as u32, words_top], size);
    }
}
