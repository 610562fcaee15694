//! The case files of one facility, read and checked but not yet interpreted.

use crate::space::{Geographic, In, SketchPx};
use crate::{Described, Drawing, Edtf, Id, Incident, Key, Note, Text};
use geo::{Point, Polygon};
use std::collections::{BTreeMap, BTreeSet};

/// One facility: everything its folder says.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder's name.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// Other names and romanisations.
    pub aliases: Vec<String>,
    /// Facility type, a slug of the vocabulary.
    pub facility_type: String,
    /// Who ran it.
    pub operator: Option<Text>,
    /// When it existed.
    pub existed: Option<Edtf>,
    /// Free text.
    pub note: Option<Text>,
    /// Where it is, and in which projected CRS it is worked on.
    pub site: SiteDefinition,
    /// The levels, by ordinal.
    pub levels: Vec<Level>,
    /// What stands in where nobody said anything.
    pub defaults: Defaults,
    /// Who compiled it and how it may be used.
    pub rights: Rights,
    /// Points recognisable on imagery.
    pub landmarks: BTreeMap<Key, Landmark>,
    /// Outlines digitised on imagery.
    pub footprints: BTreeMap<Id, Footprint>,
    /// The pseudonymous accounts.
    pub accounts: BTreeMap<Id, Account>,
    /// The sheets.
    pub sheets: BTreeMap<Id, Sheet>,
    /// The imagery.
    pub imagery: BTreeMap<Id, Imagery>,
    /// What happened.
    pub incidents: Vec<Incident>,
    /// What was noticed while reading.
    pub notes: Vec<Note>,
}

/// Where the facility is.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteDefinition {
    /// Origin of the local scene.
    pub anchor: In<Geographic, Point>,
    /// EPSG code of the projected CRS; `None`: the UTM zone of the anchor.
    pub epsg: Option<u32>,
}

/// One storey.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Order from below.
    pub ordinal: i32,
    /// Floor above the site's ground, metres.
    pub elevation_m: f64,
    /// Floor to floor, metres; `None`: the default.
    pub height_m: Option<f64>,
}

/// Dimensions of an opening, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpeningSize {
    /// Width.
    pub width_m: f64,
    /// Height.
    pub height_m: f64,
    /// Height of the sill above the floor.
    pub sill_m: f64,
}

/// What stands in where nothing was said or seen; each use is published as an assumption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Defaults {
    /// Floor to floor.
    pub storey_height_m: f64,
    /// Thickness of a wall.
    pub wall_thickness_m: f64,
    /// Height of a fence.
    pub fence_height_m: f64,
    /// A door.
    pub door: OpeningSize,
    /// A window.
    pub window: OpeningSize,
}

impl Default for Defaults {
    /// The values of the case format; published as assumptions like any other default.
    fn default() -> Self {
        Self {
            storey_height_m: 3.0,
            wall_thickness_m: 0.24,
            fence_height_m: 3.0,
            door: OpeningSize { width_m: 0.9, height_m: 2.0, sill_m: 0.0 },
            window: OpeningSize { width_m: 0.8, height_m: 0.6, sill_m: 1.4 },
        }
    }
}

/// Who compiled the case and how it may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Who compiled it.
    pub compiled_by: Option<String>,
    /// SPDX expression or a sentence.
    pub licence: Option<String>,
}

/// A point recognisable on imagery. Its key is a node key.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmark {
    /// Its key.
    pub key: Key,
    /// What it is called.
    pub name: Option<Text>,
    /// The imagery it was digitised on.
    pub imagery: Option<Id>,
    /// One standard deviation per axis, metres.
    pub sd_m: f64,
    /// When it stood.
    pub valid: Option<Edtf>,
    /// Where.
    pub position: In<Geographic, Point>,
    /// Unknown properties as JSON text.
    pub extra: BTreeMap<String, String>,
}

/// How a height is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeightBasis {
    /// A person or a document says so.
    Stated,
    /// Measured from a shadow.
    Shadow,
    /// Follows from a named rule (the level's height).
    Rule,
    /// A default.
    Default,
}

impl HeightBasis {
    /// The published word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Shadow => "shadow",
            Self::Rule => "rule",
            Self::Default => "default",
        }
    }
}

/// A height given with a footprint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedHeight {
    /// Metres above the ground.
    pub metres: f64,
    /// How it is known.
    pub basis: HeightBasis,
}

