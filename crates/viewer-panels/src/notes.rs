//! What has to be told: the slow picture, a notice, what a tour says, what to do next.

use crate::asked::Asked;
use crate::theme::{INK, NOTICE};
use crate::words as w;
use egui::{Frame, RichText, Ui};
use locus_viewer_core::action::{Action, Movement};
use locus_viewer_core::session::Tool;

/// Above the picture: that the processor draws, and what the session has to tell once.
pub(crate) fn above(ui: &mut Ui, asked: &mut Asked, software: bool) {
    let notice = asked.session.notice.as_deref();
    if !software && notice.is_none() {
        return;
    }
    let frame = Frame::new().fill(NOTICE).inner_margin(egui::Margin::symmetric(8, 3));
    egui::Panel::top("notices").frame(frame).show(ui, |ui| {
        if software {
            ui.label(RichText::new(asked.say(w::SOFTWARE)).size(12.0).color(INK));
        }
        if let Some(notice) = notice {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(notice).color(INK));
                asked.button(ui, w::DISMISS, Action::Escape);
            });
        }
    });
}

/// Below the picture: what the tour's stop says.
pub(crate) fn caption(ui: &mut Ui, asked: &mut Asked) {
    let Some(text) = asked.session.tour_text() else { return };
    egui::Panel::bottom("caption").show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).size(15.0).color(INK));
            if !asked.exporting {
                asked.button(ui, w::STOP_TOUR, Action::Tour(None));
            }
        });
    });
}

/// The lowest line: what the mouse and keys do now.
pub(crate) fn hint(ui: &mut Ui, asked: &Asked) {
    let words = match (&asked.session.tool, asked.session.movement()) {
        (Tool::Measure(..), _) => w::HINT_MEASURE,
        (Tool::Sight(..), _) => w::HINT_SIGHT,
        (Tool::Ask, Movement::Walk) => w::HINT_WALK,
        (Tool::Ask, Movement::Orbit) => w::HINT_ORBIT,
        (Tool::Ask, Movement::Plan) => w::HINT_PLAN,
    };
    egui::Panel::bottom("hint").show(ui, |ui| {
        ui.label(RichText::new(asked.say(words)).size(12.0));
    });
}
