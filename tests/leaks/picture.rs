//! Scans with secrets wherever a picture file has room for one, and an orientation that must be obeyed.

use crate::case::WITHHELD;
use crate::secret::{Canary, Seeds, What};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops};
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// What a scan looks like upright: wide, and of another colour in each corner.
const SIZE: (u32, u32) = (1300, 1240);
const CORNERS: [[u8; 3]; 4] = [[200, 30, 30], [30, 160, 30], [30, 30, 200], [120, 120, 120]];

/// The ending of the name of a picture.
pub fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ["jpg", "png"].contains(ending))
}

/// A scan of that name, and what was planted in it.
pub fn scan(seeds: &Seeds, name: &str) -> (Vec<u8>, Vec<Canary>) {
    let withheld = WITHHELD.contains(&name);
    let word = |at: &str| seeds.word(at, name);
    let drawn = upright(&seeds.draw("scan:pixels", name));
    let (bytes, fields) = match ending(name) {
        Some("png") => (png(&word, &drawn), &PNG[..]),
        _ => (jpeg(&word, &drawn), &JPEG[..]),
    };
    let canary = |field: &str, what| Canary { field: field.into(), what, withheld };
    let text = |field: &&str| canary(field, What::Text { word: word(field), value: word(field) });
    let mut canaries: Vec<Canary> = fields.iter().map(text).collect();
    canaries.push(canary("scan:sha256", What::Hash(Sha256::digest(&bytes).into())));
    (bytes, canaries)
}

const JPEG: [&str; 7] = [
    "scan:exif.artist",
    "scan:exif.maker-note",
    "scan:exif.gps",
    "scan:exif.thumbnail",
    "scan:xmp",
    "scan:comment",
    "scan:after-the-end",
];
const PNG: [&str; 4] = ["scan:exif.artist", "scan:xmp", "scan:text-chunk", "scan:after-the-end"];

/// The scan; in its middle a pattern that is drawn for it.
fn upright(pattern: &[u8; 32]) -> RgbImage {
    let (w, h) = SIZE;
    let middle = |x: u32, y: u32| pattern[(x / 40 + y / 40 * 7) as usize % 32];
    RgbImage::from_fn(w, h, |x, y| {
        let near = |v, of| v < of / 8 || v >= of - of / 8;
        let corner = usize::from(x > w / 2) + 2 * usize::from(y > h / 2);
        match (near(x, w), near(y, h)) {
            (true, true) => Rgb(CORNERS[corner]),
            (false, false) => Rgb([middle(x, y); 3]),
            _ => Rgb([250; 3]),
        }
    })
}

/// Whether a picture shows the scan upright, whatever its size.
pub fn is_upright(bytes: &[u8]) -> bool {
    let shown = image::load_from_memory(bytes).unwrap().to_rgb8();
    let (w, h) = shown.dimensions();
    let at = |right: bool, low: bool| {
        shown.get_pixel(if right { w - w / 20 } else { w / 20 }, if low { h - h / 20 } else { h / 20 }).0
    };
    let close = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 30);
    let corners = [(false, false), (true, false), (false, true), (true, true)];
    w > h && corners.iter().zip(CORNERS).all(|((right, low), colour)| close(at(*right, *low), colour))
}

/// Whether the part that the sheet masks (`tests/leaks/case/sketches/S1.toml`) shows nothing of what lay there.
pub fn is_masked(bytes: &[u8]) -> bool {
    let shown = image::load_from_memory(bytes).unwrap().to_rgb8();
    let at = |x: u32| shown.get_pixel(x * shown.width() / SIZE.0, 20).0;
    at(150) == at(160) && at(150)[0].abs_diff(CORNERS[0][0]) > 30
}

/// What a picture holds besides its pixels: kinds of segments or chunks, bytes behind its end.
pub fn metadata(bytes: &[u8]) -> Vec<String> {
    if bytes.starts_with(&[0xFF, 0xD8]) { metadata_of_jpeg(bytes) } else { metadata_of_png(bytes) }
}

fn metadata_of_jpeg(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 2;
    while bytes[at + 1] != 0xDA {
        // Tables, frame and the plain header that every reader expects.
        if !matches!(bytes[at + 1], 0xC0..=0xC4 | 0xDB | 0xDD) && bytes[at + 4..at + 9] != *b"JFIF\0" {
            found.push(format!("segment {:x}", bytes[at + 1]));
        }
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    }
    let end = at + bytes[at..].windows(2).position(|pair| pair == [0xFF, 0xD9]).unwrap() + 2;
    if end < bytes.len() {
        found.push(format!("{} bytes behind the end", bytes.len() - end));
    }
    found
}

