//! Triangles with flat normals.

/// East, north, up in metres from the anchor.
pub type Enu = [f64; 3];

/// A triangle mesh in scene axes. Every face has its own vertices, so that its normal is its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// Vertices, scene metres.
    pub positions: Vec<[f32; 3]>,
    /// Unit normals, parallel to the positions.
    pub normals: Vec<[f32; 3]>,
    /// Texture coordinates, parallel to the positions or empty; (0, 0) is the north-western corner.
    pub uvs: Vec<[f32; 2]>,
    /// Three per triangle, counter-clockwise seen from outside.
    pub indices: Vec<u32>,
}

impl Mesh {
    /// A flat quadrilateral, counter-clockwise seen from outside. One without area is left out: its neighbours then
    /// share the edge it would have been.
    pub fn quad(&mut self, corners: [Enu; 4]) {
        let [a, b, c, d] = corners;
        self.face(&corners, cross(minus(c, a), minus(d, b)), &[0, 1, 2, 0, 2, 3]);
    }

    /// A triangle, counter-clockwise seen from outside.
    pub fn triangle(&mut self, corners: [Enu; 3]) {
        let [a, b, c] = corners;
        self.face(&corners, cross(minus(b, a), minus(c, a)), &[0, 1, 2]);
    }

    fn face(&mut self, corners: &[Enu], normal: Enu, order: &[u32]) {
        let length = normal.iter().map(|v| v * v).sum::<f64>().sqrt();
        if length <= 1e-12 {
            return;
        }
        let first = self.positions.len() as u32;
        for corner in corners {
            self.positions.push(scene(*corner));
            self.normals.push(scene(normal.map(|v| v / length)));
        }
        self.indices.extend(order.iter().map(|i| first + i));
    }
}

/// East, north, up as x, y, z of the scene.
fn scene([east, north, up]: Enu) -> [f32; 3] {
    // Adding zero turns -0 into 0.
    [east as f32 + 0.0, up as f32 + 0.0, -north as f32 + 0.0]
}

fn minus(a: Enu, b: Enu) -> Enu {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn cross(a: Enu, b: Enu) -> Enu {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Vertex = [i64; 3];

    /// Vertices welded to a tenth of a millimetre.
    fn welded(mesh: &Mesh) -> Vec<[Vertex; 3]> {
        let at = |i: &u32| mesh.positions[*i as usize].map(|v| (f64::from(v) * 1e4).round() as i64);
        mesh.indices.chunks(3).map(|t| [at(&t[0]), at(&t[1]), at(&t[2])]).collect()
    }

    /// Every edge is run through once in each direction: closed, and turned outward everywhere or inward everywhere.
    pub fn is_watertight(mesh: &Mesh) -> bool {
        let mut edges: BTreeMap<(Vertex, Vertex), i32> = BTreeMap::new();
        for [a, b, c] in welded(mesh) {
            for edge in [(a, b), (b, c), (c, a)] {
                *edges.entry(edge).or_default() += 1;
            }
        }
        !edges.is_empty() && edges.iter().all(|((a, b), n)| *n == 1 && edges.get(&(*b, *a)) == Some(&1))
    }

    /// Volume enclosed, positive where normals point outward (divergence theorem).
    pub fn volume(mesh: &Mesh) -> f64 {
        let at = |i: u32| mesh.positions[i as usize].map(f64::from);
        let six = mesh.indices.chunks(3).map(|t| {
            let (a, n) = (at(t[0]), cross(at(t[1]), at(t[2])));
            a[0] * n[0] + a[1] * n[1] + a[2] * n[2]
        });
        six.sum::<f64>() / 6.0
    }

    #[test]
    fn faces_point_where_their_corners_turn() {
        let mut mesh = Mesh::default();
        mesh.quad([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 1.0, 0.0]]);
        assert_eq!(mesh.normals, vec![[0.0, 1.0, 0.0]; 4], "counter-clockwise from above points up");
        assert_eq!(mesh.positions[2], [2.0, 0.0, -1.0], "north is -z");
        let faces = mesh.indices.len();
        mesh.triangle([[0.0; 3], [1.0, 0.0, 0.0], [2.0, 0.0, 0.0]]);
        assert_eq!(mesh.indices.len(), faces, "no area, no face, no NaN normal");
    }
}
