//! Reading `model.glb` (Khronos, glTF 2.0): triangles by element, and the ground.
//!
//! Only what Locus writes is read: one buffer inside the file, triangles with positions, normals and indices, one node
//! per element, named by it. Whatever a file asks to be fetched from elsewhere is refused, not skipped. The JSON is
//! read by `gltf-json`. The crate `gltf` above it is not used: it takes lengths and counts on trust and panics.

mod buffer;
mod container;
mod ground;
mod tree;

use crate::limits;
use crate::published::{REPUBLISH, count};
use crate::refusal::Refusal;
use buffer::Buffer;
use gltf_json::mesh::{Mode, Primitive, Semantic};
use gltf_json::validation::Checked::Valid;
use gltf_json::{Index, Root};
use locus_publish::Bundle;
use std::collections::{BTreeMap, BTreeSet};
use tree::Placed;

/// Its name in the published folder.
pub(crate) const FILE: &str = "model.glb";
/// The node of the ground.
const TERRAIN: &str = "terrain";
/// How many entries the lists of its JSON may have.
const ENTRIES: [(&str, usize); 14] = [
    ("accessors", limits::ACCESSORS),
    ("animations", limits::GLB_RECORDS),
    ("buffers", limits::GLB_RECORDS),
    ("bufferViews", limits::GLB_RECORDS),
    ("cameras", limits::GLB_RECORDS),
    ("extensionsRequired", limits::GLB_RECORDS),
    ("extensionsUsed", limits::GLB_RECORDS),
    ("images", limits::GLB_RECORDS),
    ("materials", limits::GLB_RECORDS),
    ("meshes", 2 * limits::ELEMENTS),
    ("nodes", 2 * limits::ELEMENTS),
    ("samplers", limits::GLB_RECORDS),
    ("scenes", limits::GLB_RECORDS),
    ("textures", limits::GLB_RECORDS),
];

/// What part of a thing a piece shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surface {
    /// Walls, buildings, objects.
    Solid,
    /// Floors.
    Floor,
    /// What fills windows and gates.
    Pane,
}

/// Triangles of one element, scene metres.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its place in `bundle.elements`.
    pub element: usize,
    /// What of it this is.
    pub surface: Surface,
    /// Vertices.
    pub positions: Vec<[f32; 3]>,
    /// Their normals: as many, of unit length.
    pub normals: Vec<[f32; 3]>,
    /// Three per triangle, counter-clockwise seen from outside; all of them are vertices.
    pub indices: Vec<u32>,
}

/// The ground under the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// Vertices, scene metres.
    pub positions: Vec<[f32; 3]>,
    /// Their normals.
    pub normals: Vec<[f32; 3]>,
    /// Their places in the image: fractions from its upper left; all zero on plain ground.
    pub uvs: Vec<[f32; 2]>,
    /// Three per triangle.
    pub indices: Vec<u32>,
    /// The imagery, sRGB, opaque; of plain ground (`bundle.ground` is absent) one pixel of its colour.
    pub image: image::RgbaImage,
}

/// The model: every element that has a node, of every alternative, once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// By element, in the order of the file.
    pub pieces: Vec<Piece>,
    /// The ground, where there is one.
    pub ground: Option<Ground>,
}

/// Reads the model of a bundle. Positions and normals are in scene metres: the transformations of nodes are applied.
///
/// # Errors
/// [`Refusal`] where the container is cut or its lengths lie, where anything lies outside the file or beyond
/// [`crate::limits`], where a number is not finite, and where model and bundle do not show the same elements.
pub fn read(bytes: &[u8], bundle: &Bundle) -> Result<Model, Refusal> {
    let chunks = container::split(bytes)?;
    count::entries(FILE, chunks.json, &ENTRIES)?;
    let root = root(chunks.json)
        .map_err(|error| refuse(format!("a JSON chunk that cannot be read ({error})"), "the JSON of glTF 2.0"))?;
    nothing_outside(&root)?;
    same_scenes(&root, bundle)?;
    let placed = tree::placed(&root)?;
    let mut reader = Reader { root: &root, buffer: Buffer::new(&root, chunks.binary)? };
    reader.model(&placed, bundle)
}

