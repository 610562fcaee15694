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
    let reach = 11.0 * unit;
    let near = |a: &[f64; 4], b: &[f64; 4]| (0..2).all(|k| a[k] - reach < b[k + 2] && b[k] - reach < a[k + 2]);
    let mut i = 0;
    while i < boxes.len() {
        match (i + 1..boxes.len()).find(|j| near(&boxes[i], &boxes[*j])) {
            Some(j) => {
                let b = boxes.swap_remove(j);
                let a = &mut boxes[i];
                *a = [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
                i = 0;
            }
            None => i += 1,
        }
    }
    let large =
        |b: &&[f64; 4]| (b[2] - b[0]).max(b[3] - b[1]) > 13.0 * unit && (b[2] - b[0]).min(b[3] - b[1]) > 6.0 * unit;
    boxes.iter().filter(large).map(|b| vec![[b[0], b[1]], [b[2], b[1]], [b[2], b[3]], [b[0], b[3]]]).collect()
}
