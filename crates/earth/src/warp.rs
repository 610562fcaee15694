//! Resampling a picture through any coordinate map.
//!
//! The map is evaluated on an adaptive grid with a stated error; pixels are interpolated
//! bilinearly with 10-bit weights; rows of tiles are shared out over the threads. The result does not depend on the
//! number of threads.

use crate::Pixels;
use crate::grid::{Grid, Run, TILE};
use geo::Coord;
use rayon::prelude::*;

/// Fractional bits of a source coordinate while it walks along a run.
const FRACTION: u32 = 32;
/// Bits of an interpolation weight: 1/1024 of a pixel.
const WEIGHT: u32 = 10;

/// Largest error of the coordinate map that is below what 8-bit pixels can show at ordinary contrast, source pixels.
pub const FINE_PX: f64 = 0.02;

/// Resamples `source` into a picture of `width` by `height` pixels.
///
/// `source_from_target` maps target coordinates to source coordinates; both have their origin at the outer corner of
/// the upper-left pixel, so that pixel centres lie at halves. `tolerance_px` bounds the error (source pixels) of the
/// interpolated map: 0.02 is finer than 8-bit pixels show, 0.125 is what GDAL allows itself by default.
///
/// Target pixels whose centre falls outside the source, or where the map is not a finite number, are 0 in every
/// channel. Within half a pixel of the border the border pixel is repeated.
pub fn warp<const C: usize>(
    source: &Pixels<C>,
    (width, height): (usize, usize),
    tolerance_px: f64,
    source_from_target: impl Fn(Coord) -> Coord + Sync,
) -> Pixels<C> {
    const { assert!(C >= 1 && C <= 4, "a picture has 1 to 4 channels") };
    let mut target = Pixels::filled(width, height, [0; C]);
    let grid = Grid { map: &source_from_target, width, height, tolerance: tolerance_px };
    let from = (source.width(), source.data().as_flattened());
    let to = target.data_mut().as_flattened_mut();
    // The loops are compiled here, once for each number of channels, and not again in every crate that calls them.
    match C {
        1 => resample::<1>(from, &grid, to),
        2 => resample::<2>(from, &grid, to),
        3 => resample::<3>(from, &grid, to),
        _ => resample::<4>(from, &grid, to),
    }
    target
}

/// A source picture, borrowed.
struct Source<'a, const C: usize> {
    width: usize,
    height: usize,
    data: &'a [[u8; C]],
}

fn resample<const C: usize>((width, bytes): (usize, &[u8]), grid: &Grid, target: &mut [u8]) {
    let (data, _) = bytes.as_chunks::<C>();
    if grid.width == 0 || data.is_empty() {
        return;
    }
    let source = Source { width, height: data.len() / width, data };
    let (target, _) = target.as_chunks_mut::<C>();
    target.par_chunks_mut(grid.width * TILE).enumerate().for_each(|(stripe, rows)| {
        let top = stripe * TILE;
        grid.runs(top, &mut |run| {
            let at = (run.y - top) * grid.width + run.x;
            sample(&source, &run, &mut rows[at..at + run.length]);
        });
    });
}

/// Fills one run, in halves where it crosses the border.
fn sample<const C: usize>(source: &Source<C>, run: &Run, target: &mut [[u8; C]]) {
    /// Shorter runs across the border are looked at pixel by pixel.
    const SHORT: usize = 8;
    match source.side(run) {
        Side::Inside => sample_inside(source, run, target),
        Side::Outside => {}
        Side::Border if run.length > SHORT => {
            let (first, second) = run.halves();
            let (left, right) = target.split_at_mut(first.length);
            sample(source, &first, left);
            sample(source, &second, right);
        }
        Side::Border => {
            let (right, bottom) = (source.width as f64, source.height as f64);
            for (i, pixel) in target.iter_mut().enumerate() {
                let at = run.at(i);
                if (0.0..right).contains(&at.x) && (0.0..bottom).contains(&at.y) {
                    *pixel = sample_border(source, at);
                }
            }
        }
    }
}

/// How a run lies to the source.
enum Side {
    /// All four neighbours of every pixel are inside.
    Inside,
    /// No pixel is inside.
    Outside,
    /// Neither is certain.
    Border,
}

