//! The answer: belief over the ground, its regions, its modes and its consensus point.

use super::Observation;
use super::belief::Belief;
use super::cells::{self, Cell};
use geo::{Coord, MultiPolygon, Rect, unary_union};
use locus_model::Covariance;

/// The part of the region that modes are parts of: what is not connected within it is a place of its own.
const MODE_LEVEL: f64 = 0.9;

/// A part of the region with less belief than this is no mode to speak of.
const LEAST_MODE: f64 = 0.02;

/// Logarithms of densities nearer than this are equal: rounding, with coordinates of millions of metres.
const SAME_DENSITY: f64 = 1e-7;

/// Belief over the ground about where one place lies.
pub struct Posterior<'o> {
    belief: Belief<'o>,
    /// The squares of the ground, densest first.
    cells: Vec<Cell>,
    /// Belief in each square; the sum is 1.
    mass: Vec<f64>,
    /// The probability that no observation is about the place.
    all_wrong: f64,
}

/// The smallest stretch of ground that holds a part of the belief: a highest-density region (Hyndman 1996, *Computing
/// and graphing highest density regions*, The American Statistician 50).
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The part of the belief it was asked to hold.
    pub level: f64,
    /// Site metres; several parts where the place may be in several.
    pub shape: MultiPolygon,
}

/// One of the places where it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    /// Belief in it, 0 to 1.
    pub mass: f64,
    /// Its mean, site metres.
    pub at: Coord,
    /// The spread within it.
    pub covariance: Covariance,
    /// The squares that make it up.
    cells: Vec<usize>,
}

impl<'o> Posterior<'o> {
    /// Combines the observations; `None` where there are none, or none that lies anywhere.
    pub fn of(observations: &'o [Observation]) -> Option<Self> {
        let ground = cells::ground(observations)?;
        let belief = Belief::new(observations, ground);
        let mut cells = cells::cells(ground, observations, &belief);
        cells.sort_by(|a, b| b.ln.total_cmp(&a.ln).then(a.at.x.total_cmp(&b.at.x)).then(a.at.y.total_cmp(&b.at.y)));
        let most = cells.first().map(|c| c.ln).filter(|ln| ln.is_finite())?;
        let mut mass: Vec<f64> = cells.iter().map(|c| (c.ln - most).exp() * c.area()).collect();
        let total: f64 = mass.iter().sum();
        mass.iter_mut().for_each(|m| *m /= total);
        let wrong = |c: &Cell| (belief.ln_all_wrong(c.at) - most).exp() * c.area();
        let wrong: f64 = cells.iter().map(wrong).sum();
        let all_wrong = wrong / (wrong + total);
        Some(Self { belief, cells, mass, all_wrong })
    }

    /// The smallest region that holds `level` of the belief.
    pub fn region(&self, level: f64) -> Region {
        Region { level, shape: self.shape(0..self.within(level)) }
    }

    /// Whether the region of `level` holds a spot.
    pub fn holds(&self, level: f64, at: Coord) -> bool {
        self.cells.get(self.within(level).saturating_sub(1)).is_some_and(|c| self.belief.ln_density(at) >= c.ln)
    }

    /// The places where it may be, the likeliest first: the parts of the 90 % region.
    pub fn modes(&self) -> Vec<Mode> {
        let mut modes: Vec<Mode> = self.parts().into_iter().filter_map(|part| self.mode(part)).collect();
        modes.sort_by(|a, b| b.mass.total_cmp(&a.mass).then(a.at.x.total_cmp(&b.at.x)).then(a.at.y.total_cmp(&b.at.y)));
        modes
    }

    /// Radius (metres) of the circle around a spot that holds 95 % of all belief, other modes included.
    pub fn radius95_m(&self, at: Coord) -> f64 {
        let mut far: Vec<(f64, f64)> = Vec::with_capacity(self.cells.len());
        far.extend(self.cells.iter().zip(&self.mass).map(|(c, m)| ((c.at.x - at.x).hypot(c.at.y - at.y), *m)));
        far.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut held = 0.0;
        let reached = far.iter().find(|(_, mass)| {
            held += mass;
            held >= 0.95
        });
        reached.or(far.last()).map_or(0.0, |(distance, _)| *distance)
    }

    /// The covariance whose 95 % radius is that of all belief around the mode's mean, in the shape of the mode.
    pub fn covariance(&self, mode: &Mode) -> Covariance {
        let own = mode.covariance.radius95_m();
        let factor = if own > 0.0 { (self.radius95_m(mode.at) / own).powi(2) } else { 1.0 };
        mode.covariance.scaled(factor)
    }

