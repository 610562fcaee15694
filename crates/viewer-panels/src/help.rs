//! The help: what the mouse does, and the table of keys from which the window reads its input, in both languages.

use crate::asked::Asked;
use crate::words::{self as w, Words};
use egui::{FontId, Grid, Id, Modal, ScrollArea, TextStyle, Ui, vec2};
use locus_viewer_core::action::{Action, Panel};
use locus_viewer_core::keys::KEYS;

/// What is done with the mouse, and what that does.
const MOUSE: [[Words; 2]; 4] = [
    [w::MOUSE_DRAG, w::MOUSE_DRAG_DOES],
    [w::MOUSE_WHEEL, w::MOUSE_WHEEL_DOES],
    [w::MOUSE_CLICK, w::MOUSE_CLICK_DOES],
    [w::MOUSE_DOUBLE, w::MOUSE_DOUBLE_DOES],
];
/// Size of the words, points: all of it is seen at once in a window of 800 x 500.
const TEXT: f32 = 10.5;
/// Width of a column of the table, and how many there are at most.
const COLUMN: f32 = 380.0;
const COLUMNS: f32 = 3.0;
/// What surrounds the table: frame, title, edges of the window, points.
const AROUND: egui::Vec2 = vec2(30.0, 62.0);

/// The overlay, while it is open.
pub(crate) fn show(ui: &Ui, asked: &mut Asked) {
    if !asked.session.panels.contains(&Panel::Help) {
        return;
    }
    let room = (ui.ctx().content_rect().size() - AROUND).max(vec2(80.0, 80.0));
    let columns = (room.x / COLUMN).floor().clamp(1.0, COLUMNS);
    let shown = Modal::new(Id::new("help")).show(ui.ctx(), |ui| {
        ui.set_max_width(room.x.min(columns * COLUMN));
        ui.horizontal_wrapped(|ui| {
            ui.heading(asked.say(w::HELP_TITLE));
            asked.button(ui, w::HELP_CLOSE, Action::Panel(Panel::Help, false));
        });
        let area = ScrollArea::vertical().min_scrolled_height(room.y).max_height(room.y);
        area.show(ui, |ui| table(ui, asked, columns as usize));
    });
    if shown.backdrop_response.clicked() {
        asked.ask(Action::Panel(Panel::Help, false));
    }
}

/// Mouse, then keys, in columns; the chosen language first.
fn table(ui: &mut Ui, asked: &Asked, columns: usize) {
    let (language, other) = (asked.language(), asked.language().other());
    let mouse = MOUSE.iter().map(|[with, does]| [with.of(language), does.of(language), does.of(other)]);
    let keys = KEYS.iter().map(|key| [key.cap, language.pick(key.en, key.ko), other.pick(key.en, key.ko)]);
    let rows: Vec<[&str; 3]> = mouse.chain(keys).collect();
    ui.style_mut().text_styles.insert(TextStyle::Body, FontId::proportional(TEXT));
    ui.horizontal_top(|ui| {
        for (index, part) in rows.chunks(rows.len().div_ceil(columns)).enumerate() {
            let grid = Grid::new(("keys", index)).num_columns(3).striped(true);
            grid.min_row_height(0.0).spacing(vec2(6.0, 0.5)).show(ui, |ui| {
                for [with, does, likewise] in part {
                    ui.strong(*with);
                    ui.label(*does);
                    ui.weak(*likewise);
                    ui.end_row();
                }
            });
        }
    });
}
