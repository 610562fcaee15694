//! EDTF dates and intervals in words: as vague as they were written, never more exact.

use super::Words;
use crate::language::Language;
use locus_model::Edtf;
use locus_model::edtf::{Bound, Date};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SEASONS: [Words; 4] = [
    Words { en: "spring", ko: "봄" },
    Words { en: "summer", ko: "여름" },
    Words { en: "autumn", ko: "가을" },
    Words { en: "winter", ko: "겨울" },
];
const BETWEEN: Words = Words { en: "from {start} to {end}", ko: "{start}부터 {end}까지" };
const OPEN_END: Words = Words { en: "from {start} on, no end given", ko: "{start}부터(종료 시점 미지정)" };
const UNKNOWN_END: Words =
    Words { en: "from {start} to an unknown date", ko: "{start}부터 알 수 없는 시점까지" };
const OPEN_START: Words = Words { en: "until {end}, no start given", ko: "{end}까지(시작 시점 미지정)" };
const UNKNOWN_START: Words =
    Words { en: "from an unknown date to {end}", ko: "알 수 없는 시점부터 {end}까지" };
const ALWAYS: Words = Words { en: "no dates given", ko: "시점 미지정" };
const UNCERTAIN: Words = Words { en: "{date} (uncertain)", ko: "{date}(불확실)" };
const APPROXIMATE: Words = Words { en: "about {date}", ko: "{date}경" };
const BOTH: Words = Words { en: "about {date} (uncertain)", ko: "{date}경(불확실)" };
const SOME_YEAR: Words =
    Words { en: "some year from {start} to {end}", ko: "{start}년부터 {end}년 사이의 어느 해" };
const SOME_MONTH: Words = Words { en: "some month of {date}", ko: "{date} 중 어느 달" };
const SOME_DAY: Words = Words { en: "some day of {date}", ko: "{date} 중 어느 날" };
const AS_WRITTEN: Words = Words {
    en: "\"{text}\" (as written; not a date Locus can read)",
    ko: "\"{text}\"(원문 그대로. Locus가 읽을 수 없는 날짜)",
};

/// A date or interval in words; what is no EDTF is quoted.
pub fn when(text: &str, language: Language) -> String {
    match Edtf::parse(text) {
        Ok(edtf) if edtf.is_interval() => interval(&edtf, language),
        Ok(edtf) => single(&edtf, language),
        Err(_) => AS_WRITTEN.with(language, &[("text", text)]),
    }
}

fn interval(edtf: &Edtf, language: Language) -> String {
    let (start, end) = edtf.as_str().split_once('/').unwrap_or_default();
    let part = |text: &str| Edtf::parse(text).map_or_else(|_| text.to_owned(), |e| single(&e, language));
    let (from, to) = (part(start), part(end));
    let words = match (edtf.start(), edtf.end()) {
        (Bound::Day(_), Bound::Day(_)) => BETWEEN,
        (Bound::Day(_), Bound::Open) => OPEN_END,
        (Bound::Day(_), Bound::Unknown) => UNKNOWN_END,
        (Bound::Open, Bound::Day(_)) => OPEN_START,
        (Bound::Unknown, Bound::Day(_)) => UNKNOWN_START,
        _ => ALWAYS,
    };
    words.with(language, &[("start", &from), ("end", &to)])
}

fn single(edtf: &Edtf, language: Language) -> String {
    let plain = edtf.as_str().trim_end_matches(['?', '~', '%']);
    let (Some(first), Some(last)) = (edtf.earliest(), edtf.latest()) else { return edtf.as_str().to_owned() };
    let date = match plain.split_once('T') {
        Some((_, time)) => format!("{}, {}", day(first, language), clock(time)),
        None => calendar(plain, first, last, language),
    };
    let words = match (edtf.is_uncertain(), edtf.is_approximate()) {
        (false, false) => return date,
        (true, false) => UNCERTAIN,
        (false, true) => APPROXIMATE,
        (true, true) => BOTH,
    };
    words.with(language, &[("date", &date)])
}

/// A date by the number of its parts; `X` stands for digits nobody gave.
fn calendar(plain: &str, first: Date, last: Date, language: Language) -> String {
    let unsigned = plain.trim_start_matches('-');
    let parts: Vec<&str> = unsigned.split('-').collect();
    match parts[..] {
        [digits] if digits.contains('X') => {
            SOME_YEAR.with(language, &[("start", &first.year.to_string()), ("end", &last.year.to_string())])
        }
        [_] => year(first, language),
        [_, "XX"] => SOME_MONTH.with(language, &[("date", &year(first, language))]),
        [_, season @ ("21" | "22" | "23" | "24")] => season_of(season, first, language),
        [_, _] => month(first, language),
        [_, "XX", _] => SOME_DAY.with(language, &[("date", &year(first, language))]),
        [_, _, "XX"] => SOME_DAY.with(language, &[("date", &month(first, language))]),
        _ => day(first, language),
    }
}

