//! Where the evidence disagrees, worst first.

use locus_model::{Element, Hypothesis, Id, Note, NoteKind, Plan, Text};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What disagrees, worst first: stories of which only one can be true come before a point that lies off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisagreementKind {
    /// Accounts tell stories that exclude each other.
    Alternatives,
    /// A sheet with itself, or with all the others.
    Sheet,
    /// A control point with the drawing or with the other control points.
    ControlPoint,
    /// A pin with the place it is said to show.
    Pin,
    /// An account with something that others drew.
    Element,
    /// Anything else that gave reason to doubt.
    Doubt,
}

/// One of several stories.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alternative {
    /// Its published name.
    pub name: String,
    /// What it says.
    pub claim: Text,
    /// Who says so.
    pub accounts: BTreeSet<Id>,
    /// Whether it is what is shown unless one asks for another.
    pub default: bool,
    /// By which rule that was chosen.
    pub rule: &'static str,
}

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disagreement {
    /// What disagrees.
    pub kind: DisagreementKind,
    /// What it is about, as in `notes.json`.
    pub about: String,
    /// What was found, in a sentence.
    pub message: String,
    /// What a person can do about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
    /// The stories, the shown one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// Within its kind: larger is worse.
    #[serde(skip)]
    weight: f64,
}

/// Everything that disagrees, worst first: by kind; alternatives by the number of accounts against what is shown, control
/// points by their test value, elements by the number of accounts against them; then by name.
pub fn all(plan: &Plan, notes: &BTreeSet<&Note>) -> Vec<Disagreement> {
    let mut found = alternatives(&plan.hypotheses);
    found.extend(plan.sheets.iter().flat_map(sheet));
    let told: BTreeSet<&str> = plan.hypotheses.iter().map(|h| h.name.as_str()).collect();
    let untold = |e: &&Element| e.hypothesis.as_ref().is_none_or(|h| !told.contains(h.name.as_str()));
    let contradicted = plan.elements.iter().filter(|e| !e.agreement.contradicted_by.is_empty());
    found.extend(contradicted.filter(untold).map(element));
    found.extend(notes.iter().filter(|n| n.kind == NoteKind::Doubted).map(|n| doubt(n)));
    found.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then(b.weight.total_cmp(&a.weight))
            .then_with(|| (&a.about, &a.message).cmp(&(&b.about, &b.message)))
    });
    found
}

fn alternatives(hypotheses: &[Hypothesis]) -> Vec<Disagreement> {
    let mut by_subject: BTreeMap<&str, Vec<&Hypothesis>> = BTreeMap::new();
    for hypothesis in hypotheses {
        by_subject.entry(&hypothesis.about).or_default().push(hypothesis);
    }
    by_subject.into_iter().map(|(about, stories)| exclusive(about, stories)).collect()
}

fn exclusive(about: &str, mut stories: Vec<&Hypothesis>) -> Disagreement {
    stories.sort_by(|a, b| b.default.cmp(&a.default).then(a.name.cmp(&b.name)));
    let against: BTreeSet<&Id> = stories.iter().filter(|h| !h.default).flat_map(|h| &h.accounts).collect();
    let alternative = |h: &&Hypothesis| Alternative {
        name: h.name.clone(),
        claim: h.claim.clone(),
        accounts: h.accounts.clone(),
        default: h.default,
        rule: h.rule,
    };
    Disagreement {
        kind: DisagreementKind::Alternatives,
        about: about.to_owned(),
        message: format!("{} stories that cannot all be true", stories.len()),
        remedy: String::new(),
        weight: against.len() as f64,
        alternatives: stories.iter().map(alternative).collect(),
    }
}

fn sheet(sheet: &locus_model::AlignedSheet) -> Vec<Disagreement> {
    let about = format!("sheet:{}", sheet.sheet);
    let found = |kind, weight, message: String, remedy: &str| Disagreement {
        kind,
        about: about.clone(),
        message,
        remedy: remedy.to_owned(),
        alternatives: Vec::new(),
        weight,
    };
    let mirrored = sheet.quality.mirrored.then(|| {
        let remedy =
            "ask whether the paper was photographed from behind, or the place is remembered the other way round";
        found(DisagreementKind::Sheet, f64::INFINITY, "it only fits as its mirror image".to_owned(), remedy)
    });
    let suspects = sheet.quality.suspect_controls.iter().map(|suspect| {
        let message = format!(
            "control point \"{}\" does not lie where the drawing or the others put it (test value {:.1}); it was not used",
            suspect.landmark, suspect.w
        );
        let remedy = "look whether another place was clicked, or the place was taken for another";
        found(DisagreementKind::ControlPoint, suspect.w.abs(), message, remedy)
    });
    mirrored.into_iter().chain(suspects).collect()
}

fn element(element: &Element) -> Disagreement {
    let list = |ids: &BTreeSet<Id>| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
    let agreement = &element.agreement;
    Disagreement {
        kind: DisagreementKind::Element,
        about: format!("{}:{}", element.kind.as_str(), element.id),
        message: format!(
            "drawn by {}, contradicted by {}",
            list(&agreement.drawn_by),
            list(&agreement.contradicted_by)
        ),
        remedy: String::new(),
        alternatives: Vec::new(),
        weight: agreement.contradicted_by.len() as f64,
    }
}

fn doubt(note: &Note) -> Disagreement {
    let kind = match note.about.split_once(':') {
        Some(("sheet", _)) => DisagreementKind::Sheet,
        Some(("pin", _)) => DisagreementKind::Pin,
        _ => DisagreementKind::Doubt,
    };
    Disagreement {
        kind,
        about: note.about.clone(),
        message: note.message.clone(),
        remedy: note.remedy.clone(),
        alternatives: Vec::new(),
        weight: 0.0,
    }
}