impl<const C: usize> Source<'_, C> {
    fn side(&self, run: &Run) -> Side {
        // Half a pixel to the centres of the border, and a little against rounding.
        const MARGIN: f64 = 0.501;
        // A parabola leaves its chord by at most an eighth of its second difference times the length squared.
        let sag = run.bend * ((run.length * run.length) as f64 / 8.0);
        let (first, last) = (run.at(0), run.at(run.length - 1));
        let x = (first.x.min(last.x) - sag.x.abs(), first.x.max(last.x) + sag.x.abs());
        let y = (first.y.min(last.y) - sag.y.abs(), first.y.max(last.y) + sag.y.abs());
        let (right, bottom) = (self.width as f64, self.height as f64);
        if x.0 >= MARGIN && x.1 <= right - MARGIN && y.0 >= MARGIN && y.1 <= bottom - MARGIN {
            Side::Inside
        } else if x.1 < 0.0 || x.0 > right || y.1 < 0.0 || y.0 > bottom {
            Side::Outside
        } else {
            Side::Border
        }
    }
}

/// A run whose every neighbour is inside the source.
fn sample_inside<const C: usize>(source: &Source<C>, run: &Run, target: &mut [[u8; C]]) {
    let fixed = |v: f64| (v * (1_u64 << FRACTION) as f64) as i64;
    let (mut x, mut y) = (fixed(run.start.x - 0.5), fixed(run.start.y - 0.5));
    let (mut dx, mut dy) = (fixed(run.step.x), fixed(run.step.y));
    let (ddx, ddy) = (fixed(run.bend.x), fixed(run.bend.y));
    let (data, width) = (source.data, source.width);
    for pixel in target {
        let at = (y >> FRACTION) as usize * width + (x >> FRACTION) as usize;
        let (upper, lower) = (&data[at..at + 2], &data[at + width..at + width + 2]);
        *pixel = blend([&upper[0], &upper[1], &lower[0], &lower[1]], weight(x), weight(y));
        (x, y) = (x + dx, y + dy);
        (dx, dy) = (dx + ddx, dy + ddy);
    }
}

/// The fraction of a fixed-point coordinate as a weight.
#[inline]
fn weight(fixed: i64) -> i32 {
    (fixed >> (FRACTION - WEIGHT)) as i32 & ((1 << WEIGHT) - 1)
}

/// Bilinear mean of upper left, upper right, lower left, lower right; rounds half up.
#[inline]
fn blend<const C: usize>([a, b, c, d]: [&[u8; C]; 4], x: i32, y: i32) -> [u8; C] {
    std::array::from_fn(|i| {
        let upper = between(a[i].into(), b[i].into(), x);
        let lower = between(c[i].into(), d[i].into(), x);
        // At most 255 * 2^20 + 2^19: fits 32 bits.
        ((between(upper, lower, y) + (1 << (2 * WEIGHT - 1))) >> (2 * WEIGHT)) as u8
    })
}

/// From `p` (weight 0) to `q` (full weight), times the full weight.
#[inline]
fn between(p: i32, q: i32, weight: i32) -> i32 {
    (p << WEIGHT) + (q - p) * weight
}

