//! Where one place lies from pins, regions and words: against an independent program, and what must not matter.
#![allow(clippy::unwrap_used)]

#[path = "support/simulated_pins.rs"]
mod simulated_pins;

use geo::{Area, Contains, Coord, Point, polygon};
use locus_model::Side;
use locus_plan::location::{Bearing, Clue, Mode, Observation, Posterior, Range};
use proptest::prelude::*;
use simulated_pins::{observations, set};

fn said(clue: Clue) -> Observation {
    Observation { clue, share: 1.0 }
}

fn pin(x: f64, y: f64, sd_m: f64) -> Observation {
    said(Clue::Pin { at: Coord { x, y }, sd_m })
}

fn modes(observations: &[Observation]) -> Vec<Mode> {
    Posterior::of(observations).unwrap().modes()
}

fn apart(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Four pins, one of them a kilometre off, and a distance.
fn five() -> Vec<Observation> {
    let range = Some(Range { metres: 350.0, spread: 0.2 });
    let from = Clue::From { at: Coord { x: -300.0, y: 0.0 }, range, bearing: None };
    vec![pin(0.0, 0.0, 20.0), pin(60.0, 20.0, 30.0), pin(40.0, -50.0, 25.0), pin(900.0, 700.0, 25.0), said(from)]
}

#[test]
fn the_posterior_is_that_of_a_dense_lattice() {
    // The formulas of the module, written again in NumPy and summed over 2800 x 2800 squares of 0.8 m.
    let observations = five();
    let posterior = Posterior::of(&observations).unwrap();
    let modes = posterior.modes();
    assert_eq!(modes.len(), 1);
    let mode = &modes[0];
    assert!(apart(mode.at, Coord { x: 30.183, y: -10.002 }) < 0.3, "{:?}", mode.at);
    assert!((mode.mass - 0.9).abs() < 2e-3, "{}", mode.mass);
    let radius = posterior.radius95_m(mode.at);
    assert!((radius / 66.67 - 1.0).abs() < 0.03, "{radius}");
    for (level, area) in [(0.5, 2540.8), (0.9, 9873.3)] {
        let found = posterior.region(level).shape.unsigned_area();
        assert!((found / area - 1.0).abs() < 0.02, "{level}: {found}");
    }
    let (mistaken, overconfidence) = posterior.mistaken();
    for (found, expected) in mistaken.iter().zip([0.0035, 0.0042, 0.0041, 0.9968, 0.0184]) {
        assert!((found - expected).abs() < 1e-3, "{mistaken:?}");
    }
    assert!((overconfidence - 1.7718).abs() < 0.01, "{overconfidence}");
    assert!((posterior.all_wrong() / 1.233e-7 - 1.0).abs() < 0.02, "{}", posterior.all_wrong());
}

#[test]
fn one_pin_two_kilometres_off_does_not_move_the_consensus_beyond_its_radius() {
    let good = [pin(0.0, 0.0, 30.0), pin(50.0, -30.0, 20.0), pin(-20.0, 40.0, 40.0)];
    let with: Vec<Observation> = good.iter().cloned().chain([pin(2000.0, 0.0, 10.0)]).collect();
    let posterior = Posterior::of(&with).unwrap();
    let (before, after) = (modes(&good)[0].at, posterior.modes()[0].at);
    assert!(apart(before, after) < 10.0, "moved by {} m", apart(before, after));
    assert!(apart(before, after) < posterior.radius95_m(after));
    assert!(posterior.mistaken().0[3] > 0.9);
}

#[test]
fn two_and_two_pins_are_two_places_and_no_ellipse() {
    let four = [pin(0.0, 0.0, 30.0), pin(40.0, 10.0, 30.0), pin(1500.0, 900.0, 30.0), pin(1540.0, 910.0, 30.0)];
    let posterior = Posterior::of(&four).unwrap();
    let modes = posterior.modes();
    assert_eq!(modes.len(), 2);
    assert!(modes.iter().all(|m| (m.mass - 0.45).abs() < 0.01), "half of the 90 % each");
    let middle = Coord { x: 770.0, y: 455.0 };
    assert!(!posterior.holds(0.95, middle), "nobody put it half way");
    assert_eq!(posterior.region(0.9).shape.0.len(), 2);
    assert!(posterior.radius95_m(modes[0].at) > 1700.0, "one circle has to reach the other");
    let near = usize::from(modes[0].at.x > 700.0) * 2;
    let rests: Vec<bool> = posterior.mistaken_in(&modes[0]).iter().map(|m| *m < 0.5).collect();
    assert_eq!(rests, (0..4).map(|i| i / 2 == near / 2).collect::<Vec<_>>());
}

#[test]
fn one_pin_is_less_sure_than_it_says() {
    let one = [pin(0.0, 0.0, 20.0)];
    let posterior = Posterior::of(&one).unwrap();
    let mode = &posterior.modes()[0];
    assert!(apart(mode.at, Coord::zero()) < 1e-6);
    let stated = 20.0 * locus_model::CHI2_95_2DOF.sqrt();
    assert!((2.0..5.0).contains(&(posterior.radius95_m(mode.at) / stated)));
    assert!((0.1..0.25).contains(&posterior.all_wrong()), "{}", posterior.all_wrong());
    let published = posterior.covariance(mode).radius95_m();
    assert!((published / posterior.radius95_m(mode.at) - 1.0).abs() < 1e-9);
}

#[test]
fn a_voice_counts_less_the_more_it_repeats_itself() {
    let radius = |share: f64| {
        let two = [0.0, 10.0].map(|x| Observation { share, ..pin(x, 0.0, 30.0) });
        let posterior = Posterior::of(&two).unwrap();
        posterior.radius95_m(posterior.modes()[0].at)
    };
    assert!(radius(0.625) > 1.1 * radius(1.0));
}

#[test]
fn an_outlined_region_is_likely_inside_and_softly_bounded() {
    let square = polygon![(x: 0., y: 0.), (x: 200., y: 0.), (x: 200., y: 200.), (x: 0., y: 200.)];
    let one = [said(Clue::Area(square.clone()))];
    let posterior = Posterior::of(&one).unwrap();
    let half = posterior.region(0.5).shape.unsigned_area();
    assert!(half > 0.8 * 200.0 * 200.0 && half < 3.0 * 200.0 * 200.0, "{half}");
    assert!(posterior.holds(0.9, Coord { x: 100.0, y: -20.0 }), "an edge is not drawn to the metre");
    assert!(square.contains(&Point(posterior.modes()[0].at)));
}

#[test]
fn a_walk_a_direction_and_a_side_meet_where_they_should() {
    let zero = Coord::zero();
    let range = Some(Range { metres: 750.0, spread: 0.3 });
    let north = Some(Bearing { azimuth: 0.0, sd: 0.4 });
    let walk = [said(Clue::From { at: zero, range, bearing: None })];
    assert!(modes(&walk)[0].at.x.abs() < 5.0, "a ring is one place");
    let both = [said(Clue::From { at: zero, range, bearing: north })];
    let up = modes(&both)[0].at;
    assert!(up.x.abs() < 10.0 && (600.0..900.0).contains(&up.y), "{up:?}");
    // The river runs north through the station; the place is on its left.
    let river = Clue::Beside { from: zero, to: Coord { x: 0.0, y: 100.0 }, side: Side::Left, sd_m: 25.0 };
    let all = [both[0].clone(), said(river)];
    let west = modes(&all)[0].at;
    assert!(west.x < up.x - 50.0, "{west:?}");
}

#[test]
fn nothing_said_is_no_answer() {
    assert!(Posterior::of(&[]).is_none());
    assert!(Posterior::of(&[pin(f64::NAN, 0.0, 10.0)]).is_none());
}

#[test]
fn regions_hold_the_truth_as_often_as_they_say_and_the_point_is_as_good_as_a_robust_mean() {
    let (trials, truth) = (120, Coord { x: 400_000.0, y: 4_000_000.0 });
    let (mut held, mut squares, mut of_means) = ([0.0_f64; 3], 0.0, 0.0);
    for seed in 0..trials {
        let pins = set(seed, 10, truth);
        let observations = observations(&pins);
        let posterior = Posterior::of(&observations).unwrap();
        for (held, level) in held.iter_mut().zip([0.5, 0.9, 0.95]) {
            *held += f64::from(u8::from(posterior.holds(level, truth))) / trials as f64;
        }
        squares += apart(posterior.modes()[0].at, truth).powi(2);
        let mean = pins.iter().fold(Coord::zero(), |sum, p| sum + (p.at - truth) / 10.0);
        of_means += apart(mean, Coord::zero()).powi(2);
    }
    // Three binomial standard deviations of 120 trials, and a little.
    assert!((held[0] - 0.5).abs() < 0.15 && (held[1] - 0.9).abs() < 0.09 && held[2] > 0.88, "{held:?}");
    let (rmse, mean) = ((squares / trials as f64).sqrt(), (of_means / trials as f64).sqrt());
    assert!(rmse < 0.45 * mean, "{rmse} m beside {mean} m of the plain mean");
}

fn any_pins() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    prop::collection::vec((-800.0..800.0, -800.0..800.0, 10.0..90.0), 1..7)
}