/// The JSON of a model. A scene in which nothing stands has no `nodes` (glTF 2.0, section 5.25), which the crate's types
/// do not know.
fn root(json: &[u8]) -> serde_json::Result<Root> {
    serde_json::from_slice(json).or_else(|error| {
        let mut value: serde_json::Value = serde_json::from_slice(json)?;
        let scenes = value["scenes"].as_array_mut().map(Vec::as_mut_slice).unwrap_or_default();
        let mut empty =
            scenes.iter_mut().filter_map(|scene| scene.as_object_mut()).filter(|s| !s.contains_key("nodes")).peekable();
        empty.peek().ok_or(error)?;
        for scene in empty {
            scene.insert("nodes".to_owned(), serde_json::Value::Array(Vec::new()));
        }
        serde_json::from_value(value)
    })
}

/// A refusal of the model.
fn refuse(found: impl AsRef<str>, expected: &str) -> Refusal {
    Refusal::new(FILE, found, expected, format!("do not edit published files; {REPUBLISH}"))
}

/// The entry a number in the JSON names.
fn entry<'a, T>(list: &'a [T], index: &Index<T>, what: &str) -> Result<&'a T, Refusal> {
    list.get(index.value()).ok_or_else(|| {
        refuse(format!("{what} number {} of {}", index.value(), list.len()), "the number of one that exists")
    })
}

/// Refuses whatever a reader would have to fetch, or would need an extension for.
fn nothing_outside(root: &Root) -> Result<(), Refusal> {
    let buffers = root.buffers.iter().filter_map(|buffer| buffer.uri.as_ref());
    let images = root.images.iter().filter_map(|image| image.uri.as_ref());
    if let Some(uri) = buffers.chain(images).next() {
        return Err(refuse(format!("a part outside the file, at \"{uri}\""), "everything inside the file"));
    }
    if let Some(extension) = root.extensions_required.first() {
        return Err(refuse(format!("the extension \"{extension}\", which it requires"), "glTF 2.0 without extensions"));
    }
    if root.accessors.iter().any(|accessor| accessor.sparse.is_some()) {
        return Err(refuse("a sparse accessor", "accessors that hold all their values"));
    }
    Ok(())
}

fn same_scenes(root: &Root, bundle: &Bundle) -> Result<(), Refusal> {
    let has: Vec<&str> = root.scenes.iter().map(|scene| scene.name.as_deref().unwrap_or_default()).collect();
    let told: Vec<&str> = bundle.scenes.iter().map(|scene| scene.name.as_str()).collect();
    if has == told {
        return Ok(());
    }
    Err(refuse(format!("the scenes {has:?}"), &format!("those of bundle.json, {told:?}")))
}

struct Reader<'a> {
    root: &'a Root,
    buffer: Buffer<'a>,
}

/// Triangles in scene metres.
struct Triangles {
    positions: Vec<[f32; 3]>,
    normals: Vec<[f32; 3]>,
    indices: Vec<u32>,
}

