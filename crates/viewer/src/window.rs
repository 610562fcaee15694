//! `view`: the window.

use crate::adapter::Machine;
use crate::args::View;
use crate::camera;
use crate::engine::{Asked, app};
use crate::failure::Failure;
use crate::input;
use crate::journal::{self, Journal};
use crate::picture;
use crate::viewed::{Exporting, Holding, Pass, Viewed};
use crate::words;
use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{RequestRedraw, WindowRef};
use bevy::winit::WinitSettings;
use locus_viewer_core::quality::Fault;
use locus_viewer_core::saved::{self, SavedView, Views};
use locus_viewer_core::session::Request;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A picture that comes late moves a walker no farther than one of this length would, seconds.
const LONGEST_TICK_S: f64 = 0.1;
/// After a change, as many more pictures follow: panels and scene answer each other.
const AFTERGLOW: u8 = 3;
/// Pictures after which the panels are gone before a screenshot is taken.
const UNDRESSING: u8 = 3;
/// Width and height of a still, pixels.
const STILL: &str = "3840x2160";

/// What the window was opened on and where its pictures go.
#[derive(Resource)]
struct Place {
    folder: PathBuf,
    pictures: PathBuf,
    /// Whether a person chose the processor: stills are drawn by it too.
    software: bool,
}

/// Pictures still to be drawn although nothing moves.
#[derive(Resource, Default)]
struct Afterglow(u8);

/// A screenshot on its way: pictures until it is taken.
#[derive(Resource, Default)]
struct Shooting(Option<u8>);

/// A still on its way: the program that takes it, its view and its file.
#[derive(Resource, Default)]
struct Stills(Vec<(Child, tempfile::TempDir, PathBuf)>);

/// Opens the window; returns when it is closed.
pub fn run(args: &View) -> Result<(), Failure> {
    let session = crate::opening::open(&args.opened, args.size)?;
    if !has_display() {
        return Err(Failure::Machine(Fault::NoDisplay));
    }
    let journal = args.journal.as_deref().map(Journal::new).transpose()?;
    let name = session.language().of(&session.published.bundle.case.name).unwrap_or("").to_owned();
    let window =
        Window { title: format!("{name} - Locus"), resolution: (args.size[0], args.size[1]).into(), ..default() };
    let asked = Asked { software: args.opened.software, preset: args.opened.quality.map(Into::into) };
    let mut app = app(session, Pass::Lit, asked, Some(window));
    if let Some(journal) = journal {
        app.insert_resource(journal);
    }
    let opened = &args.opened;
    let place = Place { folder: opened.folder.clone(), pictures: args.pictures.clone(), software: opened.software };
    app.insert_resource(place)
        .init_resource::<Afterglow>()
        .init_resource::<Shooting>()
        .init_resource::<Stills>()
        .add_systems(Startup, open_eyes)
        .add_systems(Update, (input::keys, input::mouse, tick, answer, shoot, look_after_stills).chain())
        .add_systems(Last, (journal::write, keep_drawing).chain());
    let exit = app.run();
    if exit.is_error() { Err(Failure::Machine(Fault::LostDevice)) } else { Ok(()) }
}

/// On Linux a window needs a server; elsewhere there always is one.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn open_eyes(mut commands: Commands, machine: Res<Machine>) {
    let quality = machine.preset.quality();
    camera::spawn(&mut commands, RenderTarget::Window(WindowRef::Primary), quality.msaa_samples, camera::SKY);
    let settings = if quality.reactive { WinitSettings::desktop_app() } else { WinitSettings::game() };
    commands.insert_resource(settings);
}

fn tick(time: Res<Time<Real>>, holding: Res<Holding>, mut viewed: ResMut<Viewed>) {
    let seconds = time.delta_secs_f64().min(LONGEST_TICK_S);
    let steer = input::steer(&holding);
    if viewed.bypass_change_detection().0.tick(seconds, &steer) {
        viewed.set_changed();
    }
}

/// Does what the session asks of the program around it.
fn answer(
    mut viewed: ResMut<Viewed>,
    place: Res<Place>,
    mut shooting: ResMut<Shooting>,
    mut exporting: ResMut<Exporting>,
    mut stills: ResMut<Stills>,
    mut exit: MessageWriter<AppExit>,
) {
    if viewed.0.requests.is_empty() {
        return;
    }
    for request in std::mem::take(&mut viewed.0.requests) {
        match request {
            Request::Quit => {
                exit.write(AppExit::Success);
            }
            Request::Screenshot => {
                exporting.0 = true;
                shooting.0 = Some(UNDRESSING);
            }
            Request::SaveViews => save_views(&mut viewed),
            Request::Still => match start_still(&viewed, &place) {
                Ok(still) => {
                    viewed.0.notice = Some(words::still_begun(viewed.0.language()).to_owned());
                    stills.0.push(still);
                }
                Err(failure) => viewed.0.notice = Some(words::not_saved(&failure.text(), viewed.0.language())),
            },
        }
    }
}

