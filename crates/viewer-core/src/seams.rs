//! Flat sides in one piece. A wall is published as a grid of cells, so that its openings stay watertight; nobody sees the
//! seams between the cells, but every one of them would be drawn, picked and cut.

use crate::glb::Piece;
use crate::section::{Axes, Plane, outline, triangles};

/// Sides whose normals differ by less in every component are one.
const SAME_NORMAL: f32 = 1e-4;
/// Sides nearer than this are one, metres.
const SAME_M: f64 = 1e-3;
/// The share by which the area of a side may change: rounding.
const SAME_AREA: f64 = 1e-4;

/// A triangle of less covers nothing, square metres.
const SLIVER_M2: f64 = 1e-7;

/// A side of more triangles is no wall's; finding its outline would take long.
const MOST: usize = 1_000;

/// The plane of a side, rounded: its normal and its distance from the origin.
type Side = ([i64; 3], i64);

/// The same piece with as few triangles and vertices as its flat sides need; every vertex stays where it was. A side that
/// cannot be joined without changing its area stays as it is.
pub fn joined(piece: &Piece) -> Piece {
    let triangles = piece.indices.chunks_exact(3).map(|t| [t[0], t[1], t[2]]);
    let mut sides: Vec<(Side, [u32; 3])> = triangles.map(|triangle| (side(piece, triangle[0]), triangle)).collect();
    sides.sort_by_key(|(side, _)| *side);
    let (element, surface) = (piece.element, piece.surface);
    let mut joined = Piece { element, surface, positions: Vec::new(), normals: Vec::new(), indices: Vec::new() };
    for triangles in sides.chunk_by(|a, b| a.0 == b.0) {
        let triangles: Vec<[u32; 3]> = triangles.iter().map(|(_, triangle)| *triangle).collect();
        let few = as_few(piece, &triangles).unwrap_or(triangles);
        add(&mut joined, piece, &few);
    }
    joined
}

fn side(piece: &Piece, vertex: u32) -> Side {
    let (at, normal) = (piece.positions[vertex as usize], piece.normals[vertex as usize]);
    let away: f64 = (0..3).map(|i| f64::from(at[i]) * f64::from(normal[i])).sum();
    (normal.map(|n| (n / SAME_NORMAL).round() as i64), (away / SAME_M).round() as i64)
}

/// Fewer triangles that cover the same, between the same vertices; `None` where there are none.
fn as_few(piece: &Piece, old: &[[u32; 3]]) -> Option<Vec<[u32; 3]>> {
    if !(3..MOST).contains(&old.len()) {
        return None;
    }
    let wide = |p: [f32; 3]| p.map(f64::from);
    let axes = Plane { point: [0.0; 3], normal: wide(piece.normals[old[0][0] as usize]) }.normalised()?.axes();
    let flat = |vertex: u32| axes.flat(wide(piece.positions[vertex as usize]));
    let places: Vec<(u32, [f64; 2])> = old.iter().flatten().map(|vertex| (*vertex, flat(*vertex))).collect();
    let mut new: Vec<[[f64; 2]; 3]> = triangles(&outline::rings(outer(piece, old, &axes)));
    new.retain(|triangle| outline::doubled_area(triangle).abs() > SLIVER_M2);
    let [before, after] = [area(old.iter().map(|t| t.map(flat))), area(new.iter().copied())];
    let is_turned = new.iter().any(|triangle| outline::doubled_area(triangle) < 0.0);
    if is_turned || new.len() >= old.len() || (before - after).abs() > SAME_AREA * before {
        return None;
    }
    let vertex = |at: [f64; 2]| places.iter().find(|(_, place)| *place == at).map(|(vertex, _)| *vertex);
    new.into_iter().map(|[a, b, c]| Some([vertex(a)?, vertex(b)?, vertex(c)?])).collect()
}

/// The edges that only one triangle of a side has.
fn outer(piece: &Piece, side: &[[u32; 3]], axes: &Axes) -> Vec<[[f64; 2]; 2]> {
    let at = |vertex: u32| piece.positions[vertex as usize].map(f32::to_bits);
    let mut edges: Vec<[u32; 2]> = side.iter().flat_map(|[a, b, c]| [[*a, *b], [*b, *c], [*c, *a]]).collect();
    let mut known: Vec<[[u32; 3]; 2]> = edges.iter().map(|edge| edge.map(at)).collect();
    known.sort_unstable();
    edges.retain(|[a, b]| known.binary_search(&[at(*b), at(*a)]).is_err());
    let flat = |vertex: u32| axes.flat(piece.positions[vertex as usize].map(f64::from));
    edges.into_iter().map(|edge| edge.map(flat)).collect()
}

fn area(triangles: impl Iterator<Item = [[f64; 2]; 3]>) -> f64 {
    triangles.map(|t| 0.5 * outline::doubled_area(&t)).sum()
}

