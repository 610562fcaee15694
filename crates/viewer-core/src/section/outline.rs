//! From the cuts through single triangles to closed outlines.

/// Ends this near (metres) are one: the model is in f32, which a kilometre out is good to 0.06 mm.
const SAME_M: f64 = 1e-3;
/// A corner nearer to the line of its neighbours than this (metres) is none.
const STRAIGHT_M: f64 = 1e-5;
/// An outline of less than this (square metres) is rounding.
const LEAST_M2: f64 = 1e-6;

/// Joins directed cuts into rings, outlines counter-clockwise and holes clockwise, without repeating the first point.
/// A chain that does not close is left out.
pub fn rings(mut cuts: Vec<[[f64; 2]; 2]>) -> Vec<Vec<[f64; 2]>> {
    cuts.retain(|[a, b]| apart2(*a, *b) > 1e-18);
    cuts.sort_by(|a, b| a[0][0].total_cmp(&b[0][0]).then(a[0][1].total_cmp(&b[0][1])));
    let mut used = vec![false; cuts.len()];
    let mut rings = Vec::new();
    for first in 0..cuts.len() {
        if !used[first] {
            rings.extend(ring_from(&cuts, &mut used, first).map(cornered));
        }
    }
    rings.retain(|ring| ring.len() >= 3 && doubled_area(ring).abs() > 2.0 * LEAST_M2);
    rings
}

/// Follows the cuts from one of them until it comes back; `None` where it does not. It comes back only by the cut it
/// started with, since a side can be shorter than the tolerance.
fn ring_from(cuts: &[[[f64; 2]; 2]], used: &mut [bool], first: usize) -> Option<Vec<[f64; 2]>> {
    let mut ring = vec![cuts[first][0]];
    let mut at = first;
    loop {
        at = following(cuts, used, cuts[at][1])?;
        used[at] = true;
        if at == first {
            return Some(ring);
        }
        ring.push(cuts[at][0]);
    }
}

/// The unused cut that starts nearest to a place; cuts are sorted by the first coordinate of their start.
fn following(cuts: &[[[f64; 2]; 2]], used: &[bool], at: [f64; 2]) -> Option<usize> {
    let from = cuts.partition_point(|c| c[0][0] < at[0] - SAME_M);
    let near = (from..cuts.len()).take_while(|i| cuts[*i][0][0] <= at[0] + SAME_M);
    let free = near.filter(|i| !used[*i] && apart2(cuts[*i][0], at) <= SAME_M * SAME_M);
    free.min_by(|a, b| apart2(cuts[*a][0], at).total_cmp(&apart2(cuts[*b][0], at)))
}

/// Without points on straight lines, such as where a side is two triangles.
fn cornered(ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let mut corners: Vec<[f64; 2]> = Vec::with_capacity(ring.len());
    for point in ring {
        while let [.., a, b] = corners.as_slice()
            && is_straight(*a, *b, point)
        {
            corners.pop();
        }
        corners.push(point);
    }
    while let [a, .., y, z] = corners.as_slice()
        && is_straight(*y, *z, *a)
    {
        corners.pop();
    }
    if let [a, b, .., z] = corners.as_slice()
        && is_straight(*z, *a, *b)
    {
        corners.remove(0);
    }
    corners
}

fn is_straight(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> bool {
    turn(a, b, c).powi(2) <= STRAIGHT_M * STRAIGHT_M * apart2(a, c).max(STRAIGHT_M * STRAIGHT_M)
}

/// Whether a counter-clockwise ring never turns right.
pub fn is_convex(ring: &[[f64; 2]]) -> bool {
    let n = ring.len();
    // Stars wind twice, and no cut through a solid does; small rings cannot.
    n <= 4 && (0..n).all(|i| turn(ring[i], ring[(i + 1) % n], ring[(i + 2) % n]) >= 0.0)
}

/// Twice the signed area (shoelace formula).
pub fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()])).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
}

/// The square of a distance.
fn apart2(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [dx, dy] = [a[0] - b[0], a[1] - b[1]];
    dx * dx + dy * dy
}
