//! A small invented facility: a block with a row of cells along a corridor, a shed, a fence with a gate.

use geo::{Coord, LineString, Point, Polygon};
use locus_model::*;
use locus_plan::{Inputs, PlacedFootprint};
use std::collections::{BTreeMap, BTreeSet};

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub fn ids(texts: &[&str]) -> BTreeSet<Id> {
    texts.iter().map(|t| id(t)).collect()
}

/// One drawn element: id, kind, key, named vertices.
#[derive(Clone)]
pub struct Drawn {
    pub id: String,
    pub kind: Kind,
    pub key: Option<String>,
    pub vertices: Vec<(String, Coord)>,
}

fn drawn(id: &str, kind: Kind, key: Option<&str>, vertices: &[(&str, f64, f64)]) -> Drawn {
    let vertices = vertices.iter().map(|(n, x, y)| (n.to_string(), Coord { x: *x, y: *y })).collect();
    Drawn { id: id.into(), kind, key: key.map(Into::into), vertices }
}

/// The fence with its gate, a shed and the outline of the block: a sheet of the site.
pub fn site() -> Vec<Drawn> {
    vec![
        drawn(
            "fence-1",
            Kind::Fence,
            Some("perimeter"),
            &[
                ("gate/e", 44.0, -20.0),
                ("perimeter/c2", 80.0, -20.0),
                ("perimeter/c3", 80.0, 50.0),
                ("perimeter/c4", -20.0, 50.0),
                ("perimeter/c1", -20.0, -20.0),
                ("gate/w", 40.0, -20.0),
            ],
        ),
        drawn("gate-1", Kind::Gate, Some("gate"), &[("gate/w", 40.0, -20.0), ("gate/e", 44.0, -20.0)]),
        drawn(
            "shed-1",
            Kind::Building,
            Some("shed"),
            &[("shed/c1", 50.0, 20.0), ("shed/c2", 62.0, 20.0), ("shed/c3", 62.0, 26.0), ("shed/c4", 50.0, 26.0)],
        ),
        block_outline(),
        drawn("tower-1", Kind::Tower, Some("tower-1"), &[("tower-1", 78.0, 48.0)]),
    ]
}

fn block_outline() -> Drawn {
    drawn(
        "block-1",
        Kind::Building,
        Some("block"),
        &[("block/c1", 0.0, 0.0), ("block/c2", 30.0, 0.0), ("block/c3", 30.0, 10.0), ("block/c4", 0.0, 10.0)],
    )
}

/// The inside of the block: `bounds` are the partitions of the row of cells, 0 and 30 included; each with the name of
/// the points at its ends, and each cell between two of them with its key.
pub fn inside(bounds: &[(&str, f64)], cells: &[&str]) -> Vec<Drawn> {
    let mut all = vec![block_outline()];
    let low = |n: &str| match n {
        "w" => "block/w".to_owned(),
        "e" => "block/e".to_owned(),
        n => format!("block/u{n}"),
    };
    let high = |n: &str| match n {
        "w" => "block/c4".to_owned(),
        "e" => "block/c3".to_owned(),
        n => format!("block/t{n}"),
    };
    let mut corridor = vec![("block/c1".to_owned(), 0.0, 0.0), ("block/c2".to_owned(), 30.0, 0.0)];
    corridor.extend(bounds.iter().rev().map(|(n, x)| (low(n), *x, 4.0)));
    let named = |v: &[(String, f64, f64)]| v.iter().map(|(n, x, y)| (n.clone(), Coord { x: *x, y: *y })).collect();
    all.push(Drawn {
        id: "corridor-1".into(),
        kind: Kind::Room,
        key: Some("corridor".into()),
        vertices: named(&corridor),
    });
    for (cell, w) in cells.iter().zip(bounds.windows(2)) {
        let ((a, x0), (b, x1)) = (w[0], w[1]);
        let ring = [(low(a), x0, 4.0), (low(b), x1, 4.0), (high(b), x1, 10.0), (high(a), x0, 10.0)];
        all.push(Drawn { id: cell.to_string(), kind: Kind::Room, key: Some(cell.to_string()), vertices: named(&ring) });
        let (middle, door) = ((x0 + x1) / 2.0, format!("{cell}/door"));
        let jambs = [(format!("{door}/a"), middle - 0.5, 4.0), (format!("{door}/b"), middle + 0.5, 4.0)];
        all.push(Drawn { id: format!("{cell}-door"), kind: Kind::Door, key: Some(door), vertices: named(&jambs) });
    }
    for w in bounds.windows(2).skip(1) {
        let (n, x) = w[0];
        let wall = [(low(n), x, 4.0), (high(n), x, 10.0)];
        all.push(Drawn { id: format!("wall-{n}"), kind: Kind::Wall, key: None, vertices: named(&wall) });
    }
    all
}

