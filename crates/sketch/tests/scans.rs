//! Scans: what is built here with known pixels, real drawings, and files made to break readers.
#![allow(clippy::unwrap_used)]

use geo::{Point, Rect, coord};
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use locus_model::In;
use locus_sketch::{crop, decode, inspect, plane_from_px, upright_px};
use proptest::prelude::*;
use std::path::PathBuf;

/// An EXIF block with an orientation and, if asked, a pointer to a GPS directory.
fn exif(orientation: u16, gps: bool) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    block.extend([1 + u8::from(gps), 0]);
    block.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0]);
    block.extend(orientation.to_le_bytes());
    block.extend([0, 0]);
    if gps {
        block.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    }
    block.extend([0; 4]);
    block
}

fn png(image: &RgbImage, block: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_exif_metadata(block).unwrap();
    encoder.write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

fn jpeg(image: &RgbImage, block: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(block).unwrap();
    encoder.write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// An uncompressed TIFF of one strip; `next` is the offset of a second page.
fn tiff(image: &RgbImage, orientation: u16, next: u32) -> Vec<u8> {
    let size = image.as_raw().len() as u32;
    let tags: [(u16, u16, u32); 10] = [
        (256, 3, image.width()),
        (257, 3, image.height()),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 2),
        (273, 4, 8),
        (274, 3, u32::from(orientation)),
        (277, 3, 3),
        (278, 3, image.height()),
        (279, 4, size),
    ];
    let mut bytes = b"II*\0".to_vec();
    bytes.extend((8 + size).to_le_bytes());
    bytes.extend(image.as_raw());
    bytes.extend((tags.len() as u16).to_le_bytes());
    for (tag, kind, value) in tags {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend(next.to_le_bytes());
    bytes
}

/// Every pixel different.
fn numbered(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 20 % 256) as u8, (y * 20 % 256) as u8, 77]))
}

/// Each stored pixel must be found, upright, where `upright_px` says.
fn pixels_agree(stored: &RgbImage, bytes: &[u8]) {
    let (scan, upright) = (inspect(bytes).unwrap(), decode(bytes).unwrap());
    assert_eq!(upright.dimensions(), (scan.width(), scan.height()));
    for (x, y, pixel) in stored.enumerate_pixels() {
        let at = upright_px(&scan, [f64::from(x) + 0.5, f64::from(y) + 0.5]);
        let (u, v) = (at.geometry().x().floor() as u32, at.geometry().y().floor() as u32);
        assert_eq!(upright.get_pixel(u, v), pixel, "orientation {} pixel {x} {y}", scan.orientation.to_exif());
    }
}

#[test]
fn every_orientation_is_turned_upright() {
    let stored = numbered(7, 4);
    for orientation in 1..=8u16 {
        for bytes in [png(&stored, exif(orientation, false)), tiff(&stored, orientation, 0)] {
            let scan = inspect(&bytes).unwrap();
            assert_eq!(u16::from(scan.orientation.to_exif()), orientation);
            assert_eq!(scan.stored, [7, 4]);
            assert_eq!([scan.width(), scan.height()], if orientation < 5 { [7, 4] } else { [4, 7] });
            pixels_agree(&stored, &bytes);
        }
    }
}

#[test]
fn orientation_of_a_jpeg_follows_the_mark_on_the_sheet() {
    // A black block at the stored upper left; its corner after turning, from the table of EXIF 2.32 (tag 0x0112).
    let mut stored = RgbImage::from_pixel(64, 32, Rgb([255, 255, 255]));
    for (x, y) in (0..16).flat_map(|x| (0..8).map(move |y| (x, y))) {
        stored.put_pixel(x, y, Rgb([0, 0, 0]));
    }
    let corners = [
        (false, false),
        (true, false),
        (true, true),
        (false, true),
        (false, false),
        (true, false),
        (true, true),
        (false, true),
    ];
    for (orientation, (right, bottom)) in (1..=8u16).zip(corners) {
        let bytes = jpeg(&stored, exif(orientation, false));
        let shown = decode(&bytes).unwrap();
        let (w, h) = shown.dimensions();
        let x = if right { w - 3 } else { 2 };
        let y = if bottom { h - 3 } else { 2 };
        assert!(shown.get_pixel(x, y).0[0] < 60, "orientation {orientation}");
        assert!(shown.get_pixel(w - 1 - x, h - 1 - y).0[0] > 200, "orientation {orientation}");
    }
}

