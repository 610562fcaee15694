//! When the incidents happened, as far as anyone knows: the dated ones by time, the undated ones apart.

mod day;
mod histogram;
mod range;
#[cfg(test)]
pub(crate) mod sample;

pub use histogram::Bin;
pub use range::Range;

use locus_model::Edtf;
use locus_model::edtf::{Bound, Date};
use locus_publish::BundleIncident;
use serde::{Deserialize, Serialize};

/// When an incident counts as in a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It can have happened in it ([`Edtf::overlaps`]).
    #[default]
    Overlaps,
    /// It cannot have happened outside it ([`Edtf::certainly_within`]).
    CertainlyWithin,
}

/// The incidents of a bundle by time.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    when: Vec<Option<Edtf>>,
    bars: Vec<Bar>,
    undated: Vec<usize>,
    unreadable: Vec<usize>,
    extent: Option<Range>,
}

/// What is known of when an incident happened: never a point unless it is one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Index into the bundle's incidents.
    pub incident: usize,
    /// The first day it can have been; open and unknown starts are told apart.
    pub start: Bound,
    /// The last day it can have been.
    pub end: Bound,
    /// Marked uncertain or approximate by who dated it: then even the ends are no limits.
    pub qualified: bool,
}

impl Timeline {
    /// Reads every `when` once.
    pub fn new(incidents: &[BundleIncident]) -> Self {
        let mut timeline = Self::default();
        for (index, incident) in incidents.iter().enumerate() {
            let when = incident.when.as_deref().map(Edtf::parse);
            match &when {
                Some(Ok(when)) => timeline.bars.push(Bar::new(index, when)),
                Some(Err(_)) => timeline.unreadable.push(index),
                None => {}
            }
            let when = when.and_then(Result::ok);
            if when.is_none() {
                timeline.undated.push(index);
            }
            timeline.when.push(when);
        }
        timeline.bars.sort_by_key(Bar::order);
        timeline.extent = extent(&timeline.bars);
        timeline
    }

    /// Which incidents are in the range by the rule; every dated one where no range is chosen. An undated incident is
    /// neither in a range nor out of it: its flag is false, and [`Timeline::undated`] lists it.
    pub fn select(&self, range: Option<&Range>, rule: Rule) -> Vec<bool> {
        let is_in = |when: &Edtf| match (range, rule) {
            (None, _) => true,
            (Some(range), Rule::Overlaps) => when.overlaps(range.edtf()),
            (Some(range), Rule::CertainlyWithin) => when.certainly_within(range.edtf()),
        };
        self.when.iter().map(|when| when.as_ref().is_some_and(is_in)).collect()
    }

    /// Whether anything is known of when the incident happened.
    pub fn is_dated(&self, incident: usize) -> bool {
        self.when.get(incident).is_some_and(Option::is_some)
    }

    /// Incidents of which nobody knows when, ascending; also those of [`Timeline::unreadable`].
    pub fn undated(&self) -> &[usize] {
        &self.undated
    }

    /// Incidents whose date is no EDTF of level 1, ascending: nothing Locus publishes, so a bundle edited by hand.
    pub fn unreadable(&self) -> &[usize] {
        &self.unreadable
    }

    /// The dated incidents: by their first possible day, open and unknown starts before all others, then by the last.
    pub fn bars(&self) -> &[Bar] {
        &self.bars
    }

    /// From the first to the last day that any date names; absent where none does. Years of five digits lie beyond it.
    pub fn extent(&self) -> Option<&Range> {
        self.extent.as_ref()
    }

    fn dated(&self) -> impl Iterator<Item = (usize, &Edtf)> {
        self.when.iter().enumerate().filter_map(|(index, when)| Some((index, when.as_ref()?)))
    }
}

impl Bar {
    fn new(incident: usize, when: &Edtf) -> Self {
        let qualified = when.is_uncertain() || when.is_approximate();
        Self { incident, start: when.start(), end: when.end(), qualified }
    }

    fn order(&self) -> (Option<Date>, bool, Option<Date>, usize) {
        (self.start.day(), self.end.day().is_none(), self.end.day(), self.incident)
    }
}

