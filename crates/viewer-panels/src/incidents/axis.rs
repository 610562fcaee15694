//! The time axis: how many incidents certainly and possibly fall where, and the chosen range with its two handles.

use super::bars;
use crate::asked::Asked;
use crate::theme::{ACCENT, ALARM, INK, LINE, QUIET};
use crate::words as w;
use egui::{
    Color32, CursorIcon, EventFilter, FontId, Key, Painter, Rect, Response, RichText, Sense, Stroke, Ui, pos2, vec2,
};
use locus_viewer_core::action::Action;
use locus_viewer_core::incidents::IncidentFilter;
use locus_viewer_core::timeline::{Bin, Range};
use locus_viewer_core::words::time;

/// Height of the columns and of the years below them, points.
const COLUMNS: f32 = 34.0;
const YEARS: f32 = 15.0;
/// A column is about this wide, points.
const COLUMN: f32 = 7.0;
/// Half the width of a handle, points.
const HANDLE: f32 = 6.0;
/// Years are written at least so far apart, points.
const APART: f32 = 44.0;
/// One press of an arrow moves by this part of the axis, at least by a day.
const STEP: i64 = 100;

/// The columns, counted again only when their number changes.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    asked_for: usize,
    bins: Vec<Bin>,
}

impl Histogram {
    fn of(&mut self, asked: &Asked, columns: usize) -> &[Bin] {
        if self.asked_for != columns {
            self.asked_for = columns;
            self.bins = asked.session.timeline.histogram(columns);
        }
        &self.bins
    }
}

pub(super) fn show(ui: &mut Ui, asked: &mut Asked, histogram: &mut Histogram) {
    let Some(axis) = asked.session.timeline.extent() else {
        ui.label(asked.say(w::NO_DATES));
        return;
    };
    let chosen = asked.session.choices.incidents.range.as_ref();
    chosen_range(ui, asked, chosen);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), COLUMNS + YEARS), Sense::hover());
    let columns = Rect::from_min_size(rect.min, vec2(rect.width(), COLUMNS));
    let bins = histogram.of(asked, ((rect.width() / COLUMN) as usize).max(1));
    paint_bins(ui, columns, bins);
    paint_years(ui, rect, axis);
    let whole = axis.clone();
    let range = chosen.unwrap_or(&whole);
    shade(ui, columns, axis, range);
    explain(ui, asked, columns, bins);
    if let Some(range) = handles(ui, asked, columns, axis, range) {
        let filter = asked.session.choices.incidents.clone();
        asked.ask(Action::Incidents(IncidentFilter { range: Some(range), ..filter }));
    }
}

/// The range in words, and the way back to all dates.
fn chosen_range(ui: &mut Ui, asked: &mut Asked, chosen: Option<&Range>) {
    ui.horizontal_wrapped(|ui| {
        match chosen {
            None => drop(ui.label(asked.say(w::RANGE_ALL))),
            Some(range) => {
                let when = time::when(range.edtf().as_str(), asked.language());
                ui.label(w::RANGE_IS.with(asked.language(), &[("when", &when)]));
                let all = IncidentFilter { range: None, ..asked.session.choices.incidents.clone() };
                asked.button(ui, w::RANGE_CLEAR, Action::Incidents(all));
            }
        }
        legend(ui, asked);
    });
}

/// What the columns mean.
fn legend(ui: &mut Ui, asked: &Asked) {
    let samples = [(w::HISTOGRAM_CERTAIN, certain as fn(&Painter, Rect)), (w::HISTOGRAM_POSSIBLE, possible)];
    for (words, paint) in samples {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 10.0), Sense::hover());
        paint(ui.painter(), rect);
        ui.label(RichText::new(asked.say(words)).size(11.5));
    }
}

fn certain(painter: &Painter, rect: Rect) {
    painter.rect_filled(rect, 0.0, ALARM);
}

fn possible(painter: &Painter, rect: Rect) {
    bars::hatch(painter, rect, ALARM);
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.5, ALARM));
}

/// Certain ones filled, possible ones hatched above them.
fn paint_bins(ui: &Ui, area: Rect, bins: &[Bin]) {
    let most = bins.iter().map(|bin| bin.certain + bin.possible).max().unwrap_or(0).max(1);
    let height = |n: usize| (area.height() - 1.0) * n as f32 / most as f32;
    let width = area.width() / bins.len().max(1) as f32;
    let painter = ui.painter();
    for (k, bin) in bins.iter().enumerate() {
        let left = area.left() + k as f32 * width;
        let column = |from: f32, to: f32| {
            Rect::from_min_max(pos2(left, area.bottom() - to), pos2(left + width, area.bottom() - from))
        };
        let filled = height(bin.certain);
        certain(painter, column(0.0, filled));
        if bin.possible > 0 {
            possible(painter, column(filled, filled + height(bin.possible)));
        }
    }
    painter.hline(area.x_range(), area.bottom(), Stroke::new(1.0, LINE));
}

