//! Real rasters with a twist: what is accepted, what is refused, and in which words.

use crate::data::{data, refusal};
use geo::Coord;
use locus_earth::{PxRect, Raster};
use std::path::PathBuf;

fn imagery(path: &str) -> Option<PathBuf> {
    data(&format!("imagery/{path}"))
}

/// Share of pixels with data, as `rio-tiler` and rasterio count it.
fn valid_share(raster: &Raster) -> f64 {
    let (width, height) = raster.size();
    let window = raster.window(PxRect { x: 0, y: 0, width, height }, (width, height)).unwrap();
    let valid = window.pixels.data().iter().filter(|p| p[3] == 255).count();
    valid as f64 / (width * height) as f64
}

#[test]
fn refusals_say_what_was_found() {
    let Some(folder) = data("imagery") else { return };
    let expected = [
        ("gcp-only/cog_gcps.tif", "210 control points alone"),
        ("gcp-only/cog_gcps_ovr.tif", "210 control points alone"),
        ("rio-tiler-edge/cog_nonearth.tif", "not on the Earth"),
        ("rio-tiler-edge/no_geo2.jpg", "is a JPEG"),
        ("rasterio-edge/rotated.tif", "no CRS"),
        ("rasterio-edge/float_nan.tif", "has a position but no CRS"),
        ("rasterio-edge/RGB.byte.gcp.vrt", "is XML"),
        ("rasterio-edge/RGB.byte.rpc.vrt", "is XML"),
        ("rasterio-edge/compdcs.vrt", "is XML"),
        ("rasterio-edge/ak-compdcs.zip", "is not a TIFF"),
        ("rpc/fake_rpc.txt", "is not a TIFF"),
    ];
    for (file, words) in expected {
        let message = refusal(&folder.join(file));
        assert!(message.contains(words), "{file}: {message}");
        assert!(!message.contains("shared"), "a folder of this machine in: {message}");
    }
    assert!(refusal(&folder.join("no-such.tif")).contains("cannot be read"));
}

#[test]
fn damage_inside_is_found_on_reading() {
    let Some(path) = imagery("rasterio-edge/corrupt.tif") else { return };
    let raster = Raster::open(&path).unwrap();
    let (width, height) = raster.size();
    let message = match raster.window(PxRect { x: 0, y: 0, width, height }, (width, height)) {
        Ok(_) => panic!("damage was not noticed"),
        Err(error) => error.to_string(),
    };
    assert!(message.starts_with("corrupt.tif: cannot be decoded") && !message.contains("shared"), "{message}");
}

/// Valid shares and the pixel size are those of data/README.md: rasterio on the same files. The external mask is a
/// sidecar and is not read; a note says so.
#[test]
fn nodata_alpha_and_masks() {
    let Some(folder) = imagery("colorado-0.15m") else { return };
    let open =
        |end: &str| Raster::open(&folder.join(format!("201404_13SED190110_201404_0x1500m_CL_1{end}.tif"))).unwrap();
    for (end, share) in [("", 1.0), ("_alpha", 0.8870), ("_mask", 0.9692), ("_nodata", 0.9734), ("_extmask", 1.0)] {
        assert!((valid_share(&open(end)) - share).abs() < 5e-5, "{end}");
    }
    let plain = open("");
    let m = plain.world_from_px();
    assert!((m.a() - 0.149_816).abs() < 1e-6 && (m.e() + 0.149_998).abs() < 1e-6);
    assert_eq!(plain.crs().epsg, Some(26913));
    assert!(plain.notes()[0].message.contains(".tif.ovr lies beside"));
    assert!(open("_extmask").notes()[0].message.contains(".tif.msk lies beside"));
}

