//! Doors that are seen only by what swings in them: a quarter circle, and the leaf from its centre to one of its ends.

use super::curve;
use super::grid::Grid;
use super::look::{Arc, Look};
use super::proposal::{Shape, Traced};
use super::section::sections;
use super::vector::{Px, between, distance, nearest_on};
use locus_model::{Kind, Verdict};

/// Radii of a door's quarter circle, units.
const RADIUS: [f64; 2] = [14.0, 110.0];
/// Angles it sweeps, radians.
const SWEEP: [f64; 2] = [1.1, 2.0];

/// Makes doors of them; the walls that are leaf and quarter circle go.
pub fn doors(features: &mut Vec<Traced>, ink: &Grid<u8>, unit: f64) {
    let swings: Vec<Swing> = features.iter().filter_map(|f| swing(f, ink, unit)).collect();
    for swing in swings {
        let [hinge, stop, tip] = [swing.hinge, swing.stop, swing.tip];
        let on_leaf = |p: &Px| nearest_on(*p, hinge, tip).1 < 5.0 * unit || swing.is_on_arc(p, 4.0 * unit);
        let of_door = |f: &Traced| match &f.shape {
            Shape::Line(line) if f.kind == Kind::Wall => line.iter().all(on_leaf),
            _ => false,
        };
        features.retain(|f| !of_door(f));
        let middle = between(hinge, stop, 0.5);
        let known = features.iter().any(|f| match &f.shape {
            Shape::Line(line) if f.kind.is_opening() => {
                distance(between(line[0], line[line.len() - 1], 0.5), middle) < 0.6 * swing.arc.radius_px
            }
            _ => false,
        });
        if !known {
            features.push(Traced {
                id: String::new(),
                kind: Kind::Door,
                shape: Shape::Line(vec![hinge, stop]),
                confidence: 0.8,
                state: Verdict::Accepted,
                ink: swing.ink,
                look: Look::default(),
            });
        }
    }
}

struct Swing {
    arc: Arc,
    hinge: Px,
    /// Where the leaf closes.
    stop: Px,
    /// The end of the open leaf.
    tip: Px,
    ink: Vec<usize>,
}

impl Swing {
    fn is_on_arc(&self, p: &Px, reach: f64) -> bool {
        let near_sector = distance(*p, between(self.stop, self.tip, 0.5)) < 0.75 * self.arc.radius_px;
        near_sector && (distance(*p, self.hinge) - self.arc.radius_px).abs() < reach
    }
}

/// Reads a wall as the swing of a door: from the centre of its circle ink leads to one of its ends and not to the other.
fn swing(wall: &Traced, ink: &Grid<u8>, unit: f64) -> Option<Swing> {
    let (Shape::Line(line), Some(arc), Kind::Wall) = (&wall.shape, wall.look.arc, wall.kind) else { return None };
    let [a, b] = [line[0], line[line.len() - 1]];
    let sweep = curve::sweep(line, arc).abs();
    let sized = (RADIUS[0] * unit..RADIUS[1] * unit).contains(&arc.radius_px);
    let inked = |end: Px| {
        let all = sections(&[arc.centre, end], ink, unit, 5.0 * unit);
        let inner = &all[all.len() / 6..all.len() - all.len() / 6];
        inner.iter().filter(|s| !s.runs.is_empty()).count() as f64 / inner.len().max(1) as f64
    };
    let [to_a, to_b] = [inked(a), inked(b)];
    let (stop, tip) = if to_a < to_b { (a, b) } else { (b, a) };
    let one_leaf = to_a.max(to_b) > 0.7 && to_a.min(to_b) < 0.45;
    (sized && (SWEEP[0]..SWEEP[1]).contains(&sweep) && one_leaf).then(|| Swing {
        arc,
        hinge: arc.centre,
        stop,
        tip,
        ink: wall.ink.clone(),
    })
}
