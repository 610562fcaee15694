//! What an observation says about a spot: its likelihood there, beside that of a spot anywhere on the ground searched.

use super::belief::SCALES;
use geo::{Area, BoundingRect, ConvexHull, Coord, Distance, Euclidean, Length, Point, Polygon, Rect};
use locus_model::Side;
use std::f64::consts::{PI, TAU};

/// Degrees of freedom of what people point at.
const DOF: f64 = 4.0;

/// The edge of a region that somebody outlined, as a part of the radius of a circle of its size: one standard deviation
/// before [`SCALES`]. People do not draw more sharply than they know.
const EDGE_PART: f64 = 0.25;

/// How far gross mistakes go astray: one standard deviation, as a part of the edge of the ground searched.
const ASTRAY_PART: f64 = 0.25;

/// How far a place is looked for that is described by a direction alone, metres.
const REACH_M: f64 = 2000.0;

/// How far beyond a pin or an outline the ground is searched, in its standard deviations: at the mean of [`SCALES`] all
/// but 2 in 1000 of the tail.
const TAIL_SD: f64 = 20.0;

/// Something said about where the place is.
#[derive(Clone, Debug, PartialEq)]
pub enum Clue {
    /// A point somebody put down.
    Pin {
        /// Site metres.
        at: Coord,
        /// Stated standard deviation per axis, metres.
        sd_m: f64,
    },
    /// A region somebody outlined.
    Area(Polygon),
    /// As seen from another place: so far, in that direction, or both.
    From {
        /// The other place.
        at: Coord,
        /// How far.
        range: Option<Range>,
        /// In which direction.
        bearing: Option<Bearing>,
    },
    /// On one side of a line that somebody goes or that flows from one place to another; the line has no ends.
    Beside {
        /// Where the line comes from.
        from: Coord,
        /// Where it goes.
        to: Coord,
        /// Which side, facing that way.
        side: Side,
        /// How sharply the line is known: one standard deviation across it, metres.
        sd_m: f64,
    },
}

/// A distance that is known to a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Median, metres.
    pub metres: f64,
    /// Standard deviation of its logarithm.
    pub spread: f64,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bearing {
    /// Radians clockwise from grid north.
    pub azimuth: f64,
    /// Standard deviation, radians; the concentration of the von Mises distribution is its inverse square (Mardia & Jupp
    /// 2000, *Directional Statistics*, section 3.5.4).
    pub sd: f64,
}

impl Clue {
    /// The ground on which the place is looked for because of this clue.
    pub(super) fn reach(&self) -> Rect {
        match self {
            Self::Pin { at, sd_m } => around(Rect::new(*at, *at), TAIL_SD * sd_m),
            Self::Area(polygon) => around(bounds(polygon), TAIL_SD * edge_m(polygon)),
            Self::From { at, range, .. } => {
                around(Rect::new(*at, *at), range.map_or(REACH_M, |r| r.metres * (3.0 * r.spread).exp()))
            }
            Self::Beside { from, to, .. } => around(Rect::new(*from, *to), REACH_M),
        }
    }

    /// A stretch of ground and the size of the cells it takes to see the clue there; `None` where any cells do.
    pub(super) fn detail(&self) -> Option<(Rect, f64)> {
        match self {
            Self::Pin { at, sd_m } => Some((around(Rect::new(*at, *at), *sd_m), *sd_m)),
            Self::Area(polygon) => {
                let bounds = bounds(polygon);
                let size = (2.0 * edge_m(polygon)).max(bounds.width().max(bounds.height()) / 64.0);
                Some((bounds, size))
            }
            Self::From { at, range: Some(range), .. } => {
                let ring = around(Rect::new(*at, *at), range.metres * (1.0 + 2.0 * range.spread));
                Some((ring, range.metres * range.spread.clamp(1.0 / 24.0, 0.3)))
            }
            Self::From { .. } | Self::Beside { .. } => None,
        }
    }
}

/// A clue made ready for a ground: its likelihood as a ratio to the mean over that ground.
pub(super) struct Likelihood<'c> {
    clue: &'c Clue,
    /// Edge of an outlined region, metres; 0 of the rest.
    edge_m: f64,
    /// Area searched over the integral of the bare likelihood, for each of [`SCALES`].
    factor: [f64; SCALES.len()],
    /// Of a pin: standard deviation of gross mistakes, metres, and the area searched over the integral of their kernel.
    mistake: Option<(f64, f64)>,
}

