//! Walls, fences and roads without a key, as edges between points; and the walls that rooms and buildings imply.
//!
//! An edge is the unit because it is what can be agreed on: one witness draws a facade as one line, another as six, a
//! third forgets a partition; each stretch then has its own witnesses.

use crate::ground::{Draft, Ground, id_part};
use locus_model::{Id, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// How far a point may lie off a line and still be on that wall: this share of its length, and at least
/// [`ON_WALL_M`].
const ON_WALL: f64 = 0.06;

/// See [`ON_WALL`]; metres.
const ON_WALL_M: f64 = 0.5;

type Ends = (usize, usize);

/// The edges of one kind on one level, with the traces that show each.
type Edges = BTreeMap<Ends, BTreeSet<usize>>;

/// Drafts of all edges. `drafts` are the places; their lines count as walls that exist, their rooms and buildings get
/// the walls that nobody drew.
pub fn drafts(ground: &Ground, drafts: &[Draft]) -> Vec<Draft> {
    let mut drawn: BTreeMap<(Kind, Id), Edges> = BTreeMap::new();
    for (index, trace) in ground.survey.traces.iter().enumerate() {
        if let (true, None, Some(level)) = (trace.kind.is_line(), &trace.key, &trace.level) {
            let edges = drawn.entry((trace.kind, level.clone())).or_default();
            for pair in ground.points.along(&ground.survey, index).windows(2) {
                edges.entry(ends(pair[0], pair[1])).or_default().insert(index);
            }
        }
    }
    drawn.values_mut().for_each(|edges| absorb_coarse(ground, edges));
    let mut walls = Vec::new();
    for ((kind, _), edges) in &drawn {
        walls.extend(edges.iter().map(|(ends, traces)| edge(ground, *kind, *ends, traces.clone(), None)));
    }
    let implied = implied(ground, drafts, &drawn);
    walls.extend(implied);
    walls
}

fn edge(ground: &Ground, kind: Kind, (a, b): Ends, traces: BTreeSet<usize>, rule: Option<&'static str>) -> Draft {
    let id = format!("{}-{}--{}", kind.as_str(), id_part(&ground.names[a]), id_part(&ground.names[b]));
    Draft { rule, ..ground.draft(id, kind, None, vec![a, b], traces) }
}

fn ends(a: usize, b: usize) -> Ends {
    (a.min(b), a.max(b))
}

/// A line that others draw in more pieces is those pieces: its traces go to them.
fn absorb_coarse(ground: &Ground, edges: &mut Edges) {
    for ends in longest_first(ground, edges.keys().copied()) {
        if let Some(pieces) = chain(ground, edges, ends) {
            let traces = edges.remove(&ends).unwrap_or_default();
            for piece in pieces {
                edges.entry(piece).or_default().extend(traces.iter().copied());
            }
        }
    }
}

fn longest_first(ground: &Ground, edges: impl Iterator<Item = Ends>) -> Vec<Ends> {
    let mut sorted: Vec<Ends> = edges.collect();
    sorted.sort_by(|x, y| length(ground, *y).total_cmp(&length(ground, *x)).then(x.cmp(y)));
    sorted
}

fn length(ground: &Ground, (a, b): Ends) -> f64 {
    let d = ground.at(b) - ground.at(a);
    d.x.hypot(d.y)
}

/// The longest chain of two or more edges that runs along the straight line between two points.
fn chain(ground: &Ground, edges: &Edges, (a, b): Ends) -> Option<Vec<Ends>> {
    let (from, along) = (ground.at(a), ground.at(b) - ground.at(a));
    let length2 = along.x * along.x + along.y * along.y;
    let reach = (ON_WALL * length2.sqrt()).max(ON_WALL_M);
    let mut on: Vec<(f64, usize)> = vec![(0.0, a), (1.0, b)];
    let others: BTreeSet<usize> = edges.keys().flat_map(|(p, q)| [*p, *q]).filter(|p| *p != a && *p != b).collect();
    for p in others {
        let d = ground.at(p) - from;
        let t = (d.x * along.x + d.y * along.y) / length2;
        let off = (d.x * along.y - d.y * along.x).abs() / length2.sqrt();
        if t > 0.0 && t < 1.0 && off <= reach {
            on.push((t, p));
        }
    }
    on.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
    // Longest path in the order along the line; `best[i]` is the number of edges to point i and its predecessor.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; on.len()];
    best[0] = Some((0, 0));
    for i in 1..on.len() {
        for j in 0..i {
            let direct = j == 0 && i + 1 == on.len();
            let (Some((steps, _)), true) = (best[j], edges.contains_key(&ends(on[j].1, on[i].1)) && !direct) else {
                continue;
            };
            if best[i].is_none_or(|(s, _)| steps + 1 > s) {
                best[i] = Some((steps + 1, j));
            }
        }
    }
    let mut pieces = Vec::new();
    let mut i = on.len() - 1;
    best[i]?;
    while i > 0 {
        let (_, j) = best[i]?;
        pieces.push(ends(on[j].1, on[i].1));
        i = j;
    }
    Some(pieces)
}

/// Walls around rooms and buildings where none was drawn: shared edges once, rooms before buildings, short before
/// long, so that a long outline finds the pieces it is made of.
fn implied(ground: &Ground, drafts: &[Draft], drawn: &BTreeMap<(Kind, Id), Edges>) -> Vec<Draft> {
    let mut standing: BTreeMap<&Id, Edges> = BTreeMap::new();
    for ((kind, level), edges) in drawn.iter().filter(|((kind, _), _)| *kind != Kind::Road) {
        debug_assert!(kind.is_line());
        standing.entry(level).or_default().extend(edges.iter().map(|(e, t)| (*e, t.clone())));
    }
    for line in drafts.iter().filter(|d| matches!(d.kind, Kind::Wall | Kind::Fence)) {
        let edges = standing.entry(&line.level).or_default();
        edges.extend(line.points.windows(2).map(|w| (ends(w[0], w[1]), line.traces.clone())));
    }
    let mut walls = Vec::new();
    for (kind, rule) in [(Kind::Room, "room-outline"), (Kind::Building, "building-outline")] {
        let mut wanted: BTreeMap<(&Id, Ends), BTreeSet<usize>> = BTreeMap::new();
        for area in drafts.iter().filter(|d| d.kind == kind && d.closed) {
            for (i, p) in area.points.iter().enumerate() {
                let q = area.points[(i + 1) % area.points.len()];
                wanted.entry((&area.level, ends(*p, q))).or_default().extend(&area.traces);
            }
        }
        let mut order: Vec<_> = wanted.keys().copied().collect();
        order.sort_by(|x, y| length(ground, x.1).total_cmp(&length(ground, y.1)).then(x.cmp(y)));
        for (level, ends) in order {
            let edges = standing.entry(level).or_default();
            if !edges.contains_key(&ends) && chain(ground, edges, ends).is_none() {
                let traces = wanted[&(level, ends)].clone();
                edges.insert(ends, traces.clone());
                walls.push(Draft { level: level.clone(), ..edge(ground, Kind::Wall, ends, traces, Some(rule)) });
            }
        }
    }
    walls
}
