//! UTM by other programs.

use crate::data::site;
use geo::Point;
use locus_model::In;

/// Rows of the test of the Python package utm 0.9.0 (MIT), rounded there to a metre: latitude, longitude, easting,
/// northing, EPSG code.
const KNOWN: [(f64, f64, f64, f64, u32); 4] = [
    (50.77535, 6.08389, 294_409.0, 5_628_898.0, 32632),
    (40.71435, -74.00597, 583_960.0, 4_507_523.0, 32618),
    (-41.28646, 174.77624, 313_784.0, 5_427_057.0, 32760),
    (-33.92487, 18.42406, 261_878.0, 6_243_186.0, 32734),
];

#[test]
fn known_pairs() {
    for (latitude, longitude, easting, northing, epsg) in KNOWN {
        let (frame, _) = site(longitude, latitude, None);
        let origin = frame.origin.geometry();
        assert_eq!(frame.epsg, epsg);
        assert!((origin.x() - easting).abs() < 1.0 && (origin.y() - northing).abs() < 1.0, "{origin:?}");
    }
}

/// The same test's full-precision rows; its series is good to millimetres. Two of the three lie off the anchor's zone
/// centre by up to 3.4°.
#[test]
fn known_pairs_to_the_millimetre() {
    let (_, projector) = site(1.0, 3.0, None);
    let rows = [
        (0.0, 0.0, 166_021.443_179, 0.0),
        (1.0, 3.0, 277_707.830_756, 331_796.291_675),
        (3.4, 6.0, 544_268.127_946, 663_220.719_837),
    ];
    for (longitude, latitude, easting, northing) in rows {
        let got = projector.site(&In::claim(Point::new(longitude, latitude))).unwrap().into_geometry();
        assert!((got.x() - easting).hypot(got.y() - northing) < 0.002, "{got:?}");
    }
}

#[test]
fn outside_utm_is_refused() {
    use locus_model::SiteDefinition;
    for latitude in [-80.1, 84.1, -100.0, 100.0, f64::NAN] {
        let anchor = In::claim(Point::new(0.0, latitude));
        assert!(locus_earth::frame(&SiteDefinition { anchor, epsg: None }).is_err(), "{latitude}");
    }
}
