//! Pins: places that nothing else shows lie where `location` finds them; pins of drawn places are
//! observations of the joint adjustment (`network`), and are compared with what came out.

use crate::Inputs;
use crate::ground::Ground;
use crate::locate::{Surroundings, UNSTATED_RADIUS95_M, Whereabouts, place};
use geo::{Coord, Distance, Euclidean};
use locus_model::{Agreement, Covariance, Element, Id, Key, Node, Note, NoteKind, PlacedPin, Source, Status};
use std::collections::BTreeSet;

/// Nodes of the keys with pins that are neither a node nor an element. `plan` is what descriptions may refer to.
pub fn nodes(
    inputs: &Inputs,
    ground: &Ground,
    plan: (&[Node], &[Element]),
    known: &BTreeSet<Key>,
    notes: &mut Vec<Note>,
) -> Vec<Node> {
    let surroundings = Surroundings {
        case: inputs.case,
        voices: &ground.voices,
        nodes: plan.0,
        elements: plan.1,
        pins: &inputs.pins,
        areas: &inputs.areas,
        convergence_deg: inputs.frame.convergence_deg,
    };
    let keys: BTreeSet<&Key> = inputs.pins.iter().map(|pin| &pin.of).filter(|key| !known.contains(*key)).collect();
    let found = keys.into_iter().filter_map(|key| surroundings.locate(key));
    found.map(|found| node(found, notes)).collect()
}

fn node(found: Whereabouts, notes: &mut Vec<Note>) -> Node {
    notes.extend(found.assumed.iter().map(|source| {
        Note::new(
            NoteKind::Assumed,
            source,
            format!("no radius was stated; {UNSTATED_RADIUS95_M} m stands in for it"),
            "ask how sure the person is and give radius95_m",
        )
    }));
    notes.extend(found.unused.iter().map(|(source, why)| {
        let message = format!("it did not help to place \"{}\": {why}", found.key);
        Note::new(NoteKind::LeftOut, source, message, "look whether it was meant so")
    }));
    notes.extend(several(&found));
    let mut sources: BTreeSet<Source> = found.testimony.iter().map(|t| t.source.clone()).collect();
    if !found.assumed.is_empty() {
        sources.insert(Source::Default("pin-radius"));
    }
    let drawn_by: BTreeSet<Id> = found.testimony.iter().map(|t| t.account.clone()).collect();
    Node {
        id: format!("node-{}", crate::ground::id_part(found.key.as_str())),
        key: found.key.to_string(),
        level: None,
        position: found.position,
        covariance: found.covariance,
        status: Status::Testified,
        independent_accounts: found.independent_accounts,
        agreement: Agreement { drawn_by, ..Agreement::default() },
        sources,
        hypothesis: None,
        valid: None,
    }
}

/// A note where a place may be in several spots: a node can only show one.
fn several(found: &Whereabouts) -> Option<Note> {
    let [first, others @ ..] = &found.candidates[..] else { return None };
    if others.is_empty() {
        return None;
    }
    let message = format!(
        "may be in {} places that lie apart; the likeliest is shown ({:.0} %), with a radius that reaches the others",
        found.candidates.len(),
        100.0 * first.mass
    );
    Some(Note::new(NoteKind::Doubted, &found.key, message, "see `locus locate`, and ask what tells them apart"))
}

fn stated(pin: &PlacedPin) -> Covariance {
    Covariance::from_radius95(pin.radius95_m.unwrap_or(UNSTATED_RADIUS95_M))
}

/// A note for each pin that lies farther from its place than both doubts allow.
pub fn doubts(pins: &[PlacedPin], nodes: &[Node], elements: &[Element]) -> Vec<Note> {
    let mut notes = Vec::new();
    for pin in pins {
        let Some((at, doubt)) = seen_or_drawn(&pin.of, nodes, elements) else { continue };
        let off = Euclidean.distance(pin.position.geometry().0, at);
        let allowed = stated(pin).plus(doubt).radius95_m();
        if off > allowed {
            notes.push(Note::new(
                NoteKind::Doubted,
                Source::Pin(pin.id.clone()),
                format!(
                    "lies {off:.0} m from \"{}\"; its radius and the doubt about the place allow {allowed:.0} m",
                    pin.of
                ),
                "check the coordinates and which place was meant; a pin this far off counts for little",
            ));
        }
    }
    notes
}

/// Where a key is, unless only what was said about it tells.
fn seen_or_drawn(key: &Key, nodes: &[Node], elements: &[Element]) -> Option<(Coord, Covariance)> {
    let told = |s: &Source| matches!(s, Source::Pin(_) | Source::Area(_) | Source::Statement(_) | Source::Default(_));
    let node = nodes.iter().find(|n| n.key == key.as_str());
    if node.is_some_and(|node| node.sources.iter().all(told)) {
        return None;
    }
    place(key.as_str(), nodes, elements)
}
