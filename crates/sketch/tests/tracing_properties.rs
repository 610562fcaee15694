//! What must not change a drawing, pictures that are no drawing, and sheets made to keep the tracing busy.
//!
//! Drawings are compared by geometry: every accepted wall of one lies, vertex by vertex and in between, within
//! [`TOLERANCE`] of a wall of the other, both ways.
#![allow(clippy::unwrap_used)]

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use locus_model::{Kind, Verdict};
use locus_sketch::{Options, Proposal, Refusal, Shape, decode, inspect, limits, trace};

/// The longer side of the sheets here, pixels: one *unit* of the tracing is one pixel.
const SIDE: f64 = 1400.0;
/// How far walls of a sheet and of the same sheet changed may lie apart, shares of its longer side: four pixels here. A
/// pen line is three wide, and the tracing states 2.5 for either drawing.
const TOLERANCE: f64 = 4.0 / SIDE;

const PAPER: Rgb<u8> = Rgb([246, 244, 238]);
const INK: Rgb<u8> = Rgb([40, 40, 50]);

type Px = [f64; 2];

fn paper(width: u32, height: u32) -> RgbImage {
    RgbImage::from_pixel(width, height, PAPER)
}

/// Draws a line three pixels wide.
fn line(image: &mut RgbImage, a: Px, b: Px) {
    let steps = ((b[0] - a[0]).hypot(b[1] - a[1]) * 2.0) as usize;
    for i in 0..=steps {
        let [x, y] = [0, 1].map(|k| (a[k] + (b[k] - a[k]) * i as f64 / steps.max(1) as f64) as i64);
        for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
            dot(image, x + dx, y + dy);
        }
    }
}

fn dot(image: &mut RgbImage, x: i64, y: i64) {
    if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
        && let Some(pixel) = image.get_pixel_mut_checked(x, y)
    {
        *pixel = INK;
    }
}

/// A block of three cells behind a corridor, and a slanted fence; three doors.
fn compound() -> RgbImage {
    let mut image = paper(1400, 990);
    let outline = [[300.0, 250.0], [1050.0, 250.0], [1050.0, 600.0], [300.0, 600.0], [300.0, 250.0]];
    let corridor = [[300.0, 480.0], [1050.0, 480.0]];
    let cells = [[550.0, 250.0, 480.0], [800.0, 250.0, 480.0]];
    outline.windows(2).for_each(|w| line(&mut image, w[0], w[1]));
    line(&mut image, corridor[0], [390.0, 480.0]);
    line(&mut image, [450.0, 480.0], [640.0, 480.0]);
    line(&mut image, [700.0, 480.0], [890.0, 480.0]);
    line(&mut image, [950.0, 480.0], corridor[1]);
    cells.iter().for_each(|[x, top, low]| line(&mut image, [*x, *top], [*x, *low]));
    line(&mut image, [250.0, 820.0], [1100.0, 720.0]);
    image
}

fn traced(image: &RgbImage) -> Proposal {
    trace(image, &Options::default()).unwrap()
}

fn refused(image: &RgbImage) -> Refusal {
    trace(image, &Options::default()).unwrap_err()
}

/// The lines of the accepted walls.
fn walls(proposal: &Proposal) -> Vec<Vec<Px>> {
    let accepted = proposal.features.iter().filter(|f| f.kind == Kind::Wall && f.state == Verdict::Accepted);
    accepted.filter_map(|f| if let Shape::Line(line) = &f.shape { Some(line.clone()) } else { None }).collect()
}

fn count(proposal: &Proposal, kind: Kind) -> usize {
    proposal.features.iter().filter(|f| f.kind == kind).count()
}

fn moved(lines: &[Vec<Px>], to: impl Fn(Px) -> Px) -> Vec<Vec<Px>> {
    lines.iter().map(|line| line.iter().map(|p| to(*p)).collect()).collect()
}

fn distance(p: Px, lines: &[Vec<Px>]) -> f64 {
    let parts = lines.iter().flat_map(|line| line.windows(2));
    let to_part = |w: &[Px]| {
        let d = [w[1][0] - w[0][0], w[1][1] - w[0][1]];
        let t = ((p[0] - w[0][0]) * d[0] + (p[1] - w[0][1]) * d[1]) / (d[0] * d[0] + d[1] * d[1]);
        let t = t.clamp(0.0, 1.0);
        (p[0] - w[0][0] - t * d[0]).hypot(p[1] - w[0][1] - t * d[1])
    };
    parts.map(to_part).fold(f64::MAX, f64::min)
}