fn metadata_of_png(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 8;
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let kind = String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned();
        at += 12 + length;
        if kind == "IEND" && at < bytes.len() {
            found.push(format!("{} bytes behind the end", bytes.len() - at));
            break;
        }
        if !["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].contains(&kind.as_str()) {
            found.push(format!("chunk {kind}"));
        }
    }
    found
}

fn encoded(picture: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Stored as a camera does that was held sideways (orientation 6: to be turned clockwise).
fn jpeg(word: &dyn Fn(&str) -> String, drawn: &RgbImage) -> Vec<u8> {
    let picture = encoded(imageops::rotate270(drawn), ImageFormat::Jpeg);
    let thumbnail = segments(
        &encoded(RgbImage::from_pixel(8, 8, Rgb([1, 2, 3])), ImageFormat::Jpeg),
        &[(0xFE, word("scan:exif.thumbnail").into_bytes())],
    );
    let exif = [b"Exif\0\0".to_vec(), exif(word, 6, &thumbnail)].concat();
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{}</x:xmpmeta>", word("scan:xmp"));
    let mut bytes =
        segments(&picture, &[(0xE1, exif), (0xE1, xmp.into_bytes()), (0xFE, word("scan:comment").into_bytes())]);
    bytes.extend(word("scan:after-the-end").into_bytes());
    bytes
}

/// Puts segments after the beginning of a JPEG.
pub fn segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, content) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(content);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

fn png(word: &dyn Fn(&str) -> String, drawn: &RgbImage) -> Vec<u8> {
    let exif = exif(&|at| if at == "scan:exif.artist" { word(at) } else { String::new() }, 1, &[]);
    let xmp = format!("XML:com.adobe.xmp\0\0\0\0\0{}", word("scan:xmp"));
    let text = format!("Author\0{}", word("scan:text-chunk"));
    let picture = encoded(drawn.clone(), ImageFormat::Png);
    let mut bytes = chunks(&picture, &[(*b"eXIf", exif), (*b"iTXt", xmp.into_bytes()), (*b"tEXt", text.into_bytes())]);
    bytes.extend(word("scan:after-the-end").into_bytes());
    bytes
}

/// Puts chunks after the header of a PNG.
pub fn chunks(png: &[u8], chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    const HEADER_END: usize = 33;
    let mut bytes = png[..HEADER_END].to_vec();
    for (kind, content) in chunks {
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        let named = [&kind[..], content].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&named);
        bytes.extend(named);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes.extend(&png[HEADER_END..]);
    bytes
}

/// EXIF as TIFF: artist, orientation, a maker note, a place name among the GPS tags, and a thumbnail after it all.
fn exif(word: &dyn Fn(&str) -> String, orientation: u16, thumbnail: &[u8]) -> Vec<u8> {
    let blobs = [word("scan:exif.artist"), word("scan:exif.maker-note"), word("scan:exif.gps")].map(String::into_bytes);
    let thumbnail = thumbnail.to_vec();
    // Directory 0 (orientation, artist, EXIF, GPS), the EXIF and GPS directories, directory 1 (thumbnail), the blobs.
    let sizes = [4, 1, 1, 2].map(|entries| 2 + 12 * entries + 4);
    let starts: Vec<usize> = (0..=4).map(|i| 8 + sizes[..i].iter().sum::<usize>()).collect();
    let places: Vec<usize> = (0..4).map(|i| starts[4] + blobs[..i].iter().map(Vec::len).sum::<usize>()).collect();
    let long = |tag: u16, value: usize| (tag, 4u16, 1, value);
    let blob = |tag: u16, kind: u16, i: usize| (tag, kind, blobs[i].len(), places[i]);
    let directories = [
        vec![
            (0x0112, 3, 1, usize::from(orientation)),
            blob(0x013B, 2, 0),
            long(0x8769, starts[1]),
            long(0x8825, starts[2]),
        ],
        vec![blob(0x927C, 7, 1)],
        vec![blob(0x001C, 7, 2)],
        vec![long(0x0201, places[3]), long(0x0202, thumbnail.len())],
    ];
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    for (i, directory) in directories.iter().enumerate() {
        bytes.extend(u16::try_from(directory.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in directory {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(u32::try_from(*count).unwrap().to_le_bytes());
            bytes.extend(u32::try_from(*value).unwrap().to_le_bytes());
        }
        let next = if i == 0 { starts[3] } else { 0 };
        bytes.extend(u32::try_from(next).unwrap().to_le_bytes());
    }
    bytes.extend(blobs.concat());
    bytes.extend(thumbnail);
    bytes
}
