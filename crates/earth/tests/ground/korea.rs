//! Korean grids against published conversions. Points of one degree are 111,195 m (latitude) and 88,130 m (longitude at
//! 37.5°) apart here.

use crate::data::data;
use geo::Point;
use locus_earth::{datum_shift, geographic};
use locus_model::Position;

fn place(epsg: u32, easting: f64, northing: f64) -> Point {
    geographic(&Position::Projected { epsg, easting, northing }).unwrap().into_geometry()
}

fn off_m(a: Point, longitude: f64, latitude: f64) -> f64 {
    ((a.x() - longitude) * 88_130.0).hypot((a.y() - latitude) * 111_195.0)
}

/// Cells of a CSV that begins with a comment; the text columns hold no commas within the cells used here.
fn rows(path: &str) -> Option<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(data(path)?).unwrap();
    let cells = |line: &str| line.split(',').map(|c| c.trim_matches('"').to_string()).collect();
    Some(text.lines().filter(|l| !l.starts_with('#')).map(cells).collect())
}

#[test]
fn published_sample_of_kakao_in_5181() {
    let Some(rows) = rows("conformance/korea-crs/published_vectors.csv") else { return };
    let kakao = rows.iter().find(|r| r[0].contains("5181")).unwrap();
    let number = |i: usize| kakao[i].parse::<f64>().unwrap();
    let got = place(5181, number(1), number(2));
    assert!((got.x() - number(4)).abs() < 2e-10 && (got.y() - number(5)).abs() < 2e-10, "{got:?}");
}

/// coordconv uses the 7-parameter shift; EPSG's default for 5174 differs from it by 4.5 cm.
#[test]
fn published_sample_of_coordconv_in_5174() {
    let Some(rows) = rows("conformance/korea-crs/published_vectors.csv") else { return };
    let row = rows.iter().find(|r| r[3].contains("5174")).unwrap();
    let number = |i: usize| row[i].parse::<f64>().unwrap();
    let off = off_m(place(5174, number(4), number(5)), number(1), number(2));
    assert!(off < 0.05, "{off}");
}

#[test]
fn seoul_city_hall_in_geocentric_systems() {
    let Some(rows) = rows("conformance/korea-crs/seoul.csv") else { return };
    for (system, epsg) in [("WTM", 5181), ("UTM", 32652)] {
        let row = rows.iter().find(|r| r[0] == system).unwrap();
        let got = place(epsg, row[2].parse().unwrap(), row[3].parse().unwrap());
        assert!(off_m(got, 126.9784, 37.5666) < 2e-6, "{system} {got:?}");
    }
}

/// EPSG:5186 is 5181 with a false northing 100 km larger; 5179, 5178, 5174 and 2097 were computed by pyproj 3.7.2 from
/// their defining parameters (EPSG registry) with the 7-parameter shift of the National Geographic Information Institute.
#[test]
fn seoul_city_hall_in_the_other_grids() {
    let rows = [
        (5186, 198_091.708_075, 551_896.121_220, 1e-5),
        (5179, 953_936.551_923, 1_952_042.979_342, 1e-5),
        (5174, 198_022.068_735, 451_590.983_955, 0.05),
        (2097, 198_277.394_642, 451_590.927_053, 0.05),
    ];
    for (epsg, easting, northing, tolerance) in rows {
        let off = off_m(place(epsg, easting, northing), 126.9784, 37.5666);
        assert!(off < tolerance, "{epsg}: {off} m");
    }
}

#[test]
fn the_datum_shift_says_how_good_it_is() {
    let bessel =
        datum_shift(&Position::Projected { epsg: 5174, easting: 198_022.0, northing: 451_590.0 }).unwrap().unwrap();
    assert!(bessel.operation.contains("Korean 1985 to WGS 84"), "{bessel:?}");
    assert_eq!(bessel.accuracy_m, Some(1.0));
    let here = locus_model::In::claim(Point::new(127.0, 39.0));
    assert_eq!(datum_shift(&Position::Geographic(here)).unwrap(), None);
}

#[test]
fn swapped_and_foreign_coordinates_are_refused() {
    let refused =
        |epsg, easting, northing| geographic(&Position::Projected { epsg, easting, northing }).unwrap_err().to_string();
    assert!(refused(5179, 1_952_042.98, 953_936.55).contains("swapped"));
    assert!(refused(32652, 4_334_000.0, 337_000.0).contains("32652"));
    assert!(refused(4326, 39.0, 127.0).contains("4326"), "latitude 127");
    assert!(refused(5174, f64::NAN, 0.0).contains("finite"));
    assert!(refused(0, 1.0, 1.0).contains("check the code"));
}
