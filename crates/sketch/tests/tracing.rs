//! Tracing: drawings made here with known walls, what must not change them, and pictures that are no drawing.
#![allow(clippy::unwrap_used)]

use image::{Rgb, RgbImage, imageops};
use locus_model::{Kind, Verdict};
use locus_sketch::{Options, Proposal, Shape, trace};

const PAPER: Rgb<u8> = Rgb([246, 244, 238]);
const INK: Rgb<u8> = Rgb([40, 40, 50]);

/// Draws a line three pixels wide.
fn line(image: &mut RgbImage, a: [f64; 2], b: [f64; 2]) {
    let steps = ((b[0] - a[0]).hypot(b[1] - a[1]) * 2.0) as usize;
    for i in 0..=steps {
        let t = i as f64 / steps.max(1) as f64;
        let (x, y) = ((a[0] + t * (b[0] - a[0])) as i64, (a[1] + t * (b[1] - a[1])) as i64);
        for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
            if let (Ok(x), Ok(y)) = (u32::try_from(x + dx), u32::try_from(y + dy))
                && x < image.width()
                && y < image.height()
            {
                image.put_pixel(x, y, INK);
            }
        }
    }
}

/// Two rooms side by side, 300 and 400 wide and 350 high, a door of 60 in the wall between them.
fn two_rooms(scale: f64) -> RgbImage {
    let mut image = RgbImage::from_pixel((1400.0 * scale) as u32, (990.0 * scale) as u32, PAPER);
    let lines = [
        ([300.0, 300.0], [1000.0, 300.0]),
        ([1000.0, 300.0], [1000.0, 650.0]),
        ([1000.0, 650.0], [300.0, 650.0]),
        ([300.0, 650.0], [300.0, 300.0]),
        ([600.0, 300.0], [600.0, 430.0]),
        ([600.0, 490.0], [600.0, 650.0]),
    ];
    for (a, b) in lines {
        line(&mut image, a.map(|v| v * scale), b.map(|v| v * scale));
    }
    image
}

fn areas(proposal: &Proposal) -> Vec<f64> {
    let mut areas: Vec<f64> = proposal
        .features
        .iter()
        .filter(|f| f.kind == Kind::Room)
        .filter_map(|f| if let Shape::Ring(ring) = &f.shape { Some(area(ring)) } else { None })
        .collect();
    areas.sort_by(f64::total_cmp);
    areas
}

fn area(ring: &[[f64; 2]]) -> f64 {
    let doubled: f64 =
        (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()])).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    doubled.abs() / 2.0
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{found:?} for {expected:?}");
    for (f, e) in found.iter().zip(expected) {
        assert!((f / e - 1.0).abs() < 0.03, "{found:?} for {expected:?}");
    }
}

#[test]
fn two_rooms_and_their_door() {
    let proposal = trace(&two_rooms(1.0), &Options::default()).unwrap();
    close(&areas(&proposal), &[300.0 * 350.0, 400.0 * 350.0]);
    let doors: Vec<_> = proposal.features.iter().filter(|f| f.kind == Kind::Door).collect();
    let [door] = doors.as_slice() else { panic!("{doors:?}") };
    let Shape::Line(ends) = &door.shape else { panic!("{door:?}") };
    for end in ends {
        assert!((end[0] - 600.5).abs() < 2.5 && (end[1] - 460.0).abs() - 30.0 < 4.0, "{ends:?}");
    }
}

#[test]
fn every_wall_points_at_ink_that_lies_on_it() {
    let proposal = trace(&two_rooms(1.0), &Options::default()).unwrap();
    let walls: Vec<_> = proposal.features.iter().filter(|f| f.kind == Kind::Wall).collect();
    assert!(walls.len() >= 5, "{walls:?}");
    for wall in walls {
        assert!(!wall.ink.is_empty(), "{wall:?}");
        assert!(wall.ink.iter().all(|s| proposal.strokes[*s].state == Verdict::Accepted));
        let Shape::Line(line) = &wall.shape else { panic!("{wall:?}") };
        let middle = [(line[0][0] + line[1][0]) / 2.0, (line[0][1] + line[1][1]) / 2.0];
        let near = |p: &[f64; 2], q: &[f64; 2]| {
            let d = [q[0] - p[0], q[1] - p[1]];
            let t = ((middle[0] - p[0]) * d[0] + (middle[1] - p[1]) * d[1]) / (d[0] * d[0] + d[1] * d[1]);
            (middle[0] - p[0] - t.clamp(0.0, 1.0) * d[0]).hypot(middle[1] - p[1] - t.clamp(0.0, 1.0) * d[1])
        };
        let off = wall
            .ink
            .iter()
            .flat_map(|s| proposal.strokes[*s].line.windows(2))
            .map(|w| near(&w[0], &w[1]))
            .fold(f64::MAX, f64::min);
        assert!(off <= proposal.tolerance_px + 62.0, "{off} {wall:?}");
    }
}

