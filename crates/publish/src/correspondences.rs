//! `correspondences.json`: what elements and vertices without a key may be, for a person to judge.

use crate::PublishError;
use crate::precision::decimals;
use crate::properties::strings;
use locus_model::{Correspondences, Meaning, PlaceMatch, VertexMatch};
use serde_json::{Value, json};

/// The file.
pub const FILE: &str = "correspondences.json";

/// What `score` says, for whoever reads the file alone.
const MEANING: &str =
    "share of the weight of everything the place may be, \"none of the places known\" included; 0 to 1";

/// The file's bytes.
pub fn to_bytes(found: &Correspondences) -> Result<Vec<u8>, PublishError> {
    let document = json!({
        "format": "locus-correspondences",
        "format_version": crate::FORMAT_VERSION,
        "adopted": false,
        "score": MEANING,
        "threshold": found.threshold,
        "places": found.places.iter().map(place).collect::<Vec<_>>(),
        "vertices": found.vertices.iter().map(vertex).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|e| PublishError::compose(FILE, e))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn place(place: &PlaceMatch) -> Value {
    let mut value = json!({
        "sheet": place.sheet,
        "element": place.element,
        "kind": place.kind.as_str(),
        "proposed": place.proposed,
        "reasons": place.reasons,
    });
    add(&mut value, "best", place.best.as_ref().map(meaning));
    add(&mut value, "runner_up", place.runner_up.as_ref().map(meaning));
    add(&mut value, "ambiguity", place.ambiguity.as_ref().map(|text| json!(text)));
    value
}

fn vertex(vertex: &VertexMatch) -> Value {
    let mut value = json!({
        "sheet": vertex.sheet,
        "element": vertex.element,
        "vertex": vertex.vertex,
        "proposed": vertex.proposed,
        "best": meaning(&vertex.best),
    });
    add(&mut value, "runner_up", vertex.runner_up.as_ref().map(meaning));
    value
}

fn meaning(meaning: &Meaning) -> Value {
    let mut value = json!({ "shown_by": strings(&meaning.shown_by), "score": decimals(meaning.score, 3) });
    add(&mut value, "key", meaning.key.as_ref().map(|key| json!(key)));
    value
}

/// A member that is absent where nothing is known.
fn add(value: &mut Value, name: &str, member: Option<Value>) {
    if let (Some(object), Some(member)) = (value.as_object_mut(), member) {
        object.insert(name.to_owned(), member);
    }
}