/// "Pixels equal wherever valid" (data/README.md).
#[test]
fn masked_variants_agree_where_valid() {
    let Some(folder) = imagery("rio-tiler-edge") else { return };
    let read = |name: &str| {
        let raster = Raster::open(&folder.join(name)).unwrap();
        assert!((valid_share(&raster) - 0.75).abs() < 1e-9, "{name}");
        raster.window(PxRect { x: 0, y: 0, width: 256, height: 256 }, (256, 256)).unwrap().pixels
    };
    let (mask, nodata, alpha) =
        (read("cog_uint8_rgb_mask.tif"), read("cog_uint8_rgb_nodata.tif"), read("cog_uint8_rgba.tif"));
    assert_eq!(mask, nodata);
    assert_eq!(mask, alpha);
}

#[test]
fn rows_from_south_to_north_and_the_antimeridian() {
    let Some(folder) = imagery("rio-tiler-edge") else { return };
    let inverted = Raster::open(&folder.join("inverted_lat.tif")).unwrap();
    assert!(inverted.crs().geographic);
    assert_eq!(inverted.world_from_px().apply(Coord { x: 0.0, y: 0.0 }), Coord { x: -180.0, y: -90.0 });
    assert_eq!(inverted.world_from_px().apply(Coord { x: 0.0, y: 1.0 }).y, -89.5);
    assert_eq!(Raster::open(&folder.join("cog_dateline.tif")).unwrap().crs().epsg, Some(32660));
}

#[test]
fn stored_systems_are_read_as_rasterio_reads_them() {
    let Some(folder) = imagery("rasterio-edge") else { return };
    let open = |name: &str| Raster::open(&folder.join(name)).unwrap();
    assert_eq!(open("byte.tif").crs().epsg, Some(26711));
    assert_eq!(open("alpha.tif").crs().epsg, Some(3857));
    assert_eq!(open("test_esri_wkt.tif").crs().epsg, None);
    assert!((valid_share(&open("RGB.byte.tif")) - 0.674_572).abs() < 1e-6);
    assert!((valid_share(&open("alpha.tif")) - 0.015_503).abs() < 1e-3);
    assert_eq!(valid_share(&open("all-nodata.tif")), 0.0);
    assert!(open("RGB.byte.tif").notes()[0].message.contains("aux.xml"));
}

#[test]
fn dates_of_one_place_keep_their_own_grids() {
    let Some(folder) = imagery("naip-dates") else { return };
    let open = |date: &str| Raster::open(&folder.join(format!("m_4709963_se_14_1_{date}.tif"))).unwrap();
    let (a, b) = (open("20090818"), open("20140720"));
    assert_eq!((a.size(), b.size()), ((934, 724), (934, 723)));
    assert!(a.notes()[0].message.contains("does not say which bands"));
    // The same ground: the middle of one image in the other's pixels differs by the 2 m between their origins.
    let ground = a.world_from_px().apply(Coord { x: 400.0, y: 400.0 });
    let there = b.px_from_world().apply(ground);
    assert!((there.x - 400.0).abs() < 1e-9 && (there.y - 399.6).abs() < 1e-9, "{there:?}");
}

#[test]
fn windows_outside_are_refused() {
    let Some(path) = imagery("rasterio-edge/byte.tif") else { return };
    let raster = Raster::open(&path).unwrap();
    let rect = |x, y, width, height| PxRect { x, y, width, height };
    for (bad, size) in [
        (rect(0, 0, 21, 20), (5, 5)),
        (rect(usize::MAX, 0, 2, 2), (5, 5)),
        (rect(0, 0, 0, 5), (5, 5)),
        (rect(0, 0, 5, 5), (0, 5)),
        (rect(0, 0, 5, 5), (9000, 9000)),
    ] {
        assert!(raster.window(bad, size).is_err(), "{bad:?} {size:?}");
    }
    assert!(raster.pixels::<3>(rect(0, 0, 5, 5)).is_err(), "it has one band");
    assert_eq!(raster.pixels::<1>(rect(0, 0, 20, 20)).unwrap().get(0, 0), Some([107]), "first byte of GDAL's byte.tif");
}
