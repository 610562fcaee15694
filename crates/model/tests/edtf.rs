//! Every example of the EDTF specification, level 0 and 1 with its meaning and level 2 with its refusal, and what
//! must hold of any text.
//!
//! The bounds of everything but seasons and intervals without one end were compared with two independent programs,
//! edtf.js 4.11.1 and python-edtf 5.0.2. They agree, except that edtf.js moves a time of day to UTC and has no bounds
//! for years as far as 170000002, and that python-edtf wants seconds. On seasons the two contradict each other, and
//! the specification is silent.
#![allow(clippy::unwrap_used)]

use locus_model::edtf::{Bound, Edtf};
use proptest::prelude::*;

fn read(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn shown(bound: Bound) -> String {
    match bound {
        Bound::Day(date) => date.to_string(),
        Bound::Open => "open".to_owned(),
        Bound::Unknown => "unknown".to_owned(),
    }
}

/// Checks the bounds and that the text is kept.
fn assert_bounds(rows: &[(&str, &str, &str)]) {
    for (text, start, end) in rows {
        let edtf = read(text);
        assert_eq!((shown(edtf.start()), shown(edtf.end())), ((*start).to_owned(), (*end).to_owned()), "{text}");
        assert_eq!(edtf.to_string(), *text);
    }
}

/// Checks that each is refused for a reason that holds the given words.
fn assert_refused(rows: &[(&str, &str)]) {
    for (text, words) in rows {
        let error = Edtf::parse(text).expect_err(text);
        assert!(error.reason.contains(words), "{text}: {}", error.reason);
        assert_eq!(error.found, *text);
    }
}

#[test]
fn level_0_dates() {
    assert_bounds(&[
        ("1985-04-12", "1985-04-12", "1985-04-12"),
        ("1985-04", "1985-04-01", "1985-04-30"),
        ("1985", "1985-01-01", "1985-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
    ]);
    for text in ["1985-04-12", "1985-04", "1985"] {
        assert!(!read(text).is_interval(), "{text}");
    }
}

#[test]
fn level_0_times_of_day() {
    for text in ["T23:20:30", "T23:20:30Z", "T23:20:30-04", "T23:20:30+04:30", "T23:20", "T23:20Z", "T23:59:60Z"] {
        let text = format!("1985-04-12{text}");
        assert_bounds(&[(&text, "1985-04-12", "1985-04-12")]);
    }
}

#[test]
fn level_0_intervals() {
    assert_bounds(&[
        ("1964/2008", "1964-01-01", "2008-12-31"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
        ("2005/2006-02", "2005-01-01", "2006-02-28"),
        ("2004/2004-02", "2004-01-01", "2004-02-29"),
    ]);
    assert!(read("1964/2008").is_interval());
}

#[test]
fn level_1_years_and_seasons() {
    assert_bounds(&[
        ("Y170000002", "+170000002-01-01", "+170000002-12-31"),
        ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
        ("-1985", "-1985-01-01", "-1985-12-31"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2001-22", "2001-06-01", "2001-08-31"),
        ("2001-23", "2001-09-01", "2001-11-30"),
        ("2001-24", "2001-01-01", "2002-02-28"),
        ("2003-24", "2003-01-01", "2004-02-29"),
        ("2009-23~/2010-21", "2009-09-01", "2010-05-31"),
    ]);
}

#[test]
fn level_1_qualification_marks_without_moving_the_bounds() {
    assert_bounds(&[
        ("1984?", "1984-01-01", "1984-12-31"),
        ("2004-06~", "2004-06-01", "2004-06-30"),
        ("2004-06-11%", "2004-06-11", "2004-06-11"),
        ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ]);
    let marks = |text: &str| (read(text).is_uncertain(), read(text).is_approximate());
    assert_eq!(marks("1984"), (false, false));
    assert_eq!(marks("1984?"), (true, false));
    assert_eq!(marks("2004-06~"), (false, true));
    assert_eq!(marks("2004-06-11%"), (true, true));
    assert_eq!(marks("1984/2004-06~"), (false, true));
    assert_eq!(marks("1984?/2004-06~"), (true, true));
    assert_eq!(marks("1984?/.."), (true, false));
}

#[test]
fn level_1_unspecified_digits() {
    assert_bounds(&[
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("-20XX", "-2099-01-01", "-2000-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ]);
}

#[test]
fn level_1_intervals_tell_open_from_unknown() {
    assert_bounds(&[
        ("1985-04-12/..", "1985-04-12", "open"),
        ("1985-04/..", "1985-04-01", "open"),
        ("1985/..", "1985-01-01", "open"),
        ("../1985-04-12", "open", "1985-04-12"),
        ("../1985-04", "open", "1985-04-30"),
        ("../1985", "open", "1985-12-31"),
        ("1985-04-12/", "1985-04-12", "unknown"),
        ("1985-04/", "1985-04-01", "unknown"),
        ("1985/", "1985-01-01", "unknown"),
        ("/1985-04-12", "unknown", "1985-04-12"),
        ("/1985-04", "unknown", "1985-04-30"),
        ("/1985", "unknown", "1985-12-31"),
        ("/..", "unknown", "open"),
    ]);
    assert_eq!((read("1985/..").latest(), read("1985/").latest()), (None, None));
}

#[test]
fn level_2_is_refused_with_the_level_1_way_to_say_it() {
    assert_refused(&[
        ("Y-17E7", "exponents (E)"),
        ("1950S2", "195X or 19XX"),
        ("Y171010000S3", "significant digits (S)"),
        ("Y3388E2S3", "significant digits (S)"),
        ("2001-34", "sub-year grouping 34 is level 2"),
        ("[1667,1668,1670..1672]", "sets are level 2"),
        ("[..1760-12-03]", "sets are level 2"),
        ("[1760-12..]", "sets are level 2"),
        ("[1667,1760-12]", "sets are level 2"),
        ("{1667,1668,1670..1672}", "sets are level 2"),
        ("{1960,1961-12}", "sets are level 2"),
        ("{..1984}", "sets are level 2"),
        ("2004-06~-11", "at the end, for the whole"),
        ("2004?-06-11", "at the end, for the whole"),
        ("?2004-06-~11", "at the end, for the whole"),
        ("2004-%06-11", "at the end, for the whole"),
        ("156X-12-25", "without a month"),
        ("15XX-12-25", "without a month"),
        ("XXXX-12-XX", "without a month"),
        ("1XXX-XX", "without a month"),
        ("1XXX-12", "without a month"),
        ("1XXX", "one or two digits of a year"),
        ("1984-1X", "as a whole: XX"),
        ("1984-XX-12", "1985-XX-XX"),
        ("1984-12-1X", "as a whole: XX"),
        ("2004-06-~01/2004-06-~20", "at the end, for the whole"),
        ("2004-06-XX/2004-07-03", "write the coarser date"),
    ]);
}

#[test]
fn mistakes_are_refused_with_what_was_expected() {
    assert_refused(&[
        ("", "it is empty: expected a date such as 2009-11-03"),
        ("2019-02-30", "month 02 of the year 2019 has days 01 to 28, found day 30"),
        ("1900-02-29", "days 01 to 28"),
        ("2019-04-31", "days 01 to 30"),
        ("2019-00", "a month (01 to 12) or a season"),
        ("2019-13-01", "a month from 01 to 12 before the day"),
        ("2019-21-01", "a month from 01 to 12 before the day"),
        ("2019-01-00", "days 01 to 31, found day 00"),
        ("2019-5-12", "found \"5\""),
        ("2019-05-2", "a day of two digits"),
        ("2019-05-12-01", "at most a year, a month and a day"),
        ("987", "0987 for 987"),
        ("12019", "starts with Y"),
        ("Y2019", "more than four digits"),
        ("Y00170000002", "more than four digits"),
        ("Y99999999999999999999", "does not fit 64 bits"),
        ("20190512", "joined by \"-\""),
        ("12/05/2019", "one \"/\""),
        ("-0000", "no year -0000"),
        ("2019 ", "four digits"),
        ("२०१९", "four digits"),
        ("2019년", "four digits"),
        ("spring 2019", "four digits"),
        ("2010/2009", "ends on 2009-12-31, before it starts on 2010-01-01"),
        ("2010-03?/2009-11", "before it starts"),
        ("/", "says nothing"),
        ("2009/open", "write \"..\""),
        ("unknown/2009", "nothing for an unknown one"),
        ("2009/2010T10:00:00", "without a time of day"),
        ("2009??", "one qualifier"),
        ("2009?~", "one qualifier"),
        ("?", "four digits"),
        ("2019-05T10:00:00", "a full, unqualified date"),
        ("2019-05-12T", "found \"\""),
        ("2019-05-12T24:00:00", "from 00:00:00 to 23:59:59"),
        ("2019-05-12T23:60", "from 00:00:00 to 23:59:59"),
        ("2019-05-12T02:31:07.25Z", "leave the fraction out"),
        ("2019-05-12T02:31+9", "+09:00"),
        ("2019-05-12T02:31ZZ", "+09:00"),
        ("2019-05-12T02:31Z?", "takes no qualifier"),
        ("2019-05-12?T02:31Z", "a full, unqualified date"),
    ]);
}

#[test]
fn overlap_is_possible_until_the_bounds_exclude_it() {
    let overlap = |a: &str, b: &str| {
        assert_eq!(read(a).overlaps(&read(b)), read(b).overlaps(&read(a)), "{a}, {b}");
        read(a).overlaps(&read(b))
    };
    assert!(overlap("2009-11/2010-03", "2010"));
    assert!(overlap("2009-11", "2009-11-30"), "bounds are included");
    assert!(!overlap("2009-11", "2009-12-01"));
    assert!(!overlap("2009~", "2010"), "a qualifier does not widen");
    assert!(overlap("2009/..", "2023") && overlap("2009/", "2023"), "neither open nor unknown excludes");
    assert!(!overlap("2009/..", "2008-12-31") && !overlap("2009/", "2008"));
    assert!(overlap("/2010", "1950") && !overlap("/2010", "2011"));
    assert!(overlap("2009-24", "2010-01") && overlap("2009-24", "2009-01"), "either winter of the year");
}

#[test]
fn certainty_of_lying_within_needs_known_bounds_and_no_qualifier() {
    let within = |a: &str, b: &str| read(a).certainly_within(&read(b));
    assert!(within("2009-11", "2009-11/2010-03") && within("2010-03-31", "2009-11/2010-03"));
    assert!(!within("2010", "2009-11/2010-03"));
    assert!(within("2009-11", "1998/..") && within("2009/..", "1998/.."));
    assert!(!within("2009/..", "1998/2020"), "no end");
    assert!(!within("2009/", "1998/2020"), "the end may lie outside");
    assert!(within("2009/", "1998/.."), "wherever the end lies, no bound is set");
    assert!(!within("2009-11", "1998/"), "the other may have ended before");
    assert!(!within("2009?", "2000/2020") && !within("2009", "2000~/2020"));
}

/// A date of level 1 without a qualifier, not for use in an interval where `unspecified`.
fn plain_date(unspecified: bool) -> impl Strategy<Value = String> {
    let year = (-9999i64..=9999).prop_map(|y| if y < 0 { format!("-{:04}", -y) } else { format!("{y:04}") });
    let exact = (year.clone(), 1u8..=12, 1u8..=28);
    let written = prop_oneof![
        year.clone(),
        (year.clone(), prop_oneof![1u8..=12, 21u8..=24]).prop_map(|(y, m)| format!("{y}-{m:02}")),
        exact.prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        (any::<bool>(), 10_000i64..).prop_map(|(minus, y)| format!("Y{}{y}", if minus { "-" } else { "" })),
    ];
    let digits = prop_oneof![
        (1u16..=999).prop_map(|y| format!("{y:03}X")),
        (1u8..=99).prop_map(|y| format!("{y:02}XX")),
        year.clone().prop_map(|y| format!("{y}-XX")),
        (year.clone(), 1u8..=12).prop_map(|(y, m)| format!("{y}-{m:02}-XX")),
        year.prop_map(|y| format!("{y}-XX-XX")),
    ];
    if unspecified { prop_oneof![written, digits].boxed() } else { written.boxed() }
}

fn qualified(date: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (date, "[?~%]?").prop_map(|(date, mark)| date + &mark)
}

fn interval_end() -> impl Strategy<Value = String> {
    prop_oneof![4 => qualified(plain_date(false)), 1 => Just("..".to_owned()), 1 => Just(String::new())]
}

/// Any date or interval of level 1; years near each other, so that the relations are not all trivial.
fn edtf() -> impl Strategy<Value = Edtf> {
    let near = (1990i64..2010, 1u8..=12, 1u8..=28, 0..3).prop_map(|(y, m, d, precision)| match precision {
        0 => format!("{y}"),
        1 => format!("{y}-{m:02}"),
        _ => format!("{y}-{m:02}-{d:02}"),
    });
    let end = prop_oneof![4 => near.clone(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
    let interval = (end.clone(), end).prop_map(|(a, b)| format!("{a}/{b}"));
    prop_oneof![near, interval, qualified(plain_date(true))]
        .prop_filter_map("the end before the start", |text| Edtf::parse(&text).ok())
}

proptest! {
    #[test]
    fn level_1_dates_are_read_and_kept(text in qualified(plain_date(true))) {
        let edtf = Edtf::parse(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(edtf.to_string(), text);
        prop_assert!(edtf.earliest().unwrap() <= edtf.latest().unwrap());
    }

    #[test]
    fn level_1_intervals_are_read_unless_reversed(from in interval_end(), to in interval_end()) {
        let text = format!("{from}/{to}");
        match Edtf::parse(&text) {
            Ok(edtf) => prop_assert!(edtf.earliest().zip(edtf.latest()).is_none_or(|(first, last)| first <= last)),
            Err(_) if text == "/" => {}
            Err(error) => {
                prop_assert!(error.reason.contains("before it starts"), "{}", error);
                prop_assert!(read(&from).earliest() > read(&to).latest());
            }
        }
    }

    #[test]
    fn no_text_panics_and_every_refusal_has_a_reason(text in prop_oneof!["\\PC{0,20}", "[-0-9XYTZES?~%./:+]{0,20}"]) {
        match Edtf::parse(&text) {
            Ok(edtf) => prop_assert_eq!(edtf.to_string(), text),
            Err(error) => prop_assert!(!error.reason.is_empty()),
        }
    }

    #[test]
    fn relations_fit_together(a in edtf(), b in edtf(), c in edtf()) {
        prop_assert!(a.overlaps(&a));
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        if a.certainly_within(&b) {
            prop_assert!(a.overlaps(&b), "{} within {}", a, b);
            prop_assert!(!b.certainly_within(&c) || a.certainly_within(&c), "{} within {} within {}", a, b, c);
            prop_assert!(!a.overlaps(&c) || b.overlaps(&c), "{} within {}, {}", a, b, c);
        }
    }
}
