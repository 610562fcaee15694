//! Days of the calendar.

use std::fmt;

/// A day of the proleptic Gregorian calendar (ISO 8601-1:2019, 4.2.1), ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Astronomical year: 0 is 1 BCE, -1 is 2 BCE.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the length of the month.
    pub day: u8,
}

impl Date {
    /// 1 January.
    pub(super) fn first_of_year(year: i64) -> Self {
        Self { year, month: 1, day: 1 }
    }

    /// 31 December.
    pub(super) fn last_of_year(year: i64) -> Self {
        Self { year, month: 12, day: 31 }
    }

    /// The first day of a month.
    pub(super) fn first_of_month(year: i64, month: u8) -> Self {
        Self { year, month, day: 1 }
    }

    /// The last day of a month.
    pub(super) fn last_of_month(year: i64, month: u8) -> Self {
        Self { year, month, day: days_in_month(year, month) }
    }
}

/// Length of a month, days.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// `2009-11-03`; years outside 0 to 9999 with their sign, as ISO 8601-1:2019, 5.2.2.3 expands them.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            0..=9999 => write!(f, "{:04}", self.year)?,
            _ => write!(f, "{:+05}", self.year)?,
        }
        write!(f, "-{:02}-{:02}", self.month, self.day)
    }
}
