//! One sheet, or the imagery, as a chart of places in a frame of its own.

use crate::PlacedFootprint;
use crate::outline::{is_loop, mean, signed_area2};
use geo::{Contains, Coord, LineString, Point, Polygon};
use locus_model::{Case, Footprint, Form, Id, In, Key, Kind, Sheet, Site, SketchPx, Source, Stroke, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Two areas share a wall where their outlines run this near to each other (share of the chart's extent: a double line
/// on a sheet of one building).
const WALL: f64 = 0.015;

/// An area that fills less of its upright box than this is no rectangle.
const RECTANGLE: f64 = 0.85;

/// A landmark this near to a corner of an outline (share of the size of the place) is that corner.
const CORNER: f64 = 0.25;

/// What a place is, as far as that can decide what it may be on another chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A room, building or yard.
    Area(Kind),
    /// A wall or fence around the others.
    Enclosure,
    /// A tower, an object or a gate.
    Spot(Kind),
    /// A point digitised on imagery: it may be any spot.
    Landmark,
}

impl Class {
    /// Whether the two can be one place.
    pub fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Spot(_), Self::Landmark) | (Self::Landmark, Self::Spot(_)) => true,
            _ => self == other,
        }
    }

    /// Whether a place of this class stands on one level alone.
    fn is_inside(self) -> bool {
        matches!(self, Self::Area(Kind::Room) | Self::Spot(Kind::Object))
    }
}

/// One place on one chart. Lengths are shares of the chart's extent.
#[derive(Clone, Debug)]
pub struct Place {
    /// The element, outline or landmark.
    pub source: Source,
    /// What it is.
    pub class: Class,
    /// The level, where it belongs to one alone.
    pub level: Option<Id>,
    /// The key it carries.
    pub key: Option<Key>,
    /// What is written in or beside it, in any language.
    pub names: Vec<String>,
    /// Its middle.
    pub at: Coord,
    /// Its corners, counter-clockwise, the first not repeated; empty for a spot.
    pub ring: Vec<Coord>,
    /// The vertex of the source that each corner is.
    pub vertices: Vec<usize>,
    /// The node keys of the corners.
    pub nodes: Vec<Option<Key>>,
}

/// A door and the areas it opens into.
#[derive(Clone, Debug)]
pub struct Door {
    /// The element.
    pub source: Source,
    /// The key it carries.
    pub key: Option<Key>,
    /// Indices into [`Chart::places`].
    pub between: BTreeSet<usize>,
}

/// The places of one sheet or of the imagery.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// The sheet; `None` is the imagery.
    pub sheet: Option<Id>,
    /// The places.
    pub places: Vec<Place>,
    /// Landmarks that a person marked here.
    pub marks: BTreeMap<Key, Coord>,
    /// The doors.
    pub doors: Vec<Door>,
    touching: Vec<Vec<bool>>,
}

impl Place {
    /// The side of a square as large; 0 for a spot.
    pub fn size(&self) -> f64 {
        (0.5 * signed_area2(&self.ring).abs()).sqrt()
    }

    /// Width and height of its upright box.
    pub fn span(&self) -> [f64; 2] {
        let [low, high] = bounds(self.ring.iter().copied());
        [high.x - low.x, high.y - low.y]
    }

    /// Whether it is an area of another form than a rectangle.
    pub fn is_angled(&self) -> bool {
        let [width, height] = self.span();
        !self.ring.is_empty() && self.size().powi(2) < RECTANGLE * width * height
    }
}

impl Chart {
    /// What a traced sheet shows; empty without a drawing. The y axis of the scan points down and is turned here.
    pub fn of_sheet(sheet: &Sheet) -> Self {
        let strokes = sheet.drawing.iter().flat_map(|d| &d.strokes);
        let mut strokes: Vec<&Stroke<SketchPx>> = strokes.filter(|s| is_finite(s)).collect();
        // Sums are rounded: in one order, whatever the file's.
        strokes.sort_by(|a, b| a.id.cmp(&b.id));
        let mut chart = Self { sheet: Some(sheet.id.clone()), ..Self::default() };
        let up = |c: Coord| Coord { x: c.x, y: -c.y };
        for stroke in &strokes {
            let mut points: Vec<Coord> = stroke.shape.geometry().corners().into_iter().map(up).collect();
            let source = Source::Stroke { sheet: sheet.id.clone(), stroke: stroke.id.clone() };
            let Some(class) = class_of(stroke, &points) else { continue };
            let level = Some(sheet.level.clone()).filter(|_| class.is_inside());
            let mut place = Place::new(source, class, &mut points, &stroke.nodes);
            place.names = names(stroke.name.as_ref());
            (place.level, place.key) = (level, stroke.key.clone());
            chart.places.push(place);
        }
        chart.marks = sheet.controls.iter().map(|c| (c.landmark.clone(), up(c.px.geometry().0))).collect();
        let labels = strokes.iter().filter(|s| s.kind == Kind::Label);
        for label in labels {
            chart.name_by_label(up(mean(&label.shape.geometry().corners())), names(label.name.as_ref()));
        }
        let lines: Vec<Vec<Coord>> =
            strokes.iter().map(|s| s.shape.geometry().vertices().into_iter().map(up).collect()).collect();
        let frame = Frame::of(&lines);
        chart.settle(&frame);
        let doors = strokes.iter().filter(|s| s.kind == Kind::Door);
        chart.doors = doors.map(|s| chart.door(&frame, &sheet.id, s, up)).collect();
        chart
    }

