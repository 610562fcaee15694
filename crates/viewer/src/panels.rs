//! The panels over the picture: drawn by `viewer-panels`, their wishes given to the session.

use crate::adapter::Machine;
use crate::camera::PictureArea;
use crate::viewed::{Exporting, Pass, Viewed};
use bevy::prelude::*;
use bevy_egui::egui::{LayerId, Rect, Ui, UiBuilder};
use bevy_egui::{EguiContexts, egui};
use locus_viewer_panels::{Frame, Panels};

/// The panels, made when there is a context to draw them in.
#[derive(Resource, Default)]
pub struct Drawn(Option<Panels>);

/// What the panels keep from the picture.
#[derive(Resource, Default)]
pub struct Taken {
    /// The pointer is over a panel.
    pub pointer: bool,
    /// Something is being typed.
    pub keys: bool,
}

/// Draws the panels and does what they wish.
#[allow(clippy::too_many_arguments, reason = "a Bevy system names what it reads")]
pub fn draw(
    mut contexts: EguiContexts,
    mut drawn: ResMut<Drawn>,
    mut taken: ResMut<Taken>,
    mut viewed: ResMut<Viewed>,
    mut area: ResMut<PictureArea>,
    machine: Res<Machine>,
    exporting: Res<Exporting>,
    pass: Res<Pass>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    if *pass == Pass::Numbers {
        return Ok(());
    }
    let scale = viewed.0.scale * enlargement(&exporting, ctx);
    if ctx.zoom_factor() != scale {
        ctx.set_zoom_factor(scale);
    }
    let panels = drawn.0.get_or_insert_with(|| Panels::new(ctx));
    let mut ui = Ui::new(
        ctx.clone(),
        "window".into(),
        UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect()),
    );
    let stamp = if exporting.0 { viewed.0.stamp() } else { Vec::new() };
    let frame = Frame { software: machine.is_software(), export: exporting.0, stamp };
    let shown = panels.show(&mut ui, &viewed.0, &frame);
    *taken = Taken { pointer: shown.takes_pointer, keys: shown.takes_keys };
    let pixels = ctx.pixels_per_point();
    take(&mut viewed, &mut area, shown.picture, pixels);
    for action in shown.actions {
        viewed.0.apply(action);
    }
    Ok(())
}

/// A large picture carries its words as large as a small one, in proportion.
fn enlargement(exporting: &Exporting, ctx: &egui::Context) -> f32 {
    const USUAL_PX: f32 = 1080.0;
    let height_px = ctx.viewport_rect().height() * ctx.pixels_per_point();
    if exporting.0 { (height_px / USUAL_PX).max(1.0) } else { 1.0 }
}

/// The picture takes what the panels leave.
fn take(viewed: &mut ResMut<Viewed>, area: &mut ResMut<PictureArea>, picture: Rect, pixels: f32) {
    let points = [f64::from(picture.width()), f64::from(picture.height())];
    if viewed.0.viewport_px != points {
        viewed.0.viewport_px = points;
    }
    let px = |v: f32| (v * pixels).round().max(0.0) as u32;
    let taken = PictureArea {
        min: UVec2::new(px(picture.min.x), px(picture.min.y)),
        size: UVec2::new(px(picture.width()), px(picture.height())),
    };
    if **area != taken {
        **area = taken;
    }
}
