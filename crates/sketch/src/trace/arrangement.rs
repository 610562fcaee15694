//! Segments cut at their crossings into a planar graph, and its faces.

use super::vector::{Px, between, cross, direction, distance, dot, minus, nearest_on};
use std::collections::BTreeMap;

/// Where a segment comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Ink of a stroke.
    Stroke(usize),
    /// A short gap closed at the end of a stroke.
    Closed(usize),
    /// A longer stretch without ink, supposed.
    Supposed,
    /// An opening, by number.
    Opening(usize),
}

/// A straight piece of the drawing.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// From.
    pub a: Px,
    /// To.
    pub b: Px,
    /// Where it comes from.
    pub origin: Origin,
}

/// An edge of the planar graph.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Its vertices.
    pub ends: [usize; 2],
    /// Where it comes from.
    pub origin: Origin,
}

/// A planar graph. Half-edge `2 e` runs along edge `e`, `2 e + 1` against it.
pub struct Arrangement {
    /// The vertices.
    pub vertices: Vec<Px>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// For every half-edge the one that follows it around the face on its right (as seen, y down).
    pub next: Vec<usize>,
    /// For every half-edge its face.
    pub face_of: Vec<usize>,
    /// For every face twice its signed area; negative for the outside of a piece of the graph.
    pub doubled_areas: Vec<f64>,
}

/// Cuts the segments, joins vertices closer than `snap`, and drops ends of ink that hang loose and are shorter than `spur`.
pub fn arrange(segments: &[Segment], snap: f64, spur: f64) -> Arrangement {
    let mut vertices = Vertices { cell: snap.max(1e-6), points: Vec::new(), cells: BTreeMap::new() };
    let mut edges: BTreeMap<[usize; 2], Origin> = BTreeMap::new();
    for (segment, cuts) in segments.iter().zip(cuts(segments, snap)) {
        let along: Vec<usize> = cuts.iter().map(|t| vertices.at(between(segment.a, segment.b, *t))).collect();
        for pair in along.windows(2).filter(|p| p[0] != p[1]) {
            let key = [pair[0].min(pair[1]), pair[0].max(pair[1])];
            let origin = edges.entry(key).or_insert(segment.origin);
            if rank(segment.origin) < rank(*origin) {
                *origin = segment.origin;
            }
        }
    }
    let edges = edges.into_iter().map(|(ends, origin)| Edge { ends, origin }).collect();
    faces(vertices.points.clone(), prune(edges, &vertices.points, spur))
}

/// Of two edges on the same place the one with more to show for it stays.
fn rank(origin: Origin) -> usize {
    match origin {
        Origin::Stroke(_) => 0,
        Origin::Opening(_) => 1,
        Origin::Closed(_) => 2,
        Origin::Supposed => 3,
    }
}

/// Where each segment is cut, as sorted shares of its length, 0 and 1 included.
fn cuts(segments: &[Segment], snap: f64) -> Vec<Vec<f64>> {
    let mut cuts = vec![vec![0.0, 1.0]; segments.len()];
    for i in 0..segments.len() {
        for j in i + 1..segments.len() {
            let (s, t) = (&segments[i], &segments[j]);
            let apart = |k: usize| {
                s.a[k].max(s.b[k]) + snap < t.a[k].min(t.b[k]) || t.a[k].max(t.b[k]) + snap < s.a[k].min(s.b[k])
            };
            if apart(0) || apart(1) {
                continue;
            }
            if let Some((u, v)) = crossing([s.a, s.b], [t.a, t.b]) {
                cuts[i].push(u);
                cuts[j].push(v);
            }
            for (k, on, ends) in [(i, s, [t.a, t.b]), (j, t, [s.a, s.b])] {
                let touching = ends.map(|p| nearest_on(p, on.a, on.b)).into_iter().filter(|(_, off)| *off < snap);
                cuts[k].extend(touching.map(|(u, _)| u));
            }
        }
    }
    cuts.iter_mut().for_each(|c| c.sort_by(f64::total_cmp));
    cuts
}

/// Where two segments cross, as shares of each.
pub fn crossing([a, b]: [Px; 2], [c, d]: [Px; 2]) -> Option<(f64, f64)> {
    let (d, e, between) = (minus(b, a), minus(d, c), minus(c, a));
    let area = cross(d, e);
    let (u, v) = (cross(between, e) / area, cross(between, d) / area);
    let inside = 0.0..=1.0;
    (inside.contains(&u) && inside.contains(&v)).then_some((u, v))
}

