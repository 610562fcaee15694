//! What the script of the page draws: triangles, edges, soft edges, obstacles and looks, as JSON with packed numbers.
//!
//! Nothing is computed in the browser that the viewer computes here: looks come from its table of doubt, obstacles from
//! its walker, soft edges and ellipses from its halos. Scene metres throughout.

mod ground;
mod packed;

pub use ground::jpeg_uri;

use super::markup::{in_script, shown};
use super::words::{self, Words};
use crate::{ExportError, Facility};
use locus_publish::{Bundle, BundleElement};
use locus_viewer_core::basis::{is_seen, was_testified};
use locus_viewer_core::doubt::{Channels, Pattern, look};
use locus_viewer_core::edges::edges;
use locus_viewer_core::filter::Filter;
use locus_viewer_core::glb::Surface;
use locus_viewer_core::halo::{ellipses, halos};
use locus_viewer_core::labels;
use locus_viewer_core::language::Language;
use locus_viewer_core::obstacles::Obstacles;
use packed::Packed;
use serde_json::{Value, json};

/// As far as anything that was published may lie, metres.
const EVERYWHERE_M: f64 = 2e7;

/// The scene, safe to stand in a script element.
///
/// # Errors
/// [`ExportError::Compose`] where the ground image cannot be encoded.
pub fn json(facility: &Facility, views: &[Value]) -> Result<String, ExportError> {
    let bundle = facility.bundle();
    let scene = json!({
        "levels": bundle.levels.iter().map(|level| json!({"id": level.id, "floor": level.elevation_m})).collect::<Vec<_>>(),
        "stories": bundle.hypotheses.iter().filter(|h| h.drawn).map(|h| {
            json!({"name": h.name, "about": h.about, "first": h.default})
        }).collect::<Vec<_>>(),
        "elements": bundle.elements.iter().map(element).collect::<Vec<_>>(),
        "neutral": neutral(bundle),
        "mesh": mesh(facility),
        "edges": drawn_edges(facility),
        "halos": soft_edges(bundle),
        "ellipses": rings(bundle),
        "solids": solids(bundle),
        "ground": ground::json(facility)?,
        "incidents": bundle.incidents.iter().map(|incident| json!({
            "id": incident.id, "at": incident.position, "level": incident.level, "story": incident.hypothesis,
            "place": incident.place_id,
        })).collect::<Vec<_>>(),
        "views": views,
        "north": bundle.frame.convergence_deg,
        "words": said(),
    });
    Ok(in_script(&scene.to_string()))
}

/// How an element looks and when it is shown.
fn element(element: &BundleElement) -> Value {
    let look = look(element, Channels::default());
    let name = |language| labels::name(element, language).map(|name| shown(&name));
    let shape = element.shape.as_ref();
    let low = shape.map_or(element.position[1], |shape| shape.base_m);
    let high = shape.and_then(|shape| shape.top_m).unwrap_or(low);
    let is_place = ["rooms", "objects", "buildings", "yards"].contains(&element.layer.as_str());
    json!({
        "id": element.id, "layer": element.layer, "level": element.level, "story": element.hypothesis,
        "rgb": look.rgb, "pattern": pattern(look.pattern), "contested": look.outline.is_some(),
        "stippled": look.stippled, "guessed": look.height_assumed, "span": [low, high],
        "testified": was_testified(element), "seen": is_seen(element), "at": element.position,
        "name": is_place.then(|| [name(Language::En), name(Language::Ko)]),
    })
}

/// The number of a pattern in the shader.
fn pattern(pattern: Pattern) -> u8 {
    match pattern {
        Pattern::None => 0,
        Pattern::Sparse => 1,
        Pattern::Dense => 2,
        Pattern::Dots => 3,
    }
}

/// The colour where the basis is not shown.
fn neutral(bundle: &Bundle) -> Option<[u8; 3]> {
    let off = Channels { basis: false, ..Channels::default() };
    bundle.elements.first().map(|element| look(element, off).rgb)
}

/// All triangles in one list; of each vertex its element and its surface.
fn mesh(facility: &Facility) -> Value {
    let (mut positions, mut normals, mut elements, mut indices) =
        (Packed::default(), Packed::default(), Packed::default(), Packed::default());
    let mut vertices = 0;
    for piece in &facility.published.model.pieces {
        let surface = match piece.surface {
            Surface::Solid => 0,
            Surface::Floor => 1,
            Surface::Pane => 2,
        };
        for (position, normal) in piece.positions.iter().zip(&piece.normals) {
            positions.floats(position);
            normals.directions(*normal, surface);
            elements.number(piece.element as u32);
        }
        piece.indices.iter().for_each(|index| indices.number(vertices + index));
        vertices += piece.positions.len() as u32;
    }
    json!({"positions": positions.base64(), "normals": normals.base64(), "elements": elements.base64(),
        "indices": indices.base64()})
}

