//! The bodies of cut walls: a band along each centre line without its gaps, and what fills the corner where two meet.
//!
//! Scene metres `[x, z]` in and out.

/// A place, scene metres.
type Place = [f64; 2];

/// A corner that would reach farther than so many half thicknesses is cut off.
const MITRE_LIMIT: f64 = 4.0;
/// Places nearer than this are the same, metres (positions are published to the millimetre).
const SAME_M: f64 = 0.0015;

/// The bands of a wall, four corners each: the first two lie on one side, in the direction of the line.
pub fn bands(line: &[Place], half_m: f64, gaps: &[[Place; 2]]) -> Vec<[Place; 4]> {
    let sides = line.windows(2).filter(|side| length(side[0], side[1]) > SAME_M);
    sides.flat_map(|side| solid([side[0], side[1]], gaps).into_iter().map(|[a, b]| band(a, b, half_m))).collect()
}

fn band(a: Place, b: Place, half_m: f64) -> [Place; 4] {
    let [ux, uz] = direction(a, b);
    let (x, z) = (-uz * half_m, ux * half_m);
    [[a[0] + x, a[1] + z], [b[0] + x, b[1] + z], [b[0] - x, b[1] - z], [a[0] - x, a[1] - z]]
}

/// What gaps leave of a straight side.
fn solid([a, b]: [Place; 2], gaps: &[[Place; 2]]) -> Vec<[Place; 2]> {
    let (long, [ux, uz]) = (length(a, b), direction(a, b));
    let along = |p: Place| (p[0] - a[0]) * ux + (p[1] - a[1]) * uz;
    let across = |p: Place| ((p[0] - a[0]) * uz - (p[1] - a[1]) * ux).abs();
    let on_side = gaps.iter().filter(|gap| gap.iter().all(|p| across(*p) < 0.02));
    let mut cuts: Vec<(f64, f64)> =
        on_side.map(|[p, q]| (along(*p).min(along(*q)), along(*p).max(along(*q)))).collect();
    cuts.sort_by(|p, q| p.0.total_cmp(&q.0));
    let mut left = Vec::new();
    let mut from = 0.0;
    for (start, end) in cuts.into_iter().chain([(long, long)]) {
        if start - from > SAME_M {
            left.push([from, start.min(long)]);
        }
        from = f64::max(from, end);
    }
    left.into_iter().map(|ends| ends.map(|t| [a[0] + t * ux, a[1] + t * uz])).collect()
}

/// One end of a side at a corner: where it leads (a unit vector), and half its thickness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// Away from the corner.
    pub way: [f64; 2],
    /// Metres.
    pub half_m: f64,
}

/// What fills the outside of the corner between two ends: to where their outer faces meet, or bevelled where that is far.
/// `None` where they go on in one line, or the one back along the other.
pub fn corner(at: Place, a: End, b: End) -> Option<[Place; 4]> {
    let turn = a.way[0] * b.way[1] - a.way[1] * b.way[0];
    if turn.abs() < 1e-3 {
        return None;
    }
    // The outer face of an end lies on the side that faces away from the other end.
    let side = turn.signum();
    let outer_a = [a.way[1] * side * a.half_m, -a.way[0] * side * a.half_m];
    let outer_b = [-b.way[1] * side * b.half_m, b.way[0] * side * b.half_m];
    // outer_a + s a = outer_b + t b
    let gap = [outer_b[0] - outer_a[0], outer_b[1] - outer_a[1]];
    let s = (gap[0] * b.way[1] - gap[1] * b.way[0]) / turn;
    let tip = [outer_a[0] + s * a.way[0], outer_a[1] + s * a.way[1]];
    let far = tip[0].hypot(tip[1]) > MITRE_LIMIT * a.half_m.max(b.half_m);
    let tip = if far { [0, 1].map(|i| 0.5 * (outer_a[i] + outer_b[i])) } else { tip };
    Some([[0.0; 2], outer_a, tip, outer_b].map(|p| [at[0] + p[0], at[1] + p[1]]))
}

/// From one place to another, metres.
pub fn length(a: Place, b: Place) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

/// The unit vector from one place to another; of the same place none at all.
pub fn direction(a: Place, b: Place) -> [f64; 2] {
    let long = length(a, b);
    if long > 0.0 { [(b[0] - a[0]) / long, (b[1] - a[1]) / long] } else { [0.0; 2] }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_wall_is_left_out_at_its_gaps() {
        let line = [[0.0, 0.0], [10.0, 0.0], [10.0, 5.0]];
        let bands =
            bands(&line, 0.1, &[[[4.0, 0.0], [3.0, 0.0]], [[3.5, 0.0], [4.5, 0.0]], [[10.0, 4.0], [10.0, 5.0]]]);
        let lengths: Vec<f64> = bands.iter().map(|b| length(b[0], b[1])).collect();
        assert!(lengths.iter().zip([3.0, 5.5, 4.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{lengths:?}");
        assert_eq!(bands[0][0], [0.0, 0.1]);
    }

    #[test]
    fn the_outside_of_a_corner_is_filled_to_where_the_faces_meet() {
        let [east, south] = [End { way: [1.0, 0.0], half_m: 0.1 }, End { way: [0.0, 1.0], half_m: 0.2 }];
        let filled = corner([5.0, 5.0], east, south).unwrap();
        assert_eq!(filled[2], [4.8, 4.9]);
        assert_eq!(corner([5.0, 5.0], south, east).unwrap()[2], [4.8, 4.9]);
        assert_eq!(corner([0.0; 2], east, End { way: [-1.0, 0.0], half_m: 0.1 }), None);
        let sharp = End { way: [0.999, 0.0447], half_m: 0.1 };
        assert!(corner([0.0; 2], east, sharp).unwrap().iter().all(|p| p[0].hypot(p[1]) < 0.4));
    }
}
