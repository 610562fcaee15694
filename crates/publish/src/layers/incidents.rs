//! Incidents at their places.

use super::{Layer, feature};
use crate::ground::Ground;
use crate::incidents::{PlacedIncident, PlacedIncidents, Spot};
use crate::precision::metres;
use crate::properties::{Properties, ids};
use crate::{Inputs, PublishError};
use geojson::Geometry;
use locus_model::{Edtf, Id};

/// One point per incident; no geometry where its place is unknown.
pub fn layer(inputs: &Inputs, placed: &PlacedIncidents, ground: &Ground) -> Result<Layer, PublishError> {
    let mut features = Vec::new();
    for incident in &placed.incidents {
        let at = incident.spot.as_ref().map(|spot| point(spot, incident, ground)).transpose()?;
        features.push(feature(at, properties(inputs, incident)));
    }
    Ok(Layer { name: "incidents", features })
}

fn point(spot: &Spot, incident: &PlacedIncident, ground: &Ground) -> Result<Geometry, PublishError> {
    let node = spot.node.and_then(|node| ground.node(node));
    let what = format!("incident \"{}\"", incident.incident.id);
    let at = node.map_or_else(|| ground.degrees(spot.at, spot.radius95_m, &what), Ok)?;
    Ok(Geometry::new_point(at))
}

fn properties(inputs: &Inputs, placed: &PlacedIncident) -> Properties {
    let incident = placed.incident;
    let category = incident.category.as_deref();
    let mut p = Properties::default();
    p.set("id", incident.id.as_str());
    p.set_known("when", incident.when.as_ref().map(Edtf::to_string));
    p.set_known("place", incident.place.as_deref());
    p.set_known("category", category);
    p.set_text("category", category.and_then(|c| inputs.vocabulary.categories.get(c)).map(|term| &term.name));
    p.set_text("title", Some(&incident.title));
    p.set_text("summary", Some(&incident.summary));
    p.set("victims", ids(&incident.victims));
    p.set("perpetrators", ids(&incident.perpetrators));
    p.set("accounts", ids(&incident.accounts));
    p.set_known("credibility", incident.credibility);
    p.set("consent", placed.consent.as_str());
    if let Some(spot) = &placed.spot {
        p.set("place_basis", spot.basis);
        p.set("place_id", spot.id.as_str());
        p.set_known("level", spot.level.map(Id::as_str));
        p.set_known("radius95_m", spot.radius95_m.map(metres));
        p.set_known("hypothesis", spot.hypothesis);
    }
    p
}
