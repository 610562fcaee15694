//! The joint adjustment through its door: what it recovers, what it must not depend on, and whether its doubt is honest.

#![allow(clippy::unwrap_used)]

use geo::Coord;
use locus_align::adjust;
use locus_model::{
    AdjustedPoint, Adjustment, Covariance, Fix, Group, Measure, Network, NetworkSheet, Puller, SheetVertex, Size,
};
use proptest::prelude::*;

/// Nodes of a building: a rectangle with the middles of its long sides.
const NODES: usize = 6;

fn at(x: f64, y: f64) -> Coord {
    Coord { x, y }
}

fn length(c: Coord) -> f64 {
    libm::hypot(c.x, c.y)
}

/// Five buildings, none in a row with two others.
fn truth() -> Vec<Coord> {
    let corners = [at(0.0, 0.0), at(120.0, 15.0), at(55.0, 70.0), at(-30.0, 110.0), at(130.0, 120.0)];
    let node = |corner: Coord, i: usize| corner + at(11.0 * (i % 3) as f64, 16.0 * (i / 3) as f64);
    corners.iter().flat_map(|&corner| (0..NODES).map(move |i| node(corner, i))).collect()
}

fn extent(points: &[Coord]) -> f64 {
    let side = |of: fn(&Coord) -> f64| {
        let all = || points.iter().map(of);
        all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min)
    };
    libm::hypot(side(|c| c.x), side(|c| c.y))
}

/// A generator of Knuth (MMIX), and a normal distribution by Box and Muller.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * libm::log(self.uniform())).sqrt() * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    fn pair(&mut self, sd: f64) -> Coord {
        at(self.normal(), self.normal()) * sd
    }

    /// A smooth field of variance 1 an axis by summed cosines of random wave vectors (Rahimi & Recht 2007).
    fn field(&mut self, scale: f64) -> impl Fn(Coord) -> Coord + use<> {
        let waves: Vec<(Coord, f64, f64)> = (0..80)
            .map(|_| {
                let wave = self.pair(1.0 / scale);
                (wave, std::f64::consts::TAU * self.uniform(), std::f64::consts::TAU * self.uniform())
            })
            .collect();
        move |c| {
            let sum = waves.iter().fold(at(0.0, 0.0), |sum, (k, a, b)| {
                let t = k.x * c.x + k.y * c.y;
                sum + at(libm::cos(t + a), libm::cos(t + b))
            });
            sum * (2.0 / waves.len() as f64).sqrt()
        }
    }
}

/// A sheet drawn as the model says, its usual sizes (`memory.rs`) times `strength`.
fn remembered(points: &[Coord], voice: usize, strength: f64, noise: &mut Noise) -> NetworkSheet {
    let size = extent(points) * strength;
    let warp = noise.field(0.35 * extent(points));
    let (stretch, lean) = (0.12 * strength * noise.normal(), 0.12 * strength * noise.normal());
    let middle = points.iter().fold(at(0.0, 0.0), |sum, &p| sum + p / points.len() as f64);
    let mut vertices = Vec::new();
    for (building, nodes) in points.chunks(NODES).enumerate() {
        let centre = nodes.iter().fold(at(0.0, 0.0), |sum, &p| sum + p / nodes.len() as f64);
        let moved = noise.pair(0.035 * size);
        let (turn, scale) = (0.11 * strength * noise.normal(), 0.11 * strength * noise.normal());
        for (i, &p) in nodes.iter().enumerate() {
            let (d, o) = (p - middle, p - centre);
            let stretched = at(stretch * d.x + lean * d.y, lean * d.x - stretch * d.y);
            let turned = at(scale * o.x - turn * o.y, scale * o.y + turn * o.x);
            let shown = p + stretched + turned + moved + warp(p) * (0.03 * size) + noise.pair(0.012 * size);
            vertices.push(SheetVertex { point: building * NODES + i, at: shown });
        }
    }
    let unit = |id: usize| Group { id, vertices: (id * NODES..(id + 1) * NODES).collect() };
    NetworkSheet { voice, vertices, units: (0..points.len() / NODES).map(unit).collect(), walls: vec![] }
}

fn fix(of: usize, at: Coord, sd: f64, may_be_wrong: bool) -> Fix {
    Fix { of: vec![of], at, covariance: Covariance { ee: sd * sd, en: 0.0, nn: sd * sd }, may_be_wrong }
}

