//! Rasters made to hurt: no panic, no hang, no other file, no wrong place.

use crate::data::{data, files, refusal, site};
use geo::Point;
use locus_earth::Raster;
use locus_model::In;
use std::path::Path;
use std::time::{Duration, Instant};

/// Everything that a case could ask of a raster. What comes of it does not matter here, only that it comes back.
fn use_it(path: &Path) -> bool {
    let Ok(raster) = Raster::open(path) else { return false };
    let (_, projector) = site(127.0, 39.0, None);
    let centre = In::claim(Point::new(337_000.0, 4_334_000.0));
    let shown = raster.ground_texture(&projector, &centre, 200.0, 1024);
    let (width, height) = raster.size();
    let size = (width.min(1024), height.min(1024));
    let read = raster.window(locus_earth::PxRect { x: 0, y: 0, width, height }, size);
    shown.is_ok() || read.is_ok()
}

#[test]
fn every_hostile_file_comes_back_soon() {
    let Some(folder) = data("hostile") else { return };
    let mut tried = 0;
    for file in
        ["libtiff", "image-rs-bad", "pillow", "made/png", "made/vrt-as-tif", "made/sidecar-aux", "made/sidecar-tfw"]
            .iter()
            .flat_map(|f| files(&folder.join(f)))
    {
        let begun = Instant::now();
        let used = use_it(&file);
        let took = begun.elapsed();
        println!("{} {used} {took:?}", file.file_name().unwrap().to_string_lossy());
        // A hang guard, not a benchmark.
        assert!(took < Duration::from_secs(5), "{}", file.display());
        tried += 1;
    }
    assert!(tried > 80, "{tried}");
}

#[test]
fn xml_that_calls_itself_tif_is_refused() {
    let Some(folder) = data("hostile/made/vrt-as-tif") else { return };
    for name in ["satellite", "satellite-absolute", "satellite-network", "satellite-wms"] {
        let message = refusal(&folder.join(format!("{name}.tif")));
        assert!(message.contains("is XML") && !message.contains("TOP-SECRET"), "{message}");
    }
    assert!(refusal(&folder.join("secret.bin")).contains("is not a TIFF"));
}

/// GDAL alone would believe the .aux.xml (E 338000); inside, the image says 337000.
#[test]
fn sidecar_ignored() {
    let Some(folder) = data("hostile/made") else { return };
    for name in ["sidecar-aux/image.tif", "sidecar-tfw/internal.tif"] {
        let raster = Raster::open(&folder.join(name)).unwrap();
        assert_eq!(raster.world_from_px().xoff(), 337_000.0, "{name}");
        assert!(raster.notes()[0].message.contains("was not read"), "{name}");
    }
    assert!(refusal(&folder.join("sidecar-tfw/worldfile-only.tif")).contains("no georeference"));
}

#[test]
fn virtual_paths_and_folders_are_refused() {
    for path in [
        "/vsicurl/http://127.0.0.1:9/a.tif",
        "/vsimem/a.tif",
        "GTIFF_DIR:1:a.tif",
        "http://127.0.0.1:9/a.tif",
        "",
        ".",
        "/",
    ] {
        assert!(Raster::open(Path::new(path)).is_err(), "{path}");
    }
}

/// A header of 140 bytes that claims a tile of 59904 by 59904 pixels must not be given 3.6 GB.
#[test]
fn a_claimed_size_is_checked_before_memory_is_taken() {
    let tag = |id: u16, kind: u16, value: u32| {
        [&id.to_le_bytes()[..], &kind.to_le_bytes(), &1_u32.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    const LZW: u32 = 5;
    let tags = [
        tag(256, 4, 60_000),
        tag(257, 4, 60_000),
        tag(258, 3, 8),
        tag(259, 3, LZW),
        tag(262, 3, 1),
        tag(277, 3, 1),
        tag(322, 4, 59_904),
        tag(323, 4, 59_904),
        tag(324, 4, 8),
        tag(325, 4, 4),
    ];
    let count = (tags.len() as u16).to_le_bytes();
    let bytes = [b"II*\0\x08\0\0\0", &count[..], &tags.concat(), &[0; 8]].concat();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claim.tif");
    std::fs::write(&path, bytes).unwrap();
    let message = refusal(&path);
    assert!(message.contains("blocks of 59904 by 59904"), "{message}");
}