/// The edges that a draughtsman would draw, and of each its element.
fn drawn_edges(facility: &Facility) -> Value {
    let (mut ends, mut elements) = (Packed::default(), Packed::default());
    for piece in &facility.published.model.pieces {
        for edge in edges(piece) {
            edge.iter().for_each(|end| ends.floats(end));
            elements.number(piece.element as u32);
        }
    }
    json!({"ends": ends.base64(), "elements": elements.base64()})
}

/// Every story by itself: what is shown first, then each other alternative with what it leaves standing.
fn tellings(bundle: &Bundle) -> Vec<Filter> {
    let others = bundle.hypotheses.iter().filter(|h| h.drawn && !h.default);
    let other = |h: &locus_publish::BundleHypothesis| Filter {
        hypotheses: [(h.about.clone(), h.name.clone())].into(),
        ..Filter::default()
    };
    [Filter::default()].into_iter().chain(others.map(other)).collect()
}

/// The soft edge of each element as it is in the first telling that shows the element.
fn soft_edges(bundle: &Bundle) -> Value {
    let (mut corners, mut elements) = (Packed::default(), Packed::default());
    let mut done = vec![false; bundle.elements.len()];
    for filter in tellings(bundle) {
        let visible = filter.visible(bundle);
        for halo in halos(bundle, &visible).into_iter().filter(|halo| !done[halo.element]) {
            for ([x, y, z], share) in &halo.triangles {
                corners.floats(&[*x as f32, *y as f32, *z as f32, *share]);
                elements.number(halo.element as u32);
            }
        }
        done.iter_mut().zip(&visible).for_each(|(done, shown)| *done |= shown);
    }
    json!({"corners": corners.base64(), "elements": elements.base64()})
}

/// The 95 % ellipses, each once.
fn rings(bundle: &Bundle) -> Vec<Value> {
    let mut done = vec![false; bundle.nodes.len()];
    let mut rings = Vec::new();
    for filter in tellings(bundle) {
        for ring in ellipses(bundle, &filter, &filter.visible(bundle)) {
            if !std::mem::replace(&mut done[ring.node], true) {
                let node = &bundle.nodes[ring.node];
                let mut points = Packed::default();
                ring.points.iter().for_each(|point| points.floats(&point.map(|c| c as f32)));
                rings.push(json!({"points": points.base64(), "level": node.level, "story": node.hypothesis}));
            }
        }
    }
    rings
}

/// What stops a walker, by element: outlines `[x, z]` from a lower to an upper height.
fn solids(bundle: &Bundle) -> Vec<Value> {
    let obstacles = Obstacles::new(bundle, &vec![true; bundle.elements.len()]);
    let mut solids: Vec<_> = obstacles.near([0.0; 2], EVERYWHERE_M).collect();
    let key =
        |s: &locus_viewer_core::obstacles::Solid| (s.element, s.rings.first().and_then(|ring| ring.first()).copied());
    solids.sort_by(|a, b| {
        let ((a_element, a_corner), (b_element, b_corner)) = (key(a), key(b));
        let corner = a_corner.partial_cmp(&b_corner).unwrap_or(std::cmp::Ordering::Equal);
        a_element.cmp(&b_element).then(corner).then(a.low.total_cmp(&b.low))
    });
    let rounded = |c: f64| (c * 1000.0).round() / 1000.0;
    let ring = |ring: &Vec<[f64; 2]>| ring.iter().map(|corner| corner.map(rounded)).collect::<Vec<_>>();
    let solid = |s: &&locus_viewer_core::obstacles::Solid| json!({"element": s.element, "rings": s.rings.iter().map(ring).collect::<Vec<_>>(), "low": s.low, "high": s.high});
    solids.iter().map(solid).collect()
}

/// What the script says by itself, in English and Korean.
fn said() -> Value {
    let both = |words: Words| [words.of(Language::En), words.of(Language::Ko)];
    json!({
        "shown": both(words::SHOWN_OF), "off": both(words::SIGNS_OFF), "cut": both(words::CUT_AT),
        "other": both(words::OTHER_STORY), "view": both(words::VIEW), "free": both(words::FREE_VIEW),
        "basis": both(words::BASIS), "support": both(words::SUPPORT), "contested": both(words::CONTESTED),
        "uncertainty": both(words::UNCERTAINTY), "found": both(words::FOUND), "range": both(words::RANGE_SHOWN),
        "wrong": both(words::RANGE_WRONG), "answer": both(words::ANSWER), "search": both(words::SEARCH_HINT),
    })
}
