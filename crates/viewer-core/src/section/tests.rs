#![allow(clippy::unwrap_used)]

use super::*;
use crate::glb::{Model, Piece, Surface};
use crate::obstacles::site::{Opening, Site, THICKNESS_M, model, prism};
use geo::{Area, ConvexHull, MultiPoint};
use proptest::prelude::*;

fn minus(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| a[i] - b[i])
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn length(v: [f64; 3]) -> f64 {
    dot(v, v).sqrt()
}

fn filled(cap: &Cap) -> f64 {
    cap.triangles.iter().map(|[a, b, c]| 0.5 * length(cross(minus(*b, *a), minus(*c, *a)))).sum()
}

/// The area within the rings, holes taken off; positive where outlines turn left seen from the cut-away side.
fn outlined(cap: &Cap, normal: [f64; 3]) -> f64 {
    let ring_area = |ring: &Vec<[f64; 3]>| {
        let n = ring.len();
        (0..n).map(|i| 0.5 * dot(cross(ring[i], ring[(i + 1) % n]), normal)).sum::<f64>()
    };
    cap.rings.iter().map(ring_area).sum()
}

fn caps_of(site: &Site, plane: &Plane) -> Vec<Cap> {
    let bundle = site.bundle();
    caps(&Picker::new(&model(&bundle)), &bundle, &site.all(), plane)
}

/// A wall of any direction with a door and a window.
fn wall(turned: f64) -> Site {
    let mut site = Site::default();
    let (sin, cos) = turned.sin_cos();
    let openings = [Opening("door", [1.0, 1.9], [0.0, 2.0]), Opening("window", [4.0, 5.5], [0.9, 2.1])];
    site.wall([3.0, -7.0], [3.0 + 8.0 * cos, -7.0 + 8.0 * sin], &openings);
    site
}