struct Vertices {
    cell: f64,
    points: Vec<Px>,
    cells: BTreeMap<[i64; 2], Vec<usize>>,
}

impl Vertices {
    /// The vertex at a point: one that is there already, or a new one.
    fn at(&mut self, p: Px) -> usize {
        let [x, y] = p.map(|v| (v / self.cell).floor() as i64);
        let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| [x + dx, y + dy]));
        let known = near.filter_map(|c| self.cells.get(&c)).flatten().copied();
        let nearest = known.map(|v| (v, distance(self.points[v], p))).min_by(|a, b| a.1.total_cmp(&b.1));
        match nearest {
            Some((v, off)) if off < self.cell => v,
            _ => {
                self.points.push(p);
                self.cells.entry([x, y]).or_default().push(self.points.len() - 1);
                self.points.len() - 1
            }
        }
    }
}

/// Takes away, again and again, loose ends shorter than `spur` and loose edges without ink.
fn prune(mut edges: Vec<Edge>, vertices: &[Px], spur: f64) -> Vec<Edge> {
    loop {
        let mut at: Vec<Vec<usize>> = vec![Vec::new(); vertices.len()];
        edges.iter().enumerate().for_each(|(e, edge)| edge.ends.iter().for_each(|v| at[*v].push(e)));
        let mut gone = vec![false; edges.len()];
        for start in (0..vertices.len()).filter(|v| at[*v].len() == 1) {
            let (mut v, mut path, mut far) = (start, Vec::new(), 0.0);
            let mut supposed = false;
            // Along the loose end to where something else meets it.
            while let Some(e) = at[v].iter().copied().find(|e| path.last() != Some(e)) {
                if path.contains(&e) {
                    break;
                }
                let [a, b] = edges[e].ends;
                far += distance(vertices[a], vertices[b]);
                supposed |= path.is_empty() && !matches!(edges[e].origin, Origin::Stroke(_));
                path.push(e);
                v = if a == v { b } else { a };
                if at[v].len() != 2 {
                    break;
                }
            }
            if supposed {
                gone[path[0]] = true;
            } else if far < spur {
                path.iter().for_each(|e| gone[*e] = true);
            }
        }
        if !gone.contains(&true) {
            return edges;
        }
        let mut keep = gone.iter().map(|g| !g);
        edges.retain(|_| keep.next().unwrap_or(true));
    }
}

/// Turns around every vertex and walks around every face.
fn faces(vertices: Vec<Px>, edges: Vec<Edge>) -> Arrangement {
    let from = |h: usize| edges[h / 2].ends[h % 2];
    let angle = |h: usize| {
        let [x, y] = direction(vertices[from(h)], vertices[from(h ^ 1)]);
        y.atan2(x)
    };
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); vertices.len()];
    (0..2 * edges.len()).for_each(|h| around[from(h)].push(h));
    let mut next = vec![0; 2 * edges.len()];
    for spokes in &mut around {
        spokes.sort_by(|a, b| angle(*a).total_cmp(&angle(*b)));
        for (i, h) in spokes.iter().enumerate() {
            // Arriving against h, the face on the right goes on along the spoke before h.
            next[h ^ 1] = spokes[(i + spokes.len() - 1) % spokes.len()];
        }
    }
    let mut face_of = vec![usize::MAX; next.len()];
    let mut doubled_areas = Vec::new();
    for start in 0..next.len() {
        if face_of[start] != usize::MAX {
            continue;
        }
        let (mut h, mut area) = (start, 0.0);
        while face_of[h] == usize::MAX {
            face_of[h] = doubled_areas.len();
            area += cross(vertices[from(h)], vertices[from(h ^ 1)]);
            h = next[h];
        }
        doubled_areas.push(area);
    }
    Arrangement { vertices, edges, next, face_of, doubled_areas }
}

impl Arrangement {
    /// Length of an edge, pixels.
    pub fn length(&self, edge: usize) -> f64 {
        let [a, b] = self.edges[edge].ends;
        distance(self.vertices[a], self.vertices[b])
    }

    /// The vertex where a half-edge begins.
    pub fn from(&self, half_edge: usize) -> usize {
        self.edges[half_edge / 2].ends[half_edge % 2]
    }

    /// The cosine of the turn from one half-edge into another: 1 straight on.
    pub fn straightness(&self, h: usize, on: usize) -> f64 {
        let run = |h: usize| direction(self.vertices[self.from(h)], self.vertices[self.from(h ^ 1)]);
        dot(run(h), run(on))
    }
}
