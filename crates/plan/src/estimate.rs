//! Where the points lie, as the joint adjustment has it, and what it could not reconcile.

use crate::network::Made;
use crate::points::Points;
use crate::survey::{Label, Origin, Survey, Trace};
use crate::{Inputs, reference_sd_m};
use geo::Coord;
use locus_model::{Adjustment, Covariance, Note, NoteKind};

/// A block on a sheet with less than this weight is named: it lies some four standard deviations off.
const OUTCAST_WEIGHT: f64 = 0.3;
/// Two blocks are exchanged when each lies within this share of their distance of where the other belongs.
const EXCHANGED: f64 = 0.35;
/// A vertex this many standard deviations off its sheet's distortion is named.
const WRONG_VERTEX: f64 = 6.0;

/// A position and its doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Site metres.
    pub at: Coord,
    /// Posterior covariance.
    pub covariance: Covariance,
}

/// The estimates of the points; nothing is published as better known than the reference imagery.
pub fn of_points(inputs: &Inputs, points: &Points, adjusted: &Adjustment) -> Vec<Estimate> {
    let floor = reference_sd_m(inputs.case).powi(2);
    let estimate = |p: &locus_model::AdjustedPoint| Estimate { at: p.at, covariance: at_least(p.covariance, floor) };
    adjusted.points.iter().take(points.all.len()).map(estimate).collect()
}

/// The covariance with no principal variance below `floor`.
pub fn at_least(c: Covariance, floor: f64) -> Covariance {
    let (major, minor) = c.eigenvalues();
    if minor >= floor {
        return c;
    }
    if major <= floor {
        return Covariance::isotropic(floor.sqrt());
    }
    let mut eigen = nalgebra::Matrix2::new(c.ee, c.en, c.en, c.nn).symmetric_eigen();
    eigen.eigenvalues.apply(|v| *v = v.max(floor));
    let m = eigen.recompose();
    Covariance { ee: m[(0, 0)], en: 0.5 * (m[(0, 1)] + m[(1, 0)]), nn: m[(1, 1)] }
}

/// What single sheets and statements say that everything else together does not bear out.
pub fn doubts(inputs: &Inputs, survey: &Survey, points: &Points, made: &Made, adjusted: &Adjustment) -> Vec<Note> {
    let reading = Reading { inputs, survey, points, made, adjusted };
    let sheets = (0..inputs.sheets.len()).flat_map(|index| {
        let (mut notes, told) = reading.blocks(index);
        notes.extend(reading.vertices(index, &told));
        notes
    });
    sheets.chain(reading.statements()).collect()
}

/// An adjusted network, with what its parts are in the case.
struct Reading<'a> {
    inputs: &'a Inputs<'a>,
    survey: &'a Survey,
    points: &'a Points,
    made: &'a Made,
    adjusted: &'a Adjustment,
}

