//! Where incidents happened, as far as the plan knows.

use crate::Inputs;
use crate::radii::Radii;
use geo::{Centroid, Coord, LineString};
use locus_model::{Case, Consent, Element, Form, Id, Incident, Membership, Node, Note, NoteKind, Plan};

/// A place of the plan.
pub struct Spot<'a> {
    /// Site metres.
    pub at: Coord,
    /// How it was found: `area` (centroid), `opening` or `line` (midpoint), `object`, `node`, `region` (centroid of
    /// what a witness outlined) or `pin`.
    pub basis: &'static str,
    /// The id of the element, node, region or pin it was taken from.
    pub id: String,
    /// The level, where the place has one.
    pub level: Option<&'a Id>,
    /// Radius that holds 95 %, metres.
    pub radius95_m: Option<f64>,
    /// The alternative the place belongs to.
    pub hypothesis: Option<&'a str>,
    /// The node, where it is one.
    pub node: Option<&'a Node>,
}

/// An incident with its place.
pub struct PlacedIncident<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Where; `None`: not said, or not in the plan.
    pub spot: Option<Spot<'a>>,
    /// The widest audience it may reach.
    pub consent: Consent,
}

/// All incidents, by id.
pub struct PlacedIncidents<'a> {
    /// With their places.
    pub incidents: Vec<PlacedIncident<'a>>,
    /// Places that are not in the plan.
    pub notes: Vec<Note>,
}

/// Places every incident of the case.
pub fn place<'a>(inputs: &Inputs<'a>, radii: &Radii) -> PlacedIncidents<'a> {
    let mut sorted: Vec<&Incident> = inputs.case().incidents.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let (mut incidents, mut notes) = (Vec::new(), Vec::new());
    for incident in sorted {
        let spot = incident.place.as_deref().and_then(|place| spot(inputs.plan(), radii, place));
        if let (Some(place), None) = (&incident.place, &spot) {
            notes.push(Note::new(
                NoteKind::Doubted,
                format!("incident:{}", incident.id),
                format!("its place \"{place}\" is not in the plan; it is published without geometry"),
                "Use the key of a drawn place, a landmark, a region, or the id of a pin.",
            ));
        }
        incidents.push(PlacedIncident { incident, spot, consent: consent(inputs.case(), incident) });
    }
    PlacedIncidents { incidents, notes }
}

/// As the case format has it: its own, else the narrowest of its accounts.
fn consent(case: &Case, incident: &Incident) -> Consent {
    let of = |id: &Id| case.accounts.get(id).and_then(|a| a.consent).unwrap_or(Consent::Internal);
    incident.consent.unwrap_or_else(|| incident.accounts.iter().map(of).min().unwrap_or(Consent::Internal))
}

/// The place a key or a pin id names: a fused element, else a node, else a region, else a pin.
fn spot<'a>(plan: &'a Plan, radii: &Radii, place: &str) -> Option<Spot<'a>> {
    let element = plan
        .elements
        .iter()
        .filter(|e| e.key.as_ref().is_some_and(|k| k.as_str() == place))
        .min_by_key(|e| (preference(e.hypothesis.as_ref()), e.id.as_str()));
    element
        .and_then(of_element)
        .or_else(|| of_node(plan, radii, place))
        .or_else(|| of_region(plan, place))
        .or_else(|| of_pin(plan, place))
}

/// What is undisputed first, then the display default, then the other alternatives by name.
fn preference(hypothesis: Option<&Membership>) -> (u8, Option<&str>) {
    match hypothesis {
        None => (0, None),
        Some(h) => (if h.default { 1 } else { 2 }, Some(&h.name)),
    }
}

fn of_element(element: &Element) -> Option<Spot<'_>> {
    let (at, basis) = match element.shape.geometry() {
        Form::Point(p) => (p.0, "object"),
        Form::Line(line) => (midpoint(line)?, if element.kind.is_opening() { "opening" } else { "line" }),
        Form::Area(area) => (area.centroid()?.0, if element.kind.is_area() { "area" } else { "object" }),
    };
    Some(Spot {
        at,
        basis,
        id: element.id.clone(),
        level: Some(&element.level),
        radius95_m: element.radius95_m,
        hypothesis: element.hypothesis.as_ref().map(|h| h.name.as_str()),
        node: None,
    })
}

fn of_node<'a>(plan: &'a Plan, radii: &Radii, place: &str) -> Option<Spot<'a>> {
    let named = plan.nodes.iter().filter(|n| n.key == place);
    let node = named.min_by_key(|n| (preference(n.hypothesis.as_ref()), n.id.as_str()))?;
    Some(Spot {
        at: node.position.geometry().0,
        basis: "node",
        id: node.id.clone(),
        level: node.level.as_ref(),
        radius95_m: radii.node(node),
        hypothesis: node.hypothesis.as_ref().map(|h| h.name.as_str()),
        node: Some(node),
    })
}

fn of_region<'a>(plan: &'a Plan, place: &str) -> Option<Spot<'a>> {
    let area = plan.areas.iter().filter(|a| a.of.as_str() == place).min_by_key(|a| &a.id)?;
    let at = area.polygon.geometry().centroid()?.0;
    Some(Spot {
        at,
        basis: "region",
        id: area.id.to_string(),
        level: None,
        radius95_m: None,
        hypothesis: None,
        node: None,
    })
}

fn of_pin<'a>(plan: &'a Plan, place: &str) -> Option<Spot<'a>> {
    let exact = plan.pins.iter().find(|p| p.id.as_str() == place);
    let sharpest = || {
        let of_key = plan.pins.iter().filter(|p| p.of.as_str() == place);
        of_key.min_by(|a, b| {
            let radius = |r: Option<f64>| r.unwrap_or(f64::INFINITY);
            radius(a.radius95_m).total_cmp(&radius(b.radius95_m)).then(a.id.cmp(&b.id))
        })
    };
    let pin = exact.or_else(sharpest)?;
    Some(Spot {
        at: pin.position.geometry().0,
        basis: "pin",
        id: pin.id.to_string(),
        level: None,
        radius95_m: pin.radius95_m,
        hypothesis: None,
        node: None,
    })
}

/// The point half-way along a line.
fn midpoint(line: &LineString) -> Option<Coord> {
    let total: f64 = line.lines().map(|s| s.dx().hypot(s.dy())).sum();
    let mut left = 0.5 * total;
    for segment in line.lines() {
        let length = segment.dx().hypot(segment.dy());
        if length > 0.0 && left <= length {
            return Some(segment.start + segment.delta() * (left / length));
        }
        left -= length;
    }
    line.0.last().copied()
}
