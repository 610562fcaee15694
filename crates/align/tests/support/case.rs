//! One case of the benchmark: ties and drawings in metres and page widths, and the truth.

use super::{json, points, xy};
use geo::{Coord, LineString, Point, Polygon};
use locus_align::{Tie, TieKind};
use locus_model::{Covariance, Drawing, Form, Id, In, Key, Kind, Sheet, Stroke, Tracing};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A sheet with its ties.
pub struct TestSheet {
    pub sheet: Sheet,
    pub interior: bool,
    pub size: [f64; 2],
    pub drawing: Drawing<locus_model::SketchPlane>,
    pub ties: Vec<Tie>,
    /// The planted wrong control point.
    pub wrong: Option<String>,
    /// Keys of the drawn vertices, also where the case carries none; parallel to `drawing`.
    pub nodes: Vec<Vec<String>>,
}

/// A case.
pub struct TestCase {
    pub name: String,
    pub sheets: Vec<TestSheet>,
    /// True places of the nodes that only testimony gives.
    pub hidden: BTreeMap<String, Coord>,
    pub interior: BTreeSet<String>,
}

/// WGS 84 degrees to UTM zone 52 north, metres: Krüger's series to n³ (a tenth of a millimetre inside the zone).
fn utm52(lonlat: Coord) -> Coord {
    let (a, f) = (6_378_137.0, 1.0 / 298.257_223_563);
    let n: f64 = f / (2.0 - f);
    let (phi, lambda) = (lonlat.y.to_radians(), (lonlat.x - 129.0).to_radians());
    let e = (f * (2.0 - f)).sqrt();
    let t = (phi.sin().atanh() - e * (e * phi.sin()).atanh()).sinh();
    let (xi, eta) = (t.atan2(lambda.cos()), (lambda.sin() / t.hypot(lambda.cos())).asinh());
    let alpha = [
        n / 2.0 - 2.0 * n * n / 3.0 + 5.0 * n.powi(3) / 16.0,
        13.0 * n * n / 48.0 - 3.0 * n.powi(3) / 5.0,
        61.0 * n.powi(3) / 240.0,
    ];
    let (mut x, mut y) = (eta, xi);
    for (k, a) in alpha.iter().enumerate() {
        let m = 2.0 * (k + 1) as f64;
        x += a * (m * xi).cos() * (m * eta).sinh();
        y += a * (m * xi).sin() * (m * eta).cosh();
    }
    let radius = 0.9996 * a / (1.0 + n) * (1.0 + n * n / 4.0 + n.powi(4) / 64.0);
    Coord { x: 500_000.0 + radius * x, y: radius * y }
}

/// Reads `<folder>/case/<slug>` and `<folder>/truth`.
pub fn read(folder: &Path) -> TestCase {
    let root = std::fs::read_dir(folder.join("case")).unwrap().next().unwrap().unwrap().path();
    let (known, landmarks) = known_places(&root);
    let plan = json(&folder.join("truth/plan.json"));
    let mut hidden = BTreeMap::new();
    let mut interior = BTreeSet::new();
    for (key, node) in plan["nodes"].as_object().unwrap() {
        if !node["anchored"].as_bool().unwrap() && !node["drawn_on"].as_array().unwrap().is_empty() {
            hidden.insert(key.clone(), xy(&node["utm"]));
            if node["part"] == "interior" {
                interior.insert(key.clone());
            }
        }
    }
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("truth/sheets")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let sheets = files.iter().map(|f| sheet(&root, &json(f), &known, &landmarks)).collect();
    TestCase { name: plan["slug"].as_str().unwrap().to_owned(), sheets, hidden, interior }
}

type Places = BTreeMap<String, (Coord, f64)>;

/// Node keys that landmarks and outlines give, and the landmarks alone.
fn known_places(root: &Path) -> (Places, Places) {
    let mut landmarks = Places::new();
    for f in json(&root.join("landmarks.geojson"))["features"].as_array().unwrap() {
        let at = utm52(xy(&f["geometry"]["coordinates"]));
        let p = &f["properties"];
        landmarks.insert(p["id"].as_str().unwrap().to_owned(), (at, p["sd_m"].as_f64().unwrap()));
    }
    let mut known = landmarks.clone();
    for f in json(&root.join("footprints.geojson"))["features"].as_array().unwrap() {
        let p = &f["properties"];
        let Some(nodes) = p["nodes"].as_array() else { continue };
        for (key, at) in nodes.iter().zip(points(&f["geometry"]["coordinates"][0])) {
            known.insert(key.as_str().unwrap().to_owned(), (utm52(at), p["sd_m"].as_f64().unwrap()));
        }
    }
    (known, landmarks)
}

