//! Tracing of curves, windows, double lines, fences, signs and inks: drawings made here, so that all is known.
#![allow(clippy::unwrap_used)]

use image::{Rgb, RgbImage};
use locus_model::{Kind, Verdict};
use locus_sketch::{InkColour, Options, Proposal, Shape, Symbol, Traced, review, trace};
use std::f64::consts::TAU;

const PAPER: Rgb<u8> = Rgb([246, 244, 238]);
const INK: Rgb<u8> = Rgb([40, 40, 50]);
const RED: Rgb<u8> = Rgb([196, 40, 48]);

type Px = [f64; 2];

/// A sheet on which a unit of the engine is about a pixel.
struct Sheet(RgbImage);

impl Sheet {
    fn new() -> Self {
        Self(RgbImage::from_pixel(1400, 990, PAPER))
    }

    /// A line three pixels wide.
    fn pen(&mut self, line: &[Px], ink: Rgb<u8>) {
        for pair in line.windows(2) {
            let steps = (distance(pair[0], pair[1]) * 2.0).ceil().max(1.0);
            for i in 0..=steps as usize {
                let [x, y] = [0, 1].map(|k| (pair[0][k] + (pair[1][k] - pair[0][k]) * i as f64 / steps).floor() as i64);
                for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
                    let (x, y) = (u32::try_from(x + dx).unwrap(), u32::try_from(y + dy).unwrap());
                    self.0.put_pixel(x, y, ink);
                }
            }
        }
    }

    fn line(&mut self, line: &[Px]) {
        self.pen(line, INK);
    }

    fn closed(&mut self, [x, y]: Px, [u, v]: Px) {
        self.line(&[[x, y], [u, y], [u, v], [x, v], [x, y]]);
    }

    fn trace(&self) -> Proposal {
        trace(&self.0, &Options::default()).unwrap()
    }
}

fn distance(a: Px, b: Px) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

fn circle(centre: Px, radius: f64, from: f64, to: f64) -> Vec<Px> {
    let at = |i: usize| from + (to - from) * i as f64 / 400.0;
    (0..=400).map(|i| [centre[0] + radius * at(i).cos(), centre[1] + radius * at(i).sin()]).collect()
}

fn of_kind(proposal: &Proposal, kinds: &[Kind]) -> Vec<Traced> {
    proposal.features.iter().filter(|f| kinds.contains(&f.kind)).cloned().collect()
}

fn points(feature: &Traced) -> Vec<Px> {
    match &feature.shape {
        Shape::Point(p) => vec![*p],
        Shape::Line(line) => line.clone(),
        Shape::Ring(ring) => ring.iter().chain(ring.first()).copied().collect(),
    }
}

fn off(p: Px, line: &[Px]) -> f64 {
    let nearest = |pair: &[Px]| {
        let (a, b) = (pair[0], pair[1]);
        let d = [b[0] - a[0], b[1] - a[1]];
        let t = ((p[0] - a[0]) * d[0] + (p[1] - a[1]) * d[1]) / (d[0] * d[0] + d[1] * d[1]).max(1e-9);
        distance(p, [a[0] + t.clamp(0.0, 1.0) * d[0], a[1] + t.clamp(0.0, 1.0) * d[1]])
    };
    line.windows(2).map(nearest).fold(f64::MAX, f64::min)
}

/// The farthest that some traced lines lie from what was drawn, all along, and the share of it that they cover.
fn compare(traced: &[Traced], drawn: &[Px], tolerance: f64) -> (f64, f64) {
    let along = |line: &[Px]| -> Vec<Px> {
        let between = |a: Px, b: Px| (0..=20).map(move |i| [0, 1].map(|k| a[k] + (b[k] - a[k]) * f64::from(i) / 20.0));
        line.windows(2).flat_map(|w| between(w[0], w[1])).collect()
    };
    let lines: Vec<Vec<Px>> = traced.iter().map(points).collect();
    let worst = lines.iter().flat_map(|l| along(l)).map(|p| off(p, drawn)).fold(0.0, f64::max);
    let drawn = along(drawn);
    let covered = drawn.iter().filter(|p| lines.iter().any(|l| off(**p, l) < tolerance)).count();
    (worst, covered as f64 / drawn.len() as f64)
}

