//! The points on the ground and who shows what: the common ground of everything built from them.

use crate::estimate::Estimate;
use crate::points::Points;
use crate::survey::Survey;
use crate::voices::Voices;
use geo::{Coord, LineString, Polygon};
use locus_model::{Case, Id, Key, Kind, Membership, Source, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Everything the elements are built from.
pub struct Ground<'a> {
    /// The case.
    pub case: &'a Case,
    /// What the sheets and outlines give.
    pub survey: Survey,
    /// Which spots are one point.
    pub points: Points,
    /// The published name of each point.
    pub names: Vec<String>,
    /// Where each point lies.
    pub estimates: Vec<Estimate>,
    /// Independent voices.
    pub voices: Voices<'a>,
}

/// An element in the making: points and the traces that show it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Published id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The place it is.
    pub key: Option<Key>,
    /// Level.
    pub level: Id,
    /// Its points in order, indices into [`Points::all`]; a ring is not closed by repetition.
    pub points: Vec<usize>,
    /// Whether it is a ring.
    pub closed: bool,
    /// The traces that show it, indices into [`Survey::traces`].
    pub traces: BTreeSet<usize>,
    /// The rule that made it where nobody drew it.
    pub rule: Option<&'static str>,
    /// Of an opening: the id of its wall.
    pub host: Option<String>,
    /// The alternative it belongs to.
    pub hypothesis: Option<Membership>,
    /// Accounts of the other alternatives.
    pub contradicted_by: BTreeSet<Id>,
}

impl Ground<'_> {
    /// Where a point lies.
    pub fn at(&self, point: usize) -> Coord {
        self.estimates[point].at
    }

    /// Where points lie.
    pub fn coords(&self, points: &[usize]) -> Vec<Coord> {
        points.iter().map(|p| self.at(*p)).collect()
    }

    /// The area inside a ring of points.
    pub fn polygon(&self, ring: &[usize]) -> Polygon {
        Polygon::new(LineString(self.coords(ring)), vec![])
    }

    /// The accounts behind traces.
    pub fn accounts(&self, traces: &BTreeSet<usize>) -> BTreeSet<Id> {
        traces.iter().filter_map(|t| self.survey.traces[*t].account.clone()).collect()
    }

    /// The sources behind traces.
    pub fn sources(&self, traces: &BTreeSet<usize>) -> BTreeSet<Source> {
        traces.iter().map(|t| self.survey.traces[*t].source.clone()).collect()
    }

    /// The name most traces give, the first of equals.
    pub fn name(&self, traces: &BTreeSet<usize>) -> Option<Text> {
        let mut all = Text::default();
        for name in traces.iter().filter_map(|t| self.survey.traces[*t].name.as_ref()) {
            for (language, text) in &name.0 {
                all.0.entry(language.clone()).or_insert_with(|| text.clone());
            }
        }
        (!all.0.is_empty()).then_some(all)
    }

    /// The level most sheets put traces on; imagery alone: the level of the ground.
    pub fn level(&self, traces: &BTreeSet<usize>) -> Id {
        let mut votes: BTreeMap<&Id, usize> = BTreeMap::new();
        for level in traces.iter().filter_map(|t| self.survey.traces[*t].level.as_ref()) {
            *votes.entry(level).or_default() += 1;
        }
        let most = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        most.map_or_else(|| self.ground_level(), |(level, _)| level.clone())
    }

    /// The level whose ordinal is nearest to 0.
    pub fn ground_level(&self) -> Id {
        let ground = self.case.levels.iter().min_by_key(|l| (l.ordinal.unsigned_abs(), l.ordinal));
        // A case has at least one level; a plan without one still needs a word.
        ground.map_or_else(|| self.case.id.clone(), |l| l.id.clone())
    }

    /// Whether imagery shows the point.
    pub fn is_seen(&self, point: usize) -> bool {
        self.points.all[point].spots.iter().any(|s| self.survey.spots[*s].account.is_none())
    }

    /// The accounts that show a point.
    pub fn accounts_of(&self, point: usize) -> BTreeSet<Id> {
        let spots = self.points.all[point].spots.iter();
        spots.filter_map(|s| self.survey.spots[*s].account.clone()).collect()
    }

    /// A draft of what `traces` show.
    pub fn draft(
        &self,
        id: String,
        kind: Kind,
        key: Option<Key>,
        points: Vec<usize>,
        traces: BTreeSet<usize>,
    ) -> Draft {
        let closed = kind.is_area();
        let level = self.level(&traces);
        let (rule, host, hypothesis, contradicted_by) = (None, None, None, BTreeSet::new());
        Draft { id, kind, key, level, points, closed, traces, rule, host, hypothesis, contradicted_by }
    }

    /// The readable id of an element: `<kind>-<key>`, or `<kind>-<sheet>.<stroke>` of its first source.
    pub fn id(&self, kind: Kind, key: Option<&Key>, traces: &BTreeSet<usize>) -> String {
        let what = match key {
            Some(key) => key.to_string(),
            None => match traces.first().map(|t| &self.survey.traces[*t].source) {
                Some(Source::Stroke { sheet, stroke }) => format!("{sheet}.{stroke}"),
                Some(Source::Footprint(id)) => id.to_string(),
                _ => String::new(),
            },
        };
        let (kind, what) = (kind.as_str(), id_part(&what));
        // `tower-1` says what it is.
        if what.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')) { what } else { format!("{kind}-{what}") }
    }
}

/// A key or name as part of an id: `/` becomes `.`, what an id may not hold becomes `_`.
pub fn id_part(name: &str) -> String {
    let letter = |c: char| match c {
        '/' => '.',
        c if c.is_ascii_alphanumeric() || "._-".contains(c) => c,
        _ => '_',
    };
    name.chars().map(letter).collect()
}
