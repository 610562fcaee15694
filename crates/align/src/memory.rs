//! How memory distorts a place: the prior of the collocation.
//!
//! A sheet drawn from memory is right in its topology and wrong in its metres. The error of a drawn point, beyond one
//! shift, turn and scale of the whole sheet, is the sum of four parts, each a share of the extent of what is drawn:
//!
//! | part | meaning | covariance of two points |
//! |---|---|---|
//! | stretch | one axis longer than the other, leaning | `stretch² (a · b)` |
//! | warp | a smooth field: near things are wrong alike | `warp² exp(-d² / 2 length²)` |
//! | unit | a building (or yard) is remembered as one thing, in the wrong place | `unit²` inside one building, else 0 |
//! | hand | each vertex for itself | `hand²` on the diagonal |
//!
//! The shares were chosen once, on 120 synthetic cases of two kinds, and judged on others of three (see
//! `docs/conformance.md`); doubling or halving any of them changes the error of hidden places by less than 5 %. What a
//! sheet decides for itself is the factor that multiplies all of them. The length of its warp is estimated and
//! reported, but not used: ties seldom determine it, and letting them made hidden places worse by 1 % and ellipses too
//! small. That people place buildings as units, regularise and stretch, is the cognitive-mapping literature (Stevens &
//! Coupe 1978; Tversky 1981): without the unit term the warp takes one misplaced building for a bend of the site.

use crate::pair::square;
use geo::Coord;

/// Shares of the extent; the length of the warp too.
const STRETCH: f64 = 0.12;
const WARP: f64 = 0.03;
const UNIT: f64 = 0.035;
const HAND: f64 = 0.012;
/// Usual length of the warp, and the spread of its logarithm from sheet to sheet.
const LENGTH: (f64, f64) = (0.35, 0.35);
/// Lengths that a sheet is asked about.
const LENGTHS: [f64; 7] = [0.2, 0.25, 0.3, 0.35, 0.42, 0.5, 0.6];

/// How many observations the prior scale counts as: few ties leave it at ordinary memory, many overrule it.
pub(crate) const PRIOR_OBSERVATIONS: f64 = 8.0;

/// A place on the sheet as the covariance sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    /// Metres from the middle of the ties, by the sheet's similarity.
    pub at: Coord,
    /// The drawn building it belongs to.
    pub unit: Option<usize>,
}

/// The covariance function of one sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Diagonal of what is drawn, metres.
    extent: f64,
    /// Correlation length of the warp, metres.
    length: f64,
}

impl Memory {
    pub fn usual(extent: f64) -> Self {
        Self { extent, length: LENGTH.0 * extent }
    }

    /// The memories that differ in the length of their warp, each with the logarithm of its prior probability.
    pub fn candidates(extent: f64) -> impl Iterator<Item = (Self, f64)> {
        LENGTHS.into_iter().map(move |share| {
            let off = libm::log(share / LENGTH.0) / LENGTH.1;
            (Self { extent, length: share * extent }, -0.5 * off * off)
        })
    }

    pub fn length_m(&self) -> f64 {
        self.length
    }

    /// Covariance (per axis, m²) of the errors at two places, the hand's not counted.
    pub fn covariance(&self, a: &Spot, b: &Spot) -> f64 {
        let warp = WARP * self.extent;
        let unit = if a.unit.is_some() && a.unit == b.unit { UNIT * self.extent } else { 0.0 };
        let near = libm::exp(-0.5 * square(a.at - b.at) / (self.length * self.length));
        STRETCH * STRETCH * (a.at.x * b.at.x + a.at.y * b.at.y) + warp * warp * near + unit * unit
    }

    /// Its derivative along the first place.
    pub fn slope(&self, a: &Spot, b: &Spot) -> Coord {
        let (warp, l2) = (WARP * self.extent, self.length * self.length);
        let d = a.at - b.at;
        b.at * (STRETCH * STRETCH) - d * (warp * warp / l2 * libm::exp(-0.5 * square(d) / l2))
    }

    /// Variance (per axis, m²) of the hand: every drawn vertex for itself.
    pub fn hand(&self) -> f64 {
        (HAND * self.extent) * (HAND * self.extent)
    }

    /// Standard deviation per axis of warp and displaced buildings together, metres, at factor 1.
    pub fn distortion_sd_m(&self, several_units: bool) -> f64 {
        self.extent * if several_units { libm::hypot(WARP, UNIT) } else { WARP }
    }
}
