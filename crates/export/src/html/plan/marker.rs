//! Incidents in a plan: one marker a place, with how many are there.

use super::{Plan, stroke};
use crate::html::markup::{Markup, anchor, side_by_side, tag};
use locus_publish::BundleIncident;
use std::collections::BTreeMap;

/// Half a marker, as a share of the plan's longer side.
const SIZE: f64 = 0.013;

/// The markers of the incidents that are shown first.
pub fn incidents(plan: &Plan) -> Markup {
    let told = locus_viewer_core::filter::Filter::default().told(plan.bundle);
    let mut places: BTreeMap<String, Vec<&BundleIncident>> = BTreeMap::new();
    for incident in &plan.bundle.incidents {
        let is_told = incident.hypothesis.as_deref().is_none_or(|name| told.contains(name));
        if let Some([x, _, z]) = incident.position
            && is_told
            && incident.level.as_ref() == Some(&plan.level.id)
            && plan.area.holds([x, z])
        {
            places.entry(stroke::path(&[[x, z]])).or_default().push(incident);
        }
    }
    tag("g", &[("class", "markers")], places.values().map(|here| marker(plan, here)).collect::<Markup>())
}

fn marker(plan: &Plan, here: &[&BundleIncident]) -> Markup {
    let [first, ..] = here else { return Markup::default() };
    let [x, _, z] = first.position.unwrap_or_default();
    let size = SIZE * plan.area.extent();
    let diamond = stroke::path(&[[x, z - size], [x + size, z], [x, z + size], [x - size, z]]) + "Z";
    let title = |incident: &&BundleIncident| {
        side_by_side(|language| language.of(&incident.title).unwrap_or(&incident.id).to_owned())
    };
    let titles = here.iter().map(title).collect::<Vec<_>>().join("\n");
    // The answer to the place lists all that happened there.
    let element = first.place_id.as_ref().filter(|_| here.len() > 1);
    let element = element.filter(|id| plan.bundle.elements.iter().any(|e| e.id == **id));
    let [_, link] = element.map_or_else(|| anchor("incident", &first.id), |id| anchor("element", id));
    let [at, up, letters] = [x, z + 0.35 * size, size].map(stroke::number);
    let parts = [
        tag("title", &[], titles),
        tag("path", &[("d", &diamond), ("stroke-width", &stroke::number(0.15 * size))], ""),
        tag("text", &[("x", &at), ("y", &up), ("font-size", &letters)], here.len().to_string()),
    ];
    tag("a", &[("href", &link), ("class", "marker")], parts)
}