impl Reading<'_> {
    /// Notes on the buildings that a sheet puts elsewhere, and their vertices.
    fn blocks(&self, index: usize) -> (Vec<Note>, Vec<usize>) {
        let units = &self.made.network.sheets[index].units;
        let found = &self.adjusted.sheets[index].units;
        let far: Vec<usize> = (0..units.len()).filter(|&u| found[u].0 < OUTCAST_WEIGHT).collect();
        let key = |u: usize| &self.made.units[units[u].id];
        let mut exchanged = Vec::new();
        let mut notes = Vec::new();
        for &a in &far {
            let other = |b: &usize| *b > a && self.in_place_of(index, a, *b) && self.in_place_of(index, *b, a);
            if let Some(b) = far.iter().copied().find(other) {
                exchanged.extend([a, b]);
                let message =
                    format!("shows \"{}\" and \"{}\" exchanged: each lies where the other came to lie", key(a), key(b));
                notes.push(self.doubted(index, message, "ask which is which; neither moved the plan from this sheet"));
            }
        }
        for &u in far.iter().filter(|u| !exchanged.contains(u)) {
            let message = format!(
                "puts \"{}\" {:.0} m from where it came to lie; it hardly moved the plan",
                key(u),
                length(found[u].1)
            );
            notes.push(self.doubted(index, message, "look whether two places were taken for each other"));
        }
        (notes, far.iter().flat_map(|&u| units[u].vertices.iter().copied()).collect())
    }

    /// Whether a sheet draws one building where another belongs.
    fn in_place_of(&self, index: usize, drawn: usize, belongs: usize) -> bool {
        let way = self.centre(index, belongs) - self.centre(index, drawn);
        length(self.adjusted.sheets[index].units[drawn].1 - way) < EXCHANGED * length(way)
    }

    fn centre(&self, index: usize, unit: usize) -> Coord {
        let sheet = &self.made.network.sheets[index];
        let of: Vec<usize> = sheet.units[unit].vertices.iter().map(|&v| sheet.vertices[v].point).collect();
        self.middle(&of)
    }

    fn middle(&self, of: &[usize]) -> Coord {
        crate::outline::mean(&of.iter().map(|&p| self.adjusted.points[p].at).collect::<Vec<_>>())
    }

    /// Notes on single vertices: a wrong node key, a corner carried elsewhere.
    fn vertices(&self, index: usize, told: &[usize]) -> Vec<Note> {
        let vertices = &self.made.network.sheets[index].vertices;
        let w = |v: usize| self.adjusted.sheets[index].w[v] / self.freedom(index, v);
        let doubt = |v: usize| {
            let label = self.points.all.get(vertices[v].point)?.labels.first()?;
            let Label::Key(key) = label else { return None };
            let mut spots = self.survey.spots.iter().filter(|s| s.labels.contains(label));
            let from = if spots.any(|s| s.account.is_none()) { "imagery shows it" } else { "the others put it" };
            let message =
                format!("its \"{key}\" lies far from where {from} (w-test {:.1}); it hardly moved the plan", w(v));
            Some(self.doubted(index, message, "check the node key of this vertex"))
        };
        (0..vertices.len()).filter(|v| w(*v) > WRONG_VERTEX && !told.contains(v)).filter_map(doubt).collect()
    }

    /// How much farther than its hand carries it a vertex may lie off. An object drawn as one point (a tower, a stove) is
    /// remembered as a thing and displaced as one, as buildings are and inside them walls; but it has no corners that would
    /// show it, so the adjustment takes its displacement for the hand's.
    fn freedom(&self, index: usize, vertex: usize) -> f64 {
        let sheet = &self.made.network.sheets[index];
        let point = sheet.vertices[vertex].point;
        let through = |t: &Trace| t.spots.iter().any(|s| self.points.of_spot[*s] == point);
        let own = |t: &&Trace| t.origin == Origin::Sheet(index) && through(t);
        let drawn: Vec<usize> = self.survey.traces.iter().filter(own).map(|t| t.spots.len()).collect();
        let of_sites = !sheet.units.is_empty();
        let part = |name| self.adjusted.components.iter().find(|c| c.of_sites == of_sites && c.name == name);
        match (part("hand"), part(if of_sites { "unit" } else { "wall" })) {
            (Some(hand), Some(thing)) if drawn == [1] => hand.sd_share.hypot(thing.sd_share) / hand.sd_share,
            _ => 1.0,
        }
    }

    fn doubted(&self, index: usize, message: String, remedy: &str) -> Note {
        Note::new(NoteKind::Doubted, format!("sheet:{}", self.inputs.sheets[index].sheet), message, remedy)
    }

    /// Notes on stated sizes that nothing bears out.
    fn statements(&self) -> impl Iterator<Item = Note> {
        let sizes = self.made.network.stated.iter().zip(&self.adjusted.stated_weights);
        let off = self.made.stated.iter().zip(sizes).filter(|(_, (_, weight))| **weight < OUTCAST_WEIGHT);
        off.map(|((account, statement), (size, _))| {
            let (came_out, unit) = (size.of.with(|p| self.adjusted.points[p].at), size.of.unit());
            let message =
                format!("{account} states {:.1} {unit}; everything else gives {came_out:.1} {unit}", size.value);
            let remedy = "ask again how it was estimated; the statement hardly moves the plan";
            Note::new(NoteKind::Doubted, format!("statement:{statement}"), message, remedy)
        })
    }
}

fn length(d: Coord) -> f64 {
    d.x.hypot(d.y)
}
