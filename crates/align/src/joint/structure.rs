//! What people draw right even when they draw it wrong: right angles and straight walls, as soft observations.
//!
//! Interiors give no image evidence, so these are weak, and named: a corner drawn as a right angle is one to
//! [`RIGHT_ANGLE_SD_RAD`], a point drawn on a wall is on the line between its ends to [`STRAIGHT_SD`] of their distance.

use super::system::Equation;
use geo::Coord;
use locus_model::Network;

/// One standard deviation of a corner drawn as a right angle, radians: 6 degrees, as of walls that nobody surveyed.
pub const RIGHT_ANGLE_SD_RAD: f64 = 0.1;
/// Corners farther than this from a right angle (cosine) are meant to be oblique.
const OBLIQUE: f64 = 0.35;
/// One standard deviation of a point drawn on a straight wall, as a share of the distance of its ends.
pub const STRAIGHT_SD: f64 = 0.01;

/// At the present places.
pub(super) fn equations(network: &Network, points: &[Coord]) -> Vec<Equation> {
    let corners = network.corners.iter().filter_map(|&corner| right_angle(corner, points));
    let lines = network.lines.iter().filter_map(|&line| straight(line, points));
    corners.chain(lines).collect()
}

fn right_angle([a, b, c]: [usize; 3], points: &[Coord]) -> Option<Equation> {
    let (p, q) = (points[a] - points[b], points[c] - points[b]);
    let scale = libm::hypot(p.x, p.y) * libm::hypot(q.x, q.y);
    let cosine = (p.x * q.x + p.y * q.y) / scale;
    if cosine.is_nan() || cosine.abs() > OBLIQUE {
        return None;
    }
    let (da, dc) = (q / scale, p / scale);
    let db = (da + dc) * -1.0;
    let slope = [slopes(a, da), slopes(b, db), slopes(c, dc)].concat();
    Some(Equation { slope, lacks: -cosine, weight: 1.0 / (RIGHT_ANGLE_SD_RAD * RIGHT_ANGLE_SD_RAD) })
}

fn straight([a, b, c]: [usize; 3], points: &[Coord]) -> Option<Equation> {
    let d = points[c] - points[a];
    let length = libm::hypot(d.x, d.y);
    if length.is_nan() || length <= 0.0 {
        return None;
    }
    let across = Coord { x: -d.y, y: d.x } / length;
    let off = points[b] - points[a];
    let t = ((off.x * d.x + off.y * d.y) / (length * length)).clamp(0.0, 1.0);
    let slope = [slopes(b, across), slopes(a, across * (t - 1.0)), slopes(c, across * -t)].concat();
    let sd = STRAIGHT_SD * length;
    Some(Equation { slope, lacks: -(off.x * across.x + off.y * across.y), weight: 1.0 / (sd * sd) })
}

fn slopes(point: usize, d: Coord) -> Vec<(usize, f64)> {
    vec![(2 * point, d.x), (2 * point + 1, d.y)]
}
