//! Rooms: faces put together wherever too little ink stands between them.

use super::arrangement::{Arrangement, Origin};
use super::vector::{Px, doubled_area};
use std::collections::BTreeMap;

/// Outside of everything that hangs together with it.
pub const OUTSIDE: usize = 0;

/// Every face's region; [`OUTSIDE`] for what no wall encloses.
pub struct Regions {
    of_face: Vec<usize>,
}

/// What decides about a boundary.
pub struct Rules<'a> {
    /// Least share of the boundary that must be ink.
    pub support: f64,
    /// Regions narrower than this (twice the area over the perimeter) are gaps between lines drawn twice, pixels.
    pub sliver: f64,
    /// Regions smaller than this are loops of letters and signs, square pixels.
    pub smallest: f64,
    /// How far an opening counts as wall, by its number: 1 where a door was drawn in it.
    pub openings: &'a [f64],
    /// How far a stroke counts as wall, by its number: 0 where it may be part of a letter.
    pub strokes: &'a [f64],
}

/// What lies between two regions, or around one.
#[derive(Clone, Copy, Default)]
struct Boundary {
    length: f64,
    inked: f64,
}

/// Merges, weakest boundary first; the whole shared boundary of two regions counts, as a room is parted from the next by
/// all of the wall between them and not by a piece of it.
pub fn merge(graph: &Arrangement, rules: &Rules) -> Regions {
    let of_face = graph.doubled_areas.iter().enumerate().map(|(f, a)| if *a > 0.0 { f + 1 } else { OUTSIDE }).collect();
    let mut regions = Regions { of_face };
    while let Some((gone, into)) = next_merge(graph, &regions, rules) {
        regions.of_face.iter_mut().filter(|r| **r == gone).for_each(|r| *r = into);
    }
    regions
}

/// The two regions to be merged next: first gaps between double lines and loops, then the weakest boundary.
fn next_merge(graph: &Arrangement, regions: &Regions, rules: &Rules) -> Option<(usize, usize)> {
    let mut shared: BTreeMap<[usize; 2], Boundary> = BTreeMap::new();
    let mut around: BTreeMap<usize, f64> = BTreeMap::new();
    for (e, edge) in graph.edges.iter().enumerate() {
        let [a, b] = [regions.right_of(graph, 2 * e), regions.right_of(graph, 2 * e + 1)];
        if a == b {
            continue;
        }
        let length = graph.length(e);
        let share = match edge.origin {
            Origin::Stroke(s) | Origin::Closed(s) => rules.strokes.get(s).copied().unwrap_or(1.0),
            Origin::Supposed => 0.0,
            Origin::Opening(o) => rules.openings.get(o).copied().unwrap_or(0.0),
        };
        let boundary = shared.entry([a.min(b), a.max(b)]).or_default();
        boundary.length += length;
        boundary.inked += share * length;
        [a, b].into_iter().for_each(|r| *around.entry(r).or_default() += length);
    }
    let mut areas: BTreeMap<usize, f64> = BTreeMap::new();
    graph.doubled_areas.iter().zip(&regions.of_face).for_each(|(a, r)| *areas.entry(*r).or_default() += a / 2.0);
    let odd = around.iter().filter(|(r, _)| **r != OUTSIDE).filter_map(|(r, length)| {
        let area = areas.get(r).copied().unwrap_or(0.0);
        let width = 2.0 * area / length;
        let sliver = width < rules.sliver || (width < 1.7 * rules.sliver && *length > 50.0 * rules.sliver);
        (area < rules.smallest || sliver).then_some((area, *r))
    });
    if let Some(swing) = door_swing(graph, regions, &areas, &around) {
        return Some(swing);
    }
    if let Some((_, r)) = odd.min_by(|a, b| a.0.total_cmp(&b.0)) {
        let neighbours = shared.iter().filter(|(pair, _)| pair.contains(&r));
        let (pair, _) = neighbours.max_by(|a, b| a.1.length.total_cmp(&b.1.length))?;
        return Some((r, if pair[0] == r { pair[1] } else { pair[0] }));
    }
    let weak = shared.iter().map(|(pair, b)| (b.inked / b.length, *pair)).filter(|(s, _)| *s < rules.support);
    let weakest = weak.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, [a, b])| (b, a));
    weakest.or_else(|| nook(graph, regions, rules, &shared, &areas))
}

