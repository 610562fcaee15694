//! The scenes and their nodes (glTF 2.0, section 3.5): each node once, with the transformation to the scene.

use super::{entry, refuse};
use crate::limits;
use crate::refusal::Refusal;
use gltf_json::{Index, Mesh, Node, Root};
use nalgebra::{Matrix3, Matrix4, Quaternion, Rotation3, Translation3, UnitQuaternion, Vector3};
use std::collections::BTreeSet;

/// A node that shows a mesh.
pub struct Placed<'a> {
    pub name: &'a str,
    pub mesh: &'a Index<Mesh>,
    pub matrix: Matrix,
}

/// From the vertices of a node to the scene: the linear part, that of normals, and the shift.
#[derive(Clone, Copy)]
pub struct Matrix {
    linear: Matrix3<f64>,
    of_normals: Matrix3<f64>,
    shift: Vector3<f64>,
}

/// The nodes with meshes, of all scenes. A node that hangs in two places, or in itself, is refused.
pub fn placed(root: &Root) -> Result<Vec<Placed<'_>>, Refusal> {
    let mut seen = BTreeSet::new();
    let mut placed = Vec::new();
    let roots = root.scenes.iter().flat_map(|scene| &scene.nodes);
    let mut open: Vec<_> = roots.map(|node| (node, Matrix4::identity(), 1)).collect();
    open.reverse();
    while let Some((index, parent, depth)) = open.pop() {
        let node = entry(&root.nodes, index, "node")?;
        let name = node.name.as_deref().unwrap_or_default();
        if !seen.insert(index.value()) {
            return Err(refuse(format!("node \"{name}\" in two places"), "a tree of nodes, each in one place"));
        }
        if depth > limits::GLB_DEPTH {
            return Err(refuse(
                format!("node \"{name}\" {depth} nodes deep"),
                &format!("at most {}", limits::GLB_DEPTH),
            ));
        }
        let matrix = parent * local(node, name)?;
        let children = node.children.iter().flatten().rev();
        open.extend(children.map(|child| (child, matrix, depth + 1)));
        if let Some(mesh) = &node.mesh {
            placed.push(Placed { name, mesh, matrix: Matrix::of(&matrix, name)? });
        }
    }
    Ok(placed)
}

/// The transformation of a node in its parent: a matrix, or translation times rotation times scale.
fn local(node: &Node, name: &str) -> Result<Matrix4<f64>, Refusal> {
    if let Some(matrix) = node.matrix {
        return Ok(Matrix4::from_column_slice(&matrix.map(f64::from)));
    }
    let translation = Translation3::from(Vector3::from(node.translation.unwrap_or_default().map(f64::from)));
    let [x, y, z, w] = node.rotation.map_or([0.0, 0.0, 0.0, 1.0], |rotation| rotation.0.map(f64::from));
    let rotation = UnitQuaternion::try_new(Quaternion::new(w, x, y, z), 1e-3)
        .ok_or_else(|| refuse(format!("a rotation of node \"{name}\" that is none"), "a unit quaternion"))?;
    let scale = Vector3::from(node.scale.unwrap_or([1.0; 3]).map(f64::from));
    let rotation = Rotation3::from(rotation).to_homogeneous();
    Ok(translation.to_homogeneous() * rotation * Matrix4::new_nonuniform_scaling(&scale))
}

impl Matrix {
    /// Refuses what is no affine transformation, or flattens space.
    fn of(matrix: &Matrix4<f64>, name: &str) -> Result<Self, Refusal> {
        let linear = matrix.fixed_view::<3, 3>(0, 0).into_owned();
        let shift = matrix.fixed_view::<3, 1>(0, 3).into_owned();
        let affine = matrix.row(3).iter().eq(&[0.0, 0.0, 0.0, 1.0]) && matrix.iter().all(|number| number.is_finite());
        let inverse = linear.try_inverse().filter(|inverse| affine && inverse.iter().all(|number| number.is_finite()));
        let of_normals = inverse.map(|inverse| inverse.transpose()).ok_or_else(|| {
            refuse(format!("a transformation of node \"{name}\" that cannot be undone"), "an affine transformation")
        })?;
        Ok(Self { linear, of_normals, shift })
    }

    /// Whether it turns clockwise triangles counter-clockwise.
    pub fn is_mirror(&self) -> bool {
        self.linear.determinant() < 0.0
    }
}

impl Placed<'_> {
    /// Vertices in the scene, all within [`limits::VERTEX_M`].
    pub fn positions(&self, mut positions: Vec<[f32; 3]>) -> Result<Vec<[f32; 3]>, Refusal> {
        for position in &mut positions {
            let at = self.matrix.linear * Vector3::from(position.map(f64::from)) + self.matrix.shift;
            let reach = -limits::VERTEX_M..=limits::VERTEX_M;
            if let Some(far) = at.iter().find(|number| !reach.contains(*number)) {
                let found = format!("a vertex of node \"{}\" at {far:e} m", self.name);
                return Err(refuse(found, &format!("at most {} m from the anchor", limits::VERTEX_M)));
            }
            *position = at.map(|number| number as f32).into();
        }
        Ok(positions)
    }

    /// Normals in the scene, of unit length.
    pub fn normals(&self, mut normals: Vec<[f32; 3]>) -> Result<Vec<[f32; 3]>, Refusal> {
        for normal in &mut normals {
            let turned = self.matrix.of_normals * Vector3::from(normal.map(f64::from));
            let unit = turned.try_normalize(0.0).ok_or_else(|| {
                refuse(format!("a normal of node \"{}\" without direction", self.name), "normals of unit length")
            })?;
            *normal = unit.map(|number| number as f32).into();
        }
        Ok(normals)
    }
}