/// The farthest that a point of `these` lies from `those`, looked at every ten pixels.
fn farthest(these: &[Vec<Px>], those: &[Vec<Px>]) -> (f64, Px) {
    let along = |w: &[Px]| {
        let steps = ((w[1][0] - w[0][0]).hypot(w[1][1] - w[0][1]) / 10.0).ceil().max(1.0) as usize;
        let (a, b) = (w[0], w[1]);
        (0..=steps).map(move |i| [0, 1].map(|k| a[k] + (b[k] - a[k]) * i as f64 / steps as f64)).collect::<Vec<Px>>()
    };
    let points = these.iter().flat_map(|line| line.windows(2)).flat_map(along);
    points.map(|p| (distance(p, those), p)).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
}

/// The walls of `found` are `expected`, within the tolerance on a sheet of this longer side.
fn same_walls(found: &Proposal, expected: &[Vec<Px>], side: f64, what: &str) {
    let found = walls(found);
    for (these, those, name) in [(&found, expected, "wall too many"), (&expected.to_vec(), &found, "wall missing")] {
        let (far, at) = farthest(these, those);
        assert!(far <= TOLERANCE * side, "{what}: {name}, {far:.1} pixels off at {at:?}");
    }
}

/// The picture turned by an angle about its middle, sampled between pixels; paper where there was nothing.
fn turned(image: &RgbImage, degrees: f64) -> (RgbImage, impl Fn(Px) -> Px) {
    let (s, c) = degrees.to_radians().sin_cos();
    let middle = [f64::from(image.width()) / 2.0, f64::from(image.height()) / 2.0];
    let to = move |p: Px| {
        let d = [p[0] - middle[0], p[1] - middle[1]];
        [middle[0] + c * d[0] - s * d[1], middle[1] + s * d[0] + c * d[1]]
    };
    let from = |x: u32, y: u32| {
        let d = [f64::from(x) + 0.5 - middle[0], f64::from(y) + 0.5 - middle[1]];
        let at = [middle[0] + c * d[0] + s * d[1] - 0.5, middle[1] - s * d[0] + c * d[1] - 0.5];
        imageops::interpolate_bilinear(image, at[0] as f32, at[1] as f32).unwrap_or(PAPER)
    };
    (RgbImage::from_fn(image.width(), image.height(), from), to)
}

