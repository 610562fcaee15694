//! How one witness draws: the figures of the map-drawing literature, each with an interval.

/// A figure and the interval that holds it with a probability of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Estimate {
    /// The same of a monotone function of the figure.
    pub fn mapped(self, by: impl Fn(f64) -> f64) -> Self {
        let (low, high) = (by(self.low), by(self.high));
        Self { value: by(self.value), low: low.min(high), high: low.max(high) }
    }
}

/// How much longer a sheet draws one direction than the one across it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anisotropy {
    /// Larger over smaller singular value of the affine regression: 1 is none.
    pub ratio: Estimate,
    /// The axis on the ground that is drawn longest: degrees clockwise from grid north, within 90 of 0 to 180. `None` where
    /// the interval of the ratio begins at 1: then no direction stands out.
    pub axis_deg: Option<Estimate>,
}

/// The measures of the Gardony Map Drawing Analyzer (Gardony, Taylor & Brunyé 2016, *Behavior Research Methods* 48:151),
/// over all pairs of ties.
///
/// Places that were not drawn are left out, so canonical *organization*, which counts them as wrong, is not given: what a
/// person should have drawn is not known of a memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairwiseAccuracy {
    /// Canonical accuracy: share of right judgements "north or south of", "east or west of"; 0 to 1. Of the drawing turned by
    /// the regression, because paper has no north.
    pub canonical: Estimate,
    /// Distance accuracy: 1 - mean difference of distances, each over the greatest of its own map; 0 to 1.
    pub distance: Estimate,
    /// Angle accuracy: 1 - mean difference of bearings over 180 degrees; 0 to 1. Of the drawing turned by the regression.
    pub angle: Estimate,
    /// Scaling bias: mean of those differences of distances, drawn minus true; positive: drawn too far apart.
    pub scaling_bias: Estimate,
    /// Rotational bias: circular mean of drawn minus true bearing, degrees clockwise, the paper's up taken as north.
    pub rotational_bias_deg: Estimate,
}

/// How one sheet draws what imagery shows: bidimensional regression of the drawn on the true (Tobler 1994, *Geographical
/// Analysis* 26:187; Friedman & Kohler 2003, *Psychological Methods* 8:468, table 2) and its kin.
///
/// Every interval is a jackknife over *places*: all ties of one building are left out together, because a person misplaces
/// buildings, not corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Ties it rests on.
    pub ties: usize,
    /// Places among them: buildings, and points outside all buildings.
    pub places: usize,
    /// Metres on the ground that one pixel of the scan stands for.
    pub scale_m_per_px: Estimate,
    /// Degrees clockwise from grid north to the paper's up.
    pub rotation_deg: Estimate,
    /// Bidimensional correlation of the Euclidean regression (shift, turn, one scale); 0 to 1.
    pub r: Estimate,
    /// The same of the affine regression.
    pub r_affine: Estimate,
    /// Distortion index of the Euclidean regression, `100 sqrt(1 - r²)`: 0 is none, 100 is no likeness.
    pub distortion_index: Estimate,
    /// The same of the affine regression.
    pub distortion_index_affine: Estimate,
    /// Stretch along one axis.
    pub anisotropy: Anisotropy,
    /// Exponent g of `drawn distance ~ (true distance)^g` from the middle of the ties: below 1, what is far is drawn too
    /// near. `None` where no exponent between 1/4 and 4 fits best.
    pub compression: Option<Estimate>,
    /// What pairs of places say.
    pub pairwise: PairwiseAccuracy,
}