fn save_views(viewed: &mut Viewed) {
    let language = viewed.0.language();
    viewed.0.notice = Some(match viewed.0.views.save(&viewed.0.published) {
        Ok(path) => words::saved(&path.display().to_string(), language),
        Err(refusal) => words::not_saved(&refusal.to_string(), language),
    });
}

/// Takes the screenshot when the panels are gone, and brings them back.
fn shoot(mut commands: Commands, mut shooting: ResMut<Shooting>, place: Res<Place>, viewed: Res<Viewed>) {
    match &mut shooting.0 {
        None => {}
        Some(0) => {
            shooting.0 = None;
            let file = picture::numbered(&place.pictures, &viewed.0.published.bundle.case.id);
            commands.spawn(Screenshot::primary_window()).observe(
                move |captured: On<ScreenshotCaptured>,
                      mut viewed: ResMut<Viewed>,
                      mut exporting: ResMut<Exporting>| {
                    exporting.0 = false;
                    let saved = picture::pixels(captured.image.clone()).and_then(|p| picture::save(&p, &file));
                    let language = viewed.0.language();
                    viewed.0.notice = Some(match saved {
                        Ok(()) => words::saved(&file.display().to_string(), language),
                        Err(failure) => words::not_saved(&failure.text(), language),
                    });
                },
            );
        }
        Some(left) => *left -= 1,
    }
}

/// A still is taken by this same program, without a window, of the view as it is now.
fn start_still(viewed: &Viewed, place: &Place) -> Result<(Child, tempfile::TempDir, PathBuf), Failure> {
    let out = picture::numbered(&place.pictures, &format!("{}-still", viewed.0.published.bundle.case.id));
    let fail = |error: std::io::Error| Failure::write(&out, &error);
    let folder = tempfile::tempdir().map_err(fail)?;
    let file = folder.path().join(saved::FILE);
    let views = Views { views: vec![SavedView::of(&viewed.0, "still".to_owned())], tours: Vec::new() };
    let bytes = views.to_bytes()?;
    std::fs::write(&file, bytes).map_err(fail)?;
    let program = std::env::current_exe().map_err(fail)?;
    let language = viewed.0.language().pick("en", "ko");
    let child = Command::new(program)
        .arg("render")
        .args(place.software.then_some("--software"))
        .arg(&place.folder)
        .args(["--view", "still", "--size", STILL, "--language", language, "--quiet", "--views"])
        .arg(&file)
        .arg("--out")
        .arg(&out)
        .stdin(Stdio::null())
        .spawn()
        .map_err(fail)?;
    Ok((child, folder, out))
}

/// Says when a still is done.
fn look_after_stills(mut stills: ResMut<Stills>, mut viewed: ResMut<Viewed>, mut glow: ResMut<Afterglow>) {
    if stills.0.is_empty() {
        return;
    }
    // Nothing else wakes the window while the still is being drawn.
    glow.0 = glow.0.max(1);
    let language = viewed.0.language();
    let mut told = None;
    stills.bypass_change_detection().0.retain_mut(|(child, _, out)| match child.try_wait() {
        Ok(None) => true,
        Ok(Some(status)) if status.success() => {
            told = Some(words::saved(&out.display().to_string(), language));
            false
        }
        _ => {
            told = Some(words::not_saved(&out.display().to_string(), language));
            false
        }
    });
    if told.is_some() {
        viewed.0.notice = told;
    }
}

/// Asks for the next picture while something moves or has just changed; otherwise the machine rests.
fn keep_drawing(
    viewed: Res<Viewed>,
    holding: Res<Holding>,
    shooting: Res<Shooting>,
    mut glow: ResMut<Afterglow>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    if viewed.is_changed() || !holding.0.is_empty() || shooting.0.is_some() || viewed.0.is_moving() {
        glow.0 = AFTERGLOW;
    }
    if glow.0 > 0 {
        glow.0 -= 1;
        redraw.write(RequestRedraw);
    }
}
