#![allow(clippy::unwrap_used)]
use super::*;
use crate::answer::sample;
use locus_publish::BundleShape;
use proptest::prelude::*;

fn node(name: &str, position: [f64; 2], cov_m2: Option<[f64; 3]>, radius95_m: Option<f64>) -> BundleNode {
    BundleNode {
        id: format!("node-{name}"),
        name: name.to_owned(),
        key: None,
        level: Some("L0".to_owned()),
        position,
        cov_m2,
        radius95_m,
        hypothesis: None,
        hypothesis_default: None,
    }
}

fn line(points: &[[f64; 2]], nodes: &[&str]) -> Option<BundleShape> {
    let nodes = nodes.iter().map(|n| (*n).to_owned()).collect();
    Some(BundleShape { line: points.to_vec(), nodes, ..BundleShape::default() })
}

fn room(points: &[[f64; 2]], nodes: &[&str]) -> Option<BundleShape> {
    let nodes = nodes.iter().map(|n| (*n).to_owned()).collect();
    Some(BundleShape { rings: vec![points.to_vec()], nodes, ..BundleShape::default() })
}

/// A bundle of one wall and one room, everything else empty.
fn bundle(wall: Option<BundleShape>, area: Option<BundleShape>) -> Bundle {
    let mut bundle = sample::bundle();
    bundle.elements.truncate(2);
    for (element, (layer, shape)) in bundle.elements.iter_mut().zip([("walls", wall), ("rooms", area)]) {
        (element.layer, element.shape, element.hypothesis) = (layer.to_owned(), shape, None);
        (element.radius95_m, element.position, element.level) = (Some(2.0), [0.0, 1.5, 0.0], "L0".to_owned());
    }
    bundle.nodes.clear();
    bundle
}

fn to_segment(p: [f64; 3], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dz) = (b[0] - a[0], b[1] - a[1]);
    let t = (((p[0] - a[0]) * dx + (p[2] - a[1]) * dz) / (dx * dx + dz * dz)).clamp(0.0, 1.0);
    (p[0] - a[0] - t * dx).hypot(p[2] - a[1] - t * dz)
}

proptest! {
    #[test]
    fn a_halo_is_as_wide_as_its_radius_and_fades_as_a_gaussian_does(
        points in prop::collection::vec(prop::array::uniform2(-50.0..50.0f64), 2..6), radius in 0.1..20.0f64,
    ) {
        let apart = points.windows(2).all(|p| (p[0][0] - p[1][0]).hypot(p[0][1] - p[1][1]) > 0.01);
        prop_assume!(apart);
        let mut bundle = bundle(line(&points, &[]), None);
        bundle.elements[0].radius95_m = Some(radius);
        let halos = halos(&bundle, &[true, false]);
        prop_assert_eq!(halos.len(), 1);
        let distance =
            |p: [f64; 3]| points.windows(2).map(|s| to_segment(p, s[0], s[1])).fold(f64::INFINITY, f64::min);
        let (mut widest, mut edge): (f64, f32) = (0.0, 1.0);
        for (corner, share) in &halos[0].triangles {
            prop_assert!(distance(*corner) <= radius + 1e-9);
            prop_assert!((corner[1] - 1.5 - LIFT_M).abs() < 1e-12);
            (widest, edge) = (widest.max(distance(*corner)), edge.min(*share));
            // A corner may be nearer to another part of the line than to its own, never farther.
            let tail = (-distance(*corner).powi(2) / (2.0 * radius * radius / CHI2_95_2DOF)).exp();
            prop_assert!(f64::from(*share) <= tail + 1e-6, "{share} against {tail}");
        }
        prop_assert!((widest - radius).abs() < 1e-9);
        prop_assert!((edge - 0.05).abs() < 1e-6);
    }

    #[test]
    fn triangles_look_up(points in prop::collection::vec(prop::array::uniform2(-50.0..50.0f64), 2..6)) {
        let bundle = bundle(line(&points, &[]), None);
        for triangle in halos(&bundle, &[true, true]).iter().flat_map(|h| h.triangles.chunks(3)) {
            let [a, b, c] = [triangle[0].0, triangle[1].0, triangle[2].0];
            let up = (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]);
            prop_assert!(up >= -1e-9);
        }
    }

    #[test]
    fn an_ellipse_has_the_axes_of_its_covariance(
        major in 0.01..50.0f64, ratio in 0.01..1.0f64, turn in 0.0..std::f64::consts::PI,
    ) {
        let minor = major * ratio;
        let (s, c) = turn.sin_cos();
        let cov = [major * c * c + minor * s * s, (major - minor) * s * c, major * s * s + minor * c * c];
        let mut bundle = bundle(None, None);
        bundle.nodes.push(node("a", [3.0, -4.0], Some(cov), None));
        let rings = ellipses(&bundle, &Filter::default(), &[true, true]);
        prop_assert_eq!(rings[0].points.len(), ELLIPSE_POINTS + 1);
        prop_assert_eq!(rings[0].points[0], rings[0].points[ELLIPSE_POINTS]);
        let det = cov[0] * cov[2] - cov[1] * cov[1];
        let mut reach = (f64::INFINITY, 0.0f64);
        for [x, _, z] in &rings[0].points {
            let (e, n) = (x - 3.0, -(z + 4.0));
            let mahalanobis = (cov[2] * e * e - 2.0 * cov[1] * e * n + cov[0] * n * n) / det;
            prop_assert!((mahalanobis / 5.991_464_547 - 1.0).abs() < 1e-6);
            reach = (reach.0.min(e.hypot(n)), reach.1.max(e.hypot(n)));
        }
        prop_assert!((reach.0.powi(2) / (5.991_464_547 * minor) - 1.0).abs() < 1e-6);
        prop_assert!((reach.1.powi(2) / (5.991_464_547 * major) - 1.0).abs() < 1e-6);
    }
}

