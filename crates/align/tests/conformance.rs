//! Against numbers that nobody here computed. `LOCUS_DATA` names the data folder (see docs/conformance.md).
#![allow(clippy::unwrap_used)]

mod support;

use geo::{Coord, Point};
use locus_align::{Fit, Pair, Remembered, SheetInput, Tie, TieKind, align_sheet, calibrate, fit};
use locus_model::{Drawing, Form, In, Kind, Method, SketchPlane, Stroke, Tracing};
use serde_json::Value;
use std::path::Path;
use support::case::{bare_sheet, tie};
use support::{folder, json, points, xy};

fn far(a: Coord, b: Coord) -> f64 {
    (a - b).x.hypot((a - b).y)
}

fn method(name: &str) -> Option<Method> {
    Some(match name {
        "helmert" => Method::Similarity,
        "polynomial1" => Method::Affine,
        "polynomial2" => Method::Polynomial2,
        "polynomial3" => Method::Polynomial3,
        "thin-plate-spline" => Method::ThinPlateSpline,
        _ => return None,
    })
}

/// Helmert fits of pixels to degrees are of different handedness: the source's y is turned first, as in `SketchPlane`.
fn control(set: &Value, case: &Value, flip: f64) -> Vec<Pair> {
    let backward = case["direction"] == "backward";
    let pair = |p: &Value| {
        let (source, destination) = (xy(&p["source"]), xy(&p["destination"]));
        let source = Coord { x: source.x, y: flip * source.y };
        let (from, to) = if backward { (destination, source) } else { (source, destination) };
        Pair { from, to, sd: 1.0 }
    };
    set.as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn control_point_transforms_of_allmaps_and_gdal() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let file = json(&data.join("conformance/allmaps/transforms.json"));
    let (mut checked, mut residuals) = (0, 0);
    for case in file["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        // projective-6 is a reference to itself, tps-6-log2sigma a measure of allmaps' own.
        let (Some(kind), Some(tolerance)) = (method(case["method"].as_str().unwrap()), case["tolerance"].as_f64())
        else {
            continue;
        };
        let flip = if id.starts_with("helmert-3") { -1.0 } else { 1.0 };
        let backward = case["direction"] == "backward";
        let pairs = control(&file["control_sets"][case["control"].as_str().unwrap()], case, flip);
        let f = fit(kind, &pairs).unwrap();
        for (input, expected) in points(&case["input"]).into_iter().zip(points(&case["expected"])) {
            let turned = |c: Coord| Coord { x: c.x, y: flip * c.y };
            let got = if backward { turned(f.apply(input)) } else { f.apply(turned(input)) };
            assert!(far(got, expected) <= 1.5 * tolerance, "{id}: {got:?}, expected {expected:?}");
            checked += 1;
        }
        if let Some(list) = case["residuals_predicted_minus_control"].as_array() {
            for (got, expected) in f.residuals().into_iter().zip(list) {
                assert!(far(got, xy(expected)) <= 10.0 * tolerance, "{id}: residual {got:?}, expected {expected}");
                residuals += 1;
            }
        }
    }
    println!("allmaps and GDAL: {checked} points and {residuals} residuals agree");
    assert!(checked > 100 && residuals > 40, "{checked} points, {residuals} residuals");
}

#[test]
fn homography_of_opencv() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let file = json(&data.join("conformance/opencv-homography/homography.json"));
    let pairs: Vec<Pair> = file["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| Pair { from: xy(&p["graf1"]), to: xy(&p["graf3"]), sd: 1.0 })
        .collect();
    // Four corners of the grid determine it; the other eight judge.
    let corners = [pairs[0], pairs[2], pairs[9], pairs[11]];
    for chosen in [&corners[..], &pairs[..]] {
        let f = fit(Method::Projective, chosen).unwrap();
        for p in &pairs {
            assert!(far(f.apply(p.from), p.to) < 1e-9, "{:?} {:?}", f.apply(p.from), p.to);
        }
    }
}