/// Five equal cells.
pub fn five() -> Vec<Drawn> {
    let bounds = [("w", 0.0), ("1", 6.0), ("2", 12.0), ("3", 18.0), ("4", 24.0), ("e", 30.0)];
    inside(&bounds, &["cell-1", "cell-2", "cell-3", "cell-4", "cell-5"])
}

/// The same row by somebody who remembers no `cell-3`: its neighbours close up.
pub fn four() -> Vec<Drawn> {
    let bounds = [("w", 0.0), ("1", 6.0), ("2", 15.0), ("4", 24.0), ("e", 30.0)];
    inside(&bounds, &["cell-1", "cell-2", "cell-4", "cell-5"])
}

/// A sheet of an account: what is drawn, moved by `to_ground`, with the same doubt everywhere.
pub struct Page {
    pub sheet: AlignedSheet,
}

pub fn page(sheet: &str, what: &[Drawn], sd_m: f64, to_ground: impl Fn(Coord) -> Coord) -> Page {
    let account = sheet.split('-').next().unwrap();
    let strokes = what.iter().map(|d| {
        let mut at: Vec<Coord> = d.vertices.iter().map(|(_, c)| to_ground(*c)).collect();
        let mut nodes: Vec<Option<Key>> = d.vertices.iter().map(|(n, _)| Key::new(n).ok()).collect();
        let form = if d.kind.is_area() {
            at.push(at[0]);
            nodes.push(nodes[0].clone());
            Form::Area(Polygon::new(LineString(at), vec![]))
        } else if at.len() == 1 {
            Form::Point(Point(at[0]))
        } else {
            Form::Line(LineString(at))
        };
        let covariances = vec![Covariance::isotropic(sd_m); form.vertices().len()];
        let stroke = Stroke {
            id: d.id.clone(),
            kind: d.kind,
            key: d.key.as_deref().map(key),
            name: None,
            nodes,
            valid: None,
            certainty: None,
            ink: vec![],
            traced_by: None,
            shape: In::claim(form),
            extra: BTreeMap::new(),
        };
        let framed = stroke.shape.geometry().corners();
        AlignedStroke { stroke, covariances, framed }
    });
    let quality = SheetQuality {
        method: Method::Similarity,
        controls: vec![],
        rms_m: 0.0,
        loo_rms_m: None,
        scale_m_per_px: 0.1,
        rotation_deg: 0.0,
        shear: 0.0,
        mirrored: false,
        fold: false,
        memory_sd_m: None,
        memory_length_m: None,
        calibration: None,
        classical: Vec::new(),
        classical_choice: None,
        worst_control: None,
        suspect_controls: vec![],
        uncheckable_controls: vec![],
    };
    Page {
        sheet: AlignedSheet {
            sheet: id(sheet),
            account: id(account),
            level: id("L0"),
            covers: vec![],
            paper: In::claim(Polygon::new(LineString(vec![]), vec![])),
            quality,
            strokes: strokes.collect(),
            ties: vec![],
        },
    }
}

/// The same page without any node key.
pub fn without_node_keys(mut page: Page) -> Page {
    page.sheet.strokes.iter_mut().for_each(|s| s.stroke.nodes.clear());
    page
}

pub fn account(name: &str) -> Account {
    Account {
        id: id(name),
        session: None,
        interviewed: None,
        language: None,
        stay: None,
        vantage: None,
        consent: None,
        withdrawn: None,
        discussed_with: BTreeSet::new(),
        exposures: vec![],
        pins: vec![],
        areas: vec![],
        statements: vec![],
        note: None,
    }
}

pub fn statement(name: &str, kind: StatementKind, of: &[&str]) -> Statement {
    Statement {
        id: id(name),
        kind,
        of: of.iter().map(|k| key(k)).collect(),
        polarity: Polarity::Affirms,
        elicitation: None,
        vantage: None,
        text: None,
        at: None,
    }
}

/// A case with the accounts of these pages and nothing seen.
pub fn case(pages: &[Page]) -> Case {
    let origin = In::claim(Point::new(0.0, 0.0));
    let accounts = pages.iter().map(|p| p.sheet.account.clone());
    Case {
        id: id("synthetic"),
        name: Text::default(),
        aliases: vec![],
        facility_type: "other".into(),
        operator: None,
        existed: None,
        note: None,
        site: SiteDefinition { anchor: origin, epsg: None },
        levels: vec![Level { id: id("L0"), name: Text::default(), ordinal: 0, elevation_m: 0.0, height_m: Some(3.2) }],
        defaults: Defaults::default(),
        rights: Rights::default(),
        landmarks: BTreeMap::new(),
        footprints: BTreeMap::new(),
        accounts: accounts.map(|a| (a.clone(), account(a.as_str()))).collect(),
        sheets: BTreeMap::new(),
        imagery: BTreeMap::new(),
        incidents: vec![],
        notes: vec![],
    }
}

