//! Every vertex that a sheet or an outline gives, once per place on that sheet, with what is known of its identity.

use crate::Inputs;
use geo::{Coord, Distance, Euclidean};
use locus_model::{AlignedStroke, Case, Covariance, Edtf, Form, Id, Key, Kind, Note, NoteKind, Source, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Unnamed vertices of two strokes of one sheet are the same spot within this share of the sheet's extent on the
/// ground: 10 cm on a sheet of 200 m, 1 cm on one of a building. Tracers snap strokes together, so they mostly agree
/// to the last digit; two vertices of one stroke are never the same spot unless they do.
const SAME_SPOT: f64 = 0.0005;

/// A control point names the vertex it was set on within this share of the drawing's extent in pixels (people click
/// within about half a per cent of the page; a wrong landmark is caught by the other sheets).
const CONTROL_REACH: f64 = 0.015;

/// What a spot is taken to be. Named identities come first, so the smallest label is the best name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A node key, or the key of a place that is a point.
    Key(Key),
    /// The corner `n` of a place, where nobody gave node keys.
    Slot(Key, usize),
    /// A vertex of one stroke, known by nothing else.
    Vertex(Id, String, usize),
}

/// Who gives a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The sheet with this index.
    Sheet(usize),
    /// The footprint with this index.
    Footprint(usize),
    /// A landmark.
    Landmark,
}

/// One place on one sheet (or outline), however many strokes meet there.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Who gives it.
    pub origin: Origin,
    /// Whose it is; `None` for imagery.
    pub account: Option<Id>,
    /// Where, site metres.
    pub at: Coord,
    /// Where the sheet's similarity alone puts it, site metres; as `at` for imagery.
    pub framed: Coord,
    /// How well.
    pub covariance: Covariance,
    /// What it is taken to be.
    pub labels: BTreeSet<Label>,
    /// The strokes, footprint or landmark it comes from.
    pub sources: BTreeSet<Source>,
}

/// One drawn element or digitised outline, as a sequence of spots.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Who gives it.
    pub origin: Origin,
    /// Whose it is; `None` for imagery.
    pub account: Option<Id>,
    /// Where it comes from.
    pub source: Source,
    /// What it shows.
    pub kind: Kind,
    /// The place it shows.
    pub key: Option<Key>,
    /// What is written beside it.
    pub name: Option<Text>,
    /// The level, `None` for imagery.
    pub level: Option<Id>,
    /// When it stood.
    pub valid: Option<Edtf>,
    /// Whether the sequence is a ring (its closing vertex is not repeated).
    pub closed: bool,
    /// Indices into [`Survey::spots`].
    pub spots: Vec<usize>,
    /// The alternative it speaks for, where accounts contradict each other about it (see [`crate::sides`]).
    pub hypothesis: Option<usize>,
}

/// All spots and traces of a case.
#[derive(Default)]
pub struct Survey {
    /// The spots.
    pub spots: Vec<Spot>,
    /// The traces, sheets first, in the order of the inputs.
    pub traces: Vec<Trace>,
}

impl Survey {
    /// Collects what the sheets, outlines and landmarks give. What is not finite is refused with a note.
    pub fn of(inputs: &Inputs, notes: &mut Vec<Note>) -> Self {
        let mut survey = Self::default();
        for (index, sheet) in inputs.sheets.iter().enumerate() {
            let reach = SAME_SPOT * extent(sheet.strokes.iter().flat_map(|s| s.form().vertices()));
            let first = survey.spots.len();
            for aligned in sheet.strokes.iter().filter(|s| s.stroke.kind != Kind::Label) {
                if is_usable(aligned) {
                    survey.add_stroke(inputs, index, aligned, first, reach);
                } else {
                    let about = Source::Stroke { sheet: sheet.sheet.clone(), stroke: aligned.stroke.id.clone() };
                    notes.push(Note::new(
                        NoteKind::Refused,
                        about,
                        "its place on the ground, or the doubt about it, is not a finite number: not used",
                        "check the control points of the sheet",
                    ));
                }
            }
            survey.name_by_controls(inputs.case, &sheet.sheet, index);
        }
        survey.add_imagery(inputs);
        survey
    }

    fn add_stroke(&mut self, inputs: &Inputs, sheet: usize, aligned: &AlignedStroke, first: usize, reach: f64) {
        let from = &inputs.sheets[sheet];
        let stroke = &aligned.stroke;
        let source = Source::Stroke { sheet: from.sheet.clone(), stroke: stroke.id.clone() };
        let is_spot = matches!(aligned.form(), Form::Point(_));
        let mut spots: Vec<usize> = Vec::new();
        for (i, at) in aligned.form().corners().into_iter().enumerate() {
            let key = stroke.node(i).or(stroke.key.as_ref().filter(|_| is_spot));
            let near = |s: usize| if spots.contains(&s) { 0.0 } else { reach };
            let spot = match self.find(first, key, at, near) {
                Some(found) => found,
                None => self.add(sheet, key, (at, aligned.framed[i]), aligned.covariances[i], &from.account),
            };
            self.spots[spot].sources.insert(source.clone());
            spots.push(spot);
        }
        spots.dedup();
        self.traces.push(Trace {
            origin: Origin::Sheet(sheet),
            account: Some(from.account.clone()),
            source,
            kind: stroke.kind,
            key: stroke.key.clone(),
            name: stroke.name.clone(),
            level: Some(from.level.clone()),
            valid: stroke.valid.clone(),
            closed: matches!(aligned.form(), Form::Area(_)),
            spots,
            hypothesis: None,
        });
    }