    /// The outlines and landmarks of the case.
    pub fn of_imagery(case: &Case, footprints: &[PlacedFootprint], landmarks: &BTreeMap<Key, In<Site, Point>>) -> Self {
        let mut chart = Self::default();
        for placed in footprints {
            let Some(Footprint { id, key, name, nodes, .. }) = case.footprints.get(&placed.id) else { continue };
            let mut points = Form::Area(placed.outline.geometry().clone()).corners();
            let source = Source::Footprint(id.clone());
            let mut place = Place::new(source, Class::Area(Kind::Building), &mut points, nodes);
            (place.key, place.names) = (key.clone(), names(name.as_ref()));
            chart.places.push(place);
        }
        for (key, at) in landmarks {
            chart.marks.insert(key.clone(), at.geometry().0);
            // `cell-block/c1` is a corner of a place, not a place.
            if key.place() == key.as_str() {
                let source = Source::Landmark(key.to_string());
                let mut place = Place::new(source, Class::Landmark, &mut vec![at.geometry().0], &[]);
                let name = case.landmarks.get(key).and_then(|l| l.name.as_ref());
                (place.key, place.names) = (Some(key.clone()), names(name));
                chart.places.push(place);
            }
        }
        chart.name_corners();
        let rings = chart.places.iter().map(|p| closed(&p.ring)).collect::<Vec<_>>();
        let marks = chart.marks.values().map(|at| vec![*at]);
        chart.settle(&Frame::of(&rings.into_iter().chain(marks).collect::<Vec<_>>()));
        chart
    }

    /// Whether two places share a wall.
    pub fn touches(&self, a: usize, b: usize) -> bool {
        self.touching[a][b]
    }

    /// A landmark such as `cell-block/c1` names the corner of `cell-block` that it lies on.
    fn name_corners(&mut self) {
        for (key, at) in &self.marks {
            let whole = |p: &&mut Place| p.key.as_ref().is_some_and(|k| k.as_str() == key.place() && k != key);
            let Some(place) = self.places.iter_mut().find(whole) else { continue };
            let off = |i: &usize| length(place.ring[*i] - *at);
            let nearest = (0..place.ring.len()).min_by(|a, b| off(a).total_cmp(&off(b)));
            if let Some(corner) = nearest.filter(|i| off(i) < CORNER * place.size() && place.nodes[*i].is_none()) {
                place.nodes[corner] = Some(key.clone());
            }
        }
    }

    /// What is written inside the smallest area around it names that area, where it has no name of its own.
    fn name_by_label(&mut self, at: Coord, names: Vec<String>) {
        let around = self
            .places
            .iter_mut()
            .filter(|p| matches!(p.class, Class::Area(_)) && polygon(&p.ring).contains(&Point(at)));
        if let Some(place) = around.min_by(|a, b| a.size().total_cmp(&b.size())).filter(|p| p.names.is_empty()) {
            place.names = names;
        }
    }

    fn settle(&mut self, frame: &Frame) {
        for place in &mut self.places {
            place.at = frame.settle(place.at);
            place.ring.iter_mut().for_each(|p| *p = frame.settle(*p));
        }
        self.marks.values_mut().for_each(|p| *p = frame.settle(*p));
        self.places.sort_by(|a, b| a.source.cmp(&b.source));
        let share = |a: &Place, b: &Place| {
            matches!((a.class, b.class), (Class::Area(_), Class::Area(_))) && shares_wall(&a.ring, &b.ring)
        };
        self.touching =
            self.places.iter().map(|a| self.places.iter().map(|b| share(a, b) || share(b, a)).collect()).collect();
    }

    fn door(&self, frame: &Frame, sheet: &Id, stroke: &Stroke<SketchPx>, up: impl Fn(Coord) -> Coord) -> Door {
        let at = frame.settle(up(mean(&stroke.shape.geometry().corners())));
        let opens = |p: &Place| p.class == Class::Area(Kind::Room) && gap(at, &p.ring) < WALL;
        Door {
            source: Source::Stroke { sheet: sheet.clone(), stroke: stroke.id.clone() },
            key: stroke.key.clone(),
            between: (0..self.places.len()).filter(|i| opens(&self.places[*i])).collect(),
        }
    }
}

impl Place {
    fn new(source: Source, class: Class, points: &mut Vec<Coord>, nodes: &[Option<Key>]) -> Self {
        let is_spot = matches!(class, Class::Spot(_) | Class::Landmark);
        let mut vertices: Vec<usize> = if is_spot { Vec::new() } else { (0..points.len()).collect() };
        if signed_area2(points) < 0.0 {
            points.reverse();
            vertices.reverse();
        }
        let at = if points.len() > 2 { centroid(points) } else { mean(points) };
        let ring = if is_spot { Vec::new() } else { std::mem::take(points) };
        let nodes = vertices.iter().map(|v| nodes.get(*v).cloned().flatten()).collect();
        Self { source, class, level: None, key: None, names: Vec::new(), at, ring, vertices, nodes }
    }
}