proptest! {
    /// The plan cut of a wall is its footprint less the openings at that height.
    #[test]
    fn a_plan_cut_is_the_footprint(turned in -3.2..3.2f64, height in 0.01..2.99f64) {
        prop_assume!([0.9, 2.0, 2.1].iter().all(|h: &f64| (h - height).abs() > 1e-3));
        let site = wall(turned);
        let plane = Plane::above(height);
        let caps = caps_of(&site, &plane);
        let open = if height < 2.0 { 0.9 } else { 0.0 } + if (0.9..2.1).contains(&height) { 1.5 } else { 0.0 };
        let expected = (8.0 - open) * THICKNESS_M;
        prop_assert_eq!(caps.len(), 1);
        prop_assert!((filled(&caps[0]) - expected).abs() < 1e-4, "{} for {expected}", filled(&caps[0]));
        prop_assert!((outlined(&caps[0], plane.normal) - expected).abs() < 1e-4);
        prop_assert!(caps[0].rings.iter().flatten().all(|p| (p[1] - height).abs() < 1e-6));
    }

    /// An upright cut across a wall is a rectangle of its thickness, slanted, by what stands there.
    #[test]
    fn an_upright_cut_is_rectangles(turned in -3.2..3.2f64, slant in -0.9..0.9f64, along in 0.2..7.8f64) {
        let reach = 0.5 * THICKNESS_M * slant.tan().abs() + 1e-3;
        prop_assume!([1.0, 1.9, 4.0, 5.5, 0.0, 8.0].iter().all(|s: &f64| (s - along).abs() > reach));
        let site = wall(turned);
        let (sin, cos) = turned.sin_cos();
        let through = [3.0 + along * cos, 1.0, -7.0 + along * sin];
        // The wall heads `turned + 90°`; so does a normal without slant.
        let plane = Plane::upright(through, turned + std::f64::consts::FRAC_PI_2 + slant);
        let caps = caps_of(&site, &plane);
        let open = if (1.0..1.9).contains(&along) { 2.0 } else { 0.0 } + if (4.0..5.5).contains(&along) { 1.2 } else { 0.0 };
        let expected = (3.0 - open) * THICKNESS_M / slant.cos();
        prop_assert_eq!(caps.len(), 1);
        prop_assert!((filled(&caps[0]) - expected).abs() < 1e-4, "{} for {expected}", filled(&caps[0]));
        prop_assert!((outlined(&caps[0], plane.normal) - expected).abs() < 1e-4);
    }

    /// Any plane through a convex solid: as large as the convex hull of where it meets the lines between corners.
    #[test]
    fn an_oblique_cut_is_the_hull_of_its_crossings(
        radii in prop::collection::vec(1.0..1.2f64, 3..9), point in prop::array::uniform3(-0.8..0.8f64),
        normal in prop::array::uniform3(-1.0..1.0f64),
    ) {
        prop_assume!(length(normal) > 0.2);
        let n = radii.len() as f64;
        let ring: Vec<[f64; 2]> = radii.iter().enumerate().map(|(i, _)| {
            let (s, c) = (std::f64::consts::TAU * i as f64 / n).sin_cos();
            [1.1 * c, 1.1 * s]
        }).collect();
        let piece = prism(0, &ring, [-1.0, 1.0], Surface::Solid);
        let corners: Vec<[f64; 3]> = piece.positions.iter().map(|p| p.map(f64::from)).collect();
        let plane = Plane { point, normal };
        let unit = plane.normalised().unwrap();
        let axes = unit.axes();
        let mut crossings = Vec::new();
        for a in &corners {
            for b in &corners {
                let (p, q) = (unit.height(*a), unit.height(*b));
                if p < 0.0 && q >= 0.0 {
                    crossings.push(axes.flat(std::array::from_fn(|i| a[i] + p / (p - q) * (b[i] - a[i]))));
                }
            }
        }
        let hull: MultiPoint = crossings.iter().map(|p| Point::new(p[0], p[1])).collect();
        let expected = hull.convex_hull().unsigned_area();
        prop_assume!(expected > 1e-3 || crossings.is_empty());
        let mut site = Site::default();
        site.area("object", "L0", &ring, [-1.0, 1.0]);
        let found = caps(&Picker::new(&Model { pieces: vec![piece], ground: None }), &site.bundle(), &[true], &plane);
        let area: f64 = found.iter().map(filled).sum();
        prop_assert!((area - expected).abs() < 1e-4 * (1.0 + expected), "{area} for {expected}");
    }

    /// Hatch lines stay within the face and fill it: their length times their distance is its area.
    #[test]
    fn a_hatch_fills_its_face(turned in -3.2..3.2f64) {
        let mut site = Site::default();
        let (sin, cos) = turned.sin_cos();
        let at = |a: f64, b: f64| [40.0 + a * cos - b * sin, 9.0 + a * sin + b * cos];
        site.area("building", "L0", &[at(0.0, 0.0), at(12.0, 0.0), at(10.0, 7.0), at(1.0, 9.0)], [0.0, 3.0]);
        let caps = caps_of(&site, &Plane::above(1.0));
        let all: f64 = caps[0].hatch.iter().map(|[a, b]| length(minus(*b, *a))).sum();
        let area = filled(&caps[0]);
        prop_assert!((all * spacing_m(Basis::Testified) - area).abs() < 0.02 * area, "{all} m of hatch for {area} m2");
        let ring: LineString = caps[0].rings[0].iter().map(|p| (p[0], p[2])).collect();
        let face = Polygon::new(ring, Vec::new());
        for [a, b] in &caps[0].hatch {
            prop_assert!(face.contains(&Point::new(0.5 * (a[0] + b[0]), 0.5 * (a[2] + b[2]))));
            prop_assert!((length(minus(*b, *a)) < 1e-9) || ((b[0] - a[0]).abs() - (b[2] - a[2]).abs()).abs() < 1e-6);
        }
    }
}

