//! What ties a sheet to the ground: its stated control points, drawn points whose place imagery shows, and, for sheets
//! with neither, drawn points that another sheet has already placed.

use crate::{Tie, TieKind};
use geo::{Centroid, Coord, Line, Point, Polygon};
use locus_model::{
    AlignedSheet, Covariance, Drawing, Footprint, Form, In, Key, Located, Sheet, Site, SketchPlane, SketchPx, Source,
    Stroke, Transform,
};
use std::collections::{BTreeMap, BTreeSet};

/// One standard deviation of a point on the sheet whose precision nobody stated, as a share of the page's width: the
/// precision with which people click on a drawn corner. Published as an assumption.
pub const DEFAULT_SD_PLANE: f64 = 0.005;

/// Places known on the ground, by node key or place key.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// What imagery shows.
    seen: BTreeMap<Key, Located<Point>>,
    /// What aligned sheets show; used only where imagery shows nothing on a sheet.
    drawn: BTreeMap<Key, Vec<Located<Point>>>,
}

impl References {
    /// A landmark, with its standard deviation per axis in metres.
    pub fn add_landmark(&mut self, key: &Key, at: &In<Site, Point>, sd_m: f64) {
        let sources = BTreeSet::from([Source::Landmark(key.to_string())]);
        self.seen.insert(key.clone(), Located { shape: *at, covariance: Covariance::isotropic(sd_m), sources });
    }

    /// An outline: its corners by node key and its centroid by place key. A landmark of the same key stands.
    pub fn add_footprint(&mut self, footprint: &Footprint, outline: &In<Site, Polygon>) {
        let located = |at: Point| Located {
            shape: In::claim(at),
            covariance: Covariance::isotropic(footprint.sd_m),
            sources: BTreeSet::from([Source::Footprint(footprint.id.clone())]),
        };
        for (node, corner) in footprint.nodes.iter().zip(&outline.geometry().exterior().0) {
            if let Some(key) = node {
                self.seen.entry(key.clone()).or_insert_with(|| located(Point::from(*corner)));
            }
        }
        if let (Some(key), Some(centre)) = (&footprint.key, outline.geometry().centroid()) {
            self.seen.entry(key.clone()).or_insert_with(|| located(centre));
        }
    }

    /// Points of sheets that have been aligned.
    pub fn add_sheets(&mut self, sheets: &[AlignedSheet]) {
        for sheet in sheets {
            for aligned in &sheet.strokes {
                let source = Source::Stroke { sheet: sheet.sheet.clone(), stroke: aligned.stroke.id.clone() };
                for (i, corner) in aligned.form().corners().into_iter().enumerate() {
                    let (Some(key), Some(covariance)) = (aligned.stroke.node(i), aligned.covariances.get(i)) else {
                        continue;
                    };
                    let sources = BTreeSet::from([source.clone()]);
                    let place = Located { shape: In::claim(Point::from(corner)), covariance: *covariance, sources };
                    self.drawn.entry(key.clone()).or_default().push(place);
                }
            }
        }
    }

    /// The mean of what aligned sheets say, with the mean of their doubts: sheets share biases, so agreement of several
    /// does not make the tie better than one.
    fn drawn(&self, key: &Key) -> Option<Located<Point>> {
        let points = self.drawn.get(key)?;
        let share = 1.0 / points.len() as f64;
        let at = points.iter().fold(Coord::zero(), |sum, p| sum + p.shape.geometry().0 * share);
        let covariance = points.iter().fold(Covariance::default(), |sum, p| sum.plus(p.covariance.scaled(share)));
        let sources = points.iter().flat_map(|p| p.sources.iter().cloned()).collect();
        Some(Located { shape: In::claim(Point::from(at)), covariance, sources })
    }
}

