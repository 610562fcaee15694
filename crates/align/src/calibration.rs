//! How a witness draws: what imagery shows of a sheet, in the terms of the map-drawing literature.
//!
//! The drawn is regressed on the true, as that literature does: what imagery shows is taken to be right, the error is in
//! the drawing. (A GIS fits the other way round, the ground on the sheet; with r = 0.9 its scale differs by a fifth.)
//! Intervals are jackknives over places (`jackknife.rs`); the textbook's closed forms take the corners of one building for
//! independent and are too narrow.

mod jackknife;
mod pairwise;
mod regression;

use crate::anchor::Anchor;
use crate::{Tie, TieKind};
use geo::Coord;
use jackknife::Jackknife;
use locus_model::{Anisotropy, Calibration, Estimate, PairwiseAccuracy};
use pairwise::Pairwise;
use regression::{Affine, Euclidean};
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::PI;

/// Fewer places give no interval worth printing (the quantile of Student's t with four degrees of freedom is 2.8).
const LEAST_PLACES: usize = 5;

/// More places are left out by this many groups (Kott 2001, *Journal of Official Statistics* 17:521): the work grows with the
/// square of the points for each, the interval hardly shrinks.
const MOST_GROUPS: usize = 30;

/// One place that is known on the sheet and on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remembered {
    /// Where it is, metres east and north.
    pub truth: Coord,
    /// Where it is drawn, pixels of the scan, x right and y up.
    pub drawn: Coord,
    /// The place it belongs to: points of one place are wrong together.
    pub place: usize,
}

/// Everything that is estimated of one set of points, on the scale on which it is nearly normal.
struct Figures {
    euclidean: Euclidean,
    affine: Affine,
    compression: Option<f64>,
    pairwise: Pairwise,
}

/// The calibration of a sheet. `mirrored`: the sheet only fits as its mirror image, and is turned over first.
///
/// `None` where there are fewer than five places, or they, or all but one of them, do not determine an affine map.
pub fn calibrate(points: &[Remembered], mirrored: bool) -> Option<Calibration> {
    let sided: Vec<Remembered> = points.iter().map(|p| if mirrored { turned_over(p) } else { *p }).collect();
    let places: BTreeSet<usize> = sided.iter().map(|p| p.place).collect();
    if places.len() < LEAST_PLACES {
        return None;
    }
    let whole = Figures::of(&sided)?;
    let groups = places.len().min(MOST_GROUPS);
    let group: BTreeMap<usize, usize> = places.iter().enumerate().map(|(i, place)| (*place, i % groups)).collect();
    let without = (0..groups).map(|out| {
        let left: Vec<Remembered> = sided.iter().filter(|p| group.get(&p.place) != Some(&out)).copied().collect();
        Figures::of(&left)
    });
    let jackknife = Jackknife { whole, without: without.collect::<Option<_>>()? };
    let distortion_index = |z: f64| 100.0 / libm::cosh(z);
    let (z, z_affine) = (correlation(&jackknife, |f| f.euclidean.z), correlation(&jackknife, |f| f.affine.z));
    let found = Calibration {
        ties: points.len(),
        places: places.len(),
        scale_m_per_px: jackknife.estimate(|f| f.euclidean.log_scale).mapped(|l| libm::exp(-l)),
        rotation_deg: rotation(&jackknife, mirrored),
        r: z.mapped(libm::tanh),
        r_affine: z_affine.mapped(libm::tanh),
        distortion_index: z.mapped(distortion_index),
        distortion_index_affine: z_affine.mapped(distortion_index),
        anisotropy: anisotropy(&jackknife),
        compression: compression(&jackknife),
        pairwise: accuracy(&jackknife, places.len()),
    };
    // What is printed from a logarithm may overflow where the places hardly determine it.
    let from_logarithms = [found.scale_m_per_px, found.anisotropy.ratio].into_iter().chain(found.compression);
    from_logarithms.map(|e| e.high).all(f64::is_finite).then_some(found)
}

/// The calibration of a sheet from the ties in use; `None` also where a tie is another sheet's word and not imagery's.
pub(crate) fn of_sheet(ties: &[Tie], used: &[&Anchor], groups: &[Vec<usize>], page: &Page) -> Option<Calibration> {
    if ties.iter().any(|tie| tie.kind == TieKind::SharedNode) {
        return None;
    }
    let point = |(anchor, group): (&&Anchor, &Vec<usize>)| {
        Some(Remembered { truth: anchor.site, drawn: anchor.plane * page.width_px, place: *group.first()? })
    };
    calibrate(&used.iter().zip(groups).map(point).collect::<Option<Vec<_>>>()?, page.mirrored)
}

