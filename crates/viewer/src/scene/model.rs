//! Walls, floors, openings and objects, in cells of the ground so that what is off screen is skipped at once.

use super::color::linear;
use super::faces::{Drawn, Faces};
use super::lines::Lines;
use super::{Paints, Seen, at_home, number};
use crate::viewed::{Pass, Viewed};
use bevy::camera::visibility::VisibilityRange;
use bevy::prelude::*;
use locus_publish::BundleElement;
use locus_viewer_core::doubt::{Channels, Look, look};
use locus_viewer_core::edges::edges;
use locus_viewer_core::glb::{Piece, Surface};
use locus_viewer_core::session::Session;
use std::collections::BTreeMap;

/// Width of a cell, metres.
const CELL_M: f64 = 60.0;
/// Edges of things farther away than this are not drawn on foot or in orbit, metres.
const EDGES_M: f32 = 250.0;
const EDGE_INK: [u8; 3] = [20, 20, 22];
const EDGE_PX: f32 = 1.0;
/// Shrinks with distance, so that far outlines do not run together.
const OUTLINE_PX: f32 = -3.5;

/// A mesh of the model.
#[derive(Component)]
pub struct ModelPart;

/// The edges of every piece, found once.
#[derive(Resource, Default)]
pub struct Edges(Vec<Vec<[[f32; 3]; 2]>>);

/// Finds the edges.
pub fn find_edges(viewed: Res<Viewed>, mut found: ResMut<Edges>) {
    found.0 = viewed.0.published.model.pieces.iter().map(edges).collect();
}

/// What one cell shows.
#[derive(Default)]
struct Cell {
    faces: Faces,
    edges: Lines,
    outlines: Lines,
}

/// Makes the model again when what is shown of it has changed.
#[allow(clippy::too_many_arguments, reason = "a Bevy system names what it reads")]
pub fn draw(
    mut commands: Commands,
    viewed: Res<Viewed>,
    found: Res<Edges>,
    pass: Res<Pass>,
    paints: Res<Paints>,
    mut meshes: ResMut<Assets<Mesh>>,
    old: Query<Entity, With<ModelPart>>,
    mut seen: Local<Seen<(Vec<bool>, Channels)>>,
) {
    let session = &viewed.0;
    if !seen.is_new((session.visible().to_vec(), session.choices.doubt)) {
        return;
    }
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    let lit = *pass == Pass::Lit;
    for cell in cells(session, &found, lit).into_values() {
        if let Some(mesh) = cell.faces.mesh() {
            commands.spawn((ModelPart, at_home(meshes.add(mesh), &paints.solid)));
        }
        if let Some(mesh) = cell.edges.mesh() {
            // From the cell's own middle: its mesh lies at home, where every cell would be equally far.
            let near = VisibilityRange { use_aabb: true, ..VisibilityRange::abrupt(0.0, EDGES_M) };
            commands.spawn((ModelPart, near, at_home(meshes.add(mesh), &paints.line)));
        }
        if let Some(mesh) = cell.outlines.mesh() {
            commands.spawn((ModelPart, at_home(meshes.add(mesh), &paints.line)));
        }
    }
}

fn cells(session: &Session, found: &Edges, lit: bool) -> BTreeMap<[i64; 2], Cell> {
    let elements = &session.published.bundle.elements;
    let mut cells: BTreeMap<[i64; 2], Cell> = BTreeMap::new();
    for (piece, edges) in session.published.model.pieces.iter().zip(&found.0) {
        if !session.visible()[piece.element] {
            continue;
        }
        let element = &elements[piece.element];
        let look = look(element, session.choices.doubt);
        let at = [element.position[0], element.position[2]].map(|c| (c / CELL_M).floor() as i64);
        let cell = cells.entry(at).or_default();
        let drawn = Drawn { look: lightened(look, piece), element: number(piece.element), span_m: span(element) };
        cell.faces.add(&piece.positions, &piece.normals, &piece.indices, &drawn);
        // A hard edge would make surer what nobody said.
        if lit && !look.stippled {
            edges.iter().for_each(|[a, b]| cell.edges.segment(*a, *b, EDGE_PX, linear(EDGE_INK, 0.7)));
        }
        if let (true, Some(rgb)) = (lit, look.outline) {
            edges.iter().for_each(|[a, b]| cell.outlines.segment(*a, *b, OUTLINE_PX, linear(rgb, 1.0)));
        }
    }
    cells
}

/// Floors are the lighter twins of walls, so that a plan can be read.
fn lightened(look: Look, piece: &Piece) -> Look {
    match piece.surface {
        Surface::Floor => Look { rgb: look.rgb.map(|c| 255 - (255 - c) / 5 * 2), height_assumed: false, ..look },
        Surface::Solid | Surface::Pane => look,
    }
}

fn span(element: &BundleElement) -> [f32; 2] {
    let shape = element.shape.as_ref();
    let low = shape.map_or(element.position[1], |shape| shape.base_m);
    let high = shape.and_then(|shape| shape.top_m).unwrap_or(low);
    [low as f32, high as f32]
}
