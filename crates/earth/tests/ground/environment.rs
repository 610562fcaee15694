//! Nothing outside the program takes part: no variable, no file of this machine.

use crate::data::{bench, data, site};
use locus_earth::{Raster, versions};
use std::process::Command;

/// What the program says of a raster and a place, to be compared between environments.
fn facts() -> Option<String> {
    let image = Raster::open(&data("hostile/made/sidecar-aux/image.tif")?).unwrap();
    let colour = Raster::open(&bench("example-compound/imagery/2019-10-03.tif")?).unwrap();
    let (frame, projector) = site(131.491_132_64, 39.493_201_82, None);
    let texture = colour.ground_texture(&projector, &frame.origin, 60.0, 64).unwrap();
    let pin = locus_model::Position::Projected { epsg: 5174, easting: 198_022.0, northing: 451_590.0 };
    let pin = locus_earth::geographic(&pin).unwrap();
    let sum: u64 = texture.rgb.iter().enumerate().map(|(i, &v)| (i as u64 + 1) * u64::from(v)).sum();
    Some(format!("{:?} {:?} {frame:?} {sum} {pin:?} {}", image.world_from_px(), image.crs(), versions().unwrap()))
}

#[test]
fn the_facts_of_the_child() {
    if std::env::var_os("LOCUS_TEST_CHILD").is_some() {
        println!("FACTS {}", facts().unwrap());
    }
}

#[test]
fn variables_and_files_of_the_machine_change_nothing() {
    let Some(here) = facts() else { return };
    let folder = tempfile::tempdir().unwrap();
    // A database and settings that would break everything, where other builds of PROJ and GDAL look for them.
    std::fs::write(folder.path().join("proj.db"), b"not a database").unwrap();
    std::fs::write(folder.path().join("proj.ini"), b"network = on\n").unwrap();
    std::fs::create_dir_all(folder.path().join(".gdal")).unwrap();
    std::fs::write(folder.path().join(".gdal/gdalrc"), b"[configoptions]\nGDAL_PAM_ENABLED=YES\n").unwrap();
    let settings = [
        ("GDAL_PAM_ENABLED", "YES"),
        ("GDAL_DISABLE_READDIR_ON_OPEN", "FALSE"),
        ("GDAL_GEOREF_SOURCES", "PAM,WORLDFILE"),
        ("GTIFF_POINT_GEO_IGNORE", "YES"),
        ("GDAL_SKIP", "GTiff"),
        ("GTIFF_FORCE_RGBA", "YES"),
        ("CPL_DEBUG", "ON"),
        ("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER"),
        ("OSR_USE_APPROX_TMERC", "YES"),
        ("PROJ_NETWORK", "ON"),
        ("PROJ_DEBUG", "3"),
        ("GDAL_RASTERIO_RESAMPLING", "CUBIC"),
        ("GTIFF_DIRECT_IO", "YES"),
    ];
    let folders = ["PROJ_DATA", "PROJ_LIB", "GDAL_DATA", "GDAL_DRIVER_PATH", "HOME", "PROJ_USER_WRITABLE_DIRECTORY"];
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "environment::the_facts_of_the_child", "--nocapture"])
        .env("LOCUS_TEST_CHILD", "1")
        .envs(settings)
        .envs(folders.map(|name| (name, folder.path())))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    let there = said.split("FACTS ").nth(1).and_then(|s| s.lines().next());
    assert_eq!(there, Some(here.as_str()), "{said} {}", String::from_utf8_lossy(&child.stderr));
    assert!(child.stderr.is_empty(), "{}", String::from_utf8_lossy(&child.stderr));
}
