//! Small pieces of ink: letters, symbols, dashes (after L. A. Fletcher and R. Kasturi, IEEE PAMI 10(6), 1988: size and
//! neighbourhood decide, not shape).

use super::blob::{self, Blob};
use super::components::Component;
use super::grid::Grid;
use super::vector::{Px, doubled_area};

/// What a piece of ink is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines of the drawing: too large for a letter.
    Lines,
    /// A small closed outline, a building or a sign.
    Outline,
    /// A closed round sign: a tank, a stove, a tower.
    Circle,
    /// A cross, an arrow, a flight of stairs.
    Sign,
    /// A letter or another small mark.
    Mark,
}

/// Sorts the pieces. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn sort(pieces: &[Component], labels: &Grid<u32>, unit: f64) -> Vec<Piece> {
    (0..pieces.len()).map(|i| sort_one(i, pieces, labels, unit)).collect()
}

fn sort_one(index: usize, pieces: &[Component], labels: &Grid<u32>, unit: f64) -> Piece {
    let piece = &pieces[index];
    let longest = piece.longest() as f64;
    if longest >= 48.0 * unit {
        let small = longest < 280.0 * unit && outline(index, piece, labels, unit).is_some();
        return if small { Piece::Outline } else { Piece::Lines };
    }
    if longest < 12.0 * unit {
        return Piece::Mark;
    }
    let filled = filled(piece, index as u32 + 1, labels);
    let boxed = filled.data.len() as f64;
    let inside: usize = filled.data.iter().map(|v| usize::from(*v != 0)).sum();
    let hole = inside - piece.area;
    let closed = hole as f64 > 0.3 * boxed && inside as f64 > 0.45 * boxed;
    if !closed || has_letters_beside(index, pieces) {
        return Piece::Mark;
    }
    if roundness(&filled) < 0.085 {
        Piece::Circle
    } else if longest > 20.0 * unit && outline(index, piece, labels, unit).is_some() {
        Piece::Outline
    } else {
        Piece::Mark
    }
}

/// The filled outline of a small piece, where it is large enough for a thing and mostly paper inside.
pub fn outline(index: usize, piece: &Component, labels: &Grid<u32>, unit: f64) -> Option<Blob> {
    let radius = |units: f64| (units * unit).round().max(1.0) as usize;
    let boxed = |k: usize, ring: &[Px]| {
        let reach = ring.iter().fold([f64::MAX, f64::MIN], |r, p| [r[0].min(p[k]), r[1].max(p[k])]);
        reach[1] - reach[0]
    };
    let whole =
        |blob: &Blob| (0..2).all(|k| boxed(k, &blob.ring) > 0.7 * (piece.max[k] - piece.min[k]) as f64 - 6.0 * unit);
    let large = |blob: &Blob| doubled_area(&blob.ring) > 2.0 * 230.0 * unit * unit;
    // Wider gaps are closed only where much more paper than ink lies inside: not in a scribble.
    let balls = [(2.0, 0.4), (3.0, 0.45), (6.5, 0.62)];
    let mut blobs = balls
        .into_iter()
        .filter_map(|(ball, paper)| blob::fill(index, piece, labels, [radius(ball), radius(3.0)], paper));
    blobs.find(|blob| large(blob) && whole(blob))
}

/// Whether pieces of like height stand close on the left or the right, on the same line.
pub fn has_letters_beside(index: usize, pieces: &[Component]) -> bool {
    let me = &pieces[index];
    let height = |p: &Component| p.max[1] - p.min[1] + 1;
    let beside = |other: &Component| {
        let (low, high) = (me.min[1].max(other.min[1]), me.max[1].min(other.max[1]));
        let overlap = (high + 1).saturating_sub(low) * 2 > height(me).min(height(other));
        let gap = other.min[0].saturating_sub(me.max[0]).max(me.min[0].saturating_sub(other.max[0]));
        overlap
            && gap * 10 < height(me) * 7
            && height(other) * 10 > height(me) * 4
            && height(other) * 10 < height(me) * 25
    };
    pieces.iter().enumerate().any(|(i, other)| i != index && other.longest() < 3 * me.longest() && beside(other))
}

/// The piece with its holes filled, in its box: 1 inside, 0 outside.
fn filled(piece: &Component, label: u32, labels: &Grid<u32>) -> Grid<u8> {
    let (w, h) = (piece.max[0] - piece.min[0] + 1, piece.max[1] - piece.min[1] + 1);
    let ink = |x: usize, y: usize| labels.data[(piece.min[1] + y) * labels.width + piece.min[0] + x] == label;
    let mut inside = Grid::filled(w, h, 1u8);
    let rim = (0..w).flat_map(|x| [(x, 0), (x, h - 1)]).chain((0..h).flat_map(|y| [(0, y), (w - 1, y)]));
    let mut stack: Vec<(usize, usize)> = rim.collect();
    while let Some((x, y)) = stack.pop() {
        if inside.data[y * w + x] == 0 || ink(x, y) {
            continue;
        }
        inside.data[y * w + x] = 0;
        let near = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        stack.extend(near.into_iter().filter(|(i, j)| *i < w && *j < h));
    }
    inside
}

/// Standard deviation over mean of the distance of the outline from its middle: 0.03 to 0.07 for a circle by hand, 0.11
/// for a square.
fn roundness(filled: &Grid<u8>) -> f64 {
    let (w, h) = (filled.width as isize, filled.height as isize);
    let rim: Vec<[f64; 2]> = (0..w * h)
        .map(|i| (i % w, i / w))
        .filter(|(x, y)| {
            let open = [(-1, 0), (1, 0), (0, -1), (0, 1)].iter().any(|(dx, dy)| filled.at(x + dx, y + dy, 0) == 0);
            filled.at(*x, *y, 0) != 0 && open
        })
        .map(|(x, y)| [x as f64, y as f64])
        .collect();
    let n = rim.len() as f64;
    let middle = [0, 1].map(|k| rim.iter().map(|p| p[k]).sum::<f64>() / n);
    let radii: Vec<f64> = rim.iter().map(|p| super::vector::distance(*p, middle)).collect();
    let mean = radii.iter().sum::<f64>() / n;
    (radii.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / n).sqrt() / mean.max(1e-9)
}
