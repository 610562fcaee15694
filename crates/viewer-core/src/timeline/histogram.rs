//! How many incidents there may have been, and were, in equal parts of a time.

use super::{Range, Timeline, day};
use locus_model::edtf::Date;

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its days.
    pub days: Range,
    /// Incidents that certainly happened in it.
    pub certain: usize,
    /// Further incidents that can have happened in it, and as well in another.
    pub possible: usize,
}

impl Timeline {
    /// The dated incidents in at most `bins` parts of [`Timeline::extent`] of as nearly as possible the same number of whole
    /// days. An incident that may fall into several parts is counted as possible in each of them, so the sum is no number
    /// of incidents; one with an open or unknown end reaches to the end of the axis. Linear in incidents plus bins.
    pub fn histogram(&self, bins: usize) -> Vec<Bin> {
        let Some(axis) = self.extent().and_then(|extent| Axis::new(extent, bins)) else { return Vec::new() };
        let mut parts: Vec<Bin> = axis.parts();
        // `begin[k]` counts what starts to be possible in part k less what ceased in the one before.
        let mut begin = vec![0_i64; parts.len() + 1];
        for (_, when) in self.dated() {
            let first = when.earliest().map_or(0, |date| axis.part(date));
            let last = when.latest().map_or(parts.len() - 1, |date| axis.part(date));
            if first == last && when.certainly_within(parts[first].days.edtf()) {
                parts[first].certain += 1;
            } else if when.overlaps(axis.extent.edtf()) {
                begin[first] += 1;
                begin[last + 1] -= 1;
            }
        }
        let mut now = 0_i64;
        for (part, change) in parts.iter_mut().zip(begin) {
            now += change;
            part.possible = usize::try_from(now).unwrap_or(0);
        }
        parts
    }
}

struct Axis<'a> {
    extent: &'a Range,
    from: i64,
    days: i64,
    bins: i64,
}

impl<'a> Axis<'a> {
    fn new(extent: &'a Range, bins: usize) -> Option<Self> {
        let days = extent.length();
        let bins = i64::try_from(bins).unwrap_or(i64::MAX).min(days);
        (bins > 0).then(|| Self { extent, from: day::number(extent.first()), days, bins })
    }

    /// Part k holds the days from ⌊k·days/bins⌋ up to but not ⌊(k+1)·days/bins⌋.
    fn parts(&self) -> Vec<Bin> {
        let begin = |k: i64| self.from + k * self.days / self.bins;
        let days = (0..self.bins).map(|k| Range::new(day::date(begin(k)), day::date(begin(k + 1) - 1)));
        days.flatten().map(|days| Bin { days, certain: 0, possible: 0 }).collect()
    }

    /// The part of a day: the largest k with ⌊k·days/bins⌋ ≤ day; the nearest part for a day off the axis.
    fn part(&self, date: Date) -> usize {
        let day = (day::number(date) - self.from).clamp(0, self.days - 1);
        usize::try_from(((day + 1) * self.bins - 1) / self.days).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::sample::{edtf_texts, incidents_at};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_part_counts_what_a_search_through_all_incidents_counts(
            texts in prop::collection::vec(edtf_texts(), 0..40), bins in 0..70usize,
        ) {
            let timeline = Timeline::new(&incidents_at(&texts));
            let parts = timeline.histogram(bins);
            prop_assert!(parts.len() <= bins);
            for part in &parts {
                let within = |(_, when): &(usize, &locus_model::Edtf)| when.certainly_within(part.days.edtf());
                let overlaps = |(_, when): &(usize, &locus_model::Edtf)| when.overlaps(part.days.edtf());
                let certain = timeline.dated().filter(within).count();
                prop_assert_eq!(part.certain, certain);
                prop_assert_eq!(part.possible, timeline.dated().filter(overlaps).count() - certain);
            }
            if let (Some(extent), true) = (timeline.extent(), bins > 0) {
                prop_assert_eq!(parts.first().map(|part| part.days.first()), Some(extent.first()));
                prop_assert_eq!(parts.last().map(|part| part.days.last()), Some(extent.last()));
                prop_assert_eq!(parts.iter().map(|part| part.days.length()).sum::<i64>(), extent.length());
            }
        }
    }

    #[test]
    fn a_month_in_one_year_is_certain_and_an_interval_is_possible_wherever_it_reaches() {
        let timeline =
            Timeline::new(&incidents_at(&["2008-01-01", "2009-06", "2009-06/2010-02", "2010-03?", "2011-12-31"]));
        let counted: Vec<(usize, usize)> =
            timeline.histogram(4).iter().map(|bin| (bin.certain, bin.possible)).collect();
        assert_eq!(counted, [(1, 0), (1, 1), (0, 2), (1, 0)]);
    }
}
