//! Readings of two charts: which place is which, under one map, and how much speaks for it.

use super::assign::assign;
use super::evidence::{Evidence, sd};
use super::map::{Map, Pair};
use geo::Coord;

/// What a map costs that is laid wherever it fits best, natural logarithm: its place, scale and turn are free.
const FREE_MAP: f64 = 6.0;

/// What it costs beyond that to take a sheet for a mirror image.
const MIRROR: f64 = 2.0;

/// Maps that are looked at closely, of each turn and handedness.
const KEPT: usize = 3;

/// Places of the first chart that a map is hung on, the largest and best named ones.
const HOOKS: usize = 6;

/// A reading this much worse than the best (natural logarithm) has no say.
const FAR: f64 = 14.0;

/// Rounds of fitting a map to an assignment and an assignment to the map.
const ROUNDS: usize = 4;

/// One explanation of how a chart goes with another.
#[derive(Clone, Debug)]
pub struct Reading {
    /// For each place of the first chart the one on the other.
    pub to: Vec<Option<usize>>,
    /// How the first chart lies on the other; `None`: the two have nothing in common.
    pub map: Option<Map>,
    /// Natural logarithm of its likelihood ratio to nothing in common.
    pub weight: f64,
}

/// The best reading for every identity of every place.
pub struct Readings {
    /// All that have a say, best first.
    pub all: Vec<Reading>,
}

impl Readings {
    /// Reads `evidence.of` on `evidence.on`.
    pub fn of(evidence: &Evidence) -> Self {
        let mut all = vec![Reading { to: vec![None; evidence.of.places.len()], map: None, weight: 0.0 }];
        for seed in seeds(evidence) {
            let reading = refined(evidence, seed);
            if !all.iter().any(|r| same(r, &reading)) {
                all.push(reading);
            }
        }
        sort(&mut all);
        let best = all[0].weight;
        let main: Vec<Reading> = all.iter().filter(|r| r.weight > best - FAR).take(4).cloned().collect();
        for reading in &main {
            all.extend(others(evidence, reading, best));
        }
        sort(&mut all);
        all.retain(|r| r.weight > best - FAR);
        Self { all }
    }

    /// The best reading in which place `i` is `j`.
    pub fn best(&self, i: usize, j: Option<usize>) -> Option<&Reading> {
        self.all.iter().find(|r| r.to[i] == j)
    }
}

fn sort(all: &mut [Reading]) {
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.to.cmp(&b.to)));
}

fn same(a: &Reading, b: &Reading) -> bool {
    a.to == b.to && a.map.map(|m| (m.is_mirror(), m.quarters())) == b.map.map(|m| (m.is_mirror(), m.quarters()))
}

/// Maps to begin with: the best few of each turn and handedness.
fn seeds(evidence: &Evidence) -> Vec<Map> {
    let mut found: Vec<(f64, Map)> = Vec::new();
    for (turn, mirrored) in (0..4).flat_map(|turn| [(turn, false), (turn, true)]) {
        let mut of_turn: Vec<(f64, Map)> =
            hung(evidence, turn, mirrored).into_iter().map(|map| (promise(evidence, &map), map)).collect();
        of_turn.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.extend(of_turn.into_iter().take(KEPT));
    }
    let mut marked: Vec<(f64, Map)> = marked(evidence).into_iter().map(|map| (promise(evidence, &map), map)).collect();
    marked.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.extend(marked.into_iter().take(2 * KEPT));
    let best = found.iter().map(|(promise, _)| *promise).fold(f64::NEG_INFINITY, f64::max);
    found.into_iter().filter(|(promise, _)| *promise > best - 2.0 * FAR).map(|(_, map)| map).collect()
}

/// Maps that lay one place on another, and the one that lays the whole charts on each other.
fn hung(evidence: &Evidence, turn: usize, mirrored: bool) -> Vec<Map> {
    let (of, on) = (evidence.of, evidence.on);
    let mut hooks: Vec<usize> = (0..of.places.len()).collect();
    hooks.sort_by(|a, b| of.places[*b].size().total_cmp(&of.places[*a].size()).then(a.cmp(b)));
    let mut maps = vec![Map::square(turn, mirrored, 1.0, Coord::zero(), Coord::zero())];
    for i in hooks.into_iter().take(HOOKS) {
        for (j, q) in on.places.iter().enumerate().filter(|(j, _)| evidence.fixed[i][*j] > f64::NEG_INFINITY) {
            let p = &of.places[i];
            let grown = q.size() / p.size();
            maps.push(Map::square(turn, mirrored, 1.0, p.at, on.places[j].at));
            if (0.2..5.0).contains(&grown) && (grown - 1.0).abs() > 0.1 {
                maps.push(Map::square(turn, mirrored, grown, p.at, q.at));
            }
        }
    }
    maps
}

/// Maps through two landmarks that a person marked on both, or two places with one key.
fn marked(evidence: &Evidence) -> Vec<Map> {
    let mut known: Vec<[Coord; 2]> = evidence.marks.clone();
    for p in &evidence.of.places {
        let same = |q: &&super::chart::Place| p.key.is_some() && p.key == q.key && p.class.meets(q.class);
        known.extend(evidence.on.places.iter().find(same).map(|q| [p.at, q.at]));
    }
    let mut maps = Vec::new();
    for (n, a) in known.iter().enumerate() {
        for b in &known[n + 1..] {
            let pairs = [a, b].map(|[from, to]| Pair { from: *from, to: *to, weight: 1.0 });
            maps.extend([false, true].into_iter().filter_map(|mirrored| Map::similarity(&pairs, mirrored)));
        }
    }
    maps.retain(|m| (0.1..10.0).contains(&m.scale()));
    maps
}

