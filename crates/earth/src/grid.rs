//! A coordinate map made cheap: evaluated on an adaptive grid and interpolated in between by biquadratic patches, with
//! the error kept below a tolerance.
//!
//! A square of target pixels is interpolated from the map at its corners, the middles of its sides and its centre.
//! The square is accepted when the patch meets the map at the centres of its four quarters, otherwise each quarter is
//! tried in turn, down to squares that are evaluated pixel by pixel. Quadratic interpolation over a side h errs by at
//! most h³/(72√3) times the third derivative (the remainder of Lagrange interpolation), most of all at 1/2 ± 1/(2√3)
//! of the side; the quarter points lie within 3 % of that. As the error is odd about the middle in x and in y, one of
//! the four sees both add up.

use geo::Coord;

/// Side of the squares the target is first divided into, pixels.
pub(crate) const TILE: usize = 128;

/// Side below which the map is evaluated for every pixel.
const SMALLEST: usize = 4;

/// A run of target pixels in one row, and where it lies in the source: pixel `i` is at
/// `start + i * step + i * (i - 1) / 2 * bend`.
pub(crate) struct Run {
    pub x: usize,
    pub y: usize,
    pub length: usize,
    pub start: Coord,
    pub step: Coord,
    pub bend: Coord,
}

impl Run {
    /// Source coordinate of pixel `i`.
    #[inline]
    pub fn at(&self, i: usize) -> Coord {
        let i = i as f64;
        self.start + self.step * i + self.bend * (i * (i - 1.0) / 2.0)
    }

    /// The first and the second half.
    pub fn halves(&self) -> (Self, Self) {
        let half = self.length / 2;
        let first = Self { length: half, ..*self };
        let (x, length, start) = (self.x + half, self.length - half, self.at(half));
        (first, Self { x, length, start, step: self.step + self.bend * half as f64, ..*self })
    }
}

/// The map, where it is needed, and how well.
pub(crate) struct Grid<'a> {
    /// Source coordinate of a target coordinate; pixel centres are at halves.
    pub map: &'a (dyn Fn(Coord) -> Coord + Sync),
    pub width: usize,
    pub height: usize,
    /// Largest error of an interpolated coordinate, source pixels.
    pub tolerance: f64,
}

/// A square of target pixels with the source coordinates of its nine nodes: `nodes[row][column]`, at the start, the
/// middle and the end of each side.
struct Square {
    x: usize,
    y: usize,
    side: usize,
    nodes: [[Coord; 3]; 3],
}

/// Weights of the values at 0, 1/2 and 1 in the parabola through them.
#[inline]
fn parabola(t: f64) -> [f64; 3] {
    [(1.0 - t) * (1.0 - 2.0 * t), 4.0 * t * (1.0 - t), t * (2.0 * t - 1.0)]
}

#[inline]
fn weighted([p, q, r]: [Coord; 3], [a, b, c]: [f64; 3]) -> Coord {
    p * a + q * b + r * c
}

impl Square {
    /// The parabola along row `t` (0 at the top, 1 at the bottom): its values at 0, 1/2 and 1.
    fn row(&self, t: f64) -> [Coord; 3] {
        let weights = parabola(t);
        std::array::from_fn(|column| weighted(self.nodes.map(|row| row[column]), weights))
    }
}

