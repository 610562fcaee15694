//! Windows: a box, or two or three short parallel lines, in a wall that goes on to both sides.

use super::grid::Grid;
use super::look::Look;
use super::proposal::{Shape, Traced};
use super::section::{Section, median, middle, sections};
use super::vector::{Px, direction, distance, dot, nearest_on};
use locus_model::{Kind, Verdict};

/// Lengths of a window, units.
const LONG: [f64; 2] = [16.0, 110.0];
/// Distance of its outer lines, units.
const WIDE: [f64; 2] = [4.5, 22.0];

/// Finds windows; walls that are their lines go, and the wall runs through.
pub fn find(features: &mut Vec<Traced>, ink: &Grid<u8>, pen: f64, unit: f64) {
    gaps_with_lines(features, ink, unit);
    let mut found: Vec<Window> = Vec::new();
    for feature in features.iter().filter(|f| f.kind == Kind::Wall && f.look.thickness_px.is_none()) {
        let Shape::Line(line) = &feature.shape else { continue };
        for pair in line.windows(2).filter(|w| distance(w[0], w[1]) > 14.0 * unit) {
            let way = direction(pair[0], pair[1]);
            let led = |p: Px, far: f64| [p[0] + far * way[0], p[1] + far * way[1]];
            let far = (LONG[1] + 24.0) * unit;
            let [a, b] = [led(pair[0], -far), led(pair[1], far)];
            for window in in_line([a, b], ink, pen, unit) {
                let near = |w: &Window| distance(w.middle(), window.middle()) < 0.6 * window.length();
                if !found.iter().any(near) {
                    found.push(Window { ink: feature.ink.clone(), ..window });
                }
            }
        }
    }
    features.retain(|f| !found.iter().any(|w| w.holds(f, unit)));
    for window in found {
        let spanned = features.iter().any(|f| match &f.shape {
            Shape::Line(l) if f.kind == Kind::Wall => {
                window.ends.iter().all(|p| l.windows(2).any(|w| nearest_on(*p, w[0], w[1]).1 < 4.0 * unit))
            }
            _ => false,
        });
        let thing = |kind: Kind| Traced {
            id: String::new(),
            kind,
            shape: Shape::Line(window.ends.to_vec()),
            confidence: 0.8,
            state: Verdict::Accepted,
            ink: window.ink.clone(),
            look: Look::default(),
        };
        if !spanned {
            features.push(thing(Kind::Wall));
        }
        features.push(thing(Kind::Window));
    }
    // A wall drawn twice looks much like one: on the benchmark's sheets, which have no windows, three were found in 97.
    features.iter_mut().filter(|f| f.kind == Kind::Window).for_each(|f| f.state = Verdict::Doubtful);
}

/// A window, from end to end in the middle of its wall.
struct Window {
    ends: [Px; 2],
    width: f64,
    ink: Vec<usize>,
}

impl Window {
    fn length(&self) -> f64 {
        distance(self.ends[0], self.ends[1])
    }

    fn middle(&self) -> Px {
        super::vector::between(self.ends[0], self.ends[1], 0.5)
    }

    /// Whether a wall is nothing but one of its lines.
    fn holds(&self, feature: &Traced, unit: f64) -> bool {
        let [a, b] = self.ends;
        let within = |p: &Px| nearest_on(*p, a, b).1 < self.width / 2.0 + 3.0 * unit;
        let Shape::Line(line) = &feature.shape else { return false };
        let aside = line.iter().any(|p| nearest_on(*p, a, b).1 > 0.25 * self.width);
        feature.kind == Kind::Wall && aside && line.iter().all(within)
    }
}

/// What lies across a line at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Across {
    /// The wall.
    Single,
    /// Ink all across, wider than the pen, from and to.
    Cap(f64, f64),
    /// Lines beside each other: the middles of the outer ones.
    Rails(f64, f64),
    /// Nothing, or anything else.
    Other,
}

fn across(section: &Section, pen: f64, unit: f64) -> Across {
    let near: Vec<&[f64; 2]> = section.runs.iter().filter(|r| middle(r).abs() < 14.0 * unit).collect();
    match near.as_slice() {
        [r] if r[0] < 4.0 * unit && r[1] > -4.0 * unit && r[1] - r[0] > 2.2 * pen.max(unit) => Across::Cap(r[0], r[1]),
        [r] if middle(r).abs() < 4.0 * unit => Across::Single,
        [r, .., q] => {
            let (low, high) = (middle(r), middle(q));
            let wide = (WIDE[0] * unit..WIDE[1] * unit).contains(&(high - low));
            if wide && low < 1.5 * unit && high > -1.5 * unit { Across::Rails(low, high) } else { Across::Other }
        }
        _ => Across::Other,
    }
}