/// Sheets of the five buildings; imagery shows the outer three, the third and fourth are known from memory alone.
fn network(sheets: Vec<NetworkSheet>) -> Network {
    let truth = truth();
    let seen = [0, 2, 6, 11, 24, 29];
    let guess = |i: usize| {
        let mut shown: Vec<Coord> = sheets.iter().map(|s| s.vertices[i].at).collect();
        let mut middle = |of: fn(&Coord) -> f64| {
            shown.sort_by(|a, b| of(a).total_cmp(&of(b)));
            (of(&shown[(shown.len() - 1) / 2]) + of(&shown[shown.len() / 2])) / 2.0
        };
        at(middle(|c| c.x), middle(|c| c.y))
    };
    let mut points: Vec<Coord> = (0..truth.len()).map(guess).collect();
    seen.iter().for_each(|&i| points[i] = truth[i]);
    Network {
        points,
        fixes: seen.iter().map(|&i| fix(i, truth[i], 0.5, false)).collect(),
        sheets,
        ..Network::default()
    }
}

fn strangers(count: usize, strength: f64, seed: u64) -> Network {
    let (truth, mut noise) = (truth(), Noise(seed));
    network((0..count).map(|voice| remembered(&truth, voice, strength, &mut noise)).collect())
}

/// Longer half axis of the 90 % ellipse.
fn radius(c: Covariance) -> f64 {
    let spread = libm::hypot(0.5 * (c.ee - c.nn), c.en);
    (4.605 * (0.5 * (c.ee + c.nn) + spread)).sqrt()
}

fn trace(c: Covariance) -> f64 {
    c.ee + c.nn
}

fn mahalanobis(p: &AdjustedPoint, truth: Coord) -> f64 {
    let (c, d) = (p.covariance, p.at - truth);
    (d.x * d.x * c.nn - 2.0 * d.x * d.y * c.en + d.y * d.y * c.ee) / (c.ee * c.nn - c.en * c.en)
}

/// How far places and covariances (as lengths) differ at most.
fn difference(a: &Adjustment, b: &Adjustment) -> f64 {
    assert_eq!(a.points.len(), b.points.len());
    let of = |(p, q): (&AdjustedPoint, &AdjustedPoint)| {
        length(p.at - q.at).max((trace(p.covariance).sqrt() - trace(q.covariance).sqrt()).abs())
    };
    a.points.iter().zip(&b.points).map(of).fold(0.0, f64::max)
}

/// Four sheets, each turned, resized and shifted by its own amounts, and stretched by up to a share; nothing else is wrong.
fn exact(stretch: f64) -> Network {
    let truth = truth();
    let sheet = |voice: usize| {
        let k = voice as f64;
        let (turn, scale, stretch) = (0.05 * k - 0.1, 1.0 + 0.04 * k, stretch * (k - 1.0));
        let shown = |p: Coord| {
            let d = at(p.x * (1.0 + stretch), p.y * (1.0 - stretch));
            at(scale * d.x - turn * d.y + 3.0 * k, scale * d.y + turn * d.x - k)
        };
        let mut sheet = remembered(&truth, voice, 0.0, &mut Noise(1));
        sheet.vertices.iter_mut().for_each(|v| v.at = shown(truth[v.point]));
        sheet
    };
    let mut network = network((0..4).map(sheet).collect());
    network.fixes.iter_mut().for_each(|f| f.covariance = Covariance { ee: 1e-6, en: 0.0, nn: 1e-6 });
    network
}

/// A similarity is free; a stretch costs as much as its prior says, which leaves a little of it in the places.
#[test]
fn exact_sketches_give_exact_places() {
    let (truth, usual) = (truth(), adjust(&strangers(4, 1.0, 3)));
    for (stretch, least) in [(0.0, 3e-4), (0.05, 8e-3)] {
        let found = adjust(&exact(stretch));
        for ((p, q), t) in found.points.iter().zip(&usual.points).zip(&truth) {
            let off = length(p.at - *t) / extent(&truth);
            assert!(off < least, "stretched by {stretch}: {off} at {t:?}");
            let (small, wide) = (radius(p.covariance) / extent(&truth), radius(q.covariance) / extent(&truth));
            assert!(small < 0.09 && (small < 0.01 || small < 0.75 * wide), "{small} {wide}");
        }
    }
}

