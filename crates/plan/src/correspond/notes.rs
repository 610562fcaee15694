//! What a person is told about the proposals: one note a sheet for what is proposed, one for what stays open.

use super::THRESHOLD;
use locus_model::{Correspondences, Id, Note, NoteKind, PlaceMatch};
use std::collections::BTreeMap;

/// The notes about every sheet with places or vertices that lack keys.
pub fn notes(found: &Correspondences) -> Vec<Note> {
    let mut sheets: BTreeMap<&Id, Vec<&PlaceMatch>> = BTreeMap::new();
    for place in &found.places {
        sheets.entry(&place.sheet).or_default().push(place);
    }
    let mut notes = Vec::new();
    for (sheet, places) in &sheets {
        let (proposed, open): (Vec<&PlaceMatch>, Vec<&PlaceMatch>) = places.iter().partition(|p| p.proposed);
        notes.extend((!proposed.is_empty()).then(|| proposals(sheet, &proposed)));
        notes.extend((!open.is_empty()).then(|| unidentified(sheet, &open)));
    }
    let mut vertices: BTreeMap<&Id, usize> = BTreeMap::new();
    for vertex in found.vertices.iter().filter(|v| v.proposed) {
        *vertices.entry(&vertex.sheet).or_default() += 1;
    }
    notes.extend(vertices.into_iter().map(|(sheet, count)| corners(sheet, count)));
    notes
}

fn proposals(sheet: &Id, places: &[&PlaceMatch]) -> Note {
    let list: Vec<String> = places.iter().map(|p| format!("{} may be {}", p.element, meaning(p))).collect();
    let message = format!(
        "{} of its elements without a key may be places known elsewhere (score, 0 to 1): {}; nothing was adopted",
        places.len(),
        list.join(", ")
    );
    let remedy = format!(
        "Look at correspondences.json; for each that is right write \"key\" into that feature of \
         sketches/{sheet}.trace.geojson (where none has a key yet, the same new one into both traces)."
    );
    Note::new(NoteKind::Fact, format!("sheet:{sheet}"), message, remedy)
}

fn meaning(place: &PlaceMatch) -> String {
    let Some(best) = &place.best else { return String::new() };
    let what = match &best.key {
        Some(key) => format!("\"{key}\""),
        None => best.shown_by.first().map_or(String::new(), |s| format!("the same as {s}")),
    };
    format!("{what} ({:.2})", best.score)
}

fn unidentified(sheet: &Id, places: &[&PlaceMatch]) -> Note {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for place in places {
        let reason = place.ambiguity.as_deref().unwrap_or("nothing elsewhere is like it");
        by_reason.entry(reason).or_default().push(&place.element);
    }
    let list: Vec<String> =
        by_reason.iter().map(|(reason, elements)| format!("{}: {reason}", elements.join(", "))).collect();
    let message = format!(
        "{} of its elements without a key stay unidentified (no score of {THRESHOLD} or more): {}",
        places.len(),
        list.join("; ")
    );
    let remedy = "Ask what tells them apart, and write their keys into the trace.";
    Note::new(NoteKind::LeftOut, format!("sheet:{sheet}"), message, remedy)
}

fn corners(sheet: &Id, count: usize) -> Note {
    let message =
        format!("{count} of its vertices without a node key may be corners known elsewhere; nothing was adopted");
    let remedy = format!(
        "Look at \"vertices\" in correspondences.json and write \"nodes\" into sketches/{sheet}.trace.geojson."
    );
    Note::new(NoteKind::Fact, format!("sheet:{sheet}"), message, remedy)
}
