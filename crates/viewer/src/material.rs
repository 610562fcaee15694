//! The three materials: surfaces, lines, images on the ground. No lamps, no shadows: a picture of doubt is a drawing.

use bevy::asset::{load_internal_asset, uuid_handle};
use bevy::mesh::MeshVertexBufferLayoutRef;
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, ColorWrites, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError,
};
use bevy::shader::ShaderRef;
use locus_viewer_core::section::Plane;

/// How many planes cut at once.
pub const PLANES: usize = 4;

const SURFACE: Handle<Shader> = uuid_handle!("6e2a1c60-4d3c-4c0e-9a52-1f0a7a3c9b01");
const LINE: Handle<Shader> = uuid_handle!("6e2a1c60-4d3c-4c0e-9a52-1f0a7a3c9b02");
const IMAGE: Handle<Shader> = uuid_handle!("6e2a1c60-4d3c-4c0e-9a52-1f0a7a3c9b03");

/// Adds the materials.
pub struct MaterialsPlugin;

impl Plugin for MaterialsPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, SURFACE, "surface.wgsl", Shader::from_wgsl);
        load_internal_asset!(app, LINE, "line.wgsl", Shader::from_wgsl);
        load_internal_asset!(app, IMAGE, "image.wgsl", Shader::from_wgsl);
        app.add_plugins((
            MaterialPlugin::<SurfaceMaterial>::default(),
            MaterialPlugin::<LineMaterial>::default(),
            MaterialPlugin::<ImageMaterial>::default(),
        ));
    }
}

/// What cuts, as the shaders want it.
#[derive(Clone, Copy, Debug, Default, ShaderType)]
pub struct Cuts {
    /// Unit normal and offset.
    pub planes: [Vec4; PLANES],
    /// See the shader that reads it.
    pub facts: Vec4,
}

impl Cuts {
    /// Of planes; those beyond [`PLANES`] cannot be asked for.
    pub fn new(planes: &[Plane]) -> Self {
        let mut cuts = Self::default();
        for (into, plane) in cuts.planes.iter_mut().zip(planes) {
            let normal = Vec3::from_array(plane.normal.map(|n| n as f32));
            *into = normal.extend(normal.dot(Vec3::from_array(plane.point.map(|p| p as f32))));
        }
        cuts.facts.x = planes.len().min(PLANES) as f32;
        cuts
    }
}

/// How a surface covers what is behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coat {
    /// Wholly.
    Solid,
    /// As the alpha of its vertices says, where nothing of its [`Coat::Mask`] is nearer.
    Veil,
    /// Not at all, but it is remembered how near it is. Bands of a veil that lie the higher the stronger they are thus show
    /// the strongest alone, instead of adding up to more than any of them says.
    Mask,
}

/// Walls, floors, caps, halos.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
#[bind_group_data(Coat)]
pub struct SurfaceMaterial {
    /// Planes, their number, the selected element, whether element numbers are asked for.
    #[uniform(0)]
    pub cuts: Cuts,
    /// How it covers.
    pub coat: Coat,
}

impl From<&SurfaceMaterial> for Coat {
    fn from(material: &SurfaceMaterial) -> Self {
        material.coat
    }
}

impl Material for SurfaceMaterial {
    fn fragment_shader() -> ShaderRef {
        SURFACE.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        match self.coat {
            Coat::Solid => AlphaMode::Opaque,
            Coat::Veil => AlphaMode::Blend,
            // After everything solid: it would hide the ground otherwise.
            Coat::Mask => AlphaMode::Mask(0.5),
        }
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        _: &MeshVertexBufferLayoutRef,
        key: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        // A cut lets one look into solids: their far sides must be there.
        descriptor.primitive.cull_mode = None;
        if key.bind_group_data == Coat::Mask
            && let Some(fragment) = &mut descriptor.fragment
        {
            fragment.targets.iter_mut().flatten().for_each(|target| target.write_mask = ColorWrites::empty());
        }
        Ok(())
    }
}

/// Strokes, outlines, ellipses, hatching of caps.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
pub struct LineMaterial {
    /// Planes, their number, enlargement of the widths.
    #[uniform(0)]
    pub cuts: Cuts,
}

impl Material for LineMaterial {
    fn vertex_shader() -> ShaderRef {
        LINE.into()
    }

    fn fragment_shader() -> ShaderRef {
        LINE.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        AlphaMode::Blend
    }

    /// Drawn after scans and veils.
    fn depth_bias(&self) -> f32 {
        1_000.0
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        _: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        descriptor.vertex.buffers = vec![layout.0.get_layout(&[
            Mesh::ATTRIBUTE_POSITION.at_shader_location(0),
            Mesh::ATTRIBUTE_NORMAL.at_shader_location(1),
            Mesh::ATTRIBUTE_UV_0.at_shader_location(2),
            Mesh::ATTRIBUTE_COLOR.at_shader_location(3),
        ])?];
        descriptor.primitive.cull_mode = None;
        Ok(())
    }
}

/// The satellite image, a scan.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
pub struct ImageMaterial {
    /// How much shows; 1 towards paper, 0 towards nothing; 1 for the pass of element numbers.
    #[uniform(0)]
    pub facts: Vec4,
    /// The pixels.
    #[texture(1)]
    #[sampler(2)]
    pub image: Handle<Image>,
    /// Order among things at one height.
    pub order: f32,
}

impl Material for ImageMaterial {
    fn fragment_shader() -> ShaderRef {
        IMAGE.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        if self.facts.y > 0.5 { AlphaMode::Opaque } else { AlphaMode::Blend }
    }

    fn depth_bias(&self) -> f32 {
        self.order
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }
}
