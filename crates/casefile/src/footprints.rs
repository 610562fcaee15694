//! `footprints.geojson`: outlines digitised on imagery.

use crate::field::{built_metres, edtf, id, key, metres, text, word};
use crate::findings::Page;
use crate::geojson::{Feature, features};
use crate::geometry::Axes;
use crate::known::Known;
use crate::landmarks::note_if_far;
use crate::table::Table;
use crate::trace::nodes;
use crate::value::Value;
use crate::words::HEIGHT_BASIS;
use locus_model::{Footprint, Form, Id, In, Key, StatedHeight};
use std::collections::{BTreeMap, BTreeSet};

/// One standard deviation of an edge digitised on imagery where the file does not say, metres (case format).
const SD_M: f64 = 0.35;

/// Reads the footprints; the keys are the nodes of all, the ones with mistakes included.
pub(crate) fn read(page: &Page, root: &Value, known: &Known) -> (BTreeMap<Id, Footprint>, BTreeSet<Key>) {
    let (mut footprints, mut keys) = (BTreeMap::new(), BTreeSet::new());
    for feature in features(page, root, Axes::Degrees { anchor: known.anchor }) {
        if let Some(footprint) = footprint(page, feature, known, &mut keys) {
            footprints.insert(footprint.id.clone(), footprint);
        }
    }
    (footprints, keys)
}

fn footprint(page: &Page, feature: Feature, known: &Known, keys: &mut BTreeSet<Key>) -> Option<Footprint> {
    let Feature { line, mut properties, form } = feature;
    let id = properties.required("id", id);
    if let Some(id) = &id {
        page.claim(id, properties.line_of("id"));
    }
    let place = properties.optional("key", key);
    let name = properties.optional("name", text);
    let imagery = properties.optional("imagery", |value| known.imagery(value));
    let sd_m = properties.optional("sd_m", metres).unwrap_or(SD_M);
    let height = height(&mut properties);
    let valid = properties.optional("valid", edtf);
    let nodes = nodes(&mut properties, form.as_ref());
    keys.extend(nodes.iter().flatten().cloned());
    let extra = properties.rest();
    let outline = match form? {
        Form::Area(polygon) => polygon,
        _ => {
            page.mistake(line, "a footprint that is no Polygon", "a Polygon", "put points into landmarks.geojson");
            return None;
        }
    };
    if let Some(at) = outline.exterior().0.first() {
        note_if_far(page, line, *at, known);
    }
    Some(Footprint {
        id: id?,
        key: place,
        name,
        imagery,
        sd_m,
        height,
        valid,
        nodes,
        outline: In::claim(outline),
        extra,
    })
}

fn height(properties: &mut Table) -> Option<StatedHeight> {
    let metres = properties.optional("height_m", built_metres);
    let basis = properties.optional("height_basis", word(HEIGHT_BASIS));
    let (has_metres, has_basis) = (properties.take("height_m").is_some(), properties.take("height_basis").is_some());
    if has_metres && !has_basis {
        properties.missing("height_basis", ": a height must say how it is known (shadow, stated)");
    } else if has_basis && !has_metres {
        properties.missing("height_m", " although it has a `height_basis`");
    }
    Some(StatedHeight { metres: metres?, basis: basis? })
}
