//! A small published facility in a temporary folder, to be tampered with.

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Everything a published facility is written from.
pub struct Made {
    pub bundle: Value,
    pub gltf: Value,
    pub binary: Vec<u8>,
    pub scan: Vec<u8>,
}

/// A facility on the disk; gone when dropped.
pub struct Facility {
    temporary: tempfile::TempDir,
}

impl Facility {
    pub fn path(&self) -> PathBuf {
        self.temporary.path().join("facility")
    }

    pub fn published(&self) -> PathBuf {
        self.path().join("published")
    }
}

impl Made {
    /// A room, its wall with a window, another story of the wall, and ground with imagery.
    pub fn new() -> Self {
        let picture = png(&RgbImage::from_fn(4, 2, |x, y| Rgb([10 * x as u8, 100 * y as u8, 7])));
        let scan = png(&RgbImage::from_pixel(40, 30, Rgb([250; 3])));
        let (gltf, binary) = model(&picture);
        Self { bundle: bundle(), gltf, binary, scan }
    }

    pub fn glb(&self) -> Vec<u8> {
        container(&serde_json::to_vec(&self.gltf).unwrap(), &self.binary)
    }

    /// Writes it with this model, listed by its true SHA-256.
    pub fn write_with(&self, glb: &[u8]) -> Facility {
        let facility = Facility { temporary: tempfile::tempdir().unwrap() };
        fs::create_dir_all(facility.published()).unwrap();
        fs::create_dir(facility.path().join("sketches")).unwrap();
        fs::write(facility.path().join("case.toml"), "format = 1\n").unwrap();
        fs::write(facility.path().join("sketches/a.png"), &self.scan).unwrap();
        fs::write(facility.published().join("model.glb"), glb).unwrap();
        let mut bundle = self.bundle.clone();
        if let Some(files) = bundle.get_mut("files").and_then(Value::as_object_mut) {
            files.insert("model.glb".to_owned(), sha256(glb).into());
        }
        fs::write(facility.published().join("bundle.json"), serde_json::to_vec(&bundle).unwrap()).unwrap();
        facility
    }

    pub fn write(&self) -> Facility {
        self.write_with(&self.glb())
    }

    /// Puts a picture in the place of the ground's.
    pub fn set_ground(&mut self, picture: &[u8], size: [u32; 2]) {
        (self.gltf, self.binary) = model(picture);
        self.bundle["ground"]["size_px"] = json!(size);
    }
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PNG whose header promises more pixels than follow.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&RgbImage::new(1, 1));
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let check = crc32(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&check);
    bytes
}

/// ISO 3309, as PNG wants it (PNG specification, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

/// A binary glTF file of two chunks.
pub fn container(json: &[u8], binary: &[u8]) -> Vec<u8> {
    let padded = |bytes: &[u8], with: u8| {
        let mut bytes = bytes.to_vec();
        bytes.resize(bytes.len().next_multiple_of(4), with);
        bytes
    };
    let mut out = b"glTF\x02\0\0\0\0\0\0\0".to_vec();
    for (kind, bytes) in [(b"JSON", padded(json, b' ')), (b"BIN\0", padded(binary, 0))] {
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend(kind);
        out.extend(bytes);
    }
    let length = out.len() as u32;
    out[8..12].copy_from_slice(&length.to_le_bytes());
    out
}

fn accessor(view: usize, of: u32, shape: &str, count: usize) -> Value {
    json!({"bufferView": view, "componentType": of, "type": shape, "count": count})
}

fn primitive(attributes: Value, material: usize) -> Value {
    json!({"primitives": [{"attributes": attributes, "indices": 3, "material": material}]})
}