#[test]
fn impossible_orientations_are_none() {
    for orientation in [0, 9, 257, 65535] {
        let scan = inspect(&png(&numbered(3, 2), exif(orientation, false))).unwrap();
        assert_eq!(scan.orientation.to_exif(), 1, "{orientation}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn upright_pixels_agree_with_the_decoder(width in 1u32..12, height in 1u32..12, orientation in 1u16..=8) {
        let stored = numbered(width, height);
        pixels_agree(&stored, &png(&stored, exif(orientation, false)));
    }

    #[test]
    fn headers_of_noise_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), start in 0usize..4) {
        let magic: [&[u8]; 4] = [b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"II*\0"];
        let mut file = magic[start].to_vec();
        file.extend(bytes);
        let _ = inspect(&file);
        let _ = decode(&file);
    }

    #[test]
    fn a_changed_byte_never_panics(at in any::<prop::sample::Index>(), value in any::<u8>(), kind in 0usize..3) {
        let stored = numbered(9, 5);
        let mut file = [png(&stored, exif(6, true)), jpeg(&stored, exif(6, true)), tiff(&stored, 6, 0)][kind].clone();
        let at = at.index(file.len());
        file[at] = value;
        let _ = decode(&file);
    }
}

#[test]
fn the_page_is_one_wide_and_its_y_goes_up() {
    let scan = inspect(&png(&numbered(8, 4), exif(6, false))).unwrap();
    let plane = |x, y| plane_from_px(&scan).apply(&In::claim(Point::new(x, y))).into_geometry();
    assert_eq!([scan.width(), scan.height()], [4, 8]);
    assert_eq!(plane(0.0, 8.0), Point::new(0.0, 0.0));
    assert_eq!(plane(4.0, 0.0), Point::new(1.0, 2.0));
}

#[test]
fn a_gps_position_and_further_pages_are_noticed() {
    let picture = numbered(4, 4);
    for gps in [false, true] {
        assert_eq!(inspect(&png(&picture, exif(1, gps))).unwrap().has_gps, gps);
        assert_eq!(inspect(&jpeg(&picture, exif(1, gps))).unwrap().has_gps, gps);
    }
    assert!(!inspect(&tiff(&picture, 1, 0)).unwrap().more_pages);
    assert!(inspect(&tiff(&picture, 1, 8)).unwrap().more_pages);
}

#[test]
fn transparency_is_white_paper() {
    let mut bytes = Vec::new();
    let samples = [0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 128];
    PngEncoder::new(&mut bytes).write_image(&samples, 3, 1, ExtendedColorType::Rgba8).unwrap();
    let shown: Vec<u8> = decode(&bytes).unwrap().pixels().map(|p| p.0[0]).collect();
    assert_eq!(shown, [255, 0, 127]);
}

#[test]
fn a_jpeg_without_its_end_is_refused() {
    let whole = jpeg(&numbered(64, 64), exif(1, false));
    assert!(decode(&whole).is_ok());
    let error = decode(&whole[..whole.len() * 2 / 3]).unwrap_err();
    assert!(error.to_string().contains("end before"), "{error}");
}

