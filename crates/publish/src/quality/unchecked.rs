//! What nothing checks, and what would.

use locus_model::{AlignedSheet, Case, Element, Key, Note, NoteKind, Plan, Status};
use serde::Serialize;
use std::collections::BTreeSet;

/// One thing that could be wrong without anybody noticing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// What it is about, as in `notes.json`.
    pub about: String,
    /// What was found, in a sentence.
    pub message: String,
    /// What would check it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

/// Everything that could not be checked: what was refused, then sheet by sheet, then the elements that rest on one voice.
pub fn all(case: &Case, plan: &Plan, notes: &BTreeSet<&Note>) -> Vec<Unchecked> {
    let mut found: Vec<Unchecked> = notes.iter().filter(|n| n.kind == NoteKind::Refused).map(|n| refused(n)).collect();
    if plan.sheets.is_empty() {
        found.push(no_sheet(case));
    }
    let mut sheets: Vec<&AlignedSheet> = plan.sheets.iter().collect();
    sheets.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    found.extend(sheets.into_iter().flat_map(sheet));
    found.extend(one_voice(&plan.elements));
    found
}

fn refused(note: &Note) -> Unchecked {
    Unchecked { about: note.about.clone(), message: format!("not used: {}", note.message), remedy: note.remedy.clone() }
}

fn no_sheet(case: &Case) -> Unchecked {
    let message = match case.sheets.len() {
        0 => "the case has no sheet: nothing here was drawn by anybody",
        _ => "no sheet lies on the ground: nothing here rests on a drawing",
    };
    let remedy = "put a scan under sketches/ and mark two or more spots of it that imagery shows";
    Unchecked { about: "sheets".to_owned(), message: message.to_owned(), remedy: remedy.to_owned() }
}

fn sheet(sheet: &AlignedSheet) -> Vec<Unchecked> {
    let quality = &sheet.quality;
    let about = format!("sheet:{}", sheet.sheet);
    let said = |message: String, remedy: &str| Unchecked { about: about.clone(), message, remedy: remedy.to_owned() };
    let mut found = Vec::new();
    if quality.loo_rms_m.is_none() {
        let message = format!(
            "{} places hold it, and none checks the others: how far off it is cannot be told",
            quality.controls.len()
        );
        found.push(said(message, "mark one more spot of it that imagery shows"));
    }
    if quality.calibration.is_none() {
        let message = "imagery shows too few of the places on it to say how its witness draws".to_owned();
        found.push(said(message, "mark spots of it in five or more different places that imagery shows"));
    }
    if !quality.uncheckable_controls.is_empty() {
        let keys: Vec<&str> = quality.uncheckable_controls.iter().map(Key::as_str).collect();
        let message = format!("a mistake in control point {} would not be noticed", keys.join(", "));
        found.push(said(message, "mark another spot near it"));
    }
    found
}

fn one_voice(elements: &[Element]) -> Option<Unchecked> {
    let drawn = |e: &&Element| e.status == Status::Testified;
    let alone = elements.iter().filter(drawn).filter(|e| e.independent_accounts <= 1).count();
    let message = || {
        let all = elements.iter().filter(drawn).count();
        format!("{alone} of {all} elements that imagery does not show rest on one independent account")
    };
    (alone > 0).then(|| Unchecked {
        about: "elements".to_owned(),
        message: message(),
        remedy: "ask another person who was there, without showing what the first one drew".to_owned(),
    })
}