/// The windows along a line.
fn in_line([a, b]: [Px; 2], ink: &Grid<u8>, pen: f64, unit: f64) -> Vec<Window> {
    let step = 0.7 * unit;
    let seen: Vec<Across> = sections(&[a, b], ink, step, 16.0 * unit).iter().map(|s| across(s, pen, unit)).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < seen.len() {
        let Across::Rails(..) = seen[i] else {
            i += 1;
            continue;
        };
        // A bar across the window, and a gap in a thin line, interrupt it.
        let mut end = i;
        while let Some(next) = (end + 1..(end + 1 + (5.0 * unit / step) as usize).min(seen.len()))
            .find(|k| matches!(seen[*k], Across::Rails(..)))
        {
            end = next;
        }
        if let Some((low, high)) = window(&seen, [i, end], step, unit) {
            let way = direction(a, b);
            let at = |k: f64| {
                let (along, off) = (k * step, (low + high) / 2.0);
                [a[0] + along * way[0] - off * way[1], a[1] + along * way[1] + off * way[0]]
            };
            found.push(Window { ends: [at(i as f64), at(end as f64 + 1.0)], width: high - low, ink: Vec::new() });
        }
        i = end + 1;
    }
    found
}

/// The outer lines of a window between two sections, if it is one: even, no longer or shorter than a window, with the
/// wall going on to both sides; and closed at both ends, or with lines to both sides of the wall.
fn window(seen: &[Across], [first, last]: [usize; 2], step: f64, unit: f64) -> Option<(f64, f64)> {
    let rails: Vec<(f64, f64)> = seen[first..=last]
        .iter()
        .filter_map(|s| if let Across::Rails(low, high) = s { Some((*low, *high)) } else { None })
        .collect();
    let low = median(rails.iter().map(|r| r.0).collect())?;
    let high = median(rails.iter().map(|r| r.1).collect())?;
    let even = rails.iter().filter(|r| (r.0 - low).abs().max((r.1 - high).abs()) < 1.5 * unit).count();
    let long = (LONG[0] * unit..LONG[1] * unit).contains(&((last - first) as f64 * step));
    let (cap, rest) = ((5.0 * unit / step) as usize, (12.0 * unit / step) as usize);
    // Going away from the window on either side.
    let ways: [Vec<Across>; 2] = [
        seen[first.saturating_sub(cap + rest)..first].iter().rev().copied().collect(),
        seen[last + 1..(last + 1 + cap + rest).min(seen.len())].to_vec(),
    ];
    let capped = |way: &Vec<Across>| {
        let closes = |s: &Across| matches!(s, Across::Cap(l, h) if *l < low + 1.5 * unit && *h > high - 1.5 * unit);
        way.iter().take(cap).any(closes)
    };
    let goes_on = |way: &Vec<Across>| {
        let wall = way.iter().skip(cap).filter(|s| **s == Across::Single).count();
        wall * 10 >= rest * 7
    };
    let starts = |way: &Vec<Across>| way.iter().take(cap).filter(|s| **s == Across::Single).count() * 2 > cap;
    let both_sides = low < -1.5 * unit && high > 1.5 * unit && (low + high).abs() < 0.5 * (high - low);
    let both_sides = both_sides && ways.iter().all(starts);
    let filled = even * 100 >= rails.len() * 85 && rails.len() * 10 >= (last - first + 1) * 7;
    let is_window = long && filled && ways.iter().all(goes_on) && (ways.iter().all(capped) || both_sides);
    is_window.then_some((low, high))
}

/// A gap in a wall with a line along either side of it is a window.
fn gaps_with_lines(features: &mut [Traced], ink: &Grid<u8>, unit: f64) {
    let jambs: Vec<[Px; 2]> = features
        .iter()
        .filter(|f| f.kind == Kind::Wall)
        .filter_map(|f| if let Shape::Line(l) = &f.shape { Some(l.windows(2).map(|w| [w[0], w[1]])) } else { None })
        .flatten()
        .collect();
    for feature in features.iter_mut().filter(|f| f.kind == Kind::Door) {
        let Shape::Line(line) = &feature.shape else { continue };
        let way = direction(line[0], line[line.len() - 1]);
        let led_on = jambs.iter().any(|[a, b]| {
            dot(way, direction(*a, *b)).abs() > 0.97 && line.iter().any(|p| nearest_on(*p, *a, *b).1 < 4.0 * unit)
        });
        let all = sections(line, ink, unit, 12.0 * unit);
        let lined = |s: &&Section| {
            let sides = s.inked(-9.0 * unit, -2.0 * unit) && s.inked(2.0 * unit, 9.0 * unit);
            sides && !s.inked(-0.8 * unit, 0.8 * unit)
        };
        if led_on && all.len() > 10 && all.iter().filter(lined).count() * 10 >= all.len() * 7 {
            feature.kind = Kind::Window;
        }
    }
}
