//! What speaks for two places on two charts being one: natural logarithms of likelihood ratios, "one place" to "two
//! unrelated places". Positive speaks for it.

use super::chart::{Chart, Place, length};
use super::label::{self, Label};
use super::map::Map;

/// One standard deviation per axis of a place drawn from memory, on another such sheet after an affine map: share of
/// the extent that both show.
pub const POSITION_SD: f64 = 0.055;

/// Share of places that a witness puts somewhere else altogether.
const MISPLACED: f64 = 0.02;

/// One standard deviation of the logarithm of a size (side of the equal square) between two drawings of one place, and
/// between two places of a facility.
const SIZE_SD: [f64; 2] = [0.25, 0.75];

/// The same for width over height.
const ASPECT_SD: [f64; 2] = [0.3, 0.8];

/// The least that a measure may say: people also draw one place in two ways.
const LEAST: f64 = -3.0;

/// Weight of both being no rectangle, and of one being none.
const ANGLED: [f64; 2] = [1.2, -1.0];

/// Weight of one key on both: a person identified them.
const SAME_KEY: f64 = 12.0;

/// Two places each of which the other sheet may well leave out: what a pair has to bring beyond its measures.
const PRIOR: f64 = -0.5;

/// Neighbours that share a wall on both charts, in the same direction; in the opposite direction; on one chart alone.
const NEIGHBOURS: f64 = 0.7;
const OPPOSITE: f64 = -2.0;
const TORN: f64 = -1.5;

/// Places and what is known of each pair before a map is chosen.
pub struct Evidence<'a> {
    /// The chart whose places are to be identified.
    pub of: &'a Chart,
    /// The chart they are looked for on.
    pub on: &'a Chart,
    /// Per pair what names, keys, forms and classes say; negative infinity where the two cannot be one.
    pub fixed: Vec<Vec<f64>>,
    /// Marks of the same landmark: their key's place on the first chart and on the other.
    pub marks: Vec<[geo::Coord; 2]>,
}

impl<'a> Evidence<'a> {
    /// Looks at every pair.
    pub fn new(of: &'a Chart, on: &'a Chart) -> Self {
        let labels =
            |chart: &Chart, keys| -> Vec<Vec<Label>> { chart.places.iter().map(|p| labels(p, keys)).collect() };
        let (a, b, b_with_keys) = (labels(of, false), labels(on, false), labels(on, true));
        let pair = |i: usize, j: usize| {
            let (p, q) = (&of.places[i], &on.places[j]);
            let name = named(&a[i], &b[j], &b_with_keys[j]);
            possible(p, q).map_or(f64::NEG_INFINITY, |keys| PRIOR + keys + name + form(p, q))
        };
        let fixed = (0..of.places.len()).map(|i| (0..on.places.len()).map(|j| pair(i, j)).collect()).collect();
        let marks = of.marks.iter().filter_map(|(key, at)| Some([*at, *on.marks.get(key)?])).collect();
        Self { of, on, fixed, marks }
    }

    /// Per pair everything, under a map from the first chart to the other.
    pub fn under(&self, map: &Map) -> Vec<Vec<f64>> {
        let sd = sd(map);
        let row = |(p, fixed): (&Place, &Vec<f64>)| {
            let (at, scale, span) = (map.apply(p.at), map.scale(), map.upright(p.span()));
            let pair = |(q, fixed): (&Place, &f64)| {
                if *fixed == f64::NEG_INFINITY {
                    return *fixed;
                }
                let off = length(q.at - at);
                fixed + position(off, sd) + size(p, q, scale) + aspect(q, span)
            };
            self.on.places.iter().zip(fixed).map(pair).collect()
        };
        self.of.places.iter().zip(&self.fixed).map(row).collect()
    }

    /// What marks of the same landmarks say about a map.
    pub fn marks_under(&self, map: &Map) -> f64 {
        self.marks.iter().map(|[from, to]| position(length(*to - map.apply(*from)), sd(map))).sum()
    }

    /// What it says that `i` is `j` *and* `k` is `l`, beyond each alone.
    pub fn neighbours(&self, map: &Map, [i, j]: [usize; 2], [k, l]: [usize; 2]) -> f64 {
        match (self.of.touches(i, k), self.on.touches(j, l)) {
            (false, false) => 0.0,
            (true, true) => {
                let here = map.direction(self.of.places[k].at - self.of.places[i].at);
                let there = self.on.places[l].at - self.on.places[j].at;
                let cos = (here.x * there.x + here.y * there.y) / (length(here) * length(there)).max(f64::MIN_POSITIVE);
                if cos > 0.5 {
                    NEIGHBOURS
                } else if cos < -0.2 {
                    OPPOSITE
                } else {
                    0.0
                }
            }
            _ => TORN,
        }
    }
}

/// Standard deviation of a position on the other chart: of the smaller of the two, for only what both show is compared.
pub fn sd(map: &Map) -> f64 {
    POSITION_SD * map.scale().min(1.0)
}

/// What the names of two places say.
pub fn name(p: &Place, q: &Place) -> f64 {
    named(&labels(p, false), &labels(q, false), &labels(q, true))
}

/// A key is a name that the investigator chose: it may speak for a pair, not against it.
fn named(p: &[Label], q: &[Label], q_with_key: &[Label]) -> f64 {
    let plain = label::weight(p, q);
    let with_key = label::weight(p, q_with_key);
    if with_key > 0.0 { plain.max(with_key) } else { plain }
}

fn labels(place: &Place, with_key: bool) -> Vec<Label> {
    let key = place.key.iter().filter(|_| with_key).map(|k| k.as_str().to_owned());
    place.names.iter().cloned().chain(key).filter_map(|text| Label::new(&text)).collect()
}

/// `None` where the two cannot be one place; else what their keys say.
fn possible(p: &Place, q: &Place) -> Option<f64> {
    let other_level = p.level.is_some() && q.level.is_some() && p.level != q.level;
    if !p.class.meets(q.class) || other_level {
        return None;
    }
    match (&p.key, &q.key) {
        (Some(a), Some(b)) => (a == b).then_some(SAME_KEY),
        _ => Some(0.0),
    }
}

fn form(p: &Place, q: &Place) -> f64 {
    match (p.ring.is_empty() || q.ring.is_empty(), p.is_angled(), q.is_angled()) {
        (true, ..) | (_, false, false) => 0.0,
        (_, true, true) => ANGLED[0],
        _ => ANGLED[1],
    }
}

/// A Gaussian, and a few places anywhere, against anywhere on a chart of area one half.
fn position(off: f64, sd: f64) -> f64 {
    let variance = sd * sd;
    let density = (-0.5 * off * off / variance).exp() / (std::f64::consts::TAU * variance);
    (0.5 * (1.0 - MISPLACED) * density + MISPLACED).ln()
}

fn size(p: &Place, q: &Place, scale: f64) -> f64 {
    ratio(p.size() * scale / q.size(), SIZE_SD)
}

fn aspect(q: &Place, [width, height]: [f64; 2]) -> f64 {
    let [other_width, other_height] = q.span();
    ratio(width / height * other_height / other_width, ASPECT_SD)
}

/// What the ratio of two measures of one thing says; 0 where there is none to compare.
fn ratio(ratio: f64, [same, other]: [f64; 2]) -> f64 {
    let ln = ratio.ln();
    if !ln.is_finite() {
        return 0.0;
    }
    ((other / same).ln() - 0.5 * ln * ln * (same.powi(-2) - other.powi(-2))).max(LEAST)
}
