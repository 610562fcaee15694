//! What publishing needs to know.

use geo::Point;
use locus_model::{Case, Correspondences, Geographic, Id, In, Plan, Site, Vocabulary};
use std::collections::BTreeMap;

/// The imagery under the model, cut and warped to the site frame, north up.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundImage {
    /// The image it was cut from.
    pub imagery: Id,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue by row from the north-western pixel: `3 * width * height` bytes.
    pub rgb: Vec<u8>,
    /// Outer western edge, site metres.
    pub west: f64,
    /// Outer southern edge, site metres.
    pub south: f64,
    /// Outer eastern edge, site metres.
    pub east: f64,
    /// Outer northern edge, site metres.
    pub north: f64,
    /// What was done to it (bands, stretch, gaps), in a sentence; empty where nothing was.
    pub note: String,
}

/// The size of one scan as it is shown (EXIF orientation applied), pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SheetImage {
    /// Columns.
    pub width_px: f64,
    /// Rows.
    pub height_px: f64,
}

/// The way from site metres to WGS 84 degrees; the error says why a place has none.
pub type GeographicFromSite<'a> = dyn Fn(&In<Site, Point>) -> Result<In<Geographic, Point>, String> + 'a;

/// Everything [`publish`](crate::publish) reads.
pub struct Inputs<'a> {
    /// The case files.
    pub case: &'a Case,
    /// The fused plan.
    pub plan: &'a Plan,
    /// What elements without a key may be; `None` where there is nothing to say. Written beside the plan, no part of it.
    pub correspondences: Option<&'a Correspondences>,
    /// Names of categories and facility types.
    pub vocabulary: &'a Vocabulary,
    /// The imagery under the model.
    pub ground: Option<GroundImage>,
    /// The sizes of the scans, by sheet.
    pub scans: &'a BTreeMap<Id, SheetImage>,
    /// Site metres to WGS 84 degrees.
    pub geographic: &'a GeographicFromSite<'a>,
    /// Versions by program: `locus`, `gdal`, `proj`.
    pub software: BTreeMap<String, String>,
}