impl Grid<'_> {
    /// Hands every pixel of the rows `top .. top + TILE` to `sink`, in runs; nothing is handed over twice.
    pub fn runs(&self, top: usize, sink: &mut impl FnMut(Run)) {
        let column = |x: usize| [top, top + TILE / 2, top + TILE].map(|y| self.at(x, y));
        let mut left = column(0);
        for x in (0..self.width).step_by(TILE) {
            let (middle, right) = (column(x + TILE / 2), column(x + TILE));
            let nodes = [0, 1, 2].map(|row| [left[row], middle[row], right[row]]);
            self.fill(&Square { x, y: top, side: TILE, nodes }, sink);
            left = right;
        }
    }

    fn at(&self, x: usize, y: usize) -> Coord {
        (self.map)(Coord { x: x as f64, y: y as f64 })
    }

    fn fill(&self, square: &Square, sink: &mut impl FnMut(Run)) {
        let &Square { x, y, side, .. } = square;
        if x >= self.width || y >= self.height {
            return;
        }
        if side <= SMALLEST {
            return self.every_pixel(square, sink);
        }
        let (half, quarter) = (side / 2, side / 4);
        let centres = [quarter, quarter + half].map(|v| [quarter, quarter + half].map(|u| self.at(x + u, y + v)));
        if self.meets(square, &centres) {
            return self.interpolate(square, sink);
        }
        for (j, i) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            self.fill(&self.quarter(square, i, j, centres[j][i]), sink);
        }
    }

    /// Whether the patch meets the map at the centres of the quarters. False for coordinates that are no numbers.
    fn meets(&self, square: &Square, centres: &[[Coord; 2]; 2]) -> bool {
        let patch = [0.25, 0.75].map(|v| [0.25, 0.75].map(|u| weighted(square.row(v), parabola(u))));
        patch.as_flattened().iter().zip(centres.as_flattened()).all(|(&p, &exact)| {
            let off = p - exact;
            // A quarter in hand for maps whose third derivative changes within the square.
            off.x.hypot(off.y) <= 0.75 * self.tolerance
        })
    }

    /// Quarter `i` from the left, `j` from the top; its corners and centre are known, the middles of its sides are not.
    fn quarter(&self, square: &Square, i: usize, j: usize, centre: Coord) -> Square {
        let (half, n) = (square.side / 2, &square.nodes);
        let (x, y) = (square.x + i * half, square.y + j * half);
        let nodes = [
            [n[j][i], self.at(x + half / 2, y), n[j][i + 1]],
            [self.at(x, y + half / 2), centre, self.at(x + half, y + half / 2)],
            [n[j + 1][i], self.at(x + half / 2, y + half), n[j + 1][i + 1]],
        ];
        Square { x, y, side: half, nodes }
    }

    fn interpolate(&self, square: &Square, sink: &mut impl FnMut(Run)) {
        let &Square { x, y, side, .. } = square;
        let (length, pixel) = (side.min(self.width - x), 1.0 / side as f64);
        for row in y..(y + side).min(self.height) {
            let values = square.row(((row - y) as f64 + 0.5) * pixel);
            let [start, next, after] = [0.5, 1.5, 2.5].map(|u| weighted(values, parabola(u * pixel)));
            let step = next - start;
            sink(Run { x, y: row, length, start, step, bend: after - next - step });
        }
    }

    fn every_pixel(&self, square: &Square, sink: &mut impl FnMut(Run)) {
        for y in square.y..(square.y + square.side).min(self.height) {
            for x in square.x..(square.x + square.side).min(self.width) {
                let start = (self.map)(Coord { x: x as f64 + 0.5, y: y as f64 + 0.5 });
                sink(Run { x, y, length: 1, start, step: Coord::zero(), bend: Coord::zero() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    /// Largest distance between interpolated and exact coordinates over a whole target, and how often `map` was asked.
    fn worst(width: usize, height: usize, tolerance: f64, map: impl Fn(Coord) -> Coord + Sync) -> (f64, usize) {
        let asked = AtomicUsize::new(0);
        let counted = |c: Coord| {
            asked.fetch_add(1, Relaxed);
            map(c)
        };
        let grid = Grid { map: &counted, width, height, tolerance };
        let (mut worst, mut seen) = (0.0_f64, vec![0_u8; width * height]);
        for top in (0..height).step_by(TILE) {
            grid.runs(top, &mut |run| {
                for i in 0..run.length {
                    seen[run.y * width + run.x + i] += 1;
                    let target = Coord { x: (run.x + i) as f64 + 0.5, y: run.y as f64 + 0.5 };
                    let off = run.at(i) - map(target);
                    worst = worst.max(off.x.hypot(off.y));
                }
            });
        }
        assert!(seen.iter().all(|&n| n == 1), "every pixel once");
        (worst, asked.into_inner())
    }

    fn bent(c: Coord) -> Coord {
        Coord { x: c.x * 1.1 + 9.0 * (c.y / 60.0).sin(), y: c.y * 0.9 + 7.0 * (c.x / 45.0).cos() + c.x * c.y * 1e-4 }
    }

    #[test]
    fn error_stays_below_the_tolerance_and_the_map_is_asked_rarely() {
        for tolerance in [0.125, 0.02, 0.005] {
            let (off, asked) = worst(1000, 701, tolerance, bent);
            assert!(off <= tolerance, "{off} > {tolerance}");
            assert!(asked < 1000 * 701 / 10, "{asked}");
        }
    }

    #[test]
    fn kernel_of_a_thin_plate_spline_is_followed() {
        // r² log r: the second derivative has no bound at the centre.
        let spline = |c: Coord| {
            let r2 = (c.x - 333.3).powi(2) + (c.y - 222.2).powi(2);
            Coord { x: c.x + 1e-4 * r2 * r2.max(1e-12).ln(), y: c.y }
        };
        let (off, _) = worst(700, 500, 0.02, spline);
        assert!(off <= 0.02, "{off}");
    }

    #[test]
    fn an_affine_map_is_asked_ten_times_a_tile() {
        let (off, asked) = worst(640, 640, 0.02, |c| Coord { x: c.y * 0.3 + c.x, y: 2.0 * c.x - c.y });
        assert!(off < 1e-9 && asked <= 10 * (5 * 5 + 3), "{off} {asked}");
    }

    #[test]
    fn a_jump_is_found_wherever_it_passes_a_tested_place() {
        let (off, _) = worst(256, 256, 0.02, |c| Coord { x: c.x + if c.x > 100.3 { 50.0 } else { 0.0 }, y: c.y });
        assert!(off <= 0.02, "{off}");
    }
}
