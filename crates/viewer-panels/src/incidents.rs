//! The panel below: which incidents are shown, when they happened as far as anyone knows, and the list of all of them.

mod axis;
mod bars;
mod filters;
mod list;
mod order;

use crate::asked::Asked;
use crate::room::Room;
use crate::words as w;
use axis::Histogram;
use egui::{Button, ScrollArea, Ui, UiBuilder, vec2};
use locus_viewer_core::action::Action;
use locus_viewer_core::incidents::IncidentFilter;
use order::Order;

pub(crate) use order::Tab;

/// Titles beside the bars, as a part of the width.
const TITLES: f32 = 0.42;
/// So much is left for the picture in any window, points.
const PICTURE: f32 = 16.0;
/// The list is never lower, points; the panel scrolls instead.
const LIST: f32 = 76.0;

/// What the panel keeps between passes.
#[derive(Debug, Default)]
pub(crate) struct Incidents {
    tab: Tab,
    order: Order,
    histogram: Histogram,
    text: filters::Text,
}

/// The panel.
pub(crate) fn show(ui: &mut Ui, asked: &mut Asked, room: Room, kept: &mut Incidents) {
    let height = room.bottom().min(ui.available_height() - PICTURE).max(0.0);
    egui::Panel::bottom("incidents").resizable(false).exact_size(height).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0).id_salt("panel").show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                tabs(ui, asked, &mut kept.tab);
                ui.separator();
                filters::show(ui, asked, &mut kept.text);
            });
            let titles = (TITLES * ui.available_width()).round();
            time(ui, asked, &mut kept.histogram, titles);
            let order = kept.order.of(asked.session, kept.tab);
            let height = ui.available_height().max(LIST);
            list::show(ui, asked, order, titles, height);
        });
    });
}

fn tabs(ui: &mut Ui, asked: &mut Asked, tab: &mut Tab) {
    let selected = asked.session.selected();
    let tabs = [
        (Tab::Placed, w::TAB_PLACED, selected.placed.len()),
        (Tab::Elsewhere, w::TAB_ELSEWHERE, selected.elsewhere.len()),
        (Tab::Unplaced, w::TAB_UNPLACED, selected.unplaced.len()),
        (Tab::Undated, w::TAB_UNDATED, selected.undated.len()),
    ];
    for (this, words, n) in tabs {
        let label = words.with(asked.language(), &[("n", &n.to_string())]);
        if ui.add(Button::selectable(*tab == this, label).frame_when_inactive(true)).clicked() {
            *tab = this;
        }
    }
    match selected.hidden_by_filter {
        0 => ui.weak(asked.say(w::HIDDEN_NONE)),
        n => ui.strong(w::HIDDEN.with(asked.language(), &[("n", &n.to_string())])),
    };
}

/// The rule beside the axis, so that the axis stands above the bars of the list.
fn time(ui: &mut Ui, asked: &mut Asked, histogram: &mut Histogram, titles: f32) {
    let area = ui.available_rect_before_wrap();
    let left = egui::Rect::from_min_size(area.min, vec2(titles, area.height()));
    let right = egui::Rect::from_min_max(left.right_top(), area.max);
    let mut beside = ui.new_child(UiBuilder::new().max_rect(left.shrink2(vec2(0.0, 2.0))).id_salt("rule"));
    rule(&mut beside, asked);
    let mut above = ui.new_child(UiBuilder::new().max_rect(right).id_salt("axis"));
    axis::show(&mut above, asked, histogram);
    let bottom = beside.min_rect().bottom().max(above.min_rect().bottom());
    ui.allocate_rect(egui::Rect::from_min_max(area.min, egui::pos2(area.right(), bottom)), egui::Sense::hover());
}

fn rule(ui: &mut Ui, asked: &mut Asked) {
    use locus_viewer_core::timeline::Rule;
    let filter = &asked.session.choices.incidents;
    ui.horizontal_wrapped(|ui| {
        for (rule, words) in [(Rule::Overlaps, w::RULE_OVERLAPS), (Rule::CertainlyWithin, w::RULE_WITHIN)] {
            let wish = IncidentFilter { rule, ..filter.clone() };
            asked.radio(ui, filter.rule == rule, asked.say(words), Action::Incidents(wish));
        }
    });
    let meaning = match filter.rule {
        Rule::Overlaps => w::RULE_OVERLAPS_MEANS,
        Rule::CertainlyWithin => w::RULE_WITHIN_MEANS,
    };
    ui.weak(asked.say(meaning));
}