impl<'c> Likelihood<'c> {
    pub fn new(clue: &'c Clue, ground: Rect) -> Self {
        let edge_m = if let Clue::Area(polygon) = clue { edge_m(polygon) } else { 0.0 };
        let factor = SCALES.map(|k| ground.width() * ground.height() / integral(clue, ground, edge_m, k));
        let astray = ASTRAY_PART * ground.width();
        let mistake = (astray, ground.width() * ground.height() / (TAU * astray * astray));
        Self { clue, edge_m, factor, mistake: matches!(clue, Clue::Pin { .. }).then_some(mistake) }
    }

    /// The ratio at a spot, for each of [`SCALES`]; its mean over the ground is 1.
    pub fn ratios(&self, at: Coord) -> [f64; SCALES.len()] {
        let bare = match self.clue {
            Clue::Pin { at: pin, sd_m } => tail((at.x - pin.x).powi(2) + (at.y - pin.y).powi(2), *sd_m),
            Clue::Area(polygon) => tail(Euclidean.distance(&Point(at), polygon).powi(2), self.edge_m),
            clue => [described(clue, at); SCALES.len()],
        };
        std::array::from_fn(|k| bare[k] * self.factor[k])
    }

    /// The same ratio were the clue a gross mistake: a pin astray is still more often put some way off than at the other
    /// end of the ground; of the rest it tells nothing.
    pub fn astray(&self, at: Coord) -> f64 {
        match (self.clue, self.mistake) {
            (Clue::Pin { at: pin, .. }, Some((sd, factor))) => {
                let q = ((at.x - pin.x).powi(2) + (at.y - pin.y).powi(2)) / (DOF * sd * sd);
                factor * (1.0 + q).powi(-3)
            }
            _ => 1.0,
        }
    }
}

/// Student-t kernel of a squared distance, for each of [`SCALES`].
fn tail(d2: f64, sd_m: f64) -> [f64; SCALES.len()] {
    let q = d2 / (DOF * sd_m * sd_m);
    SCALES.map(|k| (1.0 + q / (k * k)).powi(-3))
}

/// The integral of the bare likelihood over the plane, or, of a direction alone, over the ground searched.
///
/// A region with a soft edge: area + perimeter times the integral of the kernel + its first moment all round (Steiner's
/// formula for parallel sets, exact for convex outlines; of others the perimeter of the hull stands in). A pin is a
/// region of no size.
fn integral(clue: &Clue, ground: Rect, edge_m: f64, k: f64) -> f64 {
    match clue {
        Clue::Pin { sd_m, .. } => TAU * (k * sd_m).powi(2),
        Clue::Area(polygon) => {
            let (edge, hull) = (k * edge_m, polygon.convex_hull());
            polygon.unsigned_area() + Euclidean.length(hull.exterior()) * edge * 3.0 * PI / 8.0 + TAU * edge * edge
        }
        Clue::From { range: Some(range), bearing, .. } => {
            // In polar coordinates the two factors part; the radial one is the second moment of a log-normal.
            range.metres.powi(2) * (2.0 * range.spread.powi(2)).exp() * bearing.map_or(TAU, around_the_compass)
        }
        Clue::From { .. } | Clue::Beside { .. } => {
            const STEPS: usize = 96;
            let step = ground.width() / STEPS as f64;
            let spot = |i: usize| Coord {
                x: ground.min().x + (0.5 + (i % STEPS) as f64) * step,
                y: ground.min().y + (0.5 + (i / STEPS) as f64) * step,
            };
            (0..STEPS * STEPS).map(|i| described(clue, spot(i))).sum::<f64>() * step * step
        }
    }
}

/// The integral of the bare von Mises kernel over all directions; the rectangle rule is exact for periodic functions up
/// to the harmonics it resolves.
fn around_the_compass(bearing: Bearing) -> f64 {
    const STEPS: usize = 4096;
    let step = TAU / STEPS as f64;
    (0..STEPS).map(|i| von_mises(i as f64 * step, bearing.sd)).sum::<f64>() * step
}

fn von_mises(off: f64, sd: f64) -> f64 {
    ((off.cos() - 1.0) / (sd * sd)).exp()
}

