//! First inputs: the project's own files, and small things made here.

use crate::drawings::{IMAGE, SCAN};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use locus_casefile::review::{geojson, read_trace, svg};
use locus_model::Overlay;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

/// Two rooms, small enough for a corpus.
fn small_plan() -> DynamicImage {
    let mut image = RgbImage::from_pixel(160, 120, Rgb([240, 238, 230]));
    let ink = Rgb([30, 30, 40]);
    for x in 20..140 {
        [20, 21, 98, 99].into_iter().for_each(|y| image.put_pixel(x, y, ink));
    }
    for y in 20..100 {
        [20, 21, 80, 81, 138, 139].into_iter().for_each(|x| image.put_pixel(x, y, ink));
    }
    DynamicImage::ImageRgb8(image)
}

/// A picture in every format and in several kinds of pixels.
pub fn images() -> Vec<Vec<u8>> {
    let plan = small_plan();
    // Too small to be traced: what is asked here is the decoders.
    let part = plan.crop_imm(10, 10, 60, 40);
    let kinds = [
        (plan, ImageFormat::Png),
        (part.clone(), ImageFormat::Png),
        (part.to_luma8().into(), ImageFormat::Png),
        (part.to_rgba16().into(), ImageFormat::Png),
        (part.clone(), ImageFormat::Jpeg),
        (part.to_luma8().into(), ImageFormat::Jpeg),
        (part.to_luma8().into(), ImageFormat::Tiff),
        (part.to_luma16().into(), ImageFormat::Tiff),
        (part, ImageFormat::Tiff),
    ];
    let encoded = |(image, format): &(DynamicImage, ImageFormat)| {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, *format).ok().map(|()| bytes.into_inner())
    };
    let mut all: Vec<Vec<u8>> = kinds.iter().filter_map(encoded).collect();
    let turned: Vec<Vec<u8>> = all.iter().filter(|bytes| bytes.starts_with(&[0xff, 0xd8])).map(|b| turned(b)).collect();
    all.extend(turned);
    all
}

/// A JPEG with an EXIF block that turns it by a quarter and points to a GPS directory (EXIF 2.32, section 4.6).
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// Sheets: a frame with a wall and a door, hatching, text-like marks, noise, a shadow.
pub fn sheets() -> Vec<Vec<u8>> {
    let size = [200, 150, 240, 238, 230];
    let frame = [2, 40, 30, 30, 200, 210];
    let wall = [64, 40, 120, 30, 120, 100];
    let wall_on = [64, 40, 120, 140, 120, 210];
    let shadow = [6, 90];
    let noise = [5, 3, 17, 9];
    let disc = [3 + 7 * 5, 20, 60, 60];
    let ruling = [4 + 7 * 9, 200, 3, 3];
    let of = |things: &[&[u8]]| [&size[..], &things.concat()].concat();
    vec![
        of(&[&frame, &wall, &wall_on]),
        of(&[&frame, &wall, &shadow]),
        of(&[&frame, &disc, &noise]),
        of(&[&ruling, &frame]),
        of(&[&noise]),
        of(&[]),
    ]
}

/// The traces of the example, with the name of the scan that the targets know.
pub fn trace_files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../facilities/example-compound/sketches");
    let text = |sheet: &str| std::fs::read_to_string(folder.join(format!("{sheet}.trace.geojson"))).ok();
    let renamed = |sheet: &&str| Some(text(sheet)?.replace(&format!("{sheet}.jpg"), IMAGE).into_bytes());
    ["A01-1", "A02-1", "A03-1", "A05-1"].iter().filter_map(renamed).chain([small_trace()]).collect()
}

fn small_trace() -> Vec<u8> {
    let element = |id: &str, kind: &str, form: &str, at: &str| {
        format!(
            "{{\"type\": \"Feature\", \"properties\": {{\"id\": \"{id}\", \"kind\": \"{kind}\"}}, \"geometry\": \
             {{\"type\": \"{form}\", \"coordinates\": {at}}}}}"
        )
    };
    let all = [
        element("w", "wall", "LineString", "[[1, 2], [30.5, 2]]"),
        element("r", "room", "Polygon", "[[[1, 2], [9, 2], [9, 8], [1, 2]]]"),
        element("t", "tower", "Point", "[5, 6]"),
    ];
    format!(
        "{{\"type\": \"FeatureCollection\", \"space\": \"sketch-px\", \"image\": \"{IMAGE}\", \"traced_by\": \
         \"investigator\",\n\"features\": [\n{}]}}",
        all.join(",\n")
    )
    .into_bytes()
}

/// The same drawings as SVG.
pub fn svgs() -> Vec<Vec<u8>> {
    let read = |bytes: &Vec<u8>| read_trace("seed.trace.geojson", bytes, IMAGE).ok();
    let drawn = |read: locus_casefile::review::ReadDrawing| {
        let overlay =
            Overlay { image: IMAGE, size: SCAN.size, drawing: &read.drawing, doubts: &BTreeMap::new(), ink: &[] };
        debug_assert!(!geojson(&read.drawing, IMAGE).is_empty());
        svg(&overlay, IMAGE).into_bytes()
    };
    trace_files().iter().filter_map(read).map(drawn).collect()
}

/// Bytes without a form, for what is made from bytes.
pub fn noise() -> Vec<Vec<u8>> {
    let byte = |seed: usize, i: usize| ((i * i * 31 + i * (seed * 2 + 7) + seed * 101) >> 2) as u8;
    (0..6).map(|seed| (0..400).map(|i| byte(seed, i)).collect()).collect()
}