/// One upright square of four vertices that every node shows, and a picture. Views: positions, normals, texture
/// coordinates, indices, picture; accessors: the first four.
fn model(picture: &[u8]) -> (Value, Vec<u8>) {
    let floats = |numbers: &[f32]| -> Vec<u8> { numbers.iter().flat_map(|n| n.to_le_bytes()).collect() };
    let positions = floats(&[0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 2.0, 3.0, 0.0, 0.0, 3.0, 0.0]);
    let normals = floats(&[0.0, 0.0, 1.0].repeat(4));
    let uvs = floats(&[0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
    let indices: Vec<u8> = [0u16, 1, 2, 0, 2, 3].iter().flat_map(|i| i.to_le_bytes()).collect();
    let (mut binary, mut views) = (Vec::new(), Vec::new());
    for part in [&positions[..], &normals, &uvs, &indices, picture] {
        views.push(json!({"buffer": 0, "byteOffset": binary.len(), "byteLength": part.len()}));
        binary.extend_from_slice(part);
        binary.resize(binary.len().next_multiple_of(4), 0);
    }
    let mesh = |material: usize| primitive(json!({"POSITION": 0, "NORMAL": 1}), material);
    let gltf = json!({
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"name": "default", "nodes": [0, 1]}, {"name": "hypothesis:b", "nodes": [5]}],
        "nodes": [
            {"name": "terrain", "mesh": 0},
            {"name": "level:L0", "children": [2, 3, 4]},
            {"name": "room", "mesh": 1},
            {"name": "wall-a", "mesh": 2},
            {"name": "window", "mesh": 3},
            {"name": "wall-b", "mesh": 2},
        ],
        "meshes": [
            primitive(json!({"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}), 0), mesh(1), mesh(2), mesh(3),
        ],
        "materials": [
            {"name": "ground", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}},
            {"name": "testified-floor"}, {"name": "testified-solid"}, {"name": "assumed-pane"},
        ],
        "textures": [{"source": 0}],
        "images": [{"bufferView": 4, "mimeType": "image/png"}],
        "accessors": [
            accessor(0, 5126, "VEC3", 4), accessor(1, 5126, "VEC3", 4),
            accessor(2, 5126, "VEC2", 4), accessor(3, 5123, "SCALAR", 6),
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": binary.len()}],
    });
    (gltf, binary)
}

fn element(id: &str, kind: &str) -> Value {
    json!({
        "id": id, "layer": format!("{kind}s"), "kind": kind, "level": "L0", "status": "testified",
        "drawn_by": ["A01"], "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1,
        "sources": [], "radius95_m": 1.5, "position": [1.0, 0.0, 0.0], "glb_node": id,
    })
}

pub fn incident(id: &str) -> Value {
    json!({
        "id": id, "title": {"ko": "시험"}, "summary": {"ko": "시험"}, "victims": [], "perpetrators": [],
        "accounts": ["A01"], "consent": "parties", "level": "L0", "position": [1.0, 0.0, 0.0], "radius95_m": 1.5,
    })
}

fn bundle() -> Value {
    let mut wall = element("wall-a", "wall");
    wall["shape"] = json!({
        "base_m": 0.0, "top_m": 3.0, "line": [[0.0, 0.0], [2.0, 0.0]], "thickness_m": 0.24, "nodes": ["n1", ""],
        "gaps": [{"opening": "window", "line": [[0.5, 0.0], [1.0, 0.0]], "base_m": 1.0, "top_m": 2.0}],
    });
    wall["hypothesis"] = json!("a");
    let mut other = element("wall-b", "wall");
    other["hypothesis"] = json!("b");
    let mut window = element("window", "opening");
    window["host"] = json!("wall-a");
    let hypothesis = |name: &str, default: bool| {
        json!({"name": name, "about": "the wall", "claim": {"en": name}, "accounts": ["A01"], "sources": [],
               "default": default, "rule": "most-accounts", "drawn": true})
    };
    json!({
        "format": "locus-published", "format_version": 1, "software": {"locus": "0.1.0"},
        "case": {"id": "small", "name": {"en": "Small"}, "aliases": [], "type": "prison"},
        "frame": {"epsg": 32652, "name": "WGS 84 / UTM zone 52N", "anchor": [131.5, 39.5],
                  "origin_m": [714_219.0, 4_374_472.0], "convergence_deg": 1.58},
        "levels": [{"id": "L0", "name": {"en": "Ground"}, "ordinal": 0, "elevation_m": 0.0, "height_m": 3.0,
                    "height_assumed": true}],
        "scenes": [{"name": "default"}, {"name": "hypothesis:b", "hypothesis": "b"}],
        "elements": [element("room", "room"), wall, other, window],
        "nodes": [{"id": "node-1", "name": "n1", "level": "L0", "position": [0.0, 0.0], "cov_m2": [0.5, 0.1, 0.4],
                   "radius95_m": 1.6}],
        "hypotheses": [hypothesis("a", true), hypothesis("b", false)],
        "incidents": [incident("I01")],
        "pins": [{"id": "p1", "account": "A01", "position": [3.0, 4.0], "radius95_m": 25.0}],
        "areas": [{"id": "a1", "account": "A01", "rings": [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]}],
        "sheets": [{
            "id": "A01-1", "account": "A01", "level": "L0", "image": "sketches/a.png", "size_px": [40.0, 30.0],
            "method": "affine", "rms_m": 0.4, "loo_rms_m": 0.6, "memory_sd_m": 0.3,
            "paper": [[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0], [0.0, 0.0]],
            "drape": {"scene_from_px": [0.1, 0.0, 0.0, 0.0, 0.1, 0.0], "rms_m": 0.1},
            "drape_grid": {"columns": 2, "rows": 2, "xz": [[0, 0], [4, 0], [0, 3], [4, 3]], "rms_m": 0.0},
            "strokes": [{"id": "A01-1/s1", "kind": "wall", "line": [[0.0, 0.0], [2.0, 0.0]],
                         "px": [[5.0, 5.0], [25.0, 5.0]], "closed": false}],
        }],
        "imagery": [{"id": "2019", "acquired": "2019-10-03"}],
        "ground": {"imagery": "2019", "bounds_m": [0.0, 0.0, 1.0, 1.0], "size_px": [4, 2], "note": ""},
        "views": [{"name": "overview", "eye": [0.0, 9.0, 9.0], "target": [0.0, 0.0, 0.0]}],
        "accounts": [{"id": "A01", "consent": "parties", "discussed_with": []}],
        "statements": [{"id": "A01-s1", "account": "A01", "kind": "count", "of": ["room"], "polarity": "affirms"}],
        "statements_by_key": {"room": ["A01-s1"]},
        "rights": {"licence": "CC0-1.0"},
        "files": {},
    })
}

/// Makes `link` point at `target`.
#[cfg(unix)]
pub fn link(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).unwrap();
}
