//! Everything said about where points lie, as one network of observations, and what its adjustment found.
//!
//! The word is the geodesist's: points, and observations that tie them together. `plan` knows which drawn vertex is
//! which point and makes the network; `align` adjusts it and knows nothing of what it means.

use crate::Covariance;
use geo::{Area, Coord, Distance, Euclidean, Polygon};

/// Points and all observations of them, site metres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// A first guess of every point.
    pub points: Vec<Coord>,
    /// What imagery shows, and what people pointed at.
    pub fixes: Vec<Fix>,
    /// The sheets.
    pub sheets: Vec<NetworkSheet>,
    /// Stated distances and areas.
    pub stated: Vec<Size>,
    /// Three points each: a right angle is drawn at the middle one.
    pub corners: Vec<[usize; 3]>,
    /// Three points each: the middle one is drawn on the line between the others.
    pub lines: Vec<[usize; 3]>,
    /// Distances that nobody has stated, to be ranked by what they would teach; `value` is not read.
    pub questions: Vec<Size>,
}

/// A place known on the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// The point, or the points whose mean it is.
    pub of: Vec<usize>,
    /// Where.
    pub at: Coord,
    /// How well.
    pub covariance: Covariance,
    /// Whether it may be a blunder (a pin) rather than a measurement in imagery.
    pub may_be_wrong: bool,
}

/// How large something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// What is measured.
    pub of: Measure,
    /// Metres; of an area square metres.
    pub value: f64,
    /// One standard deviation, in the same unit.
    pub sd: f64,
}

/// What can be measured between points.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// From one place to another, each the mean of points.
    Distance([Vec<usize>; 2]),
    /// What the ring through these points encloses, in their order, whichever way round.
    Area(Vec<usize>),
}

impl Measure {
    /// The size, metres or square metres, with the points at these places.
    pub fn with(&self, at: impl Fn(usize) -> Coord) -> f64 {
        let mean = |of: &[usize]| of.iter().fold(Coord::zero(), |sum, &p| sum + at(p) / of.len() as f64);
        match self {
            Self::Distance([from, to]) => Euclidean.distance(mean(from), mean(to)),
            Self::Area(ring) => Polygon::new(ring.iter().map(|&p| at(p)).collect(), vec![]).unsigned_area(),
        }
    }

    /// Its unit.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Distance(_) => "m",
            Self::Area(_) => "m2",
        }
    }
}

/// One sheet in its similarity frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkSheet {
    /// Sheets of one voice (one session, or people who compared notes) share part of their error.
    pub voice: usize,
    /// What it shows where.
    pub vertices: Vec<SheetVertex>,
    /// The buildings it shows, each remembered as one thing.
    pub units: Vec<Group>,
    /// The walls it shows, where it shows the inside of one building.
    pub walls: Vec<Group>,
}

/// A point on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SheetVertex {
    /// Index into [`Network::points`].
    pub point: usize,
    /// Where the sheet's similarity alone puts it.
    pub at: Coord,
}

/// Vertices of one sheet that were remembered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The same thing has the same number on every sheet.
    pub id: usize,
    /// Indices into [`NetworkSheet::vertices`].
    pub vertices: Vec<usize>,
}

/// What the adjustment found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjustment {
    /// Of every point of the network.
    pub points: Vec<AdjustedPoint>,
    /// Of every sheet.
    pub sheets: Vec<AdjustedSheet>,
    /// Weight of every fix, 1 for one that fits.
    pub fix_weights: Vec<f64>,
    /// Weight of every stated size.
    pub stated_weights: Vec<f64>,
    /// By how much each question would shrink the sum of all variances, square metres.
    pub gains_m2: Vec<f64>,
    /// How strongly memory distorts, estimated from all sheets of a kind.
    pub components: Vec<Component>,
}

/// A point and its doubt.
#[derive(Clone, Debug, PartialEq)]
pub struct AdjustedPoint {
    /// Site metres.
    pub at: Coord,
    /// Posterior covariance, the shared part included.
    pub covariance: Covariance,
    /// The part of it that all witnesses share and more of them would not shrink.
    pub shared: Covariance,
    /// Who pulls it, and which share of what is known about it each brings; the shares add up to 1.
    pub pulls: Vec<Pull>,
}

/// One source of what is known about a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// Who.
    pub from: Puller,
    /// Share of the information, 0 to 1.
    pub share: f64,
    /// Where this source alone, its similarity fitted, puts the point, minus where it came to lie, metres.
    pub residual: Option<Coord>,
}

/// What can pull a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Puller {
    /// A sheet of the network.
    Sheet(usize),
    /// A fix of the network.
    Fix(usize),
    /// Stated distances and areas.
    Stated,
    /// Right angles and straight walls.
    Structure,
}

/// How one sheet came out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdjustedSheet {
    /// Weight of each vertex, 1 and above for one that fits.
    pub vertices: Vec<f64>,
    /// What is left of each vertex after the sheet's distortion, over its standard deviation (w-test).
    pub w: Vec<f64>,
    /// Of each unit: its weight, and where the sheet puts it beyond its smooth distortion, metres.
    pub units: Vec<(f64, Coord)>,
}

/// One part of how memory distorts, on the sheets of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// Whether the sheets show several buildings.
    pub of_sites: bool,
    /// `stretch`, `warp`, `unit`, `turn`, `wall` or `hand`.
    pub name: &'static str,
    /// One standard deviation as a share of the extent (of `turn` and `stretch`: radians and parts of one).
    pub sd_share: f64,
    /// Degrees of freedom behind it, those of its prior included.
    pub degrees: f64,
}
