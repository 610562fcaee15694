//! Scans that are not what the sheets were read from.

use crate::folder::{Facility, Made, png, png_claiming, sha256};
use crate::open;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, Rgb, RgbImage, RgbaImage};
use locus_viewer_core::refusal::Refusal;
use locus_viewer_core::scan;
use serde_json::{Value, json};
use std::fs;

fn load(facility: &Facility) -> Result<RgbaImage, Refusal> {
    let published = open(&facility.path()).unwrap();
    scan::load(&published, &published.bundle.sheets[0])
}

#[test]
fn the_scan_opens_upright() {
    let mut made = Made::new();
    made.bundle["sheets"][0]["image_sha256"] = json!(sha256(&made.scan));
    assert_eq!(load(&made.write()).unwrap().dimensions(), (40, 30));
    // A photograph taken with the camera on its side: 16 x 8 stored, shown 8 x 16, its left end at the top.
    made.scan = sideways();
    made.bundle["sheets"][0]["image_sha256"] = Value::Null;
    made.bundle["sheets"][0]["size_px"] = json!([8.0, 16.0]);
    let scan = load(&made.write()).unwrap();
    assert_eq!(scan.dimensions(), (8, 16));
    assert!(scan.get_pixel(4, 2).0[0] < 40 && scan.get_pixel(4, 13).0[0] > 215);
}

/// Black on the left, white on the right, with EXIF orientation 6 (EXIF 2.32, 4.6.4 A: to be turned clockwise).
fn sideways() -> Vec<u8> {
    let picture = RgbImage::from_fn(16, 8, |x, _| Rgb([if x < 8 { 0 } else { 255 }; 3]));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95).encode(&picture, 16, 8, ExtendedColorType::Rgb8).unwrap();
    let exif = b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    bytes.splice(2..2, exif.iter().copied());
    bytes
}

#[test]
fn scans_that_are_not_the_sheets_are_refused() {
    type Row = (&'static str, fn(&mut Made), &'static str, &'static str);
    let rows: &[Row] = &[
        ("none", |m| m.bundle["sheets"][0]["image"] = Value::Null, "no file name", "record `image`"),
        (
            "above",
            |m| m.bundle["sheets"][0]["image"] = json!("../secret.png"),
            "\"../secret.png\"",
            "into the case folder",
        ),
        (
            "in between",
            |m| m.bundle["sheets"][0]["image"] = json!("sketches/../../x"),
            "\"..\"",
            "into the case folder",
        ),
        (
            "absolute",
            |m| m.bundle["sheets"][0]["image"] = json!("/etc/hostname"),
            "an absolute path",
            "into the case folder",
        ),
        ("a drive", |m| m.bundle["sheets"][0]["image"] = json!("C:\\x.png"), "backslash", "into the case folder"),
        (
            "fetched",
            |m| m.bundle["sheets"][0]["image"] = json!("http://127.0.0.1/x.png"),
            "a URL",
            "into the case folder",
        ),
        (
            "missing",
            |m| m.bundle["sheets"][0]["image"] = json!("sketches/b.png"),
            "there is no file",
            "put the file there",
        ),
        ("a folder", |m| m.bundle["sheets"][0]["image"] = json!("sketches"), "no plain file", "put a file there"),
        (
            "another",
            |m| m.bundle["sheets"][0]["image_sha256"] = json!("00"),
            "another file than",
            "put the original scan back",
        ),
        ("another size", |m| m.scan = png(&RgbImage::new(30, 40)), "30 x 40 pixels", "put the original scan back"),
        ("a bomb", |m| m.scan = png_claiming(60_000, 60_000), "60000 x 60000 pixels", "600 dots per inch"),
        ("a promise", promise, "cannot be decoded", "scan the sheet again"),
        ("no picture", |m| m.scan = b"%PDF-1.7".to_vec(), "a PDF file", "export the scan"),
    ];
    for (what, change, found, remedy) in rows {
        let mut made = Made::new();
        change(&mut made);
        let refusal = load(&made.write()).expect_err(what);
        assert!(refusal.found.contains(found), "{what}: {refusal}");
        assert!(refusal.remedy.contains(remedy), "{what}: {refusal}");
        assert!(
            refusal.file.contains("A01-1") || refusal.file.ends_with("facility/sketches/a.png"),
            "{what}: {refusal}"
        );
    }
}

fn promise(made: &mut Made) {
    made.scan = png_claiming(4_000, 4_000);
    made.bundle["sheets"][0]["size_px"] = json!([4_000.0, 4_000.0]);
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let facility = Made::new().write();
    let scan = facility.path().join("sketches/a.png");
    fs::rename(&scan, facility.path().join("b.png")).unwrap();
    crate::folder::link(&facility.path().join("b.png"), &scan);
    let refusal = load(&facility).unwrap_err();
    assert!(refusal.found.contains("symbolic link") && refusal.remedy.contains("the file itself"), "{refusal}");
}

#[test]
fn a_published_folder_alone_has_no_scans() {
    let facility = Made::new().write();
    fs::remove_file(facility.path().join("case.toml")).unwrap();
    let published = open(&facility.published()).unwrap();
    let refusal = scan::load(&published, &published.bundle.sheets[0]).unwrap_err();
    assert!(refusal.found.contains("without its case") && refusal.remedy.contains("facility folder"), "{refusal}");
}
