//! One sheet to the ground.

use crate::anchor::{Anchor, Standing, anchors};
use crate::calibration::{Page, of_sheet};
use crate::controls::{Check, Verdict, check, examine, is_uncheckable, units};
use crate::distortion::{Distortion, local, over};
use crate::drawn::Drawn;
use crate::fit::root_mean_square;
use crate::ground::{Ground, Setting};
use crate::{CLASSICAL, Pair, Refusal, choose};
use geo::{Coord, Point, Polygon, polygon};
use locus_model::{
    AlignedSheet, AlignedStroke, ClassicalFit, ControlReport, Covariance, Drawing, Form, In, Key, Method, PlacedTie,
    Sheet, SheetQuality, Site, SketchPlane, Stroke, SuspectControl,
};
use std::collections::BTreeSet;

/// Ties below which a sheet does not reveal how its distortion is correlated.
const TIES_FOR_LENGTH: usize = 12;
/// And the independent places (buildings, or points outside all) among them.
const PLACES_FOR_LENGTH: usize = 5;

/// What makes a point of the sheet known on the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieKind {
    /// A stated control point of the sheet.
    Control,
    /// A drawn vertex whose node key is a landmark or the corner of a footprint.
    FootprintNode,
    /// A drawn vertex whose node key another, already aligned sheet placed.
    SharedNode,
}

/// A point of the sheet that is known on the ground.
#[derive(Clone, Debug)]
pub struct Tie {
    /// The landmark, footprint node or shared node.
    pub key: Key,
    /// What makes it known.
    pub kind: TieKind,
    /// Where it is on the sheet.
    pub plane: In<SketchPlane, Point>,
    /// One standard deviation per axis of that click, page widths.
    pub sd_plane: f64,
    /// Where it is on the ground.
    pub site: In<Site, Point>,
    /// How well that is known, relative to the imagery.
    pub covariance: Covariance,
}

/// One sheet and everything that ties it to the ground.
#[derive(Clone, Copy, Debug)]
pub struct SheetInput<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Size of the (rectified) page in pixels, as the plane was made from it.
    pub width_px: f64,
    /// Height in pixels.
    pub height_px: f64,
    /// What it shows.
    pub drawing: &'a Drawing<SketchPlane>,
    /// In any order; the result does not depend on it.
    pub ties: &'a [Tie],
}

/// Lays one sheet on the ground by least-squares collocation: every stroke carried, every vertex with its doubt, and
/// every stated control point tested.
///
/// # Errors
/// A [`Refusal`] with its remedy where the ties do not determine a placement.
pub fn align_sheet(input: &SheetInput) -> Result<AlignedSheet, Refusal> {
    let drawn = Drawn::of(input.drawing);
    let anchors = anchors(input.ties, &drawn)?;
    let trusted: Vec<&Anchor> = anchors.iter().filter(|a| !is_contradicted(a)).collect();
    let setting = Setting::of(&trusted, &drawn)?;
    let verdict = examine(&anchors, &setting, &drawn)?;
    let quality = quality(input, &anchors, &verdict, &drawn)?;
    let carry = |stroke| carried(stroke, &verdict.ground, &drawn);
    Ok(AlignedSheet {
        sheet: input.sheet.id.clone(),
        account: input.sheet.account.clone(),
        level: input.sheet.level.clone(),
        covers: input.sheet.covers.clone(),
        paper: paper(input, &verdict.ground),
        quality,
        strokes: input.drawing.strokes.iter().map(carry).collect(),
        ties: verdict.used.iter().map(|&i| placed(&anchors[i], &verdict.ground)).collect(),
    })
}

