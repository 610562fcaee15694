//! Names of places: in the chosen language, the other language smaller below. A name that would lie over something else
//! stands beside its place with a line to it, or is left out; it is in the search and in the answer.

use super::Picture;
use super::ink::Plate;
use crate::asked::Asked;
use crate::theme::{INK, PAPER};
use egui::{Pos2, Rect, Stroke, vec2};
use locus_publish::BundleElement;
use locus_viewer_core::labels;

/// Where a name may stand: on its place, else below or above what is there, points.
const ASIDE: [f32; 3] = [0.0, 32.0, -32.0];

pub(super) fn paint(picture: &Picture, asked: &Asked, taken: &[Rect]) {
    let mut plates: Vec<Rect> = Vec::new();
    for label in asked.session.labels() {
        let Some((name, other)) = names(asked, &asked.bundle().elements[label.element]) else { continue };
        let mut lines = vec![(name.as_str(), 13.0)];
        lines.extend(other.map(|other| (other, 10.5)));
        let place = picture.at(label.at);
        let is_clear = |plate: &Plate| {
            let line = leader(place, plate.rect).map(|[from, to]| Rect::from_two_pos(from, to));
            taken.iter().chain(&plates).all(|rect| !rect.intersects(plate.rect))
                && plates.iter().all(|rect| line.is_none_or(|line| !rect.intersects(line)))
        };
        let mut wished = ASIDE.into_iter().map(|by| Plate::new(picture, place + vec2(0.0, by), &lines));
        if let Some(plate) = wished.find(is_clear) {
            if let Some(line) = leader(place, plate.rect) {
                picture.painter.line_segment(line, Stroke::new(3.0, PAPER));
                picture.painter.line_segment(line, Stroke::new(1.0, INK));
                picture.painter.circle(place, 2.5, INK, Stroke::new(1.0, PAPER));
            }
            plate.paint_plain(picture);
            plates.push(plate.rect);
        }
    }
}

/// From a place to the plate that names it, where that does not lie on it.
fn leader(place: Pos2, plate: Rect) -> Option<[Pos2; 2]> {
    (!plate.contains(place)).then(|| [place, plate.clamp(place)])
}

/// What it is called in the chosen language, and the name in the other language where it is another.
fn names<'a>(asked: &Asked, element: &'a BundleElement) -> Option<(String, Option<&'a str>)> {
    let language = asked.language();
    let name = element.name.as_ref();
    let other = name.filter(|name| language.own(name).is_some()).and_then(|name| language.other().own(name));
    let called = labels::name(element, language)?;
    let other = other.filter(|other| *other != called);
    Some((called, other))
}