/// What a map could bring if every place took what suits it best: quick, and never too little for one-to-one pairs.
fn promise(evidence: &Evidence, map: &Map) -> f64 {
    let gain = evidence.under(map);
    let best = |row: &Vec<f64>| row.iter().copied().fold(0.0, f64::max);
    let rows: f64 = gain.iter().map(best).sum();
    let columns: f64 = (0..evidence.on.places.len()).map(|j| gain.iter().map(|row| row[j]).fold(0.0, f64::max)).sum();
    rows.min(columns) + evidence.marks_under(map)
}

/// Map and assignment fitted to each other by turns, then neighbours heard.
fn refined(evidence: &Evidence, seed: Map) -> Reading {
    let mut map = seed;
    let mut to = assign(&evidence.under(&map));
    for _ in 0..ROUNDS {
        map = fitted(evidence, &to, &map);
        let next = assign(&evidence.under(&map));
        if next == to {
            break;
        }
        to = next;
    }
    relaxed(evidence, map, to, None)
}

/// The map that the pairs of an assignment, and the marks, ask for; pairs far off count little.
fn fitted(evidence: &Evidence, to: &[Option<usize>], map: &Map) -> Map {
    let sd = sd(map);
    let pair = |from: Coord, to: Coord| {
        let off = super::chart::length(to - map.apply(from)) / (2.0 * sd);
        Pair { from, to, weight: 1.0 / (1.0 + off * off) }
    };
    let places =
        to.iter().enumerate().filter_map(|(i, j)| Some(pair(evidence.of.places[i].at, evidence.on.places[(*j)?].at)));
    let pairs: Vec<Pair> = places.chain(evidence.marks.iter().map(|[from, to]| pair(*from, *to))).collect();
    let spread = pairs.iter().map(|p| p.weight).sum::<f64>();
    let similar = Map::similarity(&pairs, map.is_mirror()).filter(|m| spread > 1.5 && (0.1..10.0).contains(&m.scale()));
    similar.unwrap_or(*map).stretched(&pairs, sd)
}

/// The assignment with what neighbours say added, iterated; `forced` is held.
fn relaxed(evidence: &Evidence, map: Map, to: Vec<Option<usize>>, forced: Option<(usize, Option<usize>)>) -> Reading {
    let gain = evidence.under(&map);
    let mut best = weighed(evidence, &gain, map, to);
    let mut to = best.to.clone();
    for _ in 0..3 {
        let mut heard = gain.clone();
        for (i, row) in heard.iter_mut().enumerate() {
            for (j, gain) in row.iter_mut().enumerate().filter(|(_, g)| **g > f64::NEG_INFINITY) {
                let others =
                    to.iter().enumerate().filter_map(|(k, l)| Some([k, (*l)?])).filter(|[k, l]| *k != i && *l != j);
                *gain += others.map(|other| evidence.neighbours(&map, [i, j], other)).sum::<f64>();
            }
        }
        hold(&mut heard, forced);
        let next = assign(&heard);
        if next == to {
            break;
        }
        to = next;
        let reading = weighed(evidence, &gain, map, to.clone());
        if reading.weight > best.weight {
            best = reading;
        }
    }
    best
}

/// Forbids everything else for a place whose identity is given.
fn hold(gain: &mut [Vec<f64>], forced: Option<(usize, Option<usize>)>) {
    let Some((i, held)) = forced else { return };
    for (j, gain) in gain[i].iter_mut().enumerate() {
        *gain = if Some(j) == held { 1e3 } else { f64::NEG_INFINITY };
    }
}

fn weighed(evidence: &Evidence, gain: &[Vec<f64>], map: Map, to: Vec<Option<usize>>) -> Reading {
    let pairs: Vec<[usize; 2]> = to.iter().enumerate().filter_map(|(i, j)| Some([i, (*j)?])).collect();
    let alone: f64 = pairs.iter().map(|[i, j]| gain[*i][*j]).sum();
    let together = pairs.iter().enumerate().flat_map(|(n, a)| pairs[n + 1..].iter().map(move |b| (a, b)));
    let together: f64 = together.map(|(a, b)| evidence.neighbours(&map, *a, *b)).sum();
    let map_cost = FREE_MAP + if map.is_mirror() { MIRROR } else { 0.0 };
    Reading { to, map: Some(map), weight: alone + together + evidence.marks_under(&map) - map_cost }
}

/// For every place that a reading identifies, the best readings near it in which that place is something else.
fn others(evidence: &Evidence, reading: &Reading, best: f64) -> Vec<Reading> {
    let Some(map) = reading.map else { return Vec::new() };
    let gain = evidence.under(&map);
    let mut found = Vec::new();
    for i in 0..reading.to.len() {
        let most = gain[i].iter().copied().fold(0.0, f64::max);
        let likely = (0..gain[i].len()).filter(|j| gain[i][*j] > most - 9.0).map(Some);
        for j in likely.chain([None]).filter(|j| *j != reading.to[i]) {
            let mut held = gain.clone();
            hold(&mut held, Some((i, j)));
            let other = relaxed(evidence, map, assign(&held), Some((i, j)));
            if other.weight > best - FAR {
                found.push(other);
            }
        }
    }
    found
}
