//! The binary glTF container (Khronos, glTF 2.0, sections 3 and 4.4): a JSON chunk and one buffer.

use super::material::Paint;
use super::mesh::Mesh;
use crate::properties::Properties;
use crate::{Inputs, PublishError};
use gltf_json as json;
use json::accessor::{ComponentType, GenericComponentType, Type};
use json::buffer::{Stride, Target, View};
use json::material::{AlphaMode, PbrBaseColorFactor, PbrMetallicRoughness, StrengthFactor};
use json::mesh::{Mode, Primitive, Semantic};
use json::texture::{MagFilter, MinFilter, Sampler, WrappingMode};
use json::validation::{Checked::Valid, USize64};
use json::{Accessor, Index, Material, Root};
use serde_json::Value;
use std::collections::BTreeMap;

const FILE: &str = "model.glb";
const MAGIC: &[u8; 4] = b"glTF";
const CONTAINER_VERSION: u32 = 2;
const GROUND_RGBA: [f32; 4] = [0.5, 0.5, 0.5, 1.0];

/// A node of the file being written.
pub type NodeIndex = Index<json::Node>;

/// The parts of the buffer, in the order they are laid down: one buffer view each.
#[derive(Clone, Copy)]
enum Part {
    Positions,
    Normals,
    Uvs,
    Indices,
    Image,
}

/// A glTF file being written.
pub struct Writer {
    root: Root,
    parts: [Vec<u8>; 5],
    materials: BTreeMap<String, Index<Material>>,
}

impl Writer {
    /// An empty file that says who wrote it.
    pub fn new(inputs: &Inputs) -> Self {
        let mut root = Root::default();
        let version = inputs.software.get("locus").map(String::as_str).unwrap_or_default();
        root.asset.generator = Some(format!("Locus {version}").trim_end().to_owned());
        root.asset.copyright = inputs.case().rights.licence.clone();
        Self { root, parts: Default::default(), materials: BTreeMap::new() }
    }

    /// A scene.
    pub fn scene(&mut self, name: &str, extras: &Properties, nodes: Vec<NodeIndex>) -> Result<(), PublishError> {
        let scene = json::Scene { extensions: None, extras: raw(extras)?, name: Some(name.to_owned()), nodes };
        let index = self.root.push(scene);
        self.root.scene.get_or_insert(index);
        Ok(())
    }

    /// A node that only holds others.
    pub fn group(
        &mut self,
        name: &str,
        extras: &Properties,
        children: Vec<NodeIndex>,
    ) -> Result<NodeIndex, PublishError> {
        let children = (!children.is_empty()).then_some(children);
        let node = json::Node { children, extras: raw(extras)?, name: Some(name.to_owned()), ..Default::default() };
        Ok(self.root.push(node))
    }

    /// A node that shows a mesh.
    pub fn node(
        &mut self,
        name: &str,
        extras: &Properties,
        mesh: &Mesh,
        paint: &Paint,
    ) -> Result<NodeIndex, PublishError> {
        let material = self.material(paint);
        self.mesh_node(name, extras, mesh, material)
    }

    /// The ground without imagery.
    pub fn plain_ground(&mut self, extras: &Properties, mesh: &Mesh) -> Result<NodeIndex, PublishError> {
        let material = self.material(&Paint { name: "ground".to_owned(), rgba: GROUND_RGBA });
        self.mesh_node("terrain", extras, mesh, material)
    }

    /// The ground with imagery, as JPEG.
    pub fn textured(&mut self, extras: &Properties, mesh: &Mesh, jpeg: Vec<u8>) -> Result<NodeIndex, PublishError> {
        self.parts[Part::Image as usize] = jpeg;
        let image = self.root.push(json::Image {
            // Numbered when the parts are laid down.
            buffer_view: Some(Index::new(Part::Image as u32)),
            mime_type: Some(json::image::MimeType("image/jpeg".to_owned())),
            name: Some("ground".to_owned()),
            uri: None,
            extensions: None,
            extras: None,
        });
        let sampler = self.root.push(Sampler {
            mag_filter: Some(Valid(MagFilter::Linear)),
            min_filter: Some(Valid(MinFilter::LinearMipmapLinear)),
            wrap_s: Valid(WrappingMode::ClampToEdge),
            wrap_t: Valid(WrappingMode::ClampToEdge),
            ..Default::default()
        });
        let texture = self.root.push(json::Texture {
            name: Some("ground".to_owned()),
            sampler: Some(sampler),
            source: image,
            extensions: None,
            extras: None,
        });
        let mut material = plain("ground", [1.0; 4]);
        material.pbr_metallic_roughness.base_color_texture =
            Some(json::texture::Info { index: texture, tex_coord: 0, extensions: None, extras: None });
        let material = self.root.push(material);
        self.mesh_node("terrain", extras, mesh, material)
    }