/// An outline digitised on imagery.
#[derive(Clone, Debug, PartialEq)]
pub struct Footprint {
    /// Its id.
    pub id: Id,
    /// The place it shows.
    pub key: Option<Key>,
    /// What it is called.
    pub name: Option<Text>,
    /// The imagery it was digitised on.
    pub imagery: Option<Id>,
    /// One standard deviation of a digitised edge, metres.
    pub sd_m: f64,
    /// Its height, where known.
    pub height: Option<StatedHeight>,
    /// When it stood.
    pub valid: Option<Edtf>,
    /// The key of each vertex of the outer ring, the closing vertex included; empty when none was given.
    pub nodes: Vec<Option<Key>>,
    /// Where.
    pub outline: In<Geographic, Polygon>,
    /// Unknown properties as JSON text.
    pub extra: BTreeMap<String, String>,
}

/// Basis of knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Vantage {
    WasThere,
    Saw,
    Heard,
    WasTold,
}

/// The widest audience something may reach, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Consent {
    Internal,
    Parties,
    Public,
}

impl Consent {
    /// Every audience, narrowest first.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Parties, Self::Public];

    /// The word of the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Parties => "parties",
            Self::Public => "public",
        }
    }

    /// The audience a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == word)
    }
}

/// How a claim was elicited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Elicitation {
    FreeRecall,
    OpenQuestion,
    SpecificQuestion,
    ShownImagery,
    ShownSketch,
    ShownModel,
}

/// Whether a statement says yes, no, or that the person does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Polarity {
    Affirms,
    Denies,
    DoesNotKnow,
}

/// One pseudonymous account.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its id.
    pub id: Id,
    /// The interview session; accounts of one session are not independent.
    pub session: Option<String>,
    /// When it was given.
    pub interviewed: Option<Edtf>,
    /// Language it was given in (BCP 47).
    pub language: Option<String>,
    /// When the person was there.
    pub stay: Option<Edtf>,
    /// Default basis of knowledge of what follows.
    pub vantage: Option<Vantage>,
    /// The widest audience it may reach; `None` is read as the narrowest, `Internal`.
    pub consent: Option<Consent>,
    /// Since when the person no longer stands to it: nothing is made from it any more.
    pub withdrawn: Option<Edtf>,
    /// Accounts this person is known to have compared notes with.
    pub discussed_with: BTreeSet<Id>,
    /// What the witness was shown.
    pub exposures: Vec<Exposure>,
    /// Points.
    pub pins: Vec<Pin>,
    /// Regions.
    pub areas: Vec<Area>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Free text.
    pub note: Option<Text>,
}

/// What a witness was shown, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// An imagery or sheet id, or `model`.
    pub shown: String,
    /// Timecode in the recording.
    pub at: Option<String>,
}

/// A position as it was stated.
#[derive(Clone, Debug, PartialEq)]
pub enum Position {
    /// WGS 84 degrees.
    Geographic(In<Geographic, Point>),
    /// Coordinates in a CRS named by EPSG code; only `earth` can carry them over.
    Projected {
        /// The code.
        epsg: u32,
        /// Easting (of a geographic CRS: longitude in degrees).
        easting: f64,
        /// Northing (of a geographic CRS: latitude in degrees).
        northing: f64,
    },
}

/// A point a person gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Its id.
    pub id: Id,
    /// The key it locates.
    pub of: Key,
    /// Where.
    pub position: Position,
    /// The position as it was written.
    pub verbatim: String,
    /// Radius that holds 95 %, metres; `None` when the person did not say.
    pub radius95_m: Option<f64>,
    /// How the person knew.
    pub basis: Option<String>,
    /// The imagery that was shown.
    pub imagery: Option<Id>,
    /// How it was elicited.
    pub elicitation: Option<Elicitation>,
    /// Basis of knowledge, where it differs from the account's.
    pub vantage: Option<Vantage>,
    /// Timecode in the recording.
    pub at: Option<String>,
    /// Free text.
    pub note: Option<Text>,
}

