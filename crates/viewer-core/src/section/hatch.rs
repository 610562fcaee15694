//! Parallel lines at 45 degrees within an area.

use std::f64::consts::FRAC_1_SQRT_2;

/// No side is crossed by more lines: an area that large is not hatched finer than a screen shows.
const MOST_ACROSS: f64 = 4000.0;
/// A cut gets about this many lines at most: a few for every wall of a large site, and few enough for a processor to draw.
const MOST_LINES: f64 = 60_000.0;

/// About how many lines [`lines`] gives.
pub fn count(rings: &[Vec<[f64; 2]>], spacing: f64) -> f64 {
    let across = |ring: &Vec<[f64; 2]>| {
        let side = |i: usize| turned(ring[(i + 1) % ring.len()])[1] - turned(ring[i])[1];
        (0..ring.len()).map(|i| side(i).abs()).sum::<f64>()
    };
    0.5 * rings.iter().map(across).sum::<f64>() / spacing
}

/// By what all spacings of a cut of `count` lines are multiplied. A power of two: the lines that stay, stay where they are.
pub fn widening(count: f64) -> f64 {
    (count / MOST_LINES).log2().ceil().max(0.0).exp2()
}

/// The hatch of what rings bound (even-odd rule), `spacing` metres apart. Lines of equal spacing lie on the same grid
/// everywhere in the plane, so that the hatches of neighbours meet.
pub fn lines(rings: &[Vec<[f64; 2]>], spacing: f64) -> Vec<[[f64; 2]; 2]> {
    let mut crossings: Vec<(i64, f64)> = Vec::new();
    for ring in rings {
        for (i, a) in ring.iter().enumerate() {
            cross(&mut crossings, [turned(*a), turned(ring[(i + 1) % ring.len()])], spacing);
        }
    }
    crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let pairs = crossings.chunks_exact(2).filter(|pair| pair[0].0 == pair[1].0 && pair[1].1 > pair[0].1);
    pairs.map(|pair| [pair[0], pair[1]].map(|(line, along)| back([along, line as f64 * spacing]))).collect()
}

/// Adds where a side crosses each line. A line through its lower end counts, one through its upper end does not: so every
/// line crosses a ring an even number of times.
fn cross(crossings: &mut Vec<(i64, f64)>, [a, b]: [[f64; 2]; 2], spacing: f64) {
    let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
    let (first, end) = ((low[1] / spacing).ceil(), (high[1] / spacing).ceil());
    if !(end - first > 0.0 && end - first <= MOST_ACROSS) {
        return;
    }
    for line in first as i64..end as i64 {
        let part = (line as f64 * spacing - low[1]) / (high[1] - low[1]);
        crossings.push((line, low[0] + part * (high[0] - low[0])));
    }
}

fn turned([x, y]: [f64; 2]) -> [f64; 2] {
    [FRAC_1_SQRT_2 * (x + y), FRAC_1_SQRT_2 * (y - x)]
}

fn back([x, y]: [f64; 2]) -> [f64; 2] {
    [FRAC_1_SQRT_2 * (x - y), FRAC_1_SQRT_2 * (x + y)]
}
