//! Triangles with what the surface shader needs, gathered into one mesh.

use super::color::linear;
use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use locus_viewer_core::doubt::{Look, Pattern};

/// The flag of what is only assumed, as the shader reads it.
const STIPPLED: f32 = 1.0;
/// A veil of full strength lies this much higher than one of none, metres.
const VEIL_RISE_M: f32 = 0.02;
/// Share of an assumed height above which a wall is seen through.
const ASSUMED_ABOVE: f32 = 0.6;

/// Triangles on their way to a mesh.
#[derive(Default)]
pub struct Faces {
    positions: Vec<[f32; 3]>,
    normals: Vec<[f32; 3]>,
    looks: Vec<[f32; 2]>,
    facts: Vec<[f32; 2]>,
    colors: Vec<[f32; 4]>,
    indices: Vec<u32>,
}

/// How triangles of an element are drawn.
#[derive(Clone, Copy)]
pub struct Drawn {
    /// Hue, hatching, stipple.
    pub look: Look,
    /// The element's number.
    pub element: usize,
    /// Underside and upper side, metres.
    pub span_m: [f32; 2],
}

impl Faces {
    /// Some triangles.
    pub fn add(&mut self, positions: &[[f32; 3]], normals: &[[f32; 3]], indices: &[u32], drawn: &Drawn) {
        let first = self.positions.len() as u32;
        let [low, high] = drawn.span_m;
        let unknown_from = low + ASSUMED_ABOVE * (high - low);
        for (position, normal) in positions.iter().zip(normals) {
            let assumed = if drawn.look.height_assumed { position[1] - unknown_from } else { -1.0 };
            self.positions.push(*position);
            self.normals.push(*normal);
            self.looks.push([pattern(drawn.look.pattern), if drawn.look.stippled { STIPPLED } else { 0.0 }]);
            self.facts.push([assumed, drawn.element as f32]);
            self.colors.push(linear(drawn.look.rgb, 1.0));
        }
        self.indices.extend(indices.iter().map(|index| first + index));
    }

    /// Flat triangles of one colour with their own alphas, `strength` of them; the stronger, the higher they lie.
    pub fn veil(&mut self, triangles: &[([f64; 3], f32)], rgb: [u8; 3], strength: f32, element: usize) {
        for ([x, y, z], share) in triangles {
            let alpha = share * strength;
            self.indices.push(self.positions.len() as u32);
            self.positions.push([*x as f32, *y as f32 + VEIL_RISE_M * alpha, *z as f32]);
            self.normals.push([0.0, 1.0, 0.0]);
            self.looks.push([0.0, 0.0]);
            self.facts.push([-1.0, element as f32]);
            self.colors.push(linear(rgb, alpha));
        }
    }

    /// The mesh; `None` without triangles.
    pub fn mesh(self) -> Option<Mesh> {
        let has_any = !self.indices.is_empty();
        let mesh = || {
            Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
                .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
                .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, self.normals)
                .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, self.looks)
                .with_inserted_attribute(Mesh::ATTRIBUTE_UV_1, self.facts)
                .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colors)
                .with_inserted_indices(Indices::U32(self.indices))
        };
        has_any.then(mesh)
    }
}

fn pattern(pattern: Pattern) -> f32 {
    match pattern {
        Pattern::None => 0.0,
        Pattern::Sparse => 1.0,
        Pattern::Dense => 2.0,
        Pattern::Dots => 3.0,
    }
}