/// A region a person gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its id.
    pub id: Id,
    /// The key it locates.
    pub of: Key,
    /// Where.
    pub polygon: In<Geographic, Polygon>,
    /// How the person knew.
    pub basis: Option<String>,
    /// The imagery that was shown.
    pub imagery: Option<Id>,
    /// How it was elicited.
    pub elicitation: Option<Elicitation>,
    /// Basis of knowledge, where it differs from the account's.
    pub vantage: Option<Vantage>,
    /// Timecode in the recording.
    pub at: Option<String>,
    /// Free text.
    pub note: Option<Text>,
}

/// What a statement is about. Lengths in metres with one standard deviation.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum StatementKind {
    Distance { value_m: f64, sd_m: f64 },
    Length { value_m: f64, sd_m: f64 },
    Width { value_m: f64, sd_m: f64 },
    Height { value_m: f64, sd_m: f64 },
    Area { value_m2: f64, sd_m2: f64 },
    Count { value: f64, sd: Option<f64>, what: String },
    Adjacent,
    Order { along: Option<Key> },
    Place(Described),
    Free,
}

impl StatementKind {
    /// The word of the case format.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Distance { .. } => "distance",
            Self::Length { .. } => "length",
            Self::Width { .. } => "width",
            Self::Height { .. } => "height",
            Self::Area { .. } => "area",
            Self::Count { .. } => "count",
            Self::Adjacent => "adjacent",
            Self::Order { .. } => "order",
            Self::Place(_) => "place",
            Self::Free => "free",
        }
    }
}

/// Something a person said.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its id.
    pub id: Id,
    /// What about.
    pub kind: StatementKind,
    /// The keys it speaks of, in order.
    pub of: Vec<Key>,
    /// Yes, no, or does not know.
    pub polarity: Polarity,
    /// How it was elicited.
    pub elicitation: Option<Elicitation>,
    /// Basis of knowledge, where it differs from the account's.
    pub vantage: Option<Vantage>,
    /// The words.
    pub text: Option<Text>,
    /// Timecode in the recording.
    pub at: Option<String>,
}

/// A spot on a sheet that is also a landmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The landmark.
    pub landmark: Key,
    /// Where on the sheet.
    pub px: In<SketchPx, Point>,
    /// One standard deviation per axis, pixels; `None` when not said.
    pub sd_px: Option<f64>,
}

/// One sheet of paper.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub account: Id,
    /// The scan, relative to the case folder (`sketches/A03-1.jpg`).
    pub image: String,
    /// SHA-256 of the scan as recorded, lower-case hex.
    pub sha256: Option<String>,
    /// When it was drawn.
    pub drawn: Option<Edtf>,
    /// The level it shows.
    pub level: Id,
    /// Pencil, pen, paper.
    pub medium: Option<String>,
    /// Whether the paper's top is true north.
    pub true_north_up: bool,
    /// The places it means to show; empty: the hull of what it draws.
    pub covers: Vec<Key>,
    /// How it was elicited.
    pub elicitation: Option<Elicitation>,
    /// Control points.
    pub controls: Vec<Control>,
    /// Parts of the scan that would show who drew it: no release carries their pixels.
    pub masks: Vec<In<SketchPx, Polygon>>,
    /// The drawing, where it has been traced.
    pub drawing: Option<Drawing<SketchPx>>,
    /// Free text.
    pub note: Option<Text>,
}

/// One georeferenced image.
#[derive(Clone, Debug, PartialEq)]
pub struct Imagery {
    /// Its id.
    pub id: Id,
    /// The raster, relative to the case folder (`imagery/2019-05-12.tif`).
    pub file: String,
    /// When it was taken: a date-time or an EDTF date as coarse as it is known.
    pub acquired: Option<Edtf>,
    /// The sensor.
    pub sensor: Option<String>,
    /// Ground sample distance, metres.
    pub gsd_m: Option<f64>,
    /// Where the sun stood.
    pub sun: Option<SunAngles>,
    /// Where the camera stood.
    pub view: Option<ViewAngles>,
    /// Absolute accuracy: the radius that holds 95 %, metres.
    pub absolute_radius95_m: Option<f64>,
    /// How it may be used.
    pub licence: Option<String>,
}

/// Degrees: azimuth clockwise from true north, elevation above the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct SunAngles {
    pub azimuth: f64,
    pub elevation: f64,
}

/// Degrees: azimuth clockwise from true north towards the camera, angle off nadir.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ViewAngles {
    pub azimuth: f64,
    pub off_nadir: f64,
}
