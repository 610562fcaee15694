//! The fits against what they must be: exact recovery, closed forms against brute force, derivatives against finite
//! differences, and refusals.
#![allow(clippy::unwrap_used)]

use geo::Coord;
use locus_align::reliability::{Sigma, critical_f2, tail_f2, test_points};
use locus_align::{FitError, Pair, Smoothing, choose, consensus, fit, fit_mirrored, fit_thin_plate, least_pairs};
use locus_model::Method;
use proptest::prelude::*;

const METHODS: [Method; 6] = [
    Method::Similarity,
    Method::Affine,
    Method::Polynomial2,
    Method::Polynomial3,
    Method::Projective,
    Method::ThinPlateSpline,
];

fn c(x: f64, y: f64) -> Coord {
    Coord { x, y }
}

fn far(a: Coord, b: Coord) -> f64 {
    (a - b).x.hypot((a - b).y)
}

/// Scattered without a pattern: the golden-ratio sequence.
fn scattered(n: usize) -> Vec<Coord> {
    (1..=n).map(|i| c((0.618_034 * i as f64).fract(), (0.754_877_7 * i as f64 + 0.3).fract() * 0.8)).collect()
}

/// A transformation that each method can express, in metres of a projected CRS.
fn truth(method: Method, p: Coord) -> Coord {
    let (x, y) = (p.x, p.y);
    let base = c(337_000.0 + 120.0 * x - 40.0 * y, 4_334_000.0 + 40.0 * x + 120.0 * y);
    let more = match method {
        Method::Similarity | Method::Collocation => c(0.0, 0.0),
        Method::Affine | Method::ThinPlateSpline => c(15.0 * y, -9.0 * x),
        Method::Polynomial2 => c(15.0 * x * y, -9.0 * x * x),
        Method::Polynomial3 => c(15.0 * x * y * y, -9.0 * x * x * x + 4.0 * x * x * y),
        Method::Projective => {
            let w = 1.0 + 0.2 * x - 0.1 * y;
            return c(337_000.0 + (120.0 * x - 40.0 * y) / w, 4_334_000.0 + (40.0 * x + 120.0 * y) / w);
        }
    };
    base + more
}

fn exact(method: Method, n: usize) -> Vec<Pair> {
    scattered(n).into_iter().map(|p| Pair { from: p, to: truth(method, p), sd: 1.0 }).collect()
}

/// The same with errors of some metres.
fn noisy(n: usize) -> Vec<Pair> {
    let mut pairs = exact(Method::Affine, n);
    for (i, pair) in pairs.iter_mut().enumerate() {
        pair.to = pair.to + c(3.0 * (5.1 * i as f64).sin(), 3.0 * (3.7 * i as f64 + 1.0).cos());
        pair.sd = 1.0 + 0.3 * (i % 3) as f64;
    }
    pairs
}

#[test]
fn each_method_recovers_what_it_can_express() {
    for method in METHODS {
        for extra in [0, 3] {
            let f = fit(method, &exact(method, least_pairs(method) + extra)).unwrap();
            for p in [c(0.1, 0.7), c(0.5, 0.5), c(1.1, -0.1)] {
                assert!(far(f.apply(p), truth(method, p)) < 1e-6, "{method:?} {p:?}");
            }
            assert!(f.rms() < 1e-7, "{method:?}");
        }
    }
}

#[test]
fn jacobians_agree_with_finite_differences() {
    let h = 1e-5;
    for method in METHODS {
        let f = fit(method, &noisy(14)).unwrap();
        for p in [c(0.31, 0.42), c(0.77, 0.15)] {
            let [[xx, xy], [yx, yy]] = f.jacobian(p);
            let along = (f.apply(p + c(h, 0.0)) - f.apply(p - c(h, 0.0))) / (2.0 * h);
            let up = (f.apply(p + c(0.0, h)) - f.apply(p - c(0.0, h))) / (2.0 * h);
            assert!(far(along, c(xx, yx)) < 2e-3 && far(up, c(xy, yy)) < 2e-3, "{method:?} {along:?} {xx} {yx}");
        }
    }
}

#[test]
fn inverse_returns() {
    for method in METHODS {
        let f = fit(method, &noisy(14)).unwrap();
        for p in [c(0.3, 0.4), c(0.7, 0.2), c(0.05, 0.75)] {
            let back = f.inverse(f.apply(p)).unwrap();
            assert!(far(f.apply(back), f.apply(p)) < 1e-6, "{method:?}");
            assert!(far(back, p) < 1e-7, "{method:?} {back:?}");
        }
    }
}

