//! Nodes and elements as a release tells them.

use crate::{Profile, standin};
use locus_model::{Case, Element, Id, Key, Node, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Withholds who says so.
pub fn unattributed(plan: &mut Plan, profile: &Profile) {
    for node in &mut plan.nodes {
        node.agreement = standin::agreement(&node.agreement, profile);
        node.sources = standin::sources(&node.sources, profile);
        node.independent_accounts = standin::count(node.independent_accounts, profile);
        node.valid = node.valid.as_ref().and_then(|valid| profile.dates.told(valid));
    }
    for element in &mut plan.elements {
        element.agreement = standin::agreement(&element.agreement, profile);
        element.sources = standin::sources(&element.sources, profile);
        element.independent_accounts = standin::count(element.independent_accounts, profile);
        element.valid = element.valid.as_ref().and_then(|valid| profile.dates.told(valid));
    }
    for hypothesis in &mut plan.hypotheses {
        hypothesis.accounts = standin::accounts(&hypothesis.accounts, profile);
        hypothesis.sources = standin::sources(&hypothesis.sources, profile);
    }
}

/// Gives what has no key an id by where it lies: the old one names the stroke that it came from.
pub fn renumbered(plan: &mut Plan, case: &Case) {
    let keys = keys(case);
    let nodes = new_ids(
        plan.nodes.iter().filter(|n| !is_of_a_key(&n.key, &keys)).map(|n| (n.key.as_str(), "point", at(n))),
        &keys,
    );
    let unnamed = plan.elements.iter().filter(|e| e.key.is_none());
    let taken: BTreeSet<&str> = plan.elements.iter().filter(|e| e.key.is_some()).map(|e| e.id.as_str()).collect();
    let elements = new_ids(unnamed.map(|e| (e.id.as_str(), e.kind.as_str(), lies(e))), &taken);
    for node in &mut plan.nodes {
        if let Some(key) = nodes.get(&node.key) {
            // The same point of another alternative keeps what tells the two apart.
            let apart = node.hypothesis.as_ref().map_or(String::new(), |h| format!("-{}", u8::from(h.default)));
            (node.key, node.id) = (key.clone(), format!("node-{key}{apart}"));
        }
    }
    for element in &mut plan.elements {
        for node in &mut element.nodes {
            replace(node, &nodes);
        }
        replace(&mut element.id, &elements);
        element.host.iter_mut().for_each(|host| replace(host, &elements));
    }
}

fn replace(id: &mut String, new: &BTreeMap<String, String>) {
    if let Some(new) = new.get(id) {
        id.clone_from(new);
    }
}

/// Every key that a person gave: names of places, no evidence.
fn keys(case: &Case) -> BTreeSet<&str> {
    let footprints = case.footprints.values();
    let outlined = footprints.flat_map(|f| f.key.iter().chain(f.nodes.iter().flatten()));
    let strokes = case.sheets.values().filter_map(|s| s.drawing.as_ref()).flat_map(|d| &d.strokes);
    let drawn = strokes.flat_map(|s| s.key.iter().chain(s.nodes.iter().flatten()));
    let pinned = case.accounts.values().flat_map(|a| a.pins.iter().map(|p| &p.of));
    case.landmarks.keys().chain(outlined).chain(drawn).chain(pinned).map(Key::as_str).collect()
}

/// `cell-3`, or a corner of it (`cell-3#2`).
fn is_of_a_key(name: &str, keys: &BTreeSet<&str>) -> bool {
    keys.contains(name) || name.rsplit_once('#').is_some_and(|(place, _)| keys.contains(place))
}

/// `<what>-<n>` by old id, numbered from south-west, passing over names that are taken.
fn new_ids<'a>(
    old: impl Iterator<Item = (&'a str, &'static str, Vec<[i64; 2]>)>,
    taken: &BTreeSet<&str>,
) -> BTreeMap<String, String> {
    let mut all: Vec<(&str, Vec<[i64; 2]>, &str)> = old.map(|(id, what, lies)| (what, lies, id)).collect();
    all.sort();
    let (mut new, mut last) = (BTreeMap::new(), BTreeMap::new());
    for (what, _, id) in all {
        if new.contains_key(id) {
            continue;
        }
        let n: &mut usize = last.entry(what).or_default();
        let name = loop {
            *n += 1;
            let name = format!("{what}-{n}");
            if !taken.contains(name.as_str()) {
                break name;
            }
        };
        new.insert(id.to_owned(), name);
    }
    new
}

/// Millimetres.
fn at(node: &Node) -> Vec<[i64; 2]> {
    let p = node.position.geometry();
    vec![millimetres(p.x(), p.y())]
}

fn lies(element: &Element) -> Vec<[i64; 2]> {
    element.shape.geometry().vertices().iter().map(|c| millimetres(c.x, c.y)).collect()
}

fn millimetres(east: f64, north: f64) -> [i64; 2] {
    [east, north].map(|m| (1000.0 * m).round() as i64)
}

/// Accounts that are spoken of.
pub fn mentioned(plan: &Plan) -> BTreeSet<Id> {
    let agreements = plan.nodes.iter().map(|n| &n.agreement).chain(plan.elements.iter().map(|e| &e.agreement));
    let in_agreements = agreements.flat_map(|a| a.drawn_by.iter().chain(&a.not_drawn_by).chain(&a.contradicted_by));
    in_agreements.chain(plan.hypotheses.iter().flat_map(|h| &h.accounts)).cloned().collect()
}
