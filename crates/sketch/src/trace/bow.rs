//! How far the edges of a sheet bow: a sheet that curls has no straight sides, and no homography flattens it.

use super::vector::{Px, cross, distance, dot, minus};
use nalgebra::{Matrix3, Vector3};

/// How far the middle of a side lies outside (inside: negative) of the chord of its ends, pixels: of a parabola fitted
/// to the points within a twentieth of the side's length from it, refitted twice without the farthest. `a` to `b` runs
/// clockwise as seen. Zero where too few points are seen.
pub fn bow(points: &[Px], a: Px, b: Px) -> f64 {
    let length = distance(a, b);
    let way = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    let mut near: Vec<Px> = points
        .iter()
        .map(|p| minus(*p, a))
        .map(|v| [dot(v, way) / length, -cross(way, v)])
        .filter(|[t, off]| (0.05..0.95).contains(t) && off.abs() < 0.05 * length)
        .collect();
    let mut fitted = None;
    for reach in [f64::MAX, 4.0, 2.0] {
        if let Some(c) = fitted {
            near.retain(|[t, off]| (off - value(c, *t)).abs() < reach);
        }
        fitted = (near.len() > 20).then(|| parabola(&near)).flatten();
    }
    fitted.map_or(0.0, |c: Vector3<f64>| -c[2] / 4.0)
}

fn value(c: Vector3<f64>, t: f64) -> f64 {
    c[0] + t * (c[1] + t * c[2])
}

/// Coefficients of 1, t and t² with the least sum of squares.
fn parabola(points: &[Px]) -> Option<Vector3<f64>> {
    let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
    for [t, off] in points {
        let row = Vector3::new(1.0, *t, t * t);
        normal += row * row.transpose();
        right += row * *off;
    }
    normal.cholesky().map(|c| c.solve(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bow_of_a_parabola_is_its_sagitta() {
        let (a, b) = ([100.0, 50.0], [700.0, 50.0]);
        for sagitta in [-9.0, 0.0, 6.0] {
            let mut edge: Vec<Px> = (0..600)
                .map(|i| f64::from(i) / 600.0)
                .map(|t| [100.0 + 600.0 * t, 50.0 - 4.0 * sagitta * t * (1.0 - t)])
                .collect();
            // A clip on the edge of the sheet, and the far side of it.
            edge.extend((0..40).map(|i| [300.0 + f64::from(i), 70.0]));
            edge.extend((0..600).map(|i| [100.0 + f64::from(i), 450.0]));
            assert!((bow(&edge, a, b) - sagitta).abs() < 0.2, "{sagitta} {}", bow(&edge, a, b));
        }
        assert_eq!(bow(&[[1.0, 2.0]], a, b), 0.0);
    }
}
