//! `model.glb`: the plan in three dimensions, one node per element.
//!
//! Metres, y up, origin at the anchor, -z grid north. Nothing here invents a place: heights, thicknesses and sizes that
//! nobody said come from [`dimensions`](crate::dimensions) and are named in the extras of the node.
//!
//! glTF core has no visibility, so alternatives are scenes: the first scene shows what is undisputed and the display
//! defaults; every other drawn alternative is a scene of its own, `hypothesis:<name>`, with its elements alone. A viewer
//! that shows the default scene, as all do, never shows two alternatives at once.

mod cut;
mod glb;
pub mod joint;
mod material;
mod mesh;
mod prism;
mod solid;
mod terrain;
mod wall;

use crate::bundle::{BundleScene, BundleShape};
use crate::layers::layer_of;
use crate::notes::Notes;
use crate::precision::metres;
use crate::properties::{self, Properties};
use crate::{Inputs, PublishError, dimensions};
use geo::{Coord, Orient, Polygon, orient::Direction};
use glb::Writer;
use locus_model::{Element, Id};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[cfg(test)]
pub use material::rgb as status_rgb;

/// The model and what is in it.
pub struct Model {
    /// The file.
    pub glb: Vec<u8>,
    /// Its scenes and nodes.
    pub scenes: ModelScenes,
}

/// The scenes of the model.
#[derive(Default)]
pub struct ModelScenes {
    /// In the order of the file.
    pub scenes: Vec<BundleScene>,
    /// Elements that have a node of their id.
    pub nodes: BTreeSet<String>,
    /// Where and how large every element is drawn, by id.
    pub shapes: BTreeMap<String, BundleShape>,
}

/// What one scene shows: the undisputed, and of the disputed one alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story<'a> {
    /// The display defaults.
    Default,
    /// The alternative of this name.
    Alternative(&'a str),
}

impl Story<'_> {
    /// Whether an element is part of it.
    pub fn tells(self, element: &Element) -> bool {
        match (&element.hypothesis, self) {
            (None, _) => true,
            (Some(h), Self::Default) => h.default,
            (Some(h), Self::Alternative(name)) => h.name == name,
        }
    }
}

/// A place in scene metres, on the floor of its level (on the ground where it has none).
pub fn scene_position(inputs: &Inputs, at: Coord, level: Option<&Id>) -> [f64; 3] {
    let local = local(inputs, at);
    [local.x, elevation(inputs, level), -local.y + 0.0]
}

/// A place in metres east and north of the anchor as `[x, z]` of the scene, to the millimetre.
pub fn flat(local: Coord) -> [f64; 2] {
    [metres(local.x), metres(-local.y)]
}

/// The closed rings of an area (metres east and north of the anchor) as `[x, z]` of the scene: outer first, seen from
/// above counter-clockwise, holes the other way.
pub fn rings(area: &Polygon) -> Vec<Vec<[f64; 2]>> {
    let area = area.orient(Direction::Default);
    let rings = std::iter::once(area.exterior()).chain(area.interiors());
    rings.map(|ring| ring.0.iter().copied().map(flat).collect()).collect()
}

/// Metres east and north of the anchor: subtracted in f64, where a northing of 4 000 000 m still has all its digits.
pub fn local(inputs: &Inputs, at: Coord) -> Coord {
    at - inputs.plan().frame.origin.geometry().0
}

fn elevation(inputs: &Inputs, level: Option<&Id>) -> f64 {
    inputs.case().levels.iter().find(|l| Some(&l.id) == level).map_or(0.0, |l| l.elevation_m)
}