/// Adds the triangles of one side with the vertices they have.
fn add(to: &mut Piece, from: &Piece, side: &[[u32; 3]]) {
    let mut vertices = side.as_flattened().to_vec();
    vertices.sort_unstable();
    vertices.dedup();
    let first = to.positions.len();
    to.positions.extend(vertices.iter().map(|vertex| from.positions[*vertex as usize]));
    to.normals.extend(vertices.iter().map(|vertex| from.normals[*vertex as usize]));
    let new = |vertex: &u32| (first + vertices.partition_point(|known| known < vertex)) as u32;
    to.indices.extend(side.as_flattened().iter().map(new));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::edges::edges;
    use crate::glb::Surface;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// A wall of cells, some of them open, turned by an angle: every full cell has six sides of two triangles, less those
    /// against full cells.
    fn wall(full: [[bool; 4]; 3], turned: f64) -> Piece {
        let mut piece = Piece {
            element: 7,
            surface: Surface::Solid,
            positions: Vec::new(),
            normals: Vec::new(),
            indices: Vec::new(),
        };
        let is_full = |row: i32, column: i32| {
            (0..3).contains(&row) && (0..4).contains(&column) && full[row as usize][column as usize]
        };
        for (row, column) in (0..3).flat_map(|row| (0..4).map(move |column| (row, column))) {
            let sides = [([-1, 0], [-1.0, 0.0, 0.0]), ([1, 0], [1.0, 0.0, 0.0])];
            let sides = sides.into_iter().chain([([0, -1], [0.0, -1.0, 0.0]), ([0, 1], [0.0, 1.0, 0.0])]);
            for ([along, up], normal) in sides.filter(|_| is_full(row, column)) {
                if !is_full(row + up, column + along) {
                    quad(&mut piece, [column, row], normal, turned);
                }
            }
            for normal in [[0.0, 0.0, 1.0], [0.0, 0.0, -1.0]].iter().filter(|_| is_full(row, column)) {
                quad(&mut piece, [column, row], *normal, turned);
            }
        }
        piece
    }

    /// The side of a cell of 1 x 1 x 0.3 m that looks along `normal`.
    fn quad(piece: &mut Piece, [column, row]: [i32; 2], normal: [f64; 3], turned: f64) {
        let (sin, cos) = turned.sin_cos();
        let turn = |[x, y, z]: [f64; 3]| [x * cos - z * sin, y, x * sin + z * cos].map(|c| c as f32);
        let middle = [f64::from(column) + 0.5, f64::from(row) + 0.5, 0.15];
        let half = [0.5, 0.5, 0.15];
        let axis = normal.iter().position(|n| *n != 0.0).unwrap();
        let [u, v] =
            if normal[axis] > 0.0 { [(axis + 1) % 3, (axis + 2) % 3] } else { [(axis + 2) % 3, (axis + 1) % 3] };
        let first = piece.positions.len() as u32;
        for [a, b] in [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]] {
            let mut at = middle;
            at[axis] += half[axis] * normal[axis];
            at[u] += half[u] * a;
            at[v] += half[v] * b;
            piece.positions.push(turn(at));
            piece.normals.push(turn(normal));
        }
        piece.indices.extend([0, 1, 2, 0, 2, 3].map(|i| first + i));
    }

    /// Area by direction, so that nothing is turned over.
    fn areas(piece: &Piece) -> BTreeMap<[i64; 3], f64> {
        let mut areas: BTreeMap<[i64; 3], f64> = BTreeMap::new();
        for t in piece.indices.chunks_exact(3) {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| piece.positions[i as usize].map(f64::from));
            let (u, v): ([f64; 3], [f64; 3]) =
                (std::array::from_fn(|i| b[i] - a[i]), std::array::from_fn(|i| c[i] - a[i]));
            let cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
            let normal = piece.normals[t[0] as usize];
            let doubled: f64 = (0..3).map(|i| cross[i] * f64::from(normal[i])).sum();
            assert!(doubled > 0.0, "a triangle lies on its face");
            *areas.entry(normal.map(|n| (100.0 * n).round() as i64)).or_default() += 0.5 * doubled;
        }
        areas
    }

    #[test]
    fn a_wall_without_openings_is_a_box() {
        let cells = wall([[true; 4]; 3], 0.4);
        let joined = joined(&cells);
        assert_eq!((cells.indices.len() / 3, joined.indices.len() / 3, joined.positions.len()), (76, 12, 24));
        assert_eq!(edges(&joined).len(), 12);
    }

    proptest! {
        /// Whatever is open, each direction keeps its area, and no vertex is new.
        #[test]
        fn joining_keeps_what_is_covered(full in any::<[[bool; 4]; 3]>(), turned in -3.2..3.2f64) {
            let cells = wall(full, turned);
            let joined = joined(&cells);
            prop_assert!(joined.indices.len() <= cells.indices.len() && joined.positions.len() <= cells.positions.len());
            prop_assert!(joined.positions.iter().all(|p| cells.positions.contains(p)));
            let (before, after) = (areas(&cells), areas(&joined));
            prop_assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
            for (side, area) in before {
                prop_assert!((after[&side] - area).abs() < 1e-3, "{side:?}: {area} m2 became {}", after[&side]);
            }
        }
    }
}
