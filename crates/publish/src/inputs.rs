//! What publishing needs to know.

use geo::Point;
use locus_model::{Case, Correspondences, Geographic, Id, In, Plan, Site, Vocabulary};
use locus_release::Disclosed;
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

/// One scan as it is shown (EXIF orientation applied).
#[derive(Clone, Debug, PartialEq)]
pub struct SheetImage {
    /// The file, relative to the case folder; `None`: withheld.
    pub file: Option<String>,
    /// Its SHA-256, lower-case hex, where it is known and may be shown.
    pub sha256: Option<String>,
    /// Columns, pixels.
    pub width_px: f64,
    /// Rows, pixels.
    pub height_px: f64,
}

/// The way from site metres to WGS 84 degrees; the error says why a place has none.
pub type GeographicFromSite<'a> = dyn Fn(&In<Site, Point>) -> Result<In<Geographic, Point>, String> + 'a;

/// Everything [`publish`](crate::publish) reads.
pub struct Inputs<'a> {
    /// The case files and the fused plan, as somebody decided to show them.
    pub disclosed: Disclosed<'a>,
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

impl<'a> Inputs<'a> {
    /// The case files.
    pub(crate) fn case(&self) -> &'a Case {
        self.disclosed.case()
    }

    /// The fused plan.
    pub(crate) fn plan(&self) -> &'a Plan {
        self.disclosed.plan()
    }
}
