//! The types of `bundle.json`: the index a viewer reads. It computes no geometry; what it needs is here.
//!
//! Positions are scene metres: `[x, y, z]`, x grid east of the anchor, y up, -z grid north; `[x, z]` where flat.

mod drawn;
mod lines;
mod read;

pub use drawn::{BundleArea, BundleControl, BundleGap, BundleNode, BundlePin, BundleShape, BundleStroke, DrapeGrid};
pub use read::BundleError;

use crate::PublishError;
use locus_model::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the file in the published folder.
pub const FILE: &str = "bundle.json";
/// What the file says it is.
pub const FORMAT: &str = "locus-published";
/// Its version.
pub const FORMAT_VERSION: u32 = 1;

/// The whole index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bundle {
    /// [`FORMAT`].
    pub format: String,
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// Versions by program.
    pub software: BTreeMap<String, String>,
    /// What the facility is.
    pub case: BundleCase,
    /// Where it is.
    pub frame: BundleFrame,
    /// Its levels, from below.
    pub levels: Vec<BundleLevel>,
    /// The scenes of `model.glb`, in its order.
    pub scenes: Vec<BundleScene>,
    /// Fused elements, by id.
    pub elements: Vec<BundleElement>,
    /// Fused feature points, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<BundleNode>,
    /// Contradictions, by name.
    pub hypotheses: Vec<BundleHypothesis>,
    /// What happened, by id.
    pub incidents: Vec<BundleIncident>,
    /// What witnesses pointed at, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<BundlePin>,
    /// Regions witnesses outlined, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<BundleArea>,
    /// Aligned sheets, by id.
    pub sheets: Vec<BundleSheet>,
    /// The imagery, by id.
    pub imagery: Vec<BundleImagery>,
    /// The image under the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<GroundTexture>,
    /// Where to look from.
    pub views: Vec<BundleView>,
    /// Who spoke, by pseudonym.
    pub accounts: Vec<BundleAccount>,
    /// What was said, by id.
    pub statements: Vec<BundleStatement>,
    /// Ids of the statements that speak of a key.
    pub statements_by_key: BTreeMap<String, Vec<String>>,
    /// Who compiled it, how it may be used.
    pub rights: BTreeMap<String, String>,
    /// SHA-256 (lower-case hex) of every other published file, by path.
    pub files: BTreeMap<String, String>,
}

/// What the facility is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleCase {
    /// Id.
    pub id: String,
    /// Name by language.
    pub name: Text,
    /// Other names.
    pub aliases: Vec<String>,
    /// Facility type, a slug.
    #[serde(rename = "type")]
    pub facility_type: String,
    /// Its name by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_name: Option<Text>,
    /// Who ran it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Text>,
    /// When it existed, EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existed: Option<String>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Where the facility is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleFrame {
    /// EPSG code of the projected CRS.
    pub epsg: u32,
    /// Its name.
    pub name: String,
    /// Longitude and latitude of the scene's origin, WGS 84 degrees.
    pub anchor: [f64; 2],
    /// Easting and northing of the scene's origin, metres.
    pub origin_m: [f64; 2],
    /// Degrees clockwise from true north to grid north, at the anchor.
    pub convergence_deg: f64,
}

/// One level.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleLevel {
    /// Id.
    pub id: String,
    /// Name by language.
    pub name: Text,
    /// Order from below.
    pub ordinal: i32,
    /// Floor above the site's ground, metres.
    pub elevation_m: f64,
    /// Floor to floor, metres.
    pub height_m: f64,
    /// Whether that height is the default of the case.
    pub height_assumed: bool,
}

/// A scene of `model.glb`. The first shows the undisputed and the display defaults; each other one holds what one
/// further alternative has instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleScene {
    /// The glTF scene's name: `default` or `hypothesis:<name>`.
    pub name: String,
    /// The alternative; absent for the default scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hypothesis: Option<String>,
}

/// A fused element.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleElement {
    /// Id: also the name of its glTF node.
    pub id: String,
    /// The layer it is in.
    pub layer: String,
    /// Kind, as in the layers.
    pub kind: String,
    /// The place it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Name by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Level.
    pub level: String,
    /// Of an opening: the wall it cuts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// `seen`, `testified`, `inferred`, `assumed`.
    pub status: String,
    /// Accounts that drew or named it.
    pub drawn_by: Vec<String>,
    /// Accounts whose sheet covers it without showing it.
    pub not_drawn_by: Vec<String>,
    /// Accounts that say otherwise.
    pub contradicted_by: Vec<String>,
    /// Accounts counted after sessions and shared notes.
    pub independent_accounts: usize,
    /// What it came from.
    pub sources: Vec<String>,
    /// 95 % radius at its worst, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius95_m: Option<f64>,
    /// Height as drawn, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_m: Option<f64>,
    /// How that height is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_basis: Option<String>,
    /// Defaults it is drawn with, by name, metres.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assumed: BTreeMap<String, f64>,
    /// Its middle on the floor, scene metres.
    pub position: [f64; 3],
    /// Where and how large it is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<BundleShape>,
    /// The glTF node that shows it; absent where the model cannot (see the notes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glb_node: Option<String>,
    /// The alternative it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hypothesis: Option<String>,
    /// Whether that is the display default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hypothesis_default: Option<bool>,
    /// When it stood, EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
}

