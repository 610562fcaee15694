//! Two public collections of good and bad GeoJSON against this crate's reader, with every verdict that differs from the
//! collection's own, and why.
#![allow(clippy::unwrap_used)]

use crate::findings::{Findings, Page};
use crate::geojson::features;
use crate::geometry::Axes;
use std::path::{Path, PathBuf};

/// What the reader says about one file: its mistakes, empty when accepted. Bare geometries and features are wrapped, for
/// a case holds collections alone and that difference is not what these files are about.
fn mistakes(text: &str) -> Vec<String> {
    let has = |kind: &str| text.contains(&format!("\"{kind}\""));
    let wrapped = match text {
        _ if has("FeatureCollection") || has("featurecollection") => text.to_owned(),
        _ if has("Feature") || has("properties") => format!(r#"{{"type":"FeatureCollection","features":[{text}]}}"#),
        _ => format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{text}}}]}}"#
        ),
    };
    let findings = Findings::default();
    let page = Page { file: "x.geojson", findings: &findings };
    if let Some(root) = crate::json_tree::parse(&page, &wrapped) {
        features(&page, &root, Axes::Degrees { anchor: None });
    }
    findings.into_mistakes().0.into_iter().map(|mistake| mistake.to_string()).collect()
}

/// The GeoJSON files below a folder of the collection, by name; `None` where `LOCUS_DATA` is not set.
fn files(folder: &str) -> Option<Vec<PathBuf>> {
    let Some(data) = std::env::var_os("LOCUS_DATA") else {
        eprintln!("skipped: LOCUS_DATA is not set");
        return None;
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(data).join("hostile").join(folder);
    let entries = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "geojson"));
    files.sort();
    assert!(!files.is_empty(), "{}", path.display());
    Some(files)
}

/// Checks that every file of a folder is refused, or accepted, except those named.
fn expect(folder: &str, refused: bool, except: &[&str]) {
    let Some(files) = files(folder) else { return };
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let told = mistakes(&std::fs::read_to_string(&file).unwrap());
        let expected = refused != except.contains(&name.as_str());
        assert_eq!(!told.is_empty(), expected, "{name}: {told:#?}");
    }
}

/// The order of a ring's positions carries no meaning in a case: which ring is the outer one follows from their order.
const WINDING: [&str; 4] =
    ["invalid_exterior_not_ccw", "invalid_interior_not_cw", "bad-polygon-interiorring-rhr", "polygon_winding_order"];

#[test]
fn what_is_invalid_is_refused() {
    expect("geojson-invalid-geometry/invalid_geometries", true, &WINDING);
    expect("geojson-invalid-geometry/invalid_structure", true, &[]);
    // Digits beyond the accuracy are a matter for whoever writes coordinates; this collection reports nothing either.
    expect("geojsonhint/bad", true, &[&WINDING[..], &["excessive_precision_truncated"]].concat());
}

#[test]
fn what_is_problematic_is_refused_where_it_could_mislead() {
    let accepted = [
        "problematic_3d_coordinates", // noted: the height is not used
        "problematic_excessive_coordinate_precision",
        "problematic_excessive_vertices",          // 1223 positions; the limit is 2000
        "problematic_holes",                       // holes are legal
        "problematic_wrong_bbox_coordinate_order", // a bounding box is not used
    ];
    expect("geojson-invalid-geometry/problematic_geometries", true, &accepted);
    expect("geojson-invalid-geometry/problematic_structure", true, &["problematic_geometry_not_wrapped"]);
}

#[test]
fn what_is_valid_is_accepted_where_a_case_has_use_for_it() {
    // A feature of a case has an id and a place; several parts are several features.
    let refused = [
        "valid_feature_null_geometry",
        "valid_feature_null_properties",
        "valid_featurecollection_with_geometrycollection",
        "valid_geometry_geometrycollection",
        "valid_geometry_geometrycollection_empty_geometries",
        "valid_geometry_multilinestring",
        "valid_geometry_multipoint",
        "valid_geometry_multipolygon",
    ];
    expect("geojson-invalid-geometry/valid", false, &refused);
    let refused = [
        "good-geometrycollection",
        "good-multilinestring",
        "good-multipoint",
        "issue82",
        "multipolygon",
        "nullgeometry",
        "nullproperties",
    ];
    expect("geojsonhint/good", false, &refused);
}
