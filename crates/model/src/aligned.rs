//! A sheet carried to the ground: what `align` hands to `plan`.

use crate::{Calibration, Covariance, Form, Id, In, Key, Site, SketchPlane, Stroke};
use geo::{Coord, Polygon};

/// The kind of transformation that carried a sheet to the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Shift, turn, scale: 4 parameters.
    Similarity,
    /// 6 parameters.
    Affine,
    /// Second-order polynomial: 12 parameters.
    Polynomial2,
    /// Third-order polynomial: 20 parameters.
    Polynomial3,
    /// Homography: 8 parameters.
    Projective,
    /// Thin-plate spline.
    ThinPlateSpline,
    /// Similarity, and a distortion with a covariance function: least-squares collocation.
    Collocation,
}

impl Method {
    /// The published word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Similarity => "similarity",
            Self::Affine => "affine",
            Self::Polynomial2 => "polynomial-2",
            Self::Polynomial3 => "polynomial-3",
            Self::Projective => "projective",
            Self::ThinPlateSpline => "thin-plate-spline",
            Self::Collocation => "collocation",
        }
    }
}

/// How well one control point fits.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlReport {
    /// The landmark, footprint node or node of another sheet.
    pub landmark: Key,
    /// Residual of the fit, metres east and north.
    pub residual_m: [f64; 2],
    /// Held-out error: where the other control points put it, minus where it is; metres east and north. `None` when
    /// the others cannot place it.
    pub loo_m: Option<[f64; 2]>,
    /// Test value: the held-out error over its standard deviation.
    pub w: Option<f64>,
    /// Its part of redundancy, 0 (uncheckable) to 1.
    pub redundancy: f64,
}

/// A control point beyond the critical value.
#[derive(Clone, Debug, PartialEq)]
pub struct SuspectControl {
    /// The landmark.
    pub landmark: Key,
    /// Its test value.
    pub w: f64,
    /// Probability of a value as large in a right control point.
    pub p: f64,
}

/// What one classical transformation makes of the same ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassicalFit {
    /// The transformation.
    pub method: Method,
    /// Root mean square of its held-out errors, metres; `None` when a tie cannot be held out.
    pub loo_rms_m: Option<f64>,
}

/// The quality of one sheet's alignment, as published in the `sheets` layer.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetQuality {
    /// The transformation.
    pub method: Method,
    /// How many control points were used, and what they were tied to.
    pub controls: Vec<ControlReport>,
    /// Root mean square of the fit residuals, metres.
    pub rms_m: f64,
    /// Root mean square of the held-out errors, metres; `None` when too few points.
    pub loo_rms_m: Option<f64>,
    /// Metres on the ground per pixel of the scan, at the middle of the controls (geometric mean of the two axes).
    pub scale_m_per_px: f64,
    /// Direction of the paper's upper edge: degrees clockwise from grid north to the paper's up.
    pub rotation_deg: f64,
    /// 1 - smaller over larger singular value of the local transformation, averaged over the sheet: 0 is none.
    pub shear: f64,
    /// Whether the sheet only fits as its mirror image.
    pub mirrored: bool,
    /// Whether the transformation folds somewhere on the sheet.
    pub fold: bool,
    /// The sheet's estimated distortion beyond the transformation: one standard deviation per axis, metres.
    pub memory_sd_m: Option<f64>,
    /// Its correlation length, metres.
    pub memory_length_m: Option<f64>,
    /// How its witness draws; `None` where imagery shows too few of the places on it, or none.
    pub calibration: Option<Calibration>,
    /// The classical transformations through the same ties, simplest first, to compare with; empty where a mirrored or
    /// two-point sheet leaves nothing to compare.
    pub classical: Vec<ClassicalFit>,
    /// The simplest of them that the held-out errors support (one-standard-error rule).
    pub classical_choice: Option<Method>,
    /// The control point with the largest test value.
    pub worst_control: Option<Key>,
    /// Control points beyond the critical value; not used in the final fit.
    pub suspect_controls: Vec<SuspectControl>,
    /// Control points with too little redundancy to be checked.
    pub uncheckable_controls: Vec<Key>,
}

/// One drawn element on the ground.
#[derive(Clone, Debug)]
pub struct AlignedStroke {
    /// The element, its shape in site metres.
    pub stroke: Stroke<Site>,
    /// Doubt about each vertex (parallel to [`Form::vertices`]): what the held-out errors of the sheet say about a
    /// place this far from its control points.
    pub covariances: Vec<Covariance>,
    /// Where the sheet's similarity alone puts each corner (parallel to [`Form::corners`]): what the joint adjustment
    /// takes as the observation.
    pub framed: Vec<Coord>,
}

/// A tie of a sheet: a place that is known both on the paper and on the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedTie {
    /// The landmark or place.
    pub key: Key,
    /// Where it is drawn.
    pub drawn: In<SketchPlane, Coord>,
    /// Where the sheet's similarity alone puts it, site metres.
    pub framed: Coord,
    /// Where it is, site metres.
    pub at: Coord,
    /// How well that is known.
    pub covariance: Covariance,
}

impl AlignedStroke {
    /// The form on the ground.
    pub fn form(&self) -> &Form {
        self.stroke.shape.geometry()
    }
}

/// One sheet on the ground. Strokes are carried, not changed otherwise.
#[derive(Clone, Debug)]
pub struct AlignedSheet {
    /// The sheet.
    pub sheet: Id,
    /// Whose it is.
    pub account: Id,
    /// The level it shows.
    pub level: Id,
    /// The places it means to show; empty: the hull of what it draws.
    pub covers: Vec<Key>,
    /// The paper's outline on the ground.
    pub paper: In<Site, Polygon>,
    /// The quality of its alignment.
    pub quality: SheetQuality,
    /// What it shows.
    pub strokes: Vec<AlignedStroke>,
    /// The ties it was laid down by, suspects left out.
    pub ties: Vec<PlacedTie>,
}
