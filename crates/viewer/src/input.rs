//! Keys and mouse become wishes: the table of keys is `viewer-core`'s.

use crate::camera::PictureArea;
use crate::panels::Taken;
use crate::viewed::{Holding, Viewed};
use bevy::input::mouse::{MouseScrollUnit, MouseWheel};
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use locus_viewer_core::action::Action;
use locus_viewer_core::camera::Steer;
use locus_viewer_core::keys::{Binding, Held, KEYS, Use};
use locus_viewer_core::selection::Selection;
use std::time::Duration;

/// A press that moved less than this is a click, pixels.
const CLICK_PX: f32 = 4.0;
/// Two clicks within this fly to what is under them.
const DOUBLE: Duration = Duration::from_millis(350);
/// One notch of the wheel brings things this much nearer.
const NOTCH: f64 = 1.15;
/// Pixels of a touchpad that count as one notch.
const NOTCH_PX: f64 = 40.0;

/// Reads the keyboard.
pub fn keys(
    pressed: Res<ButtonInput<KeyCode>>,
    taken: Res<Taken>,
    mut viewed: ResMut<Viewed>,
    mut holding: ResMut<Holding>,
) {
    holding.0.clear();
    let typing = taken.keys;
    // A quick hand is done within one picture of a slow machine: what was let go since the last one counts as held in it.
    let control = [KeyCode::ControlLeft, KeyCode::ControlRight];
    let is_held = pressed.any_pressed(control);
    let was_held = is_held || pressed.any_just_released(control);
    // A key that means nothing with Control is not lost because Control was let go in the same picture.
    let meant = |binding: &&Binding| match binding.control {
        true => was_held,
        false => !was_held || is_shift(binding) || !is_held && !has_control_twin(binding),
    };
    for binding in KEYS.iter().filter(meant) {
        // While a control has the keyboard, only keys that mean nothing to it are ours.
        if typing && !binding.control && !is_function_key(binding) {
            continue;
        }
        let Some(code) = code(binding.code) else { continue };
        match binding.does {
            Use::Held(held) if pressed.pressed(code) || pressed.just_pressed(code) => holding.0.push(held),
            Use::Pressed(does) if pressed.just_pressed(code) => {
                let action = does.action(&viewed.0);
                viewed.0.apply(action);
            }
            _ => {}
        }
    }
}

fn has_control_twin(binding: &Binding) -> bool {
    KEYS.iter().any(|other| other.control && other.code == binding.code)
}

fn is_function_key(binding: &Binding) -> bool {
    binding.code.starts_with('F') || binding.code == "Escape"
}

fn is_shift(binding: &Binding) -> bool {
    matches!(binding.does, Use::Held(Held::Fast))
}

/// Bevy's name of a key that the table names as the W3C does.
fn code(name: &str) -> Option<KeyCode> {
    Some(match name {
        "ArrowUp" => KeyCode::ArrowUp,
        "ArrowDown" => KeyCode::ArrowDown,
        "ArrowLeft" => KeyCode::ArrowLeft,
        "ArrowRight" => KeyCode::ArrowRight,
        "ShiftLeft" => KeyCode::ShiftLeft,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Enter" => KeyCode::Enter,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Space" => KeyCode::Space,
        "Equal" => KeyCode::Equal,
        "Minus" => KeyCode::Minus,
        "Backquote" => KeyCode::Backquote,
        "Escape" => KeyCode::Escape,
        "F1" => KeyCode::F1,
        "F2" => KeyCode::F2,
        "F11" => KeyCode::F11,
        "F12" => KeyCode::F12,
        "Digit0" => KeyCode::Digit0,
        "Digit1" => KeyCode::Digit1,
        "Digit2" => KeyCode::Digit2,
        "Digit3" => KeyCode::Digit3,
        letter => letter_code(letter.strip_prefix("Key")?)?,
    })
}

fn letter_code(letter: &str) -> Option<KeyCode> {
    const LETTERS: [KeyCode; 26] = [
        KeyCode::KeyA,
        KeyCode::KeyB,
        KeyCode::KeyC,
        KeyCode::KeyD,
        KeyCode::KeyE,
        KeyCode::KeyF,
        KeyCode::KeyG,
        KeyCode::KeyH,
        KeyCode::KeyI,
        KeyCode::KeyJ,
        KeyCode::KeyK,
        KeyCode::KeyL,
        KeyCode::KeyM,
        KeyCode::KeyN,
        KeyCode::KeyO,
        KeyCode::KeyP,
        KeyCode::KeyQ,
        KeyCode::KeyR,
        KeyCode::KeyS,
        KeyCode::KeyT,
        KeyCode::KeyU,
        KeyCode::KeyV,
        KeyCode::KeyW,
        KeyCode::KeyX,
        KeyCode::KeyY,
        KeyCode::KeyZ,
    ];
    let [letter @ b'A'..=b'Z'] = letter.as_bytes() else { return None };
    LETTERS.get(usize::from(letter - b'A')).copied()
}