/// A number from 0 to 1 for a pixel, the same each time (splitmix64; Steele, Lea and Flood, OOPSLA 2014).
fn chance(x: u32, y: u32) -> f64 {
    let mut z = (u64::from(x) << 32 | u64::from(y)).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(7);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// What becomes of a value at a pixel.
type Light = dyn Fn(u32, u32, f64) -> f64;

fn relit(image: &RgbImage, light: &Light) -> RgbImage {
    let pixel =
        |x: u32, y: u32| Rgb(image.get_pixel(x, y).0.map(|v| light(x, y, f64::from(v)).clamp(0.0, 255.0) as u8));
    RgbImage::from_fn(image.width(), image.height(), pixel)
}

#[test]
fn turning_the_sheet_turns_its_walls_and_nothing_else() {
    let image = compound();
    let base = traced(&image);
    let (rooms, doors) = (count(&base, Kind::Room), count(&base, Kind::Door));
    assert_eq!((rooms, doors), (4, 3), "the drawing itself: {:?}", base.features);
    for degrees in [-7.0, -0.7, 1.5, 5.0, 10.0] {
        let (image, to) = turned(&image, degrees);
        let proposal = traced(&image);
        same_walls(&proposal, &moved(&walls(&base), to), SIDE, &format!("{degrees} degrees"));
        assert_eq!((count(&proposal, Kind::Room), count(&proposal, Kind::Door)), (rooms, doors), "{degrees} degrees");
    }
    let (w, h) = (f64::from(image.width()), f64::from(image.height()));
    let quarter = traced(&imageops::rotate90(&image));
    same_walls(&quarter, &moved(&walls(&base), |[x, y]| [h - y, x]), SIDE, "a quarter");
    let half = traced(&imageops::rotate180(&image));
    same_walls(&half, &moved(&walls(&base), |[x, y]| [w - x, h - y]), SIDE, "a half");
    let mirrored = traced(&imageops::flip_vertical(&image));
    same_walls(&mirrored, &moved(&walls(&base), |[x, y]| [x, h - y]), SIDE, "a mirror");
}

#[test]
fn scaling_the_sheet_scales_its_walls() {
    let image = compound();
    let base = traced(&image);
    for scale in [0.7, 1.3, 1.9] {
        let (width, height) = ((1400.0 * scale) as u32, (990.0 * scale) as u32);
        let proposal = traced(&imageops::resize(&image, width, height, FilterType::Triangle));
        same_walls(&proposal, &moved(&walls(&base), |p| p.map(|v| v * scale)), SIDE * scale, &format!("{scale} times"));
        assert_eq!(count(&proposal, Kind::Room), count(&base, Kind::Room), "{scale} times");
    }
}

#[test]
fn light_does_not_move_walls() {
    let image = compound();
    let base = traced(&image);
    let lights: [(&str, &Light); 7] = [
        ("a shadow", &|x, y, v| v * (1.0 - f64::from(x) / 2800.0 - f64::from(y) / 4950.0)),
        ("a lamp", &|x, y, v| v * (1.1 - (f64::from(x) / 1400.0 - 0.5).hypot(f64::from(y) / 990.0 - 0.4))),
        ("gamma 0.6", &|_, _, v| 255.0 * (v / 255.0).powf(0.6)),
        ("gamma 1.8", &|_, _, v| 255.0 * (v / 255.0).powf(1.8)),
        ("half the contrast", &|_, _, v| 100.0 + 0.5 * v),
        ("under-exposed", &|_, _, v| 0.45 * v),
        ("noise", &|x, y, v| v + 36.0 * (chance(x, y) - 0.5)),
    ];
    for (name, light) in lights {
        let proposal = traced(&relit(&image, light));
        same_walls(&proposal, &walls(&base), SIDE, name);
        assert_eq!(count(&proposal, Kind::Room), count(&base, Kind::Room), "{name}");
        assert_eq!(count(&proposal, Kind::Door), count(&base, Kind::Door), "{name}");
    }
}

/// Refused, or at least nothing accepted that is a plan.
fn is_no_plan(image: &RgbImage, what: &str) {
    if let Ok(proposal) = trace(image, &Options::default()) {
        let plan = |f: &&locus_sketch::Traced| {
            f.state == Verdict::Accepted && !matches!(f.kind, Kind::Label | Kind::Object | Kind::Tower)
        };
        let taken: Vec<_> = proposal.features.iter().filter(plan).map(|f| (f.kind, f.confidence)).collect();
        assert!(taken.is_empty(), "{what}: {taken:?}");
    }
}

#[test]
fn pictures_that_are_no_drawing_give_no_plan() {
    assert!(refused(&RgbImage::new(0, 0)).found.contains("0 x 0"));
    assert!(refused(&RgbImage::new(0, 700)).found.contains("0 x 700"));
    let black = RgbImage::new(900, 700);
    is_no_plan(&black, "a black page");
    is_no_plan(&RgbImage::from_pixel(900, 700, Rgb([255; 3])), "a white page");
    let noise = RgbImage::from_fn(900, 700, |x, y| Rgb([(chance(x, y) * 255.0) as u8; 3]));
    is_no_plan(&noise, "noise");
    let photograph = RgbImage::from_fn(900, 700, |x, y| {
        let (x, y) = (f64::from(x), f64::from(y));
        let value = 120.0 + 60.0 * (x / 170.0).sin() + 50.0 * (y / 90.0 + x / 300.0).cos();
        Rgb([value as u8, (value * 0.9) as u8, (value * 0.7) as u8])
    });
    is_no_plan(&photograph, "a photograph");
    for side in [1, 2, 8, 60] {
        let board = RgbImage::from_fn(900, 700, |x, y| if (x / side + y / side) % 2 == 0 { INK } else { PAPER });
        is_no_plan(&board, &format!("a checkerboard of {side} pixels"));
    }
}

#[test]
fn a_cat_is_no_plan() {
    let mut cat = paper(1000, 800);
    let blobs = [(500.0, 450.0, 190.0, 120.0), (700.0, 330.0, 80.0, 75.0), (250.0, 330.0, 30.0, 130.0)];
    let legs = [(400.0, 610.0, 25.0, 90.0), (600.0, 610.0, 25.0, 90.0)];
    let ears = [(655.0, 250.0, 22.0, 40.0), (745.0, 250.0, 22.0, 40.0)];
    for (x, y) in (0..1000).flat_map(|x| (0..800).map(move |y| (x, y))) {
        let (px, py) = (f64::from(x), f64::from(y));
        let inside = |(cx, cy, rx, ry): &(f64, f64, f64, f64)| ((px - cx) / rx).hypot((py - cy) / ry) < 1.0;
        if blobs.iter().chain(&legs).chain(&ears).any(inside) {
            // Fur is not even.
            cat.put_pixel(x, y, Rgb([60 + (chance(x, y) * 40.0) as u8, 50, 45]));
        }
    }
    is_no_plan(&cat, "a cat");
}

#[test]
fn a_page_of_writing_is_no_plan() {
    let mut page = paper(990, 1400);
    for (row, column) in (0..28).flat_map(|r| (0..44).map(move |c| (r, c))) {
        if chance(row, column) < 0.15 {
            continue;
        }
        let (x, y) = (80.0 + 19.0 * f64::from(column), 90.0 + 44.0 * f64::from(row));
        let corner = |n: u32| {
            let (a, b) = (chance(row * 7 + n, column), chance(row, column * 5 + n));
            [x + 13.0 * a, y + 20.0 * b]
        };
        (0..3).for_each(|n| line(&mut page, corner(n), corner(n + 1)));
    }
    is_no_plan(&page, "a page of writing");
}

#[test]
fn one_line_is_no_room() {
    let mut sheet = paper(1400, 990);
    line(&mut sheet, [200.0, 400.0], [1200.0, 420.0]);
    if let Ok(proposal) = trace(&sheet, &Options::default()) {
        assert_eq!(count(&proposal, Kind::Room) + count(&proposal, Kind::Building), 0);
        assert!(proposal.features.iter().all(|f| f.state == Verdict::Doubtful || f.kind == Kind::Wall));
    }
}

/// The bytes of a PNG that says it has this size (ISO/IEC 15948, sections 5.3 and 11.2.2), and no pixels to speak of.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 })
        })
    };
    let chunk = |name: &[u8], data: &[u8]| {
        let body = [name, data].concat();
        [&(data.len() as u32).to_be_bytes(), body.as_slice(), &crc(&body).to_be_bytes()].concat()
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", &[]), chunk(b"IEND", &[])].concat()
}

