//! Where a point lies, given everyone who drew it.
//!
//! **Estimator.** Multivariate Student-t location by iteratively reweighted least squares (Lange, Little & Taylor 1989,
//! *Robust statistical modeling using the t distribution*, JASA 84, section 3), started from the geometric median
//! (Weiszfeld), with the covariance that alignment gives each vertex. It is robust on two levels: every vertex has a
//! weight, and all vertices of one building on one sheet share one, so that a building put down in the wrong place
//! loses its voice as a whole.
//!
//! **Doubt.** Formal errors shrink with every witness, true ones do not: witnesses share a language of straight walls
//! and right angles and remember distances too short in the same way. So
//! 1. accounts that are not independent count less (design effect, Kish 1965, *Survey Sampling*, section 8.2);
//! 2. the stated covariances are scaled by the scatter actually found, when that is larger;
//! 3. a part of the variance of a single account is held common to all ([`SHARED_PART`]) and never averaged away;
//! 4. the ellipse is widened from chi-square to F for the few accounts it rests on;
//! 5. nothing is published as better known than the reference imagery.
//!
//! A point seen in imagery lies where imagery shows it: the sheets were aligned to that very point, so their vertices
//! are its echo and no second measurement.

use crate::points::Points;
use crate::survey::{Origin, Spot, Survey};
use crate::voices::Voices;
use geo::Coord;
use locus_model::{CHI2_95_2DOF, Covariance, Id, Key};
use nalgebra::{Matrix2, Vector2};
use std::collections::BTreeMap;

/// Degrees of freedom of the Student-t of single vertices.
const VERTEX_DOF: f64 = 5.0;

/// Degrees of freedom of the Student-t of whole buildings: heavier tails, for swapped buildings.
const BLOCK_DOF: f64 = 4.0;

/// Correlation of two accounts of one voice (drawn together, or after comparing notes).
const VOICE_CORRELATION: f64 = 0.6;

/// The part of a single account's variance that all accounts share, as in a consider covariance (Schmidt 1966): the
/// variance that alignment states or, where it is larger, the median of the held-out errors of the sheets concerned.
/// Set so that 95 % ellipses hold 95 % of the hidden points of some thirty simulated cases.
const SHARED_PART: f64 = 0.2;

/// How far each sheet's covariance is drawn to the mean of all that show the point. Held-out errors of half a dozen
/// control points are themselves uncertain by a third, and a sheet that fits by luck must not outvote the rest
/// (moderated variances; Smyth 2004, Stat. Appl. Genet. Mol. Biol. 3, section 3).
const POOLED_PART: f64 = 0.4;

/// Weight of the stated covariances against the scatter found, in degrees of freedom.
const SCALE_PRIOR_DOF: f64 = 8.0;

/// A block on a sheet with less than this weight is named: it lies some four standard deviations off.
const OUTCAST_WEIGHT: f64 = 0.3;

/// Iterations; the weights settle in about ten.
const ITERATIONS: usize = 40;

/// A variance (square metres) below which a matrix counts as singular.
const TINY_VARIANCE: f64 = 1e-6;

/// A position and its doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Site metres.
    pub at: Coord,
    /// Posterior covariance.
    pub covariance: Covariance,
}

/// One independent-or-not opinion on where a single point lies.
pub struct Sighting {
    /// Site metres.
    pub at: Coord,
    /// How sure.
    pub covariance: Covariance,
    /// Whose voice it is.
    pub voice: Id,
}

/// The same estimator for one point that only pins show. An ellipse rests on very little below five of them; the
/// widening for small samples says so.
pub fn of_pins(sightings: &[Sighting]) -> Estimate {
    let mut sights: Vec<Sight> = Vec::new();
    for (i, s) in sightings.iter().enumerate() {
        let of_voice = sightings.iter().filter(|t| t.voice == s.voice).count();
        sights.push(Sight::new(0, s.at, s.covariance, Some(i), of_voice));
    }
    let own: Vec<usize> = (0..sights.len()).collect();
    let mut at = [geometric_median(&sights, &own)];
    for _ in 0..ITERATIONS {
        reweight(&mut sights, &own.iter().map(|i| vec![*i]).collect::<Vec<_>>(), &at);
        at[0] += step(&sights, &own, at[0]);
    }
    let scale = scales(&sights, std::slice::from_ref(&own), &at, &[None]).remove(&None).unwrap_or(1.0);
    Estimate { at: Coord { x: at[0].x, y: at[0].y }, covariance: at_least(posterior(&sights, &own, scale), 0.0) }
}