#[test]
fn a_round_enclosure_is_one_arc_within_the_tolerance() {
    let mut sheet = Sheet::new();
    let (centre, radius) = ([700.0, 500.0], 380.0);
    let drawn = circle(centre, radius, 0.0, TAU);
    sheet.line(&drawn);
    sheet.closed([600.0, 420.0], [800.0, 560.0]);
    let proposal = sheet.trace();
    let walls = of_kind(&proposal, &[Kind::Wall, Kind::Fence]);
    let (worst, covered) = compare(&walls, &drawn, proposal.tolerance_px);
    assert!(worst < proposal.tolerance_px && covered > 0.99, "{worst} {covered} {walls:?}");
    for wall in &walls {
        let arc = wall.look.arc.unwrap();
        assert!(distance(arc.centre, centre) < 2.0 && (arc.radius_px - radius).abs() < 2.0, "{arc:?}");
        assert_eq!(wall.state, Verdict::Accepted);
    }
    assert_eq!(of_kind(&proposal, &[Kind::Building]).len(), 1);
}

#[test]
fn a_round_house_and_a_curved_wall_say_so() {
    let mut sheet = Sheet::new();
    sheet.line(&circle([300.0, 500.0], 110.0, 0.0, TAU));
    // A hall with a round end.
    let end = circle([900.0, 500.0], 200.0, -TAU / 4.0, TAU / 4.0);
    sheet.line(&end);
    sheet.line(&[[900.0, 300.0], [600.0, 300.0], [600.0, 700.0], [900.0, 700.0]]);
    let proposal = sheet.trace();
    let curved: Vec<&Traced> = proposal.features.iter().filter(|f| f.look.arc.is_some()).collect();
    let house = curved.iter().find(|f| distance(f.look.arc.unwrap().centre, [300.0, 500.0]) < 4.0).unwrap();
    assert!((house.look.arc.unwrap().radius_px - 110.0).abs() < 3.0 && house.kind == Kind::Building, "{house:?}");
    let areas = of_kind(&proposal, &[Kind::Building, Kind::Room]);
    let hall = areas.iter().find(|a| points(a).iter().all(|p| p[0] > 590.0)).unwrap();
    let (_, covered) = compare(std::slice::from_ref(hall), &end, proposal.tolerance_px);
    assert!(covered > 0.97, "{covered}");
}

#[test]
fn an_s_shaped_fence_is_led_along_its_ink() {
    let mut sheet = Sheet::new();
    let drawn: Vec<Px> = (0..=600).map(f64::from).map(|t| [250.0 + 1.5 * t, 760.0 + 90.0 * (t / 95.0).sin()]).collect();
    sheet.line(&drawn);
    sheet.closed([400.0, 200.0], [700.0, 400.0]);
    let proposal = sheet.trace();
    let walls = of_kind(&proposal, &[Kind::Wall, Kind::Fence]);
    let (worst, covered) = compare(&walls, &drawn, proposal.tolerance_px);
    assert!(worst < proposal.tolerance_px && covered > 0.98, "{worst} {covered}");
}

#[test]
fn straight_rooms_have_nothing_special() {
    let mut sheet = Sheet::new();
    sheet.closed([300.0, 300.0], [1000.0, 650.0]);
    sheet.line(&[[600.0, 300.0], [600.0, 650.0]]);
    for feature in sheet.trace().features {
        assert_eq!(feature.look, Default::default(), "{feature:?}");
        assert!(matches!(feature.kind, Kind::Wall | Kind::Room), "{feature:?}");
    }
}

/// Two rooms with a window drawn by `draw` around (450, 300), in the upper wall from 300 to 600.
fn windowed(draw: impl Fn(&mut Sheet)) -> Proposal {
    let mut sheet = Sheet::new();
    sheet.line(&[[600.0, 300.0], [1000.0, 300.0], [1000.0, 650.0], [300.0, 650.0], [300.0, 300.0]]);
    sheet.line(&[[600.0, 300.0], [600.0, 650.0]]);
    draw(&mut sheet);
    sheet.trace()
}

