#![allow(clippy::unwrap_used)]

use super::*;
use crate::obstacles::site::Site;
use crate::pick::Hit;
use proptest::prelude::*;
use serde_json::json;

fn known(at: [f64; 2], cov_m2: [f64; 3]) -> Point {
    Point { at: [at[0], 0.0, at[1]], snapped: None, cov_m2: Some(cov_m2) }
}

fn unknown(at: [f64; 2]) -> Point {
    Point { at: [at[0], 0.0, at[1]], snapped: None, cov_m2: None }
}

/// A covariance from two standard deviations and the direction of the first.
fn covariance(major: f64, minor: f64, turned: f64) -> [f64; 3] {
    let (s, c) = turned.sin_cos();
    let (p, q) = (major * major, minor * minor);
    [p * c * c + q * s * s, (p - q) * s * c, p * s * s + q * c * c]
}

/// Standard normal numbers, always the same: a linear congruential generator (Knuth's MMIX) and Box and Muller's method.
struct Normal(u64);

impl Normal {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn pair(&mut self) -> [f64; 2] {
        let (r, a) = ((-2.0 * self.uniform().ln()).sqrt(), std::f64::consts::TAU * self.uniform());
        [r * a.cos(), r * a.sin()]
    }

    /// The same point, moved as its covariance says (Cholesky factor).
    fn moved(&mut self, point: &Point) -> Point {
        let [ee, en, nn] = point.cov_m2.unwrap();
        let [u, v] = self.pair();
        let a = ee.sqrt();
        let b = en / a;
        let [east, north] = [a * u, b * u + (nn - b * b).max(0.0).sqrt() * v];
        Point { at: [point.at[0] + east, point.at[1], point.at[2] - north], ..point.clone() }
    }
}