fn season_of(code: &str, first: Date, language: Language) -> String {
    let index = code.bytes().last().map_or(0, |digit| usize::from(digit.saturating_sub(b'1')));
    let season = SEASONS[index.min(3)].of(language);
    match language {
        Language::En => format!("{season} {}", first.year),
        Language::Ko => format!("{}년 {season}", first.year),
    }
}

fn year(date: Date, language: Language) -> String {
    match language {
        Language::En => date.year.to_string(),
        Language::Ko => format!("{}년", date.year),
    }
}

fn month(date: Date, language: Language) -> String {
    match language {
        Language::En => format!("{} {}", month_name(date), date.year),
        Language::Ko => format!("{}년 {}월", date.year, date.month),
    }
}

fn day(date: Date, language: Language) -> String {
    match language {
        Language::En => format!("{} {} {}", date.day, month_name(date), date.year),
        Language::Ko => format!("{}년 {}월 {}일", date.year, date.month, date.day),
    }
}

fn month_name(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or_default()
}

/// `02:31Z` as `02:31 UTC`, `02:31+09:00` as `02:31 UTC+09:00`.
fn clock(time: &str) -> String {
    match time.find(['Z', '+', '-']) {
        Some(at) => format!("{} UTC{}", &time[..at], time[at..].trim_start_matches('Z')),
        None => time.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> [String; 2] {
        [when(text, Language::En), when(text, Language::Ko)]
    }

    #[test]
    fn dates_are_as_vague_as_written() {
        assert_eq!(both("2009-11-03"), ["3 November 2009", "2009년 11월 3일"]);
        assert_eq!(both("2009-11"), ["November 2009", "2009년 11월"]);
        assert_eq!(both("2009"), ["2009", "2009년"]);
        assert_eq!(both("2009-24"), ["winter 2009", "2009년 겨울"]);
        assert_eq!(both("2009-21"), ["spring 2009", "2009년 봄"]);
        assert_eq!(both("201X"), ["some year from 2010 to 2019", "2010년부터 2019년 사이의 어느 해"]);
        assert_eq!(both("20XX"), ["some year from 2000 to 2099", "2000년부터 2099년 사이의 어느 해"]);
        assert_eq!(both("2009-XX"), ["some month of 2009", "2009년 중 어느 달"]);
        assert_eq!(both("2009-11-XX"), ["some day of November 2009", "2009년 11월 중 어느 날"]);
        assert_eq!(both("2009-XX-XX"), ["some day of 2009", "2009년 중 어느 날"]);
        assert_eq!(both("2019-05-12T02:31Z"), ["12 May 2019, 02:31 UTC", "2019년 5월 12일, 02:31 UTC"]);
        assert_eq!(when("2019-05-12T02:31+09:00", Language::En), "12 May 2019, 02:31 UTC+09:00");
    }

    #[test]
    fn qualifiers_are_said_and_of_the_end_they_stand_at() {
        assert_eq!(both("2012?"), ["2012 (uncertain)", "2012년(불확실)"]);
        assert_eq!(both("2010~"), ["about 2010", "2010년경"]);
        assert_eq!(both("2010-04%"), ["about April 2010 (uncertain)", "2010년 4월경(불확실)"]);
        assert_eq!(when("2011~/2013", Language::En), "from about 2011 to 2013");
        assert_eq!(when("2011/2013?", Language::Ko), "2011년부터 2013년(불확실)까지");
    }

    #[test]
    fn open_and_unknown_ends_are_different_things() {
        assert_eq!(both("2008-11/2009-02"), ["from November 2008 to February 2009", "2008년 11월부터 2009년 2월까지"]);
        assert_eq!(both("2011~/.."), ["from about 2011 on, no end given", "2011년경부터(종료 시점 미지정)"]);
        assert_eq!(both("2011/"), ["from 2011 to an unknown date", "2011년부터 알 수 없는 시점까지"]);
        assert_eq!(both("../2011"), ["until 2011, no start given", "2011년까지(시작 시점 미지정)"]);
        assert_eq!(both("/2011"), ["from an unknown date to 2011", "알 수 없는 시점부터 2011년까지"]);
    }

    #[test]
    fn what_is_no_date_is_quoted() {
        for said in both("last winter") {
            assert!(said.contains("\"last winter\""), "{said}");
        }
    }
}