fn assert_window(proposal: &Proposal) {
    let windows = of_kind(proposal, &[Kind::Window]);
    let [window] = windows.as_slice() else { panic!("{windows:?}") };
    let ends = points(window);
    let middle = [(ends[0][0] + ends[1][0]) / 2.0, (ends[0][1] + ends[1][1]) / 2.0];
    assert!(distance(middle, [450.0, 300.0]) < 5.0, "{ends:?}");
    assert!((distance(ends[0], ends[1]) - 60.0).abs() < 14.0, "{ends:?}");
    let walls = of_kind(proposal, &[Kind::Wall]);
    let (_, covered) = compare(&walls, &[[300.0, 300.0], [600.0, 300.0]], 4.0);
    assert!(covered > 0.97, "{covered} {walls:?}");
    assert_eq!(of_kind(proposal, &[Kind::Room]).len(), 2);
    assert!(of_kind(proposal, &[Kind::Door]).is_empty());
}

#[test]
fn a_box_in_a_wall_is_a_window() {
    assert_window(&windowed(|sheet| {
        sheet.line(&[[300.0, 300.0], [600.0, 300.0]]);
        sheet.closed([420.0, 293.0], [480.0, 307.0]);
    }));
}

#[test]
fn three_lines_in_a_wall_are_a_window() {
    assert_window(&windowed(|sheet| {
        sheet.line(&[[300.0, 300.0], [600.0, 300.0]]);
        sheet.line(&[[420.0, 292.0], [480.0, 292.0]]);
        sheet.line(&[[420.0, 308.0], [480.0, 308.0]]);
    }));
}

#[test]
fn an_empty_box_in_a_wall_is_a_window() {
    assert_window(&windowed(|sheet| {
        sheet.line(&[[300.0, 300.0], [420.0, 300.0]]);
        sheet.closed([420.0, 293.0], [480.0, 307.0]);
        sheet.line(&[[480.0, 300.0], [600.0, 300.0]]);
    }));
}

#[test]
fn two_parallel_lines_are_one_wall_with_a_thickness() {
    let mut sheet = Sheet::new();
    sheet.closed([300.0, 250.0], [1000.0, 700.0]);
    sheet.closed([309.0, 259.0], [991.0, 691.0]);
    sheet.closed([500.0, 400.0], [700.0, 500.0]);
    let proposal = sheet.trace();
    let walls = of_kind(&proposal, &[Kind::Wall]);
    let drawn = [[304.5, 254.5], [995.5, 254.5], [995.5, 695.5], [304.5, 695.5], [304.5, 254.5]];
    let (worst, covered) = compare(&walls, &drawn, 1.5);
    assert!(worst < 2.0 && covered > 0.99, "{worst} {covered} {walls:?}");
    for wall in &walls {
        assert!((wall.look.thickness_px.unwrap() - 9.0).abs() < 1.0, "{wall:?}");
        assert!(wall.ink.len() >= 2, "{wall:?}");
    }
}

#[test]
fn a_line_drawn_twice_has_no_thickness() {
    let mut sheet = Sheet::new();
    sheet.closed([300.0, 250.0], [1000.0, 700.0]);
    sheet.line(&[[300.0, 253.0], [1000.0, 248.0], [1003.0, 700.0]]);
    sheet.line(&[[600.0, 250.0], [600.0, 700.0]]);
    let walls = of_kind(&sheet.trace(), &[Kind::Wall]);
    assert!(walls.len() >= 5 && walls.iter().all(|w| w.look.thickness_px.is_none()), "{walls:?}");
}