/// An outline of the shed, as imagery shows it.
pub fn see_shed(case: &mut Case, to_ground: impl Fn(Coord) -> Coord) -> PlacedFootprint {
    let shed = site().into_iter().find(|d| d.id == "shed-1").unwrap();
    let mut nodes: Vec<Option<Key>> = shed.vertices.iter().map(|(n, _)| Some(key(n))).collect();
    nodes.push(nodes[0].clone());
    let empty = In::claim(Polygon::new(LineString(vec![]), vec![]));
    let footprint = Footprint {
        id: id("fp-shed"),
        key: Some(key("shed")),
        name: None,
        imagery: None,
        sd_m: 0.35,
        height: None,
        valid: None,
        nodes,
        outline: empty,
        extra: BTreeMap::new(),
    };
    case.footprints.insert(id("fp-shed"), footprint);
    let ring = shed.vertices.iter().map(|(_, c)| to_ground(*c)).collect();
    PlacedFootprint { id: id("fp-shed"), outline: In::claim(Polygon::new(ring, vec![])) }
}

pub fn frame() -> SiteFrame {
    let (anchor, origin) = (In::claim(Point::new(0.0, 0.0)), In::claim(Point::new(0.0, 0.0)));
    SiteFrame { epsg: 32652, name: "UTM 52N".into(), anchor, origin, convergence_deg: 0.0 }
}

pub fn inputs<'a>(case: &'a Case, pages: Vec<Page>) -> Inputs<'a> {
    let sheets = pages.into_iter().map(|p| p.sheet).collect();
    Inputs {
        case,
        frame: frame(),
        sheets,
        landmarks: BTreeMap::new(),
        footprints: vec![],
        pins: vec![],
        areas: vec![],
        notes: vec![],
        adjust: &each_alone,
    }
}

pub fn fuse(pages: Vec<Page>) -> Plan {
    let case = case(&pages);
    locus_plan::fuse(inputs(&case, pages))
}

/// A stand-in for the joint adjustment, which this crate does not know: imagery where there is any, else the geometric
/// median of where the sheets put a point, as well known as they scatter.
pub fn each_alone(network: &Network) -> Adjustment {
    let point = |p: usize| {
        let fixed = network.fixes.iter().find(|f| f.of == [p] && !f.may_be_wrong);
        let shown = network.sheets.iter().flat_map(|s| &s.vertices).filter(|v| v.point == p).map(|v| v.at);
        let shown: Vec<Coord> = shown.collect();
        let (at, covariance) = match fixed {
            Some(fix) => (fix.at, fix.covariance),
            None => (geometric_median(&shown), Covariance::isotropic(1.0 / (shown.len() as f64).sqrt())),
        };
        AdjustedPoint { at, covariance, shared: Covariance::default(), pulls: vec![] }
    };
    let sheet = |s: &locus_model::NetworkSheet| AdjustedSheet {
        vertices: vec![1.0; s.vertices.len()],
        w: vec![0.0; s.vertices.len()],
        units: vec![(1.0, Coord::zero()); s.units.len()],
    };
    Adjustment {
        points: (0..network.points.len()).map(point).collect(),
        sheets: network.sheets.iter().map(sheet).collect(),
        fix_weights: vec![1.0; network.fixes.len()],
        stated_weights: vec![1.0; network.stated.len()],
        gains_m2: vec![0.0; network.questions.len()],
        components: vec![],
    }
}

fn geometric_median(shown: &[Coord]) -> Coord {
    let mut at = shown.iter().fold(Coord::zero(), |sum, &p| sum + p / shown.len() as f64);
    for _ in 0..200 {
        let weight = |p: Coord| 1.0 / (p - at).x.hypot((p - at).y).max(1e-6);
        let total: f64 = shown.iter().map(|&p| weight(p)).sum();
        at = shown.iter().fold(Coord::zero(), |sum, &p| sum + p * (weight(p) / total));
    }
    at
}

pub fn at(plan: &Plan, node: &str) -> Coord {
    plan.nodes.iter().find(|n| n.key == node).unwrap_or_else(|| panic!("no node {node}")).position.geometry().0
}

pub fn radius(plan: &Plan, node: &str) -> f64 {
    plan.nodes.iter().find(|n| n.key == node).unwrap().covariance.radius95_m()
}

pub fn element<'a>(plan: &'a Plan, id: &str) -> &'a Element {
    plan.elements.iter().find(|e| e.id == id).unwrap_or_else(|| {
        panic!("no element {id} among {:?}", plan.elements.iter().map(|e| &e.id).collect::<Vec<_>>())
    })
}

pub fn distance(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

pub fn shifted(x: f64, y: f64) -> impl Fn(Coord) -> Coord {
    move |c| c + Coord { x, y }
}
