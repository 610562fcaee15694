//! Lines of a width in pixels, gathered into one mesh.

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;

/// Segments on their way to a mesh.
#[derive(Default)]
pub struct Lines {
    ends: Vec<[f32; 3]>,
    others: Vec<[f32; 3]>,
    sides: Vec<[f32; 2]>,
    colors: Vec<[f32; 4]>,
}

impl Lines {
    /// One segment; `width` in pixels, below 0 where it shrinks with distance; `color` linear.
    pub fn segment(&mut self, from: [f32; 3], to: [f32; 3], width: f32, color: [f32; 4]) {
        let along = std::array::from_fn(|i| to[i] - from[i]);
        let back = along.map(|d: f32| -d);
        for (end, other, side) in [(from, along, 1.0), (from, along, -1.0), (to, back, -1.0), (to, back, 1.0)] {
            self.ends.push(end);
            self.others.push(other);
            self.sides.push([side, width]);
            self.colors.push(color);
        }
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[[f32; 3]], closed: bool, width: f32, color: [f32; 4]) {
        for pair in points.windows(2) {
            self.segment(pair[0], pair[1], width, color);
        }
        if let (true, [first, .., last]) = (closed, points) {
            self.segment(*last, *first, width, color);
        }
    }

    /// The mesh; `None` without segments.
    pub fn mesh(self) -> Option<Mesh> {
        let quads = self.ends.len() as u32 / 4;
        let corners = [0, 1, 2, 0, 2, 3];
        let indices: Vec<u32> = (0..quads).flat_map(|quad| corners.map(|corner| 4 * quad + corner)).collect();
        let mesh = || {
            Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
                .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.ends)
                .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, self.others)
                .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, self.sides)
                .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colors)
                .with_inserted_indices(Indices::U32(indices))
        };
        (quads > 0).then(mesh)
    }
}