#[test]
fn turning_the_sheet_turns_the_drawing() {
    let expected = [300.0 * 350.0, 400.0 * 350.0];
    let image = two_rooms(1.0);
    for turned in [
        imageops::rotate90(&image),
        imageops::rotate180(&image),
        imageops::rotate270(&image),
        imageops::flip_horizontal(&image),
    ] {
        let proposal = trace(&turned, &Options::default()).unwrap();
        close(&areas(&proposal), &expected);
        assert_eq!(proposal.features.iter().filter(|f| f.kind == Kind::Door).count(), 1);
    }
}

#[test]
fn a_finer_scan_gives_the_same_drawing() {
    for scale in [0.75, 2.0] {
        let proposal = trace(&two_rooms(scale), &Options::default()).unwrap();
        let rooms: Vec<f64> = areas(&proposal).iter().map(|a| a / scale / scale).collect();
        close(&rooms, &[300.0 * 350.0, 400.0 * 350.0]);
    }
}

#[test]
fn light_and_shadow_do_not_draw() {
    let mut image = two_rooms(1.0);
    let (width, height) = image.dimensions();
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        let light = 0.95 - 0.35 * f64::from(x) / f64::from(width) - 0.15 * f64::from(y) / f64::from(height);
        pixel.0 = pixel.0.map(|v| (f64::from(v) * light) as u8);
    }
    let proposal = trace(&image, &Options::default()).unwrap();
    close(&areas(&proposal), &[300.0 * 350.0, 400.0 * 350.0]);
}

#[test]
fn squared_paper_is_no_wall() {
    let mut image = two_rooms(1.0);
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        if (x % 28 == 5 || y % 28 == 9) && *pixel == PAPER {
            *pixel = Rgb([205, 214, 224]);
        }
    }
    let proposal = trace(&image, &Options::default()).unwrap();
    close(&areas(&proposal), &[300.0 * 350.0, 400.0 * 350.0]);
    assert!(proposal.notes.iter().any(|n| n.found.contains("ruled paper")), "{:?}", proposal.notes);
}

#[test]
fn a_sheet_on_a_table_is_found() {
    let sheet = two_rooms(0.8);
    let mut table = RgbImage::from_pixel(1400, 1050, Rgb([88, 66, 50]));
    imageops::replace(&mut table, &sheet, 140, 120);
    let proposal = trace(&table, &Options::default()).unwrap();
    assert!(proposal.page.found);
    let expected = [[140.0, 120.0], [1260.0, 120.0], [1260.0, 912.0], [140.0, 912.0]];
    for (found, expected) in proposal.page.outline.iter().zip(expected) {
        assert!((found[0] - expected[0]).hypot(found[1] - expected[1]) < 4.0, "{:?}", proposal.page.outline);
    }
    close(&areas(&proposal), &[0.64 * 300.0 * 350.0, 0.64 * 400.0 * 350.0]);
}

#[test]
fn pictures_that_are_no_drawing_are_answered() {
    let refused = |image: &RgbImage| trace(image, &Options::default()).unwrap_err().to_string();
    assert!(refused(&RgbImage::from_pixel(1, 1, PAPER)).contains("1 x 1"));
    assert!(refused(&RgbImage::from_pixel(700, 500, PAPER)).contains("blank"));
    let mut blob = RgbImage::from_pixel(700, 500, PAPER);
    for (x, y, pixel) in blob.enumerate_pixels_mut() {
        if (f64::from(x) - 350.0).hypot((f64::from(y) - 250.0) * 1.4) < 200.0 {
            *pixel = INK;
        }
    }
    assert!(refused(&blob).contains("dark"), "{}", refused(&blob));
}

#[test]
fn a_page_of_text_has_no_walls() {
    let mut image = RgbImage::from_pixel(1000, 1400, PAPER);
    for (row, column) in (0..30).flat_map(|r| (0..40).map(move |c| (r, c))) {
        if (row * 7 + column * 3) % 11 == 0 {
            continue;
        }
        let (x, y) = (100.0 + 20.0 * f64::from(column), 100.0 + 40.0 * f64::from(row));
        line(&mut image, [x, y], [x + 10.0, y + 16.0]);
        line(&mut image, [x + 10.0, y], [x, y + 16.0]);
    }
    let answer = trace(&image, &Options::default());
    assert!(answer.is_err_and(|refusal| refusal.found.contains("writing")));
}

/// A wall of one line or two around a yard, open for 44 between two posts, a house inside.
fn yard(lines: &[f64]) -> RgbImage {
    let mut image = RgbImage::from_pixel(1400, 990, PAPER);
    for off in lines {
        let (left, right, top, bottom) = (300.0 - off, 1100.0 + off, 200.0 - off, 800.0 + off);
        let corners = [[678.0, bottom], [left, bottom], [left, top], [right, top], [right, bottom], [722.0, bottom]];
        corners.windows(2).for_each(|w| line(&mut image, w[0], w[1]));
    }
    for x in [678.0, 722.0] {
        line(&mut image, [x, 790.0], [x, 810.0]);
    }
    let house = [[500.0, 400.0], [700.0, 400.0], [700.0, 520.0], [500.0, 520.0], [500.0, 400.0]];
    house.windows(2).for_each(|w| line(&mut image, w[0], w[1]));
    image
}

