//! The bar above: how one moves, what is shown of doubt, tools, pictures, language, help. In a small window most of it
//! is behind one button.

use crate::asked::Asked;
use crate::room::Room;
use crate::words as w;
use egui::{ScrollArea, Ui};
use locus_viewer_core::action::{Action, Movement, Panel};
use locus_viewer_core::doubt::Channels;
use locus_viewer_core::filter::Only;
use locus_viewer_core::keys::CUT_M;

/// The bar.
pub(crate) fn show(ui: &mut Ui, asked: &mut Asked, room: Room) {
    egui::Panel::top("top").show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            movement(ui, asked);
            if room.is_wide() { wide(ui, asked) } else { small(ui, asked) }
        });
    });
}

fn wide(ui: &mut Ui, asked: &mut Asked) {
    for group in [home, doubt, only, cuts, tools, panels, pictures, interface] {
        ui.separator();
        group(ui, asked);
    }
}

fn small(ui: &mut Ui, asked: &mut Asked) {
    ui.separator();
    panels(ui, asked);
    let height = (ui.ctx().content_rect().height() - 90.0).max(80.0);
    let button = egui::containers::menu::MenuButton::new(asked.say(w::MENU));
    let close = egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    button.config(close).ui(ui, |ui| {
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for group in [home, doubt, only, cuts, tools, pictures, interface] {
                group(ui, asked);
                ui.separator();
            }
        });
    });
}

fn movement(ui: &mut Ui, asked: &mut Asked) {
    let now = asked.session.movement();
    for (movement, words) in [(Movement::Walk, w::WALK), (Movement::Orbit, w::ORBIT), (Movement::Plan, w::PLAN)] {
        asked.switch(ui, now == movement, words, Action::Move(movement));
    }
}

fn home(ui: &mut Ui, asked: &mut Asked) {
    asked.button(ui, w::HOME, Action::Home);
}

fn doubt(ui: &mut Ui, asked: &mut Asked) {
    let shown = asked.session.choices.doubt;
    let channels = [
        (shown.basis, w::BASIS, Channels { basis: !shown.basis, ..shown }),
        (shown.support, w::SUPPORT, Channels { support: !shown.support, ..shown }),
        (shown.contested, w::CONTESTED, Channels { contested: !shown.contested, ..shown }),
        (shown.uncertainty, w::UNCERTAINTY, Channels { uncertainty: !shown.uncertainty, ..shown }),
    ];
    for (on, words, next) in channels {
        asked.switch(ui, on, words, Action::Doubt(next));
    }
}

fn only(ui: &mut Ui, asked: &mut Asked) {
    let now = asked.session.choices.filter.only;
    let choices = [(Only::All, w::ONLY_ALL), (Only::Testified, w::ONLY_TESTIFIED), (Only::Seen, w::ONLY_SEEN)];
    for (only, words) in choices {
        asked.switch(ui, now == only, words, Action::Only(only));
    }
}

fn cuts(ui: &mut Ui, asked: &mut Asked) {
    let choices = &asked.session.choices;
    let (cut, vertical) = (choices.cut_m, choices.vertical_cut.is_some());
    asked.switch(ui, cut.is_some(), w::CUT, Action::Cut(cut.is_none().then_some(CUT_M)));
    asked.switch(ui, vertical, w::VERTICAL_CUT, Action::VerticalCut(!vertical));
}

fn tools(ui: &mut Ui, asked: &mut Asked) {
    let (measuring, sighting) = (asked.session.is_measuring(), asked.session.is_sighting());
    asked.switch(ui, measuring, w::MEASURE, Action::Measure(!measuring));
    asked.switch(ui, sighting, w::SIGHT, Action::Sight(!sighting));
}

fn panels(ui: &mut Ui, asked: &mut Asked) {
    for (panel, words) in [(Panel::Layers, w::PANEL_LAYERS), (Panel::Incidents, w::PANEL_INCIDENTS)] {
        let open = asked.session.panels.contains(&panel);
        asked.switch(ui, open, words, Action::Panel(panel, !open));
    }
}

fn pictures(ui: &mut Ui, asked: &mut Asked) {
    asked.button(ui, w::SCREENSHOT, Action::Screenshot);
    asked.button(ui, w::STILL, Action::Still);
}

fn interface(ui: &mut Ui, asked: &mut Asked) {
    let help = asked.session.panels.contains(&Panel::Help);
    asked.switch(ui, help, w::HELP, Action::Panel(Panel::Help, !help));
    asked.button(ui, w::OTHER_LANGUAGE, Action::Language(asked.language().other()));
}
