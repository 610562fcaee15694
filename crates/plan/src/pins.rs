//! Pins: of places that nothing else shows they make a consensus point; of known places they are only compared.

use crate::consensus::{self, Sighting};
use crate::ground::Ground;
use geo::{Coord, Distance, Euclidean};
use locus_model::{Agreement, Covariance, Element, Form, Id, In, Key, Node, Note, NoteKind, PlacedPin, Source, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Stated radii are too small by about this factor: intervals that people call 80 to 90 % sure hold the truth half to
/// two thirds of the time (Teigen & Jørgensen 2005; Speirs-Bridge et al. 2010), as those of a Gaussian would if its
/// standard deviation were understated by half. The scatter of several pins corrects it.
const OVERCONFIDENCE: f64 = 2.0;

/// Stands in for the radius of a pin that came without one, metres; published as an assumption.
const UNSTATED_RADIUS95_M: f64 = 100.0;

/// Consensus points of the keys in `pins` that are neither a node nor an element.
pub fn nodes(ground: &Ground, pins: &[PlacedPin], known: &BTreeSet<Key>, notes: &mut Vec<Note>) -> Vec<Node> {
    let mut of: BTreeMap<&Key, Vec<&PlacedPin>> = BTreeMap::new();
    for pin in pins.iter().filter(|pin| !known.contains(&pin.of)) {
        of.entry(&pin.of).or_default().push(pin);
    }
    of.into_iter().map(|(key, pins)| node(ground, key, &pins, notes)).collect()
}

fn node(ground: &Ground, key: &Key, pins: &[&PlacedPin], notes: &mut Vec<Note>) -> Node {
    let mut sources: BTreeSet<Source> = pins.iter().map(|p| Source::Pin(p.id.clone())).collect();
    for pin in pins.iter().filter(|p| p.radius95_m.is_none()) {
        sources.insert(Source::Default("pin-radius"));
        notes.push(Note::new(
            NoteKind::Assumed,
            Source::Pin(pin.id.clone()),
            format!("no radius was stated; {UNSTATED_RADIUS95_M} m stands in for it"),
            "ask how sure the person is and give radius95_m",
        ));
    }
    let sighting = |pin: &&PlacedPin| Sighting {
        at: pin.position.geometry().0,
        covariance: stated(pin).scaled(OVERCONFIDENCE.powi(2)),
        voice: ground.voices.of(&pin.account),
    };
    let estimate = consensus::of_pins(&pins.iter().map(sighting).collect::<Vec<_>>());
    let drawn_by: BTreeSet<Id> = pins.iter().map(|p| p.account.clone()).collect();
    Node {
        id: format!("node-{}", crate::ground::id_part(key.as_str())),
        key: key.to_string(),
        level: None,
        position: In::claim(estimate.at.into()),
        covariance: estimate.covariance,
        status: Status::Testified,
        independent_accounts: ground.voices.count(&drawn_by),
        agreement: Agreement { drawn_by, ..Agreement::default() },
        sources,
        hypothesis: None,
        valid: None,
    }
}

fn stated(pin: &PlacedPin) -> Covariance {
    Covariance::from_radius95(pin.radius95_m.unwrap_or(UNSTATED_RADIUS95_M))
}

/// A note for each pin that lies farther from its place than both doubts allow.
pub fn doubts(pins: &[PlacedPin], nodes: &[Node], elements: &[Element]) -> Vec<Note> {
    let mut notes = Vec::new();
    for pin in pins {
        let Some((at, doubt)) = place(&pin.of, nodes, elements) else { continue };
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
                "check the coordinates and which place was meant; the pin does not move the plan",
            ));
        }
    }
    notes
}

/// Where a key is: its node, else the centroid of its area or the middle of its opening.
fn place(key: &Key, nodes: &[Node], elements: &[Element]) -> Option<(Coord, Covariance)> {
    if let Some(node) = nodes.iter().find(|n| n.key == key.as_str()) {
        let pinned = node.sources.iter().all(|s| matches!(s, Source::Pin(_) | Source::Default(_)));
        return (!pinned).then_some((node.position.geometry().0, node.covariance));
    }
    let element = elements.iter().find(|e| e.key.as_ref() == Some(key))?;
    let doubt = Covariance::from_radius95(element.radius95_m.unwrap_or(0.0));
    let centre = match element.shape.geometry() {
        Form::Area(area) => geo::Centroid::centroid(area)?.0,
        form => crate::outline::mean(&form.vertices()),
    };
    Some((centre, doubt))
}
