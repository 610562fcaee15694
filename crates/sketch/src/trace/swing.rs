//! Doors that a clear swing shows, where the ends of their walls do not face each other: the pen went on from the wall
//! into the leaf or the arc, or the stub of wall behind an end is too short to have a direction.

use super::grid::Grid;
use super::opening::{Leaf, Opening, inked_share, is_crossed, leaf_tip, near_ink, swing_ink};
use super::vector::{Px, between, direction, distance};

/// Least and greatest width, units.
const WIDTH: [f64; 2] = [28.0, 130.0];
/// Least shares of the arc and of the leaf that are ink.
const LEAST: [f64; 2] = [0.85, 0.75];

/// Points beyond which a sheet is no plan with doors: all pairs of them are tried.
const MOST_POINTS: usize = 2000;

/// Finds swings between the bends and ends of lines, the surest first. `unit`: 1/1400 of the page's longer side.
pub fn swings(lines: &[[Px; 2]], ink: &Grid<u8>, unit: f64) -> Vec<Opening> {
    let points: Vec<Px> = lines.iter().flatten().copied().collect();
    if points.len() > MOST_POINTS {
        return Vec::new();
    }
    let mut seen: Vec<(f64, Opening)> = Vec::new();
    for (i, a) in points.iter().enumerate() {
        for b in &points[i + 1..] {
            if (WIDTH[0] * unit..WIDTH[1] * unit).contains(&distance(*a, *b)) {
                seen.extend(swing([*a, *b], lines, ink, unit));
            }
        }
    }
    seen.sort_by(|p, q| q.0.total_cmp(&p.0));
    let mut found: Vec<Opening> = Vec::new();
    for (_, opening) in seen {
        let middle = |o: &Opening| between(o.ends[0], o.ends[1], 0.5);
        let same = |o: &Opening| distance(middle(o), middle(&opening)) < 0.4 * o.width().max(opening.width());
        if !found.iter().any(|o| same(o) || hangs_on(&opening, o, unit) || hangs_on(o, &opening, unit)) {
            found.push(opening);
        }
    }
    found
}

/// Whether an end of an opening lies on the leaf or the arc of another, off its ends: no wall is there.
fn hangs_on(opening: &Opening, other: &Opening, unit: f64) -> bool {
    let off_ends = |p: &Px| other.ends.iter().all(|end| distance(*end, *p) > 9.0 * unit);
    opening.ends.iter().any(|p| off_ends(p) && other.leaf_holds(&[*p], 4.5 * unit))
}

/// The door between two points, and how sure it is.
fn swing(ends: [Px; 2], lines: &[[Px; 2]], ink: &Grid<u8>, unit: f64) -> Option<(f64, Opening)> {
    let ways = [(0, 1.0), (0, -1.0), (1, 1.0), (1, -1.0)];
    let hung = ways.into_iter().filter(|(hinge, side)| {
        let out = leaf_tip(ends, *hinge, *side);
        near_ink(between(ends[*hinge], out, 0.5), ink, 5.0 * unit)
    });
    let drawn = hung.filter_map(|(hinge, side)| {
        let (arc, leaf) = swing_ink(ends, hinge, side, ink, unit);
        (arc > LEAST[0] && leaf > LEAST[1]).then_some((arc + leaf, hinge, side))
    });
    let (clear, hinge, side) = drawn.max_by(|p, q| p.0.total_cmp(&q.0))?;
    let inked = inked_share(ends, ink, unit);
    let walled = [0, 1].iter().all(|k| goes_on(ends[1 - k], ends[*k], ink, unit));
    let opens = inked < 0.3 && walled && !is_crossed(ends, lines, unit);
    // Beside a short way all ink seems near.
    let sure = clear + 0.004 * distance(ends[0], ends[1]) / unit;
    opens.then_some((sure, Opening { ends, leaf: Leaf::Swing(hinge, side), inked }))
}

/// Whether wall goes on straight behind an end, seen from the other.
fn goes_on(from: Px, end: Px, ink: &Grid<u8>, unit: f64) -> bool {
    let way = direction(from, end);
    let at = |far: f64| [0, 1].map(|k| end[k] + far * unit * way[k]);
    [4.0, 6.0, 8.0, 10.0, 12.0].into_iter().all(|far| near_ink(at(far), ink, 2.5 * unit))
}
