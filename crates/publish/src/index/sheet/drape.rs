//! The affine map nearest to how the strokes of a sheet were carried.

use super::Pair;
use crate::bundle::Drape;
use crate::precision::{metres, significant};
use geo::Coord;

/// The affine map that fits the pairs best (least squares, normal equations about the centroids).
pub fn fit(pairs: &[Pair]) -> Option<Drape> {
    let share = 1.0 / pairs.len() as f64;
    let mean = |of: fn(&Pair) -> Coord| pairs.iter().fold(Coord::zero(), |sum, p| sum + of(p) * share);
    let (px0, at0) = (mean(|p| p.0), mean(|p| p.1));
    let (mut xx, mut xy, mut yy, mut ax, mut ay, mut bx, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (px, at) in pairs {
        let (p, q) = (*px - px0, *at - at0);
        (xx, xy, yy) = (xx + p.x * p.x, xy + p.x * p.y, yy + p.y * p.y);
        (ax, ay, bx, by) = (ax + q.x * p.x, ay + q.x * p.y, bx + q.y * p.x, by + q.y * p.y);
    }
    let det = xx * yy - xy * xy;
    // Fewer than three points, or all on one line: no map of the plane.
    if pairs.len() < 3 || det <= 1e-9 * xx * yy {
        return None;
    }
    let row = |x: f64, y: f64| ((x * yy - y * xy) / det, (y * xx - x * xy) / det);
    let ((a, b), (d, e)) = (row(ax, ay), row(bx, by));
    let (x0, z0) = (at0.x - a * px0.x - b * px0.y, at0.y - d * px0.x - e * px0.y);
    let off = |(px, at): &Pair| (a * px.x + b * px.y + x0 - at.x).powi(2) + (d * px.x + e * px.y + z0 - at.y).powi(2);
    let rms_m = (pairs.iter().map(off).sum::<f64>() * share).sqrt();
    Some(Drape { scene_from_px: [a, b, x0, d, e, z0].map(|v| significant(v, 9)), rms_m: metres(rms_m) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_affine_alignment_is_draped_exactly() {
        let carried = |p: Coord| Coord { x: 0.05 * p.x + 0.01 * p.y - 20.0, y: -0.02 * p.x + 0.06 * p.y + 7.0 };
        let px = [(0.0, 0.0), (1000.0, 30.0), (900.0, 700.0), (20.0, 650.0)].map(|(x, y)| Coord { x, y });
        let drape = fit(&px.map(|p| (p, carried(p)))).unwrap();
        for (found, truth) in drape.scene_from_px.into_iter().zip([0.05, 0.01, -20.0, -0.02, 0.06, 7.0]) {
            assert!((found - truth).abs() < 1e-6, "{found} {truth}");
        }
        assert_eq!(drape.rms_m, 0.0);
    }

    #[test]
    fn points_on_one_line_drape_nothing() {
        let px = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)].map(|(x, y)| Coord { x, y });
        assert!(fit(&px.map(|p| (p, p))).is_none());
        assert!(fit(&[]).is_none());
    }
}
