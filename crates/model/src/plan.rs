//! The fused plan: what is published, every element with its sources and its doubt.

use crate::{
    Agreement, AlignedSheet, Component, Covariance, Edtf, Form, Geographic, HeightBasis, Id, In, Key, Kind, Note, Site,
    Source, Status, Text,
};
use geo::{Point, Polygon};
use std::collections::{BTreeMap, BTreeSet};

/// The frame the plan's metres are in.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteFrame {
    /// EPSG code of the projected CRS.
    pub epsg: u32,
    /// Its name, as PROJ's database has it.
    pub name: String,
    /// The anchor in degrees.
    pub anchor: In<Geographic, Point>,
    /// The anchor in metres: the origin of the scene.
    pub origin: In<Site, Point>,
    /// Meridian convergence at the anchor: degrees clockwise from true north to grid north.
    pub convergence_deg: f64,
}

/// A height and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Height {
    /// Metres.
    pub metres: f64,
    /// How it is known.
    pub basis: HeightBasis,
    /// One standard deviation, metres, where stated.
    pub sd_m: Option<f64>,
}

/// Membership in an alternative where accounts contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Membership {
    /// The alternative's name.
    pub name: String,
    /// Whether it is the display default.
    pub default: bool,
}

/// A fused feature point.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Published id.
    pub id: String,
    /// Its key; derived (`<place>#1`) where the case gives none.
    pub key: String,
    /// Level, where it belongs to one.
    pub level: Option<Id>,
    /// Where.
    pub position: In<Site, Point>,
    /// Posterior covariance relative to the reference imagery.
    pub covariance: Covariance,
    /// The strongest basis.
    pub status: Status,
    /// Who drew it and who did not.
    pub agreement: Agreement,
    /// Accounts counted after sessions and shared notes.
    pub independent_accounts: usize,
    /// What it came from.
    pub sources: BTreeSet<Source>,
    /// The alternative it belongs to.
    pub hypothesis: Option<Membership>,
    /// When it stood.
    pub valid: Option<Edtf>,
}

/// A fused wall, area, opening or object.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Published id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The place it is.
    pub key: Option<Key>,
    /// What it is called.
    pub name: Option<Text>,
    /// Level.
    pub level: Id,
    /// Where.
    pub shape: In<Site, Form>,
    /// The published key of the node at each vertex, parallel to [`Form::vertices`].
    pub nodes: Vec<String>,
    /// Of an opening: the id of the wall it cuts.
    pub host: Option<String>,
    /// The strongest basis.
    pub status: Status,
    /// Who drew it and who did not.
    pub agreement: Agreement,
    /// Accounts counted after sessions and shared notes.
    pub independent_accounts: usize,
    /// What it came from.
    pub sources: BTreeSet<Source>,
    /// The radius along the element, at its worst, that holds 95 %.
    pub radius95_m: Option<f64>,
    /// Floor (or ground) to top; of an opening its clear height.
    pub height: Option<Height>,
    /// Of an opening: the sill above the floor.
    pub sill: Option<Height>,
    /// Of a wall: its thickness.
    pub thickness: Option<Height>,
    /// The alternative it belongs to.
    pub hypothesis: Option<Membership>,
    /// When it stood.
    pub valid: Option<Edtf>,
}

/// A pin on the ground, as one witness gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedPin {
    /// The pin.
    pub id: Id,
    /// Whose.
    pub account: Id,
    /// The key it locates.
    pub of: Key,
    /// Where.
    pub position: In<Site, Point>,
    /// The position as written.
    pub verbatim: String,
    /// Radius that holds 95 %, metres; `None` when the person did not say.
    pub radius95_m: Option<f64>,
}

/// A region on the ground, as one witness gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedArea {
    /// The area.
    pub id: Id,
    /// Whose.
    pub account: Id,
    /// The key it locates.
    pub of: Key,
    /// Where.
    pub polygon: In<Site, Polygon>,
}

/// One of several stories that cannot all be true. They are kept side by side, never averaged.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// Its name: `<about>:<what>`, e.g. `cell-block:cell=5`.
    pub name: String,
    /// What the accounts disagree about; alternatives with the same `about` exclude each other.
    pub about: String,
    /// What this alternative says, in a sentence.
    pub claim: Text,
    /// The accounts for it.
    pub accounts: BTreeSet<Id>,
    /// What it rests on.
    pub sources: BTreeSet<Source>,
    /// Whether it is the display default, and by which rule.
    pub default: bool,
    /// The rule that chose the default.
    pub rule: &'static str,
    /// Whether elements of the plan exist per alternative (else it is a claim only, drawn nowhere).
    pub drawn: bool,
}

/// What the joint adjustment says beyond where things lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reckoning {
    /// By the key of a node: what holds it.
    pub held: BTreeMap<String, Held>,
    /// How strongly memory distorts the sheets, as estimated from all of them.
    pub memory: Vec<Component>,
    /// Distances nobody has stated, those that would teach most first.
    pub questions: Vec<Question>,
}

/// What holds a node in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The part of its covariance that all witnesses share and more of them would not shrink.
    pub shared: Covariance,
    /// Strongest first.
    pub by: Vec<HeldBy>,
}

/// One source that holds a node.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldBy {
    /// `sheet:<id>`, `imagery`, `pin:<id>`, `statements` or `right angles and straight walls`.
    pub source: String,
    /// Share of what is known about the place, 0 to 1.
    pub share: f64,
    /// Where this source alone puts it (a sheet by its similarity), minus where it came to lie, metres east and north.
    pub off_m: Option<[f64; 2]>,
}

/// A distance worth asking for.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// One end.
    pub from: Key,
    /// The other.
    pub to: Key,
    /// What it is by the plan, metres.
    pub now_m: f64,
    /// How well people state such a distance, one standard deviation, metres.
    pub sd_m: f64,
    /// By how much an answer would shrink the sum of the variances of all points, square metres.
    pub gain_m2: f64,
}

/// Everything known about the facility, fused, in site metres.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The frame of every coordinate below.
    pub frame: SiteFrame,
    /// Fused feature points.
    pub nodes: Vec<Node>,
    /// Fused walls, fences, roads, areas, openings, objects.
    pub elements: Vec<Element>,
    /// Contradictions.
    pub hypotheses: Vec<Hypothesis>,
    /// The sheets on the ground.
    pub sheets: Vec<AlignedSheet>,
    /// The pins on the ground.
    pub pins: Vec<PlacedPin>,
    /// The regions on the ground.
    pub areas: Vec<PlacedArea>,
    /// What was refused, assumed, doubted or left out.
    pub notes: Vec<Note>,
    /// What holds the nodes, how memory distorts, what to ask next.
    pub reckoning: Reckoning,
}
