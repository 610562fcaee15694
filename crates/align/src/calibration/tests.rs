#![allow(clippy::unwrap_used)]

use super::jackknife::student95;
use super::*;
use proptest::prelude::*;

/// Uniform numbers between 0 and 1 that are the same everywhere (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Standard Gaussian, two of them (Box & Muller 1958).
    fn gauss(&mut self) -> Coord {
        let (size, turn) = ((-2.0 * self.roll().max(1e-300).ln()).sqrt(), 2.0 * PI * self.roll());
        Coord { x: size * turn.cos(), y: size * turn.sin() }
    }
}

/// Buildings of four corners on a site of 200 m, drawn at 5 px a metre, turned by 30 degrees, after `map`; each building
/// misplaced by `unit` metres, each corner by `hand`.
fn drawing(dice: &mut Dice, buildings: usize, [unit, hand]: [f64; 2], map: impl Fn(Coord) -> Coord) -> Vec<Remembered> {
    let (sin, cos) = (PI / 6.0).sin_cos();
    let mut points = Vec::new();
    for place in 0..buildings {
        let corner = Coord { x: 200.0 * dice.roll(), y: 200.0 * dice.roll() };
        let moved = dice.gauss() * unit;
        for (x, y) in [(0.0, 0.0), (20.0, 0.0), (20.0, 10.0), (0.0, 10.0)] {
            let truth = corner + Coord { x, y };
            let seen = map(truth) + moved + dice.gauss() * hand;
            let drawn = Coord { x: cos * seen.x - sin * seen.y, y: sin * seen.x + cos * seen.y } * 5.0;
            points.push(Remembered { truth, drawn, place });
        }
    }
    points
}

fn stretched(c: Coord) -> Coord {
    Coord { x: 1.2 * c.x, y: c.y / 1.2 }
}

#[test]
fn student_is_the_textbook_table() {
    // Abramowitz & Stegun, table 26.10.
    for (dof, quantile) in [(4.0, 2.776), (5.0, 2.571), (9.0, 2.262), (30.0, 2.042), (120.0, 1.980)] {
        assert!((student95(dof) - quantile).abs() < 1.5e-3, "{dof}: {}", student95(dof));
    }
}

#[test]
fn the_sample_of_friedman_and_kohler() {
    // Friedman & Kohler (2003), the four-point example; figures of an independent least-squares program.
    let rows = [[12.0, 16.0, 0.0, 0.0], [19.0, 19.0, 10.0, 0.0], [21.0, 18.0, 8.0, 5.0], [18.0, 14.0, 6.0, 5.0]];
    let point = |(place, [a, b, x, y]): (usize, [f64; 4])| Remembered {
        truth: Coord { x, y },
        drawn: Coord { x: a, y: b },
        place,
    };
    let points: Vec<Remembered> = rows.into_iter().enumerate().map(point).collect();
    let euclidean = Euclidean::of(&points).unwrap();
    assert!((euclidean.z.tanh() - 0.556_391_75).abs() < 1e-8, "{}", euclidean.z.tanh());
    assert!((euclidean.log_scale.exp() - 0.477_867_09).abs() < 1e-8);
    assert!((euclidean.turn.to_degrees() + 5.931_526_92).abs() < 1e-7);
    assert!((Affine::of(&points).unwrap().z.tanh() - 0.941_480_53).abs() < 1e-8);
    assert_eq!(calibrate(&points, false), None, "four places give no interval");
}