fn moved(pins: &[(f64, f64, f64)], to: Coord, scale: f64) -> Vec<Observation> {
    pins.iter().map(|(x, y, sd)| pin(to.x + scale * x, to.y + scale * y, scale * sd)).collect()
}

/// Regions and radius, which are continuous in the pins where the likeliest of two equal modes is not.
fn answer(observations: &[Observation]) -> [f64; 3] {
    let posterior = Posterior::of(observations).unwrap();
    [posterior.region(0.5), posterior.region(0.9)]
        .map(|r| r.shape.unsigned_area())
        .into_iter()
        .chain([posterior.all_wrong()])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

fn same(a: [f64; 3], b: [f64; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-2 * a.abs().max(b.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_what_was_said_does_not_matter(pins in any_pins()) {
        let forth = moved(&pins, Coord::zero(), 1.0);
        let back: Vec<Observation> = forth.iter().rev().cloned().collect();
        prop_assert!(same(answer(&forth), answer(&back)));
    }

    #[test]
    fn a_site_elsewhere_has_the_same_answer(pins in any_pins()) {
        let there = Coord { x: 500_000.0, y: -4_300_000.0 };
        prop_assert!(same(answer(&moved(&pins, Coord::zero(), 1.0)), answer(&moved(&pins, there, 1.0))));
    }

    #[test]
    fn another_unit_of_length_has_the_same_answer(pins in any_pins()) {
        let [half, most, wrong] = answer(&moved(&pins, Coord::zero(), 3.28));
        let scaled = [half / 3.28_f64.powi(2), most / 3.28_f64.powi(2), wrong];
        prop_assert!(same(answer(&moved(&pins, Coord::zero(), 1.0)), scaled));
    }
}
