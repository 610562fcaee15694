//! Days as numbers, for axes and bins. Which day comes first is [`Date`]'s own order; this is only for distances.

use locus_model::edtf::Date;

/// Years farther than this from year 0 count as this one: they are far off any axis.
const FARTHEST_YEAR: i64 = 100_000;
/// Days of 400 Gregorian years.
const ERA: i64 = 146_097;

/// Days since 1 March of year 0, proleptic Gregorian.
///
/// Years are counted from March, so that the leap day ends one (H. Hinnant, *chrono-Compatible Low-Level Date
/// Algorithms*, `days_from_civil`).
pub(super) fn number(date: Date) -> i64 {
    let month = i64::from(date.month);
    let year = date.year.clamp(-FARTHEST_YEAR, FARTHEST_YEAR) - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day) - 1;
    era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
}

/// The day of a number: the inverse of [`number`] (the same source, `civil_from_days`).
pub(super) fn date(number: i64) -> Date {
    let (era, day_of_era) = (number.div_euclid(ERA), number.rem_euclid(ERA));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    // Both are small by construction: 1 to 12 and 1 to 31.
    Date { year: era * 400 + year_of_era + i64::from(month <= 2), month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use locus_model::Edtf;
    use proptest::prelude::*;

    #[test]
    fn known_distances() {
        let day = |text| number(Edtf::parse(text).unwrap().earliest().unwrap());
        // Julian day numbers 2440588 and 2451545 (USNO).
        assert_eq!(day("2000-01-01") - day("1970-01-01"), 2_451_545 - 2_440_588);
        assert_eq!(day("2000-03-01") - day("2000-02-28"), 2, "2000 is a leap year");
        assert_eq!(day("1900-03-01") - day("1900-02-28"), 1, "1900 is none");
        assert_eq!(day("0000-03-01"), 0);
    }

    proptest! {
        #[test]
        fn every_number_is_one_day_of_the_calendar(number in -4_000_000..4_000_000i64) {
            let (day, next) = (date(number), date(number + 1));
            prop_assert_eq!(super::number(day), number);
            prop_assert!(day < next);
            let months = (next.year - day.year) * 12 + i64::from(next.month) - i64::from(day.month);
            prop_assert!((months == 0 && next.day == day.day + 1) || (months == 1 && next.day == 1));
        }
    }
}