#[test]
fn posts_make_a_gate_in_a_wall_of_one_line_and_of_two() {
    for lines in [&[0.0][..], &[-4.0, 4.0][..]] {
        let proposal = trace(&yard(lines), &Options::default()).unwrap();
        let gates: Vec<_> =
            proposal.features.iter().filter(|f| matches!(f.kind, Kind::Gate | Kind::Door)).map(|f| &f.shape).collect();
        let [Shape::Line(ends)] = gates.as_slice() else { panic!("{lines:?} {gates:?}") };
        let middle = [0, 1].map(|k| (ends[0][k] + ends[1][k]) / 2.0);
        assert!((middle[0] - 700.0).hypot(middle[1] - 800.0) < 5.0, "{lines:?} {ends:?}");
    }
}

/// Two rooms on a corridor; the wall between them stops short of the corridor, so that the piece of the corridor's wall
/// between the two doors touches nothing.
#[test]
fn a_wall_between_two_doors_is_wall_though_nothing_meets_it() {
    let mut image = RgbImage::from_pixel(1400, 990, PAPER);
    let lines = [
        ([300.0, 250.0], [1100.0, 250.0]),
        ([1100.0, 250.0], [1100.0, 700.0]),
        ([1100.0, 700.0], [300.0, 700.0]),
        ([300.0, 700.0], [300.0, 250.0]),
        ([300.0, 550.0], [460.0, 550.0]),
        ([510.0, 550.0], [850.0, 550.0]),
        ([900.0, 550.0], [1100.0, 550.0]),
        ([650.0, 250.0], [650.0, 541.0]),
    ];
    lines.iter().for_each(|(a, b)| line(&mut image, *a, *b));
    let proposal = trace(&image, &Options::default()).unwrap();
    close(&areas(&proposal), &[350.0 * 300.0, 800.0 * 150.0, 450.0 * 300.0]);
    assert_eq!(proposal.features.iter().filter(|f| f.kind == Kind::Door).count(), 2);
}

/// Draws a door as leaf and swing: hinge, latch, and the end of the open leaf.
fn door(image: &mut RgbImage, [hinge, latch, tip]: [[f64; 2]; 3]) {
    line(image, hinge, tip);
    let at = |i: i32| {
        let (s, c) = (f64::from(i) * std::f64::consts::FRAC_PI_2 / 24.0).sin_cos();
        [0, 1].map(|k| hinge[k] + c * (latch[k] - hinge[k]) + s * (tip[k] - hinge[k]))
    };
    (0..24).for_each(|i| line(image, at(i), at(i + 1)));
}

/// A flat of six rooms with five doors inside, turned about the middle of the sheet. Two doors stand by a corner, with a
/// stub of wall of 14 behind one end.
fn flat(degrees: f64) -> RgbImage {
    let mut image = RgbImage::from_pixel(1400, 1200, PAPER);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let turned = |[x, y]: [f64; 2]| {
        let (x, y) = (x - 700.0, y - 600.0);
        [700.0 + cos * x - sin * y, 600.0 + sin * x + cos * y]
    };
    let walls = [
        [[300.0, 300.0], [1100.0, 300.0]],
        [[1100.0, 300.0], [1100.0, 900.0]],
        [[1100.0, 900.0], [300.0, 900.0]],
        [[300.0, 900.0], [300.0, 300.0]],
        [[300.0, 550.0], [314.0, 550.0]],
        [[384.0, 550.0], [754.0, 550.0]],
        [[824.0, 550.0], [1100.0, 550.0]],
        [[580.0, 300.0], [580.0, 550.0]],
        [[840.0, 300.0], [840.0, 390.0]],
        [[840.0, 460.0], [840.0, 550.0]],
        [[300.0, 680.0], [480.0, 680.0]],
        [[550.0, 680.0], [980.0, 680.0]],
        [[1050.0, 680.0], [1100.0, 680.0]],
        [[700.0, 680.0], [700.0, 900.0]],
    ];
    walls.iter().for_each(|[a, b]| line(&mut image, turned(*a), turned(*b)));
    let doors = [
        [[314.0, 550.0], [384.0, 550.0], [314.0, 480.0]],
        [[754.0, 550.0], [824.0, 550.0], [754.0, 480.0]],
        [[840.0, 390.0], [840.0, 460.0], [910.0, 390.0]],
        [[550.0, 680.0], [480.0, 680.0], [550.0, 750.0]],
        [[980.0, 680.0], [1050.0, 680.0], [980.0, 750.0]],
    ];
    doors.iter().for_each(|d| door(&mut image, d.map(turned)));
    image
}

#[test]
fn a_turned_flat_keeps_its_rooms_and_doors() {
    let expected = [260.0 * 250.0, 260.0 * 250.0, 280.0 * 250.0, 400.0 * 220.0, 400.0 * 220.0, 800.0 * 130.0];
    for degrees in [0.0, 7.0, 20.0, 35.0, 45.0, 110.0] {
        let proposal = trace(&flat(degrees), &Options::default()).unwrap();
        close(&areas(&proposal), &expected);
        assert_eq!(proposal.features.iter().filter(|f| f.kind == Kind::Door).count(), 5, "{degrees}");
    }
}
