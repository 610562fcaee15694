//! The tracing: sheets that are drawn as bytes say.

use crate::answer::tells;
use crate::drawings;
use arbitrary::Unstructured;
use image::{Rgb, RgbImage};
use locus_casefile::review::ScanFile;
use locus_model::Verdict;
use locus_sketch::review::{credit, merge, picture, proposed, report};
use locus_sketch::{Options, Proposal, Shape, trace};
use std::collections::BTreeSet;

/// The name of the scan that a proposal is written over.
const IMAGE: &str = "A01-1.jpg";

/// Traces a sheet of some size with pen lines, frames, discs, noise, ruling and a shadow.
pub fn tracing(bytes: &[u8]) {
    if let Ok(sheet) = sheet(&mut Unstructured::new(bytes)) {
        trace_and_judge(&sheet);
    }
}

/// A drawing as bytes say: the size, the paper, then one thing after another.
pub fn sheet(u: &mut Unstructured) -> arbitrary::Result<RgbImage> {
    let size: [u32; 2] = [u.int_in_range(90..=300)?, u.int_in_range(90..=300)?];
    let paper: [u8; 3] = u.arbitrary()?;
    let mut image = RgbImage::from_pixel(size[0], size[1], Rgb(paper));
    while !u.is_empty() {
        draw(&mut image, u)?;
    }
    Ok(image)
}

fn draw(image: &mut RgbImage, u: &mut Unstructured) -> arbitrary::Result<()> {
    let at = |u: &mut Unstructured| -> arbitrary::Result<[i32; 2]> {
        // 0 to 255 over the sheet, and a little beyond.
        let part: [u8; 2] = u.arbitrary()?;
        let [w, h] = [image.width(), image.height()].map(|v| v as i32);
        Ok([i32::from(part[0]) * w / 250, i32::from(part[1]) * h / 250])
    };
    let (what, ink): (u8, u8) = u.arbitrary()?;
    let ink = [ink / 3, ink, 255 - ink];
    match what % 7 {
        0 | 1 => {
            let (a, b) = (at(u)?, at(u)?);
            line(image, a, b, i32::from(what / 64), ink);
        }
        2 => {
            let (a, b) = (at(u)?, at(u)?);
            let corners = [a, [b[0], a[1]], b, [a[0], b[1]], a];
            corners.windows(2).for_each(|side| line(image, side[0], side[1], 1, ink));
        }
        3 => {
            let (middle, r) = (at(u)?, i32::from(what / 4));
            let inside = |dx: i32, dy: i32| dx * dx + dy * dy <= r * r;
            let round = (-r..=r).flat_map(|dy| (-r..=r).map(move |dx| (dx, dy))).filter(|(dx, dy)| inside(*dx, *dy));
            round.for_each(|(dx, dy)| put(image, middle[0] + dx, middle[1] + dy, ink));
        }
        4 => {
            let (low, step) = (at(u)?, 2 + i32::from(what / 7));
            for x in (low[0]..image.width() as i32).step_by(step as usize) {
                line(image, [x, 0], [x, image.height() as i32], 0, ink);
            }
        }
        5 => {
            let mut state = u32::from(u.arbitrary::<u16>()?) | 1;
            for pixel in image.pixels_mut() {
                // Marsaglia's xorshift (Journal of Statistical Software 8(14), 2003).
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                pixel.0 = pixel.0.map(|v| v.saturating_sub((state >> 24) as u8 & (what | 7)));
            }
        }
        _ => {
            let width = image.width();
            for (x, _, pixel) in image.enumerate_pixels_mut() {
                pixel.0 = pixel.0.map(|v| (u32::from(v) * (255 - u32::from(what) * x / width) / 255) as u8);
            }
        }
    }
    Ok(())
}

fn line(image: &mut RgbImage, a: [i32; 2], b: [i32; 2], reach: i32, ink: [u8; 3]) {
    let steps = (b[0] - a[0]).abs().max((b[1] - a[1]).abs()).max(1);
    for i in 0..=steps {
        let [x, y] = [0, 1].map(|k| a[k] + (b[k] - a[k]) * i / steps);
        for (dx, dy) in (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy))) {
            put(image, x + dx, y + dy, ink);
        }
    }
}

fn put(image: &mut RgbImage, x: i32, y: i32, ink: [u8; 3]) {
    if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
        && let Some(pixel) = image.get_pixel_mut_checked(x, y)
    {
        *pixel = Rgb(ink);
    }
}

/// A proposal lies on its picture, is the same the second time, and survives being written, read and merged.
pub fn trace_and_judge(image: &RgbImage) {
    match trace(image, &Options::default()) {
        Err(refusal) => tells(&refusal.found, &refusal.expected, &refusal.remedy),
        Ok(proposal) => {
            is_sound(&proposal, image);
            assert_eq!(trace(image, &Options::default()).as_ref(), Ok(&proposal), "traced again");
            survives(&proposal, image);
        }
    }
}

fn is_sound(proposal: &Proposal, image: &RgbImage) {
    let size = [image.width(), image.height()];
    assert_eq!(proposal.size, size);
    let slack = proposal.tolerance_px.max(1.0);
    let inside = |p: &[f64; 2]| {
        let on = |k: usize| (-slack..=f64::from(size[k]) + slack).contains(&p[k]);
        assert!(on(0) && on(1), "{p:?} is not on a picture of {size:?}");
    };
    for feature in &proposal.features {
        match &feature.shape {
            Shape::Point(p) => inside(p),
            Shape::Line(line) => {
                assert!(line.len() > 1, "{feature:?}");
                line.iter().for_each(inside);
            }
            Shape::Ring(ring) => {
                assert!(ring.len() > 2, "{feature:?}");
                ring.iter().for_each(inside);
            }
        }
        assert!((0.0..=1.0).contains(&feature.confidence), "{feature:?}");
        assert!(feature.state != Verdict::Dropped, "{feature:?}");
        assert!(feature.ink.iter().all(|stroke| *stroke < proposal.strokes.len()), "{feature:?}");
    }
    let ids: BTreeSet<&str> = proposal.features.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(ids.len(), proposal.features.len(), "ids are unique");
    proposal.strokes.iter().flat_map(|stroke| &stroke.line).for_each(inside);
    proposal.page.outline.iter().for_each(|p| assert!(p.iter().all(|v| v.is_finite())));
    let ink = proposal.ink;
    for figure in [ink.contrast, ink.darkness, ink.coverage, ink.stroke_width_px, proposal.tolerance_px] {
        assert!(figure.is_finite() && figure >= 0.0, "{ink:?}");
    }
}

fn survives(proposal: &Proposal, image: &RgbImage) {
    let proposed = proposed(proposal, IMAGE);
    let drawing = &proposed.drawing;
    drawings::returns(&proposed.overlay(), ScanFile { name: IMAGE, size: proposal.size });
    assert_eq!(credit(drawing, drawing, "Investigator"), *drawing, "nobody changed anything");
    let merged = merge(drawing, drawing, drawing);
    assert_eq!(merged.conflicts, [], "nobody disagrees");
    assert_eq!(picture(image, &proposed.overlay()).width(), image.width());
    assert!(!report(proposal, &proposed).to_string().contains("NaN"));
}