/// As many years as can be read beside each other.
fn paint_years(ui: &Ui, area: Rect, axis: &Range) {
    let x = |fraction: f64| area.left() + area.width() * fraction as f32;
    let years = axis.length() as f32 / 365.25;
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
    let step = steps.into_iter().find(|&step| area.width() * step as f32 / years.max(1e-3) >= APART).unwrap_or(20_000);
    let painter = ui.painter();
    for date in axis.new_years().filter(|date| date.year % step == 0) {
        let x = x(axis.fraction(date));
        painter.vline(x, area.top() + COLUMNS..=area.top() + COLUMNS + 3.0, Stroke::new(1.0, LINE));
        let galley = painter.layout_no_wrap(date.year.to_string(), FontId::proportional(11.0), QUIET);
        let left = (x - galley.size().x / 2.0).clamp(area.left(), area.right() - galley.size().x);
        painter.galley(pos2(left, area.top() + COLUMNS + 2.0), galley, QUIET);
    }
}

/// What lies outside the range is veiled.
fn shade(ui: &Ui, area: Rect, axis: &Range, range: &Range) {
    let [first, last] = ends(area, axis, range);
    let veil = Color32::from_rgba_unmultiplied(0xFA, 0xFA, 0xF7, 0xC0);
    ui.painter().rect_filled(Rect::from_min_max(area.min, pos2(first, area.bottom())), 0.0, veil);
    ui.painter().rect_filled(Rect::from_min_max(pos2(last, area.top()), area.max), 0.0, veil);
}

fn ends(area: Rect, axis: &Range, range: &Range) -> [f32; 2] {
    let x = |fraction: f64| area.left() + area.width() * fraction.clamp(0.0, 1.0) as f32;
    [x(axis.fraction(range.first())), x(axis.fraction(range.last()) + 1.0 / axis.length() as f64)]
}

/// Says what the columns mean, and the numbers of the one under the pointer.
fn explain(ui: &mut Ui, asked: &Asked, area: Rect, bins: &[Bin]) {
    let response = ui.interact(area, ui.id().with("histogram"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, asked.say(w::HISTOGRAM)));
    let Some(pointer) = response.hover_pos() else { return };
    let at = (pointer.x - area.left()) / area.width() * bins.len() as f32;
    let Some(bin) = bins.get(at.max(0.0) as usize) else { return };
    let (certain, possible) = (bin.certain.to_string(), bin.possible.to_string());
    let when = time::when(bin.days.edtf().as_str(), asked.language());
    let values = [("when", when.as_str()), ("certain", &certain), ("possible", &possible)];
    response.on_hover_text(w::HISTOGRAM_BIN.with(asked.language(), &values));
}

/// Two handles: dragged, or with the keyboard on one of them arrows move the range and Shift with arrows its end.
fn handles(ui: &mut Ui, asked: &Asked, area: Rect, axis: &Range, range: &Range) -> Option<Range> {
    let [first, last] = ends(area, axis, range);
    let mut wished = None;
    for (is_first, x) in [(true, first), (false, last)] {
        let (words, day) = if is_first { (w::RANGE_FIRST, range.first()) } else { (w::RANGE_LAST, range.last()) };
        let label = words.with(asked.language(), &[("day", &day.to_string())]);
        let response = handle(ui, area, x, is_first, &label);
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let day = axis.day_at(f64::from((pointer.x - area.left()) / area.width()));
            wished = if is_first {
                Range::new(day.min(range.last()), range.last()).ok()
            } else {
                Range::new(range.first(), day.max(range.first())).ok()
            };
        }
        if response.has_focus() {
            wished = keyed(ui, axis, range, is_first).or(wished);
        }
    }
    wished.filter(|wished| wished != range)
}

fn handle(ui: &mut Ui, area: Rect, x: f32, is_first: bool, label: &str) -> Response {
    // The grips stand outside the range, so that both can be taken even where it is one day.
    let out = if is_first { -HANDLE } else { HANDLE };
    let middle = (x + out).clamp(area.left() + HANDLE, area.right() - HANDLE);
    let rect = Rect::from_center_size(pos2(middle, area.center().y), vec2(2.0 * HANDLE, area.height()));
    let id = ui.id().with(("handle", is_first));
    let response = ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::ResizeHorizontal);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Slider, true, label));
    if response.clicked() {
        response.request_focus();
    }
    let painter = ui.painter();
    painter.vline(x, area.y_range(), Stroke::new(2.0, ACCENT));
    painter.rect_filled(Rect::from_center_size(rect.center(), vec2(2.0 * HANDLE - 2.0, 18.0)), 3.0, ACCENT);
    if response.has_focus() {
        painter.rect_stroke(rect.expand(1.0), 3.0, Stroke::new(2.5, INK), egui::StrokeKind::Outside);
        let arrows = EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
    response
}

fn keyed(ui: &Ui, axis: &Range, range: &Range, is_first: bool) -> Option<Range> {
    let step = (axis.length() / STEP).max(1);
    let (left, right, shift) = ui
        .input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight), input.modifiers.shift));
    let by = match (left, right) {
        (true, false) => -step,
        (false, true) => step,
        _ => return None,
    };
    Some(match (shift, is_first) {
        (false, _) => range.moved(by, by),
        (true, true) => {
            let first = range.moved(by, 0).first().min(range.last());
            Range::new(first, range.last()).unwrap_or_else(|_| range.clone())
        }
        (true, false) => range.moved(0, by),
    })
}
