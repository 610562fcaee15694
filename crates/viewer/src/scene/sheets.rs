//! Scans on the ground, each laid there by its own alignment.

use super::{Images, Seen, at_home, texture};
use crate::adapter::Machine;
use crate::material::ImageMaterial;
use crate::viewed::{Pass, Viewed};
use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use locus_publish::BundleSheet;
use locus_viewer_core::action::Action;
use locus_viewer_core::drape::{Drape, drape};
use locus_viewer_core::scan;
use locus_viewer_core::session::Session;
use std::collections::{BTreeMap, BTreeSet};

/// Scans lie this high above the floor, metres; each next one a little higher.
const ABOVE_M: f64 = 0.015;
const STEP_M: f64 = 0.000_5;

/// What lies there: sheets, how much of them shows, the level.
type Basis = (BTreeSet<String>, f32, Option<String>);

/// A scan on the ground.
#[derive(Component)]
pub struct SheetPart;

/// Scans that were read, by sheet; `None` where that failed and was told.
#[derive(Resource, Default)]
pub struct Scans(BTreeMap<String, Option<Handle<Image>>>);

/// Lays the chosen scans.
#[allow(clippy::too_many_arguments, reason = "a Bevy system names what it reads")]
pub fn draw(
    mut commands: Commands,
    mut viewed: ResMut<Viewed>,
    machine: Res<Machine>,
    pass: Res<Pass>,
    mut scans: ResMut<Scans>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut images: ResMut<Assets<Image>>,
    mut paints: Images,
    old: Query<Entity, With<SheetPart>>,
    mut seen: Local<Seen<Basis>>,
) {
    let choices = &viewed.0.choices;
    let basis = (choices.sheets.clone(), choices.sheet_opacity, choices.filter.level.clone());
    if !seen.is_new(basis) || *pass == Pass::Numbers {
        return;
    }
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    let longest = machine.preset.quality().ground_px;
    for (order, sheet) in shown(&viewed.0).into_iter().enumerate() {
        let mut read = |told: &mut Option<String>| match scan::load(&viewed.0.published, &sheet) {
            Ok(pixels) => Some(images.add(texture::texture(&pixels, longest))),
            Err(refusal) => {
                *told = Some(refusal.to_string());
                None
            }
        };
        let mut told = None;
        let image = scans.0.entry(sheet.id.clone()).or_insert_with(|| read(&mut told)).clone();
        let height = viewed.0.elevation_m(&sheet.level) + ABOVE_M + STEP_M * order as f64;
        if told.is_some() {
            // What cannot be shown is not said to be shown: the stamp follows the choices.
            viewed.0.apply(Action::Sheet(sheet.id.clone(), false));
            viewed.0.notice = told;
        }
        let (Some(image), Some(laid)) = (image, drape(&sheet)) else { continue };
        let facts = Vec4::new(viewed.0.choices.sheet_opacity, 0.0, 0.0, 0.0);
        let paint = paints.add(ImageMaterial { facts, image, order: order as f32 });
        commands.spawn((SheetPart, at_home(meshes.add(mesh(&laid, height)), &paint)));
    }
}

fn shown(session: &Session) -> Vec<BundleSheet> {
    let choices = &session.choices;
    let level = choices.filter.level.as_ref();
    let sheets = session.published.bundle.sheets.iter();
    let chosen = sheets.filter(|s| choices.sheets.contains(&s.id) && level.is_none_or(|level| *level == s.level));
    chosen.cloned().collect()
}

fn mesh(laid: &Drape, height: f64) -> Mesh {
    let positions: Vec<[f32; 3]> = laid.xz.iter().map(|[x, z]| [*x as f32, height as f32, *z as f32]).collect();
    let normals = vec![[0.0, 1.0, 0.0]; positions.len()];
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, normals)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, laid.uvs.clone())
        .with_inserted_indices(Indices::U32(laid.indices.clone()))
}