fn class_of(stroke: &Stroke<SketchPx>, points: &[Coord]) -> Option<Class> {
    match stroke.kind {
        kind if kind.is_area() && points.len() > 2 => Some(Class::Area(kind)),
        Kind::Wall | Kind::Fence if points.len() > 3 && is_loop(points, false) => Some(Class::Enclosure),
        Kind::Tower | Kind::Object | Kind::Gate => Some(Class::Spot(stroke.kind)),
        _ => None,
    }
}

fn is_finite(stroke: &Stroke<SketchPx>) -> bool {
    let vertices = stroke.shape.geometry().vertices();
    !vertices.is_empty() && vertices.iter().all(|c| c.x.is_finite() && c.y.is_finite())
}

fn names(text: Option<&Text>) -> Vec<String> {
    text.iter().flat_map(|t| t.0.values().cloned()).collect()
}

fn closed(ring: &[Coord]) -> Vec<Coord> {
    ring.iter().chain(ring.first()).copied().collect()
}

fn polygon(ring: &[Coord]) -> Polygon {
    Polygon::new(LineString(ring.to_vec()), Vec::new())
}

fn centroid(ring: &[Coord]) -> Coord {
    geo::Centroid::centroid(&polygon(ring)).map_or(mean(ring), |p| p.0)
}

/// Lowest and highest coordinates.
fn bounds(points: impl Iterator<Item = Coord>) -> [Coord; 2] {
    let start = [Coord { x: f64::INFINITY, y: f64::INFINITY }, Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY }];
    points.fold(start, |[low, high], p| {
        [Coord { x: low.x.min(p.x), y: low.y.min(p.y) }, Coord { x: high.x.max(p.x), y: high.y.max(p.y) }]
    })
}

/// Whether a noticeable part of the outline `a` runs along `b`, not only a corner.
fn shares_wall(a: &[Coord], b: &[Coord]) -> bool {
    const STEPS: usize = 12;
    let shared = a.iter().zip(a.iter().cycle().skip(1)).map(|(p, q)| {
        let along = (0..STEPS).map(|i| *p + (*q - *p) * ((i as f64 + 0.5) / STEPS as f64));
        let near = along.filter(|at| gap(*at, b) < WALL).count();
        length(*q - *p) * near as f64 / STEPS as f64
    });
    shared.sum::<f64>() > 2.0 * WALL
}

/// Distance of a point from an outline.
fn gap(at: Coord, ring: &[Coord]) -> f64 {
    let to = |(p, q): (&Coord, &Coord)| {
        let (along, from) = (*q - *p, at - *p);
        let t = (along.x * from.x + along.y * from.y) / (along.x * along.x + along.y * along.y).max(f64::MIN_POSITIVE);
        length(from - along * t.clamp(0.0, 1.0))
    };
    ring.iter().zip(ring.iter().cycle().skip(1)).map(to).fold(f64::INFINITY, f64::min)
}

/// Length of a vector.
pub fn length(v: Coord) -> f64 {
    v.x.hypot(v.y)
}

/// A sheet's own frame: axes along its walls, origin in the middle of what it shows, its extent 1.
struct Frame {
    cos: f64,
    sin: f64,
    middle: Coord,
    extent: f64,
}

impl Frame {
    /// Axes along the mean direction of all lines, a right angle counted as none: the angle of the length-weighted sum
    /// of exp(4 i direction), a quarter of it (circular mean of 4-fold axial data: Mardia and Jupp, Directional
    /// Statistics, 2000, section 1.1).
    fn of(lines: &[Vec<Coord>]) -> Self {
        let steps = lines.iter().flat_map(|line| line.windows(2).map(|w| w[1] - w[0]));
        let (mut cos4, mut sin4) = (0.0, 0.0);
        for step in steps {
            let (weight, angle) = (length(step), 4.0 * step.y.atan2(step.x));
            cos4 += weight * angle.cos();
            sin4 += weight * angle.sin();
        }
        let (sin, cos) = (sin4.atan2(cos4) / 4.0).sin_cos();
        let turned = |p: &Coord| Coord { x: cos * p.x + sin * p.y, y: cos * p.y - sin * p.x };
        let [low, high] = bounds(lines.iter().flatten().map(turned));
        let extent = length(high - low);
        let usable = extent.is_finite() && extent > 0.0;
        Self {
            cos,
            sin,
            middle: if usable { (low + high) / 2.0 } else { Coord::zero() },
            extent: if usable { extent } else { 1.0 },
        }
    }

    fn settle(&self, p: Coord) -> Coord {
        let turned = Coord { x: self.cos * p.x + self.sin * p.y, y: self.cos * p.y - self.sin * p.x };
        (turned - self.middle) / self.extent
    }
}
