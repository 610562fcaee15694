//! The session as meshes. Each part is made again only when something it shows has changed; what stands still costs nothing.

mod caps;
mod color;
mod faces;
mod ground;
mod lines;
mod model;
mod overlay;
mod sheets;
mod texture;

use crate::camera::PictureArea;
use crate::material::{Coat, Cuts, ImageMaterial, LineMaterial, SurfaceMaterial};
use crate::viewed::{Pass, Viewed};
use bevy::prelude::*;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::session::Session;

/// Adds the scene.
pub struct ScenePlugin;

impl Plugin for ScenePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Paints>()
            .init_resource::<model::Edges>()
            .init_resource::<sheets::Scans>()
            .add_systems(Startup, (ground::spawn, model::find_edges))
            .add_systems(PostUpdate, (paint, model::draw, caps::draw, overlay::draw, ground::fade, sheets::draw));
    }
}

/// The materials that all parts share.
#[derive(Resource)]
struct Paints {
    solid: Handle<SurfaceMaterial>,
    cap: Handle<SurfaceMaterial>,
    veil: Handle<SurfaceMaterial>,
    mask: Handle<SurfaceMaterial>,
    line: Handle<LineMaterial>,
    uncut_line: Handle<LineMaterial>,
}

impl FromWorld for Paints {
    fn from_world(world: &mut World) -> Self {
        let mut surfaces = world.resource_mut::<Assets<SurfaceMaterial>>();
        let coats = [Coat::Solid, Coat::Solid, Coat::Veil, Coat::Mask];
        let [solid, cap, veil, mask] = coats.map(|coat| surfaces.add(SurfaceMaterial { cuts: Cuts::default(), coat }));
        let mut lines = world.resource_mut::<Assets<LineMaterial>>();
        let [line, uncut_line] = [(); 2].map(|()| lines.add(LineMaterial { cuts: Cuts::default() }));
        Self { solid, cap, veil, mask, line, uncut_line }
    }
}

/// Remembers what a part was last made from: says whether it must be made again.
struct Seen<T>(Option<T>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> Seen<T> {
    fn is_new(&mut self, now: T) -> bool {
        let new = self.0.as_ref() != Some(&now);
        self.0 = Some(now);
        new
    }
}

/// Gives the materials what cuts and what is selected.
fn paint(
    viewed: Res<Viewed>,
    pass: Res<Pass>,
    area: Res<PictureArea>,
    paints: Res<Paints>,
    mut surfaces: ResMut<Assets<SurfaceMaterial>>,
    mut lines: ResMut<Assets<LineMaterial>>,
    mut seen: Local<Seen<(Vec<locus_viewer_core::section::Plane>, f32, f64)>>,
) {
    let session = &viewed.0;
    let planes = session.planes();
    let selected = selected(session);
    // Widths are in pixels of a picture 1080 high: a 4K still shows the same lines, not thinner ones.
    let widen = (f64::from(area.size.y) / 1080.0).max(1.0);
    if !seen.is_new((planes.clone(), selected, widen)) {
        return;
    }
    let number_pass = f32::from(u8::from(*pass == Pass::Numbers));
    for (handle, cut) in [(&paints.solid, true), (&paints.veil, true), (&paints.mask, true), (&paints.cap, false)] {
        if let Some(mut surface) = surfaces.get_mut(handle) {
            surface.cuts = Cuts::new(if cut { &planes } else { &[] });
            surface.cuts.facts.y = selected;
            surface.cuts.facts.z = number_pass;
            surface.cuts.facts.w = widen as f32;
        }
    }
    for (handle, cut) in [(&paints.line, true), (&paints.uncut_line, false)] {
        if let Some(mut line) = lines.get_mut(handle) {
            line.cuts = Cuts::new(if cut { &planes } else { &[] });
            line.cuts.facts.y = widen as f32;
        }
    }
}

/// The number of the selected element, or -1.
fn selected(session: &Session) -> f32 {
    let Some(Selection::Element(id)) = &session.selection else { return -1.0 };
    let elements = &session.published.bundle.elements;
    elements.iter().position(|element| element.id == *id).map_or(-1.0, |index| number(index) as f32)
}

/// What an element is called in the pass of numbers: 0 is the ground and the sky.
pub fn number(element: usize) -> usize {
    element + 1
}

/// A mesh of the scene, in the world as it lies.
fn at_home<M: Material>(mesh: Handle<Mesh>, material: &Handle<M>) -> (Mesh3d, MeshMaterial3d<M>, Transform) {
    (Mesh3d(mesh), MeshMaterial3d(material.clone()), Transform::IDENTITY)
}

type Images<'w> = ResMut<'w, Assets<ImageMaterial>>;
