//! Whether rings are simple: no segment touches or crosses another (OGC 06-103r4, section 6.1.11).

use crate::findings::Problem;
use crate::value::Value;
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, Polygon, Validation};

/// Where an outline crosses or touches itself, for a person to look at; `None` where it is simple.
pub(crate) fn self_crossing(polygon: &Polygon) -> Option<Coord> {
    let segments: Vec<Line> = polygon.exterior().lines().collect();
    first_crossing(&segments).map(|(_, _, touch)| touch)
}

/// Checks a closed ring in degrees, of at least four positions without repeated neighbours; `lines` are the lines of the
/// file its positions stand on.
pub(crate) fn check_ring(points: &[Coord], lines: &[usize]) -> Result<(), Problem> {
    if let Some(i) = points.windows(2).position(|pair| (pair[1].x - pair[0].x).abs() > 180.0) {
        let found = format!("a ring whose segment {} spans more than 180 degrees of longitude", i + 1);
        let line = lines.get(i).copied().unwrap_or(1);
        return Err(Problem::new(line, found, "rings that do not cross the 180th meridian", "cut the outline there"));
    }
    check_simple(points, lines)
}

/// Refuses a ring whose segments meet elsewhere than at their common ends, in any plane.
pub(crate) fn check_simple(points: &[Coord], lines: &[usize]) -> Result<(), Problem> {
    let segments: Vec<Line> = points.windows(2).map(|pair| Line::new(pair[0], pair[1])).collect();
    let at = |i: usize| lines.get(i).copied().unwrap_or(1);
    let Some((first, second, touch)) = first_crossing(&segments) else { return Ok(()) };
    let found = format!(
        "a ring whose segments {} (line {}) and {} (line {}) meet at [{}, {}]",
        first + 1,
        at(first),
        second + 1,
        at(second),
        touch.x,
        touch.y,
    );
    Err(Problem::new(
        at(first),
        found,
        "a simple ring: its segments meet only at their common ends",
        "correct the order of the positions, or draw two polygons",
    ))
}

/// The first pair of segments, in the order of the ring, that meet where they should not.
///
/// Segments are visited by their western ends, so each is compared only with those whose span of x overlaps its own.
fn first_crossing(segments: &[Line]) -> Option<(usize, usize, Coord)> {
    let low = |i: &usize| segments[*i].start.x.min(segments[*i].end.x);
    let high = |i: &usize| segments[*i].start.x.max(segments[*i].end.x);
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_by(|a, b| low(a).total_cmp(&low(b)));
    let mut found: Option<(usize, usize, Coord)> = None;
    for (rank, i) in order.iter().enumerate() {
        for j in order[rank + 1..].iter().take_while(|j| low(j) <= high(i)) {
            let (a, b) = (*i.min(j), *i.max(j));
            if found.is_some_and(|(x, y, _)| (x, y) <= (a, b)) {
                continue;
            }
            if let Some(touch) = crossing(segments, a, b) {
                found = Some((a, b, touch));
            }
        }
    }
    found
}

/// Where segments `a < b` meet, other than at the end that neighbours share.
fn crossing(segments: &[Line], a: usize, b: usize) -> Option<Coord> {
    let neighbours = b == a + 1 || (a == 0 && b + 1 == segments.len());
    match line_intersection(segments[a], segments[b])? {
        LineIntersection::SinglePoint { .. } if neighbours => None,
        LineIntersection::SinglePoint { intersection, .. } => Some(intersection),
        // Neighbours that share more than a point run back over each other.
        LineIntersection::Collinear { intersection } => {
            (!neighbours || intersection.start != intersection.end).then_some(intersection.start)
        }
    }
}

/// Checks that holes lie inside the outer ring and apart from each other.
pub(crate) fn check_holes(polygon: &Polygon, rings: &Value) -> Result<(), Problem> {
    if polygon.interiors().is_empty() {
        return Ok(());
    }
    polygon.check_validation().map_err(|error| {
        Problem::new(
            rings.line,
            format!("a polygon in which {error}"),
            "holes inside the outer ring and apart from each other",
            "correct the holes",
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(points: &[(f64, f64)]) -> Result<(), String> {
        let points: Vec<Coord> = points.iter().map(|p| Coord::from(*p)).collect();
        let lines: Vec<usize> = (1..=points.len()).collect();
        check_ring(&points, &lines).map_err(|problem| problem.found)
    }

    #[test]
    fn simple_rings_pass_whatever_their_direction() {
        let square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
        assert_eq!(check(&square), Ok(()));
        let mut back = square;
        back.reverse();
        assert_eq!(check(&back), Ok(()));
        assert_eq!(check(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0), (0.0, 0.0)]), Ok(()));
    }

    #[test]
    fn the_offending_segments_are_named() {
        let bow = check(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]).unwrap_err();
        assert!(bow.contains("segments 1 (line 1) and 3 (line 3) meet at [1, 1]"), "{bow}");
        let spike = check(&[(0.0, 0.0), (2.0, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 0.0)]).unwrap_err();
        assert!(spike.contains("segments 1 ") && spike.contains(" 2 "), "{spike}");
        let pinched = check(&[(0.0, 0.0), (2.0, 2.0), (4.0, 0.0), (4.0, 4.0), (2.0, 2.0), (0.0, 4.0), (0.0, 0.0)]);
        assert!(pinched.unwrap_err().contains("meet at [2, 2]"));
        assert!(check(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)]).is_err(), "no area");
    }

    #[test]
    fn the_sweep_finds_what_comparing_all_pairs_finds() {
        // A deterministic walk of bent stars, some crossing, some not.
        for seed in 0..200u64 {
            let radius = |k: u64| 1.0 + ((seed * 7919 + k * 104_729) % 97) as f64 / 97.0;
            let turn = |k: u64| (k as f64 + ((seed * 31 + k * 17) % 13) as f64 / 6.0) * std::f64::consts::TAU / 12.0;
            let mut points: Vec<Coord> =
                (0..12).map(|k| Coord { x: radius(k) * turn(k).cos(), y: radius(k) * turn(k).sin() }).collect();
            points.push(points[0]);
            let segments: Vec<Line> = points.windows(2).map(|pair| Line::new(pair[0], pair[1])).collect();
            let pairs = (0..segments.len()).flat_map(|a| (a + 1..segments.len()).map(move |b| (a, b)));
            let all = pairs.into_iter().find(|(a, b)| crossing(&segments, *a, *b).is_some());
            assert_eq!(first_crossing(&segments).map(|(a, b, _)| (a, b)), all, "seed {seed}");
        }
    }
}