fn sheet(root: &Path, truth: &Value, known: &Places, landmarks: &Places) -> TestSheet {
    let id = truth["sheet"].as_str().unwrap();
    let size = [truth["size"][0].as_f64().unwrap(), truth["size"][1].as_f64().unwrap()];
    let plane = |c: Coord| Coord { x: c.x / size[0], y: (size[1] - c.y) / size[0] };
    let mut strokes = Vec::new();
    let mut nodes = Vec::new();
    for f in json(&root.join(format!("sketches/{id}.trace.geojson")))["features"].as_array().unwrap() {
        let stroke = stroke(f, plane);
        let keys = truth["trace_nodes"][&stroke.id].as_array().unwrap();
        nodes.push(keys.iter().map(|k| k.as_str().unwrap().to_owned()).collect());
        strokes.push(stroke);
    }
    let drawing = Drawing { strokes, tracing: Tracing { by: "investigator".to_owned() } };
    let text = std::fs::read_to_string(root.join(format!("sketches/{id}.toml"))).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let mut ties = Vec::new();
    for control in table["control"].as_array().unwrap() {
        let px = control["px"].as_array().unwrap();
        let at = plane(Coord { x: px[0].as_float().unwrap(), y: px[1].as_float().unwrap() });
        let key = control["landmark"].as_str().unwrap();
        let sd = control["sd_px"].as_float().unwrap() / size[0];
        ties.push(tie(key, TieKind::Control, at, sd, landmarks[key]));
    }
    ties.extend(drawn_ties(&drawing, known, landmarks, size[0]));
    TestSheet {
        sheet: bare_sheet(id, truth["account"].as_str().unwrap()),
        interior: truth["kind"] == "interior",
        size,
        drawing,
        ties,
        wrong: truth["wrong_control"]["landmark"].as_str().map(str::to_owned),
        nodes,
    }
}

/// Drawn vertices with a known node key, and drawn openings and points that are landmarks themselves.
fn drawn_ties(drawing: &Drawing<locus_model::SketchPlane>, known: &Places, landmarks: &Places, width: f64) -> Vec<Tie> {
    let mut out: BTreeMap<String, Tie> = BTreeMap::new();
    for stroke in &drawing.strokes {
        let vertices = stroke.shape.geometry().vertices();
        for (i, &at) in vertices.iter().enumerate() {
            let Some(key) = stroke.node(i).map(|k| k.as_str().to_owned()) else { continue };
            if let Some(&place) = known.get(&key) {
                out.insert(key.clone(), tie(&key, TieKind::FootprintNode, at, 1.5 / width, place));
            }
        }
        let Some(key) = stroke.key.as_ref().map(|k| k.as_str().to_owned()) else { continue };
        let pointlike = stroke.kind.is_opening() || vertices.len() == 1;
        if let (true, Some(&place)) = (pointlike, landmarks.get(&key)) {
            let at = vertices.iter().fold(Coord::zero(), |a, &b| a + b) / vertices.len() as f64;
            out.entry(key.clone()).or_insert_with(|| tie(&key, TieKind::FootprintNode, at, 1.5 / width, place));
        }
    }
    out.into_values().collect()
}

pub fn tie(key: &str, kind: TieKind, plane: Coord, sd_plane: f64, (site, sd_m): (Coord, f64)) -> Tie {
    Tie {
        key: Key::new(key).unwrap(),
        kind,
        plane: In::claim(Point(plane)),
        sd_plane,
        site: In::claim(Point(site)),
        covariance: Covariance::isotropic(sd_m),
    }
}

fn stroke(feature: &Value, plane: impl Fn(Coord) -> Coord) -> Stroke<locus_model::SketchPlane> {
    let (p, g) = (&feature["properties"], &feature["geometry"]);
    let ring = |v: &Value| -> LineString { points(v).into_iter().map(&plane).collect() };
    let form = match g["type"].as_str().unwrap() {
        "Point" => Form::Point(Point(plane(xy(&g["coordinates"])))),
        "LineString" => Form::Line(ring(&g["coordinates"])),
        _ => Form::Area(Polygon::new(ring(&g["coordinates"][0]), vec![])),
    };
    let key = |v: &Value| v.as_str().map(|k| Key::new(k).unwrap());
    Stroke {
        id: p["id"].as_str().unwrap().to_owned(),
        kind: Kind::parse(p["kind"].as_str().unwrap()).unwrap(),
        key: key(&p["key"]),
        name: None,
        nodes: p["nodes"].as_array().map(|all| all.iter().map(key).collect()).unwrap_or_default(),
        valid: None,
        certainty: None,
        ink: vec![],
        traced_by: None,
        shape: In::claim(form),
        extra: BTreeMap::new(),
    }
}

pub fn bare_sheet(id: &str, account: &str) -> Sheet {
    Sheet {
        id: Id::new(id).unwrap(),
        account: Id::new(account).unwrap(),
        image: format!("sketches/{id}.jpg"),
        sha256: None,
        drawn: None,
        level: Id::new("L0").unwrap(),
        medium: None,
        true_north_up: false,
        covers: vec![],
        elicitation: None,
        controls: vec![],
        masks: Vec::new(),
        drawing: None,
        note: None,
    }
}