/// What the transformations of every GIS would make of the same ties, for whoever has to defend or attack the result.
fn classical(anchors: &[Anchor], Verdict { ground, used, .. }: &Verdict) -> (Vec<ClassicalFit>, Option<Method>) {
    if ground.setting.mirrored || used.len() < 3 {
        return (Vec::new(), None);
    }
    let pairs: Vec<Pair> = used.iter().map(|&i| ground.setting.pair(&anchors[i])).collect();
    let Ok((chosen, candidates)) = choose(&pairs) else { return (Vec::new(), None) };
    let fits = CLASSICAL.into_iter().zip(&candidates);
    (fits.map(|(method, c)| ClassicalFit { method, loo_rms_m: c.loo_rms }).collect(), Some(CLASSICAL[chosen]))
}

fn is_contradicted(anchor: &Anchor) -> bool {
    matches!(anchor.standing, Some(Standing::Contradicted { .. }))
}

fn carried(stroke: &Stroke<SketchPlane>, ground: &Ground, drawn: &Drawn) -> AlignedStroke {
    let form = stroke.shape.geometry();
    let to_site = |c: Coord| ground.place(c, drawn.unit(c));
    let covariances = form.vertices().into_iter().map(|c| ground.doubt(c, drawn.unit(c))).collect();
    let shape: In<Site, Form> = In::claim(form.map(to_site));
    let framed = form.corners().into_iter().map(|c| ground.setting.framed(c)).collect();
    AlignedStroke { stroke: stroke.moved(shape), covariances, framed }
}

fn placed(anchor: &Anchor, ground: &Ground) -> PlacedTie {
    let framed = ground.setting.framed(anchor.plane);
    let drawn = In::claim(anchor.plane);
    PlacedTie { key: anchor.key.clone(), drawn, framed, at: anchor.site, covariance: anchor.covariance }
}

fn paper(input: &SheetInput, ground: &Ground) -> In<Site, Polygon> {
    let high = input.height_px / input.width_px;
    let page = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: high), (x: 0.0, y: high)];
    In::claim(Polygon::new(page.exterior().0.iter().map(|&c| ground.place(c, None)).collect(), vec![]))
}

fn quality(input: &SheetInput, anchors: &[Anchor], verdict: &Verdict, drawn: &Drawn) -> Result<SheetQuality, Refusal> {
    let Verdict { ground, used, suspects } = verdict;
    let groups = units(anchors, used, drawn);
    let checks: Vec<Option<Check>> = (0..used.len()).map(|at| check(at, &groups, ground)).collect();
    let residual = |a: &Anchor| ground.place(a.plane, drawn.unit(a.plane)) - a.site;
    let residuals: Vec<Coord> = used.iter().map(|&i| residual(&anchors[i])).collect();
    let held_out: Option<Vec<Coord>> = checks.iter().map(|c| c.map(|c| c.error)).collect();
    let middle = used.iter().fold(Coord::zero(), |sum, &i| sum + anchors[i].plane) / used.len() as f64;
    let here = ground.jacobian(middle);
    let spread = bend(anchors, verdict, drawn)?;
    let memory = memory(anchors, verdict, &groups, drawn);
    let (classical, classical_choice) = classical(anchors, verdict);
    let stated = |at: &usize| anchors[used[*at]].standing.is_some();
    Ok(SheetQuality {
        method: if used.len() == 2 { Method::Similarity } else { Method::Collocation },
        controls: reports(anchors, verdict, &residuals, &checks, residual),
        rms_m: root_mean_square(&residuals),
        loo_rms_m: held_out.map(|e| root_mean_square(&e)),
        scale_m_per_px: local(here).scale / input.width_px,
        rotation_deg: libm::atan2(here[0][1], here[1][1]).to_degrees(),
        shear: spread.shear.0,
        mirrored: ground.setting.mirrored,
        fold: spread.fold,
        memory_sd_m: memory.map(|m| m.0),
        memory_length_m: memory.map(|m| m.1),
        calibration: of_sheet(
            input.ties,
            &used.iter().map(|&i| &anchors[i]).collect::<Vec<_>>(),
            &groups,
            &Page { width_px: input.width_px, mirrored: ground.setting.mirrored },
        ),
        classical,
        classical_choice,
        worst_control: worst_control(anchors, verdict, &checks),
        suspect_controls: suspects
            .iter()
            .map(|&(i, w, p)| SuspectControl { landmark: anchors[i].key.clone(), w, p })
            .collect(),
        uncheckable_controls: (0..used.len())
            .filter(stated)
            .filter(|&at| is_uncheckable(checks[at].as_ref(), ground.setting.extent_m()))
            .map(|at| anchors[used[at]].key.clone())
            .collect(),
    })
}