/// Mean square deviation from a value, and how often an interval of the same width around a draw holds it.
fn simulate(draws: usize, seed: u64, truth: f64, mut draw: impl FnMut(&mut Normal) -> Measured) -> (f64, f64) {
    let mut normal = Normal(seed);
    let (mut squares, mut held) = (0.0, 0);
    for _ in 0..draws {
        let measured = draw(&mut normal);
        squares += (measured.value - truth).powi(2);
        held += usize::from(measured.low95.unwrap() <= truth && truth <= measured.high95.unwrap());
    }
    ((squares / draws as f64).sqrt(), held as f64 / draws as f64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_spread_of_a_long_distance_is_that_of_draws(
        to in prop::array::uniform2(-30.0..30.0f64), sds in prop::array::uniform4(0.1..1.0f64), turned in -3.0..3.0f64,
        seed: u64,
    ) {
        let a = known([1.0, 2.0], covariance(sds[0], sds[1], turned));
        let b = known(to, covariance(sds[2], sds[3], 0.7 * turned));
        let truth = distance(&a, &b);
        prop_assume!(truth.value > 20.0 * sds.iter().fold(0.0, |m: f64, s| m.max(*s)));
        let (sd, held) = simulate(20_000, seed, truth.value, |n| distance(&n.moved(&a), &n.moved(&b)));
        prop_assert!((sd / truth.sd.unwrap() - 1.0).abs() < 0.04, "{sd} drawn, {truth:?}");
        prop_assert!((held - 0.95).abs() < 0.01, "{held}");
    }

    /// Near points, where the propagation is not linear: the interval holds at least as often as it says.
    #[test]
    fn the_interval_of_a_short_distance_holds(away in 0.0..5.0f64, sds in prop::array::uniform2(0.2..1.0f64), seed: u64) {
        let a = known([0.0, 0.0], covariance(sds[0], sds[1], 0.4));
        let b = known([away, 0.0], covariance(sds[1], sds[0], 0.1));
        let (_, held) = simulate(10_000, seed, away, |n| distance(&n.moved(&a), &n.moved(&b)));
        prop_assert!(held > 0.94, "{held}");
    }

    #[test]
    fn the_spread_of_an_area_is_that_of_draws(
        radii in prop::collection::vec(6.0..10.0f64, 3..8), sds in prop::array::uniform2(0.05..0.3f64), seed: u64,
    ) {
        let n = radii.len() as f64;
        let corner = |(i, r): (usize, &f64)| {
            let (s, c) = (std::f64::consts::TAU * i as f64 / n).sin_cos();
            known([r * c, r * s], covariance(sds[0], sds[1], i as f64))
        };
        let ring: Vec<Point> = radii.iter().enumerate().map(corner).collect();
        let truth = area(&ring).unwrap();
        let (sd, held) = simulate(10_000, seed, truth.value, |normal| {
            area(&ring.iter().map(|p| normal.moved(p)).collect::<Vec<_>>()).unwrap()
        });
        prop_assert!((sd / truth.sd.unwrap() - 1.0).abs() < 0.05, "{sd} drawn, {truth:?}");
        prop_assert!((held - 0.95).abs() < 0.012, "{held}");
    }
}

#[test]
fn a_rectangle_by_hand() {
    let cov = [0.04, 0.0, 0.04];
    let ring = [[0.0, 0.0], [6.0, 0.0], [6.0, 4.0], [0.0, 4.0]].map(|p| known(p, cov));
    let found = area(&ring).unwrap();
    // Each corner: variance 0.04 (3² + 2²) / ... = 0.04 * (6² + 4²) / 4; four corners: 0.04 * 52.
    assert!((found.value - 24.0).abs() < 1e-12 && (found.sd.unwrap() - (0.04f64 * 52.0).sqrt()).abs() < 1e-12);
    let side = distance(&ring[0], &ring[1]);
    assert!((side.value - 6.0).abs() < 1e-12 && (side.sd.unwrap() - 0.08f64.sqrt()).abs() < 1e-12);
    assert!((side.high95.unwrap() - 6.0 - 1.959_963_984_540_054 * 0.08f64.sqrt()).abs() < 1e-12);
}

#[test]
fn the_covariance_turns_with_the_axes() {
    // Uncertain along the north-east diagonal: a distance towards the north-east is, one towards the south-east is not.
    let a = known([0.0, 0.0], [0.5, 0.499, 0.5]);
    let exact = [0.0; 3];
    let north_east = distance(&a, &known([30.0, -30.0], exact)).sd.unwrap();
    let south_east = distance(&a, &known([30.0, 30.0], exact)).sd.unwrap();
    assert!(north_east > 0.99 && south_east < 0.04, "{north_east} {south_east}");
}

#[test]
fn where_nothing_is_known_no_interval_is_claimed() {
    let a = known([0.0, 0.0], [0.1, 0.0, 0.1]);
    let measured = distance(&a, &unknown([3.0, 4.0]));
    assert_eq!((measured.value, measured.sd, measured.low95, measured.high95), (5.0, None, None, None));
    let found = area(&[a, unknown([3.0, 0.0]), unknown([3.0, 3.0])]).unwrap();
    assert_eq!((found.value, found.sd, found.high95), (4.5, None, None));
}

#[test]
fn rings_without_an_area() {
    let at = |p| known(p, [0.1, 0.0, 0.1]);
    assert_eq!(area(&[at([0.0, 0.0]), at([1.0, 0.0])]), None);
    assert_eq!(area(&[at([0.0, 0.0]), at([2.0, 2.0]), at([2.0, 0.0]), at([0.0, 2.0])]), None, "a bow tie");
}

fn hit(element: Option<usize>, at: [f64; 2]) -> Hit {
    Hit { element, point: [at[0], 1.0, at[1]], distance_m: 5.0 }
}

#[test]
fn corners_catch_and_carry_their_covariance() {
    let mut site = Site::default();
    site.wall([0.0, 0.0], [8.0, 0.0], &[]);
    site.node("corner", [0.0, 0.0], Some([0.2, 0.1, 0.3]));
    site.node("vague", [8.0, 0.0], None);
    let bundle = site.bundle();
    let near = Point::at(&bundle, &site.all(), &hit(Some(0), [0.2, 0.1]), Pointing::default());
    assert_eq!(
        (near.at, near.snapped.as_deref(), near.cov_m2),
        ([0.0, 1.0, 0.0], Some("corner"), Some([0.2, 0.1, 0.3]))
    );
    assert_eq!(distance(&near, &near).high95, Some(0.0), "a corner is not away from itself");
    let vague = Point::at(&bundle, &site.all(), &hit(Some(0), [7.9, 0.0]), Pointing::default());
    assert_eq!(
        (vague.snapped.as_deref(), vague.cov_m2),
        (Some("vague"), None),
        "no covariance is none, not the wall's"
    );
    let on_wall = Point::at(&bundle, &site.all(), &hit(Some(0), [4.0, 0.1]), Pointing::default());
    let variance = on_wall.cov_m2.unwrap()[0];
    assert!(on_wall.snapped.is_none() && (variance * CHI2_95_2DOF - 1.0).abs() < 1e-12, "95 % within the wall's 1 m");
    assert_eq!(
        Point::at(&bundle, &site.all(), &hit(None, [4.0, 3.0]), Pointing::default()).cov_m2,
        None,
        "no imagery, nothing known"
    );
}

#[test]
fn the_ground_is_as_good_as_its_imagery() {
    let mut bundle = Site::default().bundle();
    bundle.ground = serde_json::from_value(
        json!({"imagery": "i", "bounds_m": [0.0, 0.0, 1.0, 1.0], "size_px": [1, 1], "note": ""}),
    )
    .unwrap();
    bundle.imagery = serde_json::from_value(json!([{"id": "i", "absolute_radius95_m": 4.0}])).unwrap();
    let [variance, en, _] = Point::at(&bundle, &[], &hit(None, [1.0, 1.0]), Pointing::default()).cov_m2.unwrap();
    assert!((variance - 16.0 / CHI2_95_2DOF).abs() < 1e-12 && en.abs() < 1e-15);
}

#[test]
fn corners_of_a_story_not_shown_do_not_catch() {
    let mut site = Site::default();
    site.wall([0.0, 0.0], [8.0, 0.0], &[]);
    site.set("hypothesis", json!("a"));
    site.node("corner", [0.0, 0.0], Some([0.2, 0.1, 0.3]));
    let mut bundle = site.bundle();
    bundle.nodes[0].hypothesis = Some("a".to_owned());
    assert!(Point::at(&bundle, &[true], &hit(None, [0.1, 0.0]), Pointing::default()).snapped.is_some());
    assert!(Point::at(&bundle, &[false], &hit(None, [0.1, 0.0]), Pointing::default()).snapped.is_none());
}

#[test]
fn heights_say_how_they_are_known() {
    let mut site = Site::default();
    site.wall([0.0, 0.0], [8.0, 0.0], &[]);
    let stated = height(&site.bundle().elements[0]).unwrap();
    assert_eq!((stated.value_m, stated.basis.as_deref(), stated.assumed), (3.0, Some("stated"), false));
    site.set("height_basis", json!("default"));
    assert!(height(&site.bundle().elements[0]).unwrap().assumed);
}
