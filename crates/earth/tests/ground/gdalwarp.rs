//! Our resampling beside GDAL's own on the same picture.

use crate::data::site;
use geo::{AffineTransform, Coord};
use locus_earth::{FINE_PX, Pixels, PxRect, Raster, warp, write_geotiff};
use std::process::Command;

/// A smooth picture with some detail: waves of 25 to 90 pixels, up to 20 steps a pixel.
fn picture(side: usize) -> Pixels<3> {
    let wave = |x: f64, y: f64, l: f64| (127.5 + 120.0 * (x / l).sin() * (y / (l + 3.0)).cos()) as u8;
    let pixel = |i: usize| {
        let (x, y) = ((i % side) as f64, (i / side) as f64);
        [wave(x, y, 6.0), wave(x, y, 9.0), wave(x, y, 14.0)]
    };
    Pixels::new(side, side, (0..side * side).map(pixel).collect()).unwrap()
}

/// From UTM 52N to Korea's central belt, exact coordinates on GDAL's side (`-et 0`), bilinear on both. GDAL rounds its
/// floating-point weights, we our 10-bit weights: one grey step apart at most, and rarely.
#[test]
fn imagery_comes_out_as_gdalwarp_makes_it() {
    if Command::new("gdalwarp").arg("--version").output().is_err() {
        println!("skipped: gdalwarp is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("source.tif"), folder.path().join("target.tif"));
    let (frame, projector) = site(127.5, 37.5, Some(5186));
    let (_, utm) = site(127.5, 37.5, Some(32652));
    let corner = utm.site(&frame.anchor).unwrap().into_geometry();
    let world_from_px = AffineTransform::new(0.5, 0.0, corner.x() - 200.0, 0.0, -0.5, corner.y() + 200.0);
    write_geotiff(&source, picture(800), 32652, &world_from_px).unwrap();

    let o = frame.origin.geometry();
    let (west, south, east, north) = (o.x() - 150.0, o.y() - 150.0, o.x() + 150.0, o.y() + 150.0);
    let run = Command::new("gdalwarp")
        .args(["-q", "-r", "bilinear", "-et", "0", "-t_srs", "EPSG:5186", "-ts", "640", "640", "-te"])
        .args([west, south, east, north].map(|v| format!("{v:.12}")))
        .args([&source, &target])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let theirs = Raster::open(&target).unwrap().pixels::<3>(PxRect { x: 0, y: 0, width: 640, height: 640 }).unwrap();

    let raster = Raster::open(&source).unwrap();
    let placement = raster.placement(&projector).unwrap();
    let stored = raster.pixels::<3>(PxRect { x: 0, y: 0, width: 800, height: 800 }).unwrap();
    let metres = 300.0 / 640.0;
    let ours = warp(&stored, (640, 640), FINE_PX, |px| {
        let mut at = [Coord { x: west + px.x * metres, y: north - px.y * metres }];
        placement.px_array(&mut at).unwrap();
        at[0]
    });
    let steps = |n: u8| {
        let pairs = ours.data().as_flattened().iter().zip(theirs.data().as_flattened());
        pairs.filter(|(a, b)| a.abs_diff(**b) >= n).count()
    };
    println!("of {} values {} differ by 1, {} by 2 or more", 640 * 640 * 3, steps(1) - steps(2), steps(2));
    assert_eq!(steps(2), 0);
    assert!(steps(1) < 640 * 640 * 3 / 50);
}