#[test]
fn crosses_along_a_line_make_a_fence_of_it_and_several_buildings_a_yard() {
    let mut sheet = Sheet::new();
    sheet.closed([200.0, 150.0], [1200.0, 850.0]);
    for i in 0..20 {
        let x = 225.0 + 50.0 * f64::from(i);
        for y in [150.0, 850.0] {
            sheet.line(&[[x - 5.0, y - 5.0], [x + 5.0, y + 5.0]]);
            sheet.line(&[[x - 5.0, y + 5.0], [x + 5.0, y - 5.0]]);
        }
    }
    sheet.closed([400.0, 300.0], [600.0, 400.0]);
    sheet.closed([800.0, 500.0], [1000.0, 650.0]);
    let proposal = sheet.trace();
    let fences = of_kind(&proposal, &[Kind::Fence]);
    for y in [150.0, 850.0] {
        let (_, covered) = compare(&fences, &[[200.0, y], [1200.0, y]], 4.0);
        assert!(covered > 0.98, "{y} {covered} {fences:?}");
    }
    let (_, covered) = compare(&of_kind(&proposal, &[Kind::Wall]), &[[200.0, 250.0], [200.0, 750.0]], 4.0);
    assert!(covered > 0.98, "the sides without marks are walls: {covered}");
    let yards = of_kind(&proposal, &[Kind::Yard]);
    let [yard] = yards.as_slice() else { panic!("{yards:?}") };
    assert!(points(yard).iter().all(|p| (200.0..=1200.0).contains(&p[0].round())), "{yard:?}");
    assert_eq!(of_kind(&proposal, &[Kind::Building]).len(), 2);
}

#[test]
fn dashes_are_a_fence_and_the_doors_of_a_row_of_rooms_are_not() {
    let mut sheet = Sheet::new();
    for i in 0..30 {
        let x = 200.0 + 28.0 * f64::from(i);
        sheet.line(&[[x, 800.0], [x + 17.0, 800.0]]);
    }
    sheet.closed([200.0, 200.0], [1160.0, 500.0]);
    for i in 0..8 {
        let x = 200.0 + 120.0 * f64::from(i);
        sheet.line(&[[x, 350.0], [x + 40.0, 350.0]]);
        sheet.line(&[[x + 75.0, 350.0], [x + 120.0, 350.0]]);
        sheet.line(&[[x + 120.0, 200.0], [x + 120.0, 350.0]]);
    }
    let proposal = sheet.trace();
    let fences = of_kind(&proposal, &[Kind::Fence]);
    let (worst, covered) = compare(&fences, &[[200.0, 800.0], [1029.0, 800.0]], 4.0);
    assert!(worst < 3.0 && covered > 0.95, "{worst} {covered} {fences:?}");
    assert!(of_kind(&proposal, &[Kind::Door]).len() >= 6);
}

/// A house, and something beside it around (300, 300).
fn beside_a_house(draw: impl Fn(&mut Sheet)) -> Proposal {
    let mut sheet = Sheet::new();
    sheet.closed([600.0, 300.0], [1000.0, 650.0]);
    sheet.line(&[[800.0, 300.0], [800.0, 650.0]]);
    draw(&mut sheet);
    sheet.trace()
}

fn the_sign(proposal: &Proposal) -> Traced {
    let signs: Vec<Traced> = proposal.features.iter().filter(|f| f.look.symbol.is_some()).cloned().collect();
    let [sign] = signs.as_slice() else { panic!("{:?}", proposal.features) };
    assert_eq!(sign.kind, Kind::Object);
    assert!(!sign.ink.is_empty());
    assert!(points(sign).iter().all(|p| distance(*p, [300.0, 300.0]) < 90.0), "{sign:?}");
    let near = |f: &&Traced| points(f).iter().all(|p| p[0] < 500.0);
    assert_eq!(proposal.features.iter().filter(near).count(), 1, "{:?}", proposal.features);
    sign.clone()
}

#[test]
fn a_cross_is_an_object() {
    let proposal = beside_a_house(|sheet| {
        sheet.line(&[[285.0, 287.0], [316.0, 314.0]]);
        sheet.line(&[[286.0, 314.0], [315.0, 285.0]]);
    });
    assert_eq!(the_sign(&proposal).look.symbol, Some(Symbol::Cross));
}