#[test]
fn nodes_widen_a_halo_at_their_own_end() {
    let mut bundle = bundle(line(&[[0.0, 0.0], [10.0, 0.0]], &["a", "b"]), None);
    bundle.nodes = vec![node("a", [0.0, 0.0], None, Some(1.0)), node("b", [10.0, 0.0], None, Some(3.0))];
    let halo = &halos(&bundle, &[true, false])[0];
    let at =
        |x: f64| halo.triangles.iter().filter(|(p, _)| (p[0] - x).abs() < 1e-9).map(|(p, _)| p[2]).fold(0.0, f64::max);
    assert!((at(0.0) - 1.0).abs() < 1e-9 && (at(10.0) - 3.0).abs() < 1e-9);
}

fn is_inside(p: [f64; 2], triangle: &[([f64; 3], f32)]) -> bool {
    let [a, b, c] = [0, 1, 2].map(|i| [triangle[i].0[0], triangle[i].0[2]]);
    let side = |a: [f64; 2], b: [f64; 2]| (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) <= 0.0;
    side(a, b) && side(b, c) && side(c, a)
}

#[test]
fn an_area_has_a_band_only_where_no_visible_wall_has_one() {
    let square = [[0.0, 0.0], [4.0, 0.0], [4.0, -4.0], [0.0, -4.0], [0.0, 0.0]];
    let bundle = bundle(line(&square[..2], &["a", "b"]), room(&square, &["a", "b", "c", "d", "a"]));
    let area = |visible: &[bool]| halos(&bundle, visible).into_iter().find(|h| h.element == 1).unwrap();
    let covers = |halo: &Halo, p: [f64; 2]| halo.triangles.chunks(3).any(|t| is_inside(p, t));
    // South of the middle of the southern side, out of reach of the corners; and the same in the west.
    let ([south, west], [alone, walled]) = ([[2.0, 1.5], [-1.5, -2.0]], [area(&[false, true]), area(&[true, true])]);
    assert!(covers(&alone, south) && covers(&alone, west));
    assert!(!covers(&walled, south) && covers(&walled, west));
}

#[test]
fn what_has_no_radius_has_no_halo() {
    let mut bundle = bundle(line(&[[0.0, 0.0], [10.0, 0.0]], &[]), None);
    bundle.elements[0].radius95_m = None;
    assert!(halos(&bundle, &[true, true]).is_empty());
}

#[test]
fn ellipses_follow_what_is_shown() {
    let mut bundle = bundle(line(&[[0.0, 0.0], [10.0, 0.0]], &["a", "b"]), None);
    bundle.nodes = ["a", "b", "landmark"].map(|n| node(n, [0.0, 0.0], Some([1.0, 0.0, 1.0]), None)).to_vec();
    bundle.nodes.push(BundleNode { hypothesis: Some("untold".into()), ..bundle.nodes[0].clone() });
    let of = |filter: &Filter, visible: &[bool]| -> Vec<usize> {
        ellipses(&bundle, filter, visible).iter().map(|r| r.node).collect()
    };
    assert_eq!(of(&Filter::default(), &[true, true]), [0, 1, 2]);
    assert_eq!(of(&Filter::default(), &[false, true]), [2]);
    let seen = Filter { only: Only::Seen, ..Filter::default() };
    assert_eq!(of(&seen, &[true, true]), [0, 1]);
    let above = Filter { level: Some("L1".into()), ..Filter::default() };
    assert!(of(&above, &[false, false]).is_empty());
}
