//! The panel on the left: what to find, and what is shown.

mod hypotheses;
mod search;
mod sheets;
mod shown;
mod views;

pub(crate) use search::Query;
pub(crate) use sheets::stroke_sample;
pub(crate) use shown::imagery;
pub(crate) use views::ViewName;

use crate::asked::Asked;
use crate::room::Room;
use crate::words::{self as w, Words};
use egui::{CollapsingHeader, ScrollArea, Ui};

/// The panel; `query` and `name` are the texts being written.
pub(crate) fn show(ui: &mut Ui, asked: &mut Asked, room: Room, query: &mut Query, name: &mut ViewName) {
    egui::Panel::left("left").resizable(false).exact_size(room.left()).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0).show(ui, |ui| {
            search::show(ui, asked, query);
            section(ui, asked, w::LEVELS, true, shown::levels);
            section(ui, asked, w::SHOWN, true, shown::elements);
            if !asked.bundle().hypotheses.is_empty() {
                section(ui, asked, w::HYPOTHESES, true, hypotheses::show);
            }
            section(ui, asked, w::GROUND, true, shown::ground);
            if !asked.bundle().sheets.is_empty() {
                section(ui, asked, w::SHEETS, true, sheets::show);
            }
            section(ui, asked, w::VIEWS, true, |ui, asked| views::show(ui, asked, name));
            section(ui, asked, w::DISPLAY, false, shown::display);
        });
    });
}

/// A part that can be folded. Its state is kept under its English name, so that it survives a change of language.
fn section(ui: &mut Ui, asked: &mut Asked, title: Words, open: bool, body: impl FnOnce(&mut Ui, &mut Asked)) {
    let header = CollapsingHeader::new(asked.say(title)).id_salt(title.en).default_open(open);
    header.show(ui, |ui| body(ui, asked));
}