#[test]
fn the_order_of_things_means_nothing() {
    let mut network = strangers(4, 1.0, 11);
    network.stated = vec![said(14, 20, 62.0), said(0, 13, 80.0)];
    let n = network.points.len();
    let renumbered = |p: usize| (p * 7 + 3) % n;
    let mut other = network.clone();
    (0..n).for_each(|p| other.points[renumbered(p)] = network.points[p]);
    other.sheets.reverse();
    for sheet in &mut other.sheets {
        sheet.voice = 40 - sheet.voice;
        let last = sheet.vertices.len() - 1;
        sheet.vertices.reverse();
        sheet.vertices.iter_mut().for_each(|v| v.point = renumbered(v.point));
        sheet.units.reverse();
        sheet.units.iter_mut().for_each(|u| u.vertices.iter_mut().for_each(|v| *v = last - *v));
    }
    other.fixes.reverse();
    other.fixes.iter_mut().for_each(|f| f.of[0] = renumbered(f.of[0]));
    other.stated.reverse();
    for size in &mut other.stated {
        match &mut size.of {
            Measure::Distance(ends) => ends.iter_mut().flatten().for_each(|p| *p = renumbered(*p)),
            Measure::Area(ring) => ring.iter_mut().for_each(|p| *p = renumbered(*p)),
        }
    }
    let (a, mut b) = (adjust(&network), adjust(&other));
    b.points = (0..n).map(|p| b.points[renumbered(p)].clone()).collect();
    assert!(difference(&a, &b) < 1e-6, "{}", difference(&a, &b));
    b.sheets.reverse();
    b.sheets[1].vertices.reverse();
    let weights = a.sheets[1].vertices.iter().zip(&b.sheets[1].vertices);
    weights.for_each(|(x, y)| assert!((x - y).abs() < 1e-6));
}

fn said(from: usize, to: usize, metres: f64) -> Size {
    Size { of: Measure::Distance([vec![from], vec![to]]), value: metres, sd: 2.0 }
}

fn moved(network: &Network, scale: f64, by: Coord) -> Network {
    let mut network = network.clone();
    let place = |c: &mut Coord| *c = *c * scale + by;
    network.points.iter_mut().for_each(place);
    network.sheets.iter_mut().flat_map(|s| &mut s.vertices).for_each(|v| place(&mut v.at));
    for fix in &mut network.fixes {
        place(&mut fix.at);
        fix.covariance = fix.covariance.scaled(scale * scale);
    }
    for size in network.stated.iter_mut().chain(&mut network.questions) {
        let scale = if matches!(size.of, Measure::Area(_)) { scale * scale } else { scale };
        (size.value, size.sd) = (size.value * scale, size.sd * scale);
    }
    network
}

#[test]
fn far_from_the_origin_nothing_changes() {
    let mut network = strangers(3, 1.0, 21);
    network.stated = vec![said(14, 20, 62.0)];
    let here = adjust(&network);
    for by in [at(500e3, 4_000e3), at(-4_000e3, 500e3)] {
        let mut there = adjust(&moved(&network, 1.0, by));
        there.points.iter_mut().for_each(|p| p.at = p.at - by);
        assert!(difference(&here, &there) < 1e-5, "{}", difference(&here, &there));
    }
}

#[test]
fn the_unit_of_length_means_nothing() {
    let mut network = strangers(3, 1.0, 31);
    network.stated = vec![said(14, 20, 62.0)];
    network.questions = vec![said(15, 27, 0.0)];
    network.corners = vec![[0, 2, 5]];
    network.lines = vec![[12, 13, 14]];
    let here = adjust(&network);
    for scale in [10.0, 0.1] {
        let mut there = adjust(&moved(&network, scale, at(0.0, 0.0)));
        assert!((there.gains_m2[0] / (scale * scale) / here.gains_m2[0] - 1.0).abs() < 1e-5);
        for p in &mut there.points {
            (p.at, p.covariance) = (p.at / scale, p.covariance.scaled(1.0 / (scale * scale)));
        }
        assert!(difference(&here, &there) < 1e-5, "{scale}: {}", difference(&here, &there));
    }
}

