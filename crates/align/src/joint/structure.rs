//! What people draw right even when they draw it wrong: right angles and straight walls, as soft observations.
//!
//! Interiors give no image evidence, so these are weak, and named: a corner drawn as a right angle is one to
//! [`RIGHT_ANGLE_SD_RAD`], a point drawn on a wall is on the line between its ends to [`STRAIGHT_SD`] of their distance.

use super::system::add_row;
use geo::Coord;
use locus_model::Network;
use nalgebra::{DMatrix, DVector};

/// One standard deviation of a corner drawn as a right angle, radians: 6 degrees, as of walls that nobody surveyed.
pub const RIGHT_ANGLE_SD_RAD: f64 = 0.1;
/// Corners farther than this from a right angle (cosine) are meant to be oblique.
const OBLIQUE: f64 = 0.35;
/// One standard deviation of a point drawn on a straight wall, as a share of the distance of its ends.
pub const STRAIGHT_SD: f64 = 0.01;

pub(super) fn add(network: &Network, points: &[Coord], normal: &mut DMatrix<f64>, right: &mut DVector<f64>) {
    for &[a, b, c] in &network.corners {
        let (p, q) = (points[a] - points[b], points[c] - points[b]);
        let scale = libm::hypot(p.x, p.y) * libm::hypot(q.x, q.y);
        let cosine = (p.x * q.x + p.y * q.y) / scale;
        if cosine.is_nan() || cosine.abs() > OBLIQUE {
            continue;
        }
        let (da, dc) = (q / scale, p / scale);
        let db = (da + dc) * -1.0;
        let slope = [slopes(a, da), slopes(b, db), slopes(c, dc)].concat();
        add_row(normal, right, &slope, -cosine, 1.0 / (RIGHT_ANGLE_SD_RAD * RIGHT_ANGLE_SD_RAD), points);
    }
    for &[a, b, c] in &network.lines {
        let d = points[c] - points[a];
        let length = libm::hypot(d.x, d.y);
        if length.is_nan() || length <= 0.0 {
            continue;
        }
        let across = Coord { x: -d.y, y: d.x } / length;
        let off = points[b] - points[a];
        let t = ((off.x * d.x + off.y * d.y) / (length * length)).clamp(0.0, 1.0);
        let slope = [slopes(b, across), slopes(a, across * (t - 1.0)), slopes(c, across * -t)].concat();
        let lacks = -(off.x * across.x + off.y * across.y);
        let sd = STRAIGHT_SD * length;
        add_row(normal, right, &slope, lacks, 1.0 / (sd * sd), points);
    }
}

fn slopes(point: usize, d: Coord) -> Vec<(usize, f64)> {
    vec![(2 * point, d.x), (2 * point + 1, d.y)]
}
