//! Drafts to published elements and points to published nodes.

use crate::coverage::Coverage;
use crate::ground::{Draft, Ground, id_part};
use crate::heights::{self, Assumptions};
use crate::points::unique;
use crate::survey::Origin;
use geo::{Coord, LineString, Point, Polygon};
use locus_model::{Agreement, Edtf, Element, Form, Id, In, Key, Membership, Node, Source, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The published elements, by id.
pub fn elements(ground: &Ground, coverage: &Coverage, drafts: &[Draft], assumed: &mut Assumptions) -> Vec<Element> {
    let mut elements: Vec<Element> = drafts.iter().map(|d| element(ground, coverage, d, assumed)).collect();
    elements.sort_by(|a, b| a.id.cmp(&b.id));
    elements
}

fn element(ground: &Ground, coverage: &Coverage, draft: &Draft, assumed: &mut Assumptions) -> Element {
    let building = coverage.building(ground, draft.kind, &draft.points);
    let vertical = heights::of(ground, draft, building.as_ref(), assumed);
    let valid = valid(ground, draft);
    let drawn_by = ground.accounts(&draft.traces);
    let mut not_drawn_by = coverage.not_drawn_by(ground, draft, valid.as_ref());
    not_drawn_by.retain(|a| !draft.contradicted_by.contains(a));
    let mut sources = ground.sources(&draft.traces);
    sources.extend(draft.rule.map(Source::Rule));
    sources.extend(vertical.sources);
    if let Some(key) = draft.key.as_ref().filter(|key| ground.case.landmarks.contains_key(key)) {
        sources.insert(Source::Landmark(key.to_string()));
    }
    let worst = |p: &usize| ground.estimates[*p].covariance.radius95_m();
    Element {
        id: draft.id.clone(),
        kind: draft.kind,
        key: draft.key.clone(),
        name: ground.name(&draft.traces).filter(|_| draft.rule.is_none()),
        level: draft.level.clone(),
        shape: In::claim(form(ground, draft)),
        nodes: names(ground, draft),
        host: draft.host.clone(),
        status: status(ground, draft),
        independent_accounts: ground.voices.count(&drawn_by),
        agreement: Agreement { drawn_by, not_drawn_by, contradicted_by: draft.contradicted_by.clone() },
        sources,
        radius95_m: draft.points.iter().map(worst).reduce(f64::max),
        height: vertical.height,
        sill: vertical.sill,
        thickness: vertical.thickness,
        hypothesis: draft.hypothesis.clone(),
        valid,
    }
}

fn form(ground: &Ground, draft: &Draft) -> Form {
    let at: Vec<Coord> = ground.coords(&draft.points);
    match at[..] {
        [only] => Form::Point(Point(only)),
        _ if draft.closed => Form::Area(Polygon::new(LineString(at), vec![])),
        _ => Form::Line(LineString(at)),
    }
}

/// The node at each vertex, the closing one repeated.
fn names(ground: &Ground, draft: &Draft) -> Vec<String> {
    let mut points = draft.points.clone();
    if draft.closed {
        points.extend(draft.points.first());
    }
    points.iter().map(|p| ground.names[*p].clone()).collect()
}

/// Seen where an outline or a landmark shows it (or, of a perimeter, all its corners but the gate); what a rule made is
/// inferred.
fn status(ground: &Ground, draft: &Draft) -> Status {
    let outlined = draft.traces.iter().any(|t| matches!(ground.survey.traces[*t].origin, Origin::Footprint(_)));
    let part = |key: &Key| draft.key.as_ref().is_some_and(|d| key == d || key.place() == d.as_str());
    let marks = ground.case.landmarks.keys().filter(|key| part(key)).count();
    let marked = draft.key.as_ref().is_some_and(|key| ground.case.landmarks.contains_key(key));
    let corners = draft.points.iter().filter(|p| ground.is_seen(**p)).count();
    if draft.rule.is_some() {
        Status::Inferred
    } else if outlined || marked || (marks > 1 && 2 * corners > draft.points.len()) {
        Status::Seen
    } else {
        Status::Testified
    }
}

/// When it stood: as imagery has it, else as the first trace that says so.
fn valid(ground: &Ground, draft: &Draft) -> Option<Edtf> {
    let marked = draft.key.as_ref().and_then(|key| ground.case.landmarks.get(key)).and_then(|l| l.valid.clone());
    let of = |seen: bool| {
        let mut traces = draft.traces.iter().map(|t| &ground.survey.traces[*t]).filter(|t| t.account.is_none() == seen);
        traces.find_map(|t| t.valid.clone())
    };
    of(true).or(marked).or_else(|| of(false))
}

/// The published nodes: every point that an element uses or a landmark shows, by key.
pub fn nodes(ground: &Ground, drafts: &[Draft]) -> Vec<Node> {
    let mut users: BTreeMap<usize, Vec<&Draft>> = BTreeMap::new();
    for draft in drafts {
        for point in &draft.points {
            users.entry(*point).or_default().push(draft);
        }
    }
    let mut used = BTreeSet::new();
    let mut nodes = Vec::new();
    for (index, point) in ground.points.all.iter().enumerate() {
        let users = users.get(&index).map_or(&[][..], |u| u);
        let spots: Vec<_> = point.spots.iter().map(|s| &ground.survey.spots[*s]).collect();
        if users.is_empty() && !spots.iter().any(|s| s.origin == Origin::Landmark) {
            continue;
        }
        let drawn_by = ground.accounts_of(index);
        let landmark = spots.iter().find(|s| s.origin == Origin::Landmark).and_then(|s| s.sources.first());
        let valid = landmark.and_then(|source| match source {
            Source::Landmark(key) => ground.case.landmarks.iter().find(|(k, _)| k.as_str() == key),
            _ => None,
        });
        nodes.push(Node {
            id: unique(format!("node-{}", id_part(&ground.names[index])), &mut used),
            key: ground.names[index].clone(),
            level: one_level(users),
            position: In::claim(Point(ground.at(index))),
            covariance: ground.estimates[index].covariance,
            status: node_status(ground, index, users),
            independent_accounts: ground.voices.count(&drawn_by),
            agreement: Agreement { drawn_by, ..Agreement::default() },
            sources: spots.iter().flat_map(|s| s.sources.iter().cloned()).collect(),
            hypothesis: one_alternative(users),
            valid: valid.and_then(|(_, landmark)| landmark.valid.clone()),
        });
    }
    nodes
}

fn node_status(ground: &Ground, point: usize, users: &[&Draft]) -> Status {
    if ground.is_seen(point) {
        Status::Seen
    } else if !users.is_empty() && users.iter().all(|d| d.rule.is_some()) {
        Status::Inferred
    } else {
        Status::Testified
    }
}

fn one_level(users: &[&Draft]) -> Option<Id> {
    let levels: BTreeSet<&Id> = users.iter().map(|d| &d.level).collect();
    levels.first().filter(|_| levels.len() == 1).map(|id| (*id).clone())
}

/// The alternative a node belongs to: that of its elements, where they all agree.
fn one_alternative(users: &[&Draft]) -> Option<Membership> {
    let alternatives: BTreeSet<&Option<Membership>> = users.iter().map(|d| &d.hypothesis).collect();
    alternatives.first().filter(|_| alternatives.len() == 1).and_then(|m| (*m).clone())
}
