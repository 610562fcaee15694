//! Writing over a picture of any colour: dark on a light plate.

use super::Picture;
use crate::theme::{INK, LINE, PAPER};
use egui::{Align, Color32, FontId, Pos2, Rect, Stroke, StrokeKind, text::LayoutJob, text::TextFormat};

/// Lines of text and their sizes, points.
pub(super) type Lines<'a> = &'a [(&'a str, f32)];

/// A plate with text whose middle is near a point, wholly in the picture.
pub(super) struct Plate {
    pub(super) rect: Rect,
    galley: std::sync::Arc<egui::Galley>,
}

impl Plate {
    pub(super) fn new(picture: &Picture, near: Pos2, lines: Lines) -> Self {
        let mut job = LayoutJob { halign: Align::Center, ..Default::default() };
        job.wrap.max_width = (picture.rect.width() - 16.0).max(40.0);
        for (index, (text, size)) in lines.iter().enumerate() {
            let text = if index == 0 { (*text).to_owned() } else { format!("\n{text}") };
            job.append(&text, 0.0, TextFormat::simple(FontId::proportional(*size), INK));
        }
        let galley = picture.painter.layout_job(job);
        let size = galley.size() + egui::vec2(10.0, 4.0);
        Self { rect: Rect::from_center_size(picture.inside(near, size), size), galley }
    }

    pub(super) fn paint(&self, picture: &Picture, edge: Color32) {
        picture.painter.rect_filled(self.rect, 3.0, PAPER.gamma_multiply(0.94));
        picture.painter.rect_stroke(self.rect, 3.0, Stroke::new(1.0, edge), StrokeKind::Inside);
        let top = egui::pos2(self.rect.center().x, self.rect.top() + 2.0);
        picture.painter.galley(top, self.galley.clone(), INK);
    }

    pub(super) fn paint_plain(&self, picture: &Picture) {
        self.paint(picture, LINE);
    }
}