fn extent(bars: &[Bar]) -> Option<Range> {
    let days = || bars.iter().flat_map(|bar| [bar.start.day(), bar.end.day()]).flatten().map(range::clamped);
    Range::new(days().min()?, days().max()?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::sample::{edtf_texts, incident, incidents_at};
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn chosen(texts: &[&str], range: &str, rule: Rule) -> Vec<bool> {
        Timeline::new(&incidents_at(texts)).select(Some(&Range::parse(range).unwrap()), rule)
    }

    #[test]
    fn an_open_end_reaches_on_and_is_certain_of_nothing_beyond() {
        let texts = ["2009/..", "../2009", "2009/", "/2009", "../.."];
        assert_eq!(chosen(&texts, "2015", Rule::Overlaps), [true, false, true, false, true]);
        assert_eq!(chosen(&texts, "2000", Rule::Overlaps), [false, true, false, true, true]);
        assert_eq!(chosen(&texts, "1000/3000", Rule::CertainlyWithin), [false; 5]);
    }

    #[test]
    fn a_qualifier_makes_nothing_certain() {
        assert_eq!(
            chosen(&["2009", "2009?", "2009~", "200X"], "2000/2009", Rule::CertainlyWithin),
            [true, false, false, true]
        );
    }

    #[test]
    fn undated_and_unreadable_ones_are_listed_apart() {
        let all = [json!({}), json!({"when": "2009"}), json!({"when": "last winter"})].map(incident);
        let timeline = Timeline::new(&all);
        assert_eq!(timeline.select(None, Rule::Overlaps), [false, true, false]);
        assert_eq!((timeline.undated(), timeline.unreadable()), ([0, 2].as_slice(), [2].as_slice()));
        assert_eq!(timeline.bars().len(), 1);
    }

    #[test]
    fn far_years_do_not_break_the_axis() {
        let timeline = Timeline::new(&incidents_at(&["Y170000002", "2009", "-9999"]));
        assert_eq!(timeline.extent().unwrap().to_string(), "-9999-01-01/9999-12-31");
        assert_eq!(timeline.histogram(3).iter().map(|bin| bin.certain).sum::<usize>(), 2);
        assert!(Timeline::new(&incidents_at(&["../.."])).extent().is_none());
        assert!(Timeline::new(&[]).histogram(10).is_empty());
    }

    proptest! {
        #[test]
        fn selection_is_what_the_dates_themselves_say(
            texts in prop::collection::vec(edtf_texts(), 0..40), from in 1995..2025i64, years in 0..10i64, month in 1..=12u8,
        ) {
            let range = Range::parse(&format!("{from}-{month:02}/{}-12", from + years)).unwrap();
            let timeline = Timeline::new(&incidents_at(&texts));
            let overlapping = timeline.select(Some(&range), Rule::Overlaps);
            let within = timeline.select(Some(&range), Rule::CertainlyWithin);
            for (index, text) in texts.iter().enumerate() {
                let when = Edtf::parse(text).unwrap();
                prop_assert_eq!(overlapping[index], when.overlaps(range.edtf()), "{}", text);
                prop_assert_eq!(within[index], when.certainly_within(range.edtf()), "{}", text);
                prop_assert!(!within[index] || overlapping[index], "{} certainly in and not possibly", text);
                // By days, without Edtf's own comparison.
                let after = when.earliest().is_some_and(|day| day > range.last());
                let before = when.latest().is_some_and(|day| day < range.first());
                prop_assert_eq!(overlapping[index], !after && !before, "{}", text);
            }
            prop_assert_eq!(timeline.select(None, Rule::CertainlyWithin), vec![true; texts.len()]);
        }

        #[test]
        fn a_wider_range_loses_nothing(
            texts in prop::collection::vec(edtf_texts(), 0..30), from in 1995..2025i64, more in 0..800i64, rule in 0..2u8,
        ) {
            let rule = if rule == 0 { Rule::Overlaps } else { Rule::CertainlyWithin };
            let range = Range::parse(&format!("{from}")).unwrap();
            let timeline = Timeline::new(&incidents_at(&texts));
            let narrow = timeline.select(Some(&range), rule);
            let wide = timeline.select(Some(&range.moved(-more, more)), rule);
            prop_assert!(narrow.iter().zip(&wide).all(|(narrow, wide)| !narrow || *wide));
        }

        #[test]
        fn bars_hold_every_dated_incident_once_and_in_order(texts in prop::collection::vec(edtf_texts(), 0..40)) {
            let timeline = Timeline::new(&incidents_at(&texts));
            let bars = timeline.bars();
            let mut shown: Vec<usize> = bars.iter().map(|bar| bar.incident).collect();
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..texts.len()).collect::<Vec<_>>());
            prop_assert!(bars.windows(2).all(|pair| pair[0].start.day() <= pair[1].start.day()));
        }
    }
}