    fn material(&mut self, paint: &Paint) -> Index<Material> {
        if let Some(known) = self.materials.get(&paint.name) {
            return *known;
        }
        let index = self.root.push(plain(&paint.name, paint.rgba));
        self.materials.insert(paint.name.clone(), index);
        index
    }

    fn mesh_node(
        &mut self,
        name: &str,
        extras: &Properties,
        mesh: &Mesh,
        material: Index<Material>,
    ) -> Result<NodeIndex, PublishError> {
        let mut attributes = BTreeMap::from([
            (Valid(Semantic::Positions), self.positions(&mesh.positions)),
            (Valid(Semantic::Normals), self.vectors(Part::Normals, Type::Vec3, &mesh.normals)),
        ]);
        if !mesh.uvs.is_empty() {
            attributes.insert(Valid(Semantic::TexCoords(0)), self.vectors(Part::Uvs, Type::Vec2, &mesh.uvs));
        }
        let indices: Vec<u8> = mesh.indices.iter().flat_map(|i| i.to_le_bytes()).collect();
        let count = mesh.indices.len();
        let indices = self.accessor(Part::Indices, ComponentType::U32, Type::Scalar, count, &indices);
        let primitive = Primitive {
            attributes,
            indices: Some(indices),
            material: Some(material),
            mode: Valid(Mode::Triangles),
            targets: None,
            extensions: None,
            extras: None,
        };
        let mesh = self.root.push(json::Mesh {
            name: Some(name.to_owned()),
            primitives: vec![primitive],
            weights: None,
            extensions: None,
            extras: None,
        });
        let node =
            json::Node { mesh: Some(mesh), extras: raw(extras)?, name: Some(name.to_owned()), ..Default::default() };
        Ok(self.root.push(node))
    }

    fn positions(&mut self, positions: &[[f32; 3]]) -> Index<Accessor> {
        let index = self.vectors(Part::Positions, Type::Vec3, positions);
        let bound = |start: f32, pick: fn(f32, f32) -> f32| {
            let bounds: [f32; 3] = std::array::from_fn(|axis| positions.iter().map(|p| p[axis]).fold(start, pick));
            Some(Value::from(bounds.to_vec()))
        };
        let accessor = &mut self.root.accessors[index.value()];
        accessor.min = bound(f32::INFINITY, f32::min);
        accessor.max = bound(f32::NEG_INFINITY, f32::max);
        index
    }

    fn vectors<const N: usize>(&mut self, part: Part, of: Type, values: &[[f32; N]]) -> Index<Accessor> {
        let bytes: Vec<u8> = values.iter().flatten().flat_map(|v| v.to_le_bytes()).collect();
        self.accessor(part, ComponentType::F32, of, values.len(), &bytes)
    }

    fn accessor(&mut self, part: Part, of: ComponentType, shape: Type, count: usize, bytes: &[u8]) -> Index<Accessor> {
        let buffer = &mut self.parts[part as usize];
        let offset = buffer.len();
        buffer.extend_from_slice(bytes);
        self.root.push(Accessor {
            // Numbered when the parts are laid down.
            buffer_view: Some(Index::new(part as u32)),
            byte_offset: Some(USize64::from(offset)),
            count: USize64::from(count),
            component_type: Valid(GenericComponentType(of)),
            type_: Valid(shape),
            min: None,
            max: None,
            name: None,
            normalized: false,
            sparse: None,
            extensions: None,
            extras: None,
        })
    }