#[test]
fn a_picture_beyond_the_limits_is_refused_by_its_header() {
    for (width, height) in [(20_000, 20_000), (12_001, 10), (10, 12_001), (10_000, 8_001)] {
        let bytes = png_of(width, height);
        for refusal in [inspect(&bytes).unwrap_err(), decode(&bytes).unwrap_err()] {
            assert!(refusal.found.contains(&format!("{width} x {height}")), "{refusal}");
        }
    }
    assert!(inspect(&png_of(12_000, 6_600)).is_ok());
    let none = inspect(&png_of(0, 5)).unwrap_err();
    assert!(!none.remedy.is_empty());
}

/// Long: a sheet as large as is accepted. Its pixels alone are 240 MB, the peak 320 MB.
#[test]
#[ignore = "large: cargo test -p locus-sketch --test tracing_properties -- --ignored --nocapture"]
fn the_largest_sheet_is_traced() {
    let (width, height) = (limits::MAX_SIDE_PX, 6_600);
    assert!(u64::from(width) * u64::from(height) <= limits::MAX_AREA_PX);
    let small = compound();
    let sheet =
        RgbImage::from_fn(width, height, |x, y| *small.get_pixel(x * 1400 / width, (y * 990 / height).min(989)));
    let mut bytes = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    drop(sheet);
    let sheet = decode(bytes.get_ref()).unwrap();
    let proposal = traced(&sheet);
    assert_eq!(count(&proposal, Kind::Room), 4);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM unknown here").to_owned();
    println!("{width} x {height}: {peak}");
}

