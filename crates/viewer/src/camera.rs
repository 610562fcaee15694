//! The camera of the scene and the one of the interface; where they look is the session's.

use crate::viewed::Viewed;
use bevy::camera::visibility::RenderLayers;
use bevy::camera::{CameraOutputMode, RenderTarget, ScalingMode, Viewport};
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::prelude::*;
use bevy::render::render_resource::BlendState;
use bevy_egui::PrimaryEguiContext;
use locus_viewer_core::pose::{self, Shot};

/// The camera that sees the scene.
#[derive(Component)]
pub struct SceneCamera;

/// What lies behind everything: neither day nor night.
pub const SKY: Color = Color::srgb(0.93, 0.94, 0.95);
/// The same in a picture of numbers: the number of no element.
pub const NOTHING: Color = Color::BLACK;
const NEAR_M: f32 = 0.05;
/// How far below the ground a plan reaches, metres. Depth is finest at the far end: there lie the floors and the veils on
/// them, that must not flicker.
const BELOW_M: f64 = 100.0;
/// How far above its eye a plan reaches, metres.
const ABOVE_M: f32 = 500.0;

/// Spawns both cameras on a target; `behind` is seen where there is nothing.
pub fn spawn(commands: &mut Commands, target: RenderTarget, samples: u32, behind: Color) {
    let msaa = Msaa::from_samples(samples);
    commands.spawn((
        SceneCamera,
        Camera3d::default(),
        Camera { clear_color: ClearColorConfig::Custom(behind), ..default() },
        target.clone(),
        Tonemapping::None,
        DebandDither::Disabled,
        msaa,
    ));
    commands.spawn((
        PrimaryEguiContext,
        Camera2d,
        RenderLayers::none(),
        Camera {
            order: 1,
            output_mode: CameraOutputMode::Write {
                blend_state: Some(BlendState::ALPHA_BLENDING),
                clear_color: ClearColorConfig::None,
            },
            clear_color: ClearColorConfig::Custom(Color::NONE),
            ..default()
        },
        target,
        Tonemapping::None,
        DebandDither::Disabled,
        msaa,
    ));
}

/// The part of the target that the panels leave for the picture, pixels.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct PictureArea {
    /// Upper left.
    pub min: UVec2,
    /// Width and height.
    pub size: UVec2,
}

impl PictureArea {
    /// Left, top, width, height, pixels.
    pub fn rectangle(self) -> [u32; 4] {
        [self.min.x, self.min.y, self.size.x, self.size.y]
    }
}

/// Puts the scene's camera where the session looks from.
pub fn follow(
    viewed: Res<Viewed>,
    area: Res<PictureArea>,
    camera: Single<(&mut Camera, &mut Transform, &mut Projection), With<SceneCamera>>,
) {
    let (mut camera, mut transform, mut projection) = camera.into_inner();
    let shot = viewed.0.shot();
    let turn = Quat::from_euler(EulerRot::YXZ, -shot.pose.yaw as f32, shot.pose.pitch as f32, 0.0);
    let placed =
        Transform { translation: Vec3::from_array(shot.pose.eye.map(|c| c as f32)), rotation: turn, ..default() };
    if *transform != placed {
        *transform = placed;
    }
    *projection = projected(&shot);
    if area.size.x > 0 && area.size.y > 0 {
        camera.viewport = Some(Viewport { physical_position: area.min, physical_size: area.size, ..default() });
    }
}

fn projected(shot: &Shot) -> Projection {
    match shot.projection {
        pose::Projection::Perspective { fov_y } => {
            Projection::Perspective(PerspectiveProjection { fov: fov_y as f32, near: NEAR_M, ..default() })
        }
        pose::Projection::Orthographic { height_m } => Projection::Orthographic(OrthographicProjection {
            near: -ABOVE_M,
            far: (shot.pose.eye[1].max(0.0) + BELOW_M) as f32,
            scaling_mode: ScalingMode::FixedVertical { viewport_height: height_m as f32 },
            ..OrthographicProjection::default_3d()
        }),
    }
}