/// Sixty sites drawn from the model itself: the ellipses must hold what they say.
#[test]
fn ellipses_hold_what_they_promise() {
    let truth = truth();
    let (mut of_90, mut of_50, mut all) = (0.0, 0.0, 0.0);
    for seed in 0..60 {
        let found = adjust(&strangers(4, 1.0, 1_000 + 77 * seed));
        for (p, &t) in found.points.iter().zip(&truth).skip(12).take(12) {
            let d2 = mahalanobis(p, t);
            of_90 += f64::from(u8::from(d2 < 4.605));
            of_50 += f64::from(u8::from(d2 < 1.386));
            all += 1.0;
        }
    }
    println!("90 %: {:.3}, 50 %: {:.3}", of_90 / all, of_50 / all);
    assert!((0.80..0.97).contains(&(of_90 / all)), "{}", of_90 / all);
    assert!((0.40..0.65).contains(&(of_50 / all)), "{}", of_50 / all);
}

/// The places with the blunder stay within the ellipse that they have without it.
fn stays(right: &Adjustment, wrong: &Adjustment) {
    for (i, (p, q)) in right.points.iter().zip(&wrong.points).enumerate() {
        let (off, allowed) = (length(p.at - q.at), radius(p.covariance));
        assert!(off < allowed, "{i}: {off} m of {allowed} m");
    }
}

#[test]
fn exchanged_buildings_lose_their_weight() {
    let right = strangers(4, 0.6, 41);
    let mut wrong = right.clone();
    let apart = at(120.0, 15.0);
    for v in 0..NODES {
        wrong.sheets[2].vertices[v].at = right.sheets[2].vertices[v].at + apart;
        wrong.sheets[2].vertices[NODES + v].at = right.sheets[2].vertices[NODES + v].at - apart;
    }
    let (right, wrong) = (adjust(&right), adjust(&wrong));
    for (s, sheet) in wrong.sheets.iter().enumerate() {
        for (u, (weight, shift)) in sheet.units.iter().enumerate() {
            let exchanged = s == 2 && u < 2;
            assert_eq!(*weight < 0.3, exchanged, "sheet {s} building {u}: {weight}");
            assert_eq!(length(*shift) > 60.0, exchanged);
        }
    }
    stays(&right, &wrong);
}

#[test]
fn a_wrong_vertex_loses_its_weight() {
    let right = strangers(4, 0.6, 51);
    let mut wrong = right.clone();
    wrong.sheets[1].vertices[13].at.y += 40.0;
    let (right, wrong) = (adjust(&right), adjust(&wrong));
    for (s, sheet) in wrong.sheets.iter().enumerate() {
        for (v, (weight, w)) in sheet.vertices.iter().zip(&sheet.w).enumerate() {
            assert_eq!(*weight < 0.3 || *w > 6.0, (s, v) == (1, 13), "sheet {s} vertex {v}: {weight} {w}");
        }
    }
    stays(&right, &wrong);
}

#[test]
fn a_wild_pin_and_a_wrong_distance_lose_their_weight() {
    let truth = truth();
    let mut right = strangers(4, 0.6, 61);
    right.fixes.push(fix(14, truth[14], 6.0, true));
    right.stated = vec![said(2, 12, length(truth[2] - truth[12])), said(6, 18, length(truth[6] - truth[18]))];
    let mut pinned = right.clone();
    pinned.fixes.push(fix(20, truth[20] + at(90.0, -120.0), 6.0, true));
    let mut misled = right.clone();
    misled.stated.push(said(6, 20, 2.0 * length(truth[6] - truth[20])));
    let right = adjust(&right);
    let found = adjust(&pinned);
    assert_eq!(found.fix_weights.iter().map(|w| *w < 0.3).collect::<Vec<_>>(), [vec![false; 7], vec![true]].concat());
    stays(&right, &found);
    let found = adjust(&misled);
    assert_eq!(found.stated_weights.iter().map(|w| *w < 0.3).collect::<Vec<_>>(), [false, false, true]);
    stays(&right, &found);
}

