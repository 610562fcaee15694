//! How closely dates are told.

use locus_model::{Bound, Date, Edtf};
use serde::{Deserialize, Serialize};

/// The grain of dates: a date becomes all of the bands that it touches, never a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dates {
    /// As in the case.
    #[serde(rename = "exact")]
    Exact,
    /// Months.
    #[serde(rename = "month")]
    Month,
    /// Years.
    #[serde(rename = "year")]
    Year,
    /// Years 2005 to 2009, 2010 to 2014, …
    #[serde(rename = "5-years")]
    Years5,
    /// Years 2000 to 2009, …
    #[serde(rename = "10-years")]
    Years10,
}

impl Dates {
    /// A date at this grain. Marks of doubt are withheld with the digits that they doubt; an open or unknown end stays one.
    pub fn told(self, date: &Edtf) -> Option<Edtf> {
        let years = match self {
            Self::Exact => return Some(date.clone()),
            Self::Month => return Edtf::parse(&interval(end(date.start(), month), end(date.end(), month))).ok(),
            Self::Year => 1,
            Self::Years5 => 5,
            Self::Years10 => 10,
        };
        let first = |day: Date| year(day.year - day.year.rem_euclid(years));
        let last = |day: Date| year(day.year - day.year.rem_euclid(years) + years - 1);
        Edtf::parse(&interval(end(date.start(), first), end(date.end(), last))).ok()
    }
}

fn end(bound: Bound, told: impl Fn(Date) -> String) -> String {
    match bound {
        Bound::Day(day) => told(day),
        Bound::Open => "..".to_owned(),
        Bound::Unknown => String::new(),
    }
}

fn interval(start: String, end: String) -> String {
    if start == end { start } else { format!("{start}/{end}") }
}

fn month(day: Date) -> String {
    format!("{}-{:02}", year(day.year), day.month)
}

fn year(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..0 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_date_becomes_the_bands_it_touches() {
        let told = |dates: Dates, text: &str| dates.told(&Edtf::parse(text).unwrap()).unwrap().to_string();
        assert_eq!(told(Dates::Month, "2009-11-03?"), "2009-11");
        assert_eq!(told(Dates::Month, "2009-11-30/2009-12-01"), "2009-11/2009-12");
        assert_eq!(told(Dates::Month, "2009-24"), "2009-01/2010-02");
        assert_eq!(told(Dates::Year, "2009-11-03"), "2009");
        assert_eq!(told(Dates::Years5, "2009-11"), "2005/2009");
        assert_eq!(told(Dates::Years5, "2009-11/2010-03"), "2005/2014");
        assert_eq!(told(Dates::Years10, "2009~/.."), "2000/..");
        assert_eq!(told(Dates::Year, "/2010-05"), "/2010");
        assert_eq!(told(Dates::Years5, "-0003"), "-0005/-0001");
        assert_eq!(told(Dates::Exact, "2009-11-03?"), "2009-11-03?");
    }
}
