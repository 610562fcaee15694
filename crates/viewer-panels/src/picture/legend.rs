//! The legend: what every colour, pattern and outline means, from the table that paints them. It stands below the picture
//! and covers nothing of it.

use super::markers;
use crate::asked::Asked;
use crate::left::{imagery, stroke_sample};
use crate::room::Room;
use crate::theme::{INK, LINE, PAPER, colour};
use crate::words as w;
use egui::{Color32, Direction, Painter, Rect, RichText, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};
use locus_viewer_core::doubt::{self, Entry, Look, Pattern, Sample};

/// Size of a sample, points.
const SAMPLE: egui::Vec2 = vec2(24.0, 14.0);
/// Size of the words, points.
const TEXT: f32 = 11.5;
/// The same where every line counts: at twice the size of text.
const TINY: f32 = 10.0;

/// The strip below the picture; `stamp` is what an exported picture says of itself.
pub(crate) fn show(ui: &mut Ui, asked: &Asked, room: Room, stamp: &[String]) -> Rect {
    let text = if room.is_tiny() { TINY } else { TEXT };
    let panel = egui::Panel::bottom("legend").resizable(false);
    let shown = panel.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
        ui.horizontal_wrapped(|ui| {
            for entry in doubt::legend(asked.session.choices.doubt, asked.language()) {
                let label = if room.is_wide() { entry.label.as_str() } else { short(&entry.label) };
                item(ui, text, label, &entry.label, |painter, rect| sample(painter, rect, &entry));
            }
            let markers = asked.session.markers();
            if !markers.is_empty() {
                let label = asked.say(w::MARKER_LEGEND);
                item(ui, text, label, label, |painter, rect| {
                    markers::diamond(painter, rect.center(), 7.0, false, false)
                });
            }
            if markers.iter().any(|marker| marker.hidden) {
                let label = asked.say(w::HIDDEN_MARKER_LEGEND);
                item(ui, text, label, label, |painter, rect| {
                    markers::diamond(painter, rect.center(), 7.0, false, true)
                });
            }
            if has_gaps(asked) {
                let label = asked.say(w::GROUND_GAPS);
                item(ui, text, label, label, gap);
            }
            strokes(ui, asked, text);
        });
        notes(ui, asked, room);
        if !stamp.is_empty() {
            ui.label(RichText::new(stamp.join("  ·  ")).size(text).color(INK));
        }
    });
    shown.response.rect
}

/// What stands before the colon says it in a word; the rest is told under the pointer.
fn short(label: &str) -> &str {
    label.split_once(": ").map_or(label, |(word, _)| word)
}

/// A sample and its words, never parted by the end of a line.
fn item(ui: &mut Ui, text: f32, label: &str, whole: &str, paint: impl FnOnce(&Painter, Rect)) {
    let font = egui::FontId::proportional(text);
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, INK);
    let size = vec2(SAMPLE.x + 6.0 + words.size().x + 8.0, SAMPLE.y.max(words.size().y));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, whole));
    let sample = Rect::from_min_size(pos2(rect.left(), rect.center().y - SAMPLE.y / 2.0), SAMPLE);
    paint(ui.painter(), sample);
    let at = pos2(sample.right() + 6.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, INK);
    if label != whole {
        response.on_hover_text(whole);
    }
}

fn sample(painter: &Painter, rect: Rect, entry: &Entry) {
    match entry.sample {
        Sample::Surface => surface(painter, rect, entry.look),
        Sample::SoftEdge => {
            let (solid, soft) = rect.split_left_right_at_fraction(0.4);
            painter.rect_filled(solid, 0.0, INK);
            painter.add(Shape::gradient_rect(soft, Direction::LeftToRight, [INK, Color32::TRANSPARENT]));
        }
        Sample::Ellipse => {
            let stroke = Stroke::new(1.5, INK);
            painter.add(Shape::ellipse_stroke(rect.center(), rect.size() / 2.0 - vec2(1.0, 2.0), stroke));
        }
    }
}

