//! Names of places: in the chosen language, the other language smaller below. A name that would lie over something else
//! is left out; it is in the search and in the answer.

use super::Picture;
use super::ink::Plate;
use crate::asked::Asked;
use egui::{Rect, vec2};
use locus_publish::BundleElement;

/// Where a name may stand: on its place, else below or above what is there, points.
const ASIDE: [f32; 3] = [0.0, 32.0, -32.0];

pub(super) fn paint(picture: &Picture, asked: &Asked, taken: &mut Vec<Rect>) {
    for label in asked.session.labels() {
        let Some((name, other)) = names(asked, &asked.bundle().elements[label.element]) else { continue };
        let mut lines = vec![(name, 13.0)];
        lines.extend(other.map(|other| (other, 10.5)));
        let plates = ASIDE.map(|by| Plate::new(picture, picture.at(label.at) + vec2(0.0, by), &lines));
        if let Some(plate) = plates.iter().find(|plate| taken.iter().all(|rect| !rect.intersects(plate.rect))) {
            plate.paint_plain(picture);
            taken.push(plate.rect);
        }
    }
}

/// The name in the chosen language, or the key; and the name in the other language where it is another.
fn names<'a>(asked: &Asked, element: &'a BundleElement) -> Option<(&'a str, Option<&'a str>)> {
    let language = asked.language();
    let own = element.name.as_ref().and_then(|name| language.of(name));
    let other = element.name.as_ref().and_then(|name| language.other().of(name));
    let name = own.or(element.key.as_deref())?;
    Some((name, other.filter(|other| *other != name)))
}
