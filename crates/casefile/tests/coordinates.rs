//! The coordinate reader against the published test material of independent programs (see docs/coordinates.md).
#![allow(clippy::unwrap_used)]

use locus_casefile::coordinate::{Axis, angle, parse, plus_code};
use locus_model::Position;
use std::path::PathBuf;

/// A file of the test data; `None`, with a line on the screen, when LOCUS_DATA is not set.
fn data(path: &str) -> Option<String> {
    let Some(root) = std::env::var_os("LOCUS_DATA") else {
        println!("skipped: LOCUS_DATA is not set");
        return None;
    };
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(root).join("conformance").join(path);
    Some(std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
}

fn degrees(text: &str) -> Option<(f64, f64)> {
    match parse(text) {
        Ok(Position::Geographic(p)) => Some((p.geometry().y(), p.geometry().x())),
        _ => None,
    }
}

#[track_caller]
fn near(text: &str, (lat, lon): (f64, f64), tolerance: f64) {
    let found = degrees(text).unwrap_or_else(|| panic!("{text}: {:?}", parse(text)));
    let east = (found.1 - lon + 540.0).rem_euclid(360.0) - 180.0;
    assert!((found.0 - lat).abs() <= tolerance && east.abs() <= tolerance, "{text}: {found:?}, not {lat} {lon}");
}

/// What stands between two marks.
fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// Rows of a CSV without comments.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split(',').collect())
}

