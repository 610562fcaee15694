//! Pieces of ink that hang together (8-neighbours).

use super::grid::{Grid, NEIGHBOURS};
use super::vector::Px;

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Component {
    /// Leftmost and topmost pixel.
    pub min: [usize; 2],
    /// Rightmost and lowest pixel.
    pub max: [usize; 2],
    /// Pixels of ink.
    pub area: usize,
}

impl Component {
    /// The middle of the box.
    pub fn middle(&self) -> Px {
        [0, 1].map(|k| (self.min[k] + self.max[k] + 1) as f64 / 2.0)
    }

    /// The corners of the box, clockwise as seen.
    pub fn corners(&self) -> Vec<Px> {
        let [[x, y], [u, v]] = [self.min.map(|v| v as f64), self.max.map(|v| v as f64 + 1.0)];
        vec![[x, y], [u, y], [u, v], [x, v]]
    }

    /// The longer side of the box, pixels.
    pub fn longest(&self) -> usize {
        (self.max[0] - self.min[0]).max(self.max[1] - self.min[1]) + 1
    }
}

/// The pieces, and for every pixel the number of its piece plus one (0: no ink).
pub fn components(mask: &Grid<u8>) -> (Vec<Component>, Grid<u32>) {
    let mut labels = Grid::filled(mask.width, mask.height, 0u32);
    let mut found = Vec::new();
    let mut stack = Vec::new();
    for start in 0..mask.data.len() {
        if mask.data[start] == 0 || labels.data[start] != 0 {
            continue;
        }
        let at = [start % mask.width, start / mask.width];
        let mut piece = Component { min: at, max: at, area: 0 };
        let label = found.len() as u32 + 1;
        labels.data[start] = label;
        stack.push(at);
        while let Some([x, y]) = stack.pop() {
            piece.area += 1;
            piece.min = [piece.min[0].min(x), piece.min[1].min(y)];
            piece.max = [piece.max[0].max(x), piece.max[1].max(y)];
            for (dx, dy) in NEIGHBOURS {
                let (nx, ny) = (x as isize + dx, y as isize + dy);
                if mask.at(nx, ny, 0) != 0 && labels.at(nx, ny, 1) == 0 {
                    labels.data[ny as usize * mask.width + nx as usize] = label;
                    stack.push([nx as usize, ny as usize]);
                }
            }
        }
        found.push(piece);
    }
    (found, labels)
}
