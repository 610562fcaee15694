//! Fused walls, areas, openings and objects.

use super::{Layer, feature, geometry};
use crate::ground::Ground;
use crate::notes::Notes;
use crate::{Inputs, PublishError, properties};
use locus_model::{Element, Kind, Note, NoteKind};

/// The layers of fused elements, in the order of the format.
pub const LAYERS: [&str; 7] = ["walls", "roads", "rooms", "buildings", "yards", "openings", "objects"];

/// The layer a kind is published in.
pub fn layer_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Wall | Kind::Fence => "walls",
        Kind::Road => "roads",
        Kind::Room => "rooms",
        Kind::Building => "buildings",
        Kind::Yard => "yards",
        Kind::Door | Kind::Gate | Kind::Window => "openings",
        Kind::Tower | Kind::Object | Kind::Label => "objects",
    }
}

/// One of [`LAYERS`].
pub fn layer(name: &'static str, inputs: &Inputs, ground: &Ground, notes: &mut Notes) -> Result<Layer, PublishError> {
    let mut elements: Vec<&Element> = inputs.plan().elements.iter().filter(|e| layer_of(e.kind) == name).collect();
    elements.sort_by(|a, b| a.id.cmp(&b.id));
    let mut features = Vec::new();
    for element in elements {
        let about = format!("{}:{}", element.kind.as_str(), element.id);
        let mut nodes = element.nodes.clone();
        let printed = ground.vertices(element)?;
        let form = element.shape.geometry();
        let shape = geometry::form(form, printed, &mut nodes, ground, element.radius95_m, &about, notes)?;
        if shape.as_ref().is_some_and(geometry::crosses_itself) {
            notes.add(Note::new(
                NoteKind::Doubted,
                about,
                "its outline, as fused and published, touches or crosses itself",
                "Compare the sheets that draw it; a corner may be keyed differently on one of them.",
            ));
        }
        let mut p = properties::element(element);
        p.set("nodes", nodes);
        features.push(feature(shape, p));
    }
    Ok(Layer { name, features })
}
