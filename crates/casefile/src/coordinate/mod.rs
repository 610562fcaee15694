//! Coordinates as people write them.
//!
//! | written | read as |
//! |---|---|
//! | `39.12345, 127.12345` · `39.12345N 127.12345E` | decimal degrees |
//! | `39°12'34.5"N 127°07'E` · `북위 39도 12분 34초 동경 127도 7분` · `39:12:34 127:07:00` | degrees, minutes, seconds |
//! | `52S 337000 4334000` | UTM; the letter is the MGRS latitude band |
//! | `52S CJ 37000 34000` | MGRS: the middle of the cell |
//! | `8Q98HQ8H+2V` | full Plus Code: the middle of the cell |
//! | `EPSG:5179 1000000 2000000` | easting, northing in a named CRS |
//!
//! Which number is the latitude is decided by rule, never by likelihood: letters or Korean words decide; without them
//! the latitude comes first. Whatever can be read in two ways is refused. `docs/coordinates.md` has the whole rule and
//! how it compares with independent programs.

mod angle;
mod crs;
mod grid;
mod pair;
pub mod plus_code;
mod token;

use geo::Point;
use locus_model::limits::import::COORDINATE_BYTES;
use locus_model::{In, Position};

pub use angle::{Axis, angle};
pub(crate) use pair::decimal;

/// The widest cell, in metres, that an MGRS reference or a Plus Code may name and still be a place.
pub const MAX_CELL_M: f64 = 1000.0;

/// Why a text is no coordinate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\": expected {expected}; {remedy}")]
pub struct CoordinateError {
    /// What was written, shortened, with invisible characters escaped.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
}

impl CoordinateError {
    fn new(found: &str, expected: impl Into<String>, remedy: impl Into<String>) -> Self {
        let shown = found.chars().take(80).flat_map(char::escape_debug).collect::<String>().replace("\\'", "'");
        Self { found: shown.replace("\\\"", "\""), expected: expected.into(), remedy: remedy.into() }
    }
}

/// Reads one position. The text must be a coordinate and nothing else.
pub fn parse(text: &str) -> Result<Position, CoordinateError> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > COORDINATE_BYTES {
        let expected = format!("a coordinate of 1 to {COORDINATE_BYTES} bytes");
        return Err(CoordinateError::new(trimmed, expected, "write latitude and longitude, UTM, MGRS or a Plus Code"));
    }
    if let Some(result) = crs::explicit(trimmed) {
        return result;
    }
    if plus_code::looks_like(trimmed) {
        return plus_code::position(trimmed);
    }
    if let Some(result) = grid::mgrs(trimmed) {
        return result;
    }
    if let Some(result) = grid::utm(trimmed) {
        return result;
    }
    angle::latitude_longitude(trimmed)
}

/// A position from a latitude and a longitude that were written apart, as in the columns of a table. Each may be decimal
/// or degrees, minutes, seconds; a letter must agree with its column.
pub fn parse_columns(latitude: &str, longitude: &str) -> Result<Position, CoordinateError> {
    let lat = angle(latitude, Axis::Latitude)?;
    let lon = angle(longitude, Axis::Longitude)?;
    Ok(geographic(lat, lon))
}

/// The position of a latitude and a longitude in degrees, written with the fewest digits that read back the same.
pub fn decimal_text(latitude: f64, longitude: f64) -> String {
    format!("{latitude}, {longitude}")
}