#[test]
fn an_arrow_points_where_it_points_on_the_turned_sheet_too() {
    for degrees in [0.0f64, 33.0, 147.0, 305.0] {
        let (s, c) = degrees.to_radians().sin_cos();
        let at = |right: f64, up: f64| [300.0 + right * c + up * s, 300.0 + right * s - up * c];
        for closed in [false, true] {
            let proposal = beside_a_house(|sheet| {
                sheet.line(&[at(0.0, -55.0), at(0.0, 55.0)]);
                sheet.line(&[at(-13.0, 30.0), at(0.0, 55.0), at(13.0, 30.0)]);
                if closed {
                    sheet.line(&[at(-13.0, 30.0), at(13.0, 30.0)]);
                }
            });
            let Some(Symbol::Arrow { direction_deg }) = the_sign(&proposal).look.symbol else { panic!("{degrees}") };
            let turned = (direction_deg - degrees + 180.0).rem_euclid(360.0) - 180.0;
            assert!(turned.abs() < 3.0, "{direction_deg} for {degrees}");
            assert!(proposal.notes.iter().any(|n| n.found.contains("an arrow")), "{:?}", proposal.notes);
        }
    }
}

#[test]
fn stairs_are_one_object() {
    let proposal = beside_a_house(|sheet| {
        sheet.line(&[[285.0, 260.0], [285.0, 345.0]]);
        sheet.line(&[[320.0, 260.0], [320.0, 345.0]]);
        for i in 0..9 {
            let y = 262.0 + 10.0 * f64::from(i);
            sheet.line(&[[285.0, y], [320.0, y]]);
        }
    });
    assert_eq!(the_sign(&proposal).look.symbol, Some(Symbol::Stairs));
}

#[test]
fn a_hatched_house_says_so_and_points_at_the_hatching() {
    let mut sheet = Sheet::new();
    sheet.closed([600.0, 300.0], [1000.0, 650.0]);
    sheet.closed([250.0, 300.0], [410.0, 420.0]);
    for i in 0..15 {
        // Strokes at 45 degrees, cut at the outline and held off it by a little.
        let (low, high) = (252.0f64, 408.0f64);
        let start = 252.0 + 18.0 * f64::from(i) - 116.0;
        let (a, b) = (start.max(low), (start + 116.0).min(high));
        if b - a > 20.0 {
            sheet.line(&[[a + 3.0, 418.0 - (a + 3.0 - start)], [b - 3.0, 418.0 - (b - 3.0 - start)]]);
        }
    }
    let proposal = sheet.trace();
    let houses = of_kind(&proposal, &[Kind::Building]);
    let [first, second] = houses.as_slice() else { panic!("{houses:?}") };
    let (hatched, plain) = if first.look.hatched { (first, second) } else { (second, first) };
    assert!(hatched.look.hatched && !plain.look.hatched);
    assert!(points(hatched).iter().all(|p| p[0] < 420.0) && hatched.ink.len() > 5, "{hatched:?}");
}

#[test]
fn the_red_pen_is_told_from_the_dark_one_in_the_trace_file() {
    let mut sheet = Sheet::new();
    sheet.closed([300.0, 300.0], [1000.0, 650.0]);
    sheet.pen(&[[650.0, 300.0], [650.0, 650.0]], RED);
    let proposal = sheet.trace();
    let red: Vec<&Traced> = proposal.features.iter().filter(|f| f.look.ink_colour == InkColour::Red).collect();
    let [wall] = red.as_slice() else { panic!("{red:?}") };
    assert!(wall.kind == Kind::Wall && points(wall).iter().all(|p| (p[0] - 650.5).abs() < 3.0), "{wall:?}");
    assert!(proposal.notes.iter().any(|n| n.found.contains("red (")), "{:?}", proposal.notes);
    let written = review::proposed(&proposal, "x.png");
    let named = written.drawing.strokes.iter().filter(|s| s.extra.get("ink_colour").is_some_and(|c| c == "\"red\""));
    assert_eq!(named.map(|s| s.id.as_str()).collect::<Vec<_>>(), [wall.id.as_str()]);
}