#[test]
fn inverse_beyond_a_fold_is_an_error() {
    let square = |p: Coord| c(100.0 * p.x * p.x, 100.0 * p.y);
    let pairs: Vec<Pair> = scattered(9).into_iter().map(|p| Pair { from: p, to: square(p), sd: 1.0 }).collect();
    let f = fit(Method::Polynomial2, &pairs).unwrap();
    assert!(f.inverse(c(-50.0, 20.0)).is_err());
}

#[test]
fn closed_held_out_errors_are_those_of_refitting() {
    for method in METHODS {
        let pairs = noisy(14);
        let closed = fit(method, &pairs).unwrap().leave_one_out();
        for (i, closed) in closed.into_iter().enumerate() {
            let mut others = pairs.clone();
            let held = others.remove(i);
            let brute = fit(method, &others).unwrap().apply(held.from) - held.to;
            assert!(far(closed.unwrap(), brute) < 1e-6 * (1.0 + far(brute, c(0.0, 0.0))), "{method:?} {i}");
        }
    }
}

#[test]
fn held_out_errors_of_a_smoothing_spline_keep_its_lambda() {
    let mut pairs = noisy(12);
    pairs.iter_mut().for_each(|p| p.sd = 1.0);
    let f = fit_thin_plate(&pairs, Smoothing::Lambda(0.05)).unwrap();
    let closed = f.leave_one_out();
    // λ is in units of the squared spread, which changes a little when a point goes: hence the tolerance.
    for i in 0..pairs.len() {
        let mut others = pairs.clone();
        let held = others.remove(i);
        let brute = fit_thin_plate(&others, Smoothing::Lambda(0.05)).unwrap().apply(held.from) - held.to;
        assert!(far(closed[i].unwrap(), brute) < 0.12 * far(brute, c(0.0, 0.0)) + 0.05, "{i}: {closed:?} {brute:?}");
    }
}

#[test]
fn nobody_checks_a_point_that_alone_determines_a_parameter() {
    let f = fit(Method::Affine, &noisy(3)).unwrap();
    assert!(f.leave_one_out().iter().all(Option::is_none));
    assert!(f.redundancy().iter().all(|r| *r < 1e-9));
    assert!(test_points(&f, Sigma::Estimated).iter().all(Option::is_none));
}

#[test]
fn redundancy_sums_to_the_free_points() {
    for (method, parameters) in
        [(Method::Similarity, 4.0), (Method::Affine, 6.0), (Method::Projective, 8.0), (Method::Polynomial2, 12.0)]
    {
        let sum: f64 = fit(method, &noisy(14)).unwrap().redundancy().iter().sum();
        assert!((sum - (14.0 - parameters / 2.0)).abs() < 1e-6, "{method:?} {sum}");
    }
}

#[test]
fn a_heavy_point_pulls_and_a_light_one_does_not() {
    let mut pairs = noisy(8);
    pairs[3].to = pairs[3].to + c(30.0, 0.0);
    pairs[3].sd = 1e-3;
    assert!(far(fit(Method::Affine, &pairs).unwrap().residuals()[3], c(0.0, 0.0)) < 1e-3);
    pairs[3].sd = 1e6;
    let without: Vec<Pair> = pairs.iter().enumerate().filter(|(i, _)| *i != 3).map(|(_, p)| *p).collect();
    let (with, without) = (fit(Method::Affine, &pairs).unwrap(), fit(Method::Affine, &without).unwrap());
    assert!(far(with.apply(c(0.5, 0.5)), without.apply(c(0.5, 0.5))) < 1e-6);
}

#[test]
fn equal_deviations_of_any_size_give_one_fit() {
    let mut pairs = noisy(9);
    pairs.iter_mut().for_each(|p| p.sd = 0.01);
    let small = fit(Method::Polynomial2, &pairs).unwrap();
    pairs.iter_mut().for_each(|p| p.sd = 50.0);
    assert!(far(small.apply(c(0.2, 0.3)), fit(Method::Polynomial2, &pairs).unwrap().apply(c(0.2, 0.3))) < 1e-7);
}

#[test]
fn propagated_doubt_grows_away_from_the_points_and_with_theirs() {
    for method in METHODS {
        let mut pairs = noisy(14);
        let f = fit(method, &pairs).unwrap();
        let (near, off) = (f.propagated(c(0.5, 0.4)), f.propagated(c(2.0, 2.0)));
        assert!(near.is_valid() && off.is_valid() && off.ee > 2.0 * near.ee, "{method:?}");
        pairs.iter_mut().for_each(|p| p.sd *= 3.0);
        let more = fit(method, &pairs).unwrap().propagated(c(0.5, 0.4));
        assert!((more.ee / near.ee - 9.0).abs() < 0.05, "{method:?}");
    }
}

