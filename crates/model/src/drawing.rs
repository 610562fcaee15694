//! What one sheet shows.

use crate::space::{In, Space, Transform};
use crate::{Edtf, Key, Text};
use geo::{AffineOps, AffineTransform, Coord, LineString, MapCoords, Point, Polygon};
use std::collections::BTreeMap;

/// What a drawn or fused element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Wall,
    Fence,
    Road,
    Room,
    Building,
    Yard,
    Door,
    Gate,
    Window,
    Tower,
    Object,
    Label,
}

impl Kind {
    /// Every kind, in the order of the case format.
    pub const ALL: [Self; 12] = [
        Self::Wall,
        Self::Fence,
        Self::Road,
        Self::Room,
        Self::Building,
        Self::Yard,
        Self::Door,
        Self::Gate,
        Self::Window,
        Self::Tower,
        Self::Object,
        Self::Label,
    ];

    /// The word of the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wall => "wall",
            Self::Fence => "fence",
            Self::Road => "road",
            Self::Room => "room",
            Self::Building => "building",
            Self::Yard => "yard",
            Self::Door => "door",
            Self::Gate => "gate",
            Self::Window => "window",
            Self::Tower => "tower",
            Self::Object => "object",
            Self::Label => "label",
        }
    }

    /// The kind a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Drawn as a line: wall, fence, road.
    pub fn is_line(self) -> bool {
        matches!(self, Self::Wall | Self::Fence | Self::Road)
    }

    /// Drawn as an area: room, building, yard.
    pub fn is_area(self) -> bool {
        matches!(self, Self::Room | Self::Building | Self::Yard)
    }

    /// Drawn as a line across a wall: door, gate, window.
    pub fn is_opening(self) -> bool {
        matches!(self, Self::Door | Self::Gate | Self::Window)
    }
}

/// The form of a drawn element. Polygons are closed rings; holes carry no node keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A spot.
    Point(Point),
    /// A line.
    Line(LineString),
    /// An area.
    Area(Polygon),
}

impl Form {
    /// The vertices in order; of an area its outer ring, the closing vertex repeated.
    pub fn vertices(&self) -> Vec<Coord> {
        match self {
            Self::Point(p) => vec![p.0],
            Self::Line(line) => line.0.clone(),
            Self::Area(area) => area.exterior().0.clone(),
        }
    }

    /// The vertices without the repeated closing one.
    pub fn corners(&self) -> Vec<Coord> {
        let mut all = self.vertices();
        if matches!(self, Self::Area(_)) {
            all.pop();
        }
        all
    }

    /// Every vertex moved by `to`, holes included.
    pub fn map(&self, to: impl Fn(Coord) -> Coord + Copy) -> Self {
        match self {
            Self::Point(p) => Self::Point(p.map_coords(to)),
            Self::Line(line) => Self::Line(line.map_coords(to)),
            Self::Area(area) => Self::Area(area.map_coords(to)),
        }
    }
}

impl AffineOps<f64> for Form {
    fn affine_transform(&self, transform: &AffineTransform<f64>) -> Self {
        self.map(|c| transform.apply(c))
    }
    fn affine_transform_mut(&mut self, transform: &AffineTransform<f64>) {
        *self = self.affine_transform(transform);
    }
}

/// How the witness marked an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Certainty {
    Sure,
    Unsure,
    Corrected,
}

impl Certainty {
    /// The word of the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Unsure => "unsure",
            Self::Corrected => "corrected",
        }
    }
}

/// One drawn element of one sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke<S: Space> {
    /// Unique on the sheet.
    pub id: String,
    /// What it shows.
    pub kind: Kind,
    /// The place it shows; `None`: not identified.
    pub key: Option<Key>,
    /// What is written beside it.
    pub name: Option<Text>,
    /// The key of each vertex of the (outer) line, parallel to [`Form::vertices`]; empty when none was given.
    pub nodes: Vec<Option<Key>>,
    /// When it stood.
    pub valid: Option<Edtf>,
    /// How the witness marked it.
    pub certainty: Option<Certainty>,
    /// Ids of the ink strokes it came from.
    pub ink: Vec<String>,
    /// Who traced it, where that is another than the [`Tracing`] of the drawing says: a person who corrected a proposal.
    pub traced_by: Option<String>,
    /// Where, on the sheet or on the site.
    pub shape: In<S, Form>,
    /// Properties Locus does not know, carried along untouched as JSON text.
    pub extra: BTreeMap<String, String>,
}

impl<S: Space> Stroke<S> {
    /// The same element with its shape carried to another space.
    pub fn moved<T: Space>(&self, shape: In<T, Form>) -> Stroke<T> {
        Stroke {
            id: self.id.clone(),
            kind: self.kind,
            key: self.key.clone(),
            name: self.name.clone(),
            nodes: self.nodes.clone(),
            valid: self.valid.clone(),
            certainty: self.certainty,
            ink: self.ink.clone(),
            traced_by: self.traced_by.clone(),
            shape,
            extra: self.extra.clone(),
        }
    }

    /// The key of vertex `i` of [`Form::vertices`].
    pub fn node(&self, i: usize) -> Option<&Key> {
        self.nodes.get(i).and_then(Option::as_ref)
    }
}

/// Who made the vectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracing {
    /// `investigator`, or the program and version whose proposal was accepted.
    pub by: String,
}

/// The drawing on one sheet as vectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing<S: Space> {
    /// The elements, in the order of the file.
    pub strokes: Vec<Stroke<S>>,
    /// Who traced it.
    pub tracing: Tracing,
}

impl<S: Space> Drawing<S> {
    /// The whole drawing carried to another space.
    pub fn transformed<T: Space>(&self, to_from: &Transform<S, T>) -> Drawing<T> {
        let strokes = self.strokes.iter().map(|s| s.moved(to_from.apply(&s.shape))).collect();
        Drawing { strokes, tracing: self.tracing.clone() }
    }
}
