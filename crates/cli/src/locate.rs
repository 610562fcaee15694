//! `locus locate`: where a place lies by pins, areas and words, as regions of likely ground.

mod geojson;
mod words;

use crate::args::Locate;
use crate::failure::Failure;
use crate::output::Output;
use crate::pipeline::{self, Reconstruction, STEPS};
use crate::write;
use geo::Point;
use locus_model::{Element, Key, Node, Source, Text};
use locus_plan::Whereabouts;
use serde_json::{Value, json};
pub use words::described;

/// How many keys a mistake lists.
const LISTED: usize = 12;

/// Finds the place, says where it is and how sure that is, and writes its regions.
pub fn run(args: &Locate, output: &Output) -> Result<(), Failure> {
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(&args.facility, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(&args.facility))?;
    let key = key(&done, &args.key);
    let found = key.as_ref().and_then(|key| locus_plan::locate(&done.facility.case, &done.plan, key));
    let Some(found) = found else { return Err(nothing(&done, &args.key, key.as_ref())) };
    let map = geojson::collection(&found, &done.facility.projector)?;
    if let Some(out) = &args.out {
        write::replace(out, format!("{map:#}\n"))?;
    }
    words::tell(&done, &found, output)?;
    if let Some(out) = &args.out {
        output.say(format!("wrote {}", out.display()));
    }
    output.result(&result(&done, &found, map)?);
    Ok(())
}

/// The key that is meant: by itself, or as the published id of a node or element.
fn key(done: &Reconstruction, name: &str) -> Option<Key> {
    let element = done.plan.elements.iter().find(|e| e.id == name).and_then(|e| e.key.clone());
    let node = done.plan.nodes.iter().find(|n| n.id == name).and_then(|n| Key::new(&n.key).ok());
    element.or(node).or_else(|| Key::new(name).ok())
}

/// Why a place cannot be located.
fn nothing(done: &Reconstruction, name: &str, key: Option<&Key>) -> Failure {
    let known = locus_plan::locatable(&done.facility.case);
    let unplaced = key.is_some_and(|key| known.contains(key));
    let found = match (unplaced, key) {
        (true, _) => "no description of it that refers to a place on the plan",
        (false, Some(_)) => "no pin, area or description of that place",
        (false, None) => "no key, nor a published id",
    };
    let mut remedy =
        "Give it a [[pin]], an [[area]] or a [[statement]] with kind = \"place\" in accounts/*.toml".to_owned();
    if !known.is_empty() {
        let list: Vec<&str> = known.iter().take(LISTED).map(|key| key.as_str()).collect();
        let more = if known.len() > LISTED { ", …" } else { "" };
        remedy = format!("{remedy}; places that have one: {}{more}", list.join(", "));
    }
    Failure::mistake(name, found, "a key with at least one pin, area or description", remedy)
}

/// What the case calls the place.
fn name<'d>(done: &'d Reconstruction, key: &Key) -> Option<&'d Text> {
    let case = &done.facility.case;
    let landmark = case.landmarks.get(key).and_then(|l| l.name.as_ref());
    let outline = || case.footprints.values().find(|f| f.key.as_ref() == Some(key)).and_then(|f| f.name.as_ref());
    let drawn = || done.plan.elements.iter().find(|e| e.key.as_ref() == Some(key)).and_then(|e| e.name.as_ref());
    landmark.or_else(outline).or_else(drawn)
}

/// Where imagery or drawings have the place, whatever is said about it.
fn drawn(done: &Reconstruction, key: &Key) -> Option<Point> {
    let told = |s: &Source| matches!(s, Source::Pin(_) | Source::Area(_) | Source::Statement(_) | Source::Default(_));
    let node = |n: &&Node| n.key == key.as_str() && !n.sources.iter().all(told);
    let element = |e: &&Element| e.key.as_ref() == Some(key);
    let centre = |e: &Element| geo::MultiPoint::from_iter(e.shape.geometry().vertices().into_iter().map(Point));
    let node = done.plan.nodes.iter().find(node).map(|n| *n.position.geometry());
    node.or_else(|| geo::Centroid::centroid(&centre(done.plan.elements.iter().find(element)?)))
}

fn result(done: &Reconstruction, found: &Whereabouts, map: Value) -> Result<Value, Failure> {
    let projector = &done.facility.projector;
    let sources = |all: &std::collections::BTreeSet<Source>| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut candidates = Vec::new();
    for candidate in &found.candidates {
        candidates.push(json!({
            "share": geojson::share(candidate.mass),
            "position": geojson::position(projector, candidate.position.geometry())?,
            "rests_on": sources(&candidate.rests_on),
        }));
    }
    let testimony = found.testimony.iter().map(|t| {
        json!({
            "source": t.source.to_string(),
            "account": t.account.as_str(),
            "probability_mistaken": geojson::share(t.mistaken),
        })
    });
    let unused = found.unused.iter().map(|(source, why)| json!({ "source": source.to_string(), "why": why }));
    Ok(json!({
        "ok": true,
        "key": found.key.as_str(),
        "name": name(done, &found.key),
        "position": geojson::position(projector, found.position.geometry())?,
        "radius95_m": geojson::metres(found.radius95_m),
        "independent_accounts": found.independent_accounts,
        "overconfidence": geojson::share(found.overconfidence),
        "probability_all_wrong": geojson::share(found.all_wrong),
        "candidates": candidates,
        "testimony": testimony.collect::<Vec<_>>(),
        "assumed_radius": sources(&found.assumed),
        "unused": unused.collect::<Vec<_>>(),
        "geojson": map,
    }))
}