    /// The file.
    pub fn finish(mut self) -> Result<Vec<u8>, PublishError> {
        let buffer = self.lay_down();
        let text = self.root.to_vec().map_err(|e| PublishError::compose(FILE, e))?;
        container(text, buffer)
    }

    /// One buffer of all parts that hold anything, each on a multiple of four bytes, and their views.
    fn lay_down(&mut self) -> Vec<u8> {
        let length = self.parts.iter().map(|part| part.len().next_multiple_of(4)).sum::<usize>();
        let mut buffer = Vec::with_capacity(length);
        if length == 0 {
            return buffer;
        }
        let whole = self.root.push(json::Buffer {
            byte_length: USize64::from(length),
            name: None,
            uri: None,
            extensions: None,
            extras: None,
        });
        let mut views = BTreeMap::new();
        for (part, bytes) in std::mem::take(&mut self.parts).iter().enumerate().filter(|(_, bytes)| !bytes.is_empty()) {
            let (target, stride) = layout(part);
            let view = View {
                buffer: whole,
                byte_length: USize64::from(bytes.len()),
                byte_offset: Some(USize64::from(buffer.len())),
                byte_stride: stride.map(Stride),
                name: None,
                target: target.map(Valid),
                extensions: None,
                extras: None,
            };
            views.insert(part, self.root.push(view));
            buffer.extend_from_slice(bytes);
            buffer.resize(buffer.len().next_multiple_of(4), 0);
        }
        let numbers = self.root.accessors.iter_mut().map(|a| &mut a.buffer_view);
        for number in numbers.chain(self.root.images.iter_mut().map(|i| &mut i.buffer_view)) {
            *number = number.and_then(|part| views.get(&part.value()).copied());
        }
        buffer
    }
}

/// What a part of the buffer is bound to, and the distance between its vertices, bytes.
fn layout(part: usize) -> (Option<Target>, Option<usize>) {
    match part {
        p if p == Part::Positions as usize || p == Part::Normals as usize => (Some(Target::ArrayBuffer), Some(12)),
        p if p == Part::Uvs as usize => (Some(Target::ArrayBuffer), Some(8)),
        p if p == Part::Indices as usize => (Some(Target::ElementArrayBuffer), None),
        _ => (None, None),
    }
}

fn plain(name: &str, rgba: [f32; 4]) -> Material {
    Material {
        name: Some(name.to_owned()),
        alpha_mode: Valid(if rgba[3] < 1.0 { AlphaMode::Blend } else { AlphaMode::Opaque }),
        pbr_metallic_roughness: PbrMetallicRoughness {
            base_color_factor: PbrBaseColorFactor(rgba),
            metallic_factor: StrengthFactor(0.0),
            roughness_factor: StrengthFactor(0.9),
            ..Default::default()
        },
        ..Default::default()
    }
}

fn raw(extras: &Properties) -> Result<json::Extras, PublishError> {
    serde_json::value::to_raw_value(&extras.0).map(Some).map_err(|e| PublishError::compose(FILE, e))
}

/// Header, JSON chunk padded with spaces, binary chunk (absent where empty).
fn container(mut text: Vec<u8>, buffer: Vec<u8>) -> Result<Vec<u8>, PublishError> {
    text.resize(text.len().next_multiple_of(4), b' ');
    let chunks: Vec<(&[u8; 4], &[u8])> =
        [(b"JSON", &text[..]), (b"BIN\0", &buffer[..])].into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect();
    let length = 12 + chunks.iter().map(|(_, bytes)| 8 + bytes.len()).sum::<usize>();
    let u32_of = |n: usize| u32::try_from(n).map_err(|_| PublishError::compose(FILE, "larger than 4 GiB"));
    let mut out = Vec::with_capacity(length);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&CONTAINER_VERSION.to_le_bytes());
    out.extend_from_slice(&u32_of(length)?.to_le_bytes());
    for (kind, bytes) in chunks {
        out.extend_from_slice(&u32_of(bytes.len())?.to_le_bytes());
        out.extend_from_slice(kind);
        out.extend_from_slice(bytes);
    }
    Ok(out)
}
