//! Pictures without a window: the same session, scene and panels on an image.

use crate::adapter::Machine;
use crate::camera::{self, PictureArea};
use crate::engine::{Asked, app};
use crate::failure::Failure;
use crate::viewed::{Pass, Viewed};
use bevy::app::SubApps;
use bevy::asset::RenderAssetUsages;
use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, PollType, TextureDimension, TextureFormat, TextureUsages};
use bevy::render::renderer::RenderDevice;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use image::RgbImage;
use locus_viewer_core::quality::Fault;
use locus_viewer_core::session::Session;

/// Updates after which panels, scene and camera have met: the panels lay themselves out, the picture takes what they
/// leave, the scene follows.
const SETTLING: usize = 3;
/// The same for the first picture: letters and pipelines are made on the way.
const WARMING: usize = 8;
/// A picture that has not come after as many updates never will.
const PATIENCE: usize = 30;

/// A studio.
pub struct Studio {
    apps: SubApps,
    target: Handle<Image>,
    is_warm: bool,
}

#[derive(Resource, Default)]
struct Taken(Option<Image>);

impl Studio {
    /// A studio for pictures of one size.
    pub fn new(session: Session, size: [u32; 2], pass: Pass, asked: Asked) -> Self {
        let mut app = app(session, pass, asked, None);
        app.init_resource::<Taken>();
        app.finish();
        app.cleanup();
        let target = app.world_mut().resource_mut::<Assets<Image>>().add(canvas(size));
        app.insert_resource(PictureArea { min: UVec2::ZERO, size: UVec2::from_array(size) });
        let mut apps = std::mem::take(app.sub_apps_mut());
        // The first update runs the startup schedules, which find out what this machine can do.
        apps.update();
        let world = apps.main.world_mut();
        let (samples, behind) = match pass {
            Pass::Lit => (world.resource::<Machine>().preset.quality().msaa_samples, camera::SKY),
            Pass::Numbers => (1, camera::NOTHING),
        };
        camera::spawn(&mut world.commands(), RenderTarget::Image(target.clone().into()), samples, behind);
        world.flush();
        Self { apps, target, is_warm: false }
    }

    /// What draws.
    pub fn machine(&self) -> &Machine {
        self.apps.main.world().resource()
    }

    /// The part of the picture in which the scene is.
    pub fn area(&self) -> PictureArea {
        *self.apps.main.world().resource()
    }

    /// Changes the session.
    pub fn viewed<T>(&mut self, change: impl FnOnce(&mut Session) -> T) -> T {
        change(&mut self.apps.main.world_mut().resource_mut::<Viewed>().0)
    }

    /// One update, until what it draws is drawn.
    pub fn update(&mut self) -> Result<(), Failure> {
        self.apps.update();
        let device = self.apps.main.world().resource::<RenderDevice>();
        let wait = PollType::Wait { submission_index: None, timeout: None };
        device.wgpu_device().poll(wait).map(|_| ()).map_err(|_| Failure::Machine(Fault::LostDevice))
    }

    /// The picture of the session as it is.
    pub fn picture(&mut self) -> Result<RgbImage, Failure> {
        let updates = if std::mem::replace(&mut self.is_warm, true) { SETTLING } else { WARMING };
        for _ in 0..updates {
            self.update()?;
        }
        let world = self.apps.main.world_mut();
        world.resource_mut::<Taken>().0 = None;
        world.spawn(Screenshot::image(self.target.clone())).observe(
            |captured: On<ScreenshotCaptured>, mut taken: ResMut<Taken>| taken.0 = Some(captured.image.clone()),
        );
        for _ in 0..PATIENCE {
            self.update()?;
            if let Some(image) = self.apps.main.world_mut().resource_mut::<Taken>().0.take() {
                return crate::picture::pixels(image);
            }
        }
        Err(Failure::Machine(Fault::LostDevice))
    }
}

fn canvas([width, height]: [u32; 2]) -> Image {
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let usage = RenderAssetUsages::RENDER_WORLD;
    let mut image = Image::new_uninit(size, TextureDimension::D2, TextureFormat::Rgba8UnormSrgb, usage);
    image.texture_descriptor.usage |= TextureUsages::RENDER_ATTACHMENT;
    image
}
