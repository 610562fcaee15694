//! The sheet on the ground: the collocation together with the frame it is solved in.

use crate::anchor::Anchor;
use crate::collocation::{Collocation, Observation};
use crate::distortion::local;
use crate::drawn::Drawn;
use crate::memory::{Memory, Spot};
use crate::pair::{Pair, diagonal, slimness};
use crate::robust::{Consensus, consensus};
use crate::{Fit, Refusal};
use geo::{BoundingRect, Coord};
use locus_model::Covariance;
use nalgebra::Matrix2;

/// By how much the mirror image must be more probable (natural logarithm) before a sheet is read as mirrored.
const MIRROR_EVIDENCE: f64 = 10.0;

/// The frame of one sheet's adjustment: a robust similarity that turns page widths into metres.
pub(crate) struct Setting {
    frame: Fit,
    centre: Coord,
    extent: f64,
    pub mirrored: bool,
}

/// A solved sheet.
pub(crate) struct Ground<'a> {
    pub setting: &'a Setting,
    pub collocation: Collocation,
}

impl Setting {
    /// # Errors
    /// Too few anchors, all in one place, all on one line.
    pub fn of(anchors: &[&Anchor], drawn: &Drawn) -> Result<Self, Refusal> {
        if anchors.len() < 2 {
            return Err(Refusal::TooFew { got: anchors.len() });
        }
        refuse_line(anchors)?;
        let (plane, site) = (diagonal(anchors.iter().map(|a| a.plane)), diagonal(anchors.iter().map(|a| a.site)));
        if plane < 1e-6 || site < 1e-6 {
            return Err(Refusal::Coincident);
        }
        let (frame, mirrored) = best_side(anchors, site / plane)?;
        let hull = drawn.hull(anchors.iter().map(|a| a.plane));
        let page = hull.bounding_rect().map_or(plane, |r| libm::hypot(r.width(), r.height()));
        let scale = local(frame.jacobian(anchors[0].plane)).scale;
        let sum = anchors.iter().fold(Coord::zero(), |sum, a| sum + a.site);
        Ok(Self { frame, centre: sum / anchors.len() as f64, extent: page.max(plane) * scale, mirrored })
    }

    pub fn spot(&self, plane: Coord, unit: Option<usize>) -> Spot {
        Spot { at: self.frame.apply(plane) - self.centre, unit }
    }

    /// Site metres by the similarity alone.
    pub fn framed(&self, plane: Coord) -> Coord {
        self.frame.apply(plane)
    }

    pub fn extent_m(&self) -> f64 {
        self.extent
    }

    /// An anchor as a control pair of the classical fits.
    pub fn pair(&self, anchor: &Anchor) -> Pair {
        pair(anchor, local(self.frame.jacobian(anchor.plane)).scale)
    }

    /// # Errors
    /// [`Refusal::Unsolvable`] where the covariance is singular.
    pub fn solve(&self, anchors: &[&Anchor], drawn: &Drawn) -> Result<Ground<'_>, Refusal> {
        let observations = self.observations(anchors, drawn);
        let solved = Collocation::solve(Memory::usual(self.extent), &observations).ok_or(Refusal::Unsolvable)?;
        Ok(Ground { setting: self, collocation: solved })
    }

    /// The memory that the anchors make most probable.
    pub fn likely_memory(&self, anchors: &[&Anchor], drawn: &Drawn) -> Option<Memory> {
        Collocation::likely_memory(self.extent, &self.observations(anchors, drawn))
    }

    fn observations(&self, anchors: &[&Anchor], drawn: &Drawn) -> Vec<Observation> {
        let scale = local(self.frame.jacobian(anchors[0].plane)).scale;
        let observation = |a: &&Anchor| Observation {
            spot: self.spot(a.plane, drawn.unit(a.plane)),
            target: a.site - self.centre,
            noise: a.covariance.plus(Covariance::isotropic(a.sd_plane * scale)),
        };
        anchors.iter().map(observation).collect()
    }
}

impl Ground<'_> {
    /// Site metres of a place of the sheet.
    pub fn place(&self, plane: Coord, unit: Option<usize>) -> Coord {
        self.collocation.place(&self.setting.spot(plane, unit)) + self.setting.centre
    }

    pub fn doubt(&self, plane: Coord, unit: Option<usize>) -> Covariance {
        self.collocation.doubt(&self.setting.spot(plane, unit))
    }

    /// Site metres per page width, `[[dX/dx, dX/dy], [dY/dx, dY/dy]]`.
    pub fn jacobian(&self, plane: Coord) -> [[f64; 2]; 2] {
        let [[a, b], [c, d]] = self.setting.frame.jacobian(plane);
        let j = self.collocation.jacobian(&self.setting.spot(plane, None)) * Matrix2::new(a, b, c, d);
        [[j[(0, 0)], j[(0, 1)]], [j[(1, 0)], j[(1, 1)]]]
    }
}

/// Three on one line say nothing of what lies beside it, and fit the mirror image as well. Two are the least a person
/// can give, and are taken as a similarity.
fn refuse_line(anchors: &[&Anchor]) -> Result<(), Refusal> {
    let slim = |point: fn(&Anchor) -> Coord| slimness(anchors.iter().map(|a| point(a)));
    let line = slim(|a| a.plane) < 0.005 || slim(|a| a.site) < 0.01;
    let spread = diagonal(anchors.iter().map(|a| a.plane)) > 1e-6;
    if anchors.len() > 2 && line && spread { Err(Refusal::Collinear { got: anchors.len() }) } else { Ok(()) }
}

/// An anchor as a control pair of the classical fits; `scale` in metres per page width.
fn pair(a: &Anchor, scale: f64) -> Pair {
    let ground = 0.5 * (a.covariance.ee + a.covariance.nn);
    // A thousandth of a page: nobody clicks better, and no variance may be zero.
    Pair { from: a.plane, to: a.site, sd: (ground + (a.sd_plane * scale).powi(2)).sqrt().max(1e-3 * scale) }
}

fn best_side(anchors: &[&Anchor], scale: f64) -> Result<(Fit, bool), Refusal> {
    let pairs: Vec<Pair> = anchors.iter().map(|a| pair(a, scale)).collect();
    let side = |mirrored| consensus(&pairs, mirrored).map_err(|_| Refusal::Coincident);
    let upright: Consensus = side(false)?;
    // Two pairs fit both sides exactly; three may by chance.
    if pairs.len() > 3 {
        let mirrored = side(true)?;
        if mirrored.log_likelihood > upright.log_likelihood + MIRROR_EVIDENCE {
            return Ok((mirrored.fit, true));
        }
    }
    Ok((upright.fit, false))
}
