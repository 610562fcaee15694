//! A case in which everything that can be told apart is a word of its own.
#![allow(clippy::unwrap_used, dead_code)]

use geo::{Coord, LineString, Point, polygon};
use locus_model::*;
use std::collections::{BTreeMap, BTreeSet};

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub fn edtf(text: &str) -> Option<Edtf> {
    Some(Edtf::parse(text).unwrap())
}

pub fn text(words: &str) -> Text {
    Text::undetermined(words)
}

fn extra(words: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("memo".to_owned(), format!("\"{words}\""))])
}

/// An account that holds `n` in all it says, whose ids and words carry `mark`.
pub fn account(mark: &str, n: f64, consent: Option<Consent>) -> Account {
    let at = In::claim(Point::new(127.0 + n / 1000.0, 39.0));
    Account {
        id: id(mark),
        session: Some(format!("session-{mark}")),
        interviewed: edtf("2021-04-12"),
        language: Some(format!("ko-x-{mark}")),
        stay: edtf("2009-11/2010-03"),
        vantage: Some(Vantage::WasThere),
        consent,
        withdrawn: None,
        discussed_with: BTreeSet::new(),
        exposures: vec![Exposure { shown: "model".to_owned(), at: Some(format!("00:20:{mark}")) }],
        pins: vec![Pin {
            id: id(&format!("{mark}-p1")),
            of: key("gate"),
            position: Position::Geographic(at),
            verbatim: format!("verbatim-{mark}"),
            radius95_m: Some(30.0 + n),
            basis: Some(format!("basis-{mark}")),
            imagery: None,
            elicitation: Some(Elicitation::FreeRecall),
            vantage: None,
            at: Some(format!("at-{mark}")),
            note: Some(text(&format!("pin-note-{mark}"))),
        }],
        areas: Vec::new(),
        statements: vec![Statement {
            id: id(&format!("{mark}-s1")),
            kind: StatementKind::Length { value_m: 5.0 + n, sd_m: 1.0 },
            of: vec![key("cell")],
            polarity: Polarity::Affirms,
            elicitation: None,
            vantage: None,
            text: Some(text(&format!("words-{mark}"))),
            at: None,
        }],
        note: Some(text(&format!("account-note-{mark}"))),
    }
}

pub fn sheet(mark: &str, n: f64) -> Sheet {
    let stroke = |name: &str, x: f64| Stroke {
        id: format!("{name}-{mark}"),
        kind: Kind::Wall,
        key: None,
        name: Some(text(&format!("drawn-{mark}"))),
        nodes: Vec::new(),
        valid: None,
        certainty: Some(Certainty::Unsure),
        ink: vec![format!("ink-{mark}")],
        traced_by: Some(format!("tracer-{mark}")),
        shape: In::claim(Form::Line(LineString::from(vec![(x, n), (x + 9.0, n)]))),
        extra: extra(&format!("extra-{mark}")),
    };
    Sheet {
        id: id(&format!("{mark}-1")),
        account: id(mark),
        image: format!("sketches/{mark}.jpg"),
        sha256: Some(format!("sha-{mark}")),
        drawn: edtf("2021-04-12"),
        level: id("L0"),
        medium: Some(format!("medium-{mark}")),
        true_north_up: false,
        covers: Vec::new(),
        elicitation: None,
        controls: vec![Control { landmark: key("gate"), px: In::claim(Point::new(n, n)), sd_px: None }],
        masks: vec![In::claim(polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)])],
        drawing: Some(Drawing {
            strokes: vec![stroke("b", 40.0), stroke("a", 10.0)],
            tracing: Tracing { by: format!("traced-by-{mark}") },
        }),
        note: Some(text(&format!("sheet-note-{mark}"))),
    }
}

pub fn incident(mark: &str, accounts: &[&str], consent: Option<Consent>) -> Incident {
    Incident {
        id: id(&format!("I-{mark}")),
        when: edtf("2009-11-03"),
        place: Some("cell".to_owned()),
        category: Some("torture".to_owned()),
        title: text(&format!("title-{mark}")),
        summary: text(&format!("summary-{mark}")),
        victims: BTreeSet::from([id(&format!("V-{mark}"))]),
        perpetrators: BTreeSet::from([id(&format!("P-{mark}"))]),
        accounts: accounts.iter().map(|a| id(a)).collect(),
        credibility: Some(2),
        consent,
        line: 7,
    }
}