/// What of a sheet's page its calibration needs.
pub(crate) struct Page {
    pub width_px: f64,
    pub mirrored: bool,
}

impl Figures {
    fn of(points: &[Remembered]) -> Option<Self> {
        let euclidean = Euclidean::of(points)?;
        Some(Self {
            affine: Affine::of(points)?,
            compression: regression::compression(points),
            pairwise: Pairwise::of(points, &euclidean),
            euclidean,
        })
    }
}

/// Fisher's z; a bidimensional correlation is never negative.
fn correlation(jackknife: &Jackknife, get: fn(&Figures) -> f64) -> Estimate {
    let z = jackknife.estimate(get);
    Estimate { low: z.low.max(0.0), ..z }
}

fn turned_over(point: &Remembered) -> Remembered {
    Remembered { drawn: Coord { x: point.drawn.x, y: -point.drawn.y }, ..*point }
}

fn rotation(jackknife: &Jackknife, mirrored: bool) -> Estimate {
    let around = jackknife.estimate_by(|f| f.euclidean.turn, wrapped).mapped(f64::to_degrees);
    // The up of a sheet that was turned over is the down of its mirror image.
    let up = wrapped(around.value.to_radians() + if mirrored { PI } else { 0.0 }).to_degrees();
    around.mapped(|degrees| degrees - around.value + up)
}

/// The stretch is a vector with twice the angle of its axis, so its length is never negative and is too large by chance;
/// Scheffé's radius for two components keeps the promise that a sheet without stretch is called stretched once in 20.
fn anisotropy(jackknife: &Jackknife) -> Anisotropy {
    let [x, y] = jackknife.whole.affine.stretch;
    let (length, radius) = (libm::hypot(x, y), jackknife.radius(|f| f.affine.stretch));
    let log_ratio = Estimate { value: length, low: (length - radius).max(0.0), high: length + radius };
    let axis = (radius < length).then(|| {
        let (east_of_ccw, half) =
            (0.5 * libm::atan2(y, x).to_degrees(), 0.5 * libm::asin(radius / length).to_degrees());
        let value = (90.0 - east_of_ccw).rem_euclid(180.0);
        Estimate { value, low: value - half, high: value + half }
    });
    Anisotropy { ratio: log_ratio.mapped(libm::exp), axis_deg: axis }
}

fn compression(jackknife: &Jackknife) -> Option<Estimate> {
    let all = || std::iter::once(&jackknife.whole).chain(&jackknife.without);
    all().all(|f| f.compression.is_some()).then_some(())?;
    Some(jackknife.estimate(|f| f.compression.unwrap_or_default()).mapped(libm::exp))
}

fn accuracy(jackknife: &Jackknife, places: usize) -> PairwiseAccuracy {
    let share = |get: fn(&Figures) -> f64| jackknife.estimate(get).mapped(|v| v.clamp(0.0, 1.0));
    PairwiseAccuracy {
        canonical: all_right(share(|f| f.pairwise.canonical), places),
        distance: share(|f| f.pairwise.distance),
        angle: share(|f| f.pairwise.angle),
        scaling_bias: jackknife.estimate(|f| f.pairwise.scaling_bias),
        rotational_bias_deg: jackknife.estimate_by(|f| f.pairwise.rotational_bias, wrapped).mapped(f64::to_degrees),
    }
}

/// Where every judgement is right the jackknife sees nothing that varies. Then the lower end is that of a share of right
/// places that none of `places` contradicts (Clopper & Pearson 1934, one-sided): a misplaced place spoils at most about
/// half of the judgements it takes part in, so their share is no lower.
fn all_right(canonical: Estimate, places: usize) -> Estimate {
    if canonical.value < 1.0 {
        return canonical;
    }
    Estimate { low: canonical.low.min(libm::pow(0.05, 1.0 / places as f64)), ..canonical }
}

/// An angle (radians) between -pi and pi.
fn wrapped(angle: f64) -> f64 {
    libm::atan2(libm::sin(angle), libm::cos(angle))
}

#[cfg(test)]
mod tests;
