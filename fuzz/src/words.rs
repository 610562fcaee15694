//! What people write into a field: a place, a date.

use crate::answer::tells;
use locus_casefile::coordinate::{self, CoordinateError, plus_code};
use locus_model::{Edtf, Position};

/// A place is one of the earth, and reads the same once it is written as decimal degrees.
pub fn coordinate(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    place(coordinate::parse(text));
    let (latitude, longitude) = text.split_once(',').unwrap_or((text, text));
    place(coordinate::parse_columns(latitude, longitude));
    if let Some(cell) = plus_code::decode(text) {
        assert_eq!(plus_code::validity(text), plus_code::Validity::Full);
        assert!(cell.south < cell.north && cell.west < cell.east, "{text}: {cell:?}");
    }
}

fn place(read: Result<Position, CoordinateError>) {
    match read {
        Ok(Position::Geographic(at)) => {
            let (latitude, longitude) = (at.geometry().y(), at.geometry().x());
            assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0, "{latitude}, {longitude}");
            let written = coordinate::decimal_text(latitude, longitude);
            assert_eq!(coordinate::parse(&written), Ok(Position::Geographic(at)), "{written}");
        }
        Ok(Position::Projected { easting, northing, .. }) => assert!(easting.is_finite() && northing.is_finite()),
        Err(error) => {
            // What was found stands there in quotes, and may be nothing.
            tells(&format!("{:?}", error.found), &error.expected, &error.remedy);
            assert!(!error.to_string().contains(char::is_control), "{error:?}");
        }
    }
}

/// A date keeps its words, its bounds are in order, and it is compared with itself and with another without surprise.
pub fn date(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let (one, other) = text.split_once(' ').unwrap_or((text, text));
    let dates = [Edtf::parse(one), Edtf::parse(other)];
    for (date, text) in dates.iter().zip([one, other]) {
        match date {
            Ok(date) => ordered(date, text),
            Err(error) => assert!(!error.reason.trim().is_empty()),
        }
    }
    if let [Ok(one), Ok(other)] = dates {
        assert_eq!(one.overlaps(&other), other.overlaps(&one), "{one:?} and {other:?}");
        assert!(!one.certainly_within(&other) || one.overlaps(&other), "{one:?} within {other:?}");
    }
}

fn ordered(date: &Edtf, text: &str) {
    assert_eq!(date.as_str(), text);
    assert_eq!(Edtf::parse(text).as_ref(), Ok(date));
    if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
        assert!(earliest <= latest, "{date:?}");
    }
    assert!(date.overlaps(date));
}
