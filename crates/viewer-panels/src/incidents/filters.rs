//! Filters by category, account, credibility, date and text.

use crate::asked::Asked;
use crate::words as w;
use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{PopupCloseBehavior, ScrollArea, TextEdit, Ui};
use locus_publish::Bundle;
use locus_viewer_core::action::Action;
use locus_viewer_core::incidents::IncidentFilter;
use std::collections::BTreeMap;

/// Grades that a filter can stop at; 6 lets every grade pass.
const GRADES: std::ops::RangeInclusive<u8> = 1..=5;

/// The text being written, and the categories there are.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    sent: String,
    categories: Option<BTreeMap<String, Option<locus_model::Text>>>,
}

pub(super) fn show(ui: &mut Ui, asked: &mut Asked, text: &mut Text) {
    let all = text.categories.get_or_insert_with(|| categories(asked.bundle()));
    menu(ui, asked, w::CATEGORIES, |ui, asked| by_category(ui, asked, all));
    menu(ui, asked, w::ACCOUNTS, by_account);
    menu(ui, asked, w::CREDIBILITY, by_credibility);
    let filter = &asked.session.choices.incidents;
    let with = |undated| Action::Incidents(IncidentFilter { undated, ..filter.clone() });
    asked.tick(ui, filter.undated, asked.say(w::UNDATED_TOO), with);
    by_text(ui, asked, text);
    if let Some(place) = &filter.place {
        let label = w::PLACE_ONLY.with(asked.language(), &[("place", place)]);
        let anywhere = Action::Incidents(IncidentFilter { place: None, ..filter.clone() });
        asked.tick(ui, true, label, |_| anywhere);
    }
    if *filter != IncidentFilter::default() {
        asked.button(ui, w::CLEAR_FILTERS, Action::Incidents(IncidentFilter::default()));
    }
}

fn categories(bundle: &Bundle) -> BTreeMap<String, Option<locus_model::Text>> {
    let named = |incident: &locus_publish::BundleIncident| {
        (incident.category.clone().unwrap_or_default(), incident.category_name.clone())
    };
    bundle.incidents.iter().map(named).collect()
}

/// A button that opens a list of boxes; it stays open until one clicks elsewhere.
fn menu(ui: &mut Ui, asked: &mut Asked, words: w::Words, body: impl FnOnce(&mut Ui, &mut Asked)) {
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let height = (ui.ctx().content_rect().height() * 0.6).max(80.0);
    MenuButton::new(asked.say(words)).config(config).ui(ui, |ui| {
        ScrollArea::vertical().max_height(height).show(ui, |ui| body(ui, asked));
    });
}

fn by_category(ui: &mut Ui, asked: &mut Asked, all: &BTreeMap<String, Option<locus_model::Text>>) {
    let filter = &asked.session.choices.incidents;
    for (slug, name) in all {
        let label = match (slug.as_str(), name) {
            ("", _) => asked.say(w::CATEGORY_NONE),
            (_, Some(name)) => asked.language().of(name).unwrap_or(slug),
            (_, None) => slug,
        };
        asked.tick(ui, !filter.hidden_categories.contains(slug), label, |on| {
            let mut next = filter.clone();
            if on {
                next.hidden_categories.remove(slug)
            } else {
                next.hidden_categories.insert(slug.clone())
            };
            Action::Incidents(next)
        });
    }
}

fn by_account(ui: &mut Ui, asked: &mut Asked) {
    let filter = &asked.session.choices.incidents;
    ui.weak(asked.say(w::ACCOUNTS_NONE_TICKED));
    for account in &asked.bundle().accounts {
        asked.tick(ui, filter.accounts.contains(&account.id), &account.id, |on| {
            let mut next = filter.clone();
            if on {
                next.accounts.insert(account.id.clone())
            } else {
                next.accounts.remove(&account.id)
            };
            Action::Incidents(next)
        });
    }
}

fn by_credibility(ui: &mut Ui, asked: &mut Asked) {
    let filter = &asked.session.choices.incidents;
    let to = |limit| Action::Incidents(IncidentFilter { credibility_at_most: limit, ..filter.clone() });
    asked.radio(ui, filter.credibility_at_most.is_none(), asked.say(w::CREDIBILITY_ANY), to(None));
    for grade in GRADES {
        let label = w::CREDIBILITY_TO.with(asked.language(), &[("grade", &grade.to_string())]);
        asked.radio(ui, filter.credibility_at_most == Some(grade), label, to(Some(grade)));
    }
    let with = |uncredited| Action::Incidents(IncidentFilter { uncredited, ..filter.clone() });
    asked.tick(ui, filter.uncredited, asked.say(w::UNGRADED), with);
}

fn by_text(ui: &mut Ui, asked: &mut Asked, text: &mut Text) {
    let filter = &asked.session.choices.incidents;
    if text.sent != filter.text {
        // The filters were cleared, or a view was shown: the field follows.
        text.text.clone_from(&filter.text);
        text.sent.clone_from(&filter.text);
    }
    let title = ui.label(asked.say(w::FILTER_TEXT));
    let edit = TextEdit::singleline(&mut text.text).desired_width(90.0).id_salt("incident text");
    if ui.add(edit).labelled_by(title.id).changed() {
        text.sent.clone_from(&text.text);
        asked.ask(Action::Incidents(IncidentFilter { text: text.text.clone(), ..filter.clone() }));
    }
}