#[test]
fn a_mirrored_sheet_is_told_from_an_upright_one() {
    let pairs: Vec<Pair> =
        exact(Method::Similarity, 5).into_iter().map(|p| Pair { from: c(-p.from.x, p.from.y), ..p }).collect();
    assert!(fit_mirrored(&pairs).unwrap().rms() < 1e-6);
    assert!(fit(Method::Similarity, &pairs).unwrap().rms() > 1.0);
    let [[a, b], [d, e]] = fit_mirrored(&pairs).unwrap().jacobian(c(0.0, 0.0));
    assert!(a * e - b * d < 0.0);
}

#[test]
fn smoothing_finds_the_affine_map_under_noise_and_keeps_a_real_bend() {
    let bend = |p: Coord| truth(Method::Affine, p) + c(20.0 * (3.0 * p.x).sin(), 15.0 * (4.0 * p.y).cos());
    for smoothing in [Smoothing::Gcv, Smoothing::Reml] {
        let flat = fit_thin_plate(&noisy(40), smoothing).unwrap();
        let tight = fit_thin_plate(&noisy(40), Smoothing::Interpolating).unwrap();
        assert!(flat.loo_rms().unwrap() < 0.8 * tight.loo_rms().unwrap(), "{smoothing:?}");
        let pairs: Vec<Pair> = scattered(40).into_iter().map(|p| Pair { from: p, to: bend(p), sd: 1.0 }).collect();
        let bent = fit_thin_plate(&pairs, smoothing).unwrap();
        assert!(far(bent.apply(c(0.5, 0.4)), bend(c(0.5, 0.4))) < 1.0, "{smoothing:?}");
    }
}

#[test]
fn the_simplest_supported_method_is_chosen() {
    let chosen = |pairs: &[Pair]| {
        let (i, candidates) = choose(pairs).unwrap();
        candidates[i].fit.as_ref().unwrap().method()
    };
    // A linear congruential generator: a sine of the index would be a smooth field, and a spline rightly finds it.
    let mut state = 12_345u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5
    };
    let mut plain = exact(Method::Similarity, 8);
    for p in &mut plain {
        p.to = p.to + c(4.0 * noise(), 4.0 * noise());
    }
    assert_eq!(chosen(&plain), Method::Similarity);
    let mut sheared = exact(Method::Affine, 12);
    for p in &mut sheared {
        p.to = p.to + c(noise(), noise());
    }
    assert_eq!(chosen(&sheared), Method::Affine);
    assert_eq!(chosen(&plain[..2]), Method::Similarity, "two points can support no more");
}

#[test]
fn consensus_ignores_two_wrong_points_of_eight_and_names_them() {
    let mut pairs = exact(Method::Similarity, 8);
    for (i, p) in pairs.iter_mut().enumerate() {
        p.to = p.to + c(2.0 * (1.3 * i as f64).sin(), 2.0 * (2.1 * i as f64).cos());
    }
    let clean = fit(Method::Similarity, &pairs).unwrap();
    pairs[2].to = pairs[2].to + c(60.0, 30.0);
    pairs[5].to = pairs[5].to + c(-40.0, 55.0);
    let found = consensus(&pairs, false).unwrap();
    let mut doubted = found.doubted();
    doubted.sort_unstable();
    assert_eq!(doubted, [2, 5]);
    assert!(far(found.fit.apply(c(0.5, 0.4)), clean.apply(c(0.5, 0.4))) < 3.0);
    assert!(consensus(&exact(Method::Similarity, 8), false).unwrap().doubted().is_empty());
}

#[test]
fn the_test_names_the_wrong_point_and_gives_its_probability() {
    let mut pairs = exact(Method::Affine, 9);
    for (i, p) in pairs.iter_mut().enumerate() {
        p.to = p.to + c((5.1 * i as f64).sin(), (3.7 * i as f64).cos());
    }
    pairs[4].to = pairs[4].to + c(25.0, 0.0);
    let tests = test_points(&fit(Method::Affine, &pairs).unwrap(), Sigma::Estimated);
    let p = |i: usize| tests[i].unwrap().p;
    assert!(p(4) < 1e-4, "{}", p(4));
    assert!((0..9).filter(|&i| i != 4).all(|i| p(i) > 0.02));
}

