//! The witnesses' drawings: scans laid on the ground, and strokes in the colour of who drew them.

use super::shown::percent;
use crate::asked::Asked;
use crate::theme::{account_rgb, colour};
use crate::words as w;
use egui::{Rect, Sense, Ui, vec2};
use locus_publish::BundleSheet;
use locus_viewer_core::action::Action;
use locus_viewer_core::selection::Selection;
use std::collections::BTreeSet;

pub(super) fn show(ui: &mut Ui, asked: &mut Asked) {
    let choices = &asked.session.choices;
    ui.horizontal_wrapped(|ui| {
        asked.button(ui, w::SHEET_ALL, Action::AllSheets(true));
        asked.button(ui, w::SHEET_NONE, Action::AllSheets(false));
    });
    percent(ui, asked, w::SHEET_SHOWS, choices.sheet_opacity, Action::SheetOpacity);
    for sheet in &asked.bundle().sheets {
        ui.push_id(&sheet.id, |ui| one(ui, asked, sheet));
    }
    ui.separator();
    strokes(ui, asked);
    asked.tick(ui, choices.pins, asked.say(w::PINS), Action::Pins);
}

/// A sheet that cannot be laid on the ground says why.
fn one(ui: &mut Ui, asked: &mut Asked, sheet: &BundleSheet) {
    let language = asked.language();
    let shown = asked.session.choices.sheets.contains(&sheet.id);
    let missing = match (&sheet.image, &sheet.drape) {
        (None, _) => Some(w::SHEET_NO_SCAN),
        (_, None) => Some(w::SHEET_NO_DRAPE),
        _ => None,
    };
    ui.add_enabled_ui(missing.is_none(), |ui| {
        let label = w::SHEET_ON_GROUND.with(language, &[("id", &sheet.id)]);
        asked.tick(ui, shown, label, |on| Action::Sheet(sheet.id.clone(), on));
    });
    if let Some(missing) = missing {
        ui.weak(asked.say(missing));
    }
    ui.indent("about", |ui| {
        let label = w::SHEET_ABOUT.with(language, &[("id", &sheet.id)]);
        asked.link(ui, label, Action::Select(Some(Selection::Sheet(sheet.id.clone()))));
    });
}

fn strokes(ui: &mut Ui, asked: &mut Asked) {
    ui.horizontal_wrapped(|ui| {
        asked.button(ui, w::STROKES_ALL, Action::AllStrokes(true));
        asked.button(ui, w::STROKES_NONE, Action::AllStrokes(false));
    });
    let drawers: BTreeSet<&String> = asked.bundle().sheets.iter().map(|sheet| &sheet.account).collect();
    for account in drawers {
        let on = asked.session.choices.strokes.contains(account);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 12.0), Sense::hover());
            stroke_sample(ui.painter(), rect, asked, account);
            let label = w::STROKES_OF.with(asked.language(), &[("id", account)]);
            asked.tick(ui, on, label, |on| Action::Strokes(account.clone(), on));
        });
    }
}

/// A piece of line in the colour of an account, here and in the legend.
pub(crate) fn stroke_sample(painter: &egui::Painter, rect: Rect, asked: &Asked, account: &str) {
    let index = asked.bundle().accounts.iter().position(|known| known.id == account).unwrap_or(0);
    painter.hline(rect.x_range(), rect.center().y, (3.0, colour(account_rgb(index))));
}
