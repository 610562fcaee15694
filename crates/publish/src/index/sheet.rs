//! The sheets of the bundle, and how to lay their scans on the ground.

use crate::Inputs;
use crate::bundle::{BundleSheet, Drape};
use crate::precision::{metres, significant};
use geo::Coord;
use locus_model::{AlignedSheet, Drawing, SketchPx};
use std::collections::BTreeMap;

/// The aligned sheets, by id.
pub fn sheets(inputs: &Inputs) -> Vec<BundleSheet> {
    let mut sheets: Vec<&AlignedSheet> = inputs.plan.sheets.iter().collect();
    sheets.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    sheets.into_iter().map(|s| sheet(inputs, s)).collect()
}

fn sheet(inputs: &Inputs, aligned: &AlignedSheet) -> BundleSheet {
    let origin = inputs.plan.frame.origin.geometry();
    let flat = |c: &Coord| [metres(c.x - origin.x()), metres(origin.y() - c.y)];
    let stated = inputs.case.sheets.get(&aligned.sheet);
    let drawing = stated.and_then(|s| s.drawing.as_ref());
    BundleSheet {
        id: aligned.sheet.to_string(),
        account: aligned.account.to_string(),
        level: aligned.level.to_string(),
        image: stated.map(|s| s.image.clone()),
        size_px: inputs.scans.get(&aligned.sheet).map(|s| [s.width_px, s.height_px]),
        method: aligned.quality.method.as_str().to_owned(),
        paper: aligned.paper.geometry().exterior().0.iter().map(flat).collect(),
        drape: drawing.and_then(|d| drape(&pairs(d, aligned, origin.0))),
    }
}

/// Each drawn vertex on the scan (pixels) and in the scene (`[x, z]`, metres).
fn pairs(drawing: &Drawing<SketchPx>, aligned: &AlignedSheet, origin: Coord) -> Vec<(Coord, Coord)> {
    let drawn: BTreeMap<&str, Vec<Coord>> =
        drawing.strokes.iter().map(|s| (s.id.as_str(), s.shape.geometry().vertices())).collect();
    let mut pairs = Vec::new();
    for stroke in &aligned.strokes {
        let Some(px) = drawn.get(stroke.stroke.id.as_str()) else { continue };
        let site = stroke.form().vertices();
        let scene = site.into_iter().map(|c| Coord { x: c.x - origin.x, y: origin.y - c.y });
        pairs.extend(px.iter().copied().zip(scene));
    }
    // Sums of floats depend on their order, the published bytes must not.
    pairs.sort_by(|(a, _), (b, _)| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    pairs
}

/// The affine map that fits the pairs best (least squares, normal equations about the centroids).
fn drape(pairs: &[(Coord, Coord)]) -> Option<Drape> {
    let share = 1.0 / pairs.len() as f64;
    let mean = |of: fn(&(Coord, Coord)) -> Coord| pairs.iter().fold(Coord::zero(), |sum, p| sum + of(p) * share);
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
    let off = |(px, at): &(Coord, Coord)| {
        (a * px.x + b * px.y + x0 - at.x).powi(2) + (d * px.x + e * px.y + z0 - at.y).powi(2)
    };
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
        let drape = drape(&px.map(|p| (p, carried(p)))).unwrap();
        for (found, truth) in drape.scene_from_px.into_iter().zip([0.05, 0.01, -20.0, -0.02, 0.06, 7.0]) {
            assert!((found - truth).abs() < 1e-6, "{found} {truth}");
        }
        assert_eq!(drape.rms_m, 0.0);
    }

    #[test]
    fn points_on_one_line_drape_nothing() {
        let px = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)].map(|(x, y)| Coord { x, y });
        assert!(super::drape(&px.map(|p| (p, p))).is_none());
        assert!(super::drape(&[]).is_none());
    }
}