    /// The spot from `first` on with this node key, or at this place.
    fn find(&self, first: usize, key: Option<&Key>, at: Coord, reach: impl Fn(usize) -> f64) -> Option<usize> {
        let label = key.map(|k| Label::Key(k.clone()));
        let same = |index: &usize| match &label {
            Some(label) => self.spots[*index].labels.contains(label),
            None => Euclidean.distance(self.spots[*index].at, at) <= reach(*index),
        };
        (first..self.spots.len()).find(same)
    }

    fn add(
        &mut self,
        sheet: usize,
        key: Option<&Key>,
        (at, framed): (Coord, Coord),
        covariance: Covariance,
        account: &Id,
    ) -> usize {
        self.spots.push(Spot {
            origin: Origin::Sheet(sheet),
            account: Some(account.clone()),
            at,
            framed,
            covariance,
            labels: key.map(|k| Label::Key(k.clone())).into_iter().collect(),
            sources: BTreeSet::new(),
        });
        self.spots.len() - 1
    }

    /// A vertex on which a control point was set *is* that landmark, where the landmark belongs to the stroke's place.
    fn name_by_controls(&mut self, case: &Case, id: &Id, index: usize) {
        let Some(sheet) = case.sheets.get(id) else { return };
        let Some(drawing) = &sheet.drawing else { return };
        let px = drawing.strokes.iter().map(|s| (s.id.as_str(), s.shape.geometry().corners()));
        let px: BTreeMap<&str, Vec<Coord>> = px.collect();
        let reach = CONTROL_REACH * extent(px.values().flatten().copied());
        for control in &sheet.controls {
            let mut nearest: Option<(f64, usize)> = None;
            for trace in self.traces.iter().filter(|t| t.origin == Origin::Sheet(index)) {
                let belongs = trace.key.as_ref().is_some_and(|k| k.as_str() == control.landmark.place());
                let Source::Stroke { stroke, .. } = &trace.source else { continue };
                let Some(corners) = px.get(stroke.as_str()).filter(|c| belongs && c.len() == trace.spots.len()) else {
                    continue;
                };
                for (corner, spot) in corners.iter().zip(&trace.spots) {
                    let far = Euclidean.distance(*corner, control.px.geometry().0);
                    if far <= reach && nearest.is_none_or(|(best, _)| far < best) {
                        nearest = Some((far, *spot));
                    }
                }
            }
            let unnamed = |spot: &Spot| !spot.labels.iter().any(|l| matches!(l, Label::Key(_)));
            if let Some((_, spot)) = nearest.filter(|(_, s)| unnamed(&self.spots[*s])) {
                self.spots[spot].labels.insert(Label::Key(control.landmark.clone()));
            }
        }
    }

    fn add_imagery(&mut self, inputs: &Inputs) {
        for (index, placed) in inputs.footprints.iter().enumerate() {
            let Some(footprint) = inputs.case.footprints.get(&placed.id) else { continue };
            let source = Source::Footprint(placed.id.clone());
            let mut corners = placed.outline.geometry().exterior().0.clone();
            corners.pop();
            let spots = corners.iter().enumerate().map(|(i, at)| {
                let key = footprint.nodes.get(i).cloned().flatten();
                self.spots.push(Spot {
                    origin: Origin::Footprint(index),
                    account: None,
                    at: *at,
                    framed: *at,
                    covariance: Covariance::isotropic(footprint.sd_m),
                    labels: key.map(Label::Key).into_iter().collect(),
                    sources: BTreeSet::from([source.clone()]),
                });
                self.spots.len() - 1
            });
            let spots = spots.collect();
            self.traces.push(Trace {
                origin: Origin::Footprint(index),
                account: None,
                source,
                kind: Kind::Building,
                key: footprint.key.clone(),
                name: footprint.name.clone(),
                level: None,
                valid: footprint.valid.clone(),
                closed: true,
                spots,
                hypothesis: None,
            });
        }
        for (key, at) in &inputs.landmarks {
            let sd = inputs.case.landmarks.get(key).map_or(crate::DIGITISED_EDGE_SD_M, |l| l.sd_m);
            self.spots.push(Spot {
                origin: Origin::Landmark,
                account: None,
                at: at.geometry().0,
                framed: at.geometry().0,
                covariance: Covariance::isotropic(sd),
                labels: BTreeSet::from([Label::Key(key.clone())]),
                sources: BTreeSet::from([Source::Landmark(key.to_string())]),
            });
        }
    }

    /// Where the spots of a trace lie.
    pub fn positions(&self, trace: &Trace) -> Vec<Coord> {
        trace.spots.iter().map(|s| self.spots[*s].at).collect()
    }
}

/// Whether every vertex is finite and has a valid covariance.
fn is_usable(aligned: &AlignedStroke) -> bool {
    let vertices = aligned.form().vertices();
    let finite = vertices.iter().chain(&aligned.framed).all(|c| c.x.is_finite() && c.y.is_finite());
    let corners = aligned.form().corners().len();
    let known = aligned.covariances.len() >= corners && aligned.framed.len() >= corners;
    !vertices.is_empty() && finite && known && aligned.covariances.iter().all(|c| c.is_valid())
}

/// Diagonal of the bounding box; 0 without points.
pub fn extent(points: impl IntoIterator<Item = Coord>) -> f64 {
    let (mut low, mut high) = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
    for p in points {
        low = Coord { x: low.x.min(p.x), y: low.y.min(p.y) };
        high = Coord { x: high.x.max(p.x), y: high.y.max(p.y) };
    }
    (high.x - low.x).max(0.0).hypot((high.y - low.y).max(0.0))
}
