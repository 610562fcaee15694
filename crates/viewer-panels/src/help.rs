//! The help: the table of keys from which the window reads its input, in both languages.

use crate::asked::Asked;
use crate::words as w;
use egui::{Grid, Id, Modal, ScrollArea, Ui};
use locus_viewer_core::action::{Action, Panel};
use locus_viewer_core::keys::KEYS;

/// The overlay, while it is open.
pub(crate) fn show(ui: &Ui, asked: &mut Asked) {
    if !asked.session.panels.contains(&Panel::Help) {
        return;
    }
    let room = ui.ctx().content_rect().size();
    let shown = Modal::new(Id::new("help")).show(ui.ctx(), |ui| {
        ui.set_max_width((room.x - 40.0).min(620.0));
        ui.horizontal_wrapped(|ui| {
            ui.heading(asked.say(w::HELP_TITLE));
            asked.button(ui, w::HELP_CLOSE, Action::Panel(Panel::Help, false));
        });
        let height = (room.y - 110.0).max(80.0);
        ScrollArea::vertical().min_scrolled_height(height).max_height(height).show(ui, |ui| table(ui, asked));
    });
    if shown.backdrop_response.clicked() {
        asked.ask(Action::Panel(Panel::Help, false));
    }
}

/// The chosen language first.
fn table(ui: &mut Ui, asked: &Asked) {
    let language = asked.language();
    Grid::new("keys").num_columns(3).striped(true).show(ui, |ui| {
        for key in KEYS {
            ui.strong(key.cap);
            ui.label(language.pick(key.en, key.ko));
            ui.weak(language.pick(key.ko, key.en));
            ui.end_row();
        }
    });
}
