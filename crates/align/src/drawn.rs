//! The sheet's own drawing: which building a place belongs to, and where the witness drew a key.

use crate::pair::{diagonal, length};
use geo::{
    Area, BoundingRect, Contains, ConvexHull, Coord, Distance, Euclidean, Line, LineString, MultiPoint, Point, Polygon,
};
use locus_model::{Drawing, Form, Key, Kind, SketchPlane, Stroke};

/// A wall drawn on the outline of its building belongs to it, though a hand's breadth outside: page widths.
const EDGE: f64 = 0.006;

/// Share of the drawing's diagonal below which a building's corners are not told apart by their place, and a yard is a
/// thing that stands in the enclosure rather than the enclosure itself.
const SMALL: f64 = 0.3;

/// Where something was drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sighting {
    /// Page widths.
    pub distance: f64,
    /// Whether being near confirms the key; being far contradicts it in any case.
    pub exact: bool,
}

/// What is asked of a drawing during alignment.
pub(crate) struct Drawn<'a> {
    drawing: &'a Drawing<SketchPlane>,
    /// What is remembered as one thing, smallest first: the innermost claims a place.
    units: Vec<Polygon>,
}

impl<'a> Drawn<'a> {
    pub fn of(drawing: &'a Drawing<SketchPlane>) -> Self {
        let mut drawn = Self { drawing, units: Vec::new() };
        let small = drawn.diagonal() * SMALL;
        let area = |stroke: &Stroke<SketchPlane>| match stroke.shape.geometry() {
            Form::Area(polygon) if stroke.kind == Kind::Building => Some(polygon.clone()),
            Form::Area(polygon)
                if stroke.kind == Kind::Yard && diagonal(polygon.exterior().coords().copied()) < small =>
            {
                Some(polygon.clone())
            }
            _ => None,
        };
        drawn.units = drawing.strokes.iter().filter_map(area).collect();
        drawn.units.sort_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
        drawn
    }

    fn diagonal(&self) -> f64 {
        diagonal(self.drawing.strokes.iter().flat_map(|s| s.shape.geometry().vertices()))
    }

    /// The building (or yard inside the enclosure) that a place of the sheet belongs to.
    pub fn unit(&self, at: Coord) -> Option<usize> {
        let p = Point(at);
        let near = |b: &Polygon| {
            let box_near = b.bounding_rect().is_some_and(|r| {
                let (low, high) = (r.min(), r.max());
                at.x >= low.x - EDGE && at.x <= high.x + EDGE && at.y >= low.y - EDGE && at.y <= high.y + EDGE
            });
            box_near && (b.contains(&p) || on_edge(b.exterior(), at))
        };
        self.units.iter().position(near)
    }

    /// Where the witness drew `key`, seen from a place of the sheet: a vertex with that node key, else the element of
    /// that key, else the element that the key is a part of (`cell-block` of `cell-block/c1`). `None` where nothing is
    /// drawn under it.
    pub fn sighting(&self, key: &Key, at: Coord) -> Option<Sighting> {
        let least = |all: Vec<f64>| all.into_iter().min_by(f64::total_cmp);
        let vertices = self.drawing.strokes.iter().flat_map(|s| {
            let all = s.shape.geometry().vertices().into_iter().enumerate();
            all.filter(|(i, _)| s.node(*i) == Some(key)).map(|(_, c)| length(c - at)).collect::<Vec<_>>()
        });
        let exact = |distance| Sighting { distance, exact: true };
        least(vertices.collect())
            .or_else(|| least(self.named(key.as_str()).map(|s| form_distance(s.shape.geometry(), at)).collect()))
            .map(exact)
            .or_else(|| self.whole(key, at))
    }

    /// Elements of a key. Labels stand beside what they name.
    fn named(&self, key: &str) -> impl Iterator<Item = &Stroke<SketchPlane>> {
        self.drawing
            .strokes
            .iter()
            .filter(move |s| s.key.as_ref().is_some_and(|k| k.as_str() == key) && s.kind != Kind::Label)
    }

    /// The element that a part belongs to: on its outline is where the part must be; which part, only a small building
    /// tells.
    fn whole(&self, key: &Key, at: Coord) -> Option<Sighting> {
        let small = self.diagonal() * SMALL;
        let sightings = self.named(key.place()).map(|s| {
            let vertices = s.shape.geometry().vertices();
            let building = s.kind == Kind::Building && diagonal(vertices.iter().copied()) < small;
            Sighting { distance: Euclidean.distance(&LineString(vertices), &Point(at)), exact: building }
        });
        sightings.min_by(|a, b| a.distance.total_cmp(&b.distance))
    }

    /// The hull of everything drawn, labels apart, and of the places in `also`.
    pub fn hull(&self, also: impl Iterator<Item = Coord>) -> Polygon {
        let drawn = self.drawing.strokes.iter().filter(|s| s.kind != Kind::Label);
        let vertices = drawn.flat_map(|s| s.shape.geometry().vertices());
        MultiPoint::from_iter(vertices.chain(also).map(Point)).convex_hull()
    }
}

fn on_edge(ring: &LineString, at: Coord) -> bool {
    ring.lines().any(|line: Line| Euclidean.distance(&line, &Point(at)) <= EDGE)
}

fn form_distance(form: &Form, at: Coord) -> f64 {
    let p = Point(at);
    match form {
        Form::Point(q) => length(q.0 - at),
        Form::Line(line) => Euclidean.distance(line, &p),
        Form::Area(area) => Euclidean.distance(area, &p),
    }
}
