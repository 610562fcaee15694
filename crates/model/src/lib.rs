//! The vocabulary of Locus: what a case file says, what a drawing shows, what a plan claims and who said so.
//!
//! Values only. Nothing here reads a file, knows a clock or writes a log, so every stage can be tested with values.
//!
//! # Spaces
//! Every geometry is wrapped in the space it lives in ([`In`]), and a [`Transform`] from one space to another is named
//! target first: `site_from_plane`. Mixing two spaces does not compile; see [`space`] for what that protects and what
//! it does not.
//!
//! # Doubt
//! *Where* something stood and *whether* it stood are different doubts. The first is a [`Covariance`] or a 95 % radius
//! in metres; the second is an [`Agreement`]: the accounts that drew it, those whose sheet covers the place without
//! showing it, and those that contradict it. Neither is ever folded into a score.

mod accuracy;
mod agreement;
mod aligned;
mod calibration;
mod case;
mod correspondence;
mod described;
mod drawing;
pub mod edtf;
mod held;
mod id;
mod incident;
pub mod limits;
mod located;
pub mod measure;
mod network;
mod note;
mod overlay;
mod plan;
pub mod sensitive;
mod source;
pub mod space;
pub mod table;
mod text;
pub mod unseen;
mod vocabulary;

pub use accuracy::{CHI2_95_2DOF, Covariance, Ellipse95};
pub use agreement::{Agreement, Status, groups, independent_groups};
pub use aligned::{
    AlignedSheet, AlignedStroke, ClassicalFit, ControlReport, Method, PlacedTie, SheetQuality, SuspectControl,
};
pub use calibration::{Anisotropy, Calibration, Estimate, PairwiseAccuracy};
pub use case::{
    Account, Area, Case, Consent, Control, Defaults, Elicitation, Exposure, Footprint, HeightBasis, Imagery, Landmark,
    Level, OpeningSize, Pin, Polarity, Position, Rights, Sheet, SiteDefinition, StatedHeight, Statement, StatementKind,
    SunAngles, Vantage, ViewAngles,
};
pub use correspondence::{Correspondences, Meaning, PlaceMatch, VertexMatch};
pub use described::{Described, Side, StatedBearing, StatedRange};
pub use drawing::{Certainty, Drawing, Form, Kind, Stroke, Tracing};
pub use edtf::{Bound, Date, Edtf};
pub use id::{Id, IdError, Key};
pub use incident::Incident;
pub use located::Located;
pub use network::{
    AdjustedPoint, AdjustedSheet, Adjustment, Component, Fix, Group, Measure, Network, NetworkSheet, Pull, Puller,
    SheetVertex, Size,
};
pub use note::{Note, NoteKind};
pub use overlay::{Overlay, TracedInk, Verdict};
pub use plan::{
    Element, Height, Held, HeldBy, Hypothesis, Membership, Node, PlacedArea, PlacedPin, Plan, Question, Reckoning,
    SiteFrame,
};
pub use sensitive::Sensitive;
pub use source::Source;
pub use space::{Geographic, ImageryPx, In, Scene, Site, SketchPlane, SketchPx, Space, Transform};
pub use text::Text;
pub use vocabulary::{DatedName, Operator, Term, Vocabulary};
