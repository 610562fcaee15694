//! The satellite image under the model.

use super::{Images, Seen, at_home, texture};
use crate::adapter::Machine;
use crate::material::ImageMaterial;
use crate::viewed::{Pass, Viewed};
use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;

/// The ground's paint.
#[derive(Resource)]
pub struct GroundPaint(Handle<ImageMaterial>);

/// Lays the ground, where the publication has one.
pub fn spawn(
    mut commands: Commands,
    viewed: Res<Viewed>,
    machine: Res<Machine>,
    pass: Res<Pass>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut images: ResMut<Assets<Image>>,
    mut paints: Images,
) {
    let Some(ground) = &viewed.0.published.model.ground else { return };
    let mesh = Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, ground.positions.clone())
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, ground.normals.clone())
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, ground.uvs.clone())
        .with_inserted_indices(Indices::U32(ground.indices.clone()));
    let image = images.add(texture::texture(&ground.image, machine.preset.quality().ground_px));
    let number_pass = f32::from(u8::from(*pass == Pass::Numbers));
    let paint = paints.add(ImageMaterial { facts: Vec4::new(1.0, 1.0, number_pass, 0.0), image, order: 0.0 });
    commands.spawn(at_home(meshes.add(mesh), &paint));
    commands.insert_resource(GroundPaint(paint));
}

/// Fades the ground as the session says.
pub fn fade(viewed: Res<Viewed>, paint: Option<Res<GroundPaint>>, mut paints: Images, mut seen: Local<Seen<f32>>) {
    let opacity = viewed.0.choices.ground_opacity;
    let Some(paint) = paint else { return };
    if seen.is_new(opacity)
        && let Some(mut material) = paints.get_mut(&paint.0)
    {
        material.facts.x = opacity;
    }
}
