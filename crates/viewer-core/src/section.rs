//! Planes that cut the model open, and the cut faces, filled and hatched.
//!
//! A cap is cut from the very triangles that are drawn, so it closes exactly what the picture opens: mitred corners,
//! doors and windows at that height, oblique planes. A solid whose surface is not closed gets no cap rather than a false
//! one.

mod hatch;
pub(crate) mod outline;
mod plane;

use crate::basis::Basis;
use crate::pick::Picker;
use geo::{Contains, LineString, Point, Polygon, TriangulateEarcut};
use locus_publish::Bundle;

pub(crate) use plane::Axes;
pub use plane::Plane;

/// The cut face of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Cap {
    /// By its index in the bundle.
    pub element: usize,
    /// Outlines and holes, without repeating the first point, scene metres.
    pub rings: Vec<Vec<[f64; 3]>>,
    /// Hatch lines within the face; their spacing says the basis.
    pub hatch: Vec<[[f64; 3]; 2]>,
    /// The face.
    pub triangles: Vec<[[f64; 3]; 3]>,
}

/// Outlines and holes in a plane.
type Rings = Vec<Vec<[f64; 2]>>;

/// Metres between hatch lines: the surer, the denser. A cut through very much is hatched wider, all of it alike.
pub fn spacing_m(basis: Basis) -> f64 {
    match basis {
        Basis::Seen => 0.06,
        Basis::Testified => 0.10,
        Basis::Inferred => 0.18,
        Basis::Assumed => 0.32,
    }
}

/// The cut faces of everything visible that a plane passes through, by element. `visible` is parallel to the elements.
pub fn caps(picker: &Picker, bundle: &Bundle, visible: &[bool], plane: &Plane) -> Vec<Cap> {
    let Some(plane) = plane.normalised() else { return Vec::new() };
    let axes = plane.axes();
    let mut cuts: Vec<(usize, [[f64; 2]; 2])> = Vec::new();
    picker.across(&plane, |element, corners| {
        if visible.get(element) == Some(&true)
            && let Some(cut) = plane.cut(&corners)
        {
            cuts.push((element, cut.map(|p| axes.flat(p))));
        }
    });
    cuts.sort_by_key(|(element, _)| *element);
    let outlined = |cuts: &[(usize, [[f64; 2]; 2])]| {
        let rings = outline::rings(cuts.iter().map(|(_, cut)| *cut).collect());
        (!rings.is_empty()).then(|| (cuts[0].0, rings))
    };
    let faces: Vec<(usize, Rings)> = cuts.chunk_by(|a, b| a.0 == b.0).filter_map(outlined).collect();
    let spacing = |element: usize| bundle.elements.get(element).map_or(f64::INFINITY, |e| spacing_m(Basis::of(e)));
    let widened = hatch::widening(faces.iter().map(|(element, rings)| hatch::count(rings, spacing(*element))).sum());
    let raise = |p: [f64; 2]| axes.space(p);
    let cap = |(element, rings): (usize, Rings)| Cap {
        element,
        hatch: hatch::lines(&rings, widened * spacing(element)).into_iter().map(|l| l.map(raise)).collect(),
        triangles: triangles(&rings).into_iter().map(|t| t.map(raise)).collect(),
        rings: rings.iter().map(|ring| ring.iter().copied().map(raise).collect()).collect(),
    };
    faces.into_iter().map(cap).collect()
}

/// Triangles of the area that rings bound: outlines run counter-clockwise, holes clockwise.
pub(crate) fn triangles(rings: &[Vec<[f64; 2]>]) -> Vec<[[f64; 2]; 3]> {
    if let [ring] = rings
        && outline::is_convex(ring)
    {
        return (2..ring.len()).map(|i| [ring[0], ring[i - 1], ring[i]]).collect();
    }
    let (outlines, holes): (Vec<_>, Vec<_>) = rings.iter().partition(|ring| outline::doubled_area(ring) > 0.0);
    let line = |ring: &[[f64; 2]]| LineString::from_iter(ring.iter().map(|p| (p[0], p[1])));
    let mut areas: Vec<Polygon> = outlines.iter().map(|ring| Polygon::new(line(ring), Vec::new())).collect();
    areas.sort_by(|a, b| geo::Area::unsigned_area(a).total_cmp(&geo::Area::unsigned_area(b)));
    for hole in holes {
        let inside = |area: &&mut Polygon| hole.first().is_some_and(|p| area.contains(&Point::new(p[0], p[1])));
        if let Some(area) = areas.iter_mut().find(inside) {
            area.interiors_push(line(hole));
        }
    }
    let corners = |t: geo::Triangle| t.to_array().map(|c| [c.x, c.y]);
    areas.iter().flat_map(|area| area.earcut_triangles()).map(corners).collect()
}

#[cfg(test)]
mod tests;