impl Reader<'_> {
    fn model(&mut self, placed: &[Placed], bundle: &Bundle) -> Result<Model, Refusal> {
        let known = shown(bundle)?;
        let mut model = Model::default();
        let mut seen = BTreeSet::new();
        for node in placed {
            if !seen.insert(node.name) {
                return Err(refuse(format!("two nodes \"{}\"", node.name), "one node for each element"));
            }
            match known.get(node.name) {
                Some(element) => self.pieces(node, *element, &mut model.pieces)?,
                None if node.name == TERRAIN => model.ground = Some(self.ground(node, bundle.ground.as_ref())?),
                None => {
                    let found = format!("a node \"{}\" that shows no element of bundle.json", node.name);
                    return Err(refuse(found, "only what bundle.json gives the sources of"));
                }
            }
        }
        match known.keys().find(|name| !seen.contains(*name)) {
            Some(name) => {
                Err(refuse(format!("no node \"{name}\""), "a node for every element bundle.json says is shown"))
            }
            None => Ok(model),
        }
    }

    fn pieces(&mut self, node: &Placed, element: usize, pieces: &mut Vec<Piece>) -> Result<(), Refusal> {
        for primitive in &entry(&self.root.meshes, node.mesh, "mesh")?.primitives {
            let surface = self.surface(primitive, node.name)?;
            let Triangles { positions, normals, indices } = self.triangles(primitive, node)?;
            pieces.push(Piece { element, surface, positions, normals, indices });
        }
        Ok(())
    }

    fn surface(&self, primitive: &Primitive, node: &str) -> Result<Surface, Refusal> {
        let material = primitive.material.as_ref().map(|index| entry(&self.root.materials, index, "material"));
        let name = material.transpose()?.and_then(|material| material.name.as_deref()).unwrap_or_default();
        match name.rsplit_once('-').map(|(_, part)| part) {
            Some("solid") => Ok(Surface::Solid),
            Some("floor") => Ok(Surface::Floor),
            Some("pane") => Ok(Surface::Pane),
            _ => Err(refuse(
                format!("the material \"{name}\" on node \"{node}\""),
                "a material whose name ends in -solid, -floor or -pane",
            )),
        }
    }

    fn triangles(&mut self, primitive: &Primitive, node: &Placed) -> Result<Triangles, Refusal> {
        let of = |part: &str| format!("the {part} of node \"{}\"", node.name);
        if primitive.mode != Valid(Mode::Triangles) {
            return Err(refuse(format!("node \"{}\" not made of triangles", node.name), "triangles"));
        }
        let attribute = |semantic, part: &str| {
            let index = primitive.attributes.get(&Valid(semantic));
            index.ok_or_else(|| refuse(format!("no {}", of(part).trim_start_matches("the ")), "positions and normals"))
        };
        let positions = self.buffer.vectors(attribute(Semantic::Positions, "positions")?, &of("positions"))?;
        let normals = self.buffer.vectors(attribute(Semantic::Normals, "normals")?, &of("normals"))?;
        let index = primitive.indices.as_ref();
        let index = index.ok_or_else(|| refuse(format!("no indices of node \"{}\"", node.name), "indices"))?;
        let mut indices = self.buffer.indices(index, &of("indices"))?;
        if normals.len() != positions.len() {
            let found =
                format!("{} positions and {} normals of node \"{}\"", positions.len(), normals.len(), node.name);
            return Err(refuse(found, "as many of both"));
        }
        if indices.len() % 3 != 0 {
            return Err(refuse(format!("{} indices of node \"{}\"", indices.len(), node.name), "three per triangle"));
        }
        if let Some(index) = indices.iter().find(|index| **index as usize >= positions.len()) {
            let found = format!("vertex {index} of node \"{}\"", node.name);
            return Err(refuse(found, &format!("one of its {} vertices", positions.len())));
        }
        if node.matrix.is_mirror() {
            indices.chunks_exact_mut(3).for_each(|triangle| triangle.swap(1, 2));
        }
        Ok(Triangles { positions: node.positions(positions)?, normals: node.normals(normals)?, indices })
    }
}

/// The elements that have a node, by its name.
fn shown(bundle: &Bundle) -> Result<BTreeMap<&str, usize>, Refusal> {
    let mut known = BTreeMap::new();
    for (index, element) in bundle.elements.iter().enumerate() {
        let Some(node) = &element.glb_node else { continue };
        if known.insert(node.as_str(), index).is_some() {
            return Err(refuse(format!("one node \"{node}\" for two elements of bundle.json"), "a node for each"));
        }
    }
    Ok(known)
}
