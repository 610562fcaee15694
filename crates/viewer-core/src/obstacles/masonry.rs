//! A wall as the boxes that are left of it beside, below and above its openings.

use super::solid::{Solid, nearest};
use locus_publish::{BundleGap, BundleShape};
use std::collections::BTreeMap;

/// A gap this close to a stretch of wall (metres) is in it.
const ON_LINE_M: f64 = 0.01;
/// Doors drawn narrower than this (metres) are walked through as if they were so wide: memory makes doors narrow, and a
/// door that somebody drew was a way through.
const NARROWEST_DOOR_M: f64 = 0.7;
/// A wall that says no thickness, metres.
const THIN_M: f64 = 0.1;

/// One straight stretch of a centre line.
struct Stretch {
    from: [f64; 2],
    along: [f64; 2],
    length: f64,
    half: f64,
}

/// What is left out of a stretch.
struct Hole {
    span: [f64; 2],
    rise: [f64; 2],
    /// Whether one walks through it.
    is_way: bool,
}

/// The boxes of a wall; `kinds` says what each opening is.
pub fn pieces(element: usize, shape: &BundleShape, top: f64, kinds: &BTreeMap<&str, &str>) -> Vec<Solid> {
    let half = 0.5 * shape.thickness_m.unwrap_or(THIN_M).max(0.01);
    let stretches = shape.line.windows(2).filter_map(|pair| Stretch::new([pair[0], pair[1]], half));
    let pieces = stretches.flat_map(|stretch| {
        let holes = holes(&stretch, &shape.gaps, kinds);
        stretch.pieces(element, [shape.base_m, top], &holes)
    });
    pieces.collect()
}

/// The holes of a stretch, along it.
fn holes(stretch: &Stretch, gaps: &[BundleGap], kinds: &BTreeMap<&str, &str>) -> Vec<Hole> {
    let on_it = gaps.iter().filter(|gap| gap.line.iter().all(|p| stretch.is_near(*p)));
    let mut holes: Vec<Hole> = on_it.map(|gap| stretch.hole(gap, kinds.get(gap.opening.as_str()).copied())).collect();
    holes.sort_by(|a, b| a.span[0].total_cmp(&b.span[0]));
    holes
}

impl Stretch {
    fn new([from, to]: [[f64; 2]; 2], half: f64) -> Option<Self> {
        let [dx, dz] = [to[0] - from[0], to[1] - from[1]];
        let length = dx.hypot(dz);
        (length > 1e-6).then(|| Self { from, along: [dx / length, dz / length], length, half })
    }

    fn at(&self, along: f64, aside: f64) -> [f64; 2] {
        let [x, z] = self.along;
        [self.from[0] + along * x - aside * z, self.from[1] + along * z + aside * x]
    }

    fn is_near(&self, place: [f64; 2]) -> bool {
        let near = nearest([self.from, self.at(self.length, 0.0)], place);
        (place[0] - near[0]).hypot(place[1] - near[1]) <= ON_LINE_M
    }

    fn hole(&self, gap: &BundleGap, kind: Option<&str>) -> Hole {
        let along = |p: [f64; 2]| (p[0] - self.from[0]) * self.along[0] + (p[1] - self.from[1]) * self.along[1];
        let [a, b] = gap.line.map(along);
        let is_way = matches!(kind, Some("door" | "gate"));
        let missing = if is_way { (NARROWEST_DOOR_M - (b - a).abs()).max(0.0) } else { 0.0 };
        let span = [a.min(b) - 0.5 * missing, a.max(b) + 0.5 * missing].map(|s| s.clamp(0.0, self.length));
        Hole { span, rise: [gap.base_m, gap.top_m], is_way }
    }

    fn pieces(&self, element: usize, [base, top]: [f64; 2], holes: &[Hole]) -> Vec<Solid> {
        let mut pieces = Vec::new();
        let mut done = 0.0;
        for hole in holes {
            let span = [hole.span[0].max(done), hole.span[1]];
            pieces.extend(self.piece(element, [done, span[0]], [base, top]));
            pieces.extend(self.piece(element, span, [base, hole.rise[0]]));
            pieces.extend(self.piece(element, span, [hole.rise[1], top]));
            if !hole.is_way {
                let glass = self.piece(element, span, [hole.rise[0].max(base), hole.rise[1].min(top)]);
                pieces.extend(glass.map(|pane| Solid { is_glass: true, ..pane }));
            }
            done = span[1].max(done);
        }
        pieces.extend(self.piece(element, [done, self.length], [base, top]));
        pieces
    }

    fn piece(&self, element: usize, [from, to]: [f64; 2], rise: [f64; 2]) -> Option<Solid> {
        if to - from <= 1e-6 {
            return None;
        }
        let half = self.half;
        let ring = [(from, -half), (to, -half), (to, half), (from, half)].map(|(s, a)| self.at(s, a));
        Solid::new(element, vec![ring.to_vec()], rise)
    }
}