#[test]
fn tails_of_f_are_those_of_the_tables() {
    // F(0.95; 2, 10) = 4.102821, F(0.999; 2, 12) = 12.973665; R 4.2: qf(0.95, 2, 10), qf(0.999, 2, 12)
    assert!((tail_f2(4.102_821, 10.0) - 0.05).abs() < 1e-6);
    assert!((critical_f2(0.001, 12.0) - 12.973_67).abs() < 1e-4);
}

#[test]
fn refusals_say_what_is_wrong() {
    let line: Vec<Pair> =
        (0..5).map(|i| Pair { from: c(f64::from(i), 2.0 * f64::from(i)), to: c(f64::from(i), 0.0), sd: 1.0 }).collect();
    assert_eq!(fit(Method::Affine, &line).unwrap_err(), FitError::Collinear { method: Method::Affine });
    assert!(fit(Method::Similarity, &line).is_ok(), "a line determines a similarity");
    let e = fit(Method::Polynomial2, &noisy(5)).unwrap_err();
    assert_eq!(e.to_string(), "a polynomial-2 transformation needs at least 6 control points, got 5");
    let mut pairs = noisy(6);
    pairs[2].from.x = f64::NAN;
    assert_eq!(fit(Method::Affine, &pairs).unwrap_err(), FitError::NotFinite { index: 2 });
    let mut pairs = noisy(6);
    pairs[1].sd = 0.0;
    assert_eq!(fit(Method::Affine, &pairs).unwrap_err(), FitError::BadDeviation { index: 1, sd: 0.0 });
    let mut pairs = noisy(6);
    pairs[4].from = pairs[1].from;
    let e = fit(Method::ThinPlateSpline, &pairs).unwrap_err();
    assert_eq!(e, FitError::Coincident { method: Method::ThinPlateSpline, first: 1, second: 4 });
    let same = vec![Pair { from: c(1.0, 1.0), to: c(5.0, 5.0), sd: 1.0 }; 4];
    assert!(matches!(fit(Method::Similarity, &same).unwrap_err(), FitError::Coincident { .. }));
    let circle: Vec<Pair> = (0..8)
        .map(|i| f64::from(i) * 0.7)
        .map(|t| Pair { from: c(t.cos(), t.sin()), to: c(t.cos(), t.sin() + 0.1 * t), sd: 1.0 })
        .collect();
    assert_eq!(fit(Method::Polynomial2, &circle).unwrap_err(), FitError::Degenerate { method: Method::Polynomial2 });
}

#[test]
fn a_homography_that_tears_the_sheet_is_refused() {
    // A bow tie: two corners of a square exchanged; the line at infinity runs between them.
    let square = [c(0.0, 0.0), c(1.0, 0.0), c(1.0, 1.0), c(0.0, 1.0)];
    let tied = [square[1], square[0], square[2], square[3]];
    let pairs: Vec<Pair> = square.iter().zip(tied).map(|(&from, to)| Pair { from, to, sd: 1.0 }).collect();
    let e = fit(Method::Projective, &pairs).unwrap_err();
    assert!(matches!(e, FitError::Folded { .. } | FitError::Degenerate { .. }), "{e:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_shift_and_unit_change_nothing(
        seed in 1usize..1000, east in -500_000.0..500_000.0f64, scale in 0.01..1000.0f64, turn in 0usize..14,
    ) {
        for method in METHODS {
            let mut pairs = noisy(14);
            pairs.rotate_left(seed % 13);
            let f = fit(method, &pairs).unwrap();
            let mut other: Vec<Pair> = pairs.iter().map(|p| Pair { from: p.from * scale, to: p.to + c(east, -east), sd: p.sd }).collect();
            other.rotate_left(turn);
            other.reverse();
            let g = fit(method, &other).unwrap();
            for p in [c(0.2, 0.3), c(0.9, 0.6)] {
                prop_assert!(far(f.apply(p) + c(east, -east), g.apply(p * scale)) < 1e-5, "{:?}", method);
            }
        }
    }

    #[test]
    fn no_input_panics(values in proptest::collection::vec(prop_oneof![-1e9..1e9f64, Just(0.0), Just(1.0), Just(f64::NAN), Just(1e300)], 40)) {
        let pairs: Vec<Pair> = values.chunks(4).map(|v| Pair { from: c(v[0], v[1]), to: c(v[2], v[3]), sd: 1.0 }).collect();
        for method in METHODS {
            if let Ok(f) = fit(method, &pairs) {
                let _ = (f.leave_one_out(), f.inverse(c(1.0, 2.0)), f.propagated(c(0.0, 0.0)), test_points(&f, Sigma::Known));
            }
        }
        let _ = (choose(&pairs).is_ok(), consensus(&pairs, true).is_ok());
    }
}
