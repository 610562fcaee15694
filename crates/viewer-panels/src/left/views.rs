//! Saved and published views, and tours.

use crate::asked::Asked;
use crate::words as w;
use egui::{Button, TextEdit, Ui};
use locus_viewer_core::action::Action;

/// The name being written; while it is untouched, the next free one.
#[derive(Debug, Default)]
pub(crate) struct ViewName(Option<String>);

pub(super) fn show(ui: &mut Ui, asked: &mut Asked, name: &mut ViewName) {
    let views = &asked.session.views;
    for view in &views.views {
        let current = asked.session.view_name.as_ref() == Some(&view.title);
        if ui.add(Button::selectable(current, &view.title).frame_when_inactive(true).truncate()).clicked() {
            asked.ask(Action::GoTo(view.title.clone()));
        }
    }
    save(ui, asked, name);
    for tour in &views.tours {
        if ui.button(w::PLAY_TOUR.with(asked.language(), &[("name", &tour.title)])).clicked() {
            asked.ask(Action::Tour(Some(tour.title.clone())));
        }
    }
    if asked.session.is_touring() {
        asked.button(ui, w::STOP_TOUR, Action::Tour(None));
    }
}

fn save(ui: &mut Ui, asked: &mut Asked, name: &mut ViewName) {
    let title = ui.label(asked.say(w::VIEW_NAME));
    let mut text = name.0.clone().unwrap_or_else(|| asked.session.next_view_name());
    ui.horizontal(|ui| {
        let save = asked.say(w::SAVE_VIEW);
        let width = (ui.available_width() - 110.0).max(60.0);
        let field = ui.add(TextEdit::singleline(&mut text).desired_width(width).id_salt("view")).labelled_by(title.id);
        if field.changed() {
            name.0 = Some(text.clone());
        }
        let named = !text.trim().is_empty();
        if ui.add_enabled(named, Button::new(save)).clicked() {
            asked.ask(Action::SaveView(text.trim().to_owned()));
            name.0 = None;
        }
    });
}
