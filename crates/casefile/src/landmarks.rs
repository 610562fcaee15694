//! `landmarks.geojson`: places recognisable on imagery.

use crate::field::{edtf, key, metres, text};
use crate::findings::Page;
use crate::geojson::{Feature, features};
use crate::geometry::{Axes, is_far};
use crate::known::Known;
use crate::value::Value;
use geo::Coord;
use locus_model::{Form, In, Key, Landmark, NoteKind};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the landmarks; the keys are those of all, the ones with mistakes included.
pub(crate) fn read(page: &Page, root: &Value, known: &Known) -> (BTreeMap<Key, Landmark>, BTreeSet<Key>) {
    let (mut landmarks, mut keys) = (BTreeMap::new(), BTreeSet::new());
    for feature in features(page, root, Axes::Degrees { anchor: known.anchor }) {
        if let Some(landmark) = landmark(page, feature, known, &mut keys) {
            landmarks.insert(landmark.key.clone(), landmark);
        }
    }
    (landmarks, keys)
}

fn landmark(page: &Page, feature: Feature, known: &Known, keys: &mut BTreeSet<Key>) -> Option<Landmark> {
    let Feature { line, mut properties, form } = feature;
    let id = properties.required("id", key);
    if let Some(id) = id.clone().filter(|id| !keys.insert(id.clone())) {
        let found = format!("the landmark \"{id}\" a second time");
        page.mistake(line, found, "ids that are unique in the file", "rename or remove one");
    }
    let name = properties.optional("name", text);
    let imagery = properties.optional("imagery", |value| known.imagery(value));
    let sd_m = properties.required("sd_m", metres);
    let valid = properties.optional("valid", edtf);
    let extra = properties.rest();
    let position = match form? {
        Form::Point(point) => point,
        _ => {
            page.mistake(line, "a landmark that is no Point", "a Point", "put outlines into footprints.geojson");
            return None;
        }
    };
    note_if_far(page, line, position.0, known);
    Some(Landmark { key: id?, name, imagery, sd_m: sd_m?, valid, position: In::claim(position), extra })
}

/// Notes a place that can hardly belong to the facility.
pub(crate) fn note_if_far(page: &Page, line: usize, at: Coord, known: &Known) {
    if is_far(at, known.anchor) {
        let message = "a place more than 50 km from the site's anchor";
        page.note(NoteKind::Doubted, line, message, "check the position and the anchor");
    }
}
