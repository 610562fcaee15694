//! Which stated control points are wrong.
//!
//! First the sheet is asked itself: a control point that lies far from where the witness drew that landmark is a slip;
//! one that lies there is right about the drawing, and if the drawing is wrong about the place, that is memory and is
//! weighed as such, never struck. What the drawing cannot tell is predicted from the others, held out with its
//! building (people misplace buildings, not corners), and its error is compared with its standard deviation. The
//! worst beyond the critical value goes, and the rest are tested again: two wrong ones hide each other. At the end
//! each is tried once more against those that stayed.

use crate::Refusal;
use crate::anchor::{Anchor, Standing};
use crate::drawn::Drawn;
use crate::ground::{Ground, Setting};
use crate::reliability::{ALPHA, critical_f2, tail_f2};
use geo::Coord;
use nalgebra::Vector2;

/// A control point is uncheckable if being wrong by this share of the drawing's extent may pass unnoticed.
const UNCHECKABLE: f64 = 0.5;
/// Standard deviations between the critical value and the error that is found with 80 % probability (Baarda's power).
const POWER: f64 = 0.84;

/// What the others say about one anchor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check {
    /// Held-out error, metres.
    pub error: Coord,
    pub w: f64,
    pub p: f64,
    /// The least error that would be found, metres.
    pub detectable_m: f64,
}

/// The anchors that stayed, and those that went.
pub(crate) struct Verdict<'a> {
    pub ground: Ground<'a>,
    /// Indices of the anchors in use, in the order of the adjustment.
    pub used: Vec<usize>,
    /// Indices of suspects with their test value and its probability.
    pub suspects: Vec<(usize, f64, f64)>,
}

/// Finds the wrong ones among the stated control points.
pub(crate) fn examine<'a>(anchors: &[Anchor], setting: &'a Setting, drawn: &Drawn) -> Result<Verdict<'a>, Refusal> {
    let mut suspects: Vec<(usize, f64, f64)> = Vec::new();
    let mut used = Vec::new();
    for (i, anchor) in anchors.iter().enumerate() {
        match anchor.standing {
            Some(Standing::Contradicted { w, p }) => suspects.push((i, w, p)),
            _ => used.push(i),
        }
    }
    let by_drawing = suspects.len();
    let mut ground = setting.solve(&pick(anchors, &used), drawn)?;
    // More than a third of the evidence is never called wrong: then it is not clear which third.
    while used.len() > 4 && 3 * (suspects.len() - by_drawing + 1) <= used.len() + suspects.len() {
        let Some((at, check)) = worst(anchors, &used, &ground, drawn) else { break };
        suspects.push((used.remove(at), check.w, check.p));
        ground = setting.solve(&pick(anchors, &used), drawn)?;
    }
    for (i, ..) in suspects.split_off(by_drawing) {
        let mut again = used.clone();
        again.push(i);
        again.sort_unstable();
        let with = setting.solve(&pick(anchors, &again), drawn)?;
        let place = again.iter().position(|&k| k == i).unwrap_or(0);
        match check(place, &units(anchors, &again, drawn), &with) {
            Some(c) if c.p < ALPHA => suspects.push((i, c.w, c.p)),
            _ => (used, ground) = (again, with),
        }
    }
    Ok(Verdict { ground, used, suspects })
}

fn pick<'a>(anchors: &'a [Anchor], used: &[usize]) -> Vec<&'a Anchor> {
    used.iter().map(|&i| &anchors[i]).collect()
}

/// The undecided control point whose error is least probable, if it is beyond the critical value.
fn worst(anchors: &[Anchor], used: &[usize], ground: &Ground, drawn: &Drawn) -> Option<(usize, Check)> {
    let units = units(anchors, used, drawn);
    let open = (0..used.len()).filter(|&at| anchors[used[at]].standing == Some(Standing::Unseen));
    let checked = open.filter_map(|at| check(at, &units, ground).map(|c| (at, c)));
    let beyond = checked.filter(|(_, c)| c.p < ALPHA);
    beyond.min_by(|a, b| a.1.p.total_cmp(&b.1.p).then(a.0.cmp(&b.0)))
}

/// The anchors that are held out with each: those of its building, where there is anything beside that building.
pub(crate) fn units(anchors: &[Anchor], used: &[usize], drawn: &Drawn) -> Vec<Vec<usize>> {
    let unit: Vec<Option<usize>> = used.iter().map(|&i| drawn.unit(anchors[i].plane)).collect();
    let fellows =
        |at: usize| -> Vec<usize> { (0..used.len()).filter(|&k| unit[at].is_some() && unit[k] == unit[at]).collect() };
    (0..used.len())
        .map(|at| {
            let same = fellows(at);
            if same.is_empty() || used.len() < same.len() + 3 { vec![at] } else { same }
        })
        .collect()
}

/// Tests the anchor at `at` of the adjustment against those outside its unit.
pub(crate) fn check(at: usize, units: &[Vec<usize>], ground: &Ground) -> Option<Check> {
    let unit = &units[at];
    let held = ground.collocation.held_out(unit)?;
    let place = unit.iter().position(|&k| k == at)?;
    let (error, covariance) = (held.errors[place], held.covariances[place]);
    let factor = ground.collocation.factor_without(held.form, unit.len());
    let dof = ground.collocation.degrees_without(unit.len());
    let e = Vector2::new(error.x, error.y);
    let w2 = e.dot(&(covariance.try_inverse()? * e)) / factor;
    let largest = covariance.symmetric_eigenvalues().max();
    let reach = (2.0 * critical_f2(ALPHA, dof)).sqrt() + POWER;
    Some(Check { error, w: w2.sqrt(), p: tail_f2(0.5 * w2, dof), detectable_m: reach * (factor * largest).sqrt() })
}

/// Whether a mistake of half the drawing could pass.
pub(crate) fn is_uncheckable(check: Option<&Check>, extent_m: f64) -> bool {
    check.is_none_or(|c| c.detectable_m > UNCHECKABLE * extent_m)
}
