//! The edges of a solid that a draughtsman would draw: where it ends, and where it bends by more than a wall's corner hides.

use crate::glb::Piece;
use std::collections::BTreeMap;

/// Vertices nearer than this are one, metres.
const SAME_M: f32 = 1e-3;
/// Faces that meet at less than this angle are one face: its cosine (25 degrees).
const BEND: f32 = 0.906;

type Corner = [i64; 3];

/// The drawn edges of a piece, scene metres.
pub fn edges(piece: &Piece) -> Vec<[[f32; 3]; 2]> {
    let corner = |index: u32| piece.positions[index as usize].map(|c| (c / SAME_M).round() as i64);
    let mut faces: BTreeMap<[Corner; 2], Vec<(Edge, [f32; 3])>> = BTreeMap::new();
    for triangle in piece.indices.chunks_exact(3) {
        let normal = piece.normals[triangle[0] as usize];
        for (from, to) in [(0, 1), (1, 2), (2, 0)] {
            let mut key = [corner(triangle[from]), corner(triangle[to])];
            key.sort_unstable();
            let edge = [triangle[from], triangle[to]].map(|index| piece.positions[index as usize]);
            faces.entry(key).or_default().push((edge, normal));
        }
    }
    let drawn = faces.into_values().filter(|faces| is_drawn(faces));
    drawn.map(|faces| faces[0].0).collect()
}

type Edge = [[f32; 3]; 2];

fn is_drawn(faces: &[(Edge, [f32; 3])]) -> bool {
    let cosine = |a: [f32; 3], b: [f32; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    match faces {
        [(_, a), (_, b)] => cosine(*a, *b) < BEND,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glb::Surface;

    /// A box of two triangles a side, every side with its own vertices.
    fn solid(size: [f32; 3]) -> Piece {
        let mut piece = Piece {
            element: 0,
            surface: Surface::Solid,
            positions: Vec::new(),
            normals: Vec::new(),
            indices: Vec::new(),
        };
        for axis in 0..3 {
            for side in [0.0, 1.0] {
                let start = piece.positions.len() as u32;
                for (u, v) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)] {
                    let mut at = [0.0; 3];
                    at[axis] = side * size[axis];
                    at[(axis + 1) % 3] = u * size[(axis + 1) % 3];
                    at[(axis + 2) % 3] = v * size[(axis + 2) % 3];
                    piece.positions.push(at);
                    let mut normal = [0.0; 3];
                    normal[axis] = 2.0 * side - 1.0;
                    piece.normals.push(normal);
                }
                piece.indices.extend([0, 1, 2, 0, 2, 3].map(|i| start + i));
            }
        }
        piece
    }

    #[test]
    fn a_box_has_twelve_edges_and_no_diagonals() {
        let found = edges(&solid([4.0, 3.0, 0.2]));
        assert_eq!(found.len(), 12);
        for [a, b] in found {
            let differing = (0..3).filter(|&i| (a[i] - b[i]).abs() > 1e-6).count();
            assert_eq!(differing, 1, "{a:?} {b:?}");
        }
    }

    #[test]
    fn an_open_sheet_is_drawn_round() {
        let mut piece = solid([1.0, 1.0, 1.0]);
        piece.indices.truncate(6);
        assert_eq!(edges(&piece).len(), 4);
    }
}