/// Bidimensional regression (Friedman & Kohler 2003): r of a fit is sqrt(1 - unexplained / total).
fn correlation(f: &Fit) -> f64 {
    let to: Vec<Coord> = f.pairs().iter().map(|p| p.to).collect();
    let mean = to.iter().fold(Coord::zero(), |a, &b| a + b) / to.len() as f64;
    let total: f64 = to.iter().map(|p| far(*p, mean).powi(2)).sum();
    (1.0 - f.rms().powi(2) * to.len() as f64 / total).sqrt()
}

/// Rows of a CSV with `#` comments and a header.
fn csv(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .skip(1)
        .map(|l| l.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn cognitive_maps_of_the_literature() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let sets = data.join("conformance/cognitive-maps");
    let number = |s: &String| s.parse::<f64>().unwrap();
    let rows = csv(&sets.join("expected.csv"));
    assert_eq!(rows.len(), 6);
    for row in rows {
        let (name, expected) = (&row[0], row[1..].iter().map(number).collect::<Vec<f64>>());
        let pairs: Vec<Pair> = csv(&sets.join(format!("{name}.csv")))
            .iter()
            .map(|r| r.iter().map(number).collect::<Vec<f64>>())
            .map(|v| Pair { from: Coord { x: v[2], y: v[3] }, to: Coord { x: v[0], y: v[1] }, sd: 1.0 })
            .collect();
        assert_eq!(pairs.len() as f64, expected[0], "{name}");
        let f = fit(Method::Similarity, &pairs).unwrap();
        let [[a, _], [b, _]] = f.jacobian(Coord::zero());
        assert!((correlation(&f) - expected[1]).abs() < 1e-7, "{name}: r {}", correlation(&f));
        assert!((a.hypot(b) - expected[2]).abs() < 1e-7, "{name}: scale {}", a.hypot(b));
        assert!((b.atan2(a).to_degrees() - expected[3]).abs() < 1e-6, "{name}: rotation");
        let affine = correlation(&fit(Method::Affine, &pairs).unwrap());
        assert!((affine - expected[4]).abs() < 1e-7, "{name}: affine r {affine}");
        if name == "nakaya-1997" {
            // Nakaya (1997), table 2: r 0.969 and 0.980, betas 1.3487 and 0.5657.
            assert!((a - 1.3487).abs() < 5e-5 && (b - 0.5657).abs() < 5e-5, "{a} {b}");
        }
    }
}

/// Canonical, distance and angle accuracy, scaling and rotational bias, exponent of compression, ratio of the singular
/// values and axis of the longer one: an independent program (numpy, scipy) by the published definitions.
const CALIBRATIONS: [(&str, [f64; 8]); 4] = [
    (
        "nakaya-1997",
        [0.926900585, 0.937212228, 0.934496413, 0.017643984, -23.402729015, 0.924132593, 1.363148278, 49.591780066],
    ),
    (
        "carbon-2013-portraits",
        [0.992063492, 0.987151436, 0.991756056, 0.005074243, 0.011630806, 0.941435513, 1.027790650, 77.694981909],
    ),
    (
        "carbon-2013-paris",
        [0.987179487, 0.983305852, 0.981877930, 0.011468699, -1.355507679, 0.931610539, 1.046149630, 167.891077376],
    ),
    (
        "carbon-2013-cognitive-distances",
        [0.977777778, 0.937258521, 0.956107264, 0.032451547, -2.091600693, 0.747822051, 1.065224378, 147.774664151],
    ),
];

#[test]
fn calibrations_of_the_literature() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let sets = data.join("conformance/cognitive-maps");
    let number = |s: &String| s.parse::<f64>().unwrap();
    let expected = csv(&sets.join("expected.csv"));
    for (name, figures) in CALIBRATIONS {
        let rows = csv(&sets.join(format!("{name}.csv")));
        let point = |(place, row): (usize, &Vec<String>)| {
            let v: Vec<f64> = row.iter().map(number).collect();
            Remembered { drawn: Coord { x: v[0], y: v[1] }, truth: Coord { x: v[2], y: v[3] }, place }
        };
        let points: Vec<Remembered> = rows.iter().enumerate().map(point).collect();
        let c = calibrate(&points, false).unwrap();
        let row: Vec<f64> = expected.iter().find(|r| r[0] == name).unwrap()[1..].iter().map(number).collect();
        let index = |r: f64| 100.0 * (1.0 - r * r).sqrt();
        let published = [
            (c.r.value, row[1]),
            (1.0 / c.scale_m_per_px.value, row[2]),
            (c.rotation_deg.value, row[3]),
            (c.r_affine.value, row[4]),
        ];
        for (got, expected) in published {
            assert!((got - expected).abs() < 1e-7, "{name}: {got}, expected {expected}");
        }
        assert!((c.distortion_index.value - index(row[1])).abs() < 1e-4, "{name}: {:?}", c.distortion_index);
        assert!((c.distortion_index_affine.value - index(row[4])).abs() < 1e-4, "{name}");
        let p = c.pairwise;
        let got = [
            p.canonical,
            p.distance,
            p.angle,
            p.scaling_bias,
            p.rotational_bias_deg,
            c.compression.unwrap(),
            c.anisotropy.ratio,
        ];
        for (got, expected) in got.iter().zip(figures) {
            assert!((got.value - expected).abs() < 2e-7, "{name}: {got:?}, expected {expected}");
        }
        if let Some(axis) = c.anisotropy.axis_deg {
            assert!((axis.value - figures[7]).abs() < 1e-6, "{name}: {axis:?}");
        }
        if name == "nakaya-1997" {
            // The same program: jackknife over the 19 places, Student's t of scipy.
            let intervals = [
                (c.scale_m_per_px, 0.629_350, 0.742_862),
                (c.rotation_deg, 15.053_531, 30.456_927),
                (c.r, 0.935_675, 0.984_825),
            ];
            for (got, low, high) in intervals {
                assert!((got.low / low - 1.0).abs() < 1e-4 && (got.high / high - 1.0).abs() < 1e-4, "{got:?}");
            }
            assert!(
                c.anisotropy.axis_deg.is_some(),
                "Nakaya (1997) finds the affine regression better: {:?}",
                c.anisotropy
            );
        }
    }
}

