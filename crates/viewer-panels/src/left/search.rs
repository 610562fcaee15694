//! The search field and what it finds; what is chosen is flown to.

use crate::asked::Asked;
use crate::words as w;
use egui::{Button, Key, ScrollArea, TextEdit, Ui};
use locus_viewer_core::action::Action;

/// Results that are seen at once, points high.
const RESULTS: f32 = 180.0;

/// The text being written; what the session searches for follows a pass later.
#[derive(Debug, Default)]
pub(crate) struct Query {
    text: String,
    sent: String,
}

pub(super) fn show(ui: &mut Ui, asked: &mut Asked, query: &mut Query) {
    if query.sent != asked.session.query {
        // Someone else searched: the field follows.
        query.text.clone_from(&asked.session.query);
        query.sent.clone_from(&asked.session.query);
    }
    let title = ui.strong(asked.say(w::SEARCH));
    let edit = TextEdit::singleline(&mut query.text).hint_text(asked.say(w::SEARCH_HINT));
    let field = ui.add(edit.desired_width(f32::INFINITY).id_salt("query")).labelled_by(title.id);
    if field.changed() {
        asked.ask(Action::Search(query.text.clone()));
        query.sent.clone_from(&query.text);
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        let best = asked.session.found.first().map(|found| found.selection.clone());
        asked.actions.extend(best.map(Action::FlyTo));
    }
    if !asked.session.query.is_empty() {
        results(ui, asked);
    }
}

fn results(ui: &mut Ui, asked: &mut Asked) {
    let found = &asked.session.found;
    if found.is_empty() {
        ui.label(asked.say(w::FOUND_NOTHING));
        return;
    }
    ui.weak(w::FOUND.with(asked.language(), &[("n", &found.len().to_string())]));
    ScrollArea::vertical().id_salt("found").max_height(RESULTS).show(ui, |ui| {
        for found in found {
            let label = if found.matched == found.title {
                found.title.clone()
            } else {
                format!("{} · {}", found.title, found.matched)
            };
            let button = Button::new(&label).truncate().min_size([ui.available_width(), 0.0].into());
            if ui.add(button).on_hover_text(label).clicked() {
                asked.ask(Action::FlyTo(found.selection.clone()));
            }
        }
    });
}
