//! What a cut opens is closed again and hatched, as a draughtsman does.

use super::color::linear;
use super::faces::{Drawn, Faces};
use super::lines::Lines;
use super::{Paints, Seen, at_home, number};
use crate::viewed::{Pass, Viewed};
use bevy::prelude::*;
use locus_viewer_core::doubt::{Channels, Look, Pattern, look};
use locus_viewer_core::section::{Cap, Plane, caps};

const RIM_PX: f32 = 1.0;
const HATCH_PX: f32 = 1.0;
/// Light on dark, so that it is not taken for the dark hatching that says how many accounts there are.
const HATCH_INK: [u8; 3] = [255, 255, 255];
/// Hatching lies this far before the cap, metres.
const BEFORE_M: f64 = 0.004;

/// What the caps depend on: what is visible, how it looks, what cuts.
type Basis = (Vec<bool>, Channels, Vec<Plane>);

/// A mesh of the caps.
#[derive(Component)]
pub struct CapPart;

/// Makes the caps again when the cut or what is cut has changed.
#[allow(clippy::too_many_arguments, reason = "a Bevy system names what it reads")]
pub fn draw(
    mut commands: Commands,
    viewed: Res<Viewed>,
    pass: Res<Pass>,
    paints: Res<Paints>,
    mut meshes: ResMut<Assets<Mesh>>,
    old: Query<Entity, With<CapPart>>,
    mut seen: Local<Seen<Basis>>,
) {
    let session = &viewed.0;
    let planes = session.planes();
    if !seen.is_new((session.visible().to_vec(), session.choices.doubt, planes.clone())) {
        return;
    }
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    let elements = &session.published.bundle.elements;
    let (mut faces, mut lines) = (Faces::default(), Lines::default());
    for plane in &planes {
        let others: Vec<&Plane> = planes.iter().filter(|other| *other != plane).collect();
        for cap in caps(&session.picker, &session.published.bundle, session.visible(), plane) {
            let look = look(&elements[cap.element], session.choices.doubt);
            fill(&mut faces, &cap, plane, look, &others);
            if *pass == Pass::Lit {
                draw_lines(&mut lines, &cap, plane, look, &others);
            }
        }
    }
    if let Some(mesh) = faces.mesh() {
        commands.spawn((CapPart, at_home(meshes.add(mesh), &paints.cap)));
    }
    if let Some(mesh) = lines.mesh() {
        commands.spawn((CapPart, at_home(meshes.add(mesh), &paints.uncut_line)));
    }
}

fn fill(faces: &mut Faces, cap: &Cap, plane: &Plane, look: Look, others: &[&Plane]) {
    let plain = Look { rgb: shade(look.rgb), pattern: Pattern::None, height_assumed: false, ..look };
    let drawn = Drawn { look: plain, element: number(cap.element), span_m: [0.0, 0.0] };
    let normal = plane.normal.map(|n| n as f32);
    for triangle in cap.triangles.iter().filter(|triangle| is_shown(&triangle[..], others)) {
        let positions = triangle.map(|p| p.map(|c| c as f32));
        faces.add(&positions, &[normal; 3], &[0, 1, 2], &drawn);
    }
}

fn draw_lines(lines: &mut Lines, cap: &Cap, plane: &Plane, look: Look, others: &[&Plane]) {
    let before = |p: [f64; 3]| -> [f32; 3] { std::array::from_fn(|i| (p[i] + BEFORE_M * plane.normal[i]) as f32) };
    let rim = shade(shade(look.rgb));
    for hatch in cap.hatch.iter().filter(|hatch| is_shown(&hatch[..], others)) {
        lines.segment(before(hatch[0]), before(hatch[1]), HATCH_PX, linear(HATCH_INK, 0.55));
    }
    for ring in cap.rings.iter().filter(|ring| is_shown(ring, others)) {
        let points: Vec<[f32; 3]> = ring.iter().map(|p| before(*p)).collect();
        lines.polyline(&points, true, RIM_PX, linear(rim, 1.0));
    }
}

/// The darker sister of a hue: what is cut through.
fn shade(rgb: [u8; 3]) -> [u8; 3] {
    rgb.map(|c| c / 2)
}

/// Whether no other plane cuts all of it away.
fn is_shown(points: &[[f64; 3]], others: &[&Plane]) -> bool {
    let is_cut =
        |plane: &Plane, p: &[f64; 3]| (0..3).map(|i| plane.normal[i] * (p[i] - plane.point[i])).sum::<f64>() > 0.0;
    others.iter().all(|plane| points.iter().any(|p| !is_cut(plane, p)))
}