#[test]
fn geographiclib_geoconvert() {
    let Some(source) = data("geographiclib/geoconvert.csv") else { return };
    // Test number, input as in the file, expected place (from the regular expression of the file); None: refused there.
    let cases = [
        ("0", "33.3 44.4", Some((33.3, 44.4))),
        ("2", "30d30'30\" 30.50833", Some((30.508_333_3, 30.508_33))),
        ("4", "garbage", None),
        ("5", "5d. 0", None),
        ("6", "0 179.99999999999998578", Some((0.0, 179.999_999_999_999_99))),
        ("9", "5d70.0 10", None),
        ("10", "5d60 10", None),
        ("11", "5d59 10", Some((5.0 + 59.0 / 60.0, 10.0))),
        ("12", "5d60. 10", Some((6.0, 10.0))),
        ("13", "5d60.0 10", Some((6.0, 10.0))),
        ("14", "5.25 5.75", Some((5.25, 5.75))),
        ("15", "5.03125 5.09375", Some((5.03125, 5.09375))),
        ("16", "38n 444140.6 3684706.3", Some((33.3, 44.4))),
        ("22", "5.5 6.5", Some((5.5, 6.5))),
    ];
    for (test, text, expected) in cases {
        assert!(
            source.contains(&format!("GeoConvert{test},")) && source.contains(&text.replace('"', "\"\"")),
            "{text}"
        );
        match expected {
            Some(place) => near(text, place, 1e-5),
            None => assert!(parse(text).is_err(), "GeoConvert{test}: {text}"),
        }
    }
    near("86 0", (86.0, 0.0), 0.0);
    near("38n 500000 63.811", (0.000_577, 45.0), 1e-6);
    // Read there, refused here by rule: a 100 km square is no place; UPS has no zone.
    for text in ["38smb", "s 2746000 1515000"] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn geodesy_dms() {
    let Some(source) = data("geodesy/dms-tests.js") else { return };
    let (mut agreed, mut refused, mut over) = (0, 0, 0);
    for line in source.lines().filter(|line| line.contains("=> Dms.parse('") && !line.contains("variations[")) {
        let text = between(line, "Dms.parse('", "')").unwrap();
        match between(line, "equal(", ")") {
            None => {
                assert!(angle(text, Axis::Longitude).is_err(), "{text}");
                refused += 1;
            }
            Some(number) => {
                let expected: f64 = number.parse().unwrap();
                match angle(text, Axis::Longitude) {
                    Ok(found) => {
                        assert!((found - expected).abs() < 1e-12, "{text}");
                        agreed += 1;
                    }
                    Err(_) => {
                        assert!(expected.abs() > 180.0, "{text}");
                        over += 1;
                    }
                }
            }
        }
    }
    let list = between(&source, "const variations = [", "];").unwrap();
    let quoted = |line: &str| {
        Some(line.trim().trim_end_matches(',').strip_prefix('\'')?.strip_suffix('\'')?.replace("\\'", "'"))
    };
    let texts: Vec<String> = list.lines().filter_map(quoted).collect();
    assert_eq!(texts.len(), 13);
    for text in &texts {
        let dressed = |before: &str, after: &str| format!("{before}{text}{after}");
        for (written, axis, sign) in [
            (dressed("", ""), Axis::Latitude, 1.0),
            (dressed("-", ""), Axis::Latitude, -1.0),
            (dressed("", "N"), Axis::Latitude, 1.0),
            (dressed("", "S"), Axis::Latitude, -1.0),
            (dressed("", "E"), Axis::Longitude, 1.0),
            (dressed("", "W"), Axis::Longitude, -1.0),
            (dressed("", " N"), Axis::Latitude, 1.0),
            (dressed("", " S"), Axis::Latitude, -1.0),
            (dressed("", " E"), Axis::Longitude, 1.0),
            (dressed("", " W"), Axis::Longitude, -1.0),
        ] {
            let found = angle(&written, axis).unwrap();
            assert!((found - sign * 45.7626).abs() < 1e-12, "{written}: {found}");
            agreed += 1;
        }
    }
    println!("geodesy dms: {agreed} agreed, {refused} refused in both, {over} beyond 180 degrees refused here only");
    assert_eq!((agreed, refused, over), (136, 3, 4));
}

#[test]
fn geodesy_utm_mgrs() {
    let Some(source) = data("geodesy/utm-mgrs-tests.js") else { return };
    let (mut places, mut squares, mut refused, mut decimals) = (0, 0, 0, 0);
    for line in source.lines() {
        let spelled = |utm: &str| utm.replace(" N ", " north ").replace(" S ", " south ");
        if let (Some(utm), true) = (between(line, "Utm.parse('", "')"), line.contains(".toLatLon().toString().should"))
        {
            let numbers = between(line, "new LatLon(", ")").map(|pair| pair.replace(' ', ""));
            let expected = numbers.or_else(|| between(line, "equal('", "')").map(str::to_owned)).unwrap();
            near(&spelled(utm), degrees(&expected).unwrap(), 6e-5);
            places += 1;
        } else if let (Some(mgrs), true) = (between(line, "Mgrs.parse('", "')"), line.contains(".toUtm().toString(")) {
            let corner = spelled(between(line, "equal('", "')").unwrap());
            if mgrs.contains('.') {
                assert!(parse(mgrs).is_err(), "{mgrs}");
                decimals += 1;
                continue;
            }
            let digits = mgrs.split_whitespace().last().unwrap().len();
            let half = 0.5 * 10f64.powi(5 - digits as i32);
            let words: Vec<&str> = corner.split(' ').collect();
            let middle = |word: &str| word.parse::<f64>().unwrap() + half;
            let centre = format!("{} {} {} {}", words[0], words[1], middle(words[2]), middle(words[3]));
            near(mgrs, degrees(&centre).unwrap(), 1e-9);
            squares += 1;
        } else if line.contains("should.Throw") && line.contains(".parse('") {
            assert!(parse(between(line, ".parse('", "')").unwrap()).is_err(), "{line}");
            refused += 1;
        }
    }
    println!(
        "geodesy utm/mgrs: {places} places, {squares} squares, {refused} refused in both, {decimals} decimals refused here"
    );
    assert_eq!((places, squares, refused, decimals), (14, 13, 3, 2));
}

#[test]
fn plus_codes_decode() {
    let Some(source) = data("open-location-code/decoding.csv") else { return };
    let mut tried = 0;
    for row in rows(&source) {
        let numbers: Vec<f64> = row[1..].iter().map(|n| n.parse().unwrap()).collect();
        let cell = plus_code::decode(row[0]).unwrap_or_else(|| panic!("{}", row[0]));
        let found = [cell.digits as f64, cell.south, cell.west, cell.north, cell.east];
        for (a, b) in found.iter().zip(&numbers) {
            assert!((a - b).abs() <= 1e-10, "{}: {found:?} {numbers:?}", row[0]);
        }
        tried += 1;
    }
    println!("plus codes: {tried} decoded");
    assert!(tried > 300, "{tried}");
}

#[test]
fn plus_codes_hold_the_point_they_were_encoded_from() {
    let Some(source) = data("open-location-code/encoding.csv") else { return };
    let (mut tried, mut beyond) = (0, 0);
    for row in rows(&source) {
        let [lat, lon] = [row[0], row[1]].map(|n| n.parse::<f64>().unwrap());
        if row[5].is_empty() {
            continue;
        }
        let cell = plus_code::decode(row[5]).unwrap();
        if lat.abs() >= 90.0 || lon.abs() >= 180.0 {
            beyond += 1;
            continue;
        }
        let inside =
            lat >= cell.south - 1e-7 && lat <= cell.north + 1e-7 && lon >= cell.west - 1e-6 && lon <= cell.east + 1e-6;
        assert!(inside, "{row:?} {cell:?}");
        tried += 1;
    }
    println!(
        "plus codes: {tried} cells hold their point, {beyond} inputs at or beyond the pole or date line not compared"
    );
    assert!(tried > 250, "{tried}");
}

#[test]
fn plus_codes_are_valid_short_or_neither() {
    let Some(source) = data("open-location-code/validityTests.csv") else { return };
    let mut tried = 0;
    for row in rows(&source) {
        let expected = match (row[1], row[2], row[3]) {
            ("true", "false", "true") => plus_code::Validity::Full,
            ("true", "true", "false") => plus_code::Validity::Short,
            _ => plus_code::Validity::Invalid,
        };
        assert_eq!(plus_code::validity(row[0]), expected, "{}", row[0]);
        if expected != plus_code::Validity::Full {
            assert!(parse(row[0]).is_err(), "{}", row[0]);
        }
        tried += 1;
    }
    assert_eq!(tried, 25);
    let mut short = 0;
    for row in rows(&data("open-location-code/shortCodeTests.csv").unwrap()) {
        if plus_code::validity(row[3]) != plus_code::Validity::Short {
            continue;
        }
        let error = parse(row[3]).unwrap_err();
        assert!(error.remedy.contains("full code"), "{}: {error}", row[3]);
        short += 1;
    }
    println!("plus codes: {tried} validities, {short} short codes refused");
    assert!(short >= 15, "{short}");
}

#[test]
fn lat_lon_parser_strings() {
    let Some(source) = data("lat-lon-parser/strings.json") else { return };
    let file: serde_json::Value = serde_json::from_str(&source).unwrap();
    let (mut agreed, mut refused) = (0, Vec::new());
    for entry in file["values"].as_array().unwrap() {
        let (text, expected) = (entry["text"].as_str().unwrap(), entry["degrees"].as_f64().unwrap());
        match [Axis::Latitude, Axis::Longitude].iter().find_map(|axis| angle(text, *axis).ok()) {
            Some(found) => {
                assert!((found - expected).abs() < 1e-9, "{text}: {found}");
                agreed += 1;
            }
            None => refused.push(text),
        }
    }
    for text in &refused {
        println!("refused: {text}: {}", angle(text, Axis::Latitude).unwrap_err());
    }
    println!("lat_lon_parser: {agreed} agreed, {} refused here only", refused.len());
    // 8 Cyrillic letters, 3 commas between parts, one hyphen with spaces inside an angle.
    assert_eq!((agreed, refused.len()), (65, 12));
    for text in file["invalid"].as_array().unwrap() {
        let text = text.as_str().unwrap();
        assert!(angle(text, Axis::Latitude).is_err() && angle(text, Axis::Longitude).is_err(), "{text}");
    }
}

#[test]
fn utm_known_values() {
    let Some(source) = data("utm-tests/test_utm.py") else { return };
    let list = between(&source, "known_values = [", "\n]").unwrap();
    let lines: Vec<&str> = list.lines().map(str::trim).filter(|l| l.starts_with('(') && l.ends_with("),")).collect();
    let mut tried = 0;
    for pair in lines.chunks_exact(2) {
        let numbers: Vec<f64> =
            pair[0].trim_matches(['(', ')', ',']).split(',').map(|n| n.trim().parse().unwrap()).collect();
        let utm: Vec<&str> = pair[1].trim_matches(['(', ')', ',']).split(", ").collect();
        let text = format!("{}{} {} {}", utm[2], utm[3].trim_matches('"'), utm[0], utm[1]);
        near(&text, (numbers[0], numbers[1]), 1e-4);
        tried += 1;
    }
    for text in [
        "32U 0 5000000",
        "32U 99999 5000000",
        "32U 1000000 5000000",
        "32U 500000 -1",
        "32U 500000 10000001",
        "0U 500000 5000000",
        "61U 500000 5000000",
        "32A 500000 5000000",
        "32B 500000 5000000",
        "32I 500000 5000000",
        "32O 500000 5000000",
        "32Y 500000 5000000",
        "32Z 500000 5000000",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
    println!("utm: {tried} known values");
    assert_eq!(tried, 12);
}

#[test]
fn published_camp_coordinates() {
    let Some(source) = data("nk-camps/dms-expected.csv") else { return };
    let mut seen = (0, 0);
    for row in rows(&source).skip(1) {
        match row[2] {
            "refuse" => {
                assert!(parse(row[1]).is_err(), "{}", row[1]);
                seen.1 += 1;
            }
            latitude => {
                near(row[1], (latitude.parse().unwrap(), row[3].parse().unwrap()), 1e-8);
                seen.0 += 1;
            }
        }
    }
    assert_eq!(seen, (3, 1));
}

/// The texts in `code` of one column of a table under a heading of `docs/coordinates.md`.
fn documented(heading: &str) -> Vec<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/coordinates.md");
    let text = std::fs::read_to_string(file).unwrap();
    let section = between(&text, heading, "\n## ").unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_documentation_says_what_is_read_and_refused() {
    let accepted = documented("## What is accepted");
    for text in &accepted {
        assert!(parse(text).is_ok(), "{text}: {}", parse(text).unwrap_err());
    }
    let refused = documented("## What is refused, and why");
    for text in refused.iter().filter(|text| text.len() > 2) {
        assert!(parse(text).is_err(), "{text}");
    }
    assert!(accepted.len() > 20 && refused.len() > 6, "{accepted:?} {refused:?}");
}
