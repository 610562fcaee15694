//! Feature points: the spots of different sheets that are one place on the ground.

use crate::outline::signed_area2;
use crate::survey::{Label, Survey};
use geo::Coord;
use locus_model::Key;
use std::collections::{BTreeMap, BTreeSet};

/// One physical point.
#[derive(Clone, Debug)]
pub struct FeaturePoint {
    /// Everything it is known as, the best name first.
    pub labels: BTreeSet<Label>,
    /// The spots that show it, indices into [`Survey::spots`].
    pub spots: Vec<usize>,
}

/// The points of a survey.
pub struct Points {
    /// The points.
    pub all: Vec<FeaturePoint>,
    /// The point of each spot, indices into `all`.
    pub of_spot: Vec<usize>,
}

impl Points {
    /// Spots with the same label are one point. Two labels are one point where most of the sheets that show both put
    /// them on one spot (a cell's corner and the corridor's); on a sheet that forgot the cell between two others their
    /// corners fall together too, but the other sheets keep them apart. Two node keys are never one point.
    pub fn of(survey: &mut Survey) -> Self {
        name_the_rest(survey);
        let classes = Classes::of(survey);
        let mut members: BTreeMap<usize, FeaturePoint> = BTreeMap::new();
        for (spot, at) in survey.spots.iter().enumerate() {
            for label in &at.labels {
                let class = classes.find(classes.index[label]);
                let point =
                    members.entry(class).or_insert_with(|| FeaturePoint { labels: BTreeSet::new(), spots: vec![] });
                point.labels.insert(label.clone());
                if point.spots.last() != Some(&spot) {
                    point.spots.push(spot);
                }
            }
        }
        let mut all: Vec<FeaturePoint> = members.into_values().collect();
        all.sort_by(|a, b| a.labels.first().cmp(&b.labels.first()));
        let mut of_spot = vec![0; survey.spots.len()];
        // Backwards, so that a spot that stands for two points is drawn through the one with the better name.
        for (index, point) in all.iter().enumerate().rev() {
            for spot in &point.spots {
                of_spot[*spot] = index;
            }
        }
        Self { all, of_spot }
    }

    /// The points along a trace; consecutive repetitions removed.
    pub fn along(&self, survey: &Survey, trace: usize) -> Vec<usize> {
        let trace = &survey.traces[trace];
        let mut points: Vec<usize> = trace.spots.iter().map(|s| self.of_spot[*s]).collect();
        points.dedup();
        if trace.closed && points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    }

    /// The published name of every point, given where it came to lie: its node key; else `<place>#n`, counted
    /// counter-clockwise from the place's lowest, then westernmost vertex; else `<sheet>.<stroke>#n`.
    pub fn names(&self, at: &[Coord]) -> Vec<String> {
        let mut rings: BTreeMap<&Key, BTreeMap<usize, usize>> = BTreeMap::new();
        for (index, point) in self.all.iter().enumerate() {
            for label in &point.labels {
                if let Label::Slot(place, slot) = label {
                    rings.entry(place).or_default().insert(*slot, index);
                }
            }
        }
        let counted: BTreeMap<&Key, Vec<usize>> = rings
            .into_iter()
            .map(|(place, ring)| (place, counted_from_below(ring.into_values().collect(), at)))
            .collect();
        let mut used = BTreeSet::new();
        let name = |(index, point): (usize, &FeaturePoint)| {
            let name = match point.labels.first() {
                Some(Label::Key(key)) => key.to_string(),
                Some(Label::Slot(place, _)) => {
                    let n = counted[place].iter().position(|p| *p == index).unwrap_or_default();
                    format!("{place}#{}", n + 1)
                }
                Some(Label::Vertex(sheet, stroke, n)) => format!("{sheet}.{stroke}#{}", n + 1),
                None => String::new(),
            };
            unique(name, &mut used)
        };
        self.all.iter().enumerate().map(name).collect()
    }
}

/// `name`, with `-x` added for each earlier use.
pub fn unique(mut name: String, used: &mut BTreeSet<String>) -> String {
    while !used.insert(name.clone()) {
        name.push_str("-x");
    }
    name
}

/// The ring turned counter-clockwise and begun at its lowest, then westernmost point.
fn counted_from_below(mut ring: Vec<usize>, at: &[Coord]) -> Vec<usize> {
    let corners: Vec<Coord> = ring.iter().map(|p| at[*p]).collect();
    if signed_area2(&corners) < 0.0 {
        ring.reverse();
    }
    let lowest = (0..ring.len()).min_by(|a, b| {
        let (a, b) = (at[ring[*a]], at[ring[*b]]);
        a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
    });
    ring.rotate_left(lowest.unwrap_or_default());
    ring
}

/// Spots that nothing identifies are named by their stroke.
fn name_the_rest(survey: &mut Survey) {
    for trace in &survey.traces {
        for (n, spot) in trace.spots.iter().enumerate() {
            let labels = &mut survey.spots[*spot].labels;
            if labels.is_empty() {
                labels.insert(match &trace.source {
                    locus_model::Source::Stroke { sheet, stroke } => Label::Vertex(sheet.clone(), stroke.clone(), n),
                    locus_model::Source::Footprint(id) => Label::Vertex(id.clone(), "outline".to_owned(), n),
                    _ => continue,
                });
            }
        }
    }
}

/// Disjoint sets of labels.
struct Classes<'a> {
    index: BTreeMap<&'a Label, usize>,
    parent: Vec<usize>,
    has_key: Vec<bool>,
}

impl<'a> Classes<'a> {
    fn of(survey: &'a Survey) -> Self {
        let mut shown_by: BTreeMap<&Label, BTreeSet<_>> = BTreeMap::new();
        let mut together: BTreeMap<(&Label, &Label), BTreeSet<_>> = BTreeMap::new();
        for spot in &survey.spots {
            for (i, label) in spot.labels.iter().enumerate() {
                shown_by.entry(label).or_default().insert(spot.origin);
                for other in spot.labels.iter().skip(i + 1) {
                    together.entry((label, other)).or_default().insert(spot.origin);
                }
            }
        }
        let index: BTreeMap<&Label, usize> = shown_by.keys().enumerate().map(|(i, l)| (*l, i)).collect();
        let has_key = shown_by.keys().map(|l| matches!(l, Label::Key(_))).collect();
        let mut classes = Self { parent: (0..index.len()).collect(), index, has_key };
        let mut pairs: Vec<_> = together.into_iter().map(|(pair, by)| (by.len(), pair)).collect();
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (times, (a, b)) in pairs {
            if 2 * times > shown_by[a].intersection(&shown_by[b]).count() {
                classes.join(classes.index[a], classes.index[b]);
            }
        }
        classes
    }

    fn find(&self, mut i: usize) -> usize {
        while self.parent[i] != i {
            i = self.parent[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        if a != b && !(self.has_key[a] && self.has_key[b]) {
            let (first, second) = (a.min(b), a.max(b));
            self.parent[second] = first;
            self.has_key[first] |= self.has_key[second];
        }
    }
}
