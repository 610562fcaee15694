//! Where walls meet: the corners that close the gap between their faces.

use geo::Coord;

/// Below this sine of the angle between two walls their faces are nearly parallel, and where they meet is ill-defined.
const NEARLY_PARALLEL: f64 = 0.05;
/// Walls whose half thicknesses differ by less (metres) run on into each other without a step.
const SAME_M: f64 = 1e-6;
/// The furthest a corner may reach, in half thicknesses of the thicker wall: the mitre limit.
const MITRE_LIMIT: f64 = 4.0;
/// The largest part of a wall one of its joints may take.
const PART_OF_LENGTH: f64 = 0.45;

/// A stretch of wall that leaves a meeting point.
#[derive(Clone, Copy, Debug)]
pub struct Arm {
    /// Unit vector away from the point.
    pub direction: Coord,
    /// Half the thickness, metres.
    pub half_m: f64,
    /// How far it runs, metres.
    pub length_m: f64,
}

/// For each arm the corners of its end, left and right of its direction, relative to the meeting point.
///
/// Neighbours in turning order share the corner where the left face of one meets the right face of the next, so the
/// ends tile the plane around the point; a corner that would reach too far is cut square, and the walls overlap there.
pub fn corners(arms: &[Arm]) -> Vec<[Coord; 2]> {
    let mut corners: Vec<[Coord; 2]> = arms.iter().map(|a| [a.left(), -a.left()]).collect();
    let mut turning: Vec<usize> = (0..arms.len()).collect();
    let angle = |i: &usize| arms[*i].direction.y.atan2(arms[*i].direction.x);
    turning.sort_by(|a, b| angle(a).total_cmp(&angle(b)).then(a.cmp(b)));
    for (i, arm) in turning.iter().enumerate() {
        let next = turning[(i + 1) % turning.len()];
        if let Some(corner) = shared_corner(&arms[*arm], &arms[next]) {
            corners[*arm][0] = corner;
            corners[next][1] = corner;
        }
    }
    corners
}

/// Where the left face of `a` meets the right face of `b`; `None` where they are to be cut square.
fn shared_corner(a: &Arm, b: &Arm) -> Option<Coord> {
    let sine = cross(a.direction, b.direction);
    if sine.abs() < NEARLY_PARALLEL {
        return straight_on(a, b);
    }
    let between = a.left() + b.left();
    let (along_a, along_b) = (-cross(between, b.direction) / sine, -cross(between, a.direction) / sine);
    let corner = a.left() + a.direction * along_a;
    let fits = along_a <= PART_OF_LENGTH * a.length_m
        && along_b <= PART_OF_LENGTH * b.length_m
        && corner.x.hypot(corner.y) <= MITRE_LIMIT * a.half_m.max(b.half_m);
    fits.then_some(corner)
}

/// Two walls that run on into each other share the point on the bisector of their faces; a sharp turn back, or a step in
/// thickness, is cut square.
fn straight_on(a: &Arm, b: &Arm) -> Option<Coord> {
    let runs_on = a.direction.x * b.direction.x + a.direction.y * b.direction.y < 0.0;
    if !runs_on || (a.half_m - b.half_m).abs() > SAME_M {
        return None;
    }
    let (face, other) = (a.left() / a.half_m, -b.left() / b.half_m);
    Some((face + other) * (a.half_m / (1.0 + face.x * other.x + face.y * other.y)))
}

impl Arm {
    /// From the centre line to the left face.
    fn left(&self) -> Coord {
        Coord { x: -self.direction.y, y: self.direction.x } * self.half_m
    }
}

fn cross(a: Coord, b: Coord) -> f64 {
    a.x * b.y - a.y * b.x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(degrees: f64, half_m: f64) -> Arm {
        let (y, x) = degrees.to_radians().sin_cos();
        Arm { direction: Coord { x, y }, half_m, length_m: 5.0 }
    }

    fn near(a: Coord, (x, y): (f64, f64)) -> bool {
        (a.x - x).hypot(a.y - y) < 1e-12
    }

    #[test]
    fn a_right_angle_is_mitred() {
        let c = corners(&[arm(0.0, 0.1), arm(90.0, 0.2)]);
        assert!(near(c[0][0], (0.2, 0.1)) && near(c[1][1], (0.2, 0.1)), "inner corner {c:?}");
        assert!(near(c[0][1], (-0.2, -0.1)) && near(c[1][0], (-0.2, -0.1)), "outer corner {c:?}");
    }

    #[test]
    fn ends_straight_runs_and_sharp_turns_are_square() {
        for arms in [vec![arm(0.0, 0.1)], vec![arm(0.0, 0.1), arm(180.0, 0.1)], vec![arm(0.0, 0.1), arm(5.0, 0.1)]] {
            let c = corners(&arms);
            assert!(near(c[0][0], (0.0, 0.1)) && near(c[0][1], (0.0, -0.1)), "{c:?}");
        }
    }

    #[test]
    fn three_walls_share_two_corners() {
        let c = corners(&[arm(0.0, 0.1), arm(90.0, 0.1), arm(180.0, 0.1)]);
        assert!(near(c[0][0], (0.1, 0.1)) && near(c[1][1], (0.1, 0.1)));
        assert!(near(c[1][0], (-0.1, 0.1)) && near(c[2][1], (-0.1, 0.1)));
        assert!(near(c[0][1], (0.0, -0.1)) && near(c[2][0], (0.0, -0.1)), "straight on below");
    }
}