/// Every picture among the hostile files of the data collection that can be decoded at all: it is refused, or what is
/// proposed lies on it.
#[test]
fn hostile_pictures_are_refused_or_traced_where_they_are() {
    let Some(root) = std::env::var_os("LOCUS_DATA") else {
        println!("skipped: LOCUS_DATA is not set");
        return;
    };
    let hostile = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(root).join("hostile");
    let mut seen = 0;
    for folder in ["pillow", "image-rs-bad/bmp", "image-rs-bad/ico", "image-rs-bad/tiff", "libtiff", "made/png"] {
        let listed = std::fs::read_dir(hostile.join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        for file in listed.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let Ok(image) = decode(&std::fs::read(&file).unwrap()) else { continue };
            seen += 1;
            match trace(&image, &Options::default()) {
                Ok(proposal) => lies_on(&proposal, &image),
                Err(refusal) => assert!(!refusal.found.is_empty() && !refusal.remedy.is_empty(), "{}", file.display()),
            }
        }
    }
    assert!(seen >= 20, "only {seen} pictures: the data are not complete");
}

fn lies_on(proposal: &Proposal, image: &RgbImage) {
    let size = [image.width(), image.height()].map(f64::from);
    let slack = proposal.tolerance_px;
    for feature in &proposal.features {
        let points = match &feature.shape {
            Shape::Point(p) => vec![*p],
            Shape::Line(points) | Shape::Ring(points) => points.clone(),
        };
        let on = |p: &Px| (0..2).all(|k| (-slack..=size[k] + slack).contains(&p[k]));
        assert!(points.iter().all(on), "{feature:?}");
    }
}

/// Sheets made to keep the tracing busy: the answer may be a refusal, but there is one. (A test cannot assert a time; each
/// is the worst that was found for one part of the tracing.)
mod busy {
    use super::*;

    /// The answer in words; what is proposed lies on the sheet.
    fn answer(image: &RgbImage, what: &str) -> String {
        let start = std::time::Instant::now();
        let answer = match trace(image, &Options::default()) {
            Ok(proposal) => {
                lies_on(&proposal, image);
                format!("{} elements of {} strokes", proposal.features.len(), proposal.strokes.len())
            }
            Err(refusal) => refusal.to_string(),
        };
        println!("{what}: {:.1} s, {answer}", start.elapsed().as_secs_f64());
        answer
    }

    /// A lattice of lines `step` apart.
    fn lattice(width: u32, height: u32, step: u32, slant: f64) -> RgbImage {
        let mut image = paper(width, height);
        let (w, h) = (f64::from(width), f64::from(height));
        for x in (step..width - step).step_by(step as usize).map(f64::from) {
            line(&mut image, [x, 10.0], [x + slant * h, h - 10.0]);
        }
        for y in (step..height - step).step_by(step as usize).map(f64::from) {
            line(&mut image, [10.0, y], [w - 10.0, y + slant * w]);
        }
        image
    }

    #[test]
    fn dark_squared_paper() {
        answer(&lattice(1400, 990, 24, 0.0), "a lattice of 24 pixels");
        answer(&lattice(1400, 990, 28, 0.11), "a slanted lattice of 28 pixels");
        let fine = answer(&lattice(2600, 1900, 26, 0.04), "a fine lattice");
        assert!(fine.contains("meshes") && fine.contains("squared"), "{fine}");
    }

    #[test]
    fn a_net_below_the_bound() {
        let mut net = paper(1400, 990);
        imageops::replace(&mut net, &lattice(860, 860, 16, 0.0), 270, 60);
        answer(&net, "a net of small meshes");
        for n in [110, 400] {
            let mut image = paper(1400, 990);
            let end = |i: u32, k: u32| [20.0 + 1360.0 * chance(i, k), 20.0 + 950.0 * chance(i, k + 9)];
            (0..n).for_each(|i| line(&mut image, end(i, 1), end(i, 2)));
            answer(&image, &format!("{n} lines from anywhere to anywhere"));
        }
    }

    #[test]
    fn strokes_thrown_about() {
        for (n, long) in [(3000, 28.0), (700, 90.0)] {
            let mut image = paper(1400, 990);
            for i in 0..n {
                let (s, c) = (std::f64::consts::TAU * chance(i, 3)).sin_cos();
                let at = [60.0 + 1280.0 * chance(i, 1), 60.0 + 870.0 * chance(i, 2)];
                line(&mut image, at, [at[0] + long * c, at[1] + long * s]);
            }
            answer(&image, &format!("{n} strokes of {long} pixels thrown about"));
        }
    }

