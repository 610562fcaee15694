//! What the drawings say about points and lines, and single averages forget: a junction in a facade lies on the facade,
//! a door in its wall, the two jambs of a gate on either side of the spot that imagery shows as the gate.
//!
//! Points seen in imagery are never moved.

use crate::estimate::Estimate;
use crate::ground::{Draft, Ground};
use crate::openings::on_wall;
use crate::survey::{Label, Survey};
use geo::{Coord, Distance, Euclidean};
use locus_model::{Covariance, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// On a sheet, a point is on the line between two corners when it is no farther off than this share of their distance.
const ON_LINE: f64 = 0.04;

/// A point is not moved onto an edge that lies farther from it than this many of its 95 % radii.
const FAR: f64 = 1.5;

/// Doubt about the half width of an opening that imagery shows as one spot, as a share of its drawn width.
const HALF_WIDTH_SD: f64 = 0.25;

/// Places every junction that most sheets draw on the edge of a building on that edge as it was fused.
pub fn junctions_to_outlines(ground: &mut Ground, drafts: &[Draft], reference_sd_m: f64) {
    let mut moved = BTreeMap::new();
    for building in drafts.iter().filter(|d| d.kind == Kind::Building && d.closed) {
        for (i, &a) in building.points.iter().enumerate() {
            let b = building.points[(i + 1) % building.points.len()];
            let Some(lines) = sheets_with(ground, a, b) else { continue };
            for point in (0..ground.points.all.len()).filter(|p| !building.points.contains(p) && !ground.is_seen(*p)) {
                if is_on_line(ground, point, &lines) {
                    let there = on_edge(ground, point, (a, b), reference_sd_m.powi(2));
                    // Drawn on the edge of a building that is itself drawn in the wrong place, it does not belong there.
                    let old = ground.estimates[point];
                    if Euclidean.distance(old.at, there.at) <= FAR * old.covariance.radius95_m() {
                        moved.insert(point, there);
                    }
                }
            }
        }
    }
    for (point, estimate) in moved {
        ground.estimates[point] = estimate;
    }
}

/// The two ends of an edge on every sheet that shows both.
fn sheets_with(ground: &Ground, a: usize, b: usize) -> Option<Vec<(usize, usize)>> {
    let spots = |p: usize| ground.points.all[p].spots.iter().copied();
    let origin = |s: usize| ground.survey.spots[s].origin;
    let drawn = |s: &usize| ground.survey.spots[*s].account.is_some();
    let pairs: Vec<(usize, usize)> =
        spots(a).filter(drawn).filter_map(|s| Some((s, spots(b).find(|t| origin(*t) == origin(s))?))).collect();
    (!pairs.is_empty()).then_some(pairs)
}

/// Whether the point lies between the ends on most of the sheets that show all three.
fn is_on_line(ground: &Ground, point: usize, lines: &[(usize, usize)]) -> bool {
    let survey: &Survey = &ground.survey;
    let (mut shown, mut on) = (0, 0);
    for &spot in &ground.points.all[point].spots {
        let Some((a, b)) = lines.iter().find(|(a, _)| survey.spots[*a].origin == survey.spots[spot].origin) else {
            continue;
        };
        let (t, off) = along(survey.spots[*a].at, survey.spots[*b].at, survey.spots[spot].at);
        shown += 1;
        on += usize::from(t > 0.0 && t < 1.0 && off.abs() <= ON_LINE);
    }
    shown > 0 && 2 * on > shown
}

/// Position along a segment (0 at `a`, 1 at `b`) and distance off it, both in lengths of the segment.
pub fn along(a: Coord, b: Coord, p: Coord) -> (f64, f64) {
    let (d, r) = (b - a, p - a);
    let length2 = (d.x * d.x + d.y * d.y).max(f64::MIN_POSITIVE);
    ((d.x * r.x + d.y * r.y) / length2, (d.x * r.y - d.y * r.x) / length2)
}

/// The point moved onto the edge: across it the point is as well known as the edge is there, along it as before.
fn on_edge(ground: &Ground, point: usize, (a, b): (usize, usize), floor: f64) -> Estimate {
    let [from, to, old] = [a, b, point].map(|p| ground.estimates[p]);
    let (t, _) = along(from.at, to.at, old.at);
    let t = t.clamp(0.0, 1.0);
    let direction = to.at - from.at;
    let u = direction / direction.x.hypot(direction.y).max(f64::MIN_POSITIVE);
    let n = Coord { x: -u.y, y: u.x };
    let across = (1.0 - t).powi(2) * variance(from.covariance, n) + t.powi(2) * variance(to.covariance, n);
    let (vu, vn) = (variance(old.covariance, u).max(floor), across.max(floor));
    let covariance = Covariance {
        ee: vu * u.x * u.x + vn * n.x * n.x,
        en: vu * u.x * u.y + vn * n.x * n.y,
        nn: vu * u.y * u.y + vn * n.y * n.y,
    };
    Estimate { at: from.at + direction * t, covariance }
}

fn variance(c: Covariance, u: Coord) -> f64 {
    c.ee * u.x * u.x + 2.0 * c.en * u.x * u.y + c.nn * u.y * u.y
}

/// Moves the jambs of every opening that has a landmark of its own so that their middle is the landmark.
pub fn openings_to_landmarks(ground: &mut Ground, openings: &[Draft], others: &[Draft]) {
    // A corner of an area stays: moving it could make the outline cross itself.
    let corners: BTreeSet<usize> = others.iter().filter(|d| d.closed).flat_map(|d| d.points.iter().copied()).collect();
    for opening in openings {
        let Some(mark) = opening.key.as_ref().and_then(|key| landmark(ground, key)) else { continue };
        let [a, b] = opening.points[..] else { continue };
        if [a, b].iter().any(|p| ground.is_seen(*p) || corners.contains(p)) {
            continue;
        }
        let half = (ground.at(b) - ground.at(a)) / 2.0;
        let width = 2.0 * half.x.hypot(half.y);
        let covariance = mark.covariance.plus(Covariance::isotropic(HALF_WIDTH_SD * width));
        ground.estimates[a] = Estimate { at: mark.at - half, covariance };
        ground.estimates[b] = Estimate { at: mark.at + half, covariance };
    }
}

/// The estimate of a point that imagery shows under this key.
fn landmark(ground: &Ground, key: &locus_model::Key) -> Option<Estimate> {
    let label = Label::Key(key.clone());
    let point = ground.points.all.iter().position(|p| p.labels.contains(&label))?;
    ground.is_seen(point).then(|| ground.estimates[point])
}

/// Places the jambs of every opening on its wall, where they are points of nothing else and stay apart.
pub fn openings_to_walls(ground: &mut Ground, openings: &[Draft], others: &[Draft]) {
    let fixed: BTreeSet<usize> = others.iter().flat_map(|d| d.points.iter().copied()).collect();
    let walls: BTreeMap<&str, &Draft> = others.iter().map(|d| (d.id.as_str(), d)).collect();
    for opening in openings {
        let Some(wall) = opening.host.as_deref().and_then(|host| walls.get(host)) else { continue };
        let [a, b] = opening.points[..] else { continue };
        if [a, b].iter().any(|p| fixed.contains(p) || ground.is_seen(*p)) {
            continue;
        }
        let line = ground.coords(&wall.points);
        let (Some(p), Some(q)) = (on_wall(&line, ground.at(a)), on_wall(&line, ground.at(b))) else { continue };
        let length = |d: Coord| d.x.hypot(d.y);
        if 2.0 * length(q - p) > length(ground.at(b) - ground.at(a)) {
            ground.estimates[a].at = p;
            ground.estimates[b].at = q;
        }
    }
}
