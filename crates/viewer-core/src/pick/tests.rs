#![allow(clippy::unwrap_used)]

use super::*;
use crate::glb::{Ground, Piece};
use crate::obstacles::site::{Opening, Site, model};
use proptest::prelude::*;

fn unit(v: [f64; 3]) -> [f64; 3] {
    let length = v.iter().map(|x| x * x).sum::<f64>().sqrt();
    v.map(|x| x / length)
}

fn site() -> Site {
    let mut site = Site::default();
    for i in 0..4 {
        site.room([5.0 * f64::from(i), 1.0], 2.0);
    }
    site.wall([-3.0, -6.0], [15.0, 9.0], &[Opening("window", [3.0, 4.0], [0.9, 2.1])]);
    site.area("object", "L0", &[[0.0, 0.0], [1.0, 0.2], [0.7, 1.3]], [0.0, 0.8]);
    site
}

/// Where a ray meets a triangle, by another way than the picker's: on its plane, and inside by the signs of the three
/// areas.
fn meets(ray: &Ray, piece: &Piece, corners: &[u32]) -> Option<f64> {
    let [a, b, c] = [0, 1, 2].map(|i| piece.positions[corners[i] as usize].map(f64::from));
    let minus = |p: [f64; 3], q: [f64; 3]| -> [f64; 3] { std::array::from_fn(|i| p[i] - q[i]) };
    let cross =
        |p: [f64; 3], q: [f64; 3]| [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]];
    let dot = |p: [f64; 3], q: [f64; 3]| -> f64 { p.iter().zip(q).map(|(x, y)| x * y).sum() };
    let normal = cross(minus(b, a), minus(c, a));
    let slope = dot(normal, ray.direction);
    if slope.abs() < 1e-9 {
        return None;
    }
    let t = dot(normal, minus(a, ray.origin)) / slope;
    let p: [f64; 3] = std::array::from_fn(|i| ray.origin[i] + t * ray.direction[i]);
    let inside =
        [(a, b), (b, c), (c, a)].iter().all(|(p0, p1)| dot(cross(minus(*p1, *p0), minus(p, *p0)), normal) >= -1e-9);
    (t >= 0.0 && inside).then_some(t)
}

fn brute(model: &Model, ray: &Ray, visible: &[bool]) -> Option<(usize, f64)> {
    let shown = model.pieces.iter().filter(|piece| visible[piece.element]);
    let hits = shown.flat_map(|piece| {
        piece.indices.chunks(3).filter_map(|corners| Some((piece.element, meets(ray, piece, corners)?)))
    });
    hits.min_by(|a, b| a.1.total_cmp(&b.1))
}

proptest! {
    #[test]
    fn a_pick_is_the_first_of_all_triangles(
        origin in prop::array::uniform3(-10.0..20.0f64), to in prop::array::uniform3(-4.0..12.0f64), hidden in 0..40usize,
    ) {
        let site = site();
        let bundle = site.bundle();
        let model = model(&bundle);
        let mut visible = site.all();
        if let Some(flag) = visible.get_mut(hidden) {
            *flag = false;
        }
        let ray = Ray { origin, direction: unit(std::array::from_fn(|i| to[i] - origin[i])) };
        let found = Picker::new(&model).pick(&ray, &visible, &[]);
        match (found, brute(&model, &ray, &visible)) {
            (None, None) => {}
            (Some(hit), Some((_, distance))) => {
                prop_assert!((hit.distance_m - distance).abs() < 1e-6, "{hit:?} instead of {distance}");
                prop_assert!(visible[hit.element.unwrap()]);
            }
            (found, expected) => prop_assert!(false, "{found:?} instead of {expected:?}"),
        }
    }

    /// Looking down on a plan cut, one meets the cut faces of walls at the height of the cut, and floors between them.
    #[test]
    fn a_plan_cut_is_met_at_its_height(x in -2.6..16.0f64, z in -1.5..3.5f64, height in 0.1..0.7f64) {
        let site = site();
        let bundle = site.bundle();
        let planes = [Plane::above(height)];
        let ray = Ray { origin: [x, 50.0, z], direction: [0.0, -1.0, 0.0] };
        let hit = Picker::new(&model(&bundle)).pick(&ray, &site.all(), &planes);
        let obstacles = crate::obstacles::Obstacles::new(&bundle, &site.all());
        let edge = obstacles.near([x, z], 0.1).flat_map(|s| s.contacts([x, z])).any(|c| c.distance < 1e-4);
        prop_assume!(!edge);
        let standing = obstacles.near([x, z], 0.0).find(|s| s.distance([x, z]) == 0.0 && s.low < height && s.high > height);
        match standing {
            Some(solid) => {
                let hit = hit.unwrap();
                prop_assert!((hit.point[1] - height).abs() < 1e-9, "{hit:?} within {solid:?}");
                prop_assert!(matches!(bundle.elements[hit.element.unwrap()].kind.as_str(), "wall" | "object"));
            }
            None => prop_assert!(hit.is_none_or(|h| h.point[1] <= 0.01 + 1e-6), "{hit:?}"),
        }
    }

    #[test]
    fn nothing_cut_away_is_met(
        origin in prop::array::uniform3(-10.0..20.0f64), direction in prop::array::uniform3(-1.0..1.0f64),
        point in prop::array::uniform3(-2.0..8.0f64), normal in prop::array::uniform3(-1.0..1.0f64),
    ) {
        prop_assume!(direction.iter().map(|d| d * d).sum::<f64>() > 0.01 && normal.iter().any(|n| n.abs() > 0.1));
        let site = site();
        let plane = Plane { point, normal };
        let ray = Ray { origin, direction: unit(direction) };
        if let Some(hit) = Picker::new(&model(&site.bundle())).pick(&ray, &site.all(), &[plane]) {
            prop_assert!(plane.height(hit.point) < 1e-6, "{hit:?}");
        }
    }
}

#[test]
fn the_ground_is_met_below_everything() {
    let site = site();
    let mut model = model(&site.bundle());
    let positions = vec![[-50.0, -0.1, 50.0], [50.0, -0.1, 50.0], [50.0, -0.1, -50.0], [-50.0, -0.1, -50.0]];
    let image = image::RgbaImage::new(1, 1);
    let ground = Ground {
        normals: vec![[0.0, 1.0, 0.0]; 4],
        uvs: vec![[0.0; 2]; 4],
        positions,
        indices: vec![0, 1, 2, 0, 2, 3],
        image,
    };
    model.ground = Some(ground);
    let picker = Picker::new(&model);
    let down = |x: f64, z: f64| Ray { origin: [x, 9.0, z], direction: [0.0, -1.0, 0.0] };
    let hit = picker.pick(&down(-30.0, 3.0), &site.all(), &[]).unwrap();
    assert!(hit.element.is_none() && (hit.distance_m - 9.1).abs() < 1e-6);
    assert!(picker.pick(&down(0.0, 2.5), &site.all(), &[]).unwrap().element.is_some());
    assert!(picker.pick(&down(0.0, 2.5), &[], &[]).unwrap().element.is_none(), "what is hidden is looked through");
    assert!(picker.pick(&down(60.0, 60.0), &site.all(), &[]).is_none());
    assert!(Picker::new(&Model::default()).pick(&down(0.0, 0.0), &[], &[]).is_none());
}