    #[test]
    fn ten_thousand_dots() {
        let mut alone = paper(1400, 990);
        let mut pairs = paper(1400, 990);
        for (x, y) in (0..118).flat_map(|x| (0..85).map(move |y| (12 * x, 12 * y))) {
            (0..9).for_each(|i| dot(&mut alone, i64::from(x + i % 3), i64::from(y + i / 3)));
        }
        for (x, y) in (0..50).flat_map(|x| (0..50).map(move |y| (27 * x, 20 * y))) {
            let two = |i: i64| {
                [(i64::from(x) + i % 3, i64::from(y) + i / 3), (i64::from(x) + 9 + i % 3, i64::from(y) + i / 3)]
            };
            (0..9).flat_map(two).for_each(|(x, y)| dot(&mut pairs, x, y));
        }
        assert!(answer(&alone, "ten thousand dots").contains("writing alone"));
        assert!(answer(&pairs, "two and a half thousand pairs of dots").contains("no lines"));
    }

    #[test]
    fn a_maze() {
        for step in [16, 40] {
            let mut image = paper(1400, 990);
            for (x, y) in (1..1400 / step - 1).flat_map(|x| (1..990 / step - 1).map(move |y| (x, y))) {
                let at = [x, y].map(|v| f64::from(v * step));
                let to = if chance(x, y) < 0.5 {
                    [at[0] + f64::from(step), at[1]]
                } else {
                    [at[0], at[1] + f64::from(step)]
                };
                line(&mut image, at, to);
            }
            answer(&image, &format!("a maze of {step} pixels"));
        }
    }

    #[test]
    fn thousands_of_dashes() {
        for (long, step) in [(13, 20), (30, 24)] {
            let mut image = paper(1400, 990);
            for (x, y) in (0..1380 / (long + 10)).flat_map(|x| (0..980 / step).map(move |y| (x, y))) {
                let at = [10.0 + f64::from(x * (long + 10)), 8.0 + f64::from(y * step)];
                line(&mut image, at, [at[0] + f64::from(long), at[1]]);
            }
            answer(&image, &format!("dashes of {long} pixels"));
        }
    }

    #[test]
    fn hatching_all_over() {
        let mut image = paper(1400, 990);
        for (x, y) in (0..220).flat_map(|x| (0..4).map(move |y| (x, y))) {
            let at = [f64::from(x) * 6.0 + 10.0, 10.0 + 240.0 * f64::from(y)];
            line(&mut image, at, [at[0] + 190.0, at[1] + 190.0]);
        }
        answer(&image, "hatching all over");
    }

    #[test]
    fn a_bright_corner_of_a_dark_picture() {
        let corner = |x: u32, y: u32| if x < 260 && y < 480 { 255 } else { 40 + u8::from(x.is_multiple_of(50)) * 60 };
        answer(&RgbImage::from_fn(1400, 990, |x, y| Rgb([corner(x, y); 3])), "a bright corner");
        let sheet = |x: u32, y: u32| (800..1900).contains(&x) && (100..1250).contains(&y);
        let table = RgbImage::from_fn(2600, 2000, |x, y| if sheet(x, y) { PAPER } else { Rgb([70, 60, 50]) });
        let mut table = table;
        line(&mut table, [1000.0, 300.0], [1500.0, 900.0]);
        answer(&table, "a small sheet on a large table");
    }

    #[test]
    fn a_spiral_and_a_comb() {
        let mut image = paper(1400, 990);
        let at = |i: u32| {
            let t = f64::from(i) * 0.05;
            [700.0 + t * 1.3 * t.cos(), 495.0 + t * 1.3 * t.sin()]
        };
        (0..7000).for_each(|i| line(&mut image, at(i), at(i + 1)));
        answer(&image, "a spiral");
        let mut image = paper(1400, 990);
        line(&mut image, [20.0, 500.0], [1380.0, 500.0]);
        for x in (20..1380).step_by(9).map(f64::from) {
            line(&mut image, [x, 500.0], [x, 40.0]);
            line(&mut image, [x, 500.0], [x + 4.0, 950.0]);
        }
        answer(&image, "a comb");
    }
}
