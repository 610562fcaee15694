//! What the panels know in one pass, and what was asked for in it.

use crate::words::Words;
use egui::{Button, RichText, Ui};
use locus_publish::Bundle;
use locus_viewer_core::action::Action;
use locus_viewer_core::language::Language;
use locus_viewer_core::session::Session;

/// One pass over the panels.
pub(crate) struct Asked<'a> {
    pub(crate) session: &'a Session,
    /// Whether a picture is being taken: then nothing can be pressed.
    pub(crate) exporting: bool,
    pub(crate) actions: Vec<Action>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(session: &'a Session, exporting: bool) -> Self {
        Self { session, exporting, actions: Vec::new() }
    }

    pub(crate) fn bundle(&self) -> &'a Bundle {
        &self.session.published.bundle
    }

    pub(crate) fn language(&self) -> Language {
        self.session.language()
    }

    pub(crate) fn say(&self, words: Words) -> &'static str {
        words.of(self.language())
    }

    pub(crate) fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// A button that asks.
    pub(crate) fn button(&mut self, ui: &mut Ui, words: Words, action: Action) {
        if ui.button(self.say(words)).clicked() {
            self.ask(action);
        }
    }

    /// A button that stays pressed while `on`.
    pub(crate) fn switch(&mut self, ui: &mut Ui, on: bool, words: Words, action: Action) {
        if ui.add(Button::selectable(on, self.say(words)).frame_when_inactive(true)).clicked() {
            self.ask(action);
        }
    }

    /// A box to tick.
    pub(crate) fn tick(
        &mut self,
        ui: &mut Ui,
        on: bool,
        label: impl Into<RichText>,
        wish: impl FnOnce(bool) -> Action,
    ) {
        let mut on = on;
        if ui.checkbox(&mut on, label.into()).changed() {
            self.ask(wish(on));
        }
    }

    /// Underlined words that lead somewhere. They cannot be marked for copying: a reader of the screen would call them text.
    pub(crate) fn link(&mut self, ui: &mut Ui, label: impl Into<RichText>, action: Action) {
        let pressed = ui.scope(|ui| {
            ui.style_mut().interaction.selectable_labels = false;
            ui.link(label.into()).clicked()
        });
        if pressed.inner {
            self.ask(action);
        }
    }

    /// One of several.
    pub(crate) fn radio(&mut self, ui: &mut Ui, on: bool, label: impl Into<RichText>, action: Action) {
        if ui.radio(on, label.into()).clicked() && !on {
            self.ask(action);
        }
    }
}
