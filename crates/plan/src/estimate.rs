//! Where the points lie, as the joint adjustment has it, and what it could not reconcile.

use crate::network::Made;
use crate::points::Points;
use crate::survey::{Label, Survey};
use crate::{Inputs, reference_sd_m};
use geo::{Coord, Distance, Euclidean};
use locus_model::{Adjustment, Covariance, Note, NoteKind};

/// A block on a sheet with less than this weight is named: it lies some four standard deviations off.
const OUTCAST_WEIGHT: f64 = 0.3;
/// Two blocks are exchanged when each lies within this share of their distance of where the other belongs.
const EXCHANGED: f64 = 0.35;
/// A vertex this many standard deviations of its hand off its sheet's distortion is named.
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
    let mut eigen = nalgebra::Matrix2::new(c.ee, c.en, c.en, c.nn).symmetric_eigen();
    eigen.eigenvalues.apply(|v| *v = v.max(floor));
    let m = eigen.recompose();
    Covariance { ee: m[(0, 0)], en: 0.5 * (m[(0, 1)] + m[(1, 0)]), nn: m[(1, 1)] }
}

/// What single sheets show elsewhere than everything else together.
pub fn doubts(inputs: &Inputs, survey: &Survey, points: &Points, made: &Made, adjusted: &Adjustment) -> Vec<Note> {
    let mut notes = Vec::new();
    for index in 0..inputs.sheets.len() {
        let moved = blocks(inputs, made, adjusted, index, &mut notes);
        vertices(inputs, survey, points, made, adjusted, index, &moved, &mut notes);
    }
    for ((account, statement), (range, weight)) in
        made.ranges.iter().zip(made.network.ranges.iter().zip(&adjusted.range_weights))
    {
        if *weight < OUTCAST_WEIGHT {
            let place =
                |of: &[usize]| crate::outline::mean(&of.iter().map(|&p| adjusted.points[p].at).collect::<Vec<_>>());
            let came_out = Euclidean.distance(place(&range.from), place(&range.to));
            notes.push(Note::new(
                NoteKind::Doubted,
                format!("statement:{statement}"),
                format!("{account} states {:.1} m; everything else gives {came_out:.1} m", range.metres),
                "ask again how it was estimated; the statement hardly moves the plan",
            ));
        }
    }
    notes
}

/// Notes on the buildings that a sheet puts elsewhere; their vertices.
fn blocks(inputs: &Inputs, made: &Made, adjusted: &Adjustment, index: usize, notes: &mut Vec<Note>) -> Vec<usize> {
    let sheet = &made.network.sheets[index];
    let about = format!("sheet:{}", inputs.sheets[index].sheet);
    let far: Vec<usize> =
        (0..sheet.units.len()).filter(|&u| adjusted.sheets[index].units[u].0 < OUTCAST_WEIGHT).collect();
    let key = |u: usize| &made.units[sheet.units[u].id];
    let shift = |u: usize| adjusted.sheets[index].units[u].1;
    let centre = |u: usize| {
        let at = sheet.units[u].vertices.iter().map(|&v| adjusted.points[sheet.vertices[v].point].at);
        crate::outline::mean(&at.collect::<Vec<_>>())
    };
    let length = |d: Coord| d.x.hypot(d.y);
    let takes_place_of = |a: usize, b: usize| {
        let way = centre(b) - centre(a);
        length(shift(a) - way) < EXCHANGED * length(way)
    };
    let mut told = Vec::new();
    for &a in &far {
        let other = far.iter().copied().find(|&b| b > a && takes_place_of(a, b) && takes_place_of(b, a));
        if let Some(b) = other {
            told.extend([a, b]);
            notes.push(Note::new(
                NoteKind::Doubted,
                &about,
                format!("shows \"{}\" and \"{}\" exchanged: each lies where the other came to lie", key(a), key(b)),
                "ask which is which; neither moved the plan from this sheet",
            ));
        }
    }
    for &u in far.iter().filter(|u| !told.contains(u)) {
        notes.push(Note::new(
            NoteKind::Doubted,
            &about,
            format!(
                "puts \"{}\" {:.0} m from where it came to lie; it hardly moved the plan",
                key(u),
                length(shift(u))
            ),
            "look whether two places were taken for each other",
        ));
    }
    far.iter().flat_map(|&u| sheet.units[u].vertices.iter().copied()).collect()
}

/// Notes on single vertices: a wrong node key, a corner carried elsewhere.
#[allow(clippy::too_many_arguments)]
fn vertices(
    inputs: &Inputs,
    survey: &Survey,
    points: &Points,
    made: &Made,
    adjusted: &Adjustment,
    index: usize,
    moved: &[usize],
    notes: &mut Vec<Note>,
) {
    let sheet = &made.network.sheets[index];
    for (v, vertex) in sheet.vertices.iter().enumerate().filter(|(v, _)| !moved.contains(v)) {
        let w = adjusted.sheets[index].w[v];
        let label = points.all.get(vertex.point).and_then(|p| p.labels.first());
        let (Some(Label::Key(key)), true) = (label, w > WRONG_VERTEX) else { continue };
        let known = survey.spots.iter().any(|s| s.labels.contains(&Label::Key(key.clone())) && s.account.is_none());
        let from = if known { "where imagery shows it" } else { "where the others put it" };
        notes.push(Note::new(
            NoteKind::Doubted,
            format!("sheet:{}", inputs.sheets[index].sheet),
            format!("its \"{key}\" lies far from {from} (w-test {w:.1}); it hardly moved the plan"),
            "check the node key of this vertex",
        ));
    }
}