#[test]
fn a_stated_area_makes_a_room_as_large_and_a_wrong_one_loses_its_weight() {
    let ring = vec![0, 1, 2, 3];
    let area = |value: f64, sd: f64| Size { of: Measure::Area(ring.clone()), value, sd };
    let size = |found: &Adjustment| area(0.0, 1.0).of.with(|p| found.points[p].at);
    let network = strangers(3, 1.0, 91);
    let without = size(&adjust(&network));
    for ring in [vec![0, 1, 2, 3], vec![3, 2, 1, 0]] {
        let mut told = network.clone();
        told.stated.push(Size { of: Measure::Area(ring), value: 1.05 * without, sd: 0.001 * without });
        assert!((size(&adjust(&told)) / without - 1.05).abs() < 1e-3);
    }
    let mut misled = network.clone();
    misled.stated.push(area(3.0 * without, 0.1 * without));
    let found = adjust(&misled);
    assert!(found.stated_weights[0] < 0.3, "{:?}", found.stated_weights);
    assert!((size(&found) / without - 1.0).abs() < 0.15, "{} {without}", size(&found));
}

#[test]
fn friends_are_less_than_strangers() {
    let strangers = strangers(2, 1.0, 71);
    let mut friends = strangers.clone();
    friends.sheets[1].voice = friends.sheets[0].voice;
    let (strangers, friends) = (adjust(&strangers), adjust(&friends));
    for i in 12..24 {
        assert!(trace(friends.points[i].covariance) > 1.1 * trace(strangers.points[i].covariance), "{i}");
    }
}

#[test]
fn more_witnesses_do_not_outvote_what_they_share() {
    let (few, many) = (adjust(&strangers(4, 1.0, 81)), adjust(&strangers(20, 1.0, 82)));
    for i in 12..24 {
        let (few, many) = (&few.points[i], &many.points[i]);
        assert!(trace(many.covariance) < trace(few.covariance), "{i}");
        assert!(trace(many.covariance) > trace(many.shared));
        assert!(trace(many.shared) > 0.4 * trace(few.shared), "{i}: {:?} {:?}", many.shared, few.shared);
    }
}

#[test]
fn shares_of_the_pulls_add_up() {
    let mut network = strangers(4, 1.0, 91);
    network.stated = vec![said(2, 12, 72.0)];
    network.lines = vec![[12, 13, 14]];
    // A place that someone says is exact.
    network.fixes[0].covariance = Covariance::default();
    for (i, p) in adjust(&network).points.iter().enumerate() {
        let sum: f64 = p.pulls.iter().map(|pull| pull.share).sum();
        assert!((sum - 1.0).abs() < 0.02, "{i}: {sum} {:?}", p.pulls);
        assert!(p.pulls.windows(2).all(|two| two[0].share >= two[1].share));
        assert!(p.pulls.iter().all(|pull| matches!(pull.from, Puller::Sheet(s) if s < 4) || pull.share < 1.0));
    }
}

fn finite(found: &Adjustment) -> bool {
    let of = |c: Covariance| c.ee.is_finite() && c.nn.is_finite() && c.en.is_finite() && c.ee >= 0.0 && c.nn >= 0.0;
    let point = |p: &AdjustedPoint| {
        let pulls = p.pulls.iter().all(|pull| pull.share.is_finite());
        p.at.x.is_finite() && p.at.y.is_finite() && of(p.covariance) && of(p.shared) && pulls
    };
    let sheet = |s: &locus_model::AdjustedSheet| {
        let units = s.units.iter().all(|(w, d)| w.is_finite() && d.x.is_finite() && d.y.is_finite());
        units && s.vertices.iter().chain(&s.w).all(|w| w.is_finite())
    };
    let weights = found.fix_weights.iter().chain(&found.stated_weights).chain(&found.gains_m2).all(|w| w.is_finite());
    weights
        && found.points.iter().all(point)
        && found.sheets.iter().all(sheet)
        && found.components.iter().all(|c| c.sd_share.is_finite())
}

#[test]
fn nothing_and_next_to_nothing() {
    assert_eq!(adjust(&Network::default()), Adjustment::default());
    let lonely = adjust(&Network { points: truth(), ..Network::default() });
    for (p, t) in lonely.points.iter().zip(truth()) {
        assert!(length(p.at - t) < 1e-6 && radius(p.covariance) > 10.0 * extent(&truth()));
        assert!(p.pulls.is_empty());
    }
    let mut floating = strangers(1, 1.0, 101);
    floating.fixes.clear();
    let found = adjust(&floating);
    assert!(finite(&found));
    assert!(found.points.iter().all(|p| radius(p.covariance) > extent(&truth())));
}