/// The distortion over everything drawn. A fold is refused: a wrong placement is worse than none.
fn bend(anchors: &[Anchor], verdict: &Verdict, drawn: &Drawn) -> Result<Distortion, Refusal> {
    let region = drawn.hull(verdict.used.iter().map(|&i| anchors[i].plane));
    let spread = over(&region, verdict.ground.setting.mirrored, |c| verdict.ground.jacobian(c));
    if spread.fold { Err(Refusal::Folded) } else { Ok(spread) }
}

/// Every tie in use, then the suspects.
fn reports(
    anchors: &[Anchor],
    verdict: &Verdict,
    residuals: &[Coord],
    checks: &[Option<Check>],
    residual: impl Fn(&Anchor) -> Coord,
) -> Vec<ControlReport> {
    let used = verdict.used.iter().enumerate().map(|(at, &i)| ControlReport {
        landmark: anchors[i].key.clone(),
        residual_m: pair(residuals[at]),
        loo_m: checks[at].map(|c| pair(c.error)),
        w: checks[at].map(|c| c.w),
        redundancy: verdict.ground.collocation.redundancy(at),
    });
    // A suspect has no part in the fit, so its residual is its held-out error and all of it is redundant.
    let left_out = verdict.suspects.iter().map(|&(i, w, _)| ControlReport {
        landmark: anchors[i].key.clone(),
        residual_m: pair(residual(&anchors[i])),
        loo_m: Some(pair(residual(&anchors[i]))),
        w: Some(w),
        redundancy: 1.0,
    });
    used.chain(left_out).collect()
}

fn pair(c: Coord) -> [f64; 2] {
    [c.x, c.y]
}

/// The stated control point with the largest test value, a suspect before any other.
fn worst_control(anchors: &[Anchor], verdict: &Verdict, checks: &[Option<Check>]) -> Option<Key> {
    let suspects = verdict.suspects.iter().map(|&(i, w, _)| (i, w, true));
    let used = verdict.used.iter().zip(checks).filter(|(i, _)| anchors[**i].standing.is_some());
    let tested = used.filter_map(|(&i, c)| c.map(|c| (i, c.w, false)));
    let worst = suspects.chain(tested).max_by(|a, b| a.2.cmp(&b.2).then(a.1.total_cmp(&b.1)).then(b.0.cmp(&a.0)));
    worst.map(|(i, ..)| anchors[i].key.clone())
}

/// Standard deviation and correlation length of the sheet's distortion, where its ties reveal them.
fn memory(anchors: &[Anchor], verdict: &Verdict, groups: &[Vec<usize>], drawn: &Drawn) -> Option<(f64, f64)> {
    let ground = &verdict.ground;
    let places: BTreeSet<usize> = groups.iter().map(|g| g[0]).collect();
    if verdict.used.len() < TIES_FOR_LENGTH || places.len() < PLACES_FOR_LENGTH {
        return None;
    }
    let used: Vec<&Anchor> = verdict.used.iter().map(|&i| &anchors[i]).collect();
    let likely = ground.setting.likely_memory(&used, drawn)?;
    let several_units = groups.iter().any(|g| g.len() > 1);
    let sd = ground.collocation.memory().distortion_sd_m(several_units) * ground.collocation.factor().sqrt();
    Some((sd, likely.length_m()))
}