/// The bare likelihood of what was described in words.
fn described(clue: &Clue, at: Coord) -> f64 {
    match clue {
        Clue::From { at: from, range, bearing } => {
            let (east, north) = (at.x - from.x, at.y - from.y);
            let radial = range.map_or(1.0, |r| log_normal(east.hypot(north), r));
            radial * bearing.map_or(1.0, |b| von_mises(east.atan2(north) - b.azimuth, b.sd))
        }
        Clue::Beside { from, to, side, sd_m } => {
            let (along, off) = (*to - *from, at - *from);
            let left = (along.x * off.y - along.y * off.x) / along.x.hypot(along.y).max(f64::MIN_POSITIVE);
            let across = if *side == Side::Left { left } else { -left };
            normal_share(across / sd_m)
        }
        Clue::Pin { .. } | Clue::Area(_) => 1.0,
    }
}

fn log_normal(distance: f64, range: Range) -> f64 {
    let off = (distance.max(1e-9) / range.metres).ln() / range.spread;
    (-0.5 * off * off).exp() / (range.spread * TAU.sqrt())
}

/// Share of a normal distribution below `z`, by the logistic approximation of Bowling et al. 2009 (*A logistic
/// approximation to the cumulative normal distribution*, J. Industrial Engineering and Management 2), good to 1.4e-4.
fn normal_share(z: f64) -> f64 {
    1.0 / (1.0 + (-(0.070_56 * z * z * z + 1.5976 * z)).exp())
}

fn edge_m(polygon: &Polygon) -> f64 {
    let bounds = bounds(polygon);
    // An outline without area (all on a line) still has a length.
    let radius = (polygon.unsigned_area() / PI).sqrt().max(0.1 * bounds.width().hypot(bounds.height()));
    EDGE_PART * radius
}

fn bounds(polygon: &Polygon) -> Rect {
    polygon.bounding_rect().unwrap_or_else(|| Rect::new(Coord::zero(), Coord::zero()))
}

fn around(rect: Rect, by: f64) -> Rect {
    let by = Coord { x: by, y: by };
    Rect::new(rect.min() - by, rect.max() + by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    /// The mean of a ratio over its ground, on a fine lattice.
    fn mean(clue: &Clue, half: f64) -> [f64; SCALES.len()] {
        let ground = Rect::new(Coord { x: -half, y: -half }, Coord { x: half, y: half });
        let likelihood = Likelihood::new(clue, ground);
        let steps = 600;
        let spot = |i: usize| -half + (i as f64 + 0.5) * 2.0 * half / f64::from(steps as u32);
        let mut sum = [0.0; SCALES.len()];
        for (i, j) in (0..steps).flat_map(|i| (0..steps).map(move |j| (i, j))) {
            let ratios = likelihood.ratios(Coord { x: spot(i), y: spot(j) });
            sum.iter_mut().zip(ratios).for_each(|(s, r)| *s += r);
        }
        sum.map(|s| s / f64::from((steps * steps) as u32))
    }

    #[test]
    fn every_likelihood_has_the_mean_1_over_the_ground_searched() {
        let at = Coord { x: 30.0, y: -20.0 };
        let range = Some(Range { metres: 400.0, spread: 0.2 });
        let bearing = Some(Bearing { azimuth: 0.7, sd: 0.4 });
        let square = polygon![(x: 0., y: 0.), (x: 300., y: 0.), (x: 300., y: 200.), (x: 0., y: 200.)];
        let clues = [
            (Clue::Pin { at, sd_m: 20.0 }, 3000.0),
            (Clue::Area(square), 3000.0),
            (Clue::From { at, range, bearing: None }, 2000.0),
            (Clue::From { at, range, bearing }, 2000.0),
            (Clue::From { at, range: None, bearing }, 2000.0),
            (Clue::Beside { from: at, to: Coord { x: 100.0, y: 0.0 }, side: Side::Left, sd_m: 25.0 }, 2000.0),
        ];
        for (clue, half) in clues {
            for (k, mean) in mean(&clue, half).into_iter().enumerate() {
                assert!((mean - 1.0).abs() < 0.02, "{clue:?} at scale {}: {mean}", SCALES[k]);
            }
        }
    }

    #[test]
    fn left_and_right_are_those_of_somebody_who_walks_along() {
        let clue = |side| Clue::Beside { from: Coord::zero(), to: Coord { x: 0.0, y: 100.0 }, side, sd_m: 10.0 };
        let west = Coord { x: -50.0, y: 20.0 };
        assert!(described(&clue(Side::Left), west) > 0.999, "walking north, west is on the left");
        assert!(described(&clue(Side::Right), west) < 0.001);
    }
}
