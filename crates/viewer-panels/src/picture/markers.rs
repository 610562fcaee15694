//! Incidents: dark diamonds with their number, so that they are not taken for names; none is ever left out.

use super::Picture;
use super::ink::Plate;
use crate::asked::Asked;
use crate::theme::{ALARM, INK, PAPER};
use crate::words as w;
use egui::{Color32, FontId, Pos2, Rect, Shape, Stroke, Ui, Vec2, pos2, vec2};
use locus_viewer_core::markers::Marker;
use locus_viewer_core::selection::Selection;

/// Half the width of a diamond, points.
pub(super) const HALF: f32 = 13.0;
/// Titles told under the pointer.
const TOLD: usize = 4;

/// What a marker takes of the picture.
pub(super) fn taken(picture: &Picture, marker: &Marker) -> Rect {
    Rect::from_center_size(picture.at(marker.at), Vec2::splat(2.0 * HALF))
}

pub(super) fn paint(picture: &Picture, asked: &Asked, markers: &[Marker]) {
    for marker in markers {
        let at = picture.at(marker.at);
        let ink = if marker.hidden { ALARM } else { Color32::WHITE };
        diamond(&picture.painter, at, HALF, is_chosen(asked, marker), marker.hidden);
        let count = marker.members.len().to_string();
        let size = if count.len() > 2 { 8.5 } else { 11.0 };
        picture.painter.text(at, egui::Align2::CENTER_CENTER, count, FontId::proportional(size), ink);
    }
}

fn is_chosen(asked: &Asked, marker: &Marker) -> bool {
    let Some(Selection::Incident(id)) = &asked.session.selection else { return false };
    marker.members.iter().any(|&index| asked.bundle().incidents[index].id == *id)
}

/// The sign of incidents, here and in the legend; hollow where something stands before it.
pub(super) fn diamond(painter: &egui::Painter, at: Pos2, half: f32, chosen: bool, hidden: bool) {
    let corners = [vec2(0.0, -half), vec2(half, 0.0), vec2(0.0, half), vec2(-half, 0.0)].map(|by| at + by).to_vec();
    let (fill, plain) =
        if hidden { (PAPER, Stroke::new(2.0, ALARM)) } else { (ALARM, Stroke::new(1.5, Color32::WHITE)) };
    let edge = if chosen { Stroke::new(4.0, INK) } else { plain };
    painter.add(Shape::convex_polygon(corners, fill, edge));
}

/// What the marker under the pointer stands for.
pub(super) fn explain(picture: &Picture, ui: &Ui, asked: &Asked, markers: &[Marker]) {
    let Some(pointer) = ui.ctx().pointer_hover_pos().filter(|at| picture.rect.contains(*at)) else { return };
    let Some(marker) = markers.iter().find(|marker| picture.at(marker.at).distance(pointer) <= HALF) else { return };
    let incidents = &asked.bundle().incidents;
    let title =
        |&index: &usize| asked.language().of(&incidents[index].title).unwrap_or(&incidents[index].id).to_owned();
    let mut told: Vec<String> = marker.members.iter().take(TOLD).map(title).collect();
    if marker.members.len() > TOLD {
        let more = (marker.members.len() - TOLD).to_string();
        told.push(w::MORE_HERE.with(asked.language(), &[("n", &more)]));
    }
    let lines: Vec<(&str, f32)> = told.iter().map(|line| (line.as_str(), 13.0)).collect();
    let below = pos2(pointer.x, pointer.y + HALF + 10.0 + 9.0 * lines.len() as f32);
    Plate::new(picture, below, &lines).paint(picture, ALARM);
}