/// The ties of one sheet, sorted: stated controls first. A landmark that is both a stated control and drawn gives two ties
/// of one key: [`align_sheet`](crate::align_sheet) tests the one against the other.
pub fn ties(
    sheet: &Sheet,
    plane_from_px: &Transform<SketchPx, SketchPlane>,
    drawing: &Drawing<SketchPlane>,
    references: &References,
) -> Vec<Tie> {
    let mut ties = controls(sheet, plane_from_px, references);
    let mut used: BTreeSet<Key> = BTreeSet::new();
    let nodes = drawn_nodes(drawing);
    let places = drawn_places(drawing, references);
    for (key, at) in nodes.iter().chain(&places) {
        if let Some(place) = references.seen.get(key).filter(|_| used.insert(key.clone())) {
            ties.push(tie(key, TieKind::FootprintNode, *at, place));
        }
    }
    // A control and the drawn point of the same landmark are one place: two places hold a sheet.
    if ties.iter().map(|tie| &tie.key).collect::<BTreeSet<_>>().len() >= 2 {
        return ties;
    }
    for (key, at) in &nodes {
        if let Some(place) = references.drawn(key).filter(|_| !used.contains(key)) {
            ties.push(tie(key, TieKind::SharedNode, *at, &place));
        }
    }
    ties
}

fn controls(sheet: &Sheet, plane_from_px: &Transform<SketchPx, SketchPlane>, references: &References) -> Vec<Tie> {
    let [scale, ..] = plane_from_px.coefficients();
    let stated = sheet.controls.iter().filter_map(|c| Some((c, references.seen.get(&c.landmark)?)));
    let mut ties: Vec<Tie> = stated
        .map(|(control, place)| Tie {
            key: control.landmark.clone(),
            kind: TieKind::Control,
            plane: plane_from_px.apply(&control.px),
            sd_plane: control.sd_px.map_or(DEFAULT_SD_PLANE, |sd| sd * scale.abs()),
            site: place.shape,
            covariance: place.covariance,
        })
        .collect();
    ties.sort_by(|a, b| a.key.cmp(&b.key));
    ties
}

fn tie(key: &Key, kind: TieKind, plane: Point, place: &Located<Point>) -> Tie {
    Tie {
        key: key.clone(),
        kind,
        plane: In::claim(plane),
        sd_plane: DEFAULT_SD_PLANE,
        site: place.shape,
        covariance: place.covariance,
    }
}

/// Where the sheet shows each node: the mean, where it draws one more than once.
fn drawn_nodes(drawing: &Drawing<SketchPlane>) -> BTreeMap<Key, Point> {
    let mut all: BTreeMap<Key, Vec<Coord>> = BTreeMap::new();
    for stroke in &drawing.strokes {
        for (i, corner) in stroke.shape.geometry().corners().into_iter().enumerate() {
            if let Some(key) = stroke.node(i) {
                all.entry(key.clone()).or_default().push(corner);
            }
        }
    }
    let mean = |points: Vec<Coord>| {
        let share = 1.0 / points.len() as f64;
        Point::from(points.into_iter().fold(Coord::zero(), |sum, p| sum + p * share))
    };
    all.into_iter().map(|(key, points)| (key, mean(points))).collect()
}

/// Where the sheet shows each place as a whole (case format: of an area the centroid, of an opening the midpoint).
/// Left out where the element's corners are ties themselves, and where a sheet shows one key more than once.
fn drawn_places(drawing: &Drawing<SketchPlane>, references: &References) -> BTreeMap<Key, Point> {
    let mut places: BTreeMap<Key, Option<Point>> = BTreeMap::new();
    for stroke in &drawing.strokes {
        let Some(key) = &stroke.key else { continue };
        let known = stroke.nodes.iter().flatten().any(|node| references.seen.contains_key(node));
        let Some(at) = place(stroke).filter(|_| !known) else { continue };
        places.entry(key.clone()).and_modify(|first| *first = None).or_insert(Some(at));
    }
    places.into_iter().filter_map(|(key, at)| Some((key, at?))).collect()
}

fn place(stroke: &Stroke<SketchPlane>) -> Option<Point> {
    match stroke.shape.geometry() {
        Form::Point(point) => Some(*point),
        Form::Area(area) => area.centroid(),
        Form::Line(line) if stroke.kind.is_opening() => Some(Line::new(*line.0.first()?, *line.0.last()?).centroid()),
        Form::Line(_) => None,
    }
}