/// One of several stories that cannot all be true.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleHypothesis {
    /// Its name.
    pub name: String,
    /// What the accounts disagree about.
    pub about: String,
    /// What it says, by language.
    pub claim: Text,
    /// The accounts for it.
    pub accounts: Vec<String>,
    /// What it rests on.
    pub sources: Vec<String>,
    /// Whether it is shown first.
    pub default: bool,
    /// The rule that chose what is shown first.
    pub rule: String,
    /// Whether elements exist per alternative.
    pub drawn: bool,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleIncident {
    /// Id.
    pub id: String,
    /// Short title by language.
    pub title: Text,
    /// What is known, by language.
    pub summary: Text,
    /// Violation type, a slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its name by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_name: Option<Text>,
    /// When, EDTF as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The first day it can have been; absent where open or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// The last day it can have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// The place as the case names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How the place was found in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_basis: Option<String>,
    /// The element, node, region or pin it stands at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<String>,
    /// Level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Scene metres; absent where unplaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<[f64; 3]>,
    /// 95 % radius of the place, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius95_m: Option<f64>,
    /// The alternative its place belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hypothesis: Option<String>,
    /// Pseudonyms.
    pub victims: Vec<String>,
    /// Pseudonyms.
    pub perpetrators: Vec<String>,
    /// The accounts it rests on.
    pub accounts: Vec<String>,
    /// Credibility of the information, 1 to 6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<u8>,
    /// The widest audience.
    pub consent: String,
}

/// One aligned sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleSheet {
    /// Id.
    pub id: String,
    /// Whose.
    pub account: String,
    /// Level.
    pub level: String,
    /// The scan, relative to the case folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// SHA-256 of that file (lower-case hex), where the case records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_sha256: Option<String>,
    /// Its upright width and height, pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_px: Option<[f64; 2]>,
    /// The transformation that aligned it.
    pub method: String,
    /// Root mean square of its fit residuals, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rms_m: Option<f64>,
    /// Root mean square of its held-out errors, metres; absent where too few points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loo_rms_m: Option<f64>,
    /// Its own distortion, one standard deviation per axis, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_sd_m: Option<f64>,
    /// The paper's outline `[x, z]`, closed, scene metres.
    pub paper: Vec<[f64; 2]>,
    /// How to lay the scan on the ground; absent where fewer than three drawn points say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drape: Option<Drape>,
    /// The same, finer; absent where the drape alone is right to the millimetre, or fewer than six vertices are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drape_grid: Option<DrapeGrid>,
    /// The ties it was laid down by, by landmark; suspects, which had no part in it, are in the layer alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<BundleControl>,
    /// What it shows, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strokes: Vec<BundleStroke>,
}

/// An affine map from the scan's pixels to the ground, fitted to how its strokes were carried there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drape {
    /// `[a, b, x0, d, e, z0]`: `x = a px + b py + x0`, `z = d px + e py + z0`, scene metres from pixels (y down).
    pub scene_from_px: [f64; 6],
    /// Root mean square distance between the strokes as draped and as published, metres: 0 for an affine alignment.
    pub rms_m: f64,
}

/// One georeferenced image.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleImagery {
    /// Id.
    pub id: String,
    /// When it was taken, EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquired: Option<String>,
    /// The sensor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensor: Option<String>,
    /// Ground sample distance, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gsd_m: Option<f64>,
    /// Its absolute accuracy, 95 % radius in metres: shared by everything, and in no other radius here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absolute_radius95_m: Option<f64>,
    /// How it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// The image under the model.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GroundTexture {
    /// The imagery it was cut from.
    pub imagery: String,
    /// West, south, east, north, site metres.
    pub bounds_m: [f64; 4],
    /// Columns and rows.
    pub size_px: [u32; 2],
    /// What was done to it.
    pub note: String,
}

/// A place to look from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleView {
    /// Its name.
    pub name: String,
    /// The eye, scene metres.
    pub eye: [f64; 3],
    /// What it looks at, scene metres.
    pub target: [f64; 3],
}

/// One pseudonymous account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleAccount {
    /// Pseudonym.
    pub id: String,
    /// The language the person spoke (BCP 47): the other texts of a statement are translations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Basis of knowledge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vantage: Option<String>,
    /// When the person was there, EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stay: Option<String>,
    /// The interview session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The widest audience.
    pub consent: String,
    /// Accounts this person is known to have compared notes with.
    pub discussed_with: Vec<String>,
}

/// Something a person said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BundleStatement {
    /// Id.
    pub id: String,
    /// Who.
    pub account: String,
    /// Kind, as in the case format.
    pub kind: String,
    /// The keys it speaks of, in order.
    pub of: Vec<String>,
    /// `affirms`, `denies`, `does-not-know`.
    pub polarity: String,
    /// The value, in the unit `unit` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// One standard deviation of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
    /// `m`, `m2`, or what was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The words, by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Timecode in the recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl Bundle {
    /// The file.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, PublishError> {
        let mut bytes = Vec::new();
        let mut lines = serde_json::Serializer::with_formatter(&mut bytes, lines::Lines::default());
        self.serialize(&mut lines).map_err(|e| PublishError::compose(FILE, e))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