/// A solid with a shaft: outline, hole, and a cap between them.
#[test]
fn holes_stay_open() {
    let square = |h: f64| [[-h, -h], [h, -h], [h, h], [-h, h]];
    let outer = prism(0, &square(2.0), [0.0, 3.0], Surface::Solid);
    let mut shaft = prism(0, &square(0.5), [0.0, 3.0], Surface::Solid);
    for face in shaft.indices.chunks_exact_mut(3) {
        face.swap(1, 2);
    }
    let mut site = Site::default();
    site.area("building", "L0", &square(2.0), [0.0, 3.0]);
    let picker = Picker::new(&Model { pieces: vec![outer, shaft], ground: None });
    let caps = caps(&picker, &site.bundle(), &[true], &Plane::above(1.0));
    assert_eq!(caps[0].rings.len(), 2);
    assert!((filled(&caps[0]) - 15.0).abs() < 1e-6 && (outlined(&caps[0], [0.0, 1.0, 0.0]) - 15.0).abs() < 1e-6);
    let in_shaft = |p: [f64; 3]| p[0].abs() < 0.49 && p[2].abs() < 0.49;
    let crosses = |[a, b]: &[[f64; 3]; 2]| in_shaft(std::array::from_fn(|i| 0.5 * (a[i] + b[i])));
    assert!(!caps[0].hatch.iter().any(crosses));
}

#[test]
fn what_is_hidden_or_not_reached_or_not_closed_has_no_cap() {
    let site = wall(0.3);
    let bundle = site.bundle();
    let mut model = model(&bundle);
    let picker = Picker::new(&model);
    let plane = Plane::above(1.0);
    assert!(caps(&picker, &bundle, &vec![false; bundle.elements.len()], &plane).is_empty());
    assert!(caps(&picker, &bundle, &site.all(), &Plane::above(3.5)).is_empty());
    assert!(caps(&picker, &bundle, &site.all(), &Plane { point: [0.0; 3], normal: [0.0; 3] }).is_empty());
    let Piece { indices, .. } = &mut model.pieces[0];
    indices.drain(..3);
    let open = caps(&Picker::new(&model), &bundle, &site.all(), &plane);
    let whole = caps(&picker, &bundle, &site.all(), &plane);
    assert_eq!(open[0].rings.len() + 1, whole[0].rings.len(), "a box with a hole in its side is not filled");
}

/// BCF: the normal points to the side that is not seen. A plan cut removes what is above it.
#[test]
fn the_normal_points_to_what_is_cut_away() {
    let plane = Plane::above(1.2);
    assert!(plane.height([0.0, 1.3, 0.0]) > 0.0 && plane.height([0.0, 1.1, 0.0]) < 0.0);
    let before_a_northward_look = Plane::upright([0.0; 3], 0.0);
    assert!(before_a_northward_look.height([0.0, 0.0, -1.0]) > 0.0);
    let json = serde_json::to_string(&plane).unwrap();
    assert_eq!(serde_json::from_str::<Plane>(&json).unwrap(), plane);
}

#[test]
fn the_surer_the_denser() {
    let spacings = Basis::ALL.map(spacing_m);
    assert!(spacings.windows(2).all(|w| w[0] < w[1]));
}

/// Eight times the walls, wider lines: still hatched, each where a line was, and the surer still the denser.
#[test]
fn a_cut_through_very_much_is_hatched_wider() {
    assert_eq!([0.0, 1.0, 60_000.0, 60_001.0, 250_000.0].map(hatch::widening), [1.0, 1.0, 1.0, 2.0, 8.0]);
    let square = [vec![[0.0, 0.0], [7.0, 0.0], [7.0, 7.0], [0.0, 7.0]]];
    let fine = hatch::lines(&square, 0.1);
    assert!((hatch::count(&square, 0.1) - fine.len() as f64).abs() <= 1.0, "{} lines", fine.len());
    let wide = hatch::lines(&square, 0.4);
    let is_near =
        |a: &[[f64; 2]; 2], b: &[[f64; 2]; 2]| (0..2).all(|i| (0..2).all(|j| (a[i][j] - b[i][j]).abs() < 1e-9));
    assert!(wide.len() > 20 && wide.iter().all(|line| fine.iter().any(|known| is_near(line, known))));
}