/// Accounts `one` (of 1 m), `two` (of 2 m), … by the marks they go by.
pub fn case(marks: &[&str]) -> Case {
    let numbered = || marks.iter().enumerate().map(|(n, mark)| (*mark, n as f64 + 1.0));
    Case {
        id: id("made"),
        name: text("Made"),
        aliases: Vec::new(),
        facility_type: "detention-centre".to_owned(),
        operator: None,
        existed: None,
        note: Some(text("case-note-secret")),
        site: SiteDefinition { anchor: In::claim(Point::new(127.0, 39.0)), epsg: None },
        levels: vec![Level { id: id("L0"), name: text("Ground"), ordinal: 0, elevation_m: 0.0, height_m: None }],
        defaults: Defaults::default(),
        rights: Rights::default(),
        landmarks: BTreeMap::from([(
            key("gate"),
            Landmark {
                key: key("gate"),
                name: None,
                imagery: None,
                sd_m: 1.0,
                valid: None,
                position: In::claim(Point::new(127.0, 39.0)),
                extra: extra("landmark-secret"),
            },
        )]),
        footprints: BTreeMap::new(),
        accounts: numbered().map(|(mark, n)| (id(mark), account(mark, n, Some(Consent::Public)))).collect(),
        sheets: numbered().map(|(mark, n)| (id(&format!("{mark}-1")), sheet(mark, n))).collect(),
        imagery: BTreeMap::new(),
        incidents: numbered().map(|(mark, _)| incident(mark, &[mark], None)).collect(),
        notes: vec![Note::new(NoteKind::Doubted, "account:secret", "case-notes-secret", "")],
    }
}

/// A plan of one cell in one building, a wall that nobody named, and what each account gave.
pub fn plan(case: &Case) -> Plan {
    let origin = Coord { x: 1000.0, y: 2000.0 };
    let all: BTreeSet<Id> = case.accounts.keys().cloned().collect();
    let strokes =
        case.sheets.values().flat_map(|sheet| sheet.drawing.iter().flat_map(|d| &d.strokes).map(move |s| (sheet, s)));
    let sources: BTreeSet<Source> =
        strokes.map(|(sheet, s)| Source::Stroke { sheet: sheet.id.clone(), stroke: s.id.clone() }).collect();
    let agreement = Agreement { drawn_by: all.clone(), not_drawn_by: BTreeSet::new(), contradicted_by: all.clone() };
    let area = |x: f64, side: f64| {
        let (w, s, e, n) = (origin.x + x, origin.y + x, origin.x + x + side, origin.y + x + side);
        Form::Area(polygon![(x: w, y: s), (x: e, y: s), (x: e, y: n), (x: w, y: n)])
    };
    let element = |name: &str, kind: Kind, named: Option<&str>, shape: Form| Element {
        id: name.to_owned(),
        kind,
        key: named.map(key),
        name: None,
        level: id("L0"),
        nodes: shape.vertices().iter().map(|_| "corner".to_owned()).collect(),
        shape: In::claim(shape),
        host: (kind == Kind::Door).then(|| format!("wall-{}", sources.first().unwrap())),
        status: Status::Testified,
        agreement: agreement.clone(),
        independent_accounts: all.len(),
        sources: sources.clone(),
        radius95_m: Some(2.0),
        height: None,
        sill: None,
        thickness: None,
        hypothesis: None,
        valid: edtf("2009-11-03"),
    };
    let line = |x: f64| Form::Line(LineString::from(vec![(origin.x + x, origin.y), (origin.x + x + 5.0, origin.y)]));
    let node = |name: &str| Node {
        id: format!("node-{name}"),
        key: name.to_owned(),
        level: None,
        position: In::claim(Point::from(origin)),
        covariance: Covariance::isotropic(1.0),
        status: Status::Testified,
        agreement: agreement.clone(),
        independent_accounts: all.len(),
        sources: sources.clone(),
        hypothesis: None,
        valid: None,
    };
    let wall = format!("wall-{}", sources.first().unwrap());
    Plan {
        frame: SiteFrame {
            epsg: 32652,
            name: "UTM".to_owned(),
            anchor: In::claim(Point::new(127.0, 39.0)),
            origin: In::claim(Point::from(origin)),
            convergence_deg: 0.0,
        },
        nodes: vec![node("gate"), node(&wall)],
        elements: vec![
            element("building-block", Kind::Building, Some("block"), area(0.0, 30.0)),
            element("room-cell", Kind::Room, Some("cell"), area(1.0, 5.0)),
            element(&wall, Kind::Wall, None, line(0.0)),
            element("door-cell.door", Kind::Door, Some("cell/door"), line(2.0)),
        ],
        hypotheses: Vec::new(),
        sheets: Vec::new(),
        pins: Vec::new(),
        areas: Vec::new(),
        notes: vec![
            Note::new(NoteKind::Doubted, format!("account:{}", all.first().unwrap()), "plan-notes-secret", ""),
            Note::new(NoteKind::Assumed, "default:right-angles", "as in every case", ""),
        ],
        reckoning: Reckoning::default(),
    }
}