    /// The probability that nothing that was said is about the place; everything else here supposes that something is.
    pub fn all_wrong(&self) -> f64 {
        self.all_wrong
    }

    /// For each observation the probability that it is a mistake, and how much wider than stated the pins scatter.
    pub fn mistaken(&self) -> (Vec<f64>, f64) {
        self.verdict(0..self.cells.len())
    }

    /// How many of the densest squares hold `level` of the belief.
    fn within(&self, level: f64) -> usize {
        let mut held = 0.0;
        let enough = self.mass.iter().position(|mass| {
            held += mass;
            held >= level
        });
        let Some(last) = enough else { return self.cells.len() };
        // Squares as dense as the last one belong with it: which of equals comes first is chance.
        let limit = self.cells[last].ln - SAME_DENSITY;
        self.cells.partition_point(|c| c.ln >= limit)
    }

    /// The connected parts of the region of [`MODE_LEVEL`].
    fn parts(&self) -> Vec<Vec<usize>> {
        let mut left: Vec<usize> = (0..self.within(MODE_LEVEL)).collect();
        let mut parts = Vec::new();
        while let Some(seed) = left.first().copied() {
            left.swap_remove(0);
            let (mut part, mut next) = (vec![seed], 0);
            while let Some(cell) = part.get(next).map(|i| self.cells[*i]) {
                next += 1;
                let (near, far): (Vec<usize>, Vec<usize>) = left.iter().partition(|i| touch(&cell, &self.cells[**i]));
                part.extend(near);
                left = far;
            }
            parts.push(part);
        }
        parts
    }

    fn mode(&self, cells: Vec<usize>) -> Option<Mode> {
        let mass: f64 = cells.iter().map(|i| self.mass[*i]).sum();
        if mass < LEAST_MODE {
            return None;
        }
        let origin = self.cells[cells[0]].at;
        let mean =
            |of: &dyn Fn(&Cell) -> f64| cells.iter().map(|i| self.mass[*i] * of(&self.cells[*i])).sum::<f64>() / mass;
        let at = origin + Coord { x: mean(&|c| c.at.x - origin.x), y: mean(&|c| c.at.y - origin.y) };
        let covariance = Covariance {
            ee: mean(&|c| (c.at.x - at.x).powi(2) + c.half * c.half / 3.0),
            en: mean(&|c| (c.at.x - at.x) * (c.at.y - at.y)),
            nn: mean(&|c| (c.at.y - at.y).powi(2) + c.half * c.half / 3.0),
        };
        Some(Mode { mass, at, covariance, cells })
    }

    /// The mode's part of the 90 % region, site metres.
    pub fn outline(&self, mode: &Mode) -> MultiPolygon {
        self.shape(mode.cells.iter().copied())
    }

    /// For each observation the probability that it is a mistake, were the place in this mode.
    pub fn mistaken_in(&self, mode: &Mode) -> Vec<f64> {
        self.verdict(mode.cells.iter().copied()).0
    }

    fn verdict(&self, cells: impl Iterator<Item = usize>) -> (Vec<f64>, f64) {
        let (mut mistaken, mut scale, mut total) = (Vec::new(), 0.0, 0.0);
        for i in cells.filter(|i| self.mass[*i] > 0.0) {
            let verdict = self.belief.verdict(self.cells[i].at);
            mistaken.resize(verdict.mistaken.len(), 0.0);
            mistaken.iter_mut().zip(verdict.mistaken).for_each(|(sum, m): (&mut f64, f64)| *sum += self.mass[i] * m);
            scale += self.mass[i] * verdict.scale;
            total += self.mass[i];
        }
        (mistaken.into_iter().map(|m| m / total).collect(), scale / total)
    }

    fn shape(&self, cells: impl Iterator<Item = usize>) -> MultiPolygon {
        let square = |i: usize| {
            let Cell { at, half, .. } = self.cells[i];
            let half = Coord { x: half, y: half };
            Rect::new(at - half, at + half).to_polygon()
        };
        unary_union(&cells.map(square).collect::<Vec<_>>())
    }
}

/// Whether two squares share an edge or a corner.
fn touch(a: &Cell, b: &Cell) -> bool {
    let reach = (a.half + b.half) * (1.0 + 1e-9);
    (a.at.x - b.at.x).abs() <= reach && (a.at.y - b.at.y).abs() <= reach
}