/// The held keys as a movement.
pub fn steer(holding: &Holding) -> Steer {
    let amount = |plus: Held, minus: Held| {
        let held = |key| f64::from(u8::from(holding.0.contains(&key)));
        held(plus) - held(minus)
    };
    Steer {
        forward: amount(Held::Forward, Held::Back),
        right: amount(Held::Right, Held::Left),
        up: amount(Held::Up, Held::Down),
        turn: amount(Held::TurnRight, Held::TurnLeft),
        tilt: amount(Held::LookUp, Held::LookDown),
        fast: holding.0.contains(&Held::Fast),
        crouch: holding.0.contains(&Held::Crouch),
    }
}

/// A press of a mouse button in the picture.
#[derive(Default)]
pub struct Press {
    began: Option<Vec2>,
    /// How far the picture has followed the pointer.
    followed: Vec2,
    dragging: bool,
    last_click: Option<(Duration, Vec2)>,
}

/// Reads the mouse: drag to look, orbit or pan; wheel to come nearer; click to ask; double click to go there.
#[allow(clippy::too_many_arguments, reason = "a Bevy system names what it reads")]
pub fn mouse(
    buttons: Res<ButtonInput<MouseButton>>,
    mut wheel: MessageReader<MouseWheel>,
    taken: Res<Taken>,
    window: Single<&Window, With<PrimaryWindow>>,
    area: Res<PictureArea>,
    time: Res<Time<Real>>,
    mut viewed: ResMut<Viewed>,
    mut press: Local<Press>,
) {
    let notches: f64 = wheel.read().map(notches).sum();
    let any = [MouseButton::Left, MouseButton::Right, MouseButton::Middle];
    if !buttons.any_pressed(any) && !buttons.any_just_released(any) {
        // A button may be let go outside the window, where nobody looks.
        press.began = None;
    }
    let Some(cursor) = window.physical_cursor_position() else { return };
    let at = (cursor - area.min.as_vec2()) / area.size.as_vec2().max(Vec2::ONE);
    let inside = at.cmpge(Vec2::ZERO).all() && at.cmple(Vec2::ONE).all() && !taken.pointer;
    let fraction = [f64::from(at.x), f64::from(at.y)];
    if inside && notches != 0.0 {
        viewed.0.zoom(NOTCH.powf(notches), fraction);
    }
    if inside && buttons.any_just_pressed(any) {
        press.began = Some(cursor);
        press.followed = cursor;
        press.dragging = false;
    }
    let Some(began) = press.began else { return };
    press.dragging |= began.distance(cursor) > CLICK_PX;
    // The pointer's own way, not the mouse's: the two differ on remote desktops, in virtual machines and with acceleration.
    let moved = cursor - press.followed;
    if press.dragging && moved != Vec2::ZERO {
        let height = f64::from(area.size.y.max(1));
        viewed.0.drag(f64::from(moved.x) / height, f64::from(moved.y) / height);
        press.followed = cursor;
    }
    if buttons.any_just_released(any) {
        if !press.dragging && buttons.just_released(MouseButton::Left) {
            click(&mut viewed, &mut press, fraction, cursor, time.elapsed());
        }
        press.began = None;
    }
}

fn click(viewed: &mut Viewed, press: &mut Press, at: [f64; 2], cursor: Vec2, now: Duration) {
    let again = press
        .last_click
        .take()
        .is_some_and(|(then, there)| now.saturating_sub(then) < DOUBLE && there.distance(cursor) < CLICK_PX);
    match (again, viewed.0.selection.clone()) {
        (true, Some(selection @ (Selection::Element(_) | Selection::Incident(_)))) => {
            viewed.0.apply(Action::FlyTo(selection));
        }
        _ => {
            viewed.0.apply(Action::Click(at));
            press.last_click = Some((now, cursor));
        }
    }
}

fn notches(wheel: &MouseWheel) -> f64 {
    match wheel.unit {
        MouseScrollUnit::Line => f64::from(wheel.y),
        MouseScrollUnit::Pixel => f64::from(wheel.y) / NOTCH_PX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_exists() {
        for binding in KEYS {
            assert!(code(binding.code).is_some(), "{}", binding.code);
        }
    }
}