/// A building (or other block) that one sheet puts where the others do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcast {
    /// Who puts it there.
    pub origin: Origin,
    /// The block.
    pub block: Key,
    /// How far from where it came to lie, metres.
    pub off_m: f64,
}

/// One vertex as one observation of one point.
struct Sight {
    point: usize,
    at: Vector2<f64>,
    covariance: Matrix2<f64>,
    precision: Matrix2<f64>,
    /// The building on the sheet this vertex belongs to; imagery has none.
    block: Option<usize>,
    /// 1, less where several accounts of one voice show the point.
    share: f64,
    weight: f64,
    /// Variance per axis of the sheet's held-out errors; 0 where it has none.
    held_out: f64,
}

impl Sight {
    /// `of_voice`: how many sights of this point come from the same voice.
    fn new(point: usize, at: Coord, covariance: Covariance, block: Option<usize>, of_voice: usize) -> Self {
        let covariance = matrix(covariance) + Matrix2::identity() * TINY_VARIANCE;
        let precision = inverse(covariance);
        let share = 1.0 / (1.0 + (of_voice as f64 - 1.0) * VOICE_CORRELATION);
        Self { point, at: Vector2::new(at.x, at.y), covariance, precision, block, share, weight: 1.0, held_out: 0.0 }
    }
}

/// Estimates every point, and names what could not be reconciled.
pub fn estimate(
    survey: &Survey,
    points: &Points,
    blocks: &[Option<Key>],
    voices: &Voices,
    reference_sd_m: f64,
) -> (Vec<Estimate>, Vec<Outcast>) {
    let (mut sights, placements) = sights(survey, points, blocks, voices);
    let of_point = group(&sights, points.all.len(), |s| Some(s.point));
    let block_count = sights.iter().filter_map(|s| s.block).max().map_or(0, |b| b + 1);
    let of_block = group(&sights, block_count, |s| s.block);
    let mut at: Vec<Vector2<f64>> = of_point.iter().map(|own| geometric_median(&sights, own)).collect();
    for _ in 0..ITERATIONS {
        reweight(&mut sights, &of_block, &at);
        for (x, own) in at.iter_mut().zip(&of_point) {
            *x += step(&sights, own, *x);
        }
    }
    let scale = scales(&sights, &of_point, &at, blocks);
    let floor = reference_sd_m.powi(2);
    let finish = |(p, own): (usize, &Vec<usize>)| {
        let covariance = posterior(&sights, own, scale.get(&blocks[p]).copied().unwrap_or(1.0));
        Estimate { at: Coord { x: at[p].x, y: at[p].y }, covariance: at_least(covariance, floor) }
    };
    (of_point.iter().enumerate().map(finish).collect(), outcasts(&sights, &of_block, &at, placements))
}

/// Blocks whose whole placement on one sheet has lost most of its weight.
fn outcasts(
    sights: &[Sight],
    of_block: &[Vec<usize>],
    at: &[Vector2<f64>],
    placements: Vec<(Origin, Option<Key>)>,
) -> Vec<Outcast> {
    let mut outcasts = Vec::new();
    for (own, (origin, block)) in of_block.iter().zip(placements) {
        if let (Some(block), true) = (block, !own.is_empty() && block_weight(sights, own, at).0 < OUTCAST_WEIGHT) {
            let off_m = block_weight(sights, own, at).1.norm();
            outcasts.push(Outcast { origin, block, off_m });
        }
    }
    outcasts
}

