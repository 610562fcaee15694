//! What is written: marks that stand together, as boxes to be transcribed.

use super::components::Component;
use super::glyph::Piece;
use super::vector::Px;

/// Boxes around lines of writing, as rings in working pixels. `unit`: 1/1400 of the page's longer side.
pub fn labels(pieces: &[Component], sorted: &[Piece], unit: f64) -> Vec<Vec<Px>> {
    let mut boxes: Vec<[f64; 4]> = pieces
        .iter()
        .zip(sorted)
        .filter(|(p, kind)| **kind == Piece::Mark && p.area as f64 > 4.0 * unit * unit)
        .map(|(p, _)| [p.min[0] as f64, p.min[1] as f64, p.max[0] as f64 + 1.0, p.max[1] as f64 + 1.0])
        .collect();
    // Boxes that nearly touch become one, until none do.
    while join_near(&mut boxes, 11.0 * unit) {}
    let large =
        |b: &&[f64; 4]| (b[2] - b[0]).max(b[3] - b[1]) > 13.0 * unit && (b[2] - b[0]).min(b[3] - b[1]) > 6.0 * unit;
    boxes.iter().filter(large).map(|b| vec![[b[0], b[1]], [b[2], b[1]], [b[2], b[3]], [b[0], b[3]]]).collect()
}

/// Joins boxes less than `reach` apart with the first they are near; whether there were any. From left to right, so that
/// only boxes side by side are compared: a page may hold thousands of dots.
fn join_near(boxes: &mut Vec<[f64; 4]>, reach: f64) -> bool {
    let before = boxes.len();
    boxes.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let mut joined: Vec<[f64; 4]> = Vec::with_capacity(before);
    let mut open: Vec<usize> = Vec::new();
    for b in boxes.drain(..) {
        open.retain(|i| b[0] - reach < joined[*i][2]);
        match open.iter().find(|i| joined[**i][1] - reach < b[3] && b[1] - reach < joined[**i][3]) {
            Some(i) => {
                let a = &mut joined[*i];
                *a = [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
            }
            None => {
                open.push(joined.len());
                joined.push(b);
            }
        }
    }
    *boxes = joined;
    boxes.len() < before
}