/// One pixel near the border: missing neighbours repeat the border.
fn sample_border<const C: usize>(source: &Source<C>, at: Coord) -> [u8; C] {
    let (x, y) = (at.x - 0.5, at.y - 0.5);
    let column = |x: f64| x.clamp(0.0, (source.width - 1) as f64) as usize;
    let row = |y: f64| y.clamp(0.0, (source.height - 1) as f64) as usize;
    let (x0, x1, y0, y1) = (column(x.floor()), column(x.floor() + 1.0), row(y.floor()), row(y.floor() + 1.0));
    let pixel = |x: usize, y: usize| &source.data[y * source.width + x];
    let fraction = |v: f64| ((v - v.floor()) * f64::from(1 << WEIGHT)) as i32;
    blend([pixel(x0, y0), pixel(x1, y0), pixel(x0, y1), pixel(x1, y1)], fraction(x), fraction(y))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn waves(width: usize, height: usize) -> Pixels<3> {
        let value = |i: usize| {
            let (x, y) = ((i % width) as f64, (i / width) as f64);
            let wave = |p: f64| (127.5 + 100.0 * (x / (5.0 + p)).sin() * (y / (7.0 - p)).cos()) as u8;
            [wave(0.0), wave(1.0), wave(2.0)]
        };
        Pixels::new(width, height, (0..width * height).map(value).collect()).unwrap()
    }

    /// The same by the textbook: exact map, floating-point weights.
    fn exact(source: &Pixels<3>, at: Coord) -> [f64; 3] {
        let clamp = |v: i64, n: usize| v.clamp(0, n as i64 - 1) as usize;
        let (x, y) = (at.x - 0.5, at.y - 0.5);
        let (i, j) = (x.floor() as i64, y.floor() as i64);
        let (s, t) = (x - x.floor(), y - y.floor());
        let get = |i, j| source.get(clamp(i, source.width()), clamp(j, source.height())).unwrap();
        let (a, b, c, d) = (get(i, j), get(i + 1, j), get(i, j + 1), get(i + 1, j + 1));
        std::array::from_fn(|k| {
            let lerp = |p: u8, q: u8, t: f64| f64::from(p) + (f64::from(q) - f64::from(p)) * t;
            lerp(a[k], b[k], s) * (1.0 - t) + lerp(c[k], d[k], s) * t
        })
    }

    #[test]
    fn identity_changes_nothing() {
        let source = waves(201, 133);
        assert_eq!(warp(&source, (201, 133), FINE_PX, |c| c), source);
    }

    #[test]
    fn whole_pixel_shift_moves_and_leaves_nothing_outside() {
        let source = waves(100, 80);
        let moved = warp(&source, (100, 80), FINE_PX, |c| Coord { x: c.x + 30.0, y: c.y - 7.0 });
        assert_eq!(moved.get(10, 20), source.get(40, 13));
        assert_eq!((moved.get(70, 20), moved.get(10, 6)), (Some([0; 3]), Some([0; 3])));
    }

    #[test]
    fn agrees_with_floating_point_within_one_step() {
        let source = waves(300, 200);
        let bend = |c: Coord| Coord { x: c.x * 0.93 + 6.0 * (c.y / 40.0).sin() + 4.0, y: c.y * 0.9 + c.x * 0.03 + 2.0 };
        let target = warp(&source, (300, 200), FINE_PX, bend);
        for y in 0..200 {
            for x in 0..300 {
                let at = bend(Coord { x: x as f64 + 0.5, y: y as f64 + 0.5 });
                if !(0.0..300.0).contains(&at.x) || !(0.0..200.0).contains(&at.y) {
                    continue;
                }
                let (got, want) = (target.get(x, y).unwrap(), exact(&source, at));
                // Slope of the waves: 20 steps a pixel; 0.02 px off plus half a step of rounding.
                assert!((0..3).all(|k| (f64::from(got[k]) - want[k]).abs() < 1.0), "{x} {y} {got:?} {want:?}");
            }
        }
    }

    #[test]
    fn a_map_without_a_number_gives_nothing() {
        let target =
            warp(&waves(50, 50), (64, 64), FINE_PX, |c| if c.x < 32.0 { Coord { x: f64::NAN, y: c.y } } else { c });
        assert_eq!(target.get(3, 3), Some([0; 3]));
        assert_ne!(target.get(40, 3), Some([0; 3]));
    }

    #[test]
    fn number_of_threads_changes_nothing() {
        let source = waves(257, 190);
        let turn = |c: Coord| Coord { x: c.y * 1.01 + 3.0, y: 180.0 - c.x * 0.7 };
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let three = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let run = || warp(&source, (300, 300), FINE_PX, turn);
        assert_eq!(one.install(run), three.install(run));
    }

    proptest! {
        /// No map, however wild, reads outside the source or panics.
        #[test]
        fn any_affine_map_is_safe(m in prop::array::uniform6(-1e6_f64..1e6), w in 1_usize..40, h in 1_usize..40) {
            let source = Pixels::filled(w, h, [200_u8]);
            let target = warp(&source, (70, 70), FINE_PX, |c| Coord { x: m[0] * c.x + m[1] * c.y + m[2], y: m[3] * c.x + m[4] * c.y + m[5] });
            prop_assert!(target.data().iter().all(|p| p[0] == 0 || p[0] == 200));
        }
    }
}
