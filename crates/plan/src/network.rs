//! The survey as a network of observations: which drawn vertex is which point, what was remembered as one thing, and what
//! imagery, pins and statements say about the same points.

use crate::Inputs;
use crate::places;
use crate::points::Points;
use crate::questions;
use crate::survey::{Label, Origin, Survey, Trace, extent};
use crate::voices::Voices;
use geo::Coord;
use locus_model::{
    Covariance, Fix, Group, Id, Key, Kind, Measure, Network, NetworkSheet, Note, NoteKind, PlacedTie, Polarity,
    SheetVertex, Size, Statement, StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is no building but smaller than this share of its sheet was remembered as one thing too.
const SMALL: f64 = 0.3;
/// On a sheet, a point is on the line between two others when it is no farther off than this share of their distance.
const ON_LINE: f64 = 0.04;
/// Stated radii are too small by about this factor: see [`crate::pins`].
const OVERCONFIDENCE: f64 = 2.0;

/// A network and where its parts come from.
pub struct Made {
    /// The points of [`Points::all`], in that order, then places that only ties know.
    pub network: Network,
    /// The building (or other block) behind each number in [`Group::id`] of a unit.
    pub units: Vec<Key>,
    /// What each fix is: the imagery of a point, or a pin.
    pub fixes: Vec<Source>,
    /// The account and the statement behind each stated size.
    pub stated: Vec<(Id, Id)>,
    /// What each question asks: two keys.
    pub questions: Vec<(Key, Key)>,
    /// What was assumed, and what could not be used.
    pub notes: Vec<Note>,
}

/// Where a fix comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A landmark or an outline.
    Imagery,
    /// A pin.
    Pin(Id),
}

/// The network of everything the case says about the points.
pub fn of(inputs: &Inputs, survey: &Survey, points: &Points, blocks: &[Option<Key>], voices: &Voices) -> Made {
    let mut made = Made {
        network: Network { points: first_guess(survey, points), ..Network::default() },
        units: units(blocks),
        fixes: Vec::new(),
        stated: Vec::new(),
        questions: Vec::new(),
        notes: Vec::new(),
    };
    made.add_imagery(survey, points);
    let drawings = Drawings { survey, points, blocks };
    let mut walls = BTreeMap::new();
    for (index, from) in inputs.sheets.iter().enumerate() {
        let sheet = made.sheet(&drawings, index, &from.ties, &mut walls);
        made.network.sheets.push(NetworkSheet { voice: voices.number(&from.account), ..sheet });
    }
    made.add_structure(survey, points);
    made.add_pins(inputs, survey, points);
    made.add_statements(inputs, survey, points);
    for (range, about) in questions::of(survey, points, &made.network.points) {
        made.network.questions.push(range);
        made.questions.push(about);
    }
    made
}

/// What was drawn, and what belongs together.
struct Drawings<'a> {
    survey: &'a Survey,
    points: &'a Points,
    blocks: &'a [Option<Key>],
}

/// Where imagery shows a point, else the middle of where the sheets put it.
fn first_guess(survey: &Survey, points: &Points) -> Vec<Coord> {
    let guess = |point: &crate::points::FeaturePoint| {
        let spots = || point.spots.iter().map(|s| &survey.spots[*s]);
        let seen: Vec<Coord> = spots().filter(|s| s.account.is_none()).map(|s| s.at).collect();
        if seen.is_empty() { median(spots().map(|s| s.at).collect()) } else { crate::outline::mean(&seen) }
    };
    points.all.iter().map(guess).collect()
}

/// The median of each coordinate.
fn median(at: Vec<Coord>) -> Coord {
    let middle = |axis: fn(&Coord) -> f64| {
        let mut values: Vec<f64> = at.iter().map(axis).collect();
        values.sort_by(f64::total_cmp);
        let n = values.len();
        if n == 0 { 0.0 } else { 0.5 * (values[(n - 1) / 2] + values[n / 2]) }
    };
    Coord { x: middle(|c| c.x), y: middle(|c| c.y) }
}

fn units(blocks: &[Option<Key>]) -> Vec<Key> {
    let all: BTreeSet<&Key> = blocks.iter().flatten().collect();
    all.into_iter().cloned().collect()
}

impl Made {
    fn add_imagery(&mut self, survey: &Survey, points: &Points) {
        for (p, point) in points.all.iter().enumerate() {
            for spot in point.spots.iter().map(|s| &survey.spots[*s]).filter(|s| s.account.is_none()) {
                self.fix(vec![p], spot.at, spot.covariance, Source::Imagery);
            }
        }
    }

    fn fix(&mut self, of: Vec<usize>, at: Coord, covariance: Covariance, source: Source) {
        let may_be_wrong = matches!(source, Source::Pin(..));
        self.network.fixes.push(Fix { of, at, covariance, may_be_wrong });
        self.fixes.push(source);
    }