/// Builds the model.
pub fn model(inputs: &Inputs, notes: &mut Notes) -> Result<Model, PublishError> {
    let mut elements: Vec<&Element> = inputs.plan().elements.iter().collect();
    elements.sort_by(|a, b| a.id.cmp(&b.id));
    let mut writer = Writer::new(inputs);
    let mut scenes = ModelScenes::default();

    let shown: Vec<&Element> = elements.iter().copied().filter(|e| Story::Default.tells(e)).collect();
    let mut roots = terrain::node(inputs, &mut writer)?;
    roots.extend(levels(inputs, &shown, Story::Default, &mut writer, &mut scenes, notes)?);
    writer.scene("default", &frame(inputs), roots)?;
    scenes.scenes.push(BundleScene { name: "default".to_owned(), hypothesis: None });

    for name in alternatives(&elements) {
        let story = Story::Alternative(name);
        let own = elements.iter().copied().filter(|e| e.hypothesis.as_ref().is_some_and(|h| h.name == name));
        let own: Vec<&Element> = own.collect();
        let title = format!("hypothesis:{name}");
        let children = levels(inputs, &own, story, &mut writer, &mut scenes, notes)?;
        let mut extras = Properties::default();
        extras.set("hypothesis", name);
        let group = writer.group(&title, &extras, children)?;
        writer.scene(&title, &frame(inputs), vec![group])?;
        scenes.scenes.push(BundleScene { name: title, hypothesis: Some(name.to_owned()) });
    }
    Ok(Model { glb: writer.finish()?, scenes })
}

/// The alternatives that are not the display default and have elements of their own, by name.
fn alternatives<'a>(elements: &[&'a Element]) -> BTreeSet<&'a str> {
    elements.iter().filter_map(|e| e.hypothesis.as_ref()).filter(|h| !h.default).map(|h| h.name.as_str()).collect()
}

/// One group per level that has elements, from below.
fn levels(
    inputs: &Inputs,
    elements: &[&Element],
    story: Story,
    writer: &mut Writer,
    scenes: &mut ModelScenes,
    notes: &mut Notes,
) -> Result<Vec<glb::NodeIndex>, PublishError> {
    let builder = solid::Builder::new(inputs, story);
    let mut levels: Vec<_> = elements.iter().map(|e| (level_order(inputs, &e.level), &e.level)).collect();
    levels.sort();
    levels.dedup();
    let mut groups = Vec::new();
    for (_, level) in levels {
        let mut children = Vec::new();
        for element in elements.iter().filter(|e| e.level == *level) {
            let profile = builder.profile(element);
            scenes.shapes.insert(element.id.clone(), builder.shape(element, profile));
            let Some(profile) = profile else { continue };
            let Some(mesh) = builder.solid(element, profile, notes) else { continue };
            let material = material::of(element.status, profile.surface);
            children.push(writer.node(&element.id, &extras(inputs, element), &mesh, &material)?);
            scenes.nodes.insert(element.id.clone());
        }
        let mut p = Properties::default();
        p.set("level", level.as_str());
        groups.push(writer.group(&format!("level:{level}"), &p, children)?);
    }
    Ok(groups)
}

fn level_order(inputs: &Inputs, level: &Id) -> i32 {
    inputs.case().levels.iter().find(|l| l.id == *level).map_or(i32::MAX, |l| l.ordinal)
}

/// The published properties, and what the node is drawn with that nobody said.
fn extras(inputs: &Inputs, element: &Element) -> Properties {
    let mut p = properties::element(element);
    p.set("layer", layer_of(element.kind));
    let assumed: serde_json::Map<String, Value> = dimensions::defaults(element, inputs.case())
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(metres(value))))
        .collect();
    if !assumed.is_empty() {
        p.set("assumed", assumed);
    }
    p
}

/// Where the scene is: the way back from f32 scene metres to the projected CRS.
fn frame(inputs: &Inputs) -> Properties {
    let frame = &inputs.plan().frame;
    let mut p = Properties::default();
    p.set("case", inputs.case().id.as_str());
    p.set("crs", format!("EPSG:{}", frame.epsg));
    p.set("origin_m", vec![frame.origin.geometry().x(), frame.origin.geometry().y()]);
    p.set("anchor", vec![frame.anchor.geometry().x(), frame.anchor.geometry().y()]);
    p
}
