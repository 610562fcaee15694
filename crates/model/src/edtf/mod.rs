//! Dates and intervals in the Extended Date/Time Format, level 1 (ISO 8601-2:2019, Annex A; Library of Congress,
//! *Extended Date/Time Format Specification*, 4 February 2019).
//!
//! | written | meaning |
//! |---|---|
//! | `2009-11-03` `2009-11` `2009` `-0044` | a day, a month, a year; negative years count from year 0 = 1 BCE |
//! | `Y170000002` | a year of more than four digits |
//! | `2009-21` … `2009-24` | spring, summer, autumn, winter |
//! | `201X` `20XX` `2009-XX` `2009-11-XX` `2009-XX-XX` | some year of the 2010s, of the 2000s; some month; some day |
//! | `2009?` `2009~` `2009%` | uncertain, approximate, both: always of the whole date |
//! | `2009-11/2010-03` | from a day of the first to a day of the second, ends included |
//! | `2009-11/..` `../2010` | open: goes on, or nobody set a bound |
//! | `2009-11/` `/2010` | the other end exists and is unknown |
//! | `2019-05-12T02:31:07Z` `…+09` `…+09:00` | a time of day; also without seconds, as imagery catalogues write it |
//!
//! Level 2 (sets, exponents, significant digits, a qualifier inside a date, unspecified digits inside an interval) is
//! refused with the level 1 way to say it. A qualified season and a season as the end of an interval are accepted,
//! because witnesses remember seasons.
//!
//! # Bounds
//! Every text stands for the days between its *bounds*, both included: the calendar days it can mean if it is right.
//! - A qualifier does not move them. EDTF does not say how far "about 2009" reaches, so nobody here invents it.
//! - A day is the day as written; an offset from UTC does not move it.
//! - Seasons are whole months of the northern hemisphere: March to May, June to August, September to November. "The
//!   winter of 2009" may be either end of that year, so `2009-24` is bounded by 1 January 2009 and the end of February
//!   2010. ISO 8601-2 leaves the months of a season to the parties.

mod date;
mod grammar;

pub use date::Date;

use std::fmt;

/// An EDTF date or interval: the text as written, and the days it can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edtf {
    text: String,
    span: Span,
}

/// Why a text is no EDTF level 1 date or interval.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\" is not an EDTF level 1 date or interval: {reason}")]
pub struct EdtfError {
    /// What was written.
    pub found: String,
    /// What is wrong with it, and what was expected.
    pub reason: String,
}

/// One bound of a date or interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// This day, which still belongs to it.
    Day(Date),
    /// None was set (`..`): it goes on, or nobody cared to bound it.
    Open,
    /// There is one and it is not known (nothing before or after the `/`).
    Unknown,
}

/// What a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    start: Bound,
    end: Bound,
    interval: bool,
    uncertain: bool,
    approximate: bool,
}

impl Bound {
    /// The day, where there is one.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Edtf {
    /// Reads a date or an interval. Nothing is trimmed or repaired.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        match grammar::span(text) {
            Ok(span) => Ok(Self { text: text.to_owned(), span }),
            Err(reason) => Err(EdtfError { found: text.to_owned(), reason }),
        }
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The lower bound.
    pub fn start(&self) -> Bound {
        self.span.start
    }

    /// The upper bound.
    pub fn end(&self) -> Bound {
        self.span.end
    }

    /// The first day it can mean; `None` where the start is open or unknown ([`Edtf::start`] says which).
    pub fn earliest(&self) -> Option<Date> {
        self.span.start.day()
    }

    /// The last day it can mean; `None` where the end is open or unknown ([`Edtf::end`] says which).
    pub fn latest(&self) -> Option<Date> {
        self.span.end.day()
    }

    /// Whether it was written with a start and an end.
    pub fn is_interval(&self) -> bool {
        self.span.interval
    }

    /// Whether it, or one of its ends, is marked uncertain (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.span.uncertain
    }

    /// Whether it, or one of its ends, is marked approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.span.approximate
    }

    /// Whether both can hold of one day, as far as their bounds go. An open or unknown bound excludes nothing.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.ends_before(other) && !other.ends_before(self)
    }

    /// Whether every day this can mean lies between the bounds of `other`.
    ///
    /// Certain only where both are unqualified, and where each bound of this is a day or that of `other` is open: an
    /// unknown start may lie anywhere.
    pub fn certainly_within(&self, other: &Self) -> bool {
        let starts_inside = match (self.span.start, other.span.start) {
            (_, Bound::Open) => true,
            (Bound::Day(own), Bound::Day(limit)) => own >= limit,
            _ => false,
        };
        let ends_inside = match (self.span.end, other.span.end) {
            (_, Bound::Open) => true,
            (Bound::Day(own), Bound::Day(limit)) => own <= limit,
            _ => false,
        };
        starts_inside && ends_inside && !self.is_qualified() && !other.is_qualified()
    }

    fn is_qualified(&self) -> bool {
        self.span.uncertain || self.span.approximate
    }

    fn ends_before(&self, other: &Self) -> bool {
        matches!((self.latest(), other.earliest()), (Some(end), Some(start)) if end < start)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