fn surface(painter: &Painter, rect: Rect, look: Look) {
    painter.rect_filled(rect, 0.0, PAPER);
    let fill = colour(look.rgb);
    if look.stippled {
        stipple(painter, rect, fill);
    } else if look.height_assumed {
        let (upper, lower) = rect.split_top_bottom_at_fraction(0.5);
        stipple(painter, upper, fill);
        painter.rect_filled(lower, 0.0, fill);
    } else {
        painter.rect_filled(rect, 0.0, fill);
    }
    pattern(painter, rect, look.pattern);
    let edge = look.outline.map_or(Stroke::new(1.0, LINE), |rgb| Stroke::new(3.0, colour(rgb)));
    painter.rect_stroke(rect, 0.0, edge, StrokeKind::Inside);
}

/// Squares with gaps: the ground is seen through it.
fn stipple(painter: &Painter, rect: Rect, fill: Color32) {
    let step = 3.0;
    let (columns, rows) = ((rect.width() / step) as usize, (rect.height() / step) as usize);
    for row in 0..rows {
        for column in (row % 2..columns).step_by(2) {
            let at = rect.min + vec2(column as f32, row as f32) * step;
            painter.rect_filled(Rect::from_min_size(at, vec2(step, step)), 0.0, fill);
        }
    }
}

fn pattern(painter: &Painter, rect: Rect, pattern: Pattern) {
    let gap = match pattern {
        Pattern::None => return,
        Pattern::Dots => {
            for k in 0..4u8 {
                let x = rect.left() + 3.0 + 6.0 * f32::from(k);
                for y in [rect.top() + 4.0, rect.bottom() - 4.0] {
                    painter.circle_filled(pos2(x, y), 1.4, INK);
                }
            }
            return;
        }
        Pattern::Sparse => 9.0,
        Pattern::Dense => 4.5,
    };
    slanted(painter, rect, gap, Stroke::new(1.2, INK));
}

fn slanted(painter: &Painter, rect: Rect, gap: f32, stroke: Stroke) {
    let painter = painter.with_clip_rect(rect);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
        x += gap;
    }
}

/// Whether a part of the ground that is shown has no image.
fn has_gaps(asked: &Asked) -> bool {
    let ground = asked.bundle().ground.as_ref().filter(|_| asked.session.choices.ground_opacity > 0.0);
    ground.is_some_and(|ground| ground.note.contains("no data"))
}

/// As the published ground texture has it.
fn gap(painter: &Painter, rect: Rect) {
    painter.rect_filled(rect, 0.0, Color32::from_gray(190));
    slanted(painter, rect, 9.0, Stroke::new(1.5, Color32::from_gray(150)));
}

/// Whose strokes have which colour, while they are shown.
fn strokes(ui: &mut Ui, asked: &Asked, text: f32) {
    for account in &asked.session.choices.strokes {
        let label = format!("{} {account}", asked.say(w::STROKES_LEGEND));
        item(ui, text, &label, &label, |painter, rect| stroke_sample(painter, rect, asked, account));
    }
}

/// The image below and its date, and how the arrow's north differs from the true one.
fn notes(ui: &mut Ui, asked: &Asked, room: Room) {
    let degrees = asked.bundle().frame.convergence_deg;
    let side = asked.say(if degrees > 0.0 { w::WEST } else { w::EAST });
    let value = format!("{:.1}", degrees.abs());
    let north = w::GRID_NORTH.with(asked.language(), &[("degrees", &value), ("side", side)]);
    let shown = asked.session.choices.ground_opacity > 0.0;
    let image = imagery(asked).filter(|_| shown);
    let north = if room.is_tiny() { None } else { Some(north) };
    let text: Vec<String> = image.into_iter().chain(north).collect();
    ui.label(RichText::new(text.join(" · ")).size(TEXT).color(INK));
}
