//! The grammar of EDTF level 0 and level 1. Errors say what was found and what to write instead.

use super::date::days_in_month;
use super::{Bound, Date, Span};

type Parsed<T> = Result<T, String>;

/// The first and the last day of something.
type Days = (Date, Date);

const EXAMPLES: &str = "expected a date such as 2009-11-03, 2009-11, 2009 or 200X, or an interval such as \
                        2009-11/2010-03 or 2009-11/..";

/// Any text of level 0 or 1.
pub(super) fn span(text: &str) -> Parsed<Span> {
    if text.is_empty() {
        return Err(format!("it is empty: {EXAMPLES}; leave the value out where nothing is known"));
    }
    if text.starts_with(['[', '{']) {
        return Err("sets are level 2: write the interval from the earliest to the latest date".to_owned());
    }
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [single] => match single.split_once('T') {
            Some((date, time)) => date_time(date, time),
            None => date(single),
        },
        [start, end] => interval(start, end),
        _ => Err("an interval has one \"/\", and the parts of a date are joined by \"-\": 2009-11-03".to_owned()),
    }
}

fn interval(start: &str, end: &str) -> Parsed<Span> {
    if start.is_empty() && end.is_empty() {
        return Err("an interval with both ends unknown says nothing: leave the value out".to_owned());
    }
    let (from, to) = (interval_end(start)?, interval_end(end)?);
    if let (Bound::Day(first), Bound::Day(last)) = (from.start, to.end)
        && last < first
    {
        return Err(format!("it ends on {last}, before it starts on {first}: write the earlier date first"));
    }
    Ok(Span {
        start: from.start,
        end: to.end,
        interval: true,
        uncertain: from.uncertain || to.uncertain,
        approximate: from.approximate || to.approximate,
    })
}

fn interval_end(text: &str) -> Parsed<Span> {
    let unbounded = |bound| Span { start: bound, end: bound, interval: false, uncertain: false, approximate: false };
    match text {
        "" => Ok(unbounded(Bound::Unknown)),
        ".." => Ok(unbounded(Bound::Open)),
        "open" | "unknown" => {
            Err(format!("\"{text}\" is of a draft of 2012: write \"..\" for an open end, nothing for an unknown one"))
        }
        _ if text.contains('T') => Err("an interval is made of dates without a time of day".to_owned()),
        _ if text.contains('X') => {
            Err("unspecified digits inside an interval are level 2: write the coarser date, 2009-11 for 2009-11-XX"
                .to_owned())
        }
        _ => date(text),
    }
}

/// A date with at most one qualifier, at its end.
fn date(text: &str) -> Parsed<Span> {
    let (plain, uncertain, approximate) = match text.chars().next_back() {
        Some('?') => (text.trim_end_matches('?'), true, false),
        Some('~') => (text.trim_end_matches('~'), false, true),
        Some('%') => (text.trim_end_matches('%'), true, true),
        _ => (text, false, false),
    };
    if text.len() - plain.len() > 1 || plain.ends_with(['?', '~', '%']) {
        return Err("a date takes one qualifier: ? uncertain, ~ approximate, % both".to_owned());
    }
    if plain.contains(['?', '~', '%']) {
        return Err("a qualifier of a part of a date is level 2: write it once, at the end, for the whole".to_owned());
    }
    let (first, last) = match plain.strip_prefix('Y') {
        Some(year) => long_year(year)?,
        None => calendar_date(plain)?,
    };
    Ok(Span { start: Bound::Day(first), end: Bound::Day(last), interval: false, uncertain, approximate })
}

/// What follows the `Y` of a year beyond four digits.
fn long_year(text: &str) -> Parsed<Days> {
    if text.contains(['E', 'S']) {
        return Err("exponents (E) and significant digits (S) are level 2: write the year out".to_owned());
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let well_formed = digits.len() > 4 && is_digits(digits) && !digits.starts_with('0');
    match text.parse() {
        Ok(year) if well_formed => Ok((Date::first_of_year(year), Date::last_of_year(year))),
        Err(_) if well_formed => Err(format!("year {text} does not fit 64 bits")),
        _ => Err(format!("Y starts a year of more than four digits such as Y170000002, found \"{text}\" after it")),
    }
}

fn calendar_date(text: &str) -> Parsed<Days> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    match unsigned.split('-').collect::<Vec<_>>().as_slice() {
        [year] => year_or_years(sign, year),
        [year, "XX"] | [year, "XX", "XX"] => whole_year(exact_year(sign, year)?),
        [year, month] => month_or_season(exact_year(sign, year)?, month),
        [_, "XX", _] => {
            Err("a day in an unspecified month is level 2: leave the day unspecified too, 1985-XX-XX".to_owned())
        }
        [year, month, "XX"] => whole_month(exact_year(sign, year)?, month_of_day(month)?),
        [year, month, day] => one_day(exact_year(sign, year)?, month_of_day(month)?, day),
        _ => Err(format!("a date has at most a year, a month and a day; {EXAMPLES}")),
    }
}

/// A year alone, its last one or two digits perhaps unspecified.
fn year_or_years(sign: i64, text: &str) -> Parsed<Days> {
    let known = text.trim_end_matches('X');
    let unspecified = text.len() - known.len();
    if text.len() != 4 || !is_digits(known) || unspecified == 0 {
        return whole_year(exact_year(sign, text)?);
    }
    let width = match unspecified {
        1 => 10,
        2 => 100,
        _ => return Err("level 1 leaves the last one or two digits of a year unspecified: 201X, 20XX".to_owned()),
    };
    let near = number(known)? * width;
    let (low, high) = if sign > 0 { (near, near + width - 1) } else { (1 - near - width, -near) };
    Ok((Date::first_of_year(low), Date::last_of_year(high)))
}