/// WGS 84 degrees as a position; adding 0 turns -0 into 0.
fn geographic(latitude: f64, longitude: f64) -> Position {
    Position::Geographic(In::claim(Point::new(longitude + 0.0, latitude + 0.0)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn degrees(text: &str) -> (f64, f64) {
        match parse(text).unwrap() {
            Position::Geographic(p) => (p.geometry().y(), p.geometry().x()),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn reads(text: &str, latitude: f64, longitude: f64) {
        let (lat, lon) = degrees(text);
        assert!((lat - latitude).abs() < 1e-9 && (lon - longitude).abs() < 1e-9, "{text}: {lat} {lon}");
    }

    #[track_caller]
    fn refuses(text: &str, word: &str) {
        match parse(text) {
            Ok(position) => panic!("{text} was read as {position:?}"),
            Err(error) => assert!(error.to_string().contains(word), "{text}: {error}"),
        }
    }

    #[test]
    fn decimal_degrees_in_every_dress() {
        for text in [
            "39.5, 127.25",
            "39.5 127.25",
            "39.5,127.25",
            "39.5N 127.25E",
            "N39.5 E127.25",
            "127.25E, 39.5N",
            "39.5° 127.25°",
            "(39.5, 127.25)",
            "+39.5, +127.25",
            "lat: 39.5, lon: 127.25",
            "39,5 127,25",
            "39,5, 127,25",
            "39,5;127,25",
            "북위 39.5 동경 127.25",
            "동경 127.25도, 북위 39.5도",
            "39.5\u{a0}127.25",
            "경도 127.25, 위도 39.5",
            "EPSG:4326 39.5 127.25",
            "３９．５，１２７．２５",
            "39.5 north 127.25 east",
        ] {
            reads(text, 39.5, 127.25);
        }
        reads("-39.5 -127.25", -39.5, -127.25);
        reads("39.5S 127.25W", -39.5, -127.25);
        reads("\u{2212}39.5, 127.25", -39.5, 127.25);
    }

    #[test]
    fn degrees_minutes_seconds_in_every_dress() {
        let (lat, lon) = (39.0 + 12.0 / 60.0 + 36.0 / 3600.0, 127.0 + 7.0 / 60.0 + 30.0 / 3600.0);
        for text in [
            "39°12'36\"N 127°07'30\"E",
            "39° 12’ 36” 127° 7’ 30”",
            "39º12′36″, 127º07′30″",
            "39:12:36 127:07:30",
            "39 12 36 127 7 30",
            "39 12 36N, 127 07 30E",
            "북위 39도 12분 36초 동경 127도 7분 30초",
            "39-12-36N 127-07-30E",
            "북위39도12분36초, 동경127도7분30초",
            "39d12m36s N 127d7m30s E",
            "39d 12m 36s, 127d 7m 30s",
            "39°12'36''N127°07'30''E",
            "N 39 12.6 E 127 7.5",
            "39°12.6' 127°7.5'",
            "39°12,6' 127°7,5'",
            "E127°07'30\" N39°12'36\"",
        ] {
            reads(text, lat, lon);
        }
    }

    #[test]
    fn two_readings_are_refused() {
        refuses("39,12,34,127,12,34", "comma");
        refuses("39 12 34", "one reading");
        refuses("39 12 34 27 30", "one reading");
        refuses("39.5 N 27.5", "one reading");
        refuses("39.5N 27.5N", "one latitude and one longitude");
        refuses("39°12'34s, 127°30'10\"E", "seconds or south");
        refuses("39d12m34S 127d30m10S", "seconds or south");
        for half in
            ["40° 3", "39°12'34N", "39 27 N", "N 39 27", "39°12 34N", "39°12'34S", "lat 39 27", "동경 39도 12분"]
        {
            refuses(half, "one reading");
        }
        refuses("5e3 7", "exponent");
        refuses("39°12'34s", "seconds or south");
        refuses("-39.5S 127E", "sign");
        refuses("-39 27 N", "sign");
    }

    #[test]
    fn what_is_no_place_is_refused_with_a_remedy() {
        refuses("127.1, 39.1", "longitude first");
        refuses("139.1, 127.1", "±90");
        refuses("39.1, 187.1", "±180");
        refuses("39.1", "two");
        refuses("39.1, 127.1 or so", "coordinate");
        refuses("nan, 127.1", "coordinate");
        refuses("inf 127", "coordinate");
        refuses("", "1 to");
        refuses(&"9".repeat(1000), "1 to");
        refuses("39°60'0\" 127°", "60");
        refuses("39.5° 30' 127°", "last part");
        refuses("9QCJ+2V", "short");
        refuses("9QCJ+2V Pyongyang", "full code");
        refuses("8Q000000+", "km");
        refuses("39.1.2, 127", "coordinate");
        refuses("39.1,, 127", "comma");
        refuses("С 39.1, В 127.1", "coordinate");
        refuses("\u{200e}39.1, 127.1", "u{200e}");
    }

    #[test]
    fn utm_letters_are_latitude_bands() {
        let (lat, lon) = degrees("52S 337000 4334000");
        assert!((lat - 39.14).abs() < 0.02 && (lon - 127.11).abs() < 0.02, "{lat} {lon}");
        for same in [
            "52 S 337000 4334000",
            "52s 337000mE 4334000mN",
            "UTM zone 52S, 337000, 4334000",
            "52 north 337000 4334000",
            "52N 337000 4334000",
            "52S 4334000 N 337000 E",
            "52S E 337000 N 4334000",
        ] {
            assert_eq!(degrees(same), (lat, lon), "{same}");
        }
        // Far from the band S the writer meant "south": the rule and the wish disagree, so neither is followed.
        refuses("56S 334873.199 6252266.092", "south");
        assert!(degrees("56 south 334873.199 6252266.092").0 < -33.0);
        assert!(degrees("56H 334873.199 6252266.092").0 < -33.0);
        refuses("52T 337000 4334000", "band");
        refuses("52S 4334000 337000", "easting");
        refuses("61S 337000 4334000", "1 to 60");
        refuses("52I 337000 4334000", "band");
        refuses("52S 337000", "two");
    }

    #[test]
    fn named_crs_is_kept_for_the_projection() {
        let at = |epsg, easting, northing| Position::Projected { epsg, easting, northing };
        assert_eq!(parse("EPSG:5179 1000000 2000000").unwrap(), at(5179, 1e6, 2e6));
        assert_eq!(parse("epsg:5179, 2000000 N, 1000000 E").unwrap(), at(5179, 1e6, 2e6));
        assert_eq!(parse("EPSG:4166 127.1E 39.1N").unwrap(), at(4166, 127.1, 39.1));
        refuses("EPSG:4166 127.1 39.1", "mark");
        refuses("EPSG:5179 1,000,000 2,000,000", "thousands");
        refuses("EPSG:5179 1000000", "two");
        refuses("EPSG: 1000000 2000000", "EPSG");
        refuses("EPSG:4326 127.1, 39.1", "longitude first");
    }

    #[test]
    fn mgrs_is_the_middle_of_its_cell() {
        let (lat, lon) = degrees("52S CJ 37000 34000");
        let (utm_lat, utm_lon) = degrees("52S 337000.5 4334000.5");
        assert!((lat - utm_lat).abs() < 1e-9 && (lon - utm_lon).abs() < 1e-9);
        assert_eq!(degrees("52SCJ3700034000"), (lat, lon));
        refuses("52SCJ370003400", "even");
        refuses("52S CJ 370 3400", "even");
        refuses("52S CJ", "km");
        refuses("52S CJ 3 3", "km");
        refuses("52S CJ 370001 340001", "digits");
        refuses("52SIO3700034000", "MGRS");
    }

    proptest! {
        #[test]
        fn never_panics(text in ".{0,60}") { let _ = parse(&text); }

        #[test]
        fn never_panics_near_the_grammar(text in "[0-9NSEW°'\",.: +\\-dms북위도CX]{0,30}") { let _ = parse(&text); }

        #[test]
        fn decimals_read_back_exactly(lat in -90.0..=90.0f64, lon in -180.0..=180.0f64) {
            prop_assert_eq!(degrees(&decimal_text(lat, lon)), (lat, lon));
        }

        #[test]
        fn dms_reads_back(lat in -90i32..90, lon in -180i32..180, m in 0u8..60, s in 0.0..59.9f64) {
            let text = |d: i32, side: [char; 2]| {
                format!("{}°{m:02}'{s:.3}\"{}", d.unsigned_abs(), side[usize::from(d < 0)])
            };
            let value = |d: i32| {
                let magnitude = f64::from(d.abs()) + f64::from(m) / 60.0 + s / 3600.0;
                if d < 0 { -magnitude } else { magnitude }
            };
            prop_assume!(value(lat).abs() <= 90.0 && value(lon).abs() <= 180.0);
            let (a, b) = degrees(&format!("{} {}", text(lat, ['N', 'S']), text(lon, ['E', 'W'])));
            prop_assert!((a - value(lat)).abs() < 1e-6 && (b - value(lon)).abs() < 1e-6);
        }

        #[test]
        fn one_angle_is_never_a_position(
            d in 0u8..60, m in 0u8..60, s in 0u8..60, parts in 1usize..=3, style in 0usize..5, side in 0usize..4, before: bool,
        ) {
            let marks = [["°", "'", "\""], ["d ", "m ", "s"], [" ", " ", " "], [":", ":", " "], ["도 ", "분 ", "초"]][style];
            let angle: String = [d, m, s].iter().zip(marks).take(parts).map(|(n, mark)| format!("{n}{mark}")).collect();
            let (angle, side) = (angle.trim_end_matches(':'), ["N", "S", "E", "west"][side]);
            let text = if before { format!("{side} {angle}") } else { format!("{angle} {side}") };
            prop_assert!(parse(&text).is_err(), "{text}");
            prop_assert!(style == 2 || parse(angle).is_err(), "{angle}");
        }

        #[test]
        fn utm_reads_back(lat in -79.9..83.9f64, lon in -180.0..179.99f64) {
            let utm = geoconvert::LatLon::create(lat, lon).unwrap().to_utmups();
            let side = if utm.is_north() { "north" } else { "south" };
            let (a, b) = degrees(&format!("{} {side} {} {}", utm.zone(), utm.easting(), utm.northing()));
            prop_assert!((a - lat).abs() < 1e-8 && (b - lon).abs() < 1e-7, "{} {}", a, b);
        }

        #[test]
        fn never_panics_near_mgrs(text in "[0-9]{1,3}[A-Z]{3}[0-9]{0,14}") { let _ = parse(&text); }

        #[test]
        fn mgrs_reads_back_within_its_cell(lat in -79.9..83.9f64, lon in -180.0..179.99f64) {
            prop_assume!(lat.abs() > 0.01); // The formatter of geoconvert 1.0.2, not used elsewhere, panics at 0.
            let here = geoconvert::LatLon::create(lat, lon).unwrap();
            let (a, b) = degrees(&here.to_mgrs(5).to_string());
            let north_m = (a - lat) * 111_700.0;
            let east_m = (b - lon) * 111_400.0 * lat.to_radians().cos();
            prop_assert!(north_m.hypot(east_m) < 0.75, "{} m", north_m.hypot(east_m));
        }
    }
}
