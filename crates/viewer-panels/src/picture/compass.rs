//! Which way is north, and in a plan how long a metre is.

use super::Picture;
use super::ink::Plate;
use crate::asked::Asked;
use crate::theme::{INK, PAPER};
use crate::words as w;
use egui::{FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};
use locus_viewer_core::pose::Projection;
use locus_viewer_core::words::metres;

/// Radius of the compass, points.
const RADIUS: f32 = 20.0;
/// Distance from the edges of the picture, points.
const MARGIN: f32 = 8.0;
/// The bar is at most this part of the picture's width.
const WIDEST: f32 = 0.3;

/// What they take of the picture.
pub(super) fn taken(picture: &Picture, asked: &Asked) -> Vec<Rect> {
    let compass = Rect::from_center_size(centre(picture), Vec2::splat(2.0 * RADIUS));
    let bar = Bar::new(picture, asked).map(|bar| bar.rect.union(bar.plate.rect));
    bar.into_iter().chain([compass]).collect()
}

/// Paints both.
pub(super) fn paint(picture: &Picture, asked: &Asked) {
    north(picture, asked);
    if let Some(bar) = Bar::new(picture, asked) {
        bar.paint(picture);
    }
}

fn centre(picture: &Picture) -> Pos2 {
    picture.rect.right_top() + vec2(-MARGIN - RADIUS, MARGIN + RADIUS)
}

fn north(picture: &Picture, asked: &Asked) {
    let (painter, centre) = (&picture.painter, centre(picture));
    painter.circle(centre, RADIUS, PAPER.gamma_multiply(0.94), Stroke::new(1.0, INK));
    // Yaw turns the eye clockwise, so north turns the other way; on a plan "up" is where the eye is turned to.
    let yaw = asked.session.shot().pose.yaw as f32;
    let towards = vec2(-yaw.sin(), -yaw.cos());
    let across = vec2(-towards.y, towards.x);
    let tip = centre + towards * (RADIUS - 3.0);
    let half = |side: f32| vec![tip, centre + towards * 2.0 + across * side * 6.0, centre + towards * 5.0];
    painter.add(Shape::convex_polygon(half(1.0), INK, Stroke::new(1.0, INK)));
    painter.add(Shape::convex_polygon(half(-1.0), PAPER, Stroke::new(1.0, INK)));
    let letter = centre - towards * 8.0;
    painter.text(letter, egui::Align2::CENTER_CENTER, asked.say(w::NORTH), FontId::proportional(12.0), INK);
}

/// The scale bar. Only a plan has one scale for the whole picture.
struct Bar {
    rect: Rect,
    plate: Plate,
}

impl Bar {
    fn new(picture: &Picture, asked: &Asked) -> Option<Self> {
        let Projection::Orthographic { height_m } = asked.session.shot().projection else { return None };
        let points_per_metre = f64::from(picture.rect.height()) / height_m;
        let length_m = round_below(f64::from(picture.rect.width() * WIDEST) / points_per_metre)?;
        let width = (length_m * points_per_metre) as f32;
        let left = picture.rect.left_bottom() + vec2(MARGIN, -MARGIN - 12.0);
        let plate = Plate::new(picture, left + vec2(width / 2.0, -10.0), &[(&metres(length_m), 12.0)]);
        Some(Self { rect: Rect::from_min_size(left, vec2(width, 8.0)), plate })
    }

    fn paint(&self, picture: &Picture) {
        self.plate.paint_plain(picture);
        let dark = Rect::from_min_max(self.rect.min, pos2(self.rect.center().x, self.rect.bottom()));
        picture.painter.rect_filled(self.rect, 0.0, PAPER);
        picture.painter.rect_filled(dark, 0.0, INK);
        picture.painter.rect_stroke(self.rect, 0.0, Stroke::new(1.0, INK), StrokeKind::Inside);
    }
}

/// The longest of 1, 2, 5 and their tenfolds that is not above `most`, metres.
fn round_below(most: f64) -> Option<f64> {
    let decade = 10f64.powf(most.log10().floor());
    let choices = [5.0, 2.0, 1.0].map(|n| n * decade);
    choices.into_iter().find(|&length| length <= most && length.is_finite() && length > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_have_round_lengths() {
        assert_eq!(round_below(73.0), Some(50.0));
        assert_eq!(round_below(4.9), Some(2.0));
        assert_eq!(round_below(0.1), Some(0.1));
        assert_eq!(round_below(0.0), None);
        assert_eq!(round_below(f64::NAN), None);
    }
}
