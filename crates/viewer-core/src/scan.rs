//! The scans of sheets: opened from the case, and cut around what a witness drew.

use crate::published::{Published, sha256};
use crate::refusal::Refusal;
use image::{DynamicImage, Rgba, RgbaImage};
use locus_publish::BundleSheet;

/// Opens the scan of a sheet, upright.
///
/// # Errors
/// [`Refusal`] where the published folder stands apart from its case, where the sheet names no file, a file outside the
/// case, or a link; where the file is not the one recorded (SHA-256, where the case has it; size in any case), or no
/// picture within the limits of a scan.
pub fn load(published: &Published, sheet: &BundleSheet) -> Result<RgbaImage, Refusal> {
    let name = format!("scan of sheet \"{}\"", sheet.id);
    let Some(image) = &sheet.image else {
        return Err(Refusal::new(
            name,
            "no file name",
            "the scan's file",
            "record `image` in the case and reconstruct",
        ));
    };
    let Some(case) = &published.case_folder else {
        let remedy = "open the facility folder instead of a copy of its published folder";
        return Err(Refusal::new(
            name,
            "a published folder without its case",
            format!("\"{image}\" in the case"),
            remedy,
        ));
    };
    let limit = locus_sketch::limits::MAX_FILE_BYTES as u64;
    let bytes = locus_casefile::read_bytes(case, image, limit)
        .map_err(|mistake| Refusal::new(&name, mistake.found, mistake.expected, mistake.remedy))?;
    recorded(image, &bytes, sheet).map_err(|refusal| refusal.within(case))?;
    let rgb = locus_sketch::decode(&bytes)
        .map_err(|error| Refusal::new(image, error.found, error.expected, error.remedy).within(case))?;
    Ok(DynamicImage::ImageRgb8(rgb).into_rgba8())
}

/// Refuses another file than the one the plan was made from.
fn recorded(image: &str, bytes: &[u8], sheet: &BundleSheet) -> Result<(), Refusal> {
    let remedy = "put the original scan back, or reconstruct the facility with this one";
    if let Some(recorded) = &sheet.image_sha256 {
        let is = sha256(bytes);
        if is != *recorded {
            let found = format!("another file than the sheet was read from (its SHA-256 is {is})");
            return Err(Refusal::new(image, found, format!("SHA-256 {recorded}"), remedy));
        }
    }
    let header =
        locus_sketch::inspect(bytes).map_err(|error| Refusal::new(image, error.found, error.expected, error.remedy))?;
    let is = [header.width(), header.height()].map(f64::from);
    match sheet.size_px {
        Some(size) if size != is => {
            let found = format!("a picture of {} x {} pixels", is[0], is[1]);
            Err(Refusal::new(image, found, format!("{} x {}, as its strokes were read from", size[0], size[1]), remedy))
        }
        _ => Ok(()),
    }
}

/// Surroundings of what is marked, as a part of its longer side.
const MARGIN: f64 = 0.5;
/// Least surroundings, pixels of the scan.
const MARGIN_PX: f64 = 60.0;
/// Inside this distance the paper is tinted as with a marker pen, so that the ink stays what is darkest; pixels.
const TINT_PX: f32 = 4.0;
/// Up to this distance runs the line around it, and then a light one that shows on dark paper.
const LINE_PX: f32 = 5.5;
const HALO_PX: f32 = 7.0;
/// Okabe-Ito yellow, multiplied with the paper.
const TINT: [u8; 3] = [0xF0, 0xE4, 0x42];
/// Okabe-Ito vermillion.
const LINE: [u8; 3] = [0xD5, 0x5E, 0x00];
const HALO: [u8; 3] = [0xFF, 0xFF, 0xFF];

/// Cuts out what is marked (lines in pixels of the scan, as published) with its surroundings, reduced to `longest_px`,
/// and marks it without covering the ink. Without anything on the scan to mark: the whole scan, reduced.
pub fn crop(scan: &RgbaImage, marked: &[Vec<[f64; 2]>], longest_px: u32) -> RgbaImage {
    let window = Window::around(scan, marked);
    let cut = image::imageops::crop_imm(scan, window.x, window.y, window.width, window.height).to_image();
    let longest = window.width.max(window.height);
    let scale = (f64::from(longest_px.max(1)) / f64::from(longest.max(1))).min(1.0);
    let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    let (width, height) = (side(window.width), side(window.height));
    let mut picture = if scale < 1.0 { image::imageops::thumbnail(&cut, width, height) } else { cut };
    let carry =
        |[x, y]: &[f64; 2]| [((x - f64::from(window.x)) * scale) as f32, ((y - f64::from(window.y)) * scale) as f32];
    let lines: Vec<Vec<[f32; 2]>> = marked.iter().map(|line| line.iter().map(carry).collect()).collect();
    mark(&mut picture, &distances(&lines, width, height));
    picture
}