#[test]
fn what_was_seen_gets_to_the_trace_file() {
    let mut sheet = Sheet::new();
    sheet.line(&circle([700.0, 500.0], 380.0, 0.0, TAU));
    sheet.closed([600.0, 420.0], [800.0, 560.0]);
    let written = review::proposed(&sheet.trace(), "x.png").drawing;
    let wall = written.strokes.iter().find(|s| s.kind == Kind::Wall).unwrap();
    for (name, expected) in review::ARC.into_iter().zip([700.5, 500.5, 380.0]) {
        let value: f64 = wall.extra.get(name).unwrap().parse().unwrap();
        assert!((value - expected).abs() < 2.0, "{name} {value}");
    }
}

/// A sheet on a table whose upper and lower edges bow by `bow` pixels, upwards.
fn bowed(bow: f64) -> Proposal {
    let mut sheet = Sheet::new();
    sheet.closed([300.0, 300.0], [1000.0, 650.0]);
    let mut table = RgbImage::from_pixel(1600, 1200, Rgb([88, 66, 50]));
    for (x, y) in (0..1400u32).flat_map(|x| (0..990u32).map(move |y| (x, y))) {
        let t = f64::from(x) / 1400.0;
        let lifted = f64::from(y + 105) - bow * 4.0 * t * (1.0 - t);
        table.put_pixel(x + 100, lifted as u32, *sheet.0.get_pixel(x, y));
    }
    trace(&table, &Options::default()).unwrap()
}

#[test]
fn a_sheet_that_curls_says_by_how_much() {
    for bow in [0.0, 18.0] {
        let proposal = bowed(bow);
        assert!(proposal.page.found);
        for (found, expected) in proposal.page.bows_px.iter().zip([bow, 0.0, -bow, 0.0]) {
            assert!((found - expected).abs() < 3.5, "{bow}: {:?}", proposal.page.bows_px);
        }
        let curls = proposal.notes.iter().any(|n| n.found.contains("curls"));
        assert_eq!(curls, bow > 0.0, "{:?}", proposal.notes);
        // 1400 by 990 is the A series to a thousandth, read the long way.
        assert!(proposal.page.a_series_residual.is_some_and(|r| r.abs() < 0.03), "{:?}", proposal.page);
    }
}

#[test]
fn a_quarter_circle_with_a_leaf_is_a_door_where_the_jambs_do_not_face() {
    let mut sheet = Sheet::new();
    // The wall jumps aside at the door, so that no two ends face each other.
    sheet.line(&[[500.0, 300.0], [300.0, 300.0], [300.0, 650.0], [1000.0, 650.0], [1000.0, 316.0], [568.0, 316.0]]);
    sheet.line(&[[500.0, 300.0], [500.0, 370.0]]);
    sheet.line(&[[750.0, 316.0], [750.0, 650.0]]);
    sheet.line(&circle([500.0, 300.0], 70.0, 0.23, TAU / 4.0));
    let doors = of_kind(&sheet.trace(), &[Kind::Door]);
    let [door] = doors.as_slice() else { panic!("{doors:?}") };
    let ends = points(door);
    assert!(distance(ends[0], [500.0, 300.0]) < 5.0 && distance(ends[1], [568.0, 316.0]) < 5.0, "{ends:?}");
}

#[test]
fn yellow_light_makes_no_red_ink() {
    let mut sheet = Sheet::new();
    sheet.closed([300.0, 300.0], [1000.0, 650.0]);
    sheet.pen(&[[650.0, 300.0], [650.0, 650.0]], RED);
    sheet.0.pixels_mut().for_each(|p| p.0 = [0, 1, 2].map(|k| (f64::from(p.0[k]) * [1.0, 0.8, 0.5][k]) as u8));
    let proposal = sheet.trace();
    let red = proposal.features.iter().filter(|f| f.look.ink_colour != InkColour::Dark);
    assert_eq!(red.map(|f| (f.kind, f.look.ink_colour)).collect::<Vec<_>>(), [(Kind::Wall, InkColour::Red)]);
}
