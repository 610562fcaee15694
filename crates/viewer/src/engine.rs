//! Bevy as both the window and the pictures use it.

use crate::adapter::Machine;
use crate::camera::{self, PictureArea};
use crate::material::MaterialsPlugin;
use crate::panels;
use crate::scene::ScenePlugin;
use crate::viewed::{Exporting, Holding, Pass, Viewed};
use bevy::log::{Level, LogPlugin};
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::renderer::RenderAdapterInfo;
use bevy::render::settings::{Backends, RenderCreation, WgpuSettings};
use bevy::window::{ExitCondition, Window, WindowPlugin};
use bevy::winit::WinitPlugin;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, EguiPrimaryContextPass};
use locus_viewer_core::quality::Preset;
use locus_viewer_core::session::Session;

/// What a person chose about the machine.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Asked {
    /// The processor, even if there is a graphics card.
    pub software: bool,
    /// A quality.
    pub preset: Option<Preset>,
}

/// An app that shows a session; without a window it is driven from outside.
pub fn app(session: Session, pass: Pass, asked: Asked, window: Option<Window>) -> App {
    let mut app = App::new();
    let mut settings = WgpuSettings { force_fallback_adapter: asked.software, ..default() };
    if std::env::var_os("WGPU_BACKEND").is_none() {
        // OpenGL in software crashes, and asking for it first makes Mesa complain: it is for those who ask.
        settings.backends = Some(Backends::PRIMARY);
    }
    let render = RenderPlugin {
        render_creation: RenderCreation::Automatic(Box::new(settings)),
        // llvmpipe crashes when a program ends while pipelines are being compiled, and a first picture must be whole.
        synchronous_pipeline_compilation: true,
        ..default()
    };
    let exit_condition = if window.is_some() { ExitCondition::OnPrimaryClosed } else { ExitCondition::DontExit };
    let is_headless = window.is_none();
    let windows = WindowPlugin { primary_window: window, exit_condition, ..default() };
    let log = LogPlugin { level: Level::ERROR, filter: "wgpu=error,naga=error".to_owned(), ..default() };
    let plugins = DefaultPlugins.set(windows).set(render).set(log).disable::<PipelinedRenderingPlugin>();
    app.add_plugins(if is_headless { plugins.disable::<WinitPlugin>() } else { plugins });
    app.add_plugins((EguiPlugin::default(), MaterialsPlugin));
    app.insert_resource(Viewed(session))
        .insert_resource(pass)
        .insert_resource(asked)
        .insert_resource(Exporting(is_headless))
        .init_resource::<Holding>()
        .init_resource::<PictureArea>()
        .init_resource::<panels::Drawn>()
        .init_resource::<panels::Taken>()
        .add_plugins(ScenePlugin)
        .add_systems(PreStartup, find_machine)
        .add_systems(EguiPrimaryContextPass, panels::draw)
        .add_systems(PostUpdate, camera::follow.before(bevy::transform::TransformSystems::Propagate));
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    app
}

fn find_machine(mut commands: Commands, info: Res<RenderAdapterInfo>, asked: Res<Asked>) {
    commands.insert_resource(Machine::new(&info, asked.preset));
}
