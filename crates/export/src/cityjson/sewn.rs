//! Solids without gaps. The viewer shows flat sides in as few triangles as they need, so that a vertex of one side may
//! lie within an edge of the next; in a solid every edge belongs to exactly two faces.

use std::collections::BTreeMap;

/// A vertex this near to an edge (millimetres, the grid of the vertices) lies on it.
const ON_EDGE: f64 = 1.5;

/// Adds to every edge that no other face has the vertices of other such edges that lie on it. `at` gives the place of a
/// vertex, millimetres.
pub fn sew(faces: &mut [Vec<usize>], at: impl Fn(usize) -> [i64; 3]) {
    let mut edges: BTreeMap<[usize; 2], i32> = BTreeMap::new();
    for [a, b] in faces.iter().flat_map(|face| pairs(face)) {
        *edges.entry([a, b]).or_default() += 1;
        *edges.entry([b, a]).or_default() -= 1;
    }
    let open: Vec<usize> = edges.iter().filter(|(_, n)| **n != 0).flat_map(|(edge, _)| *edge).collect();
    if open.is_empty() {
        return;
    }
    for face in faces {
        let sewn = pairs(face).flat_map(|[a, b]| {
            let is_open = edges.get(&[a, b]).is_some_and(|n| *n != 0);
            std::iter::once(a).chain(if is_open { between([a, b], &open, &at) } else { Vec::new() })
        });
        *face = sewn.collect();
    }
}

fn pairs(face: &[usize]) -> impl Iterator<Item = [usize; 2]> {
    face.iter().zip(face.iter().cycle().skip(1)).map(|(a, b)| [*a, *b])
}

/// Those of `open` that lie within an edge, in its order.
fn between([a, b]: [usize; 2], open: &[usize], at: &impl Fn(usize) -> [i64; 3]) -> Vec<usize> {
    let from = at(a);
    let minus = |p: [i64; 3]| -> [f64; 3] { std::array::from_fn(|i| (p[i] - from[i]) as f64) };
    let dot = |u: [f64; 3], v: [f64; 3]| -> f64 { (0..3).map(|i| u[i] * v[i]).sum() };
    let edge = minus(at(b));
    let square = dot(edge, edge);
    let mut on: Vec<(f64, usize)> = Vec::new();
    for vertex in open.iter().copied().filter(|vertex| *vertex != a && *vertex != b) {
        let off = minus(at(vertex));
        let along = dot(off, edge) / square;
        let aside = dot(off, off) - along * along * square;
        if along > 0.0 && along < 1.0 && aside < ON_EDGE * ON_EDGE {
            on.push((along, vertex));
        }
    }
    on.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    on.dedup();
    on.into_iter().map(|(_, vertex)| vertex).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vertex_within_an_edge_joins_both_faces() {
        // A square of two triangles, and beside it two triangles that share the middle (4) of its right side.
        let places = [[0, 0, 0], [10, 0, 0], [10, 10, 0], [0, 10, 0], [10, 5, 0], [20, 5, 0]];
        let mut faces = vec![vec![0, 1, 2], vec![0, 2, 3], vec![1, 5, 4], vec![4, 5, 2]];
        sew(&mut faces, |i| places[i]);
        assert_eq!(faces, [vec![0, 1, 4, 2], vec![0, 2, 3], vec![1, 5, 4], vec![4, 5, 2]]);
    }
}
