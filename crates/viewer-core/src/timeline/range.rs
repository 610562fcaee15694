//! From one day to another, as a person chooses them.

use super::day;
use locus_model::Edtf;
use locus_model::edtf::{Date, EdtfError};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The years that EDTF can write with a month and a day.
const YEARS: [i64; 2] = [-9_999, 9_999];

/// From a day to a day, both included. Written as the EDTF interval `2009-11-03/2010-03-31`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    first: Date,
    last: Date,
    days: Edtf,
}

impl Range {
    /// From `first` to `last`.
    ///
    /// # Errors
    /// [`EdtfError`] where `last` is before `first`, one is no day of the calendar, or its year has five digits.
    pub fn new(first: Date, last: Date) -> Result<Self, EdtfError> {
        Ok(Self { first, last, days: Edtf::parse(&format!("{first}/{last}"))? })
    }

    /// Every day that an EDTF text can mean: `2009` is the whole year.
    ///
    /// # Errors
    /// [`EdtfError`] where it is none, or has an open or unknown end or a qualifier: a choice of days has none of them.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        let read = Edtf::parse(text)?;
        match (read.earliest(), read.latest()) {
            (Some(first), Some(last)) if !read.is_uncertain() && !read.is_approximate() => Self::new(first, last),
            _ => Err(EdtfError {
                found: text.to_owned(),
                reason: "a choice of days has a first and a last day and no qualifier: 2009-11-03/2010-03-31"
                    .to_owned(),
            }),
        }
    }

    /// The first day.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day, included.
    pub fn last(&self) -> Date {
        self.last
    }

    /// The same as an EDTF interval.
    pub fn edtf(&self) -> &Edtf {
        &self.days
    }

    /// How many days, at least 1.
    pub fn length(&self) -> i64 {
        day::number(self.last) - day::number(self.first) + 1
    }

    /// Where a day begins on an axis of these days: 0 the morning of the first, 1 the evening of the last; beyond, outside.
    pub fn fraction(&self, date: Date) -> f64 {
        (day::number(date) - day::number(self.first)) as f64 / self.length() as f64
    }

    /// The day at a place on that axis; the first or the last beyond its ends.
    pub fn day_at(&self, fraction: f64) -> Date {
        // A float becomes an integer by saturation, and not-a-number becomes the first day.
        let offset = (fraction * self.length() as f64).floor() as i64;
        day::date(day::number(self.first) + offset.clamp(0, self.length() - 1))
    }

    /// Both ends moved by so many days; neither leaves the calendar, and the last is never before the first.
    pub fn moved(&self, first_by: i64, last_by: i64) -> Self {
        let moved = |date: Date, by: i64| clamped(day::date(day::number(date) + by.clamp(-10_000_000, 10_000_000)));
        let first = moved(self.first, first_by);
        Self::new(first, moved(self.last, last_by).max(first)).unwrap_or_else(|_| self.clone())
    }

    /// The first days of the years that begin in it.
    pub fn new_years(&self) -> impl Iterator<Item = Date> {
        let (first, last) = (self.first, self.last);
        let years = (first.year..=last.year).map(|year| Date { year, month: 1, day: 1 });
        years.filter(move |&date| date >= first)
    }
}

/// The nearest day that EDTF can write.
pub(super) fn clamped(date: Date) -> Date {
    let [first, last] = YEARS;
    date.clamp(Date { year: first, month: 1, day: 1 }, Date { year: last, month: 12, day: 31 })
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.days.fmt(f)
    }
}

impl Serialize for Range {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn ranges() -> impl Strategy<Value = Range> {
        (-3_600_000..3_600_000i64, 0..20_000i64)
            .prop_map(|(first, days)| Range::new(day::date(first), day::date(first + days)).unwrap())
    }

    #[test]
    fn a_year_is_all_its_days_and_what_is_no_choice_is_refused() {
        assert_eq!(Range::parse("2009").unwrap().to_string(), "2009-01-01/2009-12-31");
        for bad in ["2009/..", "../2010", "2009/", "2009?", "2009~/2010", "Y170000002", "", "2010/2009", "yesterday"] {
            assert!(Range::parse(bad).is_err(), "{bad}");
        }
        let (day, before) = (Date { year: 2009, month: 2, day: 30 }, Date { year: 2009, month: 1, day: 1 });
        assert!(Range::new(before, day).is_err(), "no day of the calendar");
    }

    proptest! {
        #[test]
        fn json_brings_back_the_same_days(range in ranges()) {
            let json = serde_json::to_string(&range).unwrap();
            prop_assert_eq!(serde_json::from_str::<Range>(&json).unwrap(), range);
        }

        #[test]
        fn a_day_is_found_where_the_axis_puts_it(range in ranges(), at in 0.0..1.0f64) {
            let day = range.day_at(at);
            prop_assert!(range.first() <= day && day <= range.last());
            let (begins, length) = (range.fraction(day), range.length() as f64);
            prop_assert!(begins <= at + 1e-9 && at < begins + 1.0 / length + 1e-9);
            prop_assert_eq!(range.day_at(f64::NAN), range.first());
            prop_assert_eq!(range.day_at(f64::INFINITY), range.last());
        }

        #[test]
        fn moving_keeps_a_range(range in ranges(), first in any::<i64>(), last in any::<i64>()) {
            let moved = range.moved(first, last);
            prop_assert!(moved.first() <= moved.last());
            prop_assert_eq!(range.moved(0, 0), range.clone());
            let there = range.moved(first % 1000, first % 1000);
            prop_assert_eq!(there.length(), range.length());
        }

        #[test]
        fn new_years_begin_inside(range in ranges()) {
            for date in range.new_years() {
                prop_assert!(range.first() <= date && date <= range.last() && (date.month, date.day) == (1, 1));
            }
        }
    }
}
