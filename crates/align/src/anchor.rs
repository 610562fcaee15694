//! Ties as the adjustment uses them: one per place, each checked against the sheet's own drawing.

use crate::drawn::{Drawn, Sighting};
use crate::reliability::tail_known;
use crate::{Refusal, Tie, TieKind};
use geo::Coord;
use locus_model::{Covariance, Key};
use std::collections::BTreeMap;

/// How far a control point and the drawing of its landmark may lie apart by carelessness alone: one standard
/// deviation per axis, page widths. A gate is drawn as two strokes, a tower as a square; a click is on one of them.
const CARELESS: f64 = 0.01;
/// Below this probability they contradict each other.
const CONTRADICTION: f64 = 1e-4;

/// What the drawing says about a stated control point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// The witness drew the landmark there.
    Confirmed,
    /// The sheet shows nothing under that key, or not which part of it.
    Unseen,
    /// The witness drew the landmark elsewhere.
    Contradicted { w: f64, p: f64 },
}

/// One place that is known on the sheet and on the ground.
#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    pub key: Key,
    /// `None`: not a stated control point.
    pub standing: Option<Standing>,
    pub plane: Coord,
    pub sd_plane: f64,
    pub site: Coord,
    pub covariance: Covariance,
}

/// One anchor per key, by key; a control point that contradicts the drawing stays apart from the drawn vertex.
pub(crate) fn anchors(ties: &[Tie], drawn: &Drawn) -> Result<Vec<Anchor>, Refusal> {
    let mut by_key: BTreeMap<&Key, Vec<&Tie>> = BTreeMap::new();
    for tie in ties {
        if !is_sound(tie) {
            return Err(Refusal::NotFinite { key: tie.key.clone() });
        }
        by_key.entry(&tie.key).or_default().push(tie);
    }
    let mut out = Vec::new();
    for same in by_key.into_values() {
        let (controls, vertices): (Vec<&Tie>, Vec<&Tie>) = same.into_iter().partition(|t| t.kind == TieKind::Control);
        let vertex = merged(&vertices, None);
        let Some(control) = merged(&controls, Some(Standing::Unseen)) else {
            out.extend(vertex);
            continue;
        };
        let standing = standing(&control, vertex.as_ref(), drawn);
        match (standing, vertex) {
            (Standing::Confirmed, Some(vertex)) => out.push(joined(&control, &vertex)),
            (standing, vertex) => {
                out.push(Anchor { standing: Some(standing), ..control });
                out.extend(vertex);
            }
        }
    }
    Ok(out)
}

fn is_sound(tie: &Tie) -> bool {
    let (plane, site) = (tie.plane.geometry(), tie.site.geometry());
    let numbers = [plane.x(), plane.y(), site.x(), site.y(), tie.sd_plane];
    numbers.iter().all(|v| v.is_finite()) && tie.sd_plane >= 0.0 && tie.covariance.is_valid()
}

/// Several ties of one key: the mean place on the sheet, the best-known place on the ground. In an order that does
/// not depend on that of the ties.
fn merged(ties: &[&Tie], standing: Option<Standing>) -> Option<Anchor> {
    let best = ties.iter().min_by(|a, b| {
        let doubt = |t: &Tie| t.covariance.ee + t.covariance.nn;
        let place = |t: &Tie| (t.site.geometry().x(), t.site.geometry().y());
        doubt(a).total_cmp(&doubt(b)).then(place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal))
    })?;
    let mut planes: Vec<Coord> = ties.iter().map(|t| t.plane.geometry().0).collect();
    planes.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let sum = planes.iter().fold(Coord::zero(), |a, &b| a + b);
    Some(Anchor {
        key: best.key.clone(),
        standing,
        plane: sum / planes.len() as f64,
        sd_plane: ties.iter().map(|t| t.sd_plane).fold(0.0, f64::max),
        site: best.site.geometry().0,
        covariance: best.covariance,
    })
}

/// A control point and the drawn vertex it confirms: one observation, each weighted by its own click.
fn joined(control: &Anchor, vertex: &Anchor) -> Anchor {
    let weight = |sd: f64| 1.0 / (sd * sd).max(1e-12);
    let (wc, wv) = (weight(control.sd_plane), weight(vertex.sd_plane));
    let known = |a: &Anchor| a.covariance.ee + a.covariance.nn;
    let ground = if known(vertex) <= known(control) { vertex } else { control };
    Anchor {
        key: control.key.clone(),
        standing: Some(Standing::Confirmed),
        plane: (control.plane * wc + vertex.plane * wv) / (wc + wv),
        sd_plane: (1.0 / (wc + wv)).sqrt(),
        site: ground.site,
        covariance: ground.covariance,
    }
}

fn standing(control: &Anchor, vertex: Option<&Anchor>, drawn: &Drawn) -> Standing {
    let at_vertex = vertex.map(|v| Sighting { distance: crate::pair::length(v.plane - control.plane), exact: true });
    let Some(seen) = at_vertex.or_else(|| drawn.sighting(&control.key, control.plane)) else {
        return Standing::Unseen;
    };
    let w = seen.distance / libm::hypot(control.sd_plane, CARELESS);
    let p = tail_known(w);
    match (p < CONTRADICTION, seen.exact) {
        (true, _) => Standing::Contradicted { w, p },
        (false, true) => Standing::Confirmed,
        (false, false) => Standing::Unseen,
    }
}
