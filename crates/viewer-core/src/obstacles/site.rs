//! Places built for tests: a bundle and its model, from walls, doors, areas and nodes.

#![allow(clippy::unwrap_used)]

use crate::glb::{Model, Piece, Surface};
use crate::published::Published;
use crate::saved::Views;
use crate::session::Session;
use locus_publish::{Bundle, BundleElement};
use serde_json::{Value, json};

/// What a test puts together.
#[derive(Clone, Debug, Default)]
pub struct Site {
    levels: Vec<Value>,
    elements: Vec<Value>,
    nodes: Vec<Value>,
}

/// An opening: kind, from where to where along the wall, sill and head.
pub struct Opening(pub &'static str, pub [f64; 2], pub [f64; 2]);

pub const THICKNESS_M: f64 = 0.24;

impl Site {
    pub fn level(mut self, id: &str, elevation_m: f64) -> Self {
        let ordinal = self.levels.len();
        self.levels.push(json!({"id": id, "name": {"en": id}, "ordinal": ordinal, "elevation_m": elevation_m,
            "height_m": 3.0, "height_assumed": false}));
        self
    }

    pub fn element(&mut self, kind: &str, level: &str, shape: Value) -> String {
        let id = format!("{kind}-{}", self.elements.len());
        self.elements.push(json!({"id": id, "layer": "walls", "kind": kind, "level": level, "status": "testified",
            "drawn_by": ["a"], "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1, "sources": [],
            "radius95_m": 1.0, "height_basis": "stated", "position": [0.0, 0.0, 0.0], "shape": shape}));
        id
    }

    pub fn set(&mut self, member: &str, value: Value) {
        let last = self.elements.last_mut().unwrap();
        last[member] = value;
    }

    /// A wall on the ground, 3 m high.
    pub fn wall(&mut self, from: [f64; 2], to: [f64; 2], openings: &[Opening]) {
        self.wall_on("L0", 0.0, from, to, openings);
    }

    pub fn wall_on(&mut self, level: &str, base: f64, from: [f64; 2], to: [f64; 2], openings: &[Opening]) {
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        let at = |s: f64| [from[0] + s / length * (to[0] - from[0]), from[1] + s / length * (to[1] - from[1])];
        let mut gaps = Vec::new();
        for Opening(kind, [a, b], [sill, head]) in openings {
            let line = [at(*a), at(*b)];
            let (sill, head) = (base + sill, base + head);
            let shape = json!({"base_m": sill, "top_m": head, "line": line, "thickness_m": 0.24});
            let opening = self.element(kind, level, shape);
            gaps.push(json!({"opening": opening, "line": line, "base_m": sill, "top_m": head}));
        }
        let shape =
            json!({"base_m": base, "top_m": base + 3.0, "line": [from, to], "thickness_m": THICKNESS_M, "gaps": gaps});
        self.element("wall", level, shape);
    }

    pub fn area(&mut self, kind: &str, level: &str, ring: &[[f64; 2]], rise: [f64; 2]) {
        let mut ring = ring.to_vec();
        ring.push(ring[0]);
        self.element(kind, level, json!({"base_m": rise[0], "top_m": rise[1], "rings": [ring]}));
    }

    pub fn node(&mut self, id: &str, position: [f64; 2], cov_m2: Option<[f64; 3]>) {
        let mut node = json!({"id": id, "name": id, "position": position});
        if let Some(cov) = cov_m2 {
            node["cov_m2"] = json!(cov);
        }
        self.nodes.push(node);
    }

    /// A square room around a place, with a door 0.9 m wide in its northern wall.
    pub fn room(&mut self, [x, z]: [f64; 2], half: f64) {
        let corners = [[x - half, z - half], [x + half, z - half], [x + half, z + half], [x - half, z + half]];
        self.wall(corners[0], corners[1], &[Opening("door", [half - 0.45, half + 0.45], [0.0, 2.0])]);
        for i in 1..4 {
            self.wall(corners[i], corners[(i + 1) % 4], &[]);
        }
        self.area("room", "L0", &corners, [-0.06, 0.01]);
    }

    pub fn bundle(&self) -> Bundle {
        let ground = json!({"id": "L0", "name": {"en": "L0"}, "ordinal": 0, "elevation_m": 0.0, "height_m": 3.0,
            "height_assumed": false});
        let levels = if self.levels.is_empty() { vec![ground] } else { self.levels.clone() };
        let bundle = json!({"format": locus_publish::FORMAT, "format_version": locus_publish::FORMAT_VERSION,
            "software": {}, "case": {"id": "test", "name": {"en": "Test"}, "aliases": [], "type": "prison"},
            "frame": {"epsg": 32652, "name": "UTM 52N", "anchor": [127.0, 38.0], "origin_m": [5e5, 4e6], "convergence_deg": 0.0},
            "levels": levels, "scenes": [], "elements": self.elements, "nodes": self.nodes, "hypotheses": [],
            "incidents": [], "sheets": [], "imagery": [], "views": [], "accounts": [], "statements": [],
            "statements_by_key": {}, "rights": {}, "files": {}});
        Bundle::from_bytes(&serde_json::to_vec(&bundle).unwrap()).unwrap()
    }

    /// A session of the place, as large as a small window.
    pub fn session(&self) -> Session {
        let bundle = self.bundle();
        let model = model(&bundle);
        let published =
            Published { folder: "published".into(), case_folder: None, bundle, sha256: "ab".repeat(32), model };
        let mut session = Session::new(published, Views::default());
        session.viewport_px = [960.0, 540.0];
        session
    }

    pub fn all(&self) -> Vec<bool> {
        vec![true; self.elements.len()]
    }
}

/// The model of a bundle as plain boxes and prisms: what a published folder shows, without mitred corners.
pub fn model(bundle: &Bundle) -> Model {
    let pieces = bundle.elements.iter().enumerate().flat_map(|(i, e)| pieces(i, e)).collect();
    Model { pieces, ground: None }
}

fn pieces(index: usize, element: &BundleElement) -> Vec<Piece> {
    let Some(shape) = &element.shape else { return Vec::new() };
    let top = shape.top_m.unwrap();
    if element.kind == "wall" {
        let kinds = std::iter::once(("", "")).chain(shape.gaps.iter().map(|g| (g.opening.as_str(), "door"))).collect();
        let boxes = super::masonry::pieces(index, shape, top, &kinds);
        return boxes.iter().map(|b| prism(index, &b.rings[0], [b.low, b.high], Surface::Solid)).collect();
    }
    let surface = if element.kind == "room" { Surface::Floor } else { Surface::Solid };
    shape.rings.iter().map(|ring| prism(index, ring, [shape.base_m, top], surface)).collect()
}

/// A convex ring from one height to another.
pub fn prism(element: usize, ring: &[[f64; 2]], [low, high]: [f64; 2], surface: Surface) -> Piece {
    let solid = super::Solid::new(element, vec![ring.to_vec()], [low, high]).unwrap();
    // Left of the ring in (x, z) is right of it seen from above: turned round it is counter-clockwise there.
    let mut ring = solid.rings[0].clone();
    ring.reverse();
    ring.pop();
    let n = ring.len() as u32;
    let at = |y: f64| ring.iter().map(move |p| [p[0] as f32, y as f32, p[1] as f32]);
    let positions: Vec<[f32; 3]> = at(low).chain(at(high)).collect();
    let mut indices = Vec::new();
    for i in 0..n {
        let j = (i + 1) % n;
        indices.extend([i, j, n + j, i, n + j, n + i]);
    }
    for i in 2..n {
        indices.extend([n, n + i - 1, n + i, 0, i, i - 1]);
    }
    Piece { element, surface, normals: vec![[0.0; 3]; positions.len()], positions, indices }
}
