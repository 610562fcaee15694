//! Small closed outlines, filled: a building no larger than a thumb, whatever is written or hatched inside it and however
//! its corners are rounded. (The idea of the trapped ball, L. Zhang et al., Vectorizing cartoon animations, IEEE TVCG
//! 15(4), 2009, section 4, with one ball: gaps smaller than it are closed, strokes thinner than it fall off.)

use super::components::Component;
use super::grid::Grid;
use super::vector::{Px, doubled_area};
use std::collections::BTreeMap;

/// A filled outline.
#[derive(Clone, Debug)]
pub struct Blob {
    /// The piece of ink it is made of.
    pub piece: usize,
    /// Its edge, in steps of a pixel, working pixels.
    pub ring: Vec<Px>,
}

/// Fills a piece; `None` where it encloses nothing much. `ball`: radius of the gaps that are closed, `thin`: of the
/// strokes that are shaved off, pixels. `least_paper`: the share of the inside that must be paper.
pub fn fill(
    index: usize,
    piece: &Component,
    labels: &Grid<u32>,
    [ball, thin]: [usize; 2],
    least_paper: f64,
) -> Option<Blob> {
    let pad = ball + thin + 2;
    let size = [0, 1].map(|k| piece.max[k] - piece.min[k] + 1 + 2 * pad);
    let mut mask = Grid::filled(size[0], size[1], 0u8);
    for y in piece.min[1]..=piece.max[1] {
        for x in piece.min[0]..=piece.max[0] {
            if labels.data[y * labels.width + x] == index as u32 + 1 {
                mask.data[(y - piece.min[1] + pad) * size[0] + x - piece.min[0] + pad] = 1;
            }
        }
    }
    let grown = spread(&mask, ball, 1);
    let filled = fill_holes(&grown);
    let shaved = spread(&spread(&filled, ball + thin, 0), thin, 1);
    let ring = largest_ring(&shaved)?;
    let paper = shaved.data.iter().zip(&mask.data).filter(|(f, m)| **f == 1 && **m == 0).count();
    let inside = shaved.data.iter().filter(|f| **f == 1).count();
    let at = |p: Px| [0, 1].map(|k| p[k] + piece.min[k] as f64 - pad as f64);
    (paper as f64 > least_paper * inside as f64)
        .then(|| Blob { piece: index, ring: ring.into_iter().map(at).collect() })
}

/// Spreads a value by a square of the given radius, first along rows, then along columns.
fn spread(mask: &Grid<u8>, radius: usize, value: u8) -> Grid<u8> {
    let (w, h) = (mask.width, mask.height);
    let mut rows = mask.clone();
    for (i, _) in mask.data.iter().enumerate().filter(|(_, v)| **v == value) {
        let (x, y) = (i % w, i / w);
        rows.data[y * w + x.saturating_sub(radius)..=y * w + (x + radius).min(w - 1)].fill(value);
    }
    let mut out = rows.clone();
    for (i, _) in rows.data.iter().enumerate().filter(|(_, v)| **v == value) {
        let (x, y) = (i % w, i / w);
        (y.saturating_sub(radius)..=(y + radius).min(h - 1)).for_each(|j| out.data[j * w + x] = value);
    }
    out
}

/// Everything that cannot be reached from the corner without crossing ink.
fn fill_holes(mask: &Grid<u8>) -> Grid<u8> {
    let (w, h) = (mask.width, mask.height);
    let mut out = Grid::filled(w, h, 1u8);
    let mut stack = vec![0usize];
    while let Some(at) = stack.pop() {
        if out.data[at] == 0 || mask.data[at] == 1 {
            continue;
        }
        out.data[at] = 0;
        let (x, y) = (at % w, at / w);
        stack.extend(
            [
                (x > 0).then(|| at - 1),
                (x + 1 < w).then(|| at + 1),
                (y > 0).then(|| at - w),
                (y + 1 < h).then(|| at + w),
            ]
            .into_iter()
            .flatten(),
        );
    }
    out
}

/// The longest ring of pixel edges around the mask, the mask on its right.
fn largest_ring(mask: &Grid<u8>) -> Option<Vec<Px>> {
    let mut next: BTreeMap<[isize; 2], Vec<[isize; 2]>> = BTreeMap::new();
    for (i, _) in mask.data.iter().enumerate().filter(|(_, v)| **v == 1) {
        let (x, y) = ((i % mask.width) as isize, (i / mask.width) as isize);
        let sides = [
            ((0, -1), [x, y], [x + 1, y]),
            ((1, 0), [x + 1, y], [x + 1, y + 1]),
            ((0, 1), [x + 1, y + 1], [x, y + 1]),
            ((-1, 0), [x, y + 1], [x, y]),
        ];
        for ((dx, dy), from, to) in sides {
            if mask.at(x + dx, y + dy, 0) == 0 {
                next.entry(from).or_default().push(to);
            }
        }
    }
    let mut best: Option<(f64, Vec<Px>)> = None;
    while let Some((start, _)) = next.first_key_value().map(|(k, v)| (*k, v.len())) {
        let (mut at, mut ring) = (start, Vec::new());
        while let Some(to) = next.get_mut(&at).and_then(Vec::pop) {
            if next.get(&at).is_some_and(Vec::is_empty) {
                next.remove(&at);
            }
            ring.push(at.map(|v| v as f64));
            at = to;
        }
        let area = doubled_area(&ring);
        if best.as_ref().is_none_or(|b| area > b.0) {
            best = Some((area, ring));
        }
    }
    best.map(|b| b.1)
}