#[test]
fn an_exact_drawing_is_found_exactly() {
    let points = drawing(&mut Dice(1), 8, [0.0, 0.0], |c| c);
    let c = calibrate(&points, false).unwrap();
    let near = |e: Estimate, value: f64| {
        assert!((e.value - value).abs() < 1e-5 && e.high - e.low < 1e-4, "{e:?} is not {value}");
    };
    near(c.scale_m_per_px, 0.2);
    near(c.rotation_deg, 30.0);
    near(c.r, 1.0);
    near(c.anisotropy.ratio, 1.0);
    near(c.compression.unwrap(), 1.0);
    // 8 right places of 8: 0.05 to the power of 1/8.
    assert!((c.pairwise.canonical.low - 0.687_656).abs() < 1e-6 && c.pairwise.canonical.value == 1.0);
    near(c.pairwise.distance, 1.0);
    near(c.pairwise.angle, 1.0);
    near(c.pairwise.scaling_bias, 0.0);
    near(c.pairwise.rotational_bias_deg, -30.0);
    assert!(c.distortion_index.value < 1e-4, "{:?}", c.distortion_index);
    assert_eq!((c.ties, c.places), (32, 8));
}

#[test]
fn a_stretch_and_a_compression_are_found_and_not_mistaken_for_each_other() {
    let long = calibrate(&drawing(&mut Dice(2), 12, [0.0, 0.0], stretched), false).unwrap();
    assert!((long.anisotropy.ratio.value - 1.44).abs() < 1e-9, "{:?}", long.anisotropy);
    assert!((long.anisotropy.axis_deg.unwrap().value - 90.0).abs() < 1e-6, "east: {:?}", long.anisotropy);

    let points = drawing(&mut Dice(3), 12, [0.0, 0.0], |c| c);
    let middle = points.iter().fold(Coord::zero(), |sum, p| sum + p.truth) / points.len() as f64;
    let far_is_near = |c: Coord| {
        let off = c - middle;
        middle + off * libm::pow(off.x.hypot(off.y).max(1e-9), -0.25)
    };
    let near = calibrate(&drawing(&mut Dice(3), 12, [0.0, 0.0], far_is_near), false).unwrap();
    let exponent = near.compression.unwrap();
    assert!((exponent.value - 0.75).abs() < 1e-6, "{exponent:?}");
    assert!(near.anisotropy.ratio.value < 1.1 && near.pairwise.scaling_bias.value > 0.0, "{near:?}");
}

#[test]
fn a_mirrored_sheet_is_turned_over_first() {
    let points = drawing(&mut Dice(4), 9, [3.0, 0.5], |c| c);
    let mirror = |p: &Remembered| Remembered { drawn: Coord { x: p.drawn.x, y: -p.drawn.y }, ..*p };
    let mirrored: Vec<Remembered> = points.iter().map(mirror).collect();
    let (upright, turned) = (calibrate(&points, false).unwrap(), calibrate(&mirrored, true).unwrap());
    assert!((turned.rotation_deg.value - upright.rotation_deg.value + 180.0).abs() < 1e-9, "{turned:?}");
    assert_eq!(Calibration { rotation_deg: upright.rotation_deg, ..turned }, upright);
}

#[test]
fn too_few_places_and_lines_give_nothing() {
    assert_eq!(calibrate(&[], false), None);
    assert_eq!(calibrate(&drawing(&mut Dice(5), 4, [3.0, 0.5], |c| c), false), None);
    let line = |i: usize| Coord { x: i as f64, y: 2.0 * i as f64 };
    let on_line: Vec<Remembered> = (0..9).map(|i| Remembered { truth: line(i), drawn: line(i), place: i }).collect();
    assert_eq!(calibrate(&on_line, false), None);
    let one: Vec<Remembered> = (0..9).map(|i| Remembered { truth: line(3), drawn: line(i), place: i }).collect();
    assert_eq!(calibrate(&one, false), None);
}

#[test]
fn a_hundred_places_in_thirty_groups_still_give_honest_intervals() {
    let mut dice = Dice(7);
    let held = (0..10).map(|_| calibrate(&drawing(&mut dice, 100, [6.0, 1.0], |c| c), false).unwrap()).filter(|c| {
        assert_eq!((c.ties, c.places), (400, 100));
        c.scale_m_per_px.low <= 0.2 && 0.2 <= c.scale_m_per_px.high && c.scale_m_per_px.high < 0.21
    });
    let held = held.count();
    assert!(held >= 8, "{held} of 10");
}