/// A year of exactly four digits.
fn exact_year(sign: i64, text: &str) -> Parsed<i64> {
    if text.len() == 4 && is_digits(text) {
        return match (sign, number(text)?) {
            (-1, 0) => Err("there is no year -0000: 1 BCE is 0000, 2 BCE is -0001".to_owned()),
            (_, year) => Ok(sign * year),
        };
    }
    Err(if text.contains('X') {
        "unspecified digits of a year are read at its end and without a month: 201X or 20XX; other places are level 2"
            .to_owned()
    } else if text.contains(['S', 'E']) {
        "significant digits (S) and exponents (E) are level 2: write the decade or century, 195X or 19XX".to_owned()
    } else if is_digits(text) && text.len() == 8 {
        "the parts of a date are joined by \"-\": 2009-11-03".to_owned()
    } else if is_digits(text) && text.len() > 4 {
        "a year of more than four digits starts with Y: Y170000002".to_owned()
    } else {
        format!("expected a year of four digits such as 2009 (0987 for 987), found \"{text}\"")
    })
}

fn month_or_season(year: i64, text: &str) -> Parsed<Days> {
    let from_to = |first, last| Ok((Date::first_of_month(year, first), Date::last_of_month(year, last)));
    match two_digits(text) {
        Some(month @ 1..=12) => whole_month(year, month),
        Some(21) => from_to(3, 5),
        Some(22) => from_to(6, 8),
        Some(23) => from_to(9, 11),
        Some(24) => Ok((Date::first_of_year(year), Date::last_of_month(year + 1, 2))),
        Some(25..=41) => Err(format!(
            "sub-year grouping {text} is level 2: level 1 has months 01 to 12 and seasons 21 (spring) to 24 (winter)"
        )),
        _ if text.contains('X') => Err(format!("level 1 leaves a month unspecified as a whole: XX, found \"{text}\"")),
        _ => Err(format!("expected a month (01 to 12) or a season (21 spring to 24 winter), found \"{text}\"")),
    }
}

/// The month of a date that goes on to the day.
fn month_of_day(text: &str) -> Parsed<u8> {
    match two_digits(text) {
        Some(month @ 1..=12) => Ok(month),
        _ => Err(format!("expected a month from 01 to 12 before the day, found \"{text}\"")),
    }
}

fn one_day(year: i64, month: u8, text: &str) -> Parsed<Days> {
    let length = days_in_month(year, month);
    match two_digits(text) {
        Some(day) if (1..=length).contains(&day) => {
            let date = Date { year, month, day };
            Ok((date, date))
        }
        Some(_) => Err(format!("month {month:02} of the year {year} has days 01 to {length}, found day {text}")),
        None if text.contains('X') => Err(format!("level 1 leaves a day unspecified as a whole: XX, found \"{text}\"")),
        None => Err(format!("expected a day of two digits (01 to {length}), found \"{text}\"")),
    }
}

fn whole_month(year: i64, month: u8) -> Parsed<Days> {
    Ok((Date::first_of_month(year, month), Date::last_of_month(year, month)))
}

fn whole_year(year: i64) -> Parsed<Days> {
    Ok((Date::first_of_year(year), Date::last_of_year(year)))
}

fn date_time(day: &str, time: &str) -> Parsed<Span> {
    if time.ends_with(['?', '~', '%']) {
        return Err("a date with a time of day takes no qualifier: leave the time out, 1985-04-12?".to_owned());
    }
    let span = date(day)?;
    if span.start != span.end || span.uncertain || span.approximate {
        return Err(format!("a time of day needs a full, unqualified date such as 1985-04-12, found \"{day}\""));
    }
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    check_clock(clock)?;
    check_offset(offset)?;
    Ok(span)
}

/// `hh:mm` or `hh:mm:ss`. Level 0 wants the seconds; imagery catalogues often stop at the minute.
fn check_clock(text: &str) -> Parsed<()> {
    if text.contains(['.', ',']) {
        return Err(format!("a time of day has whole seconds: leave the fraction out, found \"{text}\""));
    }
    let (hour_minute, seconds) = match text.split(':').collect::<Vec<_>>().as_slice() {
        [hour, minute] => ([*hour, *minute], "00"),
        [hour, minute, second] => ([*hour, *minute], *second),
        _ => return Err(format!("expected a time of day such as 23:20:30 or 23:20, found \"{text}\"")),
    };
    // The 60th second is a leap second (ISO 8601-1:2019, 4.3.7).
    let seconds_are_valid = two_digits(seconds).is_some_and(|second| second <= 60);
    if is_hour_minute(hour_minute) && seconds_are_valid {
        return Ok(());
    }
    Err(format!("expected a time of day from 00:00:00 to 23:59:59, found \"{text}\""))
}

/// `Z`, `+hh`, `-hh`, `+hh:mm` or `-hh:mm`.
fn check_offset(text: &str) -> Parsed<()> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or("");
    let valid = match digits.split_once(':') {
        Some((hour, minute)) => is_hour_minute([hour, minute]),
        None => is_hour_minute([digits, "00"]),
    };
    if valid || text == "Z" {
        return Ok(());
    }
    Err(format!("expected Z, or an offset from UTC such as +09:00 or +09, found \"{text}\""))
}

fn is_hour_minute([hour, minute]: [&str; 2]) -> bool {
    two_digits(hour).is_some_and(|h| h <= 23) && two_digits(minute).is_some_and(|m| m <= 59)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn two_digits(text: &str) -> Option<u8> {
    if text.len() == 2 && is_digits(text) { text.parse().ok() } else { None }
}

fn number(digits: &str) -> Parsed<i64> {
    digits.parse().map_err(|_| format!("expected a number, found \"{digits}\""))
}
