//! Lengths and areas with their intervals, from corners that are known only so well.
//!
//! First-order propagation (GUM, JCGM 100:2008, 5.1.2): variance = sum over corners of g' C g, with g the derivative of the
//! measure by the corner. The corners are taken as independent. A shift that they share cancels in a length or an area, so
//! that the interval is then too wide; an enlargement that they share does not, and it is then too narrow.

use geo::Coord;
use locus_model::{Covariance, Estimate};

/// Half the width of a 95 % interval in standard deviations.
const Z95: f64 = 1.959_963_984_540_054;

/// A corner and its doubt, metres.
pub type Corner = (Coord, Covariance);

/// Length in metres of the line through the corners; of none or one it is 0.
pub fn length(line: &[Corner]) -> Estimate {
    let mut by_corner = vec![Coord::zero(); line.len()];
    let mut metres = 0.0;
    for (i, pair) in line.windows(2).enumerate() {
        let way = pair[1].0 - pair[0].0;
        let size = way.x.hypot(way.y);
        metres += size;
        if size > 0.0 {
            by_corner[i] = by_corner[i] - way / size;
            by_corner[i + 1] = by_corner[i + 1] + way / size;
        }
    }
    interval(metres, line, &by_corner)
}

/// Area in square metres of the ring through the corners, the first not repeated.
pub fn area(ring: &[Corner]) -> Estimate {
    let n = ring.len();
    // Differences, because the corners lie millions of metres from the origin of the grid.
    let way = |i: usize| ring[(i + 1) % n].0 - ring[(i + n - 1) % n].0;
    let from_first = |i: usize| ring[i].0 - ring[0].0;
    let twice: f64 = (0..n).map(|i| from_first(i).x * way(i).y).sum();
    let turn = 0.5 * twice.signum();
    let by_corner: Vec<Coord> = (0..n).map(|i| Coord { x: turn * way(i).y, y: -turn * way(i).x }).collect();
    interval(0.5 * twice.abs(), ring, &by_corner)
}

/// No length and no area is below 0.
fn interval(value: f64, corners: &[Corner], by_corner: &[Coord]) -> Estimate {
    let of_corner = |((_, c), g): (&Corner, &Coord)| g.x * g.x * c.ee + 2.0 * g.x * g.y * c.en + g.y * g.y * c.nn;
    let variance: f64 = corners.iter().zip(by_corner).map(of_corner).sum();
    let half = Z95 * variance.max(0.0).sqrt();
    Estimate { value, low: (value - half).max(0.0), high: value + half }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const EAST: f64 = 337_000.0;
    const NORTH: f64 = 4_332_000.0;

    fn corners(at: &[(f64, f64)], sd: f64) -> Vec<Corner> {
        let corner = |(x, y): &(f64, f64)| (Coord { x: EAST + x, y: NORTH + y }, Covariance::isotropic(sd));
        at.iter().map(corner).collect()
    }

    #[test]
    fn a_rectangle_has_the_figures_of_the_textbook() {
        let room = corners(&[(0.0, 0.0), (0.0, 4.0), (6.0, 4.0), (6.0, 0.0)], 0.5);
        let (area, side) = (area(&room), length(&room[1..3]));
        // Each corner of a by b: g = (b/2, a/2), so sd = s sqrt(a² + b²); of a side: s sqrt 2.
        let half = Z95 * 0.5 * 52f64.sqrt();
        assert!((area.value - 24.0).abs() < 1e-6 && (area.high - 24.0 - half).abs() < 1e-6, "{area:?}");
        assert!((side.value - 6.0).abs() < 1e-9 && (side.high - 6.0 - Z95 * 0.5f64.sqrt()).abs() < 1e-6, "{side:?}");
    }

    #[test]
    fn a_vertex_on_a_straight_wall_adds_doubt_across_it_only() {
        let along = |nn: f64, ee: f64| {
            let mut wall = corners(&[(0.0, 0.0), (3.0, 0.0), (9.0, 0.0)], 0.2);
            wall[1].1 = Covariance { ee, en: 0.0, nn };
            length(&wall)
        };
        assert_eq!(along(0.01, 100.0), along(50.0, 0.01));
    }

    #[test]
    fn what_has_no_extent_gets_no_number_that_is_none() {
        for empty in [length(&[]), area(&[]), length(&corners(&[(1.0, 1.0)], 1.0))] {
            assert_eq!(empty.value, 0.0);
        }
        let twice = corners(&[(1.0, 1.0), (1.0, 1.0)], 1.0);
        assert!([length(&twice), area(&twice)].iter().all(|e| e.value == 0.0 && e.high.is_finite()));
        assert_eq!(length(&corners(&[(0.0, 0.0), (1.0, 0.0)], 30.0)).low, 0.0);
    }

    proptest! {
        /// The slope by each corner, against moving it.
        #[test]
        fn the_variance_is_that_of_small_moves(
            at in prop::collection::vec((-50.0..50.0f64, -50.0..50.0f64), 3..8), en in -0.5..0.5f64,
        ) {
            let shape: Vec<Corner> = corners(&at, 1.0).into_iter().map(|(p, _)| (p, Covariance { ee: 1.0, en, nn: 2.0 })).collect();
            prop_assume!(area(&shape).value > 1.0 && shape.windows(2).all(|w| (w[1].0.x - w[0].0.x).abs() > 0.1));
            for measure in [length, area] {
                let told = measure(&shape);
                let mut variance = 0.0;
                for i in 0..shape.len() {
                    let slope = |east: f64, north: f64| {
                        let moved = |by: f64| {
                            let mut other = shape.clone();
                            other[i].0 = other[i].0 + Coord { x: by * east, y: by * north };
                            measure(&other).value
                        };
                        (moved(5e-4) - moved(-5e-4)) / 1e-3
                    };
                    let (e, n) = (slope(1.0, 0.0), slope(0.0, 1.0));
                    variance += e * e + 2.0 * e * n * en + 2.0 * n * n;
                }
                let half = Z95 * variance.sqrt();
                prop_assert!((told.high - told.value - half).abs() < 1e-3 * (1.0 + half), "{} {half}", told.high - told.value);
            }
        }
    }
}
