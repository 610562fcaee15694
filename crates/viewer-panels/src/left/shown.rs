//! Levels, bases, layers, the satellite image, and how the interface itself is shown.

use crate::asked::Asked;
use crate::words as w;
use egui::{Slider, Ui};
use locus_viewer_core::action::Action;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::words::{self, glossary, time};
use std::collections::BTreeSet;

pub(super) fn levels(ui: &mut Ui, asked: &mut Asked) {
    let shown = asked.session.choices.filter.level.as_ref();
    asked.radio(ui, shown.is_none(), asked.say(w::ALL_LEVELS), Action::Level(None));
    for level in asked.bundle().levels.iter().rev() {
        let name = asked.language().of(&level.name).unwrap_or(&level.id);
        let action = Action::Level(Some(level.id.clone()));
        asked.radio(ui, shown == Some(&level.id), name, action);
    }
}

/// Bases and layers; only layers that the bundle has.
pub(super) fn elements(ui: &mut Ui, asked: &mut Asked) {
    let (filter, language) = (&asked.session.choices.filter, asked.language());
    for basis in Basis::ALL {
        let on = !filter.hidden_bases.contains(&basis);
        asked.tick(ui, on, words::basis(basis).of(language), |on| Action::Basis(basis, on));
    }
    ui.separator();
    let layers: BTreeSet<&String> = asked.bundle().elements.iter().map(|element| &element.layer).collect();
    for layer in layers {
        let name = glossary::name(glossary::LAYERS, layer, language);
        let on = !filter.hidden_layers.contains(layer);
        asked.tick(ui, on, name, |on| Action::Layer(layer.clone(), on));
    }
}

pub(super) fn ground(ui: &mut Ui, asked: &mut Asked) {
    if asked.bundle().ground.is_none() {
        ui.label(asked.say(w::GROUND_NONE));
        return;
    }
    percent(ui, asked, w::GROUND_SHOWS, asked.session.choices.ground_opacity, Action::GroundOpacity);
    if let Some(text) = imagery(asked) {
        ui.label(text);
    }
}

/// Which image lies under the model, and when it was taken.
pub(crate) fn imagery(asked: &Asked) -> Option<String> {
    let ground = asked.bundle().ground.as_ref()?;
    let image = asked.bundle().imagery.iter().find(|image| image.id == ground.imagery);
    let when = image.and_then(|image| image.acquired.as_deref()).map(|when| time::when(when, asked.language()));
    Some(match when {
        Some(when) => w::GROUND_IS.with(asked.language(), &[("id", &ground.imagery), ("when", &when)]),
        None => w::GROUND_UNDATED.with(asked.language(), &[("id", &ground.imagery)]),
    })
}

/// A part of 1 chosen in per cent, its name above it.
pub(super) fn percent(ui: &mut Ui, asked: &mut Asked, name: w::Words, now: f32, wish: impl FnOnce(f32) -> Action) {
    let mut value = (now * 100.0).round();
    let title = ui.label(asked.say(name));
    let slider = ui.add(Slider::new(&mut value, 0.0..=100.0).step_by(5.0).show_value(false)).labelled_by(title.id);
    if slider.changed() {
        asked.ask(wish(value / 100.0));
    }
}

pub(super) fn display(ui: &mut Ui, asked: &mut Asked) {
    ui.horizontal_wrapped(|ui| {
        asked.button(ui, w::SMALLER, Action::Scale(-1));
        asked.button(ui, w::LARGER, Action::Scale(1));
        let percent = format!("{:.0}", asked.session.scale * 100.0);
        if ui.button(w::USUAL_SIZE.with(asked.language(), &[("percent", &percent)])).clicked() {
            asked.ask(Action::Scale(0));
        }
    });
    asked.tick(ui, asked.session.reduced_motion, asked.say(w::NO_FLIGHTS), Action::ReducedMotion);
}