    fn sheet(
        &mut self,
        drawings: &Drawings,
        index: usize,
        ties: &[PlacedTie],
        walls: &mut BTreeMap<Vec<usize>, usize>,
    ) -> NetworkSheet {
        let Drawings { survey, points, .. } = drawings;
        let mut sheet = NetworkSheet::default();
        let mut of_point: BTreeMap<usize, usize> = BTreeMap::new();
        for (p, point) in points.all.iter().enumerate() {
            let spots = point.spots.iter().map(|s| &survey.spots[*s]);
            for spot in spots.filter(|s| s.origin == Origin::Sheet(index)) {
                of_point.entry(p).or_insert(sheet.vertices.len());
                sheet.vertices.push(SheetVertex { point: p, at: spot.framed });
            }
        }
        sheet.units = self.remembered_as_one(drawings, &sheet, index);
        if sheet.units.is_empty() {
            sheet.walls = drawn_walls(survey, points, index, &of_point, walls);
        }
        for tie in ties {
            if let Some(point) = self.tied(drawings, index, tie, &of_point) {
                sheet.vertices.push(SheetVertex { point, at: tie.framed });
            }
        }
        sheet
    }

    /// The buildings of a sheet that shows several, and what else on it is small.
    fn remembered_as_one(&self, drawings: &Drawings, sheet: &NetworkSheet, index: usize) -> Vec<Group> {
        let mut groups: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        for (v, vertex) in sheet.vertices.iter().enumerate() {
            if let Some(key) = &drawings.blocks[vertex.point] {
                groups.entry(key).or_default().push(v);
            }
        }
        let building = |key: &Key| {
            let mut traces = drawings.survey.traces.iter().filter(|t| t.origin == Origin::Sheet(index));
            traces.any(|t| t.kind == Kind::Building && t.key.as_ref() == Some(key))
        };
        let at = |vertices: &[usize]| extent(vertices.iter().map(|&v| sheet.vertices[v].at));
        let whole = extent(sheet.vertices.iter().map(|v| v.at));
        groups.retain(|key, vertices| vertices.len() > 1 && (building(key) || at(vertices) < SMALL * whole));
        // A sheet of one building shows its inside, whatever stands beside it.
        if groups.keys().filter(|key| building(key)).count() < 2 {
            return Vec::new();
        }
        let number = |key: &Key| self.units.binary_search(key).ok();
        groups.into_iter().filter_map(|(key, vertices)| Some(Group { id: number(key)?, vertices })).collect()
    }

    /// The point of a tie that is no drawn vertex: a landmark marked beside what is drawn, or the middle of a gate.
    fn tied(
        &mut self,
        Drawings { survey, points, .. }: &Drawings,
        index: usize,
        tie: &PlacedTie,
        drawn: &BTreeMap<usize, usize>,
    ) -> Option<usize> {
        let label = Label::Key(tie.key.clone());
        if let Some(point) = points.all.iter().position(|p| p.labels.contains(&label)) {
            return (!drawn.contains_key(&point)).then_some(point);
        }
        // An outline whose corners are drawn and known is no further tie by its middle.
        let seen = |p: &usize| points.all[*p].spots.iter().any(|s| survey.spots[*s].account.is_none());
        let own = |t: &&Trace| t.origin == Origin::Sheet(index) && t.key.as_ref() == Some(&tie.key);
        let mut corners = survey.traces.iter().filter(own).flat_map(|t| t.spots.iter().map(|s| points.of_spot[*s]));
        if corners.any(|p| seen(&p)) {
            return None;
        }
        let known = self.network.points.len();
        self.network.points.push(tie.at);
        self.fix(vec![known], tie.at, tie.covariance, Source::Imagery);
        Some(known)
    }

    fn add_structure(&mut self, survey: &Survey, points: &Points) {
        let (mut corners, mut lines) = (BTreeSet::new(), BTreeSet::new());
        for (index, trace) in survey.traces.iter().enumerate().filter(|(_, t)| t.account.is_some()) {
            let along = points.along(survey, index);
            let n = along.len();
            if trace.closed && n > 2 && matches!(trace.kind, Kind::Building | Kind::Room) {
                corners.extend((0..n).map(|i| ordered([along[(i + n - 1) % n], along[i], along[(i + 1) % n]])));
            }
            if trace.kind.is_line() && n == trace.spots.len() {
                lines.extend(straight(survey, trace).into_iter().map(|t| ordered(t.map(|i| along[i]))));
            }
        }
        let distinct = |t: &[usize; 3]| t[0] != t[1] && t[1] != t[2] && t[0] != t[2];
        self.network.corners = corners.into_iter().filter(distinct).collect();
        self.network.lines = lines.into_iter().filter(distinct).collect();
    }