#[test]
fn other_formats_are_refused_by_name() {
    for (bytes, name) in [
        (&b"GIF89a"[..], "gif"),
        (b"BM      ", "bmp"),
        (b"%PDF-1.7", "PDF"),
        (b"<svg/>", "SVG"),
        (b"", "empty"),
        (b"\0\0\x01\0\x01\0", "ico"),
        (b"hello there", "unknown"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
    ] {
        let error = inspect(bytes).unwrap_err();
        assert!(error.found.contains(name) && error.expected.contains("JPEG, PNG or TIFF"), "{name}: {error}");
    }
}

#[test]
fn a_crop_keeps_its_place() {
    let scan = numbered(10, 6);
    let cut = |x0, y0, x1, y1, margin| {
        crop(&scan, &In::claim(Rect::new(coord! { x: x0, y: y0 }, coord! { x: x1, y: y1 })), margin)
    };
    let piece = cut(2.2, 1.7, 4.1, 3.0, 1.0).unwrap();
    assert_eq!((piece.origin, piece.image.dimensions()), ([1, 0], (5, 4)));
    assert_eq!(piece.image.get_pixel(0, 0), scan.get_pixel(1, 0));
    assert_eq!(cut(-5.0, -5.0, 50.0, 50.0, 3.0).unwrap().image, scan);
    assert!(cut(20.0, 0.0, 30.0, 5.0, 0.0).is_err());
    assert!(cut(f64::NAN, 0.0, 30.0, 5.0, 0.0).is_err());
}

/// A folder of the test data; `None`, with a line on the screen, when LOCUS_DATA is not set.
fn data() -> Option<PathBuf> {
    let Some(root) = std::env::var_os("LOCUS_DATA").map(PathBuf::from) else {
        println!("skipped: LOCUS_DATA is not set");
        return None;
    };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(root);
    assert!(root.is_dir(), "LOCUS_DATA: {} is no folder", root.display());
    Some(root)
}

#[test]
fn real_drawings_open_upright() {
    let Some(root) = data() else { return };
    for (file, size, orientation) in [
        ("pencil-photo/example6.jpg", [1134, 2016], 6),
        ("page-dewarp/boston_cooking_a.jpg", [1200, 1600], 6),
        ("mlstruct-fp/2cb0cff60c42d1df4f4607b2ccb7570b0464f29e.png", [9600, 6784], 1),
        ("mlstruct-fp/77843cf5371192ea031e062548dacc674b935257.png", [9600, 6784], 1),
        ("mlstruct-fp/7db3095482d5943ce42bcd476a117638d9c875d7.png", [9600, 6784], 1),
        ("handdrawn-maps/PalletTown.png", [0, 0], 1),
        ("handdrawn-maps/Route1.png", [0, 0], 1),
        ("opencv/sudoku.png", [0, 0], 1),
    ] {
        let bytes = std::fs::read(root.join("drawings").join(file)).unwrap();
        let scan = inspect(&bytes).unwrap_or_else(|e| panic!("{file}: {e}"));
        println!(
            "{file}: {} x {}, orientation {}, gps {}",
            scan.width(),
            scan.height(),
            scan.orientation.to_exif(),
            scan.has_gps
        );
        assert_eq!(scan.orientation.to_exif(), orientation, "{file}");
        assert!(size == [0, 0] || size == [scan.width(), scan.height()], "{file}");
        if scan.width() < 9600 {
            assert_eq!(decode(&bytes).unwrap().dimensions(), (scan.width(), scan.height()), "{file}");
        }
    }
}

#[test]
fn a_transparent_plan_is_black_on_white() {
    let Some(root) = data() else { return };
    let bytes = std::fs::read(root.join("drawings/mlstruct-fp/2cb0cff60c42d1df4f4607b2ccb7570b0464f29e.png")).unwrap();
    let plan = decode(&bytes).unwrap();
    let white = plan.as_raw().iter().filter(|v| **v == 255).count() as f64 / plan.as_raw().len() as f64;
    assert!(white > 0.9 && white < 1.0, "{white}");
}

#[test]
fn hostile_files_are_read_or_refused_in_words() {
    let Some(root) = data() else { return };
    let mut table = Vec::new();
    for folder in ["pillow", "image-rs-bad/bmp", "image-rs-bad/ico", "libtiff", "made/png"] {
        let listed = std::fs::read_dir(root.join("hostile").join(folder)).unwrap();
        let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
        files.sort();
        for file in files {
            let name = format!("{folder}/{}", file.file_name().unwrap().to_string_lossy());
            let bytes = std::fs::read(&file).unwrap();
            table.push((name, decode(&bytes).map(|image| image.dimensions())));
        }
    }
    for (name, verdict) in &table {
        match verdict {
            Ok((w, h)) => println!("read    {name}: {w} x {h}"),
            Err(error) => println!("refused {name}: {error}"),
        }
    }
    // Everything else is refused: other formats, truncated or corrupt data, sizes beyond the limits, and the TIFF kinds
    // the decoder does not know (palette, YCbCr, old JPEG, grey with alpha, LogLuv, floats, old LZW).
    let expected = [
        "pillow/broken_exif_dpi.jpg",
        "pillow/exif-dpi-zerodivision.jpg",
        "pillow/exif-ifd-offset.jpg",
        "pillow/exif_gps_typeerror.jpg",
        "pillow/invalid-exif.jpg",
        "pillow/multiple_exif.jpg",
        "pillow/truncated_exif_dpi.jpg",
        "pillow/xmp_tags_orientation_exiftool.png",
        "libtiff/custom_dir_EXIF_GPS.tiff",
        "libtiff/deflate-last-strip-extra-data.tiff",
        "libtiff/lzw-single-strip.tiff",
        "libtiff/minisblack-1c-16b.tiff",
        "libtiff/minisblack-1c-8b.tiff",
        "libtiff/miniswhite-1c-1b.tiff",
        "libtiff/rgb-3c-16b.tiff",
        "libtiff/rgb-3c-8b.tiff",
        "libtiff/test_ifd_loop_to_first.tif",
        "libtiff/test_two_ifds.tif",
        "libtiff/testfax4.tiff",
        "libtiff/tiff_with_subifd_chain.tif",
    ];
    let read: Vec<&str> = table.iter().filter(|(_, verdict)| verdict.is_ok()).map(|(name, _)| name.as_str()).collect();
    assert_eq!(read, expected);
    assert!(table.len() > 60, "{}", table.len());
}
