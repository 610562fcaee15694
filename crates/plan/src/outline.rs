//! Matching outlines that carry no node keys: same place, same corners, same cyclic order.

use geo::{Coord, Distance, Euclidean};

/// A vertex where the line turns by less than this is no corner (degrees): hand-drawn straight walls wander.
const STRAIGHT_DEG: f64 = 20.0;

/// A line whose ends are closer than this share of its length is a loop with a gap: a perimeter open at its gate.
const LOOP_GAP: f64 = 0.2;

/// Twice the signed area, positive counter-clockwise.
pub fn signed_area2(ring: &[Coord]) -> f64 {
    let Some(origin) = ring.first() else { return 0.0 };
    let turn = |(a, b): (&Coord, &Coord)| (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
    ring.iter().zip(ring.iter().cycle().skip(1)).map(turn).sum()
}

/// Whether a sequence is matched like a ring.
pub fn is_loop(points: &[Coord], closed: bool) -> bool {
    let length: f64 = points.windows(2).map(|w| Euclidean.distance(w[0], w[1])).sum();
    match (points.first(), points.last()) {
        (Some(a), Some(b)) if points.len() > 3 => closed || Euclidean.distance(*a, *b) < LOOP_GAP * length,
        _ => closed,
    }
}

/// Indices of the vertices that are corners; of an open line both ends are.
pub fn corners(points: &[Coord], looped: bool) -> Vec<usize> {
    let n = points.len();
    let turns = |i: usize| {
        let (a, b, c) = (points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
        let (u, v) = (b - a, c - b);
        let turn = (u.x * v.y - u.y * v.x).atan2(u.x * v.x + u.y * v.y).to_degrees();
        turn.abs() >= STRAIGHT_DEG
    };
    let is_end = |i: usize| !looped && (i == 0 || i + 1 == n);
    (0..n).filter(|&i| is_end(i) || turns(i)).collect()
}

/// For each point of `reference` the point of `other` that is the same corner, and the sum of squared distances after
/// both centroids are laid on each other (a building put down in the wrong place still has its corners in order).
/// `None` unless both have the same number of points.
pub fn correspondence(reference: &[Coord], other: &[Coord], looped: bool) -> Option<(Vec<usize>, f64)> {
    let n = reference.len();
    if n == 0 || other.len() != n {
        return None;
    }
    let (from, to) = (centred(reference), centred(other));
    let same_turn = signed_area2(reference) * signed_area2(other) >= 0.0;
    let orders: Vec<Vec<usize>> = if looped {
        // A ring drawn the other way round is read backwards; the start is free.
        (0..n).map(|s| (0..n).map(|i| if same_turn { (s + i) % n } else { (s + n - i) % n }).collect()).collect()
    } else {
        vec![(0..n).collect(), (0..n).rev().collect()]
    };
    let cost = |order: &[usize]| order.iter().zip(&from).map(|(j, p)| squared(*p, to[*j])).sum::<f64>();
    let scored = orders.into_iter().map(|o| {
        let c = cost(&o);
        (o, c)
    });
    scored.min_by(|a, b| a.1.total_cmp(&b.1))
}

fn centred(points: &[Coord]) -> Vec<Coord> {
    let centre = mean(points);
    points.iter().map(|p| *p - centre).collect()
}

fn squared(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

/// Mean of the points; the origin where there are none.
pub fn mean(points: &[Coord]) -> Coord {
    let n = points.len().max(1) as f64;
    points.iter().fold(Coord::zero(), |sum, p| sum + *p) / n
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Coord> {
        points.iter().map(|&p| p.into()).collect()
    }

    #[test]
    fn rotated_start_and_reversed_ring_find_the_same_corners() {
        let l = ring(&[(0., 0.), (20., 0.), (20., 10.), (8., 10.), (8., 6.), (0., 6.)]);
        let mut turned: Vec<Coord> = l.iter().map(|p| *p + Coord { x: 300.0, y: -40.0 }).collect();
        turned.rotate_left(2);
        assert_eq!(correspondence(&l, &turned, true).unwrap().0, [4, 5, 0, 1, 2, 3]);
        turned.reverse();
        assert_eq!(correspondence(&l, &turned, true).unwrap().0, [1, 0, 5, 4, 3, 2]);
    }

    #[test]
    fn a_line_is_read_in_the_direction_that_fits() {
        let wall = ring(&[(0., 0.), (5., 0.), (9., 4.)]);
        let back: Vec<Coord> = wall.iter().rev().copied().collect();
        assert_eq!(correspondence(&wall, &back, false).unwrap().0, [2, 1, 0]);
        assert!(correspondence(&wall, &back[1..], false).is_none());
    }

    #[test]
    fn corners_skip_junctions_on_a_straight_wall() {
        let corridor = ring(&[(0., 0.), (4., 0.1), (9., -0.1), (20., 0.), (20., 2.), (0., 2.)]);
        assert_eq!(corners(&corridor, true), [0, 3, 4, 5]);
        let wall = ring(&[(0., 0.), (4., 0.1), (9., 0.)]);
        assert_eq!(corners(&wall, false), [0, 2]);
    }

    #[test]
    fn a_perimeter_open_at_its_gate_is_a_loop() {
        let fence = ring(&[(2., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.), (1., 0.)]);
        assert!(is_loop(&fence, false));
        assert!(!is_loop(&fence[..3], false));
    }
}
