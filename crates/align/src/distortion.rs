//! What a transformation does to a small circle, over the whole sheet (Tissot's indicatrix).

use geo::{BoundingRect, Contains, Coord, Point, Polygon};

/// How many grid lines each way.
const GRID: usize = 24;

/// The transformation near one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// Larger singular value of the Jacobian.
    pub larger: f64,
    /// Smaller singular value.
    pub smaller: f64,
    /// Geometric mean of both: the scale.
    pub scale: f64,
    /// 1 - smaller / larger: 0 keeps shapes.
    pub shear: f64,
    /// How far the sheet is turned: radians counter-clockwise, of the rotation next to the Jacobian (polar
    /// decomposition); of a mirrored sheet after its y axis is turned back.
    pub rotation_rad: f64,
    /// Positive keeps the side, negative mirrors, zero flattens.
    pub determinant: f64,
}

/// Over a region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distortion {
    /// Least and greatest scale.
    pub scale: (f64, f64),
    /// Mean and greatest shear.
    pub shear: (f64, f64),
    /// Whether the sheet is folded: somewhere flattened or turned over (of a mirrored one: turned back).
    pub fold: bool,
}

/// Reads a Jacobian `[[dX/dx, dX/dy], [dY/dx, dY/dy]]`.
pub fn local([[a, b], [c, d]]: [[f64; 2]; 2]) -> Local {
    let determinant = a * d - b * c;
    let s = if determinant < 0.0 { -1.0 } else { 1.0 };
    // Half-sum and half-difference of the singular values: the rotation part and the rest.
    let (along, across) = (libm::hypot(a + s * d, c - s * b), libm::hypot(a - s * d, c + s * b));
    let (larger, smaller) = (0.5 * (along + across), 0.5 * (along - across).max(0.0));
    Local {
        larger,
        smaller,
        scale: determinant.abs().sqrt(),
        shear: if larger > 0.0 { 1.0 - smaller / larger } else { 1.0 },
        rotation_rad: libm::atan2(c - s * b, a + s * d),
        determinant,
    }
}

/// The distortion on a grid over `region` and along its edge. `mirrored`: the side that the sheet is expected to show.
pub fn over(region: &Polygon, mirrored: bool, jacobian: impl Fn(Coord) -> [[f64; 2]; 2]) -> Distortion {
    let mut out = Distortion { scale: (f64::INFINITY, 0.0), shear: (0.0, 0.0), fold: false };
    let spots = grid(region);
    for &at in &spots {
        let here = local(jacobian(at));
        out.scale = (out.scale.0.min(here.scale), out.scale.1.max(here.scale));
        out.shear = (out.shear.0 + here.shear / spots.len() as f64, out.shear.1.max(here.shear));
        let upright = if mirrored { -here.determinant } else { here.determinant };
        // The ratio too: a sheet squeezed to a thousandth is folded for every purpose.
        out.fold |= upright.is_nan() || upright <= 0.0 || here.smaller < 1e-3 * here.larger;
    }
    out
}

fn grid(region: &Polygon) -> Vec<Coord> {
    let mut spots = region.exterior().0.clone();
    if let Some(r) = region.bounding_rect() {
        let step = |i: usize| (i as f64 + 0.5) / GRID as f64;
        let inside = (0..GRID * GRID)
            .map(|k| Coord { x: r.min().x + r.width() * step(k % GRID), y: r.min().y + r.height() * step(k / GRID) })
            .filter(|&c| region.contains(&Point(c)));
        spots.extend(inside);
    }
    spots
}