#[test]
fn memory_sheets_of_the_literature() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let sets = data.join("real-cases/cognitive-maps");
    for row in csv(&data.join("conformance/cognitive-maps/expected.csv")) {
        let file = json(&sets.join(format!("{}.json", row[0])));
        let pairs: Vec<Pair> = file["points"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| {
                let px = xy(&p["sketch_px"]);
                Pair { from: Coord { x: px.x, y: -px.y }, to: xy(&p["truth_m"]), sd: 1.0 }
            })
            .collect();
        let f = fit(Method::Similarity, &pairs).unwrap();
        let (rms, held_out) = (row[6].parse::<f64>().unwrap(), row[7].parse::<f64>().unwrap());
        assert!((f.rms() - rms).abs() < 1e-4, "{}: residual {} expected {rms}", row[0], f.rms());
        assert!(
            (f.loo_rms().unwrap() - held_out).abs() < 1e-4,
            "{}: held-out {:?} expected {held_out}",
            row[0],
            f.loo_rms()
        );
    }
}

/// A participant's sketch of streets (SketchMapia): control and held-out points.
fn sketchmapia(data: &Path) -> (Vec<Pair>, Vec<Pair>) {
    let truth = json(&data.join("real-cases/sketchmapia-1/truth.json"));
    let role = |wanted: &str| -> Vec<Pair> {
        let all = truth["points"].as_array().unwrap().iter().filter(|p| p["role"] == wanted);
        all.map(|p| {
            let px = xy(&p["sketch_px"]);
            Pair { from: Coord { x: px.x, y: -px.y }, to: xy(&p["site_m_from_origin"]), sd: 1.0 }
        })
        .collect()
    };
    (role("control"), role("held-out"))
}

fn rms_of(held_out: &[Pair], place: impl Fn(Coord) -> Coord) -> f64 {
    (held_out.iter().map(|p| far(place(p.from), p.to).powi(2)).sum::<f64>() / held_out.len() as f64).sqrt()
}

