//! What is known of a time, as a bar: a hard end is a known bound, a faded one is open or unknown.

use crate::theme::{ALARM, INK};
use egui::{Color32, Direction, Painter, Rect, Shape, Stroke, pos2};
use locus_model::edtf::Bound;
use locus_viewer_core::timeline::{Bar, Range};

/// A bar is at least this wide, points.
const LEAST: f32 = 4.0;
/// An open end fades over this length, points.
const FADE: f32 = 26.0;
/// Distance of hatch lines, points.
pub(super) const HATCH: f32 = 4.0;

/// Draws a bar into its row.
pub(super) fn paint(painter: &Painter, row: Rect, axis: &Range, bar: &Bar) {
    let x = |fraction: f64| row.left() + row.width() * fraction.clamp(0.0, 1.0) as f32;
    let day = 1.0 / axis.length() as f64;
    let left = bar.start.day().map_or(row.left(), |date| x(axis.fraction(date)));
    let right = bar.end.day().map_or(row.right(), |date| x(axis.fraction(date) + day));
    let (left, right) = (left.min(row.right() - LEAST), right.max(left + LEAST));
    let body = Rect::from_x_y_ranges(left..=right, row.center().y - 5.0..=row.center().y + 5.0);
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(row.expand(1.0)));
    fill(&painter, body, bar);
    if bar.qualified {
        hatch(&painter, body, Color32::WHITE);
    }
    for (bound, x) in [(bar.start, left), (bar.end, right)] {
        if matches!(bound, Bound::Day(_)) {
            painter.vline(x, body.y_range(), Stroke::new(1.5, INK));
        }
    }
}

/// Solid between known bounds; where an end is open or unknown, fading towards it.
fn fill(painter: &Painter, body: Rect, bar: &Bar) {
    let known = |bound: Bound| matches!(bound, Bound::Day(_));
    let (start, end) = (known(bar.start), known(bar.end));
    let fade = FADE.min(body.width() / if start || end { 1.0 } else { 2.0 });
    let solid = Rect::from_min_max(
        pos2(if start { body.left() } else { body.left() + fade }, body.top()),
        pos2(if end { body.right() } else { body.right() - fade }, body.bottom()),
    );
    painter.rect_filled(solid, 0.0, ALARM);
    if !start {
        let part = Rect::from_min_max(body.left_top(), pos2(solid.left(), body.bottom()));
        painter.add(Shape::gradient_rect(part, Direction::LeftToRight, [Color32::TRANSPARENT, ALARM]));
    }
    if !end {
        let part = Rect::from_min_max(pos2(solid.right(), body.top()), body.right_bottom());
        painter.add(Shape::gradient_rect(part, Direction::LeftToRight, [ALARM, Color32::TRANSPARENT]));
    }
}

/// Slanting lines over a rectangle.
pub(super) fn hatch(painter: &Painter, rect: Rect, colour: Color32) {
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], Stroke::new(1.0, colour));
        x += HATCH;
    }
}