#[test]
fn intervals_hold_what_they_promise_where_buildings_are_misplaced_as_one() {
    let (mut dice, sheets) = (Dice(6), 200);
    let mut held = [0; 6];
    for _ in 0..sheets {
        let points = drawing(&mut dice, 10, [6.0, 1.0], stretched);
        let c = calibrate(&points, false).unwrap();
        let holds = |e: Estimate, value: f64| usize::from(e.low <= value && value <= e.high);
        held[0] += holds(c.anisotropy.ratio, 1.44);
        held[1] += c.anisotropy.axis_deg.map_or(1, |axis| holds(axis, 90.0));
        let plain = calibrate(&drawing(&mut dice, 10, [6.0, 1.0], |c| c), false).unwrap();
        held[2] += holds(plain.scale_m_per_px, 0.2);
        held[3] += holds(plain.rotation_deg, 30.0);
        held[4] += usize::from(plain.anisotropy.axis_deg.is_none());
        held[5] += plain.compression.map_or(1, |g| holds(g, 1.0));
    }
    println!("stretch, axis, scale, rotation, no stretch, compression hold in {held:?} of {sheets}");
    for (figure, held) in held.into_iter().enumerate() {
        let share = held as f64 / sheets as f64;
        assert!((0.92..=0.995).contains(&share), "figure {figure}: {share}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_order_nor_place_nor_unit_changes_a_figure(seed in 0u64..500, far in -5e5..5e5f64, unit in 0.1..10.0f64) {
        let points = drawing(&mut Dice(seed), 7, [5.0, 1.0], |c| c);
        let mut other: Vec<Remembered> = points.iter().map(|p| Remembered {
            truth: p.truth + Coord { x: far, y: -far },
            drawn: p.drawn * unit,
            place: 90 - p.place,
        }).collect();
        other.reverse();
        let (a, b) = (calibrate(&points, false).unwrap(), calibrate(&other, false).unwrap());
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(1.0);
        prop_assert!(near(a.scale_m_per_px.high, b.scale_m_per_px.high * unit));
        prop_assert!(near(a.rotation_deg.low, b.rotation_deg.low));
        prop_assert!(near(a.r.value, b.r.value) && near(a.r_affine.low, b.r_affine.low));
        prop_assert!(near(a.anisotropy.ratio.high, b.anisotropy.ratio.high));
        prop_assert!(near(a.pairwise.canonical.value, b.pairwise.canonical.value));
        prop_assert!(near(a.pairwise.angle.low, b.pairwise.angle.low));
        prop_assert!(near(a.pairwise.distance.low, b.pairwise.distance.low));
    }

    #[test]
    fn every_figure_lies_in_its_interval(seed in 0u64..500, buildings in 5usize..9, unit in 0.0..60.0f64) {
        let Some(c) = calibrate(&drawing(&mut Dice(seed), buildings, [unit, 1.0], |c| c), false) else { return Ok(()) };
        let p = c.pairwise;
        let all = [c.scale_m_per_px, c.rotation_deg, c.r, c.r_affine, c.distortion_index, c.distortion_index_affine,
            c.anisotropy.ratio, p.canonical, p.distance, p.angle, p.scaling_bias, p.rotational_bias_deg];
        for e in all.into_iter().chain(c.compression).chain(c.anisotropy.axis_deg) {
            prop_assert!(e.low.is_finite() && e.high.is_finite() && e.low <= e.value && e.value <= e.high, "{:?}", c);
        }
        prop_assert!(c.anisotropy.ratio.low >= 1.0 && c.scale_m_per_px.low > 0.0);
        prop_assert!(p.canonical.high <= 1.0 && p.distance.high <= 1.0 && p.angle.high <= 1.0);
    }
}