/// What the leaf of a door sweeps: a region beside an opening, no larger than a leaf of that width can sweep, and held
/// off from what lies behind by leaf and arc alone.
fn door_swing(
    graph: &Arrangement,
    regions: &Regions,
    areas: &BTreeMap<usize, f64>,
    around: &BTreeMap<usize, f64>,
) -> Option<(usize, usize)> {
    let mut doors: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for (e, edge) in graph.edges.iter().enumerate().filter(|(e, _)| regions.parts(graph, *e)) {
        if let Origin::Opening(o) = edge.origin {
            for h in [2 * e, 2 * e + 1] {
                *doors.entry(regions.right_of(graph, h)).or_default().entry(o).or_default() += graph.length(e);
            }
        }
    }
    let single = |widths: BTreeMap<usize, f64>| (widths.len() == 1).then(|| widths.values().sum::<f64>());
    let swept = |r: usize, width: f64| {
        let share = areas.get(&r).map_or(0.0, |a| a / (width * width));
        r != OUTSIDE && (0.4..1.15).contains(&share) && around.get(&r).is_some_and(|p| *p < 4.6 * width)
    };
    let (region, _) =
        doors.into_iter().filter_map(|(r, w)| Some((r, single(w)?))).find(|(r, width)| swept(*r, *width))?;
    let mut behind: BTreeMap<usize, f64> = BTreeMap::new();
    for (e, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| !matches!(edge.origin, Origin::Opening(_))) {
        let sides = [regions.right_of(graph, 2 * e), regions.right_of(graph, 2 * e + 1)];
        if sides.contains(&region) && sides[0] != sides[1] {
            let other = if sides[0] == region { sides[1] } else { sides[0] };
            *behind.entry(other).or_default() += if edge.origin == Origin::Supposed { 0.1 } else { graph.length(e) };
        }
    }
    behind.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(into, _)| (region, into))
}

/// A part of a room that nobody can enter: without an opening on a sheet that draws openings, and cut off from a larger
/// region that has one by its longest boundary inside. A bunk or a bench along a wall makes such nooks.
fn nook(
    graph: &Arrangement,
    regions: &Regions,
    rules: &Rules,
    shared: &BTreeMap<[usize; 2], Boundary>,
    areas: &BTreeMap<usize, f64>,
) -> Option<(usize, usize)> {
    let mut entered: BTreeMap<usize, usize> = BTreeMap::new();
    for (e, edge) in graph.edges.iter().enumerate() {
        if let Origin::Opening(o) = edge.origin
            && rules.openings.get(o).is_some_and(|worth| *worth >= 0.5)
            && regions.parts(graph, e)
        {
            [2 * e, 2 * e + 1].into_iter().for_each(|h| *entered.entry(regions.right_of(graph, h)).or_default() += 1);
        }
    }
    if entered.iter().filter(|(r, _)| **r != OUTSIDE).count() < 3 {
        return None;
    }
    let area = |r: usize| areas.get(&r).copied().unwrap_or(0.0);
    let closed = areas.keys().copied().filter(|r| *r != OUTSIDE && !entered.contains_key(r));
    let joins = closed.filter_map(|r| {
        let inner = shared.iter().filter(|(pair, _)| pair.contains(&r) && !pair.contains(&OUTSIDE));
        let (pair, boundary) = inner.max_by(|a, b| a.1.length.total_cmp(&b.1.length))?;
        let into = if pair[0] == r { pair[1] } else { pair[0] };
        let few = entered.get(&into).is_some_and(|n| *n <= 2);
        (few && area(r) < 0.42 * (area(r) + area(into)) && boundary.length > 0.25 * area(into).sqrt()).then_some((
            area(r),
            r,
            into,
        ))
    });
    joins.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, r, into)| (r, into))
}

impl Regions {
    /// The region on the right of a half-edge.
    pub fn right_of(&self, graph: &Arrangement, half_edge: usize) -> usize {
        self.of_face[graph.face_of[half_edge]]
    }

    /// Whether an edge parts two regions.
    pub fn parts(&self, graph: &Arrangement, edge: usize) -> bool {
        self.right_of(graph, 2 * edge) != self.right_of(graph, 2 * edge + 1)
    }

    /// The numbers of the enclosed regions.
    pub fn enclosed(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = self.of_face.iter().copied().filter(|r| *r != OUTSIDE).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The outer ring of a region, as half-edges.
    pub fn ring(&self, graph: &Arrangement, region: usize) -> Vec<usize> {
        let on_rim = |h: usize| self.right_of(graph, h) == region && self.right_of(graph, h ^ 1) != region;
        let mut seen = vec![false; graph.next.len()];
        let mut best = (0.0, Vec::new());
        for start in (0..graph.next.len()).filter(|h| on_rim(*h)) {
            let (mut h, mut ring) = (start, Vec::new());
            while !seen[h] {
                seen[h] = true;
                ring.push(h);
                h = graph.next[h];
                while !on_rim(h) {
                    h = graph.next[h ^ 1];
                }
            }
            let points: Vec<Px> = ring.iter().map(|h| graph.vertices[graph.from(*h)]).collect();
            let area = doubled_area(&points);
            if area > best.0 {
                best = (area, ring);
            }
        }
        best.1
    }
}
