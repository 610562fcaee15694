//! One triangle of the model.

use super::bounds::Bounds;
use crate::glb::Surface;
use crate::pose::Ray;

/// Means the ground.
const GROUND: u32 = u32::MAX;

/// Corners, counter-clockwise seen from outside, and whose they are.
#[derive(Clone, Copy, Debug)]
pub struct Triangle {
    corners: [[f32; 3]; 3],
    element: u32,
    /// What it is painted as.
    pub surface: Surface,
}

/// Adds the triangles of a piece. Indices beyond the positions are passed over; the reader of the file refuses them.
pub fn collect(
    triangles: &mut Vec<Triangle>,
    positions: &[[f32; 3]],
    indices: &[u32],
    element: Option<usize>,
    surface: Surface,
) {
    let element = element.and_then(|e| u32::try_from(e).ok()).unwrap_or(GROUND);
    let corner = |i: u32| positions.get(i as usize).copied();
    triangles.extend(indices.chunks_exact(3).filter_map(|t| {
        let corners = [corner(t[0])?, corner(t[1])?, corner(t[2])?];
        Some(Triangle { corners, element, surface })
    }));
}

impl Triangle {
    /// The element it is of; `None` is the ground.
    pub fn element(&self) -> Option<usize> {
        (self.element != GROUND).then_some(self.element as usize)
    }

    /// Its corners, scene metres.
    pub fn corners(&self) -> [[f64; 3]; 3] {
        self.corners.map(|c| c.map(f64::from))
    }

    /// The box around it.
    pub fn bounds(&self) -> Bounds {
        self.corners.iter().fold(Bounds::EMPTY, |bounds, c| bounds.with(*c))
    }

    /// Three times its middle along an axis.
    pub fn middle(&self, axis: usize) -> f32 {
        self.corners.iter().map(|c| c[axis]).sum()
    }

    /// Where a ray meets it, metres, and whether from behind (Möller and Trumbore 1997, both sides).
    pub fn meet(&self, ray: &Ray) -> Option<(f64, bool)> {
        let [a, b, c] = self.corners();
        let (ab, ac) = (minus(b, a), minus(c, a));
        let across = cross(ray.direction, ac);
        let det = dot(ab, across);
        // Seen on edge, to rounding: det is the doubled area times the sine of the angle.
        if det.abs() <= 1e-12 * dot(ab, ab).max(dot(ac, ac)) {
            return None;
        }
        let from = minus(ray.origin, a);
        let u = dot(from, across) / det;
        let turned = cross(from, ab);
        let v = dot(ray.direction, turned) / det;
        // The borders belong to both neighbours, so that no ray slips through between them.
        let is_inside = u >= -1e-9 && v >= -1e-9 && u + v <= 1.0 + 1e-9;
        is_inside.then(|| (dot(ac, turned) / det, det < 0.0))
    }
}

fn minus(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