/// The sights, and what each of their blocks is: a sheet and a place.
fn sights(
    survey: &Survey,
    points: &Points,
    blocks: &[Option<Key>],
    voices: &Voices,
) -> (Vec<Sight>, Vec<(Origin, Option<Key>)>) {
    let mut numbers: BTreeMap<(Origin, &Option<Key>), usize> = BTreeMap::new();
    let mut sights = Vec::new();
    for (p, point) in points.all.iter().enumerate() {
        let spots: Vec<&Spot> = point.spots.iter().map(|s| &survey.spots[*s]).collect();
        let seen = spots.iter().any(|s| s.account.is_none());
        let used = spots.into_iter().filter(|s| s.account.is_none() == seen);
        let used: Vec<(&Spot, Option<Id>)> = used.map(|s| (s, s.account.as_ref().map(|a| voices.of(a)))).collect();
        let n = used.len().max(1) as f64;
        let pooled = used.iter().fold(Covariance::default(), |sum, (s, _)| sum.plus(s.covariance)).scaled(1.0 / n);
        for (spot, voice) in &used {
            let covariance = spot.covariance.scaled(1.0 - POOLED_PART).plus(pooled.scaled(POOLED_PART));
            let of_voice = used.iter().filter(|(_, v)| v == voice).count();
            let next = numbers.len();
            let block = (!seen).then(|| *numbers.entry((spot.origin, &blocks[p])).or_insert(next));
            let sight = Sight::new(p, spot.at, covariance, block, if seen { 1 } else { of_voice });
            sights.push(Sight { held_out: survey.held_out(spot.origin), ..sight });
        }
    }
    let mut placements: Vec<_> = numbers.into_iter().map(|((origin, key), n)| (n, (origin, key.clone()))).collect();
    placements.sort_by_key(|(n, _)| *n);
    (sights, placements.into_iter().map(|(_, placement)| placement).collect())
}

/// Indices of the sights of each group.
fn group(sights: &[Sight], count: usize, by: impl Fn(&Sight) -> Option<usize>) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); count];
    for (i, sight) in sights.iter().enumerate() {
        if let Some(g) = by(sight) {
            groups[g].push(i);
        }
    }
    groups
}

/// Weiszfeld's iteration, each sight weighted by its share over its standard deviation.
fn geometric_median(sights: &[Sight], own: &[usize]) -> Vector2<f64> {
    let base = |i: usize| sights[i].share / sights[i].covariance.trace().sqrt();
    let centre = |weight: &dyn Fn(usize) -> f64| {
        let origin = own.first().map_or_else(Vector2::zeros, |i| sights[*i].at);
        let (sum, total) = own.iter().fold((Vector2::zeros(), 0.0), |(sum, total), &i| {
            (sum + (sights[i].at - origin) * weight(i), total + weight(i))
        });
        if total > 0.0 { origin + sum / total } else { origin }
    };
    let mut at = centre(&base);
    for _ in 0..100 {
        let from = at;
        at = centre(&|i| base(i) / (sights[i].at - from).norm().max(1e-3));
    }
    at
}

/// New weights: of each building on each sheet by its mean displacement, of each vertex by what is left after it.
fn reweight(sights: &mut [Sight], of_block: &[Vec<usize>], at: &[Vector2<f64>]) {
    for own in of_block.iter().filter(|own| !own.is_empty()) {
        let (block, shift) = block_weight(sights, own, at);
        for &i in own {
            let left = sights[i].at - at[sights[i].point] - shift;
            let vertex = (VERTEX_DOF + 2.0) / (VERTEX_DOF + distance2(&sights[i].precision, &left));
            sights[i].weight = block * vertex;
        }
    }
}

/// The weight of a block on one sheet, and its mean displacement there.
fn block_weight(sights: &[Sight], own: &[usize], at: &[Vector2<f64>]) -> (f64, Vector2<f64>) {
    let n = own.len() as f64;
    let shift = own.iter().map(|&i| sights[i].at - at[sights[i].point]).sum::<Vector2<f64>>() / n;
    let spread = own.iter().map(|&i| sights[i].covariance).sum::<Matrix2<f64>>() / n;
    ((BLOCK_DOF + 2.0) / (BLOCK_DOF + distance2(&inverse(spread), &shift)), shift)
}

/// The step to the weighted mean.
fn step(sights: &[Sight], own: &[usize], at: Vector2<f64>) -> Vector2<f64> {
    let mut pull = Vector2::zeros();
    for &i in own {
        pull += sights[i].precision * (sights[i].at - at) * (sights[i].share * sights[i].weight);
    }
    inverse(information(sights, own)) * pull
}