#[test]
fn points_on_a_line_and_pins_that_contradict() {
    let mut line = strangers(3, 1.0, 111);
    let flat = |c: &mut Coord| c.y = 0.5 * c.x;
    line.points.iter_mut().for_each(flat);
    line.fixes.iter_mut().for_each(|f| flat(&mut f.at));
    line.sheets.iter_mut().flat_map(|s| &mut s.vertices).for_each(|v| flat(&mut v.at));
    assert!(finite(&adjust(&line)));
    let pins = [at(0.0, 0.0), at(300.0, 0.0), at(0.0, 300.0), at(-200.0, -200.0)];
    let fixes = pins.iter().map(|&p| fix(0, p, 5.0, true)).collect();
    let found = adjust(&Network { points: vec![at(10.0, 10.0)], fixes, ..Network::default() });
    assert!(finite(&found) && found.fix_weights.len() == 4);
}

/// Small networks of every kind, coincident points, sheets of no extent and empty groups among them.
fn any_network() -> impl Strategy<Value = Network> {
    let place = || prop_oneof![Just(at(0.0, 0.0)), (-100.0..100.0, -100.0..100.0).prop_map(|(x, y)| at(x, y))];
    let vertex = move || (0..5_usize, place()).prop_map(|(point, at)| SheetVertex { point, at });
    let sheet = (0..2_usize, prop::collection::vec(vertex(), 0..6), 0..4_usize).prop_map(|(voice, vertices, kind)| {
        let all = || (0..vertices.len()).collect::<Vec<_>>();
        let units = match kind {
            0 => vec![],
            1 => vec![Group { id: 0, vertices: vec![] }],
            2 => vec![Group { id: 0, vertices: all() }],
            _ => all().into_iter().map(|v| Group { id: v, vertices: vec![v] }).collect(),
        };
        let walls = if kind == 0 { vec![Group { id: 3, vertices: all() }] } else { vec![] };
        NetworkSheet { voice, vertices, units, walls }
    });
    let sd = prop_oneof![Just(0.0), 0.1..50.0];
    let fix = (0..5_usize, place(), sd, any::<bool>()).prop_map(|(of, at, sd, wrong)| fix(of, at, sd, wrong));
    let ring = prop::collection::vec(0..5_usize, 0..5).prop_map(Measure::Area);
    let ends = (0..5_usize, 0..5_usize).prop_map(|(from, to)| Measure::Distance([vec![from], vec![to]]));
    let size = (prop_oneof![ends, ring], 0.0..200.0).prop_map(|(of, value)| Size { of, value, sd: 2.0 });
    let three = || prop::collection::vec([0..5_usize, 0..5_usize, 0..5_usize], 0..3);
    (
        prop::collection::vec(place(), 5),
        prop::collection::vec(fix, 0..4),
        prop::collection::vec(sheet, 0..4),
        prop::collection::vec(size, 0..3),
        three(),
        three(),
    )
        .prop_map(|(points, fixes, sheets, stated, corners, lines)| {
            let questions = stated.clone();
            Network { points, fixes, sheets, stated, corners, lines, questions }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_said_every_number_is_one(network in any_network()) {
        let found = adjust(&network);
        prop_assert_eq!(found.points.len(), 5);
        prop_assert!(finite(&found), "{:?}", found);
    }
}

#[test]
fn what_overflows_keeps_its_guess_and_says_that_nothing_is_known() {
    let mut network = strangers(3, 1.0, 3);
    network.fixes[0].at.x = 1e300;
    network.stated.push(Size { of: Measure::Distance([vec![0], vec![1]]), value: 1e300, sd: 1e-200 });
    let found = adjust(&network);
    assert_eq!(found.points.len(), network.points.len());
    assert_eq!(found.sheets.len(), network.sheets.len());
    for (point, guess) in found.points.iter().zip(&network.points) {
        assert!(length(point.at - *guess) < 1e-6 * extent(&network.points), "{:?}", point.at);
        assert!(radius(point.covariance) > 10.0 * extent(&network.points), "{}", radius(point.covariance));
    }
}
