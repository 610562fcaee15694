//! What lies under the pointer: rays against the triangles of the model.

mod bounds;
mod tree;
mod triangle;

use crate::glb::{Model, Surface};
use crate::pose::Ray;
use crate::section::Plane;
use std::collections::BTreeMap;
use tree::{Part, Tree};
use triangle::Triangle;

/// What a ray met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The element, by its index in the bundle; `None` is the ground.
    pub element: Option<usize>,
    /// Where, scene metres.
    pub point: [f64; 3],
    /// Metres from the ray's origin.
    pub distance_m: f64,
}

impl Hit {
    fn new(ray: &Ray, element: Option<usize>, distance_m: f64) -> Self {
        let point = std::array::from_fn(|i| ray.origin[i] + distance_m * ray.direction[i]);
        Self { element, point, distance_m }
    }
}

/// A crossing of a ray with one surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Crossing {
    pub(crate) element: Option<usize>,
    pub(crate) surface: Surface,
    pub(crate) distance_m: f64,
    /// Whether the ray leaves the solid here.
    pub(crate) is_exit: bool,
}

/// The triangles of a model, found by place (a tree of boxes, halved at the median).
pub struct Picker {
    triangles: Vec<Triangle>,
    tree: Tree,
}

impl Picker {
    /// Of a model and its ground.
    pub fn new(model: &Model) -> Self {
        let mut triangles = Vec::new();
        for piece in &model.pieces {
            triangle::collect(&mut triangles, &piece.positions, &piece.indices, Some(piece.element), piece.surface);
        }
        if let Some(ground) = &model.ground {
            triangle::collect(&mut triangles, &ground.positions, &ground.indices, None, Surface::Floor);
        }
        let tree = Tree::new(&triangles);
        Self { triangles, tree }
    }

    /// The first thing along a ray that is visible and not cut away. Where a plane opens a solid, its cut face is met.
    pub fn pick(&self, ray: &Ray, visible: &[bool], planes: &[Plane]) -> Option<Hit> {
        let kept = kept(ray, planes)?;
        let is_shown = |crossing: &Crossing| crossing.element.is_none_or(|e| visible.get(e) == Some(&true));
        if kept[0] > 0.0
            && let Some(element) = self.opened(ray, kept, is_shown)
        {
            return Some(Hit::new(ray, Some(element), kept[0]));
        }
        let mut nearest: Option<Crossing> = None;
        self.along(ray, kept, |crossing, end| {
            if is_shown(&crossing) && nearest.is_none_or(|n| crossing.distance_m < n.distance_m) {
                nearest = Some(crossing);
                *end = crossing.distance_m;
            }
        });
        nearest.map(|crossing| Hit::new(ray, crossing.element, crossing.distance_m))
    }

    /// The element that a ray is inside of where it comes through the last plane: the one it leaves first of those that it
    /// leaves before it enters them.
    fn opened(&self, ray: &Ray, kept: [f64; 2], is_shown: impl Fn(&Crossing) -> bool) -> Option<usize> {
        let mut first: BTreeMap<usize, Crossing> = BTreeMap::new();
        self.along(ray, [kept[0], f64::INFINITY], |crossing, _| {
            let Some(element) = crossing.element.filter(|_| is_shown(&crossing)) else { return };
            let known = first.entry(element).or_insert(crossing);
            let [new, old] = [crossing, *known].map(|c| (c.distance_m, !c.is_exit));
            if new < old {
                *known = crossing;
            }
        });
        let left = first.into_iter().filter(|(_, crossing)| crossing.is_exit);
        left.min_by(|(_, a), (_, b)| a.distance_m.total_cmp(&b.distance_m)).map(|(element, _)| element)
    }

    /// Calls `met` with every crossing between two distances, in no order; `met` may bring the end nearer.
    pub(crate) fn along(&self, ray: &Ray, [start, mut end]: [f64; 2], mut met: impl FnMut(Crossing, &mut f64)) {
        let slopes = ray.direction.map(|d| 1.0 / d);
        self.tree.visit(|part| match part {
            Part::Box(bounds) => bounds.is_met(ray.origin, slopes, [start, end]),
            Part::Triangle(index) => {
                let triangle = &self.triangles[index];
                if let Some((distance_m, is_exit)) = triangle.meet(ray).filter(|(t, _)| (start..=end).contains(t)) {
                    let (element, surface) = (triangle.element(), triangle.surface);
                    met(Crossing { element, surface, distance_m, is_exit }, &mut end);
                }
                false
            }
        });
    }

    /// Calls `met` with the corners of every triangle of an element whose box a plane passes through.
    pub(crate) fn across(&self, plane: &Plane, mut met: impl FnMut(usize, [[f64; 3]; 3])) {
        self.tree.visit(|part| match part {
            Part::Box(bounds) => bounds.straddles(plane),
            Part::Triangle(index) => {
                let triangle = &self.triangles[index];
                if let Some(element) = triangle.element() {
                    met(element, triangle.corners());
                }
                false
            }
        });
    }
}

/// From where to where a ray is on the kept side of all planes; `None` where nowhere.
fn kept(ray: &Ray, planes: &[Plane]) -> Option<[f64; 2]> {
    let [mut start, mut end] = [0.0, f64::INFINITY];
    for plane in planes {
        let height = plane.height(ray.origin);
        let slope: f64 = (0..3).map(|i| plane.normal[i] * ray.direction[i]).sum();
        let at = -height / slope;
        if slope < 0.0 {
            start = at.max(start);
        } else if slope > 0.0 {
            end = at.min(end);
        } else if height > 0.0 {
            return None;
        }
    }
    (start <= end).then_some([start, end])
}

#[cfg(test)]
mod tests;
