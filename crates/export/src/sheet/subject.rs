//! What each sheet shows: the site, every level, and every building of which rooms are known.

use crate::Facility;
use geo::{Distance, Euclidean, LineString, Point, Polygon};
use locus_publish::{Bundle, BundleElement, BundleLevel};
use std::collections::{BTreeMap, BTreeSet};

/// A wall this near to the outline of a building is one of its walls, metres.
const OF_BUILDING_M: f64 = 0.5;

/// What a sheet is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The whole facility, its buildings from outside.
    Site,
    /// Everything on a level.
    Level(&'a BundleLevel),
    /// One building on a level.
    Detail(&'a BundleLevel, &'a BundleElement),
}

/// What one sheet shows.
pub struct Plan<'a> {
    /// What it is about.
    pub subject: Subject<'a>,
    /// What is undisputed, and the display defaults.
    pub shown: Vec<&'a BundleElement>,
    /// What the other alternatives have instead.
    pub others: Vec<&'a BundleElement>,
    /// Ids of the buildings that are shown from outside, without their rooms.
    pub outside: BTreeSet<&'a str>,
    /// Ids of what this sheet names and lists; the rest is named on another one.
    pub named: BTreeSet<&'a str>,
}

impl Plan<'_> {
    /// Whether this sheet names and lists it.
    pub fn names(&self, element: &BundleElement) -> bool {
        self.named.contains(element.id.as_str())
    }
}

struct Building<'a> {
    element: &'a BundleElement,
    outline: Polygon,
}

impl<'a> Building<'a> {
    fn of(element: &'a BundleElement) -> Option<Self> {
        let ring = element.shape.as_ref()?.rings.first()?;
        let outline = Polygon::new(LineString::from(ring.clone()), Vec::new());
        (element.layer == "buildings").then_some(Self { element, outline })
    }

    /// Whether it is a part of this building, whatever level it is on.
    fn has(&self, element: &BundleElement) -> bool {
        let [x, _, z] = element.position;
        let line = element.shape.as_ref().map(|shape| shape.line.clone()).filter(|line| !line.is_empty());
        let places = line.unwrap_or_else(|| vec![[x, z]]);
        let near = |[x, z]: &[f64; 2]| Euclidean.distance(&Point::new(*x, *z), &self.outline) < OF_BUILDING_M;
        element.layer != "buildings" && element.layer != "yards" && places.iter().all(near)
    }
}

/// The sheets of a facility: site, levels from below, buildings with rooms in the order of their ids. Where a level is
/// `legible` as it is, nothing of it is taken out into a sheet of its own.
pub fn plans<'a>(facility: &'a Facility, legible: impl Fn(&Plan) -> bool) -> Vec<Plan<'a>> {
    let bundle = facility.bundle();
    let buildings: Vec<Building> = bundle.elements.iter().filter_map(Building::of).collect();
    let mut site = plan(facility, Subject::Site, |e| !buildings.iter().any(|b| b.has(e)));
    site.outside = buildings.iter().map(|b| b.element.id.as_str()).collect();
    let (mut levels, mut details) = (Vec::new(), Vec::new());
    for level in &bundle.levels {
        let whole = plan(facility, Subject::Level(level), |e| e.level == level.id);
        let has_rooms = |b: &&Building| whole.shown.iter().any(|e| e.layer == "rooms" && b.has(e));
        let detailed: Vec<&Building> =
            if legible(&whole) { Vec::new() } else { buildings.iter().filter(has_rooms).collect() };
        let mut outer =
            plan(facility, Subject::Level(level), |e| e.level == level.id && !detailed.iter().any(|b| b.has(e)));
        outer.outside = detailed.iter().map(|b| b.element.id.as_str()).collect();
        levels.push(outer);
        for building in detailed {
            let here = |e: &BundleElement| e.id == building.element.id || (e.level == level.id && building.has(e));
            details.push(plan(facility, Subject::Detail(level, building.element), here));
        }
    }
    for plan in levels.iter_mut().chain(&mut details) {
        plan.named.retain(|id| !site.named.contains(id));
    }
    [vec![site], levels, details].into_iter().flatten().collect()
}

fn plan<'a>(facility: &'a Facility, subject: Subject<'a>, wanted: impl Fn(&BundleElement) -> bool) -> Plan<'a> {
    let shown: Vec<&BundleElement> = facility.shown_first().filter(|e| wanted(e) && e.shape.is_some()).collect();
    let first: BTreeSet<&str> = shown.iter().map(|e| e.id.as_str()).collect();
    let all = facility.bundle().elements.iter();
    let others: Vec<&BundleElement> =
        all.filter(|e| wanted(e) && e.shape.is_some() && !first.contains(e.id.as_str())).collect();
    let named = shown.iter().chain(&others).map(|e| e.id.as_str()).collect();
    Plan { subject, shown, others, outside: BTreeSet::new(), named }
}

/// A number for every element, the same on every sheet: a letter for what it is, counted in the order of the ids.
pub fn numbers(bundle: &Bundle) -> BTreeMap<&str, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for element in &bundle.elements {
        let letter = letter(element);
        let count = counts.entry(letter).or_default();
        *count += 1;
        numbers.insert(element.id.as_str(), format!("{letter}{count}"));
    }
    numbers
}

fn letter(element: &BundleElement) -> &'static str {
    match element.layer.as_str() {
        "walls" => "W",
        "roads" => "S",
        "rooms" => "R",
        "buildings" => "B",
        "yards" => "Y",
        "openings" => "D",
        _ => "T",
    }
}

/// Numbers in few words: `W1–W4, W7`. In the order given.
pub fn ranges<'a>(numbers: impl IntoIterator<Item = &'a String>) -> String {
    let parted = |number: &'a String| {
        let at = number.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        (&number[..at], number[at..].parse::<usize>().unwrap_or(0))
    };
    let mut all: Vec<(&str, usize)> = numbers.into_iter().map(parted).collect();
    all.sort_unstable();
    let mut runs: Vec<(&str, usize, usize)> = Vec::new();
    for (letter, n) in all {
        match runs.last_mut() {
            Some((of, _, last)) if *of == letter && *last + 1 == n => *last = n,
            _ => runs.push((letter, n, n)),
        }
    }
    let told = |(letter, first, last): (&str, usize, usize)| match last - first {
        0 => format!("{letter}{first}"),
        1 => format!("{letter}{first}, {letter}{last}"),
        _ => format!("{letter}{first}–{letter}{last}"),
    };
    runs.into_iter().map(told).collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_told_as_a_range() {
        let numbers = ["W1", "W2", "W3", "W10", "W9", "D5"].map(str::to_owned);
        assert_eq!(ranges(&numbers), "D5, W1–W3, W9, W10");
    }
}