#[test]
fn a_real_memory_sketch() {
    let Some(data) = folder("LOCUS_DATA") else { return };
    let (control, held_out) = sketchmapia(&data);
    assert_eq!((control.len(), held_out.len()), (7, 7));
    // What GDAL gives on the same points.
    for (method, expected) in [(Method::Similarity, 76.2), (Method::Affine, 37.7), (Method::ThinPlateSpline, 25.5)] {
        let f = fit(method, &control).unwrap();
        let got = rms_of(&held_out, |c| f.apply(c));
        println!("SketchMapia, 7 controls, 7 held-out junctions: {} {got:.1} m", method.as_str());
        assert!((got - expected).abs() < 0.1, "{method:?}: {got}");
    }
    let got = rms_of(&held_out, collocated(&control));
    println!("SketchMapia, 7 controls, 7 held-out junctions: collocation {got:.1} m");
    assert!(got < 37.7, "no worse than the affine fit: {got}");
}

/// The same control points through `align_sheet`, on a canvas of 850 pixels; carries pixels with y up.
fn collocated(control: &[Pair]) -> impl Fn(Coord) -> Coord + use<> {
    let width = 850.0;
    let ties: Vec<Tie> = control
        .iter()
        .enumerate()
        .map(|(i, p)| tie(&format!("junction-{i}"), TieKind::Control, p.from / width, 4.0 / width, (p.to, 1.0)))
        .collect();
    move |at| {
        let drawing = Drawing { strokes: vec![spot(at / width)], tracing: Tracing { by: "investigator".to_owned() } };
        let sheet = bare_sheet("P01-1", "P01");
        let input = SheetInput { sheet: &sheet, width_px: width, height_px: 600.0, drawing: &drawing, ties: &ties };
        align_sheet(&input).unwrap().strokes[0].form().vertices()[0]
    }
}

fn spot(at: Coord) -> Stroke<SketchPlane> {
    Stroke {
        id: "junction".to_owned(),
        kind: Kind::Object,
        key: None,
        name: None,
        nodes: vec![],
        valid: None,
        certainty: None,
        ink: vec![],
        traced_by: None,
        shape: In::claim(Form::Point(Point(at))),
        extra: Default::default(),
    }
}

/// GDAL itself, where it is installed.
#[test]
fn gdaltransform_agrees() {
    let present = std::process::Command::new("gdaltransform").arg("--version").output().is_ok();
    if !present {
        println!("skipped: gdaltransform is not installed");
        return;
    }
    let pairs: Vec<Pair> = (0..12)
        .map(f64::from)
        .map(|i| (1000.0 * (0.37 * i).fract(), 700.0 * (0.61 * i + 0.2).fract(), i))
        .map(|(x, y, i)| Pair {
            from: Coord { x, y },
            to: Coord {
                x: 337_000.0 + 0.1 * x + 0.02 * y + 3.0 * i.sin(),
                y: 4_334_000.0 - 0.03 * x + 0.12 * y + 3.0 * (2.0 * i).cos(),
            },
            sd: 1.0,
        })
        .collect();
    let places = [Coord { x: 50.0, y: 60.0 }, Coord { x: 512.5, y: 333.0 }, Coord { x: 990.0, y: 10.0 }];
    for (method, flags) in [
        (Method::Affine, &["-order", "1"][..]),
        (Method::Polynomial2, &["-order", "2"]),
        (Method::Polynomial3, &["-order", "3"]),
        (Method::ThinPlateSpline, &["-tps"]),
    ] {
        let f = fit(method, &pairs).unwrap();
        for (got, expected) in places.iter().map(|&c| f.apply(c)).zip(gdal(flags, &pairs, &places)) {
            assert!(far(got, expected) < 1e-4, "{method:?}: {got:?}, GDAL {expected:?}");
        }
    }
}

fn gdal(flags: &[&str], pairs: &[Pair], places: &[Coord]) -> Vec<Coord> {
    use std::io::Write;
    let mut command = std::process::Command::new("gdaltransform");
    command.args(flags).arg("-output_xy");
    for p in pairs {
        command.arg("-gcp").args([p.from.x, p.from.y, p.to.x, p.to.y].map(|v| v.to_string()));
    }
    let pipe = std::process::Stdio::piped;
    let mut child = command.stdin(pipe()).stdout(pipe()).spawn().unwrap();
    let text: String = places.iter().map(|c| format!("{} {}\n", c.x, c.y)).collect();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let coord = |line: &str| {
        let v: Vec<f64> = line.split_whitespace().map(|w| w.parse().unwrap()).collect();
        Coord { x: v[0], y: v[1] }
    };
    out.lines().map(coord).collect()
}