/// A part of a scan, pixels.
struct Window {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

impl Window {
    fn around(scan: &RgbaImage, marked: &[Vec<[f64; 2]>]) -> Self {
        let points = || marked.iter().flatten().filter(|point| point.iter().all(|c| c.is_finite()));
        let bounds = |axis: usize| {
            let span = |(low, high): (f64, f64), point: &[f64; 2]| (low.min(point[axis]), high.max(point[axis]));
            points().fold((f64::INFINITY, f64::NEG_INFINITY), span)
        };
        let ([left, right], [top, bottom]) = (<[f64; 2]>::from(bounds(0)), <[f64; 2]>::from(bounds(1)));
        let margin = (MARGIN * (right - left).max(bottom - top)).max(MARGIN_PX);
        let span = |low: f64, high: f64, size: u32| {
            let low = (low - margin).floor().clamp(0.0, f64::from(size)) as u32;
            let high = (high + margin).ceil().clamp(0.0, f64::from(size)) as u32;
            (low < high).then(|| (low, high - low))
        };
        match (span(left, right, scan.width()), span(top, bottom, scan.height())) {
            (Some((x, width)), Some((y, height))) => Self { x, y, width, height },
            _ => Self { x: 0, y: 0, width: scan.width(), height: scan.height() },
        }
    }
}

/// Of every pixel, row by row, the distance of its middle from the nearest line; infinite beyond [`HALO_PX`].
fn distances(lines: &[Vec<[f32; 2]>], width: u32, height: u32) -> Vec<f32> {
    let mut nearest = vec![f32::INFINITY; width as usize * height as usize];
    for line in lines {
        // A spot is a line from itself to itself.
        let ends = line.iter().skip(1).chain(line.last().filter(|_| line.len() == 1));
        for (a, b) in line.iter().zip(ends) {
            let reach = |axis: usize, size: u32| {
                let low = (a[axis].min(b[axis]) - HALO_PX - 1.0).max(0.0) as u32;
                let high = (a[axis].max(b[axis]) + HALO_PX + 1.0).clamp(0.0, size as f32) as u32;
                low..high
            };
            for y in reach(1, height) {
                for x in reach(0, width) {
                    let at = &mut nearest[y as usize * width as usize + x as usize];
                    *at = at.min(distance([x as f32 + 0.5, y as f32 + 0.5], *a, *b));
                }
            }
        }
    }
    nearest
}

/// Distance of a point from a segment.
fn distance(p: [f32; 2], a: [f32; 2], b: [f32; 2]) -> f32 {
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
}

fn mark(picture: &mut RgbaImage, nearest: &[f32]) {
    for (pixel, distance) in picture.pixels_mut().zip(nearest) {
        let Rgba([red, green, blue, alpha]) = *pixel;
        let paper = [red, green, blue];
        let [red, green, blue] = match *distance {
            d if d <= TINT_PX => std::array::from_fn(|i| (u16::from(paper[i]) * u16::from(TINT[i]) / 255) as u8),
            d if d <= LINE_PX => LINE,
            d if d <= HALO_PX => HALO,
            _ => paper,
        };
        *pixel = Rgba([red, green, blue, alpha]);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// A sheet with one line of ink, (20, 60) to (180, 60), two pixels wide.
    fn sheet() -> RgbaImage {
        RgbaImage::from_fn(400, 300, |x, y| {
            let ink = (20..180).contains(&x) && (59..61).contains(&y);
            if ink { Rgba([20, 20, 40, 255]) } else { Rgba([245, 245, 240, 255]) }
        })
    }

    fn stroke() -> Vec<Vec<[f64; 2]>> {
        vec![vec![[20.0, 60.0], [180.0, 60.0]]]
    }

    #[test]
    fn the_ink_stays_the_darkest_under_its_mark() {
        let crop = crop(&sheet(), &stroke(), 1000);
        // 160 pixels long, 80 around it, as far as the paper reaches.
        assert_eq!(crop.dimensions(), (180 + 80, 60 + 80));
        let column: Vec<[u8; 4]> = (0..crop.height()).map(|y| crop.get_pixel(100, y).0).collect();
        let light = |c: &[u8; 4]| c[..3].iter().map(|v| u32::from(*v)).sum::<u32>();
        let darkest = (0..column.len()).min_by_key(|y| light(&column[*y])).unwrap();
        assert!((59..61).contains(&darkest), "{darkest}");
        assert_eq!(column[54][..3], LINE);
        assert_eq!(column[53][..3], HALO);
        assert_eq!(column[50], [245, 245, 240, 255]);
        assert_eq!(column[57][2], (240 * u16::from(TINT[2]) / 255) as u8);
    }

    #[test]
    fn a_crop_is_reduced_to_what_was_asked_for() {
        let small = crop(&sheet(), &stroke(), 100);
        assert_eq!(small.dimensions(), (100, 54));
        // Row 60 of the scan is now row 23.1.
        assert_eq!(small.get_pixel(38, 18).0[..3], LINE);
        assert_eq!(crop(&sheet(), &[], 200).dimensions(), (200, 150));
        assert_eq!(crop(&sheet(), &[vec![[9e9, 9e9]]], 0).dimensions(), (1, 1));
    }

    #[test]
    fn a_spot_is_marked_by_a_ring() {
        let crop = crop(&sheet(), &[vec![[300.0, 200.0]]], 500);
        assert_eq!(crop.dimensions(), (120, 120));
        assert_eq!([crop.get_pixel(60, 55).0, crop.get_pixel(64, 60).0].map(|c| [c[0], c[1], c[2]]), [LINE; 2]);
    }

    fn odd() -> impl Strategy<Value = f64> {
        prop_oneof![-500.0..900.0f64, any::<f64>()]
    }

    proptest! {
        #[test]
        fn any_mark_on_any_scan_gives_a_picture(
            marked in prop::collection::vec(prop::collection::vec([odd(), odd()], 0..4), 0..3), longest in 0..300u32,
        ) {
            let crop = crop(&sheet(), &marked, longest);
            prop_assert!(crop.width().max(crop.height()) <= longest.max(1) && crop.width().min(crop.height()) >= 1);
        }
    }
}
