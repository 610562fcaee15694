//! What is painted over the picture, and the legend that stands below it in every window and every export.

mod compass;
mod ink;
mod labels;
mod legend;
mod lines;
mod markers;

pub(crate) use legend::show as legend;

use crate::asked::Asked;
use egui::{Pos2, Rect, Ui, pos2};

/// The picture: where it is, and what it shows of scene and things.
pub(crate) struct Picture {
    rect: Rect,
    painter: egui::Painter,
}

impl Picture {
    /// Where a point of the picture is that a session places, in points of the window.
    fn at(&self, [x, y]: [f64; 2]) -> Pos2 {
        self.rect.min + egui::vec2(x as f32, y as f32)
    }

    /// Where a scene point is, in points of the window; `None` behind the eye.
    fn of(&self, asked: &Asked, point: [f64; 3]) -> Option<Pos2> {
        let ([x, y], _) = asked.session.shot().place(point, asked.session.aspect())?;
        let size = self.rect.size();
        Some(self.rect.min + egui::vec2(x as f32 * size.x, y as f32 * size.y))
    }

    /// The middle of a rectangle of this size that lies wholly in the picture, near a point.
    fn inside(&self, near: Pos2, size: egui::Vec2) -> Pos2 {
        let within = |x: f32, low: f32, high: f32, size: f32| {
            x.clamp(low + size / 2.0, (high - size / 2.0).max(low + size / 2.0))
        };
        pos2(
            within(near.x, self.rect.left(), self.rect.right(), size.x),
            within(near.y, self.rect.top(), self.rect.bottom(), size.y),
        )
    }
}

/// Paints over the picture. Names leave free what anything else takes. Markers stand at their places, whatever is there;
/// but nothing is painted over compass and scale bar.
pub(crate) fn paint(ui: &Ui, asked: &Asked, rect: Rect) {
    let picture = Picture { rect, painter: ui.painter().with_clip_rect(rect) };
    let markers = asked.session.markers();
    let mut taken = compass::taken(&picture, asked);
    lines::paint(&picture, asked, &mut taken);
    taken.extend(markers.iter().map(|marker| markers::taken(&picture, marker)));
    labels::paint(&picture, asked, &taken);
    markers::paint(&picture, asked, &markers);
    compass::paint(&picture, asked);
    markers::explain(&picture, ui, asked, &markers);
}
