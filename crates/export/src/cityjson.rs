//! CityJSON 2.0 (OGC 20-072r5): the facility as a city model in its projected CRS.
//!
//! Every element is a city object with its published id. LoD 0 is a footprint, LoD 1 a block as high as is known or
//! assumed, LoD 3 a wall with its openings as in `model.glb`. There is no LoD 2: nobody described a roof.
//! Heights are metres above the site's ground, not above a sea level.

mod object;
mod sewn;
mod surfaces;
mod vertices;

use crate::claims::hidden;
use crate::whereabouts::Whereabouts;
use crate::{ExportError, Facility, Files, dated};
use locus_publish::BundleHypothesis;
use locus_viewer_core::answer::claim;
use locus_viewer_core::language::Language;
use object::Objects;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use vertices::Vertices;

/// The name of the format in messages and in `--to`.
const FORMAT: &str = "cityjson";

/// The file, as `<case>.city.json`. Of alternatives that are not shown first there are objects without geometry, in a
/// group that says what the alternative claims.
///
/// # Errors
/// [`ExportError::Compose`] where it cannot be written as JSON.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let whereabouts = Whereabouts::of(facility);
    let mut vertices = Vertices::default();
    let mut objects = Objects::of(facility, &whereabouts);
    facility.shown_first().for_each(|element| objects.draw(element, &mut vertices));
    hidden(facility.bundle()).for_each(|element| objects.tell(element));
    let (mut objects, members) = objects.finish();
    for hypothesis in &facility.bundle().hypotheses {
        if let Some(members) = members.get(hypothesis.name.as_str()) {
            objects.insert(group_id(&hypothesis.name), group(hypothesis, members));
        }
    }
    let model = json!({
        "type": "CityJSON",
        "version": "2.0",
        "transform": vertices.transform(facility.bundle().frame.origin_m),
        "metadata": metadata(facility, &vertices),
        "CityObjects": objects,
        "vertices": vertices.list(),
    });
    let mut bytes = serde_json::to_vec(&model).map_err(|e| ExportError::compose(FORMAT, e))?;
    bytes.push(b'\n');
    Ok(Files::from([(format!("{}.city.json", facility.bundle().case.id), bytes)]))
}

/// The key of an alternative's group; elements have no colon in their ids.
fn group_id(name: &str) -> String {
    format!("hypothesis:{name}")
}

fn group(of: &BundleHypothesis, members: &[String]) -> Value {
    json!({
        "type": "CityObjectGroup",
        "children": members,
        "attributes": {
            "locus_hypothesis": of.name, "locus_claim_en": claim(of, Language::En), "locus_claim_ko": claim(of, Language::Ko),
            "locus_accounts": of.accounts, "locus_shown_first": of.default, "locus_rule": of.rule,
        },
    })
}

fn metadata(facility: &Facility, vertices: &Vertices) -> Value {
    let bundle = facility.bundle();
    let name = &bundle.case.name;
    let mut title: Vec<&str> = [name.en(), name.ko()].into_iter().flatten().collect();
    title.dedup();
    let title = if title.is_empty() { bundle.case.id.clone() } else { title.join(" · ") };
    let mut metadata: Map<String, Value> = Map::new();
    metadata.insert("identifier".to_owned(), json!(format!("{}@{}", bundle.case.id, facility.published.sha256)));
    metadata.insert("title".to_owned(), json!(title));
    metadata.insert("referenceDate".to_owned(), json!(dated::as_of(bundle)));
    let crs = format!("https://www.opengis.net/def/crs/EPSG/0/{}", bundle.frame.epsg);
    metadata.insert("referenceSystem".to_owned(), json!(crs));
    if let Some(extent) = vertices.extent(bundle.frame.origin_m) {
        metadata.insert("geographicalExtent".to_owned(), json!(extent));
    }
    Value::Object(metadata)
}

/// City objects by id.
type CityObjects = BTreeMap<String, Value>;

#[cfg(test)]
mod tests;
