//! The list: only the rows in sight are laid out, however many there are.

use super::bars;
use super::order::Rows;
use crate::asked::Asked;
use crate::words as w;
use egui::{Align, Button, Layout, ScrollArea, Sense, Ui, UiBuilder, vec2};
use locus_viewer_core::action::Action;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::words::time;

/// Height of a row, points.
const ROW: f32 = 22.0;

pub(super) fn show(ui: &mut Ui, asked: &mut Asked, rows: Rows, titles: f32, height: f32) {
    if rows.incidents.is_empty() {
        ui.weak(asked.say(w::LIST_EMPTY));
        return;
    }
    let area = ScrollArea::vertical().id_salt("list").auto_shrink(false).max_height(height);
    area.show_rows(ui, ROW, rows.incidents.len(), |ui, shown| {
        for &incident in &rows.incidents[shown] {
            row(ui, asked, rows, incident, titles);
        }
    });
}

fn row(ui: &mut Ui, asked: &mut Asked, rows: Rows, index: usize, titles: f32) {
    let incident = &asked.bundle().incidents[index];
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let title = egui::Rect::from_min_size(rect.min, vec2(titles - 6.0, ROW));
    let selection = Selection::Incident(incident.id.clone());
    let chosen = asked.session.selection.as_ref() == Some(&selection);
    let builder = UiBuilder::new().max_rect(title).layout(Layout::left_to_right(Align::Center)).id_salt(index);
    let label = label(asked, index);
    let button = Button::selectable(chosen, &label).truncate();
    if ui.new_child(builder).add(button).on_hover_text(label).clicked() {
        asked.ask(if incident.position.is_some() { Action::FlyTo(selection) } else { Action::Select(Some(selection)) });
    }
    if let (Some(axis), Some(bar)) = (asked.session.timeline.extent(), rows.bar(asked.session, index)) {
        let right = egui::Rect::from_min_max(egui::pos2(rect.left() + titles, rect.top()), rect.max);
        bars::paint(ui.painter(), right, axis, bar);
    }
}

/// When, and what.
fn label(asked: &Asked, index: usize) -> String {
    let (incident, language) = (&asked.bundle().incidents[index], asked.language());
    let title = language.of(&incident.title).unwrap_or(&incident.id);
    match &incident.when {
        Some(when) => format!("{title} · {}", time::when(when, language)),
        None => title.to_owned(),
    }
}