    /// Pins of drawn places. One that came without a radius is only compared.
    fn add_pins(&mut self, inputs: &Inputs, survey: &Survey, points: &Points) {
        for pin in &inputs.pins {
            let Some(of) = places::of(survey, points, &pin.of) else { continue };
            let Some(radius) = pin.radius95_m else {
                self.notes.push(Note::new(
                    NoteKind::LeftOut,
                    format!("pin:{}", pin.id),
                    format!("without a radius it does not help to place \"{}\", which is drawn", pin.of),
                    "ask how sure the person is and give radius95_m",
                ));
                continue;
            };
            let covariance = Covariance::from_radius95(radius * OVERCONFIDENCE);
            self.fix(of, pin.position.geometry().0, covariance, Source::Pin(pin.id.clone()));
        }
        if self.fixes.iter().any(|f| matches!(f, Source::Pin(_))) {
            self.notes.push(Note::new(
                NoteKind::Assumed,
                "default:pin-overconfidence",
                format!("stated radii of pins of drawn places are taken {OVERCONFIDENCE} times as wide"),
                "people state them too small; docs/adjustment.md",
            ));
        }
    }

    /// Stated distances, lengths and widths of areas and openings, and the areas themselves.
    fn add_statements(&mut self, inputs: &Inputs, survey: &Survey, points: &Points) {
        for account in inputs.case.accounts.values() {
            for said in account.statements.iter().filter(|s| s.polarity == Polarity::Affirms) {
                let Some((of, value, sd)) = stated(said, survey, points) else { continue };
                match of {
                    Some(of) => {
                        self.network.stated.push(Size { of, value, sd });
                        self.stated.push((account.id.clone(), said.id.clone()));
                    }
                    None => self.notes.push(Note::new(
                        NoteKind::LeftOut,
                        format!("statement:{}", said.id),
                        "it does not help to place anything: nobody drew what it measures, or it is the thickness of a wall",
                        "",
                    )),
                }
            }
        }
    }
}

/// What a statement measures, where that is drawn; its value and standard deviation, metres or square metres. `None` for a
/// statement of another kind.
fn stated(said: &Statement, survey: &Survey, points: &Points) -> Option<(Option<Measure>, f64, f64)> {
    let place = |key: &Key| places::of(survey, points, key);
    let between = |ends: Option<(Vec<usize>, Vec<usize>)>| {
        ends.filter(|(from, to)| from != to).map(|(from, to)| Measure::Distance([from, to]))
    };
    Some(match (&said.kind, &said.of[..]) {
        (StatementKind::Distance { value_m, sd_m }, [a, b]) => (between(place(a).zip(place(b))), *value_m, *sd_m),
        (StatementKind::Length { value_m, sd_m }, [key]) => {
            (between(places::ends(survey, points, key, true)), *value_m, *sd_m)
        }
        (StatementKind::Width { value_m, sd_m }, [key]) => {
            (between(places::ends(survey, points, key, false)), *value_m, *sd_m)
        }
        (StatementKind::Area { value_m2, sd_m2 }, [key]) => {
            (places::ring(survey, points, key).map(Measure::Area), *value_m2, *sd_m2)
        }
        _ => return None,
    })
}

/// The walls of a sheet; a wall through the same points is the same wall on every sheet.
fn drawn_walls(
    survey: &Survey,
    points: &Points,
    index: usize,
    of_point: &BTreeMap<usize, usize>,
    numbers: &mut BTreeMap<Vec<usize>, usize>,
) -> Vec<Group> {
    let own = |t: &Trace| t.origin == Origin::Sheet(index) && t.kind == Kind::Wall;
    let walls = (0..survey.traces.len()).filter(|t| own(&survey.traces[*t]));
    let group = |t: usize| {
        let through: BTreeSet<usize> = points.along(survey, t).into_iter().collect();
        let through: Vec<usize> = through.into_iter().collect();
        let vertices: Vec<usize> = through.iter().filter_map(|p| of_point.get(p).copied()).collect();
        let next = numbers.len();
        (!vertices.is_empty()).then(|| Group { id: *numbers.entry(through).or_insert(next), vertices })
    };
    walls.filter_map(group).collect()
}

/// Triples of indices along a trace whose middle is drawn on the line between the others: of neighbours, and of the two
/// ends with each point between them.
fn straight(survey: &Survey, trace: &Trace) -> Vec<[usize; 3]> {
    let at: Vec<Coord> = trace.spots.iter().map(|s| survey.spots[*s].framed).collect();
    let n = at.len();
    let neighbours = (2..n).map(|i| [i - 2, i - 1, i]);
    let across = (2..n).map(|i| [0, i - 1, n - 1]);
    let on_line = |t: &[usize; 3]| {
        let (t, off) = crate::incidence::along(at[t[0]], at[t[2]], at[t[1]]);
        t > 0.0 && t < 1.0 && off.abs() <= ON_LINE
    };
    neighbours.chain(across).filter(on_line).collect()
}

fn ordered([a, b, c]: [usize; 3]) -> [usize; 3] {
    [a.min(c), b, a.max(c)]
}
