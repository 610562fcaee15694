//! What witnesses drew and pointed at, and how surely things stand where they stand: lines and veils on the ground.

use super::color::linear;
use super::faces::Faces;
use super::lines::Lines;
use super::{Paints, Seen, at_home};
use crate::viewed::{Pass, Viewed};
use bevy::prelude::*;
use locus_viewer_core::doubt::{Channels, Look, look};
use locus_viewer_core::halo::{ellipses, halos};
use locus_viewer_core::session::Session;
use locus_viewer_panels::account_rgb;
use std::collections::BTreeSet;

const STROKE_PX: f32 = 2.5;
const STROKE_M: f64 = 0.08;
/// Share of the colour that a veil takes at most, and the radius from which it takes less: the least certain must not be
/// what one sees first.
const VEIL: f64 = 0.45;
const VEIL_RADIUS_M: f64 = 12.0;
const PIN_PX: f32 = 2.0;
const CASING_PX: f32 = 2.5;
const ELLIPSE_PX: f32 = 1.2;
const ELLIPSE_INK: [u8; 3] = [60, 60, 70];
/// A circle has as many sides.
const SIDES: usize = 48;

/// A mesh of the overlay.
#[derive(Component)]
pub struct OverlayPart;

/// What the overlay depends on.
#[derive(PartialEq)]
pub struct Basis {
    visible: Vec<bool>,
    doubt: Channels,
    strokes: BTreeSet<String>,
    pins: bool,
    level: Option<String>,
}

/// Makes the overlay again when what it shows has changed.
pub fn draw(
    mut commands: Commands,
    viewed: Res<Viewed>,
    pass: Res<Pass>,
    paints: Res<Paints>,
    mut meshes: ResMut<Assets<Mesh>>,
    old: Query<Entity, With<OverlayPart>>,
    mut seen: Local<Seen<Basis>>,
) {
    let session = &viewed.0;
    let choices = &session.choices;
    let basis = Basis {
        visible: session.visible().to_vec(),
        doubt: choices.doubt,
        strokes: choices.strokes.clone(),
        pins: choices.pins,
        level: choices.filter.level.clone(),
    };
    if !seen.is_new(basis) || *pass == Pass::Numbers {
        return;
    }
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    let mut lines = Lines::default();
    add_strokes(session, &mut lines);
    if choices.pins {
        add_pins(session, &mut lines);
    }
    if choices.doubt.uncertainty {
        add_ellipses(session, &mut lines);
        if let Some(mesh) = veils(session).mesh() {
            let mesh = meshes.add(mesh);
            commands.spawn((OverlayPart, at_home(mesh.clone(), &paints.mask)));
            commands.spawn((OverlayPart, at_home(mesh, &paints.veil)));
        }
    }
    if let Some(mesh) = lines.mesh() {
        commands.spawn((OverlayPart, at_home(meshes.add(mesh), &paints.line)));
    }
}

fn add_strokes(session: &Session, lines: &mut Lines) {
    let bundle = &session.published.bundle;
    let shown = |sheet: &&locus_publish::BundleSheet| {
        let level = session.choices.filter.level.as_ref();
        session.choices.strokes.contains(&sheet.account) && level.is_none_or(|level| *level == sheet.level)
    };
    for sheet in bundle.sheets.iter().filter(shown) {
        let height = session.elevation_m(&sheet.level) + STROKE_M;
        let ink = ink(session, &sheet.account);
        for stroke in &sheet.strokes {
            let points: Vec<[f32; 3]> =
                stroke.line.iter().map(|[x, z]| [*x as f32, height as f32, *z as f32]).collect();
            cased(lines, &points, stroke.closed, STROKE_PX, ink);
        }
    }
}

fn add_pins(session: &Session, lines: &mut Lines) {
    let bundle = &session.published.bundle;
    for pin in &bundle.pins {
        let ink = ink(session, &pin.account);
        let [x, z] = pin.position;
        for [dx, dz] in [[1.0, 1.0], [1.0, -1.0]] {
            let end = |sign: f64| [(x + sign * dx) as f32, STROKE_M as f32, (z + sign * dz) as f32];
            cased(lines, &[end(-1.0), end(1.0)], false, PIN_PX, ink);
        }
        if let Some(radius) = pin.radius95_m {
            cased(lines, &circle([x, z], radius), true, PIN_PX, ink);
        }
    }
    for area in &bundle.areas {
        let ink = ink(session, &area.account);
        for ring in &area.rings {
            let points: Vec<[f32; 3]> = ring.iter().map(|[x, z]| [*x as f32, STROKE_M as f32, *z as f32]).collect();
            cased(lines, &points, true, PIN_PX, ink);
        }
    }
}

/// A line with a light edge, so that it is seen on any ground.
fn cased(lines: &mut Lines, points: &[[f32; 3]], closed: bool, width: f32, ink: [f32; 4]) {
    lines.polyline(points, closed, width + CASING_PX, linear([255; 3], 0.75));
    let above: Vec<[f32; 3]> = points.iter().map(|[x, y, z]| [*x, y + 0.004, *z]).collect();
    lines.polyline(&above, closed, width, ink);
}

/// The colour of an account.
fn ink(session: &Session, account: &str) -> [f32; 4] {
    let accounts = &session.published.bundle.accounts;
    linear(account_rgb(accounts.iter().position(|known| known.id == account).unwrap_or(0)), 1.0)
}

fn circle([x, z]: [f64; 2], radius: f64) -> Vec<[f32; 3]> {
    let angle = |i: usize| std::f64::consts::TAU * i as f64 / SIDES as f64;
    let at = |i: usize| {
        let (sin, cos) = angle(i).sin_cos();
        [(x + radius * cos) as f32, STROKE_M as f32, (z + radius * sin) as f32]
    };
    (0..SIDES).map(at).collect()
}

fn add_ellipses(session: &Session, lines: &mut Lines) {
    for ring in ellipses(&session.published.bundle, &session.choices.filter, session.visible()) {
        let points: Vec<[f32; 3]> = ring.points.iter().map(|p| p.map(|c| c as f32)).collect();
        lines.polyline(&points, true, ELLIPSE_PX, linear(ELLIPSE_INK, 0.9));
    }
}

fn veils(session: &Session) -> Faces {
    let bundle = &session.published.bundle;
    let mut faces = Faces::default();
    for halo in halos(bundle, session.visible()) {
        let Look { rgb, .. } = look(&bundle.elements[halo.element], session.choices.doubt);
        let radius = bundle.elements[halo.element].radius95_m.unwrap_or(VEIL_RADIUS_M);
        let strength = VEIL * (VEIL_RADIUS_M / radius.max(VEIL_RADIUS_M)).sqrt();
        faces.veil(&halo.triangles, rgb, strength as f32, super::number(halo.element));
    }
    faces
}
