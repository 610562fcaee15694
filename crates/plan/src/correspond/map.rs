//! The map from one sheet's frame to another's.

use geo::Coord;
use nalgebra::{Matrix3, Vector3};

/// How far an axis of a sheet drawn from memory is stretched against the other: one standard deviation of the linear
/// coefficients, as a share of the scale. It holds the affine map near a similarity while few places speak.
const STRETCH_SD: f64 = 0.15;

/// `x' = a x + b y + u`, `y' = c x + d y + v`.
#[derive(Clone, Copy, Debug)]
pub struct Map {
    linear: [[f64; 2]; 2],
    shift: Coord,
}

/// Two points that are to fall together, and how much they count.
#[derive(Clone, Copy)]
pub struct Pair {
    /// Where it is on the first sheet.
    pub from: Coord,
    /// Where it is on the other.
    pub to: Coord,
    /// Its weight, 0 to 1.
    pub weight: f64,
}

impl Map {
    /// A quarter turn (`turn` quarters counter-clockwise) after a mirroring of x where `mirrored`, scaled, laid so that
    /// `from` comes to `to`.
    pub fn square(turn: usize, mirrored: bool, scale: f64, from: Coord, to: Coord) -> Self {
        let (cos, sin) = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)][turn % 4];
        let x = if mirrored { -scale } else { scale };
        let linear = [[cos * x, -sin * scale], [sin * x, cos * scale]];
        let at_origin = Self { linear, shift: Coord::zero() };
        Self { shift: to - at_origin.apply(from), ..at_origin }
    }

    /// Where a point comes to lie.
    pub fn apply(&self, p: Coord) -> Coord {
        self.direction(p) + self.shift
    }

    /// Where a direction comes to point, with its length.
    pub fn direction(&self, p: Coord) -> Coord {
        let [[a, b], [c, d]] = self.linear;
        Coord { x: a * p.x + b * p.y, y: c * p.x + d * p.y }
    }

    /// Width and height of the upright box around an upright box of this width and height.
    pub fn upright(&self, [width, height]: [f64; 2]) -> [f64; 2] {
        let [[a, b], [c, d]] = self.linear;
        [a.abs() * width + b.abs() * height, c.abs() * width + d.abs() * height]
    }

    fn determinant(&self) -> f64 {
        let [[a, b], [c, d]] = self.linear;
        a * d - b * c
    }

    /// Lengths on the other sheet over lengths on the first (geometric mean of the axes).
    pub fn scale(&self) -> f64 {
        self.determinant().abs().sqrt()
    }

    /// Whether it turns left into right.
    pub fn is_mirror(&self) -> bool {
        self.determinant() < 0.0
    }

    /// Quarters counter-clockwise nearest to how it turns the y axis.
    pub fn quarters(&self) -> usize {
        let up = self.direction(Coord { x: 0.0, y: 1.0 });
        let quarter = ((-up.x).atan2(up.y) / std::f64::consts::FRAC_PI_2).round() as i64;
        quarter.rem_euclid(4) as usize
    }

    /// The similarity (mirrored or not) of least weighted squares; `None` for fewer than two distinct points.
    pub fn similarity(pairs: &[Pair], mirrored: bool) -> Option<Self> {
        let weight: f64 = pairs.iter().map(|p| p.weight).sum();
        let mean = |of: fn(&Pair) -> Coord| {
            pairs.iter().fold(Coord::zero(), |sum, p| sum + of(p) * p.weight) / weight.max(f64::MIN_POSITIVE)
        };
        let (from, to) = (mean(|p| p.from), mean(|p| p.to));
        let sign = if mirrored { -1.0 } else { 1.0 };
        let (mut cos, mut sin, mut spread) = (0.0, 0.0, 0.0);
        for pair in pairs {
            let (mut p, q) = (pair.from - from, pair.to - to);
            p.x *= sign;
            cos += pair.weight * (p.x * q.x + p.y * q.y);
            sin += pair.weight * (p.x * q.y - p.y * q.x);
            spread += pair.weight * (p.x * p.x + p.y * p.y);
        }
        let (cos, sin) = (cos / spread, sin / spread);
        if !(cos.is_finite() && sin.is_finite()) || cos.hypot(sin) < 1e-6 {
            return None;
        }
        let at_origin = Self { linear: [[cos * sign, -sin], [sin * sign, cos]], shift: Coord::zero() };
        Some(Self { shift: to - at_origin.apply(from), ..at_origin })
    }

    /// The affine map of least weighted squares whose linear part is held near that of `self` (ridge regression with
    /// [`STRETCH_SD`]); `sd` is one standard deviation of a place on the other sheet.
    pub fn stretched(&self, pairs: &[Pair], sd: f64) -> Self {
        let prior = (sd / (STRETCH_SD * self.scale()).max(f64::MIN_POSITIVE)).powi(2);
        let mut normal = Matrix3::from_diagonal(&Vector3::new(prior, prior, 1e-9));
        let [[a, b], [c, d]] = self.linear;
        let mut right = [Vector3::new(prior * a, prior * b, 0.0), Vector3::new(prior * c, prior * d, 0.0)];
        for pair in pairs {
            let row = Vector3::new(pair.from.x, pair.from.y, 1.0);
            normal += pair.weight * row * row.transpose();
            right[0] += pair.weight * pair.to.x * row;
            right[1] += pair.weight * pair.to.y * row;
        }
        match normal.cholesky() {
            Some(solver) if !pairs.is_empty() => {
                let [x, y] = right.map(|r| solver.solve(&r));
                Self { linear: [[x[0], x[1]], [y[0], y[1]]], shift: Coord { x: x[2], y: y[2] } }
            }
            _ => *self,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn pairs(map: &Map) -> Vec<Pair> {
        let points = [(0.1, 0.2), (0.9, 0.1), (0.4, 0.7), (-0.3, 0.5)];
        points.into_iter().map(|p| Pair { from: p.into(), to: map.apply(p.into()), weight: 1.0 }).collect()
    }

    #[test]
    fn a_turned_and_mirrored_similarity_is_found_again() {
        for (turn, mirrored) in (0..4).flat_map(|t| [(t, false), (t, true)]) {
            let map = Map::square(turn, mirrored, 1.7, (0.2, 0.1).into(), (3.0, -1.0).into());
            let found = Map::similarity(&pairs(&map), mirrored).unwrap();
            let off = found.apply((0.5, 0.5).into()) - map.apply((0.5, 0.5).into());
            assert!(off.x.hypot(off.y) < 1e-12, "{turn} {mirrored}: {off:?}");
            assert_eq!((found.quarters(), found.is_mirror()), (turn, mirrored));
        }
    }

    #[test]
    fn one_point_has_no_similarity() {
        let alone = Pair { from: Coord::zero(), to: Coord::zero(), weight: 1.0 };
        assert!(Map::similarity(&[alone], false).is_none());
        assert!(Map::similarity(&[], false).is_none());
    }

    #[test]
    fn an_axis_may_stretch_when_places_say_so() {
        let plain = Map::square(0, false, 1.0, Coord::zero(), Coord::zero());
        let grown: Vec<Pair> =
            pairs(&plain).into_iter().map(|p| Pair { to: Coord { x: 1.1 * p.to.x, ..p.to }, ..p }).collect();
        let fitted = plain.stretched(&grown, 0.02);
        let width = fitted.direction((1.0, 0.0).into()).x;
        assert!(width > 1.08 && width < 1.1, "{width}: near the data, a little held back");
    }
}
