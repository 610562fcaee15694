//! The parts of `bundle.json` that say where things are drawn. All of them are optional: older folders lack them.
//!
//! Positions are scene metres `[x, z]` to the millimetre: x grid east of the anchor, -z grid north. Heights are metres
//! above scene zero, upwards.

use serde::{Deserialize, Serialize};

/// What `model.glb` shows of one element, as numbers: the same base, top, thickness and corners.
///
/// Of an element without `glb_node` it is what the plan has, though the model could not show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BundleShape {
    /// Underside; of an opening its sill.
    pub base_m: f64,
    /// Upper side, of an opening its head; absent where nothing is drawn (a label).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_m: Option<f64>,
    /// Of a wall, fence, road, or opening: the centre line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<[f64; 2]>,
    /// Of what covers ground: closed rings (the first vertex repeated), outer first, counter-clockwise seen from above,
    /// holes the other way. Of a spot: the square it is drawn as.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Of a spot: where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<[f64; 2]>,
    /// Across the line, metres: of a wall its thickness, of a road its width, of an opening that of what stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thickness_m: Option<f64>,
    /// Names of the fused nodes at the vertices of `line`, else at `point`, else of the outer ring: whichever of them
    /// is there first, vertex by vertex. The node of that name in the same alternative, else the undisputed one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// Of an opening: underside and upper side of what the model shows standing in it (threshold, pane, low panel).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel_m: Option<[f64; 2]>,
    /// Of a wall or fence: what is left out of it. An opening in the gap between the ends of a line leaves out nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<BundleGap>,
}

/// A rectangle left out of a wall, through its whole thickness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleGap {
    /// The opening it was left out for.
    pub opening: String,
    /// From where to where on the centre line.
    pub line: [[f64; 2]; 2],
    /// Sill.
    pub base_m: f64,
    /// Head, at most the top of the wall.
    pub top_m: f64,
}

/// A fused feature point, as in the layer `nodes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleNode {
    /// Published id: what `place_id` of an incident names.
    pub id: String,
    /// Its name, as in [`BundleShape::nodes`]; the same name may return once per alternative.
    pub name: String,
    /// The same, where the case gave it; absent where Locus derived it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Level, where it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Where.
    pub position: [f64; 2],
    /// Posterior covariance `[ee, en, nn]`, square metres, grid east and north (z points south: the covariance of x and
    /// z is `-en`); absent where it would claim certainty in some direction (see the notes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cov_m2: Option<[f64; 3]>,
    /// Radius of the circle that holds 95 % of it, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius95_m: Option<f64>,
    /// The alternative it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hypothesis: Option<String>,
    /// Whether that is the display default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hypothesis_default: Option<bool>,
}

/// One drawn element of one sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleStroke {
    /// `<sheet>/<stroke>`: what `stroke:<id>` among the sources names.
    pub id: String,
    /// What it shows.
    pub kind: String,
    /// The place it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its vertices as the alignment of the sheet carried them; one for a spot.
    pub line: Vec<[f64; 2]>,
    /// The same vertices on the scan: pixels as shown (EXIF orientation applied), y down, to a hundredth; empty where
    /// the drawing is not at hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub px: Vec<[f64; 2]>,
    /// Whether it encloses an area; then the first vertex is repeated as the last.
    pub closed: bool,
    /// Of an area with holes: their closed rings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Vec<[f64; 2]>>,
}

/// A tie that laid a sheet down: a stated control point, or a drawn corner that imagery shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleControl {
    /// The landmark or place.
    pub landmark: String,
    /// Where it is on the scan: pixels as shown (EXIF orientation applied), y down, to a hundredth.
    pub px: [f64; 2],
    /// Where it is on the ground.
    pub position: [f64; 2],
    /// The same, longitude and latitude, WGS 84 degrees, to eight decimals (1 mm).
    pub degrees: [f64; 2],
}

/// A grid that lays a scan on the ground where the affine [`Drape`](crate::Drape) is too coarse.
///
/// It is a picture of the alignment, not the alignment: node by node the affine drape and a smooth field fitted to what
/// it leaves over at the drawn vertices. Where nothing is drawn it is a guess, and nothing may be measured on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrapeGrid {
    /// Nodes across the scan.
    pub columns: usize,
    /// Nodes down the scan.
    pub rows: usize,
    /// Where each node lies, row by row from the upper left: node (c, r) is the pixel
    /// `(c / (columns - 1) * width, r / (rows - 1) * height)`.
    pub xz: Vec<[f64; 2]>,
    /// Root mean square distance between the drawn vertices as this grid carries them (bilinear between its nodes) and
    /// as published, metres.
    pub rms_m: f64,
}

/// What one witness pointed at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundlePin {
    /// Id.
    pub id: String,
    /// Whose.
    pub account: String,
    /// The place it locates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Where.
    pub position: [f64; 2],
    /// Radius that holds 95 %, metres; absent where the person did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius95_m: Option<f64>,
}

/// A region one witness outlined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleArea {
    /// Id.
    pub id: String,
    /// Whose.
    pub account: String,
    /// The place it locates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Closed rings, outer first, counter-clockwise seen from above, holes the other way.
    pub rings: Vec<Vec<[f64; 2]>>,
}