fn information(sights: &[Sight], own: &[usize]) -> Matrix2<f64> {
    own.iter().map(|&i| sights[i].precision * (sights[i].share * sights[i].weight)).sum()
}

/// How much larger the scatter is than the covariances say, pooled over each building; 1 where it is smaller.
fn scales<'a>(
    sights: &[Sight],
    of_point: &[Vec<usize>],
    at: &[Vector2<f64>],
    blocks: &'a [Option<Key>],
) -> BTreeMap<&'a Option<Key>, f64> {
    let mut sums: BTreeMap<&Option<Key>, (f64, f64)> = BTreeMap::new();
    for (p, own) in of_point.iter().enumerate().filter(|(_, own)| own.iter().any(|&i| sights[i].block.is_some())) {
        let (sum, dof) = sums.entry(&blocks[p]).or_insert((0.0, 0.0));
        *dof += 2.0 * (voices_of(sights, own) - 1.0).max(0.0);
        // Two voices that disagree cannot be told apart, so neither loses weight in the scatter.
        let robust = voices_of(sights, own) > 2.5;
        for &i in own {
            let weight = sights[i].share * if robust { sights[i].weight } else { 1.0 };
            *sum += weight * distance2(&sights[i].precision, &(sights[i].at - at[p]));
        }
    }
    // The points of a building move together, so they are worth no more degrees of freedom than one of them: the mean.
    let counts = |block: &Option<Key>| blocks.iter().filter(|b| *b == block).count().max(1) as f64;
    let scale = |block, (sum, dof): (f64, f64)| {
        let n = counts(block);
        ((SCALE_PRIOR_DOF + sum / n) / (SCALE_PRIOR_DOF + dof / n)).max(1.0)
    };
    sums.into_iter().map(|(block, s)| (block, scale(block, s))).collect()
}

/// Independent voices among the sights of a point.
fn voices_of(sights: &[Sight], own: &[usize]) -> f64 {
    own.iter().map(|&i| sights[i].share).sum()
}

fn posterior(sights: &[Sight], own: &[usize], scale: f64) -> Matrix2<f64> {
    let formal = inverse(information(sights, own));
    if own.iter().all(|&i| sights[i].block.is_none()) {
        return formal;
    }
    let weights: f64 = own.iter().map(|&i| sights[i].share * sights[i].weight).sum();
    let single = formal * weights * scale;
    let mut held_out: Vec<f64> = own.iter().map(|&i| sights[i].held_out).collect();
    held_out.sort_by(f64::total_cmp);
    let shared = single.trace().max(2.0 * held_out[held_out.len() / 2]) * SHARED_PART / single.trace();
    let dof = SCALE_PRIOR_DOF + 2.0 * (voices_of(sights, own) - 1.0).max(0.0);
    formal * (scale * small_sample(dof)) + single * shared
}

/// F(0.95; 2, dof) times 2 over chi-square(0.95; 2): the widening of a 95 % ellipse whose scale was estimated. For two
/// numerator degrees of freedom the F quantile is closed: dof / 2 (0.05^(-2 / dof) - 1).
fn small_sample(dof: f64) -> f64 {
    dof * (0.05_f64.powf(-2.0 / dof) - 1.0) / CHI2_95_2DOF
}

/// The covariance with no principal variance below `floor`.
fn at_least(covariance: Matrix2<f64>, floor: f64) -> Covariance {
    let mut eigen = covariance.symmetric_eigen();
    eigen.eigenvalues.apply(|v| *v = v.max(floor));
    let m = eigen.recompose();
    Covariance { ee: m[(0, 0)], en: 0.5 * (m[(0, 1)] + m[(1, 0)]), nn: m[(1, 1)] }
}

fn matrix(c: Covariance) -> Matrix2<f64> {
    Matrix2::new(c.ee, c.en, c.en, c.nn)
}

fn inverse(m: Matrix2<f64>) -> Matrix2<f64> {
    m.try_inverse().unwrap_or_else(Matrix2::zeros)
}

fn distance2(precision: &Matrix2<f64>, r: &Vector2<f64>) -> f64 {
    (r.transpose() * precision * r)[(0, 0)]
}
